"""How are expected and measured classes told? One row a thing: what was expected, what was measured, how probable the expected class is."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.classes import Classes, ClassLine
from peakend.analyse.contrast_fit import KINDS
from peakend.define.study import Study
from peakend.report.boxes import Box, Drawing
from peakend.report.chapter import Chapter
from peakend.report.charts.rows import Row, RowChart
from peakend.report.words import headline, write_probability
from peakend.report.words.asymmetry import KINDS as KIND_NAMES
from peakend.report.words.classes import AGREEMENTS, LEVELS, MEANS, MEASURED
from peakend.text import Language, Text

_EXPECTED: Final = Text("预设类型", "Expected")
_MEASURED: Final = Text("实测类型", "Measured")
_AGREE: Final = Text("属预设类型的概率", "Probability of the expected class")
_VERDICT: Final = Text("结论", "Verdict")
_COLOURS: Final = {"agrees": "good", "contradicts": "peak", "cannot_tell": "quiet"}
_SHARES: Final = (0, 0.25, 0.5, 0.75, 1)


def draw_classes(result: Classes, _study: Study, language: Language) -> Sequence[Drawing]:
    """One picture: what was asked, then what was found from scores."""
    rows: list[Row] = []
    lines: list[ClassLine | None] = []
    for means in MEANS:
        here = result.of("asked" if means == "asked" else "scored")
        if here:
            rows.append(Row(MEANS[means].say(language).capitalize(), heading=True))
            lines.append(None)
            rows += [Row(line.name.say(language)) for line in here]
            lines += here
    chart = RowChart(rows)
    chart.add_words(["" if line is None else KIND_NAMES[line.prior].say(language) for line in lines], _EXPECTED.say(language))
    chart.add_words(["" if line is None else _measured(line, language) for line in lines], _MEASURED.say(language), bold=True)
    plot = chart.add_plot(220, 0, 1, form="%", ticks=_SHARES, title=_AGREE.say(language))
    for row, line in enumerate(lines):
        if line is not None:
            tip = f"{rows[row].name}: {_AGREE.say(language)} {write_probability(line.agree)}, n = {line.n}"
            plot.bar(row, 0, line.agree, _COLOURS[line.verdict], tip=tip)
    chart.add_words(["" if line is None else write_probability(line.agree) for line in lines])
    chart.add_words(["" if line is None else AGREEMENTS[line.verdict].say(language) for line in lines], _VERDICT.say(language), bold=True)
    chart.legend = [([Box(2, -5, 16, 10, fill=colour)], AGREEMENTS[key].say(language)) for key, colour in _COLOURS.items()]
    return [chart.finish("classes", result.title.say(language), headline(result).say(language))]


def _measured(line: ClassLine, language: Language) -> str:
    """The proved class; else the most probable one with a question mark."""
    return MEASURED[line.measured].say(language) if line.measured != "cannot_tell" else f"{MEASURED[line.likely].say(language)} ?"


CLASSES: Final = Chapter(
    key="classes",
    section=Text("预设类型与实测类型", "Expected and measured types"),
    purpose=Text("主题的基本、绩效、激励类型是否成立", "whether themes act as they are said to: basic, performance, excitement"),
    guide=Text(
        "条形是属于预设类型的概率；带问号的实测类型未经证实。预设类型只是假设，不符时以实测为准并追问原因。"
        "不适用：把单个时刻的不符当作推翻整个理论；样本太少、多数“尚不能判定”时下结论。",
        "Bars are the probability of the expected class; a measured class with a question mark is not proved. The expected class is only a "
        "hypothesis: where it is contradicted, the measurement counts, and the reason is worth asking for. One contradiction does not "
        "refute the theory, and where most cannot be told, nothing follows.",
    ),
    columns=("about", "theme", "means", "prior", "measured", "likely", "agree", "verdict"),
    draw=draw_classes,
    headings={
        "theme": Text("主题", "Theme"),
        "level": Text("层级", "Level"),
        "means": Text("依据", "Measured by"),
        "prior": _EXPECTED,
        "measured": _MEASURED,
        "likely": Text("最可能的类型", "Most probable"),
        "agree": _AGREE,
        **{f"p_{kind}": Text(f"{KIND_NAMES[kind].zh}的概率", f"P({KIND_NAMES[kind].en})") for kind in KINDS},
        "verdict": _VERDICT,
        "things": Text("项数", "Things"),
        "agreeing": Text("一致", "Agree"),
        "contradicting": Text("不符", "Contradict"),
        "share": Text("处于预设类型的比例", "Share in the expected class"),
        "chance": Text("随机时的比例", "By chance"),
        "p": Text("p（置换检验）", "p (permutation)"),
    },
    units={"share": "share", "chance": "share"},
    cells={"verdict": AGREEMENTS, "prior": KIND_NAMES, "measured": MEASURED, "likely": MEASURED, "means": MEANS, "level": LEVELS},
    probabilities=("agree", *(f"p_{kind}" for kind in KINDS)),
    tests=("p",),
)
