"""Is everything that is known of a moment gathered in one place, and what is not asked left out and told?"""

import pyarrow as pa
import pytest
from tests.report.drawn import answer, everything, journey, reading

from peakend.analyse.reading import Reading
from peakend.define.survey import Attribute, Survey
from peakend.errors import MissingColumn, NothingAsked, PeakendError
from peakend.report.facts import gather


def test_a_moment_has_all_that_was_asked_about_it() -> None:
    first = everything().scenarios[0].moments[0]
    assert first.importance is not None
    assert first.experience is not None
    assert first.mark is not None
    assert first.needs is not None
    assert first.point is not None
    assert first.gap("expectation") is not None
    assert first.gap("competitor") is None
    assert [one.common.key for one in first.common] == ["start"]


def test_moments_keep_the_order_of_the_customer() -> None:
    for facts in everything().scenarios:
        assert [one.place for one in facts.moments] == list(range(1, 7))


def test_what_was_not_asked_is_a_fault_that_says_what_is_needed() -> None:
    known = gather(reading(journey(4, asked=("importance",), needs=False), 40))
    assert known.experience is None
    assert isinstance(known.faults["experience"], NothingAsked)
    assert "performance" in known.faults["experience"].say("en")
    assert known.segments is None
    assert "segments" not in known.faults  # nobody asked for a split


def test_a_scenario_nobody_was_asked_about_is_not_there() -> None:
    study = journey(4, 2, asked=("importance",), needs=False)
    whole = answer(study, 40)
    known = gather(Reading(study, whole.select([name for name in whole.column_names if not name.startswith("s2")])))
    assert [facts.scenario.key for facts in known.scenarios] == ["s1"]


def test_where_nothing_at_all_is_known_the_first_fault_is_raised() -> None:
    study = journey(3)
    with pytest.raises(PeakendError):
        gather(Reading(study, pa.table({"tier": ["gold", "plain"]})))


def test_a_study_that_asks_nothing_has_no_report() -> None:
    study = journey(2, asked=(), needs=False)
    bare = type(study)(study.key, study.title, survey=Survey((), (Attribute("tier"),)))
    with pytest.raises(MissingColumn):
        gather(Reading(bare, pa.table({"tier": ["gold"]})))
