"""How is a house drawn? Roof, columns, marks, the planning matrix at the right, technical importance with its uncertainty below.

Drawn from the worked-out cascade alone; every sign has its words in the legend, every cell its marks in its tip.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from peakend.define.study import Study
from peakend.design.flow import Flow
from peakend.design.houses import Characteristic
from peakend.report.boxes import Box, Drawing, Marker, Polygon, Polyline, Shape
from peakend.report.houses import captions
from peakend.report.houses.footing import draw_footing, note_lines
from peakend.report.houses.plan import ARROW, MOST_ROWS, NAME, PAD, WEIGHT, Plan, fold_parts
from peakend.report.houses.planning import draw_planning, planning_width
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter
from peakend.report.slides.drawing import LANE_LINE
from peakend.report.theme import BODY, SMALL, TINY
from peakend.report.words import write_number
from peakend.text import Language, Text

ARROWS: Final = {"more": "↑", "less": "↓", "target": "◎"}
EFFECTS: Final = {"++": ("++", "importance"), "+": ("+", "importance"), "-": ("−", "peak_ink"), "--": ("−−", "peak_ink")}
SIGN: Final = 15.0
"""The size of the sign of a mark."""

GAP: Final = 18.0


def draw_houses(flow: Flow, study: Study, language: Language) -> tuple[Drawing, ...]:
    """Every house of a cascade, whole."""
    return tuple(draw_house(Plan(flow, at, study, language)) for at in range(len(flow.houses)))


def fold_house(flow: Flow, at: int, study: Study, language: Language) -> tuple[Drawing, ...]:
    """One house in pieces that can be read on a slide: matrix with roof, planning matrix, technical importance; each small."""
    columns, rows = fold_parts(len(flow.houses[at].house.columns)), fold_parts(len(flow.cascade.rows(at)), MOST_ROWS)
    plans = [
        Plan(flow, at, study, language, first, count, first_row, row_count, blocks=("matrix",))
        for first_row, row_count in rows
        for first, count in columns
    ]
    plans += [
        plan
        for first_row, row_count in rows
        if planning_width(plan := Plan(flow, at, study, language, first_row=first_row, row_count=row_count, blocks=("planning",)))
    ]
    plans += [Plan(flow, at, study, language, first, count, blocks=("footing",)) for first, count in columns]
    return tuple(draw_house(plan, number, len(plans)) for number, plan in enumerate(plans, start=1))


def draw_house(plan: Plan, part: int = 1, parts: int = 1) -> Drawing:
    """One house as a drawing."""
    planning = planning_width(plan)
    width = plan.right + (planning + GAP if planning else 0.0)
    shapes = [*_draw_ground(plan), *_draw_roof(plan), *_draw_heads(plan), *_draw_rows(plan), *_draw_marks(plan)]
    if planning:
        shapes += draw_planning(plan, plan.right + GAP)
    foot = plan.foot
    if "footing" in plan.blocks:
        below, foot = draw_footing(plan, plan.foot + 10)
        shapes += below
    legend, height = lay_legend(_explain(plan), 0, width, foot + 10)
    shapes += legend
    y = foot + 10 + height + 4
    described = [] if plan.blocks == ("matrix",) else [describe_house(plan)]
    for number, words in enumerate([*described, *note_lines(plan)], start=1 - len(described)):
        label = letter(0, y, words, SMALL, colour="end_ink" if number else "muted", width=width, role="note")
        shapes.append(label)
        y += label.height + 3
    return Drawing(
        width,
        y + 2,
        tuple(shapes),
        title_house(plan, part, parts),
        describe_house(plan),
        f"house-{plan.cascade.key}-{plan.one.house.key}" + (f"-{part}" if parts > 1 else ""),
        freeze=(plan.left, plan.body),
    )


def title_house(plan: Plan, part: int = 1, parts: int = 1) -> str:
    """The title of a house: of which cascade, from what to what, which of how many."""
    houses = plan.cascade.houses
    rows = captions.NEEDS if plan.at == 0 else houses[plan.at - 1].name
    both = plan.say(captions.ROWS_TO, rows=rows.say(plan.language), columns=plan.one.house.name.say(plan.language))
    told = [plan.cascade.title.say(plan.language), both, plan.say(captions.HOUSE, number=plan.at + 1, count=len(houses))]
    return " · ".join([*told, plan.say(captions.PART, number=part, count=parts)] if parts > 1 else told)


def describe_house(plan: Plan) -> str:
    """What drives it, and what its numbers stand on."""
    measured = captions.SURVEYED if plan.flow.voices.measured else captions.SET
    raters = plan.say(captions.RATED_BY, n=plan.one.raters) if plan.one.raters > 1 else plan.say(captions.ONE_RATER)
    gap = "；" if plan.language == "zh" else "; "
    return gap.join([plan.say(captions.DRIVES[plan.cascade.drives]), plan.say(measured), raters])


def _draw_ground(plan: Plan) -> Iterator[Shape]:
    if plan.columns:
        yield Box(plan.left, plan.top, plan.right - plan.left, plan.head, fill="chip", stroke="chip_line", role="ground")
    if not plan.rows:
        return
    yield Box(0, plan.body, plan.right, plan.foot - plan.body, fill="card", stroke="line", role="ground")
    yield Polyline(((0, plan.body), (plan.right, plan.body)), "line", role=LANE_LINE)
    for at in range(1, len(plan.rows)):
        y = plan.row_top(at)
        yield Polyline(((0, y), (plan.right, y)), "line", role="row-line")
    for at in range(len(plan.columns) + 1 if plan.columns else 0):
        x = plan.left + at * plan.width
        yield Polyline(((x, plan.top), (x, plan.foot)), "line", role="column-line")


def _draw_roof(plan: Plan) -> Iterator[Shape]:
    """A place for each pair of columns, and what stands in it."""
    if not plan.roof:
        return
    keys = [column.key for column in plan.columns]
    effects = {frozenset((beam.one, beam.other)): beam.effect for beam in plan.one.house.roof}
    half, slope = plan.width / 2, plan.slope
    for one in range(len(keys)):
        for other in range(one + 1, len(keys)):
            x, y = plan.left + plan.width * (one + other + 1) / 2, plan.top - slope * (other - one)
            yield Polygon(((x - half, y), (x, y - slope), (x + half, y), (x, y + slope)), fill="card", stroke="line", role="roof")
    for one in range(len(keys)):
        for other in range(one + 1, len(keys)):
            effect = effects.get(frozenset((keys[one], keys[other])))
            if effect is not None:
                words, colour = EFFECTS[effect]
                x, y = plan.left + plan.width * (one + other + 1) / 2, plan.top - slope * (other - one)
                yield letter(x, y - SMALL * 0.66, words, SMALL, bold=True, colour=colour, anchor="middle", role="effect")


def _draw_heads(plan: Plan) -> Iterator[Shape]:
    idle = set(plan.one.needless)
    for at, column in enumerate(plan.columns):
        if column.key in idle:
            x = plan.left + at * plan.width
            yield Box(x + 1, plan.top + 1, plan.width - 2, plan.head - 2, fill="end_tint", role="idle")
        words = column.name.say(plan.language) or column.key
        room = plan.width - 2 * PAD
        label = letter(plan.middle(at), plan.top + PAD, words, SMALL, width=room, anchor="middle", role="column")
        space = plan.head - ARROW - 2 * PAD - label.height
        yield letter(
            plan.middle(at), plan.top + PAD + max(space, 0) / 2, words, SMALL, width=room, anchor="middle", role="column", tip=words
        )
        yield letter(
            plan.middle(at),
            plan.body - ARROW - 2,
            ARROWS[column.direction],
            BODY,
            bold=True,
            colour="link",
            anchor="middle",
            role="direction",
        )
    if not plan.rows:
        return
    head = captions.IMPORTANCE if plan.at == 0 else captions.INCOMING
    yield letter(
        NAME + WEIGHT - PAD, plan.body - 20, plan.say(head), TINY, colour="muted", width=WEIGHT + NAME / 2, anchor="end", role="head"
    )


def _draw_rows(plan: Plan) -> Iterator[Shape]:
    lonely, weights = set(plan.one.unserved), {key: place for place, key in enumerate(plan.one.rows)}
    for at, (key, name) in enumerate(zip(plan.rows, plan.names, strict=True)):
        top, height = plan.row_top(at), plan.heights[at]
        if key in lonely:
            yield Box(1, top + 1, NAME + WEIGHT - 2, height - 2, fill="end_tint", role="lonely")
        label = letter(PAD, 0, name, BODY, width=NAME - 2 * PAD)
        yield letter(PAD, top + (height - label.height) / 2, name, BODY, width=NAME - 2 * PAD, role="row")
        value, interval = _weigh(plan, weights.get(key))
        x = NAME + WEIGHT - PAD
        if interval:
            yield letter(x, top + height / 2 - 14, value, BODY, bold=True, anchor="end", role="weight")
            yield letter(x, top + height / 2 + 1, interval, TINY, colour="muted", anchor="end", role="interval")
        else:
            colour = "ink" if key in weights else "muted"
            size = BODY if key in weights else TINY
            words = letter(x, 0, value, size, bold=key in weights, width=WEIGHT - 4, anchor="end")
            yield letter(
                x,
                top + (height - words.height) / 2,
                value,
                size,
                bold=key in weights,
                colour=colour,
                width=WEIGHT - 4,
                anchor="end",
                role="weight",
            )


def _weigh(plan: Plan, place: int | None) -> tuple[str, str]:
    """The weight of a row with its interval: importance in the first house, the share that comes in later."""
    if place is None:
        return plan.say(captions.UNHEARD), ""
    if plan.at == 0:
        figure = plan.flow.planning[place].importance
        known = figure.n > 0
        return write_number(figure.value, 2), f"[{figure.low:.2f}, {figure.high:.2f}]" if known else ""
    share = plan.flow.houses[plan.at - 1].driven(plan.cascade.drives).lines[place].share
    return f"{100 * share.value:.1f}%", f"[{100 * share.low:.1f}, {100 * share.high:.1f}]"


def _draw_marks(plan: Plan) -> Iterator[Shape]:
    """The sign of each relation; cells on which raters are two steps or more apart are tinted."""
    given = plan.cascade.relations(plan.at)
    torn = {(row, column): steps for row, column, steps in plan.one.apart}
    for row, key in enumerate(plan.rows):
        y = plan.row_top(row) + plan.heights[row] / 2
        for at, column in enumerate(plan.columns):
            marks = given[:, plan.first_row + row, plan.first + at].tolist()
            mean = sum(marks) / len(marks)
            if mean <= 0:
                continue
            x = plan.middle(at)
            if torn.get((key, column.key), 0) > 1:
                yield Box(
                    x - plan.width / 2 + 1.5,
                    plan.row_top(row) + 1.5,
                    plan.width - 3,
                    plan.heights[row] - 3,
                    fill="end_tint",
                    role="torn",
                    tip=tell_marks(plan, column, marks),
                )
            elif (key, column.key) in torn:
                yield Marker("circle", x + plan.width / 2 - 7, plan.row_top(row) + 7, 6, fill="end", role="differ")
            yield from sign_mark(plan.cascade.marks, mean, x, y, tell_marks(plan, column, marks))


def tell_marks(plan: Plan, column: Characteristic, marks: Sequence[float]) -> str:
    """The marks of one cell in words, rater by rater where they differ."""
    name = column.name.say(plan.language)
    if len(set(marks)) == 1:
        return f"{name}: {marks[0]:g}"
    raters = [rater.say(plan.language) for rater in plan.cascade.raters]
    return f"{name}: " + ", ".join(f"{rater} {mark:g}" for rater, mark in zip(raters, marks, strict=True))


def sign_mark(marks: Sequence[float], value: float, x: float, y: float, tip: str = "") -> Iterator[Shape]:
    """The sign of a mark: ● ○ △ for three marks, the nearest one for a mean; a number where there are more or fewer."""
    if len(marks) != 3:  # noqa: PLR2004 - strong, medium, weak
        yield letter(x, y - BODY * 0.66, f"{value:.3g}", BODY, bold=True, anchor="middle", role="mark", tip=tip)
        return
    place = min(range(3), key=lambda at: (abs(marks[at] - value), at))
    if place == 0:
        yield Marker("circle", x, y, SIGN + 1, fill="brand", role="mark", tip=tip)
    elif place == 1:
        yield Marker("ring", x, y, SIGN, fill="card", stroke="link", line=2.0, role="mark", tip=tip)
    else:
        yield Marker("triangle", x, y, SIGN - 1, fill="card", stroke="faint", line=1.6, role="mark", tip=tip)


def _explain(plan: Plan) -> list[tuple[list[Shape], str]]:
    """The legend."""
    marks = plan.cascade.marks
    told: list[tuple[list[Shape], str]] = []
    if len(marks) == 3 and "matrix" in plan.blocks:  # noqa: PLR2004 - strong, medium, weak
        for mark, words in zip(marks, (captions.STRONG, captions.MEDIUM, captions.WEAK), strict=True):
            told.append(([replace(sign, role="legend") for sign in sign_mark(marks, mark, 10, 0)], f"{mark:g} {plan.say(words)}"))
    shown = set(plan.rows), {column.key for column in plan.columns}
    apart = {steps > 1 for row, column, steps in plan.one.apart if row in shown[0] and column in shown[1]}
    if False in apart:
        told.append(([Marker("circle", 12, 0, 6, fill="end")], plan.say(captions.DIFFER)))
    if True in apart:
        told.append(([Box(2, -8, 16, 16, fill="end_tint", stroke="end")], plan.say(captions.APART)))
    found = {column.direction for column in plan.columns}
    arrows: dict[str, Text] = {"more": captions.MORE, "less": captions.LESS, "target": captions.TARGETED}
    told += [([_word(ARROWS[name])], plan.say(words)) for name, words in arrows.items() if name in found]
    if plan.roof:
        told += [([_word("++", 7), _word("+", 20)], plan.say(captions.HELP)), ([_word("−", 5), _word("−−", 18)], plan.say(captions.HINDER))]
    if planning_width(plan):
        told.append(([Marker("circle", 10, 0, 9, fill="experience")], plan.say(captions.OURS)))
        if any(row.competitors for row in plan.cascade.needs):
            told.append(([Marker("square", 10, 0, 9, fill="faint")], plan.say(captions.RIVALS)))
        told.append(([Marker("diamond", 10, 0, 11, fill="end")], plan.say(captions.GOAL)))
    return told


def _word(words: str, x: float = 8) -> Shape:
    """A sign that is written."""
    return letter(x, -SMALL * 0.68, words, SMALL, bold=True, colour="link", anchor="middle")
