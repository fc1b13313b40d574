"""How does one question stand in each group, and what may be said of the differences? The arithmetic under segments."""

import numpy as np
import pytest
from scipy import stats
from tests.analyse.rated import Column, asking, read, scores

from peakend.analyse.contrast import Spread, judge_unweighted, square_variances
from peakend.analyse.evidence import Evidence
from peakend.analyse.grouped import ENOUGH, Compared, compare_question
from peakend.analyse.nps_difference import difference_interval, difference_p_value
from peakend.analyse.nps_interval import Recommending
from peakend.analyse.result import TooFew, is_known
from peakend.define.survey import Question, Scale

OVERALL = Question("overall", "overall", scale=Scale(1, 5))
RECOMMEND = Question("recommend", "nps", scale=Scale(0, 10))


def compare(question: Question, columns: dict[str, Column]) -> Compared:
    reading = read(columns, asking(question), by=("tier",))
    groups: dict[str, Evidence] = {one.group["tier"]: one.evidence for one in reading.each()}
    return compare_question(question, groups)


def drawn(seed: int, shift: float, n: int) -> list[int]:
    return np.clip(np.rint(np.random.default_rng(seed).normal(3 + shift, 1, n)), 1, 5).astype(int).tolist()


def test_independent_groups_are_compared_by_welch_and_holm() -> None:
    gold, silver, plain = drawn(1, 0.8, 40), drawn(2, 0, 50), drawn(3, 0, 45)
    found = compare(OVERALL, {"overall": gold + silver + plain, "tier": ["gold"] * 40 + ["silver"] * 50 + ["plain"] * 45})
    assert found.p_value == pytest.approx(stats.f_oneway(gold, plain, silver, equal_var=False).pvalue, rel=1e-9)
    assert found.freedom == 2
    assert [(pair.one, pair.two) for pair in found.pairs] == [("gold", "plain"), ("gold", "silver"), ("plain", "silver")]
    expected = stats.ttest_ind(plain, gold, equal_var=False)
    pair = found.pairs[0]
    assert pair.p_value == pytest.approx(expected.pvalue, rel=1e-9)
    assert (pair.difference.low, pair.difference.high) == pytest.approx(tuple(expected.confidence_interval(0.95)))
    assert pair.p_adjusted >= pair.p_value
    pooled = np.sqrt((39 * np.var(gold, ddof=1) + 44 * np.var(plain, ddof=1)) / 83)
    assert pair.size == pytest.approx((np.mean(plain) - np.mean(gold)) / pooled)


def test_eta_is_the_share_of_the_variance_between_the_groups() -> None:
    one, two = drawn(1, 0.5, 30), drawn(2, 0, 60)
    found = compare(OVERALL, {"overall": one + two, "tier": ["a"] * 30 + ["b"] * 60})
    everybody = np.array(one + two)
    between = 30 * (np.mean(one) - everybody.mean()) ** 2 + 60 * (np.mean(two) - everybody.mean()) ** 2
    assert found.size == pytest.approx(between / ((everybody - everybody.mean()) ** 2).sum())


def test_scores_of_recommendation_are_compared_by_their_own_intervals() -> None:
    one, two = Recommending(10, 5, 25), Recommending(4, 8, 28)
    found = compare(RECOMMEND, {"recommend": scores(one) + scores(two), "tier": ["a"] * 40 + ["b"] * 40})
    assert found.pairs[0].difference == difference_interval(one, two)
    assert found.pairs[0].p_value == difference_p_value(one, two)


def test_a_group_with_few_answers_has_no_figure_and_no_part_in_the_tests() -> None:
    few = ENOUGH - 1
    found = compare(OVERALL, {"overall": drawn(1, 0, 30) + drawn(2, 0, 30) + [5] * few, "tier": ["a"] * 30 + ["b"] * 30 + ["c"] * few})
    assert found.figures["c"] == TooFew(few, ENOUGH, "mean-t")
    assert found.freedom == 1
    assert set(found.ranks) == {"a", "b"}
    assert len(found.pairs) == 1


def test_answers_count_not_respondents() -> None:
    answers: Column = [*drawn(1, 0, 30), *([None] * 25), *drawn(2, 0, 5)]
    found = compare(OVERALL, {"overall": answers, "tier": ["a"] * 30 + ["b"] * 30})
    assert found.figures["b"] == TooFew(5, ENOUGH, "mean-t")
    assert found.freedom == 0
    assert found.p_value == 1
    assert found.pairs == ()


