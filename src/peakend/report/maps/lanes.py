"""Which lanes lie under the curves? Numbers, marks, chances, pain, gaps, feelings, needs and themes of each moment."""

import math
from typing import Final

from peakend.analyse.importance import TOP
from peakend.analyse.peaks import Mark
from peakend.analyse.result import Estimate, is_known
from peakend.report import captions
from peakend.report.axis import Axis
from peakend.report.boxes import Box, Marker, Polyline
from peakend.report.lettering import letter, line_height, measure
from peakend.report.maps.cells import Cell, Lane, lay_lane
from peakend.report.maps.ranking import emot_lane
from peakend.report.maps.sheet import Column, Sheet
from peakend.report.theme import SIGNS, SMALL, TINY
from peakend.report.words import write_probability, write_ranks

_NEAR: Final = 0.05
"""A moment that no rule picks, but that resamples pick at least so often, shows that."""


def importance_lane(sheet: Sheet) -> Lane | None:
    """Mean importance in figures."""

    def fill(cell: Cell, column: Column) -> None:
        if column.facts.importance is not None:
            cell.add_figure(column.facts.importance.mean)

    def whole(cell: Cell) -> None:
        if sheet.facts.importance is not None:
            cell.add_figure(sheet.facts.importance)

    return lay_lane(sheet, "importance", captions.LANE_IMPORTANCE, fill, whole)


def experience_lane(sheet: Sheet) -> Lane | None:
    """Mean experience in figures."""

    def fill(cell: Cell, column: Column) -> None:
        if column.facts.experience is not None:
            cell.add_figure(column.facts.experience.mean, colour="experience_ink")

    def whole(cell: Cell) -> None:
        if sheet.facts.experience is not None:
            cell.add_figure(sheet.facts.experience, colour="experience_ink")

    return lay_lane(sheet, "experience", captions.LANE_EXPERIENCE, fill, whole)


def marks_lane(sheet: Sheet) -> Lane | None:
    """Peaks, ends and common moments with their probability, the rules that hold, and what was published."""

    def fill(cell: Cell, column: Column) -> None:
        mark = column.facts.mark
        if mark is None:
            return
        if column.facts.special:
            _add_mark(cell, mark)
        elif mark.probability >= _NEAR:
            cell.add_sign(SIGNS[mark.kind], "quiet", solid=False, size=9)
            cell.add_words(
                sheet.say(captions.NEAR, p=write_probability(mark.probability)), size=SMALL, colour="muted", indent=15, role="near"
            )
        _add_common(cell, column)
        _add_published(cell, column, mark)

    return lay_lane(sheet, "marks", captions.LANE_MARKS, fill)


def _add_mark(cell: Cell, mark: Mark) -> None:
    solid = mark.by_source and mark.by_test
    word = cell.sheet.say(captions.PEAK if mark.kind == "peak" else captions.END)
    cell.add_sign(SIGNS[mark.kind], mark.kind, solid=solid)
    chance = write_probability(mark.probability)
    cell.add_words(f"{word} {chance}", bold=True, colour=f"{mark.kind}_ink", indent=15, role="probability")
    rules = captions.BOTH_RULES if solid else captions.SOURCE_ONLY if mark.by_source else captions.TEST_ONLY
    cell.add_words(cell.sheet.say(rules), size=TINY, colour="muted", indent=15, role="rules")


def _add_common(cell: Cell, column: Column) -> None:
    facts = column.facts
    for shared in facts.common:
        if shared.shared and facts.scenario.key in shared.scenarios and facts.mark is not None and facts.mark.kind == shared.kind:
            cell.add_sign("diamond", "common", solid=shared.shared_tested, size=9)
            words = f"{cell.sheet.say(captions.COMMON)} {write_probability(shared.probability)}"
            cell.add_words(words, size=SMALL, colour="common", indent=15, role="common", tip=shared.common.name.say(cell.sheet.language))


