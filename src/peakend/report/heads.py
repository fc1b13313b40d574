"""What stands over a picture that stands alone? Its title, the study, the base of its numbers, and the mark of made-up answers."""

from peakend.analyse.result import Base
from peakend.define.study import Study
from peakend.report import captions
from peakend.report.boxes import Box, Shape
from peakend.report.lettering import letter
from peakend.report.theme import BODY, TITLE
from peakend.report.words import SYNTHETIC, count_line, filter_line
from peakend.text import Language, Text

MARGIN = 20.0
"""Around a picture that stands alone."""


def base_words(base: Base, study: Study, language: Language) -> str:
    """Study, period, n, filters and the level of the intervals, in one line."""
    parts = [study.title, Text(study.period, study.period), count_line(base), filter_line(base, study), captions.INTERVALS]
    return " · ".join(part.say(language) for part in parts if part)


def draw_head(title: str, base: Base, study: Study, language: Language, width: float) -> tuple[list[Shape], float]:
    """The head of a picture as shapes from (0, 0), and the height it takes."""
    mark = letter(width - 12, 5, SYNTHETIC.say(language), BODY, bold=True, colour="end_ink", anchor="end", role="synthetic")
    room = width - (mark.width + 44 if base.synthetic else 0)
    head = letter(0, 0, title, TITLE, bold=True, width=room, most=3, role="title")
    line = letter(0, head.height + 2, base_words(base, study, language), BODY, colour="muted", width=width, most=4, role="base")
    shapes: list[Shape] = [head, line]
    if base.synthetic:
        place = mark.place
        shapes.append(Box(place.x - 12, 1, place.width + 24, place.height + 8, fill="end_tint", stroke="end", radius=12, role="synthetic"))
        shapes.append(mark)
    return shapes, line.y + line.height + 12
