"""How does this wave stand against the frozen baseline? Every value with the interval of its difference; or why it cannot be compared.

A baseline that was measured otherwise (another question, scale, weighting, filter or method) is refused: the difference would be that of
the measuring.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from peakend.analyse.baseline import BaselineValues
from peakend.analyse.contrast import Spread, compare_welch
from peakend.analyse.interval import t_quantile
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Figure, Result, Row, figure_row, is_known
from peakend.define.study import Study
from peakend.define.survey import Measure
from peakend.errors import LimitsDiffer
from peakend.text import Text

add_methods(Method("baseline-welch", "1", Text("与冻结基准之差，Welch", "difference from a frozen baseline, Welch"), "Welch 1947"))

Kept = Literal["importance", "performance"]


@dataclass(frozen=True)
class FrozenValue:
    """One value of a baseline: the moment, importance or performance, mean, standard error and n, and the scale of its question."""

    moment: str
    kind: Kept
    scale: tuple[int, int]
    mean: float
    error: float
    n: int


@dataclass(frozen=True)
class FrozenBaseline:
    """The values of one wave, kept to compare later waves with, and how they were measured."""

    study: str
    weight: str
    filters: Mapping[str, Sequence[str]]
    methods: Mapping[str, str]
    fingerprint: str
    values: tuple[FrozenValue, ...]


@dataclass(frozen=True)
class ComparedLine:
    """One value then and now, and the difference."""

    moment: str
    kind: Kept
    before: float
    now: Estimate
    difference: Estimate
    p_value: float
    p_holm: float


@dataclass(frozen=True)
class Comparison(Result):
    """A wave against a frozen baseline."""

    question: ClassVar[str] = "comparison"
    title: ClassVar[Text] = Text(zh="与基准比较", en="Against the baseline")

    fingerprint: str
    """Of the frozen baseline."""
    lines: tuple[ComparedLine, ...]
    lost: tuple[str, ...]
    """Moments of the baseline that this wave has no figure for."""

    def rows(self) -> list[Row]:
        """One row a value."""
        return [
            {
                "moment": line.moment,
                "kept": line.kind,
                "frozen": line.before,
                **figure_row("value", line.now),
                **figure_row("difference", line.difference),
                "p_value": line.p_value,
                "p_holm": line.p_holm,
            }
            for line in self.lines
        ]


def freeze_baseline(reading: Reading) -> FrozenBaseline:
    """The values of this wave, to keep. Raises what `reading.baseline` raises."""
    found = reading.baseline
    return FrozenBaseline(
        study=reading.study.key,
        weight=reading.evidence.weight,
        filters={name: tuple(values) for name, values in reading.where.items()},
        methods=dict(found.base.methods),
        fingerprint=found.fingerprint,
        values=tuple(_values(found, reading.study)),
    )


def _values(found: BaselineValues, study: Study) -> list[FrozenValue]:
    """Every value with an interval."""
    told = []
    for scenario in found.scenarios:
        for line in scenario.lines:
            kept: tuple[tuple[Kept, Figure | None], ...] = (("importance", line.importance), ("performance", line.performance))
            for kind, figure in kept:
                scale = _scale(study, line.moment.key, kind)
                if is_known(figure) and scale is not None:
                    told.append(FrozenValue(line.moment.key, kind, scale, figure.value, _error(figure), figure.n))
    return told


def _scale(study: Study, moment: str, measure: Measure) -> tuple[int, int] | None:
    """The scale of the question about a moment."""
    asked = [one for one in study.survey.asking(measure, moment) if not one.competitor and one.scale is not None]
    return (asked[0].scale.low, asked[0].scale.high) if asked and asked[0].scale is not None else None


def _error(figure: Estimate) -> float:
    return figure.half / t_quantile(figure.level, max(figure.n - 1, 1))


def compare_baseline(reading: Reading, frozen: FrozenBaseline) -> Comparison:
    """What moved since the baseline was frozen?

    now - then with Welch's interval, Holm over all values. Both waves count as different people: where they are the same, the interval is
    too wide rather than too narrow; `measure_effect` pairs them. Raises `LimitsDiffer` where study, weighting, filters, scales or methods
    are not those of the baseline, or no moment is in both.
    """
    now = freeze_baseline(reading)
    _require_same(frozen, now)
    known = {(one.moment, one.kind): one for one in now.values}
    pairs = [(one, known[one.moment, one.kind]) for one in frozen.values if (one.moment, one.kind) in known]
    if not pairs:
        raise LimitsDiffer(part="moments", frozen=", ".join(one.moment for one in frozen.values[:5]), now="–")
    told = [compare_welch(_spread(then), _spread(here), "baseline-welch") for then, here in pairs]
    adjusted = adjust_holm([verdict.p_value for _, verdict in told])
    lines = tuple(
        ComparedLine(then.moment, then.kind, then.mean, _figure(here), difference, verdict.p_value, p)
        for (then, here), (difference, verdict), p in zip(pairs, told, adjusted, strict=True)
    )
    lost = tuple(dict.fromkeys(one.moment for one in frozen.values if (one.moment, one.kind) not in known))
    asked = [one for one in reading.study.survey.questions if one.measure in {"importance", "performance"} and one.key in reading.present]
    return Comparison(reading.evidence.base(asked, ["baseline-welch"]), frozen.fingerprint, lines, lost)


def _spread(value: FrozenValue) -> Spread:
    return Spread(value.mean, value.error, max(value.n - 1, 1), value.n)


def _figure(value: FrozenValue) -> Estimate:
    half = t_quantile(0.95, max(value.n - 1, 1)) * value.error
    return Estimate(value.mean, value.mean - half, value.mean + half, value.n, "mean-t")


def _require_same(frozen: FrozenBaseline, now: FrozenBaseline) -> None:
    """Refuse what was measured otherwise. Raises `LimitsDiffer` with the part."""
    scales = {(one.moment, one.kind): one.scale for one in now.values}
    for one in frozen.values:
        scale = scales.get((one.moment, one.kind), one.scale)
        if tuple(scale) != tuple(one.scale):
            raise LimitsDiffer(part="scale", frozen=f"{one.moment} {one.scale[0]}–{one.scale[1]}", now=f"{scale[0]}–{scale[1]}")
    for part in ("study", "weight", "methods"):
        if getattr(frozen, part) != getattr(now, part):
            raise LimitsDiffer(part=part, frozen=str(getattr(frozen, part) or "–"), now=str(getattr(now, part) or "–"))
    then, here = ({name: tuple(values) for name, values in several.items() if name != "wave"} for several in (frozen.filters, now.filters))
    if then != here:
        raise LimitsDiffer(part="filters", frozen=str(then or "–"), now=str(here or "–"))
