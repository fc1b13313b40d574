"""How are words drawn where no font is installed? As the outlines of their letters, taken from our own font.

A picture whose words are outlines looks the same in every browser, office program and printer. What our font does not have (rare
characters) is left to the fonts of whoever looks.
"""

from functools import lru_cache
from itertools import groupby

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

from peakend.report.lettering import measure, open_font


@lru_cache(maxsize=2)
def _face(bold: bool) -> tuple[_TTGlyphSet, dict[int, str], int]:  # noqa: FBT001 - a face is bold or it is not
    font = open_font(bold)
    return font.getGlyphSet(), font.getBestCmap(), int(font["head"].unitsPerEm)


def split_known(words: str, *, bold: bool = False) -> list[tuple[bool, str]]:
    """Words in stretches that our font has, and stretches that it has not.

    >>> split_known("预约 龘")
    [(True, '预约 '), (False, '龘')]
    """
    known = _face(bold)[1]
    return [(has, "".join(letters)) for has, letters in groupby(words, key=lambda letter: ord(letter) in known)]


def outline(words: str, x: float, y: float, size: float, *, bold: bool = False) -> str:
    """The outlines of one line of words as the `d` of an SVG path; (x, y) is the left end of its baseline, `size` in points."""
    glyphs, known, unit = _face(bold)
    scale, parts = size / unit, []
    for letter in words:
        if (name := known.get(ord(letter))) is not None:
            pen = SVGPathPen(glyphs, ntos=_short)
            glyphs[name].draw(TransformPen(pen, Transform(scale, 0, 0, -scale, x, y)))
            parts.append(pen.getCommands())
        x += measure(letter, size, bold=bold)
    return "".join(parts)


def _short(value: float) -> str:
    """A coordinate with two decimals at most.

    >>> _short(3.0), _short(2.456), _short(0.5)
    ('3', '2.46', '.5')
    """
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return written.removeprefix("0") if written.startswith("0.") else written
