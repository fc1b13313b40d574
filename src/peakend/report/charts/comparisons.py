"""What is held against what? Experience against expectation, needs against one another, groups of customers side by side."""

from collections.abc import Sequence

from peakend.analyse.gaps import GapLine, Gaps
from peakend.analyse.needs import NeedGroup, Needs
from peakend.analyse.result import Estimate
from peakend.analyse.segments import SegmentLine, Segments
from peakend.define.study import Scenario, Study
from peakend.report import captions
from peakend.report.charts.canvas import (
    STEP,
    TIP,
    Chart,
    Record,
    Spec,
    field,
    mark,
    numbers,
    plot_record,
    points,
    reach,
    records,
    row_chart,
    told,
    value_axis,
    whiskers,
)
from peakend.report.charts.moments import name_moment, scale_of, title_of
from peakend.report.theme import FORMS, SERIES, SMALL, paint
from peakend.report.words import GAPS, MEASURES, headline, label_group, name_of, unit_of, write_interval, write_p, write_value
from peakend.text import Language, Text

MOST_LINES = 24
"""So many questions stand in a comparison of groups; the table has all."""


def chart_gaps(gaps: Gaps, scenario: Scenario, kind: str, study: Study, language: Language) -> Chart | None:
    """Both sides of each gap joined by a line, and beside it the gap with its interval; proved ones in colour, with an arrow."""
    lines = [line for line in gaps.lines if line.scenario == scenario.key and line.kind == kind]
    rows = [row for line in lines if (row := _gap_record(line, language)) is not None]
    if not rows:
        return None
    low, high = reach(
        [{"low": row["least"], "high": row["most"]} for row in rows], *scale_of(study, [key for line in lines for key in line.questions])
    )
    sides = [side for row in rows for side in _sides(row, kind, language)]
    axis = value_axis("value", low, high, captions.AXIS_GAP.say(language))
    names = [captions.AXIS_EXPERIENCE.say(language), _other(kind).say(language)]
    colour = field("side", "nominal", scale={"domain": names, "range": [paint("experience"), paint("importance")]}, sort=names)
    shape = field("side", "nominal", scale={"domain": names, "range": ["circle", "stroke"]}, sort=names)
    bar = mark("rule", {"x": {**axis, "field": "left"}, "x2": {"field": "right"}, "stroke": _own("ink")}, strokeWidth=5, aria=False)
    dots = {
        "data": records(sides),
        **mark(
            "point", {"x": axis, "color": colour, "shape": shape, "description": {"field": "tip"}}, filled=False, size=110, strokeWidth=2.6
        ),
    }
    dots["encoding"]["y"] = field("name", "nominal", sort=[str(row["name"]) for row in rows], title=None)
    left = row_chart(rows, [bar, dots], width=270)
    reach_gap = reach(rows, -10, 10, least=0.6)
    across = value_axis("value", min(reach_gap[0], -0.1), max(reach_gap[1], 0.1), captions.LANE_GAPS[0].say(language), tickCount=3)
    zero = {"data": records([{"value": 0}]), **mark("rule", {"x": field("value", "quantitative")}, color=paint("faint"), aria=False)}
    right = row_chart(rows, [zero, whiskers(across, "ink"), points(across, "ink", size=60), *_gap_numbers(150)], width=150)
    for layer in right["layer"]:
        if "data" not in layer:
            layer["encoding"]["y"] = {**layer["encoding"]["y"], "axis": None}
    title = f"{title_of(gaps.title, scenario, language)} · {name_of(GAPS, kind).say(language)}"
    spec = {"hconcat": [left, right], "spacing": 24}
    return Chart(f"gaps-{kind}-{scenario.key}", title, headline(gaps).say(language), spec)


def _own(name: str) -> Spec:
    """A colour that stands in the row itself."""
    return field(name, "nominal", scale=None, legend=None)


def _other(kind: str) -> Text:
    return name_of(MEASURES, kind)


def _gap_record(line: GapLine, language: Language) -> Record | None:
    left, right, gap = line.left, line.right, line.gap
    if not isinstance(left, Estimate) or not isinstance(right, Estimate) or not isinstance(gap, Estimate):
        return None
    proved = line.significant and line.direction in {"below", "above"}
    arrow = ("↓ " if line.direction == "below" else "↑ ") if proved else ""
    bar = ("peak_soft" if line.direction == "below" else "step_4") if proved else "quiet"
    more: Record = {
        "left": left.value,
        "right": right.value,
        "least": min(left.low, right.low),
        "most": max(left.high, right.high),
        "left_said": told(left),
        "right_said": told(right),
        "figure": f"{arrow}{write_value(gap.value, 'difference')}",
        "ink": paint(bar),
        "words": paint(("peak_ink" if line.direction == "below" else "good") if proved else "ink"),
    }
    return plot_record(name_moment(line.moment, line.place, language), gap, "difference", more)


def _sides(row: Record, kind: str, language: Language) -> list[Record]:
    names = (captions.AXIS_EXPERIENCE.say(language), _other(kind).say(language))
    return [
        {"name": row["name"], "value": row[side], "side": name, "tip": f"{TIP}{row['name']}: {name} {row[f'{side}_said']}"}
        for side, name in zip(("left", "right"), names, strict=True)
    ]


def _gap_numbers(width: float) -> list[Spec]:
    first, second = numbers(width, room=56)
    first["encoding"]["fill"] = _own("words")
    return [first, second]


