"""Which study does an outline describe? The way back from the plain fields of a file to the study as a value.

The outline has the shape of the schema, and the names of scales in it lead somewhere: both are seen to before.
"""

from collections.abc import Mapping
from typing import Any

from peakend.define.outline import DEFAULT_COLOUR
from peakend.define.plan_outline import build_plan
from peakend.define.sources import Source
from peakend.define.study import Change, CommonMoment, Competitor, Moment, Need, Published, Role, Scenario, Segment, Stage, Study, Theme
from peakend.define.survey import Attribute, Columns, Layout, Question, Scale, Survey
from peakend.define.written import Outline, read_text, read_words, word


def build_study(outline: Mapping[str, Any]) -> Study:
    """The study that this outline describes. The outline has the shape of the schema; names of scales lead somewhere.

    >>> build_study({"format": 1, "key": "tea", "title": "Tea", "stages": [], "scenarios": []}).title.zh
    'Tea'
    """
    return Study(
        key=word(outline["key"]),
        title=read_text(outline["title"]),
        synthetic=outline.get("synthetic", False),
        goal=read_text(outline.get("goal", "")),
        period=word(outline.get("period", "")),
        version=word(outline.get("version", "1")),
        stages=tuple(_build_stage(one) for one in outline["stages"]),
        scenarios=tuple(_build_scenario(one) for one in outline["scenarios"]),
        common=tuple(CommonMoment(word(one["key"]), read_text(one["name"])) for one in outline.get("common", ())),
        needs=tuple(_build_need(one) for one in outline.get("needs", ())),
        themes=tuple(_build_theme(one) for one in outline.get("themes", ())),
        segments=tuple(_build_segment(one) for one in outline.get("segments", ())),
        roles=tuple(Role(word(one["key"]), read_text(one["name"]), one.get("front", True)) for one in outline.get("roles", ())),
        competitors=tuple(Competitor(word(one["key"]), read_text(one["name"])) for one in outline.get("competitors", ())),
        survey=_build_survey(outline.get("survey", {})),
        published=tuple(_build_published(one) for one in outline.get("published", ())),
        plan=build_plan(outline.get("analysis", {})),
        lineage=tuple(_build_change(one) for one in outline.get("lineage", ())),
    )


def _build_stage(fields: Outline) -> Stage:
    return Stage(
        key=word(fields["key"]),
        name=read_text(fields["name"]),
        colour=fields.get("colour", DEFAULT_COLOUR),
        visible=fields.get("visible", True),
        ends=fields.get("ends", False),
        policy=read_text(fields.get("policy", "")),
    )


def _build_scenario(fields: Outline) -> Scenario:
    moments = tuple(_build_moment(one) for one in fields.get("moments", ()))
    return Scenario(word(fields["key"]), read_text(fields["name"]), moments, word(fields.get("channel", "")))


def _build_moment(fields: Outline) -> Moment:
    return Moment(
        key=word(fields["key"]),
        name=read_text(fields["name"]),
        stage=word(fields["stage"]),
        provenance=fields.get("provenance", "source"),
        common=word(fields.get("common", "")),
        needs=read_words(fields.get("needs", ())),
        aliases=read_words(fields.get("aliases", ())),
        note=read_text(fields.get("note", "")),
        sources=tuple(_build_source(one) for one in fields.get("sources", ())),
    )


def _build_source(fields: Outline) -> Source:
    date, note = word(fields.get("date", "")), read_text(fields.get("note", ""))
    return Source(fields["kind"], fields.get("supports", True), fields.get("n", 0), date, note)


def _build_need(fields: Outline) -> Need:
    theme, aliases = word(fields.get("theme", "")), read_words(fields.get("aliases", ()))
    return Need(word(fields["key"]), read_text(fields["name"]), theme, aliases)


def _build_theme(fields: Outline) -> Theme:
    return Theme(
        key=word(fields["key"]),
        name=read_text(fields["name"]),
        level=fields.get("level", "basic"),
        prior=fields.get("prior", "basic"),
        statement=read_text(fields.get("statement", "")),
        items=tuple(read_text(one) for one in fields.get("items", ())),
    )


def _build_segment(fields: Outline) -> Segment:
    values = read_words(fields.get("values", ()))
    return Segment(word(fields["key"]), read_text(fields["name"]), word(fields.get("attribute", "")), values)


def _build_published(fields: Outline) -> Published:
    return Published(
        scenario=word(fields.get("scenario", "")),
        mean=float(fields["mean"]) if "mean" in fields else None,
        peaks=read_words(fields.get("peaks", ())),
        ends=read_words(fields.get("ends", ())),
        origin=read_text(fields.get("origin", "")),
    )


def _build_change(fields: Outline) -> Change:
    return Change(fields["kind"], read_words(fields["before"]), read_words(fields["after"]), read_text(fields.get("note", "")))


def _build_survey(fields: Outline) -> Survey:
    scales = {name: build_scale(one) for name, one in fields.get("scales", {}).items()}
    layout = dict(fields.get("layout", {}))
    rows = layout.pop("header_rows", 0)
    return Survey(
        questions=tuple(_build_question(one, scales) for one in fields.get("questions", ())),
        attributes=tuple(_build_attribute(one) for one in fields.get("attributes", ())),
        columns=Columns(**{name: word(value) for name, value in fields.get("columns", {}).items()}),
        layout=Layout(**{name: word(value) for name, value in layout.items()}, header_rows=rows),
    )


def _build_attribute(fields: Outline) -> Attribute:
    return Attribute(
        key=word(fields["key"]),
        name=read_text(fields.get("name", "")),
        column=word(fields.get("column", "")),
        values=tuple((value, read_text(words)) for value, words in fields.get("values", {}).items()),
        missing=read_words(fields.get("missing", ())),
    )


def build_scale(fields: Outline) -> Scale:
    """The scale that these fields describe."""
    return Scale(
        low=fields["low"],
        high=fields["high"],
        offset=fields.get("offset", 0),
        missing=tuple(fields.get("missing", {}).items()),
        labels=tuple((int(answer), read_text(words)) for answer, words in fields.get("labels", {}).items()),
        words=tuple(fields.get("words", {}).items()),
    )


def _build_question(fields: Outline, scales: Mapping[str, Scale]) -> Question:
    scale = fields.get("scale")
    return Question(
        key=word(fields["key"]),
        measure=fields["measure"],
        about=word(fields.get("about", "")),
        wording=read_text(fields.get("wording", "")),
        scale=None if scale is None else build_scale(scale) if isinstance(scale, dict) else scales[word(scale)],
        column=word(fields.get("column", "")),
        competitor=word(fields.get("competitor", "")),
        group=word(fields.get("group", "")),
        chosen=read_words(fields.get("chosen", ())),
        unchosen=read_words(fields.get("unchosen", ())),
        joined=word(fields.get("joined", "")),
        asked_if=word(fields.get("asked_if", "")),
        asked_when=read_words(fields.get("asked_when", ())),
        as_asked=fields.get("as_asked", False),
    )
