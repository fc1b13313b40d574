"""Only the whole row tells what a blank means."""

import pyarrow as pa
import pytest

from peakend.define.answers import BLOCK, REASONS, RESPONDENT, WEIGHT
from peakend.define.study import Study
from peakend.define.survey import Columns, Question, Scale, Survey
from peakend.listen.frame import code_frame
from peakend.text import Text


def made(*questions: Question, columns: Columns | None = None) -> Study:
    return Study("s", Text("甲", "A"), survey=Survey(questions, columns=columns or Columns(respondent="id")))


def test_who_was_not_asked_is_not_one_who_skipped() -> None:
    study = made(Question("why", "performance", scale=Scale(1, 5), asked_if="met", asked_when=("1",)))
    coded = code_frame(pa.table({"id": ["a", "b", "c"], "met": [1, 2, 1], "why": [5, None, None]}), study)
    assert coded.column("why").to_pylist() == [5, REASONS["not_asked"], REASONS["skipped"]]


def test_a_row_without_a_usable_weight_is_left_out_and_every_other_keeps_its_own() -> None:
    study = made(Question("q", "performance", scale=Scale(1, 5)), columns=Columns(respondent="id", weight="w"))
    coded = code_frame(pa.table({"id": ["a", "b", "c"], "w": [1.5, None, 0.5], "q": [1, 2, 3]}), study)
    assert coded.column(WEIGHT).to_pylist() == pytest.approx([1.5, 0.5])
    assert coded.column(RESPONDENT).to_pylist() == ["a", "c"]


def test_one_respondent_never_spans_two_blocks() -> None:
    study = made(Question("q", "performance", scale=Scale(1, 5)))
    coded = code_frame(pa.table({"id": ["a", "b", "a", "b"], "q": [1, 2, 3, 4]}), study)
    blocks = coded.column(BLOCK).to_pylist()
    assert (blocks[0], blocks[1]) == (blocks[2], blocks[3])
