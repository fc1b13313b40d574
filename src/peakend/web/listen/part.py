"""How does an import become a part of the answers of its study? The same columns in each part, its wave in each row, people kept apart.

A question that this file does not ask stands as `not_asked`, so that parts can be read side by side. Rows without a respondent bear the
digest of their file, so that row 5 of one file is nobody of another.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from peakend.define.answers import DATE, FLAGGED, REASONS, RESPONDENT, TEST, WAVE, WEIGHT
from peakend.define.study import Study
from peakend.errors import AskedOtherwise, CodedOtherwise, PeakendError
from peakend.listen.coding import CodeCoder, ReasonCoder, coder_for
from peakend.listen.digest import describe_answers, describe_coding, require_same_coding
from peakend.listen.refusal import iterate_refusals
from peakend.listen.sheet import Sheet

_GROUP: Final = 131_072
_SPARE: Final = "^row:"


def write_part(sheet: Sheet, study: Study, wave: str, source: str, out: Path) -> None:
    """Write the answers of an import as a part of a study: to a file beside `out`, flushed to disk, then in its place whole.

    `source` is the digest of the file they came from; `wave` fills the column of waves where the file has none. What stood at `out` is
    replaced; where this ends early nothing stands there.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    coded, beside = out.with_suffix(".coded"), out.with_suffix(".making")
    try:
        sheet.write(coded)
        lacking = dict(_fill(study, wave))
        about = describe_answers(study, source, sheet.content)
        with pyarrow.parquet.ParquetFile(coded) as answers:
            _copy(answers, beside, lacking, source[:12], about)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(out)
    finally:
        coded.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)


def _copy(answers: Any, out: Path, lacking: Mapping[str, pa.Scalar], mark: str, about: Mapping[str, str]) -> None:  # noqa: ANN401
    """All groups of rows of a Parquet file, with the columns that are lacking."""
    writer = None
    for number in range(answers.num_row_groups):
        group = answers.read_row_group(number)
        group = _complete(group, lacking, mark).replace_schema_metadata({**(group.schema.metadata or {}), **about})
        writer = writer or pyarrow.parquet.ParquetWriter(out, group.schema, compression="zstd")
        writer.write_table(group, row_group_size=_GROUP)
    if writer is not None:
        writer.add_key_value_metadata(dict(about))
        writer.close()


def _complete(group: pa.Table, lacking: Mapping[str, pa.Scalar], mark: str) -> pa.Table:
    people = pc.replace_substring_regex(group.column(RESPONDENT), _SPARE, f"row:{mark}:")
    group = group.set_column(group.column_names.index(RESPONDENT), RESPONDENT, people)
    for name, value in lacking.items():
        if name not in group.column_names:
            group = group.append_column(name, pa.repeat(value, group.num_rows))
    return group


def _fill(study: Study, wave: str) -> Iterator[tuple[str, pa.Scalar]]:
    """What stands in each column of the study that a file does not have."""
    columns = study.survey.columns
    if wave:
        yield WAVE, pa.scalar(wave, pa.string())
    if columns.weight:
        yield WEIGHT, pa.scalar(1.0, pa.float64())
    if columns.date:
        yield DATE, pa.scalar(None, pa.date32())
    for heading, name in ((columns.test, TEST), (columns.flagged, FLAGGED)):
        if heading:
            yield name, pa.scalar(False, pa.bool_())  # noqa: FBT003 - the value itself
    for attribute in study.survey.attributes:
        yield attribute.key, pa.scalar(None, pa.string())
    for question in study.survey.questions:
        coder = coder_for(question)
        if isinstance(coder, CodeCoder):
            yield question.key, pa.scalar(REASONS["not_asked"], pa.int16())
        else:
            yield question.key, pa.scalar(None, pa.string() if isinstance(coder, ReasonCoder) else pa.float64())


def write_refused(sheet: Sheet, out: Path) -> None:
    """Write every refused cell as an Arrow file, of which any page can be read without the others."""
    batches = list(iterate_refusals(sheet.folder.path))
    if not batches:
        return
    table = pa.Table.from_batches(batches).sort_by([("row", "ascending"), ("column", "ascending")])
    with pa.OSFile(str(out), "wb") as sink, pa.ipc.new_file(sink, table.schema) as stream:
        stream.write_table(table)


def read_refused(path: Path, start: int = 0, count: int | None = None) -> list[dict[str, Any]]:
    """Some of the refused cells: row, column, question, value, expected. Nothing where none was refused."""
    if not path.is_file():
        return []
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as stream:
        cells: list[dict[str, Any]] = stream.read_all().slice(start, count).to_pylist()
        return cells


def digest_part(sheet: Sheet, wave: str) -> str:
    """The SHA-256 of the answers of a part and of its wave: under it is kept what was counted of them."""
    return hashlib.sha256(f"{sheet.content}\0{wave}".encode()).hexdigest()


def sum_reasons(sheet: Sheet) -> dict[str, int]:
    """All cells of all questions by what became of them: answered, and every reason why not."""
    total: dict[str, int] = {}
    for counts in sheet.counts.values():
        for reason, times in counts.items():
            total[reason] = total.get(reason, 0) + times
    return total


def tell_misfit(study: Study, coding: str) -> PeakendError | None:
    """Why answers coded like this cannot be read under the study as it is now; nothing where they can."""
    try:
        require_same_coding(study, {"peakend.coding": coding})
    except (CodedOtherwise, AskedOtherwise) as fault:
        return fault
    return None


def same_coding(study: Study, coding: str) -> bool:
    """Whether answers coded like this are coded exactly as the study would code them now."""
    return bool(json.loads(describe_coding(study.survey)) == json.loads(coding or "{}"))
