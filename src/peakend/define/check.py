"""Is the study ready? Everything that is wrong, doubtful or missing, each with its place and its mend, in both languages.

Wrong is what cannot be so: `impossible` (it could not even be kept in a file) and `soundness` (references, scales, codes). Doubtful is
what may be so and should be looked at again; missing is what would be better there. Each thing is said once.
"""

from typing import Final

from peakend.define.doubts import find_doubts, find_missing_words
from peakend.define.impossible import find_impossible
from peakend.define.place import word_place
from peakend.define.remark import SEVERITIES, Remark, Severity, remark_fault
from peakend.define.soundness import find_unsound
from peakend.define.source_doubts import find_source_doubts
from peakend.define.study import Study
from peakend.define.survey_doubts import find_survey_doubts
from peakend.errors import UnsoundStudy

__all__ = ["Remark", "Severity", "check_study", "require_sound"]

_ORDER: Final = list(SEVERITIES)


def check_study(study: Study) -> tuple[Remark, ...]:
    """Every remark on a study, the worst first and then in the order of the file.

    >>> from peakend.text import Text
    >>> [remark.name for remark in check_study(Study("tea", Text("茶馆", "Tea house")))]
    ['no_scenario', 'no_goal', 'no_questions']
    """
    faults = [remark_fault(place, fault) for place, fault in (*find_impossible(study), *find_unsound(study))]
    remarks = [*faults, *find_doubts(study), *find_source_doubts(study), *find_survey_doubts(study), *find_missing_words(study)]
    return tuple(sorted(remarks, key=lambda remark: _ORDER.index(remark.severity)))


def require_sound(study: Study) -> None:
    """Let pass a study with which results can be worked out. Raises `UnsoundStudy` with everything that is wrong with it."""
    found = (*find_impossible(study), *find_unsound(study))
    if found:
        raise UnsoundStudy([fault.at(0, word_place(place)) for place, fault in found])
