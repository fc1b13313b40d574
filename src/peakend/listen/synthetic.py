"""What would answers to this study look like? Synthetic answers, drawn from stated targets, to try a study before anybody is asked.

They are made up and say so: the study they belong to is marked synthetic, and so is the file. Every respondent lives through one scenario
and is asked about that one only; people differ in how they use the scale, and the overall judgement follows the peak and the end more
than the mean, so that every analysis has something to find.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from peakend.define.answers import BLOCK, REASONS, RESPONDENT, WAVE
from peakend.define.study import Scenario, Study
from peakend.define.survey import Question
from peakend.errors import TargetsDoNotFit
from peakend.scan.blocks import blocks_of_owners, owners_of

Floats = NDArray[np.float64]
Codes = NDArray[np.int16]

SHARED: Final = {"importance": 0.45, "performance": 0.62, "expectation": 0.5, "competitor": 0.5, "emotion": 0.6}
"""How much of the spread of an answer is the person's own (their way with the scale), by measure."""

SPREAD: Final = {"importance": 0.16, "performance": 0.21, "expectation": 0.15, "competitor": 0.2, "emotion": 0.25}
"""Standard deviation of the latent answer as a share of the scale's range, by measure."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What the answers should come out at: means by moment, shares of those who experienced it, shares of attribute values.

    Moments that are not named get a mean of 70 % of the scale for importance and of 62 % for everything else.
    """

    importance: Mapping[str, float] = field(default_factory=dict)
    performance: Mapping[str, float] = field(default_factory=dict)
    expectation: Mapping[str, float] = field(default_factory=dict)
    experienced: Mapping[str, float] = field(default_factory=dict)
    overall: Mapping[str, float] = field(default_factory=dict)
    """Mean of the overall judgement by what it is about: a scenario's key, or nothing for the whole."""
    recommendation: float = 0.75
    """Where on its scale the mean of the recommendation lies, as a share of the range."""
    wave: str = ""


def draw_answers(study: Study, respondents: int = 1_200, seed: int = 2008, targets: Targets | None = None) -> pa.Table:
    """Synthetic answers to a study, in the shape that analyses read, with the sample means on their targets.

    Shape: `respondents` rows, one column a question of the survey and one an attribute, respondent and block. Whole-number answers are
    shifted until the sample mean is within half an answer of its target. The same seed gives the same answers. Raises
    `TargetsDoNotFit` where a target lies outside what the scale can reach.
    """
    wanted = targets or Targets()
    random = np.random.default_rng(seed)
    people = _People(
        lived=np.arange(respondents, dtype=np.int64) % max(len(study.scenarios), 1),
        generosity=random.standard_normal(respondents),
        care=random.standard_normal(respondents),
        attributes={one.key: _draw_attribute(one.values, respondents, random) for one in study.survey.attributes},
    )
    drawn = _draw_moments(study, people, wanted, random)
    memory = _memory(study, people, drawn)
    columns: dict[str, pa.Array] = {}
    names = pa.array([f"S{number:06d}" for number in range(1, respondents + 1)])
    columns[RESPONDENT] = names
    columns[BLOCK] = pa.array(blocks_of_owners(owners_of(names), hashed=True).astype(np.int16))
    columns[WAVE] = pa.array([wanted.wave or study.period or "1"] * respondents)
    for key, values in people.attributes.items():
        columns[key] = pa.array(values)
    for question in study.survey.questions:
        codes = drawn.get(question.key)
        if codes is None:
            codes = _draw_other(study, question, people, memory, wanted, random)
        if codes is not None:
            columns[question.key] = pa.array(codes)
    return pa.table(columns).replace_schema_metadata({"peakend.synthetic": "true", "peakend.study": study.key, "peakend.seed": str(seed)})


@dataclass(frozen=True, slots=True)
class _People:
    """The respondents: the scenario each lived through (shared out evenly), generosity with ratings, care, attributes."""

    lived: NDArray[np.int64]
    generosity: Floats
    care: Floats
    attributes: Mapping[str, list[str]]


