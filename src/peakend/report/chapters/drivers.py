"""How are drivers and points lost told? Shares with intervals beside signs and ranks; what low scores cost, one customer and all."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.drivers import Drivers, OutcomeDrivers
from peakend.analyse.impact import Impact, OutcomeImpact
from peakend.analyse.result import Estimate, Figure
from peakend.define.study import Study
from peakend.report.axis import reach_of
from peakend.report.boxes import Drawing, Sign
from peakend.report.chapter import Chapter
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.words import headline, name_question, write_ranks
from peakend.report.words.drivers import sort_lines
from peakend.report.words.figures import Unit
from peakend.text import Language, Text

_SHARE: Final = Text("占评价差异的份额", "Share of the judgement's variance")
_BETA: Final = Text("标准化系数", "Standardised coefficient")
_RANKS: Final = Text("名次范围", "Ranks")
_NOISE: Final = Text("随机", "chance")
_LOST: Final = Text("每位低分客户失分", "Points lost when poor")
_IMPACT: Final = Text("整体失分", "Points, all customers together")
_LOW: Final = Text("低分占比", "Low scores")

SUPPORT: Final = {
    "full": Text("两两可分", "every pair told apart"),
    "part": Text("部分可分", "some told apart"),
    "none": Text("无统计依据", "ranking not supported"),
}


WHYS: Final = {
    "together": Text("评分彼此高度相关", "ratings move together"),
    "slopes": Text("各斜率无法区分", "slopes cannot be told apart"),
    "shares": Text("份额区间互相重叠", "intervals of the shares overlap"),
}


def draw_drivers(result: Drivers, study: Study, language: Language) -> Sequence[Drawing]:
    """A picture for each judgement that could be explained."""
    return tuple(_draw_part(part, study, language) for part in result.parts if part.lines)


def _draw_part(part: OutcomeDrivers, study: Study, language: Language) -> Drawing:
    """Shares as bars with their intervals, coefficients with their signs, and the ranks that cannot be excluded."""
    names = [line.moment.name.say(language) for line in part.lines]
    chart = RowChart([Row(name) for name in names])
    shares = [line.share if isinstance(line.share, Estimate) else None for line in part.lines]
    reach = max([0.05, *(one.high for one in shares if one is not None)])
    plot = chart.add_plot(250, 0, reach, form="%", title=_SHARE.say(language))
    for row, figure in enumerate(shares):
        if figure is not None:
            sure = part.ranked and part.lines[row].above_noise
            plot.bar(row, 0, figure.value, "importance" if sure else "faint", tip=tip_of(names[row], figure, "share"))
            plot.whisker(row, figure, "ink", line=1.4)
    if part.noise is not None and part.noise.high > reach / 100:
        plot.line_at(part.noise.high, _NOISE.say(language))
    chart.add_figures(shares, "share")
    _draw_signs(chart, part, names, language)
    ranks = [write_ranks(line.rank_low, line.rank_high) if part.ranked else "–" for line in part.lines]
    chart.add_words(ranks, _RANKS.say(language))
    title = _title_of(Drivers.title, part, study, language)
    return chart.finish(f"drivers-{part.scenario.key}-{part.outcome.key}", title, headline(part).say(language), part, part.n)


def _draw_signs(chart: RowChart, part: OutcomeDrivers, names: Sequence[str], language: Language) -> None:
    """Coefficients with intervals; red and square below zero."""
    betas = [line.beta if isinstance(line.beta, Estimate) else None for line in part.lines]
    low, high = reach_of(betas, -1, 1, least=0.4)
    plot = chart.add_plot(150, min(low, 0.0), max(high, 0.0), title=_BETA.say(language))
    plot.line_at(0)
    for row, figure in enumerate(betas):
        if figure is not None:
            negative = part.lines[row].negative
            plot.whisker(row, figure, "peak" if negative else "ink", line=1.4)
            hollow = figure.low <= 0 <= figure.high
            sign: Sign = "square" if negative else "circle"
            plot.point(row, figure.value, "peak" if negative else "ink", sign=sign, hollow=hollow, size=8, tip=tip_of(names[row], figure))


def draw_impact(result: Impact, study: Study, language: Language) -> Sequence[Drawing]:
    """A picture for each judgement: what a low score costs, how many give one, what it costs all together."""
    return tuple(_draw_lost(part, study, language) for part in result.parts if part.lines)


def _draw_lost(part: OutcomeImpact, study: Study, language: Language) -> Drawing:
    lines = sort_lines(part)
    names = [line.moment.name.say(language) for line in lines]
    chart, unit = RowChart([Row(name) for name in names]), _unit(part)
    shares = [line.low if isinstance(line.low, Estimate) else None for line in lines]
    reach = max([0.1, *(one.high for one in shares if one is not None)])
    plot = chart.add_plot(130, 0, reach, form="%", title=_LOW.say(language))
    for row, figure in enumerate(shares):
        if figure is not None:
            plot.bar(row, 0, figure.value, "quiet", tip=tip_of(names[row], figure, "share"))
            plot.whisker(row, figure, "ink", line=1.4)
    _draw_points(chart, [line.lost for line in lines], names, _LOST.say(language), unit)
    _draw_points(chart, [line.impact for line in lines], names, _IMPACT.say(language), unit)
    title = _title_of(Impact.title, part, study, language)
    return chart.finish(f"impact-{part.scenario.key}-{part.outcome.key}", title, headline(part).say(language), part, part.n)


def _title_of(title: Text, part: OutcomeDrivers | OutcomeImpact, study: Study, language: Language) -> str:
    """What a picture is called: the scenario once, also where the judgement is about it."""
    asked = "" if part.outcome.about == part.scenario.key else part.scenario.name.say(language)
    return " · ".join(one for one in (title.say(language), asked, name_question(part.outcome, study).say(language)) if one)


def _draw_points(chart: RowChart, figures: Sequence[Figure], names: Sequence[str], title: str, unit: Unit) -> None:
    """Points with intervals, filled where they are proved to be lost."""
    known = [figure if isinstance(figure, Estimate) else None for figure in figures]
    low, high = reach_of(known, -100, 100, least=0.05)
    plot = chart.add_plot(150, min(low, 0.0), max(high, 0.0), title=title)
    plot.line_at(0)
    for row, figure in enumerate(known):
        if figure is not None:
            proved = figure.low > 0
            colour = "peak" if proved else "faint"
            plot.whisker(row, figure, colour)
            plot.point(row, figure.value, colour, hollow=not proved, size=8, tip=tip_of(names[row], figure, unit))
    chart.add_figures(known, unit)


def _unit(part: OutcomeImpact) -> Unit:
    return "index" if part.unit == "nps" else "rating"


DRIVERS: Final = Chapter(
    key="drivers",
    section=Text("驱动因素", "Drivers"),
    purpose=Text(
        "整体满意度、NPS 与忠诚度随哪些时刻而变，排名是否成立",
        "which moments overall satisfaction, NPS and loyalty go with, and if an order holds",
    ),
    guide=Text(
        "条形是该时刻在评价差异中所占的份额（全部相加为 R²），横线为 95% 区间；中间是标准化系数，空心表示区间含 0，红色方块为负。"
        "灰色条形：排名没有统计依据，或未证实高于随机水平，不要解读先后。名次范围同时对所有时刻成立。"
        "评分彼此相关超过 0.8、完整作答太少、或想知道“改了会怎样”时，不要用它下结论：这是关联，不是因果。",
        "Bars are the share of each moment in the judgement's variance (together they are R²), lines the 95% interval; beside them the "
        "standardised coefficient, hollow where its interval holds zero, a red square below zero. Grey bars: the ranking is not "
        "supported, or "
        "the share is no more than chance; read no order into them. Ranks hold for all moments together. Not to be used where "
        "ratings correlate "
        "above 0.8, where few answered everything, or to foretell what mending a moment will bring: association, not cause.",
    ),
    columns=("outcome", "moment", "share", "of_explained", "beta", "slope", "rank", "p_first", "p_top", "vif", "support", "why"),
    draw=draw_drivers,
    headings={
        "outcome": Text("评价", "Judgement"),
        "share": _SHARE,
        "of_explained": Text("占可解释部分", "Of what is explained"),
        "beta": _BETA,
        "slope": Text("回归斜率", "Slope"),
        "johnson": Text("Johnson 相对权重", "Johnson's weight"),
        "first": Text("单独相关", "Correlation alone"),
        "vif": Text("方差膨胀因子", "VIF"),
        "negative": Text("系数为负", "Negative"),
        "p_first": Text("居首的概率", "P(first)"),
        "p_top": Text("进入前三的概率", "P(first three)"),
        "above_noise": Text("高于随机水平", "Above chance"),
        "together": Text("与之相关 > 0.8", "Correlates above 0.8 with"),
        "support": Text("排名", "Ranking"),
        "why": Text("不排名的原因", "Why no ranking"),
        "r2": Text("R²", "R²"),
        "condition": Text("条件数", "Condition number"),
        "complete_n": Text("全部作答人数", "Answered everything"),
        "pairwise_n": Text("成对作答最少人数", "Answered any two"),
        "share_pairwise": Text("份额（成对可用）", "Share (pairwise)"),
        "share_likely": Text("份额（EM 估计）", "Share (EM)"),
        "share_indicator": Text("份额（含“未经历”）", 'Share (with "not experienced")'),
    },
    units={
        "share": "share",
        "of_explained": "share",
        "beta": "rating",
        "johnson": "share",
        "first": "rating",
        "r2": "share",
        "share_pairwise": "share",
        "share_likely": "share",
        "share_indicator": "share",
    },
    cells={"support": SUPPORT, "why": WHYS},
    probabilities=("p_first", "p_top"),
)

IMPACT: Final = Chapter(
    key="impact",
    section=Text("低分失分", "Points lost when poor"),
    purpose=Text("各时刻的低分使评价（NPS）少多少分", "how many points of the judgement or NPS go with low scores of each moment"),
    guide=Text(
        "左：打低分的客户占比；中：每位低分客户的评价少多少分（其他时刻不变）；右：两者相乘，即所有客户合计少多少分。"
        "红色为区间高于 0，空心为未经证实。低分门槛写在表中。这是与低分相伴的差距，不等于改好之后能拿回的分；"
        "打低分的人很少时区间会很宽。",
        "Left, the share of customers who gave a low score; middle, how many points lower each of them judges (the other moments "
        "held still); "
        "right, both multiplied: what all customers together are short of. Red where the interval lies above zero, hollow where nothing is "
        "proved. The table says what counts as low. It is what goes with low scores, not what mending them is sure to bring; with few low "
        "scores the intervals are wide.",
    ),
    columns=("outcome", "moment", "low", "lost", "impact", "p_first", "threshold", "tied"),
    draw=draw_impact,
    headings={
        "outcome": Text("评价", "Judgement"),
        "unit": Text("单位", "Unit"),
        "threshold": Text("低分上限", "Low up to"),
        "median": Text("中位数", "Median"),
        "slope": Text("回归斜率", "Slope"),
        "lost": _LOST,
        "impact": _IMPACT,
        "p_first": Text("居首的概率", "P(first)"),
    },
    units={"low": "share", "lost": "rating", "impact": "rating", "slope": "rating"},
    cells={"unit": {"nps": Text("NPS 分", "NPS points"), "scale": Text("量表分", "points of the scale")}},
    probabilities=("p_first",),
)
