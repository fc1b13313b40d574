"""What may be shown of a study's answers, whoever asks, in whichever server process, before and after a restart?

Small groups are protected by a ledger of what was shown (see `peakend.analyse.disclosure`). The ledger of a study belongs to everybody who
reads it: two people who ask different questions could put their answers together. So the order in which questions were asked is kept in
the database, entered under a lock; every process replays it into ledgers of its own and decides alike. What is shown is a pure function
of that order.
"""

import hashlib
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from django.db import transaction

from peakend.analyse.disclosure import Flags
from peakend.analyse.guard import Guard, Screened
from peakend.analyse.roster import CellLedger, Profiles, Roster, find_profiles, join_rosters
from peakend.define.study import Study
from peakend.scan.ask import Request
from peakend.scan.sources import Source
from peakend.scan.tally import Group
from peakend.web.analyse.models import ShownGroup
from peakend.web.analyse.parts import Part, Shelf, roster_of, source_of
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart

_PART: Final = "_part"
Asked = dict[str, Any]


@dataclass
class Book:
    """The ledgers of one study and coding in this process, and how far the order in the database was replayed."""

    study: int
    coding: str
    least: int
    done: int = 0
    known: dict[int, int] = field(default_factory=dict)
    """The place of each part in the cells, by its number."""
    roster: Roster | None = None
    rosters: list[Roster] = field(default_factory=list)
    ledgers: dict[str, CellLedger] = field(default_factory=dict)
    decided: dict[str, Screened] = field(default_factory=dict)
    profiles: Profiles | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)

    def decide(self, study: Study, parts: Sequence[Part], asked: Asked) -> Screened:
        """What may be shown; entered in the order of all questions where it is new."""
        numbers = [part.pk for part in parts]
        key = _key(numbers, asked)
        with self.lock:
            if key not in self.decided:
                try:
                    self._enter_question(study, key, numbers, asked)
                except BaseException:
                    self._forget()  # what was not kept must not be remembered here
                    raise
            return self.decided[key]

    @transaction.atomic
    def _enter_question(self, study: Study, key: str, parts: Sequence[int], asked: Asked) -> None:
        """Take in what others asked, then this, under a lock on the study."""
        StudyRecord.objects.select_for_update().get(pk=self.study)
        self._replay(study)
        if key not in self.decided:
            entry = {"number": self.done + 1, "key": key, "parts": parts, "asked": asked}
            ShownGroup.objects.create(study_id=self.study, coding=self.coding, **entry)
            self._replay(study)

    def _forget(self) -> None:
        self.done, self.roster, self.profiles = 0, None, None
        for kept in (self.known, self.rosters, self.ledgers, self.decided):
            kept.clear()

    def _replay(self, study: Study) -> None:
        """Take in what others asked since, in its order."""
        entries = ShownGroup.objects.filter(study_id=self.study, coding=self.coding, number__gt=self.done).order_by("number")
        for entry in entries:
            self._extend(study, entry.parts)
            self.decided[entry.key] = self._screen(entry.parts, entry.asked)
            self.done = entry.number

    def _extend(self, study: Study, parts: Sequence[int]) -> None:
        """Cells of parts that no question was about before."""
        fresh = [pk for pk in parts if pk not in self.known]
        found = {part.pk: part for part in AnswerPart.objects.filter(pk__in=fresh)}
        sources = {pk: source_of(found[pk]) for pk in fresh if pk in found}
        rosters = {pk: roster_of(one, study, self.coding) for pk, one in sources.items() if one.path.exists()}
        if not rosters:
            return
        before = 0 if self.roster is None else len(self.roster.people)
        for pk, roster in rosters.items():
            self.known[pk] = len(self.rosters)
            self.rosters.append(roster)
        self.roster = join_rosters(self.rosters, _PART)
        profiles = find_profiles(self.roster)
        for name, ledger in self.ledgers.items():
            ledger.extend(self._count(name)[before:], profiles)
        self.profiles = profiles

    def _count(self, name: str) -> Any:  # noqa: ANN401 - whole numbers by cell
        """How many rows each cell counts with in the ledger of a question, or of the groups themselves."""
        roster = self._known_roster()
        return roster.answered.get(name, np.zeros(len(roster.people), dtype=np.int64)) if name else roster.people

    def _known_roster(self) -> Roster:
        return self.roster if self.roster is not None else join_rosters([], _PART)

    def _ledger(self, name: str) -> CellLedger:
        if name not in self.ledgers:
            self.ledgers[name] = CellLedger(self._count(name), self.least, self.profiles or find_profiles(self._known_roster()))
        return self.ledgers[name]

    def _screen(self, parts: Sequence[int], asked: Asked) -> Screened:
        """Enter one question: everybody, those inside the filters, the groups of the split; for the rows, then question by question."""
        roster = self._known_roster()
        kept = roster.inside(_PART, [str(self.known[pk]) for pk in parts if pk in self.known])
        for mark in asked["leave_out"]:
            kept = kept & ~roster.marks.get(mark, np.zeros(len(kept), dtype=bool))
        inside = kept
        for column, values in asked["where"]:
            inside = inside & roster.inside(column, values)
        groups = _split(roster, asked["by"], inside)
        names = list(groups)
        whole, fine = self._enter("", kept, inside, list(groups.values()))
        unseen: dict[Group, set[str]] = {group: set() for group in ((), *names)}
        for question in roster.answered:
            here, each = self._enter(question, kept, inside, list(groups.values()))
            for group, shown in zip(((), *names), (here, *each), strict=True):
                if not shown:
                    unseen[group].add(question)
        hidden = {group: frozenset(questions) for group, questions in unseen.items()}
        return Screened(whole, dict(zip(names, fine, strict=True)), hidden, self.least)

    def _enter(self, name: str, kept: Flags, inside: Flags, groups: Sequence[Flags]) -> tuple[bool, tuple[bool, ...]]:
        ledger = self._ledger(name)
        ledger.admit(kept)
        return ledger.admit(inside), ledger.admit_split(groups)


