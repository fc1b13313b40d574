"""How do cards in rows and columns become a drawing in which nothing lies on anything? One layout for blueprints and journey maps.

Columns have one width; a row is as high as its highest cell; between the columns run gutters, above the rows channels, as wide as the
connectors in them need. So a card that grows pushes everything below it down and nothing aside, and a drawing looks the same from one
edit to the next. Words are broken to the card and never cut.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Final

from peakend.report.boxes import Box, Label, Marker, Point, Polygon, Polyline, Rect, Shape, Sign
from peakend.report.diagrams.roads import Roads, Spot, Way, draw_way, plan_roads, settle_gutters
from peakend.report.lettering import measure, wrap
from peakend.report.theme import BODY, HEAD, SMALL, TINY, text_on

LEFT: Final = 136.0
"""The width of the column that names the rows."""

CARD: Final = 138.0
"""The width of a card in a blueprint."""

PAD: Final = 9.0
STACK: Final = 20.0
"""Between two cards of one cell: room for a connector and its head."""
INSIDE: Final = 9.0
"""Above and below the cards of a row."""
STRIP: Final = 18.0
"""The strip of a line between two lanes."""
BADGE: Final = 16.0

LANE_LINE: Final = "lane-line"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in one size and colour."""

    words: str
    size: float = BODY
    colour: str = "ink"
    bold: bool = False
    role: str = "words"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing in a cell. A plain one has no frame; badges are letters or signs on its upper edge."""

    key: str
    row: int
    column: int
    paragraphs: tuple[Paragraph, ...]
    fill: str = ""
    stroke: str = ""
    line: float = 1.0
    badges: tuple[tuple[str, str], ...] = ()
    tip: str = ""
    href: str = ""

    @property
    def plain(self) -> bool:
        """Whether it has no frame."""
        return not self.stroke


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name, a note under it, its ground, and the line that runs above it, if one does."""

    key: str
    name: str
    note: str = ""
    fill: str = ""
    above: str = ""
    curve: bool = False
    """Whether a curve is drawn in it: then it has the height of `least`."""
    least: float = 38.0


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its name and number, its stage with its colour, its marks."""

    key: str
    name: str
    stage: str = ""
    colour: str = "#66758a"
    number: str = ""
    marks: tuple[tuple[Sign, str, str], ...] = ()
    """Sign, its colour, and the words beside it."""
    special: bool = False
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """What leads from one card to another. `arrow` at its end, `back` at its start too."""

    start: str
    end: str
    back: bool = False
    stroke: str = "muted"
    dash: tuple[float, ...] = ()
    tip: str = ""


@dataclass(frozen=True)
class Grid:
    """What is to be laid out."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    cards: tuple[Card, ...]
    joins: tuple[Join, ...] = ()
    width: float = CARD


@dataclass(frozen=True)
class Laid:
    """A grid that has its place: shapes from (0, 0), and where everything stands, for slides, tiles and screens."""

    grid: Grid
    shapes: tuple[Shape, ...]
    width: float
    height: float
    head: float
    """The y at which the rows begin."""
    boxes: Mapping[str, Rect]
    ways: tuple[Way, ...]
    roads: tuple[tuple[Point, ...], ...]
    columns: tuple[Rect, ...]
    rows: tuple[Rect, ...]


@lru_cache(maxsize=32_768)
def break_words(words: str, width: float, size: float, *, bold: bool = False) -> tuple[tuple[str, ...], float]:
    """Words broken into lines, and the width of the widest; kept, because an edit changes one card of hundreds."""
    lines = wrap(words, width, size, bold=bold)
    return lines, max((measure(line, size, bold=bold) for line in lines), default=0.0)


def write_paragraphs(paragraphs: Iterable[Paragraph], x: float, y: float, width: float) -> tuple[tuple[Label, ...], float]:
    """Labels of paragraphs under one another, and the y below the last."""
    labels: list[Label] = []
    for one in paragraphs:
        lines, widest = break_words(one.words, width, one.size, bold=one.bold)
        label = Label(x, y, lines, one.size, widest, one.bold, one.colour, role=one.role)
        labels.append(label)
        y += label.height + 2
    return tuple(labels), y - (2 if labels else 0)


