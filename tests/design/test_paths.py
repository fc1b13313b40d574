"""Roads through the houses: nothing is lost on the way, and a change is explained to the last digit."""

import numpy as np
import pytest
from tests.design.carried import make_cascade, visit

from peakend.design.flow import change_importance, run_cascade
from peakend.design.paths import explain_change, list_roads, trace_weights


@pytest.mark.parametrize("seed", range(6))
def test_every_layer_adds_up_to_the_same_and_every_node_hands_on_what_it_gets(seed: int) -> None:
    random = np.random.default_rng(seed)
    flow = run_cascade(make_cascade(random, (int(random.integers(3, 9)), 6, 5, 4), raters=2))
    found = trace_weights(flow)
    assert [sum(weight for _, weight in layer) for layer in found.layers] == pytest.approx([1.0] * len(found.layers))
    for layer in range(1, len(found.layers) - 1):
        for key, weight in found.layers[layer]:
            into = sum(one.weight for one in found.streams if one.layer == layer - 1 and one.end == key)
            onward = sum(one.weight for one in found.streams if one.layer == layer and one.start == key)
            assert into == pytest.approx(weight)
            assert onward == pytest.approx(weight)


def test_what_ends_in_a_parameter_is_its_share_and_leads_back_to_the_moments() -> None:
    _, _, flow = visit()
    for line in flow.houses[-1].planned.lines:
        found = trace_weights(flow, line.characteristic)
        assert found.total == pytest.approx(line.share.value)
        assert {key for key, _ in found.layers[0]} == set(flow.voices.moments)
        assert [sum(weight for _, weight in layer) for layer in found.layers] == pytest.approx([found.total] * len(found.layers))
    whole = trace_weights(flow)
    assert whole.through(len(whole.layers) - 1, "on_time") == pytest.approx(trace_weights(flow, "on_time").total)


def test_all_roads_to_a_parameter_add_up_to_its_share() -> None:
    _, _, flow = visit()
    share = next(line.share.value for line in flow.houses[-1].planned.lines if line.characteristic == "reply_time")
    roads = list_roads(flow, "reply_time", most=10_000)
    assert sum(road.weight for road in roads) == pytest.approx(share)
    assert {len(road.keys) for road in roads} == {4}
    assert [road.weight for road in roads] == sorted((road.weight for road in roads), reverse=True)


@pytest.mark.parametrize("changes", [{"courtesy": 9.0}, {"quick": 0.5}, {"quick": 6.0, "professional": 0.0}])
def test_the_roads_of_a_change_and_the_thinning_add_up_to_it_exactly(changes: dict[str, float]) -> None:
    _, _, flow = visit()
    moves = explain_change(flow, change_importance(flow, changes))
    assert len(moves) == 7
    assert sum(move.change for move in moves) == pytest.approx(0, abs=1e-12)
    for move in moves:
        assert sum(road.weight for road in move.through) + move.thinned == pytest.approx(move.change, abs=1e-12)
        assert all(road.keys[0] in {*changes, "…"} for road in move.through)
    assert abs(moves[0].change) == max(abs(move.change) for move in moves)


def test_a_change_names_the_ranks_that_moved() -> None:
    _, _, flow = visit()
    moves = {move.key: move for move in explain_change(flow, change_importance(flow, {"courtesy": 10.0}))}
    moved = [key for key, move in moves.items() if move.rank_before != move.rank_after]
    assert moved
    assert moves["on_time"].through[0].keys == ("courtesy", "appointment_call", "scheduling", "on_time")
