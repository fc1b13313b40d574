"""Which judgement shall be explained by which ratings, and what is known of them together? The ground of drivers and of impact.

In each scenario the overall judgement, the recommendation and loyalty (of the scenario, else of the whole service) are each explained by
how good the scenario's moments were. Everything comes from the products of these answers over the people who gave all of them.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Final
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.correlation import pairs_of
from peakend.analyse.evidence import Evidence, levels_of, pair_of, scenario_questions, span_of
from peakend.analyse.nps import nps_scores, reads_as_nps
from peakend.analyse.regression import Centred, centre_products
from peakend.define.study import Scenario, Study
from peakend.define.survey import Measure, Question
from peakend.errors import NothingAsked, TooFewComplete, TooFewDrivers
from peakend.scan.ask import Ask, Feature, Products

Floats = NDArray[np.float64]

OUTCOMES: Final[tuple[Measure, ...]] = ("overall", "nps", "loyalty")
"""What may be explained."""

FEWEST: Final = 2
"""One driver has nothing to share with."""

A_DRIVER: Final = 10
"""So many complete answers a driver, and never under `AT_ALL`: with fewer, R² and shares are mostly chance (Green 1991; Harrell 2015)."""

AT_ALL: Final = 30


@dataclass(frozen=True)
class Driven:
    """One judgement and the ratings that may drive it, in the customer's order."""

    scenario: Scenario
    outcome: Question
    drivers: tuple[Question, ...]

    @cached_property
    def ask(self) -> Products:
        """Products of the drivers, the outcome and, where it can be read as NPS, its score (100, 0, -100)."""
        features = [Feature(span_of(question)) for question in (*self.drivers, self.outcome)]
        if self.scored:
            features.append(Feature(span_of(self.outcome), tuple(round(score) for score in nps_scores(self.outcome))))
        return Products(tuple(features))

    @property
    def scored(self) -> bool:
        """Whether the outcome is a recommendation with a Net Promoter Score."""
        return self.outcome.measure == "nps" and reads_as_nps(self.outcome)

    @property
    def needed(self) -> int:
        """How many complete answers it takes."""
        return max(AT_ALL, A_DRIVER * len(self.drivers))

    def asks(self) -> tuple[Ask, ...]:
        """What must be counted: products over complete answers, those of every two questions, and the levels of each."""
        pairs = [pair_of(question, self.outcome) for question in self.drivers]
        return (self.ask, *pairs, pairs_of(self.drivers), *(levels_of(question) for question in (*self.drivers, self.outcome)))


def driven_of(study: Study, present: frozenset[str]) -> Iterator[Driven]:
    """Every judgement that can be explained, scenario by scenario."""
    for scenario, drivers in scenario_questions(study, present, "performance"):
        rated = tuple(question for question in drivers if question.scale is not None)
        if len(rated) >= FEWEST:
            yield from (Driven(scenario, outcome, rated) for outcome in outcome_questions(study, present, scenario))


