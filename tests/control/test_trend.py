"""Charts of answers by period."""

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.control.asked import STUDY, monthly

from peakend.analyse.reading import Reading
from peakend.analyse.result import TooFew
from peakend.control.constants import deviation_bias
from peakend.control.rules import RULES, alarm_rate, chart_alarm_rate, find_signals
from peakend.control.span import list_stretches
from peakend.control.trend import chart_question
from peakend.errors import LimitsDiffer, NoDates, NotDates, TooFewPeriods, UnknownPeriod, UnknownStatistic


def reading(**made: Any) -> Reading:  # noqa: ANN401 - counts and shifts
    return Reading(STUDY, monthly(**made))


def test_a_lasting_shift_gives_signals_and_a_steady_process_few() -> None:
    moved = chart_question(reading(shift=1.0, since=14), "sat", "month", baseline=12)
    assert {line.period for line in moved.signals} >= {"2024-03", "2024-04", "2024-05"}
    assert not [line for line in moved.signals if line.period < "2024-03"]
    assert chart_question(reading(), "sat", "month").signals == ()


def test_limits_are_those_of_the_n_of_each_period() -> None:
    table = monthly(months=12)
    thinned = table.filter(
        pa.array([not (str(day)[:7] == "2023-05" and number % 4) for number, day in enumerate(table["_date"].to_pylist())])
    )
    lines = {line.period: line for line in chart_question(Reading(STUDY, thinned), "sat", "month").lines}
    widths = [(line.high - line.low) * np.sqrt(line.n) for line in lines.values() if line.high is not None and line.low is not None]
    assert widths == pytest.approx([widths[0]] * len(widths))
    assert lines["2023-05"].n == 15


def test_the_centre_and_limits_are_those_of_plain_arithmetic() -> None:
    table = monthly(months=6)
    chart = chart_question(Reading(STUDY, table), "sat", "month")
    values = np.array(table["sat"].to_pylist(), dtype=float).reshape(6, 60)
    sigma = values.std(axis=1, ddof=1).mean() / deviation_bias(60)
    assert chart.centre == pytest.approx(values.mean())
    assert chart.lines[0].high == pytest.approx(values.mean() + 3 * sigma / np.sqrt(60))
    share = chart_question(Reading(STUDY, table), "sat", "month", statistic="share")
    p = (values >= 9).mean()
    assert share.lines[0].high == pytest.approx(p + 3 * np.sqrt(p * (1 - p) / 60))
    nps = chart_question(Reading(STUDY, table), "nps", "month")
    scores = 100.0 * (values >= 9) - 100.0 * (values <= 6)
    assert nps.lines[0].high == pytest.approx(scores.mean() + 3 * scores.std() / np.sqrt(60))


def test_periods_that_vary_more_than_sampling_get_wider_limits() -> None:
    plain, wobbling = (chart_question(reading(months=24, wobble=wobble), "sat", "month") for wobble in (0.0, 0.8))
    assert (plain.kind, wobbling.kind) == ("xbar", "xbar-prime")
    assert wobbling.between is not None
    assert wobbling.between > 1.25


def test_a_period_that_is_not_over_is_shown_and_not_judged() -> None:
    table = monthly(months=13)
    cut = table.filter(pa.array([day < dt.date(2024, 1, 12) for day in table["_date"].to_pylist()]))
    last = chart_question(Reading(STUDY, cut), "sat", "month").lines[-1]
    assert (last.period, last.state, last.low) == ("2024-01", "partial", None)
    told = chart_question(Reading(STUDY, cut), "sat", "month", until=dt.date(2024, 1, 31)).lines[-1]
    assert told.state == "baseline"


def test_periods_without_answers_stay_in_their_place() -> None:
    table = monthly(months=8)
    gone = table.filter(pa.array([day.month != 4 for day in table["_date"].to_pylist()]))
    lines = chart_question(Reading(STUDY, gone), "sat", "month").lines
    assert [line.period for line in lines] == [f"2023-{month:02d}" for month in range(1, 9)]
    assert (lines[3].state, isinstance(lines[3].figure, TooFew)) == ("empty", True)


def test_frozen_limits_judge_later_answers_and_refuse_what_is_not_the_same() -> None:
    frozen = chart_question(reading(months=12), "sat", "month").frozen
    later = chart_question(reading(months=20, shift=1.5, since=14), "sat", "month", limits=frozen)
    assert later.given
    assert later.centre == frozen.centre
    assert {line.state for line in later.lines} == {"watched"}
    assert later.signals
    with pytest.raises(LimitsDiffer, match="another question"):
        chart_question(reading(), "nps", "month", statistic="mean", limits=frozen)
    with pytest.raises(LimitsDiffer, match="version of the methods"):
        chart_question(reading(), "sat", "month", limits=replace(frozen, methods={"control-xbar": "0"}))


def test_answers_several_from_one_person_widen_the_limits() -> None:
    table = monthly(months=10, wobble=0.0)
    lumps = pa.table(
        {
            **{name: table[name] for name in ("_date", "_block")},
            "sat": np.repeat(np.array(table["sat"].to_pylist())[::6], 6).astype(np.int16),
        }
    )
    owned = lumps.append_column("_respondent", pa.array([f"p{number // 6}" for number in range(lumps.num_rows)]))
    loose, tied = (chart_question(Reading(STUDY, one), "sat", "month") for one in (lumps, owned))
    assert tied.frozen.variance > 3 * loose.frozen.variance


def test_wrong_orders_are_answered_with_their_mend() -> None:
    one = reading(months=6)
    with pytest.raises(UnknownPeriod, match="quarter"):
        chart_question(one, "sat", "fortnight")
    with pytest.raises(UnknownStatistic, match="mean"):
        chart_question(one, "sat", "month", statistic="nps")
    with pytest.raises(TooFewPeriods):
        chart_question(one, "sat", "year")
    with pytest.raises(NoDates, match="month"):
        chart_question(Reading(STUDY, monthly().drop_columns(["_date"])), "sat", "month")
    words = monthly().drop_columns(["_date"]).append_column("_date", pa.array(["soon"] * 1200))
    with pytest.raises(NotDates):
        chart_question(Reading(STUDY, words), "sat", "month")


def test_any_reading_can_be_split_by_a_period() -> None:
    groups = [one.group["quarter"] for one in Reading(STUDY, monthly(months=12), by=("quarter",)).each()]
    assert groups == ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]
    assert Reading(STUDY, monthly(months=12), where={"month": ["2023-05"]}).evidence.cell.rows == 60


def test_the_false_alarms_that_are_printed_are_those_that_happen() -> None:
    z = np.random.default_rng(2).standard_normal((1, 400_000))[0]
    for rule in RULES:
        seen = len(find_signals(z, [rule])[rule]) / len(z)
        assert seen == pytest.approx(alarm_rate(rule), rel=0.1)
    assert chart_alarm_rate(50, 50, ["beyond"], estimated=False) == pytest.approx(1 - (1 - alarm_rate("beyond")) ** 50, abs=0.02)


def test_a_weekend_does_not_make_a_month_unfinished() -> None:
    days = [dt.date(2024, 3, 1) + dt.timedelta(days=number) for number in range(29)]
    workdays = [day for day in days if day.weekday() < 5]
    assert [one.whole for one in list_stretches(workdays, "month")] == [True]
    assert [one.whole for one in list_stretches(workdays[:10], "month")] == [False]
