"""Laws of ready chains: no circle, every arrow between constructs there are, and what nobody asked about is bridged."""

import pytest

from peakend.define.chains import CHAINS, MOST, derive_chain, fill_chain
from peakend.define.survey import Question, Scale
from peakend.errors import TemplateUnknown

FIVE = Scale(1, 5)


@pytest.mark.parametrize("name", CHAINS)
def test_a_ready_chain_is_whole_and_named_in_both_languages(name: str) -> None:
    plan = CHAINS[name]
    keys = [one.key for one in plan.constructs]
    assert all(one.name.missing() == () for one in plan.constructs)
    assert all(arrow.cause in keys and arrow.effect in keys for arrow in plan.influences)
    assert all(any(key in (arrow.cause, arrow.effect) for arrow in plan.influences) for key in keys)
    assert all(keys.index(arrow.cause) < keys.index(arrow.effect) for arrow in plan.influences)


def test_what_acted_on_a_construct_nobody_asked_about_acts_on_what_it_acted_on() -> None:
    plan = fill_chain("four-factors", {"product": ["p"], "price": ["f"], "satisfaction": ["s"], "loyalty": ["l"]})
    assert {(one.cause, one.effect) for one in plan.influences} == {
        ("product", "satisfaction"),
        ("price", "satisfaction"),
        ("satisfaction", "loyalty"),
    }


def test_a_chain_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(TemplateUnknown, match="ecsi"):
        fill_chain("acsi", {})


def test_measures_suggest_a_chain_only_where_there_is_an_overall_judgement_and_few_enough_questions() -> None:
    overall, nps = Question("overall", "overall", scale=FIVE), Question("nps", "nps", scale=Scale(0, 10))
    many = [Question(f"q{n}", "performance", scale=FIVE) for n in range(MOST + 1)]
    assert derive_chain([overall, nps]).influences
    assert not derive_chain([nps, *many[:3]]).constructs
    assert not derive_chain([overall, *many]).constructs
    assert not derive_chain([overall]).constructs


def test_judgements_of_the_whole_come_before_those_of_its_parts_and_rivals_are_left_out() -> None:
    whole, part = Question("all", "overall", scale=FIVE), Question("part", "overall", about="visit", scale=FIVE)
    rival = Question("rival", "performance", scale=FIVE, competitor="other")
    plan = derive_chain([whole, part, rival, Question("mine", "performance", scale=FIVE)])
    assert {one.key: one.questions for one in plan.constructs} == {"quality": ("mine",), "satisfaction": ("all",)}
