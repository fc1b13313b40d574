"""Which column of a file answers which question? The study's mapping, laid against the headings that are there."""

import difflib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from peakend.define.answers import DATE, FLAGGED, RESPONDENT, TEST, WAVE, WEIGHT
from peakend.define.study import Study
from peakend.define.survey import Attribute, Columns, Question
from peakend.errors import ColumnMissing, NoColumnsFit, ScaleMissing
from peakend.listen.answer import DayOrder
from peakend.listen.coding import AttributeCoder, Coder, DateCoder, MarkCoder, NumberCoder, coder_for

RESERVED_FIELDS: Final[tuple[tuple[str, str], ...]] = (
    ("respondent", RESPONDENT),
    ("weight", WEIGHT),
    ("wave", WAVE),
    ("date", DATE),
    ("test", TEST),
    ("flagged", FLAGGED),
)
"""Fields of `Columns` and the reserved columns they fill."""

_NEEDS_NO_SCALE: Final = frozenset({"reason", "profile", "chosen", "recalled"})
_NEAR: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Mapped:
    """One column of answers to be made: its name, the heading it is made from, and the coder that makes it."""

    name: str
    heading: str
    coder: Coder
    question: Question | None = None
    route: tuple[str, tuple[str, ...]] = ("", ())
    """The heading of the column that decided who was asked, and its cells with which it was."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All columns of answers to be made from one file."""

    reserved: tuple[Mapped, ...]
    attributes: tuple[Mapped, ...]
    questions: tuple[Mapped, ...]
    cluster: str = ""

    @property
    def headings(self) -> frozenset[str]:
        """Every heading that is read."""
        mapped = {one.heading for one in (*self.reserved, *self.attributes, *self.questions)}
        routes = {one.route[0] for one in self.questions if one.route[0]}
        return frozenset({*mapped, *routes, *({self.cluster} if self.cluster else ())})


def plan_coding(headings: Sequence[str], study: Study, order: DayOrder = "", decimal: str = "") -> Plan:
    """Lay the study's survey against the headings of a file.

    A heading fits if it is the same, or the same but for case, width and white space. Raises `ColumnMissing` with every column that is
    not there, `NoColumnsFit` where none is, `ScaleMissing` where a rating has no scale.
    """
    survey = study.survey
    finder = _Finder(headings)
    decimal = decimal or survey.layout.decimal
    questions = tuple(_map_question(one, finder, decimal) for one in survey.questions)
    attributes = tuple(Mapped(one.key, finder.find(one.source), AttributeCoder(one)) for one in survey.attributes)
    reserved = tuple(
        Mapped(name, finder.find(heading), _reserved_coder(field, order, decimal))
        for field, name in RESERVED_FIELDS
        if (heading := str(getattr(survey.columns, field)))
    )
    cluster = finder.find(survey.columns.cluster) if survey.columns.cluster else ""
    finder.settle(study.key, questions)
    return Plan(reserved, attributes, questions, cluster)


def _map_question(question: Question, finder: "_Finder", decimal: str) -> Mapped:
    route = (finder.find(question.asked_if), question.asked_when) if question.asked_if else ("", ())
    return Mapped(question.key, finder.find(question.source), coder_for(_with_scale(question), decimal), question, route)


def respondent_heading(headings: Sequence[str], columns: Columns) -> str:
    """The heading of the column of respondents, or nothing."""
    return _Finder(headings).find(columns.respondent) if columns.respondent else ""


def _with_scale(question: Question) -> Question:
    if question.scale is None and question.measure not in _NEEDS_NO_SCALE:
        raise ScaleMissing(question=question.key, measure=question.measure)
    return question


def _reserved_coder(field: str, order: DayOrder, decimal: str) -> Coder:
    if field == "date":
        return DateCoder(order)
    if field == "weight":
        return NumberCoder(decimal)
    return MarkCoder() if field in {"test", "flagged"} else AttributeCoder(Attribute(field), personal=field != "respondent")


class _Finder:
    """Finds headings, and remembers those it did not find."""

    def __init__(self, headings: Sequence[str]) -> None:
        self._exact = frozenset(headings)
        self._folded: dict[str, list[str]] = {}
        for heading in headings:
            self._folded.setdefault(fold_heading(heading), []).append(heading)
        self._missing: list[str] = []

    def find(self, wanted: str) -> str:
        """The heading as it stands in the file."""
        if wanted in self._exact:
            return wanted
        alike = self._folded.get(fold_heading(wanted), [])
        if len(alike) == 1:
            return alike[0]
        self._missing.append(wanted)
        return wanted

    def settle(self, study: str, questions: Sequence[Mapped]) -> None:
        """Raise for everything that was not found, in one go."""
        if not self._missing:
            return
        if all(one.heading in self._missing for one in questions):
            raise NoColumnsFit(study=study)
        missing = list(dict.fromkeys(self._missing))
        near = dict.fromkeys(match for wanted in missing for match in difflib.get_close_matches(wanted, self._exact, 2, 0.5))
        raise ColumnMissing(columns=", ".join(missing[:20]), near=", ".join(list(near)[:_NEAR]) or ", ".join(sorted(self._exact)[:_NEAR]))


def fold_heading(heading: str) -> str:
    """A heading without the differences that do not matter: case, full width, white space.

    >>> fold_heading("３、性别 "), fold_heading("Overall  Rating")
    ('3、性别', 'overall rating')
    """
    return " ".join(unicodedata.normalize("NFKC", heading).split()).casefold()
