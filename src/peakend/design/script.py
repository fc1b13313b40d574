"""What is said and done, by whom, in which order? A service script, derived from a blueprint: scenes, roles, lines, expectations.

The blueprint says who acts where; the script adds the words, step by step, and repeats nothing. Its scenes are the columns, its roles the
lanes, its props what is at hand there. Words may hold variables of a closed list, the same in both languages. Source: A28, A29, A90.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from peakend.define.study import Role, Study
from peakend.design.blueprint import Blueprint, Stand, Step, stand_columns
from peakend.design.contacts import shown_in
from peakend.design.lanes import Lane
from peakend.errors import VariableUnknown
from peakend.text import Text

VARIABLES: Final[dict[str, Text]] = {
    "customer": Text("客户称呼（王先生）", "how the customer is addressed (Ms Wang)"),
    "manager": Text("客户经理姓名", "name of the customer manager"),
    "standin": Text("替补人姓名", "name of the stand-in"),
    "company": Text("公司名称", "name of the company"),
    "date": Text("日期", "date"),
    "time": Text("时间", "time"),
    "place": Text("地点", "place"),
    "length": Text("时长", "length of the visit"),
    "purpose": Text("来意", "purpose"),
    "product": Text("业务名称", "name of the product"),
    "matter": Text("事项", "the matter in question"),
    "deadline": Text("期限", "date by which it is done"),
    "phone": Text("联系电话", "phone number"),
}
"""What words may stand for: a closed list, so that every script can be filled from the same file."""

_BLANK: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one step: what is said, in which tone, what the customer expects, what is never said or done."""

    step: str
    words: Text = Text()
    tone: Text = Text()
    expects: Text = Text()
    never: Text = Text()


@dataclass(frozen=True)
class Script:
    """The words that go with one blueprint."""

    key: str
    blueprint: str
    title: Text = Text()
    audience: tuple[str, ...] = ()
    """The groups of customers before whom it is played."""
    setting: Text = Text()
    props: tuple[Text, ...] = ()
    """What is needed beside the evidence and the tools of the blueprint."""
    lines: tuple[Line, ...] = ()

    def line(self, step: str) -> Line | None:
        """The words of a step, or nothing."""
        return next((line for line in self.lines if line.step == step), None)


@dataclass(frozen=True, slots=True)
class Beat:
    """One step of a scene: who takes it, on stage or behind, and its words if it has any."""

    step: Step
    lane: Lane
    role: str
    front: bool
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One column as a scene: what stands there, its one-line guide, what is at hand, what is done in its order."""

    stand: Stand
    guide: tuple[Text, ...]
    shown: tuple[Step, ...]
    beats: tuple[Beat, ...]


@dataclass(frozen=True)
class Play:
    """A script with its scenes: all that is played, derived from the blueprint."""

    script: Script
    blueprint: Blueprint
    roles: tuple[tuple[str, bool], ...]
    """Keys of the roles that act (those of the lanes), and whether each is on stage."""
    scenes: tuple[Scene, ...]

    def card(self, role: str) -> tuple[Scene, ...]:
        """What one role does, says and must never do: the scenes in which it acts, with its own steps alone."""
        own = ((scene, tuple(beat for beat in scene.beats if beat.role == role)) for scene in self.scenes)
        return tuple(Scene(scene.stand, scene.guide, scene.shown, beats) for scene, beats in own if beats)


def stage_script(study: Study, blueprint: Blueprint, script: Script) -> Play:
    """Derive the play: the columns in their order; in each the steps in the order of the connectors, else from the customer inwards.

    Raises `UnknownScenario`.
    """
    scenes = tuple(_stage_scene(blueprint, script, stand) for stand in stand_columns(study, blueprint))
    played = {beat.role: beat.front for scene in scenes for beat in scene.beats}
    order = [lane.role or lane.key for lane in blueprint.lanes if lane.acts]
    roles = tuple((role, played[role]) for role in dict.fromkeys(order) if role in played)
    return Play(script, blueprint, roles, tuple(scene for scene in scenes if scene.beats))


def _stage_scene(blueprint: Blueprint, script: Script, stand: Stand) -> Scene:
    guides = tuple(step.words for lane in blueprint.lanes if lane.fills == "guide" for step in blueprint.cell(lane.key, stand.key))
    steps = [step for lane in blueprint.lanes if lane.acts for step in blueprint.cell(lane.key, stand.key)]
    beats = tuple(_beat(blueprint, script, step) for step in _order_steps(blueprint, steps))
    return Scene(stand, guides, tuple(shown_in(blueprint, stand.key)), beats)


def _beat(blueprint: Blueprint, script: Script, step: Step) -> Beat:
    lane = next(one for one in blueprint.lanes if one.key == step.lane)
    return Beat(step, lane, lane.role or lane.key, lane.kind in {"customer", "front"}, script.line(step.key))


def _order_steps(blueprint: Blueprint, steps: list[Step]) -> Iterator[Step]:
    """Steps so that each comes after those that lead to it; a circle is broken where the order of the lanes has it."""
    keys = {step.key for step in steps}
    before: dict[str, set[str]] = {key: set() for key in keys}
    for line in blueprint.connectors:
        if line.start in keys and line.end in keys:
            before[line.end].add(line.start)
    waiting = list(steps)
    while waiting:
        free = next((step for step in waiting if not before[step.key] & {one.key for one in waiting}), waiting[0])
        waiting.remove(free)
        yield free


def list_variables(words: str) -> tuple[str, ...]:
    """The variables of a sentence, in their order.

    >>> list_variables("{customer}，您好，我是{manager}。")
    ('customer', 'manager')
    """
    return tuple(dict.fromkeys(_BLANK.findall(words)))


def fill_line(words: str, values: Mapping[str, str]) -> str:
    """A sentence with what its variables stand for; those without a value stay. Raises `VariableUnknown`.

    >>> fill_line("{customer}您好，{date}见。", {"customer": "王先生"})
    '王先生您好，{date}见。'
    """
    for name in list_variables(words):
        if name not in VARIABLES:
            raise VariableUnknown(found=name, known=", ".join(VARIABLES))
    return _BLANK.sub(lambda found: values.get(found[1], found[0]), words)


def name_roles(roles: Mapping[str, Role], blueprint: Blueprint) -> dict[str, Text]:
    """What the roles of a play are called: as roles, else as their lanes."""
    return {lane.role or lane.key: roles[lane.role].name if lane.role in roles else lane.name for lane in blueprint.lanes if lane.acts}
