"""How is the sheet of a map divided? A frozen first column, one column a moment, and one for the scenario as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from peakend.define.study import Stage
from peakend.report.boxes import Box, Polyline, Shape
from peakend.report.facts import Known, MomentFacts, ScenarioFacts
from peakend.report.lettering import measure
from peakend.report.theme import BODY, HEAD
from peakend.text import Language, Text

LEFT = 148.0
"""The width of the first column, with the names of the lanes."""

WHOLE = 116.0
"""The width of the last column, the scenario as a whole."""

NARROW, WIDE = 104.0, 300.0
"""Bounds of the width of a moment's column."""

AIM = 1240.0
"""The width a map would like to have."""

PAD = 8.0
"""Between the edge of a cell and what stands in it."""

MOST = 20
"""So many columns stand in one map; more fold into several."""


@dataclass(frozen=True)
class Column:
    """One moment's column."""

    facts: MomentFacts
    x: float
    width: float

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2

    @property
    def inner(self) -> float:
        """The width that words may take."""
        return self.width - 2 * PAD


@dataclass(frozen=True)
class Sheet:
    """A map's columns, with all that its lanes need to know."""

    known: Known
    facts: ScenarioFacts
    language: Language
    columns: tuple[Column, ...]
    part: int = 1
    parts: int = 1

    @property
    def whole(self) -> float:
        """The x of the last column."""
        last = self.columns[-1]
        return last.x + last.width

    @property
    def width(self) -> float:
        """The width of the whole map."""
        return self.whole + WHOLE

    @property
    def base(self) -> int:
        """How many responses the caption of the map names."""
        return self.known.base_in(self.facts.scenario.key).n

    def say(self, text: Text, **blanks: object) -> str:
        """A caption in the language of the map."""
        return (text.fill(**blanks) if blanks else text).say(self.language)

    def stages(self) -> Iterator[tuple[Stage | None, Sequence[Column]]]:
        """Columns that stand side by side in one stage."""
        for _, columns in groupby(self.columns, key=lambda column: column.facts.moment.stage):
            side = list(columns)
            yield side[0].facts.stage, side


def lay_sheets(known: Known, facts: ScenarioFacts, language: Language, aim: float = AIM) -> Iterator[Sheet]:
    """The sheets of one scenario, `aim` wide: one, or several of about the same size where there are more moments than fit."""
    moments = facts.moments
    parts = -(-len(moments) // MOST)
    start = 0
    for part in range(parts):
        size = (len(moments) - start + (parts - part) - 1) // (parts - part)
        some = moments[start : start + size]
        start += size
        width = _column_width(some, language, aim)
        columns = tuple(Column(one, LEFT + at * width, width) for at, one in enumerate(some))
        yield Sheet(known, facts, language, columns, part + 1, parts)


def _column_width(moments: Sequence[MomentFacts], language: Language, aim: float) -> float:
    """As wide as the aim allows, and wide enough for the longest single word of a title in the smaller size."""
    fair = (aim - LEFT - WHOLE) / len(moments)
    return round(min(WIDE * max(1.0, aim / AIM), max(NARROW, fair, _longest(moments, language, BODY) + 2 * PAD + 2)), 1)


def _longest(moments: Sequence[MomentFacts], language: Language, size: float) -> float:
    words = [word for one in moments for word in one.moment.name.say(language).split()]
    return max((measure(word, size, bold=True) for word in words if word.isascii()), default=0.0)


def name_size(sheet: "Sheet") -> float:
    """The size in which the moments' names are written: the larger one where the longest single word has room in it."""
    longest = _longest([column.facts for column in sheet.columns], sheet.language, HEAD)
    return HEAD if longest <= sheet.columns[0].inner else BODY


def lay_ground(sheet: Sheet, top: float, bottom: float) -> Iterator[Shape]:
    """What lies behind all lanes: the tint of peaks and ends, lines between columns."""
    for column in sheet.columns:
        if column.facts.special:
            yield Box(column.x, top, column.width, bottom - top, fill="key", role="key")
    yield Box(sheet.whole, top, WHOLE, bottom - top, fill="wash", role="whole")
    for x in [column.x for column in sheet.columns] + [sheet.whole]:
        yield Polyline(((x, top), (x, bottom)), stroke="grid", role="column")
