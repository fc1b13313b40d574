"""What is known of one moment, drawn? Each picture shows it beside the other moments of its scenario, or its own figures row by row.

The moment stands on a tint and in colour, the others are grey: a number says little before one sees what is usual here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from peakend.analyse.asymmetry import Contrast
from peakend.analyse.emot import Emot
from peakend.analyse.emot_lines import EmotLine
from peakend.analyse.factors import FACTORS as FACTOR_KEYS
from peakend.analyse.gaps import GapLine
from peakend.analyse.laws import State
from peakend.analyse.needs import NeedGroup, NeedLine
from peakend.analyse.result import Estimate, Figure
from peakend.define.study import Study
from peakend.report import captions
from peakend.report.axis import reach_of
from peakend.report.boxes import Box, Drawing, Marker, Polyline, Shape, move
from peakend.report.charts.moments import PERCENTS, known, mean_words, name_moment, scale_of
from peakend.report.charts.rows import BETWEEN, GAP, Plot, Row, RowChart, tip_of
from peakend.report.facts import MomentFacts, ScenarioFacts
from peakend.report.lettering import letter, measure
from peakend.report.theme import SMALL
from peakend.report.words import Unit, name_of, write_interval, write_probability, write_value
from peakend.report.words.emot import FACTORS, SOURCES, STATES, write_factor
from peakend.report.words.names import GAPS
from peakend.text import Language, Text

_NAMES: Final = 150.0
_WIDTH: Final = 500.0
"""Every picture of a moment is about so wide, so that all stand on a page in one size of type."""

_STEP: Final = 24.0
_LEAST: Final = 110.0

IMPORTANCE: Final = Text("重要性", "Importance")
EXPERIENCE: Final = Text("实际体验", "Experience")
PAIN: Final = Text("低分占比", "Share of low ratings")
GAPS_TITLE: Final = Text("与对照的差距", "Gaps")
NEEDS: Final = Text("核心需求", "Core needs")
FACTOR_TITLE: Final = Text("六个因素", "The six factors")
STATE_TITLE: Final = Text("服务状态的概率", "How likely each state of service is")
SIDES: Final = Text("做差与做好时的影响", "What a poor and a very good rating go with")
_POOR: Final = Text("做差时（惩罚）", "when poor (penalty)")
_GOOD: Final = Text("做得很好时（奖励）", "when very good (reward)")
_WITHIN: Final = Text("在本场景各时刻中的位置", "place among the scenario's moments")
_Z: Final = Text("与本场景均值之差（标准差）", "standard deviations from the scenario's mean")
_POINTS: Final = Text("总体评价相差的分数", "points of the overall judgement")
_MISSING: Final = Text("未测", "not measured")
_CORE: Final = Text("核心", "core")
_LISTED: Final = Text("清单所列", "listed")
_BOTH: Final = Text("核心 · 清单所列", "core, listed")
_STATE: Final = {"negative": "peak_soft", "bland": "step_3", "effective": "step_4"}
_INK_ON: Final = {"negative": "on_step_2", "bland": "on_step_3", "effective": "on_step_4"}


@dataclass(frozen=True)
class Beside:
    """How one figure of all moments is drawn: its heading, colour, unit, the scenario's mean, the bounds of its scale."""

    key: str
    title: Text
    colour: str
    unit: Unit = "rating"
    mean: Figure | None = None
    bounds: tuple[float, float] = (1.0, 5.0)


def chart_importance_of(facts: MomentFacts, scenario: ScenarioFacts, study: Study, language: Language) -> Drawing | None:
    """Its importance beside that of all moments of the scenario."""
    keys = [one.importance.question for one in scenario.moments if one.importance is not None]
    look = Beside("importance", IMPORTANCE, "importance", mean=scenario.importance, bounds=scale_of(study, keys))
    return _beside(facts, scenario, look, lambda one: one.importance.mean if one.importance is not None else None, language)


def chart_experience_of(facts: MomentFacts, scenario: ScenarioFacts, study: Study, language: Language) -> Drawing | None:
    """Its experience beside that of all moments of the scenario."""
    keys = [one.experience.question for one in scenario.moments if one.experience is not None]
    look = Beside("experience", EXPERIENCE, "experience", mean=scenario.experience, bounds=scale_of(study, keys))
    return _beside(facts, scenario, look, lambda one: one.experience.mean if one.experience is not None else None, language)


