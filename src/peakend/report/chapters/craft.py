"""How is the craft of a survey told? Shares before and after weighting, who responded, and figures with and without flagged answers."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.flagging import FlagLine, Flags
from peakend.analyse.responding import Responding
from peakend.analyse.result import Estimate
from peakend.analyse.weighting import WeightingFit
from peakend.define.study import Study
from peakend.report.boxes import Drawing, Marker, Shape
from peakend.report.chapter import Chapter
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.words import headline, name_question, write_count, write_value
from peakend.report.words.craft import CONCLUDED, RATES, name_value
from peakend.report.words.figures import Unit
from peakend.text import Language, Text

_SHARE: Final = Text("占比", "share")
_SAMPLE: Final = Text("加权前", "Before weighting")
_POPULATION: Final = Text("总体", "Population")
_WEIGHTED: Final = Text("加权后", "After weighting")
_ANSWERS: Final = Text("答卷占比", "Share of answers")
_WITH: Final = Text("全部答卷", "All answers")
_WITHOUT: Final = Text("剔除存疑", "Without flagged")
_VALUE: Final = Text("取值", "Value")
_ATTRIBUTE: Final = Text("属性", "Attribute")
_WAVE: Final = Text("期次", "Wave")
_COLOURS: Final = {"rr": "experience", "co": "importance", "re": "peak"}

KINDS: Final = {
    "rate": Text("应答率", "rate"),
    "margin": Text("样本构成", "make-up"),
    "test": Text("构成检验", "test of make-up"),
    "late": Text("早晚对比", "early and late"),
}


MOST: Final = 15
"""Figures that the picture of flagged answers shows: those that change most."""


def _filled() -> list[Shape]:
    return [Marker("circle", 9, 0, 10, "experience")]


def _hollow() -> list[Shape]:
    return [Marker("circle", 9, 0, 10, "card", "faint", 1.8)]


def _diamond() -> list[Shape]:
    return [Marker("diamond", 9, 0, 8, "ink")]


def draw_weighting(result: WeightingFit, _study: Study, language: Language) -> Sequence[Drawing]:
    """The share of each value: hollow before weighting, filled after, a diamond for the population."""
    lines, several = result.lines, len(result.waves) > 1
    names = [name_value(result.base, one.attribute, one.value).say(language) + (f" ({one.wave})" if several else "") for one in lines]
    chart = RowChart([Row(name) for name in names])
    most = max(max(one.sample, one.population, one.reached) for one in lines)
    plot = chart.add_plot(320, 0, min(1.0, most * 1.1), form="%", title=_SHARE.say(language))
    for row, line in enumerate(lines):
        plot.stem(row, line.sample, line.reached)
        plot.point(row, line.sample, "faint", hollow=True, tip=f"{names[row]}: {write_value(line.sample, 'share')}")
        plot.point(row, line.reached, "experience", tip=f"{names[row]}: {write_value(line.reached, 'share')}")
        plot.point(row, line.population, "ink", sign="diamond", size=7, tip=f"{names[row]}: {write_value(line.population, 'share')}")
    chart.add_words([write_value(line.sample, "share") for line in lines], _SAMPLE.say(language))
    chart.add_words([write_value(line.population, "share") for line in lines], _POPULATION.say(language))
    chart.add_words([write_value(line.reached, "share") for line in lines], _WEIGHTED.say(language), bold=True)
    chart.add_words([write_count(line.n) for line in lines], "n")
    marks = ((_hollow(), _SAMPLE), (_filled(), _WEIGHTED), (_diamond(), _POPULATION))
    chart.legend = [(shapes, words.say(language)) for shapes, words in marks]
    return (chart.finish("weighting", result.title.say(language), headline(result).say(language)),)


def draw_responding(result: Responding, _study: Study, language: Language) -> Sequence[Drawing]:
    """The rates of each fieldwork as bars, and the make-up of the answers beside the population."""
    return (*_draw_rates(result, language), *_draw_margins(result, language))


def _draw_rates(result: Responding, language: Language) -> Sequence[Drawing]:
    lines = [(one.wave, name, value) for one in result.rates for name, value in one.rates.items() if value is not None]
    if not lines:
        return ()
    several = len(result.rates) > 1
    names = [RATES[name].say(language) + (f" ({wave})" if several and wave else "") for wave, name, _ in lines]
    chart = RowChart([Row(name) for name in names], 22.0)
    plot = chart.add_plot(320, 0, 1, form="%", ticks=(0, 0.25, 0.5, 0.75, 1))
    for row, (_, name, value) in enumerate(lines):
        plot.bar(row, 0, value, _COLOURS.get(name[:2], "end"), tip=f"{names[row]}: {write_value(value, 'share')}")
    chart.add_words([write_value(value, "share") for _, _, value in lines], bold=True)
    return (chart.finish("fieldwork-rates", result.title.say(language), headline(result).say(language)),)


def _draw_margins(result: Responding, language: Language) -> Sequence[Drawing]:
    pairs = [(line, line.sample) for line in result.margins if isinstance(line.sample, Estimate)]
    if not pairs:
        return ()
    names = [name_value(result.base, line.attribute, line.value).say(language) for line, _ in pairs]
    chart = RowChart([Row(name) for name in names])
    most = max(max(line.population, share.high) for line, share in pairs)
    plot = chart.add_plot(320, 0, min(1.0, 1.1 * most), form="%", title=_SHARE.say(language))
    for row, (line, share) in enumerate(pairs):
        colour = "peak" if line.apart else "experience"
        plot.whisker(row, share, colour)
        plot.point(row, share.value, colour, tip=tip_of(names[row], share, "share"))
        plot.point(row, line.population, "ink", sign="diamond", size=8, tip=f"{names[row]}: {write_value(line.population, 'share')}")
    chart.add_figures([share for _, share in pairs], "share", head=_ANSWERS.say(language))
    chart.add_words([write_value(line.population, "share") for line, _ in pairs], _POPULATION.say(language))
    chart.add_words([write_count(line.n) for line, _ in pairs], "n")
    chart.legend = [(_filled(), _ANSWERS.say(language)), (_diamond(), _POPULATION.say(language))]
    return (chart.finish("fieldwork-margins", result.title.say(language), headline(result).say(language)),)


def draw_flags(result: Flags, study: Study, language: Language) -> Sequence[Drawing]:
    """Each figure with all answers and, hollow, without the flagged: one picture for ratings and one for NPS."""
    scored = [line for line in result.lines if line.question.measure == "nps"]
    rated = [line for line in result.lines if line.question.measure != "nps"]
    made = (_draw_pairs(result, lines, unit, study, language) for lines, unit in _units(rated, scored))
    return [drawing for drawing in made if drawing is not None]


def _units(rated: Sequence[FlagLine], scored: Sequence[FlagLine]) -> Sequence[tuple[Sequence[FlagLine], Unit]]:
    return ((rated, "rating"), (scored, "points"))


def _draw_pairs(result: Flags, lines: Sequence[FlagLine], unit: Unit, study: Study, language: Language) -> Drawing | None:
    known = [
        (line, line.everybody, line.unflagged)
        for line in lines
        if isinstance(line.everybody, Estimate) and isinstance(line.unflagged, Estimate)
    ]
    if not known:
        return None
    most = sorted(known, key=lambda pair: -abs(pair[2].value - pair[1].value))[:MOST]
    pairs = [pair for pair in known if pair in most]
    names = [name_question(line.question, study).say(language) for line, _, _ in pairs]
    chart = RowChart([Row(name) for name in names])
    ends = [edge for _, one, two in pairs for edge in (one.low, one.high, two.low, two.high)]
    plot = chart.add_plot(320, min(ends), max(ends))
    for row, (line, one, two) in enumerate(pairs):
        colour = "peak" if line.moved else "experience"
        plot.whisker(row, one, colour, aside=-4)
        plot.point(row, one.value, colour, aside=-4, tip=tip_of(names[row], one, unit))
        plot.whisker(row, two, "faint", aside=5)
        plot.point(row, two.value, "faint", hollow=True, aside=5, tip=tip_of(names[row], two, unit))
    chart.add_figures([one for _, one, _ in pairs], unit, head=_WITH.say(language))
    chart.add_figures([two for _, _, two in pairs], unit, head=_WITHOUT.say(language))
    chart.legend = [(_filled(), _WITH.say(language)), (_hollow(), _WITHOUT.say(language))]
    return chart.finish(f"flags-{unit}", result.title.say(language), headline(result).say(language))


WEIGHTING: Final = Chapter(
    key="weighting",
    section=Text("按总体分布加权", "Weighting to the population"),
    purpose=Text("按研究文件中的总体分布应当怎样加权、代价多大", "how answers must be weighted to the population, and what it costs"),
    guide=Text(
        "空心点为加权前的样本占比，实心点为加权后，菱形为总体。截断会使实心点离开菱形。设计效应超过 2 说明代价很大："
        "请合并取值或减少边际。总体分布不可靠时不要加权。",
        "Hollow dots are shares of the sample, filled ones after weighting, diamonds the population; trimming pulls filled dots off the "
        "diamonds. A design effect above 2 is a high price: join values, or use fewer margins. Do not weight to margins you do not trust.",
    ),
    columns=("wave", "label", "n", "sample_share", "population_share", "weighted_share"),
    draw=draw_weighting,
    headings={
        "wave": _WAVE,
        "attribute": _ATTRIBUTE,
        "value": _VALUE,
        "label": _VALUE,
        "sample_share": _SAMPLE,
        "population_share": _POPULATION,
        "weighted_share": _WEIGHTED,
    },
    units={"sample_share": "share", "population_share": "share", "weighted_share": "share"},
    whole=True,
)

FIELDWORK: Final = Chapter(
    key="fieldwork",
    section=Text("应答情况", "Who responded"),
    purpose=Text("应答率、样本与总体的差异、早晚答卷的差异", "response rates, sample against population, early against late answers"),
    guide=Text(
        "条形为 AAPOR 各率：RR1 最保守，RR5 最宽松，比较时用同一个。圆点为答卷占比及 95% 区间，菱形为总体；红色为区间不含总体。"
        "应答率高不等于没有偏差。筛选后的答卷不与总体比较。",
        "Bars are AAPOR's rates: RR1 is the strictest, RR5 the loosest; compare like with like. Dots are shares of the answers with 95% "
        "intervals, diamonds the population, red where the interval leaves it out. A high rate does not mean that there is no bias. "
        "Filtered answers are not held against the population.",
    ),
    columns=(
        "kind",
        "wave",
        "rate",
        "share",
        "label",
        "sample",
        "population",
        "apart",
        "question",
        "early",
        "late",
        "difference",
        "p_value",
        "p_holm",
        "p_listed",
        "evenness",
    ),
    draw=draw_responding,
    headings={
        "wave": _WAVE,
        "rate": Text("指标", "Rate"),
        "share": Text("数值", "Rate is"),
        "invited": Text("邀请人数", "Invited"),
        "attribute": _ATTRIBUTE,
        "value": _VALUE,
        "label": _VALUE,
        "sample": _ANSWERS,
        "population": _POPULATION,
        "apart": Text("与总体不同", "Not as the population"),
        "statistic": Text("χ²", "χ²"),
        "freedom": Text("自由度", "df"),
        "evenness": Text("R 指标", "R-indicator"),
        "early": Text("较早", "Early"),
        "late": Text("较晚", "Late"),
    },
    units={"share": "share", "sample": "share", "population": "share", "difference": "difference"},
    cells={"kind": KINDS, "rate": RATES},
    tests=("p_value", "p_holm", "p_listed"),
    whole=True,
)

FLAGS: Final = Chapter(
    key="flags",
    section=Text("质量标记的影响", "What flagged answers change"),
    purpose=Text("剔除质量存疑的答卷后，哪些指标和结论会变", "which figures and conclusions change without answers flagged for quality"),
    guide=Text(
        "列出变动最大的 15 项：实心点为全部答卷，空心点为剔除质量存疑答卷之后；红色为变动超出区间。变动不能说明哪一个对：先看标记的依据。",
        "The 15 figures that change most: filled dots are all answers, hollow ones those without the flagged; red where the change goes "
        "beyond the interval. A change does not say which of the two is right: look first at why answers were flagged.",
    ),
    columns=("kind", "question", "scenario", "everybody", "unflagged", "with_flagged", "without_flagged", "moved"),
    draw=draw_flags,
    headings={
        "everybody": _WITH,
        "unflagged": _WITHOUT,
        "with_flagged": Text("全部答卷的结论", "Named with all answers"),
        "without_flagged": Text("剔除后的结论", "Named without flagged"),
        "moved": Text("有变动", "Changes"),
    },
    cells={"kind": {"figure": Text("指标", "figure"), **CONCLUDED}},
)
