"""What did each person answer? The rows themselves, where they are still kept: what no sum over rows can tell."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence
from peakend.scan.ask import Span
from peakend.scan.tally import KeptRows


def kept_answers(evidence: Evidence, spans: Sequence[Span]) -> NDArray[np.int64] | None:
    """The answers of the rows that answer all of these, shape (rows, spans); nothing where the rows were folded into blocks."""
    kept = evidence.cell.kept
    if not isinstance(kept, KeptRows) or not spans:
        return None
    codes = np.stack([kept.rows.codes[span.column].astype(np.int64) for span in spans], axis=1)
    low, high = np.array([span.low for span in spans]), np.array([span.high for span in spans])
    return codes[((codes >= low) & (codes <= high)).all(axis=1)]
