"""Which questions can be put to the answers of a study, grouped as people ask them, and what does each need to have been asked?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from peakend.analyse import (
    asymmetry,
    carryover,
    chain,
    complaints,
    driven,
    experience,
    gaps,
    importance,
    kano,
    memory,
    needs,
    nps,
    quadrants,
    reasons,
    recommenders,
    reliability,
    satisfaction,
    weights,
)
from peakend.analyse.reading import Asks, Reading
from peakend.errors import AnalysisError
from peakend.report.chapters import CHAPTERS
from peakend.report.page.figures import keep_together
from peakend.report.page.labels import GUIDES, SECTIONS
from peakend.report.words import headline
from peakend.report.words.names import start_sentence
from peakend.text import Text


@dataclass(frozen=True)
class Question:
    """One question of the method: its name in addresses, its heading, what it answers, and whether it compares groups of a split."""

    key: str
    title: Text
    purpose: Text
    split: bool = False


@dataclass(frozen=True)
class Chapterful:
    """Questions that belong together in the index."""

    title: Text
    questions: tuple[Question, ...]


_OWN: Final[Mapping[str, tuple[Text, Text]]] = {
    "importance": (SECTIONS["importance"], Text("哪些时刻客户最看重", "Which moments matter most to customers")),
    "peaks": (
        SECTIONS["peaks"],
        Text("哪些时刻是峰值、终值与共有峰值（两种规则并列）", "Which moments are peaks, ends and common peaks, by both rules"),
    ),
    "needs": (SECTIONS["needs"], Text("客户在每个时刻最想要什么", "What customers want most at each moment")),
    "experience": (SECTIONS["experience"], Text("各时刻做得好不好", "How good each moment was")),
    "satisfaction": (SECTIONS["satisfaction"], Text("客户总体上有多满意", "How satisfied customers are on the whole")),
    "nps": (SECTIONS["nps"], Text("客户愿不愿意推荐", "Whether customers would recommend the service")),
    "gaps": (SECTIONS["gaps"], Text("与期望、竞争对手相比差在哪里", "Where the service falls short of expectation and of competitors")),
    "quadrants": (SECTIONS["quadrants"], Text("哪些时刻重要而体验偏弱", "Which moments matter and are not good enough")),
    "segments": (SECTIONS["segments"], Text("客群之间在哪些题上确有差异", "On which questions groups of customers differ")),
    "baseline": (SECTIONS["baseline"], Text("这一期留下怎样的基准", "Which values this wave leaves behind")),
    "scorecards": (
        CHAPTERS["scorecards"].section,
        Text("各单位的 NPS，哪些单位确有高下", "NPS by unit, and which units can be told apart"),
    ),
    "weights": (Text("加权的影响", "Effect of weighting"), Text("加权改变了哪些数字", "Which figures weighting moved")),
    "cautions": (Text("注意事项", "Cautions"), Text("解读这些数字前须注意什么", "What to mind before reading the numbers")),
}


def _question(key: str) -> Question:
    if key in _OWN:
        return Question(key, *_OWN[key], split=key in {"segments", "scorecards"})
    chapter = CHAPTERS[key]
    return Question(key, chapter.section, Text(chapter.purpose.zh, start_sentence(chapter.purpose.en)))


_ORDER: Final[tuple[tuple[Text, tuple[str, ...]], ...]] = (
    (Text("什么最重要？", "What matters?"), ("importance", "needs", "kano", "asymmetry", "classes")),
    (Text("痛在哪里，先改什么？", "Where does it hurt, and what comes first?"), ("experience", "gaps", "quadrants", "complaints")),
    (Text("客户记住了什么？", "What is remembered?"), ("peaks", "memory", "emot")),
    (
        Text("客户满意吗，忠诚由什么带动？", "Are they satisfied, and what drives loyalty?"),
        ("satisfaction", "nps", "drivers", "impact", "reasons", "recommenders", "chain"),
    ),
    (Text("谁与谁不同？", "Who differs from whom?"), ("segments", "scorecards")),
    (Text("随时间怎样变化？", "What changes over time?"), ("carryover", "baseline")),
    (
        Text("数字可靠吗？", "Can the numbers be trusted?"),
        ("cautions", "reliability", "fieldwork", "flags", "weighting", "weights"),
    ),
)

_PLACED: Final = frozenset(key for _, keys in _ORDER for key in keys)
_LATE: Final = tuple(key for key in (*_OWN, *CHAPTERS) if key not in _PLACED)

INDEX: Final[tuple[Chapterful, ...]] = (
    *(Chapterful(title, tuple(_question(key) for key in keys if key in _OWN or key in CHAPTERS)) for title, keys in _ORDER),
    *((Chapterful(Text("其他", "Others"), tuple(map(_question, _LATE))),) if _LATE else ()),
)
"""Every question, in groups, as people ask them."""

QUESTIONS: Final[Mapping[str, Question]] = {one.key: one for group in INDEX for one in group.questions}
"""Every question by its name in addresses."""

BESIDE: Final[Mapping[str, frozenset[str]]] = {
    "peaks": frozenset({"importance"}),
    "gaps": frozenset({"importance", "experience"}),
    "quadrants": frozenset({"importance", "experience"}),
    "baseline": frozenset({"importance", "peaks"}),
    "emot": frozenset({"importance", "experience"}),
}
"""Results that a question's pictures need beside its own."""

