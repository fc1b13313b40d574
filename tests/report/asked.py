"""The telecom example with synthetic answers, and studies in which something is odd: what the tests of reports stand on."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyarrow as pa

import peakend
from peakend.analyse.reading import Reading
from peakend.define.file import read_study
from peakend.define.plan_edits import forget_questions
from peakend.define.questionnaire import survey_for
from peakend.define.study import Moment, Study
from peakend.listen.synthetic import draw_answers
from peakend.listen.telecom_targets import TELECOM_VIP
from peakend.text import Text

HOSTILE = '=HYPERLINK("http://x","<b>&{0}{x}</b>")'
"""A name that is markup, a formula and a template at once."""


@cache
def vip_study() -> Study:
    """The telecom VIP study with its two-level questionnaire."""
    study = read_study(Path(peakend.__file__).parent / "define" / "templates" / "telecom-vip.yaml")
    return study if study.survey.questions else replace(study, survey=survey_for(study))


@cache
def vip_answers(respondents: int) -> pa.Table:
    """Synthetic answers to it."""
    return draw_answers(vip_study(), respondents, targets=TELECOM_VIP)


@cache
def vip_reading(respondents: int = 240, by: tuple[str, ...] = ()) -> Reading:
    """A reading of both."""
    return Reading(vip_study(), vip_answers(respondents), by)


@cache
def two_scenarios() -> Reading:
    """A reading of the first two scenarios, split by tier."""
    study = vip_study()
    return Reading(replace(study, scenarios=study.scenarios[:2]), vip_answers(240), ("tier",))


def asking(*measures: str) -> Reading:
    """A reading of a survey that asks only these measures."""
    study = vip_study()
    kept = tuple(question for question in study.survey.questions if question.measure in measures)
    gone = {question.key for question in study.survey.questions} - {question.key for question in kept}
    groups = {question.group for question in study.survey.questions} - {question.group for question in kept}
    plan = forget_questions(study.plan, gone, groups)
    return Reading(replace(study, plan=plan, survey=replace(study.survey, questions=kept)), vip_answers(240))


def renamed(name: Callable[[Moment], str], title: str = "") -> Reading:
    """A reading of the first scenario alone, its moments under other names, and the study perhaps under another title."""
    study = vip_study()
    first = study.scenarios[0]
    moments = tuple(replace(moment, name=Text(zh=name(moment), en=name(moment))) for moment in first.moments)
    said = Text(zh=title, en=title) if title else study.title
    return Reading(replace(study, title=said, scenarios=(replace(first, moments=moments),)), vip_answers(240))


def few(respondents: int) -> Reading:
    """A reading of the first answers only, and of the first scenario."""
    return Reading(one_scenario(), vip_answers(240).slice(0, respondents))


def one_scenario() -> Study:
    """The study with its first scenario only."""
    study = vip_study()
    return replace(study, scenarios=study.scenarios[:1])
