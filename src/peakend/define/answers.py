"""How do answers look inside? One row a response, one column a question: the only shape that an analysis reads.

- A question with a scale is a column of whole numbers (int16): the answer itself, or one of the negative codes below, which say why
  there is none. A blank (null) counts as skipped.
- A question without a scale (an amount, a duration) is a column of floating point numbers; null is skipped.
- A reason or comment is text. An attribute is text. `RESPONDENT`, `BLOCK`, `WEIGHT`, `WAVE`, `DATE`, `TEST` and `FLAGGED` are reserved.
- A moment nobody was asked about has no column: it is not zero, it is not there.
"""

from typing import Final

from peakend.define.survey import Reason

REASONS: Final[dict[Reason, int]] = {
    "not_asked": -1001,
    "skipped": -1002,
    "not_experienced": -1003,
    "dont_know": -1004,
    "refused": -1005,
    "off_scale": -1006,
}
"""The code of each reason in a column of answers; far below any scale, so that no answer can be taken for one."""

RESPONDENT: Final = "_respondent"
BLOCK: Final = "_block"
WEIGHT: Final = "_weight"
WAVE: Final = "_wave"
DATE: Final = "_date"
TEST: Final = "_test"
FLAGGED: Final = "_flagged"

RESERVED: Final = (RESPONDENT, BLOCK, WEIGHT, WAVE, DATE, TEST, FLAGGED)
"""Columns that are not questions: who answered, the block for intervals, weight, wave, date, and the marks test and flagged."""
