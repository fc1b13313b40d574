"""How do houses stand in a design file? Their section: written, read, and searched for what cannot be and for what is doubtful."""

from collections.abc import Iterator

from peakend.define.place import Place, word_place
from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.define.written import Outline, read_text, word, write_fields, write_text, write_words
from peakend.design.blueprint_file import write_number
from peakend.design.houses import (
    DIFFICULTIES,
    MARKS,
    Cascade,
    Characteristic,
    Dependence,
    NeedRow,
    Relation,
    ServiceHouse,
    needless,
    step_apart,
    unserved,
)
from peakend.design.plan import Design, known_roles
from peakend.design.references import Fault, find_repeated, find_unknown
from peakend.errors import FieldMissing, KeyTwice, LevelOutside, MarkNotOnScale, MarksNotOfRaters, RelationTwice, RoofOnItself
from peakend.text import Text

_TORN = 2
"""Marks so many steps apart are no nuance but another opinion."""

Pairs = tuple[tuple[str, float], ...]


def outline_cascade(one: Cascade) -> Outline:
    """The fields of one cascade."""
    return write_fields(
        key=one.key,
        title=write_words(one.title),
        scenario=one.scenario or None,
        marks=[write_number(mark) for mark in one.marks] if one.marks != MARKS else None,
        raters=[write_words(rater) for rater in one.raters] or None,
        drives=one.drives if one.drives != "planning" else None,
        currency=write_text(one.currency),
        needs=[_outline_row(row) for row in one.needs],
        houses=[_outline_house(house) for house in one.houses],
    )


def _outline_row(row: NeedRow) -> Outline:
    return write_fields(
        need=row.need,
        importance=write_number(row.importance),
        ours=write_number(row.ours),
        goal=write_number(row.goal),
        sales_point=write_number(row.sales_point) if row.sales_point != 1 else None,
        competitors=_outline_pairs(row.competitors),
    )


def _outline_pairs(pairs: Pairs) -> Outline | None:
    return {key: write_number(value) for key, value in pairs} or None


def _outline_house(house: ServiceHouse) -> Outline:
    rows = dict.fromkeys(one.row for one in house.relations)
    return write_fields(
        key=house.key,
        name=write_words(house.name),
        columns=[_outline_column(column) for column in house.columns],
        relations=[
            {"row": row, "marks": {one.column: _outline_marks(one.marks) for one in house.relations if one.row == row}} for row in rows
        ]
        or None,
        roof=[write_fields(one=one.one, other=one.other, effect=one.effect) for one in house.roof] or None,
    )


def _outline_marks(marks: tuple[float, ...]) -> float | list[float | None] | None:
    return write_number(marks[0]) if len(marks) == 1 else [write_number(mark) for mark in marks]


def _outline_column(column: Characteristic) -> Outline:
    return write_fields(
        key=column.key,
        name=write_words(column.name),
        direction=column.direction if column.direction != "more" else None,
        moment=column.moment or None,
        owner=column.owner or None,
        unit=write_text(column.unit),
        current=write_number(column.current),
        target=write_number(column.target),
        competitors=_outline_pairs(column.competitors),
        difficulty=column.difficulty,
        cost=write_number(column.cost),
        note=write_text(column.note),
    )


def build_cascade(fields: Outline) -> Cascade:
    """The cascade of these fields."""
    return Cascade(
        key=word(fields["key"]),
        title=read_text(fields["title"]),
        needs=tuple(_build_row(one) for one in fields["needs"]),
        houses=tuple(_build_house(one) for one in fields["houses"]),
        scenario=word(fields.get("scenario", "")),
        raters=tuple(read_text(one) for one in fields.get("raters", ())),
        marks=tuple(float(mark) for mark in fields.get("marks", MARKS)),
        drives=fields.get("drives", "planning"),
        currency=read_text(fields.get("currency", "")),
    )


def _number(fields: Outline, name: str) -> float | None:
    return float(fields[name]) if name in fields else None


def _pairs(fields: Outline) -> Pairs:
    return tuple((word(key), float(value)) for key, value in fields.get("competitors", {}).items())


def _build_row(fields: Outline) -> NeedRow:
    return NeedRow(
        word(fields["need"]),
        _number(fields, "importance"),
        _number(fields, "ours"),
        _number(fields, "goal"),
        float(fields.get("sales_point", 1)),
        _pairs(fields),
    )


def _build_house(fields: Outline) -> ServiceHouse:
    relations = tuple(
        Relation(word(one["row"]), word(column), tuple(float(mark) for mark in (marks if isinstance(marks, list) else [marks])))
        for one in fields.get("relations", ())
        for column, marks in one["marks"].items()
    )
    roof = tuple(Dependence(word(one["one"]), word(one["other"]), one["effect"]) for one in fields.get("roof", ()))
    return ServiceHouse(
        word(fields["key"]), read_text(fields["name"]), tuple(_build_column(one) for one in fields["columns"]), relations, roof
    )


