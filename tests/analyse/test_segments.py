"""Do groups of customers differ, on which questions, and which? The order of the tests, and what is told of those left out."""

import json

import numpy as np
import polars as pl
import pytest
from tests.analyse.rated import STUDY, Column, asking, read

from peakend.analyse.multiplicity import adjust_bh
from peakend.analyse.reading import Reading
from peakend.analyse.result import walk_figures
from peakend.analyse.segments import Segments
from peakend.define.survey import Question, Scale
from peakend.errors import NoSplit, NothingAsked, OneGroup, UnknownAttribute

RANDOM = np.random.default_rng(20)
SIZE = 120
TIER = ["gold"] * 40 + ["plain"] * 40 + ["silver"] * 40


def rated(low: int, high: int, lift: float = 0.0) -> list[int]:
    """Random answers; gold answers higher by `lift` on average."""
    drawn = RANDOM.integers(low, high + 1, SIZE) + (RANDOM.uniform(size=SIZE) < lift) * np.array([2] * 40 + [0] * 80)
    return np.clip(drawn, low, high).tolist()


COLUMNS: dict[str, Column] = {
    "overall": rated(1, 5, 0.9),
    "recommend": rated(0, 10),
    "greet_importance": rated(1, 5),
    "leave_importance": rated(1, 5),
    "greet_performance": rated(1, 5),
    "tier": TIER,
    "city": ["north", "south"] * 60,
}


@pytest.fixture(scope="module")
def segments() -> Segments:
    return read(COLUMNS, by=("tier",)).segments


def test_every_rated_question_is_compared_overall_first(segments: Segments) -> None:
    assert [line.question.key for line in segments.lines] == [
        "overall",
        "recommend",
        "greet_importance",
        "leave_importance",
        "greet_performance",
    ]
    assert [line.about for line in segments.lines] == ["", "", "greet", "leave", "greet"]
    assert [(group.label, group.n) for group in segments.groups] == [("gold", 40), ("plain", 40), ("silver", 40)]


def test_the_figures_are_those_of_each_group_read_alone(segments: Segments) -> None:
    for one in read(COLUMNS, by=("tier",)).each():
        label = one.group["tier"]
        overall, recommend, *_ = segments.lines
        assert overall.figures[label] == one.satisfaction.lines[0].mean
        assert recommend.figures[label] == one.nps.lines[0].nps


def test_the_list_of_questions_is_screened_together(segments: Segments) -> None:
    assert [line.p_adjusted for line in segments.lines] == adjust_bh([line.p_value for line in segments.lines])
    assert [line.differs for line in segments.lines] == [line.p_adjusted < 0.05 for line in segments.lines]
    assert segments.lines[0].differs


def test_no_pair_differs_and_no_rank_is_excluded_where_the_question_does_not_differ(segments: Segments) -> None:
    quiet = [line for line in segments.lines if not line.differs]
    assert quiet
    for line in quiet:
        assert not any(pair.differs for pair in line.pairs)
        assert {(rank.low, rank.high) for rank in line.ranks.values()} == {(1, 3)}


def test_where_one_group_is_higher_it_is_named_and_first(segments: Segments) -> None:
    line = segments.lines[0]
    assert [(pair.one, pair.two) for pair in line.pairs if pair.differs] == [("gold", "plain"), ("gold", "silver")]
    assert line.ranks["gold"] == (1, 1, 1)
    row = segments.rows()[0]
    assert row["differs_from"] == ["plain", "silver"]


def test_rows_and_pairs_are_plain_and_finite(segments: Segments) -> None:
    printed = json.loads(json.dumps(segments.as_dict(), allow_nan=False))
    assert len(printed["rows"]) == 15
    assert len(printed["pairs"]) == 15
    assert all(np.isfinite(number) for row in segments.rows() + segments.pair_rows() for _, number in walk_figures(row))
    assert "gold" in str(segments)
    assert {"heterogeneity", "benjamini-hochberg", "holm", "welch-t", "nps-mover"} <= set(segments.base.methods)


def test_who_has_no_value_is_in_no_group_and_is_counted() -> None:
    tier = ["gold"] * 50 + ["plain"] * 50 + [None] * 12 + [""] * 8
    found = read({**COLUMNS, "tier": tier}, by=("tier",)).segments
    assert [group.label for group in found.groups] == ["gold", "plain"]
    assert found.unassigned == 20


