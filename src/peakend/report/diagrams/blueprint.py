"""How is a service blueprint drawn? Lanes of steps under the moments, the three lines between them, connectors, marks and live health."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from peakend.analyse.result import Estimate, TooFew
from peakend.define.study import Role, Study
from peakend.design.blueprint import STATES, Blueprint, Stand, Step, Wait, stand_columns, visible_share
from peakend.design.contacts import evidence_share, find_contacts
from peakend.design.health import VERDICTS, Health
from peakend.design.lanes import DERIVED, LANE_SETS, LINES, Lane, place_lines
from peakend.design.versions import Difference, Status
from peakend.report.boxes import Box, Label, Polygon, Polyline, Shape, Sign
from peakend.report.diagrams import captions
from peakend.report.diagrams.grid import Card, Grid, Head, Join, Paragraph, Row, keep_rows, lay_grid, point_head
from peakend.report.diagrams.page import Sheet, Told, make_sheet
from peakend.report.lettering import measure
from peakend.report.theme import BODY, SMALL, TINY, text_on
from peakend.report.words.figures import write_interval, write_probability, write_value
from peakend.text import Language, Text

_LOOKS: Final = {
    "evidence": ("#fcf7ea", "#e0cf9f"),
    "customer": ("#e8f6ef", "#a9dcc3"),
    "front": ("#e9f1fb", "#b3cbea"),
    "back": ("#f0eef9", "#cbc4e6"),
    "support": ("#f1f4f7", "#c9d2dc"),
}
"""Fill and edge of a step by the kind of its lane."""

HEALTH_ROW: Final = "health"


@dataclass(frozen=True)
class BlueprintView:
    """A blueprint with all that is drawn on it: live health by moment, roles by key, what differs from another one."""

    study: Study
    blueprint: Blueprint
    language: Language
    health: Mapping[str, Health] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    difference: Difference | None = None
    synthetic: bool = False
    detail: bool = True
    """Whether the steps say who owns them, what fails and how long it takes; else they bear the marks alone."""

    @cached_property
    def drawn(self) -> Blueprint:
        """What is drawn: with a difference also what was removed."""
        return self.difference.union() if self.difference else self.blueprint

    def say(self, text: Text, **blanks: object) -> str:
        """A caption in the language of the drawing."""
        return (text.fill(**blanks) if blanks else text).say(self.language)

    def name_column(self, key: str) -> str:
        """A column in words."""
        return self._columns.get(key, key)

    @cached_property
    def _columns(self) -> dict[str, str]:
        return {stand.key: stand.name.say(self.language) for stand in stand_columns(self.study, self.blueprint)}

    def name_role(self, key: str) -> str:
        """A role in words."""
        return self.roles[key].name.say(self.language) if key in self.roles else key


def draw_blueprint(view: BlueprintView, first: int = 0, last: int | None = None, rows: frozenset[str] | None = None) -> Sheet:
    """The sheet of a blueprint, or of its columns from `first` to before `last`, with these rows (by the keys of their lanes) only.

    Raises `UnknownScenario`.
    """
    stands = stand_columns(view.study, view.blueprint)
    shown = stands[first:last]
    grid = Grid(
        heads=tuple(_head(view, stand, number) for number, stand in _number(stands) if stand in shown),
        rows=tuple(_rows(view)),
        cards=tuple(_cards(view, shown)),
        joins=tuple(_joins(view, shown)),
    )
    kept = grid if rows is None else keep_rows(grid, rows)
    return make_sheet(lay_grid(kept), _tell(view, stands, shown, kept), view.language)


def _number(stands: Sequence[Stand]) -> Iterator[tuple[str, Stand]]:
    """The columns with the numbers of their moments."""
    at = 0
    for stand in stands:
        at += stand.moment is not None
        yield (str(at) if stand.moment is not None else ""), stand


def _head(view: BlueprintView, stand: Stand, number: str) -> Head:
    marks = mark_words(view.health.get(stand.key), view.language)
    stage = stand.stage
    name = stage.name.say(view.language) if stage else ""
    if stage is not None and not stage.visible:
        name = view.say(captions.UNSEEN)
    return Head(
        stand.key,
        stand.name.say(view.language),
        name,
        stage.colour if stage else "#66758a",
        number,
        marks,
        special=bool(marks),
        shaded=not stand.visible,
    )


def mark_words(state: Health | None, language: Language) -> tuple[tuple[Sign, str, str], ...]:
    """The mark of a moment as peak or end, with its probability: sign, colour, words; nothing where it is neither."""
    if state is None or state.mark is None:
        return ()
    peak = state.mark.kind == "peak"
    words = f"{(captions.PEAK if peak else captions.END).say(language)} {write_probability(state.mark.probability)}"
    return (("triangle", "peak", words),) if peak else (("square", "end", words),)


def _rows(view: BlueprintView) -> Iterator[Row]:
    above = {number: line for line, number in place_lines(view.drawn.lanes).items()}
    for number, lane in enumerate(view.drawn.lanes):
        line = view.say(LINES[above[number]]) if number in above else ""
        yield Row(lane.key, lane.name.say(view.language), _role_note(view, lane), above=line)
    if view.health:
        name, note = captions.HEALTH
        yield Row(HEALTH_ROW, view.say(name), view.say(note), fill="page")


def _role_note(view: BlueprintView, lane: Lane) -> str:
    """Who acts in a lane, unless its name says it: the lanes of a lane set are named after their roles."""
    return view.name_role(lane.role) if lane.role and not any(lane in lanes for lanes in LANE_SETS.values()) else ""


def _cards(view: BlueprintView, shown: Sequence[Stand]) -> Iterator[Card]:
    columns = {stand.key: at for at, stand in enumerate(shown)}
    for row, lane in enumerate(view.drawn.lanes):
        if lane.fills in DERIVED:
            yield from _derived(view, lane, row, shown)
            continue
        for stand in shown:
            for step in view.drawn.cell(lane.key, stand.key):
                yield _card(view, step, lane, row, columns[stand.key])
    if view.health:
        for stand in shown:
            if stand.moment is not None:
                state = view.health.get(stand.key, Health(stand.key))
                yield health_card(state, len(view.drawn.lanes), columns[stand.key], view.language)


def _derived(view: BlueprintView, lane: Lane, row: int, shown: Sequence[Stand]) -> Iterator[Card]:
    """Rows that the study fills: the moment with its note, its needs."""
    needs = {need.key: need.name.say(view.language) for need in view.study.needs}
    for at, stand in enumerate(shown):
        if stand.moment is None:
            continue
        if lane.fills == "moment":
            words = [stand.moment.note.say(view.language) or stand.name.say(view.language)]
        else:
            words = [needs[key] for key in stand.moment.needs if key in needs]
        if words:
            yield Card(f"{lane.key}:{stand.key}", row, at, tuple(Paragraph(one, SMALL, "ink") for one in words))


def _card(view: BlueprintView, step: Step, lane: Lane, row: int, column: int) -> Card:
    status = view.difference.statuses.get(step.key, "kept") if view.difference else "kept"
    words = step.words.say(view.language)
    if lane.kind == "row":
        return Card(step.key, row, column, (Paragraph(words, SMALL, "muted" if status == "removed" else "ink"),))
    fill, edge = _LOOKS[lane.kind]
    line = 1.0
    if status != "kept":
        edge, line = captions.BADGES[status][1], 1.8
    gone = status == "removed"
    said = (Paragraph(words, BODY, "muted" if gone else "ink"), *(_details(view, step) if view.detail and not gone else ()))
    return Card(step.key, row, column, said, "wash" if gone else fill, edge, line, tuple(_marks(step, status)), tip=words)


def _marks(step: Step, status: Status) -> Iterator[tuple[str, str]]:
    there = {
        "fail": bool(step.fail),
        "wait": step.wait is not None,
        "decision": step.decision,
        "handoff": bool(step.handoff),
        "standin": bool(step.standin),
        status: status != "kept",
    }
    yield from (captions.BADGES[name] for name, is_there in there.items() if is_there)


def _details(view: BlueprintView, step: Step) -> Iterator[Paragraph]:
    """What fails, how long it takes, who answers for it, where it leads."""
    if step.fail:
        yield Paragraph(view.say(captions.FAIL, words=step.fail.say(view.language)), TINY, "peak_ink", role="detail")
    if step.remedy:
        yield Paragraph(view.say(captions.REMEDY, words=step.remedy.say(view.language)), TINY, "muted", role="detail")
    if step.wait is not None and (step.wait.standard is not None or step.wait.actual is not None):
        yield Paragraph(_write_wait(view, step.wait), TINY, "peak_ink" if step.wait.late else "end_ink", role="detail")
    lane = view.drawn.lane(step.lane)
    owner = "" if lane is not None and lane.role == step.owner else step.owner  # the lane says it
    roles = ((captions.OWNER, owner), (captions.STANDIN, step.standin), (captions.HANDOFF, step.handoff))
    said = [view.say(text, role=view.name_role(key)) for text, key in roles if key]
    if said:
        yield Paragraph(" · ".join(said), TINY, "muted", role="detail")
    for line in view.drawn.leaving(step.key):
        target = view.drawn.step(line.end)
        if line.words and target is not None:
            there = target.words.say(view.language) if target.column == step.column else view.name_column(target.column)
            words = view.say(captions.LEADS, words=line.words.say(view.language), step=there)
            yield Paragraph(words, TINY, "common", role="detail")


def _write_wait(view: BlueprintView, wait: Wait) -> str:
    unit = view.say(captions.UNITS[wait.unit])
    standard, actual = (None if one is None else f"{one:g} {unit}" for one in (wait.standard, wait.actual))
    if standard and actual:
        return view.say(captions.WAIT, standard=standard, actual=actual)
    return view.say(captions.WAIT_STANDARD, standard=standard) if standard else view.say(captions.WAIT_ACTUAL, actual=actual)


_VERDICT_LOOKS: Final = {
    "reached": ("●", "good_tint", "good"),
    "missed": ("▼", "peak_tint", "peak_ink"),
    "open": ("○", "end_tint", "end_ink"),
    "unknown": ("", "wash", "muted"),
}


def health_card(state: Health, row: int, column: int, language: Language) -> Card:
    """The live health of one moment as a card: mean with interval, what it is held against, what that proves."""
    sign, fill, ink = _VERDICT_LOOKS[state.verdict]
    key = f"{HEALTH_ROW}:{state.moment}"
    if isinstance(state.experience, TooFew):
        words = captions.TOO_FEW.fill(n=state.experience.n, needed=state.experience.needed).say(language)
        return Card(key, row, column, (Paragraph(words, SMALL, "muted", role="health"),))
    if not isinstance(state.experience, Estimate):
        return Card(key, row, column, (Paragraph(captions.NOT_ASKED.say(language), SMALL, "muted", role="health"),))
    value = write_value(state.experience.value, "rating")
    said = [Paragraph(f"{sign} {value} {write_interval(state.experience)}".strip(), SMALL, ink, bold=True, role="health")]
    if state.goal is not None:
        against = (captions.GOAL if state.set_goal else captions.SCENARIO_MEAN).fill(goal=write_value(state.goal, "rating"))
        said.append(Paragraph(f"{against.say(language)} · {VERDICTS[state.verdict].say(language)}", TINY, ink, role="health"))
    return Card(key, row, column, tuple(said), fill, fill)


def _joins(view: BlueprintView, shown: Sequence[Stand]) -> Iterator[Join]:
    """Connectors between steps that are both on this sheet."""
    columns = {stand.key for stand in shown}
    lanes = {lane.key for lane in view.drawn.lanes if lane.fills not in DERIVED}
    here = {step.key for step in view.drawn.steps if step.column in columns and step.lane in lanes}
    added = {(line.start, line.end) for line in view.difference.added} if view.difference else set()
    removed = {(line.start, line.end) for line in view.difference.removed} if view.difference else set()
    for line in view.drawn.connectors:
        ends = (line.start, line.end)
        if line.start in here and line.end in here:
            stroke = "good" if ends in added else "quiet" if ends in removed else "muted"
            yield Join(*ends, back=line.both, stroke=stroke, dash=(4, 3) if ends in removed else (), tip=line.words.say(view.language))


def _tell(view: BlueprintView, stands: Sequence[Stand], shown: Sequence[Stand], grid: Grid) -> Told:
    one, scenario = view.drawn, view.study.scenario(view.blueprint.scenario)
    title = f"{view.say(captions.BLUEPRINT)} · {(one.title or scenario.name).say(view.language)}"
    facts = [view.study.title.say(view.language), view.say(STATES[one.state]), view.say(captions.VERSION, version=one.version)]
    lines = [" · ".join(facts), " · ".join(_count(view))]
    if view.difference:
        lines.append(view.say(captions.DIFFERENCE, **view.difference.counts))
    if view.health:
        lines[-1] += " · " + view.say(captions.MEASURED)
    if len(shown) < len(stands):
        lines[0] += " · " + " – ".join(dict.fromkeys(stand.name.say(view.language) for stand in (shown[0], shown[-1])))
    return Told(
        title,
        tuple(lines),
        tuple(_legend(view)),
        view.synthetic,
        f"blueprint-{one.key}",
        " ".join(lines),
        view.say(captions.BLUEPRINT),
        tuple(_tell_apart(view, grid)),
    )


def _tell_apart(view: BlueprintView, grid: Grid) -> Iterator[str]:
    """Connectors between a step on this sheet and one on another."""
    here = {card.key for card in grid.cards}
    for line in view.drawn.connectors:
        start, end = view.drawn.step(line.start), view.drawn.step(line.end)
        if start is not None and end is not None and (start.key in here) != (end.key in here):
            yield view.say(captions.APART, start=start.words.say(view.language), end=end.words.say(view.language))


def _count(view: BlueprintView) -> Iterator[str]:
    """How many contacts there are, how much of the service is visible, how many contacts have evidence."""
    contacts = find_contacts(view.blueprint)
    yield view.say(captions.CONTACTS, count=len(contacts))
    visible, shown = visible_share(view.blueprint), evidence_share(contacts)
    if visible is not None:
        yield view.say(captions.VISIBLE, share=write_value(visible, "share"))
    if shown is not None:
        yield view.say(captions.SHOWN, share=write_value(shown, "share"))


def _legend(view: BlueprintView) -> Iterator[tuple[Sequence[Shape], str]]:
    arrow = (Polyline(((0, 0), (20, 0)), "muted", 1.3), Polygon(point_head((0, 0), (20, 0)), "muted"))
    yield arrow, view.say(captions.LEGEND_LEADS)
    yield (Polyline(((0, 0), (20, 0)), "faint", 1.4, (6, 4)),), view.say(captions.LEGEND_INTERACTION)
    there = {badge for step in view.drawn.steps for badge in _marks(step, "kept")}
    if view.difference:
        there |= {captions.BADGES[one.status] for one in view.difference.steps if one.status != "kept"}
    for name, badge in captions.BADGES.items():
        if badge in there:
            words, colour = badge
            wide = measure(words, TINY, bold=True)
            sign = Box(10 - max(16, wide + 7) / 2, -8, max(16, wide + 7), 16, colour, radius=8)
            mark = Label(10, -TINY * 0.66, (words,), TINY, wide, bold=True, colour=text_on(colour), anchor="middle")
            yield (sign, mark), view.say(captions.BADGE_NAMES[name])
    if any(state.mark is not None for state in view.health.values()):
        yield (Box(0, -7, 20, 14, "key", "line"),), view.say(captions.LEGEND_KEY)
    if view.health:
        yield (), view.say(captions.LEGEND_HEALTH)
