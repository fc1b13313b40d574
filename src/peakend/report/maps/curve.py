"""How do importance and experience run through the scenario? Two lines with intervals, peaks and end marked, proved gaps thick."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from peakend.analyse.gaps import GapLine
from peakend.analyse.result import Estimate, Figure
from peakend.define.survey import Scale
from peakend.report import captions
from peakend.report.axis import Axis, reach_of
from peakend.report.boxes import LEADING, Box, Label, Marker, Point, Polygon, Polyline, Rect, Shape
from peakend.report.facts import MomentFacts
from peakend.report.lettering import letter
from peakend.report.maps.cells import Lane, head_cell
from peakend.report.maps.sheet import LEFT, PAD, Column, Sheet
from peakend.report.placing import Room, spread
from peakend.report.theme import BODY, SIGNS, SMALL, TINY
from peakend.report.words import Unit, write_interval, write_value

HEIGHT = 236.0
"""The height of the curves' lane."""

_TOP, _BOTTOM = 52.0, 22.0
"""Above and under the plot: room for the words of the marks."""

_MARK = 14.0


@dataclass
class _Plot:
    """The curves' lane while it is drawn."""

    sheet: Sheet
    axis: Axis
    room: Room
    shapes: list[Shape] = field(default_factory=list)


def draw_curves(sheet: Sheet) -> Lane | None:
    """The lane of the two curves; nothing where neither importance nor experience was asked."""
    figures = list(_figures(sheet))
    if not figures:
        return None
    low, high = scale_of(sheet)
    first, last = reach_of(figures, low, high)
    plot = _Plot(sheet, Axis(first, last, HEIGHT - _BOTTOM, _TOP), Room(Rect(LEFT, 2, sheet.whole - LEFT, HEIGHT - 4)))
    _draw_grid(plot, low, high)
    importance = [(column, column.facts.importance.mean) for column in sheet.columns if column.facts.importance]
    experience = [(column, column.facts.experience.mean) for column in sheet.columns if column.facts.experience]
    plot.shapes += _band(plot, importance)
    _draw_mean(plot)
    for column in sheet.columns:
        _draw_gap(plot, column)
    _draw_line(plot, importance, "importance", 2.2, ())
    _draw_line(plot, experience, "experience", 1.8, (1.5, 4.5))
    for column, figure in experience:
        _draw_experience(plot, column, figure)
    for column, figure in importance:
        _draw_importance(plot, column, figure)
    for column, figure in importance:
        _draw_words(plot, column, figure)
    return Lane("curves", HEIGHT, tuple(plot.shapes))


def _figures(sheet: Sheet) -> Iterator[Figure]:
    """All figures of the scenario that the axis must reach: of all parts, so that they can be compared."""
    for facts in sheet.facts.moments:
        for one in (facts.importance, facts.experience):
            if one is not None:
                yield one.mean
        expected = facts.gap("expectation")
        if expected is not None:
            yield expected.right


def scale_of(sheet: Sheet) -> tuple[int, int]:
    """The scale on which the moments were rated (the widest, where they differ)."""
    survey = sheet.known.study.survey
    asked = {facts.importance.question for facts in sheet.facts.moments if facts.importance}
    asked |= {facts.experience.question for facts in sheet.facts.moments if facts.experience}
    scales = [one.scale for one in survey.questions if one.key in asked and one.scale is not None] or [Scale(1, 5)]
    return min(scale.low for scale in scales), max(scale.high for scale in scales)


def _draw_grid(plot: _Plot, low: int, high: int) -> None:
    sheet, axis = plot.sheet, plot.axis
    plot.shapes += head_cell(sheet, captions.LANE_CURVE, low=low, high=high).shapes
    ticks = axis.ticks(4)
    decimals = 2 if any(round(tick * 10) != round(tick * 10, 6) for tick in ticks) else 1
    for tick in ticks:
        y = axis.at(tick)
        plot.shapes.append(Polyline(((LEFT, y), (sheet.whole, y)), stroke="grid", role="grid"))
        if y > 50:  # noqa: PLR2004 - under the name of the lane
            plot.shapes.append(letter(LEFT - 8, y - TINY * 0.68, f"{tick:.{decimals}f}", TINY, colour="muted", anchor="end", role="tick"))


def _band(plot: _Plot, points: Sequence[tuple[Column, Figure]]) -> Iterator[Shape]:
    """The interval of importance as a band; broken where nobody was asked."""
    for some in _runs(plot.sheet, points):
        upper = [(column.middle, plot.axis.at(figure.high)) for column, figure in some]
        lower = [(column.middle, plot.axis.at(figure.low)) for column, figure in some]
        if len(some) > 1:
            yield Polygon((*upper, *reversed(lower)), fill="importance_band", role="band")
        else:
            (x, top), (_, bottom) = upper[0], lower[0]
            yield Box(x - 5, top, 10, bottom - top, fill="importance_band", role="band")


