"""What do the answers of a study say to somebody? One door: their study, their units, their filters, protected, from what was counted.

Pages, downloads, the API and shared links all read through `reading_of` (a person) or `sight_of` (a scope that was written down). The same
question of the same answers is worked out once and kept in memory, keyed by everything it depends on.
"""

import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.functional import cached_property

from peakend.analyse.reading import Reading
from peakend.define.answers import FLAGGED, WAVE
from peakend.define.study import Study
from peakend.errors import AnalysisError, NoAnswersYet, NoUnitsTold, UnitWithoutAnswers
from peakend.report.facts import Known, gather
from peakend.text import Text
from peakend.web.analyse.filters import UNIT, WAVE_NAME, Choice, Choices, Filters, choose_attribute
from peakend.web.analyse.parts import Answers, OwnAnswers, Part, Shelf, cut_parts, forget_counts, parts_of, roster_of, source_of
from peakend.web.analyse.protection import forget_books, guard_of
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import study_of
from peakend.web.people.access import scope_of, units_for
from peakend.web.people.models import Unit, User

Scope = tuple[str, ...] | None
"""The keys of the units whose answers may be counted; nothing for everybody's."""

MOST_SIGHTS: Final = 24
MOST_PAGES: Final = 96
"""So many pages are kept of one sight: every result in two languages and some moments; a page takes about 200 kB."""

MAP: Final = frozenset({"importance", "peaks", "experience", "gaps", "needs", "nps", "satisfaction", "emot", "memory"})
"""The results that the map and its numbers show."""

MAP_FIRST: Final = MAP - {"emot", "memory"}
"""Those that are there at once: the others are fetched while these are read already."""


@dataclass
class Sight:
    """A reading that is kept in memory, with what was gathered of it. Asked by several threads, each thing is worked out once."""

    record: StudyRecord
    reading: Reading
    filters: Filters
    waiting: int = 0
    """Answers that came and are not shown yet, because so few would stand out."""

    pages: Shelf = field(default_factory=lambda: Shelf(MOST_PAGES))
    """What pages show of it, as they were built."""

    _lock: threading.RLock = field(default_factory=threading.RLock)
    _known: dict[frozenset[str] | None, Known] = field(default_factory=dict)

    @cached_property
    def study(self) -> Study:
        """The study it is about."""
        return self.reading.study

    def knows(self, only: Collection[str]) -> bool:
        """Whether these results were gathered already."""
        return frozenset(only) in self._known

    def know(self, only: Collection[str] | None = None) -> Known:
        """The results wanted (all of them for nothing), as reports take them. Raises what counting raises."""
        wanted = None if only is None else frozenset(only)
        if wanted not in self._known:
            with self._lock:
                if wanted not in self._known:
                    self._known[wanted] = gather(self.reading, wanted)
        return self._known[wanted]


_SIGHTS: Final = Shelf(MOST_SIGHTS)
_CHOICES: Final = Shelf(64)


def released_parts(record: StudyRecord) -> tuple[tuple[Part, ...], int]:
    """The imports that are shown, and how many answers wait: new ones are shown once they are as many as the smallest group."""
    least = record.unit.organisation.least
    shown: list[Part] = []
    held: list[Part] = []
    for part in map(source_of, parts_of(record)):
        held.append(part)
        if sum(one.rows for one in held) >= least:
            shown += held
            held = []
    return tuple(shown), sum(part.rows for part in held)


def reading_of(user: User, record: StudyRecord, filters: Filters) -> Reading:
    """What the answers of a study say to somebody: their units' answers only, small groups protected.

    Raises `NoAnswersYet`, `NoUnitsTold`, `UnitWithoutAnswers`; results raise what they raise.
    """
    return sight_of(record, scope_of(user, "result.read", record.unit), filters).reading


def sight_of(record: StudyRecord, scope: Scope, filters: Filters) -> Sight:
    """The same for a scope that is known, with what is kept of it."""
    parts, waiting = released_parts(record)
    if not parts:
        raise NoAnswersYet(waiting=waiting, least=record.unit.organisation.least)
    key = (record.pk, record.number, record.coding, tuple(part.digest for part in parts), scope, filters, record.unit.organisation.least)
    sight: Sight = _SIGHTS.get(key, lambda: _look(record, parts, scope, filters))
    return replace(sight, waiting=waiting) if sight.waiting != waiting else sight


def _look(record: StudyRecord, parts: tuple[Part, ...], scope: Scope, filters: Filters) -> Sight:
    """A reading of these parts, that nobody asked for before."""
    study = _name_units(study_of(record), record)
    where = {name: list(values) for name, values in filters.where}
    units = _units_in(record, scope, filters.unit)
    if units is not None:
        own = where.get(record.unit_attribute)
        where[record.unit_attribute] = [key for key in units if own is None or key in own]
        if not where[record.unit_attribute]:
            raise UnitWithoutAnswers(unit=filters.unit or ", ".join(scope or ()) or "-")
    guard = guard_of(record, study, parts)
    by = tuple(filters.by)
    answers = Answers(record.pk, record.coding, parts) if scope is None else _own_answers(record, study, parts, scope)
    reading = Reading(study, answers, by, where, filters.wave, flagged=filters.flagged, least=guard.least, guard=guard)
    return Sight(record, reading, filters)


