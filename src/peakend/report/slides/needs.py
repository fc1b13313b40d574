"""What do customers want at each moment? Shares of choices as native bars, the proved core in colour."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.needs import NeedGroup, NeedLine, Needs
from peakend.analyse.result import Estimate, is_known
from peakend.report.boxes import Rect
from peakend.report.slides.canvas import Canvas
from peakend.report.slides.charts import Axis, Spot, add_bars, series_of
from peakend.report.slides.grid import Cell, Column, Grid
from peakend.report.slides.master import CONTENT
from peakend.report.slides.story import Story, figure_cell
from peakend.report.words import findings, headline, method_note, needs_headline, write_probability, write_value
from peakend.text import Text

NEEDS: Final = Text("核心需求", "Core needs")

MOST_CHOICES: Final = 14
FEW_CHOICES: Final = 6
"""So many choices stand in one chart, alone or among four; all of them stand in the appendix."""


def add_needs(story: Story, needs: Needs) -> None:
    """What customers want: the moments of one scenario on one slide, any other multiple answer on a slide of its own."""
    for scenario in story.known.study.scenarios:
        moments = {moment.key for moment in scenario.moments}
        groups = [group for group in needs.groups if group.kind == "moment" and group.about in moments and has_shares(group)]
        for at in range(0, len(groups), 4):
            _add_moments(story, needs, scenario.name, groups[at : at + 4])
    for group in needs.groups:
        if group.kind == "group" and has_shares(group):
            canvas = story.slide((NEEDS,), headline(group), needs.base, (*findings(group), method_note(needs)))
            _add_group(canvas, story, CONTENT, group, MOST_CHOICES)


def has_shares(group: NeedGroup) -> bool:
    """Whether anybody answered."""
    return any(is_known(line.share) for line in group.lines)


def _add_moments(story: Story, needs: Needs, name: Text, groups: Sequence[NeedGroup]) -> None:
    notes = (*(headline(group) for group in groups), *(one for group in groups for one in findings(group)), method_note(needs))
    canvas = story.slide((NEEDS, name), needs_headline(name, groups), needs.base, notes)
    across, down = (1, 1) if len(groups) == 1 else (2, 1) if len(groups) == 2 else (2, 2)  # noqa: PLR2004 - up to four charts
    width, height = (CONTENT.width - 24 * (across - 1)) / across, (CONTENT.height - 18 - 8 * (down - 1)) / down
    for at, group in enumerate(groups):
        place = Rect(CONTENT.x + at % across * (width + 24), CONTENT.y + at // across * (height + 8), width, height)
        _add_group(canvas, story, place, group, MOST_CHOICES if down == 1 else FEW_CHOICES)
    most = max(group.most for group in groups)
    key = Text(
        zh=f"深色：经检验的核心；括号：进入前 {most} 的概率；其余选项见附录",
        en=f"Dark: proved core; in brackets: P(top {most}); other choices in the appendix",
    )
    canvas.words(Rect(CONTENT.x, CONTENT.bottom - 15, CONTENT.width, 15), story.say(key), "Key", size=10, colour="muted")


def _add_group(canvas: Canvas, story: Story, place: Rect, group: NeedGroup, most: int) -> None:
    lines = group.lines[:most]
    canvas.words(Rect(place.x, place.y, place.width, 18), story.say(group.title), "Group", size=12.5, bold=True, colour="link")
    spots = {at: Spot(colour="brand" if line.core else "quiet") for at, line in enumerate(lines)}
    bars = series_of(story.say(Text("占比（%）", "Share (%)")), [line.share for line in lines], "quiet", 100.0, spots=spots)
    highest = max((line.share.high for line in lines if isinstance(line.share, Estimate)), default=1.0)
    axis = Axis(0, 100 if highest > 0.5 else 50, 25, '0"%"')  # noqa: PLR2004 - half of the people
    names = [_choice(story, line) for line in lines]
    chart = Rect(place.x, place.y + 18, place.width, place.height - 18)
    add_bars(canvas, chart, names, [bars], axis, name=f"Needs {group.about}", alt=story.say(headline(group)), gap=45)


def _choice(story: Story, line: NeedLine) -> str:
    share = write_value(line.share.value, "share") if is_known(line.share) else "–"
    return f"{story.say(line.label)} {share} ({write_probability(line.p_top)})"


def needs_grid(story: Story, needs: Needs) -> Grid:
    """Every choice of every group, as a table."""
    columns = (
        Column(story.say(Text("时刻或题组", "Moment or group")), 1.6),
        Column(story.say(Text("选项", "Choice")), 1.8),
        Column(story.say(Text("占比 [95% 区间]", "Share [95% CI]")), 1.4, "right"),
        Column("n", 0.6, "right"),
        Column(story.say(Text("名次（区间）", "Rank (interval)")), 1.0, "right"),
        Column(story.say(Text("进入前列概率", "P(top)")), 0.9, "right"),
        Column(story.say(Text("核心", "Core")), 0.7, "center"),
        Column(story.say(Text("清单所列", "Listed")), 0.8, "center"),
    )
    rows = [
        (
            Cell(story.say(group.title)),
            Cell(story.say(line.label), bold=line.core),
            figure_cell(line.share, "share"),
            Cell(f"{line.share.n:,}"),
            Cell(f"{line.rank} ({line.rank_low}–{line.rank_high})"),
            Cell(write_probability(line.p_top)),
            Cell("✓" if line.core else "–", colour="good" if line.core else "muted"),
            Cell("✓" if line.listed else "–", colour="ink" if line.listed else "muted"),
        )
        for group in needs.groups
        for line in group.lines
    ]
    return Grid(columns, tuple(rows))
