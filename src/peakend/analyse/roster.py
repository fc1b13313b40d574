"""How many people stand behind every cell of what can be filtered by, and how many of them answered each question?

A ledger of small groups (see `disclosure`) must know who is in a group, and not who they are: people with the same values of every
attribute are alike. So the answers are counted once by all attributes, and a ledger works on these cells, whose number does not grow with
the answers. Whoever has several rows, in several cells, is kept as the profile of their cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from peakend.analyse.disclosure import Flags, Floats, Ints, K
from peakend.scan.blocks import owners_of
from peakend.scan.columns import amounts_of, marks_of, words_of
from peakend.scan.sources import Source

_LEAST_ANSWER: Final = -1_000
"""Codes below this say why there is no answer."""

_NOTHING: Final = 1e-9
_SLACK: Final = 1e-9
_PEOPLE, _PLACE, _OWNER = "people", "cell", "owner"


@dataclass(frozen=True)
class Roster:
    """The cells of some answers. `values` holds the word of each cell by attribute, `marks` whether its rows are marked (test, flagged).

    `people` counts its rows and `answered` those that answered each question; `owner` and `cell` say who owns each row and where it is.
    """

    values: dict[str, tuple[str, ...]]
    marks: dict[str, Flags]
    people: Ints
    answered: dict[str, Ints]
    owner: Ints
    cell: Ints

    def inside(self, column: str, wanted: Sequence[str]) -> Flags:
        """The cells with one of these values of an attribute; none where the attribute is not there."""
        known = self.values.get(column)
        if known is None:
            return np.asarray(np.zeros(len(self.people), dtype=bool) if "" not in wanted else np.ones(len(self.people), dtype=bool))
        return np.array([value in set(wanted) for value in known], dtype=bool)

    def words(self, column: str) -> tuple[str, ...]:
        """The values of an attribute that anybody has, in order."""
        return tuple(sorted({word for word in self.values.get(column, ()) if word}))


def count_roster(source: Source, attributes: Sequence[str], marks: Sequence[str], questions: Sequence[str], owner: str = "") -> Roster:
    """Count answers by every attribute and mark: one pass. Without an owner every row is somebody of their own.

    Raises what reading columns raises.
    """
    counting = _Counting(tuple(attributes), tuple(marks), tuple(questions))
    start = 0
    for batch in source.batches([*dict.fromkeys([*attributes, *marks, *questions, *([owner] if owner else [])])]):
        alone = -1 - np.arange(start, start + batch.num_rows, dtype=np.int64)
        counting.take(batch, owners_of(batch.column(owner), start) if owner else alone)
        start += batch.num_rows
    return counting.finish()


@dataclass
class _Counting:
    attributes: tuple[str, ...]
    marks: tuple[str, ...]
    questions: tuple[str, ...]
    cells: dict[tuple[str, ...], int] = field(default_factory=dict)
    people: list[Ints] = field(default_factory=list)
    places: list[Ints] = field(default_factory=list)
    owners: list[Ints] = field(default_factory=list)
    answered: list[dict[str, Ints]] = field(default_factory=list)

    def take(self, batch: pa.RecordBatch, owner: Ints) -> None:
        """Count one batch."""
        coded = [words_of(batch.column(name)) for name in self.attributes]
        coded += [(marks_of(name, batch.column(name)).astype(np.int64), ["", "1"]) for name in self.marks]
        place = np.zeros(batch.num_rows, dtype=np.int64)
        for places, words in coded:
            place = place * max(len(words), 1) + places
        found, first, here = np.unique(place, return_index=True, return_inverse=True)
        names = [tuple(words[int(places[at])] for places, words in coded) for at in first]
        number = np.array([self.cells.setdefault(name, len(self.cells)) for name in names], dtype=np.int64)
        cell = number[here.reshape(-1)] if len(found) else np.zeros(0, dtype=np.int64)
        size = len(self.cells)
        self.places.append(cell)
        self.owners.append(owner)
        self.people.append(np.bincount(cell, minlength=size))
        self.answered.append({name: np.bincount(cell[_answered(name, batch.column(name))], minlength=size) for name in self.questions})

    def finish(self) -> Roster:
        """Everything taken."""
        names, size, wide = list(self.cells), len(self.cells), len(self.attributes)
        return Roster(
            values={name: tuple(cell[at] for cell in names) for at, name in enumerate(self.attributes)},
            marks={name: np.array([cell[wide + at] == "1" for cell in names], dtype=bool) for at, name in enumerate(self.marks)},
            people=_add(self.people, size),
            answered={name: _add([one[name] for one in self.answered], size) for name in self.questions},
            owner=np.concatenate([np.zeros(0, dtype=np.int64), *self.owners]),
            cell=np.concatenate([np.zeros(0, dtype=np.int64), *self.places]),
        )


def _answered(name: str, column: pa.Array) -> Flags:
    """Which rows hold an answer: a number that is no code for a reason, or any other value."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if kind is column.type and pa.types.is_integer(kind) and not column.null_count:
        return np.asarray(column.to_numpy() > _LEAST_ANSWER)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind) or pa.types.is_null(kind):
        return np.asarray(amounts_of(name, column) > _LEAST_ANSWER)
    return np.asarray(column.is_valid().to_numpy(zero_copy_only=False))


