"""What must be known of the answers? Asks: the only questions that a scan of the answers can be asked.

Every ask is answered by sums that add up over rows, so that one pass serves all of them, halves add to the whole, and nothing is ever
scanned twice. An analysis states its asks; a scan answers all asks of all analyses at once.

Whole numbers stay whole: every sum over ratings is an int64, the same bit for bit on every engine and in every order of the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from peakend.errors import WrongBlocks

WITHIN_UNIT: Final = 27720
"""The smallest number divisible by 1..12: deviations from a person's own mean, times this, are whole numbers for up to 12 answers."""

SLOPE_UNIT: Final = 120120
"""The smallest number divisible by n(n² - 1)/6 for n from 3 to 12: the slope of a person's ratings, times this, is a whole number."""

BLOCKS: Final = 256
"""How many blocks a tally of many answers keeps, unless a request wants fewer."""

EPISODE: Final = 3
"""So many moments must somebody have experienced for a peak, an end and the rest of it to be different things."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A column of whole numbers of which those from `low` to `high` are answers; everything else is no answer."""

    column: str
    low: int
    high: int

    @property
    def width(self) -> int:
        """How many different answers there are."""
        return self.high - self.low + 1


@dataclass(frozen=True, slots=True)
class Levels:
    """How often was each answer given, and how often each code that is not an answer?

    Sums per unit: one count for each level from low to high, one for each of `codes`, one for blanks, one for anything else.
    """

    span: Span
    codes: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """Length of the answer."""
        return self.span.width + len(self.codes) + 2

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return (self.span.column,)


@dataclass(frozen=True, slots=True)
class Pair:
    """The products of two columns over the rows that answer both: n, Σx, Σy, Σxx, Σyy, Σxy."""

    x: Span
    y: Span

    @property
    def width(self) -> int:
        """Length of the answer."""
        return 6

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return (self.x.column, self.y.column)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The products of every two of several columns: all `Pair`s of a set, counted together.

    For each two columns, the first running slowest, the six sums of `Pair` over the rows that answer both: what correlations, their
    largest component and regressions need.
    """

    spans: tuple[Span, ...]

    @property
    def width(self) -> int:
        """Length of the answer."""
        return 3 * len(self.spans) * (len(self.spans) - 1)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return tuple(span.column for span in self.spans)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every two columns, in the order of the answer.

        >>> a, b, c = (Span(name, 1, 5) for name in "abc")
        >>> [pair.columns for pair in Pairs((a, b, c)).pairs]
        [('a', 'b'), ('a', 'c'), ('b', 'c')]
        """
        return tuple(Pair(one, two) for one, two in combinations(self.spans, 2))


@dataclass(frozen=True, slots=True)
class Ranks:
    """In which order does each person put these columns, and how many ties are there? Persons who answered all of them only.

    Sums per unit: n; for each column Σ of twice its mid-rank among the person's answers (1 = lowest; twice, so that it is whole); Σ(t³ - t)
    over the groups of t tied answers of a person.
    """

    spans: tuple[Span, ...]

    @property
    def width(self) -> int:
        """Length of the answer."""
        return len(self.spans) + 2

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return tuple(span.column for span in self.spans)


@dataclass(frozen=True, slots=True)
class Crosstab:
    """How often does each answer to one question meet each answer to another? Counts, the second question running fastest."""

    x: Span
    y: Span

    @property
    def width(self) -> int:
        """Length of the answer."""
        return self.x.width * self.y.width

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return (self.x.column, self.y.column)


@dataclass(frozen=True, slots=True)
class Within:
    """How far does each answer stand from the same person's mean over these columns?

    Per column: n, Σd, Σdd with d = (answer - own mean) x `WITHIN_UNIT`, rounded to a whole number (exact for up to 12 answers a
    person), over persons with at least two answers. Taking each person's own mean away removes how people use the scale.
    """

    spans: tuple[Span, ...]

    @property
    def width(self) -> int:
        """Length of the answer."""
        return 3 * len(self.spans)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return tuple(span.column for span in self.spans)


@dataclass(frozen=True, slots=True)
class Amounts:
    """n, Σ(x - centre), Σ(x - centre)² of a column of real numbers; the centre is chosen before the scan, near the mean."""

    column: str
    centre: float = 0.0

    @property
    def width(self) -> int:
        """Length of the answer."""
        return 3

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return (self.column,)


