"""How must answers be weighted so that they are spread like the population? Raking to the margins of the plan, trimming, and what it costs.

Each wave is weighted on its own, so that a change between waves is none of their make-up. Weights that answers have already (those of
the design) are the starting point. The mean weight is 1.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.methods import versions_of
from peakend.analyse.raking import Raked, Spread, rake_weights, trim_weights
from peakend.analyse.result import Base, Result, Row
from peakend.analyse.sampling import kish_effect
from peakend.define.answers import TEST, WAVE, WEIGHT
from peakend.define.plan import Margin, WeightingPlan
from peakend.define.study import Study
from peakend.errors import MarginsContradict, NoMargins, ShareWithoutAnswers, ValueWithoutShare
from peakend.scan.columns import marks_of, weights_of, words_of
from peakend.scan.sources import Source
from peakend.text import Text

Floats = NDArray[np.float64]

SETTLED: Final = 1e-6
"""Margins missed by more than this share of a value are not met."""

_CROSSED: Final = 2_000
"""Crossings of all margins that are looked through for empty ones."""


@dataclass(frozen=True)
class ShareLine:
    """One value of one margin: how many answered, its share of the sample (with base weights), of the population, and after weighting."""

    wave: str
    attribute: str
    value: str
    n: int
    sample: float
    population: float
    reached: float


@dataclass(frozen=True)
class WaveWeights:
    """What weighting took in one wave: rounds of raking, the effective number of responses, the design effect, weights trimmed."""

    wave: str
    n: int
    rounds: int
    effective: float
    design_effect: float
    trimmed: int
    smallest: float
    largest: float
    unknown: Mapping[str, int]
    """Responses without a value of an attribute: they keep their share of the sample."""
    empty: tuple[tuple[str, ...], ...]
    """Crossings of all margins with nobody in them; raking does without, but rests on fewer people."""


@dataclass(frozen=True)
class WeightingFit(Result):
    """Weights that make the answers look like the population, and what they cost."""

    question: ClassVar[str] = "weighting"
    title: ClassVar[Text] = Text(zh="按总体分布加权", en="Weighting to the population")

    plan: WeightingPlan
    lines: tuple[ShareLine, ...]
    waves: tuple[WaveWeights, ...]
    weights: Floats = field(compare=False, repr=False, default_factory=lambda: np.zeros(0))
    """The weight of each row, in their order; rows marked as test keep 1."""

    def rows(self) -> list[Row]:
        """One row a value of a margin and wave."""
        return [
            {
                "wave": line.wave,
                "attribute": line.attribute,
                "value": line.value,
                **label_row(self.base.study, line.attribute, line.value),
                "n": line.n,
                "sample_share": line.sample,
                "population_share": line.population,
                "weighted_share": line.reached,
            }
            for line in self.lines
        ]


def label_value(study: Study | None, attribute: str, value: str = "") -> Text:
    """A value of an attribute in the study's words, behind the name of the attribute; the attribute alone where no value is given."""
    known = study.survey.attribute(attribute) if study is not None else None
    name = known.name if known is not None else Text()
    zh, en = name.say("zh") or attribute, name.say("en") or attribute
    if not value:
        return Text(zh=zh, en=en)
    label = known.label(value) if known is not None else Text(value, value)
    return Text(zh=f"{zh}：{label.say('zh')}", en=f"{en}: {label.say('en')}")


def label_row(study: Study | None, attribute: str, value: str) -> Row:
    """The same as columns of a row."""
    label = label_value(study, attribute, value)
    return {"label_zh": label.zh, "label_en": label.en}


@dataclass(frozen=True)
class _Columns:
    """What weighting reads of the answers: a word a row for each attribute, base weights, tests, waves."""

    words: Mapping[str, NDArray[np.str_]]
    base: Floats
    test: NDArray[np.bool_]
    wave: NDArray[np.str_]


def fit_weights(study: Study, source: Source) -> WeightingFit:
    """Weights for the rows of these answers, by the plan of the study.

    w is raked to the margins within each wave (w ← w · T_v / Σ_v w until every total is met), then trimmed to `least` and `most` times
    the mean, what is cut being shared out. Responses without a value keep their share in that margin; margins that name attributes
    the answers lack are refused with the columns. Raises `NoMargins`, `ValueWithoutShare`, `ShareWithoutAnswers`,
    `MarginsContradict`. Source: Deming & Stephan 1940; Kish 1965 for the design effect.
    """
    plan = study.plan.weighting
    margins = [one for one in plan.margins if one.attribute in source.columns]
    if not margins:
        raise NoMargins
    columns = _read(source, [one.attribute for one in margins])
    weights = np.ones(len(columns.base))
    lines: list[ShareLine] = []
    waves: list[WaveWeights] = []
    for wave in np.unique(columns.wave[~columns.test]).tolist():
        rows = np.flatnonzero((columns.wave == wave) & ~columns.test)
        fitted, told, took = _fit_wave(plan, margins, columns, rows, wave)
        weights[rows] = fitted
        lines += told
        waves.append(took)
    tests = int(columns.test.sum())
    base = Base(
        read=len(weights),
        n=len(weights) - tests,
        left_out={TEST: tests} if tests else {},
        methods=versions_of(["raking", "trimming"]),
        synthetic=study.synthetic,
        study=study,
    )
    return WeightingFit(base, plan, tuple(lines), tuple(waves), weights)


