"""How do the pictures of a reading become files? Each as SVG and as PNG, whole on any machine, with or without fonts."""

from functools import partial
from pathlib import Path
from typing import Final

import vl_convert

from peakend.analyse.reading import Reading
from peakend.report.facts import gather
from peakend.report.pictures import list_pictures
from peakend.report.saving import save_whole
from peakend.report.svg import write_svg
from peakend.text import Language

SCALE: Final = 2.0
"""Pixels of a PNG for each point of the drawing: sharp on a slide and in print."""


def write_images(reading: Reading, out: Path | str, language: Language) -> list[Path]:
    """Every picture of a reading as SVG and PNG in the folder `out`; the files written, in the order of a report.

    Words are drawn as outlines of our own font, so the pictures need none. Raises what gathering the results raises, and
    `FolderNotWritable`.
    """
    known, folder = gather(reading), Path(out)
    written: list[Path] = []
    for picture in list_pictures(known, language):
        svg = write_svg(picture.stand_alone(known.base_in(picture.scenario), known.study, language))
        for ending, content in ((".svg", svg.encode()), (".png", make_png(svg))):
            written.append(save_whole(folder / f"{picture.drawing.name}{ending}", partial(_put, content)))
    return written


def _put(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def make_png(svg: str, scale: float = SCALE) -> bytes:
    """A picture as PNG, from its SVG."""
    return bytes(vl_convert.svg_to_png(svg, scale=scale))