def _add_published(cell: Cell, column: Column, mark: Mark) -> None:
    """What the source printed, where it printed anything and this moment is concerned."""
    if mark.published is None:
        return
    if mark.published and column.facts.special:
        cell.add_words(cell.sheet.say(captions.PUBLISHED), size=TINY, colour="muted", indent=15, role="published")
    elif mark.published:
        kind = cell.sheet.say(captions.PEAK if mark.kind == "peak" else captions.END).lower()
        cell.add_words(cell.sheet.say(captions.NOT_FOUND, kind=kind), size=TINY, colour="peak_ink", role="published")
    elif column.facts.special:
        cell.add_words(cell.sheet.say(captions.NOT_PUBLISHED), size=TINY, colour="muted", indent=15, role="published")


def top_lane(sheet: Sheet) -> Lane | None:
    """P(among the top), the interval of the rank, and which moments may be the highest: those whose interval holds rank 1."""
    lines = [facts.importance for facts in sheet.facts.moments if facts.importance is not None]
    known = [line for line in lines if is_known(line.mean)]
    if len(known) <= TOP:
        return None
    first = {line.moment.key for line in known if line.rank_low == 1}

    def fill(cell: Cell, column: Column) -> None:
        line = column.facts.importance
        if line is None or not is_known(line.mean):
            return
        if line.moment.key in first and len(first) > 1:
            cell.shapes.append(Box(column.x + 3, 3, column.width - 6, 42, fill="chip", radius=6, role="tied"))
        likely = line.p_top >= 0.5  # noqa: PLR2004 - more likely than not
        words = write_probability(line.p_top)
        cell.add_words(words, bold=likely, colour="peak_ink" if likely else "ink", role="probability")
        ranks = write_ranks(line.rank_low, line.rank_high)
        cell.add_words(sheet.say(captions.RANK, ranks=ranks), size=TINY, colour="muted", role="interval")

    return lay_lane(sheet, "top", captions.LANE_TOP, fill, top=TOP)


def gaps_lane(sheet: Sheet) -> Lane | None:
    """Gaps of each kind that was asked, with interval and direction; proved ones in colour with an arrow."""

    def fill(cell: Cell, column: Column) -> None:
        for gap in column.facts.gaps:
            if not isinstance(gap.gap, Estimate) or gap.kind == "importance":
                continue
            cell.add_words(sheet.say(captions.GAP_KINDS[gap.kind]), size=TINY, colour="muted", role="kind")
            proved = gap.significant and gap.direction in {"below", "above"}
            colour = "ink" if not proved else "peak_ink" if gap.direction == "below" else "good"
            cell.add_figure(gap.gap, "difference", colour=colour, before=("↓ " if gap.direction == "below" else "↑ ") if proved else "")
            cell.y += 3

    return lay_lane(sheet, "gaps", captions.LANE_GAPS, fill)


def low_lane(sheet: Sheet) -> Lane | None:
    """Pain: the share of customers who gave low ratings, as a bar whose full length is the next ten percent above all intervals."""
    lows = [facts.experience.low for facts in sheet.facts.moments if facts.experience is not None]
    highest = max((low.high for low in lows if isinstance(low, Estimate)), default=0.0)
    full = min(1.0, max(1, math.ceil(highest * 10 - 1e-9)) / 10)

    def fill(cell: Cell, column: Column) -> None:
        if column.facts.experience is None:
            return
        low = column.facts.experience.low
        if isinstance(low, Estimate):
            cell.add_bar(low.value / full, low.low / full, low.high / full, "peak_soft")
        cell.add_figure(low, "share")

    return lay_lane(sheet, "low", captions.LANE_LOW, fill, full=f"{full:.0%}")


