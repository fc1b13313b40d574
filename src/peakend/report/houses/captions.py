"""Which words stand on the drawings of a house? All of them, in both languages."""

from typing import Final

from peakend.text import Text

IMPORTANCE: Final = Text("重要性", "Importance")
INCOMING: Final = Text("传入权重", "Weight coming in")
STRONG: Final = Text("强", "strong")
MEDIUM: Final = Text("中", "medium")
WEAK: Final = Text("弱", "weak")
RELATION: Final = Text("关系", "relation")
APART: Final = Text("评判人相差两档以上", "raters two steps or more apart")
DIFFER: Final = Text("评判人相差一档", "raters one step apart")
MORE: Final = Text("望大", "more is better")
LESS: Final = Text("望小", "less is better")
TARGETED: Final = Text("望目", "to be met")
HELP: Final = Text("相互促进", "help one another")
HINDER: Final = Text("相互冲突", "conflict")
OURS: Final = Text("我方", "ours")
RIVALS: Final = Text("竞争者", "competitors")
GOAL: Final = Text("目标", "goal")
GOAL_HEAD: Final = Text("目标", "Goal")
LEVELS: Final = Text("水平（{low}–{high}）", "Levels ({low} to {high})")
RATIO: Final = Text("改进比率", "Ratio")
SALES: Final = Text("卖点", "Sales point")
ABSOLUTE: Final = Text("绝对权重", "Absolute weight")
RELATIVE: Final = Text("相对权重", "Relative weight")
RAW: Final = Text("仅按重要性", "Importance alone")
NOW: Final = Text("现状", "Ours")

TECHNICAL: Final = Text("技术重要性（权重% × 评分）", "Technical importance (weight in % × mark)")
SHARE: Final = Text("相对重要性", "Relative importance")
SHARE_RAW: Final = Text("相对重要性（仅按需求重要性）", "Relative importance, raw weights")
SHARE_PLANNED: Final = Text("相对重要性（按规划权重）", "Relative importance, planning weights")
RANKS: Final = Text("不能排除的名次", "Ranks not excluded")
TOP: Final = Text("前 {k} 名的概率", "P(among the first {k})")
CURRENT: Final = Text("当前值", "Today")
TARGET: Final = Text("目标值", "Target")
RIVAL_VALUE: Final = Text("竞争者：{name}", "Competitor: {name}")
DIFFICULTY: Final = Text("难度（1–5）", "Difficulty (1–5)")
COST: Final = Text("成本", "Cost")
COST_IN: Final = Text("成本（{unit}）", "Cost ({unit})")
OWNER: Final = Text("责任角色", "Owner")

DRIVES: Final = {
    "planning": Text("由规划权重主导（重要性 × 目标/现状 × 卖点）", "Planning weights drive (importance × goal / ours × sales point)"),
    "raw": Text("由需求重要性主导", "The importance alone drives"),
}
SURVEYED: Final = Text("区间来自调查与评判人的不确定性", "intervals carry the uncertainty of survey and raters")
SET: Final = Text("重要性由团队给出，未经调查", "the importance was set by the team, not measured")
RATED_BY: Final = Text("{n} 位评判人", "{n} raters")
ONE_RATER: Final = Text("关系为一致意见，未计评判不确定性", "marks agreed on: their uncertainty is not known")
UNHEARD: Final = Text("没有问到", "nobody was asked")

NO_COLUMN: Final = Text("没有任何一列服务于：{names}", "Nothing serves: {names}")
NO_ROW: Final = Text("不服务于任何一行的列（可删去）：{names}", "Serve nothing, and can go: {names}")
NOT_HEARD: Final = Text("没有问到、因而没有权重：{names}", "Nobody was asked about them, so they have no weight: {names}")
NOT_TOLD: Final = Text("各列的先后都不能区分：不要只做第一名", "No order of the columns is proved: do not single out the first")
PART_TOLD: Final = Text("只有部分先后可以区分，见“不能排除的名次”", "Only part of the order is proved: see the ranks not excluded")
TORN: Final = Text("评判人分歧最大：{names}", "Raters are farthest apart on: {names}")
PART: Final = Text("第 {number} / {count} 部分", "part {number} of {count}")

HOUSE: Final = Text("第 {number} 屋 / 共 {count} 屋", "house {number} of {count}")
ROWS_TO: Final = Text("{rows} → {columns}", "{rows} → {columns}")
NEEDS: Final = Text("客户需求", "Needs")
MOMENTS: Final = Text("关键时刻", "Moments")
TEAM: Final = Text("团队设定", "Set by the team")
SANKEY: Final = Text("权重从哪里来", "Where the weight comes from")
SANKEY_OF: Final = Text("“{name}”的权重从哪里来", "Where the weight of “{name}” comes from")
SANKEY_NOTE: Final = Text(
    "每一层合计相同（{total}）；带宽是最终落到质量参数上的权重",
    "Every layer adds up to the same ({total}); a band is as wide as the weight that arrives in the end",
)
OTHERS: Final = Text("其余 {n} 项", "{n} others")

COVERAGE: Final = Text("服务标准与客户需求的距离", "Standards beside needs")
NEED_AT: Final = Text("时刻 × 需求", "Need at a moment")
NAMED: Final = Text("提及率", "Named by")
DISTANCE: Final = Text("距离", "Distance")
FULL: Final = Text("完全满足", "serves it fully")
PARTLY: Final = Text("部分满足", "serves it in part")
NONE: Final = Text("没有标准", "no rule")
NONE_CORE: Final = Text("核心需求没有标准", "a core need without a rule")
CORE: Final = Text("核心需求（经检验）", "core need (proved)")
IDLE: Final = {
    "no_need": Text("没有写明服务于哪项需求", "serves no need that is named"),
    "unheard": Text("客户没有提到它服务的需求", "serves needs that no customer named"),
    "not_core": Text("只服务于非核心需求", "serves no core need"),
}
PEAK: Final = Text("峰值", "peak")
END: Final = Text("终值", "end")
"""Words of the marks on moments."""

RANK: Final = Text("名次", "rank")
COVERAGE_SAID: Final = Text(
    "峰值与终值时刻的 {all} 项需求中，{open} 项没有任何标准；{idle} 条标准不服务于客户提到的核心需求",
    "Of the needs at peaks and ends ({all}), {open} have no rule at all; {idle} of the standards serve no core need of customers",
)
FROM: Final = Text("从", "From")
TO: Final = Text("到", "To")
MARK: Final = Text("峰终", "Mark")
CORE_HEAD: Final = Text("核心", "Core")
COVER: Final = Text("满足程度", "Cover")
STANDARDS: Final = Text("标准", "Standards")
DIMENSION: Final = Text("方面", "Dimension")
AS_IS: Final = Text("现状", "As it is")
TO_BE: Final = Text("目标", "As it is to be")
LEVEL: Final = Text("等级", "Level")
CAPABILITY: Final = Text("能力", "Capability")
SHORTFALL: Final = Text("体验减期望", "Experience less expectation")
ADVICE: Final = Text("建议", "What to do")
WHY: Final = Text("依据", "Why")
EXPECTED: Final = Text("预期效果", "Expected effect")
ROUTE: Final = Text("改进类型", "Type of improvement")
TAGS: Final = Text("4R 与 7P", "4R and 7P")
STATUS: Final = Text("进展", "Status")
NOT_HELD: Final = Text("答卷中没有", "not in these answers")
CHECK: Final = Text("检验", "Check")
OUTCOME: Final = Text("结果", "Outcome")
EVIDENCE: Final = Text("依据", "Evidence")
ABOUT: Final = Text("涉及", "About")
