"""How long does a page of the workbench take with a million responses, and does size matter? Requests against a real server.

.venv/bin/python benchmarks/web.py                      fifty readers on 10,000 and on 1,000,000 synthetic responses
.venv/bin/python benchmarks/web.py --every              the first and the second look at every result too
.venv/bin/python benchmarks/web.py --rows 10000 --readers 10 --workers 2

What a machine that is busy with other things does to the seconds it cannot do to the processor time, which is told beside them.
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
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

PAGES = ("map?scenario=visit", "map?a.tier=gold", "moments/visit_questions", "results", "results/importance", "results/nps", "results/gaps")
FILTER = "map?a.tier=diamond"
"""A filter that nobody asked for before."""

LIMITS = {"p95": 300.0, "new rows": 1500.0, "first page": 5000.0}
POLL = 0.3
TICK = os.sysconf("SC_CLK_TCK")
FILL = """
import hashlib, sys, time, django; django.setup()
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
if sys.argv[3]:
    from peakend.web.analyse.queries import prepare
    began, spent = time.perf_counter(), time.process_time()
    prepare(record)
    took = f"{time.perf_counter() - began:.1f} s, {time.process_time() - spent:.1f} s of a processor"
    print(f"counted for all filters, as the worker does after an import: {took}")
"""
"""Adds drawn answers to the only study, as an import leaves them."""


def fill(home: Path, rows: int, seed: int, *, count: bool = False) -> None:
    """Add so many responses; with `count`, have them counted as the worker does after an import."""
    surroundings = {**os.environ, "PEAKEND_HOME": str(home), "DJANGO_SETTINGS_MODULE": "peakend.web.settings"}
    subprocess.run([sys.executable, "-c", FILL, str(rows), str(seed), "1" if count else ""], env=surroundings, check=True)


@dataclass
class Served:
    """A workbench that runs."""

    port: int
    process: int
    after: float
    """Seconds from its start until it answered."""

    cookie: str = ""


@contextmanager
def serve(home: Path, workers: int) -> Iterator[Served]:
    """A demonstration that runs."""
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
                if process.poll() is not None:
                    sys.exit("the workbench did not start")
                time.sleep(0.02)
        yield Served(port, process.pid, time.monotonic() - began)
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


def measure(served: Served, path: str) -> float:
    """Milliseconds until a page shows what was asked; a page that says it is being counted is asked again, as a browser does."""
    began = time.perf_counter()
    while True:
        status, _, page = ask(served.port, f"/studies/1/{path}", served.cookie)
        if status == http.client.OK:
            return (time.perf_counter() - began) * 1000
        if status != http.client.ACCEPTED:
            sys.exit(f"{path} was answered by {status}: {page[:300]!r}")
        time.sleep(POLL)


def crowd(served: Served, paths: Sequence[str], readers: int, rounds: int, pause: float) -> dict[str, list[float]]:
    """So many readers at once, each going through all pages and reading each for a while."""
    found: dict[str, list[float]] = {path: [] for path in paths}

    def read(start: int) -> None:
        time.sleep(pause * start / readers)
        for at in range(rounds * len(paths)):
            path = paths[(start + at) % len(paths)]
            found[path].append(measure(served, path))
            time.sleep(pause)

    crowd = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return found


def kin_of(process: int) -> list[int]:
    """A process and all below it (Linux)."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    kin = {process}
    for pid, parent in sorted(tuple(map(int, line.split())) for line in told.splitlines()):
        if parent in kin:
            kin.add(pid)
    return sorted(kin)


def memory(process: int) -> int:
    """Megabytes of a process and of all below it; pages that several share count once (Linux)."""
    size = 0
    for pid in kin_of(process):
        with suppress(OSError):
            rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
            size += int(re.search(r"^Pss:\s+(\d+)", rolled, re.MULTILINE)[1])  # type: ignore[index]
    return size // 1024


def spent(process: int) -> float:
    """Seconds of a processor that a process and all below it used so far (Linux)."""
    ticks = 0
    for pid in kin_of(process):
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


@dataclass
class Found:
    """What was measured at one size: milliseconds by page."""

    first: dict[str, float]
    alone: dict[str, float]
    warm: dict[str, list[float]]
    after: dict[str, float]
    start: float
    page: float
    fresh: float
    cpu: float
    megabytes: int
    every: dict[str, tuple[float, float]] = field(default_factory=dict)


