"""What did a moment come from, and what came of it? The history of the moments: split, merge, move, rename.

A key names one moment for ever. When a moment is split or merged, keys are given up and others begin; the steps, in their order, lead
from any key back to what it came from and on to what stands for it now. So an older wave can be compared with a newer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from peakend.define.study import Change, Study
from peakend.errors import UnknownMoment

Roads = dict[str, dict[str, None]]
"""For each key the keys one step further on, in their order."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The history of one moment."""

    moment: str
    earlier: tuple[str, ...]
    """The keys it came from, the nearest first."""
    later: tuple[str, ...]
    """The keys that came of it, the nearest first."""
    now: tuple[str, ...]
    """The moments of the study that stand for it today: itself, or what came of it."""
    changes: tuple[Change, ...]
    """Every step that touched it or one of these, in their order."""


def trace_moment(study: Study, moment: str) -> Trace:
    """What a moment, of today or given up, came from and what came of it. Raises `UnknownMoment`.

    >>> from peakend.text import Text
    >>> tea = Study("tea", Text(en="Tea"), lineage=(Change("split", ("serve",), ("greet", "pour")),))
    >>> trace_moment(tea, "pour").earlier, trace_moment(tea, "serve").later
    (('serve',), ('greet', 'pour'))
    """
    today = [one.key for one in study.moments()]
    known = {*today, *(key for change in study.lineage for key in (*change.before, *change.after))}
    if moment not in known:
        raise UnknownMoment(moment=moment, known=", ".join(today))
    earlier, later = _follow(_backwards(study.lineage), moment), _follow(_forwards(study.lineage), moment)
    family = {moment, *earlier, *later}
    changes = tuple(change for change in study.lineage if family & {*change.before, *change.after})
    now = tuple(key for key in today if key == moment or key in later)
    return Trace(moment, earlier, later, now, changes)


def find_cycle(lineage: Iterable[Change]) -> tuple[str, ...]:
    """The road from a key back to itself, or nothing. A step that keeps a key (a rename) is no road.

    >>> find_cycle([Change("split", ("a",), ("b", "c")), Change("merge", ("b", "d"), ("a",))])
    ('a', 'b', 'a')
    """
    roads = _forwards(lineage)
    done: set[str] = set()
    for start in roads:
        found = _walk(roads, start, done)
        if found:
            return found
    return ()


def _walk(roads: Roads, start: str, done: set[str]) -> tuple[str, ...]:
    """Depth first from one key; a key met again on the way closes a circle. Without recursion: a hostile history may be long."""
    way: list[str] = []
    open_keys: dict[str, int] = {}
    waiting: list[tuple[str, int]] = [(start, 0)]
    while waiting:
        key, depth = waiting.pop()
        for left in way[depth:]:
            done.add(left)
            del open_keys[left]
        del way[depth:]
        if key in open_keys:
            return (*way[open_keys[key] :], key)
        if key in done:
            continue
        open_keys[key] = depth
        way.append(key)
        waiting += [(after, depth + 1) for after in reversed(roads.get(key, {}))]
    done.update(way)
    return ()


def _forwards(lineage: Iterable[Change]) -> Roads:
    return _collect((before, after) for change in lineage for before in change.before for after in change.after)


def _backwards(lineage: Iterable[Change]) -> Roads:
    return _collect((after, before) for change in lineage for before in change.before for after in change.after)


def _collect(steps: Iterable[tuple[str, str]]) -> Roads:
    roads: Roads = {}
    for start, end in steps:
        if start != end:
            roads.setdefault(start, {})[end] = None
    return roads


def _follow(roads: Roads, start: str) -> tuple[str, ...]:
    """Every key that the roads lead to, the nearest first."""
    found: dict[str, None] = {}
    waiting = [start]
    while waiting:
        step = [end for key in waiting for end in roads.get(key, ()) if end not in found and end != start]
        found.update(dict.fromkeys(step))
        waiting = list(dict.fromkeys(step))
    return tuple(found)
