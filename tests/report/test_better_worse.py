"""Kano classes, penalty and reward, expected classes: told in both languages, drawn on their sheets, no column without words."""

from dataclasses import replace
from functools import lru_cache

import pytest
from tests.analyse import test_asymmetry as scored
from tests.analyse import test_kano as asked
from tests.analyse.rated import read
from tests.analyse.test_classes import with_themes

from peakend.analyse.reading import Reading
from peakend.analyse.result import Result
from peakend.report.boxes import Box, Marker
from peakend.report.chapters import CHAPTERS
from peakend.report.charts.better_worse import draw_better_worse
from peakend.report.words import findings, headline, method_note
from peakend.report.words.columns import TAILS, head_column
from peakend.report.words.kano import CLASSES
from peakend.text import Language

BOTH: tuple[Language, ...] = ("zh", "en")


@lru_cache(maxsize=1)
def reading() -> Reading:
    """Needs asked in pairs by two groups, and moments rated, all with themes behind them; some too few, some alike."""
    study = with_themes(scored.study_of(), a="trust", b="choice", c="benefit")
    kano = asked.study_of("a", "b", "c").survey.questions
    needs = {"basic": ("a",), "both": ("b",), "delight": ("c",), "nothing": ("a",)}
    scenario = study.scenarios[0]
    moments = tuple(replace(moment, needs=needs[moment.key]) for moment in scenario.moments)
    survey = replace(study.survey, questions=(*study.survey.questions, *kano))
    columns = scored.answers(300)
    columns["nothing_performance"] = [max(cell, 3) for cell in columns["nothing_performance"]]
    for key, counts in (("a", {"M": 150, "A": 150}), ("b", {"O": 200, "I": 100}), ("c", {"A": 160, "I": 139, "Q": 1})):
        columns |= asked.pairs(key, **counts)
    tiers = ["gold"] * 150 + ["plain"] * 150
    return read(columns | {"tier": tiers}, replace(study, scenarios=(replace(scenario, moments=moments),), survey=survey), by=("tier",))


def result_of(key: str) -> Result:
    found = getattr(reading(), key)
    assert isinstance(found, Result)
    return found


@pytest.mark.parametrize("key", ["kano", "asymmetry", "classes"])
def test_everything_is_said_in_both_languages(key: str) -> None:
    result = result_of(key)
    said = [headline(result), method_note(result), *findings(result)]
    assert len(said) > 3
    for one in said:
        assert one.missing() == ()
        assert "{" not in one.zh + one.en
        assert "nan" not in one.en.lower().split()


@pytest.mark.parametrize("key", ["kano", "asymmetry", "classes"])
def test_no_column_is_without_its_words(key: str) -> None:
    for row in result_of(key).rows():
        for column in row:
            assert head_column(column, key).en != column or column in {"n", "p"}, column
            assert not column.endswith(tuple(TAILS)) or head_column(column, key).zh != column
    for column in CHAPTERS[key].columns:
        assert any(column in row for row in result_of(key).rows()), column


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("key", ["kano", "asymmetry", "classes"])
def test_every_mark_lies_on_its_sheet(key: str, language: Language) -> None:
    drawings = CHAPTERS[key].draw(result_of(key), reading().study, language)
    assert drawings
    for drawing in drawings:
        assert drawing.title
        assert drawing.description
        for shape in drawing.shapes:
            assert drawing.place.holds(shape.place, slack=3.0), shape


def test_a_class_that_is_not_proved_is_hollow() -> None:
    drawing = draw_better_worse(reading().kano, CLASSES, "en")
    assert drawing is not None
    points = [shape for shape in drawing.shapes if isinstance(shape, Marker) and shape.role == "point"]
    assert [point.fill for point in points] == ["card", "experience", "card"]


def test_penalties_lie_left_and_rewards_right_of_the_line() -> None:
    drawing = CHAPTERS["asymmetry"].draw(reading().asymmetry, reading().study, "en")[0]
    bars = [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.role == "bar"]
    costs = [bar.x + bar.width for bar in bars if bar.fill == "peak"]
    adds = [bar.x for bar in bars if bar.fill == "experience"]
    assert costs
    assert adds
    assert max(costs) == pytest.approx(min(adds))


def test_features_that_nobody_answered_clearly_have_no_plane() -> None:
    kano = read(asked.pairs("a", R=20), asked.study_of("a")).kano
    assert draw_better_worse(kano, CLASSES, "zh") is None
    assert len(CHAPTERS["kano"].draw(kano, reading().study, "zh")) == 1