def chart_pain_of(facts: MomentFacts, scenario: ScenarioFacts, language: Language) -> Drawing | None:
    """Its share of low ratings beside that of all moments of the scenario, as bars."""
    look = Beside("pain", PAIN, "peak", "share", bounds=(0.0, 1.0))
    return _beside(facts, scenario, look, lambda one: one.experience.low if one.experience is not None else None, language)


def _beside(
    facts: MomentFacts, scenario: ScenarioFacts, look: Beside, figure_of: Callable[[MomentFacts], Figure | None], language: Language
) -> Drawing | None:
    """One row a moment in the customer's order; nothing where this one has no figure."""
    told = [(one, found) for one in scenario.moments if (found := known_or_none(figure_of(one))) is not None]
    if not any(one.moment.key == facts.moment.key for one, _ in told):
        return None
    rows = [_row(one, facts, language) for one, _ in told]
    figures = [figure for _, figure in told]
    mean = look.mean if isinstance(look.mean, Estimate) else None
    chart = RowChart(rows, _STEP, headed=mean is not None, names=_NAMES)
    wide, named = _room(chart, figures, look.unit), look.title.say(language)
    if look.unit == "share":
        plot = chart.add_plot(wide, 0, max(0.05, *(figure.high for figure in figures)), form="%", title=named)
    else:
        low, high = look.bounds
        scale = f"{named} {low:g}–{high:g}"
        plot = chart.add_plot(wide, *reach_of(figures, low, high, least=0.2 * (high - low)), title=scale)
    if mean is not None:
        plot.line_at(mean.value, mean_words(mean, language))
    for row, figure in enumerate(figures):
        _draw_one(plot, row, figure, look, rows[row])
    chart.add_figures(figures, look.unit)
    return _finish(chart, look.key, look.title, facts, language)


def _room(chart: RowChart, figures: Sequence[Estimate | None], unit: Unit, *words: str) -> float:
    """How wide a plot may be, so that the picture with the numbers behind it is as wide as all are."""
    known_ones = [figure for figure in figures if figure is not None]
    values = max((measure(write_value(one.value, unit), SMALL, bold=True) for one in known_ones), default=0.0)
    intervals = max((measure(write_interval(one, unit), SMALL) for one in known_ones), default=0.0)
    more = max((measure(one, SMALL) + GAP for one in words), default=0.0)
    return max(_LEAST, _WIDTH - chart.x - BETWEEN - values - intervals - more - 40.0)


def _draw_one(plot: Plot, row: int, figure: Estimate, look: Beside, named: Row) -> None:
    tip = tip_of(named.name, figure, look.unit)
    if look.unit == "share":
        plot.bar(row, 0, figure.value, "peak_soft" if named.strong else "step_3", share=0.5, tip=tip)
        plot.whisker(row, figure, "ink" if named.strong else "faint", line=1.3)
        return
    plot.whisker(row, figure, look.colour if named.strong else "quiet", line=2.6 if named.strong else 1.6)
    plot.point(row, figure.value, look.colour if named.strong else "faint", size=12 if named.strong else 7.5, tip=tip)


def _row(one: MomentFacts, facts: MomentFacts, language: Language) -> Row:
    here = one.moment.key == facts.moment.key
    return Row(name_moment(one.moment, one.place, language), strong=here, href="" if here else f"#{one.anchor}")


def known_or_none(figure: Figure | None) -> Estimate | None:
    """The figure if it is an estimate."""
    return None if figure is None else known(figure)


def _finish(chart: RowChart, key: str, title: Text, facts: MomentFacts, language: Language) -> Drawing:
    name = facts.moment.name.say(language) or facts.moment.key
    return chart.finish(f"{key}-{facts.moment.key}", f"{title.say(language)} · {name}", "")


