"""How is a plan written down as plain fields? What stands in a study file under `analysis`, and the way back to the plan.

A plan reads like a note to a colleague: weights and ratings stand behind the names they belong to, what has its default is left out, and
a number that is whole is written without a fraction.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from peakend.define.plan import (
    ChainPlan,
    ComplaintPlan,
    Construct,
    Disposition,
    EmotPlan,
    EpisodePlan,
    Fieldwork,
    Fit,
    Influence,
    Margin,
    Plan,
    StayPlan,
    WeightingPlan,
)
from peakend.define.written import Outline, read_text, read_words, word, write_fields, write_text

_EXACT: Final = 1e15
"""Whole numbers below this have a spelling without a fraction that reads back as the same number."""
_DISPOSITIONS: Final[dict[str, Disposition]] = {one: one for one in get_args(Disposition)}


def outline_plan(plan: Plan) -> Outline | None:
    """The outline of a plan; nothing where nothing is planned.

    >>> outline_plan(Plan(emot=EmotPlan(weights=(("importance", 2.0),), fit=(Fit("pay", (7, 8)),))))
    {'emot': {'weights': {'importance': 2}, 'fit': {'pay': [7, 8]}}}
    """
    written = write_fields(
        emot=_outline_emot(plan.emot) or None,
        episodes=_outline_episodes(plan.episodes) or None,
        chain=_outline_chain(plan.chain) or None,
        weighting=_outline_weighting(plan.weighting) or None,
        fieldwork=[write_fields(wave=one.wave or None, **dict(one.counts)) for one in plan.fieldwork] or None,
        complaints=[write_fields(group=one.group, other=list(one.other) or None) for one in plan.complaints] or None,
        stay=None if plan.stay is None else _outline_stay(plan.stay),
    )
    return written or None


def _outline_emot(emot: EmotPlan) -> Outline:
    return write_fields(
        weights=_numbers(emot.weights) or None,
        fit={one.moment: list(one.ratings) for one in emot.fit} or None,
        scaling=emot.scaling if emot.scaling != "percentile" else None,
        combine=emot.combine if emot.combine != "sum" else None,
    )


def _outline_episodes(episodes: EpisodePlan) -> Outline:
    return write_fields(
        rows=episodes.rows if episodes.rows != "people" else None,
        order=episodes.order if episodes.order != "unsaid" else None,
    )


def _outline_chain(chain: ChainPlan) -> Outline:
    return write_fields(
        constructs=[_outline_construct(one) for one in chain.constructs] or None,
        influences=[write_fields(cause=one.cause, effect=one.effect) for one in chain.influences] or None,
    )


def _outline_construct(construct: Construct) -> Outline:
    return write_fields(
        key=construct.key,
        name=write_text(construct.name),
        questions=list(construct.questions) or None,
        mode=construct.mode if construct.mode != "A" else None,
    )


def _outline_weighting(weighting: WeightingPlan) -> Outline:
    return write_fields(
        margins={one.attribute: _numbers(one.shares) for one in weighting.margins} or None,
        least=_number(weighting.least) or None,
        most=_number(weighting.most) or None,
    )


def _outline_stay(stay: StayPlan) -> Outline:
    gone = list(stay.left_values) or None
    return write_fields(time=stay.time, left=stay.left or None, left_values=gone, origin=write_text(stay.origin))


def _numbers(pairs: Iterable[tuple[str, float]]) -> Outline:
    return {name: _number(number) for name, number in pairs}


def _number(number: float) -> float:
    return int(number) if abs(number) < _EXACT and number == int(number) else number


# The way back


def build_plan(fields: Mapping[str, Any]) -> Plan:
    """The plan that these fields of a file describe; they have the shape of the schema."""
    stay = fields.get("stay")
    return Plan(
        emot=_build_emot(fields.get("emot", {})),
        episodes=EpisodePlan(**fields.get("episodes", {})),
        chain=_build_chain(fields.get("chain", {})),
        weighting=_build_weighting(fields.get("weighting", {})),
        fieldwork=tuple(_build_fieldwork(one) for one in fields.get("fieldwork", ())),
        complaints=tuple(ComplaintPlan(word(one["group"]), read_words(one.get("other", ()))) for one in fields.get("complaints", ())),
        stay=None if stay is None else _build_stay(stay),
    )


def _build_emot(fields: Mapping[str, Any]) -> EmotPlan:
    return EmotPlan(
        weights=tuple((factor, float(weight)) for factor, weight in fields.get("weights", {}).items()),
        fit=tuple(Fit(moment, tuple(ratings)) for moment, ratings in fields.get("fit", {}).items()),
        scaling=fields.get("scaling", "percentile"),
        combine=fields.get("combine", "sum"),
    )


def _build_chain(fields: Mapping[str, Any]) -> ChainPlan:
    return ChainPlan(
        constructs=tuple(_build_construct(one) for one in fields.get("constructs", ())),
        influences=tuple(Influence(word(one["cause"]), word(one["effect"])) for one in fields.get("influences", ())),
    )


def _build_construct(fields: Mapping[str, Any]) -> Construct:
    return Construct(
        word(fields["key"]), read_text(fields.get("name", "")), read_words(fields.get("questions", ())), fields.get("mode", "A")
    )


def _build_weighting(fields: Mapping[str, Any]) -> WeightingPlan:
    return WeightingPlan(
        margins=tuple(
            Margin(attribute, tuple((value, float(share)) for value, share in shares.items()))
            for attribute, shares in fields.get("margins", {}).items()
        ),
        least=float(fields.get("least", 0)),
        most=float(fields.get("most", 0)),
    )


def _build_fieldwork(fields: Mapping[str, Any]) -> Fieldwork:
    counts = tuple((_DISPOSITIONS[name], count) for name, count in fields.items() if name in _DISPOSITIONS)
    return Fieldwork(word(fields.get("wave", "")), counts)


def _build_stay(fields: Mapping[str, Any]) -> StayPlan:
    return StayPlan(
        time=word(fields["time"]),
        left=word(fields.get("left", "")),
        left_values=read_words(fields.get("left_values", ())),
        origin=read_text(fields.get("origin", "")),
    )
