"""What of a reading may be shown to somebody who must not learn about fewer than k people? Groups and questions, entered in ledgers.

A guard belongs to one study's answers and is kept as long as they are looked at: what was shown before decides what may be shown now.
It has a ledger for groups and one for each question, over those who answered it, since a question that few answered makes a small
group of a large one. A reading without a guard makes one of its own, in which every part of its own filters counts as asked too: so that
it is safe by itself against all narrower and wider filters of the same conditions, though not against others (see `disclosure`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from peakend.analyse.disclosure import Flags, Ints, K, Ledger, admit_split
from peakend.scan.ask import Request, Where
from peakend.scan.blocks import owners_of
from peakend.scan.columns import amounts_of, marks_of, words_of
from peakend.scan.sources import Source
from peakend.scan.tally import Group

JOINED: Final = " · "
"""What stands between the values that name a group."""

_DEEPEST: Final = 6
"""Conditions of which every combination counts as asked; of more, only each beginning."""

_LEAST_ANSWER: Final = -1_000
"""Codes below this say why there is no answer."""


@dataclass(frozen=True)
class Screened:
    """What may be shown: the whole of a reading, which groups of its split, and the questions that may not be shown in each of these."""

    whole: bool
    groups: Mapping[Group, bool]
    hidden: Mapping[Group, frozenset[str]] = field(default_factory=dict)
    """Questions that too few answered, or whose small groups would follow from others: by group, and for the whole under ()."""

    least: int = K

    @property
    def thin(self) -> frozenset[str]:
        """Questions that may not be shown of the whole."""
        return self.hidden.get((), frozenset())

    def suppressed(self) -> tuple[str, ...]:
        """The groups that may not be shown, by name."""
        return tuple(JOINED.join(group) for group in sorted(self.groups) if not self.groups[group])

    def part(self, group: Group) -> "Screened":
        """The same of one group of the split; of the whole where there is no split."""
        if group == () and not self.groups:
            return self
        return Screened(self.groups.get(group, False), {}, {(): self.hidden.get(group, frozenset())}, self.least)


@dataclass
class Guard:
    """The ledgers of one set of answers. `least` is k: no fewer people are ever singled out."""

    least: int = K
    _ledgers: dict[str, Ledger] = field(default_factory=dict, repr=False)
    _used: bool = field(default=False, repr=False)

    def screen(self, source: Source, request: Request, questions: Sequence[str]) -> Screened:
        """What may be shown of these rows, split so; what may is entered, and counts as shown from now on.

        `questions` are columns of answers (codes, or amounts). Raises `LeastTooSmall` and what reading columns raises.
        """
        rows = _read(source, request, questions)
        everybody = () if self._used else _wider(rows)
        self._used = True
        shown = self._admit("", rows, rows.kept, everybody)
        unseen: dict[Group, set[str]] = {group: set() for group in ((), *shown.groups)}
        for question in questions:
            asked = self._admit(question, rows, rows.answered[question], everybody)
            for group, names in unseen.items():
                if not (asked.whole if group == () else asked.groups.get(group, True)):
                    names.add(question)
        hidden = {group: frozenset(names) for group, names in unseen.items()}
        return Screened(shown.whole, shown.groups, hidden, self.least)

    def _admit(self, name: str, rows: "_Rows", answered: Flags, wider: Iterable[Flags]) -> Screened:
        """Enter the whole and the groups of a split into one ledger, each over those who answered."""
        ledger = self._ledger(name, rows.owner)
        ledger.admit(rows.kept & answered)
        for one in wider:
            ledger.admit(one & answered)
        whole = ledger.admit(rows.inside & answered)
        names = list(rows.groups)
        fine = admit_split(ledger, [rows.groups[group] & answered for group in names])
        return Screened(whole, dict(zip(names, fine, strict=True)), {})

    def _ledger(self, name: str, owner: Ints) -> Ledger:
        """The ledger of a question, or of the groups themselves; rows that came since are taken in."""
        if name not in self._ledgers:
            first = next(iter(self._ledgers.values()), None)
            self._ledgers[name] = Ledger(owner, self.least) if first is None or len(first.owner) < len(owner) else first.fresh()
        ledger = self._ledgers[name]
        if len(owner) > len(ledger.owner):
            ledger.extend(owner[len(ledger.owner) :])
        return ledger


@dataclass(frozen=True)
class _Rows:
    """Who the rows are, which of them count, which pass each filter, and to which group each belongs."""

    owner: Ints
    kept: Flags
    """Not marked as test or flagged."""
    conditions: tuple[Flags, ...]
    groups: Mapping[Group, Flags]
    answered: Mapping[str, Flags]

    @property
    def inside(self) -> Flags:
        """Rows that count and pass every filter."""
        return np.asarray(np.logical_and.reduce([self.kept, *self.conditions]))


def _wider(rows: _Rows) -> list[Flags]:
    """The groups that parts of the filters make, the widest first."""
    count = len(rows.conditions)
    if count > _DEEPEST:
        parts: Iterable[tuple[Flags, ...]] = (rows.conditions[:number] for number in range(1, count))
    else:
        parts = (part for size in range(1, count) for part in combinations(rows.conditions, size))
    made = [np.logical_and.reduce([rows.kept, *part]) for part in parts]
    return sorted(made, key=lambda group: -int(np.count_nonzero(group)))


def _read(source: Source, request: Request, questions: Sequence[str]) -> _Rows:
    """The columns that filters, splits and marks need, and who answered each question."""
    names = [*request.by, *(where.column for where in request.where), *request.leave_out, *([request.owner] if request.owner else [])]
    parts: dict[str, list[NDArray[np.generic]]] = {}
    start = 0
    for batch in source.batches(list(dict.fromkeys([*names, *questions]))):
        for name in (*request.by, *(where.column for where in request.where)):
            place, words = words_of(batch.column(name))
            parts.setdefault(f"word {name}", []).append(np.array(words or [""], dtype=np.str_)[place])
        for name in request.leave_out:
            parts.setdefault(f"mark {name}", []).append(marks_of(name, batch.column(name)))
        for name in questions:
            parts.setdefault(f"answer {name}", []).append(_answered(name, batch.column(name)))
        owner = owners_of(batch.column(request.owner), start) if request.owner else np.arange(start, start + batch.num_rows)
        parts.setdefault("owner", []).append(owner)
        start += batch.num_rows
    joined = {name: np.concatenate(pieces) for name, pieces in parts.items()}
    marked = [np.asarray(joined[f"mark {name}"], dtype=bool) for name in request.leave_out]
    kept = ~np.logical_or.reduce([np.zeros(start, dtype=bool), *marked])
    conditions = tuple(_inside(joined[f"word {where.column}"], where) for where in request.where)
    inside = np.logical_and.reduce([kept, *conditions])
    return _Rows(
        np.asarray(joined.get("owner", np.zeros(0)), dtype=np.int64),
        kept,
        conditions,
        _split([joined[f"word {name}"] for name in request.by], inside),
        {name: np.asarray(joined[f"answer {name}"], dtype=bool) for name in questions},
    )


def _answered(name: str, column: pa.Array) -> Flags:
    """Which rows hold an answer: a number that is no code for a reason, or any other value."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind) or pa.types.is_null(kind):
        return np.asarray(amounts_of(name, column) > _LEAST_ANSWER)
    return np.asarray(column.is_valid().to_numpy(zero_copy_only=False))


def _inside(words: NDArray[np.generic], where: Where) -> Flags:
    return np.isin(words, np.array(where.values, dtype=np.str_))


def _split(columns: Sequence[NDArray[np.generic]], inside: Flags) -> dict[Group, Flags]:
    """The rows of each group that has any."""
    if not columns or not inside.any():
        return {}
    coded = [np.unique(column, return_inverse=True) for column in columns]
    place = np.zeros(len(inside), dtype=np.int64)
    for words, places in coded:
        place = place * len(words) + places.reshape(-1)
    groups: dict[Group, Flags] = {}
    for number in np.unique(place[inside]).tolist():
        left, values = number, []
        for words, _ in reversed(coded):
            left, at = divmod(left, len(words))
            values.append(str(words[at]))
        groups[tuple(reversed(values))] = inside & (place == number)
    return groups
