"""What does a moment rest on? Its sources of evidence side by side (triangulation): how many kinds agree, and who sees it otherwise.

A moment that customers, the front line and numbers all name stands more firmly than one that a workshop alone came up with. Sources of
one kind count once, however many there are. Where customers and those who serve them disagree, that is shown and never averaged away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from peakend.text import Text

SourceKind = Literal[
    "survey",
    "customer_interview",
    "front_interview",
    "observation",
    "history",
    "management_interview",
    "workshop",
    "literature",
]
"""A survey, interviews with customers, with the front line or with managers, observation (shadowing), records and complaints, a
workshop, what others published."""

CUSTOMERS: Final[frozenset[SourceKind]] = frozenset({"survey", "customer_interview"})
"""The kinds in which customers speak for themselves."""

FRONT: Final[frozenset[SourceKind]] = frozenset({"front_interview"})
"""The kinds in which those speak who serve them."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of evidence about one moment."""

    kind: SourceKind
    supports: bool = True
    """Whether it speaks for the moment; a source that speaks against it is kept as well."""
    n: int = 0
    """People, visits or records behind it; 0 where that is not known."""
    date: str = ""
    note: Text = Text()
    """What it says, and where it is kept."""


def agreeing_kinds(sources: Iterable[Source]) -> tuple[SourceKind, ...]:
    """The kinds that speak for a moment, each once, in the order in which they are written.

    >>> agreeing_kinds([Source("survey"), Source("survey"), Source("workshop", supports=False)])
    ('survey',)
    """
    return tuple(dict.fromkeys(one.kind for one in sources if one.supports))


def sides_differ(sources: Iterable[Source]) -> bool:
    """Whether customers and the front line see a moment differently: one side has a source for it, the other one against it.

    >>> sides_differ([Source("survey"), Source("front_interview", supports=False)])
    True
    """
    told = tuple(sources)
    customers = {one.supports for one in told if one.kind in CUSTOMERS}
    front = {one.supports for one in told if one.kind in FRONT}
    return any(said in customers and (not said) in front for said in (True, False))
