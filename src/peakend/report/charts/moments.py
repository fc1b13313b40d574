"""Which moments matter, which are peaks, and how are they experienced? One row a moment, in the customer's order."""

from collections.abc import Sequence

from peakend.analyse.experience import Experience, ScenarioExperience
from peakend.analyse.importance import TOP, Importance, ScenarioImportance
from peakend.analyse.peaks import SURE_SHARE, CommonMark, Mark, Peaks, ScenarioPeaks
from peakend.analyse.result import Estimate, is_known
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Scale
from peakend.report import captions
from peakend.report.charts.canvas import (
    STEP,
    TIP,
    Chart,
    Record,
    Spec,
    at,
    field,
    line_at,
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
    words_at,
)
from peakend.report.theme import TINY, paint
from peakend.report.words import common_headline, headline, write_probability, write_ranks, write_value
from peakend.text import Language, Text


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


def scale_of(study: Study, keys: Sequence[str]) -> tuple[int, int]:
    """The scale of some questions (the widest, where they differ)."""
    scales = [one.scale for one in study.survey.questions if one.key in keys and one.scale is not None] or [Scale(1, 5)]
    return min(scale.low for scale in scales), max(scale.high for scale in scales)


def chart_importance(part: ScenarioImportance, study: Study, language: Language) -> Chart | None:
    """Mean importance of the moments with intervals, and beside it the chance of being among the top."""
    rows = []
    for line in part.lines:
        if isinstance(line.mean, Estimate):
            ranks = captions.RANK.fill(ranks=write_ranks(line.rank_low, line.rank_high)).say(language)
            more: Record = {
                "chance": line.p_top,
                "said": write_probability(line.p_top),
                "ranks": ranks,
                "fill": paint("importance" if line.above_proved else "card"),
            }
            rows.append(plot_record(name_moment(line.moment, line.place, language), line.mean, more=more))
    if not rows:
        return None
    low, high = reach(rows, *scale_of(study, [line.question for line in part.lines]))
    x = value_axis("value", low, high, captions.AXIS_IMPORTANCE.say(language))
    dots = points(x, "importance", stroke=paint("importance"), strokeWidth=1.8)
    dots["encoding"]["fill"] = field("fill", "nominal", scale=None, legend=None)
    layers = [whiskers(x), dots, *numbers(300)]
    if is_known(part.mean):
        layers = [*line_at(part.mean.value, captions.SCENARIO_MEAN.fill(mean=told(part.mean)).say(language)), *layers]
    left = row_chart(rows, layers, width=300)
    chances = _chance_bars(rows, captions.LANE_TOP[0].fill(top=TOP).say(language), "chance", "importance")
    spec = {"hconcat": [left, chances], "spacing": 24} if len(rows) > TOP else left
    return Chart(f"importance-{part.scenario.key}", title_of(Importance.title, part.scenario, language), headline(part).say(language), spec)


def _chance_bars(rows: Sequence[Record], title: str, name: str, colour: str) -> Spec:
    """Probabilities as bars with their number, and the interval of the rank."""
    x = field(name, "quantitative", scale={"domain": [0, 1]}, title=title, axis={"format": "%", "values": [0, 0.5, 1]})
    bar = mark("bar", {"x": x}, color=paint(colour), height={"band": 0.36}, cornerRadiusEnd=2)
    layers = [bar, words_at(124, "said", "ink", fontWeight="bold"), words_at(168, "ranks")]
    chart = row_chart(rows, layers, width=112)
    for layer in chart["layer"]:
        layer["encoding"]["y"] = {**layer["encoding"]["y"], "axis": None}
    return chart


