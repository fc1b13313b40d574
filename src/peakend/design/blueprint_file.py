"""How does a blueprint stand in a design file? Its section: written, read, and searched for keys that lead nowhere."""

from collections.abc import Iterator, Sequence
from typing import Any

from peakend.define.place import Place
from peakend.define.study import Study
from peakend.define.written import Outline, read_text, read_words, word, write_fields, write_text, write_words
from peakend.design.blueprint import Blueprint, Column, Connector, Goal, Step, Wait, stand_columns
from peakend.design.lanes import LANE_SETS, Lane
from peakend.design.plan import Design, known_roles
from peakend.design.references import Fault, find_repeated, find_unknown
from peakend.errors import ConnectorTwice, ConnectsItself, FieldMissing


def outline_blueprint(one: Blueprint) -> Outline:
    """The fields of one blueprint; a lane set stands there by its name."""
    named = next((name for name, lanes in LANE_SETS.items() if lanes == one.lanes), None)
    return write_fields(
        key=one.key,
        scenario=one.scenario,
        title=write_text(one.title),
        state=one.state if one.state != "to_be" else None,
        version=one.version if one.version != "1" else None,
        lane_set=named if named != "generic" else None,
        lanes=None if named else [outline_lane(lane) for lane in one.lanes],
        columns=[_outline_column(column) for column in one.columns] or None,
        goals=[write_fields(moment=goal.moment, value=write_number(goal.value)) for goal in one.goals] or None,
        steps=[outline_step(step) for step in one.steps] or None,
        connectors=[outline_connector(line) for line in one.connectors] or None,
    )


def outline_lane(lane: Lane) -> Outline:
    """The fields of one lane."""
    return write_fields(key=lane.key, name=write_words(lane.name), kind=lane.kind, role=lane.role or None, fills=lane.fills or None)


def _outline_column(column: Column) -> Outline:
    own = column.key if column.key not in {column.moment, column.stage} else None
    return write_fields(key=own, moment=column.moment or None, stage=column.stage or None, name=write_text(column.name))


def outline_step(step: Step) -> Outline:
    """The fields of one step."""
    return write_fields(
        key=step.key,
        lane=step.lane,
        column=step.column,
        words=write_words(step.words),
        decision=step.decision or None,
        fail=write_text(step.fail),
        remedy=write_text(step.remedy),
        wait=None if step.wait is None else _outline_wait(step.wait),
        handoff=step.handoff or None,
        standin=step.standin or None,
        owner=step.owner or None,
        evidence=list(step.evidence) or None,
    )


def _outline_wait(wait: Wait) -> Outline:
    unit = wait.unit if wait.unit != "minute" else None
    return write_fields(standard=write_number(wait.standard), actual=write_number(wait.actual), unit=unit)


def write_number(value: float | None) -> float | None:
    """A number as a person writes it: a whole one without a fraction.

    >>> write_number(5.0), write_number(4.25), write_number(None)
    (5, 4.25, None)
    """
    return int(value) if value is not None and value == int(value) else value


def outline_connector(line: Connector) -> Outline:
    """The fields of one connector."""
    return write_fields(start=line.start, end=line.end, both=line.both or None, words=write_text(line.words))


def build_blueprint(fields: Outline) -> Blueprint:
    """The blueprint of these fields."""
    own = tuple(build_lane(one) for one in fields.get("lanes", ()))
    return Blueprint(
        key=word(fields["key"]),
        scenario=word(fields["scenario"]),
        title=read_text(fields.get("title", "")),
        state=fields.get("state", "to_be"),
        version=word(fields.get("version", "1")),
        lanes=own or LANE_SETS[fields.get("lane_set", "generic")],
        columns=tuple(_build_column(one) for one in fields.get("columns", ())),
        steps=tuple(build_step(one) for one in fields.get("steps", ())),
        connectors=tuple(build_connector(one) for one in fields.get("connectors", ())),
        goals=tuple(Goal(word(one["moment"]), float(one["value"])) for one in fields.get("goals", ())),
    )


def build_lane(fields: Outline) -> Lane:
    """The lane of these fields."""
    return Lane(word(fields["key"]), read_text(fields["name"]), fields["kind"], word(fields.get("role", "")), fields.get("fills", ""))


def _build_column(fields: Outline) -> Column:
    moment, stage = word(fields.get("moment", "")), word(fields.get("stage", ""))
    return Column(word(fields.get("key", "")) or moment or stage, moment, stage, read_text(fields.get("name", "")))


