"""Is a difference the right one, for the same people and for different ones, with and without weights?"""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from tests.analyse.served import FIVE, Columns, read, service, with_survey

from peakend.analyse.differences import compare_independent, compare_paired, rank_differences
from peakend.analyse.evidence import Evidence
from peakend.analyse.result import is_known
from peakend.define.survey import Question, Survey

MINE, OTHER = (
    Question("s1m1_performance", "performance", about="s1m1", scale=FIVE),
    Question("s1m1_expectation", "expectation", "s1m1", scale=FIVE),
)
STUDY = with_survey(service(moments=1), Survey((MINE, OTHER, Question("rival", "competitor", "s1m1", scale=FIVE, competitor="rival"))))
RIVAL = STUDY.survey.questions[2]

answers = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=3, max_size=40)
blanks = st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 5)), st.one_of(st.none(), st.integers(1, 5))), min_size=3, max_size=40)


def evidence(mine: list[Any], other: list[Any], rival: list[Any] | None = None, **more: list[Any]) -> Evidence:
    columns: Columns = {"s1m1_performance": mine, "s1m1_expectation": other, "rival": rival or [None] * len(mine), **more}
    return read(STUDY, columns).evidence


@given(blanks)
def test_a_paired_difference_is_the_t_test_of_those_who_gave_both(rows: list[tuple[int | None, int | None]]) -> None:
    found = compare_paired(evidence([one for one, _ in rows], [two for _, two in rows]), MINE, OTHER)
    apart = np.array([one - two for one, two in rows if one is not None and two is not None], dtype=float)
    if len(apart) < 2:
        assert not is_known(found.gap)
        assert (found.gap.n, found.p_value, found.size) == (len(apart), None, None)
        return
    assert is_known(found.gap)
    assert found.gap.value == pytest.approx(apart.mean())
    assert found.gap.n == len(apart)
    if apart.std() > 0:
        test = stats.ttest_1samp(apart, 0.0)
        assert found.t == pytest.approx(test.statistic)
        assert found.p_value == pytest.approx(test.pvalue)
        assert found.size == pytest.approx(apart.mean() / apart.std(ddof=1))
    else:
        assert found.p_value == (1.0 if apart.mean() == 0 else 0.0)
        assert found.size == (0.0 if apart.mean() == 0 else None)


@given(answers)
def test_the_other_way_round_it_is_the_same_with_the_other_sign(rows: list[tuple[int, int]]) -> None:
    one, two = [a for a, _ in rows], [b for _, b in rows]
    there, back = (compare_paired(evidence(*pair), MINE, OTHER) for pair in ((one, two), (two, one)))
    assert is_known(there.gap)
    assert is_known(back.gap)
    assert there.gap.value == pytest.approx(-back.gap.value)
    assert (there.gap.low, there.gap.high) == pytest.approx((-back.gap.high, -back.gap.low))
    assert there.p_value == pytest.approx(back.p_value)


@given(answers)
def test_ranks_of_differences_are_those_of_the_signed_rank_test(rows: list[tuple[int, int]]) -> None:
    apart = np.array([one - two for one, two in rows], dtype=float)
    found = rank_differences(evidence([one for one, _ in rows], [two for _, two in rows]), MINE, OTHER)
    if not apart.any():
        assert found == 1.0
        return
    known = apart[apart != 0]
    expected = stats.wilcoxon(known, correction=True, method="approx").pvalue if len(known) else 1.0
    assert found == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=30), st.lists(st.integers(1, 5), min_size=2, max_size=30))
def test_different_people_are_compared_as_welch_did(mine: list[int], theirs: list[int]) -> None:
    none: list[None] = [None] * max(len(mine), len(theirs))
    given_to = evidence([*mine, *none[: len(theirs)]], [*none[: len(mine)], *none[: len(theirs)]], [*none[: len(mine)], *theirs])
    found = compare_independent(given_to, MINE, RIVAL)
    assert is_known(found.gap)
    assert found.gap.value == pytest.approx(np.mean(mine) - np.mean(theirs))
    if np.std(mine) > 0 and np.std(theirs) > 0:
        test = stats.ttest_ind(mine, theirs, equal_var=False)
        assert found.p_value == pytest.approx(test.pvalue)
        low, high = test.confidence_interval()
        assert (found.gap.low, found.gap.high) == pytest.approx((low, high))
    elif np.std(mine) + np.std(theirs) == 0:
        assert found.p_value == (1.0 if mine[0] == theirs[0] else 0.0)


@given(answers, st.integers(2, 5))
def test_weights_that_are_all_alike_move_nothing_but_stand_for_no_more_people(rows: list[tuple[int, int]], weight: int) -> None:
    one, two = [a for a, _ in rows], [b for _, b in rows]
    plain = compare_paired(evidence(one, two), MINE, OTHER)
    heavy = compare_paired(evidence(one, two, _weight=[float(weight)] * len(rows)), MINE, OTHER)
    assert is_known(plain.gap)
    assert is_known(heavy.gap)
    assert (heavy.gap.value, heavy.gap.low, heavy.gap.n) == pytest.approx((plain.gap.value, plain.gap.low, plain.gap.n))
    assert heavy.size == pytest.approx(plain.size) if plain.size is not None else heavy.size is None


def test_several_rows_of_one_person_are_one_voice() -> None:
    random = np.random.default_rng(4)
    mine = random.integers(1, 6, 60)
    other = np.clip(mine + random.integers(-1, 3, 60), 1, 5)
    alone = compare_paired(evidence(mine.tolist(), other.tolist()), MINE, OTHER)
    people = [f"p{at}" for at in range(60)] * 4
    many = compare_paired(evidence(mine.tolist() * 4, other.tolist() * 4, _respondent=people), MINE, OTHER)
    assert is_known(alone.gap)
    assert is_known(many.gap)
    assert (many.gap.value, many.gap.half) == pytest.approx((alone.gap.value, alone.gap.half))
    assert many.gap.n == 240
    assert many.freedom == 59


def test_the_difference_of_partly_the_same_people_remembers_them() -> None:
    """Weighted, so linearised: whoever rated both lowers the error where the ratings go together."""
    random = np.random.default_rng(9)
    mine = random.integers(1, 6, 400)
    rival = np.clip(mine + random.integers(-1, 2, 400), 1, 5)
    ones = [1.0] * 400
    both = compare_independent(evidence(mine.tolist(), [None] * 400, rival.tolist(), _weight=ones), MINE, RIVAL)
    apart = compare_independent(evidence(mine.tolist(), [None] * 400, random.permutation(rival).tolist(), _weight=ones), MINE, RIVAL)
    assert is_known(both.gap)
    assert is_known(apart.gap)
    assert both.gap.half < 0.5 * apart.gap.half
    exact = 1.96 * (mine - rival).std(ddof=1) / math.sqrt(400)
    assert both.gap.half == pytest.approx(exact, rel=0.01)
