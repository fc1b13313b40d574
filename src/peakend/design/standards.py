"""What rules are in force, how mature is the service, what is the organisation able to do? Its own word, beside which needs are put."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from peakend.text import Text

Fulfils = Literal["full", "part"]
Dimension = Literal["concept", "management", "system", "effect"]
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
LEVELS: Final = (1, 2, 3, 4, 5)
"""How mature something is, or how able: 1 not at all, 5 a model for others."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A rule that is in force: which needs it serves, at which moments (nothing: at all), and whether fully or in part."""

    key: str
    name: Text
    needs: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    fulfils: Fulfils = "full"
    rule: Text = Text()
    owner: str = ""
    source: Text = Text()


@dataclass(frozen=True, slots=True)
class Aim:
    """One dimension of the service as it is and as it is to be: words and levels from 1 to 5."""

    dimension: Dimension
    now: Text = Text()
    goal: Text = Text()
    now_level: int | None = None
    goal_level: int | None = None


@dataclass(frozen=True, slots=True)
class Capability:
    """What the organisation can do, from 1 to 5, and at which moments it is needed."""

    key: str
    name: Text
    level: int
    moments: tuple[str, ...]
    resources: Text = Text()
