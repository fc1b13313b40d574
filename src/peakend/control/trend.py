"""How does a question move from period to period, and is a move more than chance? A control chart of answers.

The chart follows from the measure: shares a p chart, means an X̄ chart, NPS a chart with its own variance; limits know how many
answered in each period. Where periods vary more (or less) than sampling gives, Laney's prime chart takes over, and it is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final, Literal, cast, get_args

import numpy as np

from peakend.analyse.evidence import Evidence, levels_of
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.panel import order_wave
from peakend.analyse.reading import Reading
from peakend.analyse.result import Figure, Result, Row, TooFew, figure_row
from peakend.control.limits import PRIMED, Chart, Kind, between_periods, is_steady, lay_limits
from peakend.control.rules import DEFAULT, Rule, alarm_rate, chart_alarm_rate, find_signals
from peakend.control.span import Stretch, list_stretches, read_days
from peakend.control.statistic import Statistic, Told, choose_statistic, lay_chart, tell_period
from peakend.define.answers import DATE
from peakend.define.survey import Question
from peakend.errors import LimitsDiffer, MissingColumn, TooFewPeriods, UnknownPeriod
from peakend.scan.periods import PERIODS, Period
from peakend.text import Text

LEAST: Final = 10
"""Fewer answers in a period are not judged."""

NEEDED: Final = 3
"""Fewer periods make no chart."""

TELLING: Final = 8
"""From so many periods on, variation between periods is estimated."""

State = Literal["baseline", "watched", "partial", "few", "empty"]
"""Sets the limits; is judged by them; not whole; too few answers; none."""

add_methods(
    Method("control-p", "1", Text("p 控制图", "p chart"), "Shewhart 1931; limits by the n of each period"),
    Method("control-xbar", "1", Text("X̄–S 控制图", "X̄-S chart"), "Shewhart 1931; Burr 1969; pooled standard deviation"),
    Method("control-nps", "1", Text("NPS 控制图", "NPS chart"), "3σ limits from the variance of NPS, by the n of each period"),
    Method("control-prime", "1", Text("Laney 修正（p′、X̄′）", "Laney's prime chart"), "Laney 2002, Quality Engineering 14"),
)

_METHODS: Final[Mapping[Statistic, str]] = {"mean": "control-xbar", "share": "control-p", "nps": "control-nps"}
_BOUNDS: Final[Mapping[Statistic, tuple[float, float]]] = {"mean": (-np.inf, np.inf), "share": (0.0, 1.0), "nps": (-100.0, 100.0)}


@dataclass(frozen=True)
class PeriodLine:
    """One period: the figure with its own interval, the limits that hold for its n, and the rules that fire at it."""

    period: str
    n: int
    figure: Figure
    state: State
    low: float | None = None
    high: float | None = None
    z: float | None = None
    signals: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class FrozenLimits:
    """The limits of a baseline, to judge later periods by: what they were laid for, and from what."""

    study: str
    question: str
    scale: tuple[int, int] | None
    statistic: Statistic
    period: str
    weight: str
    filters: Mapping[str, Sequence[str]]
    methods: Mapping[str, str]
    centre: float
    variance: float
    """Of one answer, with the design effect in it: σ of a period is √(variance / n)."""
    between: float
    periods: tuple[str, ...]
    n: int


@dataclass(frozen=True)
class Trend(Result):
    """A control chart of one question."""

    question: ClassVar[str] = "trend"
    title: ClassVar[Text] = Text(zh="控制图", en="Control chart")

    asked: Question
    statistic: Statistic
    period: str
    kind: Kind
    centre: float
    between: float | None
    """σ_z: the variation of the baseline's periods over what sampling gives; nothing where they are too few to tell."""
    lines: tuple[PeriodLine, ...]
    rules: tuple[Rule, ...]
    alarm: float
    """How often a chart like this shows a signal although nothing changed."""
    frozen: FrozenLimits
    given: bool = False
    """Whether the limits were frozen earlier rather than laid by these answers."""

    @property
    def signals(self) -> tuple[PeriodLine, ...]:
        """The periods at which a rule fires."""
        return tuple(line for line in self.lines if line.signals)

    @property
    def judged(self) -> tuple[PeriodLine, ...]:
        """The periods that are whole and have enough answers."""
        return tuple(line for line in self.lines if line.state in {"baseline", "watched"})

    def rows(self) -> list[Row]:
        """One row a period."""
        return [
            {
                "question": self.asked.key,
                "statistic": self.statistic,
                "period": line.period,
                "state": line.state,
                **figure_row("value", line.figure),
                "centre": self.centre,
                "limit_low": line.low,
                "limit_high": line.high,
                "z": line.z,
                "signals": list(line.signals),
            }
            for line in self.lines
        ]


