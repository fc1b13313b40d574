"""`peakend design house|cascade|coverage|decisions`: which quality parameters carry the customers' weight, and what is done about it?"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.text import Text as Line

from peakend.analyse.reading import Reading
from peakend.analyse.result import Result
from peakend.cli.designed import choose_drawing, gather_design
from peakend.cli.menu import Verb
from peakend.cli.options import Form, Lang, StudyFile, Unflagged, Unweighted, Wave, WhereFilter
from peakend.cli.output import choose_format, emit_csv, emit_json, show_table
from peakend.cli.progress import working
from peakend.cli.speech import out, say, spoken, tell
from peakend.cli.usage import refuse
from peakend.define.study import Study
from peakend.design.coverage import Coverage, compare_standards, weigh_abilities
from peakend.design.flow import Flow, change_importance, run_cascade
from peakend.design.grounds import look_up
from peakend.design.houses import Cascade
from peakend.design.paths import explain_change, trace_weights
from peakend.design.sensitivity import Sensitivity, vary
from peakend.design.trial import judge_moment
from peakend.errors import DrawingUnknown, NothingDesigned
from peakend.report.boxes import Drawing
from peakend.report.houses.coverage import draw_coverage
from peakend.report.houses.deck import write_house_slides
from peakend.report.houses.house import draw_house, title_house
from peakend.report.houses.plan import Plan
from peakend.report.houses.sankey import draw_sankey
from peakend.report.houses.tables import (
    table_abilities,
    table_aims,
    table_coverage,
    table_decisions,
    table_footing,
    table_planning,
    table_relations,
    table_streams,
    table_tests,
)
from peakend.report.houses.workbook import write_house_workbook
from peakend.report.notebook import Picture
from peakend.report.pictures import add_head
from peakend.report.tables import Table
from peakend.report.words import base_line, findings, headline, interval_note
from peakend.report.words.houses import say_move, say_sensitivity
from peakend.text import Text

_NO_CHANGE: Final = Text(
    zh="“{word}”不行：请写成 需求=数值，如 quick=4.5（0–10）。", en="{word!r} will not do: write NEED=VALUE, such as quick=4.5 (0 to 10)."
)
_TITLES: Final = {
    "planning": Text("规划矩阵", "Planning matrix"),
    "why": Text("改动重要性之后", "After the change of importance"),
    "streams": Text("权重从哪里来", "Where the weight comes from"),
    "aims": Text("现状与目标", "As it is, as it is to be"),
    "abilities": Text("短板与能力", "Shortfalls beside capabilities"),
    "decisions": Text("决定", "Decisions"),
    "tests": Text("关键时刻检验", "Moments put to the test"),
}

Answers = Annotated[
    Path | None,
    typer.Argument(
        help=say("导入后的答卷；不给则用团队设定的重要性", "imported answers; without, the importance that the team set is used")
    ),
]
Chosen = Annotated[
    Path | None,
    typer.Option(
        "--design", metavar="FILE", help=say("设计文件；默认为研究文件旁的 .design.yaml", "design file; else .design.yaml beside the study")
    ),
]
Key = Annotated[str, typer.Option("--key", metavar="KEY", help=say("哪一组质量屋；默认第一组", "which cascade; else the first"))]
PictureFile = Annotated[
    Path | None, typer.Option("--picture", metavar="FILE", help=say("另存图形（.svg 或 .png）", "save the picture too (.svg or .png)"))
]


def house(
    study: StudyFile,
    answers: Answers = None,
    design: Chosen = None,
    key: Key = "",
    which: Annotated[str, typer.Option("--house", metavar="KEY", help=say("哪一屋；默认全部", "which house; else all of them"))] = "",
    picture: PictureFile = None,
    where: WhereFilter = None,
    wave: Wave = "",
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Show the houses: rows, marks, planning matrix, technical importance."""
    form = choose_format(form)
    reading, known, drawn = gather_design(study, answers, design, where, wave, not unweighted, not unflagged)
    flow = _run(choose_drawing("house", drawn.houses, key), reading)
    keys = [one.house.key for one in flow.houses]
    if which and which not in keys:
        raise DrawingUnknown(family="house", found=which, known=", ".join(keys))
    chosen = [at for at, one in enumerate(keys) if which in {"", one}]
    if picture is not None:
        for at in chosen:
            path = picture if len(chosen) == 1 else picture.with_name(f"{picture.stem}-{keys[at]}{picture.suffix}")
            _save(draw_house(Plan(flow, at, known, spoken())), flow, known, path)
    if form != "table":
        _emit([row for row in flow.rows() if row["house"] in {keys[at] for at in chosen}], flow, form)
        return
    for at in chosen:
        plan = Plan(flow, at, known, spoken())
        _show(title_house(plan), table_relations(plan))
        if at == 0:
            _show(tell(_TITLES["planning"]), table_planning(plan))
        _show(plan.one.house.name.say(spoken()), table_footing(plan), _notes(flow, known))


