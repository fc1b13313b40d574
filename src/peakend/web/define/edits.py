"""How is one part of a study set, added, moved or taken away, so that what refers to it follows? From a study to the study after it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from peakend.define.impossible import families
from peakend.define.moments import add_moment, move_moment, remove_moment, rename_moment
from peakend.define.outline import outline_study
from peakend.define.place import propose_key
from peakend.define.plan import ComplaintPlan, Construct, Fieldwork, Fit, Margin
from peakend.define.plan_edits import forget_questions
from peakend.define.questionnaire import AGREEMENT, EXPECTATION, IMPORTANCE, PERFORMANCE, RECOMMENDATION, survey_for
from peakend.define.soundness import RATED
from peakend.define.study import CommonMoment, Competitor, Moment, Need, Role, Scenario, Segment, Stage, Study, Theme
from peakend.define.survey import Attribute, Measure, Question, Scale
from peakend.errors import PartInUse, PartTaken
from peakend.text import Text
from peakend.web.define.families import FAMILIES, Family

_NAMED: Final = 6


def set_field(study: Study, family: Family, key: str, name: str, value: Any) -> Study:  # noqa: ANN401 - any value of a study
    """The study with another value in one field of one part. Raises `PartUnknown`."""
    part, field = family.find(study, key), family.field(name)
    if field.put:
        return field.put(study, key, value)
    if family.name == "moments" and name == "name":
        return rename_moment(study, key, value)
    if family.name == "moments" and name == "stage":
        return move_moment(study, key, stage=value)
    changed = replace(part, **{name: value})
    if changed == part:
        return study
    return family.put(study, tuple(changed if one is part else one for one in family.parts(study)))


# Adding

_MAKERS: Final[Mapping[str, Callable[..., Any]]] = {
    "scenarios": Scenario,
    "stages": Stage,
    "common": CommonMoment,
    "needs": Need,
    "themes": Theme,
    "roles": Role,
    "segments": Segment,
    "competitors": Competitor,
    "questions": Question,
    "attributes": Attribute,
    "fit": Fit,
    "constructs": Construct,
    "margins": Margin,
    "fieldwork": Fieldwork,
    "complaints": ComplaintPlan,
}


def add_part(study: Study, family: Family, key: str, values: Mapping[str, Any]) -> Study:
    """The study with a new part at the end of its family. Raises `PartTaken` where its key names something already."""
    given = dict(values)
    if family.key == "key":
        given["key"] = key
        if key in taken_keys(study, family):
            raise PartTaken(key=key)
    elif any(family.key_of(one) == str(given[family.key]) for one in family.parts(study)):
        raise PartTaken(key=str(given[family.key]) or "–")
    if family.name == "questions":
        given.setdefault("scale", usual_scale(study, given["measure"]))
    return family.put(study, (*family.parts(study), _MAKERS[family.name](**given)))


def put_moment(study: Study, key: str, name: Text, scenario: str, stage: str) -> Study:
    """The study with a new moment behind those of its stage."""
    moments = study.scenario(scenario).moments
    before = [at for at, one in enumerate(moments, start=1) if one.stage == stage]
    return add_moment(study, Moment(key, name, stage, "placeholder"), scenario, before[-1] + 1 if before else 0)


def taken_keys(study: Study, family: Family) -> set[str]:
    """The keys that a new part of the family cannot have; keys of moments that were given up are among them."""
    shared = {"questions": "columns", "attributes": "columns"}.get(family.name, family.name)
    taken = {key for _, key in families(outline_study(study)).get(shared, ())}
    if family.name == "moments":
        taken |= {key for change in study.lineage for key in (*change.before, *change.after)}
    return taken


def free_key(study: Study, family: Family, words: str) -> str:
    """A key that is still free, spelt like these words where it can be."""
    proposal = propose_key(words)
    wanted = proposal if proposal != "key_1" else f"{family.name.removesuffix('s')}_{len(family.parts(study)) + 1}"
    taken, number, key = taken_keys(study, family), 1, wanted
    while key in taken:
        number += 1
        key = f"{wanted}_{number}"
    return key


_USUAL: Final[Mapping[str, Scale]] = {"importance": IMPORTANCE, "expectation": EXPECTATION, "nps": RECOMMENDATION, "loyalty": AGREEMENT}


def usual_scale(study: Study, measure: Measure) -> Scale | None:
    """The scale that the study uses for this measure, else the usual one; none for what is no rating."""
    if measure not in RATED:
        return None
    used = next((one.scale for one in study.survey.asking(measure) if one.scale), None)
    return used or _USUAL.get(measure, PERFORMANCE)


def ask_what_is_missing(study: Study) -> Study:
    """The study with the questions of the two-level questionnaire that it does not ask yet."""
    asked = {(one.measure, one.about, one.group) for one in study.survey.questions}
    taken = taken_keys(study, FAMILIES["questions"])
    new = [one for one in survey_for(study).questions if one.key not in taken and (one.measure, one.about, one.group) not in asked]
    return replace(study, survey=replace(study.survey, questions=(*study.survey.questions, *new)))


# Order


def move_part(study: Study, family: Family, key: str, steps: int) -> Study:
    """The study with a part some places further on (or back) in its family; at an end it stays."""
    parts = list(family.parts(study))
    at = parts.index(family.find(study, key))
    part = parts.pop(at)
    parts.insert(max(0, min(len(parts), at + steps)), part)
    return family.put(study, tuple(parts))


def shift_moment(study: Study, key: str, steps: int) -> Study:
    """The study with a moment one place on or back among those of its stage; at an end it stays."""
    moments = study.scenario_of(key).moments
    stage = study.moment(key).stage
    row = [one.key for one in moments if one.stage == stage]
    goal = row.index(key) + steps
    if not 0 <= goal < len(row):
        return study
    position = next(at for at, one in enumerate(moments, start=1) if one.key == row[goal])
    return move_moment(study, key, position=position)


def place_moment(study: Study, key: str, stage: str, before: str) -> Study:
    """The study with a moment in a stage, in front of another moment, or last in that stage."""
    scenario = study.scenario_of(key)
    others = [one for one in scenario.moments if one.key != key]
    order = {one.key: number for number, one in enumerate(study.stages)}
    if before:
        position = next((at for at, one in enumerate(others, start=1) if one.key == before), len(others) + 1)
    else:
        position = sum(1 for one in others if order.get(one.stage, 0) <= order.get(stage, 0)) + 1
    return move_moment(study, key, stage=stage, position=position)


# Taking away


def remove_part(study: Study, family: Family, key: str, heir: str = "") -> Study:
    """The study without a part, and without what cannot be there without it; `heir` takes over the moments of a stage.

    Raises `PartUnknown`, `PartInUse`.
    """
    part = family.find(study, key)
    if family.name == "moments":
        return remove_moment(study, key, with_uses=True)
    loosen = _LOOSEN.get(family.name)
    if loosen:
        study = loosen(study, key, heir)
    return family.put(study, tuple(one for one in family.parts(study) if family.key_of(one) != family.key_of(part)))


def drop_questions(study: Study, gone: Collection[str]) -> Study:
    """The study without these questions; the plan forgets them too."""
    kept = tuple(one for one in study.survey.questions if one.key not in gone)
    groups = {one.group for one in study.survey.questions if one.group} - {one.group for one in kept}
    return replace(study, survey=replace(study.survey, questions=kept), plan=forget_questions(study.plan, gone, groups))


def _loosen_stage(study: Study, key: str, heir: str) -> Study:
    standing = [one.key for one in study.moments() if one.stage == key]
    if standing and not heir:
        raise PartInUse(key=key, users=", ".join(standing[:_NAMED]))
    for moment in standing:
        study = move_moment(study, moment, stage=heir)
    return study


def _loosen_scenario(study: Study, key: str, _heir: str) -> Study:
    for moment in study.scenario(key).moments:
        study = remove_moment(study, moment.key, with_uses=True)
    study = _drop_about(study, key)
    return replace(study, published=tuple(one for one in study.published if one.scenario != key))


def _loosen_common(study: Study, key: str, _heir: str) -> Study:
    study = _edit_moments(study, lambda one: replace(one, common="") if one.common == key else one)
    published = tuple(
        one if one.scenario else replace(one, peaks=_without(one.peaks, key), ends=_without(one.ends, key)) for one in study.published
    )
    return replace(study, published=published)


def _loosen_need(study: Study, key: str, _heir: str) -> Study:
    study = _edit_moments(study, lambda one: replace(one, needs=_without(one.needs, key)) if key in one.needs else one)
    return _drop_about(study, key)


def _loosen_theme(study: Study, key: str, _heir: str) -> Study:
    needs = tuple(replace(one, theme="") if one.theme == key else one for one in study.needs)
    return _drop_about(replace(study, needs=needs), key)


def _loosen_competitor(study: Study, key: str, _heir: str) -> Study:
    return drop_questions(study, {one.key for one in study.survey.questions if one.competitor == key})


def _loosen_question(study: Study, key: str, _heir: str) -> Study:
    return drop_questions(study, {key})


def _loosen_attribute(study: Study, key: str, _heir: str) -> Study:
    segments = tuple(replace(one, attribute="", values=()) if one.attribute == key else one for one in study.segments)
    weighting = replace(study.plan.weighting, margins=tuple(one for one in study.plan.weighting.margins if one.attribute != key))
    stay = study.plan.stay
    if stay and stay.left == key:
        stay = replace(stay, left="", left_values=())
    return replace(study, segments=segments, plan=replace(study.plan, weighting=weighting, stay=stay))


def _loosen_construct(study: Study, key: str, _heir: str) -> Study:
    chain = study.plan.chain
    chain = replace(chain, influences=tuple(one for one in chain.influences if key not in {one.cause, one.effect}))
    return replace(study, plan=replace(study.plan, chain=chain))


_LOOSEN: Final[Mapping[str, Callable[[Study, str, str], Study]]] = {
    "stages": _loosen_stage,
    "scenarios": _loosen_scenario,
    "common": _loosen_common,
    "needs": _loosen_need,
    "themes": _loosen_theme,
    "competitors": _loosen_competitor,
    "questions": _loosen_question,
    "attributes": _loosen_attribute,
    "constructs": _loosen_construct,
}


def _drop_about(study: Study, key: str) -> Study:
    return drop_questions(study, {one.key for one in study.survey.questions if one.about == key})


def _edit_moments(study: Study, edit: Callable[[Moment], Moment]) -> Study:
    return replace(study, scenarios=tuple(replace(one, moments=tuple(edit(moment) for moment in one.moments)) for one in study.scenarios))


def _without(keys: Iterable[str], gone: str) -> tuple[str, ...]:
    return tuple(key for key in keys if key != gone)
