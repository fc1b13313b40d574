"""What do the signs of a picture mean? Each sign with its words, in rows."""

from collections.abc import Sequence

from peakend.report.boxes import Shape, move
from peakend.report.lettering import letter
from peakend.report.theme import SMALL

_ROW, _GAP, _SIGN = 22.0, 20.0, 26.0


def lay_legend(entries: Sequence[tuple[Sequence[Shape], str]], left: float, right: float, top: float) -> tuple[list[Shape], float]:
    """Signs (drawn around x 0..20, y 0) with their words in rows between `left` and `right`, and the height they take."""
    x, y, shapes = left, top + _ROW / 2, list[Shape]()
    for signs, words in entries:
        width = _SIGN + letter(0, 0, words, SMALL).width
        if x > left and x + width > right:
            x, y = left, y + _ROW
        label = letter(x + _SIGN, y - SMALL * 0.68, words, SMALL, colour="muted", width=max(right - x - _SIGN, 60), role="legend")
        shapes += [*(move(sign, x, y) for sign in signs), label]
        x += width + _GAP
        y += label.height - label.leading
    return shapes, (y + _ROW / 2 - top) if shapes else 0.0
