"""What is the baseline of this wave: the values from which every later wave is judged?

Importance and performance of every moment in the customer's order, peaks and ends marked with their probability, and a fingerprint: two
readings with the same fingerprint are the same numbers by the same methods, and may be compared without a second look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar, Literal

from peakend.analyse import experience, importance
from peakend.analyse.evidence import Evidence, scenario_questions
from peakend.analyse.importance import Importance, ScenarioImportance
from peakend.analyse.peaks import Mark, Peaks
from peakend.analyse.result import Figure, Part, Result, Row, figure_row, is_known
from peakend.define.study import Moment, Scenario, Study
from peakend.define.survey import Question
from peakend.scan.ask import Ask
from peakend.text import Text

Marker = Literal["peak", "end", ""]


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: what importance and experience need."""
    return tuple(dict.fromkeys([*importance.asks(study, present), *experience.asks(study, present)]))


@dataclass(frozen=True)
class BaselineLine:
    """The values of one moment; `mark` by the source's rule, `probability` the share of resamples in which that rule picks it again."""

    moment: Moment
    place: int
    stage: str
    importance: Figure
    performance: Figure | None
    mark: Marker
    probability: float


@dataclass(frozen=True)
class ScenarioBaseline(Part):
    """One scenario in the customer's order, with the mean of its moments' importance."""

    scenario: Scenario
    mean: Figure
    lines: tuple[BaselineLine, ...]


@dataclass(frozen=True)
class BaselineValues(Result):
    """The values to freeze."""

    question: ClassVar[str] = "baseline"
    title: ClassVar[Text] = Text(zh="基准值", en="Baseline values")

    scenarios: tuple[ScenarioBaseline, ...]
    fingerprint: str

    def scenario(self, key: str) -> ScenarioBaseline | None:
        """One scenario's part, or nothing."""
        return next((one for one in self.scenarios if one.scenario.key == key), None)

    def rows(self) -> list[Row]:
        """One row a moment."""
        return [_row(one, line, self.fingerprint) for one in self.scenarios for line in one.lines]


def _row(one: ScenarioBaseline, line: BaselineLine, fingerprint: str) -> Row:
    return {
        "scenario": one.scenario.key,
        "moment": line.moment.key,
        "place": line.place,
        "stage": line.stage,
        **figure_row("importance", line.importance),
        **({} if line.performance is None else figure_row("performance", line.performance)),
        "scenario_mean": one.mean.value if is_known(one.mean) else None,
        "mark": line.mark,
        "probability": line.probability if is_known(line.importance) else None,
        "fingerprint": fingerprint,
    }


def fix_baseline(evidence: Evidence, weighed: Importance, peaks: Peaks) -> BaselineValues:
    """Which values does this wave leave behind?

    Every moment that was asked about, in the customer's order: mean importance, mean performance where rated, and its marker. The
    fingerprint hashes study, filters, the sums that these numbers stand on, and the versions of the methods; it does not change with
    the order of the rows, the engine, or analyses that the baseline does not use. Weighted sums enter with nine digits.

    Raises nothing of its own: what it is given has been worked out. Source: A52-A60 (values and markers by process order).
    """
    marks = {mark.moment.key: mark for one in peaks.scenarios for mark in one.marks}
    rated = {one.about: one for _, several in scenario_questions(evidence.study, evidence.present, "performance") for one in several}
    scenarios = tuple(_fix_scenario(evidence, one, rated, marks) for one in weighed.scenarios)
    figures = [line.performance for one in scenarios for line in one.lines if line.performance is not None]
    methods = {*weighed.base.methods, *(figure.method for figure in figures)}
    keys = [line.question for line in weighed.lines] + [question.key for question in rated.values()]
    used = [question for question in evidence.study.survey.questions if question.key in keys]
    base = evidence.base(used, methods, resampled=True)
    return BaselineValues(base, scenarios, take_fingerprint(evidence, base.methods))


def _fix_scenario(
    evidence: Evidence, one: ScenarioImportance, rated: Mapping[str, Question], marks: Mapping[str, Mark]
) -> ScenarioBaseline:
    lines = []
    for line in one.lines:
        question = rated.get(line.moment.key)
        mark, chance = _marker(marks.get(line.moment.key))
        performance = None if question is None else evidence.mean(question)
        lines.append(BaselineLine(line.moment, line.place, line.moment.stage, line.mean, performance, mark, chance))
    return ScenarioBaseline(one.scenario, one.mean, tuple(lines))


def _marker(mark: Mark | None) -> tuple[Marker, float]:
    """The marker by the source's rule, and its probability whether or not it is marked."""
    if mark is None:
        return "", 0.0
    kind: Marker = "peak" if mark.kind == "peak" else "end"
    return (kind if mark.by_source else ""), mark.probability


def take_fingerprint(evidence: Evidence, methods: Mapping[str, str]) -> str:
    """A hash of what the numbers stand on, 16 hexadecimal digits."""
    said = [evidence.study.key, evidence.study.version, repr(sorted((name, tuple(values)) for name, values in evidence.filters.items()))]
    said += [repr(sorted(evidence.group.items())), evidence.weight, repr(sorted(methods.items()))]
    for ask in asks(evidence.study, evidence.present):
        said.append(repr(ask) + ":" + ",".join(f"{float(value):.9g}" for value in evidence.cell.total(ask).tolist()))
    return sha256("\n".join(said).encode()).hexdigest()[:16]
