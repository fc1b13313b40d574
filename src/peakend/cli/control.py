"""`peakend control chart|effect|interrupt|times|freeze|compare`: is it steady, and did it help?"""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.text import Text as Line

from peakend.analyse.result import Result
from peakend.cli.analyse import open_reading, parse_filters
from peakend.cli.menu import Stage, Verb
from peakend.cli.options import AnswerFile, Force, Form, Lang, StudyFile, Unflagged, Unweighted, Wave, WhereFilter
from peakend.cli.output import choose_format, emit_csv, emit_json, show_table
from peakend.cli.progress import working
from peakend.cli.speech import out, say, spoken, tell
from peakend.cli.usage import refuse
from peakend.control.change import measure_effect
from peakend.control.compare import compare_baseline, freeze_baseline
from peakend.control.freezing import read_baseline, read_limits, write_frozen
from peakend.control.rules import DEFAULT, RULES, Rule
from peakend.control.series import interrupt_question
from peakend.control.times import SCALES, Scale, chart_times, read_cases
from peakend.control.trend import chart_question
from peakend.define.study import Study
from peakend.errors import UnknownPeriod
from peakend.report.chapters.control import CONTROLS
from peakend.report.notebook import draw
from peakend.report.tables import lay_table
from peakend.report.words import base_line, findings, headline, interval_note
from peakend.scan.periods import PERIODS
from peakend.text import Text

_NO_DATE: Final = Text(zh="“{word}”不是日期：请写成 2024-03-31 的样子。", en="{word!r} is no date: write it like 2024-03-31.")
_ONE_OF: Final = Text(zh="“{word}”不行：可选 {known}。", en="{word!r} will not do: choose one of {known}.")
_THERE: Final = Text(zh="{path} 已存在；用 --force 覆盖。", en="{path} is there already; --force replaces it.")
_NO_COLUMNS: Final = Text(zh="请给出 --case 与 --time，或 --start 与 --end。", en="Name --case and --time, or --start and --end.")

Asked = Annotated[str, typer.Option("--question", metavar="KEY", help=say("题目的键", "key of the question"))]
By = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="wave|day|week|month|quarter|year",
        help=say("按期次或日期的周期拆分", "split by wave or by a period of the date"),
    ),
]
Statistic = Annotated[
    str,
    typer.Option(
        "--statistic",
        metavar="mean|share|nps",
        help=say("均值、高分占比或 NPS；默认随题目", "mean, share of high answers or NPS; else the usual one"),
    ),
]
Picture = Annotated[
    Path | None, typer.Option("--picture", metavar="FILE", help=say("另存图形（.svg 或 .png）", "save the picture too (.svg or .png)"))
]
Until = Annotated[
    str,
    typer.Option(
        "--until",
        metavar="DATE",
        help=say("观察到哪一天；决定最后一期是否完整", "the last day looked at; says whether the last period is whole"),
    ),
]

app = typer.Typer(cls=Stage, no_args_is_help=True, add_completion=False)


