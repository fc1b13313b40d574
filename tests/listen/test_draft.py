from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from peakend.define.check import check_study
from peakend.define.study import Study
from peakend.listen.draft import draft_study
from peakend.listen.look import Look
from peakend.listen.sheet import import_sheet
from peakend.listen.table import Table

See = Callable[..., Look]
Write = Callable[..., Path]
Take = Callable[..., Table]
Names = Callable[[Any], list[str]]

TELECOM = "用户id,整体满意度,网络覆盖满意度,网络覆盖重要性,是否遇到过问题,居民小区,地铁,用户描述,客户星级,脱网次数\n" + "".join(
    f"{n},{n % 10 + 1},{n % 10 + 1},{(n + 3) % 10 + 1},{1 if n % 2 else 2},{1 if n % 2 else -1},{2 if n % 4 == 1 else -1},"
    f"{'电梯里没有信号，第' + str(n) + '次' if n % 2 else ''},{['金卡', '银卡', '普通'][n % 3]},{n % 40}\n"
    for n in range(200)
)


@pytest.fixture
def drafted(see: See, write: Write) -> tuple[Study, list[str]]:
    study, remarks = draft_study(see(write("电信调查.csv", TELECOM)))
    return study, [remark.name for remark in remarks]


def test_ratings_of_one_thing_are_about_one_moment(drafted: tuple[Study, list[str]]) -> None:
    study, _ = drafted
    assert [(moment.key, moment.name.zh, moment.name.en) for moment in study.moments()] == [
        ("network_coverage", "网络覆盖", "Network coverage")
    ]
    about = {question.measure: question.about for question in study.survey.questions}
    assert (about["performance"], about["importance"], about["overall"]) == ("network_coverage", "network_coverage", "")


def test_routing_and_choices_come_along(drafted: tuple[Study, list[str]]) -> None:
    study, names = drafted
    choices = study.survey.asking("chosen")
    assert [(one.source, one.chosen, one.unchosen, one.asked_if, one.asked_when) for one in choices] == [
        ("居民小区", ("1",), ("-1",), "是否遇到过问题", ("1",)),
        ("地铁", ("2",), ("-1",), "是否遇到过问题", ("1",)),
    ]
    assert "group_unnamed" in names


def test_attributes_numbers_reasons_and_the_respondent_find_their_places(drafted: tuple[Study, list[str]]) -> None:
    study, _ = drafted
    assert study.survey.columns.respondent == "用户id"
    assert "客户星级" in [one.source for one in study.survey.attributes]
    assert [(one.source, one.measure) for one in study.survey.questions if one.measure in {"reason", "profile"}] == [
        ("用户描述", "reason"),
        ("脱网次数", "profile"),
    ]


def test_what_a_file_cannot_tell_is_said(drafted: tuple[Study, list[str]]) -> None:
    study, names = drafted
    assert {"order_unknown", "stages_unknown", "names_translated", "names_missing_en"} <= set(names)
    assert {moment.stage for moment in study.moments()} == {"operation"}
    assert {moment.provenance for moment in study.moments()} == {"inferred"}


