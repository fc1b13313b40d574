"""Of which class is a feature, if so many people answered the pair of Kano questions in each way? Counts to numbers, no study.

Answers of both questions are coded 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike. Each of the 25 pairs of answers belongs to one
class: M must-be (basic), O one-dimensional (performance), A attractive (excitement), I indifferent, R reverse, Q questionable.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

Category = Literal["M", "O", "A", "I", "R", "Q"]
CATEGORIES: Final[tuple[Category, ...]] = ("M", "O", "A", "I", "R", "Q")
"""The classes; where counts are equal the earlier one leads: what customers would miss comes before what would delight them."""

Evaluation = Literal["berger", "pouliot"]
"""Which published table gives a pair of answers its class."""

_BERGER: Final = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
_POULIOT: Final = ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ")

FUNCTIONAL_SCORES: Final = (4, 2, 0, -1, -2)
"""How much it is wanted, by the answer to "if it is there": DuMouchel's scores."""

DYSFUNCTIONAL_SCORES: Final = (-2, -1, 0, 2, 4)
"""How much it is missed, by the answer to "if it is not there"."""

_SIX: Final = 6.0
_FONG: Final = 1.65

Ints = NDArray[np.int64]


def evaluation_table(evaluation: Evaluation = "berger") -> Ints:
    """For each pair of answers (functional down, dysfunctional across) the place of its class in `CATEGORIES`; shape (5, 5).

    `berger` (Berger et al. 1993) is the usual one; `pouliot` (Pouliot 1993) calls "must be" twice and "live with" twice questionable.

    >>> CATEGORIES[evaluation_table()[0, 4]], CATEGORIES[evaluation_table("pouliot")[1, 1]]
    ('O', 'Q')
    """
    written = _BERGER if evaluation == "berger" else _POULIOT
    places = {name: place for place, name in enumerate(CATEGORIES)}
    return np.array([[places[name] for name in row] for row in written], dtype=np.int64)  # type: ignore[index]


def indicate_categories(evaluation: Evaluation = "berger") -> NDArray[np.float64]:
    """One column a class: 1 where a pair of answers belongs to it; shape (25, 6), the dysfunctional answer running fastest."""
    return np.eye(len(CATEGORIES))[evaluation_table(evaluation).ravel()]


class Fong(NamedTuple):
    """Fong's comparison of the two largest counts: their difference, its bound, and whether it passes. A legacy view only.

    The bound treats two counts of one multinomial as independent binomials and is too small: 15 to 23 % false alarms at a nominal 10 %.
    """

    apart: float
    bound: float
    significant: bool


@dataclass(frozen=True, slots=True)
class KanoCount:
    """How many answers fall in each class, in the order of `CATEGORIES`; weighted counts need not be whole.

    >>> given = KanoCount((40, 38, 5, 17, 0, 0))
    >>> given.top, given.second, given.better, given.worse
    ('M', 'O', 0.43, -0.78)
    """

    counts: tuple[float, ...]

    def count(self, *categories: Category) -> float:
        """How many answers fall in these classes together."""
        return float(sum(self.counts[CATEGORIES.index(name)] for name in categories))

    @property
    def n(self) -> float:
        """How many answered both questions."""
        return float(sum(self.counts))

    @property
    def mode(self) -> Category:
        """The most frequent class of all six."""
        return CATEGORIES[int(np.argmax(self.counts))]

    @property
    def _ordered(self) -> list[int]:
        return sorted(range(5), key=lambda at: (-self.counts[at], at))

    @property
    def top(self) -> Category:
        """The most frequent class, questionable answers aside."""
        return CATEGORIES[self._ordered[0]]

    @property
    def second(self) -> Category:
        """The next one."""
        return CATEGORIES[self._ordered[1]]

    @property
    def total_strength(self) -> float:
        """100 (A + O + M)/n: how many care about the feature at all. Source: Lee & Newcomb 1997."""
        return 100 * self.count("A", "O", "M") / self.n

    @property
    def category_strength(self) -> float:
        """100 (first - second)/n: how far the leading class is ahead. Source: Lee & Newcomb 1997."""
        return 100 * (self.count(self.top) - self.count(self.second)) / self.n

    @property
    def clear(self) -> float:
        """A + O + M + I: the answers that better and worse stand on."""
        return self.count("A", "O", "M", "I")

    @property
    def better(self) -> float:
        """(A + O)/(A + O + M + I): how far satisfaction rises with the feature. Source: Timko in Berger et al. 1993."""
        return self.count("A", "O") / self.clear

    @property
    def worse(self) -> float:
        """-(O + M)/(A + O + M + I): how far satisfaction falls without it."""
        return -self.count("O", "M") / self.clear

    @property
    def better_error(self) -> float:
        """The binomial standard error of better."""
        return math.sqrt(self.better * (1 - self.better) / self.clear)

    @property
    def worse_error(self) -> float:
        """The binomial standard error of worse."""
        return math.sqrt(-self.worse * (1 + self.worse) / self.clear)

    @property
    def covariance(self) -> float:
        """Of better and worse: both count O. -(pO - b·w)/s with w = |worse|."""
        return -(self.count("O") / self.clear + self.better * self.worse) / self.clear

    @property
    def fong(self) -> Fong:
        """|a - b| against 1.65 √((a + b)(2n - a - b)/(2n)) for the two leading classes. Source: Fong 1996. Legacy: see `Fong`."""
        first, next_one = self.count(self.top), self.count(self.second)
        both = first + next_one
        bound = _FONG * math.sqrt(both * (2 * self.n - both) / (2 * self.n))
        return Fong(first - next_one, bound, first - next_one >= bound)

    @property
    def mcnemar(self) -> float:
        """McNemar's z of the two leading classes, (a - b)/√(a + b): their difference by its true standard error if both are equal."""
        first, next_one = self.count(self.top), self.count(self.second)
        return (first - next_one) / math.sqrt(first + next_one) if first + next_one > 0 else 0.0

    @property
    def p_normal(self) -> float:
        """The two-sided probability of that z."""
        return float(2 * special.ndtr(-abs(self.mcnemar)))

    @property
    def p_exact(self) -> float:
        """The exact two-sided probability of so unequal counts if both leading classes were equally frequent. Whole counts only.

        2 P(X <= b), X binomial with a + b trials and one half, at most 1. Source: McNemar 1947.

        >>> round(KanoCount((8, 2, 0, 0, 0, 0)).p_exact, 6)
        0.109375
        """
        first, next_one = self.count(self.top), self.count(self.second)
        return min(1.0, 2 * float(special.bdtr(next_one, int(first + next_one), 0.5)))

    @property
    def six_percent(self) -> Category:
        """The rule M > O > A > I: the more binding of the two leading classes where they are less than 6 % of n apart. A rule of thumb."""
        near = self.category_strength <= _SIX
        return min(self.top, self.second, key=CATEGORIES.index) if near else self.top

    @property
    def group_rule(self) -> Category:
        """The most frequent of M, O, A where these are more than I, R, Q together; else of I, R, Q. A rule of thumb (Berger 1993)."""
        caring = sum(self.counts[:3]) > sum(self.counts[3:])
        part = CATEGORIES[:3] if caring else CATEGORIES[3:]
        return max(part, key=lambda name: (self.count(name), -CATEGORIES.index(name)))
