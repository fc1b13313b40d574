"""`peakend analyse <question> STUDY ANSWERS`: one question of the method, answered with interval, n and base."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import typer
from rich.text import Text as Line

from peakend.analyse.cautions import Cautions
from peakend.analyse.opening import read
from peakend.analyse.reading import Reading
from peakend.analyse.result import Result, Row
from peakend.analyse.segments import Segments
from peakend.cli.faults import complain
from peakend.cli.menu import Stage, Verb
from peakend.cli.options import AnswerFile, By, Form, Lang, Least, StudyFile, Unflagged, Unweighted, Wave, WhereFilter
from peakend.cli.output import choose_format, emit_csv, emit_json, show_notes, show_table
from peakend.cli.progress import working
from peakend.cli.speech import err, out, say, spoken, tell
from peakend.cli.usage import refuse
from peakend.define.study import Study
from peakend.errors import AnalysisError, FilterMalformed
from peakend.report.chapters import CHAPTERS
from peakend.report.tables import lay_table
from peakend.report.words import base_line, headline, interval_note, list_cautions, outcome_findings, segment_findings, segments_headline
from peakend.text import Text

QUESTIONS: Final[Mapping[str, str]] = {
    "importance": say("哪些时刻客户最看重", "which moments matter most to customers"),
    "peaks": say("峰值、终值与共有峰值（两种规则并列）", "peaks, ends and common peaks, by both rules"),
    "needs": say("核心需求与多选题", "core needs and multiple answers"),
    "experience": say("各时刻的实际体验", "how good each moment was"),
    "satisfaction": say("总体满意度", "overall satisfaction"),
    "nps": say("净推荐值 NPS", "Net Promoter Score"),
    "gaps": say("与期望、竞争对手、重要性的差距", "gaps to expectation, competitors and importance"),
    "quadrants": say("重要性–体验四象限", "importance and experience in four quadrants"),
    "segments": say("客群差异（需要 --by）", "differences between segments (needs --by)"),
    "baseline": say("基准值", "the values to freeze as a baseline"),
    "weights": say("加权的影响", "what weighting did"),
    **{chapter.key: say(chapter.purpose.zh, chapter.purpose.en) for chapter in CHAPTERS.values()},
    "cautions": say("解读前须注意的事项", "what to mind before reading the numbers"),
}
"""The questions of the method that answers can be asked, in its order."""

WHOLE: Final = frozenset({"segments", "cautions", *(chapter.key for chapter in CHAPTERS.values() if chapter.whole)})
"""Questions that look at the groups of a split together."""

_NO_SINGLE_CSV: Final = Text(
    zh="不同问题的列不同，不能写成一个 CSV；请用 --format json，或逐个提问。",
    en="The questions have different columns and make no single CSV: use --format json, or ask them one by one.",
)

app = typer.Typer(cls=Stage, no_args_is_help=True, add_completion=False)


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

    def plain(self) -> dict[str, Any]:
        """The answer as values for programs: question, base and rows; with a split also each group with its base."""
        told: dict[str, Any] = {**self.result.as_dict(), "rows": self.rows()}
        if self.by:
            told["groups"] = [{"group": dict(group), "base": part.base.row()} for group, part in self.parts]
            told["groups"] += [{"group": dict(group), "fault": fault.name, "message": fault.say(spoken())} for group, fault in self.faults]
        return told


def _place(group: Mapping[str, str], row: Row) -> Row:
    """A row with its group in front; an attribute named like a column of the row gets `group_` before its name."""
    return {**{(f"group_{name}" if name in row else name): value for name, value in group.items()}, **row}


def _add(question: str) -> None:
    """One command a question."""

    def ask(
        study: StudyFile,
        answers: AnswerFile,
        by: By = None,
        where: WhereFilter = None,
        wave: Wave = "",
        unweighted: Unweighted = False,
        unflagged: Unflagged = False,
        least: Least = 0,
        form: Form = "table",
        lang: Lang = "",
    ) -> None:
        form = choose_format(form)
        reading = open_reading(study, answers, by=by, where=where, wave=wave, weighted=not unweighted, flagged=not unflagged, least=least)
        with working(say("正在统计答卷", "Counting answers")):
            answer = answer_question(reading, question)
        show(answer, reading, form)

    app.command(question, cls=Verb, help=QUESTIONS[question])(ask)


for _question in QUESTIONS:
    _add(_question)


@app.command("all", cls=Verb, help=say("以上全部，能回答的都回答", "all of them, as far as they can be answered"))
def ask_all(
    study: StudyFile,
    answers: AnswerFile,
    by: By = None,
    where: WhereFilter = None,
    wave: Wave = "",
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    least: Least = 0,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Answer every question that can be answered, and say in one line of each other why not."""
    if choose_format(form) == "csv":
        refuse(_NO_SINGLE_CSV)
    reading = open_reading(study, answers, by=by, where=where, wave=wave, weighted=not unweighted, flagged=not unflagged, least=least)
    with working(say("正在统计答卷", "Counting answers")):
        found, faults = answer_all(reading)
    if not found:
        raise next(iter(faults.values()))
    if form == "json":
        lacking = [{"question": name, "fault": fault.name, "message": fault.say(spoken())} for name, fault in faults.items()]
        emit_json({"answers": [answer.plain() for answer in found.values()], "unanswered": lacking})
        return
    for answer in found.values():
        show(answer, reading, form)
        out.print()
    for name, fault in faults.items():
        out.print(Line(f"○ {name}{say('：', ': ')}{fault.say(spoken())}"))


