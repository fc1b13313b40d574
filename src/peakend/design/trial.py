"""Does a designed moment pass? The four determinants of an effective experience and the three laws, each with its evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from peakend.analyse.emot_lines import EmotLine
from peakend.analyse.importance import Importance
from peakend.analyse.laws import Badge
from peakend.analyse.peaks import SURE_SHARE
from peakend.analyse.reading import Reading
from peakend.analyse.result import Figure, is_known
from peakend.define.study import Segment
from peakend.design.coverage import cover_of, serving
from peakend.design.decision import Decision
from peakend.design.grounds import find_emot
from peakend.design.standards import Standard
from peakend.errors import PeakendError

Check = Literal["customer", "need", "brand", "memory", "two_factor", "painkiller", "resonator"]
CHECKS: Final[tuple[Check, ...]] = get_args(Check)
"""The four determinants of an effective experience (source A40), then the three laws (B37-B39)."""

Outcome = Literal["met", "not_met", "cannot_tell"]

BRAND: Final = 4.5
"""The middle of the scale on which the team rates the fit with what the company wants to stand for (0 to 9)."""


@dataclass(frozen=True)
class CheckLine:
    """One check of one moment: the outcome, and what says so (a figure, a probability, the needs that are still open)."""

    check: Check
    outcome: Outcome
    figure: Figure | None = None
    probability: float | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class MomentTest:
    """All checks of one moment."""

    moment: str
    lines: tuple[CheckLine, ...]

    def line(self, check: Check) -> CheckLine:
        """One check."""
        return next(one for one in self.lines if one.check == check)


def judge_moment(reading: Reading, moment: str, standards: tuple[Standard, ...] = (), decisions: Sequence[Decision] = ()) -> MomentTest:
    """Does a designed moment pass? Each check is met, not met, or cannot be told, with its evidence.

    *Right customer*: for the segment that a decision about this moment names, the moment is among the three most important in at least 80 %
    of resamples of that segment's own answers (not met: in at most 20 %). *Most urgent need*: every need proved core at this moment is
    served fully by a standard or taken up by a decision. *Brand*: the interval of the team's fit ratings lies above (below) the middle of
    its scale. *Memory*: the service there is effective (negative or bland) with at least 80 %. *Laws*: as `analyse.laws` has them; a law
    that is neither earned nor refuted (80 %) cannot be told. Source: A40, B37-B39, B2; the thresholds are ours.

    Raises `UnknownMoment`.
    """
    reading.study.moment(moment)
    mine = [one for one in decisions if moment in one.moments and one.status != "dropped"]
    line = _safe(lambda: find_emot(reading, moment))
    return MomentTest(
        moment,
        (
            _judge_customer(reading, moment, mine),
            _judge_need(reading, moment, standards, mine),
            _judge_brand(line),
            _judge_memory(line),
            *(_judge_law(law, None if line is None else line.badge(law)) for law in ("two_factor", "painkiller", "resonator")),
        ),
    )


def _safe(find: Callable[[], EmotLine | None]) -> EmotLine | None:
    try:
        return find()
    except PeakendError:
        return None


def _judge_customer(reading: Reading, moment: str, decisions: Sequence[Decision]) -> CheckLine:
    keys = list(dict.fromkeys(one.segment for one in decisions if one.segment))
    segments = [one for one in reading.study.segments if one.key in keys and one.attribute]
    outcomes: list[CheckLine] = []
    for segment in segments:
        weighed = _weigh_within(reading, segment)
        line = next((one for one in (weighed.lines if weighed else ()) if one.moment.key == moment and is_known(one.mean)), None)
        outcome: Outcome = "cannot_tell" if line is None else _by_chance(line.p_top)
        outcomes.append(CheckLine("customer", outcome, line.mean if line else None, line.p_top if line else None, (segment.key,)))
    worst: dict[Outcome, int] = {"not_met": 0, "cannot_tell": 1, "met": 2}
    return min(outcomes, key=lambda one: worst[one.outcome]) if outcomes else CheckLine("customer", "cannot_tell")


def _weigh_within(reading: Reading, segment: Segment) -> Importance | None:
    """Stated importance in a segment's own answers, or nothing where there are none."""
    where = {**reading.where, segment.attribute: segment.values}
    try:
        return replace(reading, answers=reading.source, where=where, by=(), _counted=None, _screened=None).importance
    except PeakendError:
        return None


def _judge_need(reading: Reading, moment: str, standards: tuple[Standard, ...], decisions: Sequence[Decision]) -> CheckLine:
    try:
        group = reading.needs.group(moment)
    except PeakendError:
        group = None
    core = [line for line in (group.core if group else ()) if line.need is not None]
    if not core:
        return CheckLine("need", "cannot_tell")
    taken = {need for one in decisions for need in one.needs}
    open_ = [
        line
        for line in core
        if line.need is not None and line.need.key not in taken and cover_of(serving(standards, moment, line.need.key)) != "full"
    ]
    told = open_ or core
    return CheckLine(
        "need", "not_met" if open_ else "met", told[0].share, None, tuple(one.need.key for one in told if one.need is not None)
    )


def _judge_brand(line: EmotLine | None) -> CheckLine:
    fit = None if line is None else line.factor("fit")
    figure = None if fit is None else fit.figure
    if not is_known(figure):
        return CheckLine("brand", "cannot_tell", figure)
    return CheckLine("brand", "met" if figure.low > BRAND else "not_met" if figure.high < BRAND else "cannot_tell", figure)


def _judge_memory(line: EmotLine | None) -> CheckLine:
    state = None if line is None else line.state
    if line is None or state is None:
        return CheckLine("memory", "cannot_tell")
    memory, chance = line.factor("memory"), state.probabilities["effective"]
    return CheckLine("memory", _by_chance(chance), None if memory is None else memory.figure, chance, (state.likely,))


def _judge_law(law: Literal["two_factor", "painkiller", "resonator"], badge: Badge | None) -> CheckLine:
    if badge is None:
        return CheckLine(law, "cannot_tell")
    about = (badge.kind,) if badge.kind else ()
    if badge.earned:
        return CheckLine(law, "met", badge.figure, badge.probability, about)
    refuted = badge.kind in {"performance", "none"} if law == "two_factor" else badge.probability <= 1 - SURE_SHARE
    return CheckLine(law, "not_met" if refuted else "cannot_tell", badge.figure, badge.probability, about)


def _by_chance(chance: float) -> Outcome:
    """Sure enough that it is so, sure enough that it is not, or neither."""
    return "met" if chance >= SURE_SHARE else "not_met" if chance <= 1 - SURE_SHARE else "cannot_tell"
