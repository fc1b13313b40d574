"""How does one batch of rows become answers? The questions one by one, then what only the whole row can tell.

Only the row tells whether a blank of a multiple answer is "not chosen" (another choice of the same question was made) or "skipped" (none
was), and whether somebody was asked at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from peakend.define.answers import BLOCK, REASONS, RESPONDENT, WEIGHT
from peakend.listen.answer import tidy_cell
from peakend.listen.coding import SKIPPED, UNSETTLED, Codes
from peakend.listen.plan import Mapped, Plan
from peakend.listen.refusal import RefusalLog
from peakend.listen.table import ROW
from peakend.scan.blocks import blocks_of_numbers, blocks_of_owners, owners_of

_WHOLE: Final = r"^(0|-?[1-9][0-9]{0,17})$"
NOT_ASKED: Final = REASONS["not_asked"]

Mask = npt.NDArray[np.bool_]


@dataclass
class Tally:
    """How the answers of each question fell out: answered, and every reason why not."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, key: str, values: Any) -> None:  # noqa: ANN401 - codes or an Arrow array
        """Count one column of one batch."""
        kept = self.counts.setdefault(key, {"answered": 0})
        if not isinstance(values, np.ndarray):
            kept["answered"] += len(values) - values.null_count
            kept["skipped"] = kept.get("skipped", 0) + values.null_count
            return
        without = values < -1000  # noqa: PLR2004 - the codes of reasons lie below
        kept["answered"] += int(len(values) - without.sum())
        if without.any():
            for reason, code in REASONS.items():
                if times := int((values == code).sum()):
                    kept[reason] = kept.get(reason, 0) + times


