"""Is the reference of the API what its description says? And does the description hold under requests that nobody would make?"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from tests.web.cast import Cast, gather_cast
from tests.web.listen.conftest import STUDY, keep_study

from peakend.web.api.door import describe_api
from peakend.web.people.accounts import SCOPES, make_token

load_all_checks()
ROOT = Path(__file__).resolve().parents[3]
HELD = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


def test_the_reference_is_what_the_api_says_of_itself() -> None:
    ran = subprocess.run([sys.executable, "tools/write_api.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture
def kept_open(db: None) -> Iterator[None]:
    """The connection of the test stays open between requests, as Django's own test browser keeps it."""
    del db
    both = (signals.request_started, signals.request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


def probe(people: Cast, examples: int, only: frozenset[str] = frozenset()) -> int:
    """Put so many made-up requests to each operation as the lead; how many operations that were."""
    record = keep_study(people, "head", STUDY)
    _, word = make_token(user=people.people["lead"], name="probe", scopes=list(SCOPES), days=1)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    checks: list[Any] = [CHECKS.get_one(name) for name in HELD]
    probed = 0
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr] # our description is valid
        if only and operation.path not in only:
            continue
        probed += 1

        @settings(
            max_examples=examples,
            database=None,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            cache.clear()
            if "pk" in (case.path_parameters or {}) and case.path_parameters["pk"] % 2 == 0:
                case.path_parameters["pk"] = record.pk
            case.call_and_validate(headers={"Authorization": f"Bearer {word}"}, checks=checks)

        ask()
    return probed


@pytest.mark.usefixtures("kept_open")
def test_odd_requests_get_answers_that_the_description_names() -> None:
    some = frozenset({"/api/studies", "/api/audit", "/api/studies/{pk}/file", "/api/studies/{pk}/results/{question}"})
    assert probe(gather_cast(), 6, some) == 6


@pytest.mark.slow
@pytest.mark.usefixtures("kept_open")
def test_every_operation_keeps_to_its_description() -> None:
    assert probe(gather_cast(), 60) == sum(len(methods) for methods in describe_api()["paths"].values())
