"""How does 问卷星 (wjx.cn) write its answers? One row of headings, six columns of its own, questions numbered, choices joined by ┋.

Exported by text, a cell holds the words of the choice, several joined by `┋`. Exported by number, a multiple answer is one column a
choice, headed `6、兴趣爱好(运动)` or `6、兴趣爱好:运动`, with 1 and 0 in the cells; `-3` is a question that was skipped over by routing,
`-2` one left empty.
"""

import re
from collections.abc import Sequence
from typing import Final

from peakend.listen.headings import Headings, Row, name_columns, tidy
from peakend.listen.table import Column, Hint

JOINT: Final = "┋"
"""What stands between the choices of one cell."""

_OWN: Final[dict[str, Hint]] = {
    "序号": "respondent",
    "提交答卷时间": "date",
    "所用时间": "technical",
    "来源": "technical",
    "来源详情": "technical",
    "来自ip": "technical",
    "总分": "technical",
}
_ENOUGH: Final = 3
_NUMBERED: Final = re.compile(r"^(\d{1,3})\s*[、.．]\s*(.*)$")
_CHOICE: Final = re.compile(r"^(.*?)\s*(?:[:：—]+\s*|[（(])([^（()）:：]+)[)）]?$")


def recognise_wjx(rows: Sequence[Row]) -> Headings | None:
    """The headings, if 问卷星 wrote them."""
    heading = [tidy(cell) for cell in rows[0]] if rows else []
    if sum(cell.lower() in _OWN for cell in heading) < _ENOUGH:
        return None
    numbers = [found.group(1) if (found := _NUMBERED.match(cell)) else "" for cell in heading]
    stems: dict[str, str] = {}
    columns, notes = name_columns(
        _read_column(cell, stems, shared=bool(number) and numbers.count(number) > 1) for cell, number in zip(heading, numbers, strict=True)
    )
    return Headings("wjx", 1, columns, notes)


def _read_column(heading: str, stems: dict[str, str], *, shared: bool) -> Column:
    """One column; `stems` keeps the words of each numbered question, which only its first column may carry."""
    if hint := _OWN.get(heading.lower()):
        return Column(heading, hint=hint)
    found = _NUMBERED.match(heading)
    words = found.group(2).strip() if found else heading
    if shared and found and (split := _CHOICE.match(words)):
        stem = stems.setdefault(found.group(1), split.group(1))
        return Column(heading, stem, group=f"{found.group(1)}、{stem}", choice=split.group(2).strip())
    return Column(heading, words)
