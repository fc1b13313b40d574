"""How long do cases take, is that in control, and how old are those still open? Times are skewed, and the last periods are not over.

A mean and a symmetric limit say little about times: most are short, a few very long. So the chart stands on the log scale (geometric
means) or on the median and the 90th percentile. Cases that began lately had no time to take long: those periods are shown, not judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, Final, Literal, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import special

from peakend.analyse.interval import z_quantile
from peakend.analyse.methods import Method, add_methods, versions_of
from peakend.analyse.result import LEVEL, Base, Estimate, Figure, Result, Row, TooFew, figure_row
from peakend.analyse.survival import Curve, trace_survival
from peakend.control.limits import Chart, between_periods, chart_individuals, chart_means, is_steady, widen
from peakend.control.rules import DEFAULT, Rule, find_signals
from peakend.control.span import Stretch, list_stretches
from peakend.control.trend import LEAST, NEEDED, TELLING
from peakend.errors import MissingColumn, TimesMissing, TooFewPeriods
from peakend.scan.periods import Period
from peakend.scan.sources import open_source
from peakend.text import Text

Floats = NDArray[np.float64]

Scale = Literal["log", "percentile", "plain"]
"""Geometric means; median and 90th percentile; means, for times that are not skewed."""

SCALES: Final[tuple[Scale, ...]] = get_args(Scale)
"""Every scale."""

SKEWED: Final = 1.0
"""A skewness above this is not charted by means."""

_ZEROS: Final = 0.05
"""With more times of zero than this there is no log scale."""

_TENTH: Final = 0.9
_SECONDS: Final = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}
_LONG: Final = (("day", 86400.0), ("hour", 3600.0), ("minute", 60.0))

add_methods(
    Method(
        "times-log",
        "1",
        Text("几何均值，对数尺度控制图", "geometric mean, chart on the log scale"),
        "Wheeler 1993; Limpert, Stahel & Abbt 2001",
    ),
    Method("times-quantile", "1", Text("分位数，次序统计量区间", "percentile, interval from order statistics"), "Conover 1999, §3.2"),
    Method("times-volume", "1", Text("单值控制图（I-MR）", "individuals chart"), "Wheeler 1993"),
)


@dataclass(frozen=True)
class TimesLine:
    """One period of cases that began in it: how many, the times of those finished, limits and signals."""

    period: str
    began: int
    n: int
    """Of these, finished."""
    mean: Figure
    """On the scale of the chart: geometric mean, median, or mean."""
    tenth: Figure
    """The time that nine of ten cases do not exceed."""
    judged: bool
    low: float | None = None
    high: float | None = None
    signals: tuple[Rule, ...] = ()
    volume_signals: tuple[Rule, ...] = ()
    cut: bool = False
    """Whether it stands at the end of the log with far fewer cases than usual: only some of its cases seem to be there."""


@dataclass(frozen=True)
class Times(Result):
    """Times of cases by the period in which they began."""

    question: ClassVar[str] = "times"
    title: ClassVar[Text] = Text(zh="处理时长", en="Times")

    unit: str
    scale: Scale
    skewness: float
    median: Figure
    tenth: Figure
    """The 90th percentile of all finished cases."""
    centre: float
    between: float | None
    lines: tuple[TimesLine, ...]
    cases: int
    unfinished: int
    """Cases without an end (still open), known only where the end is told apart from the last event."""
    ages: tuple[tuple[str, int], ...]
    """Open cases by age: up to the median time, up to the 90th percentile, beyond it."""
    curve: Curve
    """The share of cases not finished after each time, open ones counted as censored."""
    volume: tuple[float, float, float]
    """Centre and limits of the number of cases a period."""

    def rows(self) -> list[Row]:
        """One row a period."""
        return [
            {
                "period": line.period,
                "began": line.began,
                **figure_row("time", line.mean),
                **figure_row("tenth", line.tenth),
                "judged": line.judged,
                "centre": self.centre if line.judged else None,
                "limit_low": line.low,
                "limit_high": line.high,
                "signals": list(line.signals),
                "volume_signals": list(line.volume_signals),
                "cut": line.cut,
            }
            for line in self.lines
        ]


@dataclass(frozen=True)
class Cases:
    """One row a case: when it began, when it ended (NaT: still open), seconds in between."""

    began: NDArray[np.datetime64]
    ended: NDArray[np.datetime64]
    last: datetime
    """The last moment in the log."""

    @property
    def finished(self) -> NDArray[np.bool_]:
        """Which cases have an end."""
        return ~np.isnat(self.ended)

    @property
    def seconds(self) -> Floats:
        """How long each took, or has taken so far."""
        until = np.where(self.finished, self.ended, np.datetime64(self.last, "s"))
        return (until - self.began).astype("timedelta64[s]").astype(np.float64)


def read_cases(
    path: str | Path | Any,  # noqa: ANN401 - any dataframe there is
    *,
    case: str = "",
    time: str = "",
    start: str = "",
    end: str = "",
    activity: str = "",
    closing: Sequence[str] = (),
) -> Cases:
    """Cases from a log: `case` and `time` (one row an event: from its first to its last), or `start` and `end` (one row a case).

    With `activity` and `closing`, a case of the event log is finished only if its last event is one of these. Rows without a time are
    left out, and cases that end before they begin. Raises `MissingColumn`, `TimesMissing`, and what opening raises.
    """
    source = open_source(path)
    names = [name for name in (case, time, start, end, activity) if name]
    for name in names:
        if name not in source.columns:
            raise MissingColumn(column=name, known=", ".join(source.columns))
    table = pa.Table.from_batches(list(source.batches(names)))
    if case:
        return _from_events(table, case, time, activity, closing)
    began, ended = _moments(table.column(start)), _moments(table.column(end))
    good = ~np.isnat(began) & (np.isnat(ended) | (ended >= began))
    return _check(began[good], ended[good], np.concatenate([began, ended]), table.num_rows)


def _moments(column: Any) -> NDArray[np.datetime64]:  # noqa: ANN401 - Arrow columns have no types of their own
    """A column of times as seconds; what is none is NaT."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_string(whole.type) or pa.types.is_large_string(whole.type):
        told = [None if not word else word.strip().replace("/", "-") for word in whole.to_pylist()]
        return np.array([_moment(word) for word in told], dtype="datetime64[s]")
    moments: NDArray[np.datetime64] = whole.cast(pa.timestamp("s"), safe=False).to_numpy(zero_copy_only=False).astype("datetime64[s]")
    return moments


