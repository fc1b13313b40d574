"""How is the planning matrix drawn? Levels as signs on one scale (ours, competitors, goal), then the numbers that make the weight."""

import math
from collections.abc import Iterator
from typing import Final

from peakend.design.flow import Planning
from peakend.report.boxes import Box, Marker, Polyline, Shape
from peakend.report.houses import captions
from peakend.report.houses.plan import Plan
from peakend.report.lettering import letter
from peakend.report.theme import SMALL, TINY
from peakend.report.words import NOTHING, write_number
from peakend.text import Text

CHART: Final = 150.0
"""The width of the scale with the levels."""

_NUMBERS: Final[tuple[tuple[Text, float], ...]] = (
    (captions.NOW, 50.0),
    (captions.GOAL_HEAD, 50.0),
    (captions.RATIO, 56.0),
    (captions.SALES, 50.0),
    (captions.ABSOLUTE, 62.0),
    (captions.RELATIVE, 92.0),
    (captions.RAW, 72.0),
)


def has_planning(plan: Plan) -> bool:
    """Whether there is anything to plan with: only in the first house."""
    return (
        plan.at == 0
        and "planning" in plan.blocks
        and (plan.cascade.drives == "planning" or any(one.goal is not None for one in plan.flow.planning))
    )


def planning_width(plan: Plan) -> float:
    """How wide the planning matrix is; nothing where there is none."""
    return CHART + sum(width for _, width in _NUMBERS) if has_planning(plan) else 0.0


def draw_planning(plan: Plan, left: float) -> Iterator[Shape]:
    """The planning matrix from x = left."""
    lines = {one.need: one for one in plan.flow.planning}
    low, high = _span(plan)
    right = left + planning_width(plan)
    yield Box(left, plan.body, right - left, plan.foot - plan.body, fill="card", stroke="line", role="ground")
    head = letter(left + CHART / 2, 0, plan.say(captions.LEVELS, low=f"{low:g}", high=f"{high:g}"), TINY, width=CHART, anchor="middle")
    yield letter(
        left + CHART / 2, plan.body - head.height - 3, " ".join(head.lines), TINY, width=CHART, anchor="middle", colour="muted", role="head"
    )
    x = left + CHART
    for words, width in _NUMBERS:
        label = letter(x + width / 2, 0, plan.say(words), TINY, width=width - 4, anchor="middle")
        yield letter(
            x + width / 2,
            plan.body - label.height - 3,
            plan.say(words),
            TINY,
            width=width - 4,
            anchor="middle",
            colour="muted",
            role="head",
        )
        x += width
    for at, key in enumerate(plan.rows):
        top, height = plan.row_top(at), plan.heights[at]
        if at:
            yield Polyline(((left, top), (right, top)), "line", role="row-line")
        if key in lines:
            yield from _draw_levels(plan, key, lines[key], left, top + height / 2, (low, high))
            yield from _draw_numbers(plan, lines[key], left + CHART, top + height / 2)


def _span(plan: Plan) -> tuple[float, float]:
    """Round ends of the scale that holds every level."""
    values = [value for one in plan.flow.planning for value in (one.ours, one.goal) if value is not None]
    values += [value for row in plan.cascade.needs for _, value in row.competitors]
    if not values:
        return 0.0, 1.0
    low, high = math.floor(2 * min(values)) / 2, math.ceil(2 * max(values)) / 2
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _draw_levels(plan: Plan, key: str, one: Planning, left: float, y: float, span: tuple[float, float]) -> Iterator[Shape]:
    low, high = span
    start, room = left + 12, CHART - 24

    def place(value: float) -> float:
        return start + room * (value - low) / (high - low)

    yield Polyline(((start, y), (start + room, y)), "grid", role="scale")
    row = next(row for row in plan.cascade.needs if row.need == key)
    rivals = {rival.key: rival.name.say(plan.language) for rival in plan.study.competitors}
    for rival, value in row.competitors:
        yield Marker("square", place(value), y, 9, fill="faint", role="rival", tip=f"{rivals.get(rival, rival)} {value:g}")
    if one.goal is not None:
        yield Marker("diamond", place(one.goal), y, 11, fill="end", role="goal", tip=f"{plan.say(captions.GOAL)} {one.goal:g}")
    if one.ours is not None:
        yield Marker("circle", place(one.ours), y, 9, fill="experience", role="ours", tip=f"{plan.say(captions.OURS)} {one.ours:.2f}")


def _draw_numbers(plan: Plan, one: Planning, left: float, y: float) -> Iterator[Shape]:
    share = one.weight
    interval = f"[{100 * share.low:.1f}, {100 * share.high:.1f}]" if plan.flow.voices.measured else ""
    cells: list[tuple[str, str]] = [
        (NOTHING if one.ours is None else write_number(one.ours, 2), ""),
        (NOTHING if one.goal is None else write_number(one.goal, 2), ""),
        (write_number(one.ratio, 2), ""),
        (write_number(one.sales_point, 1), ""),
        (write_number(one.absolute, 2), ""),
        (f"{100 * share.value:.1f}%", interval),
        (f"{100 * one.raw:.1f}%", ""),
    ]
    x = left
    for number, ((words, under), (_, width)) in enumerate(zip(cells, _NUMBERS, strict=True)):
        bold = number == len(cells) - 2
        colour = "muted" if number == len(cells) - 1 else "ink"
        if under:
            yield letter(x + width / 2, y - 14, words, SMALL, bold=bold, anchor="middle", role="number")
            yield letter(x + width / 2, y + 0.5, under, TINY, colour="muted", anchor="middle", role="interval")
        else:
            yield letter(x + width / 2, y - SMALL * 0.66, words, SMALL, bold=bold, colour=colour, anchor="middle", role="number")
        x += width
