"""What becomes of a file of answers under a study? A dry run first: counts, exclusions, refused cells; then the answers on disk.

Nothing is written unless all of it is: the answers are coded into a temporary file, and moved into place whole. The same file under the
same study gives the same bytes.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.listen.answer import DayOrder, day_order_of
from peakend.listen.digest import ContentDigest, describe_answers
from peakend.listen.fence import read_table
from peakend.listen.fingerprint import fingerprint_rows, fingerprint_texts
from peakend.listen.plan import Plan, plan_coding, respondent_heading
from peakend.listen.refusal import Refusal, RefusalLog, RefusedValue, write_refusals
from peakend.listen.row import RowCoder
from peakend.listen.scratch import Scratch, put_file
from peakend.listen.table import ROW, Table
from peakend.listen.wording import make_remark
from peakend.text import Text

EXCLUSIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "too_many_cells": Text(zh="单元格比标题多", en="more cells than headings"),
        "cut_off": Text(zh="最后一行不完整", en="the last row is cut off"),
        "repeated": Text(zh="与前面某行完全相同（同一受访者）", en="the same as an earlier row (same respondent)"),
        "no_weight": Text(zh="没有可用的权重", en="no usable weight"),
    }
)
"""Why a whole row is left out."""

Watch = Callable[[int, int], None]
"""Told as answers are coded: how many rows so far, of how many. What it raises ends the import."""

_ANSWERS: Final = "answers.parquet"
_GROUP: Final = 131_072


@dataclass(frozen=True, repr=False)
class Sheet:
    """A file of answers as it would be kept: what was read, what is accepted, what is not and why.

    `counts` says for each question how many answers there are and how many are lacking, by reason. `refusals` are the first refused
    cells, `refused_values` the complete counts of them by column and value; `write_refusals` writes the complete list.
    """

    source: Path
    study: str
    rows_read: int
    rows_accepted: int
    excluded: tuple[tuple[str, int, tuple[int, ...]], ...]
    """Each reason for leaving rows out, how many rows, and the numbers of the first of them."""
    cells_refused: int
    refusals: tuple[Refusal, ...]
    refused_values: tuple[RefusedValue, ...]
    counts: Mapping[str, Mapping[str, int]]
    remarks: tuple[Remark, ...]
    content: str
    """The SHA-256 of the answers: the same answers have the same one."""
    folder: Scratch = field(repr=False)

    def __repr__(self) -> str:
        """The import in one line."""
        return f"Sheet({self.source.name}: {self.rows_read} rows read, {self.rows_accepted} accepted, {self.cells_refused} cells refused)"

    def answers(self) -> pa.Table:
        """The answers themselves, in the shape of `define.answers`; what they say of themselves is in the metadata of the schema."""
        with pyarrow.parquet.ParquetFile(self.folder.path / _ANSWERS) as file:
            return file.read().replace_schema_metadata(file.metadata.metadata)

    def write(self, out: str | Path) -> Path:
        """Keep the answers: a Parquet file, whole or not at all. Raises `FileNotWritable`; what stood there before is then untouched."""
        return put_file(self.folder.path / _ANSWERS, Path(out))

    def write_refusals(self, out: str | Path) -> Path:
        """Write every refused cell, with row, column, value and what was expected, as CSV."""
        complete = self.folder.path / "refusals.csv"
        write_refusals(self.folder.path, complete)
        return put_file(complete, Path(out))


def _unwatched(done: int, rows: int) -> None:
    """Nobody wants to know."""


def import_sheet(path: str | Path, study: Study, definition: str | Path | None = None, watch: Watch = _unwatched) -> Sheet:
    """Read a file of answers and code it under a study, without keeping anything yet; a definition (.qsf, .lss) explains its columns.

    `watch` is told how far it has come.

    Raises an `AnswerError` where the file, its columns or the mapping cannot be right; cells that cannot be right are refused one by one
    and listed. `Sheet.write` keeps the answers.
    """
    table = read_table(path, study.survey.layout, definition)
    plan = plan_coding([column.name for column in table.columns], study, _find_day_order(table, study), table.layout.decimal)
    repeated, remarks = _find_repeated(table, respondent_heading([column.name for column in table.columns], study.survey.columns))
    return _code_table(table, study, plan, repeated, (*table.remarks, *remarks), watch)


def _code_table(table: Table, study: Study, plan: Plan, repeated: list[int], remarks: tuple[Remark, ...], watch: Watch) -> Sheet:
    """Code all batches into a temporary file."""
    folder = Scratch()
    log = RefusalLog(folder.path)
    with RowCoder(plan, log) as coder:
        rows, content = _write_answers(folder.path / _ANSWERS, coder, table, plan, repeated, study, watch)
    refused_values = log.close()
    if coder.renamed:
        remarks = (*remarks, make_remark("respondents_renamed", (study.survey.columns.respondent,), count=coder.renamed))
    excluded = _gather_excluded(table, repeated, coder.weightless)
    return Sheet(
        source=table.path,
        study=study.key,
        rows_read=table.rows + len(table.facts.left_out),
        rows_accepted=rows,
        excluded=excluded,
        cells_refused=log.count,
        refusals=tuple(log.shown),
        refused_values=refused_values,
        counts=MappingProxyType(coder.tally.counts),
        remarks=remarks,
        content=content,
        folder=folder,
    )


def _write_answers(
    out: Path, coder: RowCoder, table: Table, plan: Plan, repeated: list[int], study: Study, watch: Watch
) -> tuple[int, str]:
    """Write the answers as Parquet, in groups of rows large enough to be read fast; how many rows, and the hash of the content."""
    rows, digest, writer = 0, ContentDigest(), None
    again = np.array(repeated, np.int64)
    for group in _group_batches(table.batches(plan.headings)):
        batches = []
        for batch in group:
            kept = batch.filter(pa.array(~np.isin(batch.column(ROW).to_numpy(), again))) if len(again) else batch
            batches.append(coder.code(kept))
            digest.add(batches[-1])
        answers = pa.Table.from_batches(batches)
        writer = writer or pyarrow.parquet.ParquetWriter(out, answers.schema, compression="zstd")
        writer.write_table(answers, row_group_size=_GROUP)
        rows += answers.num_rows
        watch(rows, table.rows)
    content = digest.finish()
    if writer is not None:
        about = describe_answers(study, table.digest, content)
        without = {why: many for why, many, _ in _gather_excluded(table, repeated, coder.weightless)}
        writer.add_key_value_metadata({**about, "peakend.excluded": json.dumps(without)})
        writer.close()
    return rows, content


def _group_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Batches, as many together as make a group of rows in the file."""
    group: list[pa.RecordBatch] = []
    for batch in batches:
        group.append(batch)
        if sum(one.num_rows for one in group) >= _GROUP:
            yield group
            group = []
    if group:
        yield group


