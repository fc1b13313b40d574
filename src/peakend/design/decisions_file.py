"""How do standards, aims, capabilities and decisions stand in a design file? Their sections: written, read, searched for faults."""

from collections.abc import Iterator, Sequence
from typing import Any

from peakend.define.place import Place
from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.define.written import Outline, read_text, read_words, word, write_fields, write_text, write_words
from peakend.design.blueprint_file import write_number
from peakend.design.decision import KINDS, Decision, Effect, split_link
from peakend.design.plan import Design, known_roles
from peakend.design.references import Fault, find_repeated, find_unknown
from peakend.design.standards import LEVELS, Aim, Capability, Standard
from peakend.errors import EvidenceMalformed, LevelOutside
from peakend.text import Text


def outline_standard(one: Standard) -> Outline:
    """The fields of one standard."""
    return write_fields(
        key=one.key,
        name=write_words(one.name),
        needs=list(one.needs) or None,
        moments=list(one.moments) or None,
        fulfils=one.fulfils if one.fulfils != "full" else None,
        rule=write_text(one.rule),
        owner=one.owner or None,
        source=write_text(one.source),
    )


def build_standard(fields: Outline) -> Standard:
    """The standard of these fields."""
    return Standard(
        word(fields["key"]),
        read_text(fields["name"]),
        read_words(fields.get("needs", ())),
        read_words(fields.get("moments", ())),
        fields.get("fulfils", "full"),
        read_text(fields.get("rule", "")),
        word(fields.get("owner", "")),
        read_text(fields.get("source", "")),
    )


def outline_aim(one: Aim) -> Outline:
    """The fields of one dimension."""
    return write_fields(
        dimension=one.dimension, now=write_text(one.now), goal=write_text(one.goal), now_level=one.now_level, goal_level=one.goal_level
    )


def build_aim(fields: Outline) -> Aim:
    """The dimension of these fields."""
    now, goal = read_text(fields.get("now", "")), read_text(fields.get("goal", ""))
    return Aim(fields["dimension"], now, goal, fields.get("now_level"), fields.get("goal_level"))


def outline_capability(one: Capability) -> Outline:
    """The fields of one capability."""
    resources = write_text(one.resources)
    return write_fields(key=one.key, name=write_words(one.name), level=one.level, moments=list(one.moments), resources=resources)


def build_capability(fields: Outline) -> Capability:
    """The capability of these fields."""
    moments, resources = read_words(fields["moments"]), read_text(fields.get("resources", ""))
    return Capability(word(fields["key"]), read_text(fields["name"]), fields["level"], moments, resources)


def outline_decision(one: Decision) -> Outline:
    """The fields of one decision."""
    effect = one.effect
    return write_fields(
        key=one.key,
        what=write_words(one.what),
        why=list(one.why) or None,
        moments=list(one.moments) or None,
        needs=list(one.needs) or None,
        parameters=list(one.parameters) or None,
        segment=one.segment or None,
        effect=None
        if effect is None
        else {"question": effect.question, **{name: write_number(getattr(effect, name)) for name in ("value", "low", "high")}},
        owner=one.owner or None,
        cost=write_number(one.cost),
        currency=write_text(one.currency),
        due=one.due or None,
        route=one.route,
        four_r=list(one.four_r) or None,
        seven_p=list(one.seven_p) or None,
        status=one.status if one.status != "proposed" else None,
    )


def build_decision(fields: Outline) -> Decision:
    """The decision of these fields."""
    effect = fields.get("effect")
    return Decision(
        key=word(fields["key"]),
        what=read_text(fields["what"]),
        why=read_words(fields.get("why", ())),
        moments=read_words(fields.get("moments", ())),
        needs=read_words(fields.get("needs", ())),
        parameters=read_words(fields.get("parameters", ())),
        segment=word(fields.get("segment", "")),
        effect=None if effect is None else Effect(word(effect["question"]), *(float(effect[name]) for name in ("value", "low", "high"))),
        owner=word(fields.get("owner", "")),
        cost=float(fields["cost"]) if "cost" in fields else None,
        currency=read_text(fields.get("currency", "")),
        due=word(fields.get("due", "")),
        route=fields.get("route"),
        four_r=tuple(fields.get("four_r", ())),
        seven_p=tuple(fields.get("seven_p", ())),
        status=fields.get("status", "proposed"),
    )


# -- what cannot be


def find_standard_faults(study: Study | None, design: Design) -> Iterator[Fault]:
    """Keys that lead nowhere or stand twice."""
    yield from find_repeated(("standards",), [one.key for one in design.standards])
    for one in design.standards if study is not None else ():
        place: Place = ("standards", one.key)
        yield from _find_lost(place, study, {"need": ("needs", one.needs), "moment": ("moments", one.moments)})
        yield from find_unknown((*place, "owner"), "role", one.owner, _roles(study, design))


