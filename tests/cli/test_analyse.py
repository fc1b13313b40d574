"""One question, answered: a table for people, strict JSON and harmless CSV for programs, each with its base."""

import csv
import io
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from tests.cli.conftest import Run, answers
from tests.report.complete import answer_all, complete

from peakend.analyse.opening import read
from peakend.cli.analyse import QUESTIONS
from peakend.define.file import read_study, write_study
from peakend.listen.frame import code_frame
from peakend.report.answers import answer_question
from peakend.report.plain import strict

SPLIT = ("scorecards", "segments")
"""Questions that compare the groups of a split."""

PLAIN = [name for name in QUESTIONS if name not in {*SPLIT, "weights", "gaps"}]
"""Questions that the small service can answer without a split."""


TELLING = {
    "nps": ("推荐者", "romoters"),
    "satisfaction": ("满意度", "atisfaction"),
    "cautions": ("留意", "care"),
    "needs": ("等候太久", "Long waits"),
    "kano": ("提前告知", "Advance notice"),
    "classes": ("提前告知", "Advance notice"),
    "reasons": ("等候太久", "Long waits"),
    "complaints": ("等候太久", "Long waits"),
    "chain": ("满意", "atisfaction"),
    "weighting": ("地区", "Place"),
    "fieldwork": ("应答率", "esponse rate"),
    "carryover": ("满意度", "satisf"),
    "scorecards": ("金卡", "Gold"),
}
"""Words that each table holds in one language only, where it does not name moments."""


@cache
def _coded(words: str) -> tuple[str, bytes]:
    """The study of the small service with everything the method can ask, and its answers, imported."""
    heads, *rows = answers()
    frame = pa.table(dict(zip(heads, map(list, zip(*rows, strict=True)), strict=True)))
    study, written = read_study(words), io.BytesIO()
    pyarrow.parquet.write_table(answer_all(study, code_frame(frame, study)), written)
    return write_study(complete(study)), written.getvalue()


@pytest.fixture
def coded(service: Path) -> Path:
    """The small service, asked everything."""
    words, content = _coded((service / "study.yaml").read_text(encoding="utf-8"))
    (service / "study.yaml").write_text(words, encoding="utf-8")
    (service / "answers.parquet").write_bytes(content)
    return service


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("question", PLAIN)
def test_every_json_answer_has_its_question_its_base_and_its_rows(run: Run, question: str) -> None:
    ran = run("analyse", question, "study.yaml", "answers.parquet", "--format", "json")
    told = ran.json
    assert (ran.status, ran.err) == (0, "")
    assert told["question"] == question
    assert {"n", "read", "left_out", "missing", "filters", "weights", "methods", "synthetic"} <= set(told["base"])
    assert told["base"]["n"] == 80
    assert isinstance(told["rows"], list)


@pytest.mark.usefixtures("coded")
def test_a_split_gives_the_rows_of_each_group_and_each_group_its_base(run: Run) -> None:
    told = run("analyse", "nps", "study.yaml", "answers.parquet", "--by", "tier", "--format", "json").json
    assert [row["tier"] for row in told["rows"]] == ["gold", "plain"]
    assert [(one["group"], one["base"]["n"]) for one in told["groups"]] == [({"tier": "gold"}, 40), ({"tier": "plain"}, 40)]
    assert told["base"]["n"] == 80


@pytest.mark.usefixtures("coded")
def test_a_filter_is_part_of_the_base(run: Run) -> None:
    told = run("analyse", "nps", "study.yaml", "answers.parquet", "--where", "tier=gold", "--format", "json").json
    assert (told["base"]["n"], told["base"]["filters"], told["base"]["left_out"]) == (40, {"tier": ["gold"]}, {"filtered": 40})