def _add(parts: Sequence[Ints], size: int) -> Ints:
    total = np.zeros(size, dtype=np.int64)
    for part in parts:
        total[: len(part)] += part
    return total


def join_rosters(rosters: Sequence[Roster], part: str) -> Roster:
    """Several rosters, one behind the other, each in cells of its own: the attribute `part` says from which they come (0, 1, …)."""
    columns = list(dict.fromkeys(name for one in rosters for name in one.values))
    marks = list(dict.fromkeys(name for one in rosters for name in one.marks))
    questions = list(dict.fromkeys(name for one in rosters for name in one.answered))
    sizes = [len(one.people) for one in rosters]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    none = np.zeros(0, dtype=np.int64)
    taken = np.cumsum([0, *(len(one.owner) for one in rosters)])
    alone = [np.where(one.owner < 0, one.owner - start, one.owner) for one, start in zip(rosters, taken, strict=False)]
    return Roster(
        values={
            part: tuple(str(at) for at, size in enumerate(sizes) for _ in range(size)),
            **{
                name: tuple(word for one, size in zip(rosters, sizes, strict=True) for word in one.values.get(name, ("",) * size))
                for name in columns
            },
        },
        marks={
            name: np.concatenate([none.astype(bool), *(one.marks.get(name, np.zeros(len(one.people), dtype=bool)) for one in rosters)])
            for name in marks
        },
        people=np.concatenate([none, *(one.people for one in rosters)]),
        answered={
            name: np.concatenate([none, *(one.answered.get(name, np.zeros(len(one.people), dtype=np.int64)) for one in rosters)])
            for name in questions
        },
        owner=np.concatenate([none, *alone]),
        cell=np.concatenate([none, *(one.cell + start for one, start in zip(rosters, starts, strict=False))]),
    )


def write_roster(roster: Roster, path: Path) -> None:
    """Keep a roster as a Parquet file of its cells, and the rows beside it. Owners are hashes, as safe as the answers themselves."""
    columns: dict[str, Any] = {f"v:{name}": pa.array(words, pa.string()) for name, words in roster.values.items()}
    columns |= {f"m:{name}": pa.array(flags) for name, flags in roster.marks.items()}
    columns |= {f"q:{name}": pa.array(count) for name, count in roster.answered.items()}
    pq.write_table(pa.table({_PEOPLE: pa.array(roster.people), **columns}), path)
    pq.write_table(pa.table({_OWNER: pa.array(roster.owner), _PLACE: pa.array(roster.cell.astype(np.int32))}), path.with_suffix(".rows"))


def read_roster(path: Path) -> Roster:
    """A roster that was kept. Raises `OSError` and what Arrow raises."""
    cells, rows = pq.read_table(path), pq.read_table(path.with_suffix(".rows"))
    named = {kind: [name for name in cells.column_names if name.startswith(f"{kind}:")] for kind in "vmq"}
    return Roster(
        values={name[2:]: tuple(cells[name].to_pylist()) for name in named["v"]},
        marks={name[2:]: cells[name].to_numpy() for name in named["m"]},
        people=cells[_PEOPLE].to_numpy(),
        answered={name[2:]: cells[name].to_numpy() for name in named["q"]},
        owner=rows[_OWNER].to_numpy(),
        cell=rows[_PLACE].to_numpy().astype(np.int64),
    )


