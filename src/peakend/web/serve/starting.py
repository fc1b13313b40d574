"""How does the workbench start and end? Everything is made ready and checked first; then server and worker run until told to stop."""

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from peakend import __version__
from peakend.errors import PortTaken, StartUnsafe
from peakend.text import Text
from peakend.web.listen.sweep import sweep_files
from peakend.web.serve.application import load_pages
from peakend.web.serve.backup import write_backup
from peakend.web.serve.demo import fill_studies
from peakend.web.serve.first import Newcomer, settle_company, settle_demo
from peakend.web.serve.folder import find_pending, gather_static, hold_home, is_empty, make_home, migrate_database, reach_database
from peakend.web.serve.jobs import Foreman, sweep_orphans
from peakend.web.serve.parent import name_parent
from peakend.web.serve.remarks import find_remarks, print_remarks
from peakend.web.serve.voice import tell_both

THREADS: Final = int(os.environ.get("PEAKEND_THREADS", "8"))
"""Requests that one process answers at the same time; numbers are worked out outside of Python's lock, so a process uses all processors."""
GRACE: Final = 15
"""Seconds that requests are given to end when the workbench stops."""


def perform(host: str = "127.0.0.1", port: str = "8000", workers: str = "1", demo: str = "") -> int:
    """`peakend web`: make everything ready, then serve until stopped. Raises what keeps it from starting."""
    home = Path(settings.HOME)
    make_home(home)
    with hold_home(home):
        require_port(host, int(port))
        reach_database()
        require_safe(host)
        newcomer = make_ready(home, demo=bool(demo))
        load_pages()
        connections.close_all()
        serve(host, int(port), int(workers), newcomer)
    return 0


def require_port(host: str, port: int) -> None:
    """Raises `PortTaken` where nobody could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise PortTaken(port=f"{host}:{port}", reason=reason, other=port + 1 if 0 < port < 65_535 else 8001) from fault  # noqa: PLR2004


def require_safe(host: str) -> None:
    """In production, raises `StartUnsafe` where anything is unsafe, after saying what; elsewhere says nothing."""
    unsafe = [remark for remark in find_remarks(host) if remark.grade == "unsafe"] if settings.PRODUCTION else []
    if unsafe:
        print_remarks(unsafe)
        raise StartUnsafe(count=len(unsafe))


def make_ready(home: Path, *, demo: bool) -> Newcomer | None:
    """Bring database and files up to date, put right what a kill left behind, and see that somebody can sign in.

    Before the database is changed for a new version, what is there is backed up.
    """
    if find_pending():
        if not is_empty():
            before = home / "backups" / f"before-{__version__}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.peakend"
            write_backup(before)
            tell_both(Text("升级前已备份：{path}", "Backed up before upgrading: {path}").fill(path=before))
        migrate_database()
    gather_static()
    sweep_files()
    sweep_orphans()
    newcomer = settle_company()
    if demo:
        fill_studies(settle_demo().organisation)
    return newcomer


def serve(host: str, port: int, workers: int, newcomer: Newcomer | None) -> None:
    """Run server and worker until a signal ends them."""
    server = Granian(
        "peakend.web.serve.application:make_application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=512,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
    )
    foreman = Foreman()
    name_parent()

    def greet() -> None:
        foreman.start()
        announce(host, port, newcomer)

    ending = threading.Event()
    threading.Thread(target=wait_until_well, args=(host, port, ending, greet), name="greet", daemon=True).start()
    try:
        server.serve()
    finally:
        ending.set()
        foreman.stop()
    tell_both(Text("工作台已停止。", "The workbench has stopped."))


def wait_until_well(host: str, port: int, ending: threading.Event, then: Callable[[], None]) -> None:
    """Ask until the server answers, then go on; give up when it ends."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked where it listens
    name = settings.ALLOWED_HOSTS[0]
    while not ending.wait(0.1):
        try:
            with closing(HTTPConnection(near, port, timeout=5)) as asked:
                asked.request("GET", "/health", headers={"Host": name, "X-Forwarded-Proto": "https"})
                if asked.getresponse().status < 500:  # noqa: PLR2004 - it answers
                    break
        except (OSError, HTTPException):
            time.sleep(0.1)
    if not ending.is_set():
        then()


def announce(host: str, port: int, newcomer: Newcomer | None) -> None:
    """Say where to look and how to get in, in both languages."""
    shown = f"[{host}]" if ":" in host else host
    address = settings.ADDRESS or f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else shown}:{port}/"  # noqa: S104
    lines = [
        Text("峰终 Peakend {version} 已启动。", "Peakend {version} is running.").fill(version=__version__),
        Text("　　请打开：{address}", "    open:  {address}").fill(address=address),
    ]
    if newcomer is not None:
        words = Text(
            "　　管理员：{name}　密码：{password}　（只显示这一次；遗失可用 peakend web admin 重设）",
            "    administrator: {name}   password: {password}   (shown only this once; if lost: peakend web admin)",
        )
        lines.append(words.fill(name=newcomer.username, password=newcomer.password))
    if Path(settings.DEMO_PASSWORD_FILE).exists():
        words = Text(
            "　　演示：登录页上每个角色一个入口，全部为模拟数据。",
            "    demonstration: one entry per role on the sign-in page; all answers are synthetic.",
        )
        lines.append(words)
    lines.append(Text("　　数据在 {home}。按 Ctrl-C 停止。", "    kept in {home}. Ctrl-C stops it.").fill(home=settings.HOME))
    tell_both(Text("\n".join(line.zh for line in lines) + "\n", "\n".join(line.en for line in lines)))