def _own_answers(record: StudyRecord, study: Study, parts: tuple[Part, ...], scope: tuple[str, ...]) -> Answers:
    """All answers, of which those of other units are not even told as left out."""
    return OwnAnswers(record.pk, record.coding, parts, of=study, column=record.unit_attribute, own=scope)


def _name_units(study: Study, record: StudyRecord) -> Study:
    """The study with the names of units for the values of its attribute of units, which is called as filters call it."""
    attribute = study.survey.attribute(record.unit_attribute) if record.unit_attribute else None
    if attribute is None:
        return study
    below = record.unit.organisation.units.filter(path__startswith=record.unit.path).order_by("path")
    full = replace(attribute, name=UNIT, values=tuple({**dict(attribute.values), **{unit.key: unit.name for unit in below}}.items()))
    attributes = tuple(full if one is attribute else one for one in study.survey.attributes)
    return replace(study, survey=replace(study.survey, attributes=attributes))


def _units_in(record: StudyRecord, scope: Scope, unit: str) -> tuple[str, ...] | None:
    """The units whose answers count; nothing where all do. Raises `NoUnitsTold`, `UnitWithoutAnswers`."""
    if scope is None and not unit:
        return None
    if not record.unit_attribute:
        raise NoUnitsTold(study=record.key)
    if not unit:
        return tuple(sorted(scope or ()))
    organisation = record.unit.organisation
    chosen = Unit.objects.filter(organisation=organisation, key=unit).first()
    below = Unit.objects.filter(organisation=organisation, path__startswith=chosen.path if chosen else "?").values_list("key", flat=True)
    found = tuple(sorted(key for key in below if scope is None or key in scope))
    if not found:
        raise UnitWithoutAnswers(unit=unit)
    return found


def choices_of(user: User, record: StudyRecord) -> Choices:
    """Everything that somebody may filter a study by: attributes with the values that there are, their units, waves."""
    parts, _ = released_parts(record)
    units = _choose_units(user, record)
    found: Choices = _CHOICES.get(_choices_key(record, parts), lambda: _choose(record, parts))
    return replace(found, units=units)


def knows_choices(record: StudyRecord) -> bool:
    """Whether what may be filtered by is known already."""
    return _CHOICES.holds(_choices_key(record, released_parts(record)[0]))


def _choices_key(record: StudyRecord, parts: tuple[Part, ...]) -> tuple[object, ...]:
    return (record.pk, record.number, record.coding, tuple(part.digest for part in parts))


def _choose_units(user: User, record: StudyRecord) -> Choice:
    if not record.unit_attribute:
        return Choice("unit", UNIT, ())
    below = units_for(user, "result.read").filter(organisation=record.unit.organisation, path__startswith=record.unit.path)
    return Choice("unit", UNIT, tuple((unit.key, _indent(unit)) for unit in below.order_by("path")))


def _indent(unit: Unit) -> Text:
    deep = "　" * (unit.path.count("/") - 1)
    return Text(f"{deep}{unit.name.zh}", f"{deep}{unit.name.en}")


def _choose(record: StudyRecord, parts: tuple[Part, ...]) -> Choices:
    study = study_of(record)
    rosters = [roster_of(part, study, record.coding) for part in parts]

    def words(name: str) -> list[str]:
        return sorted({word for roster in rosters for word in roster.words(name)})

    attributes = [choose_attribute(one, words(one.key)) for one in study.survey.attributes if one.key != record.unit_attribute]
    waves = tuple((word, Text(word, word)) for word in words(WAVE))
    marked = any(bool((roster.people[roster.marks[FLAGGED]] > 0).any()) for roster in rosters if FLAGGED in roster.marks)
    return Choices(tuple(one for one in attributes if one.values), Choice("unit", UNIT, ()), Choice("wave", WAVE_NAME, waves), marked)


def prepare(record: StudyRecord) -> None:
    """Count what came, for everybody and for all groups that may be filtered by, so that nobody need wait: for the end of an import.

    Nothing is shown by it, and faults are left to pages to explain.
    """
    with suppress(AnalysisError):
        reading = sight_of(record, None, Filters()).reading
        cut_parts(reading.answers, reading.request, reading.study)
        _ = reading.evidence


def forget_all() -> None:
    """As after a restart: nothing is in memory."""
    _SIGHTS.clear()
    _CHOICES.clear()
    forget_counts()
    forget_books()
