"""Which moments decide? Map, baseline, peaks, common moments, stated importance: slides that stand on what customers say matters."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from peakend.analyse.baseline import BaselineLine, ScenarioBaseline
from peakend.analyse.importance import TOP
from peakend.analyse.peaks import CommonMark, Peaks
from peakend.analyse.result import Figure, is_known
from peakend.report import captions
from peakend.report.boxes import Rect
from peakend.report.facts import ScenarioFacts
from peakend.report.maps.emot import draw_map
from peakend.report.reach import scale_of
from peakend.report.slides.canvas import Canvas
from peakend.report.slides.charts import Form, Series, Spot, add_legend, add_lines, fix_plot, series_of
from peakend.report.slides.drawing import fold_drawing, place_drawing
from peakend.report.slides.grid import Cell, Column, Grid, add_grid
from peakend.report.slides.master import CONTENT
from peakend.report.slides.runs import say
from peakend.report.slides.story import Story, figure_cell, reach
from peakend.report.theme import text_on
from peakend.report.words import (
    KINDS,
    MARKS,
    YES_NO,
    common_headline,
    findings,
    headline,
    join_names,
    method_note,
    rule_words,
    write_number,
    write_probability,
)
from peakend.text import Text

MAP_PLACE = Rect(24, 104, 912, 396)
"""Where a map stands: it takes more of the slide than other findings."""

_SCALE = 0.8
"""A map is drawn no larger than this before it takes another slide."""

IMPORTANCE = Text("自述重要性", "Stated importance")
PEAKS = Text("峰值与终值", "Peaks and ends")
COMMON = Text("共有时刻", "Common moments")


def add_map(story: Story, facts: ScenarioFacts) -> None:
    """The E-MOT map of a scenario as native shapes, over as many slides as its lanes need."""
    known = story.known
    peaks = known.peaks.scenario(facts.scenario.key) if known.peaks else None
    weighed = known.importance.scenario(facts.scenario.key) if known.importance else None
    traced = known.experience.scenario(facts.scenario.key) if known.experience else None
    part_of = peaks or weighed or traced
    title = headline(part_of) if part_of is not None else facts.scenario.name
    notes = [*(findings(part_of) if part_of is not None else ()), *([method_note(known.peaks)] if known.peaks else [])]
    for sheet in draw_map(known, facts, story.language, titled=False):
        scale = min(MAP_PLACE.width / sheet.width, _SCALE)
        parts = fold_drawing(sheet, MAP_PLACE.height / scale)
        for number, part in enumerate(parts, start=1):
            where = (
                captions.MAP,
                facts.scenario.name,
                *([Text(f"{number}/{len(parts)}", f"{number}/{len(parts)}")] if len(parts) > 1 else []),
            )
            said = title if number == 1 else _later_title(story, facts) or title
            place_drawing(story.slide(where, said, known.base_in(facts.scenario.key), notes), part, MAP_PLACE)


def _later_title(story: Story, facts: ScenarioFacts) -> Text:
    """What the lower lanes of a map say: how the moments are experienced."""
    traced = story.known.experience.scenario(facts.scenario.key) if story.known.experience else None
    return headline(traced) if traced is not None else Text()


def add_baseline(story: Story, facts: ScenarioFacts) -> None:
    """Importance (and experience) of a scenario in the customer's order, as a native chart with error bars and a band of stages."""
    part = facts.baseline
    if part is None or story.known.baseline is None or not part.mean.known:
        return
    scale = scale_of(story.known.study, [line.moment.key for line in part.lines])
    base = story.known.base_in(facts.scenario.key, story.known.baseline.base)
    canvas = story.slide((captions.BASELINE, facts.scenario.name), headline(part), base, (method_note(story.known.baseline),))
    place = Rect(CONTENT.x, CONTENT.y + 22, CONTENT.width, CONTENT.height - 26)
    names = [line.moment.name.say(story.language) for line in part.lines]
    importance = series_of(story.say(IMPORTANCE), [line.importance for line in part.lines], "importance", line=2.25, size=6)
    series = [importance, *_marks(story, part)]
    if is_known(part.mean):
        series.append(level(f"{story.say(captions.LEGEND_MEAN)} {write_number(part.mean.value)}", part.mean.value, len(part.lines)))
    rated = [line.performance for line in part.lines]
    if any(figure is not None for figure in rated):
        filled: list[Figure] = [figure if figure is not None else line.importance for figure, line in zip(rated, part.lines, strict=True)]
        blanks = [figure is not None for figure in rated]
        curve = series_of(story.say(captions.AXIS_EXPERIENCE), filled, "experience", line=1.75, dashed=True, size=7)
        series.append(_blank(curve, blanks))
    figures = [*(line.importance for line in part.lines), *rated]
    chart = add_lines(canvas, place, names, series, reach(figures, *scale), name="Baseline chart", alt=story.say(headline(part)))
    add_legend(chart, story.language)
    plot = fix_plot(chart, place, left=34, top=20, right=8, bottom=78)
    _add_stages(canvas, story, part.lines, plot, CONTENT.y)


