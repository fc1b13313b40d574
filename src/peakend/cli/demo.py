"""`peakend demo`: the telecom VIP study with synthetic answers, from the study file to page, deck, workbook and images, in both languages."""

import os
import sys
import time
import webbrowser
from pathlib import Path
from typing import Annotated

import pyarrow.parquet
import typer

from peakend.analyse.reading import Reading
from peakend.cli.report import KINDS, write_report
from peakend.cli.speech import out, say
from peakend.define.file import read_study
from peakend.define.template import find_template
from peakend.listen.synthetic import draw_answers
from peakend.listen.telecom_targets import TELECOM_VIP
from peakend.text import LANGUAGES

RESPONDENTS = 1_204
"""About three hundred in each of the four scenarios."""

app = typer.Typer()


@app.command()
def run(
    folder: Annotated[Path, typer.Option("--out", help=say("输出文件夹", "folder for the output"))] = Path("out/demo"),
    browse: Annotated[bool, typer.Option("--open/--no-open", help=say("完成后打开网页", "open the page when done"))] = True,  # noqa: FBT002
) -> None:
    """Write everything the demo has to show, and say where it is."""
    start = time.monotonic()
    template = find_template("telecom-vip")
    study = read_study(template.path)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.yaml").write_bytes(template.path.read_bytes())
    answers = folder / "answers.parquet"
    pyarrow.parquet.write_table(draw_answers(study, RESPONDENTS, targets=TELECOM_VIP), answers)
    out.print(say(f"演示研究与 {RESPONDENTS} 份模拟答卷：{folder}", f"Demo study with {RESPONDENTS} synthetic answers: {folder}"), markup=False)
    reading = Reading(study, answers, by=("tier",))
    for language in LANGUAGES:
        for kind in KINDS:
            if kind != "all":
                paths = write_report(reading, kind, folder / language, language)
                out.print(f"  {KINDS[kind]}: {paths[0] if len(paths) == 1 else paths[0].parent}", markup=False)
    page = next((folder / "zh").glob("*.html"), folder)
    out.print(say(f"完成，用时 {time.monotonic() - start:.0f} 秒。请打开：{page}", f"Done in {time.monotonic() - start:.0f} s. Open: {page}"), markup=False)
    out.print(say("全部答卷为模拟数据。", "All answers are synthetic."), markup=False)
    if browse and _has_screen():
        webbrowser.open(page.resolve().as_uri())


def _has_screen() -> bool:
    """Whether somebody is looking: a terminal, and a desktop to open a page on."""
    desktop = sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return sys.stdout.isatty() and desktop
