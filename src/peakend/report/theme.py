"""How does Peakend look? Colours by role in light and dark, sizes of type, the form that goes with each colour.

Meaning carries colour and never alone: a form or a word stands beside it. Stages bring their colour from the study.
"""

from typing import Final, Literal

from peakend.report.boxes import Sign

Light = Literal["light", "dark"]

COLOURS: Final[dict[str, tuple[str, str]]] = {
    "ink": ("#1d2733", "#e6ecf2"),
    "muted": ("#566479", "#a3b2c2"),
    "faint": ("#8794a5", "#75869a"),
    "card": ("#ffffff", "#17212c"),
    "page": ("#f6f7f9", "#0e151c"),
    "line": ("#e3e8ee", "#2c3a48"),
    "grid": ("#eef1f4", "#222e3a"),
    "wash": ("#f1f4f7", "#1e2a36"),
    "brand": ("#12445c", "#12445c"),
    "link": ("#0f5878", "#7cc4e4"),
    "on_brand": ("#ffffff", "#ffffff"),
    "importance": ("#33475b", "#c3d2e0"),
    "importance_band": ("#e4e8ec", "#2b3947"),
    "experience": ("#1f8a9e", "#58c4d6"),
    "experience_ink": ("#0f6473", "#7fd6e4"),
    "experience_tint": ("#dceff2", "#16414a"),
    "peak": ("#d1495b", "#ff8092"),
    "peak_ink": ("#a8233b", "#ff9cab"),
    "peak_tint": ("#fbe9ec", "#43232b"),
    "peak_soft": ("#eda6b1", "#96505d"),
    "end": ("#c98a12", "#eab04a"),
    "end_ink": ("#7d5200", "#f2c269"),
    "end_tint": ("#fbf1dc", "#3d3118"),
    "key": ("#fdf8f4", "#1e242a"),
    "common": ("#5b4b8a", "#b9a7ec"),
    "good": ("#1d6b49", "#5fcf9d"),
    "good_tint": ("#e0f3ea", "#183a2c"),
    "quiet": ("#c3ccd6", "#46566a"),
    "chip": ("#eaf2f5", "#22323f"),
    "chip_line": ("#bcd0d9", "#3d5566"),
    "series_1": ("#14506b", "#8cc7e3"),
    "series_2": ("#b35c00", "#f5a95a"),
    "series_3": ("#227a54", "#6bd3a4"),
    "series_4": ("#7a4f9e", "#c5a3e6"),
    "series_5": ("#a8324a", "#ff93a4"),
    "series_6": ("#5a6472", "#b4c0cd"),
    "series_7": ("#0b7285", "#66d0df"),
    "series_8": ("#7d6608", "#e0c64a"),
    "step_1": ("#c2475a", "#d9667a"),
    "step_2": ("#e6a8b1", "#8a4a57"),
    "step_3": ("#dde3ea", "#3a4856"),
    "step_4": ("#8fc5cf", "#2d6f7b"),
    "step_5": ("#1b7f91", "#4fb9cb"),
    "on_step_1": ("#ffffff", "#111a24"),
    "on_step_2": ("#111a24", "#ffffff"),
    "on_step_3": ("#111a24", "#ffffff"),
    "on_step_4": ("#111a24", "#ffffff"),
    "on_step_5": ("#ffffff", "#111a24"),
}
"""Every colour by its role, in light and in dark. Words are written in `ink`, `muted`, `link`, `importance`, `common`, `good` and the
`…_ink` and `on_…` colours only: these keep a contrast of at least 4.5 on `card`, `page` and every tint; the others are for shapes."""

WRITTEN: Final = ("ink", "muted", "link", "importance", "common", "good", "peak_ink", "end_ink", "experience_ink")
"""The colours in which words may be written."""

GROUND: Final = ("card", "page", "wash", "key", "chip", "peak_tint", "end_tint", "experience_tint", "good_tint")
"""The colours on which words may stand."""

SERIES: Final = ("series_1", "series_2", "series_3", "series_4", "series_5", "series_6", "series_7", "series_8")
"""Colours for groups side by side; each group has a form of its own too (`FORMS`)."""

STEPS: Final = ("step_1", "step_2", "step_3", "step_4", "step_5")
"""Colours of answers from the lowest to the highest."""

FORMS: Final[tuple[Sign, ...]] = ("circle", "square", "triangle", "diamond", "star", "down", "right", "left")
"""The forms of groups side by side."""

SIGNS: Final[dict[str, Sign]] = {"peak": "triangle", "end": "square", "common": "diamond", "emot": "star"}
"""The sign of each mark on a moment."""

TITLE: Final = 18.0
HEAD: Final = 13.5
BODY: Final = 12.0
SMALL: Final = 10.8
TINY: Final = 10.0
"""Sizes of type in pictures. Nothing is smaller than `TINY`."""


def paint(colour: str, light: Light = "light") -> str:
    """The colour itself, from its role; a literal colour stays as it is, and what is neither is grey.

    >>> paint("ink"), paint("#2b6cb0"), paint("red;}")
    ('#1d2733', '#2b6cb0', '#66758a')
    """
    if colour in COLOURS:
        return COLOURS[colour][light == "dark"]
    return colour if is_colour(colour) else "#66758a"


def text_on(colour: str) -> str:
    """Ink or white, whichever is easier to read on this colour (WCAG contrast).

    >>> text_on("#2b6cb0"), text_on("#c98a12")
    ('#ffffff', '#111a24')
    """
    ink, white = "#111a24", "#ffffff"
    return ink if contrast(ink, paint(colour)) >= contrast(white, paint(colour)) else white


def contrast(one: str, two: str) -> float:
    """How well two colours can be told apart, 1 to 21 (WCAG 2.2, relative luminance).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = ((part / 12.92) if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004 - sRGB
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_colour(word: str) -> bool:
    """Whether this is a role, or a literal colour of six digits.

    >>> is_colour("peak"), is_colour("#12ab9f"), is_colour("red; }")
    (True, True, False)
    """
    literal = len(word) == 7 and word.startswith("#") and all(digit in "0123456789abcdefABCDEF" for digit in word[1:])  # noqa: PLR2004 - #rrggbb
    return word in COLOURS or literal
