"""How is a journey map drawn? Moments across; what customers do, think and feel, their emotion as a curve, flows and owners below."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from peakend.define.study import Moment, Role, Study
from peakend.design.blueprint import STATES
from peakend.design.health import Health
from peakend.design.journey import GROUNDS, Entry, Journey, fold_journey
from peakend.report.boxes import Label, Marker, Polyline, Shape
from peakend.report.diagrams import captions
from peakend.report.diagrams.blueprint import HEALTH_ROW, health_card, mark_words
from peakend.report.diagrams.grid import LEFT, Card, Grid, Head, Join, Laid, Paragraph, Row, keep_rows, lay_grid
from peakend.report.diagrams.page import Sheet, Told, make_sheet
from peakend.report.lettering import measure
from peakend.report.theme import FORMS, SERIES, SMALL, TINY
from peakend.text import Language, Text

WIDTH: Final = 150.0
"""The width of a card in a journey map."""

_CURVE: Final = 112.0
_SPAN: Final = 2.0

_TEXTS: Final = ("does", "thinks", "feels")
_FLOWS: Final = ("people", "experience", "business")
_LISTS: Final = {"pains": "peak_ink", "memories": "common", "opportunities": "good"}
_FILLS: Final = {
    "does": ("#e8f6ef", "#a9dcc3"),
    "thinks": ("#e9f1fb", "#b3cbea"),
    "feels": ("#fcf7ea", "#e0cf9f"),
}


@dataclass(frozen=True)
class JourneyView:
    """A journey map with all that is drawn on it."""

    study: Study
    journey: Journey
    language: Language
    health: Mapping[str, Health] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    synthetic: bool = False

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The moments of its scenario."""
        return self.study.scenario(self.journey.scenario).moments

    def say(self, text: Text, **blanks: object) -> str:
        """A caption in the language of the drawing."""
        return (text.fill(**blanks) if blanks else text).say(self.language)

    def name_group(self, key: str) -> str:
        """A group of customers in words."""
        names = {one.key: one.name.say(self.language) for one in self.study.segments}
        return names.get(key, key) if key else self.say(captions.ALL_CUSTOMERS)

    def name_role(self, key: str) -> str:
        """A role in words."""
        return self.roles[key].name.say(self.language) if key in self.roles else key


def draw_journeys(view: JourneyView) -> tuple[Sheet, ...]:
    """The sheets of a map: one, or sub-maps of about the same size where there are more than 20 moments."""
    return tuple(draw_journey(view, first, last) for first, last in fold_journey(len(view.moments)))


def draw_journey(view: JourneyView, first: int = 0, last: int | None = None, rows: frozenset[str] | None = None) -> Sheet:
    """The sheet of a map, or of its moments from `first` to before `last`, with these rows only. Raises `UnknownScenario`."""
    moments = view.moments[first:last]
    grid = _make_grid(view, moments)
    grid = grid if rows is None else keep_rows(grid, rows)
    laid = lay_grid(grid)
    laid = replace(laid, shapes=(*laid.shapes, *_draw_curves(view, laid, moments)))
    return make_sheet(laid, _tell(view, moments), view.language)


def _make_grid(view: JourneyView, moments: Sequence[Moment]) -> Grid:
    numbers = {moment.key: str(at) for at, moment in enumerate(view.moments, start=1)}
    heads = tuple(_head(view, moment, numbers[moment.key]) for moment in moments)
    cards: list[Card] = []
    rows: list[Row] = []
    for key, name, note, make in _list_rows(view):
        made = [card for at, moment in enumerate(moments) for card in make(len(rows), at, moment)]
        curve = key == "emotion"
        if made or (curve and any(_emotion(view, moment, group) is not None for moment in moments for group in view.journey.groups)):
            cards += made
            rows.append(Row(key, name, note, fill="page" if key == HEALTH_ROW else "", least=_CURVE if curve else 38.0))
    there = {card.key for card in cards}
    return Grid(heads, tuple(rows), tuple(cards), tuple(_joins(view, there, numbers)), WIDTH)


