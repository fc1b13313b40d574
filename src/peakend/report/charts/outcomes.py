"""Would customers recommend the service, and how satisfied are they? The shares behind the score, and how often each answer was given."""

from peakend.analyse.nps import Nps, NpsLine
from peakend.analyse.result import Estimate
from peakend.analyse.satisfaction import Satisfaction, SatisfactionLine
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.report import captions
from peakend.report.charts.canvas import (
    STEP,
    TIP,
    Chart,
    Record,
    field,
    mark,
    numbers,
    plot_record,
    points,
    row_chart,
    told,
    value_axis,
    whiskers,
)
from peakend.report.theme import SMALL, STEPS, paint
from peakend.report.words import headline, write_value
from peakend.text import Language

_PARTS = (("detractors", "step_1"), ("passives", "step_3"), ("promoters", "step_5"))
_ROOM = 0.07
"""A part of a bar narrower than this has no room for its number (the table has it)."""


def chart_nps(nps: Nps, study: Study, language: Language) -> Chart:
    """Detractors, passives and promoters as parts of a bar, and the score with its interval."""
    names = {line.question.key: name_question(line.question, study, language) for line in nps.lines}
    parts = [row for line in nps.lines for row in _part_rows(line, names[line.question.key], language)]
    scores = [plot_record(names[line.question.key], line.nps, "points") for line in nps.lines if isinstance(line.nps, Estimate)]
    shares = row_chart(
        parts,
        stacked(
            parts, captions.AXIS_SHARE.say(language), [captions.NPS_PARTS[name].say(language) for name, _ in _PARTS], [c for _, c in _PARTS]
        ),
        width=330,
        step=STEP + 7,
        title=captions.NPS_SHARES.say(language),
    )
    x = value_axis("value", -100, 100, captions.AXIS_NPS.say(language), values=[-100, -50, 0, 50, 100], format="d")
    score = row_chart(
        scores, [whiskers(x, "ink"), points(x, "ink", "diamond", size=120), *numbers(170, room=48)], width=170, step=STEP + 7, title="NPS"
    )
    for layer in score["layer"]:
        layer["encoding"]["y"] = {**layer["encoding"]["y"], "axis": None}
    spec = {"hconcat": [shares, score], "spacing": 26} if scores else shares
    return Chart("nps", nps.title.say(language), headline(nps).say(language), spec)


def _part_rows(line: NpsLine, name: str, language: Language) -> list[Record]:
    rows: list[Record] = []
    start = 0.0
    for place, (part, colour) in enumerate(_PARTS):
        figure = getattr(line, part)
        if not isinstance(figure, Estimate):
            return []
        rows.append(part_row(name, captions.NPS_PARTS[part].say(language), figure, (start, place), colour))
        start += figure.value
    return rows


def part_row(name: str, part: str, share: Estimate, place: tuple[float, int], colour: str) -> Record:
    """One part of a stacked bar: from where to where, its words, and the colour of the words on it."""
    start, order = place
    return {
        "name": name,
        "part": part,
        "order": order,
        "start": start,
        "stop": start + share.value,
        "middle": start + share.value / 2,
        "figure": write_value(share.value, "share") if share.value >= _ROOM else "",
        "ink": paint(f"on_{colour}"),
        "tip": f"{TIP}{name} – {part}: {told(share, 'share')}, n = {share.n}",
    }


def stacked(rows: list[Record], title: str, parts: list[str], colours: list[str]) -> list[dict[str, object]]:
    """The layers of a stacked bar from 0 to 100 % with the share in each part."""
    x = field("start", "quantitative", scale={"domain": [0, 1], "nice": False}, title=title, axis={"format": "%", "tickCount": 5})
    scale = {"domain": parts, "range": [paint(one) for one in colours]}
    colour = field("part", "nominal", scale=scale, sort=parts, legend={"columns": len(parts)})
    bar = mark("bar", {"x": x, "x2": {"field": "stop"}, "color": colour, "description": {"field": "tip"}}, height={"band": 0.78})
    look = {"baseline": "middle", "align": "center", "fontSize": SMALL, "aria": False}
    inks = {"field": "ink", "type": "nominal", "scale": None, "legend": None}
    text = mark("text", {"x": field("middle", "quantitative"), "text": {"field": "figure"}, "fill": inks}, **look)
    return [bar, text] if rows else [bar]


def chart_satisfaction(satisfaction: Satisfaction, study: Study, language: Language) -> Chart:
    """How often each answer was given, question by question, and the mean with its interval."""
    rows: list[Record] = []
    means: list[Record] = []
    for line in satisfaction.lines:
        name = name_question(line.question, study, language)
        rows += _answer_rows(line, name, language)
        if isinstance(line.mean, Estimate):
            means.append(plot_record(name, line.mean))
    scales = [line.question.scale for line in satisfaction.lines if line.question.scale is not None]
    low, high = min(scale.low for scale in scales), max(scale.high for scale in scales)
    levels = list(dict.fromkeys(str(row["part"]) for row in sorted(rows, key=lambda row: float(row["order"] or 0))))
    colours = [step_colour(place, len(levels)) for place in range(len(levels))]
    shares = row_chart(
        rows,
        stacked(rows, captions.AXIS_SHARE.say(language), levels, colours),
        width=330,
        step=STEP + 4,
        title=captions.ANSWERS.say(language),
    )
    x = value_axis("value", low, high, captions.MEAN.say(language), tickMinStep=1, format="d")
    mean = row_chart(
        means, [whiskers(x, "ink"), points(x, "ink"), *numbers(150)], width=150, step=STEP + 4, title=captions.MEAN.say(language)
    )
    for layer in mean["layer"]:
        layer["encoding"]["y"] = {**layer["encoding"]["y"], "axis": None}
    return Chart(
        "satisfaction", satisfaction.title.say(language), headline(satisfaction).say(language), {"hconcat": [shares, mean], "spacing": 26}
    )


def _answer_rows(line: SatisfactionLine, name: str, language: Language) -> list[Record]:
    """One row an answer, from the lowest to the highest: counts as shares of those who answered."""
    scale, total = line.question.scale, sum(line.counts)
    if scale is None or not total:
        return []
    labels = dict(scale.labels)
    rows: list[Record] = []
    start = 0.0
    for place, times in enumerate(line.counts):
        answer, share = scale.low + place, times / total
        word = labels[answer].say(language) if answer in labels else ""
        colour = step_colour(place, len(line.counts))
        rows.append(
            {
                "name": name,
                "part": f"{answer} {word}".strip(),
                "order": answer,
                "start": start,
                "stop": start + share,
                "middle": start + share / 2,
                "figure": write_value(share, "share") if share >= _ROOM else "",
                "ink": paint(f"on_{colour}"),
                "tip": f"{TIP}{name} – {answer} {word}: {write_value(share, 'share')} ({times} / {total})",
            }
        )
        start += share
    return rows


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
