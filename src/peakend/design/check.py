"""Is the design ready? Everything in it that is wrong, doubtful or missing, each with its place and its mend, in both languages."""

from typing import Final

from peakend.define.remark import SEVERITIES, Remark, remark_fault
from peakend.define.study import Study
from peakend.design.file import find_faults
from peakend.design.plan import Design
from peakend.design.sections import SECTIONS

_ORDER: Final = list(SEVERITIES)


def check_design(study: Study, design: Design) -> tuple[Remark, ...]:
    """Every remark on a design, the worst first and then in the order of the file. Doubts are told of a design without faults only.

    >>> from peakend.text import Text
    >>> check_design(Study("tea", Text("茶馆", "Tea house")), Design("tea"))
    ()
    """
    faults = [remark_fault(place, fault) for place, fault in find_faults(study, design)]
    if faults:
        return tuple(faults)
    remarks = [remark for section in SECTIONS for remark in section.find_doubts(study, design)]
    return tuple(sorted(remarks, key=lambda remark: _ORDER.index(remark.severity)))
