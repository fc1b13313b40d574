"""How is control told? Control charts, effects, series that break, times of cases, and a wave against its baseline.

These results answer an order (which question, which period, what changed), so they are no properties of a reading; notebook and command
line draw them by these chapters, page and deck do not hold them.
"""

from collections.abc import Mapping
from typing import Final

from peakend.report.chapter import Chapter
from peakend.report.charts.control import draw_change, draw_comparison, draw_interruption, draw_times, draw_trend
from peakend.report.words.control import DESIGNS, PARTS, RULES, STATES, STATISTICS
from peakend.report.words.names import MEASURES
from peakend.text import Text

_PERIOD: Final = Text("周期", "Period")
_VALUE: Final = Text("值", "Value")
_LOW: Final = Text("控制下限", "Lower limit")
_HIGH: Final = Text("控制上限", "Upper limit")
_CENTRE: Final = Text("中心线", "Centre")
_SIGNALS: Final = Text("信号", "Signals")

TREND: Final = Chapter(
    key="trend",
    section=Text("控制图", "Control chart"),
    purpose=Text("某题各期的控制图：控制限随 n 变化，异常信号逐一指明", "a question's control chart by period: limits by n, signals named"),
    guide=Text(
        zh="控制限内的起伏是正常波动；三角为信号，值得去查原因；空心点未作判断。不用于比较单位，也不因有信号就重算控制限。",
        en="Moves inside the limits are what the process does anyway. A triangle is a signal; a hollow point is not judged. "
        " Not for comparing units; and do not lay new limits whenever there is a signal.",
    ),
    columns=("period", "state", "value", "limit_low", "centre", "limit_high", "signals"),
    draw=draw_trend,
    headings={
        "period": _PERIOD,
        "state": Text("状态", "State"),
        "statistic": Text("统计量", "Statistic"),
        "value": _VALUE,
        "centre": _CENTRE,
        "limit_low": _LOW,
        "limit_high": _HIGH,
        "z": Text("z", "z"),
        "signals": _SIGNALS,
    },
    units={"value": "plain", "centre": "plain", "limit_low": "plain", "limit_high": "plain", "z": "plain"},
    cells={"state": STATES, "signals": RULES, "statistic": STATISTICS},
)

EFFECT: Final = Chapter(
    key="effect",
    section=Text("改进效果", "Effect of the change"),
    purpose=Text("改动前后是否不同；有对照组时作双重差分", "before and after; beside others left as they were, difference in differences"),
    guide=Text(
        zh="看差值的区间是否含 0，再看前提：改动前两组趋势应一致。没有对照、或因表现差而入选时，差值不全归改动。",
        en="See whether the interval of the difference holds 0, then whether both groups moved alike before. Without a comparison, "
        "or where units were picked for being bad, the difference is not all the work of the change.",
    ),
    columns=("part", "value", "p_value", "design", "shared", "detectable"),
    draw=draw_change,
    headings={
        "part": Text("内容", "What"),
        "value": _VALUE,
        "design": Text("设计", "Design"),
        "shared": Text("共有", "Shared"),
        "detectable": Text("可发现的最小效果", "Least detectable"),
    },
    units={"value": "plain", "detectable": "plain"},
    cells={"part": PARTS, "design": {**DESIGNS, "": Text("–", "–")}},
    tests=("p_value",),
)

INTERRUPTION: Final = Chapter(
    key="interruption",
    section=Text("中断时间序列", "Interrupted series"),
    purpose=Text("没有对照组时，某一期起水平或趋势是否改变", "whether level or slope break, where nobody is left to compare with"),
    guide=Text(
        zh="虚线是改动前趋势的外推。前后各至少 4 期；同期发生的其他变化会混入结果。",
        en="The dashed line is what the trend before would have given. Needs four periods a side; whatever else changed then is in it.",
    ),
    columns=("part", "value", "p_value"),
    draw=draw_interruption,
    headings={"part": Text("内容", "What"), "value": _VALUE},
    units={"value": "difference"},
    cells={"part": PARTS},
    tests=("p_value",),
)

TIMES: Final = Chapter(
    key="times",
    section=Text("处理时长", "Times of cases"),
    purpose=Text("工单时长（偏态）与单量的控制图、未办结账龄", "times of cases (skewed) and their number; age of open cases"),
    guide=Text(
        zh="时长按开始时间归期，偏态时用几何均值；最近几期慢单还没办结，不作判断。只含已办结工单的记录在末尾会失真。",
        en="Times stand in the period in which a case began, as geometric means where they are skewed; the last periods wait for "
        "their slow cases and are not judged. A log of finished cases alone misleads at its end.",
    ),
    columns=("period", "began", "time", "tenth", "limit_low", "centre", "limit_high", "judged", "signals", "volume_signals"),
    draw=draw_times,
    headings={
        "period": _PERIOD,
        "began": Text("开始单量", "Begun"),
        "time": Text("时长", "Time"),
        "tenth": Text("九成以内", "Nine of ten"),
        "judged": Text("已判断", "Judged"),
        "centre": _CENTRE,
        "limit_low": _LOW,
        "limit_high": _HIGH,
        "signals": _SIGNALS,
        "volume_signals": Text("单量信号", "Signals of number"),
        "cut": Text("疑似截断", "Seems cut"),
    },
    units={"time": "plain", "tenth": "plain", "centre": "plain", "limit_low": "plain", "limit_high": "plain"},
    cells={"signals": RULES, "volume_signals": RULES},
)

COMPARISON: Final = Chapter(
    key="comparison",
    section=Text("与基准比较", "Against the baseline"),
    purpose=Text("本期与冻结基准逐项比较；口径不同则拒绝", "this wave against a frozen baseline; refused where measured otherwise"),
    guide=Text(
        zh="实心为经 Holm 校正仍成立的变化。两期按不同客户处理，同一批客户请用 effect。",
        en="Filled points moved for certain (Holm). Both waves count as different people; where they are the same, use effect.",
    ),
    columns=("moment", "kept", "frozen", "value", "difference", "p_holm"),
    draw=draw_comparison,
    headings={
        "kept": Text("度量", "Measure"),
        "frozen": Text("基准", "Baseline"),
        "value": Text("现在", "Now"),
        "difference": Text("差值", "Difference"),
    },
    units={"frozen": "rating", "value": "rating", "difference": "difference"},
    cells={"kept": {key: MEASURES[key] for key in ("importance", "performance")}},
    tests=("p_value", "p_holm"),
)

CONTROLS: Final[Mapping[str, Chapter]] = {one.key: one for one in (TREND, EFFECT, INTERRUPTION, TIMES, COMPARISON)}
"""The chapters of control by the question of their result."""
