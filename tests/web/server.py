"""A real workbench for tests: a process of its own on a free port, with a folder of its own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

PATIENCE = 90.0
"""Seconds; far more than a start takes, for machines that have much else to do."""


def free_port() -> int:
    """A port at which nothing listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run_web(*words: str, home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`peakend web …` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "peakend", "web", *words],
        env=surroundings(home, **settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def surroundings(home: Path, **settings: str) -> dict[str, str]:
    """The environment of a workbench: nothing of this process but what a shell has."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PEAKEND_", "DJANGO_", "PYTEST_"))}
    return {**kept, "PEAKEND_HOME": str(home), "PEAKEND_LANG": "en", **settings}


@dataclass
class Workbench:
    """A running workbench; a block in which it runs: `with Workbench(home) as workbench`."""

    home: Path
    words: tuple[str, ...] = ("--demo",)
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    took: float = 0.0
    said: str = ""

    def __enter__(self) -> Self:
        """Start it and wait until it answers."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.told = self.home.parent / f"{self.home.name}.out"
        began = time.monotonic()
        with self.told.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "peakend", "web", "--port", str(self.port), *self.words],
                env=surroundings(self.home, **self.settings),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE:
                self.kill()
                raise AssertionError(self.told.read_text())
            time.sleep(0.05)
        self.took = time.monotonic() - began
        while "Ctrl-C stops it" not in self.told.read_text() and time.monotonic() - began < PATIENCE:
            time.sleep(0.05)
        self.said = self.told.read_text()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it as Ctrl-C does."""
        self.stop()

    def answers(self) -> bool:
        """Whether it answers: well, or (in production) that it wants https."""
        try:
            return self.get("/health")[0] < 500
        except OSError:
            return False

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and content of a page."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = line.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        """The password of the administrator, as it was shown."""
        found = re.search(r"password: (\S+)", self.said)
        assert found is not None, self.said
        return found[1]

    def stop(self, how: int = signal.SIGINT) -> int:
        """Send a signal and wait for the end; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.kill()

    def kill(self) -> None:
        """End it and whatever it started, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
