"""Designs of any size with words of any length, and what must hold on every drawing of them."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from random import Random

from peakend.define.study import Moment, Scenario, Stage, Study
from peakend.design.blueprint import Blueprint, Connector, Step, Wait
from peakend.design.lanes import Lane, LaneKind
from peakend.report.boxes import Box, Drawing, Label, Polyline, Rect
from peakend.text import Text

_ZH = (
    "客户经理先听完问清再讲原因当场答不了的给时限按期主动告知进展办理资料"
    "预约到达沟通投诉处理离开跟进服务记录系统网络维护热线（组）内，。；：“”、"
)
_EN = [
    "a",
    "the",
    "customer",
    "manager",
    "internationalisation",
    "appointment",
    "and",
    "responsibility",
    "follow-up",
    "of",
    "misunderstanding",
]
_KINDS: Sequence[LaneKind] = ("evidence", "customer", "front", "front", "back", "back", "support", "support", "row", "row")


def random_text(random: Random, longest: int) -> Text:
    """Words of a random length in both languages, sometimes one unbreakable word."""
    zh = "".join(random.choice(_ZH) for _ in range(random.randint(1, longest)))
    en = " ".join(random.choice(_EN) for _ in range(random.randint(1, max(1, longest // 6))))
    return Text(zh, en if random.random() > 0.05 else "x" * longest)


def random_study(random: Random, columns: int) -> Study:
    """A study of one scenario with so many moments."""
    stages = (
        Stage("before", Text("准备", "Preparation"), visible=False),
        Stage("contact", Text("接触", "Contact"), "#2f9e6e"),
        Stage("work", random_text(random, 12), "#2b6cb0"),
        Stage("end", Text("结束", "End"), "#c98a12", ends=True),
    )
    moments = tuple(
        Moment(f"m{at}", random_text(random, 24), stages[1 + min(2, at * 3 // columns)].key, note=random_text(random, 60))
        for at in range(columns - 1)
    )
    return Study("drawn", random_text(random, 30), stages=stages, scenarios=(Scenario("s", random_text(random, 20), moments),))


def random_blueprint(random: Random, study: Study, lanes: int = 10) -> Blueprint:
    """A blueprint of up to ten lanes, with steps in most cells and connectors between any of them."""
    names = [
        Lane(f"l{at}", random_text(random, 16), kind, fills="guide" if kind == "row" and at % 2 else "")
        for at, kind in enumerate(_KINDS[:lanes])
    ]
    columns = ["before", *(moment.key for moment in study.moments())]
    steps = [
        _random_step(random, f"s{at}_{column}_{number}", lane.key, column)
        for at, lane in enumerate(names)
        for column in columns
        if random.random() < 0.8
        for number in range(random.choice((1, 1, 1, 2, 3)))
    ]
    joined = {
        (one.key, two.key)
        for one in steps
        if random.random() < 0.7
        for two in [random.choice(_near(random, one, steps, columns))]
        if one.key != two.key
    }
    connectors = [Connector(*ends, both=random.random() < 0.2, words=random_text(random, 4)) for ends in sorted(joined)]
    return Blueprint("b", "s", lanes=tuple(names), steps=tuple(steps), connectors=tuple(connectors))


def _random_step(random: Random, key: str, lane: str, column: str) -> Step:
    return Step(
        key,
        lane,
        column,
        random_text(random, random.choice((6, 12, 30, 90))),
        decision=random.random() < 0.1,
        fail=random_text(random, 20) if random.random() < 0.2 else Text(),
        remedy=random_text(random, 30) if random.random() < 0.1 else Text(),
        wait=Wait(5, 8) if random.random() < 0.2 else None,
        owner="owner" if random.random() < 0.5 else "",
        handoff="someone_else" if random.random() < 0.1 else "",
        standin="another" if random.random() < 0.1 else "",
    )


def _near(random: Random, one: Step, steps: Sequence[Step], columns: Sequence[str]) -> Sequence[Step]:
    """Mostly steps of the same or the next column, sometimes any."""
    if random.random() < 0.15:
        return steps
    at = columns.index(one.column)
    near = [two for two in steps if 0 <= columns.index(two.column) - at <= 1 and two.key != one.key]
    return near or steps


def find_collisions(drawing: Drawing) -> Iterator[str]:
    """Everything that lies on something else, or outside the sheet, in words."""
    labels = [shape for shape in drawing.shapes if isinstance(shape, Label) and shape.lines]
    cards = [shape.place for shape in drawing.shapes if isinstance(shape, Box) and shape.role == "card"]
    for label in labels:
        if not drawing.place.holds(label.place):
            yield f"off the sheet: {label.text}"
    yield from (f"words on words: {one.text} | {two.text}" for one, two in _meeting(labels))
    yield from (f"cards on cards: {one} {two}" for one, two in combinations(cards, 2) if shrink(one).meets(shrink(two)))
    for label in labels:
        for card in cards:
            inside = label.role == "badge" or card.holds(label.place) or not shrink(card).meets(label.place)
            if not inside:
                yield f"words across the edge of a card: {label.text}"
    yield from _find_roads(drawing, labels, cards)


def _find_roads(drawing: Drawing, labels: Sequence[Label], cards: Sequence[Rect]) -> Iterator[str]:
    lines = [shape for shape in drawing.shapes if isinstance(shape, Polyline) and shape.role == "connector"]
    segments = [(number, segment(*pair)) for number, line in enumerate(lines) for pair in pairwise(line.points)]
    words = [label for label in labels if label.role != "badge"]
    for _, stretch in segments:
        yield from (f"a connector through a card: {stretch}" for card in cards if shrink(card, 1.5).meets(stretch))
        yield from (f"a connector through words: {label.text}" for label in words if shrink(label.place, 0.5).meets(stretch))
    for one, two in combinations(segments, 2):
        if one[0] != two[0] and _lie_on(one[1], two[1]):
            yield f"connectors on one another: {one[1]} {two[1]}"


def _lie_on(one: Rect, two: Rect) -> bool:
    """Whether two straight stretches share more than a crossing or an end."""
    if one.width and two.width and abs(one.y - two.y) < 1:
        return min(one.right, two.right) - max(one.x, two.x) > 2
    if one.height and two.height and abs(one.x - two.x) < 1:
        return min(one.bottom, two.bottom) - max(one.y, two.y) > 2
    return False


def segment(start: tuple[float, float], end: tuple[float, float]) -> Rect:
    """A straight stretch as a place without width or without height."""
    return Rect(min(start[0], end[0]), min(start[1], end[1]), abs(start[0] - end[0]), abs(start[1] - end[1]))


def shrink(place: Rect, by: float = 0.6) -> Rect:
    """A place without its edge."""
    return Rect(place.x + by, place.y + by, max(0.0, place.width - 2 * by), max(0.0, place.height - 2 * by))


def _meeting(labels: Sequence[Label]) -> Iterator[tuple[Label, Label]]:
    """Pairs of labels that lie on one another, by a sweep from top to bottom."""
    live: list[Label] = []
    for label in sorted(labels, key=lambda one: one.y):
        live = [one for one in live if one.place.bottom > label.y + 0.6]
        yield from ((one, label) for one in live if shrink(one.place).meets(shrink(label.place)))
        live.append(label)