class RowCoder:
    """Codes batches of rows after one plan, and keeps count."""

    def __init__(self, plan: Plan, log: RefusalLog) -> None:
        self.tally = Tally()
        self.without_weight = 0
        self._plan, self._log = plan, log

    def code(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The answers of one batch: reserved columns, attributes, questions."""
        names: list[str] = []
        columns: list[Any] = []
        for name, column in (*self._reserved(batch), *self._attributes(batch), *self._questions(batch)):
            names.append(name)
            columns.append(column)
        return pa.RecordBatch.from_arrays(columns, names=names)

    def _reserved(self, batch: pa.RecordBatch) -> Iterator[tuple[str, Any]]:
        rows = batch.column(ROW)
        coded = {one.name: self._take(one, batch, rows) for one in self._plan.reserved}
        numbers = rows.to_numpy(zero_copy_only=False)
        spare = pc.binary_join_element_wise("row:", rows.cast(pa.string()), "")
        known = coded.pop(RESPONDENT, None)
        respondents = spare if known is None else pc.if_else(known.is_valid(), known, spare)
        yield RESPONDENT, respondents
        yield BLOCK, pa.array(self._blocks(batch, known, numbers).astype(np.int16), pa.int16())
        yield from coded.items()

    def _blocks(self, batch: pa.RecordBatch, known: Any, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:  # noqa: ANN401
        """Blocks by cluster, else by respondent, else by the number of the row."""
        by = pc.utf8_trim_whitespace(batch.column(self._plan.cluster)) if self._plan.cluster else known
        blocks = blocks_of_numbers(numbers)
        if by is None:
            return blocks
        whole = pc.fill_null(pc.match_substring_regex(by, _WHOLE), fill_value=False)
        words = pc.and_(by.is_valid(), pc.invert(whole))
        for mask, hashed in ((whole, False), (words, True)):
            there = mask.to_numpy(zero_copy_only=False)
            if there.any():
                units = by.filter(mask)
                owners = owners_of(units if hashed else units.cast(pa.int64()))
                blocks[there] = blocks_of_owners(owners, hashed=hashed)
        return blocks

    def _attributes(self, batch: pa.RecordBatch) -> Iterator[tuple[str, Any]]:
        for one in self._plan.attributes:
            yield one.name, self._take(one, batch, batch.column(ROW))

    def _questions(self, batch: pa.RecordBatch) -> Iterator[tuple[str, Any]]:
        asked = {
            (one.question.asked_if, one.question.asked_when): _asked(one, batch, self._plan)
            for one in self._plan.questions
            if one.question and one.question.asked_if
        }
        columns = {one.name: self._answers(one, batch, asked) for one in self._plan.questions}
        self._settle_blanks(columns)
        for one in self._plan.questions:
            values = columns[one.name]
            self.tally.add(one.name, values)
            yield one.name, pa.array(values, pa.int16()) if isinstance(values, np.ndarray) else values

    def _answers(self, one: Mapped, batch: pa.RecordBatch, asked: dict[Any, Mask]) -> Any:  # noqa: ANN401
        """One question, with `not_asked` where somebody was not."""
        question = one.question
        mask = asked.get((question.asked_if, question.asked_when)) if question else None
        if mask is None or mask.all():
            return self._take(one, batch, batch.column(ROW), codes=True)
        values = self._take(one, batch, batch.column(ROW), mask, codes=True)
        if isinstance(values, np.ndarray):
            values[~mask] = NOT_ASKED
            return values
        return pc.if_else(pa.array(mask), values, None)

    def _take(self, one: Mapped, batch: pa.RecordBatch, rows: Any, mask: Mask | None = None, *, codes: bool = False) -> Any:  # noqa: ANN401
        """Code one column, and take down what it refused (only where the question was asked)."""
        cells = batch.column(one.heading)
        coded = one.coder.code(cells)
        refused = coded.refused if mask is None else coded.refused[mask[coded.refused]]
        if len(refused):
            places = pa.array(refused)
            self._log.add(one.heading, one.name, rows.take(places).to_pylist(), cells.take(places).to_pylist(), one.coder.expected)
        return coded.values if codes or not isinstance(coded.values, np.ndarray) else pa.array(coded.values, pa.int16())

    def _settle_blanks(self, columns: dict[str, Any]) -> None:
        """Blanks of a multiple answer: not chosen where the row has any answer in its group, else skipped."""
        groups: dict[str, list[str]] = {}
        for one in self._plan.questions:
            if one.question and one.question.measure == "chosen" and "" in one.question.unchosen:
                groups.setdefault(one.question.group or one.name, []).append(one.name)
        for names in groups.values():
            codes: list[Codes] = [columns[name] for name in names]
            answered = np.logical_or.reduce([code >= 0 for code in codes])
            for code in codes:
                code[(code == UNSETTLED) & answered] = 0
                code[code == UNSETTLED] = SKIPPED


def _asked(one: Mapped, batch: pa.RecordBatch, plan: Plan) -> Mask:
    """Who was asked: those whose cell in the deciding column is one of those named."""
    question = one.question
    assert question is not None  # noqa: S101 - only questions have routes
    heading = (
        question.asked_if
        if question.asked_if in plan.headings
        else next(name for name in plan.routes if name.casefold() == question.asked_if.casefold())
    )
    encoded = batch.column(heading).dictionary_encode()
    wanted = {tidy_cell(cell) for cell in question.asked_when}
    table = np.array([*(tidy_cell(cell) in wanted for cell in encoded.dictionary.to_pylist()), "" in wanted], dtype=bool)
    asked: Mask = table[pc.fill_null(encoded.indices, len(table) - 1).to_numpy(zero_copy_only=False)]
    return asked


def drop_weightless(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, int]:
    """The batch without the rows that have no usable weight (blank, zero, negative), and how many those are."""
    if WEIGHT not in batch.schema.names:
        return batch, 0
    usable = pc.fill_null(pc.greater(batch.column(WEIGHT), 0), fill_value=False)
    kept = batch.filter(usable)
    return kept, batch.num_rows - kept.num_rows
