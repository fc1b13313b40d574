"""What do sources of evidence say of a moment, in its file, in an edit and in the check?"""

from dataclasses import replace

import pytest

from peakend.define.check import check_study
from peakend.define.file import open_study, read_study, write_study
from peakend.define.moments import merge_moments, split_moment
from peakend.define.source_doubts import find_source_doubts
from peakend.define.sources import Source, agreeing_kinds, sides_differ
from peakend.define.study import Published, Study
from peakend.define.template import open_template
from peakend.text import Text

SURVEY, FRONT = Source("survey", n=300), Source("front_interview", note=Text("佐证", "borne out"))


def with_sources(tea: Study, *sources: Source, chief: bool = True) -> Study:
    """The tea house with sources at its moment of paying, which somebody published as a peak."""
    shop, *rest = tea.scenarios
    moments = tuple(replace(one, sources=sources) if one.key == "pay" else one for one in shop.moments)
    published = (Published(shop.key, peaks=("pay",)),) if chief else ()
    return replace(tea, scenarios=(replace(shop, moments=moments), *rest), published=published)


def remarks(study: Study) -> list[str]:
    found = [one.name for one in check_study(study) if one.place[-1] == "sources"]
    assert found == [one.name for one in find_source_doubts(study)]
    return found


def test_sources_of_one_kind_count_once_and_only_those_that_speak_for_it() -> None:
    assert agreeing_kinds([SURVEY, replace(SURVEY, n=20), FRONT, Source("workshop", supports=False)]) == ("survey", "front_interview")


@pytest.mark.parametrize(
    ("customers", "front", "differ"), [(True, True, False), (False, False, False), (True, False, True), (False, True, True)]
)
def test_customers_and_the_front_line_differ_where_one_is_for_it_and_the_other_against(customers: bool, front: bool, differ: bool) -> None:  # noqa: FBT001
    told = [Source("customer_interview", customers), Source("front_interview", front), Source("workshop", supports=False)]
    assert sides_differ(told) == differ


def test_a_peak_that_rests_on_one_kind_is_a_remark_and_never_an_error(tea: Study) -> None:
    assert remarks(with_sources(tea, SURVEY)) == ["few_sources"]
    assert remarks(with_sources(tea, SURVEY, replace(SURVEY, n=9))) == ["few_sources"]
    assert remarks(with_sources(tea, SURVEY, FRONT)) == []
    assert remarks(with_sources(tea, SURVEY, chief=False)) == []
    assert remarks(with_sources(tea)) == []  # a study that has not begun to write sources
    assert remarks(with_sources(tea, SURVEY, replace(FRONT, supports=False))) == ["few_sources", "sources_differ"]
    assert {one.severity for one in check_study(with_sources(tea, SURVEY)) if one.place[-1] == "sources"} == {"doubtful"}


def test_one_more_source_touches_no_other_line_of_a_file(tea: Study) -> None:
    before = write_study(with_sources(tea, SURVEY)).replace("{kind: survey", "{kind: survey  ", 1)
    file = open_study(before)
    after = file.revise(with_sources(tea, SURVEY, FRONT))
    assert read_study(after) == with_sources(tea, SURVEY, FRONT)
    added = [line for line in after.split("\n") if line not in before.split("\n")]
    assert len(added) == 1
    assert "front_interview" in added[0]
    assert open_study(after).revise(with_sources(tea, SURVEY)) == before


def test_what_is_cut_and_joined_again_has_its_sources(tea: Study) -> None:
    study = with_sources(tea, SURVEY, FRONT)
    cut = split_moment(study, "pay", {"pay": Text("付款", "Paying"), "receipt": Text("小票", "Receipt")})
    assert (cut.moment("pay").sources, cut.moment("receipt").sources) == ((SURVEY, FRONT), ())
    again = merge_moments(cut, ["pay", "receipt"], "pay", study.moment("pay").name)
    assert again.moment("pay").sources == (SURVEY, FRONT)


def test_every_peak_and_end_of_the_example_rests_on_two_kinds() -> None:
    study = open_template("telecom-vip")
    chief = {key for one in study.published if one.scenario for key in (*one.peaks, *one.ends)}
    assert len(chief) == 15
    assert {key for key in chief if len(agreeing_kinds(study.moment(key).sources)) < 2} == set()
    assert remarks(study) == []
