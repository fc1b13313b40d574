"""What is held against what? Experience against expectation, needs against one another, groups of customers side by side."""

from collections.abc import Sequence

from peakend.analyse.gaps import GapLine, Gaps
from peakend.analyse.needs import NeedGroup, NeedLine, Needs
from peakend.analyse.result import Estimate
from peakend.analyse.segments import SegmentLine, Segments
from peakend.define.study import Scenario, Study
from peakend.report import captions
from peakend.report.axis import reach_of
from peakend.report.boxes import Box, Drawing, Marker, Polyline
from peakend.report.charts.moments import PERCENTS, known, name_moment, scale_of, title_of
from peakend.report.charts.rows import Plot, Row, RowChart, tip_of
from peakend.report.theme import FORMS, SERIES
from peakend.report.words import GAPS, MEASURES, gap_headline, headline, label_group, name_of, segments_headline, unit_of, write_p
from peakend.text import Language

MOST_LINES = 24
"""So many questions stand in a comparison of groups; the table has all."""

_BETWEEN = 11.0
"""From one group's line to the next in a comparison of groups."""


def chart_gaps(gaps: Gaps, scenario: Scenario, kind: str, study: Study, language: Language) -> Drawing | None:
    """Both sides of each gap joined by a line, and beside it the gap with its interval; proved ones in colour, with an arrow."""
    lines = [line for line in gaps.lines if line.scenario == scenario.key and line.kind == kind and known(line.gap) is not None]
    if not lines:
        return None
    names = [name_moment(line.moment, line.place, language) for line in lines]
    chart = RowChart([Row(name) for name in names], headed=False)
    sides = [known(side) for line in lines for side in (line.left, line.right)]
    low, high = reach_of(sides, *scale_of(study, [key for line in lines for key in line.questions]), least=0.8)
    plot = chart.add_plot(260, low, high, title=captions.AXIS_GAP.say(language))
    other = name_of(MEASURES, kind).say(language)
    for row, line in enumerate(lines):
        _draw_sides(plot, row, line, (names[row], captions.AXIS_EXPERIENCE.say(language), other))
    figures = [known(line.gap) for line in lines]
    _draw_differences(chart, lines, figures, names, language)
    before = [{"below": "↓ ", "above": "↑ "}.get(line.direction, "") if line.significant else "" for line in lines]
    chart.add_figures(figures, "difference", before=before, colours=[_gap_colour(line) for line in lines])
    chart.legend = [
        ([Marker("circle", 10, 0, 10, "experience", "card", 0.8)], captions.AXIS_EXPERIENCE.say(language)),
        ([Polyline(((10, -7), (10, 7)), "common", 3)], other),
        ([Box(0, -3, 20, 6, fill="peak_soft")], captions.LEGEND_BELOW.say(language)),
        ([Box(0, -3, 20, 6, fill="step_4")], captions.LEGEND_BEYOND.say(language)),
        ([Box(0, -3, 20, 6, fill="quiet")], captions.LEGEND_LEVEL.say(language)),
    ]
    said = gap_headline(gaps, lines[0].kind, scenario.key)
    title = f"{title_of(gaps.title, scenario, language)} · {name_of(GAPS, kind).say(language)}"
    return chart.finish(f"gaps-{kind}-{scenario.key}", title, said.say(language))


def _gap_colour(line: GapLine) -> str:
    return {"below": "peak_ink", "above": "good"}.get(line.direction, "ink") if line.significant else "ink"


def _draw_sides(plot: Plot, row: int, line: GapLine, names: tuple[str, str, str]) -> None:
    """Experience as a dot, the other as a stroke, a bar between them."""
    left, right = known(line.left), known(line.right)
    if left is None or right is None:
        return
    colour = {"below": "peak_soft", "above": "step_4"}.get(line.direction, "quiet") if line.significant else "quiet"
    plot.stem(row, left.value, right.value, colour, 5)
    x, y = plot.axis.at(right.value), plot.chart.y(row)
    plot.chart.shapes.append(Polyline(((x, y - 8), (x, y + 8)), "common", 3, role="other", tip=f"{names[2]}, {tip_of(names[0], right)}"))
    plot.point(row, left.value, "experience", tip=f"{names[1]}, {tip_of(names[0], left)}")


def _draw_differences(
    chart: RowChart, lines: Sequence[GapLine], figures: Sequence[Estimate | None], names: Sequence[str], language: Language
) -> None:
    low, high = reach_of(figures, -10, 10, least=0.6)
    plot = chart.add_plot(140, min(low, -0.1), max(high, 0.1), title=captions.LANE_GAPS[0].say(language))
    plot.line_at(0)
    for row, figure in enumerate(figures):
        if figure is not None:
            colour = {"peak_ink": "peak", "good": "good"}.get(_gap_colour(lines[row]), "ink")
            plot.whisker(row, figure, colour)
            plot.point(row, figure.value, colour, size=8, tip=tip_of(names[row], figure, "difference"))


