"""How is a chart drawn that a person can edit? As a native chart: its own table of numbers, colours said outright, error bars."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from peakend.analyse.resample import ROUNDING
from peakend.analyse.result import Figure, is_known
from peakend.report.boxes import Rect
from peakend.report.lettering import measure, wrap
from peakend.report.slides.canvas import Canvas, colour_of, describe
from peakend.report.slides.runs import Run, printable, style_font
from peakend.text import Language, Text

Form = Literal["circle", "triangle", "square", "diamond", "ring", "dash", "none"]

FORMS: Final[dict[str, XL_MARKER_STYLE]] = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "ring": XL_MARKER_STYLE.CIRCLE,
    "triangle": XL_MARKER_STYLE.TRIANGLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "dash": XL_MARKER_STYLE.DASH,
    "none": XL_MARKER_STYLE.NONE,
}

TICK: Final = 10.0
"""The size of words at an axis."""

POSITIONS: Final = {
    "above": XL_LABEL_POSITION.ABOVE,
    "below": XL_LABEL_POSITION.BELOW,
    "left": XL_LABEL_POSITION.LEFT,
    "right": XL_LABEL_POSITION.RIGHT,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """How one point of a series differs from the others: form, colour, words beside it and on which side."""

    form: Form = "circle"
    colour: str = ""
    size: int = 9
    words: str = ""
    side: str = "above"
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One line, one row of bars or one cloud of points, with the interval of each value (nothing where there is no number)."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    lows: tuple[float | None, ...] = ()
    highs: tuple[float | None, ...] = ()
    across: tuple[float, ...] = ()
    """The x of each point, for a chart of points."""
    across_lows: tuple[float | None, ...] = ()
    across_highs: tuple[float | None, ...] = ()
    form: Form = "circle"
    size: int = 7
    line: float = 0.0
    """How thick the line between points is; 0 draws none."""
    dashed: bool = False
    spots: Mapping[int, Spot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where, in which steps, how numbers are written, and what it is called."""

    low: float | None = None
    high: float | None = None
    step: float | None = None
    numbers: str = "0.0"
    title: str = ""


def series_of(name: str, figures: Sequence[Figure], colour: str, factor: float = 1.0, **look: Any) -> Series:  # noqa: ANN401 - the look of a series
    """A series of figures with their intervals; where there are too few answers there is no point."""
    return Series(
        name,
        tuple(one.value * factor if is_known(one) else None for one in figures),
        colour,
        tuple(one.low * factor if is_known(one) else None for one in figures),
        tuple(one.high * factor if is_known(one) else None for one in figures),
        **look,
    )


def add_lines(
    canvas: Canvas, place: Rect, categories: Sequence[str], series: Sequence[Series], axis: Axis, *, name: str, alt: str
) -> Chart:
    """A chart of lines or of points above categories, in their order, with error bars.

    Words beside points stand above the upper end of the interval: they belong to a series of their own, which draws nothing else.
    """
    table = CategoryChartData(number_format="0.00")
    room = (place.width - 50) / max(1, len(categories))
    table.categories = [_shorten(name, room, 3) for name in categories]
    shown = [*series, *(_captions(one, canvas.language) for one in series if _spoken(one))]
    for one in shown:
        table.add_series(printable(one.name), one.values)
    chart = _place(canvas, place, XL_CHART_TYPE.LINE_MARKERS, table, name, alt)
    for drawn, one in zip(chart.plots[0].series, shown, strict=True):
        drawn.smooth = False
        _draw_line(drawn, one, canvas.language, spoken=one not in series or not one.highs)
        add_error_bars(drawn, one)
    _axes(chart, axis, canvas.language)
    _fit_ticks(chart.category_axis, categories, room)
    return chart


def _spoken(one: Series) -> bool:
    """Whether words stand beside its points, and intervals that they must not cover."""
    return bool(one.highs) and any(spot.words for spot in one.spots.values())


_LABELS: Final = Text("（标签）", "(labels)")


def _captions(one: Series, language: Language) -> Series:
    """A series that only carries the words of another, at the upper ends of its intervals."""
    spots = {at: Spot("none", words=spot.words) for at, spot in one.spots.items() if spot.words}
    values = tuple(high if at in spots else None for at, high in enumerate(one.highs))
    return Series(f"{one.name} {_LABELS.say(language)}", values, one.colour, form="none", spots=spots)


def _fit_ticks(axis: Any, categories: Sequence[str], room: float) -> None:  # noqa: ANN401 - an axis of the library
    """Make the words at the axis so small that the longest one is not torn; Chinese may break anywhere."""
    longest = max((measure(word, TICK) for name in categories for word in name.split() if word.isascii()), default=0.0)
    if longest > room:
        axis.tick_labels.font.size = Pt(max(7.0, round(TICK * room / longest, 1)))


