"""A small study with one question of each rated kind, and readings of answers to it that tests write down."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from peakend.analyse.evidence import Evidence
from peakend.analyse.nps_interval import Recommending
from peakend.analyse.reading import Reading
from peakend.define.study import Moment, Scenario, Stage, Study
from peakend.define.survey import Attribute, Question, Scale, Survey
from peakend.text import Text

Column = Sequence[Any]

FIVE = Scale(1, 5)

QUESTIONS = (
    Question("overall", "overall", scale=FIVE),
    Question("recommend", "nps", scale=Scale(0, 10)),
    Question("greet_importance", "importance", about="greet", scale=FIVE),
    Question("leave_importance", "importance", about="leave", scale=FIVE),
    Question("greet_performance", "performance", about="greet", scale=FIVE),
)

STUDY = Study(
    "tea",
    Text("茶馆", "Tea house"),
    stages=(Stage("meet", Text("接触", "Meet")), Stage("end", Text("结束", "End"), ends=True)),
    scenarios=(
        Scenario(
            "shop",
            Text("到店", "Visit"),
            (Moment("greet", Text("迎接", "Greeting"), "meet"), Moment("leave", Text("离店", "Leaving"), "end")),
        ),
    ),
    survey=Survey(QUESTIONS, (Attribute("tier"), Attribute("city"))),
)


def asking(*questions: Question) -> Study:
    """A study that asks only these, with the attributes tier and city."""
    return Study("tea", Text("茶馆", "Tea house"), survey=Survey(questions, STUDY.survey.attributes))


def read(
    columns: Mapping[str, Column], study: Study = STUDY, *, by: tuple[str, ...] = (), wave: str = "", weighted: bool = True
) -> Reading:
    """A reading of answers written as columns."""
    return Reading(study, pa.table(dict(columns)), by, wave=wave, weighted=weighted)


def evidence(columns: Mapping[str, Column], study: Study = STUDY, *, weighted: bool = True) -> Evidence:
    """The evidence of such a reading."""
    return read(columns, study, weighted=weighted).evidence


def scores(given: Recommending) -> list[int]:
    """Answers on 0..10 with so many detractors, passives and promoters."""
    return [3] * int(given.detractors) + [7] * int(given.passives) + [10] * int(given.promoters)