def _build_column(fields: Outline) -> Characteristic:
    return Characteristic(
        key=word(fields["key"]),
        name=read_text(fields["name"]),
        direction=fields.get("direction", "more"),
        moment=word(fields.get("moment", "")),
        owner=word(fields.get("owner", "")),
        unit=read_text(fields.get("unit", "")),
        current=_number(fields, "current"),
        target=_number(fields, "target"),
        competitors=_pairs(fields),
        difficulty=fields.get("difficulty"),
        cost=_number(fields, "cost"),
        note=read_text(fields.get("note", "")),
    )


# -- what cannot be


def find_house_faults(study: Study | None, design: Design) -> Iterator[Fault]:
    """Keys that lead nowhere or stand twice, marks that are none, levels outside their scale. Without a study only the design itself."""
    yield from find_repeated(("houses",), [one.key for one in design.houses])
    for one in design.houses:
        place: Place = ("houses", one.key)
        if not one.needs or not one.houses:
            yield place, FieldMissing(field="houses" if one.needs else "needs")
        yield from find_repeated((*place, "needs"), [row.need for row in one.needs])
        yield from find_repeated((*place, "houses"), [house.key for house in one.houses])
        yield from _find_key_faults(place, one)
        yield from _find_level_faults(place, one)
        for at, house in enumerate(one.houses):
            yield from _find_relation_faults((*place, "houses", house.key), one, at)
        if study is not None:
            yield from _find_study_faults(place, study, design, one)


def _find_key_faults(place: Place, one: Cascade) -> Iterator[Fault]:
    """Columns whose key another column of the cascade, or one of its needs, has already: rows and columns are known by key alone."""
    first: dict[str, Place] = {row.need: (*place, "needs", number) for number, row in enumerate(one.needs)}
    for house in one.houses:
        for number, column in enumerate(house.columns):
            here = (*place, "houses", house.key, "columns", number)
            if column.key in first:
                yield here, KeyTwice(key=column.key, first=word_place(first[column.key]))
            first.setdefault(column.key, here)


def _find_level_faults(place: Place, one: Cascade) -> Iterator[Fault]:
    for number, row in enumerate(one.needs):
        if row.importance is not None and not 0 <= row.importance <= 10:  # noqa: PLR2004 - its scale
            yield (*place, "needs", number, "importance"), LevelOutside(field="importance", found=row.importance, low=0, high=10)
        for name, value in (("ours", row.ours), ("goal", row.goal), ("sales_point", row.sales_point)):
            if value is not None and value <= 0:
                yield (*place, "needs", number, name), LevelOutside(field=name, found=value, low="> 0", high="…")
    for house, column in one.characteristics():
        if column.difficulty is not None and column.difficulty not in DIFFICULTIES:
            here = (*place, "houses", house.key, "columns", column.key, "difficulty")
            yield here, LevelOutside(field="difficulty", found=column.difficulty, low=DIFFICULTIES[0], high=DIFFICULTIES[-1])


def _find_relation_faults(place: Place, one: Cascade, at: int) -> Iterator[Fault]:
    house, rows, seen = one.houses[at], one.rows(at), set[tuple[str, str]]()
    family = "column" if at else "need"
    for relation in house.relations:
        number = list(dict.fromkeys(other.row for other in house.relations)).index(relation.row)
        here = (*place, "relations", number)
        if (relation.row, relation.column) in seen:
            yield here, RelationTwice(one=relation.row, other=relation.column)
        seen.add((relation.row, relation.column))
        yield from find_unknown((*here, "row"), family, relation.row, rows)
        yield from find_unknown((*here, "marks"), "column", relation.column, house.keys)
        if len(relation.marks) not in {1, len(one.raters)}:
            yield (*here, "marks", relation.column), MarksNotOfRaters(found=len(relation.marks), needed=len(one.raters))
        for mark in relation.marks:
            if mark not in {0.0, *one.marks}:
                known = ", ".join(f"{each:g}" for each in (*one.marks, 0.0))
                yield (*here, "marks", relation.column), MarkNotOnScale(mark=f"{mark:g}", known=known)
    pairs: set[frozenset[str]] = set()
    for number, beam in enumerate(house.roof):
        here = (*place, "roof", number)
        yield from find_unknown((*here, "one"), "column", beam.one, house.keys)
        yield from find_unknown((*here, "other"), "column", beam.other, house.keys)
        if beam.one == beam.other:
            yield here, RoofOnItself(one=beam.one)
        elif frozenset((beam.one, beam.other)) in pairs:
            yield here, RelationTwice(one=beam.one, other=beam.other)
        pairs.add(frozenset((beam.one, beam.other)))


