"""Is the made-up company whole, clearly made up, and made once?"""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from peakend.web.people.actions import found_organisation, make_first_admin
from peakend.web.people.audit import find_breaks
from peakend.web.people.demo import PLACES, fill_demo
from peakend.web.people.models import ROLES, Member, Unit

pytestmark = pytest.mark.django_db


def test_the_demo_has_somebody_in_every_role_and_says_that_it_is_a_demo() -> None:
    demo = fill_demo()
    assert [person.role for person in demo.people] == list(ROLES)
    assert all(person.username.startswith("demo-") for person in demo.people)
    assert {person.unit.key for person in demo.people} == {"head", *PLACES.values()}
    assert demo.organisation.demo
    assert {unit.kind for unit in Unit.objects.all()} == {"head", "province", "city", "branch"}
    assert all("demo" in unit.name_en for unit in Unit.objects.exclude(key="head"))
    assert not list(find_breaks(demo.organisation))


def test_the_password_of_the_demo_opens_and_is_told_once() -> None:
    demo = fill_demo()
    asked = RequestFactory().post("/")
    assert authenticate(asked, username="demo-lead", password=demo.password) is not None
    again = fill_demo()
    assert (again.organisation, again.people, again.password) == (demo.organisation, demo.people, "")


def test_the_first_administrator_sits_in_head_office() -> None:
    organisation = found_organisation(key="acme", name_zh="甲公司")
    user, password = make_first_admin(organisation=organisation)
    assert user.check_password(password)
    assert len(password) >= 20
    assert Member.objects.get(user=user).unit.parent is None
