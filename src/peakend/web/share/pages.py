"""What does a guest see? The page that was shared, told by the writers of the pages of results, without a way to any other."""

import re
from dataclasses import replace
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

from peakend.define.study import Study
from peakend.errors import NothingLikeIt
from peakend.text import Language, Text
from peakend.web.analyse.dossier import MOMENT_RESULTS, find_moment, tell_dossier
from peakend.web.analyse.filters import Filters, hear_filters, list_chips
from peakend.web.analyse.models import SharedLink
from peakend.web.analyse.queries import MAP, Sight, choices_of, sight_of
from peakend.web.analyse.questions import BESIDE, QUESTIONS
from peakend.web.analyse.telling import (
    find_result,
    main_numbers,
    open_leaf,
    tell_cautions,
    tell_map,
    tell_result,
)
from peakend.web.share.queries import scope_on

PAGES: Final[dict[str, Text]] = {
    "map": Text("关键时刻地图", "E-MOT map"),
    "moment": Text("关键时刻", "Moment"),
    "result": Text("分析结果", "Result"),
}
"""The pages that can be shared."""

_ANCHOR: Final = re.compile(r"</?a\b[^>]*>")


def name_page(study: Study, page: str, about: str) -> Text:
    """What a shared page is called. Raises `NothingLikeIt` where the study has no such page."""
    if page == "map":
        scenario = next((one for one in study.scenarios if about in {"", one.key}), None)
        if scenario is None:
            raise NothingLikeIt(name=about)
        return _join(PAGES["map"], scenario.name or Text(scenario.key, scenario.key))
    if page == "moment":
        moment = next((one for one in study.moments() if one.key == about), None)
        if moment is None:
            raise NothingLikeIt(name=about)
        return _join(PAGES["moment"], moment.name or Text(moment.key, moment.key))
    if page == "result" and about in QUESTIONS:
        return QUESTIONS[about].title
    raise NothingLikeIt(name=about or page)


def _join(first: Text, second: Text) -> Text:
    return Text(f"{first.zh} · {second.zh or second.en}", f"{first.en} · {second.en or second.zh}")


def show_link(link: SharedLink, language: Language) -> dict[str, Any]:
    """Everything that the page of a link shows. Raises what counting raises, `LinkGone`, `NothingLikeIt`."""
    filters = hear_filters(link.filters)
    if link.page != "result":
        filters = Filters(filters.where, filters.unit, filters.wave, (), filters.flagged)
    sight = sight_of(link.study, scope_on(link), filters)
    tell = {"map": _tell_map, "moment": _tell_moment, "result": _tell_result}[link.page]
    told = tell(sight, link, language)
    return {
        "title": name_page(sight.study, link.page, link.about),
        "study": sight.study,
        "filters": [(chip.name, chip.value) for chip in list_chips(filters, choices_of(link.by, link.study))],
        **{name: _without_ways(value) if isinstance(value, SafeString) else value for name, value in told.items()},
    }


def _without_ways(html: SafeString) -> SafeString:
    """Markup without links: a guest goes nowhere from here."""
    return mark_safe(_ANCHOR.sub("", html))  # noqa: S308 - written by report.page.markup, in which words of users are escaped


def _tell_map(sight: Sight, link: SharedLink, language: Language) -> dict[str, Any]:
    known = sight.know(MAP)
    facts = next((one for one in known.scenarios if link.about in {"", one.scenario.key}), None)
    if facts is None:
        raise NothingLikeIt(name=link.about)
    view = tell_map(open_leaf(known, language, link.study_id, sight.filters), facts, (), ())
    return {
        "lead": view.lead,
        "base": view.base,
        "told": view.drawn,
        "guide": view.guide,
        "table": view.table,
        "numbers": main_numbers(known, facts.scenario.key, language),
        "cautions": tell_cautions(known, language),
    }


def _tell_moment(sight: Sight, link: SharedLink, language: Language) -> dict[str, Any]:
    known = sight.know(MOMENT_RESULTS)
    facts, _, _ = find_moment(known, link.about)
    leaf = replace(open_leaf(known, language, link.study_id, sight.filters), guest=True)
    dossier = tell_dossier(leaf, facts)
    return {"dossier": dossier, "facts": facts, "base": dossier.base, "cautions": tell_cautions(known, language)}


def _tell_result(sight: Sight, link: SharedLink, language: Language) -> dict[str, Any]:
    find_result(sight.know(frozenset()), link.about)
    known = sight.know(BESIDE.get(link.about, frozenset()) | {link.about})
    told = tell_result(open_leaf(known, language, link.study_id, sight.filters, link.about), link.about)
    return {"told": told, "cautions": tell_cautions(known, language)}
