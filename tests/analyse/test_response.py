"""Response rates by AAPOR's definitions, and how even response was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.analyse.response import eligible_share, response_evenness, response_rates
from peakend.define.plan import Disposition

COUNTS: dict[Disposition, int] = {
    "complete": 400,
    "partial": 50,
    "refusal": 200,
    "non_contact": 250,
    "other": 100,
    "unknown": 300,
    "not_eligible": 250,
}


def test_the_rates_are_those_of_the_standard_definitions() -> None:
    """By hand from the formulas: e = 1000/1250 = 0.8, e·U = 240."""
    assert eligible_share(COUNTS) == 0.8
    rates = response_rates(COUNTS)
    expected = {
        "rr1": 400 / 1300,
        "rr2": 450 / 1300,
        "rr3": 400 / 1240,
        "rr4": 450 / 1240,
        "rr5": 400 / 1000,
        "rr6": 450 / 1000,
        "coop1": 400 / 750,
        "coop2": 450 / 750,
        "coop3": 400 / 650,
        "coop4": 450 / 650,
        "ref1": 200 / 1300,
        "ref2": 200 / 1240,
        "ref3": 200 / 1000,
        "con1": 750 / 1300,
        "con2": 750 / 1240,
        "con3": 750 / 1000,
    }
    assert rates == pytest.approx(expected)


counts = st.fixed_dictionaries({name: st.integers(0, 500) for name in COUNTS})


@given(counts)
def test_rates_are_shares_and_keep_their_order(given_counts: dict[Disposition, int]) -> None:
    rates = response_rates(given_counts)
    for low, middle, high in (("rr1", "rr3", "rr5"), ("rr2", "rr4", "rr6"), ("ref1", "ref2", "ref3"), ("con1", "con2", "con3")):
        one, two, three = rates[low], rates[middle], rates[high]  # type: ignore[index]
        assert one is None or 0 <= one <= 1
        if one is not None and two is not None and three is not None:
            assert one <= two + 1e-12 <= three + 1e-9


def test_nobody_invited_has_no_rates() -> None:
    assert set(response_rates({}).values()) == {None}
    assert eligible_share({}) == 1.0


def test_even_response_is_one_and_uneven_response_less() -> None:
    assert response_evenness([30, 70], [0.3, 0.7], 200) == pytest.approx(1)
    assert response_evenness([60, 40], [0.3, 0.7], 200) == pytest.approx(1 - 2 * (0.3 * 0.5**2 + 0.7 * (2 / 7 - 0.5) ** 2) ** 0.5)
    assert response_evenness([60, 40], [0.3, 0.7], 100) is None
    assert response_evenness([1], [1.0], 0) is None
