"""How do words get onto a slide? As runs with both typefaces, broken into lines that were measured, so that nothing overflows.

Widths are measured with our own font, which is a little wider than Arial and as wide as Microsoft YaHei.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Final, Literal

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.text.text import Font, TextFrame
from pptx.util import Pt

from peakend.report.lettering import measure, wrap
from peakend.report.slides.master import EAST_ASIAN, LATIN
from peakend.report.theme import paint
from peakend.text import Language

Align = Literal["left", "center", "right"]
Upright = Literal["top", "middle", "bottom"]

LEADING: Final = 1.28
"""The height of a line in sizes: room enough for Chinese."""

SAFE: Final = 0.97
"""How much of a width may be used: office programs measure a little differently."""

HARD_SPACE: Final = "\N{NO-BREAK SPACE}"

JOINT: Final = 0.25
"""How much room some programs put between Chinese and Latin letters, in sizes."""

_ALIGN: Final = {"left": "l", "center": "ctr", "right": "r"}
_UPRIGHT: Final = {"top": "t", "middle": "ctr", "bottom": "b"}
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one style."""

    words: str
    size: float = 12.0
    bold: bool = False
    colour: str = "ink"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs on one line of thought; `before` is the space above it in points."""

    runs: tuple[Run, ...]
    align: Align = "left"
    before: float = 0.0
    bullet: bool = False

    @property
    def words(self) -> str:
        """All its words."""
        return "".join(run.words for run in self.runs)

    @property
    def size(self) -> float:
        """The size of its largest words."""
        return max((run.size for run in self.runs), default=12.0)


INDENT: Final = 12.0
"""How far the lines of a bullet stand in."""


def say(
    words: str,
    size: float = 12.0,
    *,
    bold: bool = False,
    colour: str = "ink",
    align: Align = "left",
    before: float = 0.0,
    bullet: bool = False,
) -> Paragraph:
    """A paragraph of one style."""
    return Paragraph((Run(words, size, bold, colour),), align, before, bullet)


@lru_cache(maxsize=8192)
def paragraph_height(paragraph: Paragraph, width: float) -> float:
    """How high a paragraph is when it is broken to this width."""
    room = (width - (INDENT if paragraph.bullet else 0)) * SAFE
    bold = any(run.bold for run in paragraph.runs)
    joints = count_joints(paragraph.words) * paragraph.size * JOINT
    share = joints / max(1.0, measure(paragraph.words, paragraph.size, bold=bold))
    lines = len(wrap(paragraph.words, room / (1 + share), paragraph.size, bold=bold)) or 1
    return paragraph.before + lines * paragraph.size * LEADING


def printable(words: str) -> str:
    """Words with a blank for every character that no document may hold.

    >>> printable("a" + chr(7) + "b")
    'a b'
    """
    return "".join(letter if letter.isprintable() or letter == HARD_SPACE else " " for letter in words)


def keep_together(words: str) -> str:
    """Words in which "n = 300" never breaks over two lines.

    >>> keep_together("(n = 300)") == f"(n{HARD_SPACE}={HARD_SPACE}300)"
    True
    """
    return words.replace("n = ", f"n{HARD_SPACE}={HARD_SPACE}")


def count_joints(words: str) -> int:
    """How often a Chinese and a Latin character or digit stand side by side: some programs put a little room between them.

    >>> count_joints("n = 90 份答卷"), count_joints("前3项")
    (1, 2)
    """
    wide = [ord(letter) > 0x2E7F for letter in words.replace(" ", "")]  # noqa: PLR2004 - where East Asian scripts begin
    return sum(one != other for one, other in pairwise(wide))


def text_height(paragraphs: Iterable[Paragraph], width: float) -> float:
    """How high these paragraphs are together."""
    return sum(paragraph_height(one, width) for one in paragraphs)


def fit(paragraphs: Sequence[Paragraph], width: float, height: float, least: float = 9.0) -> tuple[Paragraph, ...]:
    """The paragraphs made smaller, step by step, until they fit; no words smaller than `least`, the last ones dropped with an ellipsis.

    Whoever drops words puts them into the notes.
    """
    told = tuple(paragraphs)
    while text_height(told, width) > height and min(run.size for one in told for run in one.runs) > least:
        told = tuple(
            replace(one, runs=tuple(replace(run, size=max(least, run.size - 0.5)) for run in one.runs), before=one.before * 0.9)
            for one in told
        )
    while (used := text_height(told, width)) > height:
        shorter = _shorten(told, width, used - height)
        if shorter == told:
            break
        told = shorter
    return told


def _shorten(paragraphs: tuple[Paragraph, ...], width: float, excess: float) -> tuple[Paragraph, ...]:
    """The paragraphs without the last one where that much is too much, else without its last words."""
    last = paragraphs[-1]
    own = paragraph_height(last, width)
    if len(paragraphs) > 1 and own - last.size * LEADING < excess:
        return paragraphs[:-1]
    run = last.runs[-1]
    words = run.words.rstrip("…").rstrip()
    kept = words[: max(1, min(len(words) - 1, int(len(words) * max(0.3, 1 - 0.7 * excess / own))))]
    if " " in kept[-20:]:
        kept = kept[: kept.rfind(" ")]
    return (*paragraphs[:-1], replace(last, runs=(*last.runs[:-1], replace(run, words=kept.rstrip(" ,;，；、") + "…"))))


def set_faces(properties: etree._Element, language: Language) -> None:
    """Give character properties both typefaces and their language."""
    properties.set("lang", "zh-CN" if language == "zh" else "en-US")
    properties.set("altLang", "en-US" if language == "zh" else "zh-CN")
    for kind in ("latin", "ea", "cs"):
        for old in properties.findall(qn(f"a:{kind}")):
            properties.remove(old)
    after = [qn(f"a:{kind}") for kind in ("sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst")]
    place = next((at for at, child in enumerate(properties) if child.tag in after), len(properties))
    for kind, face in (("cs", LATIN), ("ea", EAST_ASIAN), ("latin", LATIN)):
        named = etree.Element(qn(f"a:{kind}"))
        named.set("typeface", face)
        properties.insert(place, named)


def style_font(font: Font, run: Run, language: Language) -> None:
    """Give a font its size, weight, colour and typefaces."""
    font.size, font.bold = Pt(run.size), run.bold
    font.color.rgb = RGBColor.from_string(paint(run.colour).lstrip("#").upper())
    set_faces(font._rPr, language)  # noqa: SLF001 - the East-Asian typeface has no public way


def write_paragraphs(  # a text frame is written whole: the library's own way is ten times slower
    frame: TextFrame,
    paragraphs: Sequence[Paragraph],
    language: Language,
    *,
    upright: Upright = "top",
    margin: float = 0.0,
) -> None:
    """Write paragraphs into a text frame that keeps its size; what was in it is gone."""
    body = frame._txBody  # noqa: SLF001 - whole paragraphs have no public way
    look = body.find(qn("a:bodyPr"))
    for child in list(look):
        look.remove(child)
    look.set("wrap", "square")
    look.set("anchor", _UPRIGHT[upright])
    for side in ("lIns", "tIns", "rIns", "bIns"):
        look.set(side, str(Pt(margin)))
    for old in body.findall(qn("a:p")):
        body.remove(old)
    for paragraph in paragraphs or (say(""),):
        body.append(parse_xml(_paragraph_xml(paragraph, language)))


def _paragraph_xml(paragraph: Paragraph, language: Language) -> str:
    """A paragraph in the words of the file format."""
    indent = f' marL="{Pt(INDENT)}" indent="{-Pt(INDENT)}"' if paragraph.bullet else ""
    mark = f'<a:buFont typeface="{LATIN}"/><a:buChar char="•"/>' if paragraph.bullet else "<a:buNone/>"
    leading, before = round(paragraph.size * LEADING * 100), round(paragraph.before * 100)
    runs = "".join(_run_xml(run, language) for run in paragraph.runs)
    return (
        f'<a:p xmlns:a="{_DRAWING}"><a:pPr algn="{_ALIGN[paragraph.align]}"{indent}><a:lnSpc><a:spcPts val="{leading}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft>{mark}</a:pPr>{runs}</a:p>'
    )


def _run_xml(run: Run, language: Language) -> str:
    """Words of one style in the words of the file format; characters that no document may hold become blanks."""
    words = escape(printable(run.words))
    main, other = ("zh-CN", "en-US") if language == "zh" else ("en-US", "zh-CN")
    fill = f'<a:solidFill><a:srgbClr val="{paint(run.colour).lstrip("#").upper()}"/></a:solidFill>'
    faces = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/><a:cs typeface="{LATIN}"/>'
    head = f'lang="{main}" altLang="{other}" sz="{round(run.size * 100)}" b="{int(run.bold)}" dirty="0"'
    return f"<a:r><a:rPr {head}>{fill}{faces}</a:rPr><a:t>{words}</a:t></a:r>"
