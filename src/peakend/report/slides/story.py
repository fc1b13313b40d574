"""What is a deck made of? Findings in order, each with the base it stands for; here is what all of them share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pptx.presentation import Presentation as Deck

from peakend.analyse.result import Base, Figure, is_known
from peakend.report.boxes import Rect
from peakend.report.facts import Known
from peakend.report.reach import round_reach
from peakend.report.slides.canvas import Canvas, Sentence, add_slide
from peakend.report.slides.charts import Axis
from peakend.report.slides.grid import Cell, Column, Grid, add_grid
from peakend.report.slides.master import CONTENT
from peakend.report.slides.runs import Paragraph, Run, say
from peakend.report.words import base_line, count_line, filter_line, interval_note, write_interval, write_value
from peakend.report.words.base import weights_line
from peakend.report.words.figures import Unit
from peakend.report.words.names import SYNTHETIC, SYNTHETIC_NOTE
from peakend.text import Language, Text


@dataclass(frozen=True)
class Story:
    """A deck under way: what is known, and the language it is told in."""

    known: Known
    deck: Deck
    language: Language

    def say(self, words: Text) -> str:
        """Words in the language of the deck."""
        return words.say(self.language)

    def slide(self, section: Sequence[Text], title: Text, base: Base, notes: Iterable[Text] = ()) -> Canvas:
        """A new slide about one finding."""
        told = [self.say(title), *(self.say(note) for note in notes if note), self.say(base_line(base, self.known.study))]
        if base.synthetic:
            told.append(self.say(SYNTHETIC_NOTE))
        sentence = Sentence(
            section=" · ".join(self.say(part) for part in section if part),
            title=self.say(title),
            footer=self.footer(base),
            notes=told,
            synthetic=base.synthetic,
        )
        return add_slide(self.deck, sentence, self.language)

    def footer(self, base: Base) -> str:
        """Whom a slide stands for: n, filter, weights, intervals, whether the answers are made up."""
        parts = [count_line(base), filter_line(base, self.known.study), weights_line(base), interval_note(base)]
        if base.synthetic:
            parts.append(SYNTHETIC)
        return " · ".join(self.say(part) for part in parts)

    def grid_slides(self, section: Sequence[Text], title: Text, base: Base, grid: Grid, notes: Sequence[Text] = (), alt: str = "") -> None:
        """A table over as many slides as it needs, with the same title and how many there are."""
        parts = list(grid.pages(CONTENT))
        for number, part in enumerate(parts, start=1):
            where = (*section, Text(zh=f"{number}/{len(parts)}", en=f"{number}/{len(parts)}")) if len(parts) > 1 else section
            canvas = self.slide(where, title, base, notes)
            add_grid(canvas, CONTENT, part, name="Table", alt=alt or self.say(title))


def figure_cell(figure: Figure | None, unit: Unit = "rating", *, bold: bool = False) -> Cell:
    """A figure in a table: value and interval, or that there are too few."""
    if figure is None:
        return Cell("")
    if is_known(figure):
        return Cell(f"{write_value(figure.value, unit)} {write_interval(figure, unit)}", bold=bold)
    return Cell(f"– (n = {figure.n})", colour="muted")


def reach(figures: Iterable[Figure | None], low: float, high: float, *, least: float = 0.6) -> Axis:
    """An axis that holds all intervals, with round ends, inside the scale."""
    found = round_reach(figures, low, high, least=least)
    return Axis(found.low, found.high, found.step, found.numbers)


def bullets(sentences: Iterable[str], size: float = 12.0) -> tuple[Paragraph, ...]:
    """Sentences under one another, each with a bullet."""
    return tuple(say(one, size, before=0 if at == 0 else size * 0.5, bullet=True) for at, one in enumerate(sentences))


def add_remarks(canvas: Canvas, place: Rect, head: str, sentences: Sequence[str]) -> None:
    """A quiet card beside a chart: what else there is to say."""
    if not sentences:
        return
    canvas.box(place, "Remarks card", fill="page", stroke="line", radius=6)
    inner = Rect(place.x + 14, place.y + 12, place.width - 28, place.height - 24)
    told = (Paragraph((Run(head, 11, bold=True, colour="link"),)), *bullets(sentences, 11.5))
    spaced = (told[0], *(Paragraph(one.runs, one.align, max(one.before, 6), one.bullet) for one in told[1:]))
    canvas.words(inner, spaced, "Remarks", least=8.5)


__all__ = ["Axis", "Cell", "Column", "Figure", "Grid", "Story", "add_remarks", "bullets", "figure_cell", "reach"]
