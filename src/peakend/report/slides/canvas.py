"""What can be put on a slide? Words, boxes and lines in points, each named, each with its words for those who do not see it.

A slide is a finding: its title is a sentence, its footer says whom it stands for, its notes say how it was worked out.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Pt

from peakend.report.boxes import Rect
from peakend.report.slides.master import FOOTER_SIZE, HEIGHT, MARGIN, TITLE_PLACE, TITLE_SIZE, WIDTH
from peakend.report.slides.runs import (
    LEADING,
    Paragraph,
    Run,
    Upright,
    fit,
    keep_together,
    printable,
    say,
    set_faces,
    style_font,
    write_paragraphs,
)
from peakend.report.theme import paint
from peakend.report.words.names import SYNTHETIC
from peakend.text import Language


@dataclass(frozen=True)
class Canvas:
    """One slide under work. Everything is placed in points from its top left corner."""

    slide: Slide
    language: Language

    def words(
        self,
        place: Rect,
        paragraphs: str | Sequence[Paragraph],
        name: str,
        *,
        size: float = 12.0,
        bold: bool = False,
        colour: str = "ink",
        upright: Upright = "top",
        least: float = 9.0,
    ) -> BaseShape:
        """Words in a place, made smaller where they would not fit."""
        told = (say(paragraphs, size, bold=bold, colour=colour),) if isinstance(paragraphs, str) else tuple(paragraphs)
        box = self.slide.shapes.add_textbox(Pt(place.x), Pt(place.y), Pt(place.width), Pt(place.height))
        box.name = printable(name)
        write_paragraphs(box.text_frame, fit(told, place.width, place.height, least), self.language, upright=upright)
        return box

    def box(  # noqa: PLR0913 - what a box can be, each by name
        self,
        place: Rect,
        name: str,
        *,
        fill: str = "",
        stroke: str = "",
        line: float = 0.75,
        radius: float = 0.0,
        paragraphs: Sequence[Paragraph] = (),
        margin: float = 8.0,
        upright: Upright = "middle",
        alt: str = "",
    ) -> BaseShape:
        """A rectangle, rounded if it has a radius, with words inside if there are any."""
        form = MSO_SHAPE.ROUNDED_RECTANGLE if radius else MSO_SHAPE.RECTANGLE
        shape = self.slide.shapes.add_shape(form, Pt(place.x), Pt(place.y), Pt(place.width), Pt(place.height))
        if radius:
            shape.adjustments[0] = min(0.5, radius / max(1.0, min(place.width, place.height)))
        self.dress(shape, name, fill=fill, stroke=stroke, line=line, alt=alt)
        if paragraphs:
            told = fit(tuple(paragraphs), place.width - 2 * margin, place.height - 2 * min(margin, 4))
            write_paragraphs(shape.text_frame, told, self.language, upright=upright, margin=margin)
            shape.text_frame.margin_top = shape.text_frame.margin_bottom = Pt(min(margin, 4))
        return shape

    def sign(self, sign: str, place: Rect, name: str, *, fill: str, stroke: str = "", alt: str = "") -> BaseShape:
        """A marker: triangle, square, diamond, star, circle or ring."""
        shape = self.slide.shapes.add_shape(SIGN_FORMS[sign], Pt(place.x), Pt(place.y), Pt(place.width), Pt(place.height))
        self.dress(shape, name, fill=fill, stroke=stroke, line=1.5, alt=alt)
        return shape

    def rule(
        self, start: tuple[float, float], end: tuple[float, float], name: str, *, stroke: str = "line", line: float = 0.75
    ) -> BaseShape:
        """A straight line."""
        drawn = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(start[0]), Pt(start[1]), Pt(end[0]), Pt(end[1]))
        drawn.line.color.rgb, drawn.line.width, drawn.name = colour_of(stroke), Pt(line), printable(name)
        drop_style(drawn)
        return drawn

    def dress(self, shape: Any, name: str, *, fill: str = "", stroke: str = "", line: float = 0.75, alt: str = "") -> None:  # noqa: ANN401
        """Give a shape its name, colours and words for those who do not see it; no shadow, nothing of the theme's effects."""
        shape.name = printable(name)
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = colour_of(fill)
        else:
            shape.fill.background()
        if stroke:
            shape.line.color.rgb, shape.line.width = colour_of(stroke), Pt(line)
        else:
            shape.line.fill.background()
        drop_style(shape)
        describe(shape, alt)


SIGN_FORMS = {
    "triangle": MSO_SHAPE.ISOSCELES_TRIANGLE,
    "square": MSO_SHAPE.RECTANGLE,
    "diamond": MSO_SHAPE.DIAMOND,
    "star": MSO_SHAPE.STAR_5_POINT,
    "circle": MSO_SHAPE.OVAL,
    "ring": MSO_SHAPE.OVAL,
    "cross": MSO_SHAPE.MATH_MULTIPLY,
    "tick": MSO_SHAPE.OVAL,
}
"""The shape of each sign."""