def open_reading(
    study: Path,
    answers: Path,
    *,
    by: Sequence[str] | None = None,
    where: Sequence[str] | None = None,
    wave: str = "",
    weighted: bool = True,
    flagged: bool = True,
    least: int = 0,
) -> Reading:
    """A reading from two files and the words of the options. Raises `FilterMalformed` and what `peakend.read` raises."""
    filters = parse_filters(where or ())
    with working(say(f"正在打开 {answers.name}", f"Opening {answers.name}")):
        return read(
            study, answers, by=tuple(dict.fromkeys(by or ())), where=filters, wave=wave, weighted=weighted, flagged=flagged, least=least
        )


def parse_filters(words: Sequence[str]) -> dict[str, list[str]]:
    """ATTRIBUTE=VALUE words as filters; the same attribute twice means either value. Raises `FilterMalformed`.

    >>> parse_filters(["tier=gold", "tier=diamond", "city=中山"])
    {'tier': ['gold', 'diamond'], 'city': ['中山']}
    """
    filters: dict[str, list[str]] = {}
    for word in words:
        attribute, equals, value = word.partition("=")
        if not equals or not attribute.strip():
            raise FilterMalformed(given=word)
        filters.setdefault(attribute.strip(), []).append(value.strip())
    return filters


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


def show(answer: Answer, reading: Reading, form: str) -> None:
    """Print one answer. What is not the answer itself goes to the stream for errors, so that a pipe carries nothing else."""
    if form == "json":
        emit_json(answer.plain())
        return
    if form == "csv":
        emit_csv(answer.rows())
        err.print(Line(tell(base_line(answer.result.base, reading.study))))
    else:
        _print_table(answer, reading)
    for group, fault in answer.faults:
        complain(f"{', '.join(group.values())}{say('：', ': ')}{fault.say(spoken())}", fault.name)


def _print_table(answer: Answer, reading: Reading) -> None:
    result = answer.result
    first, others = _speak_of(result, reading.study)
    out.print(Line(tell(first), style="bold"))
    for finding in others:
        out.print(Line(f"· {tell(finding)}"))
    table = lay_table(answer.rows(), reading.study, spoken(), result.question, reading.by)
    notes = [tell(note) for note in _note(answer, reading.study)]
    if table.lines:
        show_table(tell(result.title), table.heads, table.lines, notes, table.right)
    else:
        show_notes(notes)


def _note(answer: Answer, study: Study) -> Iterator[Text]:
    yield base_line(answer.result.base, study)
    for _, part in answer.parts:
        yield base_line(part.base, study)
    yield interval_note(answer.result.base)


def _speak_of(result: Result, study: Study) -> tuple[Text, tuple[Text, ...]]:
    """The sentences about a result, in the study's own names where the result itself has only keys."""
    if isinstance(result, Segments):
        return segments_headline(result, study), segment_findings(result, study)
    if isinstance(result, Cautions):
        return headline(result), list_cautions(result, study)
    return headline(result), outcome_findings(result, study)
