"""Whatever form answers come in, a reading of them says the same."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from peakend.analyse.opening import open_answers, read
from peakend.define.study import Moment, Scenario, Stage, Study
from peakend.define.survey import Attribute, Columns, Question, Scale, Survey
from peakend.errors import AnotherStudy, AskedOtherwise, CodedOtherwise, NoColumnsFit, PeakendError, UnknownSource
from peakend.listen.sheet import import_sheet
from peakend.text import Text

SCALE = Scale(1, 5, missing=(("9", "dont_know"),))
STUDY = Study(
    "tea",
    Text("茶馆", "Tea house"),
    stages=(Stage("end", Text("结束", "End"), ends=True),),
    scenarios=(Scenario("shop", Text("到店", "Visit"), (Moment("pay", Text("付款", "Paying"), "end"),)),),
    survey=Survey(
        questions=(Question("pay_rated", "performance", "pay", scale=SCALE, column="Paying"),),
        attributes=(Attribute("kind", Text("类别", "Kind"), column="Kind"),),
        columns=Columns(respondent="Id"),
    ),
)
RAW = {"Id": [f"c{at}" for at in range(12)], "Paying": [5, 4, 9, 3, 5, 4, None, 2, 5, 1, 4, 4], "Kind": ["new", "old"] * 6}


def test_every_form_of_answers_gives_the_same_numbers(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    pd.DataFrame(RAW).to_csv(file, index=False)
    kept = import_sheet(file, STUDY).write(tmp_path / "answers.parquet")
    keyed = {"Id": RAW["Id"], "pay_rated": RAW["Paying"], "kind": RAW["Kind"]}
    forms = [pd.DataFrame(RAW), pl.DataFrame(RAW), pl.DataFrame(RAW).lazy(), pa.table(RAW), pa.table(keyed), file, kept, str(kept)]
    told = [read(STUDY, form).experience.rows() for form in forms]
    assert all(rows == told[0] for rows in told)
    assert told[0][0]["mean_n"] == 10


def test_a_code_that_is_no_answer_never_enters_a_mean() -> None:
    mean = read(STUDY, pd.DataFrame(RAW)).experience.rows()[0]["mean"]
    assert mean == pytest.approx(3.7)


def test_a_column_that_mixes_words_and_numbers_does_not_stop_a_dataframe() -> None:
    mixed = pd.DataFrame({**RAW, "Kind": [*["Apple"] * 11, 7]})
    assert read(STUDY, mixed, by="kind").tally.cells.keys() == {("Apple",), ("7",)}


@pytest.mark.parametrize("what", [7, object()])
def test_what_is_no_table_is_refused(what: object) -> None:
    with pytest.raises(UnknownSource):
        open_answers(what, STUDY)


def test_a_dataframe_without_one_column_of_the_study_is_refused() -> None:
    with pytest.raises(NoColumnsFit):
        read(STUDY, pd.DataFrame({"other": [1, 2]}))


def test_a_file_that_is_not_there_is_one_clear_error() -> None:
    with pytest.raises(PeakendError, match=r"nothing\.parquet"):
        read(STUDY, "nothing.parquet")


def with_question(question: Question) -> Study:
    return replace(STUDY, survey=replace(STUDY.survey, questions=(question,)))


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    pd.DataFrame(RAW).to_csv(tmp_path / "export.csv", index=False)
    return import_sheet(tmp_path / "export.csv", STUDY).write(tmp_path / "answers.parquet")


def test_a_scale_changed_after_the_import_is_refused_not_read_with_the_old_codes(imported: Path) -> None:
    wider = replace(STUDY.survey.questions[0], scale=Scale(1, 7))
    with pytest.raises(CodedOtherwise, match="pay_rated"):
        read(with_question(wider), imported)


def test_a_key_changed_after_the_import_is_named_not_silently_dropped(imported: Path) -> None:
    renamed = replace(STUDY.survey.questions[0], key="pay_felt")
    with pytest.raises(AskedOtherwise, match=r"pay_felt.*pay_rated"):
        read(with_question(renamed), imported)


def test_new_words_for_a_question_need_no_new_import(imported: Path) -> None:
    reworded = replace(STUDY.survey.questions[0], wording=Text("付款如何？", "How was paying?"))
    assert read(with_question(reworded), imported).experience.rows()


def test_imported_answers_of_another_study_name_both_studies(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    pd.DataFrame(RAW).to_csv(file, index=False)
    kept = import_sheet(file, STUDY).write(tmp_path / "answers.parquet")
    other = replace(STUDY, key="coffee", survey=Survey((Question("seat_rated", "performance", "pay", scale=Scale(1, 5)),)))
    with pytest.raises(AnotherStudy, match="belong to \"tea\", not to the study 'coffee'") as caught:
        read(other, kept)
    assert '属于"tea"，不是研究“coffee”' in caught.value.say("zh")


def test_rows_that_the_import_left_out_are_in_the_base(tmp_path: Path) -> None:
    study = replace(STUDY, survey=replace(STUDY.survey, attributes=(), columns=Columns(weight="w")))
    raw = tmp_path / "raw.csv"
    raw.write_text("Paying,w\n" + "".join(f"{1 + at % 5},{-1 if at < 3 else 1}\n" for at in range(40)), encoding="utf-8")
    kept = import_sheet(raw, study).write(tmp_path / "kept.parquet")
    for answers in (raw, kept):
        base = read(study, answers).experience.base
        assert (base.read, base.n, base.left_out) == (40, 37, {"no_weight": 3})
