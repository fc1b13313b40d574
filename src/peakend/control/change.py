"""Did a change help? One question before and after, and where somebody was left as they were, beside those.

The standard error follows from how the answers came about: other people, the same people, some of both, whole branches. Which it was is
found out from the respondents and said.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal

import numpy as np

from peakend.analyse.contrast import contrast_of
from peakend.analyse.evidence import Evidence, levels_of
from peakend.analyse.interval import t_quantile, z_quantile
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.panel import order_wave
from peakend.analyse.reading import Reading
from peakend.analyse.result import LEVEL, Estimate, Figure, Result, Row, figure_row, is_known
from peakend.control.arms import Arm, Corner, Design, contrast_arms, gather_arm
from peakend.control.effect import Effect, adjust_for_before, take_out_before
from peakend.control.statistic import Statistic, choose_statistic, score_answers
from peakend.define.survey import Question
from peakend.errors import EffectUnsplit, NothingSelected
from peakend.text import Text

NEEDED: Final = 10
"""Fewer answers on a side are not compared."""

Warned = Literal["regression", "not_parallel", "few_clusters", "no_comparison", "different_people"]
"""What an effect may be besides an effect."""

_FEW_CLUSTERS: Final = 20
_POWER: Final = 0.8416212335729143
"""The 80 % quantile of the normal distribution."""
_TREND: Final = 3
"""Periods before the change that a look at parallel trends needs."""
_ALPHA: Final = 0.05

add_methods(
    Method(
        "effect-units",
        "1",
        Text("前后差值，按受访者线性化", "difference, linearised over respondents"),
        "Welch 1947; Kish 1965; Särndal et al. 1992",
    ),
    Method(
        "effect-did",
        "1",
        Text("双重差分，按受访者或聚类线性化", "difference in differences, linearised over respondents or clusters"),
        "Angrist & Pischke 2009; Liang & Zeger 1986",
    ),
    Method(
        "effect-ancova",
        "1",
        Text("协方差分析：扣除事前分", "ANCOVA: the score before taken out"),
        "Fisher 1932; Deng, Xu, Kohavi & Walker 2013",
    ),
    Method(
        "trend-parallel",
        "1",
        Text("改动前的趋势差", "difference of trends before the change"),
        "weighted least squares on differences by period",
    ),
)


@dataclass(frozen=True)
class Side:
    """One side of the comparison: before or after, treated or not, with its figure."""

    when: Literal["before", "after"]
    treated: bool
    figure: Figure


@dataclass(frozen=True)
class Step:
    """One period of the view of trends: what the treated and the others said."""

    period: str
    after: bool
    treated: Figure
    others: Figure | None


@dataclass(frozen=True)
class Change(Result):
    """The effect of a change on one question."""

    question: ClassVar[str] = "effect"
    title: ClassVar[Text] = Text(zh="改进效果", en="Effect of the change")

    asked: Question
    statistic: Statistic
    when: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    treated: Mapping[str, Sequence[str]]
    sides: tuple[Side, ...]
    effect: Estimate
    p_value: float
    design: Design
    shared: int
    """People (or clusters) with answers on more than one side."""
    detectable: float
    """The smallest true effect that would have been found with a chance of 80 %."""
    adjusted: Estimate | None
    """The effect with everybody's own score before taken out (ANCOVA), where people answered twice."""
    saved: float | None
    """By how much that lowered the variance."""
    steps: tuple[Step, ...]
    parallel: Estimate | None
    """Before the change: how much faster the treated rose than the others, a period."""
    parallel_p: float | None
    drift: float | None
    """How far the treated would come back on their own, if they were picked for being bad."""
    warnings: tuple[Warned, ...] = ()

    def rows(self) -> list[Row]:
        """The effect, then what it is made of."""
        told: list[Row] = [self._row("effect", self.effect, self.p_value)]
        if self.adjusted is not None:
            told.append(self._row("adjusted", self.adjusted, None))
        if self.parallel is not None:
            told.append(self._row("parallel", self.parallel, self.parallel_p))
        told += [
            self._row(f"{'treated_' if one.treated else 'others_' if self.treated else ''}{one.when}", one.figure) for one in self.sides
        ]
        return told

    def _row(self, part: str, figure: Figure, p_value: float | None = None) -> Row:
        return {
            "part": part,
            **figure_row("value", figure),
            "p_value": p_value,
            "design": self.design if part == "effect" else "",
            "shared": self.shared if part == "effect" else None,
            "detectable": self.detectable if part == "effect" else None,
        }


