"""How do a dataframe's cells become answers? By the same coding as a file's, in memory: no file, no fence, no dry run."""

from collections import Counter
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peakend.define.study import Study
from peakend.errors import HeadingTwice, TableWithoutPath
from peakend.listen.answer import DayOrder, day_order_of
from peakend.listen.cells import BATCH, text_of
from peakend.listen.digest import describe_answers, digest_survey
from peakend.listen.plan import plan_coding
from peakend.listen.refusal import RefusalLog
from peakend.listen.row import RowCoder, drop_weightless
from peakend.listen.scratch import Scratch
from peakend.listen.table import ROW


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
    plan = plan_coding(headings, study, order)
    doubled = [name for name, times in Counter(headings).items() if times > 1 and name in plan.headings]
    if doubled:
        raise HeadingTwice(column=doubled[0], count=headings.count(doubled[0]))
    texts = pa.table({name: _one(text_of(cells.column(name))) for name in plan.headings} | {ROW: np.arange(1, cells.num_rows + 1)})
    scratch = Scratch()
    log = RefusalLog(scratch.path)
    coder = RowCoder(plan, log)
    batches = [drop_weightless(coder.code(batch))[0] for batch in texts.to_batches(BATCH)] or [coder.code(_no_rows(texts))]
    log.close()
    about = describe_answers(study.key, digest_survey(study.survey), "", "", synthetic=study.synthetic)
    return pa.Table.from_batches(batches).replace_schema_metadata({**about, "peakend.refused": str(log.count)})


def _take_frame(frame: Any) -> pa.Table:  # noqa: ANN401
    """The dataframe as an Arrow table."""
    if isinstance(frame, pa.Table):
        return frame
    try:
        native = nw.from_native(frame)
    except TypeError as fault:
        raise TableWithoutPath(found=type(frame).__name__) from fault
    eager = native.collect() if isinstance(native, nw.LazyFrame) else native
    return pa.Table.from_arrays([_column_of(eager[:, at]) for at in range(len(eager.columns))], names=list(eager.columns))


def _column_of(column: "nw.Series[Any]") -> Any:  # noqa: ANN401 - an Arrow array
    """A column as Arrow; one that mixes kinds of values (a pandas column of objects) as the text of each."""
    if column.dtype == nw.Object:
        return pa.array([None if value is None or value != value else str(value) for value in column.to_list()], pa.string())  # noqa: PLR0124 - NaN alone differs from itself
    return column.to_arrow()


def _one(column: Any) -> Any:  # noqa: ANN401
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _no_rows(texts: pa.Table) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in texts.schema], schema=texts.schema)


def _find_day_order(dates: Any) -> DayOrder:  # noqa: ANN401
    orders = (day_order_of(str(cell)) for cell in pc.unique(dates).to_pylist() if cell is not None)
    return next((order for order in orders if order), "")
