"""What do we say about groups of customers? Whether they differ at all, on what, and by how much."""

from peakend.analyse.result import is_known
from peakend.analyse.segments import JOINED, SegmentLine, Segments
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.report.words.figures import Unit, write_count, write_figure, write_p
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
    name = name_thing(question.about, study)
    return measure if name is None else Text(zh=f"{name.zh}：{measure.zh}", en=f"{name.en}: {measure.en}")


def name_thing(key: str, study: Study) -> Text | None:
    """What a key is called; a moment whose name another moment bears too, with its scenario."""
    name = name_keys(study).get(key)
    if name is None:
        return None
    alike = [moment.key for moment in study.moments() if moment.name == name]
    if key not in alike or len(alike) == 1:
        return Text(zh=name.say("zh"), en=name.say("en"))
    scenario = study.scenario_of(key).name
    return Text(zh=f"{scenario.say('zh')}·{name.say('zh')}", en=f"{name.say('en')} ({scenario.say('en')})")


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
