"""Which version does undo lead to, and which does redo? Worked out from what was done, since every step is a version of its own."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Steps:
    """Where one can go: the version that stood before the last change, that change itself, and the change undone last; 0 for nowhere."""

    back: int = 0
    undone: int = 0
    forward: int = 0


def find_steps(versions: Iterable[tuple[int, str]]) -> Steps:
    """The steps that are open after these versions (number and deed, oldest first).

    >>> find_steps([(1, "study.create"), (2, "moment.rename"), (3, "undo")])
    Steps(back=0, undone=0, forward=2)
    >>> find_steps([(1, "study.create"), (2, "moment.rename"), (3, "undo"), (4, "redo")])
    Steps(back=1, undone=2, forward=0)
    """
    past: list[int] = []
    future: list[int] = []
    for number, deed in versions:
        if deed == "undo" and len(past) > 1:
            future.append(past.pop())
        elif deed == "redo" and future:
            past.append(future.pop())
        else:
            past.append(number)
            future.clear()
    if len(past) > 1:
        return Steps(past[-2], past[-1], future[-1] if future else 0)
    return Steps(forward=future[-1] if future else 0)
