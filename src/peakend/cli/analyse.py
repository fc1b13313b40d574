"""`peakend analyse <question> STUDY ANSWERS`: one question of the method, answered with interval, n and base."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import typer
from rich.text import Text as Line

from peakend.analyse.cautions import Cautions
from peakend.analyse.opening import read
from peakend.analyse.reading import Reading
from peakend.analyse.result import Result
from peakend.analyse.segments import Segments
from peakend.cli.faults import complain
from peakend.cli.menu import Stage, Verb
from peakend.cli.options import AnswerFile, By, Form, Lang, Least, StudyFile, Unflagged, Unweighted, Wave, WhereFilter
from peakend.cli.output import choose_format, emit_csv, emit_json, show_notes, show_table
from peakend.cli.progress import working
from peakend.cli.speech import err, out, say, spoken, tell
from peakend.cli.usage import refuse
from peakend.define.study import Study
from peakend.errors import FilterMalformed
from peakend.report.answers import QUESTIONS as PURPOSES
from peakend.report.answers import Answer, answer_all, answer_question
from peakend.report.tables import lay_table
from peakend.report.words import base_line, headline, interval_note, list_cautions, outcome_findings, segment_findings, segments_headline
from peakend.text import Text

QUESTIONS: Final[Mapping[str, str]] = {key: say(purpose.zh, purpose.en) for key, purpose in PURPOSES.items()}
"""The questions of the method in the language of the run."""

_NO_SINGLE_CSV: Final = Text(
    zh="不同问题的列不同，不能写成一个 CSV；请用 --format json，或逐个提问。",
    en="The questions have different columns and make no single CSV: use --format json, or ask them one by one.",
)

app = typer.Typer(cls=Stage, no_args_is_help=True, add_completion=False)


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
        emit_json({"answers": [answer.plain(spoken()) for answer in found.values()], "unanswered": lacking})
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


def show(answer: Answer, reading: Reading, form: str) -> None:
    """Print one answer. What is not the answer itself goes to the stream for errors, so that a pipe carries nothing else."""
    if form == "json":
        emit_json(answer.plain(spoken()))
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
