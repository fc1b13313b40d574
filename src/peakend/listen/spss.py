"""How is an SPSS file read (.sav, .zsav)? With what it says of itself: questions, value labels, declared missing values.

Numbers come as fractions and are written plainly; dates are dates.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyreadstat

from peakend.define.survey import Layout
from peakend.errors import FileBroken, NoRows, TooManyColumns
from peakend.listen.cells import CellWriter
from peakend.listen.delimited import MOST_COLUMNS
from peakend.listen.headings import name_columns, tidy
from peakend.listen.table import Column, Facts

_MOST_CODES: Final = 50


def read_spss(path: Path, layout: Layout, folder: Path) -> Facts:
    """Read an SPSS file into the cells of a table. Raises `FileBroken`."""
    try:
        cells, about = pyreadstat.read_sav(str(path), output_format="dict", user_missing=True, encoding=layout.encoding or None)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError) as fault:
        raise FileBroken(path=path.name, kind="SPSS", reason=str(fault)[:200]) from fault
    if len(about.column_names) > MOST_COLUMNS:
        raise TooManyColumns(path=path.name, columns=len(about.column_names), limit=MOST_COLUMNS)
    if not about.number_rows:
        raise NoRows(path=path.name)
    columns, notes = name_columns(
        _read_column(name, label, about) for name, label in zip(about.column_names, about.column_labels, strict=True)
    )
    with CellWriter(folder, len(columns)) as writer:
        writer.write_table([_as_array(cells[name]) for name in about.column_names], 1)
    if not writer.rows:
        raise NoRows(path=path.name)
    return Facts(Layout("sav", encoding=about.file_encoding or "", decimal=layout.decimal), columns, writer.rows, 1, notes)


def _as_array(values: list[Any]) -> Any:  # noqa: ANN401 - an Arrow array
    """One column of cells: numbers, words or dates; a date is written as ISO 8601."""
    first = next((value for value in values if value is not None), None)
    if isinstance(first, date | datetime):
        return pa.array(
            [None if value is None else value.isoformat(sep=" ") if isinstance(value, datetime) else str(value) for value in values]
        )
    if isinstance(first, str):
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    return pa.array(values, from_pandas=True)


def _read_column(name: str, label: str | None, about: Any) -> Column:  # noqa: ANN401 - what pyreadstat says of a file
    labels = tuple((_code(code), tidy(str(words))) for code, words in about.variable_value_labels.get(name, {}).items())
    missing = [_code(code) for code in about.missing_user_values.get(name, ())]
    for span in about.missing_ranges.get(name, ()):
        missing += _codes_within(span["lo"], span["hi"], labels)
    return Column(name, tidy(label or ""), labels, tuple(dict.fromkeys(missing)))


def _codes_within(low: Any, high: Any, labels: tuple[tuple[str, str], ...]) -> list[str]:  # noqa: ANN401 - numbers or words
    """The codes of a range of missing values: the whole numbers in it, or the labelled ones where the range is long."""
    if low == high:
        return [_code(low)]
    if isinstance(low, str) or high - low > _MOST_CODES:
        return [code for code, _ in labels if not isinstance(low, str) and low <= float(code) <= high]
    return [_code(float(code)) for code in range(int(low), int(high) + 1)]


def _code(code: float | str) -> str:
    """A code as it stands in the cells.

    >>> _code(4.0), _code("a")
    ('4', 'a')
    """
    return str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)