def chart_needs(groups: Sequence[NeedGroup], name: str, title: str, needs: Needs, language: Language) -> Chart | None:
    """The choices of one or several multiple answers as bars with intervals, most chosen first; core ones filled, listed ones named."""
    parts = [_need_group(group, language) for group in groups if any(isinstance(line.share, Estimate) for line in group.lines)]
    if not parts:
        return None
    return Chart(name, title, headline(needs).say(language), {"vconcat": parts, "spacing": 22})


def _need_group(group: NeedGroup, language: Language) -> Spec:
    rows = []
    for line in group.lines:
        if isinstance(line.share, Estimate):
            state = captions.NEED_BOTH if line.listed and line.core else captions.NEED_LISTED if line.listed else captions.NEED_NEW
            more: Record = {
                "fill": paint("experience" if line.core else "step_4" if line.listed else "step_3"),
                "state": state.say(language) if line.listed or line.core else "",
            }
            rows.append(plot_record(line.label.say(language) or line.question.key, line.share, "share", more))
    x = value_axis("value", 0, 1, "", format="%", values=[0, 0.25, 0.5, 0.75, 1])
    bar = mark("bar", {"x": x, "fill": _own("fill"), "description": {"field": "tip"}}, height={"band": 0.6}, cornerRadiusEnd=2)
    words = mark(
        "text",
        {"x": {"value": 300 + 14 + 118}, "text": {"field": "state"}},
        align="left",
        baseline="middle",
        fontSize=SMALL,
        color=paint("muted"),
        aria=False,
    )
    layers = [bar, whiskers(x, "ink"), *numbers(300, room=36), words]
    return row_chart(rows, layers, width=300, step=STEP - 4, title=group.title.say(language))


def chart_segments(segments: Segments, study: Study, language: Language, measure: str) -> Chart | None:
    """The groups side by side on every question of one measure; questions on which they are proved to differ come with a mark."""
    lines = [line for line in segments.lines if line.measure == measure and any(figure.known for figure in line.figures.values())]
    if not lines:
        return None
    shown = sorted(lines, key=lambda line: line.p_adjusted)[:MOST_LINES]
    shown.sort(key=lines.index)
    labels = [group.label for group in segments.groups]
    words = {label: label_group(label, segments.by, study).say(language) or "–" for label in labels}
    rows = [row for line in shown for row in _segment_rows(line, labels, words, study, language)]
    unit = unit_of(measure)
    bounds = {"points": (-100.0, 100.0), "share": (0.0, 1.0)}
    first, last = bounds[unit] if unit in bounds else scale_of(study, [line.question.key for line in shown])
    low, high = reach(rows, first, last, {"points": 40.0, "share": 0.2}.get(unit, 0.8))
    form = {"points": "d", "share": "%"}.get(unit, ".1f")
    x = value_axis("value", low, high, name_of(MEASURES, measure).say(language), format=form)
    sort = [words[label] for label in labels]
    colour = field(
        "group", "nominal", scale={"domain": sort, "range": [paint(SERIES[place % len(SERIES)]) for place in range(len(sort))]}, sort=sort
    )
    shape = field("group", "nominal", scale={"domain": sort, "range": [FORMS[place % len(FORMS)] for place in range(len(sort))]}, sort=sort)
    aside = field("group", "nominal", sort=sort)
    bars = mark("rule", {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": colour, "yOffset": aside}, strokeWidth=2)
    dots = mark(
        "point",
        {"x": x, "color": colour, "shape": shape, "yOffset": aside, "description": {"field": "tip"}},
        filled=True,
        size=70,
        opacity=1,
    )
    verdict = mark(
        "text", {"x": {"value": 360 + 14}, "text": {"field": "verdict"}, "fill": _own("ink")}, align="left", baseline="middle", aria=False
    )
    names = [str(row["name"]) for row in rows]
    verdict = {"data": records({str(row["name"]): row for row in rows}.values()), **verdict}
    verdict["encoding"]["y"] = field("name", "nominal", sort=names, title=None)
    spec = row_chart(rows, [bars, dots, verdict], width=360, step=max(STEP, 11 * len(labels) + 8))
    title = f"{segments.title.say(language)} · {name_of(MEASURES, measure).say(language)}"
    return Chart(f"segments-{measure}", title, headline(segments).say(language), spec)


def _segment_rows(line: SegmentLine, labels: Sequence[str], words: dict[str, str], study: Study, language: Language) -> list[Record]:
    name = name_asked(line, study, language)
    unit = unit_of(line.measure)
    verdict = captions.DIFFER if line.differs else captions.NOT_DIFFER
    rows: list[Record] = []
    for label in labels:
        figure = line.figures.get(label)
        if isinstance(figure, Estimate):
            said = f"{write_value(figure.value, unit)} {write_interval(figure, unit)}"
            rows.append(
                {
                    "name": name,
                    "group": words[label],
                    "value": figure.value,
                    "low": figure.low,
                    "high": figure.high,
                    "verdict": f"{verdict.say(language)} ({write_p(line.p_adjusted)})" if line.tested else "",
                    "ink": paint("ink" if line.differs else "muted"),
                    "tip": f"{TIP}{name}, {words[label]}: {said}, n = {figure.n}",
                }
            )
    return rows


def name_asked(line: SegmentLine, study: Study, language: Language) -> str:
    """What a compared question is called: scenario and moment, or its wording."""
    for scenario in study.scenarios:
        if scenario.key == line.about:
            return scenario.name.say(language) or scenario.key
        for place, moment in enumerate(scenario.moments, start=1):
            if moment.key == line.about:
                return f"{scenario.name.say(language)} · {name_moment(moment, place, language)}"
    return line.question.wording.say(language) or captions.WHOLE_SERVICE.say(language)