def chart_needs(groups: Sequence[NeedGroup], name: str, title: str, needs: Needs, language: Language) -> Drawing | None:
    """The choices of one or several multiple answers as bars with intervals, most chosen first; core ones filled, listed ones named."""
    rows: list[Row] = []
    lines: list[NeedLine | None] = []
    for group in groups:
        some = [line for line in group.lines if known(line.share) is not None]
        if some and len(groups) > 1:
            rows.append(Row(group.title.say(language) or group.about, heading=True))
            lines.append(None)
        rows += [Row(line.label.say(language) or line.question.key) for line in some]
        lines += some
    if not any(lines):
        return None
    chart = RowChart(rows, 24.0, headed=False)
    plot = chart.add_plot(300, 0, 1, form="%", ticks=PERCENTS)
    shares = [None if line is None else known(line.share) for line in lines]
    for row, (line, share) in enumerate(zip(lines, shares, strict=True)):
        if line is not None and share is not None:
            colour = "experience" if line.core else "step_4" if line.listed else "step_3"
            plot.bar(row, 0, share.value, colour, tip=tip_of(rows[row].name, share, "share"))
            plot.whisker(row, share, "ink", line=1.3)
    chart.add_figures(shares, "share")
    chart.add_words([_need_words(line, language) for line in lines])
    return chart.finish(name, title, headline(groups[0] if len(groups) == 1 else needs).say(language))


def _need_words(line: NeedLine | None, language: Language) -> str:
    if line is None or not (line.listed or line.core):
        return ""
    state = captions.NEED_BOTH if line.listed and line.core else captions.NEED_LISTED if line.listed else captions.NEED_NEW
    return state.say(language)


def chart_segments(segments: Segments, study: Study, language: Language, measure: str) -> Drawing | None:
    """The groups side by side on every question of one measure, and whether they are proved to differ."""
    asked = [line for line in segments.lines if line.measure == measure and any(known(figure) for figure in line.figures.values())]
    if not asked:
        return None
    lines = sorted(sorted(asked, key=lambda line: line.p_adjusted)[:MOST_LINES], key=asked.index)
    labels = [group.label for group in segments.groups]
    groups = [label_group(label, segments.by, study).say(language) or "–" for label in labels]
    names = [name_asked(line, study, language) for line in lines]
    chart = RowChart([Row(name) for name in names], max(27.0, _BETWEEN * len(labels) + 8), headed=False)
    unit = unit_of(measure)
    figures = [known(figure) for line in lines for figure in line.figures.values()]
    bounds = {"points": (-100.0, 100.0), "share": (0.0, 1.0)}
    low, high = bounds[unit] if unit in bounds else scale_of(study, [line.question.key for line in lines])
    reach = reach_of(figures, low, high, least={"points": 40.0, "share": 0.2}.get(unit, 0.8))
    plot = chart.add_plot(360, *reach, form="%" if unit == "share" else "", title=name_of(MEASURES, measure).say(language))
    for row, line in enumerate(lines):
        for place, label in enumerate(labels):
            figure = known(line.figures[label]) if label in line.figures else None
            if figure is not None:
                aside = (place - (len(labels) - 1) / 2) * _BETWEEN
                colour, sign = SERIES[place % len(SERIES)], FORMS[place % len(FORMS)]
                plot.whisker(row, figure, colour, aside)
                plot.point(
                    row, figure.value, colour, sign=sign, size=8.5, aside=aside, tip=tip_of(f"{names[row]}, {groups[place]}", figure, unit)
                )
    verdicts = [_verdict(line, language) for line in lines]
    chart.add_words(verdicts, colours=["ink" if line.differs else "muted" for line in lines])
    signs = [Marker(FORMS[place % len(FORMS)], 10, 0, 9, SERIES[place % len(SERIES)], "card", 0.8) for place in range(len(labels))]
    chart.legend = [([sign], group) for sign, group in zip(signs, groups, strict=True)]
    title = f"{segments.title.say(language)} · {name_of(MEASURES, measure).say(language)}"
    return chart.finish(f"segments-{measure}", title, segments_headline(segments, study).say(language))


def _verdict(line: SegmentLine, language: Language) -> str:
    if not line.tested:
        return captions.TOO_FEW.say(language)
    return f"{(captions.DIFFER if line.differs else captions.NOT_DIFFER).say(language)} ({write_p(line.p_adjusted)})"


def name_asked(line: SegmentLine, study: Study, language: Language) -> str:
    """What a compared question is called: scenario and moment, or its wording."""
    for scenario in study.scenarios:
        if scenario.key == line.about:
            return scenario.name.say(language) or scenario.key
        for place, moment in enumerate(scenario.moments, start=1):
            if moment.key == line.about:
                return f"{scenario.name.say(language)} · {name_moment(moment, place, language)}"
    return line.question.wording.say(language) or captions.WHOLE_SERVICE.say(language)
