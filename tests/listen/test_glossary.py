import re

from hypothesis import given
from hypothesis import strategies as st

from peakend.listen.glossary import chinese_for, english_for, free_key, make_key


def test_only_names_that_are_covered_from_end_to_end_are_translated() -> None:
    assert english_for("语音通话整体满意度") == "voice call overall satisfaction"
    assert english_for("语音通话的会员感受") == ""
    assert chinese_for("seat_legroom") == "座椅腿部空间"


@given(st.text(max_size=60))
def test_a_key_is_always_a_key(words: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", make_key(words, "q7"))


def test_a_taken_key_gets_a_number() -> None:
    taken: set[str] = set()
    assert [free_key("a", taken) for _ in range(3)] == ["a", "a_2", "a_3"]
