import hashlib
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from peakend.errors import (
    FileBroken,
    FileIsFolder,
    FileMissing,
    FileNotReadable,
    FileTooLarge,
    KindUnknown,
    NameAndContentDiffer,
    ReadingTooLong,
    ReadingTooMuchMemory,
)
from peakend.listen import fence
from peakend.listen.detect import find_family

Write = Callable[..., Path]


def test_a_file_comes_back_from_behind_the_fence(write: Write) -> None:
    table = fence.read_table(write("a.csv", "id,分数\n1,5\n2,4\n"))
    assert (table.rows, [column.name for column in table.columns]) == (2, ["id", "分数"])
    assert table.digest == hashlib.sha256("id,分数\n1,5\n2,4\n".encode()).hexdigest()


def test_the_cells_go_when_the_table_goes(write: Write) -> None:
    table = fence.read_table(write("a.csv", "id,b\n1,5\n"))
    folder = table.folder.path
    assert folder.exists()
    del table
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.sav", "id,sat\n1,5\n", NameAndContentDiffer),
        ("a.xlsx", "id,sat\n1,5\n", NameAndContentDiffer),
        ("a.csv", b"PK\x03\x04 not a zip", FileBroken),
        ("a.xls", "<html><table></table></html>", NameAndContentDiffer),
        ("a.csv", bytes(range(256)) * 20, KindUnknown),
        ("a.pdf", "%PDF-1.4", KindUnknown),
        ("x.exe", "MZ abc", KindUnknown),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, content: str | bytes, fault: type[Exception], write: Write) -> None:
    with pytest.raises(fault):
        find_family(write(name, content))


def test_faults_cross_the_border_with_their_values(write: Write) -> None:
    with pytest.raises(NameAndContentDiffer) as fault:
        fence.read_table(write("a.sav", "id,sat\n1,5\n"))
    assert fault.value.blanks == {"path": "a.sav", "said": "SPSS", "found": "CSV"}


def test_a_folder_a_missing_file_and_a_file_too_large_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    with pytest.raises(FileIsFolder):
        fence.read_table(tmp_path)
    with pytest.raises(FileMissing):
        fence.read_table(tmp_path / "none.csv")
    with pytest.raises(FileNotReadable):
        fence.read_table("a\0.csv")
    monkeypatch.setattr(fence, "LARGEST_FILE", 10)
    with pytest.raises(FileTooLarge):
        fence.read_table(write("a.csv", "a,b\n1,2\n3,4\n"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read every file")
def test_a_file_without_permission_is_told(write: Write) -> None:
    path = write("a.csv", "a,b\n1,2\n")
    path.chmod(stat.S_IWUSR)
    with pytest.raises(FileNotReadable):
        fence.read_table(path)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of this kind are kept by Linux")
def test_a_file_that_needs_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    path = write("a.csv", "a,b,c,d\n" + "1,2,3,4\n" * 400_000)
    monkeypatch.setattr(fence, "_MEMORY_FLOOR", 40 << 20)
    with pytest.raises(ReadingTooMuchMemory):
        fence.read_table(path)


def test_a_reader_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setattr(fence, "_BOOT", "import time; time.sleep(60)")
    monkeypatch.setattr(fence, "_PATIENCE", 0.01)
    with pytest.raises(ReadingTooLong):
        fence.read_table(write("a.csv", "a,b\n1,2\n"))


def test_a_reader_that_burns_its_time_is_stopped(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setattr(fence, "_BOOT", "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass")
    with pytest.raises(ReadingTooLong):
        fence.read_table(write("a.csv", "a,b\n1,2\n"))


def test_a_reader_that_crashes_is_the_fault_of_the_file(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setattr(fence, "_BOOT", "import os; os.abort()")
    with pytest.raises(FileBroken):
        fence.read_table(write("a.csv", "a,b\n1,2\n"))


def test_secrets_of_the_workbench_do_not_go_behind_the_fence(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setenv("PEAKEND_DATABASE", "postgres://somebody:very-secret@db/x")
    monkeypatch.setattr(fence, "_BOOT", "import os, sys; sys.exit('known: ' + ' '.join(one for one in os.environ if 'PEAKEND' in one))")
    with pytest.raises(FileBroken) as fault:
        fence.read_table(write("a.csv", "a,b\n1,2\n"))
    assert str(fault.value.blanks["reason"]).strip().endswith("known:")


def test_a_made_up_outcome_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "outcome.json").write_text(json.dumps({"fault": "PeakendError", "blanks": {}}), encoding="utf-8")
    with pytest.raises(FileBroken):
        fence._read_outcome(tmp_path / "a.csv", tmp_path)


@pytest.mark.parametrize("deed", ["socket.create_connection(('127.0.0.1', 9))", "subprocess.run(['true'])", "os.system('true')"])
def test_behind_the_fence_there_is_no_network_and_no_other_program(deed: str) -> None:
    program = f"import os, socket, subprocess, sys\nfrom peakend.listen.limits import limit_process\nlimit_process(1 << 30, 30)\n{deed}"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert b"PermissionError" in done.stderr
