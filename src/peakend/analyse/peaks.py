"""Which moments are the peaks of a scenario, which is its end, and which of them are shared by several scenarios?

Two rules side by side. The *source's rule*: a peak lies above the scenario's mean and among its highest moments before the end stage;
the end is the highest moment of the end stage. The *tested rule* asks the same of the evidence: a peak is among the highest in at least
`SURE_SHARE` of all resamples, and its deviation from each respondent's own mean is proved positive (Holm). Stated importance is not
felt intensity: whether these moments make the memory is another question, answered by the test of the peak-end rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence
from peakend.analyse.importance import TOP, Importance, ScenarioImportance, importance_questions
from peakend.analyse.resample import ROUNDING, probability_top, row_means
from peakend.analyse.result import Figure, Part, Result, Row, figure_row, is_known
from peakend.define.study import CommonMoment, Moment, Published, Scenario, Study
from peakend.text import Text

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SURE_SHARE: Final = 0.8
"""The share of resamples in which a moment must be a peak (or the end) to count as one by the tested rule."""

SHARED: Final = 2
"""In how many scenarios a common moment must be a peak to be a common peak."""


@dataclass(frozen=True)
class Mark:
    """One moment as a candidate for peak or end.

    `by_source` and `by_test` are the two rules; `probability` is the share of resamples in which the source's rule picks it,
    `p_top` that in which it is among the highest (of the end stage for ends). `published` says what the study's source printed.
    """

    moment: Moment
    scenario: str
    kind: str
    """`peak` or `end`."""
    importance: Figure
    probability: float
    p_top: float
    by_source: bool
    by_test: bool
    published: bool | None
    last: bool = False
    """For ends: whether it is the last moment that anybody gave an answer about."""


@dataclass(frozen=True)
class ScenarioPeaks(Part):
    """Peaks and end of one scenario, every candidate marked, with the mean the rule stands on."""

    scenario: Scenario
    mean: Figure
    marks: tuple[Mark, ...]
    published_mean: float | None = None

    @property
    def peaks(self) -> tuple[Mark, ...]:
        """The peaks by the source's rule."""
        return tuple(mark for mark in self.marks if mark.kind == "peak" and mark.by_source)

    @property
    def tested_peaks(self) -> tuple[Mark, ...]:
        """The peaks by the tested rule."""
        return tuple(mark for mark in self.marks if mark.kind == "peak" and mark.by_test)

    @property
    def end(self) -> Mark | None:
        """The end by the source's rule; nothing where there is no end stage or nobody was asked about it."""
        return next((mark for mark in self.marks if mark.kind == "end" and mark.by_source), None)

    @property
    def last(self) -> Mark | None:
        """The last moment of the end stage that anybody gave an answer about."""
        return next((mark for mark in self.marks if mark.last), None)


@dataclass(frozen=True)
class CommonMark:
    """One common moment: in which scenarios it is a peak (or the end), and whether that makes it a common one."""

    common: CommonMoment
    kind: str
    scenarios: tuple[str, ...]
    tested: tuple[str, ...]
    probability: float
    """The share of resamples in which the source's rule picks it in at least `SHARED` scenarios."""
    shared: bool
    shared_tested: bool
    published: bool | None


@dataclass(frozen=True)
class Peaks(Result):
    """Peaks and ends of every scenario by both rules, and the common ones across scenarios."""

    question: ClassVar[str] = "peaks"
    title: ClassVar[Text] = Text(zh="峰值与终值", en="Peaks and ends")

    scenarios: tuple[ScenarioPeaks, ...]
    common: tuple[CommonMark, ...]

    def scenario(self, key: str) -> ScenarioPeaks | None:
        """One scenario's part."""
        return next((one for one in self.scenarios if one.scenario.key == key), None)

    def rows(self) -> list[Row]:
        """One row a candidate in each scenario, then one a common moment."""
        own = [_mark_row(one, mark) for one in self.scenarios for mark in one.marks]
        return own + [_common_row(mark) for mark in self.common]


def _mark_row(one: ScenarioPeaks, mark: Mark) -> Row:
    rated = is_known(mark.importance)
    rivals = sum(is_known(other.importance) for other in one.marks if other.kind == mark.kind)
    chosen = rated and rivals > (TOP if mark.kind == "peak" else 1)  # where no more compete than there are places, all are among them
    return {
        "scope": "scenario",
        "scenario": mark.scenario,
        "moment": mark.moment.key,
        "kind": mark.kind,
        **figure_row("importance", mark.importance),
        "by_source": mark.by_source if rated else None,
        "by_test": mark.by_test if rated else None,
        "probability": mark.probability if rated else None,
        "p_top": mark.p_top if chosen else None,
        "published": mark.published,
        "last": mark.last,
    }


def _common_row(mark: CommonMark) -> Row:
    return {
        "scope": "common",
        "scenario": ", ".join(mark.scenarios),
        "moment": mark.common.key,
        "kind": mark.kind,
        "by_source": mark.shared,
        "by_test": mark.shared_tested,
        "probability": mark.probability,
        "published": mark.published,
    }


@dataclass(frozen=True)
class _Picked:
    """What the source's rule picks in each resample of one scenario: one column a moment."""

    moments: tuple[str, ...]
    peaks: Flags
    ends: Flags


