"""How do a dataframe's cells become answers? By the same coding as a file's, in memory: no file, no fence, no dry run."""

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peakend.define.study import Study
from peakend.errors import HeadingTwice, TableWithoutPath, UnknownSource
from peakend.listen.answer import DayOrder, day_order_of
from peakend.listen.cells import BATCH, text_of
from peakend.listen.digest import describe_answers
from peakend.listen.plan import plan_coding
from peakend.listen.refusal import RefusalLog
from peakend.listen.row import RowCoder
from peakend.listen.scratch import Scratch
from peakend.listen.table import ROW
from peakend.scan.sources import table_of


def code_frame(frame: Any, study: Study) -> pa.Table:  # noqa: ANN401 - any dataframe there is
    """The answers in a dataframe, coded by a study, in the shape of `define.answers`.

    `frame` is a dataframe of pandas, Polars, PyArrow or DuckDB (anything narwhals takes) whose headings are those of the raw file, or the
    keys of the questions. Cells that cannot be right become `off_scale`, as an import would make them; how many is told in the metadata
    of the table (`peakend.refused`). Raises what `import_sheet` raises about columns and scales; `TableWithoutPath` for anything else.
    """
    cells = _take_frame(frame)
    headings = cells.schema.names
    heading = study.survey.columns.date
    order = _find_day_order(cells.column(heading)) if heading in headings else ""
    study = _by_key(study, headings)
    plan = plan_coding(headings, study, order)
    doubled = [name for name, times in Counter(headings).items() if times > 1 and name in plan.headings]
    if doubled:
        raise HeadingTwice(column=doubled[0], count=headings.count(doubled[0]))
    texts = pa.table({name: _one(text_of(cells.column(name))) for name in plan.headings} | {ROW: np.arange(1, cells.num_rows + 1)})
    scratch = Scratch()
    log = RefusalLog(scratch.path)
    with RowCoder(plan, log) as coder:
        batches = [coder.code(batch) for batch in texts.to_batches(BATCH)] or [coder.code(_no_rows(texts))]
    log.close()
    about = describe_answers(study, "", "")
    return pa.Table.from_batches(batches).replace_schema_metadata({**about, "peakend.refused": str(log.count)})


def _take_frame(frame: Any) -> pa.Table:  # noqa: ANN401
    """The dataframe as an Arrow table."""
    if isinstance(frame, pa.Table):
        return frame
    try:
        return table_of(frame)
    except UnknownSource as fault:
        raise TableWithoutPath(found=type(frame).__name__) from fault


def _by_key(study: Study, headings: list[str]) -> Study:
    """The study, for a table that bears the keys of the questions and none of the headings of the file."""
    survey = study.survey
    sources, keys = ({one.source for one in survey.questions}, {one.key for one in survey.questions})
    if sources & set(headings) or not keys & set(headings):
        return study
    questions = tuple(replace(one, column="") for one in survey.questions)
    attributes = tuple(replace(one, column="") if one.key in headings else one for one in survey.attributes)
    return replace(study, survey=replace(survey, questions=questions, attributes=attributes))


def _one(column: Any) -> Any:  # noqa: ANN401
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _no_rows(texts: pa.Table) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in texts.schema], schema=texts.schema)


def _find_day_order(dates: Any) -> DayOrder:  # noqa: ANN401
    orders = (day_order_of(str(cell)) for cell in pc.unique(dates).to_pylist() if cell is not None)
    return next((order for order in orders if order), "")
