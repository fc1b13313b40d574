"""What do customers say of the whole, and do groups differ? NPS, satisfaction and segments as native charts and tables."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.nps import Nps, NpsLine
from peakend.analyse.result import Estimate, Figure, is_known
from peakend.analyse.satisfaction import Satisfaction, SatisfactionLine
from peakend.analyse.segments import SegmentLine, Segments
from peakend.report.boxes import Rect
from peakend.report.slides.canvas import Canvas
from peakend.report.slides.charts import Axis, Series, Spot, add_bars, add_legend, add_lines, series_of
from peakend.report.slides.grid import Cell, Column, Grid
from peakend.report.slides.master import CONTENT
from peakend.report.slides.runs import Paragraph, Run
from peakend.report.slides.story import Story, add_remarks, figure_cell, reach
from peakend.report.theme import SERIES
from peakend.report.words import (
    headline,
    label_group,
    method_note,
    name_question,
    name_thing,
    nps_sentence,
    outcome_findings,
    question_name,
    satisfaction_range,
    satisfaction_sentence,
    segment_findings,
    segments_headline,
    unit_of,
    write_figure,
    write_interval,
    write_p,
    write_value,
)
from peakend.report.words.figures import Unit, write_count
from peakend.report.words.names import start_sentence
from peakend.text import Text

NPS: Final = Text("净推荐值 NPS", "Net Promoter Score")
SATISFACTION: Final = Text("总体满意度", "Overall satisfaction")
SEGMENTS: Final = Text("客群差异", "Segments")
ALSO: Final = Text("还应知道", "Also")

_SIDE: Final = 260.0


def add_nps(story: Story, result: Nps, line: NpsLine) -> None:
    """The score with its interval, the three shares as one stacked bar, and how often each answer was given."""
    title = nps_sentence(line) if len(result.lines) == 1 else headline(result) if line is result.lines[0] else nps_sentence(line)
    canvas = story.slide(
        (NPS, question_name(line.question)), title, result.base, (*outcome_findings(result, story.known.study), method_note(result))
    )
    _add_big(canvas, story, Rect(CONTENT.x, CONTENT.y, 260, 120), "NPS", line.nps, "points")
    shares = (
        (Text("贬损者 0–6", "Detractors 0-6"), line.detractors, "peak"),
        (Text("中立者 7–8", "Passives 7-8"), line.passives, "quiet"),
        (Text("推荐者 9–10", "Promoters 9-10"), line.promoters, "good"),
    )
    series = []
    for name, figure, colour in shares:
        share = 100 * figure.value if is_known(figure) else None
        spots = {0: Spot(colour=colour, words=f"{share:.0f}%", side="center")} if share is not None and share >= 4 else {}  # noqa: PLR2004 - room
        series.append(Series(story.say(name), (share,), colour, spots=spots))
    place = Rect(CONTENT.x + 280, CONTENT.y, CONTENT.width - 280, 130)
    axis = Axis(0, 100, 25, '0"%"')
    chart = add_bars(canvas, place, [" "], series, axis, name="NPS shares", alt=story.say(nps_sentence(line)), stacked=True, gap=30)
    add_legend(chart, story.language)
    _add_counts(
        canvas,
        story,
        Rect(CONTENT.x, CONTENT.y + 142, CONTENT.width - _SIDE - 20, CONTENT.height - 146),
        line.question.scale,
        line.counts,
        _nps_colour,
    )
    told = [story.say(one) for one in outcome_findings(result, story.known.study)] if len(result.lines) == 1 else []
    place = Rect(CONTENT.x + CONTENT.width - _SIDE, CONTENT.y + 146, _SIDE, CONTENT.height - 150)
    add_remarks(canvas, place, story.say(ALSO), told or [story.say(nps_sentence(line))])


def _nps_colour(answer: int) -> str:
    return "peak" if answer <= 6 else "good" if answer >= 9 else "quiet"  # noqa: PLR2004 - the cuts of the score


def _plain_colour(_answer: int) -> str:
    return "importance"


def _add_big(canvas: Canvas, story: Story, place: Rect, name: str, figure: Figure, unit: Unit) -> None:
    """A figure as the first thing on a slide."""
    canvas.box(place, f"{name} card", fill="page", stroke="line", radius=8, alt=f"{name}: {story.say(write_figure(figure, unit))}")
    inner = Rect(place.x + 18, place.y + 14, place.width - 30, place.height - 24)
    if not isinstance(figure, Estimate):
        canvas.words(inner, story.say(write_figure(figure, unit)), name, size=16, bold=True)
        return
    told = (
        Paragraph((Run(name, 12, colour="muted"),)),
        Paragraph((Run(write_value(figure.value, unit), 38, bold=True),)),
        Paragraph((Run(f"{write_interval(figure, unit)} · n = {write_count(figure.n)}", 12, colour="muted"),)),
    )
    canvas.words(inner, told, name)


def _add_counts(canvas: Canvas, story: Story, place: Rect, scale: object, counts: Sequence[int], colour_of_answer: object) -> None:
    """How often each answer was given, as columns."""
    low = getattr(scale, "low", 0)
    pick = colour_of_answer if callable(colour_of_answer) else _plain_colour
    spots = {at: Spot(colour=pick(low + at), words=write_count(count), side="above") for at, count in enumerate(counts)}
    name = story.say(Text("人数", "Responses"))
    bars = Series(name, tuple(float(count) for count in counts), "importance", spots=spots)
    title = story.say(Text("各分值的人数", "Responses by answer"))
    canvas.words(Rect(place.x, place.y, place.width, 18), title, "Chart head", size=11.5, bold=True, colour="muted")
    chart = Rect(place.x, place.y + 18, place.width, place.height - 18)
    labels = [str(low + at) for at in range(len(counts))]
    add_bars(canvas, chart, labels, [bars], Axis(0, None, None, "#,##0"), name="Answers chart", alt=title, lying=False, gap=35)


def add_satisfaction(story: Story, result: Satisfaction, line: SatisfactionLine) -> None:
    """The overall judgement: four figures with intervals, and how often each answer was given."""
    title = satisfaction_sentence(line)
    canvas = story.slide(
        (SATISFACTION, question_name(line.question)),
        title,
        result.base,
        (*outcome_findings(result, story.known.study), method_note(result)),
    )
    cards = (
        (Text("均值", "Mean"), line.mean, "rating"),
        (Text("最高两档占比", "Two highest answers"), line.top_two, "share"),
        (Text("最低两档占比", "Two lowest answers"), line.low, "share"),
        (Text("指数 0–100", "Index 0 to 100"), line.index, "index"),
    )
    width = (CONTENT.width - 3 * 14) / 4
    units: tuple[Unit, ...] = ("rating", "share", "share", "index")
    for at, ((name, figure, _), unit) in enumerate(zip(cards, units, strict=True)):
        _add_big(canvas, story, Rect(CONTENT.x + at * (width + 14), CONTENT.y, width, 112), story.say(name), figure, unit)
    place = Rect(CONTENT.x, CONTENT.y + 132, CONTENT.width, CONTENT.height - 136)
    _add_counts(canvas, story, place, line.question.scale, line.counts, _plain_colour)


def add_scenario_satisfaction(story: Story, result: Satisfaction) -> None:
    """The overall judgement of each scenario beside the others, where the scenarios were judged on their own."""
    study = story.known.study
    title = satisfaction_range(result, study)
    lines = [line for line in result.lines if is_known(line.mean)]
    scales = {(line.question.scale.low, line.question.scale.high) for line in lines if line.question.scale is not None}
    if not title or len(scales) != 1:
        return
    canvas = story.slide((SATISFACTION,), title, result.base, (*outcome_findings(result, story.known.study), method_note(result)))
    whole = Text("整体", "The whole service")
    names = [story.say(name_thing(line.question.about, study) or whole) for line in lines]
    spots = {
        at: Spot("circle", "importance", 10, write_value(line.mean.value, "rating")) for at, line in enumerate(lines) if is_known(line.mean)
    }
    series = series_of(story.say(SATISFACTION), [line.mean for line in lines], "importance", form="circle", size=10, spots=spots)
    axis = reach([line.mean for line in lines], *next(iter(scales)))
    place = Rect(CONTENT.x, CONTENT.y, CONTENT.width, CONTENT.height)
    add_lines(canvas, place, names, [series], axis, name="Satisfaction chart", alt=story.say(title))


MOST_GROUPS: Final = 6
"""More groups than this do not stand beside one another in a table or chart."""


def add_segments(story: Story, result: Segments) -> None:
    """Whether groups differ, on what most, and the figures of every tested question."""
    study = story.known.study
    title = segments_headline(result, study)
    rated = [line for line in result.lines if line.tested and line.measure != "nps"]
    shown = sorted(rated, key=lambda line: (not line.differs, -line.size))[:8]
    if shown and len(result.groups) <= MOST_GROUPS:
        _add_segment_chart(story, result, title, shown)
    elif shown and shown[0].differs:
        _add_ranking_chart(story, result, title, shown[0])
    story.grid_slides(
        (SEGMENTS,), title, result.base, _segment_grid(story, result), (*segment_findings(result, study), method_note(result))
    )


def _add_segment_chart(story: Story, result: Segments, title: Text, shown: Sequence[SegmentLine]) -> None:
    study = story.known.study
    canvas = story.slide((SEGMENTS,), title, result.base, (*segment_findings(result, study), method_note(result)))
    names = [f"{_question(story, line)}{' *' if line.differs else ''}" for line in shown]
    forms = ("circle", "square", "triangle", "diamond", "dash", "ring")
    series = [
        series_of(
            story.say(label_group(group.label, result.by, study)) + f" (n = {group.n:,})",
            [line.figures[group.label] for line in shown],
            SERIES[at],
            form=forms[at],
            size=9,
        )
        for at, group in enumerate(result.groups)
    ]
    scales = [line.question.scale for line in shown if line.question.scale is not None]
    low, high = min(scale.low for scale in scales), max(scale.high for scale in scales)
    figures = [figure for line in shown for figure in line.figures.values()]
    place = Rect(CONTENT.x, CONTENT.y, CONTENT.width - _SIDE - 20, CONTENT.height)
    chart = add_lines(canvas, place, names, series, reach(figures, low, high), name="Segments chart", alt=story.say(title))
    add_legend(chart, story.language)
    told = [story.say(one) for one in segment_findings(result, study)]
    told.append(story.say(Text("* 经校正后存在差异", "* differs after correction")))
    place = Rect(CONTENT.x + CONTENT.width - _SIDE, CONTENT.y, _SIDE, CONTENT.height - 4)
    add_remarks(canvas, place, story.say(ALSO), told)


MOST_RANKED: Final = 24
"""So many groups stand in a chart of one question, the highest first; all of them stand in the table."""


def _add_ranking_chart(story: Story, result: Segments, title: Text, line: SegmentLine) -> None:
    """Many groups on the question on which they differ most, from the highest to the lowest."""
    study = story.known.study
    canvas = story.slide((SEGMENTS,), title, result.base, (*segment_findings(result, study), method_note(result)))
    known = [(figure.value, label, figure) for label, figure in line.figures.items() if is_known(figure)]
    known.sort(key=lambda one: -one[0])
    known = known[:MOST_RANKED]
    names = [story.say(label_group(label, result.by, study)) for _, label, _ in known]
    spots = {at: Spot("circle", "importance", 9, write_value(value, unit_of(line.measure))) for at, (value, _, _) in enumerate(known)}
    name = _question(story, line)
    series = series_of(name, [figure for _, _, figure in known], "importance", size=9, spots=spots)
    scale = line.question.scale
    low, high = (float(scale.low), float(scale.high)) if scale is not None else (known[-1][2].low, known[0][2].high)
    canvas.words(Rect(CONTENT.x, CONTENT.y, CONTENT.width, 18), name, "Chart head", size=11.5, bold=True, colour="muted")
    place = Rect(CONTENT.x, CONTENT.y + 20, CONTENT.width, CONTENT.height - 20)
    axis = reach([figure for _, _, figure in known], low, high)
    add_lines(canvas, place, names, [series], axis, name="Segments chart", alt=story.say(title))


def _segment_grid(story: Story, result: Segments) -> Grid:
    """One row a question with the groups side by side; with many groups, one row a question and group."""
    study = story.known.study
    question = Column(story.say(Text("题目", "Question")), 2.0)
    tests = (
        Column(story.say(Text("p（校正）", "p (adjusted)")), 0.8, "right"),
        Column(story.say(Text("结论", "Verdict")), 1.0, "center"),
    )
    lines = sorted(result.lines, key=lambda line: (not line.differs, not line.tested))
    if len(result.groups) <= MOST_GROUPS:
        groups = tuple(Column(story.say(label_group(one.label, result.by, study)), 1.3, "right") for one in result.groups)
        rows = [
            (
                Cell(_question(story, line), bold=line.differs),
                *(figure_cell(line.figures.get(one.label), unit_of(line.measure)) for one in result.groups),
                *_test_cells(story, line),
            )
            for line in lines
        ]
        return Grid((question, *groups, *tests), tuple(rows), 10)
    columns = (
        question,
        Column(story.say(Text("客群", "Group")), 1.4),
        Column(story.say(Text("数值 [95% 区间]", "Figure [95% CI]")), 1.4, "right"),
        *tests,
    )
    long = [
        (
            Cell(_question(story, line), bold=line.differs),
            Cell(story.say(label_group(label, result.by, study))),
            figure_cell(figure, unit_of(line.measure)),
            *_test_cells(story, line),
        )
        for line in lines
        if line.differs
        for label, figure in line.figures.items()
    ]
    return Grid(columns, tuple(long), 10)


def _question(story: Story, line: SegmentLine) -> str:
    """What a line asks, at the head of a row."""
    return start_sentence(story.say(name_question(line.question, story.known.study)))


def _test_cells(story: Story, line: SegmentLine) -> tuple[Cell, Cell]:
    if not line.tested:
        return Cell("–", colour="muted"), Cell(story.say(Text("样本不足", "too few")), colour="muted")
    words = Text("✓ 有差异", "✓ differs") if line.differs else Text("– 未证实", "– not proved")
    return Cell(write_p(line.p_adjusted).removeprefix("p = ").removeprefix("p ")), Cell(
        story.say(words), colour="good" if line.differs else "muted", bold=line.differs
    )
