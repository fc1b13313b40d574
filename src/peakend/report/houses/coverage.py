"""How are rules put beside needs? A table: needs at their moments down, standards across, and at the right how much is left open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from peakend.analyse.result import is_known
from peakend.define.study import Study
from peakend.design.coverage import Coverage, CoverLine
from peakend.design.standards import Standard
from peakend.report.boxes import Box, Drawing, Marker, Polyline, Shape
from peakend.report.houses import captions
from peakend.report.houses.plan import fold_parts
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter, wrap
from peakend.report.slides.drawing import LANE_LINE
from peakend.report.theme import SMALL, TINY
from peakend.report.words import NOTHING, write_value
from peakend.text import Language

MOMENT: Final = 132.0
NEED: Final = 128.0
SHARE: Final = 86.0
COLUMN: Final = 84.0
OPEN: Final = 210.0
ROW: Final = 28.0
ROWS: Final = 9
COLUMNS: Final = 6
"""So many rows and standards stand on one piece of a folded table."""
PAD: Final = 6.0
_SIGNS: Final = {"peak": "triangle", "end": "square"}


@dataclass(frozen=True)
class _Table:
    """The table and its places."""

    coverage: Coverage
    study: Study
    language: Language
    lines: tuple[CoverLine, ...]
    standards: tuple[Standard, ...]

    @property
    def left(self) -> float:
        """The x of the first standard."""
        return MOMENT + NEED + SHARE

    @property
    def right(self) -> float:
        """The x behind the last standard."""
        return self.left + COLUMN * len(self.standards)

    @cached_property
    def head(self) -> float:
        """The height of the head."""
        words = [one.name.say(self.language) for one in self.standards]
        return max((len(wrap(one, COLUMN - 2 * PAD, TINY)) for one in words), default=1) * TINY * 1.32 + 2 * PAD

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The height of each row; the rows of one moment hold its name together."""
        found: list[float] = []
        for _, lines in groupby(self.lines, key=lambda line: line.moment.key):
            some = list(lines)
            tall = [max(ROW, len(wrap(one.need.name.say(self.language), NEED - 2 * PAD - 12, SMALL)) * SMALL * 1.32 + PAD) for one in some]
            words = len(wrap(some[0].moment.name.say(self.language), MOMENT - 2 * PAD - 16, SMALL)) * SMALL * 1.32 + 2 * PAD
            short = max(words - sum(tall), 0) / len(tall)
            found += [one + short for one in tall]
        return tuple(found)

    def top(self, at: int) -> float:
        """The y of a row."""
        return self.head + sum(self.heights[:at])


def draw_coverage(coverage: Coverage, study: Study, language: Language) -> Drawing:
    """The whole table of needs and rules, at the moments in the customer's order, what is named most first."""
    return _draw(_Table(coverage, study, language, _order(coverage, study), coverage.standards), "")


def fold_coverage(coverage: Coverage, study: Study, language: Language) -> tuple[Drawing, ...]:
    """The table in pieces that can be read on a slide: few rows and few standards each."""
    lines = _order(coverage, study)
    pieces = [
        _Table(coverage, study, language, lines[first : first + count], coverage.standards[start : start + many])
        for first, count in fold_parts(len(lines), ROWS)
        for start, many in fold_parts(len(coverage.standards), COLUMNS)
    ]
    return tuple(_draw(one, f"-{number}") for number, one in enumerate(pieces, start=1))


def _order(coverage: Coverage, study: Study) -> tuple[CoverLine, ...]:
    order = {moment.key: place for place, moment in enumerate(study.moments())}
    return tuple(sorted(coverage.lines, key=lambda line: (order[line.moment.key], -line.share.value if is_known(line.share) else 0.0)))


def _draw(table: _Table, part: str) -> Drawing:
    width = table.right + OPEN
    shapes = [*_draw_head(table, width), *_draw_moments(table), *_draw_rows(table, width)]
    foot = table.head + sum(table.heights)
    legend, height = lay_legend(_explain(table), 0, width, foot + 8)
    shapes += legend
    y = foot + 8 + height + 2
    for words in note_idle(table.coverage, table.language):
        label = letter(0, y, words, SMALL, colour="end_ink", width=width, role="note")
        shapes.append(label)
        y += label.height + 3
    said = describe_coverage(table.coverage, table.language)
    return Drawing(width, y + 2, tuple(shapes), captions.COVERAGE.say(table.language), said, f"coverage{part}")


def describe_coverage(coverage: Coverage, language: Language) -> str:
    """How many needs at peaks and ends have no rule, in words."""
    marked = [line for line in coverage.lines if line.mark]
    told = captions.COVERAGE_SAID.fill(open=len(coverage.open), all=len(marked), idle=len(coverage.idle))
    return told.say(language)


def note_idle(coverage: Coverage, language: Language) -> Iterator[str]:
    """Standards that serve no need, by reason."""
    gap = "、" if language == "zh" else ", "
    colon = "：" if language == "zh" else ": "
    for reason, words in captions.IDLE.items():
        names = [one.standard.name.say(language) for one in coverage.idle if one.reason == reason]
        if names:
            yield f"{words.say(language)}{colon}{gap.join(names)}"


