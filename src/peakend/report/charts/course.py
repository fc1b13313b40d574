"""How is a course over time laid out? Periods from left to right, values upwards, limits as steps that know each period's n."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from peakend.report.axis import Axis
from peakend.report.boxes import Box, Drawing, Marker, Point, Polygon, Polyline, Rect, Shape, Sign
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter, measure
from peakend.report.placing import Room
from peakend.report.theme import SMALL, TINY
from peakend.report.words import Unit, write_value

LEFT: Final = 58.0
RIGHT: Final = 96.0
"""Room for the words of the lines at the right."""

TOP: Final = 22.0
HEIGHT: Final = 250.0
AIM: Final = 640.0
"""How wide the plot becomes, if its periods are neither too narrow nor too wide for it."""

_LEAST, _MOST = 7.0, 58.0


@dataclass
class Course:
    """A chart over periods while it is drawn."""

    names: Sequence[str]
    low: float
    high: float
    unit: Unit = "rating"
    plain: bool = False
    """Whether values are written as plain numbers, without a sign."""
    shapes: list[Shape] = field(default_factory=list)
    legend: list[tuple[Sequence[Shape], str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Axes: values at the left, as many names of periods below as there is room for."""
        self.step = min(_MOST, max(_LEAST, AIM / max(len(self.names), 1)))
        self.axis = Axis(self.low, self.high, TOP + HEIGHT, TOP)
        self.room = Room(Rect(LEFT, 0, self.right - LEFT + RIGHT, TOP + HEIGHT), gap=2.0)
        for tick in self.axis.ticks(6):
            y = self.axis.at(tick)
            self.shapes.append(Polyline(((LEFT, y), (self.right, y)), stroke="grid", role="grid"))
            words = self.write(tick)
            self.shapes.append(letter(LEFT - 8, y - TINY * 0.68, words, TINY, colour="muted", anchor="end", role="tick"))
        bottom = TOP + HEIGHT
        self.shapes.append(Polyline(((LEFT, bottom), (self.right, bottom)), stroke="quiet", role="axis"))
        widest = max((measure(name, TINY) for name in self.names), default=0.0) + 10
        every = max(1, -int(-widest // self.step))
        for at, name in enumerate(self.names):
            if at % every == 0:
                self.shapes.append(letter(self.x(at), bottom + 6, name, TINY, colour="muted", anchor="middle", role="period"))

    @property
    def right(self) -> float:
        """Where the plot ends."""
        return LEFT + self.step * len(self.names)

    def write(self, value: float) -> str:
        """A value as the axis writes it."""
        if self.plain:
            return f"{value:,.10g}"
        return write_value(value, self.unit)

    def x(self, at: float) -> float:
        """The middle of a period."""
        return LEFT + self.step * (at + 0.5)

    def point_at(self, at: float, value: float) -> Point:
        """Where a value of a period lies."""
        return self.x(at), self.axis.at(value)

    def shade(self, first: int, last: int, words: str) -> None:
        """A ground under some periods, with its words above."""
        left, right = self.x(first) - self.step / 2, self.x(last) + self.step / 2
        self.shapes.insert(0, Box(left, TOP, right - left, HEIGHT, fill="wash", role="baseline"))
        self.shapes.append(letter(left + 4, 4, words, TINY, colour="muted", role="baseline-words"))

    def steps(
        self, values: Sequence[float | None], stroke: str, line: float = 1.4, dash: tuple[float, ...] = (), role: str = "limit"
    ) -> None:
        """A line that is level over each period and steps between them; it breaks where there is no value."""
        for run in _runs(values):
            points: list[Point] = []
            for at, value in run:
                y = self.axis.at(value)
                points += [(self.x(at) - self.step / 2, y), (self.x(at) + self.step / 2, y)]
            self.shapes.append(Polyline(tuple(points), stroke, line, dash, role=role))

    def band(self, lows: Sequence[float | None], highs: Sequence[float | None], fill: str) -> None:
        """The ground between two stepped lines."""
        both = [None if low is None or high is None else (low, high) for low, high in zip(lows, highs, strict=True)]
        for run in _runs([None if one is None else 0.0 for one in both]):
            upper, lower = list[Point](), list[Point]()
            for at, _ in run:
                pair = both[at]
                if pair is not None:
                    for side in (-0.5, 0.5):
                        lower.append((self.x(at) + side * self.step, self.axis.at(pair[0])))
                        upper.append((self.x(at) + side * self.step, self.axis.at(pair[1])))
            self.shapes.append(Polygon((*upper, *reversed(lower)), fill, role="band"))

    def line(
        self, values: Sequence[float | None], stroke: str, width: float = 1.6, dash: tuple[float, ...] = (), role: str = "course"
    ) -> None:
        """A line through the values; it breaks where there is none."""
        for run in _runs(values):
            if len(run) > 1:
                self.shapes.append(Polyline(tuple(self.point_at(at, value) for at, value in run), stroke, width, dash, role=role))

    def mark(
        self, at: int, value: float, colour: str, *, sign: Sign = "circle", hollow: bool = False, size: float = 7.5, tip: str = ""
    ) -> None:
        """A value as a sign."""
        x, y = self.point_at(at, value)
        fill, stroke, line = ("card", colour, 1.6) if hollow else (colour, "card", 0.8)
        self.shapes.append(Marker(sign, x, y, size, fill, stroke, line, role="point", tip=tip))
        self.room.take(Rect(x - size / 2, y - size / 2, size, size))

    def name_mark(self, at: int, value: float, words: str, colour: str = "peak_ink") -> None:
        """Words beside a sign, where they cover nothing; none where there is no room."""
        x, y = self.point_at(at, value)
        label = letter(0, 0, words, SMALL, bold=True, colour=colour, anchor="middle", role="signal")
        places = [(x - label.width / 2 + aside, y + down) for down in (-22, 8, -36, 22) for aside in (0, 16, -16, 34, -34)]
        placed = self.room.put(label, places)
        if placed is not None:
            self.shapes.append(placed)

    def say_at_right(self, value: float, words: str, *, bold: bool = False) -> None:
        """The words of a line, at its right end."""
        y = self.axis.at(value) - TINY * 0.68
        label = letter(self.right + 6, y, words, TINY, bold=bold, colour="ink" if bold else "muted", role="line-words")
        self.shapes.append(label)

    def finish(self, name: str, title: str, description: str, axis: str = "") -> Drawing:
        """The drawing, with its legend below."""
        if axis:
            self.shapes.append(letter(LEFT - 8, TOP + HEIGHT + 22, axis, TINY, colour="muted", role="axis-title"))
        width = self.right + RIGHT
        foot = TOP + HEIGHT + (40 if axis else 26)
        legend, tall = lay_legend(self.legend, LEFT - 8, width, foot) if self.legend else ([], 0.0)
        return Drawing(width, foot + tall, (*self.shapes, *legend), title=title, description=description, name=name)


def _runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """The unbroken stretches of values, each with its place."""
    run: list[tuple[int, float]] = []
    for at, value in enumerate(values):
        if value is not None:
            run.append((at, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def reach(values: Sequence[float | None], least: float | None = None, most: float | None = None) -> tuple[float, float]:
    """From where to where an axis goes so that all values are on it, with some air, inside what values can be.

    >>> reach([2.0, None, 4.0])
    (1.8, 4.2)
    """
    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    air = (high - low) * 0.1 or max(abs(high), 1.0) * 0.1
    first = low - air if least is None else max(low - air, least)
    last = high + air if most is None else min(high + air, most)
    return round(first, 10), round(last, 10)
