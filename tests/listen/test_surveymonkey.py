from peakend.listen.surveymonkey import recognise_surveymonkey


def test_two_rows_of_headings_spread_a_question_over_its_choices() -> None:
    top = ["RespondentID", "CollectorID", "How was it?", "Which did you use?", "", "Why?"]
    below = ["", "", "Response", "Phone", "Branch", "Open-Ended Response"]
    headings = recognise_surveymonkey([top, below, ["1", "2", "Good", "Phone", "", "nice"]])
    assert headings is not None
    assert headings.rows == 2
    named = [column.name for column in headings.columns[2:]]
    assert named == ["How was it?", "Which did you use? [Phone]", "Which did you use? [Branch]", "Why?"]
    assert [column.choice for column in headings.columns[3:5]] == ["Phone", "Branch"]
    assert headings.columns[5].hint == "text"


def test_one_row_of_headings() -> None:
    headings = recognise_surveymonkey([["RespondentID", "Gender"], ["3292953864", "Male"]])
    assert headings is not None
    assert (headings.rows, headings.columns[0].hint) == (1, "respondent")


def test_others_are_not_taken_for_surveymonkey() -> None:
    assert recognise_surveymonkey([["id", "score"], ["", "Response"]]) is None