def cascade(
    study: StudyFile,
    answers: Answers = None,
    design: Chosen = None,
    key: Key = "",
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change",
            metavar="NEED=VALUE",
            help=say("假如某需求的重要性改变（0–10），结果会怎样", "what if a need's importance were another (0 to 10)"),
        ),
    ] = None,
    trace: Annotated[
        str, typer.Option("--trace", metavar="KEY", help=say("某个质量参数的权重从哪里来", "where one parameter's weight comes from"))
    ] = "",
    picture: PictureFile = None,
    slides: Annotated[
        Path | None, typer.Option("--slides", metavar="FILE", help=say("另存幻灯片（.pptx）", "save slides too (.pptx)"))
    ] = None,
    workbook: Annotated[
        Path | None,
        typer.Option("--workbook", metavar="FILE", help=say("另存带公式的工作簿（.xlsx）", "save a workbook with formulas too (.xlsx)")),
    ] = None,
    where: WhereFilter = None,
    wave: Wave = "",
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Pass the weights through all houses, and say on what the order hangs."""
    form = choose_format(form)
    reading, known, drawn = gather_design(study, answers, design, where, wave, not unweighted, not unflagged)
    flow = _run(choose_drawing("house", drawn.houses, key), reading)
    if trace and trace not in flow.houses[-1].house.keys:
        raise DrawingUnknown(family="column", found=trace, known=", ".join(flow.houses[-1].house.keys))
    found, changed = vary(flow), _change(flow, change or [])
    if picture is not None:
        _save(draw_sankey(flow, known, spoken(), trace), flow, known, picture)
    if slides is not None:
        covered = compare_standards(reading, drawn.standards, flow.cascade.scenario) if reading is not None and drawn.standards else None
        write_house_slides(flow, known, slides, spoken(), covered, found)
    if workbook is not None:
        write_house_workbook(flow, known, workbook, spoken())
    if form != "table":
        _emit(flow.rows(), flow, form)
        return
    _say_flow(flow, found, known, changed)
    if trace:
        _show(tell(_TITLES["streams"]), table_streams(trace_weights(flow, trace), flow, known, spoken()))


def _say_flow(flow: Flow, found: Sensitivity, study: Study, changed: Flow | None) -> None:
    """The finding, what it hangs on, the last house, and what a change would do."""
    out.print(Line(tell(headline(flow)), style="bold"))
    for one in (*findings(flow), *say_sensitivity(flow, found)):
        out.print(Line(f"· {tell(one)}"))
    plan = Plan(flow, len(flow.houses) - 1, study, spoken())
    _show(title_house(plan), table_footing(plan), _notes(flow, study))
    if changed is not None:
        out.print(Line(tell(_TITLES["why"]), style="bold"))
        for move in explain_change(flow, changed):
            out.print(Line(f"· {tell(say_move(flow, move))}"))


def coverage(
    study: StudyFile,
    answers: Annotated[Path, typer.Argument(help=say("导入后的答卷", "imported answers"))],
    design: Chosen = None,
    scenario: Annotated[str, typer.Option("--scenario", metavar="KEY", help=say("只看一个场景", "one scenario only"))] = "",
    picture: PictureFile = None,
    where: WhereFilter = None,
    wave: Wave = "",
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Put standards beside needs, and capabilities beside shortfalls."""
    form = choose_format(form)
    reading, known, drawn = gather_design(study, answers, design, where, wave, not unweighted, not unflagged)
    if not drawn.standards or reading is None:
        raise NothingDesigned(family="standard")
    if scenario:
        known.scenario(scenario)
    found = compare_standards(reading, drawn.standards, scenario)
    if picture is not None:
        _save(draw_coverage(found, known, spoken()), found, known, picture)
    if form != "table":
        _emit(found.rows(), found, form)
        return
    _say_coverage(found, known)
    if drawn.aims:
        _show(tell(_TITLES["aims"]), table_aims(drawn.aims, spoken()))
    if drawn.capabilities:
        _show(tell(_TITLES["abilities"]), table_abilities(weigh_abilities(reading, drawn.capabilities), spoken()))