@dataclass(frozen=True, slots=True)
class Feature:
    """A whole number made of one answer: the answer itself (no `scores`), or the score of each level, from low to high.

    >>> promoter = Feature(Span("nps", 0, 10), (0,) * 9 + (1, 1))
    >>> promoter.score(9), promoter.score(8), Feature(Span("q", 1, 5)).score(4)
    (1, 0, 4)
    """

    span: Span
    scores: tuple[int, ...] = ()

    def score(self, answer: int) -> int:
        """The number that stands for this answer."""
        return self.scores[answer - self.span.low] if self.scores else answer

    @property
    def largest(self) -> int:
        """The largest number, up or down."""
        return max(abs(score) for score in self.scores or (self.span.low, self.span.high))


@dataclass(frozen=True, slots=True)
class Products:
    """The products of every two of several features over the rows that answer all of their questions: what a regression needs.

    Sums per unit: n; Σf for each feature; Σf·g for every two features, each with itself too, the first running slowest (the upper
    triangle row by row). Scores make dummies of levels (penalty and reward, promoters) without a column of their own.
    """

    features: tuple[Feature, ...]

    @property
    def width(self) -> int:
        """Length of the answer."""
        count = len(self.features)
        return 1 + count + count * (count + 1) // 2

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads, each once."""
        return tuple(dict.fromkeys(feature.span.column for feature in self.features))

    @property
    def spans(self) -> tuple[Span, ...]:
        """The questions it reads, each once."""
        return tuple(dict.fromkeys(feature.span for feature in self.features))


@dataclass(frozen=True, slots=True)
class Episode:
    """The products of what a person's own curve looks like with one another and with the overall judgement.

    `spans` are the moments in the customer's order, all on one scale. Over persons who experienced at least `EPISODE` of them and judged
    the whole: n; Σf for each of mean x `WITHIN_UNIT`, best, worst, peak (farthest from the middle of the scale, the latest of several),
    own peak (farthest from the own mean), end (the last one experienced), trend x `SLOPE_UNIT`, number of moments, overall judgement; then
    Σf·g as in `Products`.
    """

    spans: tuple[Span, ...]
    overall: Span

    @property
    def width(self) -> int:
        """Length of the answer."""
        return 1 + 9 + 45

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads, each once."""
        return tuple(dict.fromkeys(span.column for span in (*self.spans, self.overall)))


@dataclass(frozen=True, slots=True)
class Marks:
    """How often was each moment the peak of somebody's own curve, and how often its end?

    Sums per unit: how many persons have an episode (at least `EPISODE` moments experienced), how many experienced some but too few; then
    for each moment, over persons with an episode: experienced, peak (from the middle of the scale), peak from the own mean, end. A person
    whose ratings are all equal has an end and no peak.
    """

    spans: tuple[Span, ...]

    @property
    def width(self) -> int:
        """Length of the answer."""
        return 2 + 4 * len(self.spans)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return tuple(span.column for span in self.spans)


Ask = Levels | Pair | Pairs | Crosstab | Within | Ranks | Amounts | Products | Episode | Marks


@dataclass(frozen=True, slots=True)
class Where:
    """Only rows whose `column` holds one of `values` (compared as text). Filters are values, never expressions."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One scan: what is asked, split by which columns, of which rows, with which weight.

    `owner` is the column of the sampling unit (respondent, or the cluster they were drawn in); `block` the column with its stored
    block number; both may be absent. `leave_out` names the columns of marks: rows marked true there are left out and counted.
    `blocks` is how many blocks a tally of many answers keeps: 256, or half of it, a quarter, ... each block of fewer joins those of more
    that have the same remainder. Raises `WrongBlocks`.
    """

    asks: tuple[Ask, ...]
    by: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()
    weight: str = ""
    owner: str = ""
    block: str = ""
    leave_out: tuple[str, ...] = field(default=())
    blocks: int = BLOCKS

    def __post_init__(self) -> None:
        """Blocks nest only where their number divides the largest."""
        if self.blocks < 1 or BLOCKS % self.blocks:
            raise WrongBlocks(blocks=self.blocks, most=BLOCKS)

    def columns(self) -> tuple[str, ...]:
        """Every column that the scan must read, each once, in a stable order."""
        named: list[str] = [column for ask in self.asks for column in ask.columns]
        named += [*self.by, *(one.column for one in self.where), *self.leave_out]
        named += [column for column in (self.weight, self.owner, self.block) if column]
        return tuple(dict.fromkeys(named))


def merge_asks(*several: Sequence[Ask]) -> tuple[Ask, ...]:
    """All asks of several analyses, each once.

    >>> span = Span("q", 1, 5)
    >>> len(merge_asks([Levels(span)], [Levels(span), Pair(span, span)]))
    2
    """
    return tuple(dict.fromkeys(ask for asks in several for ask in asks))