def colour_of(role: str) -> RGBColor:
    """The colour of a role, or the literal colour."""
    colour: RGBColor = RGBColor.from_string(paint(role).lstrip("#").upper())
    return colour


def drop_style(shape: Any) -> None:  # noqa: ANN401 - any shape of the library
    """Take the effects of the theme (shadows) off a shape."""
    style = shape._element.find(qn("p:style"))  # noqa: SLF001 - no public way
    if style is not None:
        shape._element.remove(style)  # noqa: SLF001


def describe(shape: Any, words: str) -> None:  # noqa: ANN401 - any shape of the library
    """Give a shape words for those who do not see it."""
    if words:
        named = next(shape._element.iter(qn("p:cNvPr")))  # noqa: SLF001 - alternative text has no public way
        named.set("descr", printable(words))


@dataclass(frozen=True)
class Sentence:
    """What stands around a finding: the section it belongs to, its title, the footer, the notes and whether the answers are made up."""

    section: str
    title: str
    footer: str
    notes: Sequence[str]
    synthetic: bool = False


def add_slide(deck: Deck, sentence: Sentence, language: Language) -> Canvas:
    """A new slide with its frame: section, title, footer, number, notes, and the mark of synthetic data."""
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    canvas = Canvas(slide, language)
    title = slide.shapes.title
    told = _fit_title(sentence.title)
    write_paragraphs(title.text_frame, told, language)
    title.name = "Title"
    canvas.words(Rect(MARGIN, 18, WIDTH - 2 * MARGIN - 140, 15), sentence.section, "Section", size=10.5, bold=True, colour="link")
    cut = told[-1].words.endswith("…")
    add_frame(canvas, sentence.footer, synthetic=sentence.synthetic)
    write_notes(slide, ([sentence.title] if cut else []) + list(sentence.notes), language)
    return canvas


def _fit_title(sentence: str) -> tuple[Paragraph, ...]:
    """A title on two lines if it can stand there in a size that still is one; else on three."""
    words, two = keep_together(sentence), 2 * TITLE_SIZE * LEADING + 1
    told = fit((say(words, TITLE_SIZE, bold=True),), TITLE_PLACE.width, two, least=17)
    if told[-1].words == words:
        return told
    return fit((say(words, 17, bold=True),), TITLE_PLACE.width, TITLE_PLACE.height, least=14)


def add_frame(canvas: Canvas, footer: str, *, synthetic: bool) -> None:
    """Footer, number of the slide, and the mark of synthetic data."""
    canvas.rule((MARGIN, HEIGHT - 38), (WIDTH - MARGIN, HEIGHT - 38), "Footer line")
    for kind, words in (("ftr", footer), ("sldNum", "")):
        _add_placeholder(canvas, kind, words)
    if synthetic:
        mark(canvas)


def mark(canvas: Canvas) -> None:
    """The mark of answers that were made up."""
    words = f"⚠ {SYNTHETIC.say(canvas.language)}" if canvas.language == "en" else SYNTHETIC.say(canvas.language)
    place = Rect(WIDTH - MARGIN - 116, 14, 116, 20)
    told = (say(words.replace("⚠ ", ""), 10, bold=True, colour="end_ink", align="center"),)
    canvas.box(
        place, "Synthetic mark", fill="end_tint", stroke="end", radius=10, paragraphs=told, margin=4, alt=SYNTHETIC.say(canvas.language)
    )


def _add_placeholder(canvas: Canvas, kind: str, words: str) -> None:
    """Take a placeholder of the layout onto the slide: the library leaves footer and number out."""
    placeholders: Any = canvas.slide.slide_layout.placeholders
    for shape in placeholders:
        if shape.element.find(".//" + qn("p:ph")).get("type") == kind:
            taken = copy.deepcopy(shape.element)
            canvas.slide.shapes._spTree.append(taken)  # noqa: SLF001 - no public way to add a placeholder
            placed: Any = canvas.slide.shapes[-1]
            taken.find(".//" + qn("p:cNvPr")).set("id", str(max_id(canvas.slide) + 1))
            placed.name = "Footer" if kind == "ftr" else "Slide number"
            if kind == "ftr":
                placed.text_frame.clear()
                told = fit((say(words, FOOTER_SIZE, colour="muted"),), placed.width.pt, placed.height.pt, least=7)
                write_paragraphs(placed.text_frame, told, canvas.language, upright="middle")
            else:
                for properties in taken.iter(qn("a:rPr")):
                    properties.set("sz", str(int(FOOTER_SIZE * 100)))
                    set_faces(properties, canvas.language)


def max_id(slide: Slide) -> int:
    """The highest number of a shape on a slide."""
    return max(int(one.get("id", 0)) for one in slide.shapes._spTree.iter(qn("p:cNvPr")))  # noqa: SLF001


def write_notes(slide: Slide, notes: Sequence[str], language: Language) -> None:
    """Speaker notes, one paragraph each."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        return
    for place, words in enumerate(one for one in notes if one):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = words
        style_font(run.font, Run(words, 11), language)
