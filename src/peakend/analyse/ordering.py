"""Do people put the moments in any order at all, or is every difference luck? One test over all of them, before any is singled out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from peakend.analyse.evidence import Evidence, span_of
from peakend.analyse.methods import Method, add_methods
from peakend.define.survey import Question
from peakend.scan.ask import Ranks
from peakend.text import Text

add_methods(Method("friedman", "1", Text("Friedman 秩检验", "Friedman's rank test"), "Friedman 1937, JASA 32; corrected for ties"))


@dataclass(frozen=True, slots=True)
class Ordering:
    """Friedman's test: χ², its degrees of freedom, the p value, and the n people who answered all of them."""

    chi_square: float
    freedom: int
    p_value: float
    n: int


def ranks_of(questions: Sequence[Question]) -> Ranks:
    """The ask for within-person ranks over these questions."""
    return Ranks(tuple(span_of(question) for question in questions))


def find_order(evidence: Evidence, questions: Sequence[Question]) -> Ordering | None:
    """Whether people rank these questions alike. Needs the ask `ranks_of(questions)`.

    χ² = (12 ΣR_j² / (n k (k+1)) - 3 n (k+1)) / (1 - Σ(t³-t) / (n k (k²-1))), R_j the sums of mid-ranks, over the n people who answered all
    k; k - 1 degrees of freedom. Nothing where answers are weighted or not independent, for fewer than two people or questions, and
    where nobody distinguishes. Source: Friedman 1937; ties as in R's friedman.test.
    """
    k = len(questions)
    if k < 2 or not evidence.rowwise:  # noqa: PLR2004 - one question has no order
        return None
    n, *doubled, ties = (float(value) for value in evidence.cell.total(ranks_of(questions)))
    if n < 2:  # noqa: PLR2004
        return None
    told = 1 - ties / (n * k * (k * k - 1))
    if told <= 0:
        return None
    squares = float(np.square(np.array(doubled) / 2).sum())
    chi_square = max((12 * squares / (n * k * (k + 1)) - 3 * n * (k + 1)) / told, 0.0)
    return Ordering(chi_square, k - 1, float(special.chdtrc(k - 1, chi_square)), int(n))
