"""Somebody who goes through the workbench page by page: every page in both widths, light and dark, and what it leads to is remembered."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser
from tests.browser.visitor import Visitor, open_visitor
from tests.web.server import Workbench, surroundings

ROOT: Final = Path(__file__).resolve().parents[2]
LOOKS: Final = {"zh": ((1440, "light"), (390, "dark")), "en": ((1440, "dark"), (390, "light"))}
"""Width and tone: both languages together see every page in both widths, each in light and in dark."""

STEP: Final = 30_000.0
"""Milliseconds that one step of the walk may take."""

LEADS: Final = """() => [...document.querySelectorAll("[href], [action], [hx-get], [hx-post]")].flatMap(
  (one) => ["href", "action", "hx-get", "hx-post"].map((name) => one.getAttribute(name)).filter(Boolean))"""
ASKED: Final = "the server responded with a status of 4"
"""What the browser says when a page is a refusal, which is a page like any other here."""


def furnish_bench(bench: Workbench) -> dict[str, Any]:
    """Put what every page needs into the folder of a workbench that runs; what stands where, by language."""
    order = "import django; django.setup(); from tests.browser.furnish import main; main()"
    settings = {"DJANGO_SETTINGS_MODULE": "peakend.web.settings", "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    told = subprocess.run(
        [sys.executable, "-c", order], env=surroundings(bench.home, **settings), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


@dataclass
class Walker:
    """One language of the walk: its people, what was seen, what it leads to."""

    browser: Browser
    bench: Workbench
    language: str
    ground: dict[str, Any]
    """What stands where (furnish.py)."""
    people: dict[str, Visitor] = field(default_factory=dict)
    routes: dict[str, str] = field(default_factory=dict)
    """Where each page was seen, by its name in the map of addresses."""
    leads: dict[str, tuple[Visitor, str]] = field(default_factory=dict)
    """What the pages lead to: an address for each name in the map, and who was led there."""

    def who(self, name: str) -> Visitor:
        """The browser of somebody who is signed in; of a guest for names that nobody has."""
        if name not in self.people:
            visitor = open_visitor(self.browser, self.bench, language=self.language)
            visitor.pardoned.add(ASKED)
            visitor.context.set_default_timeout(STEP)
            word = self.ground["sessions"].get(name)
            if word:
                visitor.context.add_cookies([{"name": "sessionid", "value": word, "url": self.bench.address}])
            self.people[name] = visitor
        return self.people[name]

    def study(self, name: str) -> str:
        """The address of a study."""
        return f"/studies/{self.ground['studies'][name]}"

    def visit(self, who: str, path: str, name: str, status: int = 200, *, foreign: bool = False) -> Visitor:
        """Go to a page as somebody and look at it."""
        visitor = self.who(who)
        told = visitor.go(path)
        asked = name_route(urljoin(self.bench.address, path))
        if asked and visitor.page.url != urljoin(self.bench.address, path):
            self.routes.setdefault(asked, path)  # a way to another page
        if told != status:
            visitor.faults.append(f"{name}: {path} answered {told} in place of {status}")
        self.show(visitor, name, foreign=foreign)
        return visitor

    def show(self, visitor: Visitor, name: str, *, foreign: bool = False) -> None:
        """Look at the page as it stands, in every width and tone."""
        visitor.settle()
        self._remember(visitor)
        for width, tone in LOOKS[self.language]:
            visitor.page.set_viewport_size({"width": width, "height": 900})
            visitor.page.emulate_media(color_scheme=tone)  # type: ignore[arg-type]
            visitor.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            visitor.look(f"{name}-{self.language}-{width}-{tone}", foreign=foreign)
        visitor.page.set_viewport_size({"width": 1440, "height": 900})

    def _remember(self, visitor: Visitor) -> None:
        here = visitor.page.url
        self.routes.setdefault(name_route(here) or "", here)
        for lead in visitor.page.evaluate(LEADS):
            self.remember(visitor, urljoin(here, lead))

    def remember(self, visitor: Visitor, there: str) -> None:
        """Keep where somebody can go from here."""
        name = name_route(there) if there.startswith(self.bench.address) else None
        if name:
            self.leads.setdefault(name, (visitor, there))

    def count(self) -> int:
        """How many pictures of pages were gone through."""
        return sum(len(one.seen) for one in self.people.values())

    def faults(self) -> list[str]:
        """All that was found."""
        return [fault for one in self.people.values() for fault in one.all_faults()]

    def leave(self) -> None:
        """Close every browser."""
        for one in self.people.values():
            one.context.close()


def name_route(address: str) -> str | None:
    """The name of an address in the map; nothing for what is not in it."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None
