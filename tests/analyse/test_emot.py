"""Are the six factors what they say, is the number they make sure only where it is, and are badges and states earned?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pytest
from tests.analyse.served import Columns, read, service, with_survey

from peakend.analyse.emot_lines import EmotLine, ScenarioEmot
from peakend.analyse.factors import FactorColumn, Findings, find_factors
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, is_known
from peakend.define.plan import EmotPlan, EpisodePlan, Factor, Fit, Plan
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.errors import TooFewFactors
from peakend.report.words import findings, headline

MOMENTS = tuple(f"s1m{at}" for at in range(1, 7))


def planned(study: Study, **plan: Any) -> Study:  # noqa: ANN401 - the fields of a plan
    return replace(study, plan=Plan(emot=EmotPlan(**plan)))


def with_recall(study: Study) -> Study:
    more = tuple(Question(f"{key}_recalled", "recalled", about=key) for key in MOMENTS)
    return with_survey(study, replace(study.survey, questions=(*study.survey.questions, *more)))


BASE = service(moments=6, measures=("importance", "performance"))
STUDY = planned(with_recall(BASE), fit=tuple(Fit(key, (at, at + 1, at + 2)) for at, key in enumerate(MOMENTS, start=1)))


def lived(people: int = 500, seed: int = 11, *, strong: int = 2) -> dict[str, list[Any]]:
    """People whose recommendation follows one moment (place `strong`), which matters most and is remembered by promoters."""
    random = np.random.default_rng(seed)
    ratings = np.clip(np.rint(3.4 + random.normal(0, 0.4, people)[:, None] + random.normal(0, 1, (people, 6))), 1, 5).astype(int)
    drive = 0.85 * ratings[:, strong] + 0.15 * ratings[:, 5]
    recommend = np.clip(np.rint(2 * drive + 0.8 + random.normal(0, 1.2, people)), 0, 10).astype(int)
    overall = np.clip(np.rint(drive + random.normal(0, 0.5, people)), 1, 5).astype(int)
    columns: dict[str, list[Any]] = {"s1_overall": overall.tolist(), "recommend": recommend.tolist()}
    for at, key in enumerate(MOMENTS):
        columns[f"{key}_performance"] = ratings[:, at].tolist()
        importance = 4.4 if at == strong else 3.0 + 0.1 * at
        columns[f"{key}_importance"] = np.clip(np.rint(importance + random.normal(0, 0.8, people)), 1, 5).astype(int).tolist()
        recall = 0.15 + (0.25 + 0.4 * (recommend >= 9)) * (at == strong)
        columns[f"{key}_recalled"] = (random.random(people) < recall).astype(int).tolist()
    return columns


def judged(columns: Columns, study: Study = STUDY) -> ScenarioEmot:
    return read(study, columns).emot.scenarios[0]


def line_of(part: ScenarioEmot, moment: str) -> EmotLine:
    line = part.line(moment)
    assert line is not None
    return line


def value(figure: object) -> float:
    assert isinstance(figure, Estimate)
    return figure.value


def earned_by(part: ScenarioEmot, law: str) -> set[str]:
    """The moments that have earned the badge of a law."""
    return {line.moment.key for line in part.lines for badge in line.badges if badge.law == law and badge.earned}


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(STUDY, lived())


@pytest.fixture(scope="module")
def part(reading: Reading) -> ScenarioEmot:
    return reading.emot.scenarios[0]


def test_a_moment_that_leads_in_most_factors_is_first_for_sure(part: ScenarioEmot) -> None:
    first = part.lines[0]
    assert first.moment.key == "s1m3"
    assert (first.rank, first.rank_low) == (1, 1)
    assert first.p_top > 0.99
    assert first.p_top_any > 0.9
    assert part.supported
    assert part.top == 3


def test_each_factor_is_the_figure_of_its_own_analysis(reading: Reading, part: ScenarioEmot) -> None:
    """Nothing is worked out twice and differently: importance, drivers and impact say the same number."""
    impact = reading.impact.of("nps", "s1")[0]
    drivers = {line.moment.key: line for line in reading.drivers.of("nps", "s1")[0].lines}
    for line in part.lines:
        key = line.moment.key
        expected: Mapping[str, object] = {
            "importance": next(one.mean for one in reading.importance.lines if one.moment.key == key),
            "loyalty": drivers[key].share,
            "pain": next(one.impact for one in impact.lines if one.moment.key == key),
            "memory": reading.evidence.share(reading.study.survey.question(f"{key}_recalled"), (1,)),
        }
        for name, figure in expected.items():
            found = line.factor(name)
            assert found is not None
            assert found.figure == figure
        fit = line.factor("fit")
        assert fit is not None
        assert value(fit.figure) == line.place + 1
    assert dict(part.sources) == {
        "importance": "stated",
        "fit": "team",
        "loyalty": "nps_share",
        "advantage": "own",
        "pain": "nps_lost",
        "memory": "recalled",
    }


def test_joint_draws_lie_around_their_figures(reading: Reading) -> None:
    """What the intervals of the composite are made of is what the factors' own intervals are made of."""
    from_factor = {one.factor: one for one in reading_columns(reading)}
    for name in ("importance", "loyalty", "advantage", "pain", "memory"):
        column = from_factor[name]
        for at, figure in enumerate(column.figures):
            assert is_known(figure)
            low, high = np.quantile(column.draws[:, at], [0.025, 0.975])
            assert low == pytest.approx(figure.low, abs=0.25 * (figure.high - figure.low))
            assert high == pytest.approx(figure.high, abs=0.25 * (figure.high - figure.low))


