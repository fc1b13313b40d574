"""Pages of results: map, moment, every analysis, two groups side by side. The first line of each is the right to see it."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from peakend.define.answers import WAVE
from peakend.define.study import Scenario, Study
from peakend.report.facts import Known, ScenarioFacts
from peakend.report.words import segments_headline
from peakend.text import Text
from peakend.web.analyse.dossier import MOMENT_RESULTS, find_moment, name_drawings, tell_dossier
from peakend.web.analyse.filters import Choice, Filters, read_words, refuse_value
from peakend.web.analyse.queries import MAP, MAP_FIRST
from peakend.web.analyse.questions import BESIDE, QUESTIONS, stand_questions
from peakend.web.analyse.room import Room, enter, path_to, show
from peakend.web.analyse.telling import (
    LANES,
    find_result,
    list_drawings,
    main_numbers,
    open_leaf,
    tell_cautions,
    tell_map,
    tell_result,
)
from peakend.web.people.access import needs


@needs("result.read")
@require_GET
def show_map(request: HttpRequest, pk: int) -> HttpResponse:
    """The home of a study: the E-MOT map of a scenario under its main numbers."""
    room = enter(request, pk)
    return show(request, room, "analyse/map.html", lambda: room.remember(_build_map, unsplit=True), split=False)


def _build_map(room: Room) -> dict[str, Any]:
    sight = room.see(room.filters.unsplit())
    whole = sight.knows(MAP) or "whole" in room.request.GET
    known = sight.know(MAP if whole else MAP_FIRST)
    hidden, pinned = (read_words(room.request.GET, name, tuple(LANES)) for name in ("hide", "pin"))
    look = {"hide": ",".join(hidden), "pin": ",".join(pinned)}
    there = {one.scenario.key: one for one in known.scenarios}
    asked = _asked_scenario(room, known)
    facts = there.get(asked) or (known.scenarios[0] if known.scenarios and not asked else None)
    current = facts.scenario.key if facts is not None else asked
    tabs = [
        (one, path_to("map", room, scenario=one.key, **look), one.key == current, one.key not in there)
        for one in known.study.scenarios
        if one.key in there or _asks_of(known.study, one)
    ]
    if facts is None:  # nothing about any moment, or nothing that may be shown
        return {
            "facts": None,
            "hushed": next((one for one in known.study.scenarios if one.key == asked), None),
            "least": known.base.least,
            "tabs": tabs,
            "study": known.study,
            "numbers": main_numbers(known, asked, room.language),
            "cautions": tell_cautions(known, room.language),
        }
    leaf = open_leaf(known, room.language, room.record.pk, room.filters, "map")
    return {
        "facts": facts,
        "view": tell_map(leaf, facts, hidden, pinned),
        "tabs": tabs,
        "numbers": main_numbers(known, facts.scenario.key, room.language),
        "cautions": tell_cautions(known, room.language),
        "lanes": [_lane(room, facts, name, hidden, pinned) for name in LANES],
        "downloads": list_drawings(leaf, "map"),
        "study": known.study,
        "rest": "" if whole else path_to("map", room, scenario=facts.scenario.key, whole="1", **look),
    }


def _asked_scenario(room: Room, known: Known) -> str:
    """The scenario that the address names; nothing where it names none. Raises `UnknownValue`."""
    asked = room.request.GET.get("scenario", "")
    if asked and asked not in {one.key for one in known.study.scenarios}:
        raise refuse_value(SCENARIO, asked, [one.name for one in known.study.scenarios])
    if asked or not room.filters.narrow:
        return asked
    return next((one.key for one in known.study.scenarios if _asks_of(known.study, one)), "")  # filters do not change the tab


SCENARIO: Final = Text("服务场景", "Scenario")


def _asks_of(study: Study, scenario: Scenario) -> bool:
    """Whether the study asks about any moment of a scenario."""
    moments = {one.key for one in scenario.moments}
    return any(one.about in moments for one in study.survey.questions)


def _scenario(scenarios: tuple[ScenarioFacts, ...], key: str) -> ScenarioFacts | None:
    return next((one for one in scenarios if one.scenario.key == key), scenarios[0] if scenarios else None)


def _lane(room: Room, facts: ScenarioFacts, name: str, hidden: tuple[str, ...], pinned: tuple[str, ...]) -> dict[str, Any]:
    """A lane with the addresses that show or hide it and pin or loosen it."""

    def toggle(words: tuple[str, ...]) -> str:
        return ",".join(one for one in LANES if (one in words) != (one == name))

    scenario = facts.scenario.key
    return {
        "words": LANES[name],
        "shown": name not in hidden,
        "pinned": name in pinned,
        "show": path_to("map", room, scenario=scenario, hide=toggle(hidden), pin=",".join(pinned)),
        "pin": path_to("map", room, scenario=scenario, hide=",".join(hidden), pin=toggle(pinned)),
    }


@needs("result.read")
@require_GET
def show_moment(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Everything that is known of one moment."""
    room = enter(request, pk)
    return show(request, room, "analyse/moment.html", lambda: room.remember(lambda of: _build_moment(of, key), unsplit=True), split=False)


MOMENT_FIRST: Final = frozenset({"importance", "peaks", "experience", "gaps", "needs", "quadrants", "baseline"})
"""Those about a moment that are there at once, most of them known from the map: the others are fetched while these are read already."""

SOON: Final = 2_000
"""Of fewer answers everything about a moment is worked out before anybody notices."""


