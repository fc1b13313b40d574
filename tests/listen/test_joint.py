from collections import Counter

import pytest

from peakend.listen.joint import find_joint
from peakend.listen.profile import Profile


def joint(*cells: str, times: int = 5) -> str:
    values = Counter(dict.fromkeys(cells, times))
    return find_joint(Profile(filled=sum(values.values()), values=values, joined=sum("┋" in cell for cell in cells)))


@pytest.mark.parametrize("mark", ["┋", ";", "；", ", ", ",", "|"])
def test_choices_that_come_again_and_again_are_split(mark: str) -> None:
    assert joint("tea", "rum", "milk", f"tea{mark}rum", f"rum{mark}milk", f"tea{mark}rum{mark}milk") == mark


def test_a_mark_at_the_end_of_the_cell_is_no_choice() -> None:
    assert joint("tea;", "rum;", "milk;", "tea;rum;", "rum;milk;") == ";"


@pytest.mark.parametrize(
    "cells",
    [
        ("No, not at all rude", "Yes, somewhat rude", "Yes, very rude"),
        ("$0 - $24,999", "$25,000 - $49,999", "$50,000 - $99,999", "$100,000 - $149,999", "150000"),
        ("I like it", "I dislike it, but I can live with it", "I dislike it, and I can't accept it"),
        ("Beijing", "Shanghai", "Chengdu"),
        tuple(f"the staff was quick, and number {number} was kind" for number in range(30)),
    ],
)
def test_a_comma_within_a_sentence_splits_nothing(cells: tuple[str, ...]) -> None:
    assert joint(*cells) == ""
