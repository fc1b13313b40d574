"""What do we keep of a dry run? Plain values: rows, exclusions, refused cells by value, answers by reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from peakend.define.study import Study
from peakend.listen.sheet import EXCLUSIONS, Sheet
from peakend.text import Text
from peakend.web.listen.looking import describe_remarks, plain
from peakend.web.listen.part import sum_reasons

_MOST: Final = 60


def describe_trial(sheet: Sheet, study: Study, coding: str) -> dict[str, Any]:
    """A dry run as JSON: `expected` words what a cell of each question must be, with the mend."""
    wording = {one.key: plain(one.wording) for one in study.survey.questions}
    return {
        "read": sheet.rows_read,
        "accepted": sheet.rows_accepted,
        "excluded": [
            {"reason": reason, "words": plain(EXCLUSIONS[reason]), "count": count, "rows": list(rows)}
            for reason, count, rows in sheet.excluded
        ],
        "refused": sheet.cells_refused,
        "values": [
            {"column": one.column, "question": one.question, "value": one.value, "count": one.count} for one in sheet.refused_values[:_MOST]
        ],
        "expected": {one.question: {"words": plain(one.expected.words), "mend": plain(one.expected.mend)} for one in sheet.refused_values},
        "questions": [{"key": key, "wording": wording.get(key, {}), "counts": dict(counts)} for key, counts in sheet.counts.items()],
        "reasons": sum_reasons(sheet),
        "remarks": describe_remarks(sheet.remarks),
        "content": sheet.content,
        "coding": coding,
    }


@dataclass(frozen=True)
class LeftOut:
    """Rows that were left out: why, and how many."""

    reason: str
    words: Text
    count: int


def word_excluded(counts: Mapping[str, int]) -> list[LeftOut]:
    """Rows left out by reason, in words."""
    return [LeftOut(reason, EXCLUSIONS.get(reason, Text(reason, reason)), count) for reason, count in counts.items() if count]