def _runs(sheet: Sheet, points: Sequence[tuple[Column, Figure]]) -> list[list[tuple[Column, Estimate]]]:
    """Stretches of neighbouring columns in which there is a number."""
    known = {column.x: figure for column, figure in points if isinstance(figure, Estimate)}
    runs: list[list[tuple[Column, Estimate]]] = []
    together = False
    for column in sheet.columns:
        if column.x in known:
            if not together:
                runs.append([])
            runs[-1].append((column, known[column.x]))
        together = column.x in known
    return runs


def _draw_line(plot: _Plot, points: Sequence[tuple[Column, Figure]], colour: str, line: float, dash: tuple[float, ...]) -> None:
    for run in _runs(plot.sheet, points):
        path = tuple((column.middle, plot.axis.at(figure.value)) for column, figure in run)
        if len(path) > 1:
            plot.shapes.append(Polyline(path, stroke=colour, line=line, dash=dash, role=colour))
            plot.room.take(*(place for start, stop in pairwise(path) for place in _along(start, stop)))


def _along(start: Point, stop: Point) -> Iterator[Rect]:
    """A straight line as a row of small places, so that no words are put on it."""
    steps = max(2, int(abs(stop[0] - start[0]) / 4))
    for step in range(steps + 1):
        share = step / steps
        yield Rect(start[0] + share * (stop[0] - start[0]) - 1.5, start[1] + share * (stop[1] - start[1]) - 1.5, 3, 3)


def _draw_mean(plot: _Plot) -> None:
    """The scenario's mean as a dashed line; both means with their words in the last column, one above the other."""
    sheet, facts = plot.sheet, plot.sheet.facts
    means = [
        (figure, colour)
        for figure, colour in ((facts.importance, "importance"), (facts.experience, "experience_ink"))
        if figure is not None
    ]
    shown = [(figure, colour) for figure, colour in means if isinstance(figure, Estimate)]
    for figure, colour in shown:
        y, end = plot.axis.at(figure.value), sheet.whole + (10 if colour == "importance" else 6)
        start = LEFT if colour == "importance" else sheet.whole
        plot.shapes.append(
            Polyline(((start, y), (end, y)), stroke="faint", line=1.2, dash=(4, 4) if colour == "importance" else (), role="mean")
        )
    heights = [(2 * TINY + SMALL) * LEADING] * len(shown)
    wanted = [plot.axis.at(figure.value) - heights[0] / 2 for figure, _ in shown]
    for top, (figure, colour) in zip(spread(wanted, heights, 4, HEIGHT - 4, 3), shown, strict=True):
        name = captions.AXIS_IMPORTANCE if colour == "importance" else captions.AXIS_EXPERIENCE
        words = (f"{sheet.say(name)}{'' if sheet.language == 'zh' else ' '}{sheet.say(captions.MEAN).lower()}", TINY, "muted", False)
        x = sheet.whole + 14
        plot.shapes.append(letter(x, top, words[0], TINY, colour="muted", role="mean-name"))
        value = letter(
            x, top + TINY * LEADING, write_value(figure.value, "rating"), SMALL, bold=True, colour=colour, role="value", tip=_tip(figure)
        )
        plot.shapes += [value, letter(x, top + (TINY + SMALL) * LEADING, write_interval(figure), TINY, colour="muted", role="interval")]


def _tip(figure: Estimate, unit: Unit = "rating", name: str = "") -> str:
    written = f"{write_value(figure.value, unit)} {write_interval(figure, unit)}, n = {figure.n}"
    return f"{name}: {written}" if name else written


def shown_gap(facts: MomentFacts) -> GapLine | None:
    """The gap drawn between the curves: to expectation where that was asked, else to importance (for IPA only); only if it is proved."""
    gap = facts.gap("expectation") or facts.gap("importance")
    return gap if gap is not None and gap.significant and gap.direction == "below" else None


