from peakend.listen.headings import name_columns, plain_headings, tidy
from peakend.listen.table import Column


def test_headings_are_found_below_a_title() -> None:
    headings = plain_headings([("Report 2024", "", ""), ("", "", ""), ("id", "score", "why"), ("1", "5", "x")])
    assert (headings.rows, [column.name for column in headings.columns]) == (3, ["id", "score", "why"])
    assert headings.notes[0][0] == "headings_below"


def test_rows_of_numbers_have_no_headings() -> None:
    headings = plain_headings([("5", "4", "5"), ("3", "3", "4")])
    assert (headings.rows, headings.notes[0][0]) == (0, "headings_absent")


def test_numbered_headings_are_headings() -> None:
    assert plain_headings([tuple(map(str, range(1, 31))), ("5",) * 30]).rows == 1


def test_a_heading_that_stands_twice_is_told_apart_and_said() -> None:
    columns, notes = name_columns([Column("x"), Column("x"), Column("x.1"), Column("x")])
    assert [column.name for column in columns] == ["x", "x.2", "x.1", "x.3"]
    assert notes[0][:2] == ("heading_twice", "x")


def test_markup_is_no_part_of_a_heading() -> None:
    assert tidy("<p>How <b>was</b> it?</p>&amp; why") == "How was it? & why"


def test_names_of_rows_as_r_writes_them_keep_the_columns_in_step() -> None:
    headings = plain_headings([("score", "city"), ("1", "5", "Lyon"), ("2", "4", "Paris")])
    assert [column.name for column in headings.columns] == ["column_1", "score", "city"]
    assert [note[0] for note in headings.notes] == ["row_names"]


def test_a_delimiter_at_the_end_of_every_line_is_no_name_of_a_row() -> None:
    headings = plain_headings([("id", "score"), ("1", "5", ""), ("2", "4", "")])
    assert [column.name for column in headings.columns] == ["id", "score", "column_3"]


def test_a_heading_of_our_own_gets_another_name() -> None:
    assert [column.name for column in name_columns([Column("_row"), Column("id")])[0]] == ["_row.1", "id"]
