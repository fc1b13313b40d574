"""Are the names of rows whole, however long, with no word over another?"""

from itertools import combinations

from peakend.report.boxes import Drawing
from peakend.report.charts.rows import NAMES, TALL, Row, RowChart

LONG = "How likely are you to recommend our service to your friends and your family?"


def chart(*names: str) -> Drawing:
    rows = RowChart([Row(name) for name in names])
    rows.add_plot(200, 0, 10)
    return rows.finish("chart", "A chart", "")


def names_of(drawing: Drawing) -> list[str]:
    return [label.text for label in drawing.labels() if label.role == "name"]


def test_a_long_name_takes_two_lines_and_no_letter_is_lost() -> None:
    drawing = chart(LONG, "Appointment", LONG)
    assert ["".join(one.split()) for one in names_of(drawing)] == ["".join(one.split()) for one in (LONG, "Appointment", LONG)]
    assert all(label.width <= NAMES + 1 for label in drawing.labels() if label.role == "name")
    labels = list(drawing.labels())
    assert [(a.text, b.text) for a, b in combinations(labels, 2) if a.place.meets(b.place, -1.0)] == []


def test_rows_are_higher_only_where_a_name_needs_it() -> None:
    short, long = chart("Appointment", "Leaving"), chart(LONG, "Leaving")
    assert long.height > short.height
    assert RowChart([Row("Appointment")]).step < TALL <= RowChart([Row(LONG)]).step


def test_a_name_that_two_lines_do_not_hold_stands_whole_in_its_tip() -> None:
    name = " ".join([LONG] * 3)
    rows = RowChart([Row(name)])
    rows.add_plot(200, 0, 10)
    label = next(one for one in rows.finish("chart", "A chart", "").labels() if one.role == "name")
    assert len(label.lines) == 2
    assert label.tip == name