def build_step(fields: Outline) -> Step:
    """The step of these fields."""
    return Step(
        key=word(fields["key"]),
        lane=word(fields["lane"]),
        column=word(fields["column"]),
        words=read_text(fields["words"]),
        decision=fields.get("decision", False),
        fail=read_text(fields.get("fail", "")),
        remedy=read_text(fields.get("remedy", "")),
        wait=_build_wait(fields["wait"]) if "wait" in fields else None,
        handoff=word(fields.get("handoff", "")),
        standin=word(fields.get("standin", "")),
        owner=word(fields.get("owner", "")),
        evidence=read_words(fields.get("evidence", ())),
    )


def _build_wait(fields: Outline) -> Wait:
    standard, actual = (float(fields[name]) if name in fields else None for name in ("standard", "actual"))
    return Wait(standard, actual, fields.get("unit", "minute"))


def build_connector(fields: Outline) -> Connector:
    """The connector of these fields."""
    return Connector(word(fields["start"]), word(fields["end"]), fields.get("both", False), read_text(fields.get("words", "")))


def find_blueprint_faults(study: Study | None, design: Design) -> Iterator[Fault]:
    """Keys that lead nowhere, keys that stand twice, connectors that join nothing. Without a study only what the design itself knows."""
    yield from find_repeated(("blueprints",), [one.key for one in design.blueprints])
    for one in design.blueprints:
        place: Place = ("blueprints", one.key)
        yield from _find_own_faults(place, one)
        if study is not None:
            yield from _find_study_faults(place, study, design, one)


def _find_own_faults(place: Place, one: Blueprint) -> Iterator[Fault]:
    yield from find_repeated((*place, "lanes"), [lane.key for lane in one.lanes])
    yield from find_repeated((*place, "columns"), [column.key for column in one.columns])
    yield from find_repeated((*place, "steps"), [step.key for step in one.steps])
    for number, column in enumerate(one.columns):
        if not column.key:
            yield (*place, "columns", number), FieldMissing(field="moment")
    lanes, steps = [lane.key for lane in one.lanes], [step.key for step in one.steps]
    for step in one.steps:
        yield from find_unknown((*place, "steps", step.key, "lane"), "lane", step.lane, lanes)
    joined: set[tuple[str, str]] = set()
    for number, line in enumerate(one.connectors):
        here = (*place, "connectors", number)
        yield from find_unknown((*here, "start"), "step", line.start, steps)
        yield from find_unknown((*here, "end"), "step", line.end, steps)
        if line.start == line.end:
            yield here, ConnectsItself(step=line.start)
        if (line.start, line.end) in joined:
            yield here, ConnectorTwice(start=line.start, end=line.end)
        joined.add((line.start, line.end))


def _find_study_faults(place: Place, study: Study, design: Design, one: Blueprint) -> Iterator[Fault]:
    scenarios = [scenario.key for scenario in study.scenarios]
    if one.scenario not in scenarios:
        yield from find_unknown((*place, "scenario"), "scenario", one.scenario, scenarios)
        return
    moments = [moment.key for moment in study.scenario(one.scenario).moments]
    stages, roles = [stage.key for stage in study.stages], list(known_roles(study, design))
    for number, column in enumerate(one.columns):
        yield from find_unknown((*place, "columns", number, "moment"), "moment", column.moment, moments)
        yield from find_unknown((*place, "columns", number, "stage"), "stage", column.stage, stages)
    for number, lane in enumerate(one.lanes):
        yield from find_unknown((*place, "lanes", number, "role"), "role", lane.role, roles)
    for number, goal in enumerate(one.goals):
        yield from find_unknown((*place, "goals", number, "moment"), "moment", goal.moment, moments)
    columns, grounds = [stand.key for stand in stand_columns(study, one)], known_evidence(study)
    for step in one.steps:
        here = (*place, "steps", step.key)
        yield from find_unknown((*here, "column"), "column", step.column, columns)
        for name in ("handoff", "standin", "owner"):
            yield from find_unknown((*here, name), "role", getattr(step, name), roles)
        for key in step.evidence:
            yield from find_unknown((*here, "evidence"), "evidence", key, grounds)


def known_evidence(study: Study) -> Sequence[str]:
    """What a decision can stand on: keys of needs, themes and questions."""
    parts: tuple[Sequence[Any], ...] = (study.needs, study.themes, study.survey.questions)
    return [one.key for several in parts for one in several]