def test_a_number_that_is_none_is_no_group() -> None:
    frame = pl.DataFrame({"overall": COLUMNS["overall"], "tier": [1.0, 2.0, float("nan")] * 40})
    found = Reading(STUDY, frame, by=("tier",)).segments
    assert [group.label for group in found.groups] == ["1", "2"]
    assert found.unassigned == 40


def test_two_attributes_make_groups_of_both() -> None:
    found = read(COLUMNS, by=("tier", "city")).segments
    assert [group.label for group in found.groups][:2] == ["gold · north", "gold · south"]
    assert found.groups[0].values == {"tier": "gold", "city": "north"}
    assert found.lines[0].freedom == 5


def test_groups_that_read_alike_are_kept_apart() -> None:
    found = read({**COLUMNS, "tier": ["a · b", "a"] * 60, "city": ["c", "b · c"] * 60}, by=("tier", "city")).segments
    assert len({group.label for group in found.groups}) == 2
    assert sum(group.n for group in found.groups) == SIZE


def test_a_group_with_few_answers_is_told_and_left_out_of_the_tests() -> None:
    found = read({**COLUMNS, "tier": ["gold"] * 60 + ["plain"] * 51 + ["rare"] * 9}, by=("tier",)).segments
    assert all(line.too_few == ("rare",) for line in found.lines)
    assert all(line.freedom == 1 for line in found.lines)
    rare = next(row for row in found.rows() if row["group"] == "rare")
    assert (rare["figure"], rare["figure_n"], rare["figure_needed"], rare["rank"]) == (None, 9, 10, None)


def test_where_one_group_alone_has_enough_nothing_is_tested() -> None:
    found = read({**COLUMNS, "tier": ["gold"] * 115 + ["rare"] * 5}, by=("tier",)).segments
    assert not any(line.tested or line.differs for line in found.lines)
    assert {row["p_value"] for row in found.rows()} == {None}
    json.dumps(found.as_dict(), allow_nan=False)


def test_a_question_nobody_answered_is_listed_and_not_tested() -> None:
    found = read({**COLUMNS, "overall": [None] * SIZE}, by=("tier",)).segments
    assert not found.lines[0].tested
    assert found.lines[0].p_adjusted == 1
    assert [line.p_adjusted for line in found.lines[1:]] == adjust_bh([line.p_value for line in found.lines[1:]])


def test_answers_that_are_all_equal_differ_nowhere() -> None:
    found = read({"overall": [4] * SIZE, "recommend": [10] * SIZE, "tier": TIER}, by=("tier",)).segments
    assert not any(line.differs for line in found.lines)
    json.dumps(found.as_dict(), allow_nan=False)


def test_recommendation_on_another_scale_is_not_compared_and_named() -> None:
    five = Question("recommend", "nps", scale=Scale(1, 5))
    overall = STUDY.survey.question("overall")
    found = read({"overall": COLUMNS["overall"], "recommend": [3] * SIZE, "tier": TIER}, asking(overall, five), by=("tier",)).segments
    assert [line.question.key for line in found.lines] == ["overall"]
    assert found.refused == ("recommend",)


def test_waves_are_compared_like_any_groups() -> None:
    found = read({**COLUMNS, "_wave": ["2024", "2025"] * 60}, by=("_wave",)).segments
    assert [group.label for group in found.groups] == ["2024", "2025"]


def test_of_very_many_groups_the_ranks_are_told_and_the_pairs_not_listed() -> None:
    branches = [f"b{row % 35:02}" for row in range(700)]
    answers = RANDOM.integers(1, 6, 700).tolist()
    found = read({"overall": answers, "tier": branches}, by=("tier",)).segments
    assert found.lines[0].pairs == ()
    assert len(found.lines[0].ranks) == 35


def test_without_a_split_or_with_one_group_it_says_what_to_do() -> None:
    with pytest.raises(NoSplit) as nothing:
        _ = read(COLUMNS).segments
    assert "tier" in nothing.value.say("zh")
    with pytest.raises(OneGroup) as one:
        _ = read({**COLUMNS, "tier": ["gold"] * 100 + [None] * 20}, by=("tier",)).segments
    assert "gold" in one.value.say("en")
    with pytest.raises(OneGroup):
        _ = read({**COLUMNS, "tier": [None] * SIZE}, by=("tier",)).segments
    with pytest.raises(UnknownAttribute):
        _ = read(COLUMNS, by=("colour",)).segments


def test_without_rated_questions_there_is_nothing_to_compare() -> None:
    with pytest.raises(NothingAsked):
        _ = read({"five": [1, 2] * 60, "tier": TIER}, asking(Question("five", "loyalty", scale=Scale(1, 5))), by=("tier",)).segments
