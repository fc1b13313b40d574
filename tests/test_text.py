"""Does a sentence keep both its languages, and say the right one?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.text import LANGUAGES, Language, Text

written = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@given(written, written)
def test_each_language_says_its_own_words(zh: str, en: str) -> None:
    both = Text(zh=zh, en=en)
    assert (both.say("zh"), both.say("en")) == (zh, en)
    assert both.missing() == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_one_language_is_missing_the_other_speaks(language: Language) -> None:
    assert Text(zh="预约").say(language) == "预约"
    assert Text(en="Appointment").say(language) == "Appointment"


def test_blank_words_are_missing_words() -> None:
    assert Text(zh="  ", en="Leaving").missing() == ("zh",)
    assert Text().missing() == ("zh", "en")


def test_nothing_written_counts_as_nothing() -> None:
    assert not Text()
    assert Text(en="x")


@given(written)
def test_what_a_user_wrote_is_a_value_and_never_a_template(words: str) -> None:
    hostile = "{row.__class__}" + words
    told = Text(zh="“{given}”", en='"{given}"').fill(given=hostile)
    assert told.say("zh") == f"“{hostile}”"
    assert told.say("en") == f'"{hostile}"'


def test_both_languages_are_filled_with_the_same_values() -> None:
    told = Text(zh="第 {row} 行", en="row {row}").fill(row=7)
    assert (told.zh, told.en) == ("第 7 行", "row 7")
