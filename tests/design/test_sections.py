"""Every section of a design file: a field of the design, a schema, and values that come back as they were written."""

from dataclasses import fields

import pytest

from peakend.define.study import Role
from peakend.design.plan import Design
from peakend.design.section import Section, find_nothing
from peakend.design.sections import SECTIONS
from peakend.text import LANGUAGES, Text

each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)


@each_section
def test_a_section_is_a_field_of_the_design_and_has_a_title_in_both_languages(section: Section) -> None:
    assert section.name in {field.name for field in fields(Design)}
    assert all(section.title.say(language) for language in LANGUAGES)


@each_section
def test_a_section_brings_its_schema(section: Section) -> None:
    schema = section.load_schema()
    assert schema["section"]
    assert schema["section"]["type"] == "array"


def test_no_section_stands_twice() -> None:
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)


def test_a_role_comes_back_as_it_was_written() -> None:
    (roles,) = (section for section in SECTIONS if section.name == "roles")
    hotline = Role("hotline", Text(zh="热线支撑", en="Hotline"), front=False)
    assert roles.build(roles.write(hotline)) == hotline
    assert list(find_nothing()) == []