def measure_effect(
    reading: Reading,
    question: str,
    before: str | Sequence[str],
    after: str | Sequence[str],
    *,
    treated: Mapping[str, str | Sequence[str]] | None = None,
    when: str = "wave",
    statistic: str = "",
    cluster: str = "",
) -> Change:
    """Did the change move this question, and by how much?

    `before` and `after` are waves, or periods (`when="month"`), one or several; "2024-01..2024-05" means all from the first to the last.
    `treated` says by an attribute who got the change: then the effect is their change minus that of all others (difference in
    differences), and it holds only if both would have moved alike. `cluster` names the attribute of whole units (branches) in which
    people were treated together; else respondents are the units.

    Var = ΣV_a + 2 Σ s_a s_b C_ab over the sides, V and C linearised over units (so the same people on two sides lower the error as a
    paired test does), degrees of freedom by Satterthwaite, n - 1 for pairs, G - 1 for clusters. Missing answers are left out; weights
    count. Raises `NothingSelected`, `EffectUnsplit`, `UnknownStatistic`, `UnknownAttribute`, `NoDates`.
    Source: Welch 1947; Kish 1965, §12.4; Angrist & Pischke 2009, ch. 5.
    """
    asked = reading.study.survey.question(question)
    chosen = choose_statistic(asked, statistic)
    group = {name: (values,) if isinstance(values, str) else tuple(values) for name, values in (treated or {}).items()}
    attribute = next(iter(group), "")
    by = [when, *([attribute] if attribute else []), *([cluster] if cluster else [])]
    cells = {key: one for key, one in reading.count([levels_of(asked)], by).items() if key[0]}
    names = sorted({key[0] for key in cells}, key=order_wave)
    first, last = _select("before", before, names), _select("after", after, names)
    if both := set(first) & set(last):
        raise EffectUnsplit(value=", ".join(sorted(both)))
    picked = {name: is_after for several, is_after in ((first, False), (last, True)) for name in several}
    sides = dict(_gather(cells, picked, group.get(attribute, ()), attribute))
    _require_enough(asked, sides, names, attribute)
    arms = {key: gather_arm(key, parts, asked, chosen, attribute=attribute, cluster=cluster) for key, parts in sides.items()}
    whole = reading.count([levels_of(asked)], [])[()]
    found = _Found(whole, asked, chosen, attribute, group.get(attribute, ()), cells, sides, arms, bool(cluster))
    return found.tell(when, first, last, group, names)


