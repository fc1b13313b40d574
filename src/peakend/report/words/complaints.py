"""What do we say about complaint categories? Whether those in use are the ones that cost, and how much hides under "other"."""

from peakend.analyse.complaints import ComplaintAudit, ComplaintLine, Complaints
from peakend.analyse.result import is_known
from peakend.report.words.figures import Unit, write_distance, write_figure, write_probability
from peakend.report.words.names import join_sentences, quote_names, quote_some, start_sentence
from peakend.report.words.segments import name_question, unit_of
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

LARGE: float = 0.15
"""Above this share the category "other" hides too much."""


@headline.register
def _headline(result: Complaints) -> Text:
    audit = result.audits[0]
    lines = audit.about(audit.lines[0].outcome)
    costly = [line for line in lines if line.verdict == "costly"]
    if not costly:
        return Text(
            zh="没有哪个抱怨类别能确认属于代价最大的三个：不要据此排先后",
            en="No complaint category is proved to be among the three costliest: do not rank them by this",
        )
    named, first = quote_some([line.label for line in costly]), costly[0]
    lost, name = write_figure(first.lost, _unit(first)), name_question(first.outcome, result.base.study)
    return Text(
        zh=f"代价最大的抱怨是{named.zh}；首位使“{name.zh}”整体变动 {lost.zh} 分",
        en=start_sentence(f"the costliest complaints are {named.en}; the first goes with {lost.en} points of {name.en} overall"),
    )


def _unit(line: ComplaintLine) -> Unit:
    return "points" if unit_of(line.outcome.measure) == "points" else "difference"


@findings.register
def _findings(result: Complaints) -> tuple[Text, ...]:
    return tuple(one for audit in result.audits for one in _audit_findings(audit))


def _audit_findings(audit: ComplaintAudit) -> list[Text]:
    told: list[Text] = []
    for line in audit.lines:
        if line.verdict == "costly":
            effect, chance = write_distance(line.effect, _unit(line)), write_probability(line.p_top)
            name, share = quote_names([line.label]), write_figure(line.share, "share")
            told.append(
                Text(
                    zh=f"{name.zh}：提及 {share.zh}，提及者{effect.zh}；属于代价最大三项的概率 {chance}，提及量排第 {line.by_volume}",
                    en=f"{name.en}: named by {share.en}, {effect.en} where named; chance to be among the three costliest {chance}, "
                    f"number {line.by_volume} by volume",
                )
            )
    counted = list(dict.fromkeys(line.label for line in audit.lines if line.verdict == "counted"))
    if counted:
        names = quote_some(counted)
        told.append(Text(zh=f"有统计但未见代价的类别：{names.zh}", en=f"Counted, with no proved loss: {names.en}"))
    return [*told, *_coverage(audit)]


def _coverage(audit: ComplaintAudit) -> list[Text]:
    """What the categories do not catch, and which of them are one."""
    told: list[Text] = []
    if audit.other is not None and is_known(audit.other):
        share, large = write_figure(audit.other, "share"), audit.other.low > LARGE
        told.append(
            Text(
                zh=f"“其他”占 {share.zh}" + ("：现有类别遗漏过多，请重新编码" if large else ""),
                en=f'"Other" holds {share.en}' + (": the categories miss too much, code them again" if large else ""),
            )
        )
    for one in audit.overlaps:
        names = quote_names([one.one, one.two])
        told.append(
            Text(
                zh=f"{names.zh}多半同时出现（φ = {one.phi:.2f}，{one.both} 人）：考虑合并",
                en=f"{names.en} are mostly named together (phi = {one.phi:.2f}, {one.both} people): consider one category",
            )
        )
    return told


@method_note.register
def _method(result: Complaints) -> Text:
    words = Text(
        zh=(
            "以总体评价（或 NPS 得分）为因变量，对同一道多选题的全部类别做一次回归：斜率是其他类别不变时，提及该类别的客户低多少分；"
            "代价 = 提及比例 × 斜率，区间、前三概率和名次范围来自同一组重抽样。覆盖率看“其他”的占比，重叠看 φ 系数。"
            "不适用：只代表提出抱怨并答题的客户；这是关联不是原因；提及不足 10 人的类别不给数。"
        ),
        en=(
            "One regression of the judgement (or the recommendation score) on all categories of the multiple answer: the slope "
            "is how many "
            "points lower the judgement is with a category, the others held still; points lost = share x slope; intervals, the "
            "chance of the "
            "top three and rank sets from the same resamples. Coverage is the share of other, overlap phi. It stands for those who "
            "complained and answered; association, not cause; a category that fewer than ten named has no figure."
        ),
    )
    return join_sentences(words, methods_note(result))
