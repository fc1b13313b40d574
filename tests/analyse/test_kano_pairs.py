"""Which questions make a Kano pair? Both about one thing, on five answers; half a pair is none."""

from tests.analyse.rated import asking

from peakend.analyse.kano_pairs import asks_pairs, find_pairs
from peakend.define.survey import Question, Scale

FIVE = Scale(1, 5)
HAVE = Question("save_yes", "kano_functional", about="save", scale=FIVE)
LACK = Question("save_no", "kano_dysfunctional", about="save", scale=FIVE)


def test_both_questions_about_one_thing_are_a_pair() -> None:
    pairs = find_pairs(asking(HAVE, LACK), frozenset({"save_yes", "save_no"}))
    assert [(one.functional, one.dysfunctional) for one in pairs] == [(HAVE, LACK)]


def test_half_a_pair_or_another_scale_is_none() -> None:
    wide = Question("save_no", "kano_dysfunctional", about="save", scale=Scale(1, 7))
    assert find_pairs(asking(HAVE), frozenset({"save_yes"})) == ()
    assert find_pairs(asking(HAVE, LACK), frozenset({"save_yes"})) == ()
    assert find_pairs(asking(HAVE, wide), frozenset({"save_yes", "save_no"})) == ()


def test_nothing_is_counted_where_there_is_no_pair() -> None:
    assert asks_pairs(asking(HAVE), frozenset({"save_yes"})) == ()
    assert len(asks_pairs(asking(HAVE, LACK), frozenset({"save_yes", "save_no"}))) == 3
