from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

from peakend.errors import FileBroken, NoRows
from peakend.listen.table import Table

Take = Callable[..., Table]
TABLE = pa.table({
    "id": [1, 2],
    "score": pa.array([4.0, None]),
    "tier": pa.array(["金", "银"]).dictionary_encode(),
    "seen": [True, False],
    "day": [date(2024, 3, 5), None],
})  # fmt: skip


def store(path: Path, table: pa.Table) -> Path:
    if path.suffix == ".parquet":
        pyarrow.parquet.write_table(table, path)
    elif path.suffix == ".feather":
        pyarrow.feather.write_feather(table, path)
    else:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
    return path


@pytest.mark.parametrize("name", ["a.parquet", "a.feather", "a.arrows"])
def test_every_type_becomes_plain_text(name: str, tmp_path: Path, take: Take, rows: Callable[[Table], list[dict[str, Any]]]) -> None:
    found = [tuple(row.values())[:5] for row in rows(take(store(tmp_path / name, TABLE)))]
    assert found == [("1", "4", "金", "1", "2024-03-05"), ("2", None, "银", "0", None)]


@pytest.mark.parametrize("name", ["a.parquet", "a.feather"])
def test_a_damaged_file_is_refused(name: str, tmp_path: Path, take: Take) -> None:
    path = store(tmp_path / name, TABLE)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FileBroken):
        take(path)


def test_a_table_without_rows_is_refused(tmp_path: Path, take: Take) -> None:
    with pytest.raises(NoRows):
        take(store(tmp_path / "a.parquet", TABLE.slice(0, 0)))