def lay_grid(grid: Grid) -> Laid:
    """Place everything: ways and channels first, then rows, then gutters, then columns."""
    spots = _find_spots(grid.cards)
    roads = plan_roads(spots, [(one.start, one.end) for one in grid.joins], len(grid.rows), len(grid.heads))
    heights = {card.key: _card_height(card, grid.width, roads) for card in grid.cards}
    head = _head_height(grid)
    rows, channels, spans = _place_rows(grid, roads, heights, head)
    settle_gutters(roads, spans, channels)
    gutters, columns = _place_columns(grid, roads, rows[-1].bottom if rows else head)
    boxes = {card.key: Rect(columns[card.column].x, spans[card.key][0], grid.width, heights[card.key]) for card in grid.cards}
    width = gutters[-1] + roads.gutter_width(len(gutters) - 1)
    height = rows[-1].bottom if rows else head
    ways = tuple(draw_way(roads, at, boxes, gutters, channels) for at in range(len(grid.joins)))
    rows = tuple(Rect(0, row.y, width, row.height) for row in rows)
    written = {card.key: _write_card(card, boxes[card.key]) for card in grid.cards}
    shapes = [*_ground(grid, rows, columns, width, height), *_head_shapes(grid, columns, gutters, width)]
    shapes += [*_row_names(grid, rows), *_draw_joins(grid.joins, ways)]
    for card in grid.cards:
        shapes += [*_card_box(card, boxes[card.key]), *written[card.key], *_badges(card, boxes[card.key])]
    return Laid(grid, tuple(shapes), width, height, head, boxes, roads.ways, ways, columns, rows)


def keep_rows(grid: Grid, keys: Iterable[str]) -> Grid:
    """The same grid with these rows only, and the connectors between what stands in them."""
    kept = [number for number, row in enumerate(grid.rows) if row.key in set(keys)]
    numbers = {number: at for at, number in enumerate(kept)}
    cards = tuple(replace(card, row=numbers[card.row]) for card in grid.cards if card.row in numbers)
    there = {card.key for card in cards}
    joins = tuple(join for join in grid.joins if join.start in there and join.end in there)
    return replace(grid, rows=tuple(grid.rows[number] for number in kept), cards=cards, joins=joins)


def _find_spots(cards: Sequence[Card]) -> dict[str, Spot]:
    cells: dict[tuple[int, int], list[Card]] = {}
    for card in cards:
        cells.setdefault((card.column, card.row), []).append(card)
    return {
        card.key: Spot(column, row, number, len(several)) for (column, row), several in cells.items() for number, card in enumerate(several)
    }


def _inner(width: float) -> float:
    return width - 2 * PAD


def _card_height(card: Card, width: float, roads: Roads) -> float:
    if card.plain:
        _, y = write_paragraphs(card.paragraphs, 0, 0, width - 4)
        return max(y, roads.least_height(card.key))
    _, y = write_paragraphs(card.paragraphs, 0, 0, _inner(width))
    return max(y + _above(card) + PAD, roads.least_height(card.key), 34.0)


def _above(card: Card) -> float:
    return PAD + (2.0 if card.badges else 0.0)


def _write_card(card: Card, place: Rect) -> tuple[Label, ...]:
    if card.plain:
        return write_paragraphs(card.paragraphs, place.x + 2, place.y, place.width - 4)[0]
    return write_paragraphs(card.paragraphs, place.x + PAD, place.y + _above(card), _inner(place.width))[0]


