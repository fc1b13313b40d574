"""How is carry-over told? Who stays, what makes them leave, how satisfaction fades, and what of the source's claims holds."""

from typing import Final

from peakend.report.chapter import Chapter
from peakend.report.charts.survival import draw_carryover
from peakend.report.words.carryover import ABOUT, PARTS, VERDICTS
from peakend.text import Text

CARRYOVER: Final = Chapter(
    key="carryover",
    section=Text("延续效应：在网与离网", "Carry-over: who stays"),
    purpose=Text("满意度的影响能延续几年、不满意的客户何时离网", "how long satisfaction carries over, and who leaves"),
    guide=Text(
        zh="曲线是仍在网的客户占比，色带为 95% 置信带；风险比大于 1 表示更易离网；实心点为已证实的滞后影响。"
        "少于 5 期、没有受访者标识或连续作答者不足 30 人时不分析滞后。曲线不同不说明离网原因。",
        en="A curve is the share of customers still there with its 95% band; a hazard ratio above 1 means leaving sooner; a filled "
        "point is a proved lag. Lags are refused below five waves, without respondents, or with fewer than 30 people in enough waves "
        "in a row; and curves that differ do not say why.",
    ),
    columns=("about", "part", "value", "p_value", "verdict"),
    draw=draw_carryover,
    headings={
        "about": Text("类别", "Kind"),
        "part": Text("内容", "What"),
        "value": Text("估计值", "Estimate"),
        "verdict": Text("判断", "Verdict"),
        "left": Text("离网人数", "Left"),
    },
    units={"value": "plain"},
    cells={"part": PARTS, "about": ABOUT, "verdict": {**VERDICTS, "": Text("–", "–")}},
    tests=("p_value",),
)
