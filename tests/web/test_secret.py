"""Is the secret of an installation made once, kept to its owner, and taken from the environment where it stands there?"""

import stat
from pathlib import Path

import pytest

from peakend.web.secret import NAME, read_secret
from peakend.web.settings import CONTENT_SECURITY_POLICY, DEBUG


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEAKEND_SECRET")
    first = read_secret(tmp_path / "home")
    assert read_secret(tmp_path / "home") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "home" / NAME).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == [NAME]


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEAKEND_SECRET", "given")
    assert read_secret(tmp_path) == "given"


def test_nothing_that_runs_is_allowed_inline() -> None:
    policy = CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert "'unsafe-inline'" not in str(policy)
    assert "'unsafe-eval'" not in str(policy)
    assert DEBUG is False
