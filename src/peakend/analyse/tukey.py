"""Which of several groups differ, when they all spread alike? Tukey's honest differences, for readers who expect them.

`segments` does not use them: equal spreads are seldom true, and Welch with Holm needs no such belief. In a file of its own because the
studentised range brings a heavy part of scipy with it.
"""

import math
from collections.abc import Sequence
from itertools import combinations

from scipy.stats import studentized_range

from peakend.analyse.contrast import Spread
from peakend.analyse.result import LEVEL, Estimate


def compare_tukey(groups: Sequence[Spread], level: float = LEVEL) -> list[tuple[int, int, Estimate, float]]:
    """All pairs: places of both, the later mean less the earlier with its simultaneous interval, adjusted p value.

    d ± q(level; k, N - k) √(s²/2 (1/n₁ + 1/n₂)), s² the pooled variance (Tukey–Kramer). `error` of each group is s/√n. Needs a spread.
    Source: Kramer 1956, Biometrics 12; scipy's studentised range.

    >>> pairs = compare_tukey([Spread(1.0, 0.1, 9, 10), Spread(2.0, 0.1, 9, 10)])
    >>> round(pairs[0][2].low, 3), pairs[0][3] < 0.001
    (0.703, True)
    """
    freedom = sum(one.n for one in groups) - len(groups)
    pooled = sum((one.n - 1) * one.n * one.error**2 for one in groups) / freedom
    critical = float(studentized_range.ppf(level, len(groups), freedom))
    found = []
    for (one, first), (two, second) in combinations(enumerate(groups), 2):
        error = math.sqrt(pooled / 2 * (1 / first.n + 1 / second.n))
        apart = second.mean - first.mean
        p_value = float(studentized_range.sf(abs(apart) / error, len(groups), freedom))
        estimate = Estimate(apart, apart - critical * error, apart + critical * error, first.n + second.n, "tukey", level)
        found.append((one, two, estimate, min(max(p_value, 0.0), 1.0)))
    return found