@pytest.mark.usefixtures("coded")
def test_csv_carries_rows_alone_and_the_base_goes_beside_it(run: Run) -> None:
    ran = run("analyse", "importance", "study.yaml", "answers.parquet", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["moment"] for row in rows] == ["arrive", "be_greeted", "explain", "get_served", "pay", "leave"]
    assert ran.err.startswith("n = 80 responses")
    assert float(rows[0]["mean_low"]) < float(rows[0]["mean"]) < float(rows[0]["mean_high"])


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("question", [*PLAIN, *SPLIT])
def test_every_table_stands_in_the_language_asked_for(run: Run, question: str, language: str) -> None:
    by = ["--by", "tier"] if question in SPLIT else []
    ran = run("analyse", question, "study.yaml", "answers.parquet", "--lang", language, *by)
    assert (ran.status, ran.err) == (0, "")
    assert ("n = 80 份答卷" if language == "zh" else "n = 80 responses") in ran.out
    chinese, english = TELLING.get(question, ("到店", "Arriving"))
    assert (chinese in ran.out, english in ran.out) == (language == "zh", language == "en")


@pytest.mark.usefixtures("coded")
def test_all_answers_what_can_be_answered_and_says_of_the_rest_why_not(run: Run) -> None:
    told = run("analyse", "all", "study.yaml", "answers.parquet", "--format", "json").json
    refused = {"segments": "NoSplit", "weights": "NoWeights", "scorecards": "NoSplit"}
    assert [one["question"] for one in told["answers"]] == [name for name in QUESTIONS if name not in refused]
    assert {one["question"]: one["fault"] for one in told["unanswered"]} == refused
    table = run("analyse", "all", "study.yaml", "answers.parquet", "--lang", "zh")
    assert table.status == 0
    assert "○ weights：答卷没有权重" in table.out


@pytest.mark.usefixtures("coded")
def test_all_makes_no_single_csv(run: Run) -> None:
    ran = run("analyse", "all", "study.yaml", "answers.parquet", "--format", "csv")
    assert (ran.status, ran.out) == (2, "")
    assert "no single CSV" in ran.err


def test_a_group_that_cannot_be_answered_does_not_silence_the_others(service: Path, run: Run) -> None:
    study = read_study(service / "study.yaml")
    heads, *rows = answers(9)
    rows = [[*row[:1], "gold" if at else "plain", *row[2:]] for at, row in enumerate(rows)]
    frame = pa.table(dict(zip(heads, map(list, zip(*rows, strict=True)), strict=True)))
    pyarrow.parquet.write_table(code_frame(frame, study), service / "few.parquet")
    told = run("analyse", "quadrants", "study.yaml", "few.parquet", "--by", "tier", "--format", "json").json
    assert [(one["group"]["tier"], one.get("fault")) for one in told["groups"]] == [("gold", None), ("plain", "TooFewMoments")]
    assert {row["tier"] for row in told["rows"]} == {"gold"}


def test_an_attribute_named_like_a_column_keeps_both(service: Path, run: Run) -> None:
    words = (service / "study.yaml").read_text(encoding="utf-8").replace("{key: tier,", "{key: moment, column: tier,")
    (service / "other.yaml").write_text(words, encoding="utf-8")
    told = run("analyse", "importance", "other.yaml", "survey.csv", "--by", "moment", "--format", "json").json
    assert {(row["group_moment"], row["moment"]) for row in told["rows"]} >= {("gold", "arrive"), ("plain", "arrive")}


def test_json_has_null_where_a_number_is_none() -> None:
    assert strict([float("nan"), float("-inf"), (1.5, {"a": float("inf")})]) == [None, None, [1.5, {"a": None}]]


def test_the_command_line_says_what_the_library_says(run: Run, coded: Path) -> None:
    reading = read(coded / "study.yaml", coded / "answers.parquet", by="tier")
    told = run("analyse", "peaks", "study.yaml", "answers.parquet", "--by", "tier", "--format", "json").json
    assert told == strict(answer_question(reading, "peaks").plain("en"))


@pytest.mark.usefixtures("coded")
def test_a_group_that_is_too_small_is_named_and_not_shown(run: Run) -> None:
    asked = ("analyse", "nps", "study.yaml", "answers.parquet", "--by", "tier", "--least", "45")
    ran = run(*asked)
    assert ran.status == 0
    assert "Suppressed: gold (n < 45" in ran.err
    assert "Suppressed: plain (n < 45" in ran.err
    told = run(*asked, "--format", "json").json
    assert told["rows"] == []
    assert [one["fault"] for one in told["groups"]] == ["GroupSuppressed"] * 2
    assert told["base"]["suppressed"] == ["gold", "plain"]
