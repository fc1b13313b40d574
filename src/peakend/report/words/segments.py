"""What do we say about groups of customers, the baseline of a wave, and what weighting did?"""

from typing import Final

from peakend.analyse.baseline import BaselineValues
from peakend.analyse.result import Estimate, is_known
from peakend.analyse.segments import JOINED, SegmentLine, Segments
from peakend.analyse.weights import Weights
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.report.words.figures import Unit, write_count, write_figure, write_number, write_p
from peakend.report.words.names import (
    MEASURES,
    count_english,
    join_english,
    join_sentences,
    name_keys,
    name_of,
    number_english,
    start_sentence,
)
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

_NAMED: Final = 3


def label_group(label: str, by: tuple[str, ...], study: Study | None = None) -> Text:
    """The name of a group in the study's words."""
    if study is None:
        return Text(zh=label, en=label)
    parts = label.split(JOINED) if len(by) > 1 else [label]
    attributes = [study.survey.attribute(name) for name in by]
    said = [Text(zh=part, en=part) if one is None else one.label(part) for part, one in zip(parts, attributes, strict=False)]
    return Text(zh=JOINED.join(one.say("zh") for one in said), en=JOINED.join(one.say("en") for one in said))


def name_question(question: Question, study: Study | None = None) -> Text:
    """What a question is about and measures: "Appointment: importance"; the overall ones by what they measure."""
    measure = name_of(MEASURES, question.measure)
    if study is None or not question.about:
        return measure if not question.about else Text(zh=f"{question.about}：{measure.zh}", en=f"{question.about}: {measure.en}")
    name = name_keys(study).get(question.about)
    if name is None:
        return measure
    return Text(zh=f"{name.say('zh')}：{measure.zh}", en=f"{name.say('en')}: {measure.en}")


def unit_of(measure: str) -> Unit:
    """How the figures of a measure are written."""
    return "points" if measure == "nps" else "share" if measure == "chosen" else "rating"


@headline.register
def _headline(result: Segments) -> Text:
    return segments_headline(result)


def segments_headline(result: Segments, study: Study | None = None) -> Text:
    """On how many questions the groups differ, after correction, and where most."""
    tested = [line for line in result.lines if line.tested]
    apart = sorted((line for line in tested if line.differs), key=lambda line: -line.size)
    n, groups = write_count(result.base.n), len(result.groups)
    if not tested:
        return Text(zh=f"各组样本不足，无法比较（n = {n}）", en=f"Too few answers in the groups to compare them (n = {n})")
    if not apart:
        return Text(
            zh=f"{groups} 个客群在 {len(tested)} 道题上均无显著差异（校正后，n = {n}）",
            en=start_sentence(
                f"{count_english(groups, 'group')} {'do' if groups != 1 else 'does'} not provably differ on any of "
                f"{count_english(len(tested), 'question')} (after correction, n = {n})"
            ),
        )
    most = name_question(apart[0].question, study)
    return Text(
        zh=f"{groups} 个客群在 {len(tested)} 道题中的 {len(apart)} 道上有显著差异，差异最大的是“{most.zh}”（校正后，n = {n}）",
        en=start_sentence(
            f"{count_english(groups, 'group')} differ on {number_english(len(apart))} of {count_english(len(tested), 'question')}, "
            f'most on "{most.en}" (after correction, n = {n})'
        ),
    )


@findings.register
def _findings(result: Segments) -> tuple[Text, ...]:
    return segment_findings(result)


def segment_findings(result: Segments, study: Study | None = None) -> tuple[Text, ...]:
    """For each question on which the groups differ, their figures; then who is in no group and who has too few answers."""
    apart = sorted((line for line in result.lines if line.differs), key=lambda line: -line.size)
    told = [segment_sentence(line, result.by, study) for line in apart]
    if result.unassigned:
        told.append(
            Text(
                zh=f"{write_count(result.unassigned)} 份答卷没有该属性的取值，不属于任何组",
                en=start_sentence(f"{count_english(result.unassigned, 'response')} without a value belong to no group"),
            )
        )
    few = sorted({label for line in result.lines for label in line.too_few})
    if few:
        names = [label_group(label, result.by, study) for label in few]
        told.append(
            Text(
                zh="部分题目样本不足、未参与检验的组：" + "、".join(name.zh for name in names),
                en="Too few answers on some questions, left out of their tests: " + join_english([name.en for name in names]),
            )
        )
    return tuple(told)


