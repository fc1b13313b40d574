"""What does a change of the survey do to answers that were imported? By how they are coded, question by question."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peakend.define.study import Study
from peakend.listen.digest import describe_coding


@dataclass(frozen=True, slots=True)
class CodingEffect:
    """The questions (keys) whose answers are read otherwise, read no more, or asked newly."""

    changed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def harmless(self) -> bool:
        """Whether everything that was imported stays as it is: questions were only added."""
        return not self.changed and not self.lost

    @property
    def readable(self) -> bool:
        """Whether answers of before can be read under the study of after: no scale is another, and no key seems to have been renamed."""
        return not self.changed and not (self.new and self.lost)


def name_coding(study: Study) -> str:
    """The name of the way in which answers of this study are coded: it changes with questions and scales.

    >>> from peakend.text import Text
    >>> len(name_coding(Study("tea", Text(en="Tea"))))
    64
    """
    return hashlib.sha256(_sorted(describe_coding(study.survey)).encode()).hexdigest()


def compare_codings(before: Study, after: Study) -> CodingEffect:
    """What becomes of answers that were coded for the first study under the second."""
    then, now = _codes(before), _codes(after)
    return CodingEffect(
        changed=tuple(key for key, scale in now.items() if key in then and then[key] != scale),
        lost=tuple(key for key in then if key not in now),
        new=tuple(key for key in now if key not in then),
    )


def _sorted(described: str) -> str:
    """The order of questions is no matter of coding."""
    return json.dumps(json.loads(described), sort_keys=True)


def _codes(study: Study) -> Mapping[str, Any]:
    codes: Mapping[str, Any] = json.loads(describe_coding(study.survey))
    return codes