def reading_columns(reading: Reading) -> tuple[FactorColumn, ...]:
    found = Findings(reading.importance, None, reading.drivers, reading.impact, None)
    return find_factors(reading.evidence, reading.study.scenarios[0], found)


def test_weights_are_the_plans_and_equal_where_it_gives_none(part: ScenarioEmot) -> None:
    assert dict(part.weights) == pytest.approx(dict.fromkeys(("importance", "fit", "loyalty", "advantage", "pain", "memory"), 1 / 6))
    weights: tuple[tuple[Factor, float], ...] = (("importance", 3.0), ("memory", 1.0))
    mine = judged(lived(), planned(with_recall(BASE), weights=weights))
    assert {name: weight for name, weight in mine.weights.items() if weight} == {"importance": 0.75, "memory": 0.25}


def test_with_importance_alone_in_the_weights_the_order_is_that_of_moments_of_truth() -> None:
    mine = judged(lived(), planned(with_recall(BASE), weights=(("importance", 1.0),)))
    assert [line.rank for line in mine.lines] == [line.mot_rank for line in mine.lines]


def test_what_was_not_measured_is_missing_and_not_zero(part: ScenarioEmot) -> None:
    columns = {name: values for name, values in lived().items() if not name.endswith("_recalled") and name != "recommend"}
    mine = judged(columns, BASE)
    assert mine.missing == ("fit", "loyalty")
    assert mine.sources["pain"] == "overall_lost"
    assert mine.sources["memory"] == "felt"
    assert sum(mine.weights.values()) == pytest.approx(1.0)
    assert part.missing == ()


def test_a_factor_that_one_moment_lacks_is_flagged_there() -> None:
    fit = tuple(Fit(key, (4, 5, at)) for at, key in enumerate(MOMENTS[:5]))
    mine = judged(lived(), planned(with_recall(BASE), fit=(*fit, Fit(MOMENTS[5], (9,)))))
    assert line_of(mine, MOMENTS[5]).missing == ("fit",)  # one rater has no spread
    assert line_of(mine, MOMENTS[0]).missing == ()


def test_a_moment_of_which_less_than_half_is_known_is_not_ranked() -> None:
    columns = {name: values for name, values in lived().items() if not name.startswith("s1m2_") or name.endswith("recalled")}
    mine = judged(columns)
    assert mine.unranked == ("s1m2",)
    assert mine.line("s1m2") is None


