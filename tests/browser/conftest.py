"""What the tests in a browser share: one demonstration that runs, and browsers in which nothing may go wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.browser.survey import REAL, write_survey
from tests.browser.visitor import Visitor, open_visitor
from tests.web.server import Workbench


@pytest.fixture(scope="session")
def bench(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A demonstration that runs, made once; not begun where there is no browser."""
    del browser
    with Workbench(tmp_path_factory.mktemp("bench") / "home") as running:
        yield running


@pytest.fixture
def visit(browser: Browser, bench: Workbench) -> Iterator[Callable[..., Visitor]]:
    """Browsers of visitors; at the end nothing may have gone wrong in any of them."""
    made: list[Visitor] = []

    def open_browser(**wishes: Any) -> Visitor:  # noqa: ANN401 - language, width, tone, script
        made.append(open_visitor(browser, bench, **wishes))
        return made[-1]

    yield open_browser
    faults = [fault for one in made for fault in one.all_faults()]
    for one in made:
        one.context.close()
    assert [fault for fault in faults if "Content Security Policy" in fault] == []
    assert faults == [], "\n".join(faults)


@pytest.fixture
def survey(real: Callable[[str], Path], tmp_path: Path) -> Path:
    """The survey of a carrier where it is at hand, else a file of our own in the same form."""
    try:
        return real(REAL)
    except pytest.skip.Exception:
        return write_survey(tmp_path / "语音业务用户满意度数据.xlsx")
