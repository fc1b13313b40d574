"""Can an error say itself in both languages, and survive a queue?"""

import pickle

import pytest

from peakend.errors import PeakendError, StudyError, UnknownMoment
from peakend.text import Text


def test_an_error_says_what_is_wrong_and_then_the_mend() -> None:
    fault = UnknownMoment(moment="pay", known="call, leave")
    assert fault.say("en") == "The study has no moment 'pay'. Its moments are: call, leave."
    assert fault.say("zh") == "研究中没有关键时刻“pay”。已有的关键时刻：call, leave。"


def test_a_traceback_and_a_log_speak_english() -> None:
    assert str(UnknownMoment(moment="pay", known="call")) == UnknownMoment(moment="pay", known="call").say("en")


def test_an_error_is_known_by_the_name_of_its_class() -> None:
    assert UnknownMoment(moment="pay", known="").name == "UnknownMoment"


def test_an_error_crosses_a_border_between_processes_whole() -> None:
    there = pickle.loads(pickle.dumps(UnknownMoment(moment="付款", known="a, b")))  # noqa: S301 - our own bytes
    assert type(there) is UnknownMoment
    assert there.say("zh") == UnknownMoment(moment="付款", known="a, b").say("zh")


def test_whoever_catches_the_branch_or_the_trunk_catches_the_fault() -> None:
    for kind in (UnknownMoment, StudyError, PeakendError):
        with pytest.raises(kind):
            raise UnknownMoment(moment="x", known="")


def test_an_error_without_a_mend_says_only_what_is_wrong() -> None:
    class Bare(StudyError):
        what = Text(zh="错了。", en="Wrong.")

    assert (Bare().say("zh"), Bare().say("en")) == ("错了。", "Wrong.")


def test_words_of_a_user_inside_an_error_are_values() -> None:
    assert "{known}" in UnknownMoment(moment="{known}", known="a").say("zh")
