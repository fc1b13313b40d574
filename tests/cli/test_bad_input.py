"""Every kind of wrong input meets a clear sentence in both languages, an exit status, no traceback, and no file written half."""

from pathlib import Path

import pytest
from tools.write_bad_inputs import CASES, DOCS, BadInput, meet, tell

from peakend import errors
from peakend.text import LANGUAGES


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_wrong_input_meets_a_clear_sentence_and_leaves_nothing_half_written(
    case: BadInput, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case.write(tmp_path)
    before = contents(tmp_path)
    met = meet(case)
    assert (met.status, met.fault) == (case.status, case.fault)
    assert contents(tmp_path) == before | ({case.keeps: (tmp_path / case.keeps).read_bytes()} if case.keeps else {})
    for language in LANGUAGES:
        said = met.said.say(language)
        assert case.says.say(language) in said
        assert "Traceback" not in said
        assert str(tmp_path) not in said
        page = (DOCS / language / "reference" / "bad-input.md").read_text(encoding="utf-8")
        assert tell(case, met, language) in page, "make docs writes the page again"


def test_every_fault_met_is_one_of_the_tree() -> None:
    assert {case.fault for case in CASES} - {""} <= set(errors.__all__)


def test_the_list_of_wrong_input_that_was_promised_is_whole() -> None:
    promised = {
        "unknown-moment",
        "off-scale",
        "missing-column",
        "duplicate-key",
        "empty-file",
        "wrong-encoding",
        "bomb",
        "two-million-columns",
        "cycle",
        "nobody",
        "one-person",
        "all-equal",
        "one-scenario",
        "no-end",
    }
    assert promised <= {case.key for case in CASES}
