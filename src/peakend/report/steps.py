"""How far is a report? Whoever makes one says each step as it begins; whoever waits is told how many of all are done, and which is next."""

from collections.abc import Callable
from dataclasses import dataclass

from peakend.text import Text

Teller = Callable[[int, int, Text], object]
"""What is told: the steps done, the steps in all, and the one that begins."""


def _tell_nobody(_done: int, _whole: int, _words: Text) -> None:
    """Nobody waits."""


@dataclass
class Steps:
    """The steps of one report, counted as they begin.

    >>> told = []
    >>> steps = Steps(lambda done, whole, words: told.append((done, whole, words.en)))
    >>> steps.expect(2)
    >>> steps.begin(Text(zh="数", en="Count")); steps.begin(Text(zh="写", en="Write"))
    >>> told
    [(0, 2, 'Count'), (1, 2, 'Write')]
    """

    tell: Teller = _tell_nobody
    whole: int = 0
    begun: int = 0

    def expect(self, more: int) -> None:
        """So many steps are still to come, beside those that were known."""
        self.whole += more

    def skip(self, some: int) -> None:
        """So many steps turned out not to be needed: they count as done, so that nobody sees a report go backwards."""
        self.begun += some

    def begin(self, words: Text) -> None:
        """The next step begins: all before it are done."""
        self.begun += 1
        self.whole = max(self.whole, self.begun)
        self.tell(self.begun - 1, self.whole, words)


__all__ = ["Steps", "Teller"]