def chart_question(
    reading: Reading,
    question: str,
    period: str = "wave",
    *,
    statistic: str = "",
    baseline: int | str = 0,
    until: date | None = None,
    rules: Iterable[Rule] = DEFAULT,
    limits: FrozenLimits | None = None,
) -> Trend:
    """Is what this question says in control, period by period?

    `period` is wave, day, week, month, quarter or year. `statistic` is mean, share (high answers) or nps; the usual one for the measure
    if it is empty. `baseline` says which periods set the limits: a number of them from the first, or the name of the last one (0: all);
    `limits` were frozen earlier and set them instead. Periods that the answers do not cover wholly (`until`: the last day of fieldwork)
    and those with fewer than 10 answers are shown and not judged. Limits: centre ± 3√(V·deff/nᵢ)·σ_z, σ_z = 1 unless it leaves 0.8 to
    1.25 (from 8 periods on). Missing answers are left out by period; weights change figures and widen limits by their design effect.

    Raises `UnknownQuestion`, `UnknownPeriod`, `UnknownStatistic`, `NoDates`, `TooFewPeriods`, `LimitsDiffer`, and what counting raises.
    Source: Shewhart 1931; Laney 2002; Wheeler 1993.
    """
    asked = reading.study.survey.question(question)
    if question not in reading.present:
        raise MissingColumn(column=question, known=", ".join(sorted(reading.present)))
    if period != "wave" and period not in PERIODS:
        raise UnknownPeriod(period=period, known=", ".join(["wave", *PERIODS]))
    chosen = choose_statistic(asked, statistic)
    found = {group[0]: one for group, one in reading.count([levels_of(asked)], [period]).items() if group[0]}
    stretches = _stretches(reading, period, found, until)
    told = {name: tell_period(one, asked, chosen) for name, one in found.items()}
    usable = [one.name for one in stretches if one.whole and one.name in told and told[one.name].n >= LEAST]
    if len(usable) < (1 if limits is not None else NEEDED):
        raise TooFewPeriods(least=LEAST, found=len(usable), needed=1 if limits is not None else NEEDED)
    whole = reading.count([levels_of(asked)], [])[()]
    phase = _phase(usable, baseline) if limits is None else 0
    rowwise = all(one.rowwise for one in found.values())
    if limits is not None:
        require_comparable(limits, whole, asked, chosen, period)
    frozen = limits or _freeze(whole, asked, chosen, period, [told[name] for name in usable], usable[:phase], rowwise=rowwise)
    chart = _apply(frozen, [told[name] for name in usable], len(usable) if limits is not None else phase)
    return _tell(whole, asked, frozen, chart, stretches, told, usable, tuple(rules), given=limits is not None)


def _stretches(reading: Reading, period: str, found: Mapping[str, Evidence], until: date | None) -> tuple[Stretch, ...]:
    """The periods in their order: those of the calendar, or the waves."""
    if period == "wave":
        return tuple(Stretch(name, date.min, date.max, whole=True) for name in sorted(found, key=order_wave))
    return list_stretches(read_days(reading.source, DATE), cast("Period", period), until)


def require_comparable(limits: FrozenLimits, evidence: Evidence, asked: Question, statistic: Statistic, period: str) -> None:
    """Frozen limits hold only for the same thing measured in the same way. Raises `LimitsDiffer` with the part that differs."""
    scale = None if asked.scale is None else (asked.scale.low, asked.scale.high)
    now: dict[str, object] = {
        "study": evidence.study.key,
        "question": asked.key,
        "scale": scale,
        "statistic": statistic,
        "period": period,
        "weight": evidence.weight,
        "filters": {name: tuple(values) for name, values in evidence.filters.items()},
        "methods": evidence.base([asked], [_METHODS[statistic], "control-prime"]).methods,
    }
    then = {**{name: getattr(limits, name) for name in now}, "filters": {name: tuple(values) for name, values in limits.filters.items()}}
    for name, value in now.items():
        if then[name] != value:
            raise LimitsDiffer(part=name, frozen=_show(then[name]), now=_show(value))


def _show(value: object) -> str:
    """A part of what limits stand on, as an error names it."""
    return "–" if value in ("", None) or value == {} else str(value)