def _say_coverage(found: Coverage, study: Study) -> None:
    out.print(Line(tell(headline(found)), style="bold"))
    for one in findings(found):
        out.print(Line(f"· {tell(one)}"))
    _show(tell(found.title), table_coverage(found, spoken()), _notes(found, study))


def decisions(
    study: StudyFile,
    answers: Annotated[Path, typer.Argument(help=say("导入后的答卷", "imported answers"))],
    design: Chosen = None,
    moment: Annotated[
        list[str] | None,
        typer.Option(
            "--moment", metavar="KEY", help=say("要检验的关键时刻；默认为决定涉及的", "moments to test; else those decided about")
        ),
    ] = None,
    where: WhereFilter = None,
    wave: Wave = "",
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    form: Form = "table",
    lang: Lang = "",
) -> None:
    """Show decisions with the evidence behind them, and put moments to the test."""
    form = choose_format(form, ("table", "json"))
    reading, known, drawn = gather_design(study, answers, design, where, wave, not unweighted, not unflagged)
    if not drawn.decisions or reading is None:
        raise NothingDesigned(family="decision")
    flows = [run_cascade(one, reading.evidence) for one in drawn.houses]
    lines = look_up(reading, drawn.decisions, flows)
    keys = moment or list(dict.fromkeys(key for one in drawn.decisions for key in one.moments))
    tests = [judge_moment(reading, key, drawn.standards, drawn.decisions) for key in keys]
    told, tried = table_decisions(lines, known, spoken(), flows), table_tests(tests, known, spoken())
    if form == "json":
        emit_json({"decisions": _plain(told), "tests": _plain(tried)})
        return
    _show(tell(_TITLES["decisions"]), told)
    _show(tell(_TITLES["tests"]), tried)


def _run(one: Cascade, reading: Reading | None) -> Flow:
    with working(say("正在计算", "Working it out")):
        return run_cascade(one, None if reading is None else reading.evidence)


def _change(flow: Flow, words: Sequence[str]) -> Flow | None:
    """The cascade with other importances, or nothing where none is changed. Raises `typer.BadParameter`."""
    changes: dict[str, float] = {}
    for word in words:
        need, _, value = word.partition("=")
        try:
            changes[need] = float(value)
        except ValueError:
            refuse(_NO_CHANGE.fill(word=word))
        if not 0 <= changes[need] <= 10:  # noqa: PLR2004 - the scale of importance
            refuse(_NO_CHANGE.fill(word=word))
    return change_importance(flow, changes) if changes else None


def _save(drawing: Drawing, result: Result, study: Study, path: Path) -> None:
    """A drawing with its head as a file."""
    Picture(add_head(drawing, result.base, study, spoken())).save(path)


def _emit(rows: Sequence[dict[str, Any]], result: Result, form: str) -> None:
    if form == "csv":
        emit_csv(rows)
    else:
        emit_json({**result.as_dict(), "rows": list(rows)})


def _plain(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table.heads, line, strict=True)) for line in table.lines]


def _show(title: str, table: Table, notes: Sequence[str] = ()) -> None:
    show_table(title, table.heads, table.lines, notes, table.right)


def _notes(result: Result, study: Study) -> list[str]:
    return [tell(base_line(result.base, study)), tell(interval_note(result.base))] if result.base.n else []


VERBS: Final[tuple[tuple[str, Text, Callable[..., None]], ...]] = (
    ("house", Text("质量屋：需求、关系、规划矩阵、技术重要性", "Houses of Quality: rows, marks, planning matrix, importance"), house),
    (
        "cascade",
        Text(
            "级联：需求权重及其不确定性传到质量参数，并说明名次取决于什么",
            "cascade: weights with their uncertainty, and what the order hangs on",
        ),
        cascade,
    ),
    ("coverage", Text("标准与需求的距离；能力与短板", "standards beside needs; capabilities beside shortfalls"), coverage),
    ("decisions", Text("决定及其依据；关键时刻检验", "decisions with their evidence; moments put to the test"), decisions),
)
"""The commands of this file, with what they are for."""


def add_houses(app: typer.Typer) -> None:
    """Make the commands known to their stage."""
    for name, about, run in VERBS:
        app.command(name, cls=Verb, help=tell(about))(run)
