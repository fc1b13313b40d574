"""What stands over the columns of a result, and what do the keys in its cells mean? One vocabulary for terminal, page, deck and workbook.

The columns are those of `Result.rows`: a figure `mean` has `mean_low`, `mean_high`, `mean_n`, `mean_method` beside it. A test holds that
no column and no key of a cell lacks its words in either language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from peakend.report.words.figures import Unit
from peakend.report.words.names import BASES, CROSSHAIRS, DIRECTIONS, GAPS, KINDS, MEASURES, QUADRANTS, REASONS
from peakend.text import Text

Tail = Literal["_low", "_high", "_n", "_method", "_needed"]

TAILS: Final[Mapping[Tail, Text]] = {
    "_low": Text("区间下限", "low"),
    "_high": Text("区间上限", "high"),
    "_n": Text("n", "n"),
    "_method": Text("方法", "method"),
    "_needed": Text("至少需要的 n", "n needed"),
}
"""What stands beside a figure in rows for machines."""

HEADINGS: Final[Mapping[str, Text]] = {
    # what a row is about
    "scope": Text("范围", "Scope"),
    "scenario": Text("服务场景", "Scenario"),
    "moment": Text("关键时刻", "Moment"),
    "place": Text("次序", "Place"),
    "stage": Text("阶段", "Stage"),
    "kind": Text("类别", "Kind"),
    "question": Text("题目", "Question"),
    "measure": Text("度量", "Measure"),
    "about": Text("对象", "About"),
    "group": Text("客群", "Group"),
    "competitor": Text("竞争对手", "Competitor"),
    "need": Text("客户需求", "Need"),
    "label": Text("选项", "Choice"),
    "label_zh": Text("选项（中文）", "Choice (Chinese)"),
    "label_en": Text("选项（英文）", "Choice (English)"),
    "names": Text("涉及", "Also"),
    # ratings
    "mean": Text("均值", "Mean"),
    "scenario_mean": Text("场景均值", "Scenario mean"),
    "deviation": Text("个人内偏差", "Within-person deviation"),
    "importance": Text("重要性", "Importance"),
    "performance": Text("实际体验", "Experience"),
    "emotion": Text("情绪", "Emotion"),
    "low": Text("低分占比", "Low ratings"),
    "top": Text("高分占比", "High ratings"),
    "top_two": Text("最高两档占比", "Two highest answers"),
    "ceiling": Text("最高分占比", "Highest answer"),
    "index": Text("指数（0–100）", "Index (0–100)"),
    "unweighted": Text("不加权", "Unweighted"),
    "counts": Text("各分值人数（由低到高）", "Responses by answer, lowest first"),
    "missing": Text("缺失", "Missing"),
    # tests, ranks and probabilities
    "p_value": Text("p", "p"),
    "p_holm": Text("p（Holm 校正）", "p (Holm)"),
    "p_adjusted": Text("p（校正）", "p (adjusted)"),
    "p_listed": Text("p（BH 校正）", "p (Benjamini–Hochberg)"),
    "p_wilcoxon": Text("p（Wilcoxon 检验）", "p (Wilcoxon)"),
    "order_p": Text("p（各时刻有无次序）", "p (any order at all)"),
    "p_above": Text("高于场景均值的概率", "P(above scenario mean)"),
    "p_top": Text("进入前列的概率", "P(among the highest)"),
    "rank": Text("名次（范围）", "Rank (set)"),
    "above": Text("高于均值（原研究规则）", "Above mean (source's rule)"),
    "above_proved": Text("高于均值（经检验）", "Above mean (tested)"),
    "tied": Text("无法与之区分", "Not told apart from"),
    # peaks and ends
    "by_source": Text("原研究规则", "Source's rule"),
    "by_test": Text("检验规则", "Tested rule"),
    "probability": Text("再次选中的概率", "P(picked again)"),
    "published": Text("原研究所列", "Published"),
    "last": Text("场景的最后一个时刻", "Last moment"),
    "mark": Text("标记", "Mark"),
    "fingerprint": Text("指纹", "Fingerprint"),
    # needs
    "share": Text("占比", "Share"),
    "listed": Text("清单所列", "Listed"),
    "core": Text("核心", "Core"),
    # recommendation
    "nps": Text("净推荐值", "NPS"),
    "wald": Text("Wald 区间", "Wald interval"),
    "promoters": Text("推荐者", "Promoters"),
    "passives": Text("中立者", "Passives"),
    "detractors": Text("贬损者", "Detractors"),
    "standard": Text("标准题（0–10）", "Standard (0–10)"),
    # gaps
    "left": Text("实际体验", "Experience"),
    "right": Text("对照", "Held against"),
    "gap": Text("差距", "Gap"),
    "weighted_gap": Text("加权总差距", "Weighted gap"),
    "weighted": Text("加权差距", "Weighted gap"),
    "size": Text("效应量", "Effect size"),
    "t": Text("t", "t"),
    "freedom": Text("自由度", "Degrees of freedom"),
    "significant": Text("得到证实", "Proved"),
    "direction": Text("方向", "Direction"),
    "paired": Text("逐人配对", "Paired"),
    "ipa_only": Text("仅供象限参考", "For the quadrants only"),
    # quadrants
    "basis": Text("重要性口径", "Importance shown"),
    "crosshair": Text("分界线", "Cross-hairs"),
    "at_importance": Text("分界线：重要性", "Cross-hairs: importance"),
    "at_derived": Text("分界线：推导重要性", "Cross-hairs: derived importance"),
    "at_performance": Text("分界线：实际体验", "Cross-hairs: experience"),
    "quadrant": Text("象限", "Quadrant"),
    "p_quadrant": Text("落在该象限的概率", "P(this quadrant)"),
    "p_keep": Text("继续保持的概率", "P(keep it up)"),
    "p_improve": Text("重点改进的概率", "P(improve first)"),
    "p_low": Text("次要改进的概率", "P(low priority)"),
    "p_overkill": Text("投入过度的概率", "P(possible overkill)"),
    "opportunity": Text("机会得分（0–20）", "Opportunity (0–20)"),
    "derived": Text("推导重要性（与总体评价的相关，非因果）", "Derived importance (correlation with the overall judgement, not cause)"),
    "disagrees": Text("陈述与推导不一致", "Stated and derived disagree"),
    "entangled": Text("与其他时刻高度相关", "Moves with other moments"),
    # groups
    "figure": Text("数值", "Figure"),
    "q": Text("Q", "Q"),
    "differs": Text("有差异", "Differs"),
    "differs_from": Text("与之有差异的客群", "Differs from"),
    "one": Text("客群一", "One group"),
    "two": Text("客群二", "Other group"),
    "difference": Text("差值", "Difference"),
    # weights and cautions
    "moved": Text("加权影响明显", "Moved by weighting"),
    "value": Text("数值", "Value"),
    "limit": Text("界限", "Limit"),
    "n": Text("n", "n"),
}
"""The heading of each column."""

PARTICULAR: Final[Mapping[tuple[str, str], Text]] = {
    ("peaks", "kind"): Text("候选类别", "Candidate for"),
    ("satisfaction", "top"): Text("最高一档占比", "Highest answer"),
    ("satisfaction", "low"): Text("最低两档占比", "Two lowest answers"),
    ("needs", "top"): Text("前列名额", "Places among the highest"),
    ("segments", "size"): Text("效应量 η²", "Effect size η²"),
    ("weights", "weighted"): Text("加权", "Weighted"),
}
"""Columns whose name means something else in one result."""

SCOPES: Final[Mapping[str, Text]] = {
    "scenario": Text("场景", "scenario"),
    "moment": Text("时刻", "moment"),
    "common": Text("跨场景", "across scenarios"),
}

CAUTIONS: Final[Mapping[str, Text]] = {
    "absent": Text("数据中无此列", "no column"),
    "few": Text("样本偏少", "few answers"),
    "missing": Text("缺失较多", "many missing"),
    "all_equal": Text("答案全部相同", "all answers equal"),
    "ceiling": Text("量表触顶", "ceiling"),
    "restricted_range": Text("取值范围过窄", "narrow range"),
    "halo": Text("光环效应", "halo"),
    "collinear": Text("高度相关", "move together"),
    "weights_matter": Text("加权影响明显", "weights matter"),
    "recommendation_scale": Text("推荐题非 0–10 分", "not asked on 0 to 10"),
    "scales_differ": Text("量表不同", "different scales"),
    "simpson": Text("合并与分组方向相反", "whole against groups"),
    "one_moment": Text("只问了一个时刻", "one moment only"),
    "no_end": Text("没有终值", "no end"),
}
"""The kinds of caution in as few words as a cell has room for."""

CELLS: Final[Mapping[str, Mapping[str, Text]]] = {
    "scope": SCOPES,
    "kind": {**KINDS, **GAPS, **CAUTIONS, "moment": Text("时刻", "moment"), "group": Text("题组", "group of choices")},
    "measure": MEASURES,
    "mark": KINDS,
    "quadrant": QUADRANTS,
    "basis": BASES,
    "direction": DIRECTIONS,
    "crosshair": CROSSHAIRS,
    "missing": REASONS,
}
"""What the keys in the cells of a column mean: keys of the method; keys of the study have the study's names."""

