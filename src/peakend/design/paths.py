"""Where does the weight of a quality parameter come from? Every road through the houses, and flows that lose nothing on the way.

A road leads from a moment over a need, a contact and an element to a parameter; its weight is the product of what the moment brings to the
need and of all marks on the road, divided by the sum over all roads. Then the roads that end in a parameter add up to its share exactly,
and what flows into any node flows out of it: the flows of the Sankey picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.design.flow import Flow
from peakend.design.soundness import share_out

Floats = NDArray[np.float64]

MOST_ROADS: Final = 2_000_000
"""So many roads are walked one by one at most; flows and sums need no roads."""


@dataclass(frozen=True)
class Stream:
    """How much of the final weight flows from one node to one of the next layer."""

    layer: int
    start: str
    end: str
    weight: float


@dataclass(frozen=True)
class Sankey:
    """Layers of nodes (moments where they were asked, needs, then the columns of each house) with what flows through each, and the streams.

    Every layer adds up to the same: 1 for all parameters together, the share of the parameter where one was traced.
    """

    layers: tuple[tuple[tuple[str, float], ...], ...]
    streams: tuple[Stream, ...]
    total: float

    def through(self, layer: int, key: str) -> float:
        """How much flows through one node."""
        return next((weight for name, weight in self.layers[layer] if name == key), 0.0)


@dataclass(frozen=True)
class Road:
    """One way through the houses: the keys from the need to the parameter, and what it adds to the share of the parameter."""

    keys: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Move:
    """One parameter before and after a change of importance.

    `through` are the roads whose own weight changed, the largest change first, with what each adds (or takes); `thinned` is what it lost
    (or won) because all shares add up to 1. Together they are the change of its share exactly.
    """

    key: str
    before: float
    after: float
    rank_before: int
    rank_after: int
    through: tuple[Road, ...]
    thinned: float

    @property
    def change(self) -> float:
        """By how much its share changed."""
        return self.after - self.before


def trace_weights(flow: Flow, parameter: str = "") -> Sankey:
    """The flows of a worked-out cascade: all of it, or what ends in one parameter of the last house.

    Σ over the roads through a link, divided by the sum over all roads: no weight is lost and none appears between layers. The weight at a
    node is what it passes on in the end, not its share within its own house: a contact whose elements serve no parameter passes nothing.
    """
    tables, names = _tables(flow)
    ends = np.ones(tables[-1].shape[1])
    if parameter:
        ends = np.array([1.0 if name == parameter else 0.0 for name in names[-1]])
    ahead = [ends]
    for table in reversed(tables):
        ahead.insert(0, table @ ahead[0])
    behind = [np.ones(tables[0].shape[0])]
    for table in tables:
        behind.append(behind[-1] @ table)
    whole = float(behind[-1].sum())
    layers = tuple(tuple(zip(keys, (one * two / whole).tolist(), strict=True)) for keys, one, two in zip(names, behind, ahead, strict=True))
    streams = tuple(
        Stream(layer, names[layer][one], names[layer + 1][two], float(behind[layer][one] * table[one, two] * ahead[layer + 1][two] / whole))
        for layer, table in enumerate(tables)
        for one, two in np.argwhere(behind[layer][:, None] * table * ahead[layer + 1][None, :] > 0)
    )
    return Sankey(layers, streams, float((behind[-1] * ends).sum() / whole))


def _tables(flow: Flow) -> tuple[list[Floats], list[tuple[str, ...]]]:
    """What each layer hands to the next one, from the moments (or the needs) on, and the names of the layers."""
    weights = needs_of(flow)
    houses = [one.marks for one in flow.houses]
    names = [one.house.keys for one in flow.houses]
    voices = flow.voices
    if len(voices.moments) == 0:
        return [weights[None, :], *houses], [("team",), voices.needs, *names]
    factor = np.divide(weights, voices.importance.values, out=np.zeros_like(weights), where=voices.importance.values > 0)
    return [voices.parts * factor, *houses], [voices.moments, voices.needs, *names]


def needs_of(flow: Flow) -> Floats:
    """The weights of the needs that drive: absolute weights, or importances."""
    planned = flow.cascade.drives == "planning"
    return np.array([line.absolute if planned else line.importance.value for line in flow.planning])


def list_roads(flow: Flow, parameter: str = "", most: int = 10) -> tuple[Road, ...]:
    """The heaviest roads from a need to a parameter (to any), the heaviest first."""
    weights, marks = needs_of(flow), [one.marks for one in flow.houses]
    paths = _walk(weights, marks)
    whole = float(paths.sum())
    names = [flow.voices.needs, *(one.house.keys for one in flow.houses)]
    if parameter:
        paths = np.where(np.array([name == parameter for name in names[-1]]), paths, 0.0)
    order = np.argsort(-paths, axis=None, kind="stable")[:most]
    return tuple(
        Road(tuple(names[layer][one] for layer, one in enumerate(place)), float(paths[place] / whole))
        for place in (tuple(int(step) for step in np.unravel_index(at, paths.shape)) for at in order)
        if paths[place] > 0
    )


def _walk(weights: Floats, marks: Sequence[Floats]) -> Floats:
    """The weight of every road before it is divided, shape (needs, columns of each house …)."""
    paths = weights
    for table in marks:
        paths = paths[..., None] * table
    return np.asarray(paths, dtype=np.float64)


def explain_change(before: Flow, after: Flow, most: int = 5) -> tuple[Move, ...]:
    """What a change of the needs' weights did to the last house, and through which roads: each change is the exact sum of what is told.

    share' - share = Σ_roads (p' - p) / T' + share · (T / T' - 1), p the weight of a road and T the sum over all roads: the first term goes
    over the roads of needs whose weight changed, the second is what all others gain or lose because shares add up to 1. Both cascades have
    the same houses; of `through` only the `most` largest are kept, the rest is one road named "…" so that nothing is lost.
    """
    marks = [one.marks for one in before.houses]
    old, new = _aligned(before, after)
    one, two = _walk(old, marks), _walk(new, marks)
    total, other = float(one.sum()), float(two.sum())
    shares, shares_after = _last(one) / total, _last(two) / other
    ranks, ranks_after = _ranks(shares), _ranks(shares_after)
    gained = (two - one) / other
    names = [before.voices.needs, *(house.house.keys for house in before.houses)]
    moves = []
    for at, key in enumerate(names[-1]):
        mine = gained[..., at]
        order = [place for place in np.argsort(-np.abs(mine), axis=None, kind="stable") if mine.flat[place] != 0]
        roads = [
            Road(
                (*(names[layer][int(step)] for layer, step in enumerate(np.unravel_index(place, mine.shape))), key), float(mine.flat[place])
            )
            for place in order[:most]
        ]
        rest = float(sum(mine.flat[place] for place in order[most:]))
        if len(order) > most:
            roads.append(Road(("…", key), rest))
        thinned = float(shares[at] * (total / other - 1))
        moves.append(Move(key, float(shares[at]), float(shares_after[at]), ranks[at], ranks_after[at], tuple(roads), thinned))
    return tuple(sorted(moves, key=lambda move: -abs(move.change)))


def _aligned(before: Flow, after: Flow) -> tuple[Floats, Floats]:
    """The weights of the needs of `before` in both."""
    new = dict(zip(after.voices.needs, needs_of(after).tolist(), strict=True))
    return needs_of(before), np.array([new.get(need, 0.0) for need in before.voices.needs])


def _last(paths: Floats) -> Floats:
    return np.asarray(paths.reshape(-1, paths.shape[-1]).sum(axis=0), dtype=np.float64)


def _ranks(shares: Floats) -> list[int]:
    return [int(1 + (shares > share + 1e-12).sum()) for share in shares]


def pass_on(weights: Floats, marks: Sequence[Floats]) -> Floats:
    """The shares of the columns of the last house, from weights and mean marks."""
    for table in marks:
        weights = weights @ table
    return share_out(weights)
