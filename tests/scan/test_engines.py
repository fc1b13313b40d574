"""Do all engines count alike? Whole numbers bit for bit, real sums to a billionth, whatever a column or a value is called."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scan.conftest import Engine, hold_in_duckdb
from tests.scan.drawn import ASKS, tables

from peakend.errors import EngineFailed, MissingColumn, NoStoredBlock, NotNumbers, TooManyGroups, UnknownTable, WrongWeight
from peakend.scan.ask import (
    Amounts,
    Ask,
    Crosstab,
    Episode,
    Feature,
    Levels,
    Marks,
    Pair,
    Pairs,
    Products,
    Ranks,
    Request,
    Span,
    Where,
    Within,
)
from peakend.scan.count import count_answers
from peakend.scan.engines.dialect import DUCKDB, POSTGRES, SPARK, Dialect
from peakend.scan.engines.duckdb import DuckdbTable
from peakend.scan.engines.opening import DatabaseTable
from peakend.scan.engines.query import Answers
from peakend.scan.tally import KEEP_ROWS, KeptBlocks, KeptRows, Tally

RATED = ('q";drop table held;--', "it's `quoted`", "问题 1", "q.4")
A, B, C, D = Span(RATED[0], 1, 5), Span(RATED[1], 1, 5), Span(RATED[2], 0, 10), Span(RATED[3], -3, 3)
GROUPS = ("north", 'it\'s; -- "x"', "东北\\", None, "")
FEATURES = (Feature(A), Feature(B, (1, 0, 0, 0, 0)), Feature(B, (0, 0, 0, 1, 3)), Feature(D))
ALL: tuple[Ask, ...] = (
    Levels(A, (-1001, 6)),
    Levels(C),
    Levels(Span(RATED[0], 0, 60)),
    Pair(A, C),
    Pairs((A, B, C, D)),
    Crosstab(A, B),
    Crosstab(C, C),
    Within((A, B, C, D)),
    Ranks((A, B, D)),
    Amounts("amount", 0.1),
    Products(FEATURES),
    Episode((A, B, C), D),
    Marks((A, B, C)),
)
REQUESTS: dict[str, Request] = {
    "everything by stored block": Request(ALL, block="block", owner="name"),
    "groups of odd names": Request(ALL[:4], by=("group",), owner="number"),
    "filters and marks": Request(
        ALL[3:6],
        by=("year", "share"),
        where=(Where("group", (GROUPS[1] or "", GROUPS[2] or "", "")), Where("year", ("2024", "2025", "x", ""))),
        leave_out=("test", "flag"),
        block="block",
    ),
    "weights and fewer blocks": Request(
        ALL, by=("test",), weight="weight", owner="number", blocks=64, where=(Where("share", ("0.5", "2", "")),)
    ),
    "nobody passes": Request(ALL[:1], block="block", where=(Where("group", ("nowhere", "a\0b", "\ud800")),)),
    "no ask at all": Request((), by=("group",), block="block"),
}


def answers(rows: int = 700, seed: int = 5) -> pa.Table:
    """Answers with every kind of column, blanks, codes, fractions and numbers beyond any scale."""
    random = np.random.default_rng(seed)

    def some(values: np.ndarray, kind: pa.DataType, blank: float = 0.1) -> pa.Array:
        return pa.array(values, kind, mask=random.random(rows) < blank)

    odd = np.where(random.random(rows) < 0.1, random.choice([2.5, np.nan, np.inf, -40_000.0], rows), random.integers(0, 12, rows))
    return pa.table(
        {
            RATED[0]: some(random.choice([-1001, 0, 1, 2, 3, 4, 5, 6, 40_000], rows), pa.int32()),
            RATED[1]: some(random.integers(0, 7, rows), pa.int8()),
            RATED[2]: some(odd, pa.float64()),
            RATED[3]: some(random.integers(-4, 5, rows), pa.int64()),
            "amount": some(np.where(random.random(rows) < 0.1, np.inf, random.normal(size=rows)), pa.float64()),
            "weight": pa.array(random.random(rows)),
            "group": pa.array([GROUPS[at] for at in random.integers(0, len(GROUPS), rows)]),
            "year": some(random.integers(2023, 2026, rows), pa.int64()),
            "share": some(random.choice([0.5, 2.0, 0.0], rows), pa.float64()),
            "test": some(random.random(rows) < 0.1, pa.bool_()),
            "flag": some(random.integers(0, 2, rows), pa.int16()),
            "number": pa.array(random.integers(-50, 2**40, rows)),
            "name": pa.array([f"P-{at}" for at in random.integers(0, 300, rows)]),
            "block": some(random.integers(-2, 300, rows), pa.int16()),
        }
    )


TABLE = answers()


def assert_same(one: Tally, other: Tally) -> None:
    """Two tallies by block are equal: whole numbers bit for bit, real ones to 1e-9."""
    assert (one.read, dict(one.left_out), one.rows) == (other.read, dict(other.left_out), other.rows)
    filled, expected = ({group: cell for group, cell in tally.cells.items() if cell.rows} for tally in (one, other))
    assert filled.keys() == expected.keys()
    for group, cell in filled.items():
        mine, theirs = cell.kept, expected[group].kept
        assert isinstance(mine, KeptBlocks)
        assert isinstance(theirs, KeptBlocks)
        assert mine.rows_by_block.tolist() == theirs.rows_by_block.tolist()
        assert mine.weights == pytest.approx(theirs.weights, rel=1e-9)
        for sums, wanted in ((mine.plain, theirs.plain), (mine.heavy, theirs.heavy)):
            assert list(sums) == list(wanted)
            for ask in sums:
                assert (sums[ask].dtype, sums[ask].shape) == (wanted[ask].dtype, wanted[ask].shape)
                if sums[ask].dtype == np.int64:
                    np.testing.assert_array_equal(sums[ask], wanted[ask], err_msg=str(ask))
                else:
                    np.testing.assert_allclose(sums[ask], wanted[ask], rtol=1e-9, atol=1e-9, err_msg=str(ask))


@pytest.mark.parametrize("name", REQUESTS)
def test_engines_agree_bit_for_bit(engine: Engine, name: str) -> None:
    if engine.name == "pandas" and name == "filters and marks":
        pytest.skip("pandas turns whole numbers with blanks into real ones: another word for the same year is no fault")
    assert_same(engine.count(TABLE, REQUESTS[name]), count_answers(TABLE, REQUESTS[name]).fold())


def test_halves_add_to_the_whole(engine: Engine) -> None:
    request = REQUESTS["groups of odd names"]
    halves = engine.count(TABLE.slice(0, 300), request).merge(engine.count(TABLE.slice(300), request))
    assert_same(halves, engine.count(TABLE, request))


def test_the_order_of_the_rows_does_not_matter(engine: Engine) -> None:
    request = REQUESTS["groups of odd names"]
    order = np.random.default_rng(1).permutation(TABLE.num_rows)
    assert_same(engine.count(TABLE.take(pa.array(order)), request), engine.count(TABLE, request))


@settings(max_examples=15)
@given(tables(), st.sampled_from([("group",), ()]))
def test_drawn_answers_are_counted_alike(table: pa.Table, by: tuple[str, ...]) -> None:
    request = Request(ASKS, by=by, owner="number", weight="weight", leave_out=("test",), where=(Where("owner", ("ann", "")),))
    assert_same(Engine("DuckDB", hold_in_duckdb).count(table, request), count_answers(table, request).fold())


def test_rows_that_nobody_owns_are_counted_once_each(engine: Engine) -> None:
    tally = engine.count(TABLE, Request(ALL[:4]))
    wanted = count_answers(TABLE, Request(ALL[:4])).whole
    assert [tally.whole.total(ask).tolist() for ask in ALL[:4]] == [wanted.total(ask).tolist() for ask in ALL[:4]]
    assert tally.whole.unit_count > 200


def test_means_of_more_than_twelve_answers_are_rounded_alike(engine: Engine) -> None:
    random, rows = np.random.default_rng(2), 400
    many = tuple(Span(f"q{at}", 0, 10) for at in range(17))
    table = pa.table({span.column: pa.array(random.integers(0, 11, rows), mask=random.random(rows) < 0.1) for span in many})
    table = table.append_column("block", pa.array(np.arange(rows) % 256))
    request = Request((Within(many),), block="block")
    assert_same(engine.count(table, request), count_answers(table, request).fold())


def test_few_answers_are_kept_as_rows_by_every_engine(engine: Engine) -> None:
    held = engine.hold(TABLE)
    tally = count_answers(held, REQUESTS["filters and marks"])
    assert {type(cell.kept) for cell in tally.cells.values()} == {KeptRows}
    if engine.name != "pandas":
        assert_same(tally.fold(), count_answers(TABLE, REQUESTS["filters and marks"]).fold())


def test_wrong_answers_are_refused_by_every_engine(engine: Engine) -> None:
    with pytest.raises(NotNumbers, match="'name'"):
        engine.count(TABLE, Request((Levels(Span("name", 1, 5)),), block="block"))
    with pytest.raises(WrongWeight, match="amount"):
        engine.count(TABLE, Request(ALL[:1], block="block", weight="amount"))
    with pytest.raises(MissingColumn, match="nothing"):
        engine.count(TABLE, Request(ALL[:1], by=("nothing",)))


def test_too_many_groups_are_refused_by_every_engine(engine: Engine) -> None:
    table = pa.table({"q": np.ones(1_500, dtype=np.int8), "branch": np.arange(1_500), "block": np.zeros(1_500, dtype=np.int16)})
    with pytest.raises(TooManyGroups):
        engine.count(table, Request((Levels(Span("q", 1, 5)),), by=("branch",), block="block"))


def test_owners_that_are_texts_need_a_stored_block_in_an_engine(engine: Engine) -> None:
    request = Request(ALL[:1], owner="name")
    if not engine.pushed:
        assert_same(engine.count(TABLE, request), count_answers(TABLE, request).fold())
        return
    with pytest.raises(NoStoredBlock, match="'name'") as caught:
        engine.count(TABLE, request)
    assert "peakend listen sheet" in caught.value.say("zh")


def test_many_answers_are_folded_without_being_told(postgres: str) -> None:  # noqa: ARG001 - both databases run
    table = answers(KEEP_ROWS + 5_000)
    request = Request(ALL[:8], by=("group",), block="block", where=(Where("year", ("2023", "2024", "2025")),))
    engine = hold_in_duckdb(table)
    assert_same(count_answers(engine, request), count_answers(table, request))


def test_a_table_is_opened_by_its_address(postgres: str) -> None:
    with pytest.raises(UnknownTable) as caught:
        count_answers(f"{postgres}#nothing here", Request(ALL[:1]))
    assert "nothing here" in caught.value.say("en")
    assert "nothing here" in caught.value.say("zh")
    with pytest.raises(UnknownTable):
        count_answers(DatabaseTable("postgresql://nobody@127.0.0.1:9/none", "answers"), Request(ALL[:1]))
    with pytest.raises(UnknownTable):
        count_answers("nowhere.duckdb#answers", Request(ALL[:1]))


def test_an_engine_that_breaks_off_says_so_and_gives_no_number(postgres: str) -> None:
    for fault in (EngineFailed(engine="DuckDB", reason="x"), NoStoredBlock(column="name")):
        assert fault.say("zh") != fault.say("en")
    engine = hold_in_duckdb(TABLE)
    with pytest.raises(EngineFailed):
        engine.fetch("select nonsense from nowhere")
    assert postgres


@pytest.mark.parametrize("dialect", [DUCKDB, POSTGRES, SPARK], ids=["DuckDB", "PostgreSQL", "Spark"])
@pytest.mark.parametrize("value", ["it's", 'a"b', "a\\", "峰终'; drop table x; --", "`", "/* */", "a\nb"])
def test_no_value_leaves_its_quotes(dialect: Dialect, value: str) -> None:
    said = dialect.words(value)
    assert value.encode().hex() in said
    assert value not in said


@dataclass(frozen=True)
class Translated(DuckdbTable):
    """DuckDB asked in Spark's words, translated by a parser that is not ours."""

    @cached_property
    def answers(self) -> Answers:
        """The same table with names quoted as Spark quotes them."""
        told = super().answers
        return replace(told, dialect=SPARK, read_as={name: SPARK.name(name) for name in told.kinds})

    def fetch(self, query: str) -> pa.Table:
        """The answer to the translated query."""
        (said,) = sqlglot.transpile(query, read="spark", write="duckdb")
        return super().fetch(said)

    def read(self, query: str) -> Iterator[pa.RecordBatch]:
        """The same in batches."""
        (said,) = sqlglot.transpile(query, read="spark", write="duckdb")
        return super().read(said)


@pytest.mark.parametrize("name", [name for name in REQUESTS if name != "nobody passes"])
def test_what_spark_is_told_means_the_same_to_another_reader(name: str) -> None:
    told = Translated(hold_in_duckdb(TABLE).relation, push="always", keep_rows=-1)
    assert_same(count_answers(told, REQUESTS[name]).fold(), count_answers(TABLE, REQUESTS[name]).fold())
