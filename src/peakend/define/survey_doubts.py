"""What in a survey should be looked at again? Questions that are missing, asked twice, or may not measure what they are said to."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from peakend.define.remark import Remark
from peakend.define.soundness import RATED, moment_places, question_places
from peakend.define.study import Study
from peakend.define.survey import Measure, Question
from peakend.text import Text

_RECOMMEND: Final = re.compile("推荐|推介|recommend|recommandation|recommander|empfehl", re.IGNORECASE)
_KANO_ANSWERS: Final = 5
_MEASURE_NAMES: Final[dict[Measure, Text]] = {
    "importance": Text(zh="重要性", en="importance"),
    "performance": Text(zh="表现", en="performance"),
    "expectation": Text(zh="期望", en="expectation"),
}


def find_survey_doubts(study: Study) -> Iterator[Remark]:
    """Every doubt about what is asked and how."""
    survey = study.survey
    if not survey.questions:
        message = Text(zh="问卷里没有题目。", en="The survey has no question.")
        mend = Text(
            zh="可用 survey_for 按关键时刻生成，或从数据文件起草。",
            en="Make it from the moments with survey_for, or draft it from a file of answers.",
        )
        yield Remark("missing", ("survey", "questions"), message, mend, "no_questions")
        return
    yield from _doubt_coverage(study)
    yield from _doubt_outcomes(study)
    yield from _doubt_scales(study)
    yield from _doubt_twice(study)
    yield from _doubt_halves(study)
    for place, question in question_places(survey):
        for name, message, mend in _doubt_question(question):
            yield Remark("doubtful", place, message, mend, name)
    yield from _doubt_segments(study)


def _doubt_coverage(study: Study) -> Iterator[Remark]:
    """Moments that nobody is asked about."""
    moments = {moment.key for moment in study.moments()}
    asked = {question.about for question in study.survey.questions} | {question.group for question in study.survey.questions}
    if not any(question.measure == "importance" and question.about in moments for question in study.survey.questions):
        message = Text(zh="没有题目问关键时刻的重要性。", en="No question asks how important the moments are.")
        mend = Text(
            zh="没有它就不能按原方法找峰值和终值；请补上 measure: importance 的题目。",
            en="Peaks and ends by stated importance need it; add questions with “measure: importance”.",
        )
        yield Remark("doubtful", ("survey", "questions"), message, mend, "no_importance")
    for place, moment in moment_places(study):
        if moment.key not in asked:
            message = Text(zh="没有题目问到这个关键时刻。", en="No question is about this moment.")
            mend = Text(
                zh="请补上题目；没有问到的关键时刻不会出现在结果中。",
                en="Add one; a moment that nobody was asked about does not appear in the results.",
            )
            yield Remark("doubtful", place, message, mend, "moment_unasked")


def _doubt_outcomes(study: Study) -> Iterator[Remark]:
    measures = {question.measure for question in study.survey.questions}
    if "overall" not in measures:
        message = Text(zh="没有问总体满意度。", en="Overall satisfaction is not asked.")
        mend = Text(
            zh="没有它就不能检验峰终定律，也不能分析驱动因素。", en="The peak-end rule cannot be tested without it, nor drivers found."
        )
        yield Remark("missing", ("survey", "questions"), message, mend, "no_overall")
    if not measures & {"nps", "loyalty"}:
        message = Text(zh="没有问推荐意愿或忠诚度。", en="Neither recommendation nor loyalty is asked.")
        mend = Text(zh="请补上 0–10 的推荐题（measure: nps）。", en="Add the question of recommendation from 0 to 10 (measure: nps).")
        yield Remark("missing", ("survey", "questions"), message, mend, "no_loyalty")


def _doubt_scales(study: Study) -> Iterator[Remark]:
    """One measure of the moments on several scales: their means cannot be compared."""
    moments = {moment.key for moment in study.moments()}
    for measure, name in _MEASURE_NAMES.items():
        questions = [one for one in study.survey.asking(measure) if one.about in moments and one.scale]
        spans = Counter((one.scale.low, one.scale.high) for one in questions if one.scale)
        if len(spans) > 1:
            words = ", ".join(f"{low}–{high}" for low, high in spans)
            message = Text(
                zh=f"关键时刻的{name.zh}用了不同量表：{words}。", en=f"The {name.en} of the moments is asked on several scales: {words}."
            )
            mend = Text(
                zh="不同量表的平均值不能直接比较；请统一，或分开分析。",
                en="Their means cannot be compared; use one scale, or look at them apart.",
            )
            yield Remark("doubtful", ("survey", "questions"), message, mend, "several_scales")


def _doubt_twice(study: Study) -> Iterator[Remark]:
    """Two ratings of one measure about one thing, unless they are statements of one group."""
    first: dict[tuple[str, str, str], Question] = {}
    for place, question in question_places(study.survey):
        if question.measure not in RATED:
            continue
        same = (question.measure, question.about, question.competitor)
        other = first.setdefault(same, question)
        if other is not question and (not question.group or question.group != other.group):
            message = Text(zh=f"与题目 {other.key} 测量的是同一件事。", en=f"It measures the same thing as the question {other.key}.")
            mend = Text(zh="请确认 measure 和 about；分析只用第一题。", en="Check “measure” and “about”; the analysis takes the first.")
            yield Remark("doubtful", place, message, mend, "asked_twice")


def _doubt_halves(study: Study) -> Iterator[Remark]:
    """Kano questions without their other half."""
    halves: dict[str, set[str]] = {"kano_functional": set(), "kano_dysfunctional": set()}
    for question in study.survey.questions:
        if question.measure in halves:
            halves[question.measure].add(question.about or question.group)
    paired = (halves["kano_functional"] & halves["kano_dysfunctional"]) - {""}
    for place, question in question_places(study.survey):
        if question.measure in halves and (question.about or question.group) not in paired:
            message = Text(zh="卡诺题缺少成对的另一半。", en="This Kano question lacks its other half.")
            mend = Text(
                zh="正向题与反向题须写相同的 about（或 group），才能成对分类。",
                en="Give both halves the same “about” (or “group”), so that they can be classed as a pair.",
            )
            yield Remark("doubtful", place, message, mend, "kano_alone")


def _doubt_question(question: Question) -> Iterator[tuple[str, Text, Text]]:
    """Doubts about one question: name, message, mend."""
    scale, about = question.scale, question.about
    words = f"{question.wording.zh} {question.wording.en} {question.column}"
    if question.as_asked and scale and (scale.low, scale.high) != (0, 10):
        message = Text(
            zh=f"{scale.low}–{scale.high} 的推荐题按 NPS 解读。", en=f"A recommendation from {scale.low} to {scale.high} is read as NPS."
        )
        yield "nps_as_asked", message, Text(zh="结果不能与 0–10 的 NPS 直接比较。", en="It cannot be compared with an NPS from 0 to 10.")
    if scale and scale.high == 10 and question.measure in RATED - {"nps"} and _RECOMMEND.search(words):  # noqa: PLR2004
        message = Text(zh="题目像推荐意愿题，但没有按 NPS 计算。", en="It reads like a recommendation and is not counted as NPS.")
        mend = Text(zh="若是 0–10 的推荐题，请写 measure: nps。", en="Write “measure: nps” if it is the recommendation from 0 to 10.")
        yield "recommend_not_nps", message, mend
    if question.measure == "competitor" and not question.competitor:
        message = Text(zh="没有写明是哪个竞争对手。", en="It does not say which competitor it is about.")
        yield "no_competitor", message, Text(zh="请写上 competitor。", en="Write “competitor”.")
    if question.measure.startswith("kano") and scale and scale.high - scale.low + 1 != _KANO_ANSWERS:
        message = Text(zh="Kano 题应有 5 个答案。", en="A Kano question has 5 answers.")
        yield "kano_answers", message, Text(zh="请检查量表。", en="Check its scale.")
    if question.measure in {"importance", "performance"} and not about:
        message = Text(
            zh="没有写明问的是什么，将按整个服务处理。", en="It does not say what it is about; it is taken for the whole service."
        )
        mend = Text(zh="请写 about，或改用 measure: overall。", en="Write “about”, or use “measure: overall”.")
        yield "about_whole", message, mend


def _doubt_segments(study: Study) -> Iterator[Remark]:
    for number, segment in enumerate(study.segments):
        attribute = study.survey.attribute(segment.attribute)
        if not segment.attribute or not segment.values:
            message = Text(zh="没有写明哪些受访者属于这个客群。", en="It does not say which respondents belong to this segment.")
            mend = Text(zh="请写 attribute 和 values。", en="Write “attribute” and “values”.")
            yield Remark("missing", ("segments", segment.key or number), message, mend, "segment_open")
        for value in segment.values if attribute and attribute.values else ():
            if attribute and all(value != known for known, _ in attribute.values):
                message = Text(
                    zh=f"属性 {attribute.key} 没有列出取值“{value}”。",
                    en=f"The attribute {attribute.key} does not list the value “{value}”.",
                )
                mend = Text(zh="请检查拼写，或补到属性的 values 中。", en="Check the spelling, or add it to the values of the attribute.")
                yield Remark("doubtful", ("segments", segment.key or number, "values"), message, mend, "segment_value")