def _moment(word: str | None) -> np.datetime64:
    try:
        return np.datetime64(datetime.fromisoformat(word).replace(tzinfo=None), "s") if word else np.datetime64("NaT", "s")
    except ValueError:
        return np.datetime64("NaT", "s")


def _from_events(table: Any, case: str, time: str, activity: str, closing: Sequence[str]) -> Cases:  # noqa: ANN401
    """First and last event of each case."""
    moments = _moments(table.column(time))
    names = pc.dictionary_encode(table.column(case).combine_chunks().cast(pa.string())).indices.to_numpy(zero_copy_only=False)
    order = np.lexsort((moments, names))
    order = order[~np.isnat(moments[order])]
    numbers = names[order]
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    last = np.append(first[1:], len(numbers)) - 1
    began, ended = moments[order][first], moments[order][last].copy()
    if activity and closing:
        words = table.column(activity).combine_chunks().cast(pa.string()).to_numpy(zero_copy_only=False)
        ended[~np.isin(words[order][last], list(closing))] = np.datetime64("NaT", "s")
    return _check(began, ended, moments, len(np.unique(names)))


def _check(began: NDArray[np.datetime64], ended: NDArray[np.datetime64], seen: NDArray[np.datetime64], cases: int) -> Cases:
    finished = int(np.count_nonzero(~np.isnat(ended)))
    if finished < LEAST:
        raise TimesMissing(found=finished, cases=cases, needed=LEAST)
    return Cases(began, ended, seen[~np.isnat(seen)].max().astype("datetime64[s]").item())


def skewness(values: Floats) -> float:
    """The third standardised moment: 0 for symmetric values, above 1 for a long tail.

    >>> round(skewness(np.array([1.0, 1.0, 1.0, 9.0])), 2)
    1.15
    """
    spread = float(values.std())
    return float(np.mean(((values - values.mean()) / spread) ** 3)) if spread else 0.0


