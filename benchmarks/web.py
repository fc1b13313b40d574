"""How long does a page of the workbench take with a million responses, and does size matter? Requests against a real server.

.venv/bin/python benchmarks/web.py                      fifty readers on 10,000 and on 1,000,000 synthetic responses
.venv/bin/python benchmarks/web.py --rows 10000 --readers 10 --workers 2
"""

import argparse
import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

PAGES = ("map?scenario=visit", "map?a.tier=gold", "moments/visit_questions", "results", "results/importance", "results/nps", "results/gaps")
LIMITS = {"warm": 300.0, "new rows": 1500.0}
FILL = """
import hashlib, sys, django; django.setup()
from dataclasses import replace
from pathlib import Path
import pyarrow.parquet as pq, pyarrow as pa
from django.conf import settings
from peakend.define.file import read_study
from peakend.listen.synthetic import draw_answers
from peakend.listen.telecom_targets import TELECOM_VIP
from peakend.listen.digest import describe_answers, describe_coding
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart
from peakend.web.listen.store import name_part, place
rows, seed = int(sys.argv[1]), int(sys.argv[2])
record = StudyRecord.objects.get()
study = read_study(record.text.encode())
drawn = draw_answers(study, rows, seed=seed, targets=TELECOM_VIP)
owners = pa.array([f"{seed}-{n}" for n in range(rows)])
drawn = drawn.set_column(drawn.column_names.index("_respondent"), "_respondent", owners)
digest = hashlib.sha256(f"{seed}".encode()).hexdigest()
drawn = drawn.replace_schema_metadata(describe_answers(study, digest, digest))
path = name_part(record.pk)
place(path).parent.mkdir(parents=True, exist_ok=True)
pq.write_table(drawn, place(path), compression="zstd", row_group_size=131072)
counts = {"coding": describe_coding(study.survey), "reasons": {}, "excluded": [], "read": rows, "content": digest, "version": 1}
AnswerPart.objects.create(study=record, name=f"{seed}.parquet", path=path, digest=digest, coding=record.coding, rows=rows, counts=counts)
"""
"""Adds drawn answers to the only study, as an import leaves them."""


def fill(home: Path, rows: int, seed: int) -> None:
    """Add so many responses."""
    surroundings = {**os.environ, "PEAKEND_HOME": str(home), "DJANGO_SETTINGS_MODULE": "peakend.web.settings"}
    subprocess.run([sys.executable, "-c", FILL, str(rows), str(seed)], env=surroundings, check=True)


@contextmanager
def serve(home: Path, workers: int) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A demonstration that runs: its port and its process."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    order = [sys.executable, "-m", "peakend", "web", "--demo", "--port", str(port), "--home", str(home), "--workers", str(workers)]
    began = time.monotonic()
    with subprocess.Popen(order, stdout=subprocess.DEVNULL) as process:
        while True:
            try:
                if ask(port, "/health", "")[0] == http.client.OK:
                    break
            except OSError:
                time.sleep(0.05)
        print(f"answers after {time.monotonic() - began:.1f} s")
        yield port, process
        process.send_signal(signal.SIGINT)


