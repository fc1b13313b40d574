import time

import pytest

from peakend.define.lineage import find_cycle, trace_moment
from peakend.define.study import Change, Study
from peakend.errors import UnknownMoment
from peakend.text import Text

LONG = tuple(Change("rename" if n % 2 else "split", (f"k{n}",), (f"k{n + 1}", f"x{n}")) for n in range(20_000))


def test_the_history_leads_back_and_on(tea: Study) -> None:
    steps = (
        Change("split", ("come",), ("enter", "look")),
        Change("merge", ("look", "choose"), ("order",)),
        Change("rename", ("enter",), ("enter",), Text("旧名", "old")),
    )
    study = Study("tea", tea.title, stages=tea.stages, scenarios=tea.scenarios, lineage=steps)
    trace = trace_moment(study, "order")
    assert (trace.earlier, trace.later, trace.now) == (("look", "choose", "come"), (), ("order",))
    assert trace_moment(study, "come").now == ("enter", "order")
    assert trace_moment(study, "come").changes == steps
    assert trace_moment(study, "pay").changes == ()


def test_a_moment_that_never_was_is_named(tea: Study) -> None:
    with pytest.raises(UnknownMoment, match="no moment 'nowhere'"):
        trace_moment(tea, "nowhere")


@pytest.mark.parametrize(
    ("steps", "road"),
    [
        ([("a", "b"), ("b", "a")], ("a", "b", "a")),
        ([("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")], ("b", "c", "d", "b")),
        ([("a", "a")], ()),
        ([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], ()),
    ],
    ids=["two", "inside", "kept key", "diamond"],
)
def test_a_circle_is_found_and_nothing_else(steps: list[tuple[str, str]], road: tuple[str, ...]) -> None:
    assert find_cycle([Change("split", (before,), (after,)) for before, after in steps]) == road


def test_a_long_history_is_followed_without_delay() -> None:
    started = time.process_time()  # of this process alone: the machine may be busy
    assert find_cycle(LONG) == ()
    assert find_cycle((*LONG, Change("merge", ("k20000",), ("k0",))))[0] == "k0"
    assert time.process_time() - started < 5
