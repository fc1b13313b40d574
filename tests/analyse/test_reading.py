"""Is a reading one scan that every result stands on, of the rows that were asked for, by the words of the study?"""

from typing import Any

import pyarrow as pa
import pytest
from tests.analyse.served import draw, read, service

from peakend.analyse.reading import ASKS, Reading
from peakend.analyse.result import Result, is_known
from peakend.define.study import Study
from peakend.define.survey import Survey
from peakend.errors import AnotherStudy, MissingColumn, NoAnswers, NotNumbers, UnknownAttribute, UnknownValue, WrongWeight

STUDY = service(moments=3)


def answers(**more: list[Any]) -> dict[str, list[Any]]:
    return {**draw(STUDY, 60), "tier": ["gold", "silver", "gold"] * 20, **more}


def n_of(reading: Reading) -> int:
    return reading.importance.base.n


def test_everything_stands_on_one_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read(STUDY, answers())
    counted = reading.tally
    monkeypatch.setattr("peakend.analyse.reading.count_answers", None)
    results = [reading.importance, reading.peaks, reading.experience, reading.gaps, reading.quadrants, reading.baseline, reading.cautions]
    assert all(isinstance(result, Result) for result in results)
    assert reading.tally is counted
    assert reading.importance is results[0]


def test_every_analysis_finds_what_it_asked_for() -> None:
    reading = read(STUDY, answers())
    wanted = {ask for asks in ASKS for ask in asks(STUDY, reading.present)}
    assert wanted == set(reading.tally.request.asks)
    assert len(wanted) == len(reading.tally.request.asks)


def test_tests_are_left_out_and_flagged_ones_only_if_asked() -> None:
    columns = answers(_test=[True, *[False] * 59], _flagged=[False] * 50 + [True] * 10)
    kept, strict = read(STUDY, columns), read(STUDY, columns, flagged=False)
    assert (n_of(kept), kept.importance.base.left_out) == (59, {"_test": 1})
    assert (n_of(strict), strict.importance.base.left_out) == (49, {"_test": 1, "_flagged": 10})
    assert {reading.importance.base.read for reading in (kept, strict)} == {60}


def test_filters_and_waves_keep_only_their_rows() -> None:
    columns = answers(_wave=["1", "2", "2"] * 20)
    assert n_of(read(STUDY, columns, where={"tier": ["silver"]})) == 20
    assert n_of(read(STUDY, columns, wave="2")) == 40
    both = read(STUDY, columns, where={"tier": ["gold"]}, wave="1").importance.base
    assert (both.n, both.filters) == (20, {"tier": ["gold"], "wave": ("1",)})
    assert n_of(read(STUDY, columns, where={"tier": ["gold", "silver"]})) == 60


def test_groups_come_from_the_same_scan_and_add_up() -> None:
    reading = read(STUDY, answers(), by=("tier",))
    groups = list(reading.each())
    assert [dict(one.group) for one in groups] == [{"tier": "gold"}, {"tier": "silver"}]
    assert [n_of(one) for one in groups] == [40, 20]
    assert n_of(reading) == 60
    alone = read(STUDY, answers(), where={"tier": ["gold"]}).importance.lines[0].mean
    assert groups[0].importance.lines[0].mean == alone
    assert groups[0].importance.base.group == {"tier": "gold"}


def test_weights_are_used_unless_told_otherwise() -> None:
    columns = answers(_weight=[1.0, 5.0, 1.0] * 20)
    heavy, plain = (read(STUDY, columns, weighted=weighted).importance for weighted in (True, False))
    assert heavy.base.weighting is not None
    assert heavy.base.weighting.column == "_weight"
    assert heavy.base.weighting.effective == pytest.approx(140**2 / 540)
    assert plain.base.weighting is None
    assert plain.lines[0].mean == read(STUDY, answers()).importance.lines[0].mean
    assert heavy.lines[0].mean != plain.lines[0].mean


def test_people_with_several_answers_are_units() -> None:
    base = read(STUDY, answers(_respondent=[f"p{at % 20}" for at in range(60)])).importance.base
    assert (base.n, base.units, base.by_block) == (60, 20, False)


@pytest.mark.parametrize(("by", "where"), [(("region",), {}), ((), {"region": ["north"]}), (("s1m1_importance",), {})])
def test_an_unknown_attribute_is_named_with_those_there_are(by: tuple[str, ...], where: dict[str, list[str]]) -> None:
    with pytest.raises(UnknownAttribute, match="The attributes are: tier") as caught:
        n_of(read(STUDY, answers(), by=by, where=where))
    assert "可用的属性：tier" in caught.value.say("zh")


def test_an_attribute_without_a_column_is_unknown() -> None:
    with pytest.raises(UnknownAttribute, match="'tier'"):
        n_of(read(STUDY, draw(STUDY, 9), by=("tier",)))


def test_a_value_nobody_has_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownValue, match=r"no value 'platinum'\. Its values are: gold, silver") as caught:
        n_of(read(STUDY, answers(), where={"tier": ["platinum"]}))
    assert "已有的取值：gold, silver" in caught.value.say("zh")
    with pytest.raises(UnknownValue, match="'9'"):
        n_of(read(STUDY, answers(_wave=["1"] * 60), wave="9"))


def test_values_that_never_meet_leave_nobody() -> None:
    columns = answers(_wave=["1", "2", "1"] * 20)
    with pytest.raises(NoAnswers, match="60 were read") as caught:
        n_of(read(STUDY, columns, where={"tier": ["silver"]}, wave="1"))
    assert "没有可分析的答卷" in caught.value.say("zh")


def test_an_unknown_value_among_thousands_is_still_only_nobody() -> None:
    columns = {**draw(STUDY, 1_500), "tier": [f"T{at}" for at in range(1_500)]}
    with pytest.raises(NoAnswers):
        n_of(read(STUDY, columns, where={"tier": ["none"]}))


def test_answers_to_another_study_are_refused() -> None:
    with pytest.raises(AnotherStudy, match="belong to another study, not to the study 'service'") as caught:
        n_of(Reading(STUDY, pa.table({"x": [1]})))
    assert "属于另一项研究" in caught.value.say("zh")
    empty = Study("empty", STUDY.title, survey=Survey())
    with pytest.raises(MissingColumn):
        n_of(Reading(empty, pa.table({"x": [1]})))


def test_words_in_place_of_codes_are_refused() -> None:
    with pytest.raises(NotNumbers, match="'s1m1_importance'"):
        n_of(Reading(STUDY, pa.table({"s1m1_importance": ["5", "4"]})))


def test_weights_that_are_none_are_refused() -> None:
    with pytest.raises(WrongWeight, match="'_weight'"):
        n_of(read(STUDY, answers(_weight=[-1.0] * 60)))


def test_the_same_answers_give_the_same_numbers() -> None:
    one, other = read(STUDY, answers()), read(STUDY, answers())
    assert one.importance.as_dict() == other.importance.as_dict()
    assert one.quadrants.as_dict() == other.quadrants.as_dict()
    figure = one.importance.scenarios[0].mean
    assert is_known(figure)
    assert figure == other.importance.scenarios[0].mean