UNITS: Final[Mapping[str, Unit]] = {
    "low": "share",
    "top": "share",
    "top_two": "share",
    "ceiling": "share",
    "share": "share",
    "promoters": "share",
    "passives": "share",
    "detractors": "share",
    "index": "index",
    "deviation": "difference",
    "gap": "difference",
    "weighted_gap": "difference",
    "difference": "difference",
}
"""How the numbers of a column are written; those that are not here are ratings or plain numbers."""

PROBABILITIES: Final = frozenset({"probability", "p_above", "p_top", "p_quadrant", "p_keep", "p_improve", "p_low", "p_overkill"})
"""Columns that hold the share of resamples in which something came out again."""

TESTS: Final = frozenset({"p_value", "p_holm", "p_adjusted", "p_listed", "p_wilcoxon", "order_p"})
"""Columns that hold the p value of a test."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one result's columns: headings, how numbers are written, what keys in cells mean, which are probabilities or tests."""

    headings: Mapping[str, Text] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    probabilities: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()


_BROUGHT: Final[dict[str, Vocabulary]] = {}
"""The words that chapters bring for their own results."""

_NONE: Final = Vocabulary()


def add_vocabulary(question: str, vocabulary: Vocabulary) -> None:
    """Make the words of a result's columns known."""
    _BROUGHT[question] = vocabulary


