"""What do we say about the overall judgements: NPS and satisfaction?"""

from typing import Final

from peakend.analyse.nps import Nps, NpsLine
from peakend.analyse.result import Estimate, Figure, Result, TooFew, is_known
from peakend.analyse.satisfaction import Satisfaction, SatisfactionLine
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.report.words.base import reasons_line
from peakend.report.words.figures import Unit, write_count, write_evidence, write_figure, write_value
from peakend.report.words.names import MEASURES, join_sentences, name_of, prefix_name, quote_names
from peakend.report.words.segments import name_thing
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

NOT_STANDARD: Final = Text(
    zh="题目为 1–10 分，按 0–10 分的口径划分，不是标准 NPS，不能与标准 NPS 比较",
    en="asked on 1 to 10 and read with the cuts of 0 to 10: not a standard NPS, not to be compared with one",
)


def question_name(question: Question) -> Text:
    """What a question is called: its wording, or what it measures."""
    return question.wording or name_of(MEASURES, question.measure)


WHOLE: Final = Text("整体服务", "The whole service")


def _subject(question: Question, study: Study | None) -> Text:
    """What a sentence about a question is headed with: its wording, or where that asks (ends in a question mark) what it is about."""
    wording = question_name(question)
    if not any(words.rstrip().endswith(("？", "?")) for words in (wording.zh, wording.en)):
        return wording
    if not question.about:
        return WHOLE
    return (name_thing(question.about, study) if study is not None else None) or wording


@headline.register
def _nps_headline(result: Nps) -> Text:
    if not result.lines:
        return Text("没有可按 NPS 解读的题目", "No question can be read as NPS")
    line = result.lines[0]
    told = nps_sentence(line)
    return prefix_name(_subject(line.question, None), told) if len(result.lines) > 1 else told


def nps_sentence(line: NpsLine) -> Text:
    """The score of one question with its evidence, and whether it is a standard one."""
    if isinstance(line.nps, TooFew):
        return _too_few(Text("净推荐值", "NPS"), line.nps)
    value, evidence = write_value(line.nps.value, "points"), write_evidence(line.nps, "points")
    sign = _sign(line.nps)
    odd = Text() if line.standard else Text(zh="；" + NOT_STANDARD.zh, en="; " + NOT_STANDARD.en)
    return Text(
        zh=f"净推荐值为 {value}（{evidence.zh}）：{sign.zh}{odd.zh}",
        en=f"NPS is {value} ({evidence.en}): {sign.en}{odd.en}",
    )


def _sign(nps: Estimate) -> Text:
    if nps.low > 0:
        return Text("推荐者多于贬损者", "more promoters than detractors")
    if nps.high < 0:
        return Text("贬损者多于推荐者", "more detractors than promoters")
    return Text("推荐者与贬损者孰多无法区分", "promoters and detractors cannot be told apart in number")


def _too_few(name: Text, figure: TooFew) -> Text:
    said = write_figure(figure)
    return Text(zh=f"{name.zh}：{said.zh}", en=f"{name.en}: {said.en}")


def outcome_findings(result: Result, study: Study) -> tuple[Text, ...]:
    """The findings of a result; those of NPS and satisfaction with the names that the study gives to what was judged."""
    if isinstance(result, Nps):
        return _nps_findings(result, study)
    return _satisfaction_findings(result, study) if isinstance(result, Satisfaction) else findings(result)


@findings.register
def _nps_findings(result: Nps, study: Study | None = None) -> tuple[Text, ...]:
    told: list[Text] = []
    for line in result.lines:
        name = _subject(line.question, study)
        parts = [nps_sentence(line)] if len(result.lines) > 1 else []
        parts += [nps_shares(line), _unweighted(line.unweighted, "points"), _missing(line.missing)]
        told += [prefix_name(name, one) if len(result.lines) > 1 else one for one in parts if one]
    if result.refused:
        refused = quote_names(Text(zh=key, en=key) for key in result.refused)
        told.append(
            Text(
                zh=f"{refused.zh}的量表不是 0–10，未计算 NPS；确需按同一口径解读时，请在研究文件中设置 as_asked",
                en=f"{refused.en} is not asked on 0 to 10 and was not read as NPS; set as_asked in the study to read it with the same cuts",
            )
        )
    return tuple(told)


def nps_shares(line: NpsLine) -> Text:
    """The three shares that the score is made of."""
    shares = [write_figure(figure, "share") for figure in (line.promoters, line.passives, line.detractors)]
    zh = [f"{name} {said.zh}" for name, said in zip(("推荐者（9–10 分）", "中立者（7–8 分）", "贬损者（6 分及以下）"), shares, strict=True)]
    en = [
        f"{name} {said.en}" for name, said in zip(("promoters (9-10)", "passives (7-8)", "detractors (6 and below)"), shares, strict=True)
    ]
    return Text(zh="，".join(zh), en=", ".join(en))


def _missing(missing: dict[str, int]) -> Text:
    reasons = reasons_line(missing)
    return Text(zh=f"无有效答案：{reasons.zh}", en=f"No answer: {reasons.en}") if reasons else Text()


def _unweighted(figure: Figure | None, unit: Unit) -> Text:
    if not isinstance(figure, Estimate):
        return Text()
    said = write_figure(figure, unit)
    return Text(zh=f"不加权时为 {said.zh}：加权对结果影响明显", en=f"Without weights: {said.en}; the weights matter here")


