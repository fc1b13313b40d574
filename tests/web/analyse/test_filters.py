"""Do filters come out of an address as they went in, and is what is not there explained?"""

import pytest
from django.http import QueryDict

from peakend.errors import UnknownAttribute, UnknownValue
from peakend.text import Text
from peakend.web.analyse.filters import Choice, Choices, Filters, hear_filters, read_filters, read_words


def choice(key: str, *values: str) -> Choice:
    return Choice(key, Text(key, key), tuple((value, Text(value, value)) for value in values))


CHOICES = Choices(
    (choice("tier", "gold", "a&b=c", "钻石"), choice("by", "x", "y")),
    choice("unit", "gd", "zs"),
    choice("wave", "2025", "2026"),
    flagged=True,
)
SOME = (
    Filters(),
    Filters((("tier", ("gold",)),)),
    Filters((("by", ("x", "y")), ("tier", ("a&b=c", "钻石"))), unit="zs", wave="2026", by=("tier", "wave"), flagged=False),
    Filters(by=("wave",)),
)


@pytest.mark.parametrize("filters", SOME)
def test_filters_come_out_of_an_address_as_they_went_in(filters: Filters) -> None:
    assert read_filters(QueryDict(filters.query().removeprefix("?")), CHOICES) == filters


@pytest.mark.parametrize("filters", SOME)
def test_filters_are_kept_as_plain_values(filters: Filters) -> None:
    assert hear_filters(filters.plain()) == filters


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("a.shoe=1", UnknownAttribute),
        ("a._respondent=S1", UnknownAttribute),
        ("a.tier=platinum", UnknownValue),
        ("a.tier=gold' or 1=1", UnknownValue),
        ("unit=fj", UnknownValue),
        ("wave=1999", UnknownValue),
        ("by=_block", UnknownAttribute),
        ("flagged=maybe", UnknownValue),
    ],
)
def test_what_is_not_there_is_explained(address: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        read_filters(QueryDict(address), CHOICES)


def test_an_attribute_may_bear_a_name_of_ours() -> None:
    asked = read_filters(QueryDict("a.by=x&by=tier"), CHOICES)
    assert asked == Filters((("by", ("x",)),), by=("tier",))


def test_words_about_looks_are_taken_from_those_there_are() -> None:
    assert read_words(QueryDict("hide=needs,nonsense&hide=gaps"), "hide", ("gaps", "low", "needs")) == ("gaps", "needs")


def test_one_value_takes_the_place_of_others() -> None:
    filters = Filters((("tier", ("gold", "钻石")),))
    assert filters.only("tier", "gold") == Filters((("tier", ("gold",)),))
    assert filters.only("tier", "") == Filters()
    assert filters.only("wave", "2026").wave == "2026"


def test_an_attribute_that_is_not_there_is_answered_by_the_names_of_those_that_are() -> None:
    named = Choices((Choice("tier", Text("级别", "Tier"), (("gold", Text("金卡", "Gold")),)),))
    with pytest.raises(UnknownAttribute) as told:
        read_filters(QueryDict("a.shoe=1"), named)
    mend = told.value.fill(told.value.mend)
    assert "Tier (tier)" in mend.en
    assert "级别（tier）" in mend.zh
