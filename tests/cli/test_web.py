"""Does `peakend web` explain itself, and does starting it load no more than its own words?"""

import pytest
from tests.cli.test_menu import ask

from peakend.cli.web import MODULE


@pytest.mark.parametrize(("language", "word"), [("en", "workbench"), ("zh", "工作台")])
def test_the_workbench_is_explained_in_the_language_of_the_run(language: str, word: str) -> None:
    told = ask("web", "--help", language=language)
    assert word in told.lower()
    assert all(name in told for name in ("check", "backup", "restore", "admin", "--home", "--database", "--demo"))


def test_the_workbench_runs_as_a_module_of_its_own() -> None:
    assert MODULE == "peakend.web.serve"
