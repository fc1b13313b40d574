"""Is the right column proposed, and does a mapping change nothing but headings?"""

import pytest
from tests.web.listen.conftest import STUDY

from peakend.define.file import read_study
from peakend.errors import MatchedTwice
from peakend.web.listen.mapping import ALIKE, BEFORE, SAME, lay_over, list_targets, propose, read_choices

STUDY_OF_HALL = read_study(STUDY.encode())
TARGETS = list_targets(STUDY_OF_HALL.survey)


def columns(*names: str) -> list[dict[str, str]]:
    return [{"name": name, "question": ""} for name in names]


def test_each_heading_of_a_study_is_one_target() -> None:
    assert [(one.heading, one.kind) for one in TARGETS] == [
        ("迎接", "question"),
        ("送别", "question"),
        ("总体", "question"),
        ("原因", "question"),
        ("等级", "attribute"),
        ("id", "column"),
    ]


def test_the_same_heading_comes_first_then_the_last_import_then_like_words() -> None:
    found = propose(columns("ID ", "迎接", "Q2", "Q7 总体满意度如何", "备注"), TARGETS, {"送别": "Q2"})
    assert {heading: (match.column, match.why) for heading, match in found.items()} == {
        "id": ("ID ", SAME),
        "迎接": ("迎接", SAME),
        "送别": ("Q2", BEFORE),
        "总体": ("Q7 总体满意度如何", ALIKE),
    }


def test_two_columns_equally_near_are_left_to_the_person() -> None:
    assert "迎接" not in propose(columns("迎接甲", "迎接乙"), TARGETS, {})


def test_one_column_is_proposed_once() -> None:
    found = propose(columns("迎接送别总体"), TARGETS, {})
    assert len({match.column for match in found.values()}) == len(found)


def test_a_mapping_changes_headings_and_leaves_out_what_is_not_there() -> None:
    laid = lay_over(STUDY_OF_HALL, {"迎接": "Q1", "等级": "级别"})
    assert [(one.key, one.column) for one in laid.survey.questions] == [("p_greet", "Q1")]
    assert [(one.key, one.column) for one in laid.survey.attributes] == [("tier", "级别")]
    assert laid.survey.columns.respondent == ""
    assert laid.survey.questions[0].scale == STUDY_OF_HALL.survey.question("p_greet").scale


def test_one_thing_in_two_columns_is_refused() -> None:
    with pytest.raises(MatchedTwice):
        read_choices(["a", "b"], ["迎接", "迎接"], TARGETS)
    assert read_choices(["a", "b"], ["迎接", "none such"], TARGETS) == {"迎接": "a"}
