"""`peakend report page|slides|workbook|images`: what a reading looks like, in files."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from peakend.analyse.reading import Reading
from peakend.cli.analyse import open_reading
from peakend.cli.speech import SPOKEN, out, say
from peakend.errors import FolderNotWritable
from peakend.report.images import write_images
from peakend.report.page import write_page
from peakend.report.slides import write_slides
from peakend.report.workbook import write_workbook
from peakend.text import Language

KINDS: Final = {
    "page": say("网页报告：单个文件，离线可看", "report page: one file, works without a network"),
    "slides": say("可编辑的 PowerPoint 幻灯片", "editable PowerPoint deck"),
    "workbook": say("Excel 工作簿：每个结果一张表", "Excel workbook: one sheet a result"),
    "images": say("所有图形的 SVG 和 PNG", "SVG and PNG of every picture"),
    "all": say("以上全部", "all of them"),
}
"""What can be written."""

app = typer.Typer(no_args_is_help=True)


def _add(kind: str) -> None:
    """One command a kind of report."""

    def write(  # noqa: PLR0913, PLR0917 - one parameter an option of the command
        study: Annotated[Path, typer.Argument(help=say("研究文件 .yaml", "study file .yaml"))],
        answers: Annotated[Path, typer.Argument(help=say("导入后的答卷 .parquet", "imported answers .parquet"))],
        folder: Annotated[Path, typer.Option("--out", help=say("输出文件夹", "folder for the output"))] = Path("out"),
        by: Annotated[list[str] | None, typer.Option(help=say("按属性拆分，可重复", "split by an attribute; repeatable"))] = None,
        where: Annotated[list[str] | None, typer.Option(help=say("筛选 属性=值，可重复", "filter ATTRIBUTE=VALUE; repeatable"))] = None,
        wave: Annotated[str, typer.Option(help=say("只看一个期次", "one wave only"))] = "",
        lang: Annotated[str, typer.Option(help="zh | en")] = SPOKEN,
    ) -> None:
        reading = open_reading(study, answers, by=by, where=where, wave=wave)
        for path in write_report(reading, kind, folder, "zh" if lang.startswith("zh") else "en"):
            out.print(str(path), markup=False)

    app.command(kind, help=KINDS[kind])(write)


for _kind in KINDS:
    _add(_kind)


def write_report(reading: Reading, kind: str, folder: Path, language: Language) -> list[Path]:
    """Write one kind of report, or all, into a folder, and say which files these are. Raises `FolderNotWritable`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [path for one in (list(_WRITERS) if kind == "all" else [kind]) for path in _WRITERS[one](reading, folder, language)]
    except OSError as fault:
        raise FolderNotWritable(folder=str(folder), reason=fault.strerror or str(fault)) from fault


_WRITERS: Final[dict[str, Callable[[Reading, Path, Language], list[Path]]]] = {
    "page": lambda reading, folder, language: [write_page(reading, folder, language)],
    "slides": lambda reading, folder, language: [write_slides(reading, folder, language)],
    "workbook": lambda reading, folder, language: [write_workbook(reading, folder, language)],
    "images": lambda reading, folder, language: list(write_images(reading, folder / "images", language)),
}
