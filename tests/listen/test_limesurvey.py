from peakend.listen.limesurvey import recognise_limesurvey


def test_codes_with_questions() -> None:
    heading = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "Q1[SQ1]. Which? [tea]", "Q1[other]. Which? [Other]"]
    headings = recognise_limesurvey([heading])
    assert headings is not None
    assert [column.name for column in headings.columns] == ["id", "submitdate", "lastpage", "Q1[SQ1]", "Q1[other]"]
    assert [(one.group, one.choice, one.hint) for one in headings.columns[3:]] == [("Q1", "tea", ""), ("Q1", "Other", "text")]
    assert headings.columns[3].question == "Which?"


def test_codes_alone() -> None:
    headings = recognise_limesurvey([["id", "submitdate", "lastpage", "startlanguage", "Q1", "Q2[SQ001]"]])
    assert headings is not None
    assert [column.hint for column in headings.columns[:3]] == ["respondent", "date", "technical"]


def test_questions_alone() -> None:
    headings = recognise_limesurvey([["Response ID", "Date submitted", "Last page", "Which? [tea]"]])
    assert headings is not None
    assert (headings.columns[3].group, headings.columns[3].choice) == ("Which?", "tea")


def test_others_are_not_taken_for_limesurvey() -> None:
    assert recognise_limesurvey([["id", "score"]]) is None
