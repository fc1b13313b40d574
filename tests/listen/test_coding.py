from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from peakend.define.answers import REASONS
from peakend.define.survey import Attribute, Question, Scale
from peakend.listen.coding import AttributeCoder, CodeCoder, Coded, DateCoder, MarkCoder, NumberCoder, ReasonCoder, coder_for


def cells(*words: str | None) -> pa.Array:
    return pa.array(words, pa.string())


def values(coded: Coded) -> list[Any]:
    found: list[Any] = coded.values.tolist() if isinstance(coded.values, np.ndarray) else coded.values.to_pylist()
    return found


def test_a_refused_cell_is_off_scale_and_never_a_number() -> None:
    coded = CodeCoder(Question("q", "performance", scale=Scale(1, 5))).code(cells("5", "9", None, "x", "1"))
    assert values(coded) == [5, REASONS["off_scale"], REASONS["skipped"], REASONS["off_scale"], 1]
    assert coded.refused.tolist() == [1, 3]


def test_a_coder_remembers_what_it_read_and_still_counts_every_cell() -> None:
    coder = CodeCoder(Question("q", "performance", scale=Scale(1, 5)))
    first, second = coder.code(cells("9", "3")), coder.code(cells("3", "9", "9"))
    assert (first.refused.tolist(), second.refused.tolist()) == ([0], [1, 2])


def test_a_blank_may_be_declared() -> None:
    scale = Scale(1, 5, missing=(("", "not_experienced"),))
    assert values(CodeCoder(Question("q", "performance", scale=scale)).code(cells(None, "4"))) == [REASONS["not_experienced"], 4]


def test_numbers_refuse_words_and_keep_blanks_blank() -> None:
    coded = NumberCoder(",").code(cells("3,5", "12", None, "NA", "none", "1.234,5"))
    assert values(coded) == [3.5, 12.0, None, None, None, 1234.5]
    assert coded.refused.tolist() == [4]


def test_words_are_masked_and_programs_blanks_are_blank() -> None:
    coder = ReasonCoder()
    assert values(coder.code(cells("打13912345678找我", "NA", " ok ", None))) == ["打[PHONE]找我", None, "ok", None]
    assert coder.masked == 1


def test_attributes_lose_white_space_and_declared_missing_values() -> None:
    coder = AttributeCoder(Attribute("tier", missing=("unknown",)))
    assert values(coder.code(cells(" gold ", "unknown", None, "NULL"))) == ["gold", None, None, None]


def test_attributes_are_masked_like_words_but_keep_long_codes() -> None:
    assert values(AttributeCoder(Attribute("branch")).code(cells("13912345678", "4400123456"))) == ["[PHONE]", "4400123456"]


def test_dates_lose_their_time_of_day() -> None:
    coded = DateCoder("dmy").code(
        cells("2024-03-05 10:11:12", "2024-03-05T10:11:12Z", "05/03/2024 10:11", "2024年3月5日 10:11", "soon", None)
    )
    assert values(coded) == [date(2024, 3, 5)] * 4 + [None, None]
    assert coded.refused.tolist() == [4]


def test_marks_are_never_blank() -> None:
    assert values(MarkCoder().code(cells("1", None, "Survey Preview", "0"))) == [True, False, True, False]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (Question("q", "reason"), ReasonCoder),
        (Question("q", "profile"), NumberCoder),
        (Question("q", "profile", scale=Scale(1, 3)), CodeCoder),
        (Question("q", "chosen"), CodeCoder),
        (Question("q", "recalled"), CodeCoder),
    ],
)
def test_the_measure_and_the_scale_choose_the_coder(question: Question, kind: type) -> None:
    assert isinstance(coder_for(question), kind)