def _read(source: Source, attributes: Sequence[str]) -> _Columns:
    present = set(source.columns)
    reserved = [name for name in (WEIGHT, TEST, WAVE) if name in present]
    words: dict[str, list[NDArray[np.str_]]] = {name: [] for name in (*attributes, WAVE)}
    base: list[Floats] = []
    test: list[NDArray[np.bool_]] = []
    for batch in source.batches([*attributes, *reserved]):
        rows = batch.num_rows
        for name, parts in words.items():
            place, known = words_of(batch.column(name)) if name in batch.schema.names else (np.zeros(rows, dtype=np.int64), [""])
            parts.append(np.array(known or [""], dtype=np.str_)[place])
        base.append(weights_of(WEIGHT, batch.column(WEIGHT)) if WEIGHT in present else np.ones(rows))
        test.append(marks_of(TEST, batch.column(TEST)) if TEST in present else np.zeros(rows, dtype=bool))
    joined = {name: np.concatenate(parts) for name, parts in words.items()}
    return _Columns({name: joined[name] for name in attributes}, np.concatenate(base), np.concatenate(test), joined[WAVE])


def _fit_wave(
    plan: WeightingPlan, margins: Sequence[Margin], columns: _Columns, rows: NDArray[np.intp], wave: str
) -> tuple[Floats, list[ShareLine], WaveWeights]:
    """The weights of one wave, with the shares before and after."""
    base = columns.base[rows] * len(rows) / max(float(columns.base[rows].sum()), np.finfo(float).tiny)
    words = {one.attribute: columns.words[one.attribute][rows] for one in margins}
    spreads = [_spread(one, words[one.attribute], base, wave) for one in margins]
    raked = rake_weights(base, spreads)
    _require_settled(raked)
    fitted = _trim(plan, raked.weights)
    trimmed = int(np.count_nonzero((raked.weights < plan.least) | (raked.weights > (plan.most or np.inf))))
    lines = [line for margin, spread in zip(margins, spreads, strict=True) for line in _shares(margin, spread, base, fitted, wave)]
    effect = kish_effect(fitted)
    took = WaveWeights(
        wave=wave,
        n=len(rows),
        rounds=raked.rounds,
        effective=len(rows) / effect if effect else 0.0,
        design_effect=effect,
        trimmed=trimmed,
        smallest=float(fitted.min(initial=np.inf)),
        largest=float(fitted.max(initial=0.0)),
        unknown={one.attribute: count for one in margins if (count := int(np.count_nonzero(words[one.attribute] == "")))},
        empty=_find_empty(margins, words),
    )
    return fitted, lines, took


def _spread(margin: Margin, words: NDArray[np.str_], base: Floats, wave: str) -> Spread:
    """One margin as places and totals; those without a value keep the weight they have. Raises what a wrong margin raises."""
    values = [value for value, _ in margin.shares]
    counts = Counter(words.tolist())
    for value, times in counts.items():
        if value and value not in values:
            raise ValueWithoutShare(attribute=margin.attribute, value=value, rows=times, known=", ".join(values))
    for value, share in margin.shares:
        if share > 0 and not counts[value]:
            raise ShareWithoutAnswers(attribute=margin.attribute, value=value, share=f"{share:.1%}", wave=f" ({wave})" if wave else "")
    number = {value: place for place, value in enumerate(values)}
    place = np.array([number.get(word, -1) for word in words.tolist()], dtype=np.intp)
    shares = np.array([share for _, share in margin.shares], dtype=np.float64)
    return Spread(place, shares / shares.sum() * float(base[place >= 0].sum()))


def _require_settled(raked: Raked) -> None:
    if raked.miss > SETTLED:
        raise MarginsContradict(rounds=raked.rounds, miss=f"{raked.miss:.2%}")


def _trim(plan: WeightingPlan, weights: Floats) -> Floats:
    if not plan.least and not plan.most:
        return weights
    return trim_weights(weights, plan.least, plan.most or np.inf)


def _shares(margin: Margin, spread: Spread, base: Floats, fitted: Floats, wave: str) -> list[ShareLine]:
    before, after = spread.sums(base), spread.sums(fitted)
    counts = np.bincount(spread.place[spread.known], minlength=len(spread.totals))
    total = spread.totals.sum()
    return [
        ShareLine(
            wave=wave,
            attribute=margin.attribute,
            value=value,
            n=int(counts[place]),
            sample=float(before[place] / before.sum()),
            population=float(spread.totals[place] / total),
            reached=float(after[place] / after.sum()),
        )
        for place, (value, _) in enumerate(margin.shares)
    ]


def _find_empty(margins: Sequence[Margin], words: Mapping[str, NDArray[np.str_]]) -> tuple[tuple[str, ...], ...]:
    """Crossings of the values of all margins that nobody has, as long as there are not too many to look through."""
    values = [[value for value, share in one.shares if share > 0] for one in margins]
    if len(margins) < 2 or np.prod([len(one) for one in values]) > _CROSSED:  # noqa: PLR2004 - one margin has no crossings
        return ()
    seen = set(zip(*(words[one.attribute].tolist() for one in margins), strict=True))
    return tuple(crossing for crossing in product(*values) if crossing not in seen)
