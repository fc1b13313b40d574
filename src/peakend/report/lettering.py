"""How wide are words, and where do they break? Measured with our own font, so that a layout is the same on every machine.

Chinese may break between any two characters, but no line begins with a closing mark or ends with an opening one; other scripts break
at blanks, and inside a word only where the word alone is wider than the line.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from peakend.report.boxes import LEADING, Anchor, Label
from peakend.report.fonts import WIDTHS
from peakend.report.theme import BODY

CLOSING: Final = frozenset("，。；：！？、）》】”’…,.;:!?)]}%")
OPENING: Final = frozenset("（《【“‘([{")

_ELLIPSIS: Final = "…"
_WIDE: Final = frozenset("FW")
_PIECES: Final = re.compile(
    r"\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]+"
)


NARROW: Final = "narrow "
"""Before a mark, the name of its narrow form."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a face says of its letters: how wide each form is, in sizes. A form is the letter itself, or a mark's narrow form."""

    widths: dict[str, float]

    def spell(self, words: str) -> Iterator[tuple[str, str]]:
        """Each character with its form; the empty string where the face has none.

        As the font's own rules have it: a dot between blanks and an apostrophe between Latin letters are narrow.
        """
        for place, letter_ in enumerate(words):
            before, after = words[place - 1 : place], words[place + 1 : place + 2]
            between = letter_ == "·" and before == after == " "
            if between or (letter_ == "’" and _is_latin(before) and (_is_latin(after) or after == " ")):
                yield letter_, NARROW + letter_
            else:
                yield letter_, letter_ if letter_ in self.widths else ""

    def width(self, letter_: str, form: str) -> float:
        """The width of one character, in sizes; a guess where the face has no form for it."""
        return self.widths[form] if form else _guess(letter_)


@lru_cache(maxsize=2)
def read_face(bold: bool) -> Face:  # noqa: FBT001 - a face is bold or it is not; cached by position
    """How wide the letters of one face are, as `tools/build_font.py` wrote it: no font need be opened to lay out words."""
    told = json.loads(WIDTHS.read_text(encoding="utf-8"))
    face, unit = told["bold" if bold else "regular"], told["unit"]
    widths = {letter_: int(width) / unit for width, letters in face["letters"].items() for letter_ in letters}
    return Face(widths | {NARROW + mark: width / unit for mark, width in face["narrow"].items()})


def _is_latin(letter_: str) -> bool:
    return letter_.isascii() and letter_.isalpha()


@lru_cache(maxsize=32_768)
def measure(words: str, size: float = BODY, *, bold: bool = False) -> float:
    """How wide one line of words is, in points.

    >>> measure("预约", 12), round(measure("4.62", 10), 1)
    (24.0, 19.4)
    """
    face = read_face(bold)
    return size * sum(face.width(letter_, glyph) for letter_, glyph in face.spell(words))


def _guess(letter_: str) -> float:
    """The width of a character that our font does not have."""
    return 1.0 if unicodedata.east_asian_width(letter_) in _WIDE else 0.62


def wrap(words: str, width: float, size: float = BODY, *, bold: bool = False, most: int = 0) -> tuple[str, ...]:
    """Words as lines no wider than `width`; with `most`, at most so many, the last one cut with an ellipsis.

    >>> wrap("解答疑问和处理投诉", 48, 12)
    ('解答疑问', '和处理投', '诉')
    >>> wrap("Answering questions", 80, 12)
    ('Answering', 'questions')
    >>> wrap("Answering questions", 80, 12, most=1)
    ('Answering…',)
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(words.split()), width, size, bold=bold):
        if not line or measure((line + piece).rstrip(), size, bold=bold) <= width:
            line += piece
            continue
        if piece[0] in CLOSING and len(line) > 1:
            line, piece = line[:-1], line[-1] + piece  # noqa: PLW2901 - the closing mark takes its neighbour along
        elif line[-1] in OPENING and len(line) > 1:
            line, piece = line[:-1], line[-1] + piece  # noqa: PLW2901
        lines.append(line.strip())
        line = piece.lstrip()
    if line.strip():
        lines.append(line.strip())
    if most and len(lines) > most:
        return (*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), width, size, bold=bold))
    return tuple(lines)


def _pieces(words: str, width: float, size: float, *, bold: bool) -> list[str]:
    """What must stay together; a word wider than the line is cut to fit."""
    pieces: list[str] = []
    for piece in _PIECES.findall(words):
        rest = piece
        while len(rest) > 1 and measure(rest, size, bold=bold) > width:
            fits = max(1, _fitting(rest, width, size, bold=bold))
            pieces.append(rest[:fits])
            rest = rest[fits:]
        if rest:
            pieces.append(rest)
    return pieces


def _fitting(words: str, width: float, size: float, *, bold: bool) -> int:
    """How many characters fit."""
    used = 0.0
    for place, letter in enumerate(words):
        used += measure(letter, size, bold=bold)
        if used > width:
            return place
    return len(words)


def _cut(words: str, width: float, size: float, *, bold: bool) -> str:
    if measure(words, size, bold=bold) <= width:
        return words
    room = width - measure(_ELLIPSIS, size, bold=bold)
    return words[: max(1, _fitting(words, room, size, bold=bold))].rstrip() + _ELLIPSIS


def letter(  # noqa: PLR0913 - what a label can be, each by name
    x: float,
    y: float,
    words: str,
    size: float = BODY,
    *,
    width: float = 0.0,
    most: int = 0,
    bold: bool = False,
    colour: str = "ink",
    anchor: Anchor = "start",
    role: str = "",
    href: str = "",
    tip: str = "",
) -> Label:
    """A label with its words broken to `width` (0 = one line) and measured. Where words are cut, all of them stand in the tip."""
    one_line = " ".join(words.split())
    lines = wrap(words, width, size, bold=bold, most=most) if width else (one_line,)
    widest = max((measure(line, size, bold=bold) for line in lines), default=0.0)
    cut = any(line.endswith(_ELLIPSIS) for line in lines) and not one_line.endswith(_ELLIPSIS)
    return Label(x, y, lines, size, widest, bold, colour, anchor, role, href, tip or (one_line if cut else ""))


def line_height(size: float) -> float:
    """The height of one line of this size."""
    return size * LEADING
