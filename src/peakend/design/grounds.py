"""What stands behind a decision today? Its links, looked up in the answers; what they do not hold is said, not left out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from peakend.analyse.emot_lines import EmotLine
from peakend.analyse.needs import NeedGroup, NeedLine
from peakend.analyse.reading import Reading
from peakend.analyse.result import Figure, is_known
from peakend.design.decision import KINDS, Decision, EvidenceKind, split_link
from peakend.design.flow import Flow
from peakend.errors import EvidenceMissing, PeakendError


@dataclass(frozen=True)
class Proof:
    """What stands behind one link: kind, keys, and the figure (nothing where the answers do not hold it, `fault` says why)."""

    link: str
    kind: EvidenceKind
    about: tuple[str, ...]
    figure: Figure | None
    fault: PeakendError | None = None


@dataclass(frozen=True)
class DecisionLine:
    """A decision with what stands behind it today."""

    decision: Decision
    proofs: tuple[Proof, ...]

    @property
    def grounded(self) -> bool:
        """Whether at least one reason holds a number."""
        return any(is_known(one.figure) for one in self.proofs)


def look_up(reading: Reading, decisions: Sequence[Decision], flows: Sequence[Flow] = ()) -> tuple[DecisionLine, ...]:
    """Every decision with what stands behind it."""
    return tuple(DecisionLine(one, prove(reading, one, flows)) for one in decisions)


def prove(reading: Reading, decision: Decision, flows: Sequence[Flow] = ()) -> tuple[Proof, ...]:
    """What stands behind each reason of a decision, looked up in these answers; what they do not hold is said, not left out."""
    return tuple(_prove(reading, link, flows) for link in decision.why)


def _prove(reading: Reading, link: str, flows: Sequence[Flow]) -> Proof:
    word, about = split_link(link)
    kind = next(one for one in KINDS if one == word)
    try:
        figure = _LOOKS[kind](reading, about, flows)
    except PeakendError as fault:
        return Proof(link, kind, about, None, fault)
    return Proof(link, kind, about, figure, None if figure is not None else EvidenceMissing(link=link))


def _importance(reading: Reading, about: Sequence[str], _: Sequence[Flow]) -> Figure | None:
    return next((line.mean for line in reading.importance.lines if line.moment.key == about[0]), None)


def _experience(reading: Reading, about: Sequence[str], _: Sequence[Flow]) -> Figure | None:
    question = reading.evidence.about("performance", about).get(about[0])
    return None if question is None else reading.evidence.mean(question)


def _gap(reading: Reading, about: Sequence[str], _: Sequence[Flow]) -> Figure | None:
    return next((line.gap for line in reading.gaps.lines if line.moment.key == about[0] and line.kind == "expectation"), None)


def _need(reading: Reading, about: Sequence[str], _: Sequence[Flow]) -> Figure | None:
    line = find_choice(reading.needs.group(about[0]), about[1])
    return None if line is None else line.share


def _emot(reading: Reading, about: Sequence[str], _: Sequence[Flow]) -> Figure | None:
    line = find_emot(reading, about[0])
    return None if line is None else line.composite


def _parameter(_: Reading, about: Sequence[str], flows: Sequence[Flow]) -> Figure | None:
    for flow in flows:
        for one in flow.houses if flow.cascade.key == about[0] else ():
            for line in one.driven(flow.cascade.drives).lines:
                if line.characteristic == about[1]:
                    return line.share
    return None


_LOOKS: Final[Mapping[EvidenceKind, Callable[[Reading, Sequence[str], Sequence[Flow]], Figure | None]]] = {
    "importance": _importance,
    "experience": _experience,
    "gap": _gap,
    "need": _need,
    "emot": _emot,
    "parameter": _parameter,
}


def find_choice(group: NeedGroup | None, need: str) -> NeedLine | None:
    """The choice of one need in a multiple answer, or nothing."""
    return next((line for line in (group.lines if group else ()) if line.need is not None and line.need.key == need), None)


def find_emot(reading: Reading, moment: str) -> EmotLine | None:
    """What is known of a moment as an effective moment of truth, or nothing. Raises what `rank_effective` raises."""
    part = reading.emot.scenario(reading.study.scenario_of(moment).key)
    return None if part is None else part.line(moment)
