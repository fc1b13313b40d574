"""How is the chain told? Boxes and arrows from left to right, what goes furthest with the target, and which constructs are one thing."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from peakend.analyse.chain import Chain
from peakend.analyse.chain_lines import SAME, ConstructLine, EffectLine
from peakend.analyse.result import Estimate, Figure, is_known
from peakend.define.study import Study
from peakend.report.axis import reach_of
from peakend.report.boxes import Box, Drawing, Label, Point, Polygon, Polyline, Rect, Shape, move
from peakend.report.chapter import Chapter
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.layered import lay_layers
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter, line_height, measure
from peakend.report.theme import SMALL, TINY
from peakend.report.words import headline, write_figure, write_interval, write_value
from peakend.report.words.chain import name_arrow, name_pair
from peakend.report.words.figures import Unit
from peakend.text import Language, Text

_TOTALS: Final = Text("对“{target}”的影响", "Effect on {target}")
_DIRECT: Final = Text("直接", "direct")
_TOTAL: Final = Text("合计", "in all")
_PROVED: Final = Text("得到证实", "proved")
_OPEN: Final = Text("未证实", "not proved")
_AGAINST: Final = Text("负向", "negative")
_LEVEL: Final = Text("指数 0–100；R² 为箭头能说明的差异", "level from 0 to 100; R²: what the arrows into it account for")
_RATIO: Final = Text("HTMT：越接近 1 越分不开", "HTMT: the nearer to 1, the less told apart")
_INDEX: Final = Text("指数", "Index")

VERDICTS: Final = {
    "apart": Text("分得开", "told apart"),
    "open": Text("不能断定", "cannot tell"),
    "same": Text("分不开", "not told apart"),
}
PARTS: Final = {
    "arrow": Text("箭头", "arrow"),
    "way": Text("间接", "way round"),
    "construct": Text("潜变量", "construct"),
    "question": Text("题目", "question"),
    "pair": Text("两两区分", "pair"),
}
MODES: Final = {"A": Text("反映型（A）", "reflected (A)"), "B": Text("形成型（B）", "formed (B)")}

_SIZE: Final = (116.0, 66.0)
_GAP: Final = 78.0
_MARGIN: Final = 8.0
_HEAD: Final = 7.0
"""The length of the head of an arrow."""

_SHARES: Final = (0.5, 0.4, 0.6, 0.3, 0.7)
"""Where along a stretch a label may stand, the best first."""

_PAIRS: Final = 12
"""As many pairs as a picture has room for, those least told apart first."""


def draw_chain(result: Chain, _study: Study, language: Language) -> Sequence[Drawing]:
    """The model; the effects on its target; the pairs of constructs that are least told apart."""
    drawings = [_draw_model(result, language), _draw_totals(result, language)]
    return [*drawings, _draw_pairs(result, language)] if result.pairs else drawings


def _draw_model(result: Chain, language: Language) -> Drawing:
    place = {line.key: at for at, line in enumerate(result.constructs)}
    arrows = [(place[line.cause], place[line.effect]) for line in result.arrows]
    laid = lay_layers([line.depth for line in result.constructs], arrows, _SIZE, _GAP)
    roads, labels, taken = list[Shape](), list[Shape](), list(laid.boxes)
    widest = max((abs(line.direct.value) for line in result.arrows if is_known(line.direct)), default=1.0)
    for line, road in zip(result.arrows, laid.roads, strict=True):
        roads += _draw_arrow(result, line, road, widest, language)
        labels += _label_arrow(line, road, taken)
    boxes = [shape for line, box in zip(result.constructs, laid.boxes, strict=True) for shape in _draw_box(line, box, language)]
    width = max(laid.width, 420.0) + 2 * _MARGIN
    shapes = [move(shape, _MARGIN, _MARGIN) for shape in (*roads, *boxes, *labels)]
    foot = laid.height + 2 * _MARGIN + 8
    legend, tall = lay_legend(_legend(language), _MARGIN, width - _MARGIN, foot)
    title = result.title.say(language)
    return Drawing(width, foot + tall + 6, (*shapes, *legend), title, headline(result).say(language), "chain-model")


def _legend(language: Language) -> list[tuple[Sequence[Shape], str]]:
    return [
        ([Polyline(((0, 0), (20, 0)), "experience", 3.0)], _PROVED.say(language)),
        ([Polyline(((0, 0), (20, 0)), "peak", 3.0)], f"{_PROVED.say(language)} · {_AGAINST.say(language)}"),
        ([Polyline(((0, 0), (20, 0)), "faint", 1.4, dash=(5, 4))], _OPEN.say(language)),
        ([Box(1, -7, 18, 14, "card", "importance", 1.4, 3)], _LEVEL.say(language)),
    ]


def _draw_box(line: ConstructLine, box: Rect, language: Language) -> list[Shape]:
    """A construct: its name, its level, and how much of it the arrows into it account for, each with its interval."""
    middle, tip = box.x + box.width / 2, [line.name.say(language)]
    shapes: list[Shape] = []
    name = letter(middle, 0, line.name.say(language), SMALL, bold=True, anchor="middle", width=box.width - 10, most=2)
    told = [words for words in (_short(line.index, "index"), _short(line.explained, "plain", "R² ")) if words]
    height = name.height + len(told) * line_height(TINY)
    y = box.y + (box.height - height) / 2
    shapes.append(move(name, down=y))
    y += name.height
    for words in told:
        shapes.append(letter(middle, y, words, TINY, colour="muted", anchor="middle", width=box.width - 4, most=1, role="words"))
        y += line_height(TINY)
    tip += [f"{_INDEX.say(language)} {write_figure(line.index, 'index').say(language)}"]
    return [Box(box.x, box.y, box.width, box.height, "card", "importance", 1.4, 7, "construct", tip=" · ".join(tip)), *shapes]


def _short(figure: Figure | None, unit: Unit, before: str = "") -> str:
    if not is_known(figure):
        return ""
    return f"{before}{write_value(figure.value, unit)} {write_interval(figure, unit)}"


def _colour(line: EffectLine) -> str:
    if not line.proved or not is_known(line.direct):
        return "faint"
    return "peak" if line.direct.value < 0 else "experience"


def _draw_arrow(result: Chain, line: EffectLine, road: Sequence[Point], widest: float, language: Language) -> list[Shape]:
    """One arrow: as thick as it is strong, dashed where it is not proved."""
    colour, strength = _colour(line), abs(line.direct.value) / widest if is_known(line.direct) else 0.0
    thick = 1.2 + 2.6 * strength if line.proved else 1.3
    (x1, y1), (x2, y2) = road[-2], road[-1]
    long = math.hypot(x2 - x1, y2 - y1) or 1.0
    over, down = (x2 - x1) / long, (y2 - y1) / long
    neck = (x2 - over * _HEAD, y2 - down * _HEAD)
    half = 3.0 + thick / 2
    head = ((x2, y2), (neck[0] - down * half, neck[1] + over * half), (neck[0] + down * half, neck[1] - over * half))
    tip = tip_of(name_arrow(result, line).say(language), line.direct, "plain") if is_known(line.direct) else ""
    dash = () if line.proved else (5.0, 4.0)
    return [Polyline((*road[:-1], neck), colour, thick, dash, role="arrow", tip=tip), Polygon(head, colour, role="head")]


def _label_arrow(line: EffectLine, road: Sequence[Point], taken: list[Rect]) -> list[Shape]:
    """The number of an arrow and its interval, on a free place along it."""
    if not is_known(line.direct):
        return []
    colour = {"faint": "muted", "peak": "peak_ink", "experience": "experience_ink"}[_colour(line)]
    value, interval = write_value(line.direct.value, "plain"), write_interval(line.direct, "plain")
    wide = max(measure(value, SMALL, bold=True), measure(interval, TINY)) + 4
    tall = line_height(SMALL) + line_height(TINY)
    places = [Rect(x - wide / 2, y - tall / 2, wide, tall) for x, y in _along(road)]
    place = next((one for one in places if not any(one.meets(other, 1.0) for other in taken)), places[0])
    taken.append(place)
    middle = place.x + wide / 2
    labels: list[Label] = [
        letter(middle, place.y, value, SMALL, bold=True, colour=colour, anchor="middle", role="words"),
        letter(middle, place.y + line_height(SMALL), interval, TINY, colour="muted", anchor="middle", role="words"),
    ]
    return [Box(place.x, place.y, wide, tall, "card", role="ground"), *labels]


def _along(road: Sequence[Point]) -> list[Point]:
    """Places for a label along an arrow: the middle of its longest stretch first (lanes are longest, and level), then others."""
    stretches = sorted(pairwise(road), key=lambda ends: ends[0][0] - ends[1][0])
    return [(x1 + share * (x2 - x1), y1 + share * (y2 - y1)) for share in _SHARES for (x1, y1), (x2, y2) in stretches]


def _draw_totals(result: Chain, language: Language) -> Drawing:
    """What each construct does to the target: in all, and directly."""
    lines = result.on_target()
    names = [result.construct(line.cause).name.say(language) for line in lines]
    totals = [line.total if isinstance(line.total, Estimate) else None for line in lines]
    direct = [line.direct if isinstance(line.direct, Estimate) else None for line in lines]
    low, high = reach_of([*totals, *direct], -1, 1, least=0.2)
    chart = RowChart([Row(name) for name in names], 30.0)
    target = result.construct(result.target).name
    title = _TOTALS.fill(target=target.say(language)).say(language)
    plot = chart.add_plot(340, min(low, 0.0), max(high, 0.0), title=title)
    plot.line_at(0)
    for row, (whole, part) in enumerate(zip(totals, direct, strict=True)):
        if whole is not None:
            colour = "experience" if lines[row].carried else "faint"
            plot.whisker(row, whole, colour, aside=-4 if part else 0.0)
            plot.point(
                row, whole.value, colour, hollow=not lines[row].carried, aside=-4 if part else 0.0, tip=tip_of(names[row], whole, "plain")
            )
        if part is not None:
            plot.whisker(row, part, "quiet", aside=6, line=1.4)
            plot.point(row, part.value, "quiet", sign="diamond", size=8, aside=6, tip=tip_of(names[row], part, "plain"))
    chart.add_figures(totals, "plain", head=_TOTAL.say(language))
    chart.add_figures(direct, "plain", head=_DIRECT.say(language))
    return chart.finish("chain-effects", title, headline(result).say(language))


def _draw_pairs(result: Chain, language: Language) -> Drawing:
    """How well every two constructs are told apart, the worst first."""
    lines = sorted(result.pairs, key=lambda line: -line.ratio.value if is_known(line.ratio) else 0.0)[:_PAIRS]
    names = [name_pair(result, line).say(language) for line in lines]
    ratios = [line.ratio if isinstance(line.ratio, Estimate) else None for line in lines]
    chart = RowChart([Row(name) for name in names])
    top = max([1.0, *(figure.high for figure in ratios if figure is not None)])
    plot = chart.add_plot(300, min([0.4, *(figure.low for figure in ratios if figure is not None)]), top, title=_RATIO.say(language))
    plot.line_at(SAME, write_value(SAME, "plain"))
    colours = {"same": "peak", "open": "end", "apart": "experience"}
    for row, (line, figure) in enumerate(zip(lines, ratios, strict=True)):
        if figure is not None:
            plot.whisker(row, figure, colours[line.verdict])
            plot.point(row, figure.value, colours[line.verdict], hollow=line.verdict == "open", tip=tip_of(names[row], figure, "plain"))
    chart.add_figures(ratios, "plain")
    chart.add_words([VERDICTS[line.verdict].say(language) for line in lines])
    return chart.finish("chain-pairs", _RATIO.say(language), headline(result).say(language))


CHAIN: Final = Chapter(
    key="chain",
    section=Text("从期望到忠诚的链条", "Chain from expectations to loyalty"),
    purpose=Text(
        "满意从何而来、带来什么：期望、质量、价值、满意、投诉与忠诚的路径模型",
        "how satisfaction comes about and what it leads to: a PLS path model",
    ),
    guide=Text(
        "每个方框是一个潜变量：指数 0–100，R² 为箭头能说明的差异。箭头上是标准化系数与 95% 区间，越粗越强，虚线为未证实。"
        "先看“分不开”的潜变量：它们之间的箭头不能单独解读。箭头由研究者设定，不是数据证明的因果。"
        "不要比较不同研究的系数；答全的人少时不要用。",
        "Each box is a construct: its level from 0 to 100, and R², what the arrows into it account for. On an arrow stand its standardised "
        "coefficient and 95% interval; thicker is stronger, dashed is not proved. Look first for constructs that are not told apart: the "
        "arrow between them should not be read alone. Arrows are decided by people, they are not causes proved by answers. Not for "
        "comparing coefficients between studies, nor where few answered everything.",
    ),
    columns=(
        "part",
        "label",
        "total",
        "direct",
        "p_holm",
        "proved",
        "rank",
        "index",
        "explained",
        "alpha",
        "composite",
        "extracted",
        "loading",
        "weight",
        "htmt",
        "verdict",
    ),
    draw=draw_chain,
    headings={
        "part": Text("部分", "Part"),
        "label": Text("内容", "What"),
        "cause": Text("原因", "Cause"),
        "effect": Text("结果", "Effect"),
        "construct": Text("潜变量", "Construct"),
        "direct": Text("直接影响", "Direct effect"),
        "indirect": Text("间接影响", "Indirect effect"),
        "total": Text("总影响", "Total effect"),
        "f_square": Text("f²", "f²"),
        "inflation": Text("VIF", "VIF"),
        "proved": Text("得到证实", "Proved"),
        "p_first": Text("总影响最大的概率", "P(largest total effect)"),
        "mode": Text("模式", "Mode"),
        "depth": Text("层次", "Depth"),
        "explained": Text("R²", "R²"),
        "alpha": Text("Cronbach α", "Cronbach's alpha"),
        "composite": Text("组合信度 ρC", "Composite reliability"),
        "rho": Text("ρA", "rho A"),
        "extracted": Text("AVE", "AVE"),
        "distinct": Text("通过 Fornell–Larcker", "Passes Fornell–Larcker"),
        "absent": Text("数据中没有的题目", "Questions without a column"),
        "loading": Text("载荷", "Loading"),
        "weight": Text("外部权重", "Outer weight"),
        "crossed": Text("与各潜变量的相关", "Correlations with constructs"),
        "foreign": Text("更接近的潜变量", "Closer to"),
        "correlation": Text("相关", "Correlation"),
        "htmt": Text("HTMT", "HTMT"),
        "verdict": Text("结论", "Verdict"),
    },
    units={"index": "index"},
    cells={"part": PARTS, "verdict": VERDICTS, "mode": MODES},
    probabilities=("p_first",),
)
