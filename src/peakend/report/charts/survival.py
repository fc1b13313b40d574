"""What do curves of staying look like? Steps downwards with their bands, one colour and one form a group; and fading by lag."""

from collections.abc import Iterator, Sequence
from typing import Final

from peakend.analyse.carryover import Carryover, HazardLine, LagLine, StayGroup
from peakend.analyse.result import Estimate
from peakend.analyse.survival import Curve
from peakend.define.study import Study
from peakend.report.axis import Axis
from peakend.report.boxes import Drawing, Marker, Point, Polygon, Polyline, Shape
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter
from peakend.report.theme import FORMS, TINY
from peakend.report.words import headline
from peakend.report.words.carryover import GROUPS, HAZARDS, PARTS
from peakend.text import Language, Text

_STAY: Final = Text("仍在网的客户占比", "Share of customers still there")
_TIME: Final = Text("在网时长", "Time")
_BAND: Final = Text("95% 置信带", "95% band")
_LAGS: Final = Text("各期前高 1 分对当期的影响", "Effect now of one point more, so long ago")
_HAZARD: Final = Text("离网风险比", "Hazard ratio of leaving")

_COLOURS: Final = {"all": "importance", "low": "series_5", "middle": "series_6", "high": "series_3"}
_LEFT, _WIDTH, _TOP, _HEIGHT = 52.0, 560.0, 10.0, 260.0


def draw_carryover(result: Carryover, study: Study, language: Language) -> Sequence[Drawing]:
    """Curves of staying, hazard ratios, and effects by lag: what of it there is."""
    del study
    drawings = []
    if result.groups:
        drawings.append(_draw_curves(result, language))
    if any(isinstance(line.ratio, Estimate) for line in result.hazards):
        drawings.append(_draw_hazards(result, [line for line in result.hazards if isinstance(line.ratio, Estimate)], language))
    if result.lags:
        drawings.append(_draw_lags(result, result.lags, language))
    return drawings


def _draw_curves(result: Carryover, language: Language) -> Drawing:
    groups = result.groups if len(result.groups) == 1 else tuple(one for one in result.groups if one.key != "all")
    end = max(float(one.curve.times[-1]) for one in groups)
    across, up = Axis(0.0, end, _LEFT, _LEFT + _WIDTH), Axis(0.0, 1.0, _TOP + _HEIGHT, _TOP)
    shapes: list[Shape] = [*_ground(across, up, language)]
    for one in groups:
        shapes += _limits(one, across, up, filled=len(groups) == 1)
    legend: list[tuple[Sequence[Shape], str]] = []
    for place, one in enumerate(groups):
        colour = _COLOURS[one.key]
        shapes.append(Polyline(tuple(_steps(one.curve, across, up)), colour, 2.0, role="survival"))
        shapes += _forms(one, place, across, up, language)
        sign = Marker(FORMS[place], 10, 0, 8, colour, "card", 0.8)
        legend.append(([Polyline(((0, 0), (20, 0)), colour, 2.0), sign], f"{GROUPS[one.key].say(language)}  n = {one.n:,}"))
    legend.append(([Polyline(((0, 0), (20, 0)), "faint", 1.0, (3, 3))], _BAND.say(language)))
    width, foot = _LEFT + _WIDTH + 24, _TOP + _HEIGHT + 42
    laid, tall = lay_legend(legend, _LEFT, width, foot)
    title = f"{result.title.say(language)} · {_STAY.say(language)}"
    return Drawing(width, foot + tall, (*shapes, *laid), title=title, description=headline(result).say(language), name="carryover-stay")


def _ground(across: Axis, up: Axis, language: Language) -> Iterator[Shape]:
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = up.at(share)
        yield Polyline(((across.start, y), (across.stop, y)), stroke="quiet" if share in {0.0, 0.5} else "grid", role="grid")
        yield letter(across.start - 8, y - TINY * 0.68, f"{share:.0%}", TINY, colour="muted", anchor="end", role="tick")
    for tick in across.ticks(8):
        x = across.at(tick)
        yield Polyline(((x, up.start), (x, up.start + 4)), stroke="quiet", role="tick-line")
        yield letter(x, up.start + 6, f"{tick:g}", TINY, colour="muted", anchor="middle", role="tick")
    yield letter((across.start + across.stop) / 2, up.start + 22, _TIME.say(language), TINY, colour="muted", anchor="middle", role="axis")


