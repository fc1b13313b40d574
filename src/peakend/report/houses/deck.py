"""How do houses become slides? Native shapes, in pieces that can be read; the sentence of the finding above, whom it stands for below."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pptx.presentation import Presentation as Deck

from peakend.analyse.result import Result
from peakend.define.study import Study
from peakend.design.coverage import Coverage
from peakend.design.flow import Flow
from peakend.design.sensitivity import Sensitivity
from peakend.report.boxes import Drawing, Rect
from peakend.report.houses import captions
from peakend.report.houses.coverage import fold_coverage
from peakend.report.houses.house import fold_house
from peakend.report.houses.sankey import draw_sankey
from peakend.report.saving import file_in, save_whole
from peakend.report.slides.canvas import Sentence, add_slide
from peakend.report.slides.drawing import place_drawing
from peakend.report.slides.master import CONTENT, open_deck
from peakend.report.slides.runs import printable
from peakend.report.words import SYNTHETIC, base_line, count_line, findings, headline, interval_note, method_note
from peakend.report.words.houses import say_sensitivity
from peakend.text import Language, Text

_LARGEST: Final = 1.15


def write_house_slides(
    flow: Flow,
    study: Study,
    out: str | Path,
    language: Language,
    coverage: Coverage | None = None,
    sensitivity: Sensitivity | None = None,
) -> Path:
    """The slides of a cascade, of its flow of weights, and of rules beside needs. Raises `FolderNotWritable`."""
    deck = open_deck()
    deck.core_properties.title = printable(flow.cascade.title.say(language))[:255]
    deck.core_properties.author = "Peakend"
    told = say_sensitivity(flow, sensitivity) if sensitivity is not None else ()
    for drawing, title in _draw_flow(flow, study, language):
        _add(deck, drawing, title, flow, (*findings(flow), *told, method_note(flow)), language)
    for drawing in fold_coverage(coverage, study, language) if coverage is not None else ():
        if coverage is not None:
            _add(deck, drawing, headline(coverage), coverage, (*findings(coverage), method_note(coverage)), language)
    return save_whole(file_in(out, f"houses-{flow.cascade.key}-{language}.pptx"), lambda path: deck.save(str(path)))


def _draw_flow(flow: Flow, study: Study, language: Language) -> Iterator[tuple[Drawing, Text]]:
    """Every piece with the sentence above it: the finding over the last house and the flow, what it is over the others."""
    for at in range(len(flow.houses)):
        for piece in fold_house(flow, at, study, language):
            title = headline(flow) if at == len(flow.houses) - 1 and flow.base.n else Text(piece.title, piece.title)
            yield piece, title
    yield draw_sankey(flow, study, language), captions.SANKEY


def _add(deck: Deck, drawing: Drawing, title: Text, result: Result, notes: Sequence[Text], language: Language) -> None:
    base = result.base
    footer = [count_line(base), interval_note(base), *([SYNTHETIC] if base.synthetic else [])]
    sentence = Sentence(
        section=drawing.title,
        title=title.say(language),
        footer=" · ".join(one.say(language) for one in footer) if base.n else drawing.description,
        notes=[title.say(language), drawing.description, *(one.say(language) for one in notes), base_line(base, base.study).say(language)],
        synthetic=base.synthetic,
    )
    canvas = add_slide(deck, sentence, language)
    place_drawing(canvas, drawing, Rect(CONTENT.x, CONTENT.y, CONTENT.width, CONTENT.height), drawing.name, _LARGEST)
