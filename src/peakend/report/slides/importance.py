"""Which moments do customers say matter? Ranked bars from the scenario's mean, and all figures as a table."""

from peakend.analyse.importance import TOP, Line, ScenarioImportance
from peakend.analyse.result import is_known
from peakend.report.boxes import Rect
from peakend.report.reach import scale_of
from peakend.report.slides.charts import Spot, add_bars, series_of
from peakend.report.slides.grid import Cell, Column, Grid
from peakend.report.slides.journeys import IMPORTANCE, verdict
from peakend.report.slides.master import CONTENT
from peakend.report.slides.story import Story, add_remarks, figure_cell, reach
from peakend.report.words import (
    findings,
    first_line,
    headline,
    method_note,
    write_figure,
    write_number,
    write_probability,
    write_ranks,
)
from peakend.text import Text


def add_importance(story: Story, part: ScenarioImportance) -> None:
    """The moments of a scenario from the most to the least important, with intervals and the probability of being among the highest."""
    result = story.known.importance
    if result is None or first_line(part) is None:
        return
    base = story.known.base_in(part.scenario.key, result.base)
    canvas = story.slide((IMPORTANCE, part.scenario.name), headline(part), base, (method_note(result),))
    lines = sorted(part.lines, key=lambda line: -(line.mean.value if is_known(line.mean) else 0.0))
    spots = {at: Spot(colour="importance" if line.above_proved else "quiet") for at, line in enumerate(lines)}
    bars = series_of(story.say(IMPORTANCE), [line.mean for line in lines], "quiet", spots=spots)
    place = Rect(CONTENT.x, CONTENT.y, 600, CONTENT.height - 34)
    axis = reach([line.mean for line in lines], *scale_of(story.known.study, [line.moment.key for line in lines]))
    names = [_ranked(story, line) for line in lines]
    chart = add_bars(canvas, place, names, [bars], axis, name="Importance chart", alt=story.say(headline(part)))
    if is_known(part.mean):
        chart.value_axis.crosses_at = part.mean.value
    mean = write_figure(part.mean)
    key = Text(
        zh=f"条形从场景均值 {mean.zh} 起；深色：经检验高于均值；括号：进入前 {TOP} 的概率",
        en=f"Bars start at the scenario's mean {mean.en}; dark: proved above it; in brackets: P(top {TOP})",
    )
    canvas.words(Rect(CONTENT.x, CONTENT.bottom - 30, 600, 28), story.say(key), "Key", size=10, colour="muted")
    told = [story.say(one) for one in findings(part)]
    add_remarks(canvas, Rect(CONTENT.x + 620, CONTENT.y, 260, CONTENT.height - 4), story.say(Text("还应知道", "Also")), told)


def _ranked(story: Story, line: Line) -> str:
    value = write_number(line.mean.value) if is_known(line.mean) else "–"
    return f"{story.say(line.moment.name)} {value} ({write_probability(line.p_top)})"


def importance_grid(story: Story, part: ScenarioImportance) -> Grid:
    """All that is known of the importance of a scenario's moments, as a table."""
    columns = (
        Column(story.say(Text("序", "No.")), 0.4, "right"),
        Column(story.say(Text("关键时刻", "Moment")), 1.8),
        Column(story.say(Text("均值 [95% 区间]", "Mean [95% CI]")), 1.5, "right"),
        Column("n", 0.6, "right"),
        Column(story.say(Text("个人内偏差 [95% 区间]", "Within-person deviation [95% CI]")), 1.7, "right"),
        Column(story.say(Text("p（Holm）", "p (Holm)")), 0.7, "right"),
        Column(story.say(Text("高于均值概率", "P(above mean)")), 1.0, "right"),
        Column(story.say(Text(f"前 {TOP} 概率", f"P(top {TOP})")), 0.8, "right"),
        Column(story.say(Text("名次（区间）", "Rank (interval)")), 1.0, "right"),
        Column(story.say(Text("检验", "Tested")), 0.8, "center"),
    )
    rows = [
        (
            Cell(str(line.place)),
            Cell(story.say(line.moment.name), bold=line.above_proved),
            figure_cell(line.mean),
            Cell(f"{line.mean.n:,}"),
            figure_cell(line.deviation, "difference"),
            Cell("<0.001" if line.p_holm < 0.001 else write_number(line.p_holm, 3)),  # noqa: PLR2004 - what three decimals show
            Cell(write_probability(line.p_above)),
            Cell(write_probability(line.p_top)),
            Cell(f"{line.rank} ({write_ranks(line.rank_low, line.rank_high)})"),
            verdict(story, says=line.above_proved),
        )
        for line in part.lines
    ]
    return Grid(columns, tuple(rows))
