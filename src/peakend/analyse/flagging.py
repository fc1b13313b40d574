"""Would the answers say something else without those flagged for quality? Every main figure and conclusion with and without them.

Flags (answered too fast, one answer throughout, sent twice) are marks in the answers; whether to leave flagged ones out is a decision to be
made before looking at results. What is shown here is whether it matters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from peakend.analyse.evidence import Evidence
from peakend.analyse.importance import weigh_moments
from peakend.analyse.interval import moved_from
from peakend.analyse.peaks import find_peaks
from peakend.analyse.result import Figure, Result, Row, figure_row
from peakend.analyse.weights import figure_of, rated_questions
from peakend.define.survey import Question
from peakend.errors import AnalysisError, NoFlags
from peakend.text import Text

About = Literal["peaks", "ends", "peaks_tested", "ends_tested"]

_KINDS: Final[tuple[tuple[str, About, About], ...]] = (("peak", "peaks", "peaks_tested"), ("end", "ends", "ends_tested"))


@dataclass(frozen=True)
class FlagLine:
    """One question: its figure with all answers and without the flagged; `moved` where leaving them out changes it beyond its interval."""

    question: Question
    everybody: Figure
    unflagged: Figure
    moved: bool


@dataclass(frozen=True)
class Conclusion:
    """What one scenario's peaks or ends are with all answers, and without the flagged; keys of moments."""

    scenario: str
    about: About
    everybody: tuple[str, ...]
    unflagged: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether another moment would be named."""
        return set(self.everybody) != set(self.unflagged)


@dataclass(frozen=True)
class Flags(Result):
    """How many answers are flagged, and which figures and conclusions rest on them."""

    question: ClassVar[str] = "flags"
    title: ClassVar[Text] = Text(zh="质量标记的影响", en="What flagged answers change")

    flagged: int
    lines: tuple[FlagLine, ...]
    conclusions: tuple[Conclusion, ...]

    def rows(self) -> list[Row]:
        """One row a question, then one a conclusion."""
        figures = [
            {
                "kind": "figure",
                "question": line.question.key,
                **figure_row("everybody", line.everybody),
                **figure_row("unflagged", line.unflagged),
                "moved": line.moved,
            }
            for line in self.lines
        ]
        concluded: list[Row] = [
            {
                "kind": one.about,
                "scenario": one.scenario,
                "with_flagged": list(one.everybody),
                "without_flagged": list(one.unflagged),
                "moved": one.changes,
            }
            for one in self.conclusions
        ]
        return [*figures, *concluded]


def compare_flagged(everybody: Evidence, unflagged: Evidence) -> Flags:
    """Every overall, NPS, importance and performance figure, and every scenario's peaks and ends, with and without flagged answers.

    A figure has moved where the one without flagged answers lies outside the interval of the other, or the other way round. Both rest on
    mostly the same people, so that the intervals are no test of the difference: they say whether a reader would be told something else.
    Raises `NoFlags` where no answer is flagged.
    """
    flagged = everybody.cell.rows - unflagged.cell.rows
    if not flagged:
        raise NoFlags
    seen = set(rated_questions(unflagged))  # without the flagged a question may be left with too few to be shown
    lines = tuple(_line(everybody, unflagged, question) for question in rated_questions(everybody) if question in seen)
    methods = {figure.method for line in lines for figure in (line.everybody, line.unflagged)}
    base = everybody.base([line.question for line in lines], methods)
    return Flags(base, flagged, lines, tuple(_conclude(everybody, unflagged)))


def _line(everybody: Evidence, unflagged: Evidence, question: Question) -> FlagLine:
    one, two = figure_of(everybody, question), figure_of(unflagged, question)
    return FlagLine(question, one, two, moved_from(one, two) is not None or moved_from(two, one) is not None)


def _conclude(everybody: Evidence, unflagged: Evidence) -> Iterator[Conclusion]:
    """Peaks and ends by both rules; nothing where importance was not asked, or where too few are left to say it without the flagged."""
    one, two = _marks(everybody), _marks(unflagged)
    for scenario, about in one:
        if (scenario, about) in two:
            yield Conclusion(scenario, about, one[scenario, about], two[scenario, about])


def _marks(evidence: Evidence) -> dict[tuple[str, About], tuple[str, ...]]:
    try:
        found = find_peaks(evidence, weigh_moments(evidence))
    except AnalysisError:
        return {}
    marks: dict[tuple[str, About], tuple[str, ...]] = {}
    for part in found.scenarios:
        for kind, by_source, by_test in _KINDS:
            mine = [one for one in part.marks if one.kind == kind]
            marks[part.scenario.key, by_source] = tuple(one.moment.key for one in mine if one.by_source)
            marks[part.scenario.key, by_test] = tuple(one.moment.key for one in mine if one.by_test)
    return marks
