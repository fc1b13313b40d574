"""Is a map readable whatever the study: no label over another, all on the sheet, every number with its interval?"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.drawn import ASKED, NAMES, everything, journey, reading

from peakend.define.survey import Measure
from peakend.report.boxes import Drawing, Marker
from peakend.report.facts import Known, ScenarioFacts, gather
from peakend.report.maps.emot import draw_map
from peakend.report.maps.sheet import MOST
from peakend.text import Language, Text

LONG = (
    Text(
        "客户来电预约上门办理业务并确认时间地点与所需资料", "Customer calls to arrange a home visit, and confirms time, place and documents"
    ),
    Text("等", "W"),
    Text("解答关于资费套餐、国际漫游与合约期的所有疑问", "Internationalisation and Telecommunications-Regulation questions"),
    Text("A-very-long-name-without-any-blank-in-it-at-all", "A-very-long-name-without-any-blank-in-it-at-all"),
)


@lru_cache(maxsize=2)
def long_journey(seed: int) -> Known:
    """A scenario of as many moments as any test needs, and of its results those that a map shows."""
    shown = {"importance", "peaks", "experience", "gaps", "quadrants", "needs"}
    return gather(reading(journey(2 * MOST + 5), 60, seed), shown)


def cut(moments: int, names: Sequence[Text] = NAMES, seed: int = 5, turn: int = 0) -> tuple[Known, ScenarioFacts]:
    """The first moments of such a scenario under other names, the numbers moved on by `turn` moments."""
    known = long_journey(seed)
    whole = known.scenarios[0].moments
    moved = [whole[(at + turn) % len(whole)] for at in range(moments)]
    named = (replace(one, place=at + 1, moment=replace(one.moment, name=names[at % len(names)])) for at, one in enumerate(moved))
    return known, replace(known.scenarios[0], moments=tuple(named))


def maps(
    moments: int, language: Language, *, names: Sequence[Text] = NAMES, seed: int = 5, turn: int = 0, titled: bool = True
) -> tuple[Drawing, ...]:
    """The maps of such a scenario."""
    known, facts = cut(moments, names, seed, turn)
    return draw_map(known, facts, language, titled=titled)


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of labels of which one lies over the other (a hair's breadth is none)."""
    labels = list(drawing.labels())
    return [(one.text, two.text) for one, two in combinations(labels, 2) if one.place.meets(two.place, -1.0)]


@settings(max_examples=12)
@given(st.integers(3, 25), st.sampled_from([NAMES, LONG]), st.sampled_from(["zh", "en"]), st.sampled_from([5, 6]), st.integers(0, 44))
def test_no_label_lies_over_another_and_all_are_on_the_sheet(
    moments: int, names: tuple[Text, ...], language: Language, seed: int, turn: int
) -> None:
    for drawing in maps(moments, language, names=names, seed=seed, turn=turn):
        assert overlaps(drawing) == []
        assert [label.text for label in drawing.labels() if not drawing.place.holds(label.place, 1.0)] == []
        assert all(drawing.place.holds(shape.place, 2.0) for shape in drawing.shapes)


@pytest.mark.parametrize("moments", [3, MOST, MOST + 1, 2 * MOST + 5])
def test_more_columns_than_fit_fold_into_maps_of_about_one_size(moments: int) -> None:
    drawn = maps(moments, "zh")
    sizes = [sum(label.role == "number" for label in drawing.labels()) for drawing in drawn]
    assert sum(sizes) == moments
    assert max(sizes) <= MOST
    assert max(sizes) - min(sizes) <= 1
    assert len({drawing.name for drawing in drawn}) == len(drawn)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_stands_beside_its_interval(language: Language) -> None:
    known = everything()
    for drawing in draw_map(known, known.scenarios[0], language):
        labels = list(drawing.labels())
        values = [label for label in labels if label.role == "value"]
        intervals = [label for label in labels if label.role == "interval"]
        assert values
        for value in values:
            near = [one for one in intervals if abs(one.left - value.left) < 60 and -4 <= one.y - value.y <= 22]
            assert near, value.text


def test_a_mark_never_stands_without_its_probability() -> None:
    known = everything()
    drawing = draw_map(known, known.scenarios[0], "en")[0]
    marks = [shape for shape in drawing.shapes if isinstance(shape, Marker) and shape.role in {"peak", "end"}]
    chances = [label for label in drawing.labels() if re.match(r"(Peak|End) [<>\d]", label.text) and label.role == "probability"]
    assert len(marks) == len(chances) > 0


def test_a_mark_that_both_rules_give_is_filled_and_one_of_a_single_rule_is_hollow() -> None:
    known = everything()
    for facts in known.scenarios:
        drawing = draw_map(known, facts, "en")[0]
        seen = {shape.href: shape.fill for shape in drawing.shapes if isinstance(shape, Marker) and shape.role in {"peak", "end"}}
        for one in facts.moments:
            if one.mark is not None and one.special:
                both = one.mark.by_source and one.mark.by_test
                assert seen[f"#{one.anchor}"] == (one.mark.kind if both else "card")


def test_the_legend_explains_the_signs_that_are_there_and_no_others() -> None:
    known = gather(reading(journey(4, asked=("importance",), needs=False), 60))
    words = draw_map(known, known.scenarios[0], "en")[0].words()
    assert "importance (band" in words
    assert "experience (bar" not in words
    assert "need listed" not in words


LANES: tuple[tuple[Measure, str], ...] = (("performance", "Experience"), ("expectation", "Gap"), ("emotion", "Emotion"))


@pytest.mark.parametrize(("measure", "title"), LANES)
def test_a_lane_without_data_is_not_there(measure: Measure, title: str) -> None:
    assert title in lanes(*ASKED)
    assert title not in lanes(*(one for one in ASKED if one != measure))


def lanes(*asked: Measure) -> list[str]:
    """The names of the lanes of a map of a study that asked so."""
    known = gather(reading(journey(4, asked=asked), 60))
    return [label.text for label in draw_map(known, known.scenarios[0], "en")[0].labels() if label.role == "lane"]


def test_a_map_alone_has_a_head_and_one_on_a_page_freezes_its_names() -> None:
    alone, embedded = maps(4, "zh")[0], maps(4, "zh", titled=False)[0]
    assert any(label.role == "title" for label in alone.labels())
    assert not any(alone.freeze)
    assert not any(label.role == "title" for label in embedded.labels())
    assert embedded.freeze[0] > 0
    assert 0 < embedded.foot < embedded.height


def test_both_languages_have_the_same_signs() -> None:
    known = everything()
    zh, en = (draw_map(known, known.scenarios[0], language)[0] for language in ("zh", "en"))
    assert [(s.sign, s.role) for s in zh.shapes if isinstance(s, Marker)] == [(s.sign, s.role) for s in en.shapes if isinstance(s, Marker)]
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in en.words())


def test_a_moment_with_too_few_answers_says_so_and_draws_no_point() -> None:
    known = gather(reading(journey(4), 1))
    drawing = draw_map(known, known.scenarios[0], "en")[0]
    assert "too few" in drawing.words()
    assert not [shape for shape in drawing.shapes if isinstance(shape, Marker) and shape.role in {"importance", "experience"}]
