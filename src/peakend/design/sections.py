"""Which sections has a design file? All of them, in the order of the file."""

from typing import Final

from peakend.define.study import Role
from peakend.define.written import Outline, read_text, word, write_fields, write_words
from peakend.design.blueprint_check import find_blueprint_doubts
from peakend.design.blueprint_file import build_blueprint, find_blueprint_faults, outline_blueprint
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
)
"""Every section; a new one is written as `section` says and takes its place here."""
