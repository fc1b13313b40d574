"""What the tests of the workbench share: the cast of people, on a real database."""

import pytest
from tests.web.cast import Cast, gather_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Two companies with somebody in every role."""
    del db
    return gather_cast()
