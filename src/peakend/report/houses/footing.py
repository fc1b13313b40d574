"""What stands under the columns of a house? Technical importance with intervals, ranks not excluded, targets; and warnings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from peakend.design.houses import Characteristic
from peakend.design.ranking import Standing
from peakend.report.boxes import Box, Polyline, Shape
from peakend.report.houses import captions
from peakend.report.houses.plan import NAME, PAD, WEIGHT, Plan, name_parts
from peakend.report.lettering import letter, wrap
from peakend.report.slides.drawing import LANE_LINE
from peakend.report.theme import SMALL, TINY
from peakend.report.words import NOTHING, write_number, write_probability

BARS: Final = 56.0
"""The height of the lane with the bars of relative importance."""

_SURE: Final = 0.8


@dataclass(frozen=True)
class Lane:
    """One row below the columns: its name, and a line or two of words for each column; bold and tinted where it leads."""

    name: str
    cells: tuple[tuple[str, ...], ...]
    strong: tuple[bool, ...] = ()
    quiet: bool = False


def draw_footing(plan: Plan, top: float) -> tuple[list[Shape], float]:
    """Everything under the columns from y = top, and where it ends."""
    shapes: list[Shape] = [Polyline(((0, top - 5), (plan.right, top - 5)), "card", role=LANE_LINE)]
    shapes += _draw_bars(plan, top)
    y = top + BARS + 4
    for lane in list_lanes(plan):
        room = NAME + WEIGHT - 2 * PAD
        words = letter(room + PAD, 0, lane.name, SMALL, width=room, anchor="end")
        cells = [[line for part in cell for line in wrap(part, plan.width - 8, SMALL)] for cell in lane.cells]
        lines = max((len(cell) for cell in cells), default=1)
        height = max(words.height, lines * SMALL * 1.32) + 9
        shapes.append(Box(plan.left, y, plan.right - plan.left, height, fill="card", stroke="line", role="ground"))
        shapes.append(
            letter(
                room + PAD, y + (height - words.height) / 2, lane.name, SMALL, width=room, colour="muted", anchor="end", role="lane-name"
            )
        )
        for at, cell in enumerate(cells):
            strong = bool(lane.strong) and lane.strong[at]
            x = plan.left + at * plan.width
            if strong:
                shapes.append(Box(x + 1, y + 1, plan.width - 2, height - 2, fill="peak_tint", role="leads"))
            if at:
                shapes.append(Polyline(((x, y), (x, y + height)), "line", role="column-line"))
            shapes += _write_cell(plan, at, cell, y, height, strong=strong, quiet=lane.quiet)
        y += height
    return shapes, y


def _write_cell(plan: Plan, at: int, cell: list[str], y: float, height: float, *, strong: bool, quiet: bool) -> Iterator[Shape]:
    start = y + (height - len(cell) * SMALL * 1.32) / 2
    for number, line in enumerate(cell):
        muted = quiet or number > 0
        yield letter(
            plan.middle(at),
            start + number * SMALL * 1.32,
            line,
            TINY if number else SMALL,
            bold=strong and not number,
            colour="muted" if muted else "ink",
            anchor="middle",
            role="cell",
        )


def _shown(plan: Plan) -> tuple[Standing, ...]:
    return plan.one.driven(plan.cascade.drives).lines[plan.first : plan.first + len(plan.columns)]


def _draw_bars(plan: Plan, top: float) -> Iterator[Shape]:
    """A bar for each column, with its interval, all on one scale from zero."""
    lines = plan.one.driven(plan.cascade.drives).lines
    most = max((line.share.high for line in lines), default=1.0) or 1.0
    floor, room = top + BARS - 4, BARS - 12
    yield Polyline(((plan.left, floor), (plan.right, floor)), "line", role="scale")
    wide = min(plan.width * 0.36, 30.0)
    for at, line in enumerate(_shown(plan)):
        x, height = plan.middle(at), room * line.share.value / most
        yield Box(x - wide / 2, floor - height, wide, max(height, 0.5), fill="experience", role="bar", tip=f"{100 * line.share.value:.1f}%")
        low, high = (floor - room * end / most for end in (line.share.low, line.share.high))
        yield Polyline(((x, low), (x, high)), "ink", 1.4, role="whisker")
        for end in (low, high):
            yield Polyline(((x - 4, end), (x + 4, end)), "ink", 1.4, role="whisker")


def list_lanes(plan: Plan) -> Iterator[Lane]:
    """The rows under the columns that have something to say."""
    lines, driven = _shown(plan), plan.one.driven(plan.cascade.drives)
    planned = plan.cascade.drives == "planning"
    other = (plan.one.raw if planned else plan.one.planned).lines[plan.first : plan.first + len(plan.columns)]
    sure = tuple(line.top >= _SURE and line.rank_high < len(driven.lines) for line in lines)
    spread = plan.flow.voices.measured or plan.one.raters > 1
    yield Lane(plan.say(captions.TECHNICAL), tuple((write_number(100 * line.rated.value, 0), *_range(line, spread)) for line in lines))
    yield Lane(
        plan.say(captions.SHARE),
        tuple(
            (f"{100 * line.share.value:.1f}%", *([f"[{100 * line.share.low:.1f}, {100 * line.share.high:.1f}]"] if spread else []))
            for line in lines
        ),
        sure,
    )
    quiet = captions.SHARE_RAW if planned else captions.SHARE_PLANNED
    yield Lane(plan.say(quiet), tuple((f"{100 * line.share.value:.1f}%",) for line in other), quiet=True)
    if spread:
        yield Lane(plan.say(captions.RANKS), tuple((write_rank_set(line),) for line in lines))
        yield Lane(plan.say(captions.TOP, k=driven.most), tuple((write_probability(line.top),) for line in lines), quiet=True)
    yield from _list_targets(plan)


def _range(line: Standing, spread: bool) -> tuple[str, ...]:  # noqa: FBT001 - whether there is one
    return (f"[{100 * line.rated.low:.0f}, {100 * line.rated.high:.0f}]",) if spread else ()


def write_rank_set(line: Standing) -> str:
    """The ranks that cannot be excluded."""
    return str(line.rank_low) if line.rank_low == line.rank_high else f"{line.rank_low}–{line.rank_high}"


def _list_targets(plan: Plan) -> Iterator[Lane]:
    columns = plan.columns
    if any(column.current is not None for column in columns):
        yield Lane(plan.say(captions.CURRENT), tuple((write_level(plan, column, column.current),) for column in columns))
    if any(column.target is not None for column in columns):
        cells = tuple((write_level(plan, column, column.target),) for column in columns)
        yield Lane(plan.say(captions.TARGET), cells)
    rivals = {rival.key: rival.name for rival in plan.study.competitors}
    for key in dict.fromkeys(rival for column in columns for rival, _ in column.competitors):
        name = rivals[key].say(plan.language) if key in rivals else key
        cells = tuple((write_level(plan, column, dict(column.competitors).get(key)),) for column in columns)
        yield Lane(plan.say(captions.RIVAL_VALUE, name=name), cells, quiet=True)
    if any(column.difficulty is not None for column in columns):
        yield Lane(plan.say(captions.DIFFICULTY), tuple((NOTHING if one.difficulty is None else str(one.difficulty),) for one in columns))
    if any(column.cost is not None for column in columns):
        unit = plan.cascade.currency.say(plan.language)
        name = plan.say(captions.COST_IN, unit=unit) if unit else plan.say(captions.COST)
        yield Lane(name, tuple((NOTHING if one.cost is None else f"{one.cost:g}",) for one in columns))
    roles = {role.key: role.name.say(plan.language) for role in plan.study.roles}
    if any(column.owner for column in columns):
        yield Lane(plan.say(captions.OWNER), tuple((roles.get(one.owner, one.owner) or NOTHING,) for one in columns), quiet=True)


def write_level(plan: Plan, column: Characteristic, value: float | None) -> str:
    """A value with its unit."""
    if value is None:
        return NOTHING
    unit = column.unit.say(plan.language)
    gap = "" if unit in {"", "%"} or plan.language == "zh" else " "
    return f"{value:g}{gap}{unit}"


def note_lines(plan: Plan) -> Iterator[str]:
    """What is to be looked at again: rows nothing serves, columns that serve nothing, raters far apart, orders that are not proved."""
    if plan.blocks == ("planning",):
        return
    known = name_parts(plan.flow, plan.study)
    gap = "、" if plan.language == "zh" else ", "

    def names(keys: tuple[str, ...]) -> str:
        return gap.join(known[key].say(plan.language) or key for key in keys)

    if plan.one.unserved:
        yield plan.say(captions.NO_COLUMN, names=names(plan.one.unserved))
    if plan.one.needless:
        yield plan.say(captions.NO_ROW, names=names(plan.one.needless))
    if plan.at == 0 and plan.flow.voices.unheard:
        yield plan.say(captions.NOT_HEARD, names=names(plan.flow.voices.unheard))
    torn = sorted((one for one in plan.one.apart if one[2] > 1), key=lambda one: -one[2])[:3]
    if torn:
        yield plan.say(
            captions.TORN,
            names=gap.join(f"{known[row].say(plan.language)} × {known[column].say(plan.language)}" for row, column, _ in torn),
        )
    support = plan.one.driven(plan.cascade.drives).support
    if support != "full" and len(plan.one.house.columns) > 1 and "footing" in plan.blocks:
        yield plan.say(captions.NOT_TOLD if support == "none" else captions.PART_TOLD)
