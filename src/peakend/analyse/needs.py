"""What do customers want at a moment, and which of it is the core? Also: where does it happen, and what hurts most?

Multiple answers: one question of measure `chosen` for each choice. Choices belong together by their `group` (or, without one, by the moment
they are about); a group named like a moment asks for the needs at that moment. Scenes and pain points of a service are groups too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence, levels_of, span_of, within_of
from peakend.analyse.importance import SURE, TOP, compare_within
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.peaks import SURE_SHARE
from peakend.analyse.resample import probability_top, prove_order, rank_limits
from peakend.analyse.result import Figure, Part, Result, Row, figure_row, is_known
from peakend.define.study import Need, Study
from peakend.define.survey import Question
from peakend.errors import NothingAsked
from peakend.scan.ask import Ask
from peakend.text import Text

Floats = NDArray[np.float64]
GroupKind = Literal["moment", "group"]

HALF: Final = 2
"""Among the top k is worth saying only while k is at most half of the choices."""


COMPLAINTS: Final = Text("抱怨", "Complaints")
"""What the multiple answer is called that the plan names as that about complaints: a study gives groups no names of their own."""


@dataclass(frozen=True)
class ChoiceGroup:
    """The choices of one multiple answer: what it is about (a moment's key, or the name of the group) and its questions."""

    about: str
    kind: GroupKind
    title: Text
    questions: tuple[Question, ...]

    @property
    def most(self) -> int:
        """The k of "among the top k": three, but never more than half of the choices, and at least one."""
        return max(1, min(TOP, len(self.questions) // HALF))


def name_choices(study: Study, group: str) -> Text:
    """What a multiple answer is called that is about no moment: complaints where the plan says so, else as the study names it."""
    return COMPLAINTS if any(one.group == group for one in study.plan.complaints) else Text(zh=group, en=group)


def choice_groups(study: Study, present: frozenset[str]) -> tuple[ChoiceGroup, ...]:
    """Every multiple answer whose columns are there, in the order of the survey."""
    moments = {moment.key: moment for moment in study.moments()}
    together: dict[str, list[Question]] = {}
    for question in study.survey.asking("chosen"):
        if question.key in present:
            together.setdefault(question.group or question.about, []).append(question)
    groups = []
    for name, questions in together.items():
        abouts = {question.about for question in questions}
        only = next(iter(abouts)) if len(abouts) == 1 else ""
        moment = moments.get(name) or moments.get(only)
        if moment is not None:
            groups.append(ChoiceGroup(moment.key, "moment", moment.name, tuple(questions)))
        else:
            groups.append(ChoiceGroup(name, "group", name_choices(study, name), tuple(questions)))
    return tuple(groups)


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: the levels of every choice, and deviations within each group of choices."""
    wanted: list[Ask] = []
    for group in choice_groups(study, present):
        wanted += [levels_of(question) for question in group.questions]
        if len(group.questions) > 1:
            wanted.append(within_of(group.questions))
    return tuple(wanted)


@dataclass(frozen=True)
class NeedLine:
    """One choice: how many chose it, how sure its rank is, and whether it is proved to be one of the core.

    `listed` says whether the study's code book names it (at this moment, where the group is about one); `core` that it is among the top
    in at least `SURE_SHARE` of the resamples and proved to be chosen more than the average choice (Holm).
    """

    question: Question
    need: Need | None
    label: Text
    share: Figure
    p_top: float
    rank: int
    rank_low: int
    rank_high: int
    p_holm: float
    listed: bool
    core: bool
    missing: dict[str, int]
    judged: bool = True
    """Whether there are answers enough to say anything of its rank and of the core."""


@dataclass(frozen=True)
class NeedGroup(Part):
    """The choices of one multiple answer, most chosen first; `most` is the k of "among the top k"."""

    about: str
    kind: GroupKind
    title: Text
    lines: tuple[NeedLine, ...]
    most: int
    unlisted: tuple[str, ...] = ()
    """Keys of needs that the study lists at this moment and nobody was asked about."""
    lists: bool = True
    """Whether the study lists any needs here; without, no choice is listed and none is missing from the list."""

    @property
    def core(self) -> tuple[NeedLine, ...]:
        """The choices proved to be the core."""
        return tuple(line for line in self.lines if line.core)


@dataclass(frozen=True)
class Needs(Result):
    """What was chosen, moment by moment and group by group."""

    question: ClassVar[str] = "needs"
    title: ClassVar[Text] = Text(zh="核心需求", en="Core needs")

    groups: tuple[NeedGroup, ...]

    def group(self, about: str) -> NeedGroup | None:
        """The choices about one moment, or of one group, or nothing."""
        return next((group for group in self.groups if group.about == about), None)

    def rows(self) -> list[Row]:
        """One row a choice."""
        return [_row(group, line) for group in self.groups for line in group.lines]


def _row(group: NeedGroup, line: NeedLine) -> Row:
    return {
        "about": group.about,
        "kind": group.kind,
        "question": line.question.key,
        "need": None if line.need is None else line.need.key,
        "label_zh": line.label.say("zh"),
        "label_en": line.label.say("en"),
        **figure_row("share", line.share),
        "top": group.most,
        "p_top": line.p_top if line.judged else None,
        "rank": line.rank if line.judged else None,
        "rank_low": line.rank_low if line.judged else None,
        "rank_high": line.rank_high if line.judged else None,
        "p_holm": line.p_holm if line.judged else None,
        "listed": line.listed if group.lists else None,
        "core": line.core if line.judged else None,
        "missing": dict(line.missing),
    }


def rank_needs(evidence: Evidence) -> Needs:
    """Which choices are the core of each multiple answer, and how sure is their order?

    Share of those asked who chose it, with Wilson's interval; P(among the top k) over joint resamples, k = 3 but at most half of
    the choices; rank limits from simultaneous intervals of all pairwise differences; deviation from each person's own mean over the
    choices with Holm. Core: P(top k) at least `SURE_SHARE` and proved above the average choice. Who was not asked is not
    counted as not choosing; blanks are counted by reason.

    Raises `NothingAsked`. Source: the study's core needs (source A63-A78) put to the test; Wilson 1927; Holm 1979.
    """
    groups = choice_groups(evidence.study, evidence.present)
    if not groups:
        raise NothingAsked(analysis="needs", measure="chosen")
    evidence.draw_ahead([question for group in groups for question in group.questions])
    ranked = tuple(_rank_group(evidence, group) for group in groups)
    used = [question for group in groups for question in group.questions]
    methods = {line.share.method for group in ranked for line in group.lines} | {"holm", "within-t", "probability-resampled", "rank-sets"}
    return Needs(evidence.base(used, methods, resampled=True), ranked)


def _rank_group(evidence: Evidence, group: ChoiceGroup) -> NeedGroup:
    questions = group.questions
    shares = [evidence.share(question, (span_of(question).high,)) for question in questions]
    values = np.array([share.value if is_known(share) else np.nan for share in shares])
    draws = np.where(np.isfinite(values), evidence.resampled_means(questions), np.nan)
    top = probability_top(draws, group.most)
    limits = rank_limits(prove_order(draws, values, freedom=evidence.freedom))
    deviations = compare_within(evidence, questions)
    holm = adjust_holm([p for _, p in deviations])
    here = next((moment for moment in evidence.study.moments() if group.kind == "moment" and moment.key == group.about), None)
    listed = here.needs if here is not None else tuple(need.key for need in evidence.study.needs)
    lines = []
    for at, question in enumerate(questions):
        need, (deviation, _) = find_need(evidence.study, question), deviations[at]
        proved = is_known(deviation) and deviation.value > 0 and holm[at] < SURE
        known = bool(np.isfinite(values[at]))
        lines.append(
            NeedLine(
                question=question,
                need=need,
                label=need.name if need is not None else (question.wording or Text(zh=question.key, en=question.key)),
                share=shares[at],
                p_top=float(top[at]),
                rank=1 + int(np.sum(values > values[at])) if known else len(questions),
                rank_low=limits[at][0],
                rank_high=limits[at][1],
                p_holm=holm[at],
                listed=need is not None and need.key in listed,
                core=bool(proved and top[at] >= SURE_SHARE),
                missing={str(why): times for why, times in evidence.answered(question).missing.items()},
                judged=is_known(deviation),
            )
        )
    asked = {line.need.key for line in lines if line.need is not None}
    unlisted = tuple(key for key in (here.needs if here is not None else ()) if key not in asked)
    return NeedGroup(group.about, group.kind, group.title, _by_rank(lines), group.most, unlisted, bool(listed))


def _by_rank(lines: Sequence[NeedLine]) -> tuple[NeedLine, ...]:
    return tuple(sorted(lines, key=lambda line: line.rank))


def find_need(study: Study, question: Question) -> Need | None:
    """The need a choice stands for: the one it is about, or the one whose name or alias its wording is, letter for letter."""
    words = {word for word in (question.wording.zh, question.wording.en) if word}
    for need in study.needs:
        if question.about == need.key:
            return need
    for need in study.needs:
        if words & {need.name.zh, need.name.en, *need.aliases}:
            return need
    return None