def _blank(series: Series, keep: Sequence[bool]) -> Series:
    def only(values: Sequence[float | None]) -> tuple[float | None, ...]:
        return tuple(value if kept else None for value, kept in zip(values, keep, strict=True))

    return Series(
        series.name,
        only(series.values),
        series.colour,
        only(series.lows),
        only(series.highs),
        form=series.form,
        size=series.size,
        line=series.line,
        dashed=series.dashed,
    )


def level(name: str, value: float, many: int) -> Series:
    """A line at one height across the chart."""
    return Series(name, (value,) * many, "faint", form="none", line=1.25, dashed=True)


def _marks(story: Story, part: ScenarioBaseline) -> Iterator[Series]:
    """Peaks as triangles and ends as squares, with value and probability; an open sign where the test does not confirm them."""
    peaks = story.known.peaks.scenario(part.scenario.key) if story.known.peaks else None
    tested = {mark.moment.key for mark in peaks.marks if mark.by_test} if peaks else set()
    looks: tuple[tuple[str, Form, str, str], ...] = (("peak", "triangle", "▲", "△"), ("end", "square", "■", "□"))
    for kind, form, full, hollow in looks:
        values: list[float | None] = [None] * len(part.lines)
        highs: list[float | None] = [None] * len(part.lines)
        spots: dict[int, Spot] = {}
        for at, line in enumerate(part.lines):
            if line.mark == kind and is_known(line.importance):
                values[at], highs[at] = line.importance.value, line.importance.high
                sign = full if line.moment.key in tested else hollow
                words = f"{sign} {write_number(line.importance.value)} ({write_probability(line.probability)})"
                spots[at] = Spot(form, kind, 12, words, hollow=sign == hollow)
        if spots:
            name = story.say(captions.LEGEND_MARK_PEAK if kind == "peak" else captions.LEGEND_MARK_END)
            yield Series(name, tuple(values), kind, highs=tuple(highs), form=form, size=12, spots=spots)


def _add_stages(canvas: Canvas, story: Story, lines: Sequence[BaselineLine], plot: Rect, top: float) -> None:
    """A band of stages above the chart, each over its moments."""
    step, at = plot.width / max(1, len(lines)), 0
    for key, several in groupby(lines, key=lambda line: line.stage):
        many, stage = len(list(several)), story.known.study.stage(key)
        name, colour = (stage.name.say(story.language), stage.colour) if stage else (key, "#66758a")
        place = Rect(plot.x + at * step + 1, top, many * step - 2, 20)
        told = (say(name, 10.5, bold=True, colour=text_on(colour), align="center"),)
        canvas.box(place, f"Stage {name}", fill=colour, paragraphs=told, margin=2, alt=name)
        at += many


def add_peaks(story: Story, peaks: Peaks) -> None:
    """Every moment that a rule picks, or that might be picked, with both rules and their probabilities."""
    columns = (
        Column(story.say(Text("服务场景", "Scenario")), 1.3),
        Column(story.say(Text("关键时刻", "Moment")), 1.7),
        Column(story.say(Text("候选类别", "Candidate for")), 0.8),
        Column(story.say(Text("重要性均值 [95% 区间]", "Mean importance [95% CI]")), 1.6, "right"),
        Column(story.say(Text("原研究规则", "Source's rule")), 1.0, "center"),
        Column(story.say(Text("再次选中概率", "P(picked again)")), 1.1, "right"),
        Column(story.say(Text("检验规则", "Tested rule")), 1.0, "center"),
        Column(story.say(Text(f"进入前 {TOP} 概率*", f"P(top {TOP})*")), 1.0, "right"),
        Column(story.say(Text("原研究公布", "Published")), 0.9, "center"),
    )
    rows = []
    for part in peaks.scenarios:
        shown = [mark for mark in part.marks if mark.by_source or mark.by_test or mark.published or mark.probability >= 0.1]  # noqa: PLR2004
        for mark in shown:
            sure = mark.by_source and mark.by_test
            colour = ("peak_ink" if mark.kind == "peak" else "end_ink") if mark.by_source else "muted"
            rows.append(
                (
                    Cell(story.say(part.scenario.name)),
                    Cell(story.say(mark.moment.name), bold=mark.by_source),
                    Cell(f"{MARKS[mark.kind]} {story.say(KINDS[mark.kind])}", colour=colour, bold=sure),
                    figure_cell(mark.importance, bold=sure),
                    verdict(story, says=mark.by_source),
                    Cell(write_probability(mark.probability)),
                    verdict(story, says=mark.by_test),
                    Cell(write_probability(mark.p_top)),
                    _published(story, mark.published),
                )
            )
    note = Text("* 终值一行为“结束阶段第一”的概率。", "* For ends: the probability of being first of the end stage.")
    story.grid_slides((PEAKS,), headline(peaks), peaks.base, Grid(columns, tuple(rows)), (note, method_note(peaks)))


