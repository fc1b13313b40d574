"""Penalty and reward of a study: classes that were put in come out, and nothing is claimed that the answers do not carry."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.analyse.served import named, read
from tests.numbers.golden import cases, near, rows

from peakend.analyse.asymmetry import ScenarioAsymmetry
from peakend.analyse.contrast_check import Check
from peakend.analyse.contrast_cuts import Cut, Rule
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Figure, TooFew
from peakend.define.answers import RESPONDENT, WEIGHT
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Attribute, Question, Scale, Survey
from peakend.errors import NothingAsked, TooFewForContrasts, WrongCuts
from peakend.report.words import findings, headline

TEN = Scale(1, 10)
FIVE = Scale(1, 5)
KEYS = ("basic", "both", "delight", "nothing")


def study_of(keys: Sequence[str] = KEYS, scale: Scale = FIVE) -> Study:
    scenario = Scenario("shop", named("shop"), tuple(Moment(key, named(key), "") for key in keys))
    rated = tuple(Question(f"{key}_performance", "performance", about=key, scale=scale) for key in keys)
    overall = Question("overall", "overall", about="shop", scale=TEN)
    return Study("bank", named("bank"), scenarios=(scenario,), survey=Survey((*rated, overall), (Attribute("tier"),)))


def answers(count: int = 1500, seed: int = 1, noise: float = 0.8) -> dict[str, Any]:
    """Four moments of which one only punishes, one does both, one only rewards, one does nothing."""
    random = np.random.default_rng(seed)
    rated = {key: random.integers(1, 6, count) for key in KEYS}
    low, high = {key: cells <= 2 for key, cells in rated.items()}, {key: cells == 5 for key, cells in rated.items()}
    judged = 6 - 2 * low["basic"] - 1.2 * low["both"] + 1.2 * high["both"] + 2 * high["delight"] + noise * random.standard_normal(count)
    columns = {f"{key}_performance": cells.tolist() for key, cells in rated.items()}
    return columns | {"overall": np.clip(np.rint(judged), 1, 10).astype(int).tolist()}


def part_of(columns: dict[str, Any], study: Study | None = None) -> ScenarioAsymmetry:
    return read(study or study_of(), columns).asymmetry.scenarios[0]


def known(figure: Figure | None) -> Estimate:
    assert isinstance(figure, Estimate)
    return figure


def golden() -> tuple[Study, pa.Table]:
    names = cases("prca")["prca-multiple"]["params"]["attributes"]
    table = {name: [int(row[name]) for row in rows("drivers.csv")] for name in (*names, "overall")}
    study = study_of(names, TEN)
    return study, pa.table({f"{name}_performance" if name != "overall" else name: cells for name, cells in table.items()})


def test_the_reference_numbers_come_from_a_reading_with_its_cuts() -> None:
    case = cases("prca")["prca-multiple"]
    study, table = golden()
    rule = Rule("given", given=tuple((f"{name}_performance", Cut(5, 8)) for name in case["params"]["attributes"]))
    part = Reading(study, table).recut_asymmetry(rule).scenarios[0]
    expected = case["expected"]
    assert near(case, [part.n, part.intercept, part.r2], [expected["n"], expected["intercept"], expected["r2"]])
    for one in part.contrasts:
        wanted = expected["attributes"][one.moment.key]
        found = {
            "n_low": one.n_low,
            "n_high": one.n_high,
            "penalty": known(one.penalty).value,
            "reward": known(one.reward).value,
            "penalty_p_hc3": one.p_penalty,
            "reward_p_hc3": one.p_reward,
            "range_of_impact": one.reach,
            "impact_asymmetry": known(one.asymmetry).value,
        }
        assert near(case, found, {key: wanted[key] for key in found})
        assert near(case, [known(one.balance).value, one.p_symmetry], [wanted["symmetry_test"]["sum"], wanted["symmetry_test"]["p_value"]])
        alone = cases("prca")["prca-one-at-a-time"]["expected"]["attributes"][one.moment.key]
        told = {"mean_low": one.alone.low, "mean_mid": one.alone.middle, "mean_high": one.alone.high}
        assert near(case, told | {"penalty": one.alone.penalty, "reward": one.alone.reward}, alone)


def test_what_was_put_in_comes_out() -> None:
    part = part_of(answers())
    verdicts = {one.moment.key: one.verdict for one in part.contrasts}
    assert verdicts == {"basic": "basic", "both": "performance", "delight": "excitement", "nothing": "none"}
    basic = part.contrast("basic")
    assert basic is not None
    assert known(basic.penalty).low < -2 < known(basic.penalty).high
    assert basic.probabilities["basic"] > 0.99
    assert part.check is not None
    assert not part.check.loses


def test_a_class_counts_from_eighty_percent_on_and_the_rest_cannot_be_told() -> None:
    """With less people the headline names fewer classes, never unproved ones; counts add up to all moments."""
    open_ones = 0
    for seed in range(6):
        part = part_of(answers(250, seed=seed, noise=2.0))
        for one in part.contrasts:
            assert one.verdict == "cannot_tell" or one.probabilities[one.verdict] >= 0.8
            open_ones += one.verdict == "cannot_tell" and one.likely is not None and one.probabilities[one.likely] > 0.5
    assert open_ones
    said = headline(part_of(answers(250, seed=0, noise=2.0)))
    assert "cannot" in said.en


def test_a_reward_that_is_proved_is_not_called_hardly_any() -> None:
    random = np.random.default_rng(3)
    rated = {key: random.integers(1, 6, 3000) for key in KEYS}
    judged = 6 + sum(-1.5 * (cells <= 2) + 0.4 * (cells == 5) for cells in rated.values()) / 2 + 0.4 * random.standard_normal(3000)
    part = part_of(
        {f"{key}_performance": cells.tolist() for key, cells in rated.items()} | {"overall": np.rint(judged).astype(int).tolist()}
    )
    one = part.contrasts[0]
    assert (one.verdict, known(one.reward).low > 0) == ("basic", True)
    told = " ".join(one.en for one in findings(part))
    assert "hardly or not rewarded" not in told
    assert "rewarded much less" in told


def test_a_class_that_the_ordered_logit_turns_over_is_not_sure() -> None:
    check = Check(0.5, 0.5, 0.5, 0.5, lean=(("a", 0.4), ("b", -0.4)))
    assert check.overturns("a", "basic")
    assert check.overturns("b", "excitement")
    assert not check.overturns("a", "excitement")
    assert not check.overturns("a", "performance")


def test_too_little_is_not_judged() -> None:
    part = part_of(answers(60, noise=6.0))
    assert {one.verdict for one in part.contrasts} == {"cannot_tell"}
    for one in (one for one in part.contrasts if one.likely is not None):
        assert sum(one.probabilities.values()) == pytest.approx(1.0)


def test_straight_lines_are_told_to_lose_by_being_cut() -> None:
    random = np.random.default_rng(4)
    rated = {f"{key}_performance": random.integers(1, 6, 800) for key in KEYS}
    judged = np.clip(np.rint(sum(rated.values()) / 2 + 0.7 * random.standard_normal(800)), 1, 10).astype(int)
    columns = {name: cells.tolist() for name, cells in rated.items()} | {"overall": judged.tolist()}
    part = part_of(columns)
    assert part.check is not None
    assert part.check.loses
    assert part.check.aic_ratings is not None
    folded = read(study_of(), columns)
    blocks = Reading(folded.study, folded.answers, _counted=folded.tally.fold()).asymmetry.scenarios[0]
    assert blocks.check is not None
    assert blocks.check.aic_ratings is None
    assert blocks.check.loses


def test_blocks_and_rows_agree() -> None:
    reading = read(study_of(), answers())
    folded = Reading(reading.study, reading.answers, _counted=reading.tally.fold()).asymmetry.scenarios[0]
    for one, other in zip(reading.asymmetry.scenarios[0].contrasts, folded.contrasts, strict=True):
        assert known(other.penalty).value == pytest.approx(known(one.penalty).value)
        assert known(other.penalty).half == pytest.approx(known(one.penalty).half, rel=0.3)
        assert known(other.penalty).method == "prca-bootstrap"
        assert other.verdict == one.verdict


def test_hardly_any_low_answers_give_no_penalty() -> None:
    columns = answers()
    columns["basic_performance"] = [max(cell, 3) for cell in columns["basic_performance"]]
    columns["basic_performance"][:4] = [1, 1, 2, 1]
    one = part_of(columns).contrasts[0]
    assert one.penalty == TooFew(4, 10, "prca-hc3")
    assert isinstance(one.reward, Estimate)
    assert one.asymmetry == TooFew(4, 10, "prca-hc3")
    assert (one.verdict, one.likely) == ("cannot_tell", None)


def test_moments_rated_alike_are_named_and_not_told_apart() -> None:
    columns = answers()
    columns["both_performance"] = columns["basic_performance"]
    part = part_of(columns)
    assert part.unplaced == ("basic", "both")
    assert part.contrasts[0].penalty is None
    assert part.contrasts[0].verdict == "cannot_tell"
    assert isinstance(part.contrasts[2].reward, Estimate)


def test_people_who_rated_only_some_are_left_out() -> None:
    columns = answers()
    columns["both_performance"] = [None] * 500 + columns["both_performance"][500:]
    assert part_of(columns).n == 1000


def test_several_answers_a_person_do_not_count_as_several_people() -> None:
    columns = answers(400)
    many = {name: cells * 4 for name, cells in columns.items()} | {RESPONDENT: [f"r{at}" for at in range(400)] * 4}
    alone, again = part_of(columns).contrasts[0], part_of(many).contrasts[0]
    assert known(again.penalty).half == pytest.approx(known(alone.penalty).half, rel=0.15)


def test_weights_are_those_of_weighted_least_squares() -> None:
    columns = answers(300)
    doubled = {name: cells + cells[:150] for name, cells in columns.items()}
    weighed = columns | {WEIGHT: [2.0] * 150 + [1.0] * 150}
    for one, other in zip(part_of(weighed).contrasts, part_of(doubled).contrasts, strict=True):
        assert known(one.penalty).value == pytest.approx(known(other.penalty).value)


def test_cuts_by_share_take_the_answers_at_the_ends() -> None:
    reading = read(study_of(), answers())
    recut = reading.recut_asymmetry(Rule("share", share=0.4)).scenarios[0]
    assert {(one.cut.low, one.cut.high) for one in recut.contrasts} == {(2, 4)}
    with pytest.raises(WrongCuts, match="between them"):
        reading.recut_asymmetry(Rule("given", given=(("basic_performance", Cut(2, 3)),)))


def test_a_group_is_recut_among_its_own() -> None:
    columns = answers(600) | {"tier": ["gold"] * 300 + ["plain"] * 300}
    gold = next(iter(read(study_of(), columns, by=("tier",)).each()))
    assert gold.recut_asymmetry(Rule("share", share=0.4)).scenarios[0].n == 300


def test_too_few_people_and_no_judgement_are_faults() -> None:
    with pytest.raises(TooFewForContrasts, match="at least 20"):
        _ = read(study_of(), answers(12)).asymmetry
    columns = {name: cells for name, cells in answers(50).items() if name != "overall"}
    with pytest.raises(NothingAsked, match="overall"):
        _ = read(study_of(), columns).asymmetry


@pytest.mark.slow
def test_intervals_of_penalties_cover_what_they_should() -> None:
    inside = []
    for seed in range(200):
        one = part_of(answers(300, seed=seed)).contrasts[2]
        inside.append(known(one.reward).low <= 2 <= known(one.reward).high)
    assert 0.9 <= float(np.mean(inside)) <= 0.99