def _place_rows(
    grid: Grid, roads: Roads, heights: Mapping[str, float], top: float
) -> tuple[tuple[Rect, ...], list[float], dict[str, tuple[float, float]]]:
    """The rows from top to bottom, the first y of each channel, top and bottom of each card."""
    rows: list[Rect] = []
    channels: list[float] = []
    spans: dict[str, tuple[float, float]] = {}
    by_cell = {
        row: [list(several) for _, several in groupby(sorted(cards, key=lambda one: one.column), key=lambda one: one.column)]
        for row, cards in _by_row(grid.cards).items()
    }
    y = top
    for number, row in enumerate(grid.rows):
        start = y
        y += _strip(row)
        channels.append(y + 6)
        y += roads.channel_height(number) + INSIDE
        tallest = 0.0
        for cell in by_cell.get(number, ()):
            at = y
            for card in cell:
                spans[card.key] = (at, at + heights[card.key])
                at += heights[card.key] + (STACK if not card.plain else 5.0)
            tallest = max(tallest, at - y - (STACK if not cell[-1].plain else 5.0))
        names = _name_height(row)
        y += max(tallest, names - INSIDE, row.least - 2 * INSIDE) + INSIDE
        rows.append(Rect(0, start, 0, y - start))
    channels.append(y + 6)
    return tuple(rows), channels, spans


def _strip(row: Row) -> float:
    """The height of the strip in which a line runs: room for its name."""
    if not row.above:
        return 0.0
    return max(STRIP, len(break_words(row.above, LEFT - 14, TINY)[0]) * TINY * 1.32 + 5)


def _by_row(cards: Iterable[Card]) -> dict[int, list[Card]]:
    rows: dict[int, list[Card]] = {}
    for card in cards:
        rows.setdefault(card.row, []).append(card)
    return rows


def _name_paragraphs(row: Row) -> tuple[Paragraph, ...]:
    note = (Paragraph(row.note, TINY, "muted", role="note"),) if row.note else ()
    return (Paragraph(row.name, BODY, "ink", bold=True, role="lane"), *note)


def _name_height(row: Row) -> float:
    return write_paragraphs(_name_paragraphs(row), 0, 0, LEFT - 22)[1] + INSIDE


def _place_columns(grid: Grid, roads: Roads, bottom: float) -> tuple[list[float], tuple[Rect, ...]]:
    """The left edge of each gutter, and the place of each column's cards."""
    gutters: list[float] = []
    columns: list[Rect] = []
    x = LEFT
    for number in range(len(grid.heads)):
        gutters.append(x)
        x += roads.gutter_width(number)
        columns.append(Rect(x, 0, grid.width, bottom))
        x += grid.width
    gutters.append(x)
    return gutters, tuple(columns)


def _head_paragraphs(head: Head) -> tuple[Paragraph, ...]:
    stage = (Paragraph(head.stage, TINY, "muted", role="stage"),) if head.stage else ()
    name = f"{head.number} {head.name}" if head.number else head.name
    return (*stage, Paragraph(name, HEAD, "ink", bold=True, role="moment"))


_MARK: Final = 15.0


def _head_height(grid: Grid) -> float:
    heights = [
        write_paragraphs(_head_paragraphs(head), 0, 0, grid.width)[1] + sum(_mark_height(mark, grid.width) for mark in head.marks)
        for head in grid.heads
    ]
    return 12 + max(heights, default=0.0) + 10


def _mark_height(mark: tuple[Sign, str, str], width: float) -> float:
    lines, _ = break_words(mark[2], width - _MARK, SMALL, bold=True)
    return len(lines) * SMALL * 1.32 + 2


def _head_shapes(grid: Grid, columns: Sequence[Rect], gutters: Sequence[float], width: float) -> Iterable[Shape]:
    for colour, several in groupby(zip(grid.heads, columns, strict=True), key=lambda pair: (pair[0].stage, pair[0].colour)):
        side = list(several)
        left = gutters[grid.heads.index(side[0][0])]
        last = grid.heads.index(side[-1][0])
        right = gutters[last + 1] if last + 1 < len(grid.heads) else width
        yield Box(left, 0, right - left, 5, fill=colour[1], role="stage-band")
    for head, column in zip(grid.heads, columns, strict=True):
        labels, y = write_paragraphs(_head_paragraphs(head), column.x, 12, grid.width)
        yield from labels
        for sign, tint, words in head.marks:
            lines, widest = break_words(words, grid.width - _MARK, SMALL, bold=True)
            yield Marker(sign, column.x + 5, y + SMALL * 0.66 + 2, 9, tint, role="mark")
            yield Label(column.x + _MARK, y + 2, lines, SMALL, widest, bold=True, colour=f"{tint}_ink", role="mark")
            y += _mark_height((sign, tint, words), grid.width)


