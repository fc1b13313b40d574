"""Would customers recommend the service, and how satisfied are they? The shares behind the score, and how often each answer was given."""

from typing import Final

from peakend.analyse.nps import Nps, NpsLine
from peakend.analyse.result import Estimate
from peakend.analyse.satisfaction import Satisfaction, SatisfactionLine
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.report import captions
from peakend.report.boxes import Box, Drawing
from peakend.report.charts.rows import Plot, Row, RowChart, tip_of
from peakend.report.theme import STEPS
from peakend.report.words import headline, write_value
from peakend.text import Language

PARTS: Final = (("detractors", "step_1"), ("passives", "step_3"), ("promoters", "step_5"))
"""The three kinds of answers behind the score, with their colours."""

_STEP: Final = 34.0
_NPS_TICKS: Final = (-100, -50, 0, 50, 100)
_SHARES: Final = (0, 0.25, 0.5, 0.75, 1)


def chart_nps(nps: Nps, study: Study, language: Language) -> Drawing:
    """Detractors, passives and promoters as parts of a bar, and the score with its interval."""
    names = [name_question(line.question, study, language) for line in nps.lines]
    chart = RowChart([Row(name) for name in names], _STEP)
    shares = chart.add_plot(
        330, 0, 1, form="%", ticks=_SHARES, title=captions.AXIS_SHARE.say(language), head=captions.NPS_SHARES.say(language)
    )
    for row, line in enumerate(nps.lines):
        _stack_parts(shares, row, line, names[row], language)
    score = chart.add_plot(190, -100, 100, ticks=_NPS_TICKS, title=captions.AXIS_NPS.say(language), head="NPS")
    score.line_at(0)
    scores = [line.nps if isinstance(line.nps, Estimate) else None for line in nps.lines]
    for row, figure in enumerate(scores):
        if figure is not None:
            score.whisker(row, figure, "ink")
            score.point(row, figure.value, "ink", sign="diamond", size=11, tip=tip_of(names[row], figure, "points"))
    chart.add_figures(scores, "points")
    chart.legend = [([_swatch(colour)], captions.NPS_PARTS[part].say(language)) for part, colour in PARTS]
    return chart.finish("nps", nps.title.say(language), headline(nps).say(language))


def _stack_parts(plot: Plot, row: int, line: NpsLine, name: str, language: Language) -> None:
    start = 0.0
    for part, colour in PARTS:
        figure = getattr(line, part)
        if isinstance(figure, Estimate):
            words = captions.NPS_PARTS[part].say(language)
            plot.bar(row, start, start + figure.value, colour, share=0.72, tip=tip_of(f"{name} – {words}", figure, "share"))
            plot.inside(row, start, start + figure.value, write_value(figure.value, "share"), f"on_{colour}")
            start += figure.value


def _swatch(colour: str) -> Box:
    return Box(2, -6, 16, 12, fill=colour, radius=2)


def chart_satisfaction(satisfaction: Satisfaction, study: Study, language: Language) -> Drawing:
    """How often each answer was given, question by question, and the mean with its interval."""
    lines = [line for line in satisfaction.lines if line.question.scale is not None]
    names = [name_question(line.question, study, language) for line in lines]
    chart = RowChart([Row(name) for name in names], 30.0)
    shares = chart.add_plot(
        330, 0, 1, form="%", ticks=_SHARES, title=captions.AXIS_SHARE.say(language), head=captions.ANSWERS.say(language)
    )
    for row, line in enumerate(lines):
        _stack_answers(shares, row, line, names[row])
    scales = [line.question.scale for line in lines if line.question.scale is not None]
    low, high = min((scale.low for scale in scales), default=1), max((scale.high for scale in scales), default=5)
    mean = chart.add_plot(150, low, high, ticks=_whole(low, high), head=captions.MEAN.say(language))
    means = [line.mean if isinstance(line.mean, Estimate) else None for line in lines]
    for row, figure in enumerate(means):
        if figure is not None:
            mean.whisker(row, figure, "ink")
            mean.point(row, figure.value, "ink", tip=tip_of(names[row], figure))
    chart.add_figures(means)
    longest = max(scales, key=lambda scale: scale.high - scale.low, default=None)
    if longest is not None:
        labels = {answer: text.say(language) for answer, text in longest.labels}
        many = longest.high - longest.low + 1
        chart.legend = [
            ([_swatch(step_colour(place, many))], f"{longest.low + place} {labels.get(longest.low + place, '')}".strip())
            for place in range(many)
        ]
    return chart.finish("satisfaction", satisfaction.title.say(language), headline(satisfaction).say(language))


def _whole(low: int, high: int) -> tuple[int, ...]:
    """Whole numbers of a scale, thinned out where it is long."""
    return tuple(range(low, high + 1, max(1, round((high - low) / 5))))


def _stack_answers(plot: Plot, row: int, line: SatisfactionLine, name: str) -> None:
    """Each answer as a part of the bar, from the lowest to the highest: its share of all who answered."""
    scale, total = line.question.scale, sum(line.counts)
    if scale is None or not total:
        return
    start = 0.0
    for place, times in enumerate(line.counts):
        share, colour = times / total, step_colour(place, len(line.counts))
        tip = f"{name} – {scale.low + place}: {write_value(share, 'share')} ({times} / {total})"
        plot.bar(row, start, start + share, colour, share=0.72, tip=tip)
        plot.inside(row, start, start + share, write_value(share, "share"), f"on_{colour}")
        start += share


def step_colour(place: int, many: int) -> str:
    """The colour of an answer, from the lowest to the highest; the same five steps stretched over any scale.

    >>> [step_colour(place, 5) for place in (0, 2, 4)], step_colour(9, 10)
    (['step_1', 'step_3', 'step_5'], 'step_5')
    """
    return STEPS[round(place / max(many - 1, 1) * (len(STEPS) - 1))]


def name_question(question: Question, study: Study, language: Language) -> str:
    """What a question is called on a chart: what it is about, or its own wording."""
    named = {one.key: one.name for one in study.scenarios} | {moment.key: moment.name for moment in study.moments()}
    about = named[question.about].say(language) if question.about in named else ""
    return about or question.wording.say(language) or captions.WHOLE_SERVICE.say(language)
