"""What has changed between two blueprints? Between what is and what is to be, or between two versions: step by step, matched by key."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final, Literal

from peakend.design.blueprint import Blueprint, Connector, Step

Status = Literal["added", "removed", "changed", "moved", "kept"]

_PLACE: Final = ("lane", "column")


@dataclass(frozen=True, slots=True)
class StepChange:
    """What became of one step: its status, and the fields that differ."""

    key: str
    status: Status
    before: Step | None
    after: Step | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two blueprints."""

    before: Blueprint
    after: Blueprint
    steps: tuple[StepChange, ...]
    added: tuple[Connector, ...]
    removed: tuple[Connector, ...]

    @property
    def statuses(self) -> Mapping[str, Status]:
        """The status of each step by its key."""
        return {one.key: one.status for one in self.steps}

    @property
    def counts(self) -> dict[Status, int]:
        """How many steps were added, removed, changed, moved, kept."""
        names: tuple[Status, ...] = ("added", "removed", "changed", "moved", "kept")
        return {name: sum(1 for one in self.steps if one.status == name) for name in names}

    def union(self) -> Blueprint:
        """The later blueprint with what was removed put back into its place: what a drawing of the difference shows."""
        lanes = {lane.key for lane in self.after.lanes}
        gone = [one.before for one in self.steps if one.status == "removed" and one.before is not None and one.before.lane in lanes]
        keys = {step.key for step in (*self.after.steps, *gone)}
        lost = [line for line in self.removed if line.start in keys and line.end in keys]
        return replace(self.after, steps=(*self.after.steps, *gone), connectors=(*self.after.connectors, *lost))


def compare_blueprints(before: Blueprint, after: Blueprint) -> Difference:
    """What differs, step by step in the order of the later one, then those that are gone; connectors by their two ends.

    >>> from peakend.text import Text
    >>> one = Blueprint("b", "s", steps=(Step("a", "front", "x", Text("问", "ask")),))
    >>> two = Blueprint("b", "s", steps=(Step("a", "front", "y", Text("问", "ask")), Step("c", "front", "y", Text("答", "answer"))))
    >>> [(change.key, change.status) for change in compare_blueprints(one, two).steps]
    [('a', 'moved'), ('c', 'added')]
    """
    steps = [_compare_step(before.step(step.key), step) for step in after.steps]
    steps += [StepChange(step.key, "removed", step, None) for step in before.steps if after.step(step.key) is None]
    old, new = ({(line.start, line.end): line for line in one.connectors} for one in (before, after))
    return Difference(
        before,
        after,
        tuple(steps),
        tuple(line for ends, line in new.items() if ends not in old),
        tuple(line for ends, line in old.items() if ends not in new),
    )


def _compare_step(before: Step | None, after: Step) -> StepChange:
    if before is None:
        return StepChange(after.key, "added", None, after)
    differing = tuple(one.name for one in fields(Step) if getattr(before, one.name) != getattr(after, one.name))
    said = [name for name in differing if name not in _PLACE]
    status: Status = "changed" if said else "moved" if differing else "kept"
    return StepChange(after.key, status, before, after, differing)