def chart_gaps_of(facts: MomentFacts, study: Study, language: Language) -> Drawing | None:
    """What its experience is held against, row by row: both sides joined, and the gap with its interval."""
    lines = [line for line in facts.gaps if known(line.gap) is not None]
    if not lines:
        return None
    names = [_name_gap(line, study).say(language) for line in lines]
    chart = RowChart([Row(name) for name in names], 34.0, headed=False, names=_NAMES)
    sides = [known(side) for line in lines for side in (line.left, line.right)]
    low, high = reach_of(sides, *scale_of(study, [key for line in lines for key in line.questions]), least=0.8)
    gaps = [known(line.gap) for line in lines]
    plot = chart.add_plot(_room(chart, gaps, "difference"), low, high, title=captions.AXIS_GAP.say(language))
    for row, line in enumerate(lines):
        left, right = known(line.left), known(line.right)
        if left is not None and right is not None:
            plot.stem(row, left.value, right.value, _gap_colour(line), 6)
            x, y = plot.axis.at(right.value), plot.chart.y(row)
            plot.chart.shapes.append(Polyline(((x, y - 9), (x, y + 9)), "common", 3, role="other", tip=tip_of(names[row], right)))
            plot.point(row, left.value, "experience", size=12, tip=tip_of(EXPERIENCE.say(language), left))
    before = [{"below": "↓ ", "above": "↑ "}.get(line.direction, "") if line.significant else "" for line in lines]
    inks = [{"below": "peak_ink", "above": "good"}.get(line.direction, "ink") if line.significant else "ink" for line in lines]
    chart.add_figures(gaps, "difference", before=before, colours=inks)
    chart.legend = [
        ([Marker("circle", 10, 0, 11, "experience", "card", 0.8)], EXPERIENCE.say(language)),
        ([Polyline(((10, -8), (10, 8)), "common", 3)], Text("对照", "held against").say(language)),
        ([Box(0, -3, 20, 6, fill="peak_soft")], captions.LEGEND_BELOW.say(language)),
        ([Box(0, -3, 20, 6, fill="quiet")], captions.LEGEND_LEVEL.say(language)),
    ]
    return _finish(chart, "gaps", GAPS_TITLE, facts, language)


def _name_gap(line: GapLine, study: Study) -> Text:
    """What a gap is held against: the competitor by name."""
    if line.competitor:
        found = next((one.name for one in study.competitors if one.key == line.competitor), Text())
        return found or Text(line.competitor, line.competitor)
    words = name_of(captions.GAP_KINDS, line.kind) if line.kind in captions.GAP_KINDS else name_of(GAPS, line.kind)
    return Text(words.zh, words.en[:1].upper() + words.en[1:])


def _gap_colour(line: GapLine) -> str:
    return {"below": "peak_soft", "above": "step_4"}.get(line.direction, "quiet") if line.significant else "quiet"


def chart_needs_of(group: NeedGroup, facts: MomentFacts, language: Language) -> Drawing | None:
    """What customers want here, most chosen first: bars with intervals, core and listed ones marked in words."""
    lines = [(line, share) for line in group.lines if (share := known(line.share)) is not None]
    if not lines:
        return None
    rows = [Row(line.label.say(language) or line.question.key) for line, _ in lines]
    chart = RowChart(rows, _STEP, headed=False, names=_NAMES)
    top = max(share.high for _, share in lines)
    said = [_said(line).say(language) for line, _ in lines]
    wide = _room(chart, [share for _, share in lines], "share", *said)
    plot = chart.add_plot(wide, 0, min(1.0, top * 1.04), form="%", title=captions.AXIS_SHARE.say(language))
    for row, (line, share) in enumerate(lines):
        colour = "experience" if line.core else "step_4" if line.listed else "step_3"
        plot.bar(row, 0, share.value, colour, tip=tip_of(rows[row].name, share, "share"))
        plot.whisker(row, share, "ink", line=1.3)
    chart.add_figures([share for _, share in lines], "share")
    chart.add_words(said)
    return _finish(chart, "needs", NEEDS, facts, language)


def _said(line: NeedLine) -> Text:
    return _BOTH if line.core and line.listed else _CORE if line.core else _LISTED if line.listed else Text()


def chart_sides_of(contrast: Contrast, facts: MomentFacts, language: Language) -> Drawing | None:
    """Penalty and reward: how far the overall judgement lies from the usual where this was poor, and where it was very good."""
    sides = [(_POOR, contrast.penalty, "peak"), (_GOOD, contrast.reward, "experience")]
    figures = [known_or_none(figure) for _, figure, _ in sides]
    if not any(figures):
        return None
    chart = RowChart([Row(words.say(language)) for words, _, _ in sides], 34.0, headed=False, names=_NAMES)
    low, high = reach_of(figures, -100, 100, least=0.4)
    few = captions.TOO_FEW.say(language)
    plot = chart.add_plot(_room(chart, figures, "difference"), min(low, -0.1), max(high, 0.1), title=_POINTS.say(language))
    plot.line_at(0)
    for row, ((words, _, colour), figure) in enumerate(zip(sides, figures, strict=True)):
        if figure is not None:
            sure = figure.low > 0 or figure.high < 0
            pale = {"peak": "peak_soft", "experience": "step_4"}[colour]
            ends = sorted((0.0, figure.value))
            plot.bar(row, ends[0], ends[1], colour if sure else pale, share=0.42, tip=tip_of(words.say(language), figure, "difference"))
            plot.whisker(row, figure, "ink", line=1.3)
    chart.add_words([write_value(one.value, "difference") if one else few for one in figures], bold=True)
    chart.add_words([write_interval(one, "difference") if one else "" for one in figures])
    return _finish(chart, "sides", SIDES, facts, language)


