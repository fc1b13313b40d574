"""Tables for people: the right name, the right digits, nothing cut, nothing untranslated."""

from functools import cached_property
from typing import get_args, get_type_hints

import pytest
from tests.report.complete import answer_all, complete

from peakend.analyse.cautions import CautionKind
from peakend.analyse.gaps import GapKind
from peakend.analyse.reading import Reading
from peakend.analyse.result import Result, Row, TooFew, figure_row
from peakend.define.study import Study
from peakend.define.survey import Attribute, Measure, Reason, Survey
from peakend.define.template import open_template
from peakend.listen.synthetic import draw_answers
from peakend.report.chapters import CHAPTERS
from peakend.report.tables import COLUMNS, lay_table
from peakend.report.words.columns import CELLS, HEADINGS, PARTICULAR, TAILS, head_column, vocabulary_of
from peakend.text import LANGUAGES, Text


def _questions() -> list[str]:
    """The properties of a reading that are results."""
    kept = {name: get_type_hints(value.func)["return"] for name, value in vars(Reading).items() if isinstance(value, cached_property)}
    return [name for name, given in kept.items() if isinstance(given, type) and issubclass(given, Result)]


QUESTIONS = _questions()


@pytest.fixture(scope="module")
def reading() -> Reading:
    study = open_template("telecom-vip")
    answers = answer_all(study, draw_answers(study, 300, seed=7))
    weighted = answers.append_column("_weight", [[1.0 + (at % 3) for at in range(answers.num_rows)]])
    return Reading(complete(study), weighted, by=("tier",))


@pytest.fixture(scope="module")
def rows(reading: Reading) -> dict[str, list[Row]]:
    return {name: getattr(reading, name).rows() for name in QUESTIONS}


def test_every_question_of_a_reading_has_its_chief_columns() -> None:
    assert {*COLUMNS, *CHAPTERS} == set(QUESTIONS)
    assert not set(COLUMNS) & set(CHAPTERS)


def test_every_column_of_every_result_has_a_heading(rows: dict[str, list[Row]]) -> None:
    known = {*HEADINGS, "label_zh", "label_en", "rank_low", "rank_high", "wald_low", "wald_high"}
    for question, several in rows.items():
        names = {name for row in several for name in row}
        stems = {name for name in names if not any(name.endswith(tail) and name.removesuffix(tail) in names for tail in TAILS)}
        own = {name for asked, name in PARTICULAR if asked == question} | set(vocabulary_of(question).headings)
        assert stems - known - own == set(), question


def test_every_chief_column_is_a_column_of_its_result(rows: dict[str, list[Row]]) -> None:
    made = {"label", "wald", "p_quadrant", "emotion", "n"}
    for question, chief in COLUMNS.items():
        assert set(chief) - {name for row in rows[question] for name in row} <= made


def test_every_heading_and_word_is_there_in_both_languages() -> None:
    texts = [*HEADINGS.values(), *PARTICULAR.values(), *TAILS.values(), *(word for words in CELLS.values() for word in words.values())]
    assert [text for text in texts if text.missing()] == []


@pytest.mark.parametrize(
    ("column", "keys"),
    [("kind", CautionKind), ("kind", GapKind), ("measure", Measure), ("missing", Reason)],
    ids=["cautions", "gaps", "measures", "reasons"],
)
def test_every_key_that_may_stand_in_a_cell_has_a_word(column: str, keys: object) -> None:
    assert set(get_args(keys)) - set(CELLS[column]) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_of_the_study_or_the_method_is_left_in_a_table(reading: Reading, rows: dict[str, list[Row]], language: str) -> None:
    study = reading.study
    keys = {one.key for one in study.moments()} | {one.key for one in study.scenarios} | {one.key for one in study.needs}
    keys |= {one.key for one in study.survey.questions} | {code for one in study.survey.attributes for code, _ in one.values}
    keys |= {one.key for one in study.themes} | set(get_args(CautionKind))
    plain = {"missing", "absent", "few", "ceiling", "halo", "collinear"}
    for question in QUESTIONS:
        table = lay_table(rows[question], study, "zh" if language == "zh" else "en", question, reading.by)
        assert {cell for line in table.lines for cell in line} & (keys - plain if language == "en" else keys) == set(), question
        assert len(table.heads) == len(table.right) == len(table.lines[0])
        assert len(set(table.heads)) == len(table.heads)


