"""Times of cases: skewed, cut off at the end, some still open."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from peakend.analyse.result import is_known
from peakend.control.times import Times, chart_times, choose_scale, quantile_figure, read_cases
from peakend.errors import MissingColumn, TimesMissing, TooFewPeriods

START = np.datetime64("2024-01-01T08:00:00")


def log(weeks: int = 30, each: int = 30, slower: float = 1.0, since: int = 99, seed: int = 5, open_from: int = 99) -> pa.Table:
    """Cases with a long tail of times, each week so many; `slower` times as long from one week on; open from another."""
    random = np.random.default_rng(seed)
    began = [
        START + np.timedelta64(7 * 24 * 60 * week + int(random.integers(0, 7 * 24 * 60)), "m") for week in range(weeks) for _ in range(each)
    ]
    hours = np.exp(random.normal(2, 1, len(began))) * np.where(np.repeat(np.arange(weeks), each) >= since, slower, 1.0)
    ended = [at + np.timedelta64(int(hour * 3600), "s") for at, hour in zip(began, hours, strict=True)]
    closed = [None if number // each >= open_from else at for number, at in enumerate(ended)]
    return pa.table({"began": pa.array(began, pa.timestamp("s")), "ended": pa.array(closed, pa.timestamp("s"))})


def times(table: pa.Table) -> Times:
    return chart_times(read_cases(table, start="began", end="ended"), "week")


def test_skewed_times_are_charted_on_the_log_scale() -> None:
    found = times(log())
    assert (found.scale, found.unit) == ("log", "hour")
    assert found.skewness > 1
    assert found.centre == pytest.approx(np.exp(2), rel=0.1)
    assert sum(bool(line.signals) for line in found.lines) <= 2


def test_a_process_that_slows_down_is_signalled() -> None:
    signalled = [line.period for line in times(log(slower=2.5, since=20)).lines if line.signals]
    assert len([name for name in signalled if name >= "2024-W21"]) >= 4


def test_periods_whose_slow_cases_cannot_have_ended_are_not_judged() -> None:
    lines = times(log()).lines
    assert not lines[-1].judged
    assert all(line.judged for line in lines[1:-2])


def test_open_cases_are_counted_by_their_age() -> None:
    found = times(log(open_from=26))
    assert found.unfinished == 4 * 30
    ages = dict(found.ages)
    assert sum(ages.values()) == 120
    assert ages["overdue"] > 90
    assert found.curve.n == 900


def test_events_become_cases_from_the_first_to_the_last() -> None:
    events = pa.table(
        {
            "case": ["a", "b", "a", "a"] * 15,
            "at": ["2024-01-01 08:00:00", "2024-01-02 08:00:00", "2024-01-01 09:00:00", "2024-01-03 08:00:00"] * 15,
            "step": ["1", "1", "2", "6"] * 15,
        }
    )
    numbered = events.set_column(0, "case", pa.array([f"{name}{number // 4}" for number, name in enumerate(events["case"].to_pylist())]))
    cases = read_cases(numbered, case="case", time="at")
    assert sorted(set(cases.seconds.tolist())) == [0.0, 172800.0]
    closed = read_cases(numbered, case="case", time="at", activity="step", closing=["6"])
    assert int(closed.finished.sum()) == 15


def test_the_scale_follows_from_the_times() -> None:
    assert choose_scale(np.array([1.0, 2.0, 3.0, 2.0])) == "plain"
    assert choose_scale(np.concatenate([np.zeros(10), np.exp(np.linspace(0, 6, 50))])) == "percentile"


def test_a_median_lies_within_its_order_statistics_as_often_as_it_says() -> None:
    random, inside = np.random.default_rng(9), 0
    for _ in range(500):
        figure = quantile_figure(random.exponential(1, 60), 0.5)
        assert is_known(figure)
        inside += figure.low <= np.log(2) <= figure.high
    assert 0.93 <= inside / 500 <= 0.98


def test_logs_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(MissingColumn):
        read_cases(log(), start="begin", end="ended")
    with pytest.raises(TimesMissing):
        read_cases(pa.table({"began": ["soon"] * 20, "ended": ["later"] * 20}), start="began", end="ended")
    with pytest.raises(TooFewPeriods):
        times(log(weeks=2))


@pytest.mark.real
def test_helpdesk_tickets_are_skewed_and_the_cut_end_of_the_log_is_not_judged(real: Callable[[str], Path]) -> None:
    cases = read_cases(real("tickets_helpdesk/helpdesk.csv"), case="CaseID", time="CompleteTimestamp")
    found = chart_times(cases, "month")
    assert (found.cases, found.scale, found.unit) == (3804, "log", "day")
    assert found.skewness > 1
    assert found.between is not None
    assert found.between > 1.25
    last = found.lines[-1]
    assert (last.cut, last.judged, last.signals) == (True, False, ())  # of what began last, only the slow ones are in the log


def test_a_week_at_the_end_of_the_log_with_hardly_any_cases_is_cut_and_not_judged() -> None:
    whole = log(weeks=30, each=60)
    last = START + np.timedelta64(7 * 24 * 30, "h")  # only slow cases of the last week are in the log
    slow = pa.table(
        {
            "began": pa.array([last] * 12 + [last + np.timedelta64(9, "D")], pa.timestamp("s")),
            "ended": pa.array([last + np.timedelta64(400, "h")] * 12 + [last + np.timedelta64(400, "h")], pa.timestamp("s")),
        }
    )
    found = times(pa.concat_tables([whole, slow]))
    thin = [line for line in found.lines if line.cut]
    assert len(thin) == 1
    assert thin[0].began < 20
    assert not any(line.judged or line.signals for line in thin)