_ASKED_BY: Final[Mapping[str, Asks]] = {
    "importance": importance.asks,
    "peaks": importance.asks,
    "baseline": importance.asks,
    "needs": needs.asks,
    "experience": experience.asks,
    "nps": nps.asks,
    "reasons": reasons.asks,
    "recommenders": recommenders.asks,
    "complaints": complaints.asks,
    "satisfaction": satisfaction.asks,
    "gaps": gaps.asks,
    "quadrants": quadrants.asks,
    "kano": kano.asks,
    "asymmetry": asymmetry.asks,
    "memory": memory.asks,
    "weights": weights.asks,
    "carryover": carryover.asks,
    "chain": chain.asks,
    "reliability": reliability.asks,
    "drivers": driven.asks,
    "impact": driven.asks,
}


@dataclass(frozen=True)
class Standing:
    """A question with whether it can be answered: what it answers, or what would have to be asked."""

    question: Question
    there: bool
    mend: Text = Text()
    answer: Text = Text()
    """What it found, in one sentence, where that is known without long work."""


def stand_questions(reading: Reading) -> list[tuple[Text, list[Standing]]]:
    """Every question in groups, with its answer where that is cheap to tell, and with what the study would have to ask where it does not.

    Nothing long is worked out for it.
    """
    return [(group.title, [_stand(reading, one) for one in group.questions]) for group in INDEX]


CHEAP: Final = frozenset({"importance", "peaks", "experience", "needs", "gaps", "quadrants", "nps", "satisfaction", "cautions", "baseline"})
"""Results that take closed forms or a few milliseconds: their sentence stands in the index even before anybody opened their page."""


def _stand(reading: Reading, question: Question) -> Standing:
    """A question with its answer, if it is known or cheap to know."""
    found = _judge(reading, question)
    return replace(found, answer=_answer(reading, question.key)) if found.there else found


def _answer(reading: Reading, key: str) -> Text:
    """The sentence of a result that was worked out before, or that is cheap."""
    if key not in CHEAP and key not in vars(reading):
        return Text()
    try:
        said = headline(getattr(reading, key))
    except AnalysisError:
        return Text()
    return Text(keep_together(said.zh), keep_together(said.en))


def _judge(reading: Reading, question: Question) -> Standing:
    asks = _ASKED_BY.get(question.key)
    if question.split:
        mend = Text("请在上方选择“按……拆分”。", "Choose a split above.")
        return Standing(question, there=bool(reading.by), mend=Text() if reading.by else mend)
    if asks is not None and asks(reading.study, reading.present):
        return Standing(question, there=True)
    if asks is None and question.key != "flags":
        return Standing(question, there=True)
    fault = _fault(lambda: getattr(reading, question.key))
    return Standing(question, there=fault is None, mend=fault.fill(fault.mend) if fault is not None else Text())


def _fault(work: Callable[[], object]) -> AnalysisError | None:
    try:
        work()
    except AnalysisError as fault:
        return fault
    return None


__all__ = ["BESIDE", "GUIDES", "INDEX", "QUESTIONS", "Question", "Standing", "stand_questions"]
