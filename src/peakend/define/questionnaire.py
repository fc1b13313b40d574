"""What should be asked about this study? The two-level questionnaire: first every moment, then the needs within the moments that have any.

Level one asks how important each moment is and how well it went. Level two looks closer at the moments whose needs are written down:
what was expected, and which needs matter most there, chosen from all needs of the scenario, so that the core ones can show themselves.
At the end come satisfaction with each scenario and with the whole, and the recommendation with its reason.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from peakend.define.study import Moment, Scenario, Study, Theme
from peakend.define.survey import Question, Scale, Survey
from peakend.text import Text

IMPORTANCE: Final = Scale(
    1,
    5,
    missing=(("9", "dont_know"),),
    labels=(
        (1, Text("完全不重要", "Not important at all")),
        (2, Text("不太重要", "Not very important")),
        (3, Text("一般", "Neither")),
        (4, Text("比较重要", "Important")),
        (5, Text("非常重要", "Very important")),
    ),
)
"""How much a moment matters, 1 to 5."""

PERFORMANCE: Final = Scale(
    1,
    5,
    missing=(("0", "not_experienced"), ("9", "dont_know")),
    labels=(
        (1, Text("非常不满意", "Very dissatisfied")),
        (2, Text("不太满意", "Dissatisfied")),
        (3, Text("一般", "Neither")),
        (4, Text("比较满意", "Satisfied")),
        (5, Text("非常满意", "Very satisfied")),
    ),
)
"""How well a moment went, 1 to 5; whoever did not meet it says so."""

EXPECTATION: Final = Scale(
    1,
    5,
    missing=(("9", "dont_know"),),
    labels=((1, Text("没有期望", "Nothing expected")), (3, Text("一般", "Something ordinary")), (5, Text("期望很高", "A great deal"))),
)
"""How much was expected of a moment, 1 to 5."""

AGREEMENT: Final = Scale(
    1,
    5,
    missing=(("9", "dont_know"),),
    labels=(
        (1, Text("完全不同意", "Strongly disagree")),
        (2, Text("不太同意", "Disagree")),
        (3, Text("一般", "Neither")),
        (4, Text("比较同意", "Agree")),
        (5, Text("完全同意", "Strongly agree")),
    ),
)
"""How far a statement is true, 1 to 5."""

RECOMMENDATION: Final = Scale(
    0,
    10,
    missing=(("99", "dont_know"),),
    labels=((0, Text("完全不可能", "Not at all likely")), (10, Text("非常可能", "Extremely likely"))),
)
"""The scale of the recommendation, 0 to 10."""


def survey_for(study: Study) -> Survey:
    """The survey of a study, made from its moments and needs; attributes, columns and layout stay as they are.

    Keys: `importance_<moment>`, `performance_<moment>`, `expectation_<moment>`; `<moment>__<need>`, a choice about the need whose group is
    the moment; `importance_<theme>` and `<theme>_<number>` for themes that have statements; `overall_<scenario>`, `overall`, `nps`,
    `nps_reason`.

    >>> from peakend.define.study import Stage
    >>> tea = Study("tea", Text(en="Tea"), stages=(Stage("end", Text(en="End"), ends=True),),
    ...             scenarios=(Scenario("shop", Text(en="Visit"), (Moment("pay", Text(en="Paying"), "end"),)),))
    >>> [question.key for question in survey_for(tea).questions]
    ['importance_pay', 'performance_pay', 'overall', 'nps', 'nps_reason']
    """
    questions = [question for scenario in study.scenarios for question in _ask_scenario(study, scenario)]
    questions += [question for theme in study.themes if theme.items for question in _ask_theme(theme)]
    return replace(study.survey, questions=(*questions, *_ask_whole()))


def _ask_scenario(study: Study, scenario: Scenario) -> Iterator[Question]:
    yield from (_ask_importance(one) for one in scenario.moments)
    yield from (_ask_performance(one) for one in scenario.moments)
    close = [one for one in scenario.moments if one.needs]
    yield from (_ask_expectation(one) for one in close)
    offered = tuple(dict.fromkeys(need for moment in close for need in moment.needs))
    yield from (question for moment in close for question in _ask_needs(moment, offered))
    if len(study.scenarios) > 1:
        zh, en = scenario.name.say("zh"), scenario.name.say("en")
        wording = Text(f"总的来说，您对“{zh}”满意吗？", f"All in all, how satisfied are you with “{en}”?")
        yield Question(f"overall_{scenario.key}", "overall", scenario.key, wording, PERFORMANCE)


def _ask_importance(moment: Moment) -> Question:
    wording = Text(f"“{moment.name.say('zh')}”对您来说有多重要？", f"How important is “{moment.name.say('en')}” to you?")
    return Question(f"importance_{moment.key}", "importance", moment.key, wording, IMPORTANCE)


def _ask_performance(moment: Moment) -> Question:
    wording = Text(
        f"最近一次，您对“{moment.name.say('zh')}”满意吗？", f"The last time, how satisfied were you with “{moment.name.say('en')}”?"
    )
    return Question(f"performance_{moment.key}", "performance", moment.key, wording, PERFORMANCE)


def _ask_expectation(moment: Moment) -> Question:
    wording = Text(f"事先您对“{moment.name.say('zh')}”的期望有多高？", f"How much did you expect of “{moment.name.say('en')}” beforehand?")
    return Question(f"expectation_{moment.key}", "expectation", moment.key, wording, EXPECTATION)


def _ask_needs(moment: Moment, offered: tuple[str, ...]) -> Iterator[Question]:
    """One multiple answer: the needs of the scenario, of which the respondent chooses those that matter most at this moment.

    A choice has no words of its own: it reads as the need is called.
    """
    for need in offered:
        yield Question(f"{moment.key}__{need}", "chosen", need, group=moment.key, chosen=("1",), unchosen=("0",))


def _ask_theme(theme: Theme) -> Iterator[Question]:
    """How important the theme is, and how far each of its statements is true; the statements of one theme are one group."""
    wording = Text(f"“{theme.name.say('zh')}”对您来说有多重要？", f"How important is “{theme.name.say('en')}” to you?")
    yield Question(f"importance_{theme.key}", "importance", theme.key, wording, IMPORTANCE)
    for number, statement in enumerate(theme.items, start=1):
        yield Question(f"{theme.key}_{number}", "performance", theme.key, statement, AGREEMENT, group=theme.key)


def _ask_whole() -> Iterator[Question]:
    yield Question(
        "overall",
        "overall",
        "",
        Text("总的来说，您对我们的服务满意吗？", "All in all, how satisfied are you with our service?"),
        PERFORMANCE,
    )
    likely = Text("您有多大可能把我们的服务推荐给亲友？", "How likely are you to recommend our service to friends or family?")
    yield Question("nps", "nps", "", likely, RECOMMENDATION)
    yield Question("nps_reason", "reason", "", Text("您给出这个分数的主要原因是什么？", "What is the main reason for your score?"))
