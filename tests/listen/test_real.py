"""Real exports of real tools: read, or refused for the right reason. They are not part of the repository."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import numpy as np
import pyarrow as pa
import pytest

from peakend.define.answers import BLOCK, DATE, REASONS, RESPONDENT
from peakend.define.check import check_study
from peakend.define.study import Study
from peakend.define.survey import Attribute, Columns, Measure, Question, Scale, Survey
from peakend.errors import NameAndContentDiffer, SurveyWithoutAnswers
from peakend.listen.draft import draft_study
from peakend.listen.look import look_at
from peakend.listen.sheet import import_sheet
from peakend.listen.table import Table
from peakend.text import Text

pytestmark = pytest.mark.real

Real = Callable[[str], Path]
Take = Callable[..., Table]
QUALTRICS = "export_qualtrics/"
TELECOM = "zh_telecom_voice/附件1语音业务用户满意度数据.xlsx"


def study_of(*questions: Question, columns: Columns | None = None, attributes: tuple[Attribute, ...] = ()) -> Study:
    return Study("real", Text("实际数据", "Real answers"), survey=Survey(questions, attributes, columns or Columns()))


def kept(table: pa.Table, name: str) -> np.ndarray:
    codes = table[name].to_numpy()
    return codes[codes > -1000]


def test_the_french_scores_give_the_published_nps_and_comments_keep_their_accents(real: Real) -> None:
    ten = Scale(1, 10)
    study = study_of(Question("nps", "nps", scale=ten, as_asked=True), Question("explication", "reason"), columns=Columns(respondent="id"))
    sheet = import_sheet(real("nps_retail_fr/nps.csv"), study)
    scores = kept(sheet.answers(), "nps")
    assert (sheet.rows_read, sheet.rows_accepted, sheet.cells_refused, len(scores)) == (13_954, 13_954, 0, 13_612)
    assert round(100 * float(np.mean(scores >= 9) - np.mean(scores <= 6)), 2) == 53.42
    words = sheet.answers()["explication"].drop_null().to_pylist()
    assert len(words) == 3_839
    text = " ".join(words)
    assert not [letter for letter in text if "\x80" <= letter < "\xa0" or letter == "\ufffd"]
    for word in ("échange", "espérant", "présent", "très", "fraîcheur", "goût", "ÉTENDRE".title(), "INTERMÉDIAIRE", "NOËL"):
        assert word.lower() in text.lower()
    assert "encoding_mixed" in [remark.name for remark in sheet.remarks]


def test_the_chinese_telecom_survey_goes_from_look_to_answers(real: Real) -> None:
    seen = look_at(real(TELECOM))
    assert (seen.rows, len(seen.columns), len(seen.routes)) == (5_433, 55, 2)
    assert {(route.column, route.asked_when, route.asked, route.not_asked) for route in seen.routes} == {
        ("是否遇到过网络问题", ("1",), 2_860, 2_573)
    }
    study, remarks = draft_study(seen)
    survey = study.survey
    assert [one.source for one in survey.asking("overall")] == ["语音通话整体满意度"]
    assert [one.source for one in survey.asking("performance")] == ["网络覆盖与信号强度", "语音通话清晰度", "语音通话稳定性"]
    assert {(one.scale.low, one.scale.high) for one in survey.questions if one.scale} == {(1, 10)}
    groups = [one.group for one in survey.asking("chosen")]
    assert sorted(groups.count(group) for group in set(groups)) == [7, 8]
    assert {"客户星级标识", "是否5G网络客户", "终端品牌"} <= {one.source for one in survey.attributes}
    assert {"脱网次数", "当月ARPU"} <= {one.source for one in survey.asking("profile")}
    assert survey.columns.respondent == "用户id"
    assert {"order_unknown", "stages_unknown", "heading_twice", "route_found"} <= {remark.name for remark in remarks}
    assert not [one for one in check_study(study) if one.severity == "wrong"]
    sheet = import_sheet(real(TELECOM), study)
    assert (sheet.rows_accepted, sheet.cells_refused, sheet.excluded) == (5_433, 0, ())
    metro = next(one.key for one in survey.asking("chosen") if one.source == "地铁")
    codes = sheet.answers()[metro].to_numpy()
    assert [int((codes == code).sum()) for code in (1, 0, REASONS["not_asked"])] == [1_211, 1_649, 2_573]


@pytest.mark.parametrize(
    ("name", "rows", "moments"), [("lounge", 2_264, 7), ("seat", 1_258, 7), ("airline_sample", 2_244, 7), ("airport_sample", 1_001, 8)]
)
def test_reviews_of_travellers_become_ratings_with_zero_to_confirm(name: str, rows: int, moments: int, real: Real) -> None:
    seen = look_at(real(f"skytrax/{name}.csv.gz"))
    study, remarks = draft_study(seen)
    assert (seen.rows, len(list(study.moments()))) == (rows, moments)
    assert [one.source for one in study.survey.asking("overall")] == ["overall_rating"]
    assert [(one.source, one.scale and one.scale.high) for one in study.survey.asking("loyalty")] == [("recommended", 1)]
    assert {(one.scale.low, one.scale.high) for one in study.survey.asking("performance") if one.scale} == {(1, 5)}
    assert study.survey.columns.date == "date"
    assert "content" in [one.source for one in study.survey.asking("reason")]
    sheet = import_sheet(seen.path, study)
    assert sheet.rows_accepted == rows
    assert sheet.answers()[DATE].null_count == 0
    if name == "airport_sample":
        assert {(one.value, one.count) for one in sheet.refused_values} == {("10", 1), ("50", 1)}
        assert sheet.cells_refused == 8
    else:
        assert sheet.cells_refused == 0
        assert "zero_outside" in [remark.name for remark in remarks]
    if name == "lounge":
        assert sheet.counts["wifi_connectivity_rating"] == {"answered": 2_125, "not_experienced": 128, "skipped": 11}
        assert "scales_mixed" in [remark.name for remark in remarks]


def test_the_satisfaction_index_is_drafted_by_its_blocks(real: Real) -> None:
    study, _ = draft_study(look_at(real("ecsi_mobi/mobi.csv")))
    measures = {measure: len(study.survey.asking(measure)) for measure in get_args(Measure) if study.survey.asking(measure)}
    assert measures == {"expectation": 3, "overall": 3, "loyalty": 3, "performance": 10, "profile": 5}
    sheet = import_sheet(real("ecsi_mobi/mobi.csv"), study)
    assert (sheet.rows_accepted, sheet.cells_refused) == (250, 0)
    assert round(float(kept(sheet.answers(), "cusa1").mean()), 3) == 7.988


def test_decimal_commas_are_read_as_numbers(real: Real) -> None:
    study, _ = draft_study(look_at(real("ecsi_mobi/reference/smartpls_pathweighting_outerWeights.txt")))
    assert study.survey.layout.decimal == ","
    sheet = import_sheet(real("ecsi_mobi/reference/smartpls_pathweighting_outerWeights.txt"), study)
    assert sheet.cells_refused == 0


@pytest.mark.parametrize(
    ("name", "rows", "columns", "kind"),
    [
        ("export_limesurvey/jena_first_code_and_text_headers.csv", 3, 1_396, "limesurvey"),
        ("export_limesurvey/survey_archive_981966.lsa", 2, 38, "limesurvey"),
        (QUALTRICS + "Long_Exhaustive_Sample_Survey__Long_Exhaustive_Sample_Survey.csv", 31, 367, "qualtrics"),
        (QUALTRICS + "Multiple_Answer_Multiple_Choices_Questions__Multiple_Answer_MC_Questions.csv", 5, 36, "qualtrics"),
        (QUALTRICS + "Multiple_Answer_Multiple_Choices_Questions__Multiple_Answer_MC_Questions_Insights.csv", 5, 36, "qualtrics"),
        (QUALTRICS + "No_Basis_for_Evaluation__No_Basis_for_Evaluation_Insights.csv", 15, 49, "qualtrics"),
        (QUALTRICS + "No_Basis_for_Evaluation__No_Basis_for_Evaluation_Legacy.csv", 15, 49, "qualtrics"),
        (QUALTRICS + "Single_Answer_Matrix_Questions__Single_Answer_Matrix_Questions.csv", 5, 30, "qualtrics"),
        (QUALTRICS + "Single_Answer_Matrix_Questions__Single_Answer_Matrix_Questions_Insights.csv", 5, 30, "qualtrics"),
        (QUALTRICS + "demo_three_header_rows.csv", 2, 17, "qualtrics"),
        (QUALTRICS + "ropensci_sample.csv", 1, 20, "qualtrics"),
        (QUALTRICS + "ropensci_sample_legacy.csv", 1, 16, "qualtrics"),
        ("export_spss/IWD.sav", 7_199, 8, "sav"),
        ("export_surveymonkey/comma-survey.csv", 1_129, 13, "surveymonkey"),
        ("export_surveymonkey/flying-etiquette.csv", 1_040, 27, "surveymonkey"),
        ("export_wjx/wjx_text_800.xls", 800, 14, "wjx"),
        ("kano_funds/transfers--all_cohorts-clean.csv", 358, 24, "csv"),
        ("zh_dianping_aspects/asap_sample_300_gb18030.csv", 300, 22, "csv"),
        ("telco_churn/Telco-Customer-Churn.csv.gz", 7_043, 21, "csv"),
    ],
)
def test_every_export_is_read_drafted_and_imported(
    name: str, rows: int, columns: int, kind: str, real: Real, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("look", "sheet"):
        monkeypatch.setattr(f"peakend.listen.{room}.read_table", take)
    seen = look_at(real(name))
    assert (seen.rows, len(seen.columns), seen.layout.kind) == (rows, columns, kind)
    study, _ = draft_study(seen)
    assert not [one for one in check_study(study) if one.severity == "wrong"]
    sheet = import_sheet(seen.path, study)
    assert (sheet.rows_read, sheet.rows_accepted, sheet.cells_refused) == (rows, rows, 0)
    answers = sheet.answers()
    assert answers[RESPONDENT].null_count == 0
    assert set(answers[BLOCK].to_pylist()) <= set(range(256))


@pytest.mark.parametrize(
    "name", ["export_limesurvey/limesurvey_survey_981966.lss", QUALTRICS + "No_Basis_for_Evaluation__No_Basis_for_Evaluation.qsf"]
)
def test_a_definition_alone_is_refused_for_that_reason(name: str, real: Real) -> None:
    with pytest.raises(SurveyWithoutAnswers):
        look_at(real(name))


def test_a_definition_gives_codes_their_words(real: Real) -> None:
    answers, definition = (real(QUALTRICS + "No_Basis_for_Evaluation__No_Basis_for_Evaluation" + end) for end in ("_Insights.csv", ".qsf"))
    seen = look_at(answers, definition=definition)
    scale = seen.column("Q3_1").guess.scale
    assert scale is not None
    assert (scale.low, scale.high, scale.missing) == (1, 3, (("-1", "dont_know"),))
    assert [one.guess.role for one in seen.columns if one.column.name.startswith("Q2_")] == ["chosen"] * 5


def test_a_real_file_under_a_false_name_is_refused(real: Real, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(real("export_spss/IWD.sav").read_bytes())
    with pytest.raises(NameAndContentDiffer):
        look_at(tmp_path / "a.csv")
