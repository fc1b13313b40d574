"""How are effective moments of truth told? Six small columns of dots a moment, the composite, and its ranks beside those of importance."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.emot import Emot
from peakend.analyse.emot_lines import EmotLine, ScenarioEmot
from peakend.define.study import Study
from peakend.report.axis import reach_of
from peakend.report.boxes import Drawing, Marker
from peakend.report.chapter import Chapter
from peakend.report.charts.moments import known, name_moment, title_of
from peakend.report.charts.rows import Plot, Row, RowChart, tip_of
from peakend.report.words import headline, write_probability, write_ranks
from peakend.report.words.emot import FACTORS, LAWS, SOURCES, STATES, TWO_FACTOR, UNITS, WAYS, count_told, write_factor
from peakend.text import Language, Text

_COMPOSITE: Final = Text("综合得分", "composite")
_RANK: Final = Text("名次", "rank")
_MOT: Final = Text("仅按重要性", "importance alone")
_TOP: Final = Text("前 {top} 概率", "P(top {top})")
_BADGES: Final = Text("法则与状态", "laws and state")
_HEADS: Final = {
    "importance": Text("重要性", "importance"),
    "fit": Text("定位契合", "fit"),
    "loyalty": Text("推荐影响", "loyalty"),
    "advantage": Text("优势", "strength"),
    "pain": Text("痛点", "pain"),
    "memory": Text("记忆点", "memory"),
}
_SMALL: Final = 62.0


def draw_emot(result: Emot, study: Study, language: Language) -> Sequence[Drawing]:
    """One chart a scenario: the highest composite first."""
    del study
    return [_draw_scenario(result, part, language) for part in result.scenarios]


def _draw_scenario(result: Emot, part: ScenarioEmot, language: Language) -> Drawing:
    names = [name_moment(line.moment, line.place, language) for line in part.lines]
    chart = RowChart([Row(name) for name in names], 30.0)
    for factor in part.weights:
        _draw_factor(chart, part, factor, names, language)
    figures = [known(line.composite) for line in part.lines]
    bounds = (-2.0, 2.0) if (result.scaling, result.combine) == ("z", "sum") else (0.0, 100.0)
    low, high = reach_of(figures, *bounds, least=(bounds[1] - bounds[0]) / 4)
    plot = chart.add_plot(150, low, high, head=_COMPOSITE.say(language))
    for row, figure in enumerate(figures):
        if figure is not None:
            sure = part.lines[row] in part.leading
            plot.whisker(row, figure, "peak" if sure else "quiet")
            plot.point(row, figure.value, "peak", sign="star", hollow=not sure, size=11, tip=tip_of(names[row], figure, "index"))
    chart.add_words([write_ranks(line.rank_low, line.rank_high) for line in part.lines], _RANK.say(language), bold=True)
    chart.add_words([_mot_words(line) for line in part.lines], _MOT.say(language))
    chart.add_words([write_probability(line.p_top) for line in part.lines], _TOP.fill(top=part.top).say(language))
    chart.add_words([badge_words(line, language) for line in part.lines], _BADGES.say(language))
    chart.legend = [
        ([Marker("star", 10, 0, 11, "peak", "card", 0.8)], Text("确定居于前列", "surely leads").say(language)),
        ([Marker("star", 10, 0, 11, "card", "peak", 1.8)], Text("不确定", "open").say(language)),
        ([Marker("circle", 10, 0, 8, "experience", "card", 0.8)], Text("因素（各用其量纲）", "factor, on its own scale").say(language)),
    ]
    return chart.finish(
        f"emot-{part.scenario.key}", title_of(result.title, part.scenario, language), headline(part).say(language), part, count_told(part)
    )


def _draw_factor(chart: RowChart, part: ScenarioEmot, factor: str, names: Sequence[str], language: Language) -> None:
    """One small column of dots with their intervals; an empty row is a factor that was not measured there."""
    found = [line.factor(factor) for line in part.lines]
    figures = [None if one is None or one.figure is None else known(one.figure) for one in found]
    shown = [figure for figure in figures if figure is not None]
    low, high = min(figure.low for figure in shown), max(figure.high for figure in shown)
    room = (high - low) * 0.08 or 0.5
    form = "%" if UNITS[part.sources[factor]] == "share" else ""
    plot = chart.add_plot(_SMALL, low - room, high + room, ticks=_ends(low, high), form=form, head=_HEADS[factor].say(language))
    for row, figure in enumerate(figures):
        if figure is not None:
            words = write_factor(part.lines[row], factor).say(language)
            _dot(plot, row, (figure.low, figure.value, figure.high), f"{names[row]} – {FACTORS[factor].say(language)}: {words}")


def _ends(low: float, high: float) -> tuple[float, ...]:
    """Two ticks: the outermost numbers, rounded so that they stay inside."""
    decimals = 0 if high - low > 5 else 1 if high - low > 0.5 else 2  # noqa: PLR2004 - as many digits as tell the two apart
    return (round(low, decimals) + 0.0, round(high, decimals) + 0.0)  # never -0


def _dot(plot: Plot, row: int, figure: tuple[float, float, float], tip: str) -> None:
    low, value, high = figure
    y = plot.chart.y(row)
    plot.stem(row, low, high, "quiet", 1.6)
    plot.chart.shapes.append(Marker("circle", plot.axis.at(value), y, 8, "experience", "card", 0.8, role="point", tip=tip))


def _mot_words(line: EmotLine) -> str:
    return "" if line.mot_low is None or line.mot_high is None else write_ranks(line.mot_low, line.mot_high)


def badge_words(line: EmotLine, language: Language) -> str:
    """The badges a moment has earned, and the state of its service."""
    earned = [(TWO_FACTOR[badge.kind] if badge.kind else LAWS[badge.law]).say(language) for badge in line.badges if badge.earned]
    words = [name.split("（")[0].split(":")[0] for name in earned]
    if line.state is not None:
        name = STATES[line.state.likely].say(language)
        words.append(name if line.state.sure else f"{name}?")
    return " · ".join(words)


EMOT: Final = Chapter(
    key="emot",
    section=Text("有效关键时刻（E-MOT）", "Effective moments of truth (E-MOT)"),
    purpose=Text("综合六个因素的有效关键时刻及其名次", "effective moments of truth by six factors, and how sure their order is"),
    guide=Text(
        zh="先横看每个时刻的六个因素，再看综合得分和名次范围；区间重叠的时刻不分先后，空心星表示能否居前尚不确定。"
        "只知道一个因素、跨场景比较、或想知道改进效果有多大时，不要用它。",
        en="Read the six factors of a moment first, then the composite and its rank interval; moments whose intervals overlap are in no "
        "order, a hollow star marks a moment whose place at the top is open. Not with one factor, across scenarios, or as an effect size.",
    ),
    columns=("scenario", "moment", *FACTORS, "composite", "rank", "p_top", "p_top_any", "mot_rank", "state"),
    draw=draw_emot,
    headings={
        **{name: Text(text.zh, text.en[:1].upper() + text.en[1:]) for name, text in FACTORS.items()},
        **{f"{name}_source": Text(f"{text.zh}·来源", f"Source: {text.en}") for name, text in FACTORS.items()},
        "composite": Text("综合得分", "Composite"),
        "p_top_any": Text("任意权重下居于前列的概率", "P(among the highest), any weights"),
        "mot_rank": Text("仅按重要性的名次", "Rank by importance alone"),
        "mot_low": Text("仅按重要性：最好名次", "By importance: best rank"),
        "mot_high": Text("仅按重要性：最差名次", "By importance: worst rank"),
        "missing_factors": Text("未测因素", "Factors not measured"),
        "two_factor": Text("双因子法则", "Two-factor law"),
        "painkiller": Text("止痛片法则", "Painkiller law"),
        "resonator": Text("共鸣器法则", "Resonator law"),
        "state": Text("服务状态", "State of service"),
        "p_state": Text("该状态的概率", "P(this state)"),
        "swings": Text("去掉／加倍某因素后的名次", "Rank without / with twice a factor"),
        "ways": Text("各种合成方法下的名次", "Rank by each way of joining"),
    },
    units={"composite": "index"},
    cells={
        **{f"{name}_source": SOURCES for name in FACTORS},
        "two_factor": TWO_FACTOR,
        "state": STATES,
        "missing_factors": FACTORS,
        "swings": FACTORS,
        "ways": WAYS,
    },
    probabilities=("p_top_any", "p_state"),
)
