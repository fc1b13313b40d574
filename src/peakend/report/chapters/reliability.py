"""How is reliability told? One row a group of questions: alpha and omega with their intervals beside what would do."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.reliability import GOOD, Reliability
from peakend.analyse.result import Estimate
from peakend.define.study import Study
from peakend.report.boxes import Drawing, Marker
from peakend.report.chapter import Chapter
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.words import headline, write_count, write_value
from peakend.report.words.reliability import name_group
from peakend.text import Language, Text

_QUESTIONS: Final = Text("题数", "Questions")
_VERDICT: Final = Text("结论", "Verdict")

VERDICTS: Final = {"good": Text("达到 0.70", "reaches 0.70"), "open": Text("不能断定", "cannot tell"), "weak": Text("不足", "below 0.70")}
KINDS: Final = {
    "construct": Text("潜变量", "construct"),
    "grid": Text("矩阵题", "grid"),
    "moments": Text("各时刻评分", "ratings of moments"),
}
_COLOURS: Final = {"good": "experience", "open": "end", "weak": "peak"}


def draw_reliability(result: Reliability, _study: Study, language: Language) -> Sequence[Drawing]:
    """Alpha as a filled dot, omega as a hollow diamond, both with their intervals."""
    lines = [line for line in result.lines if isinstance(line.alpha, Estimate)]
    if not lines:
        return ()
    names = [name_group(line).say(language) for line in lines]
    alphas = [line.alpha if isinstance(line.alpha, Estimate) else None for line in lines]
    omegas = [line.omega if isinstance(line.omega, Estimate) else None for line in lines]
    chart = RowChart([Row(name) for name in names], 30.0)
    lowest = min([0.5, *(figure.low for figure in (*alphas, *omegas) if figure is not None)])
    plot = chart.add_plot(300, max(lowest, -1.0), 1.0)
    plot.line_at(GOOD, write_value(GOOD, "plain"))
    for row, (line, alpha, omega) in enumerate(zip(lines, alphas, omegas, strict=True)):
        if alpha is not None:
            colour = _COLOURS[line.verdict or "open"]
            shown = Estimate(alpha.value, max(alpha.low, -1.0), alpha.high, alpha.n, alpha.method)
            plot.whisker(row, shown, colour, aside=-4)
            plot.point(row, max(alpha.value, -1.0), colour, hollow=line.verdict == "open", aside=-4, tip=tip_of(names[row], alpha, "plain"))
        if omega is not None:
            plot.whisker(row, omega, "faint", aside=6, line=1.4)
            plot.point(row, omega.value, "faint", sign="diamond", size=8, aside=6, tip=tip_of(f"{names[row]} ω", omega, "plain"))
    chart.add_figures(alphas, "plain", head="α")
    chart.add_figures(omegas, "plain", head="ω")
    chart.add_words([str(len(line.questions)) for line in lines], _QUESTIONS.say(language))
    chart.add_words([write_count(line.people) for line in lines], "n")
    chart.add_words([VERDICTS[line.verdict or "open"].say(language) for line in lines], _VERDICT.say(language))
    chart.legend = [([Marker("circle", 9, 0, 10, "experience")], "α"), ([Marker("diamond", 9, 0, 8, "faint")], "ω")]
    return (chart.finish("reliability", result.title.say(language), headline(result).say(language)),)


RELIABILITY: Final = Chapter(
    key="reliability",
    section=Text("题组信度", "Reliability of groups of questions"),
    purpose=Text(
        "应当测同一件事的题目是否一致：Cronbach α、ω、逐题检查",
        "whether questions that should measure one thing do: alpha, omega, question by question",
    ),
    guide=Text(
        "圆点为 α，菱形为 ω，横线为 95% 区间；整段区间在 0.70 以上才算达到。"
        "α 高不等于只测一件事；各时刻评分的 α 很高时先怀疑光环效应。由题目构成的潜变量不看 α。",
        "Dots are alpha, diamonds omega, lines their 95% intervals; a group reaches 0.70 where its whole interval does. A high alpha does "
        "not prove that one thing is measured; over moments, suspect halo first. Not for constructs that their questions form.",
    ),
    columns=(
        "kind",
        "label",
        "measure",
        "questions",
        "people",
        "alpha",
        "omega",
        "extracted",
        "verdict",
        "question",
        "without",
        "with_rest",
        "loading",
    ),
    draw=draw_reliability,
    headings={
        "label": Text("题组", "Group"),
        "group_key": Text("题组键", "Key of the group"),
        "questions": _QUESTIONS,
        "people": Text("答全人数", "Answered all"),
        "alpha": Text("Cronbach α", "Cronbach's alpha"),
        "standardised": Text("标准化 α", "Standardised alpha"),
        "omega": Text("ω", "Omega"),
        "extracted": Text("AVE", "AVE"),
        "between": Text("题间平均相关", "Mean correlation"),
        "verdict": _VERDICT,
        "mixed": Text("量表不同", "Different scales"),
        "improper": Text("单因子解不合理", "Improper factor"),
        "without": Text("删除后的 α", "Alpha without it"),
        "with_rest": Text("与其余题目的相关", "Correlation with the rest"),
        "loading": Text("因子载荷", "Loading"),
    },
    cells={"kind": KINDS, "verdict": VERDICTS},
)