def _draw_gap(plot: _Plot, column: Column) -> None:
    expected, gap = column.facts.gap("expectation"), shown_gap(column.facts)
    x, experience = column.middle, column.facts.experience
    if gap is not None and experience is not None and isinstance(experience.mean, Estimate) and isinstance(gap.right, Estimate):
        other = gap.right if gap.kind == "expectation" or column.facts.importance is None else column.facts.importance.mean
        if isinstance(other, Estimate):
            ends = (plot.axis.at(other.value), plot.axis.at(experience.mean.value))
            tip = f"{plot.sheet.say(captions.GAP_KINDS[gap.kind])}: {_tip(gap.gap, 'difference')}" if isinstance(gap.gap, Estimate) else ""
            plot.shapes.append(Polyline(((x, ends[0]), (x, ends[1])), stroke="peak_soft", line=5, role="gap", tip=tip))
            plot.room.take(Rect(x - 3, min(ends), 6, abs(ends[1] - ends[0])))
    if expected is not None and isinstance(expected.right, Estimate):
        y = plot.axis.at(expected.right.value)
        tip = _tip(expected.right, "rating", plot.sheet.say(captions.LEGEND_EXPECTATION))
        plot.shapes.append(Polyline(((x - 9, y), (x + 9, y)), stroke="common", line=2, role="expectation", tip=tip))
        plot.room.take(Rect(x - 9, y - 2, 18, 4))


def _draw_experience(plot: _Plot, column: Column, figure: Figure) -> None:
    if not isinstance(figure, Estimate):
        return
    x, y = column.middle, plot.axis.at(figure.value)
    low, high = plot.axis.at(figure.low), plot.axis.at(figure.high)
    name = plot.sheet.say(captions.AXIS_EXPERIENCE)
    plot.shapes.append(Polyline(((x, low), (x, high)), stroke="experience", line=1.6, role="whisker"))
    plot.shapes.append(Marker("circle", x, y, 9, "experience", "card", 1, role="experience", tip=_tip(figure, "rating", name)))
    plot.room.take(Rect(x - 5.5, min(high, y - 5), 11, max(low, y + 5) - min(high, y - 5)))


def _draw_importance(plot: _Plot, column: Column, figure: Figure) -> None:
    if not isinstance(figure, Estimate):
        return
    x, y, mark, sheet = column.middle, plot.axis.at(figure.value), column.facts.mark, plot.sheet
    name = sheet.say(captions.AXIS_IMPORTANCE)
    if mark is None or not column.facts.special:
        plot.shapes.append(Marker("ring", x, y, 8, "card", "importance", 2, role="importance", tip=_tip(figure, "rating", name)))
        plot.room.take(Rect(x - 5, y - 5, 10, 10))
        return
    solid = mark.by_source and mark.by_test
    plot.shapes.append(
        Marker(
            SIGNS[mark.kind],
            x,
            y,
            _MARK + (2 if mark.kind == "peak" else 0),
            mark.kind if solid else "card",
            mark.kind if not solid else "card",
            2.2 if not solid else 1,
            role=mark.kind,
            href=f"#{column.facts.anchor}",
            tip=f"{sheet.say(captions.PEAK if mark.kind == 'peak' else captions.END)} · {_tip(figure, 'rating', name)}",
        )
    )
    plot.room.take(Rect(x - 9, y - 9, 18, 18))


def _draw_words(plot: _Plot, column: Column, figure: Figure) -> None:
    """The word and the number of a peak or end, with its interval, beside the mark where nothing is covered."""
    mark, sheet = column.facts.mark, plot.sheet
    if mark is None or not column.facts.special or not isinstance(figure, Estimate):
        return
    word = sheet.say(captions.PEAK if mark.kind == "peak" else captions.END)
    first, second = f"{word} {write_value(figure.value, 'rating')}", write_interval(figure)
    head = letter(column.middle, 0, first, BODY, bold=True, anchor="middle", colour=f"{mark.kind}_ink", role="mark")
    below = letter(column.middle, 0, second, TINY, colour="muted", anchor="middle", role="interval")
    width, height = max(head.width, below.width), (BODY + TINY) * LEADING
    block = Label(column.middle, 0, ("",), height / LEADING, width, anchor="middle")
    put = plot.room.put(block, _beside(column, plot.axis.at(figure.value), width, height))
    if put is not None:
        plot.shapes.append(letter(put.x, put.y, first, BODY, bold=True, anchor="middle", colour=f"{mark.kind}_ink", role="mark"))
        plot.shapes.append(letter(put.x, put.y + BODY * LEADING, second, TINY, colour="muted", anchor="middle", role="interval"))


def _beside(column: Column, y: float, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Places for the words of a mark: above it, then further up, then below, all within the column."""
    slack = max(0.0, column.width / 2 - width / 2 - PAD / 2)
    for far in (11.0, 16.0, 22.0, 30.0, 40.0, 52.0):
        for aside in (0.0, slack / 2, -slack / 2, slack, -slack):
            yield column.middle - width / 2 + aside, y - far - height
    for far in (11.0, 18.0, 26.0, 38.0, 54.0, 74.0, 98.0):
        for aside in (0.0, slack / 2, -slack / 2, slack, -slack):
            yield column.middle - width / 2 + aside, y + far
