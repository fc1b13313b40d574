"""Designs of any size with words of any length, and what must hold on every drawing of them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from peakend.define.study import Moment, Scenario, Segment, Stage, Study
from peakend.design.blueprint import Blueprint, Connector, Step, Wait
from peakend.design.journey import Branch, Entry, Journey, Quotation
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
    segments = (Segment("one", random_text(random, 10)), Segment("two", random_text(random, 10)), Segment("three", Text("丙", "C")))
    return Study(
        "drawn", random_text(random, 30), stages=stages, scenarios=(Scenario("s", random_text(random, 20), moments),), segments=segments
    )


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


def random_journey(random: Random, study: Study, groups: int = 1) -> Journey:
    """A journey map with something in most cells, of one group or of several side by side."""
    segments = tuple(segment.key for segment in study.segments)[:groups] if groups > 1 else ()
    entries = [
        Entry(
            moment.key,
            group,
            does=random_text(random, 30),
            thinks=random_text(random, 60) if random.random() < 0.8 else Text(),
            feels=random_text(random, 12),
            channels=tuple(random_text(random, 5) for _ in range(random.randint(0, 3))),
            emotion=random.choice((None, -2, -1, 0, 0.5, 1, 2)),
            quotation=Quotation(random_text(random, 80), random_text(random, 8)) if random.random() < 0.4 else None,
            pains=tuple(random_text(random, 20) for _ in range(random.randint(0, 3))),
            memories=tuple(random_text(random, 20) for _ in range(random.randint(0, 2))),
            people=random_text(random, 20),
            opportunities=tuple(random_text(random, 30) for _ in range(random.randint(0, 2))),
            owner="owner",
        )
        for moment in study.moments()
        for group in segments or ("",)
        if random.random() < 0.9
    ]
    keys = [moment.key for moment in study.moments()]
    ends = [tuple(random.sample(keys, 2)) for _ in range(random.randint(0, 5))] if len(keys) > 1 else []
    branches = tuple(Branch(pair[0], pair[1], random_text(random, 8)) for pair in dict.fromkeys(ends))
    return Journey("j", "s", segments=segments, entries=tuple(entries), branches=branches)


class Near:
    """Which places may meet a place: those in the same squares of a net."""

    def __init__(self, places: Sequence[Rect], square: float = 160.0) -> None:
        """Put places, by their number, into squares."""
        self.square = square
        self.squares: dict[tuple[int, int], list[int]] = {}
        for number, place in enumerate(places):
            for key in self._keys(place):
                self.squares.setdefault(key, []).append(number)

    def find(self, place: Rect) -> set[int]:
        """The numbers of the places near this one."""
        return {number for key in self._keys(place) for number in self.squares.get(key, ())}

    def _keys(self, place: Rect) -> Iterator[tuple[int, int]]:
        for x in range(int(place.x // self.square), int(place.right // self.square) + 1):
            for y in range(int(place.y // self.square), int(place.bottom // self.square) + 1):
                yield x, y


def find_collisions(drawing: Drawing) -> Iterator[str]:
    """Everything that lies on something else, or outside the sheet, in words."""
    labels = [shape for shape in drawing.shapes if isinstance(shape, Label) and shape.lines]
    cards = [shape.place for shape in drawing.shapes if isinstance(shape, Box) and shape.role == "card"]
    written, framed = Near([label.place for label in labels]), Near(cards)
    for number, label in enumerate(labels):
        place = label.place
        if not drawing.place.holds(place):
            yield f"off the sheet: {label.text}"
        for other in written.find(place):
            if other < number and shrink(place).meets(shrink(labels[other].place)):
                yield f"words on words: {label.text} | {labels[other].text}"
        for at in framed.find(place):
            if label.role != "badge" and not cards[at].holds(place) and shrink(cards[at]).meets(place):
                yield f"words across the edge of a card: {label.text}"
    for number, card in enumerate(cards):
        yield from ("cards on cards" for at in framed.find(card) if at < number and shrink(card).meets(shrink(cards[at])))
    yield from _find_roads(drawing, labels, cards, written, framed)


def _find_roads(drawing: Drawing, labels: Sequence[Label], cards: Sequence[Rect], written: Near, framed: Near) -> Iterator[str]:
    lines = [shape for shape in drawing.shapes if isinstance(shape, Polyline) and shape.role == "connector"]
    stretches = [(number, segment(*pair)) for number, line in enumerate(lines) for pair in pairwise(line.points)]
    run = Near([stretch for _, stretch in stretches])
    for at, (line, stretch) in enumerate(stretches):
        yield from (f"a connector through a card: {stretch}" for card in framed.find(stretch) if shrink(cards[card], 1.5).meets(stretch))
        for number in written.find(stretch):
            label = labels[number]
            if label.role != "badge" and shrink(label.place, 0.5).meets(stretch):
                yield f"a connector through words: {label.text}"
        for other in run.find(stretch):
            if other < at and stretches[other][0] != line and _lie_on(stretch, stretches[other][1]):
                yield f"connectors on one another: {stretch}"


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
