from peakend.listen.wjx import recognise_wjx

OWN = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]


def test_headings_by_text() -> None:
    headings = recognise_wjx([[*OWN, "1、您的性别 ", "2、兴趣爱好"]])
    assert headings is not None
    assert [column.hint for column in headings.columns[:3]] == ["respondent", "date", "technical"]
    assert [(one.name, one.question) for one in headings.columns[6:]] == [("1、您的性别", "您的性别"), ("2、兴趣爱好", "兴趣爱好")]


def test_headings_by_number_spread_a_question_over_its_choices() -> None:
    headings = recognise_wjx([[*OWN, "1、兴趣爱好(运动)", "1、(音乐)", "2、评价:态度", "2、评价:效率"]])
    assert headings is not None
    assert [(one.question, one.choice) for one in headings.columns[6:]] == [
        ("兴趣爱好", "运动"),
        ("兴趣爱好", "音乐"),
        ("评价", "态度"),
        ("评价", "效率"),
    ]


def test_others_are_not_taken_for_wjx() -> None:
    assert recognise_wjx([["序号", "满意度"]]) is None