def _gather_excluded(table: Table, repeated: list[int], weightless: int) -> tuple[tuple[str, int, tuple[int, ...]], ...]:
    rows: dict[str, list[int]] = {}
    for row, reason in table.facts.left_out:
        rows.setdefault(reason, []).append(row)
    if repeated:
        rows["repeated"] = repeated
    found = [(reason, len(numbers), tuple(numbers[:20])) for reason, numbers in rows.items()]
    return (*found, *((("no_weight", weightless, ()),) if weightless else ()))


def _find_day_order(table: Table, study: Study) -> DayOrder:
    """Whether the dates of the file write the day or the month first, from the first date that gives it away."""
    heading = study.survey.columns.date
    if heading not in {column.name for column in table.columns}:
        return ""
    orders = (day_order_of(cell) for batch in table.batches([heading]) for cell in pc.unique(batch.column(heading)).to_pylist() if cell)
    return next((order for order in orders if order), "")


def _find_repeated(table: Table, heading: str) -> tuple[list[int], tuple[Remark, ...]]:
    """Rows that repeat an earlier one cell by cell, the respondent included; and a remark where one respondent answered twice.

    Only the column of respondents is read at first; whole rows only where a respondent stands twice.
    """
    if not heading or heading not in {column.name for column in table.columns}:
        return [], ()
    ids = np.concatenate([fingerprint_texts(batch.column(heading)) for batch in table.batches([heading])])
    known, counts = np.unique(ids, return_counts=True)
    twice = known[(counts > 1) & (known != 0)]
    if not len(twice):
        return [], ()
    seen: set[int] = set()
    repeated: list[int] = []
    others = 0
    for batch in table.batches():
        rows = np.flatnonzero(np.isin(fingerprint_texts(batch.column(heading)), twice))
        found = batch.take(pa.array(rows))
        for row, whole in zip(found.column(ROW).to_pylist(), fingerprint_rows(found).tolist(), strict=True):
            if whole in seen:
                repeated.append(row)
            else:
                others += 1
                seen.add(whole)
    others -= len(twice)
    return repeated, (make_remark("respondent_twice", (heading,), column=heading, count=others),) if others > 0 else ()