def test_rivals_take_the_place_of_own_other_moments_and_the_strongest_counts() -> None:
    rivals = tuple(
        Question(f"{key}_{name}", "competitor", about=key, scale=BASE.survey.questions[0].scale, competitor=name)
        for key in MOMENTS
        for name in ("weak", "rival")
    )
    study = with_survey(STUDY, replace(STUDY.survey, questions=(*STUDY.survey.questions, *rivals)))
    columns = lived()
    for key in MOMENTS:
        columns |= {f"{key}_weak": [1, 2] * 250, f"{key}_rival": [4, 5] * 250}
    reading = read(study, columns)
    mine = reading.emot.scenarios[0]
    assert mine.sources["advantage"] == "rivals"
    gap = next(line.gap for line in reading.gaps.kind("competitor") if line.moment.key == "s1m1" and line.competitor == "rival")
    advantage = line_of(mine, "s1m1").factor("advantage")
    assert advantage is not None
    assert advantage.figure == gap


def test_moments_that_are_alike_are_not_put_in_order() -> None:
    random = np.random.default_rng(5)
    columns = {f"{key}_{name}": random.integers(1, 6, 60).tolist() for key in MOMENTS for name in ("importance", "performance")}
    mine = judged({**columns, "s1_overall": random.integers(1, 6, 60).tolist(), "recommend": random.integers(0, 11, 60).tolist()}, BASE)
    assert sum(line.rank_high - line.rank_low >= 4 for line in mine.lines) >= 5


def test_one_factor_is_no_effective_moment() -> None:
    columns = {name: values for name, values in lived().items() if name.endswith("importance")}
    with pytest.raises(TooFewFactors) as caught:
        _ = read(BASE, columns).emot
    assert caught.value.blanks["found"] == 1


def test_what_is_equal_in_all_moments_puts_none_of_them_first() -> None:
    """Everybody gives the same answer everywhere: no factor varies, and the last column does not lead because it is the last."""
    same = {f"{key}_{name}": [4] * 400 for key in MOMENTS for name in ("importance", "performance")}
    with pytest.raises(TooFewFactors) as caught:
        _ = read(BASE, {**same, "s1_overall": [4] * 400, "recommend": [8] * 400}).emot
    assert caught.value.blanks["found"] == 0


@pytest.mark.parametrize("order", ["unknown", "unsaid"])
def test_without_an_order_memory_is_missing_and_that_is_said(order: Literal["unknown", "unsaid"]) -> None:
    columns = {name: values for name, values in lived().items() if not name.endswith("_recalled")}
    study = replace(service(moments=6, end=order == "unknown"), plan=Plan(episodes=EpisodePlan(order=order)))
    mine = judged(columns, study)
    assert "memory" in mine.missing
    assert mine.orderless
    assert any("nothing says which" in one.en.casefold() for one in findings(mine))
    known = judged(columns, replace(study, plan=Plan(episodes=EpisodePlan(order="known"))))
    assert known.sources["memory"] == "felt"
    assert not known.orderless


def test_composites_whose_intervals_lie_far_apart_are_not_of_one_rank() -> None:
    """Noise shrinks percentiles towards the middle: that shift is not taken for uncertainty of every pair."""
    for seed in (11, 12, 13):
        mine = judged(lived(150, seed=seed))
        first, last = mine.lines[0], mine.lines[-1]
        assert isinstance(first.composite, Estimate)
        assert isinstance(last.composite, Estimate)
        if first.composite.low > last.composite.high:
            assert first.rank_high < len(mine.lines)


def test_who_leads_in_words_leads_in_rank_sets() -> None:
    for seed in range(3):
        mine = judged(lived(60, seed=seed))
        for line in mine.leading:
            assert line.rank_high < len(mine.lines)
        assert (not mine.leading) == ("no moment surely leads" in headline(mine).en)


