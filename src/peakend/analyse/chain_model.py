"""Which constructs and arrows can be worked out from these answers? The chain of a study's plan, or the one its questions suggest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from peakend.analyse.evidence import span_of
from peakend.analyse.path_model import PathModel, find_circle, find_depths
from peakend.define.chains import derive_chain
from peakend.define.plan import ChainPlan, Construct, Mode
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.errors import ChainCircle, ChainNotPlanned, ConstructAlone, ConstructUnasked, PlanKeyUnknown, QuestionShared
from peakend.scan.ask import Feature, Products
from peakend.text import Text

FEWEST = 30
"""Fewer people than this do not carry a correlation, let alone a chain of them."""

A_CAUSE = 10
"""People for each arrow into the construct with most of them (Barclay, Higgins and Thompson 1995): a floor, not a plan of a sample."""


@dataclass(frozen=True)
class Posed:
    """A construct as it can be worked out: its questions that have a column, and those planned that have none."""

    construct: Construct
    questions: tuple[Question, ...]
    absent: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its key."""
        return self.construct.key

    @property
    def name(self) -> Text:
        """Its name; its key where it has none."""
        return self.construct.name or Text(self.key, self.key)

    @property
    def mode(self) -> Mode:
        """Whether its questions reflect it (A) or form it (B); one question does neither."""
        return self.construct.mode if len(self.questions) > 1 else "A"


@dataclass(frozen=True)
class ChainModel:
    """Constructs in the order of the plan, with the arrows between them. `planned`: by the study's plan, not by its questions' measures."""

    constructs: tuple[Posed, ...]
    arrows: tuple[tuple[str, str], ...]
    planned: bool

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, construct by construct."""
        return tuple(question for one in self.constructs for question in one.questions)

    @property
    def products(self) -> Products:
        """The ask: products of all questions over the people who answered all of them."""
        return Products(tuple(Feature(span_of(question)) for question in self.questions))

    @cached_property
    def place(self) -> dict[str, int]:
        """The position of each construct."""
        return {one.key: at for at, one in enumerate(self.constructs)}

    @cached_property
    def model(self) -> PathModel:
        """The same by position."""
        blocks, start = [], 0
        for one in self.constructs:
            blocks.append(tuple(range(start, start + len(one.questions))))
            start += len(one.questions)
        causes = tuple(tuple(self.place[cause] for cause, effect in self.arrows if effect == one.key) for one in self.constructs)
        return PathModel(tuple(blocks), causes, tuple(one.mode == "B" for one in self.constructs))

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """How many arrows the longest way to each construct has."""
        return find_depths(self.model.causes)

    @cached_property
    def target(self) -> int:
        """The construct that the chain is for: the last one asked about loyalty or recommendation, else the last of all."""
        loyal = [at for at, one in enumerate(self.constructs) if any(asked.measure in {"loyalty", "nps"} for asked in one.questions)]
        named = [at for at, one in enumerate(self.constructs) if one.key == "loyalty"]
        among = named or [at for at in loyal if self.model.causes[at]] or [at for at, causes in enumerate(self.model.causes) if causes]
        return max(among, key=lambda at: (self.depths[at], at))

    @property
    def needed(self) -> int:
        """How many people the largest regression in it needs: ten for each arrow into a construct or question that forms one."""
        formed = [len(one.questions) for one in self.constructs if one.mode == "B"]
        return max(FEWEST, A_CAUSE * max([*formed, *(len(causes) for causes in self.model.causes)]))


def pose_chain(study: Study, present: frozenset[str]) -> ChainModel:
    """The chain of the study's plan, or where it plans none, the one its questions suggest (`derive_chain`).

    Planned questions without a column are left out and named; a construct none of whose questions has one is refused, for a chain without
    it is another chain. Raises `ChainNotPlanned`, `PlanKeyUnknown`, `QuestionShared`, `ConstructUnasked`, `ConstructAlone`, `ChainCircle`.
    """
    plan, planned = study.plan.chain, bool(study.plan.chain.constructs)
    if not planned:
        plan = derive_chain([one for one in study.survey.questions if one.key in present])
        if not plan.constructs:
            raise ChainNotPlanned
    asked = {one.key: one for one in study.survey.questions}
    _check_questions(plan, asked)
    constructs = tuple(_pose(one, asked, present) for one in plan.constructs)
    arrows = tuple(dict.fromkeys((one.cause, one.effect) for one in plan.influences))
    _check_arrows(constructs, arrows)
    return ChainModel(constructs, arrows, planned)


def _check_questions(plan: ChainPlan, asked: dict[str, Question]) -> None:
    owner: dict[str, str] = {}
    for one in plan.constructs:
        for key in one.questions:
            if key not in asked:
                raise PlanKeyUnknown(kind="question", key=key, known=", ".join(asked) or "-")
            if key in owner:
                raise QuestionShared(question=key, one=owner[key], other=one.key)
            owner[key] = one.key


def _pose(construct: Construct, asked: dict[str, Question], present: frozenset[str]) -> Posed:
    usable = tuple(asked[key] for key in construct.questions if key in present and _is_scored(asked[key]))
    if not usable:
        raise ConstructUnasked(construct=construct.key, questions=", ".join(construct.questions) or "-")
    absent = tuple(key for key in construct.questions if asked[key] not in usable)
    return Posed(replace(construct, questions=tuple(one.key for one in usable)), usable, absent)


def _is_scored(question: Question) -> bool:
    return question.scale is not None or question.measure == "chosen"


def _check_arrows(constructs: Sequence[Posed], arrows: Sequence[tuple[str, str]]) -> None:
    keys = [one.key for one in constructs]
    for arrow in arrows:
        for key in arrow:
            if key not in keys:
                raise PlanKeyUnknown(kind="construct", key=key, known=", ".join(keys))
    for key in keys:
        if not any(key in arrow for arrow in arrows):
            raise ConstructAlone(construct=key)
    if circle := find_circle(arrows):
        raise ChainCircle(road=" → ".join(circle))
