"""What does the customer live through? A journey map: what each group of customers does, thinks and feels at each moment of a scenario.

The moments are those of the study, named by key; a map repeats none of their words. Several groups stand in one map side by side. Ways
that leave the order (a branch forward, a loop back) are told apart. Where a moment is measured, live figures join what people wrote.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

from peakend.design.blueprint import State
from peakend.text import Text

Ground = Literal["measured", "interviewed", "inferred", "placeholder"]
"""What an entry stands on."""

GROUNDS: Final[dict[Ground, Text]] = {
    "measured": Text("实测", "measured"),
    "interviewed": Text("访谈", "interviewed"),
    "inferred": Text("推断", "inferred"),
    "placeholder": Text("占位", "placeholder"),
}

EMOTIONS: Final = (-2, 2)
"""The lowest and the highest emotion."""

MOST_COLUMNS: Final = 20
"""A map of more moments folds into sub-maps."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a customer said, and where it was said."""

    words: Text
    source: Text = Text()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one group of customers lives through at one moment."""

    moment: str
    segment: str = ""
    """The key of the group; nothing where it is all customers."""
    does: Text = Text()
    thinks: Text = Text()
    feels: Text = Text()
    channels: tuple[Text, ...] = ()
    emotion: float | None = None
    """From -2 (very bad) to +2 (very good), as people judged it."""
    quotation: Quotation | None = None
    pains: tuple[Text, ...] = ()
    memories: tuple[Text, ...] = ()
    people: Text = Text()
    """The flow of people: who moves, who meets."""
    experience: Text = Text()
    """The flow of the customer: what is exchanged with them."""
    business: Text = Text()
    """The flow of business: what it brings or costs."""
    opportunities: tuple[Text, ...] = ()
    owner: str = ""
    backstage: str = ""
    """The role that answers for it behind the stage."""
    ground: Ground = "inferred"


@dataclass(frozen=True, slots=True)
class Branch:
    """A way out of the order: forward past moments, or back to an earlier one (a loop)."""

    start: str
    end: str
    words: Text = Text()


@dataclass(frozen=True)
class Journey:
    """One journey map of one scenario.

    >>> Journey("visit", "visit", entries=(Entry("visit_talk", does=Text("聊天", "talks")),)).entry("visit_talk").does.en
    'talks'
    """

    key: str
    scenario: str
    title: Text = Text()
    state: State = "as_is"
    version: str = "1"
    goal: Text = Text()
    """What the customer wants of it."""
    segments: tuple[str, ...] = ()
    """The groups that stand side by side; none: all customers in one."""
    entries: tuple[Entry, ...] = ()
    branches: tuple[Branch, ...] = ()

    def entry(self, moment: str, segment: str = "") -> Entry | None:
        """What is written of one moment for one group, or nothing."""
        return self._entries.get((moment, segment))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the map; one without a name where it is of all customers."""
        return self.segments or ("",)

    @cached_property
    def _entries(self) -> dict[tuple[str, str], Entry]:
        return {(one.moment, one.segment): one for one in self.entries}


def fold_journey(moments: int, most: int = MOST_COLUMNS) -> tuple[tuple[int, int], ...]:
    """The sub-maps of a map: from which moment to before which, of about the same size.

    >>> fold_journey(20), fold_journey(41)
    (((0, 20),), ((0, 14), (14, 28), (28, 41)))
    """
    pieces = -(-moments // most) or 1
    edges = [0]
    for piece in range(pieces):
        edges.append(edges[-1] + -(-(moments - edges[-1]) // (pieces - piece)))
    return tuple(pairwise(edges))