def chart_factors_of(result: Emot, line: EmotLine, facts: MomentFacts, language: Language) -> Drawing:
    """The six factors of an effective moment of truth: where it stands in its scenario, and the number on its own scale."""
    chart = RowChart([Row(_capital(FACTORS[name]).say(language)) for name in FACTOR_KEYS], 30.0, headed=False, names=_NAMES)
    within = result.scaling == "percentile" or result.combine == "product"
    low, high, axis = (0.0, 1.0, _WITHIN) if within else (-2.0, 2.0, _Z)
    said = [write_factor(line, name).say(language) for name in FACTOR_KEYS]
    sources = [_source(line, name, language) for name in FACTOR_KEYS]
    taken = sum(max(measure(one, SMALL) for one in words) + GAP for words in (said, sources))
    told = _WIDTH - chart.x - BETWEEN - taken >= _LEAST  # else the table behind the picture says where each number comes from
    wide = _WIDTH - chart.x - BETWEEN - (taken if told else max(measure(one, SMALL) for one in said) + GAP)
    ticks = (0, 0.5, 1) if within else (-2, 0, 2)
    plot = chart.add_plot(wide, low, high, form="%" if within else "", ticks=ticks, title=axis.say(language))
    words = []
    for row, name in enumerate(FACTOR_KEYS):
        factor = line.factor(name)
        scaled = None if factor is None else factor.scaled
        if factor is None or scaled is None:
            words.append(_MISSING.say(language))
            continue
        start = low if within else 0.0
        ends = sorted((start, min(max(scaled, low), high)))
        plot.bar(row, low, high, "grid", share=0.44)
        plot.bar(row, ends[0], ends[1], "experience", share=0.44, tip=said[row])
        words.append(said[row])
    chart.add_words(words)
    chart.add_words(sources if told else ())
    return _finish(chart, "factors", FACTOR_TITLE, facts, language)


def _source(line: EmotLine, name: str, language: Language) -> str:
    factor = line.factor(name)
    return "" if factor is None or factor.scaled is None else SOURCES[factor.source].say(language)


def _capital(words: Text) -> Text:
    return Text(words.zh, words.en[:1].upper() + words.en[1:])


def chart_state_of(state: State, facts: MomentFacts, language: Language) -> Drawing:
    """How likely the service is negative, bland or effective: one bar that is whole."""
    chart = RowChart([Row(Text("服务状态", "State of service").say(language))], 30.0, headed=False, names=_NAMES)
    plot = chart.add_plot(_WIDTH - chart.x - BETWEEN, 0, 1, form="%", ticks=PERCENTS)
    start = 0.0
    for name, share in state.probabilities.items():
        words = f"{STATES[name].say(language)} {write_probability(share)}"
        plot.bar(0, start, start + share, _STATE[name], share=0.7, tip=words)
        plot.inside(0, start, start + share, words, _INK_ON[name])
        start += share
    signs = [([Box(0, -5, 18, 10, fill=_STATE[name])], STATES[name].say(language)) for name in state.probabilities]
    chart.legend = list(signs)
    return _finish(chart, "state", STATE_TITLE, facts, language)


def stack(drawings: Sequence[Drawing], name: str, title: str, gap: float = 26.0) -> Drawing:
    """Several pictures as one sheet in two columns, each under its heading: what is handed on as one file."""
    from_top = [0.0, 0.0]
    wide = max((one.width for one in drawings), default=0.0)
    shapes: list[Shape] = []
    for one in drawings:
        column = 0 if from_top[0] <= from_top[1] else 1
        x, y = column * (wide + 2 * gap), from_top[column]
        shapes += _titled(one, x, y)
        from_top[column] = y + one.height + 26 + gap
    return Drawing(2 * wide + 2 * gap, max(from_top) - gap, tuple(shapes), title=title, name=name)


def _titled(drawing: Drawing, x: float, y: float) -> list[Shape]:
    head = letter(x, y, drawing.title.partition(" · ")[0], 14.0, bold=True, role="heading")
    return [head, *(move(shape, x, y + 26) for shape in drawing.shapes)]