def _ground(grid: Grid, rows: Sequence[Rect], columns: Sequence[Rect], width: float, height: float) -> Iterable[Shape]:
    yield Box(0, 0, width, height, fill="card", stroke="line", radius=0, role="frame")
    for row, place in zip(grid.rows, rows, strict=True):
        if row.fill:
            yield Box(0.5, place.y, width - 1, place.height, fill=row.fill, role="ground")
    for one, column in zip(grid.heads, columns, strict=True):
        if one.special or one.shaded:
            yield Box(column.x - 6, 5, column.width + 12, height - 5.5, fill="key" if one.special else "wash", role="key")
    for row, place in zip(grid.rows, rows, strict=True):
        if row.above:
            y = place.y + _strip(row) / 2
            yield Polyline(((LEFT, y), (width, y)), stroke="faint", line=1.4, dash=(6, 4), role=LANE_LINE)
        else:
            yield Polyline(((0, place.y), (width, place.y)), stroke="line", role=LANE_LINE)
    if rows:
        yield Polyline(((LEFT, 5), (LEFT, height)), stroke="line", role="column-line")


def _row_names(grid: Grid, rows: Sequence[Rect]) -> Iterable[Shape]:
    for row, place in zip(grid.rows, rows, strict=True):
        y = place.y + INSIDE
        if row.above:
            lines, widest = break_words(row.above, LEFT - 14, TINY)
            height = len(lines) * TINY * 1.32
            yield Label(10, place.y + (_strip(row) - height) / 2, lines, TINY, widest, colour="muted", role="line-name")
            y += _strip(row)
        yield from write_paragraphs(_name_paragraphs(row), 10, y, LEFT - 22)[0]


def _draw_joins(joins: Sequence[Join], ways: Sequence[tuple[Point, ...]]) -> Iterable[Shape]:
    for join, points in zip(joins, ways, strict=True):
        yield Polyline(points, stroke=join.stroke, line=1.3, dash=join.dash, role="connector", tip=join.tip)
        yield Polygon(point_head(points[-2], points[-1]), fill=join.stroke, role="arrowhead")
        if join.back:
            yield Polygon(point_head(points[1], points[0]), fill=join.stroke, role="arrowhead")


def point_head(before: Point, tip: Point, size: float = 6.5) -> tuple[Point, Point, Point]:
    """The head of an arrow that comes from `before` and ends at `tip`, on a level or upright line.

    >>> point_head((0, 0), (10, 0), 4)
    ((10, 0), (6.0, 2.0), (6.0, -2.0))
    """
    (x0, y0), (x, y) = before, tip
    dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
    wide = size / 2
    return (tip, (x - dx * size + dy * wide, y - dy * size + dx * wide), (x - dx * size - dy * wide, y - dy * size - dx * wide))


def _card_box(card: Card, place: Rect) -> Iterable[Shape]:
    if not card.plain:
        yield Box(place.x, place.y, place.width, place.height, card.fill or "card", card.stroke, card.line, 6, "card", card.href, card.tip)


def _badges(card: Card, place: Rect) -> Iterable[Shape]:
    """Letters on the upper edge, from the right."""
    x = place.right - 11
    for words, colour in card.badges:
        width = max(BADGE, measure(words, TINY, bold=True) + 7)
        yield Box(x - width + BADGE / 2, place.y - BADGE / 2, width, BADGE, colour, "card", 1.2, BADGE / 2, "badge")
        middle = x - width / 2 + BADGE / 2
        wide = measure(words, TINY, bold=True)
        yield Label(middle, place.y - TINY * 0.66, (words,), TINY, wide, bold=True, colour=text_on(colour), anchor="middle", role="badge")
        x -= width + 2
