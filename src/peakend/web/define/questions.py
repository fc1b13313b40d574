"""How do many questions stand on one page? As rows, measure by measure; each leads to its own page, where it is edited."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.text import Text
from peakend.web.define.cells import word_scale
from peakend.web.define.choices import MEASURES, choose_about


@dataclass(frozen=True, slots=True)
class Row:
    """One question: its words, what it measures of what, its scale, and how many remarks there are on it."""

    question: Question
    wording: Text
    measure: Text
    about: Text
    scale: Text
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions with one measure (or all), and how many there are with each."""

    rows: tuple[Row, ...]
    measure: str
    measures: tuple[tuple[str, Text, int], ...]
    count: int


def list_questions(study: Study, measure: str, remarks: Iterable[Remark]) -> Asked:
    """The questions of a study as rows."""
    found: dict[str, list[Remark]] = {}
    for one in remarks:
        if one.place[:2] == ("survey", "questions") and len(one.place) > 2:  # noqa: PLR2004 - survey → questions → key
            found.setdefault(str(one.place[2]), []).append(one)
    names, things = dict(MEASURES), dict(choose_about(study))
    counted: Counter[str] = Counter(one.measure for one in study.survey.questions)
    shown = [one for one in study.survey.questions if measure in {"", one.measure}]
    rows = tuple(_row(one, names, things, tuple(found.get(one.key, ()))) for one in shown)
    return Asked(rows, measure, tuple((key, words, counted[key]) for key, words in MEASURES if counted[key]), len(study.survey.questions))


def _row(question: Question, names: dict[str, Text], things: dict[str, Text], remarks: tuple[Remark, ...]) -> Row:
    about = things.get(question.about, Text(question.about, question.about))
    scale = (word_scale(question.scale) or (Text(),))[0]
    return Row(question, question.wording or about, names[question.measure], about, scale, remarks)