def _split(roster: Roster, by: Sequence[str], inside: Flags) -> dict[Group, Flags]:
    """The cells of each group that has any row, in the order of their names."""
    if not by or not inside.any():
        return {}
    blank = ("",) * len(inside)
    named = list(zip(*(roster.values.get(name, blank) for name in by), strict=True))
    found = sorted({named[at] for at in np.flatnonzero(inside & (roster.people > 0))})
    place = {group: number for number, group in enumerate(found)}
    number = np.array([place.get(one, -1) for one in named])
    return {group: inside & (number == at) for group, at in place.items()}


def _key(parts: Sequence[int], asked: Asked) -> str:
    return hashlib.sha256(json.dumps([sorted(parts), asked], ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass
class SharedGuard(Guard):
    """What a reading asks: the guard of everybody's questions about these answers."""

    book: Book | None = None
    study: Study | None = None
    parts: tuple[Part, ...] = ()

    def screen(self, source: Source, request: Request, questions: Sequence[str]) -> Screened:  # noqa: ARG002 - rosters hold all
        """What may be shown of these rows, split so. A split by what rosters do not hold (a day, a week) shows no group."""
        if self.book is None or self.study is None:
            return Screened(whole=False, groups={}, least=self.least)
        held = {one.key for one in self.study.survey.attributes} | {"_wave"}
        split = [name for name in request.by if name in held]
        asked: Asked = {
            "where": sorted([where.column, sorted(where.values)] for where in request.where),
            "by": split,
            "leave_out": sorted(request.leave_out),
        }
        found = self.book.decide(self.study, self.parts, asked)
        unheld = any(where.column not in held for where in request.where)
        if unheld:
            return Screened(whole=False, groups={}, least=self.least)
        return found if len(split) == len(request.by) else Screened(found.whole, {}, {(): found.thin}, self.least)


_BOOKS: Final = Shelf(64)


def guard_of(record: StudyRecord, study: Study, parts: Sequence[Part]) -> SharedGuard:
    """The guard of a study's answers."""
    least = int(record.unit.organisation.least)
    names = tuple(one.key for one in study.survey.attributes)
    book: Book = _BOOKS.get((record.pk, record.coding, least, names), lambda: Book(record.pk, record.coding, least))
    return SharedGuard(least, book=book, study=study, parts=tuple(parts))


def forget_books() -> None:
    """As after a restart: ledgers are made anew from the database."""
    _BOOKS.clear()


__all__ = ["SharedGuard", "forget_books", "guard_of"]
