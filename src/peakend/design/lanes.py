"""Which lanes has a blueprint? Lane sets to start from: the generic five, and the four behaviours with six rows of what each moment needs.

A lane is one kind of acting, seen from the customer: what is at hand, what the customer does, what is done before the customer's eyes,
what behind them, and what supports it. Between two kinds runs a line: of interaction, of visibility, of internal interaction. Rows stand
below the lanes and hold no acting: they say for each moment its need, its guide, its tools. The row of moments and the row of needs are
filled from the study and hold no words of their own.
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from peakend.text import Text

LaneKind = Literal["evidence", "customer", "front", "back", "support", "row"]
"""What a lane holds: physical evidence, acting of the customer, of the front stage, of the back stage, of supporters; or information."""

LANE_KINDS: Final[tuple[LaneKind, ...]] = get_args(LaneKind)

Filling = Literal["", "moment", "guide", "need", "tools", "support", "linkage"]
"""What a row tells: nothing in particular, the moment, its one-line guide, its needs, its tools, its support, its internal linkage."""

FILLINGS: Final[tuple[Filling, ...]] = get_args(Filling)

DERIVED: Final = frozenset({"moment", "need"})
"""Rows that the study fills."""

ACTING: Final = ("customer", "front", "back", "support")
"""The kinds of lanes that hold somebody's acting, from the customer inwards."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of a blueprint, from left to right."""

    key: str
    name: Text
    kind: LaneKind
    role: str = ""
    """Who acts in it: the key of a role of the study or of the design, or nobody in particular."""
    fills: Filling = ""
    """What a row tells."""

    @property
    def acts(self) -> bool:
        """Whether somebody acts in it."""
        return self.kind in ACTING

    @property
    def shows(self) -> bool:
        """Whether what stands in it is at hand before the customer: physical evidence, or the tools of a moment."""
        return self.kind == "evidence" or self.fills == "tools"


GENERIC: Final = (
    Lane("evidence", Text("有形展示", "Physical evidence"), "evidence"),
    Lane("customer", Text("客户行为", "Customer actions"), "customer"),
    Lane("front", Text("前台行为", "Front stage"), "front"),
    Lane("back", Text("后台行为", "Back stage"), "back"),
    Lane("support", Text("支持过程", "Support processes"), "support"),
)
"""The lanes of the textbook."""

APPLIED: Final = (
    Lane("customer", Text("客户行为", "Customer"), "customer", role="customer"),
    Lane("manager", Text("客户经理行为", "Customer manager"), "front", role="manager"),
    Lane("team", Text("厅（组）内后台行为", "Back office of hall or team"), "back", role="team"),
    Lane("company", Text("公司行为", "Company"), "support", role="company"),
    Lane("moment", Text("关键时刻", "Moment"), "row", fills="moment"),
    Lane("guide", Text("行动指引", "Action guide"), "row", fills="guide"),
    Lane("need", Text("客户需求", "Customer needs"), "row", fills="need"),
    Lane("tools", Text("应用工具", "Tools"), "row", fills="tools"),
    Lane("support", Text("后台支撑", "Back-office support"), "row", fills="support"),
    Lane("linkage", Text("内部联动", "Internal linkage"), "row", fills="linkage"),
)
"""Four lanes of behaviour over six rows of information. Source: A86, A87."""

LANE_SETS: Final[dict[str, tuple[Lane, ...]]] = {"generic": GENERIC, "applied": APPLIED}
"""Lane sets by name; a blueprint may also bring lanes of its own."""

LANE_SET_NAMES: Final = {
    "generic": Text("通用五道", "Generic: five lanes"),
    "applied": Text("应用：四道行为、六行信息", "Applied: four lanes of behaviour, six rows"),
}

LINES: Final[dict[str, Text]] = {
    "interaction": Text("互动分界线", "Line of interaction"),
    "visibility": Text("可视线", "Line of visibility"),
    "internal": Text("内部互动线", "Line of internal interaction"),
}
"""The three lines, outermost first."""

_BEFORE: Final = {"interaction": "customer", "visibility": "front", "internal": "back"}


def place_lines(lanes: tuple[Lane, ...]) -> dict[str, int]:
    """Where each line runs: the number of the lane above which it stands; a line with no acting on one side of it is not there.

    >>> place_lines(GENERIC), place_lines(APPLIED[:2])
    ({'interaction': 2, 'visibility': 3, 'internal': 4}, {'interaction': 1})
    """
    depth = {kind: place for place, kind in enumerate(ACTING)}
    found: dict[str, int] = {}
    for line, kind in _BEFORE.items():
        inner = [number for number, lane in enumerate(lanes) if lane.acts and depth[lane.kind] > depth[kind]]
        outer = [number for number, lane in enumerate(lanes) if lane.acts and depth[lane.kind] <= depth[kind]]
        if inner and outer and max(outer) < min(inner) and lanes[max(outer)].kind == kind:
            found[line] = min(inner)
    return found
