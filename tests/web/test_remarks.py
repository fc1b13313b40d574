"""Which passwords of a database are told as weak?"""

import pytest

from peakend.web.serve.remarks import _look_at_password


@pytest.mark.parametrize(
    ("host", "password", "weak"),
    [
        ("db.example.org", "", True),
        ("127.0.0.1", "peakend", True),
        ("db.example.org", "postgres", True),
        ("db.example.org", "aaaaaaaaaaaaaaaaaaaa", True),
        ("db.example.org", "Kz7-qmW2-rT9x-pL4v", False),
        ("", "", False),
        ("/var/run/postgresql", "", False),
    ],
)
def test_a_password_that_somebody_guesses_is_unsafe_where_the_network_reaches(host: str, password: str, *, weak: bool) -> None:
    found = list(_look_at_password({"HOST": host, "PASSWORD": password, "USER": "peakend", "NAME": "peakend"}))
    assert [one.grade for one in found] == (["unsafe"] if weak else [])
