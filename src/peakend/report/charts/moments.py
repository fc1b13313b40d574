"""Which moments matter, which are peaks, and how are they experienced? One row a moment, in the customer's order."""

from collections.abc import Iterable, Sequence

from peakend.analyse.experience import Experience, ScenarioExperience
from peakend.analyse.importance import TOP, Importance, Line, ScenarioImportance
from peakend.analyse.peaks import SURE_SHARE, CommonMark, Mark, Peaks, ScenarioPeaks
from peakend.analyse.result import Estimate, Figure
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Scale
from peakend.report import captions
from peakend.report.axis import reach_of
from peakend.report.boxes import Drawing, Marker
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.theme import SIGNS
from peakend.report.words import common_headline, headline, write_interval, write_probability, write_ranks, write_value
from peakend.text import Language, Text

PERCENTS = (0, 0.25, 0.5, 0.75, 1)
"""Ticks of an axis of probabilities or shares."""


def name_moment(moment: Moment, place: int, language: Language) -> str:
    """A moment as a row is named: its number and its name.

    >>> from peakend.text import Text
    >>> name_moment(Moment("pay", Text("付款", "Paying"), "end"), 7, "en")
    '07 Paying'
    """
    return f"{place:02d} {moment.name.say(language) or moment.key}"


def title_of(title: Text, scenario: Scenario, language: Language) -> str:
    """What a chart about one scenario is called."""
    return f"{title.say(language)} · {scenario.name.say(language) or scenario.key}"


def scale_of(study: Study, keys: Iterable[str]) -> tuple[int, int]:
    """The scale of some questions (the widest, where they differ)."""
    wanted = set(keys)
    scales = [one.scale for one in study.survey.questions if one.key in wanted and one.scale is not None] or [Scale(1, 5)]
    return min(scale.low for scale in scales), max(scale.high for scale in scales)


def known(figure: Figure) -> Estimate | None:
    """The figure if it is an estimate."""
    return figure if isinstance(figure, Estimate) else None


def mean_words(mean: Figure, language: Language) -> str:
    """The scenario's mean with its interval, to stand at its line."""
    figure = known(mean)
    if figure is None:
        return ""
    return captions.SCENARIO_MEAN.fill(mean=f"{write_value(figure.value, 'rating')} {write_interval(figure)}").say(language)


def chart_importance(part: ScenarioImportance, study: Study, language: Language) -> Drawing | None:
    """Mean importance of the moments with intervals, and beside it the chance of being among the top."""
    lines = [line for line in part.lines if known(line.mean) is not None]
    if not lines:
        return None
    means = [known(line.mean) for line in lines]
    names = [name_moment(line.moment, line.place, language) for line in lines]
    chart = RowChart([Row(name) for name in names])
    low, high = reach_of(means, *scale_of(study, [line.question for line in lines]), least=0.8)
    plot = chart.add_plot(280, low, high, title=captions.AXIS_IMPORTANCE.say(language))
    mean = known(part.mean)
    if mean is not None:
        plot.line_at(mean.value, mean_words(mean, language))
    for row, (line, figure) in enumerate(zip(lines, means, strict=True)):
        if figure is not None:
            plot.whisker(row, figure)
            plot.point(row, figure.value, hollow=not line.above_proved, tip=tip_of(names[row], figure))
    chart.add_figures(means)
    if len(lines) > TOP:
        _add_chances(chart, lines, language)
    chart.legend = [
        ([Marker("circle", 10, 0, 10, "importance", "card", 0.8)], captions.LEGEND_ABOVE.say(language)),
        ([Marker("circle", 10, 0, 10, "card", "importance", 1.8)], captions.LEGEND_NOT_ABOVE.say(language)),
    ]
    return chart.finish(
        f"importance-{part.scenario.key}", title_of(Importance.title, part.scenario, language), headline(part).say(language)
    )


def _add_chances(chart: RowChart, lines: Sequence[Line], language: Language) -> None:
    """Probabilities of being among the top as bars, with the interval of the rank."""
    chances = chart.add_plot(96, 0, 1, form="%", ticks=(0, 0.5, 1), title=captions.LANE_TOP[0].fill(top=TOP).say(language))
    for row, line in enumerate(lines):
        chances.bar(row, 0, line.p_top, "importance", share=0.36)
    chart.add_words([write_probability(line.p_top) for line in lines], bold=True)
    chart.add_words([captions.RANK.fill(ranks=write_ranks(line.rank_low, line.rank_high)).say(language) for line in lines])


def chart_peaks(part: ScenarioPeaks, study: Study, language: Language) -> Drawing | None:
    """How often resamples pick each moment as peak or end, and what each rule and the published study say."""
    order = {moment.key: place for place, moment in enumerate(study.scenario(part.scenario.key).moments, start=1)}
    if not part.marks:
        return None
    names = [name_moment(mark.moment, order[mark.moment.key], language) for mark in part.marks]
    chart = RowChart([Row(name) for name in names])
    plot = chart.add_plot(240, 0, 1, form="%", ticks=PERCENTS, title=captions.AXIS_PICKED.say(language))
    plot.line_at(SURE_SHARE, write_value(SURE_SHARE, "share"))
    for row, mark in enumerate(part.marks):
        picked = mark.by_source or mark.by_test
        tip = f"{names[row]}: {write_probability(mark.probability)}"
        plot.stem(row, 0, mark.probability)
        hollow = not (mark.by_source and mark.by_test)
        plot.point(row, mark.probability, mark.kind if picked else "quiet", sign=SIGNS[mark.kind], hollow=hollow, size=13, tip=tip)
    chart.add_words([write_probability(mark.probability) for mark in part.marks], captions.P.say(language), bold=True)
    chart.add_words([_rule_words(mark, language) for mark in part.marks], captions.RULES_HEAD.say(language))
    if any(mark.published is not None for mark in part.marks):
        chart.add_words([_published_words(mark, language) for mark in part.marks], captions.PUBLISHED_HEAD.say(language))
    return chart.finish(f"peaks-{part.scenario.key}", title_of(Peaks.title, part.scenario, language), headline(part).say(language))


