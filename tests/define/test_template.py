import re
from collections import Counter
from pathlib import Path

import pytest

from peakend.define.check import check_study, require_sound
from peakend.define.file import open_study, read_study, write_study
from peakend.define.questionnaire import survey_for
from peakend.define.template import find_template, list_templates, open_template, template_text
from peakend.errors import TemplateUnknown

VIP = open_template("telecom-vip")
TEN = open_template("ten-themes")
NAMES = [template.name for template in list_templates()]


@pytest.mark.parametrize("name", NAMES)
def test_every_template_is_sound_and_complete_in_both_languages(name: str) -> None:
    study = open_template(name)
    require_sound(study)
    assert [remark.say("en") for remark in check_study(study) if remark.severity != "doubtful"] == []
    assert find_template(name).title.missing() == find_template(name).about.missing() == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_template_keeps_its_bytes_and_its_comments(name: str) -> None:
    file = open_study(template_text(name))
    assert file.revise(file.study) == template_text(name)
    assert read_study(write_study(file.study)) == file.study
    assert re.search("(?m)^# [^\n]*[\u4e00-\u9fff]", file.text)


def test_an_unknown_template_is_told_with_the_known_ones() -> None:
    with pytest.raises(TemplateUnknown) as caught:
        open_template("bank")
    assert caught.value.say("zh") == "没有模板“bank”。已有的模板：telecom-vip, ten-themes, blank。"


@pytest.mark.parametrize("name", NAMES)
def test_the_example_folders_hold_the_templates_byte_for_byte(name: str, root: Path) -> None:
    assert (root / "examples" / name / "study.yaml").read_bytes() == find_template(name).path.read_bytes()


# Service to telecom VIP customers: the numbers of the study it goes back to


def test_four_scenarios_three_stages_seen_by_customers_and_preparation_unseen() -> None:
    assert [scenario.name.zh for scenario in VIP.scenarios] == ["上门服务", "电话/短信", "到厅服务", "活动"]
    assert [stage.name.zh for stage in VIP.stages if stage.visible] == ["接触", "操作", "结束"]
    assert [stage.name.zh for stage in VIP.stages if not stage.visible] == ["准备"]
    for scenario in VIP.scenarios:
        assert list(dict.fromkeys(moment.stage for moment in scenario.moments)) == ["contact", "operation", "end"]


def test_thirty_two_moments_of_which_22_are_in_the_source_3_inferred_and_7_placeholders() -> None:
    assert [len(scenario.moments) for scenario in VIP.scenarios] == [10, 8, 7, 7]
    assert Counter(moment.provenance for moment in VIP.moments()) == {"source": 22, "inferred": 3, "placeholder": 7}
    assert VIP.synthetic


def test_fifteen_peaks_and_ends_with_21_needs_in_40_mentions() -> None:
    named = [moment for moment in VIP.moments() if moment.needs]
    published = [key for finding in VIP.published if finding.scenario for key in (*finding.peaks, *finding.ends)]
    mentions = Counter(need for moment in named for need in moment.needs)
    words = {need.key: need.name.zh for need in VIP.needs}
    assert sorted(moment.key for moment in named) == sorted(published)
    assert (len(named), len(words), mentions.total()) == (15, 21, 40)
    assert [(words[need], count) for need, count in mentions.most_common(2)] == [("受尊重", 7), ("可信赖", 6)]
    assert set(mentions) == set(words)


def test_every_need_hangs_on_one_of_the_ten_themes() -> None:
    assert {need.theme for need in VIP.needs} <= {theme.key for theme in VIP.themes}
    assert len(VIP.themes) == 10


@pytest.mark.parametrize(
    ("scenario", "mean", "peaks", "ends"),
    [
        ("visit", 4.45, ["预约", "疑问解答", "投诉处理"], ["后续跟进"]),
        ("phone", 4.21, ["疑问解答", "业务办理", "投诉处理"], ["结果反馈"]),
        ("hall", 4.00, ["电话预约", "业务办理"], ["离厅"]),
        ("event", 4.32, ["邀请", "接待", "活动主体"], ["后续关怀"]),
    ],
    ids=["visit", "phone", "hall", "event"],
)
def test_what_was_published_about_each_scenario(scenario: str, mean: float, peaks: list[str], ends: list[str]) -> None:
    (finding,) = [one for one in VIP.published if one.scenario == scenario]
    assert finding.mean == mean
    assert [VIP.moment(key).name.zh for key in finding.peaks] == peaks
    assert [VIP.moment(key).name.zh for key in finding.ends] == ends


def test_three_common_peaks_and_one_common_end_were_published_and_a_fourth_follows_from_the_rule() -> None:
    (finding,) = [one for one in VIP.published if not one.scenario]
    assert (finding.peaks, finding.ends, finding.mean) == (("appointment", "questions", "complaint"), ("follow_up",), None)
    peaks = [key for one in VIP.published if one.scenario for key in one.peaks]
    faces = Counter(VIP.moment(key).common for key in peaks if VIP.moment(key).common)
    assert {common for common, count in faces.items() if count > 1} == {*finding.peaks, "transaction"}


def test_the_equivalences_of_moments_are_explicit() -> None:
    faces: dict[str, list[str]] = {}
    for moment in VIP.moments():
        faces.setdefault(moment.common, []).append(moment.name.zh)
    assert faces["appointment"] == ["预约", "电话预约", "邀请"]
    assert faces["follow_up"] == ["后续跟进", "结果反馈", "后续关怀"]
    assert set(faces["questions"]) == {"疑问解答"}
    assert set(faces["complaint"]) == {"投诉处理"}
    assert set(faces["transaction"]) == {"业务办理"}
    assert all("业务受理" in moment.aliases for moment in VIP.moments() if moment.name.zh == "业务办理")


def test_its_survey_is_the_one_that_is_made_for_it() -> None:
    assert survey_for(VIP) == VIP.survey
    assert survey_for(TEN) == TEN.survey
    assert [(one.scale.low, one.scale.high) for one in VIP.survey.asking("nps") if one.scale] == [(0, 10)]
    assert [attribute.key for attribute in VIP.survey.attributes] == ["tier", "region"]


# Ten themes


def test_ten_themes_with_31_statements_in_three_levels() -> None:
    assert [(theme.key, len(theme.items)) for theme in TEN.themes] == [
        ("trust", 3),
        ("convenience", 4),
        ("promise", 3),
        ("respect", 4),
        ("autonomy", 3),
        ("choice", 3),
        ("knowledge", 3),
        ("recognition", 2),
        ("benefit", 3),
        ("identity", 3),
    ]
    assert sum(len(theme.items) for theme in TEN.themes) == 31
    levels = {"basic": "basic", "middle": "performance", "high": "excitement"}
    assert all(theme.prior == levels[theme.level] for theme in TEN.themes)
    assert Counter(theme.level for theme in TEN.themes) == {"basic": 4, "middle": 3, "high": 3}
