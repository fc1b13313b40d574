"""Which moments are important and not good enough? Importance over experience, with the uncertainty of each point.

Where importance is derived, title and axis say so, and the axis runs over correlations.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from peakend.analyse.quadrants import Point, ScenarioQuadrants
from peakend.analyse.resample import ROUNDING
from peakend.analyse.result import Estimate, is_known
from peakend.report import captions
from peakend.report.axis import Axis
from peakend.report.boxes import LEADING, Box, Drawing, Label, Marker, Polygon, Polyline, Rect, Shape, move
from peakend.report.facts import Known
from peakend.report.heads import MARGIN, draw_head
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter
from peakend.report.placing import Room, around_point
from peakend.report.theme import BODY, SMALL, TINY
from peakend.report.words import CROSSHAIRS, headline, name_of, write_interval, write_number, write_probability, write_value
from peakend.report.words.quadrants import is_mixed, is_settled
from peakend.text import Language, Text

_LEFT, _TOP, _WIDTH, _HEIGHT, _FOOT = 50.0, 26.0, 800.0, 470.0, 44.0

_REGION = math.sqrt(5.991)
"""Half axes of the region that holds two means together with 95 %: the square root of the chi-squared quantile, 2 degrees of freedom."""

_CORNERS = {"improve": (False, True), "keep": (True, True), "low": (False, False), "overkill": (True, False)}
"""Whether a quadrant lies right and above."""


@dataclass(frozen=True)
class _Frame:
    one: ScenarioQuadrants
    language: Language
    across: Axis
    up: Axis

    def cross(self) -> tuple[float, float]:
        return self.across.at(self.one.at_performance), self.up.at(self.one.at_importance)

    @property
    def derived(self) -> bool:
        """Whether importance is a correlation."""
        return self.one.basis == "derived"

    @property
    def upwards(self) -> Text:
        """What the axis upwards shows."""
        return captions.AXIS_DERIVED if self.derived else captions.AXIS_IMPORTANCE


def draw_quadrants(known: Known, one: ScenarioQuadrants, language: Language, *, titled: bool = True) -> Drawing:
    """The quadrants of one scenario: experience to the right, importance upwards, each point with its ellipse and P(quadrant)."""
    points = [point for point in one.points if is_known(point.importance) and is_known(point.performance)]
    frame = _frame(one, points, language)
    kind = captions.QUADRANTS_DERIVED if frame.derived else captions.QUADRANTS
    title = f"{kind.say(language)} · {one.scenario.name.say(language) or one.scenario.key}"
    crosshair = known.quadrants.crosshair if known.quadrants is not None else "mean"
    width, height = _LEFT + _WIDTH + 10, _TOP + _HEIGHT + _FOOT
    legend, tall = lay_legend(_entries(frame, name_of(CROSSHAIRS, crosshair)), 0, width, height)
    edge = MARGIN if titled else 0.0
    head, down = draw_head(title, known.base_in(one.scenario.key), known.study, language, width) if titled else ([], 0.0)
    body = [*_ground(frame), *_draw_points(frame, points), *legend]
    placed = [move(shape, edge, edge) for shape in head] + [move(shape, edge, edge + down) for shape in body]
    size = (width + 2 * edge, round(down + height + tall + 2 * edge, 1))
    return Drawing(*size, tuple(placed), title=title, description=headline(one).say(language), name=f"quadrants-{one.scenario.key}")


def _frame(one: ScenarioQuadrants, points: list[Point], language: Language) -> _Frame:
    """Axes that hold every point with its region and the cross-hairs; a correlation never runs beyond 1."""
    wide = [_stretch(point) for point in points]
    left, right = min((ends[0] for ends in wide), default=0.0), max((ends[1] for ends in wide), default=1.0)
    bottom, top = min((ends[2] for ends in wide), default=0.0), max((ends[3] for ends in wide), default=1.0)
    pad_x, pad_y = max((right - left) * 0.08, 0.05), max((top - bottom) * 0.1, 0.05)
    across = Axis(min(left, one.at_performance) - pad_x, max(right, one.at_performance) + pad_x, _LEFT, _LEFT + _WIDTH)
    low, high = min(bottom, one.at_importance) - pad_y, max(top, one.at_importance) + pad_y
    if one.basis == "derived":
        low, high = max(low, -1.0), min(high, 1.0)
    return _Frame(one, language, across, Axis(low, high, _TOP + _HEIGHT, _TOP))


def _stretch(point: Point) -> tuple[float, float, float, float]:
    """From where to where a point's region reaches: experience low and high, importance low and high."""
    assert isinstance(point.importance, Estimate)  # noqa: S101 - for the type checker: chosen so
    assert isinstance(point.performance, Estimate)  # noqa: S101
    aside, upward = _REGION * point.spread[1], _REGION * point.spread[0]
    return (
        point.performance.value - aside,
        point.performance.value + aside,
        point.importance.value - upward,
        point.importance.value + upward,
    )


