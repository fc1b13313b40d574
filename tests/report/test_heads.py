"""Does the head of a picture say what it is, whom it stands for, and that answers were made up?"""

from dataclasses import replace

import pytest
from tests.report.drawn import everything

from peakend.analyse.result import Base
from peakend.report.boxes import Box, Label, Marker
from peakend.report.heads import draw_head
from peakend.report.legends import lay_legend

LONG = "A title that is far too long for one line of a narrow picture, and therefore takes another one"


@pytest.mark.parametrize("width", [320.0, 560.0, 1200.0])
def test_nothing_in_a_head_lies_over_anything_else_and_all_is_in_its_height(width: float) -> None:
    known = everything()
    shapes, height = draw_head(LONG, known.base, known.study, "en", width)
    labels = [shape for shape in shapes if isinstance(shape, Label)]
    assert not any(one.place.meets(two.place, -1) for at, one in enumerate(labels) for two in labels[at + 1 :])
    assert all(label.place.bottom <= height for label in labels)


def test_the_head_names_study_period_n_and_filter() -> None:
    known = everything()
    base = replace(known.base, filters={"tier": ("gold",)}, synthetic=False)
    shapes, _ = draw_head("Title", base, known.study, "en", 900)
    words = " ".join(shape.text for shape in shapes if isinstance(shape, Label))
    assert all(part in words for part in ("Title", "Experience study", "2026-Q3", "n = 200", "Tier = gold", "95%"))
    assert "Synthetic" not in words


def test_made_up_answers_are_marked_with_a_word_in_a_frame() -> None:
    known = everything()
    shapes, _ = draw_head("Title", Base(9, 9, synthetic=True), known.study, "zh", 600)
    assert any(isinstance(shape, Box) and shape.role == "synthetic" for shape in shapes)
    assert any(isinstance(shape, Label) and shape.text == "模拟数据" for shape in shapes)


@pytest.mark.parametrize("right", [90.0, 200.0, 900.0])
def test_a_legend_stays_between_its_edges_whatever_its_width(right: float) -> None:
    entries = [([Marker("circle", 10, 0)], f"sign number {place} and what it means") for place in range(5)]
    shapes, height = lay_legend(entries, 0, right, 10)
    labels = [shape for shape in shapes if isinstance(shape, Label)]
    assert len(labels) == 5
    assert all(label.place.right <= right + 1 for label in labels)
    assert all(label.place.bottom <= 10 + height + 1 for label in labels)
    assert not any(one.place.meets(two.place, -1) for at, one in enumerate(labels) for two in labels[at + 1 :])


def test_a_legend_of_nothing_takes_no_room() -> None:
    assert lay_legend([], 0, 100, 0) == ([], 0.0)
