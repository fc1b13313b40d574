"""How good are the moments, and where should work begin? Experience, gaps and quadrants as native charts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from peakend.analyse.experience import ScenarioExperience
from peakend.analyse.gaps import GapKind, GapLine, Gaps
from peakend.analyse.quadrants import Point, Quadrants, ScenarioQuadrants
from peakend.analyse.result import Estimate, Figure, is_known
from peakend.report import captions
from peakend.report.boxes import Rect
from peakend.report.lettering import measure
from peakend.report.reach import scale_of
from peakend.report.slides.charts import TICK, Axis, Form, Series, Spot, add_bars, add_legend, add_lines, add_points, fix_plot, series_of
from peakend.report.slides.grid import Cell, Column, Grid
from peakend.report.slides.journeys import level
from peakend.report.slides.master import CONTENT
from peakend.report.slides.story import Story, add_remarks, figure_cell, reach
from peakend.report.words import (
    CROSSHAIRS,
    GAPS,
    QUADRANTS,
    findings,
    gap_findings,
    gap_headline,
    headline,
    method_note,
    weakest_line,
    write_number,
    write_probability,
    write_value,
)
from peakend.report.words.quadrants import is_mixed, is_settled
from peakend.text import Text

EXPERIENCE: Final = Text("实际体验", "Experience")
GAP: Final = Text("差距", "Gaps")
QUADRANT: Final = Text("重要性与体验", "Importance and experience")
DERIVED_QUADRANT: Final = Text("推导重要性与体验", "Derived importance and experience")
ALSO: Final = Text("还应知道", "Also")

CHART: Final = Rect(CONTENT.x, CONTENT.y, 600, CONTENT.height)
BESIDE: Final = Rect(CONTENT.x + 620, CONTENT.y, 260, CONTENT.height - 4)


def add_experience(story: Story, part: ScenarioExperience) -> None:
    """The experience curve of a scenario in the customer's order."""
    result = story.known.experience
    weak = weakest_line(part)
    if result is None or weak is None:
        return
    base = story.known.base_in(part.scenario.key, result.base)
    canvas = story.slide((EXPERIENCE, part.scenario.name), headline(part), base, (method_note(result),))
    names = [line.moment.name.say(story.language) for line in part.lines]
    lowest = part.lines.index(weak)
    spots = {
        at: Spot("circle", "experience", 9 if at == lowest else 8, write_value(line.mean.value, "rating"), "above")
        for at, line in enumerate(part.lines)
        if is_known(line.mean)
    }
    curve = series_of(story.say(EXPERIENCE), [line.mean for line in part.lines], "experience", line=2.0, size=8, spots=spots)
    series = [curve]
    if is_known(part.mean):
        series.append(level(story.say(captions.LEGEND_MEAN), part.mean.value, len(part.lines)))
    axis = reach([line.mean for line in part.lines], *scale_of(story.known.study, [line.moment.key for line in part.lines]))
    told = [story.say(one) for one in findings(part)]
    below = 40.0 + 22.0 * len(told)
    place = Rect(CONTENT.x, CONTENT.y, CONTENT.width, CONTENT.height - below - 10)
    chart = add_lines(canvas, place, names, series, axis, name="Experience chart", alt=story.say(headline(part)))
    add_legend(chart, story.language)
    add_remarks(canvas, Rect(CONTENT.x, CONTENT.bottom - below, CONTENT.width, below - 4), story.say(ALSO), told)


def experience_grid(story: Story, part: ScenarioExperience) -> Grid:
    """All that is known of the experience of a scenario's moments, as a table."""
    felt = any(line.emotion is not None for line in part.lines)
    columns = [
        Column(story.say(Text("序", "No.")), 0.4, "right"),
        Column(story.say(Text("关键时刻", "Moment")), 1.8),
        Column(story.say(Text("体验均值 [95% 区间]", "Mean rating [95% CI]")), 1.6, "right"),
        Column("n", 0.6, "right"),
        Column(story.say(Text("低分占比 [95% 区间]", "Low ratings [95% CI]")), 1.5, "right"),
        Column(story.say(Text("高分占比 [95% 区间]", "High ratings [95% CI]")), 1.5, "right"),
    ]
    if felt:
        columns.append(Column(story.say(Text("情绪 [95% 区间]", "Emotion [95% CI]")), 1.6, "right"))
    rows = []
    for line in part.lines:
        row = [
            Cell(str(line.place)),
            Cell(story.say(line.moment.name)),
            figure_cell(line.mean),
            Cell(f"{line.mean.n:,}"),
            figure_cell(line.low, "share"),
            figure_cell(line.top, "share"),
        ]
        rows.append(tuple([*row, figure_cell(line.emotion, "difference")] if felt else row))
    return Grid(tuple(columns), tuple(rows))


