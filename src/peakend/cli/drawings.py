"""`peakend design new|check|schema|blueprint|journey|script`: start a design, check it, draw it with the customers' answers on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text as Line

from peakend.analyse.reading import Reading
from peakend.cli.define import show_folded
from peakend.cli.designed import choose_drawing, find_design, gather_design
from peakend.cli.menu import Verb
from peakend.cli.options import Force, Lang, PlainForm, StudyFile, Unflagged, Unweighted, Wave, WhereFilter
from peakend.cli.output import choose_format, emit_json
from peakend.cli.progress import working
from peakend.cli.speech import out, say, spoken, tell
from peakend.cli.usage import refuse
from peakend.define.file import read_study
from peakend.define.remark import SEVERITIES
from peakend.design.blueprint import stand_columns
from peakend.design.check import check_design
from peakend.design.file import open_design, read_design
from peakend.design.health import Health, read_health
from peakend.design.plan import known_roles
from peakend.design.schema import load_design_schema
from peakend.design.script import name_roles, stage_script
from peakend.design.template import start_design
from peakend.design.versions import compare_blueprints
from peakend.errors import DrawingUnknown, OutputExists
from peakend.report.diagrams.blueprint import BlueprintView, draw_blueprint
from peakend.report.diagrams.deck import write_deck
from peakend.report.diagrams.fold import Draw
from peakend.report.diagrams.journey import JourneyView, draw_journey
from peakend.report.diagrams.paper import write_pdf
from peakend.report.diagrams.script import SCRIPT_COLUMNS, ScriptView, draw_script
from peakend.report.diagrams.tables import write_markdown
from peakend.report.images import make_png
from peakend.report.saving import save_whole
from peakend.report.svg import write_svg
from peakend.text import Text

FORMS: Final = ("svg", "png", "pdf", "pptx", "md")
"""What a drawing can be written as."""

_NO_FORM: Final = Text(zh="--as 不能是“{word}”：可选 {known}。", en="--as cannot be {word!r}: choose of {known}.")
_NO_PAPER: Final = Text(zh="--paper 不能是“{word}”：可选 a3、a4。", en="--paper cannot be {word!r}: choose a3 or a4.")

Answers = Annotated[
    Path | None, typer.Argument(help=say("导入后的答卷；给出则画出健康度", "imported answers; with them the live health is drawn"))
]
Chosen = Annotated[
    Path | None,
    typer.Option(
        "--design", metavar="FILE", help=say("设计文件；默认为研究文件旁的 .design.yaml", "design file; else .design.yaml beside the study")
    ),
]
Key = Annotated[str, typer.Option("--key", metavar="KEY", help=say("哪一张；默认第一张", "which one; else the first"))]
Folder = Annotated[Path, typer.Option("--out", metavar="FOLDER", help=say("写入的文件夹", "folder to write into"))]
Forms = Annotated[
    list[str] | None,
    typer.Option("--as", metavar="|".join(FORMS), help=say("写成什么；默认全部", "what to write; else all of them")),
]
Paper = Annotated[str, typer.Option("--paper", metavar="a3|a4", help=say("PDF 的纸张", "paper of the PDF"))]
Poster = Annotated[bool, typer.Option("--poster", help=say("PDF 拼成大图，每页一块", "PDF as a poster, a piece a page"))]


@dataclass(frozen=True)
class Order:
    """What is to be written, where, and on which paper."""

    folder: Path
    forms: Sequence[str]
    paper: str
    poster: bool


def start(
    study: StudyFile,
    path: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=say("写入的设计文件", "design file to write"))] = None,
    force: Force = False,
    lang: Lang = "",
) -> None:
    """Write a design file to begin with."""
    known = read_study(study)
    target = find_design(study, path)
    if target.exists() and not force:
        raise OutputExists(path=str(target))
    words = start_design(known)
    save_whole(target, lambda unfinished: unfinished.write_text(words, encoding="utf-8"))
    out.print(Line(say(f"已写入 {target}。下一步：peakend design check {study}", f"Wrote {target}. Next: peakend design check {study}")))


def check(study: StudyFile, design: Chosen = None, form: PlainForm = "table", lang: Lang = "") -> None:
    """Say everything there is to say about a design; what is wrong comes as one fault with all of it."""
    form = choose_format(form, ("table", "json"))
    known, path = read_study(study), find_design(study, design)
    file = open_design(path, known)
    remarks = file.sort(check_design(known, file.design))
    counts = {kind: sum(1 for _, one in remarks if one.severity == kind) for kind in SEVERITIES}
    if form == "json":
        told = [
            {
                "line": line,
                "severity": one.severity,
                "place": one.where,
                "name": one.name,
                "message": tell(one.message),
                "mend": tell(one.mend),
            }
            for line, one in remarks
        ]
        emit_json({"file": str(path), "counts": counts, "remarks": told})
        return
    show_folded(remarks)
    summary = [f"{tell(SEVERITIES[kind])} {count}" for kind, count in counts.items()]
    out.print(Line(say(f"{path.name}：{'，'.join(summary)}。", f"{path.name}: {', '.join(summary)}.")))


def show_schema() -> None:
    """Print the published schema, for editors that check while one types."""
    emit_json(load_design_schema())


def blueprint(
    study: StudyFile,
    answers: Answers = None,
    design: Chosen = None,
    key: Key = "",
    against: Annotated[
        str,
        typer.Option("--against", metavar="KEY", help=say("画出与另一张蓝图的差异", "draw the difference from another blueprint")),
    ] = "",
    plain: Annotated[bool, typer.Option("--plain", help=say("步骤只写做什么", "steps without owners, waits and failures"))] = False,
    folder: Folder = Path("out/design"),
    forms: Forms = None,
    paper: Paper = "a3",
    poster: Poster = False,
    where: WhereFilter = None,
    wave: Wave = "",
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    lang: Lang = "",
) -> None:
    """Draw a service blueprint."""
    order = _order(folder, forms, paper, poster)
    reading, known, drawn = gather_design(study, answers, design, where, wave, not unweighted, not unflagged)
    one = choose_drawing("blueprint", drawn.blueprints, key)
    before = choose_drawing("blueprint", drawn.blueprints, against) if against else None
    view = BlueprintView(
        known,
        one,
        spoken(),
        _health(one.scenario, reading, {goal.moment: goal.value for goal in one.goals}),
        known_roles(known, drawn),
        compare_blueprints(before, one) if before else None,
        known.synthetic and reading is not None,
        not plain,
    )
    _write(partial(draw_blueprint, view), len(stand_columns(known, one)), order)


def journey(
    study: StudyFile,
    answers: Answers = None,
    design: Chosen = None,
    key: Key = "",
    folder: Folder = Path("out/design"),
    forms: Forms = None,
    paper: Paper = "a3",
    poster: Poster = False,
    where: WhereFilter = None,
    wave: Wave = "",
    unweighted: Unweighted = False,
    unflagged: Unflagged = False,
    lang: Lang = "",
) -> None:
    """Draw a journey map."""
    order = _order(folder, forms, paper, poster)
    reading, known, drawn = gather_design(study, answers, design, where, wave, not unweighted, not unflagged)
    one = choose_drawing("journey", drawn.journeys, key)
    health = _health(one.scenario, reading, {})
    view = JourneyView(known, one, spoken(), health, known_roles(known, drawn), known.synthetic and reading is not None)
    _write(partial(draw_journey, view), len(view.moments), order)


def script(
    study: StudyFile,
    design: Chosen = None,
    key: Key = "",
    role: Annotated[str, typer.Option("--role", metavar="KEY", help=say("只写这个角色的角色卡", "the role card of this role alone"))] = "",
    folder: Folder = Path("out/design"),
    forms: Forms = None,
    paper: Paper = "a4",
    lang: Lang = "",
) -> None:
    """Write a service script, or the card of one role."""
    order = _order(folder, forms, paper, poster=False)
    known = read_study(study)
    drawn = read_design(find_design(study, design), known)
    one = choose_drawing("script", drawn.scripts, key)
    under = choose_drawing("blueprint", drawn.blueprints, one.blueprint)
    play = stage_script(known, under, one)
    played = [name for name, _ in play.roles]
    if role and role not in played:
        raise DrawingUnknown(family="role", found=role, known=", ".join(played))
    view = ScriptView(known, play, spoken(), name_roles(known_roles(known, drawn), under), role)
    _write(partial(draw_script, view), SCRIPT_COLUMNS, order, matrix=True)


def _order(folder: Path, forms: Sequence[str] | None, paper: str, poster: bool) -> Order:
    for form in forms or ():
        if form not in FORMS:
            refuse(_NO_FORM.fill(word=form, known=", ".join(FORMS)))
    if paper not in {"a3", "a4"}:
        refuse(_NO_PAPER.fill(word=paper))
    return Order(folder, forms or FORMS, paper, poster)


def _health(scenario: str, reading: Reading | None, goals: Mapping[str, float]) -> Mapping[str, Health]:
    return {} if reading is None else read_health(scenario, reading, goals)


def _write(draw: Draw, columns: int, order: Order, *, matrix: bool = False) -> None:
    """Write a drawing in every form that is asked for, and say which files these are."""
    with working(say("正在绘制", "Drawing")):
        sheet = draw(0, columns, None)
        name = f"{sheet.told.name}-{spoken()}"
        svg = write_svg(sheet.drawing)
        writers: Mapping[str, Callable[[], Path]] = {
            "svg": lambda: _save(order.folder / f"{name}.svg", svg.encode()),
            "png": lambda: _save(order.folder / f"{name}.png", make_png(svg)),
            "pdf": lambda: write_pdf(
                draw, columns, order.folder / f"{name}.pdf", spoken(), paper="a3" if order.paper == "a3" else "a4", tiled=order.poster
            ),
            "pptx": lambda: write_deck(draw, columns, order.folder / f"{name}.pptx", spoken()),
            "md": lambda: _save(order.folder / f"{name}.md", write_markdown(sheet, spoken(), matrix=matrix).encode()),
        }
        written = [writers[form]() for form in FORMS if form in order.forms]
    for path in written:
        out.print(Line(str(path)))


def _save(path: Path, content: bytes) -> Path:
    return save_whole(path, lambda unfinished: unfinished.write_bytes(content))


_VERBS: Final[Mapping[str, tuple[Callable[..., None], str]]] = {
    "new": (
        start,
        say(
            "新建设计文件：由模板，或按研究的场景列出空白蓝图和旅程图",
            "start a design file: from a template, or empty drawings of each scenario",
        ),
    ),
    "check": (check, say("检查设计文件：错误、存疑、待补", "check a design file: what is wrong, doubtful or missing")),
    "schema": (show_schema, say("打印设计文件的 JSON Schema", "print the JSON Schema of design files")),
    "blueprint": (blueprint, say("画服务蓝图：SVG、PNG、PDF、幻灯片、文字表", "draw a service blueprint: SVG, PNG, PDF, slides, table")),
    "journey": (journey, say("画客户旅程图：SVG、PNG、PDF、幻灯片、文字表", "draw a journey map: SVG, PNG, PDF, slides, table")),
    "script": (
        script,
        say("写服务剧本或角色卡：PDF、幻灯片、图、文字表", "write a service script or a role card: PDF, slides, picture, table"),
    ),
}
"""The commands of this page, each with what it is for."""


def add_drawings(app: typer.Typer) -> None:
    """Add these commands to the stage."""
    for name, (verb, about) in _VERBS.items():
        app.command(name, cls=Verb, help=about)(verb)
