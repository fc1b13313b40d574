"""Hostile files sent to a real server over a real line: each is told what it is in both languages, and the server goes on as before."""

import http.client
import io
import re
import stat
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from tests.web.caller import Caller
from tests.web.listen.test_hostile import archive, bomb, workbook
from tests.web.server import Workbench

GOOD = "id,等级,overall\n" + "".join(f"A{number},金卡,{1 + number % 5}\n" for number in range(60))
MOST = 700
"""Megabytes that the server process may hold after all of it."""


def tampered() -> bytes:
    """A workbook that calls a file of the server."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            head, mark, rest = source.read(name).partition(b"?>")
            call = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///%s">]>' % b"etc/hostname" if name == "xl/sharedStrings.xml" else b""
            target.writestr(name, head + mark + call + rest)
    return out.getvalue()


def nested() -> bytes:
    """Archives in archives in archives."""
    inner = b"0" * 1_000_000
    for depth in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for number in range(3):
                packed.writestr(f"{depth}-{number}.zip", inner)
        inner = out.getvalue()
    return inner


def smuggling() -> bytes:
    """A workbook with names that lead out of it, and a link to a file of the server."""
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("../../../../smuggled.txt", b"owned")
        link = zipfile.ZipInfo("xl/worksheets/sheet9.xml")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "bomb.xlsx": (bomb, "would unpack to", "解压后达"),
    "xxe.xlsx": (tampered, "DOCTYPE or entities", "DOCTYPE"),
    "xxe.lsa": (archive, "DOCTYPE or entities", "DOCTYPE"),
    "logo.csv": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "its content is JPEG/PNG", "内容却是"),
    "table.xlsx": (GOOD.encode, "its content is CSV", "内容却是"),
    "nested.xlsx": (nested, "its content is zip", "内容却是"),
    "empty.csv": (lambda: b"", "is empty", "是空的"),
    "header.csv": (lambda: b"id,overall\n", "not one row of answers", "没有一行答卷"),
    "wide.csv": (lambda: b",".join(b"q%d" % one for one in range(1_000_000)) + b"\n1\n", "1000000 columns", "1000000 列"),
    "zeros.csv": (lambda: GOOD.encode().replace("金卡".encode(), b"\0\0"), "cannot be made out", "无法判断"),
    "smuggle.xlsx": (smuggling, 'name="to-0"', 'name="to-0"'),
    "macro.xlsm": (lambda: workbook(b"\xd0\xcf\x11\xe0 Sub Auto_Open()"), "neither read nor run", "宏"),
    "report\u202efdp.csv": (GOOD.encode, "reportfdp.csv", "reportfdp.csv"),
}
"""Name: what is in it, and what is said of it in English and in Chinese."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """One running workbench for all of them."""
    with Workbench(tmp_path_factory.mktemp("hostile") / "home") as running:
        yield running


def wait(caller: Caller, page: str, patience: float = 90) -> str:
    """The page of a file, once nothing is being done with it."""
    until = time.monotonic() + patience
    while 'id="progress"' in (shown := caller.get(page).text):
        assert time.monotonic() < until
        time.sleep(0.1)
    return shown


def held(bench: Workbench) -> int:
    """Megabytes of the largest process of the workbench."""
    told = subprocess.run(["ps", "-eo", "pgid=,rss="], capture_output=True, text=True, check=True).stdout
    return max(int(line.split()[1]) for line in told.splitlines() if line.split()[0] == str(bench.process.pid)) // 1024


def test_every_hostile_file_is_told_what_it_is_and_the_server_goes_on(bench: Workbench) -> None:
    caller = Caller(bench.port).enter(bench.home)
    other = Caller(bench.port, "zh", dict(caller.cookies))
    sent = {name: caller.send("/studies/1/answers/send", name, make()) for name, (make, _, _) in HOSTILE.items()}
    for name, (_, english, chinese) in HOSTILE.items():
        assert sent[name].status == 302, (name, sent[name].text[:500])
        page = sent[name].headers["location"]
        shown = wait(caller, page)
        assert english in shown, name
        assert chinese in other.get(page).text, name
        assert "Traceback" not in shown
        assert "\u202e" not in shown
    assert caller.get("/health").status == 200
    assert held(bench) < MOST
    assert not list(bench.home.parent.rglob("smuggled.txt"))
    assert "Traceback" not in bench.told.read_text()


def test_what_is_cut_off_on_the_way_leaves_nothing(bench: Workbench) -> None:
    caller = Caller(bench.port).enter(bench.home)
    before = sorted((bench.home / "files").rglob("*"))
    head = b'--e\r\nContent-Disposition: form-data; name="file"; filename="cut.csv"\r\n\r\n'
    caller.get("/studies/1/answers")
    cookies = "; ".join(f"{name}={value}" for name, value in caller.cookies.items())
    with closing(http.client.HTTPConnection("127.0.0.1", bench.port, timeout=10)) as line:
        line.putrequest("POST", "/studies/1/answers/send")
        for name, value in {"Cookie": cookies, "X-CSRFToken": caller.cookies["csrftoken"]}.items():
            line.putheader(name, value)
        line.putheader("Content-Type", "multipart/form-data; boundary=e")
        line.putheader("Content-Length", "50000000")
        line.endheaders()
        line.send(head + GOOD.encode() * 50)
    time.sleep(1)
    assert caller.get("/health").status == 200
    assert sorted((bench.home / "files").rglob("*")) == before


def test_the_same_file_from_two_people_at_once_stands_once(bench: Workbench) -> None:
    lead, analyst = Caller(bench.port).enter(bench.home), Caller(bench.port).enter(bench.home, "demo-analyst")
    pages = {}
    for caller in (lead, analyst):
        pages[caller] = caller.send("/studies/1/answers/send", "twin.csv", GOOD.replace("A", "T").encode()).headers["location"]
    for caller, page in pages.items():
        shown = wait(caller, page)
        targets = re.findall(r'value="([^"]*overall[^"]*)"', re.findall(r'(?s)<select[^>]*name="to-2".*?</select>', shown)[0])
        assert caller.post(f"{page}/trial", {"to-0": "", "to-1": "", "to-2": targets[0], "wave": "twin"}).status == 302
        assert "/import" in wait(caller, page)
    for caller, page in pages.items():
        assert caller.post(f"{page}/import").status == 302
    ends = sorted((wait(caller, page) for caller, page in pages.items()), key=lambda shown: "are in the analyses" in shown)
    assert ["are in the analyses" in shown for shown in ends] == [False, True]
    assert "already" in ends[0]
    again = lead.send("/studies/1/answers/send", "twin.csv", GOOD.replace("A", "T").encode())
    assert again.status == 422


@pytest.mark.slow
def test_two_hundred_megabytes_come_in_over_the_line_in_bounded_memory(bench: Workbench) -> None:
    caller = Caller(bench.port).enter(bench.home)
    block = "".join(f"B{number},金卡,{1 + number % 5}\n" for number in range(50_000)).encode()
    content = b"id,tier,overall\n" + block * (200_000_000 // len(block))
    answer = caller.send("/studies/1/answers/send", "large.csv", content)
    assert answer.status == 302
    shown = wait(caller, answer.headers["location"], 500)
    assert 'name="to-0"' in shown
    assert caller.get("/health").status == 200
    assert held(bench) < 2 * MOST