def test_factors_without_weight_do_not_count_in_sentences() -> None:
    weights: tuple[tuple[Factor, float], ...] = (("importance", 1.0), ("pain", 1.0), ("loyalty", 1.0))
    mine = judged(lived(), planned(with_recall(BASE), weights=weights))
    assert set(mine.counted) == {"importance", "pain", "loyalty"}
    said = " ".join(one.en for one in (headline(mine), *findings(mine)))
    assert "three of the six factors" in said.casefold()
    assert "0%" not in next(one.en for one in findings(mine) if one.en.casefold().startswith(("weights", "s1: weights")))
    assert "missing" not in said


def test_a_leading_moment_is_not_called_effective_in_the_headline() -> None:
    assert "有效" not in headline(judged(lived())).zh
    assert "effective" not in headline(judged(lived())).en


def test_the_law_of_pain_marks_where_most_is_lost(part: ScenarioEmot) -> None:
    badge = line_of(part, "s1m3").badge("painkiller")
    assert badge is not None
    assert badge.earned
    assert is_known(badge.figure)
    assert badge.figure.low > 0
    assert not earned_by(part, "painkiller") & {"s1m1", "s1m2"}


def test_the_law_of_resonance_needs_more_promoters_than_detractors_to_remember(part: ScenarioEmot) -> None:
    assert earned_by(part, "resonator") == {"s1m3"}
    columns = lived()
    columns["recommend"] = columns["recommend"][::-1]
    turned = judged(columns)
    assert not earned_by(turned, "resonator")


def test_without_recall_or_recommendation_nobody_can_say_what_resonates() -> None:
    mine = judged({name: values for name, values in lived().items() if not name.endswith("_recalled")}, BASE)
    assert all(line.badge("resonator") is None for line in mine.lines)


def test_the_two_factor_law_is_the_measured_asymmetry(reading: Reading, part: ScenarioEmot) -> None:
    contrasts = {one.moment.key: one for one in reading.asymmetry.contrasts}
    for line in part.lines:
        badge = line.badge("two_factor")
        assert badge is not None
        assert badge.kind == contrasts[line.moment.key].verdict
        assert badge.earned == (badge.kind in {"basic", "excitement"})


def test_a_poorly_rated_moment_is_negative_and_one_that_leaves_nothing_bland(part: ScenarioEmot) -> None:
    columns = lived()
    columns["s1m1_performance"] = [1, 2] * 250
    poor = line_of(judged(columns), "s1m1").state
    assert poor is not None
    assert (poor.likely, poor.sure) == ("negative", True)
    good = line_of(part, "s1m3").state
    assert good is not None
    assert (good.likely, good.sure) == ("effective", True)
    bland = line_of(part, "s1m2").state
    assert bland is not None
    assert bland.likely == "bland"
    for line in part.lines:
        assert line.state is not None
        assert sum(line.state.probabilities.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("weights", [{}, {"_weight": [0.5, 1.5] * 450}])
def test_blocks_say_what_rows_say(weights: dict[str, list[Any]]) -> None:
    columns = lived(900) | weights
    reading = read(STUDY, columns)
    folded = Reading(STUDY, reading.answers, _counted=reading.tally.fold())
    one, other = reading.emot.scenarios[0], folded.emot.scenarios[0]
    assert [line.moment.key for line in one.lines] == [line.moment.key for line in other.lines]
    for line in one.lines:
        assert value(line.composite) == pytest.approx(value(line_of(other, line.moment.key).composite))


def test_rows_hold_plain_values_and_every_factor(reading: Reading) -> None:
    row = reading.emot.rows()[0]
    assert {"importance", "fit", "loyalty", "advantage", "pain", "memory", "composite", "mot_rank", "state"} <= set(row)
    assert row["missing_factors"] == []
    swings = row["swings"]
    assert isinstance(swings, dict)
    assert "/" in str(swings["importance"])
