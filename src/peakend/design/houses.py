"""What do people fill into the Houses of Quality of a service? Needs, contacts, process elements, quality parameters, and how they relate.

One cascade holds its houses in a row. Each house brings only its columns: its rows are the columns of the house before it (of the first
one: needs of the study), so that rows and columns can never fall apart. Every text of a need is the study's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from peakend.text import Text

Floats = NDArray[np.float64]

Direction = Literal["more", "less", "target"]
"""Whether more of it is better (↑), less (↓), or a value to be met (◎)."""

DIRECTIONS: Final[tuple[Direction, ...]] = get_args(Direction)

Effect = Literal["++", "+", "-", "--"]
"""In the roof: two characteristics help one another strongly or somewhat, or stand in one another's way."""

EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)

Weighting = Literal["planning", "raw"]
"""Which weights drive the cascade: importance x improvement ratio x sales point, or the importance alone. Both are always shown."""

MARKS: Final = (9.0, 3.0, 1.0)
"""Strong, medium, weak: the usual marks of a relation. A convention; see `sensitivity`."""

SALES_POINTS: Final = (1.0, 1.2, 1.5)
"""The usual sales points: none, some, strong."""

DIFFICULTIES: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need as a row of the first house, with its planning matrix.

    `importance` (0 to 10) is the team's own and used only where nobody was asked; `ours`, `goal` and the levels of competitors stand on one
    scale above zero; where `ours` is not given it is measured (the rating of the moments at which the need is named).
    """

    need: str
    importance: float | None = None
    ours: float | None = None
    goal: float | None = None
    sales_point: float = 1.0
    competitors: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One column: a contact, a process element or a quality parameter, with its technical target.

    `moment` is the moment of the study where it is met; `owner` the key of a role; `current`, `target` and the competitors' values stand in
    `unit`; `difficulty` 1 (easy) to 5; `cost` in the unit of the cascade.
    """

    key: str
    name: Text
    direction: Direction = "more"
    moment: str = ""
    owner: str = ""
    unit: Text = Text()
    current: float | None = None
    target: float | None = None
    competitors: tuple[tuple[str, float], ...] = ()
    difficulty: int | None = None
    cost: float | None = None
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class Relation:
    """How strongly a column serves a row: one mark that all raters agree on, or one mark for each rater, in their order."""

    row: str
    column: str
    marks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Dependence:
    """One place of the roof."""

    one: str
    other: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class ServiceHouse:
    """One house: its columns, how they serve the rows, and its roof."""

    key: str
    name: Text
    columns: tuple[Characteristic, ...]
    relations: tuple[Relation, ...] = ()
    roof: tuple[Dependence, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its columns."""
        return tuple(column.key for column in self.columns)

    def column(self, key: str) -> Characteristic | None:
        """The column with this key, or nothing."""
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True, slots=True)
class Cascade:
    """Houses in a row, from the needs of customers to what can be measured every day.

    `scenario` says at whose moments the needs were asked (nothing: at all). `raters` are those who gave marks of their own, by name.
    `marks` are the marks that may be given, the strongest first. `currency` is the unit of all costs.
    """

    key: str
    title: Text
    needs: tuple[NeedRow, ...]
    houses: tuple[ServiceHouse, ...]
    scenario: str = ""
    raters: tuple[Text, ...] = ()
    marks: tuple[float, ...] = MARKS
    drives: Weighting = "planning"
    currency: Text = Text()

    def rows(self, at: int) -> tuple[str, ...]:
        """The keys of the rows of house `at` (from 0)."""
        return self.houses[at - 1].keys if at else tuple(row.need for row in self.needs)

    def relations(self, at: int) -> Floats:
        """The marks of house `at`, shape (raters, rows, columns): 0 where nobody wrote any; one rater where nobody has marks of their own.

        >>> from peakend.text import Text
        >>> house = ServiceHouse("c", Text(), (Characteristic("ring", Text()),), (Relation("quick", "ring", (9.0,)),))
        >>> Cascade("one", Text(), (NeedRow("quick"), NeedRow("kind")), (house,)).relations(0).tolist()
        [[[9.0], [0.0]]]
        """
        house = self.houses[at]
        rows = {key: place for place, key in enumerate(self.rows(at))}
        columns = {key: place for place, key in enumerate(house.keys)}
        split = any(len(one.marks) > 1 for one in house.relations)
        given = np.zeros((max(len(self.raters), 1) if split else 1, len(rows), len(columns)))
        for one in house.relations:
            given[:, rows[one.row], columns[one.column]] = one.marks
        return given

    def characteristics(self) -> Iterator[tuple[ServiceHouse, Characteristic]]:
        """Every column of every house."""
        for house in self.houses:
            for column in house.columns:
                yield house, column


def unserved(cascade: Cascade, at: int) -> tuple[str, ...]:
    """Rows that nothing serves: needs that this house leaves alone."""
    served = cascade.relations(at).sum(axis=(0, 2)) > 0
    return tuple(key for key, any_ in zip(cascade.rows(at), served, strict=True) if not any_)


def needless(cascade: Cascade, at: int) -> tuple[str, ...]:
    """Columns that serve nothing: work without a need behind it."""
    serves = cascade.relations(at).sum(axis=(0, 1)) > 0
    return tuple(key for key, any_ in zip(cascade.houses[at].keys, serves, strict=True) if not any_)


def step_apart(cascade: Cascade, marks: tuple[float, ...]) -> int:
    """How many steps of the scale lie between the weakest and the strongest of these marks; 0 where all agree.

    >>> step_apart(Cascade("one", Text(), (), ()), (9.0, 0.0)), step_apart(Cascade("one", Text(), (), ()), (3.0, 3.0))
    (3, 0)
    """
    ladder = sorted({0.0, *cascade.marks, *marks})
    return ladder.index(max(marks)) - ladder.index(min(marks))
