"""What do charts of control look like? Control charts with limits by n, before and after, a series that breaks, times of cases."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from peakend.analyse.result import Estimate, Figure, is_known
from peakend.control.change import Change, Step
from peakend.control.compare import Comparison
from peakend.control.series import Interruption
from peakend.control.times import Times
from peakend.control.trend import PeriodLine, Trend
from peakend.define.study import Study
from peakend.report.axis import reach_of
from peakend.report.boxes import Box, Drawing, Marker, Polyline, move
from peakend.report.charts.course import Course, reach
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.heads import MARGIN
from peakend.report.lettering import letter
from peakend.report.theme import BODY, TITLE
from peakend.report.words import Unit, headline, write_number, write_value
from peakend.report.words.control import DIFFERENCES, PARTS, STATISTICS, TIME_UNITS, UNITS, name_rules
from peakend.report.words.names import MEASURES, name_of
from peakend.report.words.outcomes import question_name
from peakend.report.words.segments import name_thing
from peakend.text import Language, Text

_CENTRE: Final = Text("中心线", "centre")
_UPPER: Final = Text("上限", "upper limit")
_LOWER: Final = Text("下限", "lower limit")
_LIMITS: Final = Text("控制限（3σ，随各期 n 变化）", "limits (3σ, by the n of each period)")
_BASELINE: Final = Text("基准期", "baseline")
_SIGNAL: Final = Text("异常信号", "signal")
_UNJUDGED: Final = Text("未作判断", "not judged")
_INTERVAL: Final = Text("95% 置信区间", "95% interval")
_TREATED: Final = Text("改动组", "treated")
_OTHERS: Final = Text("对照组", "others")
_AFTER: Final = Text("改动后", "after the change")
_EXPECTED: Final = Text("按改动前趋势外推", "what the trend before would give")
_FITTED: Final = Text("拟合", "fitted")
_DIFFERENCE: Final = Text("差值", "Difference")
_VOLUME: Final = Text("单量", "Cases begun")
_TENTH: Final = Text("九成工单在此以内", "nine of ten cases take no more")
_OPEN: Final = Text("已开始而未办结的比例", "share of cases not finished")


def draw_trend(result: Trend, study: Study, language: Language) -> Sequence[Drawing]:
    """The control chart: values with their intervals, centre, limits that know the n of each period, signals named."""
    del study
    unit = UNITS[result.statistic]
    lines = result.lines
    values = [line.figure.value if is_known(line.figure) else None for line in lines]
    shown = [*values, result.centre, *(line.low for line in lines), *(line.high for line in lines)]
    course = Course([line.period for line in lines], *reach(shown, *_ends(result)), unit)
    based = [at for at, line in enumerate(lines) if line.state == "baseline"]
    if based and len(based) < len(result.judged):
        course.shade(based[0], based[-1], _BASELINE.say(language))
    lows, highs = [line.low for line in lines], [line.high for line in lines]
    course.band(lows, highs, "experience_tint")
    for limit in (lows, highs):
        course.steps(limit, "experience", 1.2, (4, 3))
    course.steps([result.centre] * len(lines), "faint", 1.2, role="centre")
    course.line([value if line.state in {"baseline", "watched"} else None for line, value in zip(lines, values, strict=True)], "importance")
    for at, line in enumerate(lines):
        _mark_period(course, at, line, unit, language)
    _name_lines(course, result.centre, lows, highs, unit, language)
    course.legend = [
        ([Marker("circle", 10, 0, 8, "importance", "card", 0.8)], STATISTICS[result.statistic].say(language)),
        ([Box(2, -6, 16, 12, fill="experience_tint"), Polyline(((2, -6), (18, -6)), "experience", 1.2, (4, 3))], _LIMITS.say(language)),
        ([Marker("triangle", 10, 0, 11, "peak", "card", 0.8)], _SIGNAL.say(language)),
        ([Marker("circle", 10, 0, 8, "card", "importance", 1.6)], _UNJUDGED.say(language)),
    ]
    title = f"{result.title.say(language)} · {question_name(result.asked).say(language)}"
    return [course.finish(f"control-{result.asked.key}", title, headline(result).say(language))]


def _ends(result: Trend) -> tuple[float | None, float | None]:
    """Between what the values can lie."""
    if result.statistic == "share":
        return 0.0, 1.0
    return (-100.0, 100.0) if result.statistic == "nps" else (None, None)


def _mark_period(course: Course, at: int, line: PeriodLine, unit: Unit, language: Language) -> None:
    """One period: filled where it is judged, a triangle with its name where a rule fires."""
    if not is_known(line.figure):
        return
    tip = tip_of(line.period, line.figure, unit)
    if line.signals:
        course.mark(at, line.figure.value, "peak", sign="triangle", size=11, tip=f"{tip} · {name_rules(line.signals).say(language)}")
        course.name_mark(at, line.figure.value, line.period)
    else:
        course.mark(at, line.figure.value, "importance", hollow=line.state in {"partial", "few"}, tip=tip)


def _name_lines(
    course: Course, centre: float, lows: Sequence[float | None], highs: Sequence[float | None], unit: Unit, language: Language
) -> None:
    """Centre and limits in words, at the right end of each."""
    course.say_at_right(centre, f"{_CENTRE.say(language)} {write_value(centre, unit)}", bold=True)
    for limit, words in ((lows, _LOWER), (highs, _UPPER)):
        last = next((value for value in reversed(limit) if value is not None), None)
        if last is not None:
            course.say_at_right(last, f"{words.say(language)} {write_value(last, unit)}")


def draw_change(result: Change, study: Study, language: Language) -> Sequence[Drawing]:
    """The effect with its interval beside zero, what it is made of, and, where there was a comparison, both courses."""
    del study
    unit, figures = DIFFERENCES[result.statistic], [("effect", result.effect), ("adjusted", result.adjusted), ("parallel", result.parallel)]
    shown = [(PARTS[key].say(language), figure) for key, figure in figures if figure is not None]
    sides = [(_side(one.treated, one.when, result, language), one.figure) for one in result.sides]
    effects = RowChart([Row(name) for name, _ in shown])
    low, high = min(0.0, *(figure.low for _, figure in shown)), max(0.0, *(figure.high for _, figure in shown))
    plot = effects.add_plot(300, low - (high - low) * 0.08, high + (high - low) * 0.08, title=_DIFFERENCE.say(language))
    plot.line_at(0.0)
    for row, (name, figure) in enumerate(shown):
        plot.whisker(row, figure, "experience")
        plot.point(row, figure.value, "experience", hollow=figure.low <= 0 <= figure.high, tip=tip_of(name, figure, unit))
    effects.add_figures([figure for _, figure in shown], unit)
    title = f"{result.title.say(language)} · {question_name(result.asked).say(language)}"
    drawings = [effects.finish("effect", title, headline(result).say(language)), _draw_sides(result, sides, title, language)]
    return [*drawings, _draw_steps(result, language)] if len(result.steps) > 2 else drawings  # noqa: PLR2004 - two are before and after


def _side(treated: bool, when: str, result: Change, language: Language) -> str:  # noqa: FBT001 - as the side says it
    key = when if not result.treated else f"{'treated' if treated else 'others'}_{when}"
    return PARTS[key].say(language)


def _draw_sides(result: Change, sides: Sequence[tuple[str, Figure]], title: str, language: Language) -> Drawing:
    """The value of each side with its interval."""
    unit = UNITS[result.statistic]
    chart = RowChart([Row(name) for name, _ in sides])
    known: list[Estimate | None] = [figure if is_known(figure) else None for _, figure in sides]
    scale = result.asked.scale
    bounds = (
        (0.0, 1.0)
        if result.statistic == "share"
        else (-100.0, 100.0)
        if scale is None or result.statistic == "nps"
        else (scale.low, scale.high)
    )
    plot = chart.add_plot(
        300, *reach_of(known, *bounds), title=STATISTICS[result.statistic].say(language), form="%" if unit == "share" else ""
    )
    for row, figure in enumerate(known):
        if figure is not None:
            plot.whisker(row, figure)
            plot.point(row, figure.value, tip=tip_of(sides[row][0], figure, unit))
    chart.add_figures(known, unit)
    chart.add_words([f"n = {figure.n:,}" for _, figure in sides])
    return chart.finish("effect-sides", title, headline(result).say(language))


def _draw_steps(result: Change, language: Language) -> Drawing:
    """Treated and others over all periods: whether they moved alike before the change."""
    unit, steps = UNITS[result.statistic], result.steps
    both = [figure for step in steps for figure in (step.treated, step.others) if figure is not None and is_known(figure)]
    course = Course([step.period for step in steps], *reach([*(one.low for one in both), *(one.high for one in both)]), unit)
    later = [at for at, step in enumerate(steps) if step.after]
    if later:
        course.shade(later[0], later[-1], _AFTER.say(language))
    for colour, words, of in (("series_1", _TREATED, _treated), ("series_2", _OTHERS, _others)):
        figures = [of(step) for step in steps]
        course.line([figure.value if figure else None for figure in figures], colour)
        for at, figure in enumerate(figures):
            if figure is not None:
                ends = (course.point_at(at, figure.low), course.point_at(at, figure.high))
                course.shapes.append(Polyline(ends, colour, 1.2, role="whisker"))
                sign = "circle" if of is _treated else "square"
                course.mark(
                    at, figure.value, colour, sign="circle" if sign == "circle" else "square", tip=tip_of(steps[at].period, figure, unit)
                )
        course.legend.append(([Marker("circle" if of is _treated else "square", 10, 0, 8, colour, "card", 0.8)], words.say(language)))
    title = f"{result.title.say(language)} · {question_name(result.asked).say(language)}"
    return course.finish("effect-trends", title, headline(result).say(language))


def _treated(step: Step) -> Estimate | None:
    return step.treated if is_known(step.treated) else None


def _others(step: Step) -> Estimate | None:
    return step.others if is_known(step.others) else None


def draw_interruption(result: Interruption, study: Study, language: Language) -> Sequence[Drawing]:
    """The series, its fitted line, and what the trend before the change would have given."""
    del study
    unit, lines = UNITS[result.statistic], result.lines
    values = [line.figure.value if is_known(line.figure) else None for line in lines]
    course = Course([line.period for line in lines], *reach([*values, *result.expected, *result.fitted]), unit)
    after = next(at for at, line in enumerate(lines) if line.period >= result.change)
    course.shade(after, len(lines) - 1, f"{_AFTER.say(language)} · {result.change}")
    course.line([None] * (after - 1) + list(result.expected[after - 1 :]), "faint", 1.4, (5, 4), role="expected")
    course.line([*result.fitted[:after], *[None] * (len(lines) - after)], "experience", 2.0, role="fitted")
    course.line([*[None] * after, *result.fitted[after:]], "experience", 2.0, role="fitted")
    for at, line in enumerate(lines):
        if is_known(line.figure):
            course.mark(at, line.figure.value, "importance", tip=tip_of(line.period, line.figure, unit))
    course.legend = [
        ([Polyline(((0, 0), (20, 0)), "experience", 2.0)], _FITTED.say(language)),
        ([Polyline(((0, 0), (20, 0)), "faint", 1.4, (5, 4))], _EXPECTED.say(language)),
    ]
    title = f"{result.title.say(language)} · {question_name(result.asked).say(language)}"
    return [course.finish("interruption", title, headline(result).say(language))]


def draw_times(result: Times, study: Study | None, language: Language) -> Sequence[Drawing]:
    """Times by period with their limits, and how many cases began."""
    del study
    lines, names = result.lines, [line.period for line in result.lines]
    values = [line.mean.value if is_known(line.mean) else None for line in lines]
    lows, highs = [line.low for line in lines], [line.high for line in lines]
    top = max(value for value in (*values, *highs, result.centre) if value is not None)
    course = Course(names, 0.0, top * 1.08, plain=True)
    course.band(lows, highs, "experience_tint")
    for limit in (lows, highs):
        course.steps(limit, "experience", 1.2, (4, 3))
    course.steps([result.centre] * len(lines), "faint", 1.2, role="centre")
    course.line([value if line.judged else None for line, value in zip(lines, values, strict=True)], "importance")
    for at, line in enumerate(lines):
        if is_known(line.mean):
            tip = tip_of(line.period, line.mean)
            course.mark(
                at,
                line.mean.value,
                "peak" if line.signals else "importance",
                sign="triangle" if line.signals else "circle",
                hollow=not line.judged,
                size=11 if line.signals else 7.5,
                tip=tip,
            )
            if line.signals:
                course.name_mark(at, line.mean.value, line.period)
    course.say_at_right(result.centre, f"{_CENTRE.say(language)} {write_number(result.centre, 1)}", bold=True)
    course.legend = [
        ([Box(2, -6, 16, 12, fill="experience_tint"), Polyline(((2, -6), (18, -6)), "experience", 1.2, (4, 3))], _LIMITS.say(language)),
        ([Marker("triangle", 10, 0, 11, "peak", "card", 0.8)], _SIGNAL.say(language)),
        ([Marker("circle", 10, 0, 8, "card", "importance", 1.6)], _UNJUDGED.say(language)),
    ]
    axis, said = TIME_UNITS[result.unit].say(language), headline(result).say(language)
    drawings = (course.finish("times", result.title.say(language), said, axis), _draw_volume(result, names, said, language))
    return [_entitle(drawing, said) for drawing in drawings]


def _entitle(drawing: Drawing, said: str) -> Drawing:
    """A drawing with its title and what it says above it: cases are no answers to a study, whose head other drawings bear."""
    title = letter(MARGIN, MARGIN, drawing.title, TITLE, bold=True, role="title")
    finding = letter(MARGIN, MARGIN + TITLE * 1.5, said, BODY, colour="muted", width=drawing.width, role="subtitle")
    down = MARGIN + TITLE * 1.5 + finding.height + 10
    shapes = (title, finding, *(move(shape, MARGIN, down) for shape in drawing.shapes))
    return replace(drawing, width=drawing.width + 2 * MARGIN, height=drawing.height + down + MARGIN, shapes=shapes)


def _draw_volume(result: Times, names: Sequence[str], said: str, language: Language) -> Drawing:
    """How many cases began in each period, with the limits of single values."""
    centre, low, high = result.volume
    counts = [float(line.began) for line in result.lines]
    course = Course(names, 0.0, max([*counts, high]) * 1.08, plain=True)
    course.band([low] * len(names), [high] * len(names), "experience_tint")
    course.steps([centre] * len(names), "faint", 1.2, role="centre")
    course.line(list(counts), "importance")
    for at, line in enumerate(result.lines):
        odd = bool(line.volume_signals)
        course.mark(
            at,
            counts[at],
            "peak" if odd else "importance",
            sign="triangle" if odd else "circle",
            size=11 if odd else 7.5,
            tip=f"{line.period}: {line.began:,}",
        )
    course.say_at_right(centre, f"{_CENTRE.say(language)} {write_number(centre, 1)}", bold=True)
    return course.finish("times-volume", _VOLUME.say(language), said)


def draw_comparison(result: Comparison, study: Study, language: Language) -> Sequence[Drawing]:
    """Each value's difference from the frozen baseline."""
    if not result.lines:
        return []
    named = [(name_thing(line.moment, study) or Text(line.moment, line.moment), name_of(MEASURES, line.kind)) for line in result.lines]
    said = [f"{name.say(language)} · {measure.say(language)}" for name, measure in named]
    chart = RowChart([Row(name) for name in said])
    low, high = min(0.0, *(line.difference.low for line in result.lines)), max(0.0, *(line.difference.high for line in result.lines))
    plot = chart.add_plot(300, low - 0.05, high + 0.05, title=_DIFFERENCE.say(language))
    plot.line_at(0.0)
    for row, line in enumerate(result.lines):
        colour = "importance" if line.p_holm >= 0.05 else "good" if line.difference.value > 0 else "peak"  # noqa: PLR2004 - as proved
        plot.whisker(row, line.difference, colour)
        plot.point(row, line.difference.value, colour, hollow=colour == "importance", tip=tip_of(said[row], line.difference, "difference"))
    chart.add_figures([line.difference for line in result.lines], "difference")
    return [chart.finish("comparison", result.title.say(language), headline(result).say(language))]
