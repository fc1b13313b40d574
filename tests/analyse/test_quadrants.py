"""Where do moments stand, how sure is that, and does what people say agree with what they judge by?"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.served import FIVE, draw, read, service, with_survey

from peakend.analyse.axes import CROSSHAIRS
from peakend.analyse.derived import overall_question
from peakend.analyse.quadrants import QUADRANTS, Basis, DerivedQuadrants
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, is_known
from peakend.define.survey import Question, Scale, Survey
from peakend.errors import NoMiddle, NothingAsked, TooFewMoments, UnknownCrosshair

STUDY = service(moments=4, measures=("importance", "performance"))


def means(importance: list[int], performance: list[int], spread: int = 0) -> dict[str, list[Any]]:
    """Answers with exactly these means: half of the people so far below, half above."""
    columns: dict[str, list[Any]] = {"s1_overall": [3, 4] * 20}
    for at, (one, two) in enumerate(zip(importance, performance, strict=True), start=1):
        columns[f"s1m{at}_importance"] = [one - spread, one + spread] * 20
        columns[f"s1m{at}_performance"] = [two - spread, two - spread, two + spread, two + spread] * 10
    return columns


def test_the_four_quadrants_have_their_names() -> None:
    placed = read(STUDY, means([5, 5, 2, 2], [5, 2, 2, 5])).quadrants.scenarios[0]
    assert [point.quadrant for point in placed.points] == ["keep", "improve", "low", "overkill"]
    assert all(point.probabilities[point.quadrant] == 1.0 for point in placed.points)


def test_a_moment_on_the_line_counts_as_high() -> None:
    placed = read(STUDY, means([4, 4, 4, 4], [3, 3, 3, 3]))
    for crosshair in CROSSHAIRS:
        assert {point.quadrant for point in placed.place_quadrants(crosshair).scenarios[0].points} == {"keep"}


@given(st.integers(0, 500), st.sampled_from(CROSSHAIRS))
def test_the_chances_of_a_moment_add_up_to_one(seed: int, crosshair: str) -> None:
    placed = read(STUDY, draw(STUDY, 15, seed, missing=0.1)).place_quadrants(crosshair)
    for point in placed.scenarios[0].points:
        assert set(point.probabilities) == set(QUADRANTS)
        assert sum(point.probabilities.values()) == pytest.approx(1.0, abs=0.01)


def test_cross_hairs_stand_where_they_are_asked_to() -> None:
    reading = read(STUDY, means([5, 4, 4, 1], [3, 3, 3, 5]))
    found = {name: reading.place_quadrants(name).scenarios[0].at_importance for name in CROSSHAIRS}
    assert found == {"mean": 3.5, "median": 4.0, "middle": 3.0}
    assert reading.quadrants.crosshair == "mean"
    with pytest.raises(UnknownCrosshair, match="mean, median, middle") as caught:
        reading.place_quadrants("centre")
    assert "centre" in caught.value.say("zh")


def test_near_the_line_a_quadrant_is_a_coin_toss_and_far_from_it_sure() -> None:
    near = read(STUDY, means([4, 4, 3, 3], [3, 3, 4, 4], 1)).quadrants.scenarios[0].points
    assert all(point.probabilities[point.quadrant] > 0.9 for point in near)
    close = read(STUDY, draw(STUDY, 12, 3)).quadrants.scenarios[0].points
    assert any(max(point.probabilities.values()) < 0.9 for point in close)


def test_the_lines_move_along_with_the_people_drawn() -> None:
    """Who rates high rates everything high: whoever is drawn, a moment keeps its distance to the line, and so its quadrant."""
    level = [0, 1, 2] * 10
    columns: dict[str, list[Any]] = {"s1_overall": [3, 4, 5] * 10}
    for at, (one, two) in enumerate(((3, 2), (2, 3), (2, 1), (1, 2)), start=1):
        columns |= {f"s1m{at}_importance": [one + up for up in level], f"s1m{at}_performance": [two + up for up in level]}
    points = read(STUDY, columns).quadrants.scenarios[0].points
    assert {point.probabilities[point.quadrant] for point in points} == {1.0}
    fixed = read(STUDY, columns).place_quadrants("middle").scenarios[0].points
    assert min(point.probabilities[point.quadrant] for point in fixed) < 1.0


def test_an_ellipse_has_the_standard_errors_of_both_means() -> None:
    point = read(STUDY, draw(STUDY, 400)).quadrants.scenarios[0].points[0]
    across, up, together = point.spread
    assert is_known(point.importance)
    assert is_known(point.performance)
    assert across == pytest.approx(point.importance.half / 1.966, rel=0.08)
    assert up == pytest.approx(point.performance.half / 1.966, rel=0.08)
    assert 0.1 < together < 0.6  # one person's ratings go together, and so do the means


def test_opportunity_lies_between_nothing_and_twenty() -> None:
    wanted = read(STUDY, means([5, 5, 1, 1], [1, 5, 1, 5])).quadrants.scenarios[0].points
    assert [point.opportunity.value for point in wanted if is_known(point.opportunity)] == [20.0, 10.0, 0.0, 0.0]


def test_derived_importance_is_the_correlation_with_the_overall_judgement() -> None:
    random = np.random.default_rng(6)
    columns = draw(STUDY, 300)
    columns["s1_overall"] = np.clip(np.array(columns["s1m2_performance"]) + random.integers(0, 2, 300), 1, 5).tolist()
    placed = read(STUDY, columns).quadrants.scenarios[0]
    for point in placed.points:
        assert point.derived is not None
        assert is_known(point.derived)
        expected = np.corrcoef(columns[point.questions[1]], columns["s1_overall"])[0, 1]
        assert point.derived.value == pytest.approx(expected)
        assert point.derived.low < expected < point.derived.high
    assert (
        max(placed.points, key=lambda point: point.derived.value if point.derived and is_known(point.derived) else 0).moment.key == "s1m2"
    )


def test_stated_and_derived_importance_that_contradict_each_other_are_marked() -> None:
    random = np.random.default_rng(8)
    judged = random.integers(1, 6, 300)
    columns = {f"s1m{at}_performance": random.integers(1, 6, 300).tolist() for at in (1, 2, 3)}
    columns |= {"s1m4_performance": judged.tolist(), "s1_overall": judged.tolist()}
    columns |= {f"s1m{at}_importance": random.choice([4, 5], 300).tolist() for at in (1, 2, 3)} | {
        "s1m4_importance": random.choice([1, 2], 300).tolist()
    }
    placed = read(STUDY, columns).quadrants.scenarios[0]
    assert [point.disagrees for point in placed.points] == [True, True, True, True]
    agreed = read(STUDY, columns | {"s1m4_importance": [5] * 300} | {f"s1m{at}_importance": [2] * 300 for at in (1, 2, 3)})
    assert not any(point.disagrees for point in agreed.quadrants.scenarios[0].points)


def test_ratings_that_move_together_are_named() -> None:
    columns = draw(STUDY, 200)
    columns["s1m2_performance"] = columns["s1m1_performance"]
    assert read(STUDY, columns).quadrants.scenarios[0].entangled == ("s1m1", "s1m2")
    assert read(STUDY, draw(STUDY, 200)).quadrants.scenarios[0].entangled == ()


def test_without_an_overall_judgement_nothing_is_derived() -> None:
    columns = {key: cells for key, cells in draw(STUDY, 40).items() if key != "s1_overall"}
    placed = read(STUDY, columns).quadrants.scenarios[0]
    assert placed.overall == ""
    assert {(point.derived, point.disagrees) for point in placed.points} == {(None, False)}


def test_derived_importance_may_stand_in_the_place_of_stated() -> None:
    columns = draw(STUDY, 120)
    both: tuple[Basis, ...] = ("stated", "derived")
    stated, derived = (read(STUDY, columns).place_quadrants(basis=basis) for basis in both)
    assert (stated.scenarios[0].basis, derived.scenarios[0].basis) == ("stated", "derived")
    for one, other in zip(stated.scenarios[0].points, derived.scenarios[0].points, strict=True):
        assert one.derived == other.derived == other.importance
        assert (one.performance, one.opportunity, one.disagrees) == (other.performance, other.opportunity, other.disagrees)
        assert other.questions == ("s1_overall", one.questions[1])
    found = [point.importance.value for point in derived.scenarios[0].points if is_known(point.importance)]
    assert derived.scenarios[0].at_importance == pytest.approx(np.mean(found))


RATED = service(moments=4, measures=("performance",))
"""Rated, judged as a whole, and never asked what matters: as most exports of other surveys are."""


def test_where_importance_was_not_asked_it_is_derived_and_says_so() -> None:
    columns = draw(RATED, 80, missing=0.1)
    result = read(RATED, columns).quadrants
    placed = result.scenarios[0]
    assert isinstance(result, DerivedQuadrants)
    assert placed.basis == "derived"
    assert "erived" in result.title.en
    for point in placed.points:
        rating, judged = (np.array(columns[key], dtype=float) for key in (point.questions[1], "s1_overall"))
        both = ~np.isnan(rating) & ~np.isnan(judged)
        assert isinstance(point.importance, Estimate)
        assert point.importance.value == pytest.approx(np.corrcoef(rating[both], judged[both])[0, 1], abs=1e-12)
        assert point.importance.low < point.importance.value < point.importance.high
        assert point.importance.n == both.sum()
        assert (point.opportunity, point.disagrees, point.derived) == (None, False, point.importance)


def test_rows_never_call_a_correlation_importance() -> None:
    for row in read(RATED, draw(RATED, 80)).quadrants.rows():
        assert row["basis"] == "derived"
        assert "derived" in row
        assert not {"importance", "at_importance", "opportunity"} & set(row)
    for row in read(STUDY, draw(STUDY, 80)).quadrants.rows():
        assert (row["basis"], "importance" in row, "at_derived" in row) == ("stated", True, False)


def test_each_scenario_has_the_basis_that_it_was_asked_about() -> None:
    study = service(scenarios=2, moments=3, measures=("importance", "performance"))
    columns = {key: cells for key, cells in draw(study, 60).items() if not (key.startswith("s2") and key.endswith("importance"))}
    result = read(study, columns).quadrants
    assert [one.basis for one in result.scenarios] == ["stated", "derived"]
    assert not isinstance(result, DerivedQuadrants)
    assert [one.scenario.key for one in result.of("derived")] == ["s2"]
    columns["s2m1_importance"] = draw(study, 60)["s2m1_importance"]
    assert read(study, columns).quadrants.scenarios[1].basis == "derived"  # one answer to "how important?" has nothing beside it


def test_a_correlation_has_no_middle_of_a_scale() -> None:
    reading = read(RATED, draw(RATED, 60))
    with pytest.raises(NoMiddle, match="mean or the median") as caught:
        reading.place_quadrants("middle")
    assert "s1" in caught.value.say("zh")
    lines = [reading.place_quadrants(name).scenarios[0].at_importance for name in ("mean", "median")]
    points = [point.importance.value for point in reading.quadrants.scenarios[0].points if is_known(point.importance)]
    assert lines == [pytest.approx(np.mean(points)), pytest.approx(np.median(points))]


@given(st.integers(0, 200), st.sampled_from(("mean", "median")), st.integers(4, 15))
def test_the_chances_of_a_moment_add_up_to_one_on_derived_importance_too(seed: int, crosshair: str, count: int) -> None:
    try:
        placed = read(RATED, draw(RATED, count, seed)).place_quadrants(crosshair)
    except TooFewMoments:
        return
    for point in placed.scenarios[0].points:
        assert sum(point.probabilities.values()) == pytest.approx(1.0, abs=1e-12)
        assert np.isfinite([*point.spread, *point.probabilities.values()]).all()


@pytest.mark.parametrize(
    "columns",
    [
        draw(RATED, 3),
        draw(RATED, 60) | {"s1_overall": [4] * 60},
        draw(RATED, 60) | {f"s1m{at}_performance": [4] * 60 for at in (1, 2, 3, 4)},
        draw(RATED, 60) | {f"s1m{at}_performance": [None] * 60 for at in (1, 2, 3)},
        draw(RATED, 60) | {"s1_overall": [None] * 57 + [3, 4, 5]},
    ],
    ids=["three people", "one overall judgement", "constant ratings", "one moment answered", "three judgements"],
)
def test_what_does_not_vary_or_hardly_anybody_answered_has_no_place(columns: dict[str, list[Any]]) -> None:
    with pytest.raises(TooFewMoments, match="four people") as caught:
        _ = read(RATED, columns).quadrants
    assert "推导重要性" in caught.value.say("zh")


def test_one_rated_moment_is_too_few_to_compare() -> None:
    study = service(moments=1, measures=("performance",))
    with pytest.raises(TooFewMoments, match="at least 2"):
        _ = read(study, draw(study, 60)).quadrants


def test_with_neither_importance_nor_a_judgement_nothing_is_placed() -> None:
    columns = {key: cells for key, cells in draw(RATED, 40).items() if key != "s1_overall"}
    with pytest.raises(NothingAsked, match="importance"):
        _ = read(RATED, columns).quadrants


def test_derived_importance_is_the_same_from_blocks() -> None:
    plain = read(RATED, draw(RATED, 300))
    folded = Reading(RATED, plain.answers, _counted=plain.tally.fold())
    for one, other in zip(plain.quadrants.scenarios[0].points, folded.quadrants.scenarios[0].points, strict=True):
        assert isinstance(one.importance, Estimate)
        assert isinstance(other.importance, Estimate)
        assert other.importance.value == pytest.approx(one.importance.value)


def test_ratings_that_all_move_together_are_all_named_in_the_derived_picture() -> None:
    random = np.random.default_rng(3)
    level = random.integers(1, 6, 200)
    columns = {f"s1m{at}_performance": np.clip(level + (random.random(200) < 0.08), 1, 5).tolist() for at in (1, 2, 3, 4)}
    placed = read(RATED, columns | {"s1_overall": level.tolist()}).quadrants.scenarios[0]
    assert placed.entangled == ("s1m1", "s1m2", "s1m3", "s1m4")


def test_a_moment_whose_rating_never_varies_has_no_derived_importance() -> None:
    columns = draw(STUDY, 60) | {"s1m2_performance": [4] * 60}
    placed = read(STUDY, columns).place_quadrants(basis="derived").scenarios[0]
    assert placed.unplaced == ("s1m2",)
    assert [point.moment.key for point in placed.points] == ["s1m1", "s1m3", "s1m4"]
    shown = read(STUDY, columns).quadrants.scenarios[0].point("s1m2")
    assert shown is not None
    assert shown.derived is not None
    assert not shown.derived.known


def test_without_a_judgement_nothing_can_be_derived() -> None:
    columns = {key: cells for key, cells in draw(STUDY, 40).items() if key != "s1_overall"}
    with pytest.raises(NothingAsked, match="overall"):
        read(STUDY, columns).place_quadrants(basis="derived")


def test_a_scenario_without_a_judgement_of_its_own_takes_that_of_the_whole() -> None:
    whole = Question("overall", "overall", scale=FIVE)
    others = tuple(one for one in STUDY.survey.questions if one.measure != "overall")
    study = with_survey(STUDY, Survey((*others, whole)))
    found = overall_question(study, frozenset({"overall"}), study.scenarios[0])
    assert found == whole
    assert overall_question(study, frozenset(), study.scenarios[0]) is None


def test_a_moment_on_another_scale_or_without_answers_is_not_placed() -> None:
    odd = tuple(replace(one, scale=Scale(1, 7)) if one.key == "s1m3_performance" else one for one in STUDY.survey.questions)
    study = with_survey(STUDY, Survey(odd))
    columns = draw(study, 40) | {"s1m2_importance": [None] * 40}
    placed = read(study, columns).quadrants.scenarios[0]
    assert [point.moment.key for point in placed.points] == ["s1m1", "s1m4"]
    assert placed.unplaced == ("s1m2", "s1m3")
