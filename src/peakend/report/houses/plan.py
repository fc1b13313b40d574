"""How wide and how high is everything in a drawn house? Its places, worked out from the words before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, get_args

from peakend.define.study import Study
from peakend.design.flow import Flow, HouseFlow
from peakend.design.houses import Cascade, Characteristic
from peakend.report.lettering import measure, wrap
from peakend.report.theme import BODY, SMALL
from peakend.text import Language, Text

NAME: Final = 176.0
"""The width of the names of rows."""

WEIGHT: Final = 86.0
"""The width of the weights beside them."""

NARROW, WIDE = 74.0, 124.0
"""Bounds of the width of a column."""

LEAST_ROW: Final = 38.0
PAD: Final = 7.0
ARROW: Final = 20.0
"""The height of the direction under the name of a column."""

AIM: Final = 5
"""Names of columns should not take more lines than this, where a wider column would help."""

MOST: Final = 10
MOST_ROWS: Final = 8
"""So many columns and rows stand on one part of a house that is folded for slides."""


Block = Literal["matrix", "planning", "footing"]
"""What a drawn house consists of: roof, rows and marks; the planning matrix; what stands under the columns."""

BLOCKS: Final[tuple[Block, ...]] = get_args(Block)


@dataclass(frozen=True)
class Plan:
    """One house, or some of its blocks, columns and rows, with its places. The origin is the upper left corner of the roof's sheet.

    Without `count` (`row_count`) all columns (rows) from the first on are shown.
    """

    flow: Flow
    at: int
    study: Study
    language: Language
    first: int = 0
    count: int = 0
    first_row: int = 0
    row_count: int = 0
    blocks: tuple[Block, ...] = BLOCKS

    @property
    def one(self) -> HouseFlow:
        """The house."""
        return self.flow.houses[self.at]

    @property
    def cascade(self) -> Cascade:
        """The cascade it belongs to."""
        return self.flow.cascade

    @cached_property
    def columns(self) -> tuple[Characteristic, ...]:
        """The columns that are shown."""
        if self.blocks == ("planning",):
            return ()
        return self.one.house.columns[self.first : self.first + (self.count or len(self.one.house.columns))]

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The keys of the rows that are shown: those without weight too."""
        if self.blocks == ("footing",):
            return ()
        every = self.cascade.rows(self.at)
        return every[self.first_row : self.first_row + (self.row_count or len(every))]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the rows are called."""
        known = name_parts(self.flow, self.study)
        return tuple(known[key].say(self.language) or key for key in self.rows)

    def say(self, text: Text, **blanks: object) -> str:
        """A caption in the language of the drawing."""
        return (text.fill(**blanks) if blanks else text).say(self.language)

    # -- sizes

    @cached_property
    def width(self) -> float:
        """The width of a column: wider where names would take too many lines."""
        words = [column.name.say(self.language) or column.key for column in self.columns]
        for width in (NARROW, 86.0, 98.0, 110.0, WIDE):
            longest = max((max((measure(piece, SMALL) for piece in one.split()), default=0) for one in words), default=0)
            lines = max((len(wrap(one, width - 2 * PAD, SMALL)) for one in words), default=1)
            if lines <= AIM and (longest <= width - 2 * PAD or width == WIDE):
                return width
        return WIDE

    @cached_property
    def head(self) -> float:
        """The height of the names of columns with their directions."""
        lines = max((len(self.head_lines(column)) for column in self.columns), default=1)
        return lines * SMALL * 1.32 + ARROW + 2 * PAD

    def head_lines(self, column: Characteristic) -> tuple[str, ...]:
        """The name of a column, broken."""
        return wrap(column.name.say(self.language) or column.key, self.width - 2 * PAD, SMALL)

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The height of each row."""
        lines = [len(wrap(name, NAME - 2 * PAD, BODY)) for name in self.names]
        least = 32.0 if self.blocks == ("matrix",) else LEAST_ROW
        return tuple(max(least, count * BODY * 1.32 + 2 * PAD) for count in lines)

    @property
    def slope(self) -> float:
        """Half the height of a place of the roof."""
        low = len(self.columns) > 14 or self.blocks == ("matrix",)  # noqa: PLR2004 - over many columns, and on a slide, it is low
        return 11.5 if low else max(11.5, min(self.width / 4, 21.5))

    @property
    def roof(self) -> float:
        """The height of the roof; none over one column, or where nothing is written in it."""
        shown = "matrix" in self.blocks and self.first_row == 0
        return self.slope * len(self.columns) + 4 if shown and self.one.house.roof and len(self.columns) > 1 else 0.0

    # -- places

    @property
    def left(self) -> float:
        """The x of the first column."""
        return NAME + WEIGHT

    @property
    def right(self) -> float:
        """The x behind the last column."""
        return self.left + self.width * len(self.columns)

    @property
    def top(self) -> float:
        """The y of the names of columns."""
        return self.roof

    @property
    def body(self) -> float:
        """The y of the first row."""
        return self.top + self.head

    @property
    def foot(self) -> float:
        """The y under the last row."""
        return self.body + sum(self.heights)

    def row_top(self, at: int) -> float:
        """The y of a row."""
        return self.body + sum(self.heights[:at])

    def middle(self, at: int) -> float:
        """The x of the middle of a column."""
        return self.left + self.width * (at + 0.5)


def name_parts(flow: Flow, study: Study) -> dict[str, Text]:
    """What everything in a cascade is called: needs by the study, columns by themselves."""
    named = {need.key: need.name for need in study.needs}
    named |= {row.need: Text(row.need, row.need) for row in flow.cascade.needs if row.need not in named}
    return named | {column.key: column.name for _, column in flow.cascade.characteristics()}


def fold_parts(count: int, most: int = MOST) -> Sequence[tuple[int, int]]:
    """The first column (or row) and the number of them in each part, all parts about equally large.

    >>> fold_parts(8), fold_parts(30)
    ([(0, 8)], [(0, 10), (10, 10), (20, 10)])
    """
    parts = max(1, -(-count // most))
    size, rest = divmod(count, parts)
    found, first = [], 0
    for part in range(parts):
        many = size + (part < rest)
        found.append((first, many))
        first += many
    return found