def _head(view: JourneyView, moment: Moment, number: str) -> Head:
    stage = view.study.stage(moment.stage)
    marks = mark_words(view.health.get(moment.key), view.language)
    name = stage.name.say(view.language) if stage else ""
    return Head(moment.key, moment.name.say(view.language), name, stage.colour if stage else "#66758a", number, marks, bool(marks))


Make = Callable[[int, int, Moment], Iterator[Card]]


def _list_rows(view: JourneyView) -> Iterator[tuple[str, str, str, Make]]:
    """Every row a map may have: its key, name and note, and what makes the cards of a cell."""
    groups = view.journey.groups
    for key, (name, note) in captions.JOURNEY_ROWS.items():
        if key in {"ways", "emotion"}:
            yield key, view.say(name), view.say(note) + _name_curves(view, key), _Ways(view) if key == "ways" else _nothing
            continue
        for group in groups:
            said = view.name_group(group) if group else view.say(note)
            yield f"{key}:{group}" if group else key, view.say(name), said, _Cell(view, key, group)
    if view.health:
        name, note = captions.HEALTH
        yield HEALTH_ROW, view.say(name), view.say(note), _HealthCell(view)


def _nothing(_row: int, _column: int, _moment: Moment) -> Iterator[Card]:
    return iter(())


def _name_curves(view: JourneyView, key: str) -> str:
    groups = view.journey.groups
    named = key == "emotion" and len(groups) > 1
    return "".join(f" · {_SIGNS[at % len(_SIGNS)]} {view.name_group(group)}" for at, group in enumerate(groups)) if named else ""


_SIGNS: Final = ("●", "■", "▲", "◆", "★", "▼", "→", "←")
"""The forms of the curves of several groups, as letters."""


@dataclass(frozen=True)
class _Ways:
    """Moments at which a branch or loop begins or ends."""

    view: JourneyView

    def __call__(self, row: int, column: int, moment: Moment) -> Iterator[Card]:
        ways = [way for way in self.view.journey.branches if moment.key in {way.start, way.end}]
        if ways:
            name = moment.name.say(self.view.language)
            names = {one.key: one.name.say(self.view.language) for one in self.view.moments}
            words = [
                Paragraph(f"{way.words.say(self.view.language)} → {names.get(way.end, way.end)}", TINY, "muted")
                for way in ways
                if way.start == moment.key and way.words
            ]
            yield Card(f"way:{moment.key}", row, column, (Paragraph(name, SMALL), *words), "card", "quiet")


@dataclass(frozen=True)
class _Cell:
    """One kind of words of one group."""

    view: JourneyView
    kind: str
    group: str

    def __call__(self, row: int, column: int, moment: Moment) -> Iterator[Card]:
        entry = self.view.journey.entry(moment.key, self.group)
        if entry is None:
            return
        key = f"{self.kind}:{self.group}:{moment.key}"
        if self.kind in _TEXTS:
            words = getattr(entry, self.kind).say(self.view.language)
            if words:
                fill, edge = _FILLS[self.kind]
                yield Card(key, row, column, (Paragraph(words, SMALL),), fill, edge)
            return
        said = tuple(self._say(entry))
        if said:
            yield Card(key, row, column, said)

    def _say(self, entry: Entry) -> Iterator[Paragraph]:
        language = self.view.language
        if self.kind in _LISTS:
            yield from (Paragraph(f"· {text.say(language)}", SMALL, _LISTS[self.kind]) for text in getattr(entry, self.kind))
        elif self.kind in _FLOWS:
            text: Text = getattr(entry, self.kind)
            yield from (Paragraph(words, SMALL) for words in [text.say(language)] if words)
        elif self.kind == "channels" and entry.channels:
            yield Paragraph(" · ".join(one.say(language) for one in entry.channels), SMALL)
        elif self.kind == "quotation" and entry.quotation is not None:
            yield Paragraph(self.view.say(captions.QUOTED, words=entry.quotation.words.say(language)), SMALL, "link")
            if entry.quotation.source:
                yield Paragraph(f"— {entry.quotation.source.say(language)}", TINY, "muted")
        elif self.kind == "owner" and (entry.owner or entry.backstage):
            yield Paragraph(" / ".join(self.view.name_role(key) for key in (entry.owner, entry.backstage) if key), SMALL)
        elif self.kind == "ground":
            yield Paragraph(GROUNDS[entry.ground].say(language), TINY, "muted")


