"""What is decided before the analysis? Weights of factors, the model of the chain, margins for weighting, what counts as a complaint.

A plan belongs to the study and is written in its file under `analysis`, so that a result can be repeated and a reader can see what was
decided by people. Everything in it is optional: an analysis whose plan is missing says what it would need.
"""

from dataclasses import dataclass, field
from typing import Literal

from peakend.text import Text

Factor = Literal["importance", "fit", "loyalty", "advantage", "pain", "memory"]
"""The six factors of an effective moment of truth: importance, fit with the positioning, effect on NPS or loyalty, strength against
rivals, pain, memory."""

Mode = Literal["A", "B"]
"""How the questions of a construct relate to it: A, they reflect it; B, they form it."""

Disposition = Literal["complete", "partial", "refusal", "non_contact", "other", "unknown", "not_eligible"]
"""What became of somebody who was invited, in the classes of AAPOR (I, P, R, NC, O, UH/UO, not eligible)."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a moment fits what the company wants to stand for: one rating from 0 to 9 for each member of the team who rated."""

    moment: str
    ratings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EmotPlan:
    """How the six factors make one number: weights (equal where none is given), how they are made comparable, and how they are joined."""

    weights: tuple[tuple[Factor, float], ...] = ()
    fit: tuple[Fit, ...] = ()
    scaling: Literal["percentile", "z"] = "percentile"
    combine: Literal["sum", "product"] = "sum"


@dataclass(frozen=True, slots=True)
class EpisodePlan:
    """What the rows of rated moments are: one person each, or averages over people; whether moments stand in the customer's order.

    The peak-end rule is about how a person remembers; from averages, or without an order, it is not tested. Where nothing is said of the
    order, a moment in a stage that ends the service says it.
    """

    rows: Literal["people", "averages"] = "people"
    order: Literal["unsaid", "known", "unknown"] = "unsaid"


@dataclass(frozen=True, slots=True)
class Construct:
    """Something that cannot be asked with one question (image, quality, loyalty): the questions that stand for it, by key."""

    key: str
    name: Text = Text()
    questions: tuple[str, ...] = ()
    mode: Mode = "A"


@dataclass(frozen=True, slots=True)
class Influence:
    """One arrow of the chain: the first construct acts on the second."""

    cause: str
    effect: str


@dataclass(frozen=True, slots=True)
class ChainPlan:
    """The chain from expectations to loyalty: constructs and arrows between them, without a circle."""

    constructs: tuple[Construct, ...] = ()
    influences: tuple[Influence, ...] = ()


@dataclass(frozen=True, slots=True)
class Margin:
    """How an attribute is spread in the population: the share of each of its values, together 1."""

    attribute: str
    shares: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class WeightingPlan:
    """To which margins answers are weighted, and between which multiples of the mean weight weights are trimmed (0: not trimmed)."""

    margins: tuple[Margin, ...] = ()
    least: float = 0.0
    most: float = 0.0


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """What became of those who were invited, in one wave (or, with an empty wave, in all)."""

    wave: str = ""
    counts: tuple[tuple[Disposition, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintPlan:
    """The multiple answer that names what people complained of: the group of its questions, and the choices that mean "something else"."""

    group: str
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StayPlan:
    """How long customers stayed and who left: the question with the time, the attribute (or question) and values that mean gone."""

    time: str
    left: str = ""
    left_values: tuple[str, ...] = ()
    origin: Text = Text()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that was decided for the analyses of a study."""

    emot: EmotPlan = field(default_factory=EmotPlan)
    episodes: EpisodePlan = field(default_factory=EpisodePlan)
    chain: ChainPlan = field(default_factory=ChainPlan)
    weighting: WeightingPlan = field(default_factory=WeightingPlan)
    fieldwork: tuple[Fieldwork, ...] = ()
    complaints: tuple[ComplaintPlan, ...] = ()
    stay: StayPlan | None = None