def verdict(story: Story, *, says: bool) -> Cell:
    """Yes or no, with a sign and not by colour alone."""
    word = story.say(YES_NO[says])
    return Cell(f"✓ {word}" if says else f"– {word}", colour="good" if says else "muted", bold=says)


def _published(story: Story, said: bool | None) -> Cell:  # noqa: FBT001 - three answers: yes, no, nothing printed
    return Cell("") if said is None else Cell(story.say(YES_NO[said]), colour="ink" if said else "muted")


def add_common(story: Story, peaks: Peaks) -> None:
    """The moments that several scenarios share as peak or end: found by the source's rule beside what the source lists."""
    marks = [mark for mark in peaks.common if mark.scenarios or mark.published]
    titles = [one for one in (common_headline(peaks, kind) for kind in ("peak", "end")) if one]
    if not marks or not titles:
        return
    canvas = story.slide((COMMON,), titles[0], peaks.base, (*titles[1:], method_note(peaks)))
    cards = list(_common_counts(story, marks))
    width = (CONTENT.width - 14.0 * (len(cards) - 1)) / len(cards)
    for at, (name, count) in enumerate(cards):
        place = Rect(CONTENT.x + at * (width + 14), CONTENT.y, width, 62)
        told = (say(name, 11, colour="muted"), say(str(count), 22, bold=True))
        canvas.box(place, "Count card", fill="page", stroke="line", radius=8, paragraphs=told, margin=14, alt=f"{name}: {count}")
    names = {one.key: one.name for one in story.known.study.scenarios}
    order = sorted(marks, key=lambda mark: (mark.kind == "end", not mark.shared, not mark.published, -mark.probability))
    grid = Grid(_common_columns(story), tuple(_common_row(story, mark, names) for mark in order), 12)
    place = Rect(CONTENT.x, CONTENT.y + 78, CONTENT.width, CONTENT.height - 120)
    bottom = add_grid(canvas, place, grid, name="Common moments", alt=story.say(titles[0]))
    note = Text(
        "对应关系由研究文件列明：同一共有时刻在不同场景可以有不同名称。规则：至少在两个场景中成为峰值（终值）。",
        "Which moments correspond is stated in the study: one common moment may bear different names. "
        "Rule: a peak (end) in at least two scenarios.",
    )
    canvas.words(
        Rect(CONTENT.x, min(bottom + 10, CONTENT.bottom - 30), CONTENT.width, 30), story.say(note), "Note", size=11, colour="muted"
    )


def _common_counts(story: Story, marks: Sequence[CommonMark]) -> Iterator[tuple[str, int]]:
    """How many common peaks and ends the rule finds, and how many the source lists."""
    for kind, noun in (("peak", Text("共有峰值", "Common peaks")), ("end", Text("共有终值", "Common ends"))):
        mine = [mark for mark in marks if mark.kind == kind]
        yield story.say(Text(zh=f"{noun.zh}：按原研究规则找到", en=f"{noun.en} by the source's rule")), sum(mark.shared for mark in mine)
        if any(mark.published is not None for mark in mine):
            yield story.say(Text(zh=f"{noun.zh}：原研究所列", en=f"{noun.en} the source lists")), sum(bool(mark.published) for mark in mine)


def _common_columns(story: Story) -> tuple[Column, ...]:
    return (
        Column(story.say(COMMON), 1.5),
        Column(story.say(Text("类别", "Kind")), 0.8),
        Column(story.say(Text("出现的场景（原研究规则）", "Scenarios (source's rule)")), 3.2),
        Column(story.say(Text("概率", "Probability")), 0.8, "right"),
        Column(story.say(Text("结论", "By")), 1.2),
        Column(story.say(Text("原研究所列", "Listed by the source")), 1.2, "center"),
    )


def _common_row(story: Story, mark: CommonMark, names: dict[str, Text]) -> tuple[Cell, ...]:
    scenarios = story.say(join_names(names.get(key, Text(zh=key, en=key)) for key in mark.scenarios))
    tint = "peak_tint" if mark.kind == "peak" else "end_tint"
    return (
        Cell(f"◇ {story.say(mark.common.name)}", bold=mark.shared, ground=tint if mark.shared else ""),
        Cell(f"{MARKS[mark.kind]} {story.say(KINDS[mark.kind])}", colour="peak_ink" if mark.kind == "peak" else "end_ink"),
        Cell(scenarios),
        Cell(write_probability(mark.probability)),
        Cell(story.say(rule_words(mark)), colour="ink" if mark.shared else "muted"),
        _published(story, mark.published),
    )
