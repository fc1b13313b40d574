"""What happens behind the fence comes out as plain facts or as a plain fault, never as an exception."""

from pathlib import Path

from peakend.define.survey import Layout
from peakend.listen.child import attempt_reading


def test_a_table_comes_out_as_facts(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,q\n1,5\n2,4\n", encoding="utf-8")
    outcome = attempt_reading(tmp_path / "a.csv", None, Layout(), tmp_path, 512)
    assert "fault" not in outcome
    assert (tmp_path / "cells.arrows").exists()


def test_a_file_that_cannot_be_read_comes_out_as_the_name_of_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 cut off")
    outcome = attempt_reading(tmp_path / "a.xlsx", None, Layout(), tmp_path, 512)
    assert isinstance(outcome["fault"], str)
    assert outcome["blanks"]["path"] == "a.xlsx"