def outcome_questions(study: Study, present: frozenset[str], scenario: Scenario) -> Iterator[Question]:
    """Of each kind of judgement the first question: of the scenario, else of the whole service."""
    for measure in OUTCOMES:
        known = [one for one in study.survey.asking(measure) if one.key in present and one.scale is not None and not one.competitor]
        own = [one for one in known if one.about == scenario.key]
        yield from (own or [one for one in known if one.about in {"", study.key}])[:1]


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: the products of each judgement with its drivers, and the levels of each."""
    return tuple(ask for driven in driven_of(study, present) for ask in driven.asks())


def find_driven(evidence: Evidence, analysis: str) -> tuple[Driven, ...]:
    """The judgements that can be explained. Raises `NothingAsked`, `TooFewDrivers`."""
    study, present = evidence.study, evidence.present
    found = tuple(driven_of(study, present))
    if found:
        return found
    rated = [len(questions) for _, questions in scenario_questions(study, present, "performance")]
    if not rated:
        raise NothingAsked(analysis=analysis, measure="performance")
    if max(rated) < FEWEST:
        raise TooFewDrivers(needed=FEWEST, found=max(rated))
    raise NothingAsked(analysis=analysis, measure="overall")


@dataclass(frozen=True)
class Known:
    """What is known of one judgement and its drivers: the products now and in each resample, over complete answers."""

    driven: Driven
    n: int
    units: int
    now: Centred
    drawn: Centred
    kept: tuple[int, ...]
    """The drivers that vary among complete answers, by their place."""

    @property
    def enough(self) -> bool:
        """Whether there are enough complete answers, sampling units, and drivers that vary, and an outcome that does."""
        return (
            self.n >= self.driven.needed
            and self.units > len(self.driven.drivers) + 1
            and len(self.kept) >= FEWEST
            and float(self.now.table[self.outcome, self.outcome]) > 0
        )

    @property
    def outcome(self) -> int:
        """The place of the outcome."""
        return len(self.driven.drivers)

    @property
    def drivers(self) -> tuple[Question, ...]:
        """The drivers that vary."""
        return tuple(self.driven.drivers[at] for at in self.kept)

    def tables(self, *, drawn: bool, score: bool = False) -> Floats:
        """Cross-products of the drivers that vary and, last, the outcome (or its score): (k, k), or (resamples, k, k)."""
        chosen = [*self.kept, self.outcome + score]
        table = (self.drawn if drawn else self.now).table
        return table[..., chosen, :][..., chosen]


_MOST: Final = 12
_KNOWN: Final[OrderedDict[tuple[int, str, str], tuple[ref[Evidence], Known]]] = OrderedDict()
_LOCK: Final = Lock()


def know_driven(evidence: Evidence, driven: Driven) -> Known:
    """The products of one judgement and its drivers, now and in each resample of the evidence.

    Drivers, impact and effective moments ask for the same one after the other: the last few are kept, as long as their evidence lives.
    """
    key = (id(evidence), driven.scenario.key, driven.outcome.key)
    with _LOCK:
        alive, known = _KNOWN.get(key, (None, None))
    if alive is None or known is None or alive() is not evidence:
        known = _work_out(evidence, driven)
        with _LOCK:
            _KNOWN[key] = (ref(evidence, lambda _: _KNOWN.pop(key, None)), known)
            while len(_KNOWN) > _MOST:
                _KNOWN.popitem(last=False)
    return known


def _work_out(evidence: Evidence, driven: Driven) -> Known:
    ask, cell = driven.ask, evidence.cell
    units = np.asarray(cell.units(ask), dtype=np.float64)
    filled = int(np.count_nonzero(units[:, 0] > 0))
    count = len(ask.features)
    now = centre_products(np.asarray(cell.total(ask), dtype=np.float64), count)
    drawn = centre_products(evidence.resamples.of(units), count)
    spread = np.diagonal(now.table)[: len(driven.drivers)]
    kept = tuple(at for at, one in enumerate(spread.tolist()) if one > 1e-9)  # noqa: PLR2004 - whole numbers: less is rounding
    return Known(driven, int(cell.counted(ask)[0]), filled, now, drawn, kept)


def fewest_pairs(evidence: Evidence, driven: Driven) -> int:
    """The least number of people who answered any two of the questions."""
    pairs = np.asarray(evidence.cell.counted(pairs_of(driven.drivers))).reshape(-1, 6)[:, 0]
    beside = [int(evidence.cell.counted(pair_of(question, driven.outcome))[0]) for question in driven.drivers]
    return min(int(pairs.min()), *beside)


def too_few_of(evidence: Evidence, found: Sequence[Known]) -> TooFewComplete:
    """What to say where no judgement has enough complete answers: the one that comes nearest."""
    best = max(found, key=lambda known: known.n / known.driven.needed)
    pairs = fewest_pairs(evidence, best.driven)
    return TooFewComplete(found=best.n, needed=best.driven.needed, drivers=len(best.driven.drivers), pairwise=pairs)


def not_experienced(evidence: Evidence, questions: Sequence[Question]) -> int:
    """How many ratings are not there because the person did not experience the moment."""
    return sum(int(evidence.answered(question).missing.get("not_experienced", 0)) for question in questions)