def _find_study_faults(place: Place, study: Study, design: Design, one: Cascade) -> Iterator[Fault]:
    needs, roles, rivals = [need.key for need in study.needs], list(known_roles(study, design)), [rival.key for rival in study.competitors]
    moments = [moment.key for moment in study.moments()]
    yield from find_unknown((*place, "scenario"), "scenario", one.scenario, [scenario.key for scenario in study.scenarios])
    for number, row in enumerate(one.needs):
        yield from find_unknown((*place, "needs", number, "need"), "need", row.need, needs)
        for rival, _ in row.competitors:
            yield from find_unknown((*place, "needs", number, "competitors", rival), "competitor", rival, rivals)
    for house, column in one.characteristics():
        here = (*place, "houses", house.key, "columns", column.key)
        yield from find_unknown((*here, "moment"), "moment", column.moment, moments)
        yield from find_unknown((*here, "owner"), "role", column.owner, roles)
        for rival, _ in column.competitors:
            yield from find_unknown((*here, "competitors", rival), "competitor", rival, rivals)


# -- what is doubtful


def find_house_doubts(study: Study, design: Design) -> Iterator[Remark]:
    """Needs that nothing serves, columns that serve nothing, raters far apart, goals below what is, core needs that are no rows."""
    for one in design.houses:
        place: Place = ("houses", one.key)
        yield from _doubt_needs(place, study, one)
        for at, house in enumerate(one.houses):
            yield from _doubt_house((*place, "houses", house.key), study, one, at)


def _doubt_needs(place: Place, study: Study, one: Cascade) -> Iterator[Remark]:
    names = {need.key: need.name for need in study.needs}
    rows = {row.need for row in one.needs}
    listed = [need for scenario in study.scenarios if scenario.key == one.scenario for moment in scenario.moments for need in moment.needs]
    for need in dict.fromkeys(listed):
        if need not in rows:
            yield _remark((*place, "needs"), "need_left_out", names.get(need, Text(need, need)))
    for number, row in enumerate(one.needs):
        if row.ours is not None and row.goal is not None and row.goal < row.ours:
            yield _remark((*place, "needs", number, "goal"), "goal_below", names.get(row.need, Text(row.need, row.need)))


def _doubt_house(place: Place, study: Study, one: Cascade, at: int) -> Iterator[Remark]:
    house = one.houses[at]
    names = {need.key: need.name for need in study.needs} | {column.key: column.name for _, column in one.characteristics()}
    for key in unserved(one, at):
        yield _remark((*place, "relations"), "need_unserved" if at == 0 else "row_unserved", names.get(key, Text(key, key)))
    for key in needless(one, at):
        yield _remark((*place, "columns", key), "column_needless", names.get(key, Text(key, key)))
    for relation in house.relations:
        if len(relation.marks) > 1 and step_apart(one, relation.marks) >= _TORN:
            both = Text(*(f"{names[relation.row].say(lang)} × {names[relation.column].say(lang)}" for lang in ("zh", "en")))
            yield _remark((*place, "relations", relation.row), "raters_apart", both)
    if at == len(one.houses) - 1:
        for column in house.columns:
            if column.target is None:
                yield _remark((*place, "columns", column.key), "target_missing", column.name)


_DOUBTS = {
    "need_left_out": (
        "doubtful",
        Text(
            "研究列出的核心需求“{name}”不在质量屋中。",
            "The need {name!r}, which the study lists for this scenario, is no row of the house.",
        ),
        Text("请补上一行，或确认它由别的质量屋承接。", "Add a row, or make sure that another house takes it up."),
    ),
    "goal_below": (
        "doubtful",
        Text("“{name}”的目标低于现状。", "The goal for {name!r} lies below what is reached today."),
        Text("请核对目标值；比率小于 1 会降低它的权重。", "Look at the goal again: a ratio below 1 takes weight from the need."),
    ),
    "need_unserved": (
        "doubtful",
        Text("没有任何一列满足需求“{name}”。", "Nothing serves the need {name!r}."),
        Text("请补充关系，或增加一列。", "Fill in what serves it, or add a column that does."),
    ),
    "row_unserved": (
        "doubtful",
        Text("“{name}”没有传到下一屋的任何一列。", "{name!r} leads to no column of this house."),
        Text("请补充关系，或增加一列；否则它的权重会在这里丢失。", "Fill in what it leads to, or add a column; else its weight ends here."),
    ),
    "column_needless": (
        "doubtful",
        Text("“{name}”不服务于任何需求。", "{name!r} serves nothing."),
        Text("请补充关系，或删去这一列。", "Fill in what it serves, or take the column out."),
    ),
    "raters_apart": (
        "doubtful",
        Text("评判人对“{name}”的看法相差两档以上。", "The raters are two steps or more apart on {name}."),
        Text("请一起讨论这一格；不要取平均了事。", "Talk about this cell; an average settles nothing."),
    ),
    "target_missing": (
        "missing",
        Text("质量参数“{name}”没有目标值。", "The quality parameter {name!r} has no target."),
        Text("请写明 current、target 和 unit，才能用于管控。", "Write current, target and unit: then it can be watched."),
    ),
}


def _remark(place: Place, name: str, about: Text) -> Remark:
    severity, message, mend = _DOUBTS[name]
    told = Text(zh=message.zh.format(name=about.say("zh")), en=message.en.format(name=about.say("en")))
    return Remark("missing" if severity == "missing" else "doubtful", place, told, mend, name)
