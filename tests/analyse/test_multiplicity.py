"""How many of many claims are luck? Laws that every correction keeps."""

import itertools
import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.analyse.multiplicity import (
    adjust_bh,
    adjust_bonferroni,
    adjust_by,
    adjust_hochberg,
    adjust_holm,
    adjust_hommel,
    adjust_sidak,
)

Rule = Callable[[Sequence[float]], list[float]]

RULES: list[Rule] = [adjust_holm, adjust_hochberg, adjust_hommel, adjust_bonferroni, adjust_bh, adjust_by, adjust_sidak]
p_values = st.lists(st.floats(0, 1), min_size=1, max_size=25)
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)


@each_rule
@given(given_p=p_values)
def test_a_correction_only_raises_and_keeps_the_order(rule: Rule, given_p: list[float]) -> None:
    adjusted = rule(given_p)
    assert all(0 <= p <= high <= 1 or high == pytest.approx(p, rel=1e-12) for p, high in zip(given_p, adjusted, strict=True))
    order = np.argsort(given_p, kind="stable")
    assert (np.diff(np.array(adjusted)[order]) >= -1e-12).all()


@given(p_values)
def test_what_assumes_more_proves_more(given_p: list[float]) -> None:
    chain = [rule(given_p) for rule in (adjust_bh, adjust_hommel, adjust_hochberg, adjust_holm, adjust_bonferroni)]
    for less, more in itertools.pairwise(chain):
        assert all(one <= two + 1e-12 for one, two in zip(less, more, strict=True))


@given(p_values, st.floats(0, 1))
def test_one_more_claim_makes_no_other_claim_easier(given_p: list[float], more: float) -> None:
    assert all(one <= two + 1e-12 for one, two in zip(adjust_holm(given_p), adjust_holm([*given_p, more]), strict=False))


@each_rule
def test_a_single_claim_is_not_corrected_and_none_is_none(rule: Rule) -> None:
    assert rule([0.03]) == pytest.approx([0.03])
    assert rule([]) == []


@each_rule
def test_what_was_not_tested_is_not_counted(rule: Rule) -> None:
    adjusted = rule([0.01, math.nan, 0.04])
    assert math.isnan(adjusted[1])
    assert [adjusted[0], adjusted[2]] == pytest.approx(rule([0.01, 0.04]))


def test_of_claims_that_are_all_luck_one_in_twenty_lists_has_a_wrong_one() -> None:
    random = np.random.default_rng(4)
    lists = random.uniform(size=(4000, 10))
    wrong = np.mean([min(adjust_holm(row)) < 0.05 for row in lists.tolist()])
    assert 0.04 < wrong < 0.06


def test_of_what_is_screened_one_in_twenty_is_luck() -> None:
    random = np.random.default_rng(4)
    shares = []
    for _ in range(1000):
        luck, real = random.uniform(size=15), random.uniform(size=5) ** 12
        kept = np.array(adjust_bh([*luck, *real])) < 0.05
        shares.append(kept[:15].sum() / max(kept.sum(), 1))
    assert np.mean(shares) < 0.05