def test_a_draft_can_be_checked_and_imports_its_own_file_without_a_refusal(
    see: See, write: Write, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("电信调查.csv", TELECOM)
    study, _ = draft_study(see(path))
    assert [remark.name for remark in check_study(study) if remark.severity == "wrong"] == []
    monkeypatch.setattr("peakend.listen.sheet.read_table", take)
    sheet = import_sheet(path, study)
    assert (sheet.rows_accepted, sheet.cells_refused) == (200, 0)
    assert sheet.counts[study.survey.asking("chosen")[0].key] == {"answered": 100, "not_asked": 100}


def test_several_choices_in_a_cell_become_a_question_each(see: See, write: Write, names: Names) -> None:
    heading = "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、爱好\n"
    lines = "".join(f"{n},2024/3/5,60秒,微信,,,{'运动┋其他〖钓鱼〗' if n % 2 else '阅读'}\n" for n in range(20))
    study, remarks = draft_study(see(write("a.csv", heading + lines)))
    assert [(one.chosen, one.joined) for one in study.survey.asking("chosen")] == [(("阅读",), "┋"), (("运动",), "┋"), (("其他",), "┋")]
    assert {"choices_found", "written_in"} <= set(names(remarks))


def test_a_file_without_ratings_gives_a_study_without_moments_and_says_so(see: See, write: Write, names: Names) -> None:
    study, remarks = draft_study(see(write("a.csv", "gender,city\n" + "男,北京\n女,上海\n" * 20)))
    assert list(study.moments()) == []
    assert {"no_moments", "no_outcome", "no_respondent"} <= set(names(remarks))


def test_keys_are_unique_and_readable(see: See, write: Write) -> None:
    heading = "id,Staff rating,staff_rating,How likely is it that you would ever come back to this place again?,会员之夜评分"
    lines = "".join(f"\n{n},{n % 5 + 1},{n % 4 + 1},{n % 3 + 1},{n % 5 + 1}" for n in range(40))
    study, _ = draft_study(see(write("a.csv", heading + lines)))
    keys = [question.key for question in study.survey.questions]
    assert len(keys) == len(set(keys))
    assert keys == ["staff_rating", "staff_rating_2", "q4", "q5"]


def test_choices_joined_by_a_comma_are_taken_apart_and_imported(
    see: See, write: Write, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = ["电话", "到店", "上门", '"电话,到店"', '"到店,上门"', '"电话,到店,上门"', ""]
    path = write("a.csv", "id,渠道\n" + "".join(f"{n},{cells[n % 7]}\n" for n in range(70)))
    study, _ = draft_study(see(path))
    assert [(one.chosen, one.joined) for one in study.survey.asking("chosen")] == [(("电话",), ","), (("到店",), ","), (("上门",), ",")]
    monkeypatch.setattr("peakend.listen.sheet.read_table", take)
    sheet = import_sheet(path, study)
    assert sheet.counts[study.survey.asking("chosen")[0].key] == {"answered": 60, "skipped": 10}
    codes = sheet.answers()[study.survey.asking("chosen")[0].key].to_pylist()
    assert [codes.count(code) for code in (1, 0)] == [30, 30]


def test_a_draft_of_one_format_takes_the_next_export_in_another(
    see: See, write: Write, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(f"{n};{n % 5 + 1};{n % 4 + 1}\n" for n in range(60))
    study, _ = draft_study(see(write("a.csv", "编号;等候评分;态度评分\n" + lines, "gb18030")))
    again = write("b.tsv", "编号\t等候评分\t态度评分\n" + lines.replace(";", "\t"))
    monkeypatch.setattr("peakend.listen.sheet.read_table", take)
    assert import_sheet(again, study).rows_accepted == 60


def _rated(*headings: str, steps: int = 5) -> str:
    """200 responses of whole numbers from 1 to `steps`, a column a heading, and a city."""
    lines = [
        f"{n},"
        + ",".join(str((n * (place + 3) // 2 + n // 7) % steps + 1) for place in range(len(headings)))
        + f",{'Bath' if n % 3 else 'York'}"
        for n in range(200)
    ]
    return "\n".join([",".join(("Id", *headings, "City")), *lines])


@pytest.mark.parametrize(
    "headings", [("1. Greeting", "2. Tea", "3. Paying"), ("Q1 Greeting", "Q2 Tea", "Q3 Paying"), ("Greeting", "Tea", "Paying")]
)
def test_neighbours_that_fill_one_scale_are_ratings_to_confirm(headings: tuple[str, ...], see: See, write: Write) -> None:
    study, remarks = draft_study(see(write("good.csv", _rated(*headings))))
    assert [moment.name.en for moment in study.moments()] == ["Greeting", "Tea", "Paying"]
    assert [(one.source, one.scale and (one.scale.low, one.scale.high)) for one in study.survey.asking("performance")] == [
        (heading, (1, 5)) for heading in headings
    ]
    assert [one.source for one in study.survey.attributes] == ["City"]
    assert [remark.name for remark in remarks].count("scale_shared") == 3


@pytest.mark.parametrize(
    ("headings", "steps"),
    [(("Region", "Branch"), 5), (("性别", "学历"), 5), (("Greeting",), 5), (("Greeting", "Tea"), 4), (("Greeting", "Tea"), 3)],
)
def test_codes_of_categories_stay_attributes(headings: tuple[str, ...], steps: int, see: See, write: Write) -> None:
    study, _ = draft_study(see(write("good.csv", _rated(*headings, steps=steps))))
    assert [one.source for one in study.survey.attributes] == [*headings, "City"]
    assert list(study.moments()) == []


def test_a_remark_on_routing_names_the_group(see: See, write: Write) -> None:
    _, remarks = draft_study(see(write("电信调查.csv", TELECOM)))
    said = next(remark for remark in remarks if remark.name == "route_found").say("en")
    assert "'居民小区'" in said
