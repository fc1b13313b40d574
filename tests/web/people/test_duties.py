"""Is every role told what it is for, and led only to what opens?"""

from tests.web.cast import Cast

from peakend.web.people.access import RIGHTS
from peakend.web.people.duties import DUTIES, list_ways
from peakend.web.people.models import ROLES


def test_every_role_has_its_sentence_in_both_languages() -> None:
    assert set(DUTIES) == set(ROLES)
    assert not [role for role, words in DUTIES.items() if words.missing()]


def test_every_way_that_is_shown_opens(cast: Cast) -> None:
    for role in ROLES:
        client = cast.client(role)
        for way in list_ways(RIGHTS[role]):
            assert client.get(way.address).status_code == 200, (role, way.address)
