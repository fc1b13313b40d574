"""Do axes hold all intervals, and are their numbers round?"""

from hypothesis import given
from hypothesis import strategies as st

from peakend.analyse.result import Estimate, TooFew
from peakend.report.axis import Axis, reach_of

VALUES = st.floats(1, 5)


@given(st.lists(st.tuples(VALUES, st.floats(0, 0.5)), min_size=1, max_size=9))
def test_every_interval_lies_on_the_axis(drawn: list[tuple[float, float]]) -> None:
    figures = [Estimate(value, value - half, value + half, 9, "mean-t") for value, half in drawn]
    low, high = reach_of(figures, 1, 5)
    assert all(low <= figure.low and figure.high <= high for figure in figures)


def test_an_axis_is_never_so_short_that_small_differences_look_large() -> None:
    low, high = reach_of([Estimate(3.0, 2.99, 3.01, 9, "mean-t")], 1, 5)
    assert high - low >= 0.59


def test_where_nothing_is_known_the_axis_is_the_scale() -> None:
    assert reach_of([TooFew(1, 2), None], 1, 5) == (1, 5)


@given(st.floats(-50, 50), st.floats(0.2, 80))
def test_ticks_are_few_round_and_on_the_axis(low: float, width: float) -> None:
    ticks = Axis(low, low + width, 0, 100).ticks(5)
    assert 2 <= len(ticks) <= 11
    assert all(low - 1e-9 <= tick <= low + width + 1e-9 for tick in ticks)


@given(st.floats(0, 10))
def test_a_value_lies_where_its_share_of_the_axis_is(value: float) -> None:
    assert abs(Axis(0, 10, 100, 0).at(value) - (100 - 10 * value)) < 1e-9
