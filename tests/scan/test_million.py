"""Do all engines agree on a million answers? Bit for bit on whole numbers, the cluster included."""

import numpy as np
import pyarrow as pa
import pytest
from tests.scan.conftest import Engine
from tests.scan.test_engines import assert_same

from peakend.scan.ask import Amounts, Ask, Crosstab, Feature, Levels, Pairs, Products, Ranks, Request, Span, Within
from peakend.scan.count import count_answers
from peakend.scan.tally import Tally

ROWS = 1_000_000
RATINGS = tuple(Span(f"q{at}", 1, 5) for at in range(8))
NPS = Span("nps", 0, 10)
ASKS: tuple[Ask, ...] = (
    *(Levels(span, (-1001,)) for span in (*RATINGS, NPS)),
    Pairs(RATINGS[:4]),
    Products((*(Feature(span) for span in RATINGS), Feature(NPS, (0,) * 9 + (1, 1)))),
    Crosstab(RATINGS[0], RATINGS[1]),
    Within(RATINGS),
    Ranks(RATINGS[:4]),
    Amounts("spend", 50.0),
)
REQUEST = Request(ASKS, by=("tier",), owner="who", leave_out=("test",))


@pytest.fixture(scope="module")
def million() -> pa.Table:
    """A million answers with blanks and codes, whose owners have numbers and no block is stored."""
    random = np.random.default_rng(11)

    def answers(span: Span) -> pa.Array:
        given = random.integers(span.low, span.high + 1, ROWS).astype("int16")
        given[random.random(ROWS) < 0.02] = -1001
        return pa.array(given, mask=random.random(ROWS) < 0.03)

    columns = {span.column: answers(span) for span in (*RATINGS, NPS)}
    columns["spend"] = pa.array(np.round(random.gamma(2, 25, ROWS), 2))
    columns["tier"] = pa.array(np.array(["diamond", "gold", "silver", "金卡"])[random.integers(0, 4, ROWS)])
    columns["who"] = pa.array(random.integers(0, 2**40, ROWS))
    columns["test"] = pa.array(random.random(ROWS) < 0.01)
    return pa.table(columns)


@pytest.fixture(scope="module")
def counted(million: pa.Table) -> Tally:
    """What our kernel counts over Arrow."""
    return count_answers(million, REQUEST)


@pytest.mark.slow
def test_engines_agree_on_a_million_answers(engine: Engine, million: pa.Table, counted: Tally) -> None:
    tally = engine.count(million, REQUEST)
    assert_same(tally, counted)
    assert tally.read == ROWS
