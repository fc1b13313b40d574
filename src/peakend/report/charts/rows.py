"""How is a chart of rows laid out? Names at the left, then plots and columns of words side by side, one row a moment or question.

All charts of statistics have this form: the name, the mark with its interval, the number with its interval in words. It is laid out
here once, as a drawing, so that page, picture and slide show the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from peakend.analyse.result import Estimate
from peakend.report.axis import Axis
from peakend.report.boxes import Box, Drawing, Label, Marker, Polyline, Shape, Sign
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter, measure
from peakend.report.theme import BODY, SMALL, TINY
from peakend.report.words import Unit, write_interval, write_value

STEP = 27.0
"""The height of one row."""

NAMES = 230.0
"""The width of the names of rows, at most; longer ones take two lines, and what is longer still stands whole in the tip and the table."""

TALL = 37.0
"""The height of a row where any name takes two lines."""

GAP = 18.0
"""Between one column of words and the next."""

BETWEEN = 30.0
"""Between a plot and what comes next: room for the last number of its axis and the first of the next."""

_HEAD = 24.0


@dataclass(frozen=True)
class Row:
    """One row: its name, whether it is the heading of the rows under it, whether the chart is about it alone, and where it leads."""

    name: str
    heading: bool = False
    strong: bool = False
    href: str = ""


@dataclass
class RowChart:
    """A chart of rows while it is laid out, from left to right."""

    rows: Sequence[Row]
    step: float = STEP
    headed: bool = True
    names: float = NAMES
    x: float = 0.0
    shapes: list[Shape] = field(default_factory=list)
    legend: list[tuple[Sequence[Shape], str]] = field(default_factory=list)
    _axes: bool = False
    _last: float = GAP

    def __post_init__(self) -> None:
        """Write the names, and lines between the rows."""
        plain = [row for row in self.rows if not row.heading]
        widest = max((measure(row.name, BODY, bold=row.strong) for row in plain), default=0.0)
        self._names = min(self.names, widest)
        if widest > self.names:
            self.step = max(self.step, TALL)
        for place, row in enumerate(self.rows):
            if row.heading:
                self.shapes.append(letter(0, self.y(place) - BODY * 0.68 + 2, row.name, BODY, bold=True, role="heading"))
            else:
                self.shapes.append(self._name(row, self.y(place)))
        self.x = self._names + 12

    def _name(self, row: Row, y: float) -> Label:
        """The name of a row, its middle at `y`."""
        look: dict[str, Any] = {"bold": row.strong, "colour": self._ink(row), "href": row.href, "role": "name", "anchor": "end"}
        label = letter(self._names, 0, row.name, BODY, width=self._names + 1, most=2, **look)
        return replace(label, y=y - BODY * 0.68 * len(label.lines))

    def _ink(self, row: Row) -> str:
        """The colour of a name: quiet beside the one that a chart is about."""
        return "muted" if any(one.strong for one in self.rows) and not row.strong else "ink"

    @property
    def top(self) -> float:
        """Where the rows begin."""
        return _HEAD if self.headed else 4.0

    @property
    def bottom(self) -> float:
        """Where the rows end."""
        return self.top + self.step * len(self.rows)

    def y(self, row: int) -> float:
        """The middle of a row."""
        return self.top + self.step * (row + 0.5)

    def add_plot(self, width: float, low: float, high: float, **look: str | Sequence[float]) -> "Plot":
        """A plot with an axis from `low` to `high`. `look`: `title` under it, `form` of its numbers, `ticks` where they stand, `head`."""
        plot = Plot(self, Axis(low, high, self.x, self.x + width))
        plot.draw_axis(str(look.get("title", "")), str(look.get("form", "")), look.get("ticks", ()))
        self.add_head(str(look.get("head", "")))
        self.x += width + BETWEEN
        self._axes, self._last = True, BETWEEN
        return plot

    def add_head(self, words: str) -> None:
        """Words over what comes next."""
        if words:
            self.shapes.append(letter(self.x, 3, words, TINY, colour="muted", role="head"))

    def add_words(self, words: Sequence[str], head: str = "", *, bold: bool = False, colours: Sequence[str] = ()) -> None:
        """A column of words, one for each row, as wide as the widest of them."""
        self.add_head(head)
        for row, said in enumerate(words):
            if said:
                colour = colours[row] if colours else "ink" if bold else "muted"
                self.shapes.append(letter(self.x, self.y(row) - SMALL * 0.68, said, SMALL, bold=bold, colour=colour, role="words"))
        widest = max((measure(said, SMALL, bold=bold) for said in words), default=0.0)
        self._last = 8.0 if bold else GAP
        self.x += max(widest, measure(head, TINY)) + self._last

    def add_figures(self, figures: Sequence[Estimate | None], unit: Unit = "rating", head: str = "", **look: Sequence[str]) -> None:
        """A column of numbers with their intervals behind them. `before` stands in front of a number, `colours` colour it."""
        before, colours = look.get("before", ()), look.get("colours", ())
        written = [write_value(figure.value, unit) if figure else "" for figure in figures]
        if before:
            written = [f"{sign}{words}" for sign, words in zip(before, written, strict=True)]
        self.add_words(written, head, bold=True, colours=colours)
        self.add_words([write_interval(figure, unit) if figure else "" for figure in figures])

    def finish(self, name: str, title: str, description: str, part: object = None, n: int = 0) -> Drawing:
        """The drawing, with its legend; of a `part` of a result that `n` answered, where it does not show the whole."""
        width = max(self.x - self._last, 320.0) + 14
        lines = [
            Polyline(((0, self.top + self.step * place), (width, self.top + self.step * place)), stroke="grid", role="row")
            for place in range(len(self.rows) + 1)
        ]
        tints = [
            Box(0, self.top + self.step * place, width, self.step, fill="chip", radius=5, role="strong")
            for place, row in enumerate(self.rows)
            if row.strong
        ]
        foot = self.bottom + (40 if self._axes else 6)
        legend, tall = lay_legend(self.legend, 0, width, foot) if self.legend else ([], 0.0)
        shapes = (*tints, *lines, *self.shapes, *legend)
        return Drawing(width, foot + tall, shapes, title=title, description=description, name=name, part=part, n=n)


@dataclass
class Plot:
    """One plot of a chart of rows."""

    chart: RowChart
    axis: Axis

    def draw_axis(self, title: str, form: str, ticks: Sequence[float] | str) -> None:
        """Grid, numbers and title under the rows."""
        top, bottom = self.chart.top, self.chart.bottom
        places = [float(tick) for tick in ticks] or self.axis.ticks(max(2, int((self.axis.stop - self.axis.start) / 60)))
        whole = 100.0 if form == "%" else 1.0
        decimals = next((n for n in range(4) if all(abs(whole * tick - round(whole * tick, n)) < 1e-9 for tick in places)), 3)  # noqa: PLR2004 - rounding
        decimals = min(decimals, 1) if form == "%" else decimals
        for tick in places:
            x = self.axis.at(tick)
            self.chart.shapes.append(Polyline(((x, top), (x, bottom)), stroke="line", role="grid"))
            words = f"{tick:.{decimals}%}" if form == "%" else f"{tick:.{decimals}f}"
            self.chart.shapes.append(letter(x, bottom + 5, words.replace("-", "−"), TINY, colour="muted", anchor="middle", role="tick"))
        middle = (self.axis.start + self.axis.stop) / 2
        if title:
            self.chart.shapes.append(letter(middle, bottom + 20, title, TINY, colour="muted", anchor="middle", role="axis"))

    def whisker(self, row: int, figure: Estimate, colour: str = "importance", aside: float = 0.0, line: float = 2.0) -> None:
        """The interval of a figure."""
        y = self.chart.y(row) + aside
        ends = ((self.axis.at(figure.low), y), (self.axis.at(figure.high), y))
        self.chart.shapes.append(Polyline(ends, stroke=colour, line=line, role="whisker"))

    def point(
        self,
        row: int,
        value: float,
        colour: str = "importance",
        *,
        sign: Sign = "circle",
        hollow: bool = False,
        size: float = 10.0,
        aside: float = 0.0,
        tip: str = "",
    ) -> None:
        """A value as a sign; hollow where it is not proved."""
        fill, stroke, line = ("card", colour, 1.8) if hollow else (colour, "card", 0.8)
        x, y = self.axis.at(value), self.chart.y(row) + aside
        self.chart.shapes.append(Marker(sign, x, y, size, fill, stroke, line, role="point", tip=tip))

    def bar(self, row: int, start: float, stop: float, colour: str, *, share: float = 0.6, tip: str = "") -> None:
        """A bar from one value to another; `share` of the row's height."""
        left, right = self.axis.at(start), self.axis.at(stop)
        height = self.chart.step * share
        self.chart.shapes.append(
            Box(left, self.chart.y(row) - height / 2, max(right - left, 0.0), height, fill=colour, role="bar", tip=tip)
        )

    def inside(self, row: int, start: float, stop: float, words: str, colour: str) -> None:
        """Words in the middle of a bar, where it has room for them."""
        left, right = self.axis.at(start), self.axis.at(stop)
        if measure(words, SMALL) + 6 <= right - left:
            y = self.chart.y(row) - SMALL * 0.68
            self.chart.shapes.append(letter((left + right) / 2, y, words, SMALL, colour=colour, anchor="middle", role="words"))

    def stem(self, row: int, start: float, stop: float, colour: str = "quiet", line: float = 2.0) -> None:
        """A line from one value to another."""
        y = self.chart.y(row)
        self.chart.shapes.append(Polyline(((self.axis.at(start), y), (self.axis.at(stop), y)), stroke=colour, line=line, role="stem"))

    def line_at(self, value: float, words: str = "") -> None:
        """A dashed line across all rows, with its words above."""
        x = self.axis.at(value)
        self.chart.shapes.append(
            Polyline(((x, self.chart.top), (x, self.chart.bottom)), stroke="faint", line=1.3, dash=(5, 4), role="line")
        )
        if words:
            half = measure(words, TINY) / 2
            middle = min(max(x, self.axis.start + half), max(self.axis.stop - half, self.axis.start + half))
            self.chart.shapes.append(letter(middle, 3, words, TINY, colour="muted", anchor="middle", role="line-words"))


def tip_of(name: str, figure: Estimate, unit: Unit = "rating") -> str:
    """What a mark says of itself: name, number, interval and n.

    >>> tip_of("Leaving", Estimate(4.5, 4.4, 4.6, 90, "mean-t"))
    'Leaving: 4.50 [4.40, 4.60], n = 90'
    """
    return f"{name}: {write_value(figure.value, unit)} {write_interval(figure, unit)}, n = {figure.n}"