def _draw_attribute(values: tuple[tuple[str, object], ...], respondents: int, random: np.random.Generator) -> list[str]:
    """Values with unequal shares, the first the rarest: tiers are pyramids."""
    known = [value for value, _ in values] or ["-"]
    shares = np.arange(1, len(known) + 1, dtype=np.float64) + 1
    return [known[int(place)] for place in random.choice(len(known), size=respondents, p=shares / shares.sum())]


def _draw_moments(study: Study, people: _People, wanted: Targets, random: np.random.Generator) -> dict[str, Codes]:
    """The answers about moments: importance, performance, expectation, competitors, emotion."""
    drawn: dict[str, Codes] = {}
    goals: dict[str, Mapping[str, float]] = {
        "importance": wanted.importance,
        "performance": wanted.performance,
        "expectation": wanted.expectation,
    }
    firsts = [one.values[0][0] for one in study.survey.attributes if one.values]
    demanding = np.array([any(words[at] in firsts for words in people.attributes.values()) for at in range(len(people.lived))])
    for number, scenario in enumerate(study.scenarios):
        here = people.lived == number
        met = {moment.key: random.random(len(here)) < wanted.experienced.get(moment.key, 1.0) for moment in scenario.moments}
        for question in study.survey.questions:
            if question.about not in met or question.measure not in SPREAD or question.scale is None:
                continue
            goal = goals.get(question.measure, {}).get(question.about)
            mean = goal if goal is not None else _usual_mean(question)
            person = people.care if question.measure in {"importance", "expectation"} else people.generosity
            tilt = np.where(demanding, 0.25 if person is people.care else -0.25, 0.0)
            codes = np.full(len(here), REASONS["not_asked"], dtype=np.int16)
            asked = here if question.measure == "importance" else here & met[question.about]
            codes[here & ~asked] = REASONS["not_experienced"]
            codes[asked] = _draw_scale(question, mean, (person + tilt)[asked], random)
            drawn[question.key] = codes
    return drawn


def _usual_mean(question: Question) -> float:
    assert question.scale is not None  # noqa: S101 - the caller looked
    share = 0.7 if question.measure in {"importance", "expectation"} else 0.62
    return question.scale.low + share * (question.scale.high - question.scale.low)


def _draw_scale(question: Question, mean: float, person: Floats, random: np.random.Generator) -> Codes:
    """Answers on the question's scale whose sample mean is the target."""
    scale = question.scale
    assert scale is not None  # noqa: S101 - the caller looked
    shared, spread = SHARED[question.measure], SPREAD[question.measure] * (scale.high - scale.low)
    latent = spread * (shared * person + np.sqrt(1 - shared**2) * random.standard_normal(len(person)))
    return reach_mean(latent, mean, scale.low, scale.high, question.key)


def reach_mean(latent: Floats, mean: float, low: int, high: int, place: str = "") -> Codes:
    """Round latent answers to the scale after shifting them all until their mean is the target, to half an answer in all.

    Shape: (n,) -> (n,) int16. The mean of rounded, clipped answers rises with the shift, so bisection finds it. Raises
    `TargetsDoNotFit` where the target is not inside the scale.

    >>> float(reach_mean(np.linspace(-1, 1, 101), 4.45, 1, 5).mean()).__round__(1)
    4.5
    """
    if not low <= mean <= high:
        raise TargetsDoNotFit(place=place, value=mean, low=low, high=high)
    if len(latent) == 0:
        return np.zeros(0, dtype=np.int16)
    below, above = low - float(latent.max()) - 1, high - float(latent.min()) + 1
    for _ in range(60):
        middle = (below + above) / 2
        if np.clip(np.rint(latent + middle), low, high).mean() < mean:
            below = middle
        else:
            above = middle
    return np.asarray(np.clip(np.rint(latent + above), low, high), dtype=np.int16)


