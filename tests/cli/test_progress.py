"""A long step shows that it runs where somebody looks, and nowhere else."""

import io
import time

import pytest

from peakend.cli import progress
from peakend.cli.progress import working
from peakend.cli.speech import Voice


def watch(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, patience: float = 0.0) -> io.StringIO:
    """What the stream for errors shows while something runs."""
    shown = io.StringIO()
    monkeypatch.setattr(progress, "err", Voice(file=shown, force_terminal=terminal, width=80, height=20, highlight=False))
    monkeypatch.setattr(progress, "PATIENCE", patience)
    return shown


def test_a_long_step_is_shown_on_a_terminal_and_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = watch(monkeypatch, terminal=True)
    with working("正在统计答卷"):
        until = time.monotonic() + 60
        while "正在统计答卷" not in shown.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
    assert "正在统计答卷" in shown.getvalue()
    assert shown.getvalue().endswith("\x1b[2K") or "\x1b[1A" in shown.getvalue()[-40:]


def test_a_short_step_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = watch(monkeypatch, terminal=True, patience=60)
    with working("short"):
        pass
    assert "short" not in shown.getvalue()


def test_nothing_is_shown_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = watch(monkeypatch, terminal=False)
    with working("silent"):
        time.sleep(0.05)
    assert shown.getvalue() == ""


def test_a_fault_passes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    watch(monkeypatch, terminal=True)
    with pytest.raises(ZeroDivisionError), working("broken"):
        _ = 1 / 0
