"""What the tests of the workbench share: the cast of people, on a real database; and a PostgreSQL of their own."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from tests.web.cast import Cast, gather_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Two companies with somebody in every role."""
    del db
    return gather_cast()


@pytest.fixture(scope="session")
def make_database(postgres_server: Any) -> Callable[[str], str]:  # noqa: ANN401 - a package without types
    """Makes a fresh database in a PostgreSQL of these tests alone, and says its address."""

    def make(name: str) -> str:
        name = f"{name}-{uuid4().hex[:8]}"
        postgres_server.psql(f'CREATE DATABASE "{name}"')
        return f"postgres://postgres@/{name}?host={str(postgres_server.get_uri()).partition('?host=')[2]}"

    return make
