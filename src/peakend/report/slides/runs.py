"""How do words get onto a slide? As runs with both typefaces, broken into lines that were measured, so that nothing overflows.

Widths are measured with our own font, which is a little wider than Arial and as wide as Microsoft YaHei.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
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

_ALIGN: Final = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_UPRIGHT: Final = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}


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


def paragraph_height(paragraph: Paragraph, width: float) -> float:
    """How high a paragraph is when it is broken to this width."""
    room = (width - (INDENT if paragraph.bullet else 0)) * SAFE
    bold = any(run.bold for run in paragraph.runs)
    lines = len(wrap(paragraph.words, room, paragraph.size, bold=bold)) or 1
    return paragraph.before + lines * paragraph.size * LEADING


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
    while text_height(told, width) > height:
        shorter = _shorten(told)
        if shorter == told:
            break
        told = shorter
    return told


def _shorten(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs without the last word (or character) of the last one."""
    last = paragraphs[-1]
    run = last.runs[-1]
    words = run.words.rstrip("…").rstrip()
    if len(words) <= 1:
        return paragraphs[:-1] if len(paragraphs) > 1 else paragraphs
    cut = words.rfind(" ") if " " in words[-20:] else len(words) - 1
    return (*paragraphs[:-1], replace(last, runs=(*last.runs[:-1], replace(run, words=words[: max(1, cut)].rstrip(" ,;，；、") + "…"))))


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


def write_paragraphs(
    frame: TextFrame,
    paragraphs: Sequence[Paragraph],
    language: Language,
    *,
    upright: Upright = "top",
    margin: float = 0.0,
    broken: bool = True,
) -> None:
    """Write paragraphs into a text frame that keeps its size."""
    frame.word_wrap, frame.vertical_anchor = broken, _UPRIGHT[upright]
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(margin)
    for place, paragraph in enumerate(paragraphs):
        written = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        written.alignment = _ALIGN[paragraph.align]
        written.line_spacing = Pt(round(paragraph.size * LEADING, 1))
        written.space_before, written.space_after = Pt(paragraph.before), Pt(0)
        if paragraph.bullet:
            _bullet(written._p.get_or_add_pPr())  # noqa: SLF001 - bullets have no public way
        for run in paragraph.runs:
            part = written.add_run()
            part.text = run.words
            style_font(part.font, run, language)


def _bullet(properties: Any) -> None:  # noqa: ANN401 - an element of the library
    properties.set("marL", str(Pt(INDENT)))
    properties.set("indent", str(-Pt(INDENT)))
    mark = etree.SubElement(properties, qn("a:buFont"))
    mark.set("typeface", LATIN)
    etree.SubElement(properties, qn("a:buChar")).set("char", "•")


def words_fit(paragraphs: Iterable[Paragraph], width: float, height: float) -> bool:
    """Whether these paragraphs fit into this room."""
    return text_height(paragraphs, width) <= height + 0.5


def widest(words: Iterable[str], size: float, *, bold: bool = False) -> float:
    """The width of the widest of these words."""
    return max((measure(one, size, bold=bold) for one in words), default=0.0)