def find_peaks(evidence: Evidence, importance: Importance) -> Peaks:
    """Which moments are peaks, which is the end, by the source's rule and by the tested one?

    Source's rule (A56-A60): outside the end stage, mean importance above the scenario's mean and among the `TOP` highest; in the end
    stage, the highest. Its probability is the share of joint resamples in which the same rule picks the moment again. Tested rule:
    share of resamples among the `TOP` highest (highest of the end stage) at least `SURE_SHARE`, and for peaks a deviation above zero after
    Holm. Ties: all tied moments are picked. A scenario without an end stage has no end; a stage of one moment is its own
    highest, with probability 1, and says nothing about how much it matters.

    Common (A61): a common moment that is a peak in at least two scenarios. The equivalence of moments is the study's own list.
    Raises what `weigh_moments` raises.
    """
    published = {one.scenario: one for one in evidence.study.published}
    scenarios, picked = [], {}
    for scenario, questions in importance_questions(evidence.study, evidence.present):
        weighed = importance.scenario(scenario.key)
        if weighed is None:
            continue
        known = np.array([is_known(line.mean) for line in weighed.lines])
        draws = np.where(known, evidence.resampled_means(questions), np.nan)
        moments = tuple(question.about for question in questions)
        ends = np.array([evidence.study.ends(moment) for moment in moments])
        picked[scenario.key] = _pick(moments, draws, ends)
        scenarios.append(_judge(weighed, picked[scenario.key], draws, ends, published.get(scenario.key)))
    found = {one.scenario.key: one for one in scenarios}
    common = _common(evidence.study, found, picked, published.get(""))
    return Peaks(importance.base, tuple(scenarios), common)


def _pick(moments: tuple[str, ...], draws: Floats, ends: Flags) -> _Picked:
    """Apply the source's rule to every row of means: shape (rows, moments) of flags for peaks and for ends."""
    filled = np.where(np.isfinite(draws), draws, -np.inf)
    known = np.isfinite(draws)
    middle = row_means(draws)
    before = np.where(ends[None, :], -np.inf, filled)
    higher = (before[:, None, :] > before[:, :, None]).sum(axis=2)
    peaks = ~ends[None, :] & (higher < TOP) & (filled > middle[:, None] + ROUNDING) & known
    last = np.where(ends[None, :], filled, -np.inf)
    top = last.max(axis=1, initial=-np.inf)[:, None]
    return _Picked(moments, peaks, ends[None, :] & (last == top) & known)


def _judge(weighed: ScenarioImportance, picked: _Picked, draws: Floats, ends: Flags, published: Published | None) -> ScenarioPeaks:
    means = np.array([[line.mean.value if is_known(line.mean) else np.nan for line in weighed.lines]])
    now = _pick(picked.moments, means, ends)
    shown = ends if ends.any() else np.zeros_like(ends)
    top_before = _top_among(draws, ~ends, TOP)
    top_end = _top_among(draws, shown, 1)
    lived = [line.moment.key for line, end in zip(weighed.lines, ends, strict=True) if end and line.mean.n > 0]
    marks = []
    for at, line in enumerate(weighed.lines):
        end = bool(ends[at])
        p_top = float(top_end[at] if end else top_before[at])
        known = published is not None and bool(published.ends if end else published.peaks)
        named = () if published is None else (published.ends if end else published.peaks)
        marks.append(
            Mark(
                moment=line.moment,
                scenario=line.scenario,
                kind="end" if end else "peak",
                importance=line.mean,
                probability=float((picked.ends if end else picked.peaks)[:, at].mean()),
                p_top=p_top,
                by_source=bool((now.ends if end else now.peaks)[0, at]),
                by_test=p_top >= SURE_SHARE and (end or line.above_proved),
                published=line.moment.key in named if known else None,
                last=line.moment.key in lived[-1:],
            )
        )
    return ScenarioPeaks(weighed.scenario, weighed.mean, tuple(marks), None if published is None else published.mean)


def _top_among(draws: Floats, chosen: Flags, most: int) -> Floats:
    """P(among the `most` highest of the chosen columns), zero elsewhere."""
    top = np.zeros(draws.shape[1])
    if chosen.any():
        top[chosen] = probability_top(draws[:, chosen], min(most, int(chosen.sum())))
    return top


def _common(
    study: Study, found: Mapping[str, ScenarioPeaks], picked: Mapping[str, _Picked], published: Published | None
) -> tuple[CommonMark, ...]:
    marks = []
    for common in study.common:
        for kind in ("peak", "end"):
            mark = _common_mark(common, kind, found, picked, published)
            if mark.scenarios or mark.probability > 0:
                marks.append(mark)
    return tuple(marks)


def _common_mark(
    common: CommonMoment, kind: str, found: Mapping[str, ScenarioPeaks], picked: Mapping[str, _Picked], published: Published | None
) -> CommonMark:
    by_source, by_test, times = [], [], None
    for key, one in found.items():
        marks = [(at, mark) for at, mark in enumerate(one.marks) if mark.kind == kind and mark.moment.common == common.key]
        if not marks:
            continue
        if any(mark.by_source for _, mark in marks):
            by_source.append(key)
        if any(mark.by_test for _, mark in marks):
            by_test.append(key)
        flags = picked[key].peaks if kind == "peak" else picked[key].ends
        here = flags[:, [at for at, _ in marks]].any(axis=1).astype(int)
        times = here if times is None else times + here
    named = () if published is None else (published.peaks if kind == "peak" else published.ends)
    return CommonMark(
        common=common,
        kind=kind,
        scenarios=tuple(by_source),
        tested=tuple(by_test),
        probability=0.0 if times is None else float((times >= SHARED).mean()),
        shared=len(by_source) >= SHARED,
        shared_tested=len(by_test) >= SHARED,
        published=common.key in named if named else None,
    )
