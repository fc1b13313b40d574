"""A copy of the answers with new weights."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from peakend.errors import FileNotWritable, WeightsDoNotFit
from peakend.listen.reweigh import write_weighted
from peakend.scan.sources import open_source

ANSWERS = pa.table({"_respondent": [1, 2, 3], "_block": [1, 2, 3], "q": pa.array([5, 4, None], pa.int16())})


def test_everything_but_the_weight_stays_as_it_is(tmp_path: Path) -> None:
    out = write_weighted(open_source(ANSWERS), [0.5, 1.5, 1.0], tmp_path / "w.parquet", {"peakend.study": "tea"})
    read = pyarrow.parquet.read_table(out)
    assert read.column_names == ["_respondent", "_block", "_weight", "q"]
    assert read["_weight"].to_pylist() == [0.5, 1.5, 1.0]
    assert read.drop_columns("_weight").equals(ANSWERS)
    assert pyarrow.parquet.read_metadata(out).metadata[b"peakend.study"] == b"tea"


def test_old_weights_make_room_for_new_ones(tmp_path: Path) -> None:
    again = ANSWERS.append_column("_weight", pa.array([9.0, 9.0, 9.0]))
    read = pyarrow.parquet.read_table(write_weighted(open_source(again), np.ones(3), tmp_path / "w.parquet", {}))
    assert read.column_names == again.column_names
    assert read["_weight"].to_pylist() == [1, 1, 1]


@pytest.mark.parametrize("weights", [[1.0, 1.0], [1.0] * 4])
def test_weights_of_other_answers_are_refused_and_nothing_is_written(weights: list[float], tmp_path: Path) -> None:
    with pytest.raises(WeightsDoNotFit):
        write_weighted(open_source(ANSWERS), weights, tmp_path / "w.parquet", {})
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritable):
        write_weighted(open_source(ANSWERS), np.ones(3), tmp_path / "no" / "w.parquet", {})
