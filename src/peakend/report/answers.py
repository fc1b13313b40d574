"""Which questions of the method can answers be asked by name, and what is the whole answer? The same for the command line and the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from peakend.analyse.reading import Reading
from peakend.analyse.result import Result, Row
from peakend.errors import AnalysisError
from peakend.report.chapters import CHAPTERS
from peakend.text import Language, Text

QUESTIONS: Final[Mapping[str, Text]] = {
    "importance": Text("哪些时刻客户最看重", "which moments matter most to customers"),
    "peaks": Text("峰值、终值与共有峰值（两种规则并列）", "peaks, ends and common peaks, by both rules"),
    "needs": Text("核心需求与多选题", "core needs and multiple answers"),
    "experience": Text("各时刻的实际体验", "how good each moment was"),
    "satisfaction": Text("总体满意度", "overall satisfaction"),
    "nps": Text("净推荐值 NPS", "Net Promoter Score"),
    "gaps": Text("与期望、竞争对手、重要性的差距", "gaps to expectation, competitors and importance"),
    "quadrants": Text("重要性–体验四象限", "importance and experience in four quadrants"),
    "segments": Text("客群差异（需要 --by）", "differences between segments (needs --by)"),
    "baseline": Text("基准值", "the values to freeze as a baseline"),
    "weights": Text("加权的影响", "what weighting did"),
    **{chapter.key: chapter.purpose for chapter in CHAPTERS.values()},
    "cautions": Text("解读前须注意的事项", "what to mind before reading the numbers"),
}
"""The questions of the method that answers can be asked, in its order, each with what it is."""

WHOLE: Final = frozenset({"segments", "cautions", *(chapter.key for chapter in CHAPTERS.values() if chapter.whole)})
"""Questions that look at the groups of a split together."""


@dataclass(frozen=True)
class Answer:
    """One question, answered for the whole and, where the answers are split, for each group; a group may have a fault instead."""

    result: Result
    parts: tuple[tuple[Mapping[str, str], Result], ...] = ()
    faults: tuple[tuple[Mapping[str, str], AnalysisError], ...] = ()
    by: tuple[str, ...] = field(default=())

    def rows(self) -> list[Row]:
        """The rows of all groups with their group in front, or those of the whole."""
        if not self.by:
            return self.result.rows()
        return [_place(group, row) for group, part in self.parts for row in part.rows()]

    def plain(self, language: Language) -> dict[str, Any]:
        """The answer as values for programs: question, base and rows; with a split also each group with its base."""
        told: dict[str, Any] = {**self.result.as_dict(), "rows": self.rows()}
        if self.by:
            told["groups"] = [{"group": dict(group), "base": part.base.row()} for group, part in self.parts]
            told["groups"] += [{"group": dict(group), "fault": fault.name, "message": fault.say(language)} for group, fault in self.faults]
        return told


def _place(group: Mapping[str, str], row: Row) -> Row:
    """A row with its group in front; an attribute named like a column of the row gets `group_` before its name."""
    return {**{(f"group_{name}" if name in row else name): value for name, value in group.items()}, **row}


def answer_question(reading: Reading, question: str) -> Answer:
    """One question, for the whole and for each group of the split. Raises what the analysis of the whole raises."""
    result: Result = getattr(reading, question)
    if not reading.by or question in WHOLE:
        return Answer(result)
    parts: list[tuple[Mapping[str, str], Result]] = []
    faults: list[tuple[Mapping[str, str], AnalysisError]] = []
    for one in reading.each():
        try:
            parts.append((one.group, getattr(one, question)))
        except AnalysisError as fault:
            faults.append((one.group, fault))
    return Answer(result, tuple(parts), tuple(faults), reading.by)


def answer_all(reading: Reading) -> tuple[dict[str, Answer], dict[str, AnalysisError]]:
    """Every question that can be answered, and for the others why not. Raises what the scan raises."""
    found: dict[str, Answer] = {}
    faults: dict[str, AnalysisError] = {}
    _ = reading.evidence
    for question in QUESTIONS:
        try:
            found[question] = answer_question(reading, question)
        except AnalysisError as fault:
            faults[question] = fault
    return found, faults
