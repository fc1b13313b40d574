"""Do connectors keep to gutters and channels, and does each get a way of its own?"""

from itertools import pairwise
from random import Random

from peakend.report.diagrams.roads import Spot, give_tracks, plan_roads


def test_neighbours_in_a_column_are_joined_straight_and_others_go_round() -> None:
    spots = {"a": Spot(0, 0), "b": Spot(0, 1), "c": Spot(0, 2), "d": Spot(0, 4)}
    roads = plan_roads(spots, [("a", "b"), ("c", "b"), ("a", "c"), ("c", "d")], 5, 1)
    assert [way.straight for way in roads.ways] == [True, True, False, True]
    assert roads.ways[1].leaves == "top"


def test_a_way_to_the_next_column_needs_no_channel_and_a_farther_one_does() -> None:
    spots = {"a": Spot(0, 0), "b": Spot(1, 3), "c": Spot(2, 3)}
    near, far, back = plan_roads(spots, [("a", "b"), ("a", "c"), ("c", "a")], 4, 3).ways
    assert near.channel == -1
    assert (far.channel, far.out_gutter, far.in_gutter) == (3, 1, 2)
    assert (back.leaves, back.enters, back.channel) == ("left", "right", 1)


def test_tracks_never_share_a_stretch_and_are_as_few_as_can_be() -> None:
    for seed in range(50):
        random = Random(seed)  # noqa: S311
        runs = [(low := random.uniform(0, 100), low + random.uniform(1, 40), name) for name in range(30)]
        tracks = give_tracks(runs, 0.0)
        for track in set(tracks.values()):
            own = sorted((low, high) for low, high, name in runs if tracks[name] == track)
            assert all(one[1] < two[0] for one, two in pairwise(own))
        deepest = max(sum(1 for low, high, _ in runs if low <= point <= high) for point, _, _ in runs)
        assert max(tracks.values()) + 1 == deepest


def test_every_port_of_a_side_is_its_own() -> None:
    spots = {"a": Spot(0, 0), **{f"x{at}": Spot(1, at) for at in range(6)}}
    roads = plan_roads(spots, [("a", f"x{at}") for at in range(6)], 6, 2)
    assert sorted(roads.ports[at, True] for at in range(6)) == list(range(6))
    assert roads.least_height("a") > 6 * 9