def _ground(frame: _Frame) -> Iterator[Shape]:
    """The four fields with their names, axes, grid and cross-hairs."""
    x, y = frame.cross()
    right, bottom = _LEFT + _WIDTH, _TOP + _HEIGHT
    yield Box(_LEFT, _TOP, _WIDTH, _HEIGHT, fill="card", role="plot")
    yield Box(_LEFT, _TOP, x - _LEFT, y - _TOP, fill="peak_tint", role="improve")
    for tick, words in _ticks(frame.across, 6):
        at = frame.across.at(tick)
        yield Polyline(((at, _TOP), (at, bottom)), stroke="grid", role="grid")
        yield letter(at, bottom + 5, words, TINY, colour="muted", anchor="middle", role="tick")
    for tick, words in _ticks(frame.up, 5):
        at = frame.up.at(tick)
        yield Polyline(((_LEFT, at), (right, at)), stroke="grid", role="grid")
        yield letter(_LEFT - 7, at - TINY * 0.68, words, TINY, colour="muted", anchor="end", role="tick")
    yield Polyline(((x, _TOP), (x, bottom)), stroke="faint", line=1.4, dash=(5, 4), role="cross")
    yield Polyline(((_LEFT, y), (right, y)), stroke="faint", line=1.4, dash=(5, 4), role="cross")
    yield Box(_LEFT, _TOP, _WIDTH, _HEIGHT, stroke="line", role="frame")
    yield from _field_names(frame)
    name = captions.AXIS_EXPERIENCE.say(frame.language)
    yield letter(right, bottom + 22, f"{name} →", SMALL, bold=True, colour="muted", anchor="end", role="axis")
    yield letter(_LEFT, 2, f"↑ {frame.upwards.say(frame.language)}", SMALL, bold=True, colour="muted", role="axis")


def _ticks(axis: Axis, about: int) -> list[tuple[float, str]]:
    """Round values with their words, all with as many decimals as the finest needs."""
    ticks = axis.ticks(about)
    decimals = 2 if all(abs(tick - round(tick, 2)) < ROUNDING for tick in ticks) else 3
    return [(tick, write_number(tick, decimals)) for tick in ticks]


def _field_names(frame: _Frame) -> Iterator[Label]:
    for key, (right, above) in _CORNERS.items():
        x = _LEFT + _WIDTH - 10 if right else _LEFT + 10
        y = _TOP + 8 if above else _TOP + _HEIGHT - 8 - BODY * 1.32
        colour = "peak_ink" if key == "improve" else "muted"
        yield letter(
            x,
            y,
            captions.QUADRANT[key].say(frame.language),
            BODY,
            bold=True,
            colour=colour,
            anchor="end" if right else "start",
            role="field",
        )


def _draw_points(frame: _Frame, points: list[Point]) -> Iterator[Shape]:
    room = Room(Rect(_LEFT, _TOP, _WIDTH, _HEIGHT), [label.place for label in _field_names(frame)], gap=2.0)
    x, y = frame.cross()
    room.take(Rect(x - 1, _TOP, 2, _HEIGHT), Rect(_LEFT, y - 1, _WIDTH, 2))
    for point in points:
        yield Polygon(_ellipse(frame, point), stroke="peak_soft" if point.quadrant == "improve" else "quiet", line=1.2, role="ellipse")
    for point in points:
        across, up = _at(frame, point)
        room.take(Rect(across - 7, up - 7, 14, 14))
        sure = is_settled(frame.one, point)
        yield Marker(
            "circle",
            across,
            up,
            11,
            _colour(point) if sure else "card",
            "card" if sure else _colour(point),
            1.2 if sure else 2,
            role="point",
            href=f"#moment-{point.moment.key}",
            tip=_tip(frame, point),
        )
    edges = {point.moment.key: [Rect(x - 1, y - 1, 2, 2) for x, y in _ellipse(frame, point)] for point in points}
    for point in sorted(points, key=lambda point: point.place):
        yield from _words(frame, room, point, [edge for some in edges.values() for edge in some])


def _colour(point: Point) -> str:
    return "peak" if point.quadrant == "improve" else "importance"


def _at(frame: _Frame, point: Point) -> tuple[float, float]:
    importance = point.importance.value if isinstance(point.importance, Estimate) else 0.0
    performance = point.performance.value if isinstance(point.performance, Estimate) else 0.0
    return frame.across.at(performance), frame.up.at(importance)


