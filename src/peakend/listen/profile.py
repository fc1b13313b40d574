"""What do the cells of a column look like? Counts of values, numbers, dates and texts, gathered batch by batch over the whole file.

No sampling: a value off the scale in row 900,000 is seen. A column with very many different values keeps only its counts.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peakend.listen.answer import MACHINE_BLANKS, NOT_SHOWN
from peakend.listen.mask import PERSONAL

MOST_VALUES: Final = 3_000
"""Different values that are kept for one column."""

_BLANKS: Final = pa.array(sorted({*MACHINE_BLANKS, *NOT_SHOWN}))
_WHOLE: Final = r"^-?\d{1,9}(\.0+)?$"
_NUMBER: Final = r"^-?\d{1,15}(\.\d+)?$"
_COMMA: Final = r"^-?\d{1,15},\d+$"
_DATE: Final = r"^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})($|[ T])|\d{4}(0[1-9]|1[0-2])([0-2]\d|3[01])$)"
_URL: Final = r"^(https?://|www\.|/[a-z0-9-]+/)"


@dataclass
class Profile:
    """What the cells of one column look like."""

    rows: int = 0
    filled: int = 0
    machine_blanks: Counter[str] = field(default_factory=Counter)
    """Cells that say NA, NULL and the like, which count as blank."""
    values: Counter[str] = field(default_factory=Counter)
    complete: bool = True
    """Whether `values` holds all values; else there were too many different ones."""
    whole: int = 0
    numbers: int = 0
    commas: int = 0
    dates: int = 0
    personal: int = 0
    urls: int = 0
    joined: int = 0
    """Cells with ┋ in them."""
    letters: int = 0
    longest: int = 0
    lowest: float = float("inf")
    highest: float = float("-inf")
    repeats: int = 0
    """Filled cells that repeat another of the same batch."""

    def add(self, cells: Any) -> None:  # noqa: ANN401 - an Arrow array of text
        """Take in one batch."""
        self.rows += len(cells)
        counted = pc.value_counts(pc.utf8_trim_whitespace(cells.drop_null()))
        values, counts = counted.field("values"), counted.field("counts").to_numpy()
        blank = pc.is_in(values, _BLANKS).to_numpy(zero_copy_only=False)
        for value, times in zip(values.filter(pa.array(blank)).to_pylist(), counts[blank], strict=True):
            if value:
                self.machine_blanks[value] += int(times)
        values, counts = values.filter(pa.array(~blank)), counts[~blank]
        self.filled += int(counts.sum())
        self.repeats += int(counts.sum()) - len(counts)
        self._count(values, counts)
        self._keep(values, counts)

    def _count(self, values: Any, counts: Any) -> None:  # noqa: ANN401
        if not len(values):
            return
        for name, pattern in (
            ("whole", _WHOLE),
            ("numbers", _NUMBER),
            ("commas", _COMMA),
            ("dates", _DATE),
            ("personal", PERSONAL),
            ("urls", _URL),
            ("joined", "┋"),
        ):
            fits = pc.match_substring_regex(values, pattern).to_numpy(zero_copy_only=False)
            if fits.any():
                setattr(self, name, getattr(self, name) + int(counts[fits].sum()))
                if name == "numbers":
                    found = values.filter(pa.array(fits)).cast(pa.float64()).to_numpy()
                    self.lowest, self.highest = min(self.lowest, float(found.min())), max(self.highest, float(found.max()))
        lengths = pc.utf8_length(values).to_numpy()
        self.letters += int((lengths * counts).sum())
        self.longest = max(self.longest, int(lengths.max()))

    def _keep(self, values: Any, counts: Any) -> None:  # noqa: ANN401
        """Keep the values, at least so many of them that examples can be shown."""
        if not self.complete:
            return
        for value, times in zip(values.slice(0, MOST_VALUES + 1).to_pylist(), counts[: MOST_VALUES + 1], strict=True):
            self.values[value] += int(times)
        if len(self.values) > MOST_VALUES:
            self.complete = False
            self.values = Counter(dict(self.values.most_common(50)))

    @property
    def distinct(self) -> int:
        """How many different values there are; where they were too many to keep, how many there are at least."""
        return len(self.values) if self.complete else max(MOST_VALUES, self.filled - self.repeats)

    @property
    def mean_length(self) -> float:
        """Characters in a filled cell, on average."""
        return self.letters / self.filled if self.filled else 0.0

    def share(self, count: int) -> float:
        """A count as a share of the filled cells."""
        return count / self.filled if self.filled else 0.0

    def codes(self) -> Counter[int]:
        """The whole numbers among the cells, and how often each occurs."""
        return Counter({int(float(value)): times for value, times in self.values.items() if re.fullmatch(_WHOLE, value)})


def profile_batches(batches: Any, names: list[str]) -> dict[str, Profile]:  # noqa: ANN401 - record batches
    """The profile of every column."""
    profiles = {name: Profile() for name in names}
    for batch in batches:
        for name in names:
            profiles[name].add(batch.column(name))
    return profiles


def alike_share(columns: list[Any]) -> tuple[int, int]:
    """How many rows of these columns are filled throughout, and how many of those have the same cell everywhere (straight lines)."""
    filled = np.logical_and.reduce([column.is_valid().to_numpy(zero_copy_only=False) for column in columns])
    same = filled.copy()
    for column in columns[1:]:
        same &= pc.fill_null(pc.equal(column, columns[0]), fill_value=False).to_numpy(zero_copy_only=False)
    return int(filled.sum()), int(same.sum())
