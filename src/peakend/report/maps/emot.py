"""What does the E-MOT map of a scenario look like? Stage band, moments, curves, lanes and legend, each computed from results.

Nobody draws a curve by hand. Lanes without data are not there. What does not fit on one sheet folds into several of the same kind.
"""

from collections.abc import Collection, Iterator, Sequence

from peakend.analyse.importance import TOP
from peakend.analyse.result import Base
from peakend.define.study import Stage
from peakend.report import captions
from peakend.report.boxes import Box, Drawing, Marker, Polyline, Shape, move
from peakend.report.facts import Known, MomentFacts, ScenarioFacts
from peakend.report.heads import MARGIN, draw_head
from peakend.report.lettering import letter, line_height, measure
from peakend.report.maps.cells import Cell, Lane, head_cell
from peakend.report.maps.curve import draw_curves, shown_gap
from peakend.report.maps.lanes import LANES
from peakend.report.maps.legend import draw_legend
from peakend.report.maps.sheet import AIM, LEFT, PAD, WHOLE, Column, Sheet, lay_ground, lay_sheets, name_size
from peakend.report.theme import HEAD, SMALL, TINY, text_on
from peakend.report.words import count_line, headline
from peakend.text import Language

_BAND = 30.0


def draw_map(
    known: Known,
    facts: ScenarioFacts,
    language: Language,
    *,
    titled: bool = True,
    hidden: Collection[str] = (),
    pinned: Sequence[str] = (),
    aim: float = AIM,
) -> tuple[Drawing, ...]:
    """The E-MOT map of one scenario: one drawing, or several where there are too many moments for one.

    With `titled` the map carries its own head (title, base, mark of made-up answers) and stands alone; without, a page gives it one.
    `hidden` lanes are left out, `pinned` ones stand first (names: `LANE_NAMES`). It is laid out `aim` wide where its moments allow.
    """
    return tuple(_draw_sheet(sheet, hidden, pinned, titled=titled) for sheet in lay_sheets(known, facts, language, aim))


def _lay_lanes(sheet: Sheet, hidden: Collection[str], pinned: Sequence[str]) -> list[Lane]:
    """The lanes that there are, pinned ones first, in their order."""
    there = [lane for lane in (draw_curves(sheet), *(draw(sheet) for draw in LANES)) if lane is not None and lane.name not in hidden]
    return sorted(there, key=lambda lane: lane.name not in pinned)


def _draw_sheet(sheet: Sheet, hidden: Collection[str], pinned: Sequence[str], *, titled: bool) -> Drawing:
    edge = MARGIN if titled else 0.0
    shapes, y = draw_head(_title(sheet), _base(sheet), sheet.known.study, sheet.language, sheet.width) if titled else ([], 0.0)
    start = y
    names = _moment_row(sheet)
    lanes = _lay_lanes(sheet, hidden, pinned)
    top = start + _BAND + names.height
    bottom = top + sum(lane.height for lane in lanes)
    shapes.append(Box(0, start, sheet.width, bottom - start, fill="card", role="sheet"))
    shapes += lay_ground(sheet, start + _BAND, bottom)
    shapes += _stage_band(sheet, start)
    shapes += names.at(start + _BAND)
    y = top
    for lane in lanes:
        shapes.append(Polyline(((0, y), (sheet.width, y)), stroke="line", role="lane-line"))
        shapes += lane.at(y)
        y += lane.height
    shapes.append(Box(0, start, sheet.width, bottom - start, stroke="line", role="frame"))
    legend, height = draw_legend(_signs(sheet), sheet.language, PAD, sheet.width - PAD, bottom + 8)
    placed = [move(shape, edge, edge) for shape in [*shapes, *legend]]
    size = (sheet.width + 2 * edge, round(bottom + 8 + height + 2 * edge, 1))
    suffix = f"-{sheet.part}" if sheet.parts > 1 else ""
    return Drawing(
        *size,
        tuple(placed),
        title=_title(sheet),
        description=describe(sheet),
        name=f"map-{sheet.facts.scenario.key}{suffix}",
        freeze=(LEFT, _BAND + names.height) if not titled else (0.0, 0.0),
        foot=bottom + 1 if not titled else 0.0,
    )


def _title(sheet: Sheet) -> str:
    scenario = sheet.facts.scenario
    said = f"{sheet.say(captions.MAP)} · {scenario.name.say(sheet.language) or scenario.key}"
    return f"{said} · {sheet.say(captions.PART, part=sheet.part, parts=sheet.parts)}" if sheet.parts > 1 else said


def _base(sheet: Sheet) -> Base:
    """The base of the scenario on this sheet."""
    return sheet.known.base_in(sheet.facts.scenario.key)