def _steps(curve: Curve, across: Axis, up: Axis) -> Iterator[Point]:
    """The curve: level until somebody leaves, then down."""
    before = 1.0
    yield across.at(0.0), up.at(1.0)
    for time, share in zip(curve.times.tolist(), curve.survival.tolist(), strict=True):
        yield across.at(time), up.at(before)
        yield across.at(time), up.at(share)
        before = share


def _band(curve: Curve, across: Axis, up: Axis) -> Iterator[Point]:
    """Both limits, as one closed shape."""
    low, high = (limit.tolist() for limit in curve.limits)
    times, there, back = curve.times.tolist(), [(across.at(0.0), up.at(1.0))], [(across.at(0.0), up.at(1.0))]
    for side, values in ((there, high), (back, low)):
        before = 1.0
        for time, value in zip(times, values, strict=True):
            side += [(across.at(time), up.at(before)), (across.at(time), up.at(value))]
            before = value
    yield from (*there, *reversed(back))


def _limits(one: StayGroup, across: Axis, up: Axis, *, filled: bool) -> Iterator[Shape]:
    """The band of one group: its limits dashed in its colour, on a ground where nothing else would be hidden by it."""
    points = tuple(_band(one.curve, across, up))
    if filled:
        yield Polygon(points, "importance_band", role="band")
    half = len(points) // 2
    for side in (points[:half], points[half:]):
        yield Polyline(side, _COLOURS[one.key], 1.0, (3, 3), role="band")


def _forms(one: StayGroup, place: int, across: Axis, up: Axis, language: Language) -> Iterator[Shape]:
    """A form on the curve at a quarter, half and three quarters of the time, so that colour does not speak alone."""
    for time, figure in one.at:
        if time <= across.high:
            tip = tip_of(f"{GROUPS[one.key].say(language)} · {time:g}", figure, "share")
            yield Marker(FORMS[place], across.at(time), up.at(figure.value), 8, _COLOURS[one.key], "card", 0.8, role="point", tip=tip)


def _draw_hazards(result: Carryover, lines: Sequence[HazardLine], language: Language) -> Drawing:
    known = [(HAZARDS[line.key].say(language), line.ratio) for line in lines if isinstance(line.ratio, Estimate)]
    chart = RowChart([Row(name) for name, _ in known])
    plot = chart.add_plot(
        260, min(0.0, *(figure.low for _, figure in known)), max(1.2, *(figure.high for _, figure in known)), title=_HAZARD.say(language)
    )
    plot.line_at(1.0)
    for row, (name, figure) in enumerate(known):
        colour = "peak" if figure.low > 1 else "good" if figure.high < 1 else "importance"
        plot.whisker(row, figure, colour)
        plot.point(row, figure.value, colour, hollow=colour == "importance", tip=tip_of(name, figure))
    chart.add_figures([figure for _, figure in known])
    return chart.finish("carryover-hazard", f"{result.title.say(language)} · {_HAZARD.say(language)}", headline(result).say(language))


def _draw_lags(result: Carryover, lines: Sequence[LagLine], language: Language) -> Drawing:
    names = [PARTS[f"{line.outcome}_lag_{line.lag}"].say(language) for line in lines]
    chart = RowChart([Row(name) for name in names])
    low, high = min(0.0, *(line.effect.low for line in lines)), max(0.0, *(line.effect.high for line in lines))
    plot = chart.add_plot(280, low, high * 1.05, title=_LAGS.say(language))
    plot.line_at(0.0)
    for row, line in enumerate(lines):
        proved = line.p_holm < 0.05  # noqa: PLR2004 - as proved
        plot.whisker(row, line.effect, "experience")
        plot.point(row, line.effect.value, "experience", hollow=not proved, tip=tip_of(names[row], line.effect, "difference"))
    chart.add_figures([line.effect for line in lines], "difference")
    return chart.finish("carryover-lags", f"{result.title.say(language)} · {_LAGS.say(language)}", headline(result).say(language))
