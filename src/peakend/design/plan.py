"""What has been decided? A design: everything that people decide about a service, as one frozen value beside the study.

It names the scenarios, moments, needs and themes of its study by key and repeats none of their words: renaming in the study renames
everywhere. Each field is a section of its file; how a section is written, read and checked stands in `sections`.
"""

from dataclasses import dataclass
from typing import Final

from peakend.define.study import Role, Study
from peakend.design.blueprint import Blueprint
from peakend.design.decision import Decision
from peakend.design.houses import Cascade
from peakend.design.journey import Journey
from peakend.design.script import Script
from peakend.design.standards import Aim, Capability, Standard

FORMAT: Final = 1
"""The version of the design file format that this code writes."""


@dataclass(frozen=True)
class Design:
    """All that is decided for one study.

    >>> Design("telecom_vip").blueprints
    ()
    """

    study: str
    roles: tuple[Role, ...] = ()
    """Roles that the study does not know: stand-ins, hotlines, whoever supports."""
    blueprints: tuple[Blueprint, ...] = ()
    journeys: tuple[Journey, ...] = ()
    scripts: tuple[Script, ...] = ()
    houses: tuple[Cascade, ...] = ()
    standards: tuple[Standard, ...] = ()
    aims: tuple[Aim, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    decisions: tuple[Decision, ...] = ()
    format: int = FORMAT

    def blueprint(self, key: str) -> Blueprint | None:
        """The blueprint with this key, or nothing."""
        return next((one for one in self.blueprints if one.key == key), None)

    def journey(self, key: str) -> Journey | None:
        """The journey map with this key, or nothing."""
        return next((one for one in self.journeys if one.key == key), None)

    def script(self, key: str) -> Script | None:
        """The script with this key, or nothing."""
        return next((one for one in self.scripts if one.key == key), None)


def known_roles(study: Study, design: Design) -> dict[str, Role]:
    """Every role by its key: those of the study, then those of the design."""
    return {role.key: role for role in (*design.roles, *study.roles)}
