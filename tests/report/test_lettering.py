"""Do words fit where they are put, and do lines break where a reader expects it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.report.lettering import CLOSING, OPENING, letter, measure, wrap

WORDS = st.text(st.sampled_from("预约上门解答疑问，。（）“” Appointment questions 4.62 —"), min_size=1, max_size=60)


@given(WORDS, st.floats(40, 300), st.booleans())
def test_no_line_is_wider_than_its_room(words: str, width: float, bold: bool) -> None:  # noqa: FBT001 - drawn
    for line in wrap(words, width, 12, bold=bold):
        assert measure(line, 12, bold=bold) <= width + 0.01


@given(WORDS, st.floats(60, 300))
def test_breaking_loses_no_letter(words: str, width: float) -> None:
    assert "".join(wrap(words, width)).replace(" ", "") == "".join(words.split())


@given(st.text(st.sampled_from("预约上门解答疑问，。）"), min_size=2, max_size=40))
def test_no_line_begins_with_a_closing_mark_nor_ends_with_an_opening_one(words: str) -> None:
    plain = words.lstrip("，。）")
    if plain and "，，" not in plain and not any(one + two in plain for one in "，。）" for two in "，。）"):
        lines = wrap(plain, 60)
        assert not any(line[0] in CLOSING for line in lines[1:])
        assert not any(line[-1] in OPENING for line in lines[:-1])


@given(WORDS, st.integers(1, 3))
def test_no_more_lines_than_allowed(words: str, most: int) -> None:
    assert len(wrap(words, 60, most=most)) <= most


def test_what_is_cut_off_stands_in_the_tip() -> None:
    label = letter(0, 0, "Answering questions about the contract", 12, width=80, most=1)
    assert label.text.endswith("…")
    assert label.tip == "Answering questions about the contract"
    assert letter(0, 0, "short", 12, width=80, most=1).tip == ""


def test_digits_all_have_one_width() -> None:
    assert len({measure(digit, 12) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("words", ["龘龘", "🙂", "Š"])
def test_a_character_that_the_font_lacks_takes_room_too(words: str) -> None:
    assert measure(words, 10) > 5


def test_a_dot_between_blanks_is_narrow_as_it_is_drawn() -> None:
    assert measure("a · b") < measure("a — b")
