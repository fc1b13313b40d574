"""What do all slides of a deck share? Size, colours, fonts and the two layouts, as a theme of our own that PowerPoint can edit.

The fonts are those an office has: Arial for Latin letters and digits, Microsoft YaHei for Chinese. Where they are missing, other programs
put Liberation Sans (of the same widths) and Noto Sans CJK in their place, so the lines break where they did.
"""

from typing import Final

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from peakend.report.boxes import Rect
from peakend.report.theme import paint

LATIN: Final = "Arial"
"""The typeface of Latin letters and digits."""

EAST_ASIAN: Final = "Microsoft YaHei"
"""The typeface of Chinese characters."""

WIDTH: Final = 960.0
HEIGHT: Final = 540.0
"""The size of a slide in points: 13.33 by 7.5 inches, 16:9."""

MARGIN: Final = 40.0

TITLE_PLACE: Final = Rect(MARGIN, 38, WIDTH - 2 * MARGIN, 66)
FOOTER_PLACE: Final = Rect(MARGIN, 507, WIDTH - 2 * MARGIN - 60, 26)
NUMBER_PLACE: Final = Rect(WIDTH - MARGIN - 50, 507, 50, 26)
CONTENT: Final = Rect(MARGIN, 114, WIDTH - 2 * MARGIN, 382)
"""What is left for the finding between title and footer."""

OPENING_TITLE: Final = Rect(72, 150, 760, 120)
OPENING_WORDS: Final = Rect(72, 284, 760, 60)

TITLE_SIZE: Final = 22.0
FOOTER_SIZE: Final = 9.0

_OPENING, _FINDING = 0, 5
_ROLES: Final = {
    "dk1": "ink",
    "lt1": "card",
    "dk2": "brand",
    "lt2": "page",
    "accent1": "importance",
    "accent2": "experience",
    "accent3": "peak",
    "accent4": "end",
    "accent5": "common",
    "accent6": "good",
    "hlink": "link",
    "folHlink": "common",
}


def open_deck() -> Deck:
    """An empty deck with our theme, an opening layout and a layout for findings."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _drop_preview(deck)
    kept = [deck.slide_layouts[place] for place in (_OPENING, _FINDING)]
    for layout in list(deck.slide_layouts):
        if layout not in kept:
            deck.slide_layouts.remove(layout)
    _dye(deck.slide_master)
    _set_styles(deck.slide_master)
    _arrange(deck.slide_master)
    _arrange(kept[0], title=OPENING_TITLE)
    _arrange(kept[1])
    kept[0].name, kept[1].name = "Peakend opening", "Peakend finding"
    return deck


def _drop_preview(deck: Deck) -> None:
    """The library's template brings a small picture of itself; a file shows it in place of ours."""
    package = deck.part.package
    for name, relation in list(package._rels.items()):  # noqa: SLF001 - no public way
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(name)


def _dye(master: SlideMaster) -> None:
    """Write our colours and fonts into the theme."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    theme.set("name", "Peakend")
    for slot in theme.iter(qn("a:clrScheme")):
        slot.set("name", "Peakend")
        for role in slot:
            for colour in list(role):
                role.remove(colour)
            etree.SubElement(role, qn("a:srgbClr")).set("val", paint(_ROLES[etree.QName(role).localname]).lstrip("#"))
    for fonts in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        for font in list(fonts):
            fonts.remove(font)
        for kind, face in (("latin", LATIN), ("ea", EAST_ASIAN), ("cs", LATIN)):
            etree.SubElement(fonts, qn(f"a:{kind}")).set("typeface", face)
        for script in ("Hans", "Hant"):
            named = etree.SubElement(fonts, qn("a:font"))
            named.set("script", script)
            named.set("typeface", EAST_ASIAN)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 - no public way to change a theme


def _set_styles(master: SlideMaster) -> None:
    """Titles stand left, bold, in ink; body text has no bullets of its own."""
    styles = master.element.find(qn("p:txStyles"))
    for level in styles.iter(*(qn(f"a:lvl{number}pPr") for number in range(1, 10))):
        level.set("algn", "l")
        level.set("marL", "0")
        level.set("indent", "0")
        for bullet in (*level.findall(qn("a:buChar")), *level.findall(qn("a:buFont"))):
            level.remove(bullet)
    for words in styles.find(qn("p:titleStyle")).iter(qn("a:defRPr")):
        words.set("sz", str(int(TITLE_SIZE * 100)))
        words.set("b", "1")
    for words in styles.find(qn("p:bodyStyle")).iter(qn("a:defRPr")):
        words.set("sz", "1400")


def _arrange(sheet: SlideMaster | SlideLayout, title: Rect = TITLE_PLACE) -> None:
    """Put the placeholders where our slides have them; there is no date."""
    places = {"title": title, "ctrTitle": title, "ftr": FOOTER_PLACE, "sldNum": NUMBER_PLACE, "body": CONTENT, "subTitle": OPENING_WORDS}
    for shape in list(sheet.placeholders):
        kind = shape.element.find(".//" + qn("p:ph")).get("type", "body")
        if kind == "dt":
            shape.element.getparent().remove(shape.element)
            continue
        place = places[kind]
        shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in (place.x, place.y, place.width, place.height))
        body = shape.element.find(".//" + qn("a:bodyPr"))
        for side in ("lIns", "tIns", "rIns", "bIns"):
            body.set(side, "0")
        body.set("anchor", "b" if kind == "ctrTitle" else "t" if kind in {"body", "subTitle", "title"} else "ctr")
        for fit in list(body):
            body.remove(fit)
        for words in shape.element.iter(qn("a:defRPr")):
            words.set("sz", str(int((FOOTER_SIZE if kind in {"ftr", "sldNum"} else TITLE_SIZE if "itle" in kind else 14) * 100)))
        for level in shape.element.iter(qn("a:lvl1pPr")):
            level.set("algn", "r" if kind == "sldNum" else "l")
