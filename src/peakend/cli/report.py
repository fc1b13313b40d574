"""`peakend report page|slides|workbook|images`: what a reading looks like, in files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text as Line

from peakend.analyse.reading import Reading
from peakend.cli.analyse import open_reading
from peakend.cli.menu import Stage, Verb
from peakend.cli.options import AnswerFile, By, Lang, Least, StudyFile, Unflagged, Unweighted, Wave, WhereFilter
from peakend.cli.progress import working
from peakend.cli.speech import out, say, spoken
from peakend.report.images import write_images
from peakend.report.page import write_page
from peakend.report.slides import write_slides
from peakend.report.workbook import write_workbook
from peakend.text import Language

KINDS: Final[Mapping[str, str]] = {
    "page": say("网页报告：单个文件，中英文可切换，离线可看", "report page: one file in both languages, works without a network"),
    "slides": say("可编辑的 PowerPoint 幻灯片", "editable PowerPoint deck"),
    "workbook": say("Excel 工作簿：每个结果一张表", "Excel workbook: one sheet a result"),
    "images": say("所有图形的 SVG 和 PNG", "SVG and PNG of every picture"),
    "all": say("以上全部", "all four"),
}
"""What can be written."""

Folder = Annotated[Path, typer.Option("--out", metavar="FOLDER", help=say("写入的文件夹", "folder to write into"))]

app = typer.Typer(cls=Stage, no_args_is_help=True, add_completion=False)


def _add(kind: str) -> None:
    """One command a kind of report."""

    def write(
        study: StudyFile,
        answers: AnswerFile,
        folder: Folder = Path("out"),
        by: By = None,
        where: WhereFilter = None,
        wave: Wave = "",
        unweighted: Unweighted = False,
        unflagged: Unflagged = False,
        least: Least = 0,
        lang: Lang = "",
    ) -> None:
        reading = open_reading(study, answers, by=by, where=where, wave=wave, weighted=not unweighted, flagged=not unflagged, least=least)
        for one in list(WRITERS) if kind == "all" else [kind]:
            for path in write_report(reading, one, folder, spoken()):
                out.print(Line(str(path)))

    app.command(kind, cls=Verb, help=KINDS[kind])(write)


for _kind in KINDS:
    _add(_kind)


def write_report(reading: Reading, kind: str, folder: Path, language: Language) -> list[Path]:
    """Write one kind of report into a folder, and say which files these are. Raises what reading and writing raise.

    The page holds both languages and opens in the one asked for; the other files bear their language in their name.
    """
    with working(f"{say('正在生成', 'Writing')} {kind}"):
        return WRITERS[kind](reading, folder, language)


WRITERS: Final[Mapping[str, Callable[[Reading, Path, Language], list[Path]]]] = {
    "page": lambda reading, folder, language: [write_page(reading, folder / "report.html", language)],
    "slides": lambda reading, folder, language: [write_slides(reading, folder / f"slides-{language}.pptx", language)],
    "workbook": lambda reading, folder, language: [write_workbook(reading, folder / f"workbook-{language}.xlsx", language)],
    "images": lambda reading, folder, language: write_images(reading, folder / f"images-{language}", language),
}
"""Who writes what, and under which name."""
