"""On what do all charts stand? One look, one way to draw a number with its interval, and a chart as a value.

A chart is a Vega-Lite specification: plain values that a notebook can show live, and that are written as SVG without a browser.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from peakend.analyse.result import Estimate
from peakend.report.fonts import FAMILY
from peakend.report.theme import BODY, SMALL, TINY, paint
from peakend.report.words import Unit, write_interval, write_value

Spec = dict[str, Any]
"""A piece of a Vega-Lite specification."""

Value = str | float | int | bool | None
Record = dict[str, Value]

TIP: Final = "\u2063"
"""What the words of a tip begin with (an invisible sign), so that they can be told from what the chart library says of itself."""

STEP: Final = 27
"""The height of one row."""

FIGURE: Final = 42
"""The width that a number takes before its interval."""

NAMES: Final = 230
"""The width of the names of rows, at most; longer ones are cut, and stand whole in the tip and the table."""

WIDTH: Final = 340
"""The width of a plot with names at its left and numbers at its right."""


@dataclass(frozen=True)
class Chart:
    """A chart before it is written: its specification, with its words for those who do not see it."""

    name: str
    title: str
    description: str
    spec: Spec

    def specification(self) -> Spec:
        """The whole specification, in our look."""
        schema = "https://vega.github.io/schema/vega-lite/v5.json"
        return {"$schema": schema, "description": self.description, "config": LOOK, **self.spec}


LOOK: Final[Spec] = {
    "font": FAMILY,
    "background": "transparent",
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelColor": paint("muted"),
        "titleColor": paint("muted"),
        "labelFontSize": TINY,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
        "gridColor": paint("grid"),
        "domain": False,
        "ticks": False,
        "labelPadding": 7,
        "titlePadding": 8,
    },
    "axisY": {"labelColor": paint("ink"), "labelFontSize": BODY, "labelLimit": NAMES},
    "header": {"labelColor": paint("ink"), "labelFontSize": BODY, "labelFontWeight": "bold", "title": None},
    "legend": {
        "labelColor": paint("muted"),
        "labelFontSize": SMALL,
        "labelLimit": 400,
        "symbolSize": 90,
        "title": None,
        "orient": "bottom",
        "columns": 4,
        "offset": 14,
    },
    "title": {"color": paint("ink"), "fontSize": BODY, "fontWeight": "bold", "anchor": "start", "offset": 8},
    "text": {"color": paint("ink"), "fontSize": SMALL},
}
"""Colours, type and lines of every chart."""


def told(figure: Estimate, unit: Unit = "rating") -> str:
    """A figure as it stands beside its mark.

    >>> told(Estimate(4.5, 4.4, 4.6, 90, "mean-t"))
    '4.50 [4.40, 4.60]'
    """
    return f"{write_value(figure.value, unit)} {write_interval(figure, unit)}"


def plot_record(name: str, figure: Estimate, unit: Unit = "rating", more: Mapping[str, Value] | None = None) -> Record:
    """One row of a chart: what it is about, value and interval, and the words for them."""
    return {
        "name": name,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "figure": write_value(figure.value, unit),
        "interval": write_interval(figure, unit),
        "tip": f"{TIP}{name}: {told(figure, unit)}, n = {figure.n}",
        **(more or {}),
    }


def records(rows: Iterable[Record]) -> Spec:
    """Rows as the data of a chart."""
    return {"values": list(rows)}


def field(name: str, kind: str, **more: Any) -> Spec:  # noqa: ANN401 - whatever Vega-Lite knows
    """A field of the data on a channel. `kind` is quantitative, nominal or ordinal."""
    return {"field": name, "type": kind, **more}


def at(pixels: float) -> Spec:
    """A fixed place or length."""
    return {"value": pixels}


def names_axis(rows: Sequence[Record]) -> Spec:
    """The axis of row names, in the order of the rows."""
    return field("name", "nominal", sort=list(dict.fromkeys(str(row["name"]) for row in rows)), title=None)


def value_axis(name: str, low: float, high: float, title: str, **axis: Any) -> Spec:  # noqa: ANN401 - whatever Vega-Lite knows
    """The axis of values from `low` to `high`. `axis` may hold a d3 number format, values of ticks and so on."""
    form = ".1f" if high - low >= 0.7 else ".2f"  # noqa: PLR2004 - then steps of 0.2 are the finest
    scale = {"domain": [low, high], "nice": False, "zero": False}
    return field(name, "quantitative", scale=scale, title=title, axis={"tickCount": 5, "format": form, **axis})


def mark(kind: str, encoding: Spec, **look: Any) -> Spec:  # noqa: ANN401 - whatever Vega-Lite knows
    """One layer: a kind of mark, its encoding and its look."""
    return {"mark": {"type": kind, **look}, "encoding": encoding}


def whiskers(x: Spec, colour: str = "importance", y: Spec | None = None) -> Spec:
    """The intervals of the rows as bars from low to high."""
    return mark(
        "rule", {**({"y": y} if y else {}), "x": {**x, "field": "low"}, "x2": {"field": "high"}}, color=paint(colour), strokeWidth=2
    )


def points(x: Spec, colour: str = "importance", shape: str = "circle", **look: Any) -> Spec:  # noqa: ANN401 - whatever Vega-Lite knows
    """The values of the rows as points with a tip."""
    return mark(
        "point",
        {"x": x, "description": {"field": "tip"}},
        **{"filled": True, "size": 80, "opacity": 1, "shape": shape, "color": paint(colour), **look},
    )


def numbers(width: float, away: float = 14, room: float = FIGURE) -> list[Spec]:
    """The number of each row to the right of the plot, its interval behind it."""
    look: Spec = {"align": "left", "baseline": "middle", "fontSize": SMALL, "aria": False}
    return [
        mark("text", {"x": at(width + away), "text": {"field": "figure"}}, **look, fontWeight="bold", color=paint("ink")),
        mark("text", {"x": at(width + away + room), "text": {"field": "interval"}}, **look, color=paint("muted")),
    ]


def words_at(x: float, name: str, colour: str = "muted", **look: Any) -> Spec:  # noqa: ANN401 - whatever Vega-Lite knows
    """The words of a field of each row at a fixed place."""
    return mark(
        "text",
        {"x": at(x), "text": {"field": name}},
        **{"align": "left", "baseline": "middle", "fontSize": SMALL, "color": paint(colour), "aria": False, **look},
    )


def line_at(value: float, words: str, name: str = "value") -> list[Spec]:
    """A dashed line across all rows with its words above."""
    data = records([{name: value, "words": words}])
    x = field(name, "quantitative")
    rule = mark("rule", {"x": x}, color=paint("faint"), strokeDash=[5, 4], strokeWidth=1.3, aria=False)
    label = mark(
        "text", {"x": x, "y": at(0), "text": {"field": "words"}}, baseline="bottom", dy=-6, color=paint("muted"), fontSize=TINY, aria=False
    )
    return [{"data": data, **rule}, {"data": data, **label}]


def row_chart(rows: Sequence[Record], layers: Iterable[Spec], width: float = WIDTH, step: float = STEP, **more: Any) -> Spec:  # noqa: ANN401
    """Layers over the same rows: names at the left, one row each."""
    placed = [layer if "data" in layer else {**layer, "encoding": {"y": names_axis(rows), **layer["encoding"]}} for layer in layers]
    return {"data": records(rows), "layer": placed, "width": width, "height": {"step": step, "for": "position"}, **more}


def reach(rows: Iterable[Record], low: float, high: float, least: float = 0.8) -> tuple[float, float]:
    """From where to where an axis must go to hold all intervals, within the scale, and at least `least` wide."""
    lows, highs = zip(*((float(row["low"] or 0), float(row["high"] or 0)) for row in rows), strict=True)
    first, last = min(lows), max(highs)
    margin = max((last - first) * 0.06, (least - (last - first)) / 2, 0.0)
    return max(min(low, first), first - margin), min(max(high, last), last + margin)