def test_groups_in_which_nothing_varies_are_compared_without_anything_infinite() -> None:
    equal = compare(OVERALL, {"overall": [4] * 30, "tier": ["a"] * 15 + ["b"] * 15})
    assert (equal.q, equal.p_value, equal.size, equal.pairs[0].size) == (0, 1, 0, 0)
    apart = compare(OVERALL, {"overall": [4] * 15 + [5] * 15, "tier": ["a"] * 15 + ["b"] * 15})
    assert np.isfinite(apart.q)
    assert 0 < apart.p_value < 0.001
    near = compare(OVERALL, {"overall": [4] * 10 + [4] * 9 + [5], "tier": ["a"] * 10 + ["b"] * 10})
    assert near.p_value > 0.2


def test_the_same_people_in_two_waves_are_compared_with_themselves() -> None:
    before = drawn(1, 0, 60)
    after = [min(answer + (person % 3 == 0), 5) for person, answer in enumerate(before)]
    columns: dict[str, Column] = {"overall": before + after, "tier": ["1"] * 60 + ["2"] * 60}
    apart = compare(OVERALL, columns)
    paired = compare(OVERALL, {**columns, "_respondent": [*range(60), *range(60)]})
    expected = stats.ttest_rel(after, before)
    assert paired.pairs[0].p_value == pytest.approx(expected.pvalue, rel=1e-6)
    assert paired.p_value == pytest.approx(expected.pvalue, rel=1e-6)
    assert paired.pairs[0].difference.half < 0.5 * apart.pairs[0].difference.half
    assert paired.pairs[0].difference.method == "difference-units"


def test_a_step_that_everybody_made_is_sure_and_no_step_is_none() -> None:
    before = [2, 3, 4] * 10
    columns: dict[str, Column] = {"tier": ["1"] * 30 + ["2"] * 30, "_respondent": [*range(30), *range(30)]}
    raised = compare(OVERALL, {**columns, "overall": before + [answer + 1 for answer in before]})
    assert raised.p_value < 1e-9
    assert raised.pairs[0].p_value < 1e-9
    assert raised.ranks["2"].high == 1
    same = compare(OVERALL, {**columns, "overall": before + before})
    assert (same.p_value, same.pairs[0].p_value, same.ranks["2"].high) == (1, 1, 2)


def test_many_answers_of_one_person_are_one_person() -> None:
    columns: dict[str, Column] = {"overall": drawn(1, 0, 60), "tier": ["a"] * 30 + ["b"] * 30, "_respondent": [*range(30), *([99] * 30)]}
    assert compare(OVERALL, columns).figures["b"] == TooFew(1, ENOUGH, "mean-units")


def test_people_known_by_name_who_answer_once_are_compared_as_if_unknown() -> None:
    columns: dict[str, Column] = {"overall": drawn(1, 0, 60), "tier": ["a", "b"] * 30}
    assert compare(OVERALL, {**columns, "_respondent": [f"C-{row}" for row in range(60)]}) == compare(OVERALL, columns)


def test_equal_weights_change_little() -> None:
    columns: dict[str, Column] = {"overall": drawn(1, 0, 100), "tier": ["a", "b"] * 50}
    plain, weighted = compare(OVERALL, columns), compare(OVERALL, {**columns, "_weight": [2.0] * 100})
    assert weighted.pairs[0].difference.value == pytest.approx(plain.pairs[0].difference.value)
    assert weighted.pairs[0].difference.half == pytest.approx(plain.pairs[0].difference.half, rel=1e-6)
    assert weighted.p_value == pytest.approx(plain.p_value, rel=1e-6)


def test_weighted_scores_of_recommendation_are_compared_over_units() -> None:
    weight = [1.0, 2.0] * 40
    given = scores(Recommending(10, 5, 25)) + scores(Recommending(4, 8, 28))
    found = compare(RECOMMEND, {"recommend": given, "tier": ["a"] * 40 + ["b"] * 40, "_weight": weight})
    assert found.pairs[0].difference.method == "difference-units"
    figures = [found.figures[label] for label in ("a", "b")]
    assert all(is_known(figure) for figure in figures)


def test_answers_kept_by_block_are_compared_as_those_kept_one_by_one() -> None:
    random = np.random.default_rng(7)
    overall, tier = random.integers(1, 6, 21_000).tolist(), random.choice(["a", "b", "c"], 21_000).tolist()
    columns: dict[str, Column] = {"overall": overall, "tier": tier}
    found = compare(OVERALL, columns)
    by_tier = [[answer for answer, one in zip(overall, tier, strict=True) if one == name] for name in ("a", "b", "c")]
    assert found.p_value == pytest.approx(stats.f_oneway(*by_tier, equal_var=False).pvalue, rel=1e-9)
    owned = compare(OVERALL, {**columns, "_respondent": list(range(21_000))})
    assert owned.pairs[0].difference.value == pytest.approx(found.pairs[0].difference.value)
    assert owned.pairs[0].difference.half == pytest.approx(found.pairs[0].difference.half, rel=0.2)