@method_note.register
def _nps_method(result: Nps) -> Text:
    words = Text(
        zh=(
            "NPS = 100 ×（推荐者 9–10 分的人数 − 贬损者 0–6 分的人数）÷ 有效答题人数。区间：独立答卷用 Tango 得分区间；"
            "有权重、群组或分块时按抽样单元线性化。三类占比用 Wilson 区间。缺失按原因计数，不计入分母。"
            "读法：区间跨 0 时，不能说推荐者多于贬损者；比较两个 NPS 要看差值的区间，而不是看两个区间是否重叠。"
            "不适用：非 0–10 分的题目、对个人考核的目标值、十几个人的小组排名。"
        ),
        en=(
            "NPS = 100 x (promoters who answered 9 or 10 − detractors who answered 0 to 6) / all who answered. Interval: Tango's score "
            "interval for independent answers, linearised over sampling units with weights, clusters or blocks; shares with Wilson's. "
            "Missing answers are counted by reason and left out. Read: where the interval holds 0, nobody can say that promoters are "
            "more; two scores are compared by the interval of their difference, not by whether their intervals overlap. Not for questions "
            "that are not asked on 0 to 10, not as a target for one person, not for ranking teams of a dozen answers."
        ),
    )
    return join_sentences(words, methods_note(result))


def main_line(result: Satisfaction) -> SatisfactionLine:
    """The question about the whole service, if there is one; else the first."""
    return next((line for line in result.lines if not line.question.about), result.lines[0])


@headline.register
def _satisfaction_headline(result: Satisfaction) -> Text:
    return satisfaction_sentence(main_line(result))


def satisfaction_range(result: Satisfaction, study: Study) -> Text:
    """From where to where the judgements of the scenarios run: which is lowest, which highest."""
    parts = [line for line in result.lines if line.question.about and is_known(line.mean)]
    known = [(line.mean.value, line) for line in parts if is_known(line.mean)]
    if len(known) < 2:  # noqa: PLR2004 - nothing to compare
        return Text()
    (_, low), (_, high) = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
    one, two = (name_thing(line.question.about, study) or question_name(line.question) for line in (low, high))
    least, most = write_figure(low.mean), write_figure(high.mean)
    return Text(
        zh=f"各场景总体满意度从“{one.zh}”的 {least.zh} 到“{two.zh}”的 {most.zh}",
        en=f'Satisfaction runs from {least.en} at "{one.en}" to {most.en} at "{two.en}"',
    )


def satisfaction_sentence(line: SatisfactionLine) -> Text:
    """Mean and share of the two highest answers of one overall question."""
    if isinstance(line.mean, TooFew):
        return _too_few(Text("总体满意度", "Overall satisfaction"), line.mean)
    value, evidence, top = write_value(line.mean.value, "rating"), write_evidence(line.mean), write_figure(line.top_two, "share")
    scale = line.question.scale
    zh, en = (f"（{scale.low}–{scale.high} 分）", f" on {scale.low} to {scale.high}") if scale else ("", "")
    return Text(
        zh=f"总体满意度{zh}均值为 {value}（{evidence.zh}），{top.zh} 的客户给出最高两档",
        en=f"Overall satisfaction{en} is {value} ({evidence.en}); {top.en} gave one of the two highest answers",
    )


@findings.register
def _satisfaction_findings(result: Satisfaction, study: Study | None = None) -> tuple[Text, ...]:
    told: list[Text] = []
    for line in result.lines:
        top, low, index = write_figure(line.top, "share"), write_figure(line.low, "share"), write_figure(line.index, "index")
        boxes = Text(
            zh=f"最高档占比 {top.zh}，最低两档占比 {low.zh}，折算 0–100 指数 {index.zh}",
            en=f"Top answer {top.en}, two lowest answers {low.en}, index 0 to 100: {index.en}",
        )
        parts = [satisfaction_sentence(line)] if len(result.lines) > 1 else []
        parts += [boxes, _unweighted(line.unweighted, "rating"), _missing(line.missing)]
        told += [prefix_name(_subject(line.question, study), one) if len(result.lines) > 1 else one for one in parts if one]
    return tuple(told)


@method_note.register
def _satisfaction_method(result: Satisfaction) -> Text:
    n = write_count(result.base.n)
    words = Text(
        zh=(
            f"总体评价题的均值及其 t 区间（有权重、群组或分块时按抽样单元线性化），最高一档、最高两档、最低两档占比用 Wilson 区间；"
            f"指数 = 100 ×（均值 − 最低分）÷（最高分 − 最低分）。答卷 {n} 份，缺失按原因计数，不作填补。"
            "读法：均值与占比一起看，均值相同而低分占比不同是两回事。不适用：不同问法、不同量表的题目之间不宜直接比较均值。"
        ),
        en=(
            "The mean of the overall question with its t interval (linearised over sampling units with weights, clusters or blocks); "
            "shares of the highest, the two highest and the two lowest answers with Wilson's; index = 100 x (mean − lowest) / (highest − "
            "lowest). "
            f"{n} responses; missing answers are counted by reason and never filled in. Read mean and shares together: the same mean can "
            f"hide "
            "different shares of low answers. Do not compare means of questions asked in other words or on other scales."
        ),
    )
    return join_sentences(words, methods_note(result))