def run(rows: int, said: argparse.Namespace) -> Found:
    """Measure all pages at one size."""
    folder = Path(tempfile.mkdtemp())
    home = folder / "home"
    with serve(home, said.workers) as served:
        print(
            f"\n{rows:,} responses; load {os.getloadavg()[0]:.1f}; the very first start, with the demonstration made: {served.after:.1f} s"
        )
        fill(home, rows, 1, count=True)
    with serve(home, said.workers) as served:  # as on a machine where it is installed
        served.cookie = sign_in(served.port, home)
        page = measure(served, PAGES[0]) / 1000 + served.after
        first = {path: measure(served, path) for path in PAGES}
        alone = {path: statistics.median(measure(served, path) for _ in range(5)) for path in PAGES}
        before = spent(served.process)
        warm = crowd(served, PAGES, said.readers, said.rounds, said.pause)
        cpu = (spent(served.process) - before) / sum(map(len, warm.values())) * 1000
        fresh = measure(served, FILTER)
        fill(home, max(rows // 100, 100), 2)
        after = {path: measure(served, path) for path in PAGES}
        every = {path: (measure(served, path), measure(served, path)) for path in list_results(served)} if said.every else {}
        found = Found(first, alone, warm, after, served.after, page, fresh, cpu, memory(served.process), every)
    shutil.rmtree(folder)
    return found


def list_results(served: Served) -> list[str]:
    """Every page that the pages of results lead to."""
    _, _, page = ask(served.port, "/studies/1/results/nps", served.cookie)
    paths = dict.fromkeys(re.findall(r'href="/studies/1/(results/[a-z]+)"', page.decode()))
    return [*paths, "compare", "baselines", "reports"]


def tell(rows: int, found: Found) -> None:
    """Print what was measured at one size."""
    print(f"\n{rows:,} responses\n{'page':34}{'first':>9}{'alone':>9}{'p50':>9}{'p95':>9}{'new rows':>10}   (ms)")
    for path in PAGES:
        line = (found.first[path], found.alone[path], quantile(found.warm[path], 0.5), quantile(found.warm[path], 0.95), found.after[path])
        print(f"{path:34}{line[0]:9.0f}{line[1]:9.0f}{line[2]:9.0f}{line[3]:9.0f}{line[4]:10.0f}")
    print(f"start to answer {found.start:.1f} s, start to the first page {found.page:.1f} s; a filter that is new {found.fresh:.0f} ms")
    print(
        f"processor time of a request {found.cpu:.0f} ms; memory of server and worker {found.megabytes} MB; load {os.getloadavg()[0]:.1f}"
    )
    for path, (one, two) in found.every.items():
        print(f"{path:34}{one:9.0f}{two:9.0f}")


def compare(small: Found, large: Found) -> None:
    """Say by how much size matters, and which limits are kept."""
    p95 = {path: (quantile(small.warm[path], 0.95), quantile(large.warm[path], 0.95)) for path in PAGES}
    print("\nlarge over small, p95: " + ", ".join(f"{two / one:.2f}" for one, two in p95.values()))
    print(f"large over small, processor time of a request: {large.cpu / small.cpu:.2f}")
    worst = {"p95": max(two for _, two in p95.values()), "new rows": max(large.after.values()), "first page": large.page * 1000}
    print("; ".join(f"{name} {worst[name]:.0f} ms of {limit:.0f}" for name, limit in LIMITS.items()))


def main() -> None:
    """Measure each size, then say by how much size matters."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000])
    words.add_argument("--readers", type=int, default=50)
    words.add_argument("--rounds", type=int, default=2)
    words.add_argument("--pause", type=float, default=7.0, help="seconds for which a reader reads a page")
    words.add_argument("--workers", type=int, default=1)
    words.add_argument("--every", action="store_true", help="look twice at every result")
    said = words.parse_args()
    print(f"{said.readers} readers, each at a page for {said.pause:.0f} s, {said.rounds} rounds, {said.workers} process(es)")
    sizes = {rows: run(rows, said) for rows in said.rows}
    for rows, found in sizes.items():
        tell(rows, found)
    compare(sizes[min(sizes)], sizes[max(sizes)])


if __name__ == "__main__":
    main()
