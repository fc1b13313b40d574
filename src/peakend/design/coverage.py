"""Which needs of customers does no rule serve, which rules serve no need, and where is the organisation able to do better?

Three tables of the source: current standards beside needs (A14), as it is beside as it is to be on four dimensions (A11), shortfalls beside
the capability to mend them (E19). Standards, levels and capabilities are the organisation's word; needs and shortfalls are the customers'.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.gaps import Gaps
from peakend.analyse.interval import percentile_interval
from peakend.analyse.reading import Reading
from peakend.analyse.resample import probability_top, prove_order, rank_limits
from peakend.analyse.result import Estimate, Figure, Result, Row, figure_row, is_known
from peakend.define.study import Moment, Need
from peakend.define.survey import Question
from peakend.design.standards import Capability, Standard
from peakend.design.voices import METHOD
from peakend.errors import AnalysisError, NothingAsked
from peakend.text import Text

Floats = NDArray[np.float64]

ABLE: Final = 3
"""From this level on a capability is at hand."""

Cover = Literal["none", "part", "full"]
COVERED: Final = {"none": 0.0, "part": 0.5, "full": 1.0}
"""How much of a need a rule serves."""


@dataclass(frozen=True)
class CoverLine:
    """One need at one moment: who names it, whether it is core, which standards serve it, and how much is left open.

    `distance` = importance of the moment x share naming the need x (1 - cover), on the scale of importance, with joint resamples; ranks are
    by distance and hold together at 95 %. `mark`: the moment is a peak or the end by the source's rule (`proved` by the test).
    """

    scenario: str
    moment: Moment
    need: Need
    mark: Literal["peak", "end", ""]
    proved: bool
    share: Figure
    core: bool
    standards: tuple[Standard, ...]
    cover: Cover
    distance: Estimate
    rank: int
    rank_low: int
    rank_high: int
    p_top: float


@dataclass(frozen=True)
class Idle:
    """A standard that serves no need that was heard: it names none, or only such as nobody was asked about, or none of the core."""

    standard: Standard
    reason: Literal["no_need", "unheard", "not_core"]


@dataclass(frozen=True)
class Coverage(Result):
    """Needs beside rules. `open` are needs at peaks and ends that no rule serves."""

    question: ClassVar[str] = "coverage"
    title: ClassVar[Text] = Text(zh="服务标准与客户需求的距离", en="Standards beside needs")

    lines: tuple[CoverLine, ...]
    idle: tuple[Idle, ...]
    standards: tuple[Standard, ...]
    unasked: tuple[str, ...]
    """Moments at which nobody could name needs."""

    @property
    def open(self) -> tuple[CoverLine, ...]:
        """Needs at peaks and ends without any rule, the farthest first."""
        return tuple(line for line in self.lines if line.mark and line.cover == "none")

    def rows(self) -> list[Row]:
        """One row a need at a moment, the farthest first, then one for each idle standard."""
        return [_row(line) for line in self.lines] + [
            {
                "standard": one.standard.key,
                "label_zh": one.standard.name.say("zh"),
                "label_en": one.standard.name.say("en"),
                "idle": one.reason,
            }
            for one in self.idle
        ]


def _row(line: CoverLine) -> Row:
    return {
        "scenario": line.scenario,
        "moment": line.moment.key,
        "need": line.need.key,
        "mark": line.mark or None,
        "proved": line.proved if line.mark else None,
        **figure_row("share", line.share),
        "core": line.core,
        "cover": line.cover,
        "standards": [one.key for one in line.standards],
        **figure_row("distance", line.distance),
        "rank": line.rank,
        "rank_low": line.rank_low,
        "rank_high": line.rank_high,
        "p_top": line.p_top,
    }


def serving(standards: tuple[Standard, ...], moment: str, need: str) -> tuple[Standard, ...]:
    """The standards that serve a need at a moment.

    >>> rule = Standard("ring", Text(en="Ring back in two hours"), ("quick",), ("call",))
    >>> len(serving((rule,), "call", "quick")), len(serving((rule,), "visit", "quick"))
    (1, 0)
    """
    return tuple(one for one in standards if need in one.needs and (not one.moments or moment in one.moments))


def cover_of(standards: tuple[Standard, ...]) -> Cover:
    """How much of a need several standards serve together: the most of them; two halves do not make a whole."""
    return "full" if any(one.fulfils == "full" for one in standards) else "part" if standards else "none"


def compare_standards(reading: Reading, standards: tuple[Standard, ...], scenario: str = "") -> Coverage:
    """Which needs at which moments have no rule, and which rules serve no need? Of one scenario, or of all.

    Rows are the needs that could be named at a moment and were named by anybody there, and the core ones in any case. Moments whose
    importance was not asked are left out. Raises `NothingAsked`. Source: source A14; the distance is ours.
    """
    found = [
        (key, moment, mark, proved, group, line)
        for key, moment, mark, proved in _marked(reading, scenario)
        if (group := reading.needs.group(moment.key)) is not None
        for line in group.lines
        if line.need is not None and is_known(line.share) and (line.share.value > 0 or line.core)
    ]
    weigh = reading.evidence.about("importance", [moment.key for _, moment, *_ in found])
    found = [one for one in found if one[1].key in weigh]
    if not found:
        raise NothingAsked(analysis="coverage", measure="chosen")
    served = [serving(standards, moment.key, line.need.key) for _, moment, _, _, _, line in found if line.need is not None]
    covers = [cover_of(some) for some in served]
    questions = [weigh[moment.key] for _, moment, *_ in found]
    choices = [line.question for *_, line in found]
    values, draws = _distances(reading, questions, choices, np.array([1 - COVERED[cover] for cover in covers]))
    limits, top = rank_limits(prove_order(draws, values, freedom=reading.evidence.freedom)), probability_top(draws, _most(len(found)))
    lines = []
    for at, (key, moment, mark, proved, _, line) in enumerate(found):
        low, high = percentile_interval(draws[:, at])
        distance = Estimate(float(values[at]), min(low, values[at]), max(high, values[at]), line.share.n, METHOD)
        rank = 1 + int((values > values[at]).sum())
        need = line.need
        if need is not None:
            lines.append(
                CoverLine(
                    key,
                    moment,
                    need,
                    mark,
                    proved,
                    line.share,
                    line.core,
                    served[at],
                    covers[at],
                    distance,
                    rank,
                    *limits[at],
                    float(top[at]),
                )
            )
    lines.sort(key=lambda one: (one.rank, not one.mark))
    heard = {line.need.key for line in lines}
    core = {line.need.key for line in lines if line.core}
    base = reading.evidence.base(dict.fromkeys([*questions, *choices]), {METHOD, "rank-sets"}, resampled=True)
    asked = {group.about for group in reading.needs.groups}
    unasked = tuple(moment.key for _, moment, *_ in _marked(reading, scenario) if moment.key not in asked)
    return Coverage(base, tuple(lines), tuple(_idle(standards, heard, core)), standards, unasked)


def _most(count: int) -> int:
    return max(1, min(3, count // 2))


def _marked(reading: Reading, scenario: str) -> Iterator[tuple[str, Moment, Literal["peak", "end", ""], bool]]:
    """Every moment with whether it is a peak or the end."""
    for one in reading.study.scenarios:
        if scenario and one.key != scenario:
            continue
        part = reading.peaks.scenario(one.key)
        marks = {mark.moment.key: mark for mark in (part.marks if part is not None else ()) if mark.by_source}
        for moment in one.moments:
            mark = marks.get(moment.key)
            kind: Literal["peak", "end", ""] = "" if mark is None else "end" if mark.kind == "end" else "peak"
            yield one.key, moment, kind, mark is not None and mark.by_test


def _distances(reading: Reading, weigh: list[Question], choices: list[Question], left: Floats) -> tuple[Floats, Floats]:
    """Importance x share x what no rule serves: values and joint draws."""
    evidence = reading.evidence
    means = np.array([figure.value if is_known(figure := evidence.mean(one)) else 0.0 for one in weigh])
    shares = np.array([figure.value if is_known(figure := evidence.mean(one)) else 0.0 for one in choices])
    draws = np.nan_to_num(evidence.resampled_means(weigh) * evidence.resampled_means(choices)) * left
    return means * shares * left, draws


def _idle(standards: tuple[Standard, ...], heard: set[str], core: set[str]) -> Iterator[Idle]:
    for one in standards:
        if not one.needs:
            yield Idle(one, "no_need")
        elif not heard & set(one.needs):
            yield Idle(one, "unheard")
        elif not core & set(one.needs):
            yield Idle(one, "not_core")


Move = Literal["act", "build", "keep", "watch", "cannot_tell"]


@dataclass(frozen=True)
class AbilityLine:
    """One capability beside the shortfall of one moment where it is needed.

    `shortfall` is experience less expectation (below zero: customers get less than they expected). `move`: act (falls short, and able),
    build (falls short, and not able), watch (does not fall short, and not able), keep (neither), cannot_tell (not proved either way).
    """

    capability: Capability
    moment: Moment
    shortfall: Figure | None
    proved: bool
    move: Move


def weigh_abilities(reading: Reading, capabilities: tuple[Capability, ...]) -> tuple[AbilityLine, ...]:
    """Where does the service fall short, and is the organisation able to mend it? Where nothing was asked, nobody can tell (source E19)."""
    try:
        gaps: Gaps | None = reading.gaps
    except AnalysisError:
        gaps = None
    known = {line.moment.key: line for line in (gaps.lines if gaps else ()) if line.kind == "expectation"}
    lines = []
    for one in capabilities:
        for key in one.moments:
            line = known.get(key)
            short = line is not None and line.significant and line.direction == "below"
            enough = line is not None and is_known(line.gap) and not short and (line.gap.low >= 0 or line.significant)
            able = one.level >= ABLE
            move: Move = ("act" if able else "build") if short else ("keep" if able else "watch") if enough else "cannot_tell"
            lines.append(AbilityLine(one, reading.study.moment(key), None if line is None else line.gap, short, move))
    order = {"act": 0, "build": 1, "cannot_tell": 2, "watch": 3, "keep": 4}
    return tuple(sorted(lines, key=lambda line: (order[line.move], line.shortfall.value if is_known(line.shortfall) else 0.0)))
