"""Does every page hold? Each page of the map of addresses that shows itself, in both languages, on a phone and a desk, light and dark.

Which pages there are is read from the program itself: a page that the walk does not come to, and of which cannot be shown that it is no
page (a file, a deed, a piece, a way to elsewhere), fails the test.
"""

import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError
from tests.browser.stations import walk_analyse, walk_define, walk_doors, walk_listen, walk_people, walk_share
from tests.browser.walker import Walker, furnish_bench
from tests.web.server import Workbench

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def list_routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of all addresses."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from list_routes(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}"


def pages_of_the_map() -> set[str]:
    """Every address that a browser may ask for; operations of the API are no pages and are walked in tests/web/api."""
    return {name for name in list_routes(get_resolver().url_patterns) if not name.startswith("api:")}


ELSEWHERE = {"account_login", "account_logout"}
"""Second names of addresses: the map knows both under one address."""
BESIDE_PAGES = {"shell:health": "/health", "api-description": "/api/openapi.json", "api-nothing": "/api/nothing"}
"""Addresses that no page leads to, for programs."""


def shows_no_page(walker: Walker, name: str) -> bool:
    """Whether an address answers with something that is no page: a file, a piece, a refusal to be read, a way on.

    Who was led there goes there. Where nothing leads, as to bringing back what nobody has undone, it must refuse to be read at all.
    """
    who, path = walker.leads.get(name, (walker.who("lead"), ""))
    there = path or f"{walker.bench.address}{BESIDE_PAGES.get(name) or any_address(name)}"
    told = who.context.request.get(there, max_redirects=0)
    if not path and name not in BESIDE_PAGES:
        return told.status == 405
    return told.status in {302, 405} or "text/html" not in told.headers.get("content-type", "") or "<html" not in told.text()


def any_address(name: str) -> str:
    """The address of this name for things that need not be there."""
    resolver, tail = get_resolver(), name.rpartition(":")[2]
    if ":" in name:
        resolver = resolver.namespace_dict[name.rpartition(":")[0]][1]
    blanks = next(possible[1] for found in resolver.reverse_dict.getlist(tail) for possible in found[0])
    return reverse(name, kwargs=dict.fromkeys(blanks, 1))


STATIONS = (walk_doors, walk_people, walk_define, walk_analyse, walk_share, walk_listen)


@pytest.fixture(scope="module")
def ground(bench: Workbench) -> dict[str, Any]:
    """What the walk needs in the folder of the workbench."""
    return furnish_bench(bench)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_holds(
    browser: Browser, bench: Workbench, ground: dict[str, Any], language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    walker = Walker(browser, bench, language, ground[language])
    stopped: list[str] = []
    for station in STATIONS:
        began = time.monotonic()
        try:
            station(walker, tmp_path)
        except PlaywrightError:  # the walk goes on in the next room
            stopped.append(f"{station.__name__} stopped: {traceback.format_exc(limit=3)}"[:1500])
        with capsys.disabled():
            sys.stdout.write(f"\n{station.__name__}: {time.monotonic() - began:.0f} s")
    missing = sorted(name for name in pages_of_the_map() - set(walker.routes) - ELSEWHERE if not shows_no_page(walker, name))
    faults = stopped + walker.faults()
    walker.leave()
    axe = [one for one in faults if ": axe " in one]
    forbidden = [one for one in faults if "Content Security Policy" in one]
    said = f"walk {language}: {walker.count()} pages gone through at {len(walker.routes)} addresses; "
    said += f"axe violations {len(axe)}, CSP reports {len(forbidden)}, other faults {len(faults) - len(axe) - len(forbidden)}"
    with capsys.disabled():
        sys.stdout.write(f"\n{said}\n")
    assert faults == [], "\n".join(faults)
    assert missing == [], missing