def _shorten(name: str, room: float, lines: int) -> str:
    """A category's name, cut to so many lines; the whole of it stands in the tables."""
    return " ".join(wrap(printable(name), max(room, 30.0), TICK, most=lines))


def add_bars(  # noqa: PLR0913 - what bars can be, each by name
    canvas: Canvas,
    place: Rect,
    categories: Sequence[str],
    series: Sequence[Series],
    axis: Axis,
    *,
    name: str,
    alt: str,
    lying: bool = True,
    stacked: bool = False,
    gap: int = 60,
) -> Chart:
    """Bars beside or on top of one another, lying or upright, with error bars; the first category stands on top of lying bars."""
    table = CategoryChartData(number_format="0.00")
    table.categories = [_shorten(name, place.width * 0.4 if lying else place.width / max(1, len(categories)), 2) for name in categories]
    for one in series:
        table.add_series(printable(one.name), one.values)
    kinds = {
        (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
        (True, True): XL_CHART_TYPE.BAR_STACKED,
        (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
        (False, True): XL_CHART_TYPE.COLUMN_STACKED,
    }
    chart = _place(canvas, place, kinds[lying, stacked], table, name, alt)
    plot: Any = chart.plots[0]
    plot.gap_width = max(gap, 480 // max(1, len(categories))) if lying and not stacked else gap
    plot.overlap = 100 if stacked else -10
    for drawn, one in zip(plot.series, series, strict=True):
        drawn.invert_if_negative = False
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour_of(one.colour)
        for at, spot in one.spots.items():
            _dress_bar(drawn.points[at], spot, canvas.language)
        add_error_bars(drawn, one)
    _axes(chart, axis, canvas.language)
    if lying:
        chart.category_axis.reverse_order = True
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    return chart


def add_points(canvas: Canvas, place: Rect, series: Sequence[Series], axes: tuple[Axis, Axis], *, name: str, alt: str) -> Chart:
    """Points in a plane with error bars in both directions; lines where a series asks for them.

    The bars of each point belong to a series of its own, which draws nothing else: so their length is one number, and LibreOffice, which
    passes over bars along x of several lengths, draws them too. Words beside points stand at the ends of the bars, again as a series.
    """
    table = XyChartData(number_format="0.00")
    barred = [one for one in series if one.across_lows]
    shown = [_bare(one) if one.across_lows else one for one in series]
    shown += [part for one in barred for part in (_end_words(one, canvas.language), *_bar_series(one, canvas.language))]
    shown.sort(key=lambda one: -len(one.values))  # LibreOffice loses a series that stands before a longer one
    for one in shown:
        drawn = table.add_series(printable(one.name))
        for x, y in zip(one.across, one.values, strict=True):
            drawn.add_data_point(x, y)
    chart = _place(canvas, place, XL_CHART_TYPE.XY_SCATTER, table, name, alt)
    for written, one in zip(chart.plots[0].series, shown, strict=True):
        _draw_line(written, one, canvas.language, spoken=True)
        add_error_bars(written, one)
    across, up = axes
    _axes(chart, up, canvas.language)
    _value_axis(chart.category_axis, across, canvas.language)
    chart.category_axis.has_major_gridlines = False
    return chart


def _bare(one: Series) -> Series:
    """The points of a series without what stands in series of their own: words and bars."""
    spots = {at: replace(spot, words="") for at, spot in one.spots.items()}
    return replace(one, lows=(), highs=(), across_lows=(), across_highs=(), spots=spots)


def _end_words(one: Series, language: Language) -> Series:
    """A series that only carries the words of another, at that end of its bars where they are wanted."""
    sides = [one.spots[at].side if at in one.spots else "" for at in range(len(one.values))]
    across = {"left": one.across_lows, "right": one.across_highs}
    up = {"below": one.lows, "above": one.highs}
    xs = (across.get(side, one.across)[at] for at, side in enumerate(sides))
    return Series(
        f"{one.name} {_LABELS.say(language)}",
        tuple(up.get(side, one.values)[at] for at, side in enumerate(sides)),
        one.colour,
        across=tuple(one.across[at] if x is None else x for at, x in enumerate(xs)),
        form="none",
        spots={at: Spot("none", words=spot.words, side=spot.side) for at, spot in one.spots.items() if spot.words},
    )


_BARS: Final = Text("（区间）", "(interval)")


def _bar_series(one: Series, language: Language) -> Iterator[Series]:
    """For each point a series that only carries its intervals."""
    for at, (x, y) in enumerate(zip(one.across, one.values, strict=True)):
        words = one.spots[at].words if at in one.spots else f"{one.name} {at + 1}"
        yield Series(
            f"{words} {_BARS.say(language)}",
            (y,),
            one.colour,
            one.lows[at : at + 1],
            one.highs[at : at + 1],
            (x,),
            one.across_lows[at : at + 1],
            one.across_highs[at : at + 1],
            form="none",
        )


def add_legend(chart: Chart, language: Language) -> None:
    """A legend below the chart."""
    chart.has_legend = True
    legend: Any = chart.legend
    legend.position, legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    style_font(legend.font, Run("", TICK, colour="muted"), language)
    helping = tuple(words.say(language) for words in (_LABELS, _BARS))
    hidden = [at for at, one in enumerate(chart.plots[0].series) if one.name.endswith(helping)]
    for at in reversed(hidden):
        entry = etree.Element(qn("c:legendEntry"))
        etree.SubElement(entry, qn("c:idx")).set("val", str(at))
        etree.SubElement(entry, qn("c:delete")).set("val", "1")
        legend._element.find(qn("c:legendPos")).addnext(entry)  # noqa: SLF001 - no public way


def fix_plot(chart: Chart, place: Rect, *, left: float, top: float, right: float, bottom: float) -> Rect:
    """Pin the plot inside the chart, so that what stands around it lines up with it; gives where the plot is on the slide."""
    area = chart._chartSpace.find(f"{qn('c:chart')}/{qn('c:plotArea')}")  # noqa: SLF001 - no public way
    old = area.find(qn("c:layout"))
    if old is not None:
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    width, height = place.width - left - right, place.height - top - bottom
    shares = (("x", left / place.width), ("y", top / place.height), ("w", width / place.width), ("h", height / place.height))
    for tag, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"), *((tag, f"{share:.5f}") for tag, share in shares)):
        etree.SubElement(manual, qn(f"c:{tag}")).set("val", value)
    area.insert(0, layout)
    return Rect(place.x + left, place.y + top, width, height)


def _place(canvas: Canvas, place: Rect, kind: XL_CHART_TYPE, table: Any, name: str, alt: str) -> Chart:  # noqa: ANN401 - the library's table
    frame: Any = canvas.slide.shapes.add_chart(kind, Pt(place.x), Pt(place.y), Pt(place.width), Pt(place.height), table)
    frame.name = printable(name)
    describe(frame, alt)
    chart: Chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    style_font(chart.font, Run("", TICK, colour="muted"), canvas.language)
    return chart


def _draw_line(drawn: Any, one: Series, language: Language, *, spoken: bool) -> None:  # noqa: ANN401 - a series of the library
    """Line, markers, and the points that differ; `spoken` where words stand beside the points themselves."""
    colour = colour_of(one.colour)
    if one.line:
        drawn.format.line.color.rgb, drawn.format.line.width = colour, Pt(one.line)
        if one.dashed:
            drawn.format.line.dash_style = MSO_LINE.DASH
    else:
        drawn.format.line.fill.background()
    _dress_marker(drawn.marker, one.form, one.colour, one.size, hollow=one.form == "ring")
    for at, spot in one.spots.items():
        point = drawn.points[at]
        _dress_marker(point.marker, spot.form, spot.colour or one.colour, spot.size, hollow=spot.hollow or spot.form == "ring")
        if one.line:
            point.format.line.color.rgb, point.format.line.width = colour, Pt(one.line)
        if spot.words and spoken:
            label_point(point, spot, language)


def _dress_marker(marker: Any, form: Form, colour: str, size: int, *, hollow: bool) -> None:  # noqa: ANN401
    marker.style = FORMS[form]
    if form == "none":
        return
    marker.size = size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour_of("card" if hollow else colour)
    marker.format.line.color.rgb = colour_of(colour)
    marker.format.line.width = Pt(1.5)


def _dress_bar(point: Any, spot: Spot, language: Language) -> None:  # noqa: ANN401 - a point of the library
    if spot.colour:
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour_of(spot.colour)
    if spot.words:
        label_point(point, spot, language, bar=True)


def label_point(point: Any, spot: Spot, language: Language, *, bar: bool = False) -> None:  # noqa: ANN401
    """Words beside one point."""
    label = point.data_label
    frame = label.text_frame
    frame.word_wrap = False
    run = frame.paragraphs[0].add_run()
    run.text = printable(spot.words)
    style_font(run.font, Run(spot.words, TICK, bold=False, colour="ink"), language)
    if bar:
        if spot.side in {"inside", "center"}:
            label.position = XL_LABEL_POSITION.CENTER
            run.font.color.rgb = colour_of(text_colour(spot.colour))
        return
    label.position = POSITIONS[spot.side]


def text_colour(fill: str) -> str:
    """White on dark bars, ink on light ones."""
    return "ink" if fill in {"", "quiet", "peak_soft", "end", "wash"} else "on_brand"


def add_error_bars(drawn: Any, one: Series) -> None:  # noqa: ANN401 - a series of the library
    """The interval of each value as custom error bars: `high - value` above, `value - low` below; of its x too where that has one."""
    directed = drawn._element.find(qn("c:xVal")) is not None  # noqa: SLF001 - no public way
    if one.across_lows:
        _write_bars(drawn, "x", one.across, one.across_lows, one.across_highs)
    if one.lows:
        _write_bars(drawn, "y" if directed else "", one.values, one.lows, one.highs)


def _write_bars(
    drawn: Any,  # noqa: ANN401 - a series of the library, which cannot write error bars
    direction: str,
    values: Sequence[float | None],
    lows: Sequence[float | None],
    highs: Sequence[float | None],
) -> None:
    ups = [None if high is None or value is None else max(0.0, high - value) for high, value in zip(highs, values, strict=True)]
    downs = [None if low is None or value is None else max(0.0, value - low) for low, value in zip(lows, values, strict=True)]
    one = ups[0] if len(ups) == 1 and None not in (*ups, *downs) and abs((ups[0] or 0) - (downs[0] or 0)) < ROUNDING else None
    bars = etree.Element(qn("c:errBars"))
    if direction:
        etree.SubElement(bars, qn("c:errDir")).set("val", direction)
    for tag, word in (("errBarType", "both"), ("errValType", "cust" if one is None else "fixedVal"), ("noEndCap", "0")):
        etree.SubElement(bars, qn(f"c:{tag}")).set("val", word)
    if one is None:
        for tag, amounts in (("plus", ups), ("minus", downs)):
            _write_amounts(etree.SubElement(bars, qn(f"c:{tag}")), amounts)
    else:
        etree.SubElement(bars, qn("c:val")).set("val", repr(round(one, 12)))
    look = etree.SubElement(bars, qn("c:spPr"))
    crossing = bool(direction)  # bars that cross other points' words are drawn more quietly
    stroke = etree.SubElement(look, qn("a:ln"), w=str(Pt(0.75 if crossing else 1.25)))
    fill = etree.SubElement(stroke, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr")).set("val", str(colour_of("faint" if crossing else "muted")))
    before = next(child for child in drawn._element if child.tag in {qn("c:cat"), qn("c:val"), qn("c:xVal"), qn("c:yVal")})  # noqa: SLF001
    before.addprevious(bars)


def _write_amounts(parent: etree._Element, amounts: Sequence[float | None]) -> None:
    listed = etree.SubElement(parent, qn("c:numLit"))
    etree.SubElement(listed, qn("c:formatCode")).text = "General"
    etree.SubElement(listed, qn("c:ptCount")).set("val", str(len(amounts)))
    for at, amount in enumerate(amounts):
        if amount is not None:
            point = etree.SubElement(listed, qn("c:pt"), idx=str(at))
            etree.SubElement(point, qn("c:v")).text = repr(round(amount, 12))


def _axes(chart: Chart, axis: Axis, language: Language) -> None:
    """Quiet axes: a hairline below, a faint grid, words low and never turned."""
    _value_axis(chart.value_axis, axis, language)
    below: Any = chart.category_axis
    below.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    below.major_tick_mark = below.minor_tick_mark = XL_TICK_MARK.NONE
    below.has_major_gridlines = False
    below.format.line.color.rgb, below.format.line.width = colour_of("quiet"), Pt(0.75)
    style_font(below.tick_labels.font, Run("", TICK, colour="ink"), language)
    _keep_upright(below)


def _value_axis(axis: Any, wanted: Axis, language: Language) -> None:  # noqa: ANN401 - an axis of the library
    axis.minimum_scale, axis.maximum_scale = wanted.low, wanted.high
    if wanted.step:
        axis.major_unit = wanted.step
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = colour_of("line")
    axis.major_gridlines.format.line.width = Pt(0.5)
    axis.format.line.color.rgb, axis.format.line.width = colour_of("quiet"), Pt(0.75)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = wanted.numbers, False
    style_font(axis.tick_labels.font, Run("", TICK, colour="muted"), language)
    if wanted.title:
        axis.has_title = True
        run = axis.axis_title.text_frame.paragraphs[0].add_run()
        run.text = wanted.title
        style_font(run.font, Run(wanted.title, TICK, colour="muted"), language)
    else:
        axis.has_title = False


def _keep_upright(axis: Any) -> None:  # noqa: ANN401 - an axis of the library
    """Words at an axis are never turned: they break into lines instead."""
    body = axis._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}")  # noqa: SLF001 - no public way
    body.set("rot", "0")
    body.set("vert", "horz")