def _phase(usable: Sequence[str], baseline: int | str) -> int:
    """How many of the usable periods set the limits. Raises `TooFewPeriods`."""
    if isinstance(baseline, str) and not baseline.isdigit():
        phase = sum(1 for name in usable if order_wave(name) <= order_wave(baseline))
    else:
        phase = min(int(baseline) or len(usable), len(usable))
    if phase < NEEDED:
        raise TooFewPeriods(least=LEAST, found=phase, needed=NEEDED)
    return phase


def _freeze(
    evidence: Evidence, asked: Question, statistic: Statistic, period: str, told: list[Told], names: Sequence[str], *, rowwise: bool
) -> FrozenLimits:
    """Centre, variance and σ_z of the baseline's periods."""
    phase = len(names)
    chart = lay_chart(told, statistic, phase, rowwise=rowwise)
    first = told[0]
    between = between_periods(chart) if phase >= TELLING and float(chart.sigma[0]) > 0 else 1.0
    return FrozenLimits(
        study=evidence.study.key,
        question=asked.key,
        scale=None if asked.scale is None else (asked.scale.low, asked.scale.high),
        statistic=statistic,
        period=period,
        weight=evidence.weight,
        filters=evidence.filters,
        methods=evidence.base([asked], [_METHODS[statistic], "control-prime"]).methods,
        centre=chart.centre,
        variance=float(chart.sigma[0]) ** 2 * first.n,
        between=between if phase >= TELLING else 0.0,
        periods=tuple(names),
        n=sum(one.n for one in told[:phase]),
    )


def _apply(frozen: FrozenLimits, told: Sequence[Told], phase: int) -> Chart:
    """The limits for the n of each period; widened where the baseline's periods varied otherwise than sampling alone."""
    kinds: dict[Statistic, Kind] = {"mean": "xbar", "share": "p", "nps": "nps"}
    floor, ceiling = _BOUNDS[frozen.statistic]
    values, sizes = np.array([one.value for one in told]), np.array([float(one.n) for one in told])
    plain = lay_limits(
        kinds[frozen.statistic], values, frozen.centre, np.sqrt(frozen.variance / sizes), phase, floor=floor, ceiling=ceiling
    )
    if not frozen.between or is_steady(frozen.between):
        return plain
    wider = lay_limits(PRIMED[plain.kind], values, frozen.centre, plain.sigma * frozen.between, phase, floor=floor, ceiling=ceiling)
    return replace(wider, between=frozen.between)


def _tell(  # noqa: PLR0913 - what a chart is made of
    evidence: Evidence,
    asked: Question,
    frozen: FrozenLimits,
    chart: Chart,
    stretches: Sequence[Stretch],
    told: Mapping[str, Told],
    usable: Sequence[str],
    rules: tuple[Rule, ...],
    *,
    given: bool,
) -> Trend:
    """The chart as a result, period by period."""
    fired = find_signals(chart.z, rules)
    place = {name: at for at, name in enumerate(usable)}
    lines = []
    for one in stretches:
        at, said = place.get(one.name), told.get(one.name)
        if said is None or said.n == 0:
            lines.append(PeriodLine(one.name, 0, TooFew(0, LEAST), "empty"))
        elif at is None:
            lines.append(PeriodLine(one.name, said.n, said.figure, "few" if one.whole else "partial"))
        else:
            state: State = "baseline" if one.name in frozen.periods and not given else "watched"
            signals = tuple(rule for rule in rules if at in fired[rule])
            limits = (float(chart.low[at]), float(chart.high[at]), float(chart.z[at]))
            lines.append(PeriodLine(one.name, said.n, said.figure, state, *limits, signals))
    methods = [_METHODS[frozen.statistic], *(["control-prime"] if chart.kind.endswith("prime") else [])]
    methods += [line.figure.method for line in lines]
    return Trend(
        base=evidence.base([asked], methods),
        asked=asked,
        statistic=frozen.statistic,
        period=frozen.period,
        kind=chart.kind,
        centre=frozen.centre,
        between=frozen.between or None,
        lines=tuple(lines),
        rules=rules,
        alarm=chart_alarm_rate(len(usable), min(len(frozen.periods), len(usable)), rules, estimated=chart.kind.endswith("prime")),
        frozen=frozen,
        given=given,
    )


RULE_RATES: Final[Mapping[Rule, float]] = {rule: alarm_rate(rule) for rule in get_args(Rule)}
"""How often one period gives each signal although nothing changed."""