def kind_words(kind: str, language: Language) -> str:
    """Peak or end."""
    return (captions.PEAK if kind == "peak" else captions.END).say(language)


def _rule_words(mark: Mark, language: Language) -> str:
    if not (mark.by_source or mark.by_test):
        return "–"
    rules = captions.BOTH_RULES if mark.by_source and mark.by_test else captions.SOURCE_ONLY if mark.by_source else captions.TEST_ONLY
    return f"{kind_words(mark.kind, language)} · {rules.say(language)}"


def _published_words(mark: Mark, language: Language) -> str:
    return "" if mark.published is None else kind_words(mark.kind, language) if mark.published else "–"


def chart_common(peaks: Peaks, language: Language) -> Drawing | None:
    """In which scenarios each common moment is a peak or the end, by both rules, beside what the source lists."""
    if not peaks.common:
        return None
    names = [name_common(one, language) for one in peaks.common]
    chart = RowChart([Row(name) for name in names], 30.0)
    for part in peaks.scenarios:
        _add_scenario(chart, peaks.common, part, language)
    chart.add_words([_shared_words(one, language) for one in peaks.common], captions.SHARED_HEAD.say(language))
    chart.add_words([write_probability(one.probability) for one in peaks.common], captions.P.say(language), bold=True)
    if any(one.published is not None for one in peaks.common):
        listed = [_listed_words(one, language) for one in peaks.common]
        chart.add_words(listed, captions.PUBLISHED_HEAD.say(language))
    chart.legend = [
        ([Marker("triangle", 10, 0, 12, "peak", "card", 0.8)], captions.LEGEND_PEAK.say(language)),
        ([Marker("square", 10, 0, 11, "end", "card", 0.8)], captions.LEGEND_END.say(language)),
        ([Marker("triangle", 5, 0, 11, "peak"), Marker("square", 17, 0, 10, "end")], captions.LEGEND_SOLID.say(language)),
        (
            [Marker("triangle", 5, 0, 10, "card", "peak", 2), Marker("square", 17, 0, 9, "card", "end", 2)],
            captions.LEGEND_HOLLOW.say(language),
        ),
    ]
    said = common_headline(peaks, "peak") or common_headline(peaks, "end") or headline(peaks)
    return chart.finish("common", captions.COMMON_TITLE.say(language), said.say(language))


def _add_scenario(chart: RowChart, common: Sequence[CommonMark], part: ScenarioPeaks, language: Language) -> None:
    """One scenario's column of signs."""
    scenario, start = part.scenario.name.say(language) or part.scenario.key, chart.x
    chart.add_words(["" for _ in common], scenario)
    width = max(chart.x - start, 84.0)
    chart.x = start + width
    for row, one in enumerate(common):
        source, tested = part.scenario.key in one.scenarios, part.scenario.key in one.tested
        if source or tested:
            fill, stroke, line = (one.kind, "card", 0.8) if source and tested else ("card", one.kind, 2.0)
            tip = f"{name_common(one, language)}, {scenario}"
            chart.shapes.append(Marker(SIGNS[one.kind], start + 22, chart.y(row), 13, fill, stroke, line, role="point", tip=tip))


def name_common(one: CommonMark, language: Language) -> str:
    """A common moment as a row is named: its name, and whether it is meant as a peak or as the end."""
    return f"{one.common.name.say(language) or one.common.key} · {kind_words(one.kind, language)}"


def _shared_words(one: CommonMark, language: Language) -> str:
    both = captions.SHARED_BOTH if one.shared and one.shared_tested else captions.SHARED_SOURCE if one.shared else captions.SHARED_NOT
    return both.say(language)


def _listed_words(one: CommonMark, language: Language) -> str:
    return "" if one.published is None else (captions.LISTED if one.published else captions.NOT_LISTED).say(language)


def chart_experience(part: ScenarioExperience, study: Study, language: Language) -> Drawing | None:
    """Mean experience of the moments with intervals, and beside it the share of low ratings."""
    lines = [line for line in part.lines if known(line.mean) is not None]
    if not lines:
        return None
    means, lows = [known(line.mean) for line in lines], [known(line.low) for line in lines]
    names = [name_moment(line.moment, line.place, language) for line in lines]
    chart = RowChart([Row(name) for name in names])
    low, high = reach_of(means, *scale_of(study, [line.question for line in lines]), least=0.8)
    plot = chart.add_plot(270, low, high, title=captions.AXIS_EXPERIENCE.say(language))
    mean = known(part.mean)
    if mean is not None:
        plot.line_at(mean.value, mean_words(mean, language))
    for row, figure in enumerate(means):
        if figure is not None:
            plot.whisker(row, figure, "experience")
            plot.point(row, figure.value, "experience", tip=tip_of(names[row], figure))
    chart.add_figures(means)
    full = max((figure.high for figure in lows if figure is not None), default=0.05)
    pain = chart.add_plot(120, 0, max(full, 0.05), form="%", title=captions.AXIS_LOW.say(language))
    for row, figure in enumerate(lows):
        if figure is not None:
            pain.bar(row, 0, figure.value, "peak_soft", share=0.4, tip=tip_of(names[row], figure, "share"))
            pain.whisker(row, figure, "ink", line=1.3)
    chart.add_figures(lows, "share")
    return chart.finish(
        f"experience-{part.scenario.key}", title_of(Experience.title, part.scenario, language), headline(part).say(language)
    )