def emotion_lane(sheet: Sheet) -> Lane | None:
    """How customers felt, where that was asked."""
    asked = [one.scale for one in sheet.known.study.survey.asking("emotion") if one.scale is not None]
    if not asked:
        return None
    low, high = asked[0].low, asked[0].high

    def fill(cell: Cell, column: Column) -> None:
        experience = column.facts.experience
        if experience is None or experience.emotion is None:
            return
        feeling = experience.emotion
        if isinstance(feeling, Estimate):
            axis = Axis(low, high, cell.x + 3, cell.x + cell.width - 3)
            middle, y = axis.at((low + high) / 2), cell.y + 5
            cell.shapes.append(Polyline(((axis.start, y), (axis.stop, y)), stroke="quiet", line=1.2, role="track"))
            cell.shapes.append(Polyline(((middle, y - 4), (middle, y + 4)), stroke="quiet", line=1.2, role="track"))
            cell.shapes.append(
                Polyline(((axis.at(feeling.low), y), (axis.at(feeling.high), y)), stroke="experience", line=3, role="whisker")
            )
            cell.shapes.append(Marker("circle", axis.at(feeling.value), y, 8, "experience", "card", 1, role="emotion"))
            cell.y += 13
        cell.add_figure(feeling, "difference")

    return lay_lane(sheet, "emotion", captions.LANE_EMOTION, fill, low=f"{low:+d}".replace("-", "−"), high=f"{high:+d}")


def needs_lane(sheet: Sheet) -> Lane | None:
    """Core needs: those the study lists, with the share that was measured, and those that measuring adds."""

    def fill(cell: Cell, column: Column) -> None:
        group = column.facts.needs
        if group is None:
            _add_listed(cell, column)
            return
        shown = sorted((line for line in group.lines if line.listed or line.core), key=lambda line: line.rank)
        for line in shown[:5]:
            _add_chip(cell, line.label.say(sheet.language), listed=line.listed, core=line.core)
            cell.add_figure(line.share, "share", counted=False)
            cell.y += 3
        if shown:
            cell.add_count(shown[0].share)

    return lay_lane(sheet, "needs", captions.LANE_NEEDS, fill)


def _add_listed(cell: Cell, column: Column) -> None:
    """Needs that the study lists and nobody measured."""
    needs = {need.key: need for need in cell.sheet.known.study.needs}
    for key in column.facts.moment.needs:
        if key in needs:
            _add_chip(cell, needs[key].name.say(cell.sheet.language), listed=True, core=False)


def _add_chip(cell: Cell, words: str, *, listed: bool, core: bool) -> None:
    """A need as a chip: filled if it is core by measurement, with a plus where only measuring found it."""
    start = len(cell.shapes)
    cell.y += 2
    label = cell.add_words(words if listed else f"+ {words}", size=SMALL, indent=6, role="need", most=2)
    place = Box(
        cell.x,
        label.y - 1.5,
        min(label.width + 12, cell.width + 2),
        label.height + 3,
        fill="chip" if core else "card",
        stroke="chip_line",
        radius=min(line_height(SMALL), label.height) / 2 + 1,
        role="chip",
    )
    cell.shapes.insert(start, place)
    cell.y += 3


def themes_lane(sheet: Sheet) -> Lane | None:
    """The experience themes of a moment's needs, with the class each is expected to belong to."""
    needs = {need.key: need.theme for need in sheet.known.study.needs}
    themes = {theme.key: theme for theme in sheet.known.study.themes}

    def fill(cell: Cell, column: Column) -> None:
        keys = dict.fromkeys(needs.get(key, "") for key in column.facts.moment.needs)
        for key in keys:
            if key in themes:
                theme = themes[key]
                name = cell.add_words(theme.name.say(sheet.language), size=SMALL, role="theme")
                expected = sheet.say(captions.CLASSES[theme.prior])
                if name.width + 6 + measure(expected, TINY) <= cell.width and len(name.lines) == 1:
                    cell.shapes.append(letter(cell.x + name.width + 6, name.y + 0.8, expected, TINY, colour="muted", role="class"))
                else:
                    cell.add_words(expected, size=TINY, colour="muted", role="class")

    return lay_lane(sheet, "themes", captions.LANE_THEMES, fill)


LANES: Final = (
    importance_lane,
    experience_lane,
    marks_lane,
    top_lane,
    emot_lane,
    low_lane,
    gaps_lane,
    emotion_lane,
    needs_lane,
    themes_lane,
)
"""The lanes under the curves, top to bottom."""