NPS_SHARES = (0.05, 0.03, 0.03, 0.03, 0.02, 0.02, 0.02, 0.15, 0.15, 0.2, 0.3)
RATING_SHARES = (0.05, 0.1, 0.2, 0.35, 0.3)


def false_alarms(question: Question, groups: int, n: int, times: int) -> float:
    """The share of comparisons of groups that are alike in which p is below 0.05."""
    random = np.random.default_rng(groups * n)
    low, shares = (0, NPS_SHARES) if question.measure == "nps" else (1, RATING_SHARES)
    tier = [f"g{at:03}" for at in range(groups)] * n
    found = 0
    for _ in range(times):
        answers = (low + random.choice(len(shares), len(tier), p=shares)).tolist()
        found += compare(question, {question.key: answers, "tier": tier}).p_value < 0.05
    return found / times


def test_hundreds_of_small_groups_that_are_alike_do_not_differ() -> None:
    assert false_alarms(OVERALL, 150, 10, 3) <= 0.4
    assert false_alarms(RECOMMEND, 150, 10, 3) <= 0.4


@pytest.mark.parametrize(("groups", "n"), [(20, 15), (200, 10), (600, 10)])
@pytest.mark.parametrize("shares", [RATING_SHARES, (0.02, 0.03, 0.08, 0.27, 0.6)], ids=["spread", "ceiling"])
def test_one_unweighted_test_in_twenty_is_a_false_alarm(groups: int, n: int, shares: tuple[float, ...]) -> None:
    random, alarms, times, values = np.random.default_rng(groups), 0, 300, np.arange(1, 6)
    for _ in range(times):
        answers = values[random.choice(5, (groups, n), p=shares)]
        means = answers.mean(axis=1)
        apart = np.square(answers - means[:, None]).astype(float)
        errors = np.sqrt(apart.sum(axis=1) / (n * (n - 1)))
        squares = square_variances(apart.sum(axis=1), (apart**2).sum(axis=1), np.full(groups, float(n))) / n**2
        spreads = [Spread(mean, error, n - 1, n) for mean, error in zip(means.tolist(), errors.tolist(), strict=True)]
        alarms += judge_unweighted(spreads, squares).p_value < 0.05
    assert 0.02 < alarms / times < 0.09


def test_hundreds_of_small_groups_that_differ_are_found_to() -> None:
    answers = [answer for at in range(120) for answer in drawn(at, at % 2 * 0.8, 10)]
    found = compare(OVERALL, {"overall": answers, "tier": [f"g{at // 10:03}" for at in range(1200)]})
    assert found.p_value < 0.001


@pytest.mark.parametrize("extra", ["weights", "people"])
def test_small_groups_of_weighted_or_repeated_answers_that_are_alike_do_not_differ(extra: str) -> None:
    random = np.random.default_rng(11)
    tier = [f"g{at:03}" for at in range(100)] * 12
    low = 0
    for _ in range(8):
        more: dict[str, Column] = {"_weight": random.choice([1.0, 2.0], 1200).tolist()}
        if extra == "people":
            more = {"_respondent": [*range(1100), *range(100)]}
        answers = (1 + random.choice(5, 1200, p=RATING_SHARES)).tolist()
        low += compare(OVERALL, {"overall": answers, "tier": tier, **more}).p_value < 0.05
    assert low <= 2


@pytest.mark.slow
@pytest.mark.parametrize("question", [OVERALL, RECOMMEND], ids=["ratings", "nps"])
@pytest.mark.parametrize(("groups", "n", "times"), [(3, 12, 2000), (20, 15, 1000), (200, 10, 300), (600, 10, 150)])
def test_false_alarms_are_as_rare_as_promised_for_any_number_of_groups(question: Question, groups: int, n: int, times: int) -> None:
    error = 2.6 * np.sqrt(0.05 * 0.95 / times)
    assert 0.035 - error < false_alarms(question, groups, n, times) < 0.07 + error


@pytest.mark.slow
def test_of_groups_that_are_alike_one_test_in_twenty_is_a_false_alarm() -> None:
    alarms = [
        compare(OVERALL, {"overall": drawn(seed, 0, 45), "tier": ["a"] * 12 + ["b"] * 13 + ["c"] * 20}).p_value < 0.05
        for seed in range(1500)
    ]
    assert 0.035 < np.mean(alarms) < 0.065