@app.command("chart", cls=Verb, help=tell(CONTROLS["trend"].purpose))
def chart(
    study: StudyFile,
    answers: AnswerFile,
    question: Asked,
    period: By = "wave",
    statistic: Statistic = "",
    baseline: Annotated[
        str,
        typer.Option(
            "--baseline",
            metavar="N|PERIOD",
            help=say("定控制限的前几期，或其最后一期", "periods that set the limits: how many, or the last of them"),
        ),
    ] = "0",
    until: Until = "",
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="RULE", help=say(f"判异规则：{'、'.join(RULES)}", f"run rules: {', '.join(RULES)}")),
    ] = None,
    limits: Annotated[
        Path | None, typer.Option("--limits", metavar="FILE", help=say("用先前冻结的控制限", "judge by limits that were frozen"))
    ] = None,
    freeze: Annotated[
        Path | None, typer.Option("--freeze", metavar="FILE", help=say("把控制限写入文件", "write the limits to a file"))
    ] = None,
    picture: Picture = None,
    where: WhereFilter = None,
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    force: Force = False,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Chart a question by period."""
    form = choose_format(form)
    rules = tuple(_rule(word) for word in rule) if rule else DEFAULT
    day = _date(until)
    reading = open_reading(study, answers, where=where, weighted=not unweighted, flagged=not unflagged)
    frozen = None if limits is None else read_limits(limits)
    with working(say("正在作图", "Charting")):
        found = chart_question(reading, question, period, statistic=statistic, baseline=baseline, until=day, rules=rules, limits=frozen)
    if freeze is not None:
        _spare(freeze, force)
        write_frozen(freeze, found.frozen)
    _show(found, reading.study, form, picture)


@app.command("effect", cls=Verb, help=tell(CONTROLS["effect"].purpose))
def effect(
    study: StudyFile,
    answers: AnswerFile,
    question: Asked,
    before: Annotated[
        list[str],
        typer.Option(
            "--before",
            metavar="PERIOD",
            help=say("改动前的期次或周期；可写 2024-01..2024-05", "waves or periods before; 2024-01..2024-05 is fine"),
        ),
    ],
    after: Annotated[list[str], typer.Option("--after", metavar="PERIOD", help=say("改动后的期次或周期", "waves or periods after"))],
    treated: Annotated[
        list[str] | None,
        typer.Option(
            "--treated",
            metavar="ATTRIBUTE=VALUE",
            help=say("谁做了改动；其余为对照组", "who got the change; all others are the comparison"),
        ),
    ] = None,
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster", metavar="ATTRIBUTE", help=say("整组改动的单位（如营业厅）", "whole units that got the change together (branches)")
        ),
    ] = "",
    period: By = "wave",
    statistic: Statistic = "",
    picture: Picture = None,
    where: WhereFilter = None,
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Compare before and after."""
    form = choose_format(form)
    group = parse_filters(treated or ())
    reading = open_reading(study, answers, where=where, weighted=not unweighted, flagged=not unflagged)
    with working(say("正在比较", "Comparing")):
        found = measure_effect(reading, question, before, after, treated=group, when=period, statistic=statistic, cluster=cluster)
    _show(found, reading.study, form, picture)