def chart_peaks(part: ScenarioPeaks, study: Study, language: Language) -> Chart | None:
    """How often resamples pick each moment as peak or end, and what each rule and the published study say."""
    order = {moment.key: place for place, moment in enumerate(study.scenario(part.scenario.key).moments, start=1)}
    rows = [_mark_record(mark_, order[mark_.moment.key], language) for mark_ in part.marks]
    if not rows:
        return None
    x = field(
        "value", "quantitative", scale={"domain": [0, 1]}, title=captions.AXIS_PICKED.say(language), axis={"format": "%", "tickCount": 5}
    )
    shape = field("kind", "nominal", scale={"domain": ["peak", "end"], "range": ["triangle-up", "square"]}, legend=None)
    fill, stroke = (field(name, "nominal", scale=None, legend=None) for name in ("fill", "ink"))
    stem = mark("rule", {"x": {**x, "field": "zero"}, "x2": {"field": "value"}}, color=paint("quiet"), strokeWidth=2, aria=False)
    dots = mark(
        "point",
        {"x": x, "shape": shape, "fill": fill, "stroke": stroke, "description": {"field": "tip"}},
        filled=True,
        size=110,
        opacity=1,
        strokeWidth=1.8,
    )
    width = 240
    heads = [
        _column_head(width + place, words.say(language))
        for place, words in ((14, captions.P), (62, captions.RULES_HEAD), (176, captions.PUBLISHED_HEAD))
    ]
    texts = [words_at(width + 14, "said", "ink", fontWeight="bold"), words_at(width + 62, "rules"), words_at(width + 176, "published")]
    sure = line_at(SURE_SHARE, write_value(SURE_SHARE, "share"))
    spec = row_chart(rows, [*sure, stem, dots, *texts, *heads], width=width)
    return Chart(f"peaks-{part.scenario.key}", title_of(Peaks.title, part.scenario, language), headline(part).say(language), spec)


def _mark_record(one: Mark, place: int, language: Language) -> Record:
    picked = one.by_source or one.by_test
    kind = (captions.PEAK if one.kind == "peak" else captions.END).say(language)
    rules = captions.BOTH_RULES if one.by_source and one.by_test else captions.SOURCE_ONLY if one.by_source else captions.TEST_ONLY
    published = "" if one.published is None else kind if one.published else "–"
    name = name_moment(one.moment, place, language)
    return {
        "name": name,
        "value": one.probability,
        "said": write_probability(one.probability),
        "kind": one.kind,
        "zero": 0,
        "fill": paint(one.kind) if one.by_source and one.by_test else paint("card"),
        "ink": paint(one.kind) if picked else paint("quiet"),
        "rules": f"{kind} · {rules.say(language)}" if picked else "–",
        "published": published,
        "tip": f"{TIP}{name}: {write_probability(one.probability)}, {kind}",
    }


def _column_head(x: float, words: str) -> Spec:
    data = records([{"words": words}])
    text = {"x": at(x), "y": at(-12), "text": {"field": "words"}}
    return {"data": data, **mark("text", text, align="left", baseline="middle", fontSize=TINY, color=paint("muted"), aria=False)}


def chart_common(peaks: Peaks, language: Language) -> Chart | None:
    """In which scenarios each common moment is a peak or the end, by both rules, beside what the source lists."""
    if not peaks.common:
        return None
    rows = [_common_record(one, name_common(one, language), language) for one in peaks.common]
    cells = [_common_cell(one, name_common(one, language), part, language) for one in peaks.common for part in peaks.scenarios]
    columns = [scenario.scenario.name.say(language) or scenario.scenario.key for scenario in peaks.scenarios]
    x = field(
        "scenario",
        "nominal",
        sort=columns,
        title=None,
        axis={"orient": "top", "labelAngle": 0, "labelLimit": 104, "labelColor": paint("ink")},
    )
    shape = field("kind", "nominal", scale={"domain": ["peak", "end"], "range": ["triangle-up", "square"]}, legend=None)
    fill, stroke = (field(name, "nominal", scale=None, legend=None) for name in ("fill", "ink"))
    encoding = {"x": x, "shape": shape, "fill": fill, "stroke": stroke, "description": {"field": "tip"}}
    dots = {
        "data": records(cells),
        "transform": [{"filter": "datum.there"}],
        **mark("point", encoding, filled=True, size=130, opacity=1, strokeWidth=2),
    }
    names = [str(row["name"]) for row in rows]
    dots["encoding"]["y"] = field("name", "nominal", sort=names, title=None)
    width = 108 * len(columns)
    heads = [
        _column_head(width + place, words.say(language))
        for place, words in ((14, captions.SHARED_HEAD), (122, captions.P), (168, captions.PUBLISHED_HEAD))
    ]
    texts = [
        words_at(width + 14, "shared", "ink"),
        words_at(width + 122, "said", "ink", fontWeight="bold"),
        words_at(width + 168, "published"),
    ]
    ruler = mark("rule", {"x": at(0), "x2": at(width)}, color=paint("grid"), aria=False)
    spec = row_chart(rows, [ruler, dots, *texts, *heads], width=width, step=STEP + 3)
    return Chart("common", captions.COMMON_TITLE.say(language), common_headline(peaks, "peak").say(language), spec)


