"""What does a report need to tell one result? Its place and purpose, how to read it, its pictures and the words of its columns.

A chapter is told generically: a section of the page, a slide with native shapes, a sheet, an image, a picture in a notebook and a command
are made of it without more code. Results that need a telling of their own have it beside (map, peaks, quadrants).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peakend.define.study import Study
from peakend.report.boxes import Drawing
from peakend.report.words.columns import Vocabulary
from peakend.report.words.figures import Unit
from peakend.text import Language, Text

Draw = Callable[[Any, Study, Language], Sequence[Drawing]]
"""From a result to its drawings; none where there is nothing to draw."""


@dataclass(frozen=True)
class Chapter:
    """One result, as reports tell it. `key` is the property of a reading and the question of the result."""

    key: str
    section: Text
    """Its heading: a few words."""
    purpose: Text
    """What the question is, for the help of the command line."""
    guide: Text
    """How to read its picture, and when not to use it."""
    columns: tuple[str, ...]
    """The columns that people read first."""
    draw: Draw
    headings: Mapping[str, Text] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    probabilities: tuple[str, ...] = ()
    """Columns that hold the share of resamples in which something came out again."""
    tests: tuple[str, ...] = ()
    """Columns that hold p values."""
    alone: bool = False
    """Whether a report tells it without a split too, though it looks at groups together."""
    whole: bool = False
    """Whether it looks at the groups of a split together, so that it is not asked group by group."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of its columns."""
        return Vocabulary(self.headings, self.units, self.cells, frozenset(self.probabilities), frozenset(self.tests))


__all__ = ["Chapter", "Draw"]