def vocabulary_of(question: str) -> Vocabulary:
    """The words that a result brings itself; none for the results whose words stand in this file."""
    return _BROUGHT.get(question, _NONE)


def has_words(column: str, question: str = "") -> bool:
    """Whether the cells of a column hold keys that have words."""
    return column in vocabulary_of(question).cells or column in CELLS


def unit_of_column(name: str, question: str = "") -> Unit | None:
    """How the numbers of a column are written, if that is known."""
    return vocabulary_of(question).units.get(name) or (None if name in vocabulary_of(question).headings else UNITS.get(name))


def is_probability(name: str, question: str = "") -> bool:
    """Whether a column holds the share of resamples in which something came out again."""
    return name in PROBABILITIES or name in vocabulary_of(question).probabilities


def is_test(name: str, question: str = "") -> bool:
    """Whether a column holds the p value of a test."""
    return name in TESTS or name in vocabulary_of(question).tests


def _heading(name: str, question: str) -> Text | None:
    return PARTICULAR.get((question, name)) or vocabulary_of(question).headings.get(name) or HEADINGS.get(name)


def head_column(name: str, question: str = "") -> Text:
    """The heading of a column of a result (`question`), with what it holds of a figure behind it; the name itself where it has none.

    >>> head_column("top", "satisfaction").en, head_column("mean_low").en, head_column("tier").zh
    ('Highest answer', 'Mean, low', 'tier')
    """
    known = _heading(name, question)
    if known is not None:
        return known
    for tail, words in TAILS.items():
        stem = _heading(name.removesuffix(tail), question)
        if stem is not None and name.endswith(tail):
            return Text(zh=f"{stem.zh}：{words.zh}", en=f"{stem.en}, {words.en}")
    return Text(zh=name, en=name)


def name_cell(column: str, key: str, question: str = "") -> Text:
    """What a key of the method in a cell of this column means; the key itself where it has no words.

    >>> name_cell("quadrant", "improve").zh, name_cell("moment", "visit").zh
    ('重点改进', 'visit')
    """
    words = vocabulary_of(question).cells.get(column) or CELLS.get(column, {})
    return words.get(key) or Text(zh=key, en=key)
