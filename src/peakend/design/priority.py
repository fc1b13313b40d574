"""On which needs do competitors differ? Weights from the entropy of their ratings, in the two conventions that are both in use.

The conventions say opposite things. Chan and Wu give more weight where competitors are alike (there is room to stand out); Shannon's
divergence, the usual one of decision theory, gives more where they differ (that need tells them apart). A weight without the name of its
convention says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from peakend.design.soundness import Floats, name_parts, require_positive, share_out, take_numbers
from peakend.errors import EmptyHouse

_ROUNDING: Final = 1e-14
"""An entropy nearer to 1 than this is 1: the rest is the rounding of logarithms."""


@dataclass(frozen=True, eq=False)
class Priority:
    """By need: entropy (0..1; 1 = all companies alike), and weights adding up to 1 in each convention.

    `alike` are Chan and Wu's, `apart` those of Shannon's divergence; these are None where the companies do not differ on any need.
    """

    needs: tuple[str, ...]
    entropy: Floats
    alike: Floats
    apart: Floats | None


def weigh_ratings(ratings: ArrayLike, needs: Sequence[str] = ()) -> Priority:
    """Entropy weights from ratings above zero, needs x companies (our own among them).

    p_ij = x_ij / Σ_j x_ij; E_i = -Σ_j p_ij ln p_ij / ln m for m companies. `alike` = E_i / Σ E; `apart` = (1 - E_i) / Σ (1 - E).
    On usual rating scales all E lie near 1, so `alike` hardly differs from equal weights, and `apart` magnifies small differences, those of
    chance among them. Source: Chan & Wu 2005, Omega 33; Shannon 1948; Zeleny 1982.

    Raises EmptyHouse for fewer than two companies, NumbersMissing, NotPositive, ShapesDiffer.

    >>> found = weigh_ratings([[4, 4], [1, 4]])
    >>> found.entropy.round(4).tolist(), found.alike.round(4).tolist(), found.apart.tolist()
    ([1.0, 0.7219], [0.5807, 0.4193], [0.0, 1.0])
    """
    rated = take_numbers("ratings", ratings, 2)
    rows, companies = rated.shape
    if companies < 2:  # noqa: PLR2004 - one company differs from nobody
        raise EmptyHouse(part="ratings")
    named = name_parts("needs", needs, rows)
    require_positive("ratings", rated, named)
    shares = share_out(rated)
    found = -(shares * np.log(shares)).sum(axis=1) / np.log(companies)
    entropy = np.where(found > 1 - _ROUNDING, 1.0, found)
    differs = bool((entropy < 1).any())
    return Priority(named, entropy, share_out(entropy), share_out(1 - entropy) if differs else None)
