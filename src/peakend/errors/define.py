"""Faults of define: what a study says that cannot be."""

from peakend.errors.base import StudyError
from peakend.text import Text

__all__ = ["UnknownMoment", "UnknownQuestion", "UnknownScenario"]


class UnknownMoment(StudyError):
    """A moment is named that the study does not have."""

    what = Text(zh="研究中没有关键时刻“{moment}”。", en="The study has no moment {moment!r}.")
    mend = Text(zh="已有的关键时刻：{known}。", en="Its moments are: {known}.")


class UnknownScenario(StudyError):
    """A scenario is named that the study does not have."""

    what = Text(zh="研究中没有服务场景“{scenario}”。", en="The study has no scenario {scenario!r}.")
    mend = Text(zh="已有的服务场景：{known}。", en="Its scenarios are: {known}.")


class UnknownQuestion(StudyError):
    """A question is named that the survey does not have."""

    what = Text(zh="问卷中没有题目“{question}”。", en="The survey has no question {question!r}.")
    mend = Text(zh="已有的题目：{known}。", en="Its questions are: {known}.")