def add_gaps(story: Story, gaps: Gaps, kind: GapKind, scenario: str) -> None:
    """The gaps of a scenario in the customer's order: bars from zero with their intervals."""
    lines = gaps.kind(kind, scenario)
    if not any(is_known(line.gap) for line in lines):
        return
    title = gap_headline(gaps, kind, scenario, story.known.study)
    canvas = story.slide((GAP, GAPS[kind]), title, story.known.base_in(scenario, gaps.base), (method_note(gaps),))
    colours = ["quiet" if not line.significant else "peak" if line.direction == "below" else "good" for line in lines]
    spots = {at: Spot(colour=colour) for at, colour in enumerate(colours)}
    bars = series_of(story.say(GAPS[kind]), [line.gap for line in lines], "quiet", spots=spots)
    names = [_gap_name(story, line) for line in lines]
    ends = [abs(end) for line in lines if isinstance(line.gap, Estimate) for end in (line.gap.low, line.gap.high)]
    wide = _round_up(max(ends, default=0.5))
    axis = Axis(
        -wide, wide, wide / 2, "+0.00;−0.00;0", story.say(Text("差距（负值：体验低于对照）", "Gap (negative: experience below the other)"))
    )
    add_bars(canvas, CHART, names, [bars], axis, name="Gap chart", alt=story.say(title))
    told = [story.say(one) for one in gap_findings(lines, kind)]
    key = Text(
        "红 ↓ 显著低于，绿 ↑ 显著高于，灰：与 0 无法区分", "Red ↓ proved below, green ↑ proved above, grey: not told apart from zero"
    )
    add_remarks(canvas, BESIDE, story.say(ALSO), [*told, story.say(key)])


def _gap_name(story: Story, line: GapLine) -> str:
    arrow = "" if not line.significant else " ↓" if line.direction == "below" else " ↑"
    value = write_value(line.gap.value, "difference") if is_known(line.gap) else "–"
    return f"{story.say(line.moment.name)} {value}{arrow}"


def _round_up(value: float) -> float:
    """The next round number.

    >>> _round_up(0.34), _round_up(1.2)
    (0.5, 2.0)
    """
    return next((step for step in (0.1, 0.2, 0.5, 1.0, 2.0, 4.0, 5.0, 10.0) if value <= step), value)


_EDGES: Final = {"left": 62.0, "top": 10.0, "right": 14.0, "bottom": 88.0}
"""What stands around the plot of the quadrants: words at the axes, and the legend below."""

_FORMS: Final[dict[str, tuple[Form, str]]] = {
    "keep": ("circle", "good"),
    "improve": ("triangle", "peak"),
    "low": ("diamond", "muted"),
    "overkill": ("square", "end"),
}


