"""Where are the answers of a study, and what was counted of them already? Parts that were imported, each counted once for each question.

A part never changes, so what was counted of it holds for good: tallies are kept part by part and added up. New rows are a new part, and
only they are read; an import that is undone is left out of the sum. Kept tallies are as safe as the answers and lie beside them.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from peakend.analyse.roster import Roster, count_roster, read_roster, write_roster
from peakend.define.answers import FLAGGED, REASONS, RESERVED, RESPONDENT, TEST, WAVE
from peakend.define.study import Study
from peakend.errors import DamagedTally
from peakend.scan.ask import Request
from peakend.scan.count import count_answers, merge_all
from peakend.scan.engines.pushing import Counting
from peakend.scan.parquet import open_parquet
from peakend.scan.sources import Source, open_file
from peakend.scan.store import Stored, read_tally, say_request, write_tally
from peakend.scan.tally import Tally
from peakend.web.analyse.cells import WORTH, add_cells, can_add, cut_cells, forget_cells, shelve
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart

MOST_KEPT: Final = 400
"""So many tallies are kept for one study and coding; the ones not looked at for longest go."""

FORMAT: Final = "1"
"""Goes into the names of kept files: another way of counting does not find them."""


@dataclass(frozen=True)
class Part:
    """One import as a source: a Parquet file with every column of the study, those that it lacks as not asked."""

    pk: int
    path: Path
    digest: str
    rows: int
    columns: tuple[str, ...] = ()
    kinds: tuple[tuple[str, pa.DataType], ...] = field(default=(), repr=False, compare=False)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in batches, missing columns filled in."""
        own = _open(self.path)
        known, kinds = set(own.columns), dict(self.kinds)
        there = [name for name in names if name in known]
        for batch in own.batches(there):
            columns = [batch.column(name) if name in known else _blank(kinds[name], batch.num_rows) for name in names]
            yield pa.RecordBatch.from_arrays(columns, names=list(names)) if columns else batch


def _open(path: Path) -> Source:
    return open_parquet(path) or open_file(path)


def _blank(kind: pa.DataType, rows: int) -> pa.Array:
    """A column that a part does not have: ratings were not asked, anything else is not there."""
    if pa.types.is_integer(kind):
        return pa.array(np.full(rows, REASONS["not_asked"], dtype=np.int16))
    return pa.nulls(rows, kind)


