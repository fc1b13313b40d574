"""How does each moment of a drawing stand now? Its experience against its goal, its peak or end, out of a reading: values, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from peakend.analyse.peaks import Mark
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Figure, is_known
from peakend.errors import AnalysisError
from peakend.text import Text

Verdict = Literal["reached", "missed", "open", "unknown"]
"""Proved at or above the goal, proved below it, neither proved, nothing known."""

VERDICTS: Final[dict[Verdict, Text]] = {
    "reached": Text("达到", "reached"),
    "missed": Text("未达到", "missed"),
    "open": Text("尚不能判断", "not told apart"),
    "unknown": Text("没有数据", "no data"),
}


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of one moment: its mean experience, the figure it is held against, and what that proves."""

    moment: str
    experience: Figure | None = None
    goal: float | None = None
    """What it is held against: the goal of the drawing, else the mean of the scenario."""
    set_goal: bool = False
    """Whether the drawing sets it."""
    mark: Mark | None = None
    """Its mark as peak or end, where it is one by either rule."""

    @property
    def verdict(self) -> Verdict:
        """Whether the whole interval lies at or above the goal, or below it."""
        if not isinstance(self.experience, Estimate) or self.goal is None:
            return "unknown"
        if self.experience.low >= self.goal:
            return "reached"
        return "missed" if self.experience.high < self.goal else "open"


def read_health(scenario: str, reading: Reading, goals: Mapping[str, float] | None = None) -> dict[str, Health]:
    """What a reading says of each moment of a scenario; a moment nobody was asked about is not there.

    Held against the goal where one is set, else against the mean of the scenario's moments. Raises `UnknownScenario`.
    """
    goals = goals or {}
    marks = _read_marks(scenario, reading)
    lines, mean = _read_lines(scenario, reading)
    found: dict[str, Health] = {}
    for moment in reading.study.scenario(scenario).moments:
        if moment.key in lines or moment.key in marks:
            goal = goals.get(moment.key, mean)
            found[moment.key] = Health(moment.key, lines.get(moment.key), goal, moment.key in goals, marks.get(moment.key))
    return found


def _read_marks(scenario: str, reading: Reading) -> dict[str, Mark]:
    try:
        parts = reading.peaks.scenarios
    except AnalysisError:
        return {}
    marks = [mark for part in parts if part.scenario.key == scenario for mark in part.marks]
    return {mark.moment.key: mark for mark in marks if mark.by_source or mark.by_test}


def _read_lines(scenario: str, reading: Reading) -> tuple[dict[str, Figure], float | None]:
    try:
        part = reading.experience.scenario(scenario)
    except AnalysisError:
        part = None
    if part is None:
        return {}, None
    return {line.moment.key: line.mean for line in part.lines}, part.mean.value if is_known(part.mean) else None