def add_quadrants(story: Story, part: ScenarioQuadrants) -> None:
    """Importance against experience: one point a moment, labelled, hollow where its place is not sure."""
    result = story.known.quadrants
    points = [point for point in part.points if is_known(point.importance) and is_known(point.performance)]
    if result is None or not points:
        return
    derived = part.basis == "derived"
    base = story.known.base_in(part.scenario.key, result.base)
    canvas = story.slide((quadrant_title(part), part.scenario.name), headline(part), base, (method_note(result),))
    low, high = scale_of(story.known.study, [point.moment.key for point in points])
    across = reach([point.performance for point in points], low, high)
    up = reach([point.importance for point in points], *((-1.0, 1.0) if derived else (low, high)), least=0.1 if derived else 0.6)
    upwards = captions.AXIS_DERIVED if derived else captions.AXIS_IMPORTANCE
    titles = (
        Axis(across.low, across.high, across.step, across.numbers, story.say(captions.AXIS_EXPERIENCE)),
        Axis(up.low, up.high, up.step, up.numbers, story.say(upwards)),
    )
    series = [_cloud(story, part, quadrant, points, titles) for quadrant in _FORMS if any(point.quadrant == quadrant for point in points)]
    lines = _crosshairs(story, result, part, titles)
    chart = add_points(canvas, CHART, [*series, *lines], titles, name="Quadrant chart", alt=story.say(headline(part)))
    fix_plot(chart, CHART, **_EDGES)
    add_legend(chart, story.language)
    told = [story.say(one) for one in findings(part)]
    mixed = any(is_mixed(part, point) for point in points)
    told.append(story.say(captions.LEGEND_UNSETTLED if mixed else captions.LEGEND_UNSURE))
    told += [f"{captions.ENTANGLED} {story.say(captions.LEGEND_ENTANGLED)}"] if mixed else []
    told.append(story.say(captions.LEGEND_CROSSES))
    add_remarks(canvas, BESIDE, story.say(ALSO), told)


def _value(point: Point) -> tuple[float, float]:
    left = point.performance.value if is_known(point.performance) else 0.0
    up = point.importance.value if is_known(point.importance) else 0.0
    return left, up


def quadrant_title(part: ScenarioQuadrants) -> Text:
    """What is shown beside experience: importance as customers say it, or derived."""
    return DERIVED_QUADRANT if part.basis == "derived" else QUADRANT


def _cloud(story: Story, part: ScenarioQuadrants, quadrant: str, points: Sequence[Point], axes: tuple[Axis, Axis]) -> Series:
    """The points of one quadrant as one series, each with its name beside it and the intervals of both means."""
    mine = [point for point in points if point.quadrant == quadrant]
    names = {point.moment.key: _point_name(story, part, point) for point in points}
    sides = _choose_sides(names, points, axes, (part.at_performance, part.at_importance))
    form, colour = _FORMS[quadrant]
    spots = {
        at: Spot(form, colour, 9, names[point.moment.key], sides[point.moment.key], hollow=not is_settled(part, point))
        for at, point in enumerate(mine)
    }
    name = story.say(QUADRANTS[quadrant])
    up, across = [point.importance for point in mine], [point.performance for point in mine]
    return replace(
        series_of(name, up, colour, form=form, size=9, spots=spots),
        across=tuple(x for x, _ in map(_value, mine)),
        across_lows=tuple(one.low if is_known(one) else None for one in across),
        across_highs=tuple(one.high if is_known(one) else None for one in across),
    )


def _point_name(story: Story, part: ScenarioQuadrants, point: Point) -> str:
    """A moment with the probability of its quadrant, and the sign of those that cannot be told apart."""
    name = f"{story.say(point.moment.name)} {write_probability(point.probabilities.get(point.quadrant, 0.0))}"
    return f"{name} {captions.ENTANGLED}" if is_mixed(part, point) else name


def _choose_sides(names: Mapping[str, str], points: Sequence[Point], axes: tuple[Axis, Axis], cross: tuple[float, float]) -> dict[str, str]:
    """For each name the end of its point's bars where it covers least of what is already there."""
    width, height = CHART.width - _EDGES["left"] - _EDGES["right"], CHART.height - _EDGES["top"] - _EDGES["bottom"]
    (x_low, x_high), (y_low, y_high) = ((axis.low or 0.0, axis.high or 1.0) for axis in axes)
    right, down = width / (x_high - x_low), height / (y_high - y_low)
    taken = [
        Rect((cross[0] - x_low) * right - 1, 0, 2, height),
        Rect(0, (y_high - cross[1]) * down - 1, width, 2),
    ]
    spans: dict[str, Rect] = {}
    for point in points:
        x, y = _value(point)
        wide, tall = _half(point.performance) * right, _half(point.importance) * down
        spans[point.moment.key] = Rect((x - x_low) * right - wide, (y_high - y) * down - tall, 2 * wide, 2 * tall)
        taken += _cover(spans[point.moment.key])
    sides: dict[str, str] = {}
    for point in points:
        span, long = spans[point.moment.key], measure(names[point.moment.key], TICK) + 4
        x, y = span.x + span.width / 2, span.y + span.height / 2
        options = {
            "right": Rect(span.right + 4, y - 7, long, 14),
            "left": Rect(span.x - 4 - long, y - 7, long, 14),
            "above": Rect(x - long / 2, span.y - 17, long, 14),
            "below": Rect(x - long / 2, span.bottom + 3, long, 14),
        }
        side = min(options, key=lambda name: _cost(options[name], taken, width, height))
        sides[point.moment.key] = side
        taken.append(options[side])
    return sides


