"""What do all pages of results share? The study, what is filtered by, the reading, and an explanation where there is none."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django_htmx.http import push_url

from peakend.errors import AnalysisError, FilterMalformed, NoAnswersYet, UnknownAttribute, UnknownValue
from peakend.text import Language, Text
from peakend.web.analyse.dossier import MOMENT_RESULTS
from peakend.web.analyse.filters import ATTRIBUTE, Choice, Choices, Filters, list_chips, read_filters
from peakend.web.analyse.queries import MAP, Sight, choices_of, knows_choices, released_parts, sight_of
from peakend.web.analyse.waiting import LONG, StillCounting, work_beside
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import find_study
from peakend.web.people.access import Right, scope_of, signed_in
from peakend.web.shell.language import spoken

CARRIED = ("scenario", "hide", "pin", "on", "one", "two", "show")
"""Names of an address that are about the look of a page and stay when filters change."""

MOST_OPEN: Final = 6
SHORT: Final = 30
"""So many attributes, with at most so many values, stand open above a page; the others are folded."""

MOST_LISTED: Final = 50
"""A value of more than so many is typed, with those that there are proposed."""

WRONG = (UnknownAttribute, UnknownValue, FilterMalformed)
"""Faults of an address: what was asked for is not there."""


@dataclass
class Room:
    """One study, as somebody looks at it."""

    request: HttpRequest
    record: StudyRecord
    right: Right = "result.read"

    @property
    def language(self) -> Language:
        """The language of the page."""
        return spoken(self.request)

    @cached_property
    def choices(self) -> Choices:
        """What may be filtered by. Raises `NoAnswersYet`, `StillCounting`."""
        parts, waiting = released_parts(self.record)
        if not parts:
            raise NoAnswersYet(waiting=waiting, least=self.record.unit.organisation.least)
        person = signed_in(self.request)
        if self.rows >= LONG and not knows_choices(self.record):
            work_beside(("choices", self.record.pk, parts), lambda: choices_of(person, self.record))
        return choices_of(person, self.record)

    @cached_property
    def rows(self) -> int:
        """How many answers are shown of this study."""
        return sum(part.rows for part in released_parts(self.record)[0])

    @cached_property
    def filters(self) -> Filters:
        """What is filtered by. Raises `UnknownAttribute`, `UnknownValue`."""
        return read_filters(self.request.GET, self.choices)

    def see(self, filters: Filters | None = None) -> Sight:
        """The reading of these filters (those of the address). Raises what opening it raises."""
        scope = scope_of(signed_in(self.request), self.right, self.record.unit)
        return sight_of(self.record, scope, self.filters if filters is None else filters)

    def remember(self, build: Callable[["Room"], dict[str, Any]], *, unsplit: bool = False, growing: bool = False) -> dict[str, Any]:
        """What a page shows of these answers: built once for each address and language, then kept as long as the sight is.

        Nothing of it may depend on who asks: whose answers are counted is part of the sight. What building raises is not kept.
        What is `growing` is built anew whenever more results are known. Raises `StillCounting` where there are many answers and work to do.
        """
        sight = self.see(self.filters.unsplit() if unsplit else None)
        knows = sight.knows(MAP), sight.knows(MOMENT_RESULTS)
        key = (self.request.get_full_path(), self.language, knows, len(vars(sight.reading)) if growing else 0)

        def get() -> dict[str, Any]:
            built: dict[str, Any] = sight.pages.get(key, lambda: build(self))
            return built

        return get() if self.rows < LONG or sight.pages.holds(key) else work_beside((id(sight.pages), key), get)

    def chips(self, *, split: bool = True) -> list[tuple[Text, Text, str]]:
        """What is filtered by, in the words of the study, each with the address of the page without it."""
        carried = {name: value for name in CARRIED if (value := self.request.GET.get(name, ""))}
        filters = self.filters if split else self.filters.unsplit()
        found = []
        for chip in list_chips(filters, self.choices):
            rest = chip.without if split else replace(chip.without, by=self.filters.by)
            found.append((chip.name, chip.value, self.request.path + rest.query(**carried)))
        return found

    def bar(self, *, split: bool = True) -> dict[str, Any]:
        """The bar of filters: each name with what is chosen; values that are not there are kept, so that they can be mended."""
        asked = self.request.GET
        first = [one for one in self.choices.attributes if len(one.values) <= SHORT][:MOST_OPEN]
        shown = [(ATTRIBUTE + one.key, one, _chosen(asked, ATTRIBUTE + one.key)) for one in first]
        folded = [(ATTRIBUTE + one.key, one, _chosen(asked, ATTRIBUTE + one.key)) for one in self.choices.attributes if one not in first]
        if self.choices.units.values:
            shown.append(("unit", self.choices.units, _chosen(asked, "unit")))
        if self.choices.waves.values:
            shown.append(("wave", self.choices.waves, _chosen(asked, "wave")))
        splits = [(one, one.key in asked.getlist("by")) for one in self.choices.splits()] if split else []
        kept = [(name, value) for name in CARRIED for value in asked.getlist(name) if value]
        return {
            "bar": [(name, choice, value) for name, choice, chosen in shown for value in chosen],
            "folded": [(name, choice, value, len(choice.values) > MOST_LISTED) for name, choice, chosen in folded for value in chosen],
            "unfolded": any(value for _, _, chosen in folded for value in chosen),
            "splits": splits,
            "carried": kept,
            "marked": self.choices.flagged,
            "flagged_out": asked.get("flagged") == "out",
        }


def _chosen(asked: QueryDict, name: str) -> list[str]:
    """What is chosen of a name: one choice for each value, or one that says nothing is."""
    return [value for value in asked.getlist(name) if value] or [""]


def enter(request: HttpRequest, pk: int, right: Right = "result.read") -> Room:
    """The study that somebody may look at. Raises `Http404`."""
    return Room(request, find_study(signed_in(request), pk, right), right)


def show(request: HttpRequest, room: Room, template: str, build: Callable[[], dict[str, Any]], *, split: bool = True) -> HttpResponse:
    """A page of results with its bar of filters; where nothing can be shown, why, and the way out.

    An address with empty choices in it (as a form sends) becomes the short one.
    """
    tidy = _tidy(request)
    if tidy is not None and not request.headers.get("HX-Request"):
        return redirect(tidy)
    frame: dict[str, Any] = {"study_record": room.record, "stage": "analyse", "room": room, "here": request.path}
    status = 200
    try:
        frame |= room.bar(split=split)
        frame |= {"filters": room.filters, "query": room.filters.query(), "chips": room.chips(split=split)}
        frame |= build()
        frame["waiting"] = room.see().waiting
    except StillCounting:
        frame |= {"again": tidy or request.get_full_path(), "rows": room.rows}
        frame.setdefault("filters", Filters())
        template, status = "analyse/coming.html", 202
    except AnalysisError as fault:
        frame |= {
            "fault": fault,
            "what": fault.fill(fault.what),
            "mend": fault.fill(fault.mend),
            "none_yet": isinstance(fault, NoAnswersYet),
        }
        template, status = "analyse/nothing.html", 422 if isinstance(fault, WRONG) else 200
        frame.setdefault("filters", Filters())
    response = render(request, template, frame, status=status)
    return push_url(response, tidy) if tidy is not None else response


def _tidy(request: HttpRequest) -> str | None:
    """The address without empty choices; nothing where it has none."""
    pairs = [(name, value) for name in request.GET for value in request.GET.getlist(name)]
    if all(value for _, value in pairs):
        return None
    asked = QueryDict(mutable=True)
    for name, value in pairs:
        if value:
            asked.appendlist(name, value)
    return request.path + (f"?{asked.urlencode()}" if asked else "")


def path_to(name: str, room: Room, *args: object, **more: str) -> str:
    """The address of a page of this study, with the filters of this one."""
    return reverse(f"analyse:{name}", args=[room.record.pk, *args]) + room.filters.query(**more)


__all__ = ["Choice", "Room", "enter", "path_to", "show"]