def _memory(study: Study, people: _People, drawn: Mapping[str, Codes]) -> Floats:
    """What each respondent takes home, in standard deviations: the worst or best moment and the end, more than the mean."""
    memory = np.zeros(len(people.lived))
    for number, scenario in enumerate(study.scenarios):
        here = np.flatnonzero(people.lived == number)
        ratings = _ratings(study, scenario, drawn, here)
        if ratings.size == 0 or np.isnan(ratings).all():
            memory[here] = people.generosity[here]
            continue
        centred = ratings - np.nanmean(ratings)
        furthest = np.nanargmax(np.abs(np.nan_to_num(centred)), axis=1)
        peak = np.take_along_axis(np.nan_to_num(centred), furthest[:, None], axis=1)[:, 0]
        last = [place for place, moment in enumerate(_rated(study, scenario, drawn)) if study.ends(moment)]
        end = np.nan_to_num(centred[:, last[-1]]) if last else peak
        lived = np.maximum((~np.isnan(centred)).sum(axis=1), 1)
        felt = 0.35 * peak + 0.4 * end + 0.25 * np.nansum(centred, axis=1) / lived
        memory[here] = (felt - felt.mean()) / (felt.std() or 1.0)
    return memory


def _rated(study: Study, scenario: Scenario, drawn: Mapping[str, Codes]) -> list[str]:
    rated = {one.about for one in study.survey.asking("performance") if one.key in drawn and not one.competitor}
    return [moment.key for moment in scenario.moments if moment.key in rated]


def _ratings(study: Study, scenario: Scenario, drawn: Mapping[str, Codes], here: NDArray[np.intp]) -> Floats:
    keys = {one.about: one.key for one in study.survey.asking("performance") if one.key in drawn and not one.competitor}
    columns = [drawn[keys[moment]][here].astype(np.float64) for moment in _rated(study, scenario, drawn)]
    ratings = np.stack(columns, axis=1) if columns else np.zeros((len(here), 0))
    return np.where(ratings < -1000, np.nan, ratings)  # noqa: PLR2004 - the codes of reasons lie below


def _draw_other(
    study: Study, question: Question, people: _People, memory: Floats, wanted: Targets, random: np.random.Generator
) -> Codes | None:
    """Overall judgements, recommendation, loyalty, and choices."""
    asked = _asked(study, question, people)
    codes = np.full(len(asked), REASONS["not_asked"], dtype=np.int16)
    if question.measure == "chosen":
        codes[asked] = (random.random(int(asked.sum())) < _appeal(study, question)).astype(np.int16)
        return codes
    scale = question.scale
    if scale is None or question.measure not in {"overall", "nps", "loyalty", "ces"}:
        return None
    reach = scale.high - scale.low
    usual = scale.low + (wanted.recommendation if question.measure == "nps" else 0.7) * reach
    mean = wanted.overall.get(question.about, usual) if question.measure == "overall" else usual
    latent = 0.24 * reach * (0.8 * memory + 0.6 * random.standard_normal(len(memory)))
    codes[asked] = reach_mean(latent[asked], mean, scale.low, scale.high, question.key)
    return codes


def _asked(study: Study, question: Question, people: _People) -> NDArray[np.bool_]:
    """Who is asked: those who lived through the scenario it is about; everybody where it is about none."""
    scenario = next((number for number, one in enumerate(study.scenarios) if _belongs(one, question)), None)
    return np.ones(len(people.lived), dtype=bool) if scenario is None else people.lived == scenario


def _belongs(scenario: Scenario, question: Question) -> bool:
    moments = [moment.key for moment in scenario.moments]
    return question.about in {scenario.key, *moments} or question.group.startswith(tuple(moments))


def _appeal(study: Study, question: Question) -> float:
    """How likely a choice is: needs listed for the moment first come first, others seldom."""
    for moment in study.moments():
        if question.group.startswith(moment.key) or question.about == moment.key:
            for place, need in enumerate(moment.needs):
                if question.about == need or question.key.endswith(need):
                    return (0.62, 0.5, 0.42, 0.36)[min(place, 3)]
            return 0.12
    return 0.3