def choose_scale(values: Floats) -> Scale:
    """Plain for times without a long tail, log where they have one, percentiles where too many are zero for a log.

    >>> choose_scale(np.array([1.0, 2.0, 3.0])), choose_scale(np.exp(np.linspace(0, 9, 50))), choose_scale(np.array([0.0, 0.0, 1.0, 99.0]))
    ('plain', 'log', 'percentile')
    """
    if skewness(values) <= SKEWED:
        return "plain"
    return "log" if float((values <= 0).mean()) <= _ZEROS else "percentile"


def quantile_figure(values: Floats, share: float) -> Figure:
    """A quantile with its interval from order statistics: ranks nq ± z√(nq(1-q)). Needs 10 values, and some beyond it."""
    n = len(values)
    if n < LEAST:
        return TooFew(n, LEAST, "times-quantile")
    far = z_quantile(LEVEL) * np.sqrt(n * share * (1 - share))
    low, high = int(np.floor(n * share - far)), int(np.ceil(n * share + far))
    ordered = np.sort(values)
    return Estimate(
        float(np.quantile(values, share)), float(ordered[max(low, 1) - 1]), float(ordered[min(high, n) - 1]), n, "times-quantile"
    )


def chart_times(cases: Cases, period: Period = "week", *, scale: Scale | Literal[""] = "", until: date | None = None) -> Times:
    """How long did cases take, by the period in which they began, and is that in control?

    The scale follows from the skewness of the times unless given: geometric means with limits exp(ȳ ± 3 s/√n) on the log scale, or the
    median of each period on an individuals chart. Where periods vary otherwise than sampling gives (σ_z outside 0.8–1.25), Laney's factor
    widens the limits. A period is judged if it is whole, has 10 finished cases, and is older than the time that nine of ten cases need,
    so that its long cases could come in, and does not stand at the end of the log with fewer cases than limits of number allow.

    Raises `TooFewPeriods`. Source: Wheeler 1993; Laney 2002.
    """
    finished, seconds = cases.finished, cases.seconds
    unit, size = _unit(float(np.median(seconds[finished])))
    values = seconds / size
    chosen = scale or choose_scale(values[finished])
    began = cases.began.astype("datetime64[D]")
    end = until or cases.last.date()
    stretches = list_stretches(began.tolist(), period, until)
    slow = float(np.quantile(values[finished], _TENTH)) * size / 86400
    told = [_gather(one, began, values, finished, chosen) for one in stretches]
    told, volume = _judge_volume(told, [one.whole for one in stretches])
    told = _find_cut(told, [one.whole for one in stretches], volume[1])
    both = zip(stretches, told, strict=True)
    ripe = [one.whole and not line.cut and (end - one.last).days >= slow and line.n >= LEAST for one, line in both]
    if sum(ripe) < NEEDED:
        raise TooFewPeriods(least=LEAST, found=sum(ripe), needed=NEEDED)
    lines, centre, between = _judge(told, ripe, values[finished], _members(stretches, began, finished), chosen)
    return Times(
        base=_base(cases, chosen),
        unit=unit,
        scale=chosen,
        skewness=skewness(values[finished]),
        median=quantile_figure(values[finished], 0.5),
        tenth=quantile_figure(values[finished], _TENTH),
        centre=centre,
        between=between,
        lines=tuple(lines),
        cases=len(values),
        unfinished=int(np.count_nonzero(~finished)),
        ages=_ages(values, finished),
        curve=trace_survival(np.maximum(values, 1e-9), finished),
        volume=volume,
    )


def _unit(seconds: float) -> tuple[str, float]:
    """The largest unit in which the usual time is one or more."""
    return next(((name, size) for name, size in _LONG if seconds >= size), ("second", 1.0))


