"""Is a file there whole, or not at all?"""

from pathlib import Path

import pytest

from peakend.errors import FolderNotWritable
from peakend.report.saving import save_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_a_file_is_written_where_it_should_be_and_its_folder_made(tmp_path: Path) -> None:
    path = save_whole(tmp_path / "new" / "a.txt", lambda place: place.write_text("whole"))
    assert path.read_text() == "whole"
    assert names(tmp_path / "new") == ["a.txt"]


def test_a_writer_that_fails_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")

    def fail(place: Path) -> None:
        place.write_text("half")
        message = "broken"
        raise ValueError(message)

    with pytest.raises(ValueError, match="broken"):
        save_whole(tmp_path / "a.txt", fail)
    assert (tmp_path / "a.txt").read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderNotWritable) as fault:
        save_whole(tmp_path / "file" / "a.txt", lambda place: place.write_text("x"))
    assert str(tmp_path / "file") in fault.value.say("en")


def test_a_full_disk_is_told_as_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    def fill(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(FolderNotWritable, match="No space left"):
        save_whole(tmp_path / "a.txt", fill)
    assert names(tmp_path) == []
