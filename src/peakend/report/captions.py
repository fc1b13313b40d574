"""What is written on pictures beside the numbers? Names of lanes, axes and legends, in both languages.

Sentences about a result live in `report.words`; these are the fixed words of the drawings themselves.
"""

from typing import Final

from peakend.text import Text

MAP: Final = Text("关键时刻地图", "E-MOT map")
BASELINE: Final = Text("基准图", "Baseline chart")
QUADRANTS: Final = Text("重要性—体验象限图", "Importance–experience quadrants")
QUADRANTS_DERIVED: Final = Text("推导重要性—体验象限图", "Derived importance–experience quadrants")
PART: Final = Text("第 {part} 部分，共 {parts} 部分", "part {part} of {parts}")

INTERVALS: Final = Text("方括号内为 95% 置信区间", "95% confidence intervals in brackets")

WHOLE: Final = Text("整个场景", "Whole scenario")
WHOLE_NOTE: Final = Text("各时刻均值的平均", "mean of the moments' means")
MEAN: Final = Text("均值", "Mean")
PEAK: Final = Text("峰", "Peak")
END: Final = Text("终", "End")
COMMON: Final = Text("共有", "Common")

LANE_MOMENT: Final = (Text("关键时刻", "Moment"), Text("客户视角，按先后顺序", "seen by the customer, in order"))
LANE_CURVE: Final = (Text("重要性与体验", "Importance and experience"), Text("{low}–{high} 分", "scale {low}–{high}"))
LANE_IMPORTANCE: Final = (Text("重要性", "Importance"), Text("均值与 95% 区间", "mean, 95% interval"))
LANE_EXPERIENCE: Final = (Text("实际体验", "Experience"), Text("均值与 95% 区间", "mean, 95% interval"))
LANE_EMOTION: Final = (Text("情绪", "Emotion"), Text("{low} 至 {high}", "{low} to {high}"))
LANE_MARKS: Final = (Text("峰与终", "Peaks and end"), Text("规则再次选中的概率", "probability that the rule picks it again"))
LANE_TOP: Final = (Text("进入前 {top}", "Among the top {top}"), Text("概率与名次区间", "probability, rank interval"))
LANE_GAPS: Final = (Text("差距", "Gap"), Text("体验减去对照；↓↑ 检验显著", "experience minus the other; ↓↑ proved"))
LANE_LOW: Final = (Text("痛点", "Pain"), Text("低分占比，满格 {full}", "share of low ratings, bar to {full}"))
LANE_NEEDS: Final = (Text("核心需求", "Core needs"), Text("清单所列与实测占比", "listed, with measured share"))
LANE_THEMES: Final = (Text("体验主题", "Theme"), Text("预期类别，待检验", "expected class, untested"))

RANK: Final = Text("名次 {ranks}", "rank {ranks}")
BOTH_RULES: Final = Text("两条规则", "both rules")
SOURCE_ONLY: Final = Text("仅原规则", "source's rule only")
TEST_ONLY: Final = Text("仅检验规则", "tested rule only")
NEAR: Final = Text("{p} 入选", "picked in {p}")
PUBLISHED: Final = Text("原研究已列", "published")
NOT_PUBLISHED: Final = Text("原研究未列", "not published")
NOT_FOUND: Final = Text("原研究列为{kind}", "published as {kind}")
TOO_FEW: Final = Text("样本不足", "too few")
NOT_ASKED: Final = Text("未询问", "not asked")
LISTED_ONLY: Final = Text("未测", "not measured")

LEGEND_IMPORTANCE: Final = Text("重要性（灰带为 95% 区间）", "importance (band: 95% interval)")
LEGEND_MEAN: Final = Text("场景均值", "scenario mean")
LEGEND_EXPERIENCE: Final = Text("实际体验（竖线为 95% 区间）", "experience (bar: 95% interval)")
LEGEND_EXPECTATION: Final = Text("期望", "expectation")
LEGEND_GAP_EXPECTATION: Final = Text("体验显著低于期望", "experience proved below expectation")
LEGEND_GAP_IMPORTANCE: Final = Text("体验显著低于重要性（仅作 IPA 参考）", "experience proved below importance (IPA only)")
LEGEND_SOLID: Final = Text("实心：原规则与检验规则均成立", "filled: by the source's rule and the tested rule")
LEGEND_HOLLOW: Final = Text("空心：仅一条规则成立", "hollow: by one rule only")
LEGEND_PEAK: Final = Text("峰值", "peak")
LEGEND_END: Final = Text("终值", "end")
LEGEND_COMMON: Final = Text("共有时刻", "common moment")
LEGEND_TIED: Final = Text("底色：名次区间包含第 1", "shaded: may be the highest (rank 1 in its interval)")
LEGEND_LISTED: Final = Text("清单所列需求", "need listed in the study")
LEGEND_MEASURED: Final = Text("实测新增需求", "measured, not listed")
LEGEND_NOT_CORE: Final = Text("所列但实测未居首位", "listed, not among the first by measurement")

PROVENANCE: Final[dict[str, Text]] = {
    "source": Text("原始资料", "source"),
    "inferred": Text("推断", "inferred"),
    "placeholder": Text("占位", "placeholder"),
    "measured": Text("实测", "measured"),
}
"""Where a moment comes from, in as few words as a column head has room for."""

