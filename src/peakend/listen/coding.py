"""How does a column of cells become a column of answers? Each question has a coder; a coder looks at each different cell once.

A coder takes a column of text and gives a column in the shape of `define.answers`, with the places of the cells it had to refuse. A
refused cell becomes `off_scale` (or nothing, in a column of plain numbers), never a number.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from peakend.define.answers import REASONS
from peakend.define.survey import Attribute, Question, Scale
from peakend.listen.answer import (
    MACHINE_BLANKS,
    NOT_SHOWN,
    DayOrder,
    read_answer,
    read_choice,
    read_date,
    read_mark,
    read_number,
    tidy_cell,
)
from peakend.listen.mask import mask_texts
from peakend.listen.refusal import Expected
from peakend.text import Text

SKIPPED: Final = REASONS["skipped"]
OFF_SCALE: Final = REASONS["off_scale"]
UNSETTLED: Final = -2000
"""A blank of a multiple answer, until the other choices of the row say whether the question was answered at all."""

_REFUSED: Final = -3000
_BLANKS: Final = pa.array(sorted({*MACHINE_BLANKS, *NOT_SHOWN, "（空）", "（跳过）"}))

Codes = npt.NDArray[np.int16]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of answers, and the places in it of the cells that were refused."""

    values: Any
    """A numpy array of int16 for codes; an Arrow array for numbers, texts and dates."""
    refused: Places


_NUMBER: Final = Expected(
    "number", Text(zh="数字", en="a number"), Text(zh="请更正，或把这一题改为文字。", en="Correct it, or ask for words.")
)
_DATE: Final = Expected(
    "date",
    Text(zh="可以确认的日期", en="a date that can be told for certain"),
    Text(zh="请写成 2024-03-05 的样子。", en="Write it like 2024-03-05."),
)


class Coder(ABC):
    """Turns cells of one column into answers."""

    expected: Expected = _NUMBER
    """What a cell must be; words, attributes and marks refuse nothing."""

    @abstractmethod
    def code(self, cells: Any) -> Coded:  # noqa: ANN401 - an Arrow array of text
        """The answers of one batch."""


@dataclass
class CodeCoder(Coder):
    """Whole numbers and reasons, by a look-up of every different cell."""

    question: Question
    decimal: str = ""
    _known: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Word what is expected, once."""
        self.expected = _expect_choice(self.question) if self.question.measure == "chosen" else _expect_answer(self.question)

    def code(self, cells: Any) -> Coded:  # noqa: ANN401 - an Arrow array of text
        """Whole numbers as int16; blank is skipped, or unsettled where a blank may mean not chosen."""
        encoded = cells.dictionary_encode()
        blank = self._blank
        table = np.array([*(self._look_up(cell) for cell in encoded.dictionary.to_pylist()), blank], dtype=np.int16)
        places = pc.fill_null(encoded.indices, len(table) - 1).to_numpy(zero_copy_only=False)
        codes = table[places]
        refused = np.flatnonzero(codes == _REFUSED) if _REFUSED in table else np.zeros(0, dtype=np.int64)
        codes[refused] = OFF_SCALE
        return Coded(codes, refused)

    @property
    def _blank(self) -> int:
        if self.question.measure == "chosen" and "" in self.question.unchosen:
            return UNSETTLED
        missing = dict(self.question.scale.missing) if self.question.scale else {}
        return REASONS[missing[""]] if "" in missing else SKIPPED

    def _look_up(self, cell: str) -> int:
        if cell not in self._known:
            if len(self._known) > 100_000:  # noqa: PLR2004 - a column of nothing but different wrong cells must not fill the memory
                self._known.clear()
            self._known[cell] = self._read(cell)
        return self._known[cell]

    def _read(self, cell: str) -> int:
        if self.question.measure == "chosen":
            found = read_choice(cell, self.question, self.decimal)
            found = self._blank if found is None and tidy_cell(cell) in MACHINE_BLANKS else found
        else:
            found = read_answer(cell, scale_of(self.question), self.decimal)
        return _REFUSED if found is None else found


def scale_of(question: Question) -> Scale:
    """The scale of a question; recalled and chosen are 0 and 1 where nothing else is said."""
    return question.scale or Scale(0, 1)


@dataclass
class NumberCoder(Coder):
    """Plain numbers: amounts, durations, counts."""

    decimal: str = ""

    def code(self, cells: Any) -> Coded:  # noqa: ANN401 - an Arrow array of text
        """Fractions (float64); blank and refused cells are null."""
        cells = blank_out(cells)
        plain = pc.fill_null(pc.match_substring_regex(cells, r"^-?\d{1,15}(\.\d{1,15})?$"), fill_value=False)
        numbers = pc.if_else(plain, cells, None).cast(pa.float64())
        rest = np.flatnonzero(pc.and_(pc.invert(plain), cells.is_valid()).to_numpy(zero_copy_only=False))
        if not len(rest):
            return Coded(numbers, rest)
        read = [read_number(tidy_cell(cell), self.decimal) for cell in cells.take(pa.array(rest)).to_pylist()]
        mask = np.zeros(len(cells), dtype=bool)
        mask[rest] = True
        numbers = pc.replace_with_mask(numbers, pa.array(mask), pa.array(read, pa.float64()))
        return Coded(numbers, np.array([place for place, number in zip(rest, read, strict=True) if number is None], dtype=np.int64))


@dataclass
class ReasonCoder(Coder):
    """Words of a customer, with everything personal masked."""

    masked: int = 0

    def code(self, cells: Any) -> Coded:  # noqa: ANN401 - an Arrow array of text
        """Texts; blank is null."""
        texts, changed = mask_texts(blank_out(cells))
        self.masked += changed
        return Coded(texts, np.zeros(0, dtype=np.int64))


@dataclass
class AttributeCoder(Coder):
    """What is known of a respondent, as text."""

    attribute: Attribute | None = None
    personal: bool = True
    """Whether personal data is masked: always, but in the column of respondents, whose ids must stay apart."""

    def __post_init__(self) -> None:
        """Make the missing values ready for comparison."""
        self._missing = pa.array(self.attribute.missing if self.attribute else (), pa.string())

    def code(self, cells: Any) -> Coded:  # noqa: ANN401 - an Arrow array of text
        """Texts without surrounding white space; blank and declared missing are null, telephone numbers and the like masked."""
        texts = blank_out(cells)
        if len(self._missing):
            texts = pc.if_else(pc.is_in(texts, self._missing), None, texts)
        return Coded(mask_texts(texts, numbers=False)[0] if self.personal else texts, np.zeros(0, dtype=np.int64))


@dataclass
class DateCoder(Coder):
    """Days."""

    order: DayOrder = ""
    _known: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Word what is expected, once."""
        self.expected = _DATE

    def code(self, cells: Any) -> Coded:  # noqa: ANN401 - an Arrow array of text
        """Days (date32), the time of day cut off; blank and refused cells are null."""
        days = pc.replace_substring_regex(blank_out(cells), r"(?s)([T ]|日\s*)\d{1,2}[:时].*$", "")
        encoded = days.dictionary_encode()
        read = [self._look_up(cell) for cell in encoded.dictionary.to_pylist()]
        dates = pa.array([*read, None], pa.date32()).take(pc.fill_null(encoded.indices, len(read)))
        refused = np.flatnonzero(pc.and_(days.is_valid(), dates.is_null()).to_numpy(zero_copy_only=False))
        return Coded(dates, refused)

    def _look_up(self, cell: str) -> Any:  # noqa: ANN401 - a date or nothing
        if cell not in self._known:
            self._known[cell] = read_date(tidy_cell(cell), self.order)
        return self._known[cell]


