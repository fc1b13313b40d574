from dataclasses import replace

import pytest

from peakend.define.check import Remark, check_study, require_sound
from peakend.define.remark import SEVERITIES
from peakend.define.study import Study
from peakend.errors import UnsoundStudy
from peakend.text import Text


def test_a_sound_study_passes(tea: Study) -> None:
    assert check_study(tea) == ()
    require_sound(tea)


def test_remarks_come_worst_first(tea: Study) -> None:
    study = replace(tea, title=Text(zh="茶馆"), needs=(), scenarios=tea.scenarios[:1], published=())
    severities = [remark.severity for remark in check_study(study)]
    assert set(severities) == set(SEVERITIES)
    assert severities == sorted(severities, key=list(SEVERITIES).index)


def test_an_unsound_study_is_stopped_with_everything_that_is_wrong(tea: Study) -> None:
    study = replace(tea, needs=(), stages=tea.stages[1:], published=())
    wrong = [remark for remark in check_study(study) if remark.severity == "wrong"]
    with pytest.raises(UnsoundStudy) as caught:
        require_sound(study)
    assert len(caught.value.faults) == len(wrong) == 6
    assert caught.value.say("zh").splitlines()[:2] == [
        "研究中有 6 处错误，改正后才能继续：",
        "- scenarios → shop → moments → enter → stage：研究中没有阶段“start”。已有的阶段：end。",
    ]


def test_each_thing_is_said_once(tea: Study) -> None:
    twice = replace(tea, stages=(*tea.stages, tea.stages[0]), goal=Text())
    remarks = check_study(twice)
    assert [remark.name for remark in remarks] == ["KeyTwice", "no_goal"]
    assert len({(remark.name, remark.place) for remark in remarks}) == len(remarks)


def test_every_remark_has_place_message_and_mend_in_both_languages(tea: Study) -> None:
    study = replace(tea, title=Text(zh="茶馆"), needs=(), scenarios=tea.scenarios[:1], goal=Text())
    for remark in check_study(study):
        assert isinstance(remark, Remark)
        assert remark.place
        assert remark.name
        assert remark.message.missing() == remark.mend.missing() == ()
