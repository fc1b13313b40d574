"""How are penalty and reward told? Bars to the left and right of the reference with their intervals, asymmetry, and the class beside."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.asymmetry import Asymmetry, Contrast, ScenarioAsymmetry
from peakend.analyse.contrast_fit import DOMINATES, KINDS
from peakend.analyse.result import Estimate, Figure, is_known
from peakend.define.study import Study
from peakend.report.axis import reach_of
from peakend.report.boxes import Box, Drawing, Marker
from peakend.report.chapter import Chapter
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.words import headline, write_interval, write_probability, write_value
from peakend.report.words.asymmetry import KINDS as KIND_NAMES
from peakend.text import Language, Text

_POINTS: Final = Text("总体评价相差的分数", "Points of the overall judgement")
_PENALTY: Final = Text("惩罚（低分）", "Penalty (low rating)")
_REWARD: Final = Text("奖励（高分）", "Reward (high rating)")
_LEAN: Final = Text("不对称度：−1 只罚，+1 只奖", "Asymmetry: −1 only a penalty, +1 only a reward")
_CLASS: Final = Text("类型", "Class")
_P: Final = Text("概率", "Probability")
_UNPROVED: Final = Text("浅色：区间含 0", "pale: interval holds zero")
_HOLLOW: Final = Text("空心：类型未定", "hollow: class cannot be told")


def draw_asymmetry(result: Asymmetry, _study: Study, language: Language) -> Sequence[Drawing]:
    """A picture for each scenario that had enough people."""
    return [_draw_part(part, language) for part in result.scenarios if part.contrasts]


def _draw_part(part: ScenarioAsymmetry, language: Language) -> Drawing:
    """Penalty and reward as bars from the reference, with whiskers; asymmetry as a point; class and its probability in words."""
    names = [one.moment.name.say(language) for one in part.contrasts]
    chart = RowChart([Row(name) for name in names], 32.0)
    figures = [figure for one in part.contrasts for figure in (one.penalty, one.reward)]
    low, high = reach_of(figures, -100, 100, least=0.4)
    plot = chart.add_plot(300, min(low, 0.0), max(high, 0.0), title=_POINTS.say(language))
    for row, one in enumerate(part.contrasts):
        for figure, colour, pale in ((one.penalty, "peak", "peak_soft"), (one.reward, "experience", "step_4")):
            if is_known(figure):
                ends = sorted((0.0, figure.value))
                words = (_PENALTY if colour == "peak" else _REWARD).say(language)
                aside = -6.0 if colour == "peak" else 6.0
                sure = figure.high < 0 if colour == "peak" else figure.low > 0
                _bar(
                    chart,
                    plot.axis.at(ends[0]),
                    plot.axis.at(ends[1]),
                    row,
                    aside,
                    colour if sure else pale,
                    tip_of(f"{names[row]} – {words}", figure, "difference"),
                )
                plot.whisker(row, figure, "ink", aside, line=1.3)
    plot.line_at(0)
    chart.add_words([_said(one.penalty) for one in part.contrasts], _PENALTY.say(language))
    chart.add_words([_said(one.reward) for one in part.contrasts], _REWARD.say(language))
    _draw_lean(chart, part.contrasts, names, language)
    chart.add_words([KIND_NAMES[one.verdict].say(language) for one in part.contrasts], _CLASS.say(language), bold=True)
    chart.add_words([_likely(one, language) for one in part.contrasts], _P.say(language))
    chart.legend = [
        ([Box(2, -4, 16, 8, fill="peak")], _PENALTY.say(language)),
        ([Box(2, -4, 16, 8, fill="experience")], _REWARD.say(language)),
        ([Box(1, -4, 9, 8, fill="peak_soft"), Box(11, -4, 9, 8, fill="step_4")], _UNPROVED.say(language)),
        ([Marker("circle", 10, 0, 9, "card", "importance", 1.8)], _HOLLOW.say(language)),
    ]
    title = f"{Asymmetry.title.say(language)} · {part.scenario.name.say(language)}"
    return chart.finish(f"asymmetry-{part.scenario.key}", title, headline(part).say(language), part, part.n)


def _bar(chart: RowChart, left: float, right: float, row: int, aside: float, colour: str, tip: str) -> None:
    chart.shapes.append(Box(left, chart.y(row) + aside - 5, max(right - left, 0.0), 10, fill=colour, role="bar", tip=tip))


def _said(figure: Figure | None) -> str:
    """A figure with its interval; how many there were where these were too few."""
    if figure is None:
        return "≈"
    if isinstance(figure, Estimate):
        return f"{write_value(figure.value, 'difference')} {write_interval(figure, 'difference')}"
    return f"n = {figure.n} < {figure.needed}"


def _draw_lean(chart: RowChart, contrasts: Sequence[Contrast], names: Sequence[str], language: Language) -> None:
    plot = chart.add_plot(150, -1, 1, ticks=(-1, 0, 1), title=_LEAN.say(language))
    for edge in (-DOMINATES, DOMINATES):
        plot.line_at(edge)
    for row, one in enumerate(contrasts):
        if is_known(one.asymmetry) and one.verdict != "none":
            plot.whisker(row, one.asymmetry, "importance", line=1.4)
            hollow = one.verdict == "cannot_tell"
            plot.point(row, one.asymmetry.value, "importance", hollow=hollow, size=9, tip=tip_of(names[row], one.asymmetry, "difference"))


def _likely(one: Contrast, language: Language) -> str:
    """The most probable class with its probability."""
    if one.likely is None:
        return "–"
    return f"{KIND_NAMES[one.likely].say(language)} {write_probability(one.probabilities[one.likely])}"


ASYMMETRY: Final = Chapter(
    key="asymmetry",
    section=Text("惩罚与奖励", "Penalty and reward"),
    purpose=Text(
        "时刻做差了扣多少、做好了加多少（由评分推断）",
        "what a poor moment costs the overall judgement and what a good one adds, from scores",
    ),
    guide=Text(
        "红条是该时刻评分低时总体评价低多少，蓝条是评分高时高多少，均相对中间评分并扣除其他时刻的影响；须线是 95% 区间。"
        "基本型：主要是差则受罚；绩效型：两者皆有；激励型：主要是好则加分。区间支持不了时写“尚不能判定”。"
        "不适用：各人只评了部分时刻；时刻评分高度相关时；把关联当作改进后的收益时。",
        "Red bars: how much lower the overall judgement is where the moment was rated low; blue bars: how much higher where it was rated "
        "high; both against the ratings between, all other moments held. Whiskers are 95% intervals. Basic: mainly punished when "
        "poor; performance: both; excitement: mainly rewarded when good. Where the intervals support none, it cannot be told. Not where "
        "people rated only some of the moments, not where ratings move together, and not as the return on an improvement.",
    ),
    columns=("moment", "n", "n_low", "n_high", "penalty", "reward", "asymmetry", "p_symmetry_holm", "verdict"),
    draw=draw_asymmetry,
    headings={
        "low_to": Text("低分上限", "Low up to"),
        "high_from": Text("高分下限", "High from"),
        "n_low": Text("低分人数", "Rated low"),
        "n_high": Text("高分人数", "Rated high"),
        "verdict": Text("类型", "Class"),
        "likely": Text("最可能的类型", "Most probable class"),
        **{f"p_{kind}": Text(f"{KIND_NAMES[kind].zh}的概率", f"P({KIND_NAMES[kind].en})") for kind in KINDS},
        "penalty": Text("惩罚", "Penalty"),
        "reward": Text("奖励", "Reward"),
        "balance": Text("奖惩之和", "Penalty + reward"),
        "asymmetry": Text("不对称度", "Asymmetry"),
        "reach": Text("影响幅度", "Range of impact"),
        "p_penalty": Text("惩罚的 p", "p of penalty"),
        "p_reward": Text("奖励的 p", "p of reward"),
        "p_symmetry": Text("对称检验的 p", "p of symmetry"),
        "p_symmetry_holm": Text("对称检验的 p（Holm）", "p of symmetry (Holm)"),
        "alone_penalty": Text("单独看：低分差", "Alone: low less between"),
        "alone_reward": Text("单独看：高分差", "Alone: high less between"),
    },
    units={
        "penalty": "difference",
        "reward": "difference",
        "balance": "difference",
        "asymmetry": "difference",
        "alone_penalty": "difference",
        "alone_reward": "difference",
    },
    cells={"verdict": KIND_NAMES, "likely": KIND_NAMES},
    probabilities=tuple(f"p_{kind}" for kind in KINDS),
    tests=("p_penalty", "p_reward", "p_symmetry", "p_symmetry_holm"),
)
