"""A person is told what they can mend; our own fault is told as ours, with the details kept; nobody sees a traceback unasked."""

import errno
import re
from pathlib import Path

import pytest
import typer
from tests.cli.conftest import Run

import peakend.cli
from peakend.cli.faults import INTERRUPTED, MENDABLE, OUR_FAULT
from peakend.errors import FileEmpty


@pytest.fixture
def break_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is broken until `failing` says how."""
    monkeypatch.delenv("PEAKEND_DEBUG", raising=False)


def failing(fault: BaseException) -> typer.Typer:
    """A command line whose only command fails."""
    app = typer.Typer(add_completion=False)

    @app.command()
    def fail(lang: str = "") -> None:  # noqa: ARG001 - heard before the command is called
        raise fault

    return app


@pytest.mark.usefixtures("break_with")
def test_our_own_fault_is_told_in_both_languages_and_its_details_are_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peakend.cli, "app", failing(ZeroDivisionError("deep inside")))
    told = run("--lang", "zh")
    assert told.status == OUR_FAULT
    assert "这是 Peakend 的问题" in told.err
    assert "our fault, not yours" in told.err
    assert "Traceback" not in told.err
    path = Path(re.findall(r"\S*peakend-fault-\w+\.txt", told.err)[0])
    details = path.read_text(encoding="utf-8")
    path.unlink()
    assert "ZeroDivisionError: deep inside" in details
    assert details.startswith("peakend ")


@pytest.mark.usefixtures("break_with")
def test_the_traceback_is_there_for_those_who_ask(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peakend.cli, "app", failing(ZeroDivisionError("deep inside")))
    monkeypatch.setenv("PEAKEND_DEBUG", "1")
    told = run()
    Path(re.findall(r"\S*peakend-fault-\w+\.txt", told.err)[0]).unlink()
    assert "Traceback (most recent call last)" in told.err


@pytest.mark.usefixtures("break_with")
def test_a_fault_that_a_person_can_mend_has_its_key_its_place_and_its_mend(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peakend.cli, "app", failing(FileEmpty(path="a.csv")))
    assert (run().status, run().err) == (MENDABLE, "Error FileEmpty: The file a.csv is empty. Export the answers again.\n")
    assert run("--lang", "zh").err == "错误 FileEmpty：文件 a.csv 是空的。请重新导出数据。\n"


@pytest.mark.usefixtures("break_with")
@pytest.mark.parametrize(
    ("fault", "status", "sentence"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "a.parquet"),
            MENDABLE,
            "Cannot read or write a.parquet: No space left on device.",
        ),
        (MemoryError(), MENDABLE, "There is not enough memory; nothing was written."),
        (KeyboardInterrupt(), INTERRUPTED, "Interrupted. No file was left half-written."),
    ],
    ids=["disk", "memory", "interrupted"],
)
def test_what_the_machine_refuses_is_no_fault_of_the_program(
    run: Run, monkeypatch: pytest.MonkeyPatch, fault: BaseException, status: int, sentence: str
) -> None:
    monkeypatch.setattr(peakend.cli, "app", failing(fault))
    told = run()
    assert (told.status, sentence in told.err, "Traceback" in told.err) == (status, True, False)


def test_user_words_are_never_taken_for_markup(run: Run) -> None:
    told = run("define", "check", "[bold]no[/bold] such.yaml")
    assert "[bold]no[/bold] such.yaml" in told.err
