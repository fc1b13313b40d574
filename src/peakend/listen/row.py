"""How does one batch of rows become answers? The questions one by one, then what only the whole row can tell.

Only the row tells whether a blank of a multiple answer is "not chosen" (another choice of the same question was made) or "skipped" (none
was), and whether somebody was asked at all.
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from peakend.define.answers import BLOCK, REASONS, RESPONDENT, WEIGHT
from peakend.listen.answer import tidy_cell
from peakend.listen.coding import SKIPPED, UNSETTLED, Coded, Codes, Places
from peakend.listen.mask import PERSONAL
from peakend.listen.plan import Mapped, Plan
from peakend.listen.refusal import RefusalLog
from peakend.listen.table import ROW
from peakend.scan.blocks import blocks_of_numbers, blocks_of_owners, hash_owner, owners_of

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
    """Codes batches of rows after one plan, and keeps count. Columns are coded side by side, on as many threads as there are cores."""

    def __init__(self, plan: Plan, log: RefusalLog) -> None:
        self.tally = Tally()
        self.weightless = 0
        """Rows left out so far because they have no usable weight."""
        self.renamed = 0
        """Rows whose respondent was known by something personal."""
        self._plan, self._log = plan, log
        self._threads = ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="peakend-coder")

    def __enter__(self) -> Self:
        """The coder itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        """Let the threads go."""
        self._threads.shutdown()

    def code(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The answers of one batch: reserved columns, attributes, questions. Rows without a usable weight are left out."""
        batch, weights = self._weigh(batch)
        mapped = [*(one for one in self._plan.reserved if one.name != WEIGHT), *self._plan.attributes, *self._plan.questions]
        coded = dict(zip(mapped, self._threads.map(lambda one: one.coder.code(batch.column(one.heading)), mapped), strict=True))
        columns = [*self._reserved(batch, coded, weights), *self._attributes(batch, coded), *self._questions(batch, coded)]
        return pa.RecordBatch.from_arrays([column for _, column in columns], names=[name for name, _ in columns])

    def _weigh(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, Any]:
        """The rows that have a usable weight (a number above zero), and their weights; all rows where none is asked for."""
        one = next((one for one in self._plan.reserved if one.name == WEIGHT), None)
        if one is None:
            return batch, None
        coded = one.coder.code(batch.column(one.heading))
        self._note(one, batch, coded.refused)
        usable = pc.fill_null(pc.greater(coded.values, 0), fill_value=False)
        kept = batch.filter(usable)
        self.weightless += batch.num_rows - kept.num_rows
        return kept, coded.values.filter(usable)

    def _reserved(self, batch: pa.RecordBatch, coded: Mapping[Mapped, Coded], weights: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
        known = None
        rows = batch.column(ROW)
        others: list[tuple[str, Any]] = [] if weights is None else [(WEIGHT, weights)]
        for one in self._plan.reserved:
            if one.name == RESPONDENT:
                known = coded[one].values
            elif one.name != WEIGHT:
                self._note(one, batch, coded[one].refused)
                others.append((one.name, coded[one].values))
        spare = pc.binary_join_element_wise("row:", rows.cast(pa.string()), "")
        yield RESPONDENT, spare if known is None else pc.if_else(known.is_valid(), self._rename(known), spare)
        yield BLOCK, pa.array(self._blocks(batch, known, rows.to_numpy(zero_copy_only=False)).astype(np.int16), pa.int16())
        yield from others

    def _rename(self, respondents: Any) -> Any:  # noqa: ANN401 - an Arrow array of text
        """Respondents known by a telephone number, an e-mail address or an identity number, under another name: always the same one."""
        personal = pc.fill_null(pc.match_substring_regex(respondents, PERSONAL), fill_value=False)
        found = respondents.filter(personal).to_pylist()
        if not found:
            return respondents
        self.renamed += len(found)
        return pc.replace_with_mask(respondents, personal, pa.array([f"p{hash_owner(one):016x}" for one in found], pa.string()))

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

    def _attributes(self, batch: pa.RecordBatch, coded: Mapping[Mapped, Coded]) -> Iterator[tuple[str, Any]]:
        for one in self._plan.attributes:
            self._note(one, batch, coded[one].refused)
            yield one.name, coded[one].values

    def _questions(self, batch: pa.RecordBatch, coded: Mapping[Mapped, Coded]) -> Iterator[tuple[str, Any]]:
        asked: dict[tuple[str, tuple[str, ...]], Mask] = {}
        columns: dict[str, Any] = {}
        for one in self._plan.questions:
            if one.route[0] and one.route not in asked:
                asked[one.route] = _find_asked(batch, *one.route)
            columns[one.name] = self._answers(one, batch, coded[one], asked.get(one.route))
        self._settle_blanks(columns)
        for name, values in columns.items():
            self.tally.add(name, values)
            yield name, pa.array(values, pa.int16()) if isinstance(values, np.ndarray) else values

    def _answers(self, one: Mapped, batch: pa.RecordBatch, coded: Coded, asked: Mask | None) -> Any:  # noqa: ANN401
        """One question, with `not_asked` where somebody was not; what somebody wrote who was not asked is no refusal."""
        self._note(one, batch, coded.refused if asked is None else coded.refused[asked[coded.refused]])
        if asked is None:
            return coded.values
        if isinstance(coded.values, np.ndarray):
            coded.values[~asked] = NOT_ASKED
            return coded.values
        return pc.if_else(pa.array(asked), coded.values, None)

    def _note(self, one: Mapped, batch: pa.RecordBatch, refused: Places) -> None:
        """Take down the refused cells of one column."""
        if len(refused):
            places = pa.array(refused)
            rows, cells = (batch.column(name).take(places).to_pylist() for name in (ROW, one.heading))
            self._log.add(one.heading, one.name, rows, cells, one.coder.expected)

    def _settle_blanks(self, columns: Mapping[str, Any]) -> None:
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


def _find_asked(batch: pa.RecordBatch, heading: str, asked_when: tuple[str, ...]) -> Mask:
    """Who was asked: those whose cell in the deciding column is one of those named."""
    encoded = batch.column(heading).dictionary_encode()
    wanted = {tidy_cell(cell) for cell in asked_when}
    table = np.array([*(tidy_cell(cell) in wanted for cell in encoded.dictionary.to_pylist()), "" in wanted], dtype=bool)
    asked: Mask = table[pc.fill_null(encoded.indices, len(table) - 1).to_numpy(zero_copy_only=False)]
    return asked