CLASSES: Final[dict[str, Text]] = {
    "basic": Text("基本型", "basic"),
    "performance": Text("期望型", "performance"),
    "excitement": Text("兴奋型", "excitement"),
}

GAP_KINDS: Final[dict[str, Text]] = {
    "expectation": Text("对期望", "to expectation"),
    "importance": Text("对重要性", "to importance"),
    "competitor": Text("对竞争对手", "to competitor"),
}

AXIS_IMPORTANCE: Final = Text("重要性", "Importance")
AXIS_DERIVED: Final = Text(
    "推导重要性（与总体评价的相关，是关联而非因果）",
    "Derived importance (correlation with the overall judgement), association not cause",
)
AXIS_EXPERIENCE: Final = Text("实际体验", "Experience")
AXIS_ORDER: Final = Text("服务过程（先后顺序）", "Course of the service (in order)")

QUADRANT: Final[dict[str, Text]] = {
    "keep": Text("继续保持", "Keep it up"),
    "improve": Text("重点改进", "Improve first"),
    "low": Text("次要改进", "Low priority"),
    "overkill": Text("投入过度", "Possible overkill"),
}
LEGEND_ELLIPSE: Final = Text("椭圆：95% 联合置信区域", "ellipse: joint 95% confidence region")
ENTANGLED: Final = "≈"
LEGEND_ENTANGLED: Final = Text(
    "评分与其他时刻一同变化（r > 0.8），推导重要性分不出彼此", "rated alike (r > 0.8): derived importance cannot tell them apart"
)
LEGEND_UNSETTLED: Final = Text("空心：概率 < 80%，或标有 ≈", "hollow: P < 80%, or marked ≈")
LEGEND_SETTLED: Final = Text("实心：概率 ≥ 80%，且不标 ≈", "filled: P ≥ 80%, and not marked ≈")
LEGEND_CROSSES: Final = Text(
    "百分比：落在该象限的概率；十字短线：两个方向的 95% 置信区间",
    "%: probability of the quadrant; bars: 95% confidence intervals both ways",
)
LEGEND_CROSS: Final = Text("十字线：{crosshair}", "cross-hairs: {crosshair}")
LEGEND_SURE: Final = Text("实心：落在该象限的概率 ≥ 80%", "filled: lies in its quadrant with P ≥ 80%")
LEGEND_UNSURE: Final = Text("空心：概率 < 80%", "hollow: P < 80%")
LEGEND_WHISKER: Final = Text("竖线：95% 置信区间", "bar: 95% confidence interval")
LEGEND_MARK_PEAK: Final = Text("峰值（原规则，附概率）", "peak (source's rule, with its probability)")
LEGEND_MARK_END: Final = Text("终值（原规则，附概率）", "end (source's rule, with its probability)")
PUBLISHED_MEAN: Final = Text("原研究公布均值 {mean}", "published mean {mean}")

AXIS_SHARE: Final = Text("占比", "share of answers")
AXIS_NPS: Final = Text("净推荐值", "Net Promoter Score")
AXIS_PROBABILITY: Final = Text("概率", "probability")
AXIS_GAP: Final = Text("分", "points of the scale")
WHOLE_SERVICE: Final = Text("整个服务", "The whole service")
NPS_SHARES: Final = Text("回答构成", "Who answered what")
NPS_PARTS: Final[dict[str, Text]] = {
    "detractors": Text("贬损者 0–6", "detractors 0–6"),
    "passives": Text("中立者 7–8", "passives 7–8"),
    "promoters": Text("推荐者 9–10", "promoters 9–10"),
}
ANSWERS: Final = Text("各分值占比", "Share of each answer")

SCENARIO_MEAN: Final = Text("场景均值 {mean}", "scenario mean {mean}")
AXIS_PICKED: Final = Text("重抽样中按原规则再次入选的比例", "share of resamples in which the source's rule picks it")
AXIS_LOW: Final = Text("低分占比", "share of low ratings")
P: Final = Text("概率", "P")
RULES_HEAD: Final = Text("规则", "Rule")
PUBLISHED_HEAD: Final = Text("原研究", "Published")
SHARED_HEAD: Final = Text("共有（≥ 2 个场景）", "Common (≥ 2)")
SHARED_BOTH: Final = Text("是，两条规则", "yes, both rules")
SHARED_SOURCE: Final = Text("是，仅原规则", "yes, source only")
SHARED_NOT: Final = Text("否", "no")
LISTED: Final = Text("已列", "listed")
NOT_LISTED: Final = Text("未列", "not listed")
COMMON_TITLE: Final = Text("共有关键时刻", "Common moments")

NEED_BOTH: Final = Text("清单所列，实测为核心", "listed, core by measurement")
NEED_LISTED: Final = Text("清单所列", "listed")
NEED_NEW: Final = Text("清单外，实测为核心", "not listed, core by measurement")
DIFFER: Final = Text("有差异", "differ")
NOT_DIFFER: Final = Text("未见差异", "no proven difference")

LEGEND_ABOVE: Final = Text("实心：经检验高于答题者自身平均", "filled: proved above the respondents' own averages")
LEGEND_NOT_ABOVE: Final = Text("空心：未获检验确认", "hollow: not proved")
LEGEND_BELOW: Final = Text("显著低于", "proved below")
LEGEND_BEYOND: Final = Text("显著高于", "proved above")
LEGEND_LEVEL: Final = Text("未见差异", "no proven difference")