def _build_moment(room: Room, key: str) -> dict[str, Any]:
    if key not in {moment.key for moment in room.see(room.filters.unsplit()).study.moments()}:
        raise Http404
    sight = room.see(room.filters.unsplit())
    whole = room.rows < SOON or sight.knows(MOMENT_RESULTS) or "whole" in room.request.GET
    known = sight.know(MOMENT_RESULTS if whole else MOMENT_FIRST)
    facts, before, after = find_moment(known, key)
    leaf = open_leaf(known, room.language, room.record.pk, room.filters)
    return {
        "dossier": tell_dossier(leaf, facts),
        "drawn": name_drawings(known, facts, room.language),
        "common": list(dict.fromkeys(one.common.name for one in facts.common)),
        "before": before,
        "after": after,
        "facts": facts,
        "cautions": tell_cautions(known, room.language),
        "back": path_to("map", room, scenario=facts.scenario.key),
        "rest": "" if whole else path_to("moment", room, key, whole="1"),
        "study": known.study,
    }


@needs("result.read")
@require_GET
def list_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Every analysis in the order of the method: what it answers, or what the study would have to ask."""
    room = enter(request, pk)
    return show(
        request, room, "analyse/results.html", lambda: room.remember(lambda of: {"groups": stand_questions(of.see().reading)}, growing=True)
    )


@needs("result.read")
@require_GET
def show_result(request: HttpRequest, pk: int, question: str) -> HttpResponse:
    """One analysis: sentence, pictures, table, findings, how to read it, method and base."""
    if question not in QUESTIONS:
        raise Http404
    room = enter(request, pk)
    return show(request, room, "analyse/result.html", lambda: room.remember(lambda of: _build_result(of, question)))


def _build_result(room: Room, key: str) -> dict[str, Any]:
    sight = room.see()
    around: dict[str, Any] = {"question": QUESTIONS[key], "rail": list(QUESTIONS.values())}
    find_result_of(room, key)
    known = sight.know(BESIDE.get(key, frozenset()) | {key})
    leaf = open_leaf(known, room.language, room.record.pk, room.filters, key)
    return {
        **around,
        "told": tell_result(leaf, key),
        "downloads": list_drawings(leaf, key),
        "cautions": tell_cautions(known, room.language),
    }


def find_result_of(room: Room, key: str) -> None:
    """Work a result out, so that why it is not there is what the page says."""
    find_result(room.see().know(frozenset()), key)


@needs("result.read")
@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two groups or waves side by side: the same pictures twice, and what of their differences is proved."""
    room = enter(request, pk)
    return show(request, room, "analyse/compare.html", lambda: room.remember(_build_comparison), split=False)


COMPARED = ("map", "importance", "experience", "gaps", "quadrants", "needs", "nps", "satisfaction")
"""The pictures that can stand side by side."""


def _build_comparison(room: Room) -> dict[str, Any]:
    asked, splits = room.request.GET, room.choices.splits()
    on = next((one for one in splits if one.key == asked.get("on")), splits[0] if splits else None)
    shown = asked.get("show", "") if asked.get("show") in COMPARED else "map"
    names = [(key, QUESTIONS[key].title if key in QUESTIONS else MAP_TITLE) for key in COMPARED]
    frame: dict[str, Any] = {"splits_on": splits, "on": on, "shown": shown, "pictures": names}
    if on is None:
        return {**frame, "sides": []}
    one, two = _two_of(on, asked.get("one", ""), asked.get("two", ""))
    sides = [_build_side(room, on, value, shown) for value in (one, two)]
    frame |= {"one": one, "two": two, "sides": sides}
    lead, tested = _test_sides(room, on, (one, two))
    return {**frame, "lead": lead, "tested": tested}


MAP_TITLE = Text("关键时刻地图", "E-MOT map")


def _two_of(on: Choice, one: str, two: str) -> tuple[str, str]:
    """Two values to compare: those asked for, else the first two that there are."""
    known = [key for key, _ in on.values]
    first = one if one in known else known[0]
    return first, two if two in known and two != first else next(key for key in known if key != first)


def _build_side(room: Room, on: Choice, value: str, shown: str) -> dict[str, Any]:
    filters = room.filters.only(on.key, value).unsplit()
    known = room.see(filters).know(MAP if shown == "map" else BESIDE.get(shown, frozenset()) | {shown})
    leaf = open_leaf(known, room.language, room.record.pk, filters, "" if shown == "map" else shown)
    if shown == "map":
        facts = _scenario(known.scenarios, room.request.GET.get("scenario", ""))
        told = tell_map(leaf, facts, ("emot", "themes", "low", "top"), ()).drawn if facts is not None else ""
        tabs = [(part.scenario, part is facts) for part in known.scenarios]
        return {
            "label": on.label(value),
            "told": told,
            "numbers": main_numbers(known, facts.scenario.key if facts else "", room.language),
            "tabs": tabs,
        }
    return {"label": on.label(value), "told": tell_result(leaf, shown), "numbers": main_numbers(known, "", room.language)}


def _test_sides(room: Room, on: Choice, values: tuple[str, str]) -> tuple[str, SafeString]:
    """What of the differences between two groups is proved: in one sentence, and question by question."""
    column = WAVE if on.key == "wave" else on.key  # both waves at once is no filter of an address, but the answers know the column
    where = (*(one for one in room.filters.where if one[0] != column), (column, tuple(sorted(values))))
    filters = Filters(
        tuple(sorted(where)), room.filters.unit, "" if on.key == "wave" else room.filters.wave, (on.key,), room.filters.flagged
    )
    known = room.see(filters).know(frozenset({"segments"}))
    leaf = open_leaf(known, room.language, room.record.pk, filters, "segments")
    lead = leaf.say(segments_headline(known.segments, known.study)) if known.segments is not None else ""
    return lead, tell_result(leaf, "segments")