def test_high_ratings_are_not_called_a_top_box_where_two_answers_count() -> None:
    assert head_column("top", "experience") == Text("高分占比", "High ratings")
    assert head_column("top", "satisfaction") == Text("最高一档占比", "Highest answer")
    assert head_column("top", "needs") == Text("前列名额", "Places among the highest")


def test_recommendation_stands_with_both_intervals_and_two_decimals(reading: Reading) -> None:
    row = reading.nps.rows()[0] | {"nps": 53.4204, "nps_low": 52.3149, "nps_high": 54.5012, "wald_low": 52.3249, "wald_high": 54.5161}
    table = lay_table([row], reading.study, "en", "nps")
    assert table.lines[0][2:4] == ("53.42 [52.31, 54.50]", "[52.32, 54.52]")
    assert table.heads[2:4] == ("NPS", "Wald interval")


def test_a_figure_of_too_few_answers_says_so_instead_of_a_number(reading: Reading) -> None:
    row: Row = {"scenario": "visit", "moment": "visit_arrival", **figure_row("mean", TooFew(1, 2))}
    assert lay_table([row], reading.study, "en", "experience").lines[0][-1] == "too few answers (n = 1, needs 2)"
    assert lay_table([row], reading.study, "zh", "experience").lines[0][-1] == "样本不足（n = 1，至少需要 2）"


@pytest.mark.parametrize("question", ["experience", "satisfaction", "nps", "segments"])
def test_how_many_answered_stands_in_a_column_of_its_own(reading: Reading, rows: dict[str, list[Row]], question: str) -> None:
    figure = {"nps": "nps_n", "segments": "figure_n"}.get(question, "mean_n")
    for language in LANGUAGES:
        table = lay_table(rows[question], reading.study, "zh" if language == "zh" else "en", question, reading.by)
        at = table.heads.index("n")
        assert [line[at] for line in table.lines] == [str(row[figure]) for row in rows[question]]
        assert table.right[at]


def test_a_probability_from_resamples_is_never_nothing_or_certainty(reading: Reading) -> None:
    rows: list[Row] = [{"moment": "a", "p_top": 0.0, "p_holm": 0.0}, {"moment": "b", "p_top": 1.0, "p_holm": 0.0312}]
    assert [line[1:] for line in lay_table(rows, reading.study, "en", "importance").lines] == [("< 0.001", "<1%"), ("0.031", ">99%")]


def test_a_code_that_means_different_things_in_two_attributes_stands_for_itself() -> None:
    sex = Attribute("sex", Text("性别", "Sex"), values=(("1", Text("男", "male")),))
    tier = Attribute("tier", Text("等级", "Tier"), values=(("1", Text("金卡", "gold")),))
    study = Study("s", Text("研究", "Study"), survey=Survey(attributes=(sex, tier)))
    row: Row = {"question": "q", "group": "1", "figure": 4.0, "figure_low": 3.0, "figure_high": 5.0}
    assert lay_table([row], study, "en", "segments").lines[0][1] == "1"
    assert lay_table([row], study, "en", "segments", ("tier",)).lines[0][1] == "gold"
    assert lay_table([{"sex": "1", **row}], study, "zh", "segments", ("sex",)).heads[0] == "性别"


def test_columns_without_content_are_left_out_and_whole_tables_keep_the_rest(reading: Reading) -> None:
    row: Row = {"scenario": "visit", "moment": "visit_arrival", "mean": 4.0, "mean_low": 3.9, "mean_high": 4.1, "place": 2, "tied": []}
    assert lay_table([row], reading.study, "en", "importance").heads == ("Scenario", "Moment", "Mean")
    assert lay_table([row], reading.study, "en", "importance", whole=True).heads == ("Scenario", "Moment", "Mean", "Place")


def test_numbers_stand_at_the_right_and_words_at_the_left(reading: Reading) -> None:
    table = lay_table(reading.importance.rows(), reading.study, "en", "importance")
    assert dict(zip(table.heads, table.right, strict=True)) | {"Moment": False, "Mean": True, "Rank (set)": True} == dict(
        zip(table.heads, table.right, strict=True)
    )
