import pytest

from peakend.listen.qualtrics import recognise_qualtrics

NAMES = ["StartDate", "ResponseId", "Status", "Q1", "Q2_1", "Q2_2", "Q3_TEXT"]
WORDS = ["Start Date", "Response ID", "Response Type", "How was it?", "Tick all - Staff", "Tick all - Price", "Why?"]


def ids(quote: str, hyphen: str) -> list[str]:
    own = ["startDate", "_recordId", "status", "QID1", f"QID2{hyphen}1", f"QID2{hyphen}2", f"QID3{hyphen}TEXT"]
    return [f"{{{quote}ImportId{quote}:{quote}{one}{quote}}}" for one in own]


@pytest.mark.parametrize(("quote", "hyphen"), [('"', "_"), ("'", "-")])
def test_three_rows_of_headings_in_both_spellings(quote: str, hyphen: str) -> None:
    headings = recognise_qualtrics([NAMES, WORDS, ids(quote, hyphen), ["2024"] * 7])
    assert headings is not None
    assert headings.rows == 3
    assert [column.hint for column in headings.columns] == ["technical", "respondent", "test", "", "", "", "text"]
    assert [(one.group, one.choice) for one in headings.columns[3:6]] == [("", ""), ("QID2", "Staff"), ("QID2", "Price")]


def test_two_rows_of_headings_in_the_legacy_export() -> None:
    headings = recognise_qualtrics([["V1", "V8", "Q1", ""], ["ResponseID", "StartDate", "How was it?", ""], ["R_1", "2017", "5", ""]])
    assert headings is not None
    assert (headings.rows, headings.columns[0].hint, headings.columns[2].question) == (2, "respondent", "How was it?")


def test_others_are_not_taken_for_qualtrics() -> None:
    assert recognise_qualtrics([["id", "score"], ["1", "5"], ["2", "4"]]) is None
