"""Are words outlined as the font draws them, each letter once?"""

import re

from peakend.report.outlines import Outlines


def test_nothing_is_outlined_before_anything_is_written() -> None:
    assert Outlines().definitions() == "<defs></defs>"


def test_bold_and_regular_letters_are_different_outlines() -> None:
    outlines = Outlines()
    outlines.write("峰", 0, 0, 12, "#000000")
    outlines.write("峰", 0, 0, 12, "#000000", bold=True)
    paths = re.findall(r' d="([^"]+)"', outlines.definitions())
    assert len(set(paths)) == 2


def test_a_blank_moves_on_and_draws_nothing() -> None:
    outlines = Outlines()
    near, far = (outlines.write(words, 0, 0, 12, "#000000") for words in ("ab", "a b"))
    assert near.count("<use") == far.count("<use") == 2
    assert near != far


def test_words_stay_readable_for_those_who_do_not_see_them() -> None:
    assert 'aria-label="a &lt; b"' in Outlines().write("a < b", 0, 0, 12, "#000000")
