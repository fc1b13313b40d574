"""What does a plan say that cannot be carried out? Names that lead nowhere, numbers that cannot be, a chain that runs in a circle.

What could not even be written down (a moment rated twice, a share that is no number) is found by `find_impossible_plan`; all else by
`find_unsound_plan`, which does not keep a draft from being read.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from peakend.define.place import Place, keyed
from peakend.define.plan import ChainPlan, Influence, Margin, Plan, WeightingPlan
from peakend.define.study import Study
from peakend.errors import (
    ChainCircle,
    CodeTwice,
    ConstructEmpty,
    CountBelowZero,
    FitOutside,
    InfluenceTwice,
    MarginNotWhole,
    NumberNotFinite,
    PlanKeyUnknown,
    PlanNumberBelowZero,
    ShareValueUnknown,
    StudyFault,
    TrimmingUnusable,
    WaveTwice,
    WeightsAllZero,
)

Found = tuple[Place, StudyFault]
"""One fault and the place it is at."""

_HIGHEST: Final = 9
"""The best fit that the team can give a moment; the worst is 0."""
_LOOSE: Final = 0.001
"""How far shares that were rounded may be from 1 together."""
_SHOWN: Final = 40
"""Keys that a sentence lists at most."""


# What could not be written down


def find_impossible_plan(plan: Plan) -> Iterator[Found]:
    """Names that stand twice where each may stand once, and numbers that are none."""
    emot, weighting = plan.emot, plan.weighting
    yield from _check_once(("analysis", "emot", "weights"), [factor for factor, _ in emot.weights])
    yield from _check_once(("analysis", "emot", "fit"), [one.moment for one in emot.fit])
    yield from _check_once(("analysis", "weighting", "margins"), [one.attribute for one in weighting.margins])
    for margin in weighting.margins:
        yield from _check_once(("analysis", "weighting", "margins", margin.attribute), [value for value, _ in margin.shares])
    for number, wave in enumerate(plan.fieldwork):
        yield from _check_once(("analysis", "fieldwork", number), [disposition for disposition, _ in wave.counts])
    for place, value in _numbers(plan):
        if not math.isfinite(value):
            yield place, NumberNotFinite(number=str(value))


def _check_once(place: Place, names: Sequence[str]) -> Iterator[Found]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield (*place, name), CodeTwice(code=name)
        seen.add(name)


def _numbers(plan: Plan) -> Iterator[tuple[Place, float]]:
    """Weights, shares and limits, each with its place."""
    yield from ((("analysis", "emot", "weights", factor), weight) for factor, weight in plan.emot.weights)
    for margin in plan.weighting.margins:
        yield from ((("analysis", "weighting", "margins", margin.attribute, value), share) for value, share in margin.shares)
    yield ("analysis", "weighting", "least"), plan.weighting.least
    yield ("analysis", "weighting", "most"), plan.weighting.most


# What can be written down and cannot be carried out


def find_unsound_plan(study: Study) -> Iterator[Found]:
    """Everything in the plan that cannot be carried out, in the order of the file."""
    yield from ((place, PlanNumberBelowZero(number=_say(value))) for place, value in _numbers(study.plan) if value < 0)
    yield from _check_emot(study)
    yield from _check_chain(study.plan.chain, [one.key for one in study.survey.questions])
    yield from _check_weighting(study, study.plan.weighting)
    yield from _check_fieldwork(study.plan)
    yield from _check_complaints(study)
    yield from _check_stay(study)


def _say(number: float) -> str:
    return f"{number:.6g}"


def _list(keys: Iterable[str]) -> str:
    """Keys as they stand in a sentence: a list that would fill a page is cut."""
    shown = list(islice(keys, _SHOWN + 1))
    return ", ".join([*shown[:_SHOWN], "…"] if len(shown) > _SHOWN else shown) or "—"


def _require(place: Place, kind: str, key: str, known: Collection[str]) -> Iterator[Found]:
    if key not in known:
        yield place, PlanKeyUnknown(kind=kind, key=key, known=_list(known))


def _check_emot(study: Study) -> Iterator[Found]:
    emot, moments = study.plan.emot, [moment.key for moment in study.moments()]
    if emot.weights and all(weight == 0 for _, weight in emot.weights):
        yield ("analysis", "emot", "weights"), WeightsAllZero()
    for fit in emot.fit:
        place: Place = ("analysis", "emot", "fit", fit.moment)
        yield from _require(place, "moment", fit.moment, moments)
        for number, rating in enumerate(fit.ratings):
            if not 0 <= rating <= _HIGHEST:
                yield (*place, number), FitOutside(rating=rating)


def _check_chain(chain: ChainPlan, questions: Collection[str]) -> Iterator[Found]:
    keys = [one.key for one in chain.constructs]
    for step, construct in zip(keyed(keys), chain.constructs, strict=True):
        place: Place = ("analysis", "chain", "constructs", step)
        if not construct.questions:
            yield place, ConstructEmpty(construct=construct.key)
        for number, question in enumerate(construct.questions):
            yield from _require((*place, "questions", number), "question", question, questions)
        yield from _check_once((*place, "questions"), construct.questions)
    seen: set[Influence] = set()
    for number, influence in enumerate(chain.influences):
        place = ("analysis", "chain", "influences", number)
        yield from _require((*place, "cause"), "construct", influence.cause, keys)
        yield from _require((*place, "effect"), "construct", influence.effect, keys)
        if influence in seen:
            yield place, InfluenceTwice(cause=influence.cause, effect=influence.effect)
        elif road := _find_road(seen, influence.effect, influence.cause):
            yield place, ChainCircle(road=" → ".join([influence.cause, *road]))
        seen.add(influence)


def _find_road(influences: Collection[Influence], start: str, goal: str) -> list[str]:
    """A way along the arrows from one construct to another; empty where there is none."""
    roads = {start: [start]}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for one in influences:
            if one.cause == here and one.effect not in roads:
                roads[one.effect] = [*roads[here], one.effect]
                waiting.append(one.effect)
    return roads.get(goal, [])


def _check_weighting(study: Study, weighting: WeightingPlan) -> Iterator[Found]:
    known = [one.key for one in study.survey.attributes]
    for margin in weighting.margins:
        place: Place = ("analysis", "weighting", "margins", margin.attribute)
        yield from _require(place, "attribute", margin.attribute, known)
        yield from _check_margin(study, place, margin)
    least, most = weighting.least, weighting.most
    if least >= 1 or 0 < most <= 1:
        yield ("analysis", "weighting", "least" if least >= 1 else "most"), TrimmingUnusable(least=_say(least), most=_say(most))


def _check_margin(study: Study, place: Place, margin: Margin) -> Iterator[Found]:
    attribute = study.survey.attribute(margin.attribute)
    listed = [value for value, _ in attribute.values] if attribute else []
    for value, _ in margin.shares:
        if listed and value not in listed:
            yield (*place, value), ShareValueUnknown(attribute=margin.attribute, value=value, known=_list(listed))
    total = sum(share for _, share in margin.shares)
    if not abs(total - 1) <= _LOOSE:
        yield place, MarginNotWhole(attribute=margin.attribute, total=_say(total))


def _check_fieldwork(plan: Plan) -> Iterator[Found]:
    waves: set[str] = set()
    for number, wave in enumerate(plan.fieldwork):
        place: Place = ("analysis", "fieldwork", number)
        if wave.wave in waves:
            yield place, WaveTwice(wave=wave.wave)
        waves.add(wave.wave)
        yield from (((*place, disposition), CountBelowZero(count=count)) for disposition, count in wave.counts if count < 0)


def _check_complaints(study: Study) -> Iterator[Found]:
    chosen = study.survey.asking("chosen")
    groups = dict.fromkeys(one.group for one in chosen if one.group)
    for number, plan in enumerate(study.plan.complaints):
        place: Place = ("analysis", "complaints", number)
        yield from _require((*place, "group"), "multiple answer", plan.group, groups)
        choices = [one.key for one in chosen if one.group == plan.group]
        for inner, other in enumerate(plan.other if choices else ()):
            yield from _require((*place, "other", inner), "choice", other, choices)


def _check_stay(study: Study) -> Iterator[Found]:
    stay = study.plan.stay
    if stay is None:
        return
    questions = [one.key for one in study.survey.questions]
    yield from _require(("analysis", "stay", "time"), "question", stay.time, questions)
    if stay.left:
        known = [*(one.key for one in study.survey.attributes), *questions]
        yield from _require(("analysis", "stay", "left"), "attribute or question", stay.left, known)
