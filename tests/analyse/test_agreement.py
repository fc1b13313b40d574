"""Laws of agreement: perfect coders, chance, blanks, codes that are no numbers."""

import numpy as np
import pytest

from peakend.analyse.agreement import measure_agreement
from peakend.analyse.result import Estimate, Figure, TooFew, is_known
from peakend.errors import CodesNotNumbers


def known(figure: Figure) -> Estimate:
    assert is_known(figure)
    return figure


def test_coders_who_always_agree_agree_fully() -> None:
    found = measure_agreement([["fee", "fee", "fee"], ["staff", "staff", "staff"], ["fee", "fee", "fee"], ["net", "net", "net"]])
    assert [known(figure).value for figure in (found.fleiss, found.alpha, found.pairs[0].kappa)] == [1, 1, 1]
    assert len(found.pairs) == 3


def test_coders_who_toss_coins_agree_no_better_than_chance() -> None:
    random = np.random.default_rng(4)
    found = measure_agreement([[int(one) for one in random.integers(0, 2, 3)] for _ in range(2000)])
    for figure in (found.fleiss, found.alpha, *(pair.kappa for pair in found.pairs)):
        assert known(figure).low < 0 < known(figure).high or abs(known(figure).value) < 0.05


def test_units_that_one_coder_coded_say_nothing_and_are_counted() -> None:
    found = measure_agreement([["a", "a"], ["b", "b"], ["a", None], ["", "b"], ["b", "a"]])
    assert (found.units, found.alone, found.complete) == (3, 2, 3)
    assert known(found.pairs[0].share).n == 3


def test_one_code_for_everything_leaves_no_room_for_chance_and_gives_no_number() -> None:
    found = measure_agreement([["a", "a"], ["a", "a"], ["a", "a"]])
    assert isinstance(found.fleiss, TooFew)
    assert isinstance(found.alpha, TooFew)
    assert isinstance(found.pairs[0].kappa, TooFew)


def test_near_codes_count_as_nearer_where_distance_counts() -> None:
    table = [[n % 5, (n % 5) + (n % 3 == 0)] for n in range(60)]
    nominal, interval = (known(measure_agreement(table, distance).alpha).value for distance in ("nominal", "interval"))
    assert interval > nominal


def test_words_have_no_distance() -> None:
    with pytest.raises(CodesNotNumbers, match="fee"):
        measure_agreement([["fee", "net"], ["net", "net"]], "interval")


def test_nobody_and_nothing_give_no_numbers_either() -> None:
    for table in ([], [[None, None]], [["a"], ["b"]]):
        found = measure_agreement(table)
        assert not is_known(found.alpha)
        assert not is_known(found.fleiss)
