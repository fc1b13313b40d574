"""What was lost by sorting answers into low, middle and high? The ratings as they are beside the marks made of them.

Marks throw away how low and how high. Where the ratings explain the overall judgement better than twice as many marks, its asymmetry is
no more than the shape of a straight line seen through three steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.evidence import Evidence
from peakend.analyse.kept import kept_answers
from peakend.analyse.ordered_logit import fit_ordered_logit
from peakend.analyse.penalty_reward import fit_products, unfold_products
from peakend.scan.ask import Feature, Products

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Check:
    """How much the marks and the ratings explain: R² and adjusted R² of least squares, and AIC of ordered logits (lower is better).

    `loses` says that the ratings explain more, for each number fitted: by adjusted R², or by AIC where rows are kept. `lean` is the
    asymmetry of each mark pair on the scale of the ordered logit, by the key of its column: a class that holds only if the steps of the
    overall scale are equally wide shows there.
    """

    r2_marks: float
    r2_ratings: float
    adjusted_marks: float
    adjusted_ratings: float
    aic_marks: float | None = None
    aic_ratings: float | None = None
    lean: tuple[tuple[str, float], ...] = ()

    @property
    def loses(self) -> bool:
        """Whether the ratings as they are explain more than the marks made of them."""
        if self.aic_marks is not None and self.aic_ratings is not None:
            return self.aic_ratings < self.aic_marks
        return self.adjusted_ratings > self.adjusted_marks

    def overturns(self, question: str, kind: str) -> bool:
        """Whether the ordered logit leans the other way than this class does."""
        lean = dict(self.lean).get(question, 0.0)
        return (kind == "basic" and lean > 0) or (kind == "excitement" and lean < 0)


def check_contrasts(evidence: Evidence, ratings: Products, marks: Products, kept: Sequence[int], r2: float, n: int) -> Check | None:
    """Both regressions beside one another; nothing where there are too few people for either."""
    moments = unfold_products(np.asarray(evidence.cell.total(ratings), dtype=np.float64)[None, :], len(ratings.features))
    wide = [at for at in range(1, len(ratings.features)) if moments.centred()[0, at, at] > 0]
    if n <= max(len(kept), len(wide)) + 1 or not wide:
        return None
    plain = float(fit_products(moments, wide).r2[0])
    adjusted = [1 - (1 - explained) * (n - 1) / (n - many - 1) for explained, many in ((r2, len(kept)), (plain, len(wide)))]
    aics, lean = _ordered(evidence, ratings, marks, kept)
    return Check(r2, plain, adjusted[0], adjusted[1], *aics, lean)


def _ordered(
    evidence: Evidence, ratings: Products, marks: Products, kept: Sequence[int]
) -> tuple[tuple[float | None, float | None], tuple[tuple[str, float], ...]]:
    """AIC of the ordered logit on the marks and on the ratings, and the asymmetry of the marks there; only from independent rows."""
    spans = marks.spans
    answers = kept_answers(evidence, spans) if evidence.rowwise else None
    if answers is None:
        return (None, None), ()
    chosen = [marks.features[at] for at in kept]
    outcome = _score(answers, marks, marks.features[0]).astype(np.int64)
    on_marks = fit_ordered_logit(np.stack([_score(answers, marks, one) for one in chosen], axis=1), outcome)
    on_ratings = fit_ordered_logit(np.stack([_score(answers, marks, one) for one in ratings.features[1:]], axis=1), outcome)
    if on_marks is None or on_ratings is None:
        return (None, None), ()
    slopes = dict(zip(kept, on_marks.slopes.tolist(), strict=True))
    pairs = [(at, slopes[at], slopes[at + 1]) for at in kept if at % 2 == 1 and at + 1 in slopes]
    lean = tuple((marks.features[at].span.column, _lean(low, high)) for at, low, high in pairs)
    return (on_marks.aic, on_ratings.aic), lean


def _score(answers: NDArray[np.int64], marks: Products, one: Feature) -> Floats:
    codes = answers[:, marks.spans.index(one.span)]
    return np.array([one.score(answer) for answer in range(one.span.low, one.span.high + 1)], dtype=np.float64)[codes - one.span.low]


def _lean(low: float, high: float) -> float:
    loss, gain = max(-low, 0.0), max(high, 0.0)
    return (gain - loss) / (gain + loss) if gain + loss > 0 else 0.0
