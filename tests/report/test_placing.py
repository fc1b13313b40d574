"""Do labels find a free place, and never the same one?"""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from peakend.report.boxes import Label, Rect
from peakend.report.placing import Room, spread

POINTS = st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300)), min_size=1, max_size=12)


@given(POINTS)
def test_labels_put_near_points_never_cover_one_another(points: list[tuple[float, float]]) -> None:
    room = Room(Rect(0, 0, 400, 300))
    placed = [room.put_near(Label(0, 0, ("words",), 12, 60), x, y) for x, y in points]
    places = [label.place for label in placed if label is not None]
    assert not any(one.meets(two) for at, one in enumerate(places) for two in places[at + 1 :])
    assert all(room.sheet.holds(place) for place in places)


def test_where_nothing_is_free_no_label_is_put() -> None:
    room = Room(Rect(0, 0, 50, 50), [Rect(0, 0, 50, 50)])
    assert room.put_near(Label(0, 0, ("words",), 12, 60), 25, 25) is None


def test_what_one_label_avoids_is_free_for_others() -> None:
    room, tries = Room(Rect(0, 0, 100, 100)), [(0.0, 0.0)]
    assert room.put(Label(0, 0, ("a",), 10, 10), tries, avoid=[Rect(0, 0, 5, 5)]) is None
    assert room.put(Label(0, 0, ("a",), 10, 10), tries) is not None


@given(st.lists(st.floats(0, 300), min_size=1, max_size=8))
def test_labels_in_one_column_are_spread_without_overlap(wanted: list[float]) -> None:
    tops = sorted(spread(wanted, [20.0] * len(wanted), 0, 400))
    assert all(lower - upper >= 20 - 1e-6 for upper, lower in pairwise(tops))
    assert tops[0] >= -1e-6