@dataclass
class MarkCoder(Coder):
    """Whether a row is marked (as a test, as flagged)."""

    def code(self, cells: Any) -> Coded:  # noqa: ANN401 - an Arrow array of text
        """True or false, never null."""
        encoded = cells.dictionary_encode()
        marks = pa.array([*(read_mark(cell) for cell in encoded.dictionary.to_pylist()), False], pa.bool_())
        return Coded(marks.take(pc.fill_null(encoded.indices, len(marks) - 1)), np.zeros(0, dtype=np.int64))


def blank_out(cells: Any) -> Any:  # noqa: ANN401 - an Arrow array of text
    """The cells without surrounding white space, and null where a program wrote that there is nothing."""
    tidied = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.is_in(tidied, _BLANKS), None, tidied)


def coder_for(question: Question, decimal: str = "") -> Coder:
    """The coder of a question: by its measure, and by whether it has a scale."""
    if question.measure == "reason":
        return ReasonCoder()
    if question.scale is None and question.measure not in {"chosen", "recalled"}:
        return NumberCoder(decimal)
    return CodeCoder(question, decimal)


_MEND_CELL: Final = Text(zh="请更正答案，或修改研究文件中的量表。", en="Correct the answer, or the scale in the study.")


def _expect_answer(question: Question) -> Expected:
    scale = scale_of(question)
    low, high = scale.low + scale.offset, scale.high + scale.offset
    words = Text(zh=f"{low} 到 {high} 的整数", en=f"a whole number from {low} to {high}")
    return Expected(f"{low}..{high}", words, _MEND_CELL)


def _expect_choice(question: Question) -> Expected:
    chosen, unchosen = ", ".join(question.chosen) or "1", ", ".join(filter(None, question.unchosen)) or "0"
    words = Text(zh=f"选中（{chosen}）或未选（{unchosen}）", en=f"chosen ({chosen}) or not chosen ({unchosen})")
    mend = Text(zh="请更正，或修改研究文件中的 chosen、unchosen。", en="Correct it, or `chosen` and `unchosen` in the study.")
    return Expected(f"{chosen} | {unchosen}", words, mend)
