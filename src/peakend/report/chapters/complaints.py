"""How is the audit of complaint categories told? What each costs, beside how often it is named."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from peakend.analyse.complaints import ComplaintAudit, ComplaintLine, Complaints
from peakend.analyse.result import Estimate, is_known
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.report.axis import reach_of
from peakend.report.boxes import Drawing
from peakend.report.chapter import Chapter
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.words import headline, name_question, write_probability, write_ranks
from peakend.report.words.figures import Unit
from peakend.text import Language, Text

_SHARE: Final = Text("提及比例", "Share that named it")
_LOST: Final = Text("整体变动（分）", "Points, all customers together")
_TOP: Final = Text("属代价最大三项", "Among three costliest")
_RANKS: Final = Text("代价名次", "Rank by cost")

VERDICTS: Final = {
    "costly": Text("代价最大", "costly"),
    "costs": Text("有代价", "costs"),
    "counted": Text("未见代价", "no proved loss"),
    "too_few": Text("样本不足", "too few"),
    "other": Text("其他", "other"),
}
_COLOURS: Final = {"costly": "peak", "costs": "end"}


def draw_complaints(result: Complaints, study: Study, language: Language) -> Sequence[Drawing]:
    """A picture for each list of complaints and judgement."""
    return [
        drawing
        for audit in result.audits
        for outcome in {line.outcome.key: line.outcome for line in audit.lines}.values()
        if (drawing := _draw_audit(result, audit, outcome, study, language)) is not None
    ]


def _draw_audit(result: Complaints, audit: ComplaintAudit, outcome: Question, study: Study, language: Language) -> Drawing | None:
    """Share and points lost side by side: what is named often need not cost much."""
    lines = [line for line in audit.about(outcome) if is_known(line.lost)]
    if not lines:
        return None
    names = [line.label.say(language) or line.question.key for line in lines]
    chart = RowChart([Row(name) for name in names])
    _draw_shares(chart, lines, names, language)
    unit: Unit = "points" if outcome.measure == "nps" else "difference"
    _draw_lost(chart, lines, names, unit, language)
    chart.add_words([write_probability(line.p_top) for line in lines], _TOP.say(language))
    chart.add_words([write_ranks(line.rank_low, line.rank_high) for line in lines], _RANKS.say(language))
    title = f"{result.title.say(language)} · {name_question(outcome, study).say(language)}"
    part, n = replace(result, audits=(replace(audit, lines=audit.about(outcome)),)), max(line.lost.n for line in lines)
    return chart.finish(f"complaints-{audit.group}-{outcome.key}", title, headline(part).say(language), part, n)


def _draw_shares(chart: RowChart, lines: Sequence[ComplaintLine], names: Sequence[str], language: Language) -> None:
    shares = [line.share for line in lines if isinstance(line.share, Estimate)]
    plot = chart.add_plot(170, 0, max([0.1, *(one.high for one in shares)]), form="%", title=_SHARE.say(language))
    for row, line in enumerate(lines):
        if isinstance(line.share, Estimate):
            plot.bar(row, 0, line.share.value, "quiet", tip=tip_of(names[row], line.share, "share"))
            plot.whisker(row, line.share, "ink", line=1.4)


def _draw_lost(chart: RowChart, lines: Sequence[ComplaintLine], names: Sequence[str], unit: Unit, language: Language) -> None:
    lost = [line.lost if isinstance(line.lost, Estimate) else None for line in lines]
    low, high = reach_of(lost, -100, 100, least=0.1)
    plot = chart.add_plot(200, min(low, 0.0), max(high, 0.0), title=_LOST.say(language))
    plot.line_at(0)
    for row, (line, figure) in enumerate(zip(lines, lost, strict=True)):
        if figure is not None:
            colour = _COLOURS.get(line.verdict, "faint")
            plot.whisker(row, figure, colour)
            plot.point(row, figure.value, colour, hollow=line.verdict not in _COLOURS, size=9, tip=tip_of(names[row], figure, unit))
    chart.add_figures(lost, unit)


COMPLAINTS: Final = Chapter(
    key="complaints",
    section=Text("抱怨类别审核", "Complaint categories"),
    purpose=Text("现有抱怨类别是否就是最伤满意度的那些", "whether the complaint categories in use are the ones that cost satisfaction"),
    guide=Text(
        "左边是提及比例，右边是该类别使全体客户的评价变动多少分（提及比例 × 提及者低多少分）：提及多不等于代价大。"
        "实心红点经检验有损失且很可能属于前三。"
        "只代表提出抱怨的答题者；这是关联不是原因；“其他”过大时先重新编码。",
        "To the left the share that named a category, to the right how many points it goes with for all customers together "
        "(share x how much lower "
        "the judgement is): what is named often need not cost much. Filled red dots are proved losses and likely among the three "
        "largest. It stands "
        "for those who complained and answered; association, not cause; where other is large, code again first.",
    ),
    columns=("outcome", "label", "share", "by_volume", "effect", "lost", "p_top", "rank", "verdict"),
    draw=draw_complaints,
    headings={
        "list": Text("多选题", "Multiple answer"),
        "outcome": Text("评价", "Judgement"),
        "effect": Text("提及者的差值", "Where named"),
        "lost": _LOST,
        "by_volume": Text("提及量名次", "By volume"),
        "verdict": Text("结论", "Verdict"),
    },
    units={"share": "share", "effect": "difference", "lost": "difference"},
    cells={"verdict": VERDICTS},
)
