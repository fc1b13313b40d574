"""How are words drawn where no font is installed? As the outlines of their letters, taken from our own font.

A picture whose words are outlines looks the same in every browser, office program and printer. Each letter's outline is written once
and used as often as the letter stands there. What our font does not have (rare characters) is left to the fonts of whoever looks.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from itertools import groupby

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

from peakend.report.fonts import BOLD, REGULAR
from peakend.report.lettering import NARROW, read_face


@lru_cache(maxsize=2)
def open_font(bold: bool) -> TTFont:  # noqa: FBT001 - a face is bold or it is not; cached by position
    """One face of our font, opened once."""
    return TTFont(BOLD if bold else REGULAR, lazy=True)


@lru_cache(maxsize=2)
def _glyphs(bold: bool) -> tuple[_TTGlyphSet, int]:  # noqa: FBT001
    font = open_font(bold)
    return font.getGlyphSet(), int(font["head"].unitsPerEm)


@lru_cache(maxsize=2)
def name_glyphs(bold: bool) -> dict[str, str]:  # noqa: FBT001
    """The glyph of each form of a face: of each letter, and of the narrow forms of two marks."""
    font = open_font(bold)
    glyphs = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
    narrow = font["GSUB"].table.LookupList.Lookup[0].SubTable[0].mapping
    return glyphs | {NARROW + mark: narrow[glyphs[mark]] for mark in "·’"}


@lru_cache(maxsize=4096)
def _path(glyph: str, bold: bool) -> str:  # noqa: FBT001
    """The outline of one glyph in units of the font, y upwards."""
    pen = SVGPathPen(_glyphs(bold)[0], ntos=lambda value: f"{value:.0f}")
    _glyphs(bold)[0][glyph].draw(pen)
    return str(pen.getCommands())


class Outlines:
    """The outlines that one picture needs, collected while its words are written."""

    def __init__(self) -> None:
        self._used: dict[str, str] = {}

    def write(self, words: str, x: float, y: float, size: float, fill: str, *, bold: bool = False) -> str:
        """One line of words as outlines; (x, y) is the left end of its baseline, `size` in points. Rare characters stay text."""
        face, parts = read_face(bold), []
        for known, some in groupby(face.spell(words), key=lambda pair: bool(pair[1])):
            letters = list(some)
            said = "".join(letter for letter, _ in letters)
            parts.append(self._draw(letters, said, (x, y), size, fill, bold=bold) if known else _text(said, (x, y), size, fill, bold=bold))
            x += size * sum(face.width(letter, form) for letter, form in letters)
        return "".join(parts)

    def _draw(
        self, letters: Iterable[tuple[str, str]], said: str, place: tuple[float, float], size: float, fill: str, *, bold: bool
    ) -> str:
        face, named, unit = read_face(bold), name_glyphs(bold), _glyphs(bold)[1]
        at, uses, weight = 0.0, [], "b" if bold else "r"
        for letter, form in letters:
            glyph = named[form]
            path = _path(glyph, bold)
            if path:
                name = f"{weight}{glyph.removeprefix('cid')}"
                self._used[name] = path
                uses.append(f'<use xlink:href="#{name}" x="{at:.0f}"/>')
            at += face.width(letter, form) * unit
        if not uses:
            return ""
        scale = f"{size / unit:.5f}".rstrip("0")
        move = f"matrix({scale} 0 0 -{scale} {place[0]:.2f} {place[1]:.2f})"
        return f'<g aria-label="{escape(said)}" fill="{fill}" transform="{move}">{"".join(uses)}</g>'

    def definitions(self) -> str:
        """The outlines themselves, for the head of the picture."""
        return "<defs>" + "".join(f'<path id="{name}" d="{path}"/>' for name, path in self._used.items()) + "</defs>"


def _text(words: str, place: tuple[float, float], size: float, fill: str, *, bold: bool) -> str:
    look = f'font-family="sans-serif" font-size="{size:g}" font-weight="{700 if bold else 400}" fill="{fill}"'
    return f'<text x="{place[0]:.2f}" y="{place[1]:.2f}" {look}>{escape(words)}</text>'
