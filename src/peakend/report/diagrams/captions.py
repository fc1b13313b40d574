"""What is written on drawings of a design beside its own words? Names of rows, marks and legends, in both languages."""

from typing import Final

from peakend.text import Text

BLUEPRINT: Final = Text("服务蓝图", "Service blueprint")
JOURNEY: Final = Text("客户旅程图", "Journey map")
SCRIPT: Final = Text("服务剧本", "Service script")
ROLE_CARD: Final = Text("角色卡", "Role card")
PART: Final = Text("第 {part} 部分，共 {parts} 部分", "part {part} of {parts}")
VERSION: Final = Text("第 {version} 版", "version {version}")

CONTACTS: Final = Text("服务接触 {count} 次", "contacts: {count}")
VISIBLE: Final = Text("服务行为中客户可见 {share}", "visible share of the service: {share}")
SHOWN: Final = Text("有有形展示的接触 {share}", "contacts with physical evidence: {share}")
MEASURED: Final = Text("体验均值与 95% 置信区间", "mean experience, 95% confidence interval")

HEALTH: Final = (
    Text("健康度", "Live health"),
    Text("体验均值与 95% 区间；目标或场景均值", "mean experience, 95% interval; goal or scenario mean"),
)
GOAL: Final = Text("目标 {goal}", "goal {goal}")
SCENARIO_MEAN: Final = Text("场景均值 {goal}", "scenario mean {goal}")
TOO_FEW: Final = Text("样本不足（{n}，需 {needed}）", "too few ({n}, needs {needed})")
NOT_ASKED: Final = Text("未询问", "not asked")
UNSEEN: Final = Text("客户看不见", "unseen by customers")

FAIL: Final = Text("失误：{words}", "Fails: {words}")
REMEDY: Final = Text("补救：{words}", "Made good: {words}")
WAIT: Final = Text("等待：标准 {standard}，实际 {actual}", "Wait: may take {standard}, takes {actual}")
WAIT_STANDARD: Final = Text("等待：标准 {standard}", "Wait: may take {standard}")
WAIT_ACTUAL: Final = Text("等待：实际 {actual}", "Wait: takes {actual}")
OWNER: Final = Text("责任 {role}", "Owner: {role}")
STANDIN: Final = Text("替补 {role}", "Stand-in: {role}")
HANDOFF: Final = Text("交接给 {role}", "Handed over to {role}")
LEADS: Final = Text("{words} → {step}", "{words} → {step}")
APART: Final = Text("通向另一页：{start} → {end}", "leads to another page: {start} → {end}")
TILE: Final = Text("拼图：第 {row} 行第 {column} 列", "poster: row {row}, column {column}")

UNITS: Final = {
    "second": Text("秒", "s"),
    "minute": Text("分钟", "min"),
    "hour": Text("小时", "h"),
    "day": Text("天", "d"),
}

BADGES: Final = {
    "fail": ("F", "peak"),
    "wait": ("W", "end"),
    "decision": ("?", "common"),
    "handoff": ("→", "series_1"),
    "standin": ("AB", "series_6"),
    "added": ("+", "good"),
    "removed": ("−", "quiet"),
    "changed": ("~", "end"),
    "moved": ("↔", "series_1"),
}
"""The letter of each mark, and its colour."""

BADGE_NAMES: Final = {
    "fail": Text("失误点", "fail point"),
    "wait": Text("等待点", "wait point"),
    "decision": Text("判断点", "decision"),
    "handoff": Text("交接", "hand-off"),
    "standin": Text("AB 角替补", "stand-in"),
    "added": Text("新增", "added"),
    "removed": Text("取消", "removed"),
    "changed": Text("改动", "changed"),
    "moved": Text("移动", "moved"),
}

PEAK: Final = Text("峰值", "peak")
END: Final = Text("终值", "end")

LEGEND_LEADS: Final = Text("箭头：通向、引出", "arrow: leads to")
LEGEND_INTERACTION: Final = Text("连线穿过互动分界线即为一次服务接触", "a connector that crosses the line of interaction is a contact")
LEGEND_KEY: Final = Text("底色：峰值或终值", "shaded: peak or end")
LEGEND_HEALTH: Final = Text("● 达到　▼ 未达到　○ 尚不能判断", "● reached  ▼ missed  ○ not told apart")
DIFFERENCE: Final = Text(
    "与现状相比：新增 {added}，取消 {removed}，改动 {changed}，移动 {moved}",
    "Against what is: {added} added, {removed} removed, {changed} changed, {moved} moved",
)

JOURNEY_ROWS: Final = {
    "ways": (Text("分支与回路", "Branches and loops"), Text("实线向前，虚线返回", "solid: forward, dashed: back")),
    "does": (Text("做", "Does"), Text("客户做什么", "what the customer does")),
    "thinks": (Text("想", "Thinks"), Text("客户想什么", "what the customer thinks")),
    "feels": (Text("感", "Feels"), Text("客户的感受", "what the customer feels")),
    "emotion": (Text("情绪曲线", "Emotion"), Text("−2 很差，+2 很好；人工判断", "−2 very bad, +2 very good; judged")),
    "channels": (Text("渠道", "Channels"), Text()),
    "quotation": (Text("客户原话", "Quotation"), Text()),
    "pains": (Text("痛点", "Pain points"), Text()),
    "memories": (Text("记忆点", "Memory points"), Text()),
    "people": (Text("人员流", "Flow of people"), Text("谁到场", "who is there")),
    "experience": (Text("客户流", "Flow of the customer"), Text("与客户交换什么", "what is exchanged")),
    "business": (Text("业务流", "Flow of business"), Text("带来什么、花费什么", "what it brings and costs")),
    "opportunities": (Text("机会点", "Opportunities"), Text()),
    "owner": (Text("责任人", "Owner"), Text("前台 / 后台", "front / back stage")),
    "ground": (Text("依据", "Ground"), Text()),
}
"""The rows of a journey map: name and note."""

QUOTED: Final = Text("“{words}”", "“{words}”")
GOAL_OF_CUSTOMER: Final = Text("客户目标：{goal}", "What the customer wants: {goal}")
ALL_CUSTOMERS: Final = Text("全部客户", "all customers")

SCRIPT_HEADS: Final = {
    "does": Text("做什么", "What is done"),
    "words": Text("说什么", "What is said"),
    "tone": Text("语气", "Tone"),
    "expects": Text("客户期望", "What the customer expects"),
    "never": Text("禁忌", "Never"),
}
"""The columns of a script."""

ON_STAGE: Final = Text("前台", "on stage")
OFF_STAGE: Final = Text("后台", "behind the stage")
GUIDE: Final = Text("指引：{words}", "Guide: {words}")
PROPS: Final = Text("道具：{words}", "Props: {words}")
AUDIENCE: Final = Text("观众：{words}", "Audience: {words}")
SETTING: Final = Text("场景：{words}", "Setting: {words}")
CAST: Final = Text("演员：{words}", "Cast: {words}")
VARIABLES: Final = Text("变量：{words}", "Variables: {words}")

TABLE_HEADS: Final = {
    "column": Text("时刻", "Moment"),
    "words": Text("内容", "Words"),
    "marks": Text("标记", "Marks"),
    "details": Text("说明", "Details"),
    "leads": Text("通向", "Leads to"),
    "row": Text("行", "Row"),
}
"""The columns of the tables that say what the drawings show."""
