"""How do new weights get into a file of answers? A copy with `_weight` written anew and everything else as it is."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet
from numpy.typing import ArrayLike

from peakend.define.answers import RESERVED, WEIGHT
from peakend.errors import WeightsDoNotFit
from peakend.listen.digest import ContentDigest
from peakend.listen.scratch import Scratch, put_file
from peakend.scan.sources import Source

_GROUP: Final = 131_072


def write_weighted(source: Source, weights: ArrayLike, out: str | Path, about: Mapping[str, str]) -> Path:
    """Write the answers with these weights, one a row in their order, as a Parquet file; `about` is what the file says of itself.

    Raises `WeightsDoNotFit` where there are more or fewer weights than rows, `FileNotWritable`; nothing is written then.
    """
    given = np.asarray(weights, dtype=np.float64)
    folder = Scratch()
    made = folder.path / "weighted.parquet"
    names = _order(source.columns)
    stored = [name for name in names if name != WEIGHT]
    digest, writer, row = ContentDigest(), None, 0
    for batch in source.batches(stored):
        here = pa.array(given[row : row + batch.num_rows])
        if len(here) < batch.num_rows:
            break
        row += batch.num_rows
        whole = pa.RecordBatch.from_arrays([here if name == WEIGHT else batch.column(name) for name in names], names=names)
        digest.add(whole)
        writer = writer or pyarrow.parquet.ParquetWriter(made, whole.schema, compression="zstd")
        writer.write_table(pa.Table.from_batches([whole]), row_group_size=_GROUP)
    if writer is not None:
        writer.add_key_value_metadata({**about, "peakend.content": digest.finish()})
        writer.close()
    rows = sum(batch.num_rows for batch in source.batches(stored[:1]))
    if row != rows or row != len(given):
        raise WeightsDoNotFit(weights=len(given), rows=rows)
    return put_file(made, Path(out))


def _order(columns: Sequence[str]) -> list[str]:
    """The columns with the weight among them: where it was, else behind the other reserved ones."""
    if WEIGHT in columns:
        return list(columns)
    last = max((place for place, name in enumerate(columns) if name in RESERVED), default=-1)
    return [*columns[: last + 1], WEIGHT, *columns[last + 1 :]]
