import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peakend.define.survey import Layout
from peakend.errors import DelimiterUnclear, FileEmpty, NoRows, QuoteNeverClosed, RowsUneven, RowTooLong, TooManyColumns
from peakend.listen.delimited import MOST_COLUMNS
from peakend.listen.table import ROW, Table

Take = Callable[..., Table]
Write = Callable[..., Path]
Rows = Callable[[Table], list[dict[str, Any]]]
Names = Callable[[Any], list[str]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str, write: Write, take: Take, rows: Rows) -> None:
    text = f"id{delimiter}score{delimiter}why\n" + "".join(f'{n}{delimiter}5{delimiter}"a, b; c"\n' for n in range(5))
    table = take(write("a.csv", text))
    assert table.layout.delimiter == delimiter
    assert rows(table)[0] == {"id": "0", "score": "5", "why": "a, b; c", ROW: 2}


def test_excel_may_state_the_delimiter_in_a_line_of_its_own(write: Write, take: Take, rows: Rows) -> None:
    assert rows(take(write("a.csv", "sep=;\r\nid;score\r\n7;3\r\n")))[0] == {"id": "7", "score": "3", ROW: 3}


def test_line_breaks_within_quotes_belong_to_the_cell_and_rows_count_as_in_a_spreadsheet(write: Write, take: Take, rows: Rows) -> None:
    found = rows(take(write("a.csv", 'id,why\n1,"two\nlines"\n\n2,"he said ""no"""\n')))
    assert [(row["why"], row[ROW]) for row in found] == [("two\nlines", 2), ('he said "no"', 4)]


def test_line_breaks_within_a_heading_move_nothing(write: Write, take: Take, rows: Rows) -> None:
    table = take(write("a.csv", 'id,"How\nwas it?"\n1,5\n2,4\n'))
    assert [column.name for column in table.columns] == ["id", "How was it?"]
    assert [row[ROW] for row in rows(table)] == [2, 3]


def test_a_short_row_is_filled_up_and_said(write: Write, take: Take, rows: Rows, names: Names) -> None:
    table = take(write("a.csv", "a,b,c\n1,2,3\n4,5\n6,7,8\n"))
    assert {row[ROW]: row["c"] for row in rows(table)} == {2: "3", 3: None, 4: "8"}
    assert names(table.remarks) == ["rows_padded"]


def test_a_long_row_is_left_out_and_said_unless_what_is_too_much_is_blank(write: Write, take: Take, rows: Rows, names: Names) -> None:
    table = take(write("a.csv", "a,b\n" + "1,2\n" * 40 + "3,4,5\n6,7,\n"))
    assert table.facts.left_out == ((42, "too_many_cells"),)
    assert rows(table)[-1] == {"a": "6", "b": "7", ROW: 43}
    assert "rows_left_out" in names(table.remarks)


def test_a_last_row_without_end_is_not_taken_for_an_answer(write: Write, take: Take, names: Names) -> None:
    table = take(write("a.csv", "a,b,c\n1,2,3\n4,5,6\n7,8"))
    assert (table.rows, table.facts.left_out) == (2, ((4, "cut_off"),))
    assert names(table.remarks) == ["row_cut_off"]


def test_blank_rows_are_no_answers_and_only_those_between_are_worth_a_word(write: Write, take: Take, names: Names) -> None:
    assert names(take(write("a.csv", "a,b\n1,2\n\n,\n3,4\n")).remarks) == ["rows_blank"]
    assert names(take(write("b.csv", "a,b\n1,2\n3,4\n\n,\n\n")).remarks) == []


def test_a_packed_file_reads_like_any_other(write: Write, take: Take) -> None:
    assert take(write("a.csv.gz", gzip.compress(b"a,b\n1,2\n"))).rows == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one(end: str, write: Write, take: Take) -> None:
    assert take(write("a.csv", end.join(["a,b", "1,2", "3,4", ""]))).rows == 2


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", FileEmpty),
        ("\n\n \n", FileEmpty),
        ("a,b\n", NoRows),
        ('a,b\n1,"2\n3,4\n5,6\n', QuoteNeverClosed),
        ("x" * 5_000_000, RowTooLong),
        ("a," * (MOST_COLUMNS + 1) + "\n" + "1," * (MOST_COLUMNS + 1) + "\n", TooManyColumns),
        ("a,b\n" + "1,2\n" * 29 + "1,2,3\n" * 99, RowsUneven),
        ("q\na,b,c,d\ne;f\ng\nh,i;j;k\nl,m\nn;o;p;q\nr,s,t\n", DelimiterUnclear),
    ],
)
def test_what_is_no_table_is_refused(content: str, fault: type[Exception], write: Write, take: Take) -> None:
    with pytest.raises(fault):
        take(write("a.csv", content))


def test_two_million_headings_are_counted_not_read(write: Write, take: Take) -> None:
    with pytest.raises(TooManyColumns) as fault:
        take(write("a.csv", "a," * 2_000_000 + "\n" + "1," * 2_000_000 + "\n"))
    assert fault.value.blanks["columns"] == 2_000_001


def test_what_is_stated_is_not_found_out(write: Write, take: Take) -> None:
    table = take(write("a.csv", "no headings here\n1;2\n3;4\n"), Layout(delimiter=";", header_rows=1))
    assert table.rows == 2


cells = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12).filter(lambda text: text != "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(written=st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_whatever_is_quoted_reads_back(written: list[tuple[str, str]], write: Write, take: Take, rows: Rows) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [("first heading", "second heading"), *written]]
    found = rows(take(write("a.csv", "\n".join(lines) + "\n"), Layout(delimiter=",", encoding="utf-8", header_rows=1)))
    assert [(row["first heading"], row["second heading"]) for row in found] == written
