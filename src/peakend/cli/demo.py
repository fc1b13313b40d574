"""`peakend demo`: the telecom VIP study with synthetic answers, from the study file to page, deck, workbook and images."""

import os
import sys
import time
import webbrowser
from pathlib import Path
from typing import Annotated, Final

import pyarrow.parquet
import typer
from rich.text import Text as Line

from peakend.analyse.reading import Reading
from peakend.cli.menu import Verb
from peakend.cli.options import Lang
from peakend.cli.report import WRITERS, write_report
from peakend.cli.speech import out, say, spoken
from peakend.define.file import read_study
from peakend.define.template import find_template
from peakend.listen.synthetic import draw_answers
from peakend.listen.telecom_targets import TELECOM_VIP
from peakend.report.saving import save_whole
from peakend.text import LANGUAGES

RESPONDENTS: Final = 1_204
"""About three hundred in each of the four scenarios."""

Folder = Annotated[Path, typer.Option("--out", metavar="FOLDER", help=say("写入的文件夹", "folder to write into"))]
Browse = Annotated[bool, typer.Option("--open/--no-open", help=say("完成后打开网页", "open the page when done"))]

app = typer.Typer(add_completion=False)


@app.command(cls=Verb)
def run(folder: Folder = Path("out/demo"), browse: Browse = True, lang: Lang = "") -> None:
    """Write everything the demo has to show, and say where it is."""
    start = time.monotonic()
    template = find_template("telecom-vip").path
    study, words = read_study(template), template.read_bytes()
    save_whole(folder / "study.yaml", lambda path: path.write_bytes(words))
    drawn = draw_answers(study, RESPONDENTS, targets=TELECOM_VIP)
    answers = save_whole(folder / "answers.parquet", lambda path: pyarrow.parquet.write_table(drawn, path))
    out.print(Line(say(f"演示研究与 {RESPONDENTS} 份模拟答卷：{folder}", f"Demo study with {RESPONDENTS} synthetic answers: {folder}")))
    reading = Reading(study, answers, by=("tier",))
    for kind in WRITERS:
        for language in [spoken()] if kind == "page" else LANGUAGES:
            paths = write_report(reading, kind, folder, language)
            out.print(Line(f"  {paths[0] if len(paths) == 1 else paths[0].parent}"))
    page = folder / "report.html"
    took = time.monotonic() - start
    out.print(Line(say(f"完成，用时 {took:.0f} 秒。请打开：{page}", f"Done in {took:.0f} s. Open: {page}")))
    out.print(Line(say("全部答卷为模拟数据。", "All answers are synthetic.")))
    if browse and _has_screen():
        webbrowser.open(page.resolve().as_uri())


def _has_screen() -> bool:
    """Whether somebody is looking: a terminal, and a desktop to open a page on."""
    desktop = sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return sys.stdout.isatty() and desktop
