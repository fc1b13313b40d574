"""Where does the service meet its customers? Contacts: where a connector crosses the line of interaction, and what is at hand there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from peakend.design.blueprint import Blueprint, Connector, Step

_CUSTOMER: Final = "customer"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: the customer's step, the step that meets it, and the column in which the customer stands."""

    column: str
    customer: Step
    service: Step
    shown: tuple[Step, ...]
    """The physical evidence of that column: what the customer sees and holds there."""
    supported: tuple[Step, ...]
    """The steps behind the stage that the meeting step is joined to."""

    @property
    def complete(self) -> bool:
        """Whether it has physical evidence, an owner and support."""
        return bool(self.shown and self.supported and (self.service.owner or self.customer.owner))

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it has not: `shown`, `supported`, `owner`."""
        owner = self.service.owner or self.customer.owner
        return tuple(name for name, there in (("shown", self.shown), ("supported", self.supported), ("owner", owner)) if not there)


def find_contacts(blueprint: Blueprint) -> tuple[Contact, ...]:
    """Every contact once, in the order of the connectors: a connector between a step of the customer and one of those who serve.

    A connector to and fro, or one each way, is one contact. Source: A31 (a line that crosses the line of interaction is a contact), A33.

    >>> from peakend.text import Text
    >>> steps = (Step("ask", "customer", "talk", Text()), Step("answer", "front", "talk", Text()))
    >>> [one.lacks for one in find_contacts(Blueprint("b", "s", steps=steps, connectors=(Connector("ask", "answer"),)))]
    [('shown', 'supported', 'owner')]
    """
    joins = join_steps(blueprint)
    found: dict[tuple[str, str], Contact] = {}
    for line in blueprint.connectors:
        pair = _meet(blueprint, line)
        if pair is not None and (pair[0].key, pair[1].key) not in found:
            customer, service = pair
            behind = tuple(one for one in joins.get(service.key, ()) if _kind(blueprint, one) in {"back", "support"})
            within = (service,) if _kind(blueprint, service) in {"back", "support"} else ()
            found[customer.key, service.key] = Contact(
                customer.column, customer, service, tuple(shown_in(blueprint, customer.column)), within + behind
            )
    return tuple(found.values())


def shown_in(blueprint: Blueprint, column: str) -> Iterator[Step]:
    """The physical evidence of a column, and its tools."""
    for lane in blueprint.lanes:
        if lane.shows:
            yield from blueprint.cell(lane.key, column)


def evidence_share(contacts: tuple[Contact, ...]) -> float | None:
    """How many contacts have physical evidence; nothing where there is none."""
    return sum(1 for one in contacts if one.shown) / len(contacts) if contacts else None


def join_steps(blueprint: Blueprint) -> dict[str, tuple[Step, ...]]:
    """The steps to which each is joined, whichever way the connector points."""
    joins: dict[str, list[Step]] = {}
    for line in blueprint.connectors:
        start, end = blueprint.step(line.start), blueprint.step(line.end)
        if start is not None and end is not None:
            joins.setdefault(start.key, []).append(end)
            joins.setdefault(end.key, []).append(start)
    return {key: tuple(steps) for key, steps in joins.items()}


def _meet(blueprint: Blueprint, line: Connector) -> tuple[Step, Step] | None:
    """The customer's step and the serving step that a connector joins, if it does."""
    start, end = blueprint.step(line.start), blueprint.step(line.end)
    if start is None or end is None:
        return None
    kinds = _kind(blueprint, start), _kind(blueprint, end)
    if kinds[0] == _CUSTOMER and kinds[1] in {"front", "back", "support"}:
        return start, end
    if kinds[1] == _CUSTOMER and kinds[0] in {"front", "back", "support"}:
        return end, start
    return None


def _kind(blueprint: Blueprint, step: Step) -> str:
    lane = blueprint.lane(step.lane)
    return lane.kind if lane is not None else ""


def reach_customer(blueprint: Blueprint) -> frozenset[str]:
    """The serving steps that some chain of connectors joins to a step of the customer, without a way through another customer step."""
    joins = join_steps(blueprint)
    found = {one.service.key for one in find_contacts(blueprint)}
    waiting = list(found)
    while waiting:
        for step in joins.get(waiting.pop(), ()):
            if step.key not in found and _kind(blueprint, step) in {"front", "back", "support"}:
                found.add(step.key)
                waiting.append(step.key)
    return frozenset(found)
