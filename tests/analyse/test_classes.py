"""Expected and measured classes: what agrees, what contradicts, and what the hypothesis of types is worth over all."""

from dataclasses import replace

import pytest
from tests.analyse.rated import read
from tests.analyse.test_asymmetry import answers
from tests.analyse.test_asymmetry import study_of as scored_study
from tests.analyse.test_kano import pairs, study_of

from peakend.analyse.classes import Classes
from peakend.analyse.result import Estimate, TooFew
from peakend.define.study import Level, Need, PriorClass, Study, Theme
from peakend.errors import NoPriors, NothingAsked
from peakend.text import Text

THEMES: dict[str, tuple[Level, PriorClass]] = {
    "trust": ("basic", "basic"),
    "choice": ("middle", "performance"),
    "benefit": ("high", "excitement"),
}


def with_themes(study: Study, **themes: str) -> Study:
    """The same study, its needs having these themes."""
    known = tuple(Theme(key, Text(zh=key, en=key), level, prior) for key, (level, prior) in THEMES.items())
    return replace(study, themes=known, needs=tuple(Need(need, Text(zh=need, en=need), theme) for need, theme in themes.items()))


def asked(*classes: str, themes: tuple[str, ...]) -> Classes:
    """Needs that were asked in pairs, of whom nearly everybody gave one class, each with a theme."""
    keys = [f"n{at}" for at in range(len(classes))]
    columns = {name: cells for key, kind in zip(keys, classes, strict=True) for name, cells in pairs(key, **{kind: 50, "I": 10}).items()}
    return read(columns, with_themes(study_of(*keys), **dict(zip(keys, themes, strict=True)))).classes


def test_a_proved_class_agrees_with_its_prior_or_contradicts_it() -> None:
    found = asked("M", "O", "M", themes=("trust", "choice", "benefit"))
    assert [(line.measured, line.prior, line.verdict) for line in found.lines] == [
        ("basic", "basic", "agrees"),
        ("performance", "performance", "agrees"),
        ("basic", "excitement", "contradicts"),
    ]
    assert [round(line.agree) for line in found.lines] == [1, 1, 0]
    test = found.tests[0]
    assert (test.things, test.agreeing, test.contradicting) == (3, 2, 1)
    assert isinstance(test.share, Estimate)
    assert test.share.value == pytest.approx(2 / 3, abs=0.01)


def test_all_in_their_expected_class_support_the_hypothesis() -> None:
    found = asked("M", "M", "O", "O", "A", "A", themes=("trust", "trust", "choice", "choice", "benefit", "benefit"))
    test = found.tests[0]
    assert test.p_value == pytest.approx(1 / 90, abs=1e-6)
    assert test.chance == pytest.approx(1 / 3, abs=0.01)
    assert test.verdict == "agrees"


def test_none_in_its_expected_class_contradicts_it() -> None:
    test = asked("A", "A", "M", "M", "O", "O", themes=("trust", "trust", "choice", "choice", "benefit", "benefit")).tests[0]
    assert test.p_value == pytest.approx(1.0)
    assert test.verdict == "contradicts"


def test_one_theme_alone_is_no_test() -> None:
    test = asked("M", themes=("trust",)).tests[0]
    assert isinstance(test.share, TooFew)
    assert (test.p_value, test.verdict) == (None, "cannot_tell")


def test_many_things_are_dealt_out_at_random() -> None:
    found = asked(*"MMMOOOAAA", themes=("trust",) * 3 + ("choice",) * 3 + ("benefit",) * 3)
    assert found.tests[0].p_value is not None
    assert found.tests[0].p_value < 0.01


def test_what_is_not_proved_cannot_be_told() -> None:
    study = with_themes(study_of("a"), a="trust")
    line = read(pairs("a", M=30, O=30), study).classes.lines[0]
    assert (line.measured, line.verdict) == ("cannot_tell", "cannot_tell")
    assert 0.3 < line.agree < 0.7


def test_moments_stand_for_the_theme_of_their_first_need() -> None:
    study = with_themes(scored_study(), sure="trust", free="choice", more="benefit")
    needs = {"basic": ("sure", "more"), "both": ("nobody", "free"), "delight": ("sure",)}
    scenario = study.scenarios[0]
    moments = tuple(replace(moment, needs=needs.get(moment.key, ())) for moment in scenario.moments)
    found = read(answers(), replace(study, scenarios=(replace(scenario, moments=moments),))).classes
    assert {line.key: (line.prior, line.verdict) for line in found.of("scored")} == {
        "basic": ("basic", "agrees"),
        "both": ("performance", "agrees"),
        "delight": ("basic", "contradicts"),
    }


def test_without_themes_or_without_answers_there_is_nothing_to_compare() -> None:
    with pytest.raises(NoPriors):
        _ = read(pairs("a", M=30), study_of("a")).classes
    with pytest.raises(NothingAsked):
        _ = read({"a_f": [1] * 20}, with_themes(study_of("a"), a="trust")).classes


def test_a_theme_off_its_level_is_named() -> None:
    study = with_themes(study_of("a"), a="trust")
    odd = tuple(replace(theme, prior="excitement") if theme.key == "trust" else theme for theme in study.themes)
    assert read(pairs("a", M=30), replace(study, themes=odd)).classes.off_level == ("trust",)
