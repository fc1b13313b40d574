"""How does a run end when something goes wrong? A sentence and an exit status; never a traceback for what a person can mend.

0 fine · 1 a fault that a person can mend · 2 called wrongly · 70 our own fault · 130 interrupted.
"""

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.text import Text as Line

from peakend import __version__
from peakend.cli.speech import err, say, tell
from peakend.errors import PeakendError
from peakend.text import Text

MENDABLE: Final = 1
OUR_FAULT: Final = 70
INTERRUPTED: Final = 130

SORRY: Final = Text(
    zh="程序内部出错，这是 Peakend 的问题，不是您的操作问题。详细信息已写入 {path}，反馈时请附上（其中含有文件名，请先过目）。",
    en="Something broke inside Peakend: our fault, not yours. The details are in {path}; please send them (they name files: look first).",
)
"""Said in both languages, whatever the run speaks: this is also read by those who help."""

NO_MEMORY: Final = Text(
    zh="内存不足，未写入任何文件。请关闭其他程序，或换一台内存更大的电脑，或先筛选数据。",
    en="There is not enough memory; nothing was written. Close other programs, use a larger machine, or filter the answers first.",
)


def complain(words: str, name: str = "") -> None:
    """Print what is wrong, on the stream for errors; `name` is the key of the fault in the documentation."""
    head = say("错误", "Error")
    err.print(Line.assemble((head, "bold red"), f" {name}" if name else "", say("：", ": "), words))


def complain_of(fault: PeakendError) -> int:
    """A fault with its mend."""
    complain(tell(Text(fault.say("zh"), fault.say("en"))), fault.name)
    show_traceback()
    return MENDABLE


def complain_of_system(fault: OSError) -> int:
    """A fault of disk, network or permissions that no room foresaw: a person can mend it, with the system's own reason."""
    place, reason = fault.filename or "", fault.strerror or str(fault)
    complain(
        say(
            f"无法读写 {place}：{reason}。请检查磁盘空间和权限。",
            f"Cannot read or write {place}: {reason}. Check disk space and permissions.",
        )
    )
    show_traceback()
    return MENDABLE


def apologise(arguments: Sequence[str]) -> int:
    """Our own fault: the details into a file, one sentence in both languages."""
    path = _write_details(arguments)
    sentence = SORRY.fill(path=path)
    for words in (sentence.zh, sentence.en):
        complain(words)
    show_traceback()
    return OUR_FAULT


def show_traceback() -> None:
    """The traceback of the fault at hand, for those who ask for it with PEAKEND_DEBUG=1."""
    if os.environ.get("PEAKEND_DEBUG", "") not in {"", "0"}:
        err.out(traceback.format_exc(), highlight=False)


def _write_details(arguments: Sequence[str]) -> str:
    """Write version, machine, command and traceback into a new file; where that cannot be, onto the stream for errors."""
    details = "\n".join(
        [
            f"peakend {__version__}, Python {sys.version}",
            platform.platform(),
            f"peakend {' '.join(arguments)}",
            "",
            traceback.format_exc(),
        ]
    )
    try:
        handle, name = tempfile.mkstemp(prefix="peakend-fault-", suffix=".txt", text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as target:
            target.write(details)
    except OSError:
        err.out(details, highlight=False)
        return "stderr"
    return str(Path(name))
