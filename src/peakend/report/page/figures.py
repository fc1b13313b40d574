"""How does a picture stand on the page? With its sentence, its base, how to read it, and the same numbers as a table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from peakend.analyse.result import Base, Row
from peakend.report.boxes import Drawing, Rect
from peakend.report.facts import Known
from peakend.report.page.labels import HOW_TO_READ, LEGEND, MORE, SCROLL, TABLE
from peakend.report.page.markup import Html, element
from peakend.report.pictures import Picture
from peakend.report.svg import Looks, embed_svg
from peakend.report.tables import Table, lay_table
from peakend.report.telling import narrow_base
from peakend.report.words import base_line
from peakend.report.words.names import start_sentence
from peakend.text import Language, Text


@dataclass
class Leaf:
    """One language's part of the page while it is written: what is known, the language, and the style rules its pictures need."""

    known: Known
    language: Language
    pictures: Sequence[Picture]
    looks: Looks
    rules: list[str] = field(default_factory=list)

    def say(self, text: Text, **blanks: object) -> str:
        """Words of the page in this language; what belongs together stays on one line."""
        return keep_together((text.fill(**blanks) if blanks else text).say(self.language))

    def name(self, key: str) -> str:
        """An id that no other language's part has."""
        return f"{self.language}-{key}"

    def link(self, svg: str) -> Html:
        """A picture whose marks lead to places in this language's part."""
        return Html(svg.replace('href="#', f'href="#{self.language}-'))

    def of(self, section: str) -> list[Picture]:
        """The pictures of one section."""
        return [picture for picture in self.pictures if picture.section == section]


PAPER: Final = 228.0
"""How high a map may be on an A3 sheet laid flat, under its heading, in millimetres."""

_APART: Final = re.compile(r"(?<=\bn) (?==)|(?<=\bn =) |(?<=\bp) (?=[<=])|(?<=\bp [<=]) | (?=\[[^\]]{3,24}\])|(?<=,) (?=[^\[\]]{1,12}\])")


def keep_together(words: str) -> str:
    """Words in which a number, its interval and its n are not torn apart at the end of a line.

    >>> keep_together("4.5 [4.4, 4.6], n = 90").count(chr(160))
    4
    """
    return _APART.sub("\N{NO-BREAK SPACE}", words)


def write_figure(
    leaf: Leaf, picture: Picture, rows: Iterable[Row], base: Base, lead: str = "", said: Sequence[Text] = (), *, question: str = ""
) -> Html:
    """A picture with its words: title, sentence, findings beside it, base, and the table behind it."""
    drawing = picture.drawing
    drawn = _freeze(leaf, drawing) if any(drawing.freeze) else _scroll(leaf, drawing)
    return element(
        "figure",
        element("figcaption", element("h3", drawing.title), element("p", lead, cls="lead") if lead else None),
        element("div", drawn, write_findings(leaf, said), cls="side") if said else drawn,
        element("p", leaf.say(base_line(base_of(leaf.known, picture, base), leaf.known.study)), cls="base"),
        write_table(leaf, rows, question=question),
        id=leaf.name(f"picture-{drawing.name}"),
        data_scenario=picture.scenario or None,
    )


def base_of(known: Known, picture: Picture, base: Base) -> Base:
    """Whom a picture stands for: those of its part, or those of its scenario."""
    return narrow_base(picture.drawing, base) if picture.drawing.n else known.base_in(picture.scenario, base)


AT_ONCE: Final = 4
"""So many findings stand in sight; more are folded, so that the picture stays high on the page."""


def write_findings(leaf: Leaf, said: Sequence[Text], most: int = AT_ONCE) -> Html | None:
    """Findings as a list, each begun as a sentence; those beyond `most` behind a switch that says how many there are."""
    if not said:
        return None
    told = [element("li", start_sentence(leaf.say(one))) for one in said]
    if len(told) <= most + 1:  # a switch takes the room of a line
        return element("ul", told, cls="findings")
    folded = element(
        "details", element("summary", leaf.say(MORE, n=len(told) - most)), element("ul", told[most:], cls="findings"), cls="more"
    )
    return element("div", element("ul", told[:most], cls="findings"), folded, cls="findings-of")


def _scroll(leaf: Leaf, drawing: Drawing) -> Html:
    """A picture in a frame that scrolls sideways where the screen is narrow."""
    label = leaf.say(SCROLL, title=drawing.title)
    return element("div", leaf.link(embed_svg(drawing, leaf.looks)), cls="scroll", tabindex="0", role="group", aria_label=label)


def _freeze(leaf: Leaf, drawing: Drawing) -> Html:
    """A map in four windows: its first column and its head stay in sight while the rest scrolls. In print it is one."""
    left, top = drawing.freeze
    wide, high = drawing.width - left, drawing.foot - top
    windows = {
        "corner": Rect(0, 0, left, top),
        "head": Rect(left, 0, wide, top),
        "side": Rect(0, top, left, high),
        "body": Rect(left, top, wide, high),
    }
    parts = [
        element("div", leaf.link(embed_svg(drawing, leaf.looks, window, hidden=name != "body")), cls=name)
        for name, window in windows.items()
    ]
    name, label = leaf.name(f"pane-{drawing.name}"), leaf.say(SCROLL, title=drawing.title)
    split = f"minmax(0,{left:g}fr) minmax(0,{wide:g}fr)"
    leaf.rules.append(f"#{name}{{--split:{split};--fit:{PAPER * drawing.width / drawing.height:.0f}mm}}")
    panes = element("div", *parts, cls="panes", tabindex="0", role="group", aria_label=label)
    foot = Rect(0, drawing.foot, drawing.width, drawing.height - drawing.foot)
    legend = element(
        "div",
        leaf.link(embed_svg(drawing, leaf.looks, foot, hidden=True)),
        cls="scroll",
        tabindex="0",
        role="group",
        aria_label=leaf.say(LEGEND),
    )
    return element("div", panes, legend, id=name, cls="frozen")


def write_table(
    leaf: Leaf, rows: Iterable[Row], *, shown: bool = False, drop: Sequence[str] = ("scenario", "scope"), question: str = ""
) -> Html | None:
    """The rows of a result as a table behind a switch; columns that say the same in every row are left out.

    `question` is the result whose words stand over the columns; in sight (`shown`) only its chief columns.
    """
    kept = list(rows)
    same = {name for name in drop if len({str(row.get(name)) for row in kept}) < 2}  # noqa: PLR2004 - all alike
    told = [{name: value for name, value in row.items() if name not in same} for row in kept]
    table = lay_table(told, leaf.known.study, leaf.language, question, whole=not shown)
    if not table.lines:
        return None
    if shown:
        return draw_table(leaf, table)
    return element("details", element("summary", leaf.say(TABLE)), draw_table(leaf, table), cls="table")


def draw_table(leaf: Leaf, table: Table) -> Html:
    """A table that scrolls sideways in its own frame."""
    head = element("tr", [element("th", words, scope="col") for words in table.heads])
    body = [
        element("tr", element("th", line[0], scope="row") if line else None, [element("td", words) for words in line[1:]])
        for line in table.lines
    ]
    whole = element("table", element("thead", head), element("tbody", body))
    return element("div", whole, cls="scroll", tabindex="0", role="group", aria_label=leaf.say(TABLE))


def write_guide(leaf: Leaf, guide: Text | None, method: Text) -> Html | None:
    """How to read the pictures of a section, and how its numbers were worked out."""
    parts = [element("p", leaf.say(words)) for words in (guide, method) if words]
    return element("details", element("summary", leaf.say(HOW_TO_READ)), parts, cls="guide") if parts else None