@dataclass(frozen=True)
class Answers:
    """All standing answers of a study: a source that counts itself, from what was counted of its parts before."""

    study: int
    coding: str
    parts: tuple[Part, ...]
    push: str = "kept"
    """Says that it counts itself, as engines do."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column that any part has."""
        return tuple(dict(self.kinds))

    @cached_property
    def kinds(self) -> tuple[tuple[str, pa.DataType], ...]:
        """The columns with their types; where parts differ, that of the first."""
        found: dict[str, pa.DataType] = {}
        for part in self.parts:
            schema = pq.read_schema(part.path)
            for name, kind in zip(schema.names, schema.types, strict=True):
                found.setdefault(name, kind)
        return tuple(found.items())

    @property
    def rows(self) -> int:
        """How many answers there are."""
        return sum(part.rows for part in self.parts)

    def whole(self) -> Iterator[Part]:
        """Its parts, each with the columns of all."""
        return (Part(part.pk, part.path, part.digest, part.rows, self.columns, self.kinds) for part in self.parts)

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows of all parts, one after the other."""
        for part in self.whole():
            yield from part.batches(names)

    def count(self, request: Request, counting: Counting, most_groups: int) -> Tally:  # noqa: ARG002 - as engines are asked
        """The tally of all parts; only parts that were not counted for this request are read."""
        missing = [name for name in request.columns() if name not in set(self.columns)]
        if missing or not self.parts:
            return count_answers(_Nothing(self.columns), request)  # says which column is missing, or that there is nobody
        key = _name(request, self.columns)
        tally: Tally = _MEMORY.get(
            (self.study, self.coding, tuple(part.digest for part in self.parts), key), lambda: self._add_up(request, key)
        )
        return tally

    def _add_up(self, request: Request, key: str) -> Tally:
        folder = folder_of(self.study, self.coding)
        tally = merge_all(_tally_of(part, request, folder / f"{part.digest[:24]}-{key}.tally", self.coding) for part in self.whole())
        _forget_old(folder)
        return tally


@dataclass(frozen=True)
class OwnAnswers(Answers):
    """The same for somebody who may count some units only: rows of others are neither read nor left out, as far as anybody is told."""

    of: Study | None = None
    column: str = ""
    own: tuple[str, ...] = ()

    def count(self, request: Request, counting: Counting, most_groups: int) -> Tally:
        """The tally of all parts, whose rows left out are those of the own units."""
        tally = super().count(request, counting, most_groups)
        if self.of is None or not any(where.column == self.column for where in request.where):
            return tally
        left_out = dict(tally.left_out)
        for part in self.parts:
            roster = roster_of(part, self.of, self.coding)
            others = ~roster.inside(self.column, self.own)
            for mark in request.leave_out:
                marked = others & roster.marks.get(mark, np.zeros(len(others), dtype=bool))
                left_out[mark] = left_out.get(mark, 0) - int(roster.people[marked].sum())
                others &= ~marked
            left_out["filtered"] = left_out.get("filtered", 0) - int(roster.people[others].sum())
        return replace(tally, read=tally.read - sum(tally.left_out.values()) + sum(left_out.values()), left_out=left_out)


@dataclass(frozen=True)
class _Nothing:
    columns: tuple[str, ...]

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """No rows."""
        yield pa.RecordBatch.from_arrays([pa.nulls(0) for _ in names], names=list(names)) if names else pa.record_batch({"_": pa.nulls(0)})


def _tally_of(part: Part, request: Request, path: Path, coding: str) -> Tally:
    """What was counted of a part; a file that is damaged is counted again."""
    with suppress(DamagedTally, OSError):
        if path.exists():
            stored = read_tally(path)
            if stored.tally.request == request and stored.coding == coding and stored.watermark.get("part") == part.digest:
                path.touch()
                return stored.tally
    added = add_cells(request, shelve(path.parent, part.digest, request, part.columns), coding) if part.rows >= WORTH else None
    if added is not None and (request.where or request.by):
        return added  # its cells are kept: no need to keep their sum too
    tally = added or count_answers(part, request)
    write_tally(Stored(tally, coding, {"part": part.digest}), path, lasting=False)
    return tally


def _name(request: Request, columns: Sequence[str]) -> str:
    said = json.dumps([FORMAT, say_request(request), sorted(columns)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def folder_of(study: int, coding: str) -> Path:
    """Where what was counted of a study's answers is kept."""
    folder = Path(settings.MEDIA_ROOT) / "tallies" / str(study) / hashlib.sha256(coding.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _forget_old(folder: Path) -> None:
    """Keep the folder within its bound."""
    kept = list(folder.glob("*.tally"))
    if len(kept) > MOST_KEPT:
        with suppress(OSError):  # another process may be faster
            for path in sorted(kept, key=lambda one: one.stat().st_mtime)[: len(kept) - MOST_KEPT * 3 // 4]:
                path.unlink(missing_ok=True)


class Shelf:
    """The values used last, kept in memory: worked out once although several ask at the same time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._busy: dict[Any, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Any, make: Any) -> Any:  # noqa: ANN401 - any key, any value
        """The value of a key, made if it is not there. What making raises is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            busy = self._busy.setdefault(key, threading.Lock())
        with busy:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                value = make()
                with self._lock:
                    self._kept[key] = value
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            finally:
                with self._lock:
                    self._busy.pop(key, None)
        return value

    def holds(self, key: Any) -> bool:  # noqa: ANN401 - any key
        """Whether the value of a key is there."""
        with self._lock:
            return key in self._kept

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


_MEMORY: Final = Shelf(24)


def parts_of(record: StudyRecord) -> list[AnswerPart]:
    """The standing imports of a study in its coding, in the order in which they came."""
    return list(AnswerPart.objects.filter(study=record, coding=record.coding, state="standing").order_by("pk"))


def source_of(part: AnswerPart) -> Part:
    """An import as a source. Its file lies in the folder of files."""
    return Part(part.pk, Path(settings.MEDIA_ROOT) / part.path, part.digest, part.rows)


def roster_of(part: Part, study: Study, coding: str) -> Roster:
    """How many people stand behind each cell of a part: counted once, then kept."""

    def make() -> Roster:
        own = _open(part.path)
        known = set(own.columns)
        names = [one.key for one in study.survey.attributes if one.key in known] + [name for name in (WAVE,) if name in known]
        key = hashlib.sha256(json.dumps([FORMAT, names]).encode()).hexdigest()[:12]
        path = folder_of(part_study(part), coding) / f"{part.digest[:24]}-{key}.roster"
        with suppress(OSError, pa.ArrowException, KeyError):
            if path.exists():
                return read_roster(path)
        questions = [name for name in own.columns if name not in {*RESERVED, *names}]
        marks = [name for name in (TEST, FLAGGED) if name in known]
        roster = count_roster(own, names, marks, questions, RESPONDENT if RESPONDENT in known else "")
        write_roster(roster, path)
        return roster

    names = tuple(one.key for one in study.survey.attributes)
    return _ROSTERS.get((part.digest, coding, names), make)  # type: ignore[no-any-return]


def cut_parts(answers: Answers, request: Request, study: Study) -> None:
    """Count every large part for all groups that answers are filtered by, where that was not done. Raises what counting raises."""
    folder = folder_of(answers.study, answers.coding)
    forget_cells(folder, [part.digest for part in answers.parts])
    for part in answers.whole() if can_add(request) else ():
        shelved = shelve(folder, part.digest, request, answers.columns)
        if part.rows >= WORTH and not shelved.index.exists():
            known = roster_of(part, study, answers.coding).values
            cut_cells(part, request, known, shelved, answers.coding)


def part_study(part: Part) -> int:
    """The study that a part belongs to."""
    return int(AnswerPart.objects.values_list("study_id", flat=True).get(pk=part.pk))


_ROSTERS: Final = Shelf(64)


def forget_counts() -> None:
    """As after a restart: what was counted is read from its files again."""
    _MEMORY.clear()
    _ROSTERS.clear()