def name_common(one: CommonMark, language: Language) -> str:
    """A common moment as a row is named: its name, and whether it is meant as a peak or as the end."""
    kind = (captions.PEAK if one.kind == "peak" else captions.END).say(language)
    return f"{one.common.name.say(language) or one.common.key} · {kind}"


def _common_record(one: CommonMark, name: str, language: Language) -> Record:
    listed = captions.LISTED if one.published else captions.NOT_LISTED
    rules = captions.SHARED_BOTH if one.shared and one.shared_tested else captions.SHARED_SOURCE if one.shared else captions.SHARED_NOT
    return {
        "name": name,
        "said": write_probability(one.probability),
        "shared": rules.say(language),
        "published": "" if one.published is None else listed.say(language),
    }


def _common_cell(one: CommonMark, name: str, part: ScenarioPeaks, language: Language) -> Record:
    key, scenario = part.scenario.key, part.scenario.name.say(language) or part.scenario.key
    source, tested = key in one.scenarios, key in one.tested
    rule = captions.BOTH_RULES if source and tested else captions.SOURCE_ONLY if source else captions.TEST_ONLY
    return {
        "name": name,
        "scenario": scenario,
        "kind": one.kind,
        "there": source or tested,
        "fill": paint(one.kind) if source and tested else paint("card"),
        "ink": paint(one.kind),
        "tip": f"{TIP}{name}, {scenario}: {rule.say(language)}",
    }


def chart_experience(part: ScenarioExperience, study: Study, language: Language) -> Chart | None:
    """Mean experience of the moments with intervals, and beside it the share of low ratings."""
    rows, lows = [], []
    for line in part.lines:
        name = name_moment(line.moment, line.place, language)
        if isinstance(line.mean, Estimate):
            rows.append(plot_record(name, line.mean))
        if isinstance(line.low, Estimate):
            lows.append(plot_record(name, line.low, "share"))
    if not rows:
        return None
    low, high = reach(rows, *scale_of(study, [line.question for line in part.lines]))
    x = value_axis("value", low, high, captions.AXIS_EXPERIENCE.say(language))
    layers = [whiskers(x, "experience"), points(x, "experience"), *numbers(270)]
    if is_known(part.mean):
        layers = [*line_at(part.mean.value, captions.SCENARIO_MEAN.fill(mean=told(part.mean)).say(language)), *layers]
    left = row_chart(rows, layers, width=270)
    full = max((float(row["high"] or 0) for row in lows), default=0.1)
    across = value_axis("value", 0, max(full, 0.05), captions.AXIS_LOW.say(language), format="%", tickCount=3)
    bar = mark("bar", {"x": across, "description": {"field": "tip"}}, color=paint("peak_soft"), height={"band": 0.36}, cornerRadiusEnd=2)
    right = row_chart(lows, [bar, whiskers(across, "ink"), *numbers(120, room=34)], width=120)
    for layer in right["layer"]:
        layer["encoding"]["y"] = {**layer["encoding"]["y"], "axis": None}
    spec = {"hconcat": [left, right], "spacing": 24} if lows else left
    return Chart(f"experience-{part.scenario.key}", title_of(Experience.title, part.scenario, language), headline(part).say(language), spec)
