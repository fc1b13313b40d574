"""What does a service blueprint say? Steps in lanes and columns, what leads to what, and where it fails or keeps customers waiting.

The columns are the moments of one scenario, after a preparation that customers do not see; the blueprint names them by key and repeats
none of their words, so that renaming a moment in the study renames its column. The order of steps within a cell is their order here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal, get_args

from peakend.define.study import Moment, Stage, Study
from peakend.design.lanes import GENERIC, Lane
from peakend.text import Text

State = Literal["as_is", "to_be"]
"""Whether a drawing shows what is, or what is to be."""

STATES: Final[dict[State, Text]] = {"as_is": Text("现状", "as it is"), "to_be": Text("目标", "as it is to be")}

Unit = Literal["second", "minute", "hour", "day"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)


@dataclass(frozen=True, slots=True)
class Wait:
    """A point at which the customer waits: how long it may take, how long it takes, in one unit."""

    standard: float | None = None
    actual: float | None = None
    unit: Unit = "minute"

    @property
    def late(self) -> bool:
        """Whether it takes longer than it may.

        >>> Wait(5, 8).late, Wait(5).late
        (True, False)
        """
        return self.standard is not None and self.actual is not None and self.actual > self.standard


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does, or that is at hand, in one lane and one column."""

    key: str
    lane: str
    column: str
    words: Text
    decision: bool = False
    fail: Text = Text()
    """What goes wrong here, where it is a fail point."""
    remedy: Text = Text()
    """How it is made good."""
    wait: Wait | None = None
    handoff: str = ""
    """The role to which the matter is handed over here."""
    standin: str = ""
    """The role that stands in where the owner is away."""
    owner: str = ""
    """The role that answers for it."""
    evidence: tuple[str, ...] = ()
    """Why it is here: keys of needs, themes or questions of the study."""


@dataclass(frozen=True, slots=True)
class Connector:
    """What leads to what, from one step to another; `both` where it goes to and fro."""

    start: str
    end: str
    both: bool = False
    words: Text = Text()


@dataclass(frozen=True, slots=True)
class Column:
    """A column that the blueprint names itself: a moment, a stage that customers do not see, or one with words of its own."""

    key: str
    moment: str = ""
    stage: str = ""
    name: Text = Text()


@dataclass(frozen=True, slots=True)
class Goal:
    """The mean experience that a moment is to reach, on the scale of the survey."""

    moment: str
    value: float


@dataclass(frozen=True, slots=True)
class Stand:
    """A column as it stands in the study now: its name, its stage, and its moment if it is one."""

    key: str
    name: Text
    stage: Stage | None = None
    moment: Moment | None = None

    @property
    def visible(self) -> bool:
        """Whether customers see it."""
        return self.stage is None or self.stage.visible


@dataclass(frozen=True)
class Blueprint:
    """One service blueprint of one scenario.

    >>> drawn = Blueprint("visit", "visit", steps=(Step("ask", "customer", "visit_talk", Text("提问", "Asks")),))
    >>> drawn.step("ask").lane, drawn.step("none")
    ('customer', None)
    """

    key: str
    scenario: str
    title: Text = Text()
    state: State = "to_be"
    version: str = "1"
    lanes: tuple[Lane, ...] = GENERIC
    columns: tuple[Column, ...] = ()
    """Where they are other than the moments of the scenario in their order, after the stages that customers do not see."""
    steps: tuple[Step, ...] = ()
    connectors: tuple[Connector, ...] = ()
    goals: tuple[Goal, ...] = ()

    def step(self, key: str) -> Step | None:
        """The step with this key, or nothing."""
        return self._steps.get(key)

    def lane(self, key: str) -> Lane | None:
        """The lane with this key, or nothing."""
        return self._lanes.get(key)

    def lane_of(self, step: str) -> Lane | None:
        """The lane in which a step stands, or nothing."""
        found = self._steps.get(step)
        return self._lanes.get(found.lane) if found else None

    def cell(self, lane: str, column: str) -> tuple[Step, ...]:
        """The steps of one cell, in their order."""
        return self._cells.get((lane, column), ())

    def leaving(self, step: str) -> tuple[Connector, ...]:
        """The connectors that begin at a step, in their order."""
        return self._leaving.get(step, ())

    def goal(self, moment: str) -> float | None:
        """The goal of a moment, or nothing."""
        return next((one.value for one in self.goals if one.moment == moment), None)

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return {step.key: step for step in self.steps}

    @cached_property
    def _lanes(self) -> dict[str, Lane]:
        return {lane.key: lane for lane in self.lanes}

    @cached_property
    def _leaving(self) -> dict[str, tuple[Connector, ...]]:
        leaving: dict[str, list[Connector]] = {}
        for line in self.connectors:
            leaving.setdefault(line.start, []).append(line)
        return {key: tuple(lines) for key, lines in leaving.items()}

    @cached_property
    def _cells(self) -> dict[tuple[str, str], tuple[Step, ...]]:
        cells: dict[tuple[str, str], list[Step]] = {}
        for step in self.steps:
            cells.setdefault((step.lane, step.column), []).append(step)
        return {place: tuple(steps) for place, steps in cells.items()}


def stand_columns(study: Study, blueprint: Blueprint) -> tuple[Stand, ...]:
    """The columns of a blueprint with their words from the study. Raises `UnknownScenario`; what leads nowhere keeps its key as name.

    >>> from peakend.define.template import open_template
    >>> [one.key for one in stand_columns(open_template("telecom-vip"), Blueprint("b", "visit"))][:2]
    ['preparation', 'visit_appointment']
    """
    scenario = study.scenario(blueprint.scenario)
    if blueprint.columns:
        return tuple(_stand(study, column) for column in blueprint.columns)
    unseen = [Column(stage.key, stage=stage.key) for stage in study.stages if not stage.visible]
    return tuple(_stand(study, column) for column in [*unseen, *(Column(one.key, moment=one.key) for one in scenario.moments)])


def _stand(study: Study, column: Column) -> Stand:
    moment = next((one for one in study.moments() if one.key == column.moment), None)
    stage = study.stage(moment.stage if moment else column.stage)
    name = column.name or (moment.name if moment else stage.name if stage else Text(column.key, column.key))
    return Stand(column.key, name, stage, moment)


def serving_steps(blueprint: Blueprint) -> Iterator[Step]:
    """The steps that somebody other than the customer takes."""
    for step in blueprint.steps:
        lane = blueprint.lane(step.lane)
        if lane is not None and lane.acts and lane.kind != "customer":
            yield step


def visible_share(blueprint: Blueprint) -> float | None:
    """How much of the service customers see: front-stage steps / all steps that serve them; nothing where none does.

    The customer's own steps, physical evidence and rows of information are no steps of the service. Source: A32.

    >>> drawn = Blueprint("b", "s", steps=(Step("a", "front", "c", Text()), Step("b", "back", "c", Text())))
    >>> visible_share(drawn)
    0.5
    """
    serving = [blueprint.lane(step.lane) for step in serving_steps(blueprint)]
    front = [lane for lane in serving if lane is not None and lane.kind == "front"]
    return len(front) / len(serving) if serving else None


def copy_as(blueprint: Blueprint, key: str, state: State) -> Blueprint:
    """The same blueprint under another key and as another state: what a drawing of what is to be begins with.

    >>> copy_as(Blueprint("now", "visit", state="as_is"), "then", "to_be").state
    'to_be'
    """
    return replace(blueprint, key=key, state=state)
