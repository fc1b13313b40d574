"""Which tool wrote this grid of cells? Each is asked in turn whether it knows its own headings."""

from collections.abc import Callable, Sequence
from typing import Final

from peakend.define.survey import Layout
from peakend.listen.headings import Headings, Row, plain_headings
from peakend.listen.limesurvey import recognise_limesurvey
from peakend.listen.qualtrics import recognise_qualtrics
from peakend.listen.surveymonkey import recognise_surveymonkey
from peakend.listen.wjx import recognise_wjx

TOOLS: Final[dict[str, Callable[[Sequence[Row]], Headings | None]]] = {
    "qualtrics": recognise_qualtrics,
    "limesurvey": recognise_limesurvey,
    "wjx": recognise_wjx,
    "surveymonkey": recognise_surveymonkey,
}
"""The survey tools whose headings are known, and what knows each."""


def find_headings(rows: Sequence[Row], layout: Layout) -> Headings:
    """The headings of a grid: by the tool that the study names, by any tool that knows them, else plain.

    A stated number of rows of headings is kept to by the plain reading; `csv` and `xlsx` as a stated kind mean plain.

    >>> find_headings([("RespondentID", "Gender"), ("3292953864", "Male")], Layout()).kind
    'surveymonkey'
    """
    asked = [] if layout.header_rows else list(TOOLS.values())
    tools = [TOOLS[layout.kind]] if layout.kind in TOOLS else asked
    for recognise in tools:
        headings = recognise(rows)
        if headings is not None:
            return headings
    return plain_headings(rows, layout.header_rows)