def _members(stretches: Sequence[Stretch], began: NDArray[np.datetime64], finished: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each finished case the place of its period."""
    starts = np.array([one.first for one in stretches], dtype="datetime64[D]")
    return np.asarray(np.searchsorted(starts, began[finished], side="right") - 1, dtype=np.int64)


def _gather(one: Stretch, began: NDArray[np.datetime64], values: Floats, finished: NDArray[np.bool_], scale: Scale) -> TimesLine:
    """The figures of one period."""
    inside = (began >= np.datetime64(one.first)) & (began <= np.datetime64(one.last))
    mine = values[inside & finished]
    return TimesLine(one.name, int(inside.sum()), len(mine), _middle(mine, scale), quantile_figure(mine, _TENTH), judged=False)


def _middle(mine: Floats, scale: Scale) -> Figure:
    """What stands for the times of a period, with its interval."""
    if len(mine) < LEAST:
        return TooFew(len(mine), LEAST, "times-quantile" if scale == "percentile" else "times-log")
    if scale == "percentile":
        return quantile_figure(mine, 0.5)
    logged = _onto(mine, scale)
    half = float(special.stdtrit(len(mine) - 1, (1 + LEVEL) / 2)) * float(logged.std(ddof=1)) / np.sqrt(len(mine))
    middle = float(logged.mean())
    low, value, high = (_back(one, scale) for one in (middle - half, middle, middle + half))
    return Estimate(value, low, high, len(mine), "times-log" if scale == "log" else "mean-t")


def _onto(values: Floats, scale: Scale) -> Floats:
    """Times on the scale of the chart; a time of zero counts as half the shortest other."""
    if scale != "log":
        return values
    some = values[values > 0]
    return np.log(np.maximum(values, float(some.min()) / 2 if len(some) else 1.0))


def _back(value: float, scale: Scale) -> float:
    return float(np.exp(value)) if scale == "log" else value


def _judge(
    told: Sequence[TimesLine], ripe: Sequence[bool], values: Floats, place: NDArray[np.int64], scale: Scale
) -> tuple[list[TimesLine], float, float | None]:
    """Limits and signals for the periods that are judged; centre and σ_z."""
    used = [at for at, good in enumerate(ripe) if good]
    logged = _onto(values, scale)
    groups = [logged[place == at] for at in used]
    chart: Chart
    if scale == "percentile":
        chart, between = chart_individuals(np.array([float(np.median(group)) for group in groups])), None
    else:
        sizes = np.array([float(len(group)) for group in groups])
        chart = chart_means(np.array([group.mean() for group in groups]), sizes, np.array([group.std(ddof=1) for group in groups]))
        between = between_periods(chart) if len(used) >= TELLING else None
        chart = widen(chart) if between is not None and not is_steady(between) else chart
    fired = find_signals(chart.z, DEFAULT)
    lines = list(told)
    for at, where in enumerate(used):
        one = lines[where]
        signals = tuple(rule for rule in DEFAULT if at in fired[rule])
        low, high = (max(_back(float(limit[at]), scale), 0.0) for limit in (chart.low, chart.high))
        lines[where] = replace(one, judged=True, low=low, high=high, signals=signals)
    return lines, _back(chart.centre, scale), between


def _judge_volume(lines: Sequence[TimesLine], whole: Sequence[bool]) -> tuple[list[TimesLine], tuple[float, float, float]]:
    """How many cases began in each whole period, on an individuals chart."""
    used = [at for at, good in enumerate(whole) if good]
    chart = chart_individuals(np.array([float(lines[at].began) for at in used]))
    fired, judged = find_signals(chart.z, DEFAULT), list(lines)
    for at, where in enumerate(used):
        one, signals = judged[where], tuple(rule for rule in DEFAULT if at in fired[rule])
        judged[where] = replace(one, volume_signals=signals)
    return judged, (chart.centre, max(float(chart.low[0]), 0.0), float(chart.high[0]))


def _find_cut(lines: Sequence[TimesLine], whole: Sequence[bool], least: float) -> list[TimesLine]:
    """Mark the last whole periods with fewer cases than the limits of number allow: a log is often cut by another date than it says."""
    marked = list(lines)
    for at in range(len(marked) - 1, -1, -1):
        if whole[at]:
            if marked[at].began >= least or not marked[at].volume_signals:
                break
            marked[at] = replace(marked[at], cut=True)
    return marked


def _ages(values: Floats, finished: NDArray[np.bool_]) -> tuple[tuple[str, int], ...]:
    """Open cases by age, against how long finished ones took."""
    median, slow = np.quantile(values[finished], [0.5, _TENTH])
    open_now = values[~finished]
    counted = (open_now <= median, (open_now > median) & (open_now <= slow), open_now > slow)
    return tuple((name, int(few.sum())) for name, few in zip(("usual", "slow", "overdue"), counted, strict=True))


def _base(cases: Cases, scale: Scale) -> Base:
    methods = ["times-quantile", "times-volume", *(["times-log"] if scale == "log" else ["mean-t"] if scale == "plain" else [])]
    return Base(read=len(cases.began), n=int(cases.finished.sum()), methods=versions_of(methods))
