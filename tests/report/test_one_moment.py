"""Do the pictures of one moment show it beside all others, in one size, with no word over another, and together on one sheet?"""

from functools import cache
from itertools import combinations

import pytest
from tests.report.drawn import everything

from peakend.report.boxes import Box, Drawing
from peakend.report.charts.one_moment import (
    chart_experience_of,
    chart_gaps_of,
    chart_importance_of,
    chart_needs_of,
    chart_pain_of,
    stack,
)
from peakend.report.facts import MomentFacts, ScenarioFacts
from peakend.report.words.moment import say_experience, say_importance, say_needs, say_situation, say_verdict
from peakend.text import LANGUAGES, Language


def first() -> tuple[MomentFacts, ScenarioFacts]:
    scenario = everything().scenarios[0]
    return scenario.moments[1], scenario


@cache
def drawings(language: Language) -> tuple[Drawing, ...]:
    facts, scenario = first()
    study = everything().study
    found = (
        chart_importance_of(facts, scenario, study, language),
        chart_experience_of(facts, scenario, study, language),
        chart_pain_of(facts, scenario, language),
        chart_gaps_of(facts, study, language),
        chart_needs_of(facts.needs, facts, language) if facts.needs is not None else None,
    )
    return tuple(one for one in found if one is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_lies_over_another_or_off_the_sheet(language: Language) -> None:
    assert len(drawings(language)) >= 4
    for drawing in (*drawings(language), stack(drawings(language), "page", "all")):
        labels = list(drawing.labels())
        assert [label.text for label in labels if not drawing.place.holds(label.place, 1.0)] == [], drawing.name
        assert [(a.text, b.text) for a, b in combinations(labels, 2) if a.place.meets(b.place, -1.2)] == [], drawing.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_pictures_are_about_one_width(language: Language) -> None:
    assert {one.name: one.width for one in drawings(language) if not 440 <= one.width <= 560} == {}


def test_the_moment_alone_stands_on_a_tint_and_the_others_lead_to_their_pages() -> None:
    facts, scenario = first()
    drawing = chart_importance_of(facts, scenario, everything().study, "en")
    assert drawing is not None
    assert len([one for one in drawing.shapes if isinstance(one, Box) and one.role == "strong"]) == 1
    named = [label for label in drawing.labels() if label.role == "name"]
    assert [label.bold for label in named].count(True) == 1
    assert {label.href for label in named} == {"", *(f"#{one.anchor}" for one in scenario.moments if one is not facts)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_about_a_moment_is_whole_in_both_languages(language: Language) -> None:
    facts, scenario = first()
    for one in scenario.moments:
        told = [say_verdict(one, scenario), say_situation(one), say_importance(one), say_experience(one, scenario), say_needs(one)]
        assert all(words.say(language).endswith(("。", ".")) for words in told if words)
        assert not any("{" in words.say(language) for words in told)
    assert "n = " in say_verdict(facts, scenario).say(language)
