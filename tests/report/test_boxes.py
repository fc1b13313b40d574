"""Are placed shapes where they say they are?"""

from hypothesis import given
from hypothesis import strategies as st

from peakend.report.boxes import Box, Drawing, Label, Marker, Polygon, Polyline, Rect, move

LENGTHS = st.floats(-500, 500)


def test_places_that_only_touch_do_not_meet() -> None:
    assert not Rect(0, 0, 10, 10).meets(Rect(10, 0, 5, 10))
    assert Rect(0, 0, 10, 10).meets(Rect(10, 0, 5, 10), gap=1)


@given(LENGTHS, LENGTHS)
def test_meeting_is_mutual(x: float, y: float) -> None:
    one, two = Rect(0, 0, 40, 20), Rect(x, y, 30, 30)
    assert one.meets(two) == two.meets(one)


@given(LENGTHS, LENGTHS)
def test_a_shape_moved_there_and_back_is_where_it_was(right: float, down: float) -> None:
    shapes = (Box(1, 2, 3, 4), Polyline(((0, 0), (5, 5))), Polygon(((0, 0), (5, 0), (0, 5))), Marker("circle", 3, 3), Label(1, 1, ("a",)))
    for shape in shapes:
        back = move(move(shape, right, down), -right, -down).place
        assert abs(back.x - shape.place.x) < 1e-6
        assert abs(back.y - shape.place.y) < 1e-6


def test_a_label_lies_where_its_anchor_says() -> None:
    places = [Label(100, 0, ("x",), 10, 40, anchor=anchor).place.x for anchor in ("start", "middle", "end")]
    assert places == [100, 80, 60]


def test_a_drawing_knows_all_its_words() -> None:
    drawing = Drawing(10, 10, (Label(0, 0, ("峰", "终")), Box(0, 0, 1, 1)))
    assert drawing.words() == "峰终"