@app.command("interrupt", cls=Verb, help=tell(CONTROLS["interruption"].purpose))
def interrupt(
    study: StudyFile,
    answers: AnswerFile,
    question: Asked,
    change: Annotated[str, typer.Option("--change", metavar="PERIOD", help=say("改动后的第一期", "the first period after the change"))],
    period: By = "month",
    statistic: Statistic = "",
    picture: Picture = None,
    where: WhereFilter = None,
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Look for a break in a series."""
    form = choose_format(form)
    reading = open_reading(study, answers, where=where, weighted=not unweighted, flagged=not unflagged)
    with working(say("正在比较", "Comparing")):
        found = interrupt_question(reading, question, change, period, statistic=statistic)
    _show(found, reading.study, form, picture)


@app.command("times", cls=Verb, help=tell(CONTROLS["times"].purpose))
def times(
    log: Annotated[Path, typer.Argument(help=say("工单或事件记录：CSV 或 Parquet", "log of cases or events: CSV or Parquet"))],
    case: Annotated[
        str, typer.Option("--case", metavar="COLUMN", help=say("事件记录中的工单号列", "column of the case in a log of events"))
    ] = "",
    time: Annotated[
        str, typer.Option("--time", metavar="COLUMN", help=say("事件记录中的时间列", "column of the time in a log of events"))
    ] = "",
    start: Annotated[
        str, typer.Option("--start", metavar="COLUMN", help=say("开始时间列（一行一单）", "column of the start (one row a case)"))
    ] = "",
    end: Annotated[
        str, typer.Option("--end", metavar="COLUMN", help=say("结束时间列；空白为未办结", "column of the end; blank is still open"))
    ] = "",
    activity: Annotated[
        str, typer.Option("--activity", metavar="COLUMN", help=say("事件记录中的环节列", "column of the activity in a log of events"))
    ] = "",
    closing: Annotated[
        list[str] | None, typer.Option("--closing", metavar="ACTIVITY", help=say("表示办结的环节", "activities that close a case"))
    ] = None,
    period: Annotated[str, typer.Option("--period", metavar="|".join(PERIODS), help=say("周期", "kind of period"))] = "week",
    scale: Annotated[
        str, typer.Option("--scale", metavar="|".join(SCALES), help=say("尺度；默认随偏度", "scale; else by the skewness"))
    ] = "",
    until: Until = "",
    picture: Picture = None,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Chart the times of cases."""
    form = choose_format(form)
    if not ((case and time) or (start and end)):
        refuse(_NO_COLUMNS)
    kind = next((one for one in PERIODS if one == period), None)
    if kind is None:
        raise UnknownPeriod(period=period, known=", ".join(PERIODS))
    with working(say(f"正在读取 {log.name}", f"Reading {log.name}")):
        cases = read_cases(log, case=case, time=time, start=start, end=end, activity=activity, closing=closing or ())
        found = chart_times(cases, kind, scale=_scale(scale), until=_date(until))
    _show(found, None, form, picture)


@app.command(
    "freeze", cls=Verb, help=say("冻结本期的基准值，供以后各期比较", "freeze the values of this wave, for later waves to be compared with")
)
def freeze(
    study: StudyFile,
    answers: AnswerFile,
    target: Annotated[Path, typer.Option("--out", metavar="FILE", help=say("写入的文件", "file to write"))] = Path("baseline.json"),
    where: WhereFilter = None,
    wave: Wave = "",
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    force: Force = False,
    lang: Lang = "",
) -> None:
    """Keep the values of a wave."""
    _spare(target, force)
    reading = open_reading(study, answers, where=where, wave=wave, weighted=not unweighted, flagged=not unflagged)
    out.print(Line(str(write_frozen(target, freeze_baseline(reading)))))


@app.command("compare", cls=Verb, help=tell(CONTROLS["comparison"].purpose))
def compare(
    study: StudyFile,
    answers: AnswerFile,
    baseline: Annotated[Path, typer.Option("--baseline", metavar="FILE", help=say("冻结的基准文件", "file of the frozen baseline"))] = Path(
        "baseline.json"
    ),
    picture: Picture = None,
    where: WhereFilter = None,
    wave: Wave = "",
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Compare a wave with a frozen baseline."""
    form = choose_format(form)
    frozen = read_baseline(baseline)
    reading = open_reading(study, answers, where=where, wave=wave, weighted=not unweighted, flagged=not unflagged)
    _show(compare_baseline(reading, frozen), reading.study, form, picture)


def _rule(word: str) -> Rule:
    """A run rule by its name. Raises `typer.BadParameter`."""
    found = next((rule for rule in RULES if rule == word), None)
    if found is None:
        refuse(_ONE_OF.fill(word=word, known=", ".join(RULES)))
    return found


def _scale(word: str) -> Scale | Any:  # noqa: ANN401 - or the empty word
    """A scale by its name. Raises `typer.BadParameter`."""
    if word and word not in SCALES:
        refuse(_ONE_OF.fill(word=word, known=", ".join(SCALES)))
    return word


def _date(word: str) -> date | None:
    """A day, or nothing. Raises `typer.BadParameter`."""
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        refuse(_NO_DATE.fill(word=word))


def _spare(path: Path, force: bool) -> None:
    """Replace nothing that nobody asked to replace. Raises `typer.BadParameter`."""
    if path.exists() and not force:
        refuse(_THERE.fill(path=str(path)))


def _show(result: Result, study: Study | None, form: str, picture: Path | None) -> None:
    """Print a result, and save its picture where that was asked for."""
    if picture is not None:
        draw(result, spoken()).save(picture)
    if form == "json":
        emit_json(result.as_dict())
        return
    if form == "csv":
        emit_csv(result.rows())
        return
    out.print(Line(tell(headline(result)), style="bold"))
    for finding in findings(result):
        out.print(Line(f"· {tell(finding)}"))
    named = study or Study("", Text())
    table = lay_table(result.rows(), named, spoken(), result.question, ())
    notes = [tell(base_line(result.base, study)), tell(interval_note(result.base))] if study is not None else []
    show_table(tell(result.title), table.heads, table.lines, notes, table.right)