def _select(name: str, wanted: str | Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The periods meant. Raises `NothingSelected`."""
    found: list[str] = []
    for word in (wanted,) if isinstance(wanted, str) else wanted:
        start, dots, stop = word.partition("..")
        if dots:
            found += [one for one in known if order_wave(start) <= order_wave(one) <= order_wave(stop)]
        elif word in known:
            found.append(word)
        else:
            raise NothingSelected(name=word, found=0, needed=NEEDED, known=", ".join(known[:30]))
    if not found:
        raise NothingSelected(name=name, found=0, needed=NEEDED, known=", ".join(known[:30]))
    return tuple(dict.fromkeys(found))


def _gather(
    cells: Mapping[tuple[str, ...], Evidence], picked: Mapping[str, bool], wanted: Sequence[str], attribute: str
) -> Iterator[tuple[Corner, list[tuple[tuple[str, ...], Evidence]]]]:
    """The cells of each side; who has no value of the attribute is on neither."""
    sides: dict[Corner, list[tuple[tuple[str, ...], Evidence]]] = {}
    for key, one in cells.items():
        if key[0] in picked and (not attribute or key[1]):
            sides.setdefault((picked[key[0]], not attribute or key[1] in wanted), []).append((key, one))
    yield from sides.items()


def _require_enough(
    asked: Question, sides: Mapping[Corner, list[tuple[tuple[str, ...], Evidence]]], names: Sequence[str], attribute: str
) -> None:
    """Every side needs answers. Raises `NothingSelected`."""
    needed = [(after, treated) for treated in ((True, False) if attribute else (True,)) for after in (False, True)]
    for side in needed:
        found = sum(one.answered(asked).n for _, one in sides.get(side, []))
        if found < NEEDED:
            name = f"{attribute or 'wave'} {'=' if side[1] else '≠'} · {'after' if side[0] else 'before'}"
            raise NothingSelected(name=name, found=found, needed=NEEDED, known=", ".join(names[:30]))


@dataclass(frozen=True)
class _Found:
    """What was counted, on the way to the result."""

    whole: Evidence
    asked: Question
    statistic: Statistic
    attribute: str
    wanted: Sequence[str]
    cells: Mapping[tuple[str, ...], Evidence]
    sides: Mapping[Corner, list[tuple[tuple[str, ...], Evidence]]]
    arms: Mapping[Corner, Arm]
    clustered: bool

    def tell(
        self, when: str, first: tuple[str, ...], last: tuple[str, ...], group: Mapping[str, Sequence[str]], names: Sequence[str]
    ) -> Change:
        """The result."""
        effect, design, shared = contrast_arms(list(self.arms.values()), clustered=self.clustered)
        n = sum(one.answered(self.asked).n for parts in self.sides.values() for _, one in parts)
        method = "effect-did" if self.attribute else "effect-units"
        estimate, verdict = contrast_of(effect.value, effect.error, effect.freedom, n, method)
        adjusted = self._adjust() if self.attribute else None
        steps = tuple(self._steps(names, last)) if self.attribute else ()
        parallel = self._parallel(steps)
        drift = self._drift()
        return Change(
            base=self.whole.base(
                [self.asked], [method, *(["effect-ancova"] if adjusted else []), *(["trend-parallel"] if parallel else [])]
            ),
            asked=self.asked,
            statistic=self.statistic,
            when=when,
            before=first,
            after=last,
            treated=group,
            sides=tuple(Side("after" if key[0] else "before", key[1], self._figure(parts)) for key, parts in sorted(self.sides.items())),
            effect=estimate,
            p_value=verdict.p_value,
            design=design,
            shared=shared,
            detectable=(z_quantile(LEVEL) + _POWER) * effect.error,
            adjusted=None if adjusted is None else _estimate(adjusted[0], n, "effect-ancova"),
            saved=None if adjusted is None else adjusted[1],
            steps=steps,
            parallel=None if parallel is None else _estimate(parallel, n, "trend-parallel"),
            parallel_p=None if parallel is None else parallel.p_value,
            drift=drift,
            warnings=tuple(self._warn(design, shared, parallel)),
        )

    def _figure(self, parts: Sequence[tuple[tuple[str, ...], Evidence]]) -> Figure:
        """The figure of one side, all its cells together."""
        first, *others = [one for _, one in parts]
        cell = first.cell
        for other in others:
            cell = cell.join(other.cell)
        scores = score_answers(self.asked, self.statistic)
        joined = replace(first, cell=cell)
        if self.statistic == "share":
            return joined.share(self.asked, joined.values(self.asked)[scores > 0].tolist())
        return joined.scored(self.asked, scores)

    def _adjust(self) -> tuple[Effect, float] | None:
        """The effect with everybody's own score before taken out, and the variance that saved; nothing where too few answered twice.

        By regression (ANCOVA), which is right too where the treated were picked by that score; CUPED's figure for what is saved.
        """
        rows: list[tuple[float, float, float]] = []
        for treated in (True, False):
            before, after = (self._scores((later, treated)) for later in (False, True))
            rows += [(before[name], after[name], float(treated)) for name in before.keys() & after.keys()]
        table = np.array(sorted(rows)) if rows else np.zeros((0, 3))
        enough = all(int((table[:, 2] == arm).sum()) >= NEEDED for arm in (0, 1))
        if not enough or self.clustered or float(np.var(table[:, 0])) == 0:
            return None
        before, after, treated = table.T
        return adjust_for_before(before, after, treated), take_out_before(before, after, treated).saved

    def _scores(self, corner: Corner) -> dict[int, float]:
        """The mean score of each known respondent on one side; nothing where rows are folded into blocks or weighted."""
        scores, sums = score_answers(self.asked, self.statistic), dict[int, list[float]]()
        for _, one in self.sides.get(corner, []):
            if one.cell.by_block or one.cell.weighted or not one.owned:
                return {}
            units = np.asarray(one.cell.units(levels_of(self.asked))[:, : len(scores)], dtype=np.float64)
            for name, top, below in zip(one.cell.unit_names.tolist(), (units @ scores).tolist(), units.sum(axis=1).tolist(), strict=True):
                if below > 0 and name >= 0:
                    known = sums.setdefault(name, [0.0, 0.0])
                    known[0], known[1] = known[0] + top, known[1] + below
        return {name: top / below for name, (top, below) in sums.items()}

    def _steps(self, names: Sequence[str], last: Sequence[str]) -> Iterator[Step]:
        """Treated and others in every period."""
        for name in names:
            parts: dict[bool, list[tuple[tuple[str, ...], Evidence]]] = {True: [], False: []}
            for key, one in self.cells.items():
                if key[0] == name and key[1]:
                    parts[key[1] in self.wanted].append((key, one))
            if all(sum(one.answered(self.asked).n for _, one in several) >= NEEDED for several in parts.values()):
                yield Step(
                    name, name in last or order_wave(name) > order_wave(last[0]), self._figure(parts[True]), self._figure(parts[False])
                )

    def _parallel(self, steps: Sequence[Step]) -> Effect | None:
        """The slope of the difference over the periods before the change, by weighted least squares with known variances."""
        known = [
            (one.treated.value - one.others.value, _variance(one.treated) + _variance(one.others))
            for one in steps
            if not one.after and is_known(one.treated) and is_known(one.others)
        ]
        if len(known) < _TREND or any(square <= 0 for _, square in known):
            return None
        apart, weight = np.array([value for value, _ in known]), 1 / np.array([square for _, square in known])
        time = np.arange(len(known), dtype=np.float64)
        centred = time - float(weight @ time) / float(weight.sum())
        below = float(weight @ centred**2)
        return Effect(float((weight * centred) @ apart) / below, math.sqrt(1 / below), math.inf)

    def _drift(self) -> float | None:
        """How far the treated would come back if they were picked for being bad: (1 - r)(others - treated) before the change."""
        before = {treated: self.arms.get((False, treated)) for treated in (True, False)}
        treated, others = before[True], before[False]
        if treated is None or others is None:
            return None
        apart, error = others.value - treated.value, math.sqrt(treated.variance + others.variance)
        first, second = self._scores((False, False)), self._scores((True, False))
        both = sorted(first.keys() & second.keys())
        if apart <= z_quantile(LEVEL) * error or len(both) < NEEDED:
            return None
        table = np.array([(first[name], second[name]) for name in both])
        if min(table.std(axis=0)) == 0:
            return None
        return (1 - max(float(np.corrcoef(table.T)[0, 1]), 0.0)) * apart

    def _warn(self, design: Design, shared: int, parallel: Effect | None) -> Iterator[Warned]:
        """What the effect may be besides an effect."""
        if not self.attribute:
            yield "no_comparison"
        if self.attribute and self._worse_before():
            yield "regression"
        if parallel is not None and parallel.p_value < _ALPHA:
            yield "not_parallel"
        if design == "clusters" and shared < _FEW_CLUSTERS:
            yield "few_clusters"
        if design == "independent":
            yield "different_people"

    def _worse_before(self) -> bool:
        """Whether the treated were proved worse than the others before anything was done."""
        treated, others = self.arms[False, True], self.arms[False, False]
        return others.value - treated.value > z_quantile(LEVEL) * math.sqrt(treated.variance + others.variance)


def _variance(figure: Estimate) -> float:
    """The squared standard error of a figure."""
    return (figure.half / t_quantile(figure.level, max(figure.n - 1, 1))) ** 2


def _estimate(effect: Effect, n: int, method: str) -> Estimate:
    """An effect as an estimate."""
    low, high = effect.interval()
    return Estimate(effect.value, low, high, n, method)
