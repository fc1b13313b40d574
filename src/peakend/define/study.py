"""What is being studied? Scenarios, stages, moments and needs, as frozen values that know nothing of numbers, pages or files.

A study is one investigation of one service for one group of customers. Its parts refer to one another by *key*: a short name of
lower-case letters, digits and `_`, unique in its family, which never changes when the words do. Whether keys lead anywhere is the
business of `define.check`; a value here may be wrong, and then it is reported, not repaired.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from peakend.define.plan import Plan
from peakend.define.sources import Source
from peakend.define.survey import Survey
from peakend.errors import UnknownMoment, UnknownScenario
from peakend.text import Text

Provenance = Literal["source", "inferred", "placeholder", "measured"]
"""Where a moment comes from: named in a source, inferred from one, put there to complete a list, or found by measuring."""

Level = Literal["basic", "middle", "high"]
"""The three levels of experience themes."""

PriorClass = Literal["basic", "performance", "excitement"]
"""How a theme is expected to act on satisfaction: a hypothesis to be tested, never a finding."""

FORMAT = 1
"""The version of the study file format that this code writes."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of a scenario: contact, operation, end. Order is the order in the study."""

    key: str
    name: Text
    colour: str = "#66758a"
    visible: bool = True
    """Whether the customer sees this stage; preparation is a stage the customer does not see."""
    ends: bool = False
    """Whether the moments of this stage are the end of the experience."""
    policy: Text = Text()
    """What the service wants to be in this stage (like a friend, so that the customer feels comfortable)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A touchpoint seen from the customer's side, with a place in the order of its scenario."""

    key: str
    name: Text
    stage: str
    provenance: Provenance = "source"
    common: str = ""
    """The common moment it is one face of, or nothing."""
    needs: tuple[str, ...] = ()
    """Keys of the needs that customers bring to it, the core ones first."""
    aliases: tuple[str, ...] = ()
    """Other words for it in files and in the mouths of customers and staff."""
    note: Text = Text()
    sources: tuple[Source, ...] = ()
    """What it rests on; several kinds that agree are firmer than one."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A way in which the service is met (home visit, phone, branch, event), with its moments in the customer's order."""

    key: str
    name: Text
    moments: tuple[Moment, ...] = ()
    channel: str = ""


@dataclass(frozen=True, slots=True)
class CommonMoment:
    """One moment that several scenarios share under names of their own: the explicit equivalence that common peaks stand on."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Need:
    """What the customer wants at a moment: to be respected, to be served quickly."""

    key: str
    name: Text
    theme: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the experience themes, with its level and the class it is expected to belong to."""

    key: str
    name: Text
    level: Level = "basic"
    prior: PriorClass = "basic"
    statement: Text = Text()
    items: tuple[Text, ...] = ()
    """What the theme asks for, one statement each: a bank of questions to choose from."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A group of customers, defined by one value of an attribute of the survey."""

    key: str
    name: Text
    attribute: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who acts in the service: customer, customer manager, branch team, company."""

    key: str
    name: Text
    front: bool = True


@dataclass(frozen=True, slots=True)
class Competitor:
    """Somebody else the customers compare the service with."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Published:
    """What somebody published about one scenario (or, with an empty scenario, about all): to be shown beside what is found."""

    scenario: str = ""
    mean: float | None = None
    peaks: tuple[str, ...] = ()
    """Keys of moments; of common moments where the scenario is empty."""
    ends: tuple[str, ...] = ()
    origin: Text = Text()


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the history of the moments (split, merge, move, rename): what was there, what stands for it now."""

    kind: Literal["split", "merge", "move", "rename"]
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: Text = Text()


@dataclass(frozen=True)
class Study:
    """One investigation of one service for one group of customers: all that is known before anybody is asked.

    >>> study = Study("tea", Text("茶馆", "Tea house"), stages=(Stage("end", Text("结束", "End"), ends=True),),
    ...               scenarios=(Scenario("shop", Text("到店", "Visit"), (Moment("pay", Text("付款", "Paying"), "end"),)),))
    >>> study.moment("pay").name.en, study.scenario_of("pay").key
    ('Paying', 'shop')
    """

    key: str
    title: Text
    synthetic: bool = False
    """Whether the answers belonging to it were made up: then every page, slide and sheet says so."""
    goal: Text = Text()
    period: str = ""
    version: str = "1"
    stages: tuple[Stage, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    common: tuple[CommonMoment, ...] = ()
    needs: tuple[Need, ...] = ()
    themes: tuple[Theme, ...] = ()
    segments: tuple[Segment, ...] = ()
    roles: tuple[Role, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    survey: Survey = field(default_factory=Survey)
    published: tuple[Published, ...] = ()
    lineage: tuple[Change, ...] = ()
    plan: Plan = field(default_factory=Plan)
    format: int = FORMAT

    def moments(self) -> Iterator[Moment]:
        """Every moment, scenario by scenario, in the customer's order."""
        for scenario in self.scenarios:
            yield from scenario.moments

    def moment(self, key: str) -> Moment:
        """The moment with this key. Raises `UnknownMoment`."""
        try:
            return self._moments[key]
        except KeyError:
            raise UnknownMoment(moment=key, known=", ".join(self._moments)) from None

    def scenario(self, key: str) -> Scenario:
        """The scenario with this key. Raises `UnknownScenario`."""
        for scenario in self.scenarios:
            if scenario.key == key:
                return scenario
        raise UnknownScenario(scenario=key, known=", ".join(one.key for one in self.scenarios))

    def scenario_of(self, moment: str) -> Scenario:
        """The scenario in which this moment stands. Raises `UnknownMoment`."""
        for scenario in self.scenarios:
            if any(one.key == moment for one in scenario.moments):
                return scenario
        raise UnknownMoment(moment=moment, known=", ".join(self._moments))

    def stage(self, key: str) -> Stage | None:
        """The stage with this key, or nothing."""
        return next((stage for stage in self.stages if stage.key == key), None)

    def ends(self, moment: str) -> bool:
        """Whether this moment belongs to the end of its scenario."""
        stage = self.stage(self.moment(moment).stage)
        return stage is not None and stage.ends

    @cached_property
    def _moments(self) -> dict[str, Moment]:
        return {moment.key: moment for moment in self.moments()}
