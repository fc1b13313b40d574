"""What do we say about reliability? Which groups of questions measure one thing, which do not, and which questions do not belong."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.reliability import ALIKE, GOOD, Reliability, ReliabilityLine
from peakend.analyse.result import is_known
from peakend.report.words.figures import write_count, write_figure, write_number
from peakend.report.words.names import MEASURES, count_english, join_sentences, name_of, number_english, place_in, prefix_name, quote_some
from peakend.report.words.segments import name_question
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

_NAMED: Final = 3


def name_group(line: ReliabilityLine) -> Text:
    """What a group of questions is called: the construct or grid, or the scenario with what was rated."""
    name = line.group.name
    if line.group.kind != "moments":
        return name
    measure = name_of(MEASURES, line.group.measure)
    return Text(zh=f"{name.say('zh')}·{measure.zh}", en=f"{name.say('en')}, {measure.en}")


@headline.register
def _headline(result: Reliability) -> Text:
    good, weak, unsure = ([line for line in result.lines if line.verdict == verdict] for verdict in ("good", "weak", "open"))
    many, limit, n = len(result.lines), write_number(GOOD, 2), write_count(result.base.n)
    if not (good or weak or unsure):
        return Text(zh=f"样本不足，无法判断信度（n = {n}）", en=f"Too few answers to judge reliability (n = {n})")
    zh = f"{many} 组题中 {len(good)} 组的信度确认达到 {limit}"
    en = f"{number_english(len(good)).capitalize()} of {count_english(many, 'group')} of questions proved to reach an alpha of {limit}"
    if weak:
        names = quote_some([name_group(line) for line in weak], _NAMED)
        zh, en = f"{zh}，{names.zh}不足", f"{en}; {names.en} below it"
    return Text(zh=f"{zh}（n = {n}）", en=f"{en} (n = {n})")


@findings.register
def _findings(result: Reliability) -> tuple[Text, ...]:
    told = [prefix_name(name_group(line), _say_alpha(line)) for line in result.lines]
    return (*(place for line in result.lines for place in _doubts(line, result)), *told)


def _say_alpha(line: ReliabilityLine) -> Text:
    alpha = write_figure(line.alpha, "plain")
    if not is_known(line.alpha):
        return alpha
    kind = Text("（标准化）", " (standardised)") if line.group.mixed else Text()
    omega = write_figure(line.omega, "plain") if is_known(line.omega) else None
    many = len(line.questions)
    return Text(
        zh=f"α{kind.zh} {alpha.zh}" + (f"，ω {omega.zh}" if omega else "") + f"，{many} 题，n = {write_count(line.people)}",
        en=f"alpha{kind.en} {alpha.en}" + (f", omega {omega.en}" if omega else "") + f", {many} questions, n = {write_count(line.people)}",
    )


def _doubts(line: ReliabilityLine, result: Reliability) -> Sequence[Text]:
    """What in one group should make a reader careful."""
    told: list[Text] = []
    study = result.base.study

    def listed(questions: Sequence[object]) -> Text:
        named = [fit.question for fit in line.questions if fit.question in questions]
        return quote_some([one.wording if one.wording or study is None else name_question(one, study) for one in named], _NAMED)

    if line.reversed:
        names = listed(line.reversed)
        told.append(
            Text(
                zh=f"与其余题目反向，请核对是否反向计分：{names.zh}",
                en=f"Against the rest, so check whether the scale is reversed: {names.en}",
            )
        )
    elif line.spoilers:
        names = listed([fit.question for fit in line.spoilers])
        told.append(Text(zh=f"去掉后信度明显提高：{names.zh}", en=f"Alpha is clearly higher without: {names.en}"))
    if is_known(line.alpha) and line.alpha.low > ALIKE:
        limit = write_number(ALIKE, 2)
        told.append(
            Text(
                zh=f"α 超过 {limit}：题目几乎是同一句话，或一律打同样的分",
                en=f"Alpha above {limit}: the questions say the same, or everything was rated alike",
            )
        )
    if line.improper:
        told.append(
            Text(
                zh="单因子解不合理（某题的独特方差落到边界），ω 仅供参考",
                en="One factor is improper (a question without variance of its own): read omega with care",
            )
        )
    return [place_in(name_group(line), one) for one in told]


@method_note.register
def _method(result: Reliability) -> Text:
    words = Text(
        zh=(
            "Cronbach α = k/(k−1)·(1 − 各题方差之和 ÷ 总分方差)，独立且等权时用 Feldt 区间，否则用重抽样；ω 来自单因子极大似然。"
            "只用答全该组题目的人。读法：区间下限达到 0.70 才算确认。"
            "α 高不等于只测一件事，也不等于测对了；各时刻评分的 α 高可能是光环效应。"
            "不适用：由题目构成（而非反映）的潜变量；各题本来就问不同的事。"
        ),
        en=(
            "Cronbach's alpha = k/(k−1)·(1 − sum of variances / variance of the sum), with Feldt's interval for independent answers that "
            "count alike, else from resamples; omega from one factor by maximum likelihood. Only people who answered the whole group. It "
            "is confirmed where the lower limit reaches 0.70. A high alpha proves neither that one thing is measured nor the right one; "
            "over moments it may be halo. Not for constructs that their questions form, nor for questions about different things."
        ),
    )
    return join_sentences(words, methods_note(result))
