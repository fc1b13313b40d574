"""Starting, drafting and checking a study: nothing is replaced by accident, every remark has its line."""

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from peakend.define.file import read_study
from peakend.define.schema import SCHEMA_PATH
from peakend.define.template import list_templates, template_text


def test_every_template_is_listed_in_both_languages(run: Run) -> None:
    for language in ("en", "zh"):
        told = run("define", "templates", "--lang", language).out
        assert all(one.name in told and one.title.say("zh" if language == "zh" else "en") in told for one in list_templates())


def test_a_new_study_is_the_template_byte_for_byte(run: Run, service: Path) -> None:
    assert run("define", "new", "blank", "--out", "deep/down/new.yaml").status == 0
    assert (service / "deep/down/new.yaml").read_text(encoding="utf-8") == template_text("blank")


def test_a_study_that_is_there_is_replaced_only_by_force(run: Run, service: Path) -> None:
    before = (service / "study.yaml").read_bytes()
    assert run("define", "new", "ten-themes").status == 1
    assert (service / "study.yaml").read_bytes() == before
    assert run("define", "new", "ten-themes", "--force").status == 0
    assert read_study(service / "study.yaml").key != "my_study"


def test_a_template_that_there_is_not_is_said_with_those_there_are(run: Run) -> None:
    ran = run("define", "new", "bank")
    assert (ran.status, "telecom-vip" in ran.err) == (1, True)


def test_a_check_names_lines_and_fails_where_something_is_wrong(run: Run, service: Path) -> None:
    assert run("define", "check", "study.yaml").status == 0
    words = (service / "study.yaml").read_text(encoding="utf-8").replace("about: pay,", "about: paying,")
    (service / "wrong.yaml").write_text(words, encoding="utf-8")
    ran = run("define", "check", "wrong.yaml", "--format", "json")
    wrong = [one for one in ran.json["remarks"] if one["severity"] == "wrong"]
    assert (ran.status, ran.json["counts"]["wrong"]) == (1, 2)
    assert {words.splitlines()[one["line"] - 1].split(",")[0].strip() for one in wrong} == {
        "- {key: importance_pay",
        "- {key: performance_pay",
    }
    assert "line" in run("define", "check", "wrong.yaml").out
    assert "第" in run("define", "check", "wrong.yaml", "--lang", "zh").out


def test_of_many_remarks_of_one_kind_the_first_are_told_and_the_lines_of_the_rest(run: Run, service: Path) -> None:
    words = re.sub(r"(name: \{zh: [^,}]*), en: [^}]*\}", r"\1}", (service / "study.yaml").read_text(encoding="utf-8"))
    (service / "half.yaml").write_text(words, encoding="utf-8")
    told = run("define", "check", "half.yaml")
    everything = run("define", "check", "half.yaml", "--format", "json").json["remarks"]
    assert told.status == 0
    assert "more places: lines" in told.out
    assert len(told.out.splitlines()) < len(everything)


def test_the_schema_is_printed_as_it_is_published(run: Run) -> None:
    assert json.loads(run("define", "schema").out) == json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("name", ["nowhere/../", "."])
def test_a_folder_is_no_study(run: Run, name: str) -> None:
    ran = run("define", "check", name)
    assert (ran.status, ran.err.startswith("Error StudyFileMissing")) == (1, True)
