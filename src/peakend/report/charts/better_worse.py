"""What would customers miss, and what would they enjoy? Better over worse, with the four fields of Kano and each feature's region."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from peakend.analyse.kano import Kano, KanoLine
from peakend.analyse.result import Estimate, is_known
from peakend.report.axis import Axis
from peakend.report.boxes import LEADING, Box, Drawing, Label, Marker, Polygon, Polyline, Rect, Shape, Sign, move
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter
from peakend.report.placing import Room, around_point
from peakend.report.theme import BODY, SMALL, TINY
from peakend.report.words import headline, write_interval, write_probability, write_value
from peakend.text import Language, Text

_LEFT, _TOP, _WIDTH, _HEIGHT, _FOOT = 46.0, 26.0, 620.0, 440.0, 44.0
_REGION: Final = math.sqrt(5.991)
"""Half axes of the region that holds both coefficients with 95 %: the square root of the chi-squared quantile, 2 degrees of freedom."""

MARKS: Final[Mapping[str, tuple[Sign, str]]] = {
    "M": ("square", "peak"),
    "O": ("circle", "experience"),
    "A": ("triangle", "good"),
    "I": ("diamond", "faint"),
    "R": ("down", "common"),
    "Q": ("cross", "muted"),
}
"""Form and colour of each class."""

_FIELDS: Final = {"A": (False, True), "O": (True, True), "I": (False, False), "M": (True, False)}
"""Whether the field of a class lies right and above."""

_WORSE: Final = Text("不具备时不满意（|不满意系数|）", "Missed when it is not there (|worse|)")
_BETTER: Final = Text("具备时满意（满意系数）", "Enjoyed when it is there (better)")
_PROVED: Final = Text("实心：类别经检验", "filled: class proved")
_MIXED: Final = Text("空心：未能区分（混合）", "hollow: not told apart (mixed)")
_ELLIPSE: Final = Text("两系数的 95% 联合区域", "95% region of both coefficients")
_HALVES: Final = Text("各半（0.5）", "one half (0.5)")


@dataclass(frozen=True)
class _Frame:
    across: Axis
    up: Axis


_FRAME: Final = _Frame(Axis(0.0, 1.0, _LEFT, _LEFT + _WIDTH), Axis(0.0, 1.0, _TOP + _HEIGHT, _TOP))


def draw_better_worse(result: Kano, names: Mapping[str, Text], language: Language) -> Drawing | None:
    """The plane: to the right what is missed, upwards what is enjoyed; nothing where no feature has both coefficients."""
    lines = [line for line in result.lines if is_known(line.better) and is_known(line.worse)]
    if not lines:
        return None
    width, top = _LEFT + _WIDTH + 10, _TOP + _HEIGHT + _FOOT
    legend, tall = lay_legend(_entries(lines, names, language), 0, width, top)
    shapes = (*_ground(names, language), *_points(lines, names, language), *legend)
    title = Text("满意与不满意系数", "Better and worse").say(language)
    return Drawing(width, top + tall, shapes, title=title, description=headline(result).say(language), name="kano-better-worse")


def _ground(names: Mapping[str, Text], language: Language) -> Iterator[Shape]:
    """The four fields with their names, axes and the lines at one half."""
    right, bottom = _LEFT + _WIDTH, _TOP + _HEIGHT
    yield Box(_LEFT, _TOP, _WIDTH, _HEIGHT, fill="card", role="plot")
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = _FRAME.across.at(tick), _FRAME.up.at(tick)
        look = {"stroke": "faint", "line": 1.4, "dash": (5, 4)} if tick == 0.5 else {"stroke": "grid"}  # noqa: PLR2004 - the middle
        yield Polyline(((x, _TOP), (x, bottom)), role="grid", **look)
        yield Polyline(((_LEFT, y), (right, y)), role="grid", **look)
        yield letter(x, bottom + 5, f"{tick:.2f}", TINY, colour="muted", anchor="middle", role="tick")
        yield letter(_LEFT - 7, y - TINY * 0.68, f"{tick:.2f}", TINY, colour="muted", anchor="end", role="tick")
    yield Box(_LEFT, _TOP, _WIDTH, _HEIGHT, stroke="line", role="frame")
    yield from _field_names(names, language)
    yield letter(right, bottom + 22, f"{_WORSE.say(language)} →", SMALL, bold=True, colour="muted", anchor="end", role="axis")
    yield letter(_LEFT, 2, f"↑ {_BETTER.say(language)}", SMALL, bold=True, colour="muted", role="axis")


def _field_names(names: Mapping[str, Text], language: Language) -> Iterator[Label]:
    for key, (right, above) in _FIELDS.items():
        x = _LEFT + _WIDTH - 10 if right else _LEFT + 10
        y = _TOP + 8 if above else _TOP + _HEIGHT - 8 - BODY * LEADING
        yield letter(x, y, names[key].say(language), BODY, bold=True, colour="muted", anchor="end" if right else "start", role="field")


def _points(lines: Sequence[KanoLine], names: Mapping[str, Text], language: Language) -> Iterator[Shape]:
    room = Room(Rect(_LEFT, _TOP, _WIDTH, _HEIGHT), [label.place for label in _field_names(names, language)], gap=2.0)
    rings = {line.key: _ellipse(line) for line in lines}
    for line in lines:
        yield Polygon(rings[line.key], stroke="quiet", line=1.2, role="ellipse")
    for line in lines:
        x, y = _at(line)
        sign, colour = MARKS[line.leading]
        room.take(Rect(x - 7, y - 7, 14, 14))
        proved = line.verdict != "mixed"
        fill, stroke = (colour, "card") if proved else ("card", colour)
        yield Marker(sign, x, y, 11, fill, stroke, 1.2 if proved else 2, role="point", tip=_tip(line, names, language))
    edges = [Rect(x - 1, y - 1, 2, 2) for ring in rings.values() for x, y in ring]
    for line in lines:
        label = letter(0, 0, line.name.say(language), SMALL, bold=True, width=190, most=1, role="feature")
        x, y = _at(line)
        near = list(around_point(label.width, label.height, x, y, 9, rings=8))
        placed = room.put(label, near, edges) or room.put(label, near)
        if placed is not None:
            yield placed


def _at(line: KanoLine) -> tuple[float, float]:
    worse = -line.worse.value if isinstance(line.worse, Estimate) else 0.0
    better = line.better.value if isinstance(line.better, Estimate) else 0.0
    return _FRAME.across.at(worse), _FRAME.up.at(better)


def _ellipse(line: KanoLine) -> tuple[tuple[float, float], ...]:
    """The joint region of both coefficients, inside the plane; worse is drawn as its size, so its sign turns their correlation."""
    assert isinstance(line.better, Estimate)  # noqa: S101 - for the type checker: chosen so
    assert isinstance(line.worse, Estimate)  # noqa: S101
    up, across, together = line.spread[0], line.spread[1], -line.spread[2]
    rest = math.sqrt(max(0.0, 1 - together * together))
    corners = []
    for turn in range(40):
        angle = turn * math.pi / 20
        one, two = math.cos(angle), math.sin(angle)
        missed = -line.worse.value + _REGION * across * one
        enjoyed = line.better.value + _REGION * up * (together * one + rest * two)
        corners.append((_FRAME.across.at(missed), _FRAME.up.at(enjoyed)))
    return tuple(corners)


def _tip(line: KanoLine, names: Mapping[str, Text], language: Language) -> str:
    parts = [f"{line.name.say(language)}: {names[line.verdict].say(language)}"]
    for name, figure in ((_BETTER, line.better), (_WORSE, line.worse)):
        if isinstance(figure, Estimate):
            parts.append(f"{name.say(language)} {write_value(figure.value, 'rating')} {write_interval(figure)}")
    parts.append(f"P({line.leading}) = {write_probability(line.probabilities[line.leading])}, n = {line.n}")
    return "; ".join(parts)


def _entries(lines: Sequence[KanoLine], names: Mapping[str, Text], language: Language) -> list[tuple[list[Shape], str]]:
    turns = [turn * math.pi / 10 for turn in range(20)]
    ellipse = Polygon(tuple((10 + 10 * math.cos(turn), 6 * math.sin(turn)) for turn in turns), stroke="quiet", line=1.2)
    shown = [key for key in MARKS if any(line.leading == key for line in lines)]
    signs: list[tuple[list[Shape], str]] = [
        ([move(Marker(MARKS[key][0], 10, 0, 11, MARKS[key][1], "card", 1.2))], names[key].say(language)) for key in shown
    ]
    return [
        *signs,
        ([Marker("circle", 10, 0, 11, "ink", "card", 1.2)], _PROVED.say(language)),
        ([Marker("circle", 10, 0, 10, "card", "ink", 2)], _MIXED.say(language)),
        ([ellipse], _ELLIPSE.say(language)),
        ([Polyline(((0, 0), (20, 0)), "faint", 1.4, (5, 4))], _HALVES.say(language)),
    ]