def _draw_head(table: _Table, width: float) -> Iterator[Shape]:
    yield Box(0, 0, width, table.head, fill="chip", stroke="chip_line", role="ground")
    heads = ((MOMENT + PAD, captions.NEEDS), (MOMENT + NEED + PAD, captions.NAMED), (table.right + PAD, captions.DISTANCE))
    yield letter(PAD, table.head - 18, captions.MOMENTS.say(table.language), TINY, colour="muted", role="head")
    for x, words in heads:
        yield letter(x, table.head - 18, words.say(table.language), TINY, colour="muted", role="head")
    for at, one in enumerate(table.standards):
        x = table.left + COLUMN * (at + 0.5)
        yield letter(x, PAD, one.name.say(table.language), TINY, width=COLUMN - 2 * PAD, anchor="middle", role="column")


def _draw_moments(table: _Table) -> Iterator[Shape]:
    at = 0
    for _, some in groupby(table.lines, key=lambda line: line.moment.key):
        lines = list(some)
        top, height = table.top(at), sum(table.heights[at : at + len(lines)])
        yield Box(0, top, MOMENT, height, fill="card", stroke="line", role="ground")
        yield Polyline(((0, top), (table.right + OPEN, top)), "chip_line", role=LANE_LINE)
        sign = _SIGNS.get(lines[0].mark)
        left = PAD
        if sign == "triangle":
            yield Marker("triangle", PAD + 6, top + PAD + 7, 11, fill="peak", role="mark", tip=captions.PEAK.say(table.language))
            left += 16
        elif sign == "square":
            yield Marker("square", PAD + 6, top + PAD + 7, 10, fill="end", role="mark", tip=captions.END.say(table.language))
            left += 16
        yield letter(left, top + PAD, lines[0].moment.name.say(table.language), SMALL, bold=True, width=MOMENT - PAD - 22, role="moment")
        at += len(lines)


def _draw_rows(table: _Table, width: float) -> Iterator[Shape]:
    far = max((line.distance.high for line in table.coverage.lines), default=1.0) or 1.0
    for at, line in enumerate(table.lines):
        top, height = table.top(at), table.heights[at]
        middle = top + height / 2
        if line.mark and line.cover == "none":
            yield Box(MOMENT, top, table.right - MOMENT, height, fill="peak_tint" if line.core else "wash", role="open")
        yield Box(MOMENT, top, width - MOMENT, height, stroke="line", line=0.6, role="ground")
        name = letter(0, 0, line.need.name.say(table.language), SMALL, width=NEED - 2 * PAD - 12)
        yield letter(
            MOMENT + PAD + 12,
            middle - name.height / 2,
            line.need.name.say(table.language),
            SMALL,
            width=NEED - 2 * PAD - 12,
            bold=line.core,
            role="need",
        )
        if line.core:
            yield Marker("star", MOMENT + PAD + 4, middle, 10, fill="common", role="core")
        yield from _write_share(line, middle)
        for place, standard in enumerate(table.standards):
            x = table.left + COLUMN * (place + 0.5)
            if standard in line.standards:
                full = standard.fulfils == "full"
                yield Marker(
                    "circle" if full else "ring", x, middle, 13, fill="brand" if full else "card", stroke="" if full else "link", line=2.0
                )
        yield from _draw_distance(table, line, middle, far)


def _write_share(line: CoverLine, middle: float) -> Iterator[Shape]:
    x, share = MOMENT + NEED + PAD, line.share
    if not is_known(share):
        yield letter(x, middle - 7, NOTHING, TINY, colour="muted", role="share")
        return
    yield letter(x, middle - 14.0, write_value(share.value, "share"), SMALL, bold=True, role="share")
    yield letter(x, middle + 0.2, f"[{100 * share.low:.0f}, {100 * share.high:.0f}]", TINY, colour="muted", role="interval")


def _draw_distance(table: _Table, line: CoverLine, middle: float, far: float) -> Iterator[Shape]:
    """How much is left open: a bar with its interval on one scale, and the ranks that cannot be excluded."""
    left, room = table.right + PAD, 96.0
    if line.cover == "full":
        yield letter(left, middle - 7, captions.FULL.say(table.language), TINY, colour="muted", width=OPEN - 12, most=2, role="distance")
        return
    wide = room * line.distance.value / far
    yield Box(left, middle - 5, max(wide, 0.5), 10, fill="peak_soft", role="bar")
    low, high = (left + room * end / far for end in (line.distance.low, line.distance.high))
    yield Polyline(((low, middle), (high, middle)), "ink", 1.2, role="whisker")
    ranks = str(line.rank_low) if line.rank_low == line.rank_high else f"{line.rank_low}–{line.rank_high}"
    words = f"{line.distance.value:.2f} · {captions.RANK.say(table.language)} {ranks}"
    yield letter(left + room + 8, middle - 7, words, TINY, colour="muted", width=OPEN - room - 18, most=2, role="distance")


def _explain(table: _Table) -> Sequence[tuple[list[Shape], str]]:
    say = table.language
    return [
        ([Marker("circle", 10, 0, 12, fill="brand")], captions.FULL.say(say)),
        ([Marker("ring", 10, 0, 12, fill="card", stroke="link", line=2.0)], captions.PARTLY.say(say)),
        ([Box(2, -8, 16, 16, fill="peak_tint", stroke="peak_soft")], captions.NONE_CORE.say(say)),
        ([Box(2, -8, 16, 16, fill="wash", stroke="quiet")], captions.NONE.say(say)),
        ([Marker("star", 10, 0, 11, fill="common")], captions.CORE.say(say)),
        ([Marker("triangle", 10, 0, 11, fill="peak")], captions.PEAK.say(say)),
        ([Marker("square", 10, 0, 10, fill="end")], captions.END.say(say)),
    ]
