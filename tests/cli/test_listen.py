"""The road of a file: look, draft, check, import, ask, report; in both languages, on files of this folder."""

import csv
import io
from pathlib import Path

import pyarrow.parquet
import pytest
from tests.cli.conftest import Run, answers, write_survey

from peakend.define.file import read_study


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_file_is_looked_at_drafted_checked_imported_and_asked(run: Run, service: Path, language: str) -> None:
    seen = run("listen", "look", "survey.csv", "--lang", language)
    assert ("80 responses × 16 columns" if language == "en" else "80 份答卷 × 16 列") in seen.out
    drafted = run("define", "draft", "survey.csv", "--out", "draft.yaml", "--lang", language)
    assert (seen.status, drafted.status, run("define", "check", "draft.yaml", "--lang", language).status) == (0, 0, 0)
    assert "# ?" in (service / "draft.yaml").read_text(encoding="utf-8")
    kept = run("listen", "sheet", "survey.csv", "--study", "draft.yaml", "--out", "kept.parquet", "--write", "--lang", language)
    assert kept.status == 0
    asked = run("analyse", "nps", "draft.yaml", "kept.parquet", "--lang", language)
    assert (asked.status, "n = 80" in asked.out) == (0, True)


def test_a_dry_run_writes_nothing_and_an_import_says_cell_by_cell_what_it_refused(run: Run, service: Path) -> None:
    dry = run("listen", "sheet", "survey.csv", "--study", "study.yaml", "--refusals", "refused.csv", "--format", "json").json
    assert not (service / "answers.parquet").exists()
    assert (dry["rows_read"], dry["rows_accepted"], dry["cells_refused"], dry["written"]) == (80, 80, 1, "")
    assert [(one["column"], one["value"], one["cells"]) for one in dry["refused"]] == [("importance_get_served", "17", 1)]
    (refused,) = csv.DictReader(io.StringIO((service / "refused.csv").read_text(encoding="utf-8-sig")))
    assert (refused["row"], refused["column"], refused["value"]) == ("3", "importance_get_served", "17")
    assert dry["counts"]["importance_explain"]["dont_know"] == 1


def test_what_is_kept_is_whole_and_the_same_every_time(run: Run, service: Path) -> None:
    first = run("listen", "sheet", "survey.csv", "--study", "study.yaml", "--write", "--lang", "zh")
    kept = (service / "answers.parquet").read_bytes()
    assert "已写入 answers.parquet" in first.out
    run("listen", "sheet", "survey.csv", "--study", "study.yaml", "--write")
    assert (service / "answers.parquet").read_bytes() == kept
    assert pyarrow.parquet.read_table(service / "answers.parquet").num_rows == 80
    assert sorted(path.name for path in service.iterdir()) == ["answers.parquet", "study.yaml", "survey.csv"]


@pytest.mark.usefixtures("service")
def test_a_look_for_programs_has_layout_columns_and_remarks(run: Run) -> None:
    told = run("listen", "look", "survey.csv", "--format", "json").json
    assert (told["rows"], told["layout"]["encoding"], len(told["columns"])) == (80, "utf-8", 16)
    assert {"severity", "name", "place", "message", "mend"} == set(told["remarks"][0])
    assert [one["column"] for one in told["columns"]] == answers()[0]


def test_a_definition_explains_the_columns(run: Run, service: Path) -> None:
    write_survey(service / "coded.csv", [["id", "A1"], *([str(number), str(1 + number % 2)] for number in range(20))])
    (service / "survey.lss").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows><row>'
        "<qid>1</qid><parent_qid>0</parent_qid><sid>1</sid><gid>1</gid><type>L</type><title>A1</title><question>Which card?</question>"
        "</row></rows></questions></document>",
        encoding="utf-8",
    )
    seen = run("listen", "look", "coded.csv", "--with", "survey.lss")
    assert seen.status == 0, seen.err
    assert "survey.lss" in seen.out
    assert "peakend define draft coded.csv --with survey.lss" in seen.out
    alone = run("listen", "look", "survey.lss")
    assert (alone.status, "--with" in alone.err) == (1, True)


def test_an_import_under_an_unsound_study_is_refused(run: Run, service: Path) -> None:
    words = (service / "study.yaml").read_text(encoding="utf-8").replace("about: pay,", "about: paying,")
    (service / "study.yaml").write_text(words, encoding="utf-8")
    ran = run("listen", "sheet", "survey.csv", "--study", "study.yaml", "--write")
    assert (ran.status, ran.err.startswith("Error UnsoundStudy"), (service / "answers.parquet").exists()) == (1, True, False)
    assert read_study(service / "study.yaml").key == "my_study"


def test_answers_are_weighted_to_the_plan_in_a_copy_and_only_when_told(run: Run, service: Path) -> None:
    plan = "analysis:\n  weighting:\n    margins:\n      tier: {gold: 0.7, plain: 0.3}\n"
    (service / "study.yaml").write_text((service / "study.yaml").read_text(encoding="utf-8") + plan, encoding="utf-8")
    asked = ("listen", "weight", "study.yaml", "survey.csv", "--out", "weighted.parquet")
    dry = run(*asked)
    assert dry.status == 0
    assert "Weighted to the population, 80 responses are worth 69" in dry.out
    assert "A dry run: nothing was written." in dry.out
    assert not (service / "weighted.parquet").exists()
    assert "weighted.parquet" in run(*asked, "--write", "--format", "json").json["written"]
    told = run("analyse", "weights", "study.yaml", "weighted.parquet", "--format", "json").json
    assert told["base"]["weights"]["effective_n"] == pytest.approx(80 / 1.16)


def test_a_plan_without_margins_says_what_is_lacking(run: Run, service: Path) -> None:
    ran = run("listen", "weight", "study.yaml", "survey.csv")
    assert ran.status != 0
    assert "NoMargins" in ran.err
    assert not (service / "weighted.parquet").exists()
