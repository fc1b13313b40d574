"""What becomes of a plan when moments and questions change? Ratings of fit follow their moments; what is gone is planned no more."""

from collections.abc import Callable, Collection
from dataclasses import replace

from peakend.define.plan import ChainPlan, ComplaintPlan, Fit, Plan


def follow_moments(plan: Plan, find_heir: Callable[[str], str]) -> Plan:
    """The plan with each rated moment under its new key; ratings of moments that became one stand together, no key drops them.

    >>> from peakend.define.plan import EmotPlan
    >>> follow_moments(Plan(EmotPlan(fit=(Fit("pay", (7,)),))), {"pay": "bill"}.get).emot.fit
    (Fit(moment='bill', ratings=(7,)),)
    """
    ratings: dict[str, tuple[int, ...]] = {}
    for one in plan.emot.fit:
        key = find_heir(one.moment)
        ratings[key] = ratings.get(key, ()) + one.ratings
    fit = tuple(Fit(key, values) for key, values in ratings.items() if key)
    return plan if fit == plan.emot.fit else replace(plan, emot=replace(plan.emot, fit=fit))


def forget_questions(plan: Plan, gone: Collection[str], groups: Collection[str]) -> Plan:
    """The plan without questions that are gone and groups of multiple answers that went with them.

    A construct that is left without questions goes with its arrows; so does a stay without its time.
    """
    if not gone:
        return plan
    complaints = tuple(_forget_choices(one, gone) for one in plan.complaints if one.group not in groups)
    stay = plan.stay
    if stay is not None and stay.time in gone:
        stay = None
    elif stay is not None and stay.left in gone:
        stay = replace(stay, left="", left_values=())
    return replace(plan, chain=_forget_links(plan.chain, gone), complaints=complaints, stay=stay)


def _forget_choices(complaint: ComplaintPlan, gone: Collection[str]) -> ComplaintPlan:
    return replace(complaint, other=tuple(key for key in complaint.other if key not in gone))


def _forget_links(chain: ChainPlan, gone: Collection[str]) -> ChainPlan:
    constructs = []
    for one in chain.constructs:
        left = tuple(key for key in one.questions if key not in gone)
        if left or not one.questions:
            constructs.append(replace(one, questions=left))
    lost = {one.key for one in chain.constructs} - {one.key for one in constructs}
    influences = tuple(one for one in chain.influences if not {one.cause, one.effect} & lost)
    return ChainPlan(tuple(constructs), influences)
