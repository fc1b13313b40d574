"""How is a study written down as plain fields? The outline of a study: what its file holds, without the text around it.

An outline has lists, fields, texts, whole numbers, decimals, true and false, in the order of the format. What has its default is left
out. A text is `{zh: …, en: …}`, or the words alone where both languages are the same; a scale that several questions share stands once
under `survey → scales` and is named by them. `assembly` is the way back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from peakend.define.plan_outline import outline_plan
from peakend.define.sources import Source
from peakend.define.study import Change, CommonMoment, Competitor, Moment, Need, Published, Scenario, Segment, Stage, Study, Theme
from peakend.define.survey import Attribute, Columns, Layout, Question, Scale, Survey
from peakend.define.written import Outline, write_fields, write_text, write_words
from peakend.text import Text

DEFAULT_COLOUR: Final = Stage("", Text()).colour
"""The colour of a stage that names none."""


def outline_study(study: Study, scales: Mapping[str, Scale] | None = None) -> Outline:
    """The outline of a study. `scales` are the named scales that its file has already; they keep their names and places.

    >>> outline = outline_study(Study("tea", Text("茶馆", "Tea house")))
    >>> outline["title"], sorted(outline)
    ({'zh': '茶馆', 'en': 'Tea house'}, ['format', 'key', 'scenarios', 'stages', 'title'])
    """
    return write_fields(
        format=study.format,
        key=study.key,
        title=write_words(study.title),
        synthetic=study.synthetic or None,
        goal=write_text(study.goal),
        period=study.period or None,
        version=study.version if study.version != "1" else None,
        segments=[_outline_segment(one) for one in study.segments] or None,
        roles=[write_fields(key=one.key, name=write_words(one.name), front=None if one.front else False) for one in study.roles] or None,
        competitors=_outline_named(study.competitors),
        stages=[_outline_stage(one) for one in study.stages],
        scenarios=[_outline_scenario(one) for one in study.scenarios],
        common=_outline_named(study.common),
        needs=[_outline_need(one) for one in study.needs] or None,
        themes=[_outline_theme(one) for one in study.themes] or None,
        survey=_outline_survey(study.survey, dict(scales or {})) or None,
        analysis=outline_plan(study.plan),
        published=[_outline_published(one) for one in study.published] or None,
        lineage=[_outline_change(one) for one in study.lineage] or None,
    )


def _outline_named(parts: Iterable[CommonMoment | Competitor]) -> list[Outline] | None:
    return [write_fields(key=one.key, name=write_words(one.name)) for one in parts] or None


def _outline_segment(segment: Segment) -> Outline:
    values = list(segment.values) or None
    return write_fields(key=segment.key, name=write_words(segment.name), attribute=segment.attribute or None, values=values)


def _outline_stage(stage: Stage) -> Outline:
    return write_fields(
        key=stage.key,
        name=write_words(stage.name),
        colour=stage.colour if stage.colour != DEFAULT_COLOUR else None,
        visible=None if stage.visible else False,
        ends=stage.ends or None,
        policy=write_text(stage.policy),
    )


def _outline_scenario(scenario: Scenario) -> Outline:
    moments = [_outline_moment(one) for one in scenario.moments] or None
    return write_fields(key=scenario.key, name=write_words(scenario.name), channel=scenario.channel or None, moments=moments)


def _outline_moment(moment: Moment) -> Outline:
    return write_fields(
        key=moment.key,
        name=write_words(moment.name),
        stage=moment.stage,
        provenance=moment.provenance if moment.provenance != "source" else None,
        common=moment.common or None,
        needs=list(moment.needs) or None,
        aliases=list(moment.aliases) or None,
        note=write_text(moment.note),
        sources=[_outline_source(one) for one in moment.sources] or None,
    )


def _outline_source(source: Source) -> Outline:
    return write_fields(
        kind=source.kind,
        supports=None if source.supports else False,
        n=source.n or None,
        date=source.date or None,
        note=write_text(source.note),
    )


def _outline_need(need: Need) -> Outline:
    return write_fields(key=need.key, name=write_words(need.name), theme=need.theme or None, aliases=list(need.aliases) or None)


def _outline_theme(theme: Theme) -> Outline:
    return write_fields(
        key=theme.key,
        name=write_words(theme.name),
        level=theme.level,
        prior=theme.prior,
        statement=write_text(theme.statement),
        items=[write_words(one) for one in theme.items] or None,
    )


def _outline_published(finding: Published) -> Outline:
    return write_fields(
        scenario=finding.scenario or None,
        mean=finding.mean,
        peaks=list(finding.peaks) or None,
        ends=list(finding.ends) or None,
        origin=write_text(finding.origin),
    )


def _outline_change(change: Change) -> Outline:
    return write_fields(kind=change.kind, before=list(change.before), after=list(change.after), note=write_text(change.note))


def _outline_survey(survey: Survey, scales: dict[str, Scale]) -> Outline:
    names = name_scales(survey, scales)
    known = {**scales, **{name: scale for scale, name in names.items()}}
    return write_fields(
        layout=_filled(survey.layout),
        columns=_filled(survey.columns),
        attributes=[_outline_attribute(one) for one in survey.attributes] or None,
        scales={name: outline_scale(scale) for name, scale in known.items()} or None,
        questions=[_outline_question(one, names) for one in survey.questions] or None,
    )


def _filled(part: Layout | Columns) -> Outline | None:
    """Fields in which something is written."""
    return {name: value for name in part.__slots__ if (value := getattr(part, name))} or None


def _outline_attribute(attribute: Attribute) -> Outline:
    return write_fields(
        key=attribute.key,
        name=write_text(attribute.name),
        column=attribute.column or None,
        values={value: write_words(words) for value, words in attribute.values} or None,
        missing=list(attribute.missing) or None,
    )


def outline_scale(scale: Scale) -> Outline:
    """The fields of one scale."""
    return write_fields(
        low=scale.low,
        high=scale.high,
        offset=scale.offset or None,
        labels={str(answer): write_words(words) for answer, words in scale.labels} or None,
        words=dict(scale.words) or None,
        missing=dict(scale.missing) or None,
    )


def _outline_question(question: Question, names: Mapping[Scale, str]) -> Outline:
    scale = question.scale
    return write_fields(
        key=question.key,
        measure=question.measure,
        about=question.about or None,
        competitor=question.competitor or None,
        group=question.group or None,
        column=question.column or None,
        scale=None if scale is None else names.get(scale) or outline_scale(scale),
        chosen=list(question.chosen) or None,
        unchosen=list(question.unchosen) or None,
        joined=question.joined or None,
        asked_if=question.asked_if or None,
        asked_when=list(question.asked_when) or None,
        as_asked=question.as_asked or None,
        wording=write_text(question.wording),
    )


def name_scales(survey: Survey, known: Mapping[str, Scale]) -> dict[Scale, str]:
    """The names of the scales that several questions share, or that have labels or words: the known one, the measure's, or its span."""
    names = {scale: name for name, scale in reversed(list(known.items()))}
    times = Counter(one.scale for one in survey.questions if one.scale)
    for scale, count in times.items():
        if scale in names or (count == 1 and not scale.labels and not scale.words):
            continue
        measures = {one.measure for one in survey.questions if one.scale == scale}
        wanted = measures.pop() if len(measures) == 1 else f"scale_{scale.low}_{scale.high}"
        names[scale] = _free_name(wanted, {*known, *names.values()})
    return names


def _free_name(wanted: str, taken: set[str]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name