def segment_sentence(line: SegmentLine, by: tuple[str, ...], study: Study | None = None) -> Text:
    """The figures of each group on one question, the highest first, with the test of the difference."""
    known = [(figure.value, label, figure) for label, figure in line.figures.items() if is_known(figure)]
    known.sort(key=lambda one: -one[0])
    name, unit = name_question(line.question, study), unit_of(line.measure)
    said = [(label_group(label, by, study), write_figure(figure, unit)) for _, label, figure in known]
    return Text(
        zh=f"{name.zh}：" + "，".join(f"{group.zh} {figure.zh}" for group, figure in said) + f"（{write_p(line.p_adjusted)}）",
        en=f"{start_sentence(name.en)}: "
        + ", ".join(f"{group.en} {figure.en}" for group, figure in said)
        + f" ({write_p(line.p_adjusted)})",
    )


@method_note.register
def _method(result: Segments) -> Text:
    words = Text(
        zh=(
            "先检验后比较：每题先用 Q 检验（Welch 校正）判断各组是否存在差异，题目之间作 Benjamini–Hochberg 校正；"
            "只有该题存在差异时才看两两之差（题内 Holm 校正），NPS 之差用得分区间的 MOVER 法。有效答案少于 10 份的组不给数、不参与检验。"
            "读法：先看“有无差异”，再看差多少；名次区间重叠的组不分先后。"
            "不适用：多看几题、多分几组总会碰到差异，未经校正的单次比较不能作为结论；组间差异也不等于原因。"
        ),
        en=(
            "Tests in a fixed order: Q over all groups of a question (with Welch's correction), Benjamini-Hochberg over the questions; "
            "pairs only where their question differs (Holm within the question), differences of NPS by MOVER of score intervals. A group "
            "with fewer than 10 answers has no figure and no part in the tests. Read whether there is a difference before how large it "
            "is; groups whose rank intervals overlap have no order. Looking at many questions in many groups always finds something: a "
            "single comparison without correction is no finding, and a difference between groups is not a cause."
        ),
    )
    return join_sentences(words, methods_note(result))


@headline.register
def _baseline_headline(result: BaselineValues) -> Text:
    lines = [line for one in result.scenarios for line in one.lines]
    n, scenarios = write_count(result.base.n), len(result.scenarios)
    return Text(
        zh=f"本期基准值：{scenarios} 个服务场景、{len(lines)} 个关键时刻（n = {n}），指纹 {result.fingerprint[:12]}",
        en=(
            f"Baseline of this wave: {count_english(len(lines), 'moment')} in {count_english(scenarios, 'scenario')} (n = {n}), "
            f"fingerprint {result.fingerprint[:12]}"
        ),
    )


@findings.register
def _baseline_findings(result: BaselineValues) -> tuple[Text, ...]:
    told = []
    for one in result.scenarios:
        figure, name = write_figure(one.mean), one.scenario.name
        told.append(
            Text(zh=f"{name.say('zh')}：重要性场景均值 {figure.zh}", en=f"{name.say('en')}: scenario mean of importance {figure.en}")
        )
    return tuple(told)


@method_note.register
def _baseline_method(result: BaselineValues) -> Text:
    words = Text(
        zh=(
            "基准值 = 本期各时刻的重要性均值、体验均值及峰终标记（原研究规则，附概率），供以后各期对照。"
            f"指纹由研究、筛选条件、计数结果和方法版本算出：{result.fingerprint}。指纹相同即数字与方法完全相同。"
            "不适用：方法版本或题目改动后，不宜与旧基准直接比较。"
        ),
        en=(
            "Baseline = mean importance, mean experience and the marks of peaks and ends (source's rule, with probability) of this wave, "
            "for later waves "
            f"to be judged by. The fingerprint is taken of the study, the filters, the counted sums and the versions of the methods: "
            f"{result.fingerprint}. "
            "The same fingerprint means the same numbers by the same methods. After a change of method or wording do not compare with an "
            "old baseline."
        ),
    )
    return join_sentences(words, methods_note(result))


@headline.register
def _weights_headline(result: Weights) -> Text:
    moved = [line for line in result.lines if line.moved]
    n, effective, effect = write_count(result.base.n), write_count(result.effective), write_number(result.design_effect)
    return Text(
        zh=f"加权后，{n} 份答卷的有效样本量为 {effective}（设计效应 {effect}），{len(moved)} 个指标因加权明显变动",
        en=(
            f"Weighted, {n} responses are worth {effective} (design effect {effect}); weighting moves "
            f"{count_english(len(moved), 'figure')} by more than the interval"
        ),
    )


@findings.register
def _weights_findings(result: Weights) -> tuple[Text, ...]:
    told = []
    for line in result.lines:
        if line.moved and isinstance(line.weighted, Estimate) and isinstance(line.unweighted, Estimate):
            unit, name = unit_of(line.question.measure), name_question(line.question)
            one, two = write_figure(line.weighted, unit), write_figure(line.unweighted, unit)
            told.append(
                Text(
                    zh=f"{name.zh}：加权 {one.zh}，不加权 {two.zh}", en=f"{start_sentence(name.en)}: weighted {one.en}, unweighted {two.en}"
                )
            )
    return tuple(told)
