"""Where does a design start? The design that comes with a template of the study, or an empty one for a study of one's own."""

from pathlib import Path
from typing import Final

from peakend.define.study import Study
from peakend.design.blueprint import Blueprint
from peakend.design.file import read_design, write_design
from peakend.design.journey import Journey
from peakend.design.lanes import LANE_SETS
from peakend.design.plan import Design

_FOLDER: Final = Path(__file__).with_name("templates")

_TEMPLATES: Final = {"telecom_vip": "telecom-vip.design.yaml"}
"""The file of each study that has a design, by the key of the study."""


def template_design(study: Study) -> Design | None:
    """The design that comes with a study, or nothing.

    >>> from peakend.define.template import open_template
    >>> [one.key for one in template_design(open_template("telecom-vip")).blueprints]
    ['visit']
    """
    return read_design(_FOLDER / _TEMPLATES[study.key], study) if study.key in _TEMPLATES else None


def start_design(study: Study, lane_set: str = "applied") -> str:
    """The text of a design file to begin with: that of the template with its comments, else empty drawings of every scenario.

    The lanes of the applied set name roles; where the study does not have them, the generic set is taken.
    """
    if study.key in _TEMPLATES:
        return (_FOLDER / _TEMPLATES[study.key]).read_text(encoding="utf-8")
    roles = {role.key for role in study.roles}
    lanes = LANE_SETS[lane_set]
    if not {lane.role for lane in lanes if lane.role} <= roles:
        lanes = LANE_SETS["generic"]
    return write_design(
        Design(
            study.key,
            blueprints=tuple(Blueprint(one.key, one.key, lanes=lanes) for one in study.scenarios),
            journeys=tuple(Journey(one.key, one.key) for one in study.scenarios),
        )
    )
