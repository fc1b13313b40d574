from collections import Counter
from dataclasses import replace

from peakend.define.check import check_study
from peakend.define.questionnaire import survey_for
from peakend.define.study import Study
from peakend.define.template import open_template


def test_every_moment_is_asked_about_and_needs_are_asked_about_where_they_are_written_down(tea: Study) -> None:
    survey = survey_for(tea)
    moments = [moment.key for moment in tea.moments()]
    assert [one.about for one in survey.asking("importance")] == moments
    assert [one.about for one in survey.asking("performance")] == moments
    assert [one.about for one in survey.asking("expectation")] == ["order", "call"]
    assert [(one.key, one.about, one.group) for one in survey.asking("chosen")] == [
        ("order__quick", "quick", "order"),
        ("call__quick", "quick", "call"),
    ]
    assert [one.about for one in survey.asking("overall")] == ["shop", "phone", ""]


def test_the_choices_at_a_moment_are_all_needs_of_its_scenario() -> None:
    study = open_template("telecom-vip")
    for scenario in study.scenarios:
        offered = {need for moment in scenario.moments for need in moment.needs}
        groups = Counter(one.group for one in survey_for(study).asking("chosen") if study.scenario_of(one.group) is scenario)
        assert groups == {moment.key: len(offered) for moment in scenario.moments if moment.needs}


def test_what_is_known_of_respondents_and_files_stays(tea: Study) -> None:
    survey = survey_for(tea)
    assert (survey.attributes, survey.columns, survey.layout) == (tea.survey.attributes, tea.survey.columns, tea.survey.layout)


def test_the_survey_it_makes_leaves_no_doubt(tea: Study) -> None:
    assert check_study(replace(tea, survey=survey_for(tea))) == ()
    assert len({one.key for one in survey_for(tea).questions}) == len(survey_for(tea).questions)


def test_one_scenario_is_not_asked_about_beside_the_whole(tea: Study) -> None:
    alone = replace(tea, scenarios=tea.scenarios[:1])
    assert [one.key for one in survey_for(alone).asking("overall")] == ["overall"]