@dataclass(frozen=True)
class Profiles:
    """The people with several rows: for each kind of person the cells of their rows. `person` numbers the kinds from 0."""

    person: Ints
    cell: Ints

    def worst(self, leverage: Floats) -> float:
        """The largest sum of leverages of one person."""
        return float(np.bincount(self.person, weights=leverage[self.cell]).max(initial=0.0)) if len(self.cell) else 0.0


def find_profiles(roster: Roster) -> Profiles:
    """Who has several rows, each kind of person once."""
    order = np.argsort(roster.owner, kind="stable")
    owner, cell = roster.owner[order], roster.cell[order]
    fresh = np.concatenate([[True], owner[1:] != owner[:-1]]) if len(owner) else np.zeros(0, dtype=bool)
    person = np.cumsum(fresh) - 1
    several = np.bincount(person)[person] > 1 if len(person) else np.zeros(0, dtype=bool)
    person, cell = person[several], cell[several]
    if not len(person):
        return Profiles(person, cell)
    words = np.random.default_rng(7).integers(1, 1 << 62, int(cell.max()) + 1, dtype=np.uint64)
    known, place = np.unique(person, return_inverse=True)
    kinds = np.zeros(len(known), dtype=np.uint64)
    np.add.at(kinds, place.reshape(-1), words[cell])  # two people of one kind have the same sum of words
    _, first = np.unique(kinds, return_index=True)
    chosen = np.isin(place.reshape(-1), first)
    _, number = np.unique(place.reshape(-1)[chosen], return_inverse=True)
    return Profiles(number.reshape(-1), cell[chosen])


@dataclass
class CellLedger:
    """The groups shown so far over cells, as the space they span: the rule of `disclosure.Ledger`, where `count` rows are in each cell.

    A person with several rows counts with the leverages of all their cells, whether or not they answered in each: never too little.
    """

    count: Ints
    least: int = K
    profiles: Profiles = field(default_factory=lambda: Profiles(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)))
    _space: Floats = field(init=False, repr=False)
    """An orthonormal basis, one row a dimension, one column a cell."""

    def __post_init__(self) -> None:
        """Nothing is shown yet."""
        self._space = np.zeros((0, len(self.count)))

    def extend(self, count: Ints, profiles: Profiles) -> None:
        """Cells that came since, behind the others: nothing about them has been shown yet."""
        self.count = np.concatenate([self.count, count])
        self.profiles = profiles
        self._space = np.hstack([self._space, np.zeros((len(self._space), len(count)))])

    def admit(self, inside: Flags) -> bool:
        """Whether the group of these cells may be shown; if so it is entered. An empty group may always be shown as empty.

        O(dimensions x cells).
        """
        size = np.asarray(self.count, dtype=np.float64)
        people = int(self.count[inside].sum())
        if people == 0:
            return True
        if people < self.least:
            return False
        marks = inside.astype(np.float64)
        left = marks - self._space.T @ (self._space @ (size * marks))
        left = left - self._space.T @ (self._space @ (size * left))  # once more: rounding
        length = float(size @ np.square(left))
        if length <= _NOTHING * people:
            return True
        fresh = left / np.sqrt(length)
        leverage = np.where(size > 0, np.square(self._space).sum(axis=0) + np.square(fresh), 0.0)
        if max(float(leverage.max(initial=0.0)), self.profiles.worst(leverage)) > 1 / self.least + _SLACK:
            return False
        self._space = np.vstack([self._space, fresh])
        return True

    def admit_split(self, groups: Sequence[Flags]) -> tuple[bool, ...]:
        """Which groups of one split may be shown; entered from the largest down, equals in their order."""
        shown = [False] * len(groups)
        for number in sorted(range(len(groups)), key=lambda one: -int(self.count[groups[one]].sum())):
            shown[number] = self.admit(groups[number])
        return tuple(shown)


__all__ = ["CellLedger", "Profiles", "Roster", "count_roster", "find_profiles", "join_rosters", "read_roster", "write_roster"]