def ask(port: int, path: str, cookie: str, form: dict[str, str] | None = None) -> tuple[int, list[tuple[str, str]], bytes]:
    """One request: status, headers, content."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as line:
        heads = {"Cookie": cookie, "Accept-Language": "en", "Content-Type": "application/x-www-form-urlencoded"}
        line.request("GET" if form is None else "POST", path, urlencode(form) if form else None, heads)
        answer = line.getresponse()
        return answer.status, answer.getheaders(), answer.read()


def sign_in(port: int, home: Path) -> str:
    """The cookies of the lead of the demonstration."""
    _, heads, page = ask(port, "/sign-in", "")
    jar = {value.split("=")[0]: value.split(";")[0] for name, value in heads if name.lower() == "set-cookie"}
    mark = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    form = {
        "csrfmiddlewaretoken": mark[1].decode() if mark else "",
        "username": "demo-lead",
        "password": (home / "demo-password").read_text(),
    }
    status, heads, _ = ask(port, "/sign-in", "; ".join(jar.values()), form)
    if status != http.client.FOUND:
        sys.exit(f"sign-in was answered by {status}")
    jar |= {value.split("=")[0]: value.split(";")[0] for name, value in heads if name.lower() == "set-cookie"}
    return "; ".join(jar.values())


def measure(port: int, path: str, cookie: str) -> float:
    """Milliseconds of one page; whatever is not that page ends the run."""
    began = time.perf_counter()
    status, _, page = ask(port, path, cookie)
    if status != http.client.OK:
        sys.exit(f"{path} was answered by {status}: {page[:300]!r}")
    return (time.perf_counter() - began) * 1000


def crowd(port: int, paths: list[str], cookie: str, readers: int, rounds: int, pause: float) -> dict[str, list[float]]:
    """So many readers at once, each going through all pages and reading each for a while."""
    found: dict[str, list[float]] = {path: [] for path in paths}

    def read(start: int) -> None:
        time.sleep(pause * start / readers)
        for at in range(rounds * len(paths)):
            path = paths[(start + at) % len(paths)]
            found[path].append(measure(port, path, cookie))
            time.sleep(pause)

    crowd = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return found


def memory(process: int) -> int:
    """Megabytes of a process and of all below it (Linux)."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in told.splitlines()]
    kin, size = {process}, 0
    for pid, parent, used in sorted(rows):
        if pid in kin or parent in kin:
            kin.add(pid)
            size += used
    return size // 1024


def quantile(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def run(rows: int, readers: int, rounds: int, pause: float, workers: int) -> dict[str, float]:
    """Measure all pages at one size; the p95 of each when warm."""
    folder = Path(tempfile.mkdtemp())
    home = folder / "home"
    with serve(home, workers) as (port, process):
        fill(home, rows, 1)
        cookie = sign_in(port, home)
        paths = [f"/studies/1/{page}" for page in PAGES]
        print(f"\n{rows:,} responses, {readers} readers, a page every {pause:.0f} s each, {workers} process(es)")
        first = {path: measure(port, path, cookie) for path in paths}
        alone = {path: statistics.median(measure(port, path, cookie) for _ in range(5)) for path in paths}
        warm = crowd(port, paths, cookie, readers, rounds, pause)
        fill(home, max(rows // 100, 100), 2)
        after = {path: measure(port, path, cookie) for path in paths}
        print(f"{'page':34}{'first':>9}{'alone':>9}{'p50':>9}{'p95':>9}{'new rows':>10}   (ms)")
        for path in paths:
            line = (first[path], alone[path], quantile(warm[path], 0.5), quantile(warm[path], 0.95), after[path])
            print(f"{path.removeprefix('/studies/1/'):34}{line[0]:9.0f}{line[1]:9.0f}{line[2]:9.0f}{line[3]:9.0f}{line[4]:10.0f}")
        print(f"memory of server and worker: {memory(process.pid)} MB")
        found = {path: quantile(warm[path], 0.95) for path in paths}
    shutil.rmtree(folder)
    return found


def main() -> None:
    """Measure each size, then say by how much size matters."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000])
    words.add_argument("--readers", type=int, default=50)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--pause", type=float, default=5.0, help="seconds for which a reader reads a page")
    words.add_argument("--workers", type=int, default=1)
    said = words.parse_args()
    sizes = {rows: run(rows, said.readers, said.rounds, said.pause, said.workers) for rows in said.rows}
    small, large = sizes[min(sizes)], sizes[max(sizes)]
    print(f"\np95 at {max(sizes):,} over {min(sizes):,}: " + ", ".join(f"{large[path] / small[path]:.2f}" for path in small))


if __name__ == "__main__":
    main()