def find_aim_faults(_: Study | None, design: Design) -> Iterator[Fault]:
    """Dimensions that stand twice, levels outside 1 to 5."""
    yield from find_repeated(("aims",), [one.dimension for one in design.aims])
    for number, one in enumerate(design.aims):
        for name in ("now_level", "goal_level"):
            yield from _find_level(("aims", number, name), name, getattr(one, name))


def find_capability_faults(study: Study | None, design: Design) -> Iterator[Fault]:
    """Keys that lead nowhere or stand twice, levels outside 1 to 5."""
    yield from find_repeated(("capabilities",), [one.key for one in design.capabilities])
    for one in design.capabilities:
        place: Place = ("capabilities", one.key)
        yield from _find_level((*place, "level"), "level", one.level)
        if study is not None:
            yield from _find_lost(place, study, {"moment": ("moments", one.moments)})


def find_decision_faults(study: Study | None, design: Design) -> Iterator[Fault]:
    """Keys and links that lead nowhere or stand twice, effects whose bounds do not hold their value."""
    yield from find_repeated(("decisions",), [one.key for one in design.decisions])
    columns = [f"{house.key}/{column.key}" for house in design.houses for _, column in house.characteristics()]
    for one in design.decisions:
        place: Place = ("decisions", one.key)
        for key in one.parameters:
            yield from find_unknown((*place, "parameters"), "column", key, columns)
        if one.effect is not None and not one.effect.low <= one.effect.value <= one.effect.high:
            here = (*place, "effect", "value")
            yield here, LevelOutside(field="value", found=one.effect.value, low=one.effect.low, high=one.effect.high)
        for link in one.why:
            yield from _find_link_faults((*place, "why"), link, study, columns)
        if study is None:
            continue
        yield from _find_lost(place, study, {"moment": ("moments", one.moments), "need": ("needs", one.needs)})
        yield from find_unknown((*place, "segment"), "segment", one.segment, [each.key for each in study.segments])
        yield from find_unknown((*place, "owner"), "role", one.owner, _roles(study, design))
        if one.effect is not None:
            asked = [question.key for question in study.survey.questions]
            yield from find_unknown((*place, "effect", "question"), "evidence", one.effect.question, asked)


def find_decision_doubts(_: Study, design: Design) -> Iterator[Remark]:
    """Decisions without a reason, without an owner, without an expected effect."""
    for one in design.decisions:
        place: Place = ("decisions", one.key)
        if not one.why:
            message = Text("这项决定没有依据。", "Nothing stands behind this decision.")
            mend = Text("请写明 why，例如 importance:visit_complaint。", "Write the field “why”, such as importance:visit_complaint.")
            yield Remark("doubtful", place, message, mend, "decision_groundless")
        if not one.owner:
            message = Text("这项决定没有责任人。", "Nobody answers for this decision.")
            yield Remark("missing", place, message, Text("请写明 owner。", "Write the field “owner”."), "decision_unowned")
        if one.effect is None:
            message = Text("没有写明预期效果，以后无法检验。", "No effect is expected, so nobody can ever tell whether it helped.")
            mend = Text("请写明 effect：题目、数值与上下限。", "Write the field “effect”: question, value, low and high.")
            yield Remark("missing", place, message, mend, "decision_effectless")


def _find_lost(place: Place, study: Study | None, named: dict[str, tuple[str, Sequence[str]]]) -> Iterator[Fault]:
    """Keys of needs or moments that the study does not have."""
    if study is None:
        return
    known: dict[str, list[Any]] = {"need": list(study.needs), "moment": list(study.moments())}
    for family, (name, keys) in named.items():
        for key in keys:
            yield from find_unknown((*place, name), family, key, [one.key for one in known[family]])


def _find_level(place: Place, name: str, level: int | None) -> Iterator[Fault]:
    if level is not None and level not in LEVELS:
        yield place, LevelOutside(field=name, found=level, low=LEVELS[0], high=LEVELS[-1])


def _find_link_faults(place: Place, link: str, study: Study | None, columns: Sequence[str]) -> Iterator[Fault]:
    kind, about = split_link(link)
    if kind not in KINDS or len(about) != (2 if kind in {"need", "parameter"} else 1):
        yield place, EvidenceMalformed(found=link, known=", ".join(KINDS))
        return
    if kind == "parameter":
        yield from find_unknown(place, "column", "/".join(about), columns)
    elif study is not None:
        yield from _find_lost(place[:-1], study, {"moment": (str(place[-1]), about[:1]), "need": (str(place[-1]), about[1:])})


def _roles(study: Study | None, design: Design) -> list[str]:
    return [] if study is None else list(known_roles(study, design))