def _cover(span: Rect) -> list[Rect]:
    """What a point with its bars covers: the marker and both bars."""
    x, y = span.x + span.width / 2, span.y + span.height / 2
    return [Rect(x - 6, y - 6, 12, 12), Rect(span.x, y - 2, span.width, 4), Rect(x - 2, span.y, 4, span.height)]


def _half(figure: Figure) -> float:
    return figure.half if is_known(figure) else 0.0


def _cost(place: Rect, taken: Sequence[Rect], width: float, height: float) -> float:
    outside = max(0.0, -place.x) + max(0.0, place.right - width) + max(0.0, -place.y) + max(0.0, place.bottom - height)
    return 10 * outside + sum(
        max(0.0, min(place.right, other.right) - max(place.x, other.x)) * max(0.0, min(place.bottom, other.bottom) - max(place.y, other.y))
        for other in taken
    )


def _crosshairs(story: Story, result: Quadrants, part: ScenarioQuadrants, axes: tuple[Axis, Axis]) -> list[Series]:
    """The two lines between the quadrants, as series of their own."""
    across, up = axes
    name = captions.LEGEND_CROSS.fill(crosshair="{crosshair}")
    words = story.say(name).format(crosshair=story.say(CROSSHAIRS[result.crosshair]))
    ends_x, ends_y = (across.low or 0.0, across.high or 1.0), (up.low or 0.0, up.high or 1.0)
    upright = Series(
        f"{words} ({write_number(part.at_performance)})",
        ends_y,
        "faint",
        across=(part.at_performance,) * 2,
        form="none",
        line=1.0,
        dashed=True,
    )
    level_line = Series(
        f"{words} ({write_number(part.at_importance)})",
        (part.at_importance,) * 2,
        "faint",
        across=ends_x,
        form="none",
        line=1.0,
        dashed=True,
    )
    return [upright, level_line]


def quadrant_grid(story: Story, part: ScenarioQuadrants) -> Grid:
    """Where each moment lies, how sure that is, and what else speaks for it. Derived importance never stands under stated."""
    stated = part.basis == "stated"
    columns = [Column(story.say(Text("关键时刻", "Moment")), 1.6)]
    columns += [Column(story.say(Text("重要性 [95% 区间]", "Importance [95% CI]")), 1.5, "right")] if stated else []
    columns += [
        Column(story.say(Text("体验 [95% 区间]", "Experience [95% CI]")), 1.5, "right"),
        Column(story.say(Text("象限", "Quadrant")), 1.0),
        Column(story.say(Text("概率", "P")), 0.6, "right"),
        Column(
            story.say(Text("推导重要性（与总体评价的相关，非因果） [95% 区间]", "Derived importance (correlation, not cause) [95% CI]")),
            1.8,
            "right",
        ),
    ]
    columns += [Column(story.say(Text("机会分 [95% 区间]", "Opportunity [95% CI]")), 1.5, "right")] if stated else []
    rows = []
    for point in part.points:
        row = [Cell(story.say(point.moment.name))]
        row += [figure_cell(point.importance)] if stated else []
        row += [
            figure_cell(point.performance),
            Cell(story.say(QUADRANTS[point.quadrant])),
            Cell(write_probability(point.probabilities.get(point.quadrant, 0.0))),
            figure_cell(point.derived),
        ]
        rows.append(tuple([*row, figure_cell(point.opportunity, "index")] if stated else row))
    return Grid(tuple(columns), tuple(rows))
