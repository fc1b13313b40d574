"""Who reaches what? Rights by role, scope by unit, doors closed by default."""

import pytest
from django.http import HttpRequest, HttpResponse
from tests.web.cast import Cast

from peakend.web.people.access import needs, prefixes, reaches, right_of, scope_of, units_for
from peakend.web.people.models import ROLES


def test_a_view_that_says_nothing_is_closed() -> None:
    def silent(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("secret")

    assert right_of(silent) is None
    assert right_of(needs("study.read")(silent)) == "study.read"


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reaches_another_company(cast: Cast, role: str) -> None:
    person = cast.people[role]
    assert not any(unit.organisation.key == "other" for unit in units_for(person, "study.read"))
    assert not reaches(person, "study.read", cast.units["head@other"])


def test_a_province_reaches_down_and_not_sideways(cast: Cast) -> None:
    person = cast.people["province"]
    assert {unit.key for unit in units_for(person, "result.read")} == {"gd", "zs", "hall1"}
    assert not reaches(person, "result.read", cast.units["fj"])


def test_a_province_counts_its_own_answers_in_a_study_of_head_office(cast: Cast) -> None:
    assert scope_of(cast.people["province"], "result.read", cast.units["head"]) == ("gd", "zs", "hall1")
    assert scope_of(cast.people["analyst"], "result.read", cast.units["head"]) is None
    assert scope_of(cast.people["analyst@other"], "result.read", cast.units["head"]) == ()


def test_a_path_holds_all_above_it() -> None:
    assert prefixes("head/gd/zs/") == ["head/", "head/gd/", "head/gd/zs/"]


def test_an_administrator_sees_no_results(cast: Cast) -> None:
    assert not reaches(cast.people["admin"], "result.read", cast.units["head"])