@dataclass(frozen=True)
class _HealthCell:
    """The live experience of a moment."""

    view: JourneyView

    def __call__(self, row: int, column: int, moment: Moment) -> Iterator[Card]:
        yield health_card(self.view.health.get(moment.key, Health(moment.key)), row, column, self.view.language)


def _joins(view: JourneyView, there: set[str], numbers: Mapping[str, str]) -> Iterator[Join]:
    for way in dict.fromkeys((one.start, one.end) for one in view.journey.branches):
        start, end = f"way:{way[0]}", f"way:{way[1]}"
        if start in there and end in there:
            loop = int(numbers[way[1]]) < int(numbers[way[0]])
            yield Join(start, end, stroke="peak" if loop else "muted", dash=(4, 3) if loop else ())


def _emotion(view: JourneyView, moment: Moment, group: str) -> float | None:
    entry = view.journey.entry(moment.key, group)
    return None if entry is None else entry.emotion


def _draw_curves(view: JourneyView, laid: Laid, moments: Sequence[Moment]) -> Iterator[Shape]:
    """One curve a group over the middle of its columns; a moment without a judgement breaks it."""
    place = next((place for row, place in zip(laid.grid.rows, laid.rows, strict=True) if row.key == "emotion"), None)
    if place is None:
        return
    top, bottom = place.y + 16, place.bottom - 14
    for step, words in ((2, "+2"), (0, "0"), (-2, "−2")):
        y = bottom - (step + _SPAN) / (2 * _SPAN) * (bottom - top)
        yield Polyline(((LEFT, y), (laid.width, y)), stroke="grid", role="track")
        yield Label(LEFT + 4, y - TINY * 1.3, (words,), TINY, measure(words, TINY), colour="muted", role="scale")
    for at, group in enumerate(view.journey.groups):
        values = [_emotion(view, moment, group) for moment in moments]
        points = [
            None if value is None else (column.x + column.width / 2, bottom - (value + _SPAN) / (2 * _SPAN) * (bottom - top))
            for value, column in zip(values, laid.columns, strict=True)
        ]
        colour = SERIES[at % len(SERIES)] if view.journey.segments else "experience"
        for run in _runs(points):
            if len(run) > 1:
                yield Polyline(tuple(run), stroke=colour, line=2.2, role="curve")
        for value, point in zip(values, points, strict=True):
            if point is not None:
                tip = f"{view.name_group(group)}: {value:+g}"
                yield Marker(FORMS[at % len(FORMS)], *point, 10, colour, "card", 1.5, role="emotion", tip=tip)


def _runs(points: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    run: list[tuple[float, float]] = []
    for point in points:
        if point is None:
            yield run
            run = []
        else:
            run.append(point)
    yield run


def _tell(view: JourneyView, moments: Sequence[Moment]) -> Told:
    one, scenario = view.journey, view.study.scenario(view.journey.scenario)
    title = f"{view.say(captions.JOURNEY)} · {(one.title or scenario.name).say(view.language)}"
    facts = [view.study.title.say(view.language), view.say(STATES[one.state]), view.say(captions.VERSION, version=one.version)]
    facts.append(" / ".join(view.name_group(group) for group in one.groups))
    if len(moments) < len(view.moments):
        facts.append(" – ".join(dict.fromkeys(moment.name.say(view.language) for moment in (moments[0], moments[-1]))))
    lines = [" · ".join(facts)]
    if one.goal:
        lines.append(view.say(captions.GOAL_OF_CUSTOMER, goal=one.goal.say(view.language)))
    return Told(title, tuple(lines), (), view.synthetic, f"journey-{one.key}", " ".join(lines), view.say(captions.JOURNEY))
