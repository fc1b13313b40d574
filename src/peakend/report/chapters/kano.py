"""How are Kano classes told? Better over worse with regions, the shares of the classes of each feature, and its groups under it."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.kano import Kano, KanoGroup, KanoLine
from peakend.analyse.kano_count import CATEGORIES
from peakend.define.study import Study
from peakend.report.boxes import Box, Drawing
from peakend.report.chapter import Chapter
from peakend.report.charts.better_worse import draw_better_worse
from peakend.report.charts.rows import Plot, Row, RowChart
from peakend.report.words import headline, write_probability, write_value
from peakend.report.words.figures import Unit
from peakend.report.words.kano import CLASSES
from peakend.text import Language, Text

_SHARES: Final = (0, 0.25, 0.5, 0.75, 1)
_COLOURS: Final = {"M": "step_1", "O": "step_5", "A": "step_4", "I": "step_3", "R": "step_2", "Q": "quiet"}
_ORDER: Final = ("M", "O", "A", "I", "R", "Q")
_SHARE: Final = Text("各类别占比", "Shares of the classes")
_CLASS: Final = Text("类别", "Class")
_LEADS: Final = Text("领先概率", "Leads with")
_GROUPS: Final = Text("各客群的类别占比", "Shares of the classes by group")


def draw_kano(result: Kano, _study: Study, language: Language) -> Sequence[Drawing]:
    """The plane of better and worse, the classes of every feature, and its groups where the answers are split."""
    plane = draw_better_worse(result, CLASSES, language)
    drawings = [] if plane is None else [plane]
    drawings.append(_draw_shares(result, language))
    if any(line.groups for line in result.lines):
        drawings.append(_draw_groups(result, language))
    return drawings


def _draw_shares(result: Kano, language: Language) -> Drawing:
    """The shares of the six classes as parts of a bar, the verdict, and the probability that the leading class leads."""
    names = [line.name.say(language) for line in result.lines]
    chart = RowChart([Row(name) for name in names], 30.0)
    plot = chart.add_plot(360, 0, 1, form="%", ticks=_SHARES, title=_SHARE.say(language))
    for row, line in enumerate(result.lines):
        _stack(plot, row, line.counts, names[row], language)
    chart.add_words([_verdict(line, language) for line in result.lines], _CLASS.say(language), bold=True)
    chart.add_words([write_probability(line.probabilities[line.leading]) for line in result.lines], _LEADS.say(language))
    chart.add_words([f"n = {line.n}" for line in result.lines])
    chart.legend = [([_swatch(_COLOURS[key])], CLASSES[key].say(language)) for key in _ORDER]
    return chart.finish("kano-classes", result.title.say(language), headline(result).say(language))


def _draw_groups(result: Kano, language: Language) -> Drawing:
    """Each feature with its groups under it."""
    rows: list[Row] = []
    told: list[tuple[tuple[float, ...], str, str, str]] = []
    for line in result.lines:
        mark = f" {Text('（各客群不同）', '(groups differ)').say(language)}" if line.hides else ""
        rows.append(Row(f"{line.name.say(language)}{mark}", heading=True))
        told.append(((), "", "", ""))
        for one in line.groups:
            rows.append(Row(", ".join(one.group.values()) or "–"))
            verdict = _verdict(one, language)
            told.append((one.counts, verdict, write_probability(one.probabilities[one.leading]), f"n = {one.n}"))
    chart = RowChart(rows)
    plot = chart.add_plot(360, 0, 1, form="%", ticks=_SHARES, title=_GROUPS.say(language))
    for row, (counts, _, _, _) in enumerate(told):
        if counts:
            _stack(plot, row, counts, rows[row].name, language)
    chart.add_words([one[1] for one in told], _CLASS.say(language), bold=True)
    chart.add_words([one[2] for one in told], _LEADS.say(language))
    chart.add_words([one[3] for one in told])
    chart.legend = [([_swatch(_COLOURS[key])], CLASSES[key].say(language)) for key in _ORDER]
    return chart.finish("kano-groups", _GROUPS.say(language), headline(result).say(language))


def _stack(plot: Plot, row: int, counts: Sequence[float], name: str, language: Language) -> None:
    shares = {key: counts[CATEGORIES.index(key)] / sum(counts) for key in _ORDER}
    start = 0.0
    for key, share in shares.items():
        if share > 0:
            colour, words = _COLOURS[key], CLASSES[key].say(language)
            plot.bar(row, start, start + share, colour, share=0.72, tip=f"{name} – {words}: {write_value(share, 'share')}")
            written = f"on_{colour}" if colour.startswith("step") else "ink"
            plot.inside(row, start, start + share, f"{key} {write_value(share, 'share')}", written)
            start += share


def _verdict(line: KanoLine | KanoGroup, language: Language) -> str:
    """The class where it is proved; else that it is mixed, and what leads."""
    if line.verdict != "mixed":
        return CLASSES[line.verdict].say(language)
    return f"{line.leading}? {CLASSES['mixed'].say(language)}"


def _swatch(colour: str) -> Box:
    return Box(2, -6, 16, 12, fill=colour, radius=2)


_UNITS: Final[dict[str, Unit]] = {
    **dict.fromkeys([f"share_{name}" for name in CATEGORIES], "share"),
    "total_strength": "share",
    "category_strength": "share",
    "better": "rating",
    "worse": "rating",
}

KANO: Final = Chapter(
    key="kano",
    section=Text("卡诺分类", "Kano classes"),
    purpose=Text(
        "哪些是必备、哪些加分、哪些无所谓（正反成对提问）", "what would be missed, enjoyed, both or neither, from pairs of questions"
    ),
    guide=Text(
        "越靠右，不具备时越不满意；越靠上，具备时越满意。椭圆是两个系数的 95% 联合区域。"
        "实心的类别经精确 McNemar 检验（Holm 校正）；空心的最多与次多类别未能区分。"
        "合计可能掩盖客群差异，请按客群（--by）再看。不适用：只问了正向或反向一题时；"
        "把 1–5 的卡诺答案求平均当作满意度时；据类别推断投入产出时。",
        "Further right, more would be missed without it; further up, more enjoyed with it. Ellipses are 95% regions of both coefficients. "
        "Filled marks: the class is proved (exact McNemar, Holm); hollow ones: first and second class are not told apart. Totals may hide "
        "groups: look by group too (--by). Not for single questions without their other half, not for averaging the answers 1 to 5 as if "
        "they were satisfaction, and not for what an investment would return.",
    ),
    columns=("about", "group", "n", "verdict", "leading", "next", "p_holm", "better", "worse", "category_strength"),
    draw=draw_kano,
    headings={
        "verdict": Text("结论", "Verdict"),
        "leading": Text("最多的类别", "Leading class"),
        "next": Text("次多的类别", "Next class"),
        "p": Text("p（最多对次多）", "p (first against next)"),
        **{f"p_{name}": Text(f"{name} 领先的概率", f"P({name} leads)") for name in CATEGORIES},
        **{f"share_{name}": Text(f"{name} 占比", f"Share of {name}") for name in CATEGORIES},
        "total_strength": Text("总强度（A+O+M）", "Total strength (A+O+M)"),
        "category_strength": Text("类别强度", "Category strength"),
        "better": Text("满意系数", "Better"),
        "worse": Text("不满意系数", "Worse"),
        "correlation": Text("两系数的相关", "Correlation of both"),
        "wanted": Text("连续得分：想要", "Continuous score, wanted"),
        "missed": Text("连续得分：缺失", "Continuous score, missed"),
        "wanted_weighed": Text("按重要性加权：想要", "Wanted, weighted by importance"),
        "missed_weighed": Text("按重要性加权：缺失", "Missed, weighted by importance"),
        "importance": Text("自述重要性", "Stated importance"),
        "fong_significant": Text("Fong 检验（旧口径）", "Fong's test (legacy)"),
        "p_groups": Text("各客群是否不同", "p that groups answer alike"),
        "table": Text("5×5 交叉表", "5×5 table"),
    },
    units=_UNITS,
    cells={"verdict": CLASSES, "leading": CLASSES, "next": CLASSES},
    probabilities=tuple(f"p_{name}" for name in CATEGORIES),
    tests=("p", "p_groups"),
    alone=True,
    whole=True,
)