def describe(sheet: Sheet) -> str:
    """The map in one sentence, for those who do not see it."""
    peaks = sheet.known.peaks.scenario(sheet.facts.scenario.key) if sheet.known.peaks else None
    weighed = sheet.known.importance.scenario(sheet.facts.scenario.key) if sheet.known.importance else None
    said = headline(peaks) if peaks is not None else headline(weighed) if weighed is not None else count_line(sheet.known.base)
    return said.say(sheet.language)


def _stage_band(sheet: Sheet, top: float) -> Iterator[Shape]:
    """The stages as a coloured band, each with its name and what the service wants to be in it."""
    yield Box(0, top, LEFT, _BAND, fill="wash", role="corner")
    for stage, columns in sheet.stages():
        x, width = columns[0].x, sum(column.width for column in columns)
        colour = stage.colour if stage is not None else "#66758a"
        yield Box(x, top, width, _BAND, fill=colour, role="stage")
        yield from _stage_words(sheet, stage, x, width, top, text_on(colour))
    yield Box(sheet.whole, top, WHOLE, _BAND, fill="wash", role="stage")


def _stage_words(sheet: Sheet, stage: Stage | None, x: float, width: float, top: float, colour: str) -> Iterator[Shape]:
    if stage is None:
        return
    name = letter(
        x + PAD, top + 6.5, stage.name.say(sheet.language), HEAD, bold=True, colour=colour, width=width - 2 * PAD, most=1, role="stage"
    )
    yield name
    policy = stage.policy.say(sheet.language)
    if policy and name.width + 10 + measure(policy, SMALL) < width - 2 * PAD:
        yield letter(x + PAD + name.width + 10, top + 9, policy, SMALL, colour=colour, role="policy")


def _moment_row(sheet: Sheet) -> Lane:
    """Numbers, names and provenance of the moments."""
    cells = [head_cell(sheet, captions.LANE_MOMENT), *(_moment_cell(sheet, column) for column in sheet.columns)]
    last = Cell(sheet.whole + PAD, WHOLE - 2 * PAD, sheet)
    last.add_words(sheet.say(captions.WHOLE), size=HEAD, bold=True, role="moment")
    last.add_words(sheet.say(captions.WHOLE_NOTE), size=TINY, colour="muted", role="note")
    height = max(cell.height for cell in [*cells, last]) + 2
    return Lane("moments", round(height, 1), tuple(shape for cell in [*cells, last] for shape in cell.shapes))


def _moment_cell(sheet: Sheet, column: Column) -> Cell:
    facts, cell = column.facts, Cell(column.x + PAD, column.inner, sheet)
    number = cell.add_words(f"{facts.place:02d}", size=TINY, colour="muted", role="number")
    if facts.moment.provenance in {"inferred", "placeholder"}:
        words = sheet.say(captions.PROVENANCE[facts.moment.provenance])
        colour = "end" if facts.moment.provenance == "inferred" else "quiet"
        x = cell.x + number.width + 8
        cell.shapes.append(Marker("ring", x + 3.5, number.y + line_height(TINY) / 2, 6, "card", colour, 1.8, role="provenance"))
        cell.shapes.append(letter(x + 10, number.y, words, TINY, colour="muted", role="provenance"))
    cell.y += 1
    name = facts.moment.name.say(sheet.language) or facts.moment.key
    cell.add_words(name, size=name_size(sheet), bold=True, most=4, role="moment", href=f"#{facts.anchor}")
    return cell


def _signs(sheet: Sheet) -> Iterator[str]:
    """The signs that are on this map."""
    moments: Sequence[MomentFacts] = [column.facts for column in sheet.columns]
    if any(facts.importance for facts in moments):
        yield from ("importance", "mean")
    if any(facts.experience for facts in moments):
        yield "experience"
    if any(facts.gap("expectation") for facts in moments):
        yield "expectation"
    for gap in filter(None, map(shown_gap, moments)):
        yield f"gap-{gap.kind}"
    marks = [facts.mark for facts in moments if facts.mark is not None and facts.special]
    for mark in marks:
        yield from (mark.kind, "solid" if mark.by_source and mark.by_test else "hollow")
    if any(one.shared for facts in moments for one in facts.common):
        yield "common"
    lines = [facts.importance for facts in sheet.facts.moments if facts.importance is not None]
    if len(lines) > TOP and sum(line.rank_low == 1 for line in lines) > 1:
        yield "tied"
    yield from _need_signs(moments)


def _need_signs(moments: Sequence[MomentFacts]) -> Iterator[str]:
    lines = [line for facts in moments if facts.needs for line in facts.needs.lines]
    if any(line.listed and line.core for line in lines):
        yield "listed"
    if any(line.core and not line.listed for line in lines):
        yield "measured"
    if any(line.listed and not line.core for line in lines):
        yield "not-core"