def _tip(frame: _Frame, point: Point) -> str:
    parts = [point.moment.name.say(frame.language)]
    for name, figure in ((frame.upwards, point.importance), (captions.AXIS_EXPERIENCE, point.performance)):
        if isinstance(figure, Estimate):
            parts.append(f"{name.say(frame.language)} {write_value(figure.value, 'rating')} {write_interval(figure)}")
    parts += [f"{captions.QUADRANT[key].say(frame.language)} {write_probability(p)}" for key, p in point.probabilities.items()]
    return "; ".join(parts)


def _ellipse(frame: _Frame, point: Point) -> tuple[tuple[float, float], ...]:
    """The joint region of both means: (x, y) = means + c·L·(cos, sin) with the Cholesky factor L of their covariance."""
    assert isinstance(point.importance, Estimate)  # noqa: S101 - for the type checker: chosen so
    assert isinstance(point.performance, Estimate)  # noqa: S101
    se_importance, se_performance, together = point.spread
    rest = math.sqrt(max(0.0, 1 - together * together))
    corners = []
    for turn in range(40):
        angle = turn * math.pi / 20
        one, two = math.cos(angle), math.sin(angle)
        performance = point.performance.value + _REGION * se_performance * one
        importance = point.importance.value + _REGION * se_importance * (together * one + rest * two)
        corners.append((frame.across.at(performance), frame.up.at(importance)))
    return tuple(corners)


def _words(frame: _Frame, room: Room, point: Point, edges: list[Rect]) -> Iterator[Shape]:
    """Name and P(quadrant) near the point, off the edges of regions if possible; only its number where there is no room for more."""
    name = f"{point.place:02d} {point.moment.name.say(frame.language)}"
    chance = write_probability(point.probabilities[point.quadrant])
    head = letter(0, 0, name, SMALL, bold=True, width=200, most=1, role="moment")
    chance = f"P {chance}" if chance[0] in "<>" else f"P = {chance}"
    below = letter(
        0, 0, f"{chance} {captions.ENTANGLED}" if is_mixed(frame.one, point) else chance, TINY, colour="muted", role="probability"
    )
    block = Label(0, 0, ("",), SMALL + TINY, max(head.width, below.width))
    x, y = _at(frame, point)
    near, far = list(around_point(block.width, block.height, x, y, 9, rings=5)), around_point(block.width, block.height, x, y, 9, rings=9)
    placed = room.put(block, far, edges) or room.put(block, near)
    if placed is not None:
        yield from _leader(placed.place, x, y)
        yield move(head, placed.x, placed.y)
        yield move(below, placed.x, placed.y + SMALL * LEADING)
        return
    number = letter(0, 0, f"{point.place:02d}", SMALL, bold=True, role="moment")
    alone = room.put_near(number, x, y, 8)
    if alone is not None:
        yield alone


def _leader(words: Rect, x: float, y: float) -> Iterator[Shape]:
    """A thin line from the point to words that stand further away."""
    end = (min(max(x, words.x), words.right), min(max(y, words.y + 2), words.bottom - 2))
    far = math.hypot(end[0] - x, end[1] - y)
    if far > 16:  # noqa: PLR2004 - nearer words need none
        start = (x + (end[0] - x) * 7 / far, y + (end[1] - y) * 7 / far)
        stop = (x + (end[0] - x) * (far - 3) / far, y + (end[1] - y) * (far - 3) / far)
        yield Polyline((start, stop), stroke="faint", line=0.8, role="leader")


def _entries(frame: _Frame, crosshair: Text) -> list[tuple[list[Shape], str]]:
    turns = [turn * math.pi / 10 for turn in range(20)]
    ellipse = Polygon(tuple((10 + 10 * math.cos(turn), 6 * math.sin(turn)) for turn in turns), stroke="quiet", line=1.2)
    cross = captions.LEGEND_CROSS.say(frame.language).format(crosshair=crosshair.say(frame.language))
    mixed = any(is_mixed(frame.one, point) for point in frame.one.points)
    sure, unsure = (captions.LEGEND_SETTLED, captions.LEGEND_UNSETTLED) if mixed else (captions.LEGEND_SURE, captions.LEGEND_UNSURE)
    entries: list[tuple[list[Shape], str]] = [
        ([Marker("circle", 10, 0, 11, "importance", "card", 1.2)], sure.say(frame.language)),
        ([Marker("circle", 10, 0, 10, "card", "importance", 2)], unsure.say(frame.language)),
        ([ellipse], captions.LEGEND_ELLIPSE.say(frame.language)),
        ([Polyline(((0, 0), (20, 0)), "faint", 1.4, (5, 4))], cross),
    ]
    if mixed:
        sign = letter(10, -SMALL * 0.68, captions.ENTANGLED, SMALL, bold=True, colour="muted", anchor="middle", role="legend")
        entries.append(([sign], captions.LEGEND_ENTANGLED.say(frame.language)))
    return entries
