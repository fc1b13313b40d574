"""Which sections has a design file? All of them, in the order of the file."""

from typing import Final

from peakend.define.study import Role
from peakend.define.written import Outline, read_text, word, write_fields, write_words
from peakend.design.blueprint_check import find_blueprint_doubts
from peakend.design.blueprint_file import build_blueprint, find_blueprint_faults, outline_blueprint
from peakend.design.decisions_file import (
    build_aim,
    build_capability,
    build_decision,
    build_standard,
    find_aim_faults,
    find_capability_faults,
    find_decision_doubts,
    find_decision_faults,
    find_standard_faults,
    outline_aim,
    outline_capability,
    outline_decision,
    outline_standard,
)
from peakend.design.houses_file import build_cascade, find_house_doubts, find_house_faults, outline_cascade
from peakend.design.journey_file import build_journey, find_journey_doubts, find_journey_faults, outline_journey
from peakend.design.script_file import build_script, find_script_doubts, find_script_faults, outline_script
from peakend.design.section import Section, find_nothing
from peakend.text import Text


def _outline_role(role: Role) -> Outline:
    return write_fields(key=role.key, name=write_words(role.name), front=None if role.front else False)


def _build_role(fields: Outline) -> Role:
    return Role(word(fields["key"]), read_text(fields["name"]), fields.get("front", True))


SECTIONS: Final[tuple[Section, ...]] = (
    Section("roles", Text("角色", "Roles"), _outline_role, _build_role, find_nothing, find_nothing),
    Section(
        "blueprints",
        Text("服务蓝图", "Service blueprints"),
        outline_blueprint,
        build_blueprint,
        find_blueprint_faults,
        find_blueprint_doubts,
    ),
    Section("journeys", Text("客户旅程图", "Journey maps"), outline_journey, build_journey, find_journey_faults, find_journey_doubts),
    Section("scripts", Text("服务剧本", "Service scripts"), outline_script, build_script, find_script_faults, find_script_doubts),
    Section("houses", Text("质量屋", "Houses of Quality"), outline_cascade, build_cascade, find_house_faults, find_house_doubts),
    Section("standards", Text("现行服务标准", "Standards in force"), outline_standard, build_standard, find_standard_faults, find_nothing),
    Section("aims", Text("现状与目标", "As it is, as it is to be"), outline_aim, build_aim, find_aim_faults, find_nothing),
    Section("capabilities", Text("内部能力", "Capabilities"), outline_capability, build_capability, find_capability_faults, find_nothing),
    Section("decisions", Text("决定", "Decisions"), outline_decision, build_decision, find_decision_faults, find_decision_doubts),
)
"""Every section; a new one is written as `section` says and takes its place here."""
