"""What does the baseline of a scenario look like? Importance in the order of the service, with intervals, mean, stages and marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from peakend.analyse.baseline import BaselineLine, ScenarioBaseline
from peakend.analyse.result import Estimate, is_known
from peakend.report import captions
from peakend.report.axis import Axis, reach_of
from peakend.report.boxes import LEADING, Box, Drawing, Label, Marker, Polyline, Rect, Shape, move
from peakend.report.facts import Known, ScenarioFacts
from peakend.report.heads import MARGIN, draw_head
from peakend.report.legends import lay_legend
from peakend.report.lettering import letter, measure
from peakend.report.placing import Room
from peakend.report.theme import BODY, SIGNS, SMALL, TINY, text_on
from peakend.report.words import count_line, headline, write_interval, write_probability, write_value
from peakend.text import Language

_LEFT, _RIGHT = 46.0, 104.0
_BAND, _PLOT, _FOOT = 26.0, 300.0, 62.0
_AIM, _LEAST, _MOST = 960.0, 72.0, 132.0


@dataclass(frozen=True)
class _Frame:
    known: Known
    one: ScenarioBaseline
    language: Language
    step: float
    axis: Axis

    @property
    def right(self) -> float:
        return _LEFT + self.step * len(self.one.lines)

    def x(self, at: int) -> float:
        return _LEFT + self.step * (at + 0.5)


def draw_baseline(known: Known, facts: ScenarioFacts, language: Language, *, titled: bool = True) -> Drawing | None:
    """The baseline chart of one scenario; nothing where its importance was not asked."""
    one = facts.baseline
    if one is None or not any(is_known(line.importance) for line in one.lines):
        return None
    survey = {question.about: question.scale for question in known.study.survey.asking("importance")}
    scales = [scale for line in one.lines if (scale := survey.get(line.moment.key)) is not None]
    reach = reach_of([line.importance for line in one.lines], min(s.low for s in scales), max(s.high for s in scales))
    names = [word for line in one.lines for word in line.moment.name.say(language).split()]
    longest = max((measure(word, SMALL) for word in names if word.isascii()), default=0.0) + 10
    step = round(min(_MOST, max(_LEAST, longest, (_AIM - _LEFT - _RIGHT) / len(one.lines))), 1)
    frame = _Frame(known, one, language, step, Axis(*reach, _BAND + _PLOT - 14, _BAND + 54))
    title = f"{captions.BASELINE.say(language)} · {facts.scenario.name.say(language) or facts.scenario.key}"
    body = [*_ground(frame), *_mean(frame, facts), *_points(frame)]
    width, height = frame.right + _RIGHT, _BAND + _PLOT + _FOOT
    legend, tall = _legend(language, 0, width, height + 4)
    edge = MARGIN if titled else 0.0
    head, top = draw_head(title, known.base_in(facts.scenario.key), known.study, language, width) if titled else ([], 0.0)
    placed = [move(shape, edge, edge) for shape in head] + [move(shape, edge, edge + top) for shape in [*body, *legend]]
    said = headline(known.baseline).say(language) if known.baseline is not None else count_line(known.base).say(language)
    size = (width + 2 * edge, round(top + height + 4 + tall + 2 * edge, 1))
    return Drawing(*size, tuple(placed), title=title, description=said, name=f"baseline-{facts.scenario.key}")


def _ground(frame: _Frame) -> Iterator[Shape]:
    """Stage bands, grid and the moments' names."""
    at, bottom = 0, _BAND + _PLOT
    for stage_key, lines in groupby(frame.one.lines, key=lambda line: line.stage):
        many = len(list(lines))
        stage = frame.known.study.stage(stage_key)
        x, width = _LEFT + frame.step * at, frame.step * many
        colour = stage.colour if stage is not None else "#66758a"
        yield Box(x, 0, width, _BAND, fill=colour, role="stage")
        yield Polyline(((x, _BAND), (x, bottom)), stroke="line", role="stage-line")
        if stage is not None:
            name = stage.name.say(frame.language)
            yield letter(x + 8, 5.5, name, BODY, bold=True, colour=text_on(colour), width=width - 16, most=1, role="stage")
        at += many
    for tick in frame.axis.ticks(5):
        y = frame.axis.at(tick)
        yield Polyline(((_LEFT, y), (frame.right, y)), stroke="grid", role="grid")
        yield letter(
            _LEFT - 8,
            y - TINY * 0.68,
            f"{tick:.2f}".rstrip("0").ljust(len(f"{tick:.0f}") + 2, "0"),
            TINY,
            colour="muted",
            anchor="end",
            role="tick",
        )
    yield Polyline(((_LEFT, bottom), (frame.right, bottom)), stroke="quiet", role="axis")
    for at, line in enumerate(frame.one.lines):
        x = frame.x(at)
        yield letter(x, bottom + 5, f"{line.place:02d}", TINY, colour="muted", anchor="middle", role="number")
        name = line.moment.name.say(frame.language) or line.moment.key
        yield letter(
            x, bottom + 18, name, SMALL, width=frame.step - 8, most=3, anchor="middle", role="moment", href=f"#moment-{line.moment.key}"
        )


def _mean(frame: _Frame, facts: ScenarioFacts) -> Iterator[Shape]:
    """The scenario's mean with its interval in the margin, and the published one where there is one."""
    mean = frame.one.mean
    if not isinstance(mean, Estimate):
        return
    y, x = frame.axis.at(mean.value), frame.right + 10
    yield Polyline(((_LEFT, y), (frame.right + 6, y)), stroke="faint", line=1.3, dash=(5, 4), role="mean")
    top = y - (TINY + BODY / 2) * LEADING
    yield letter(x, top, captions.LEGEND_MEAN.say(frame.language), TINY, colour="muted", role="mean-name")
    yield letter(x, top + TINY * LEADING, write_value(mean.value, "rating"), BODY, bold=True, role="value")
    yield letter(x, top + (TINY + BODY) * LEADING, write_interval(mean), TINY, colour="muted", role="interval")
    if facts.published_mean is not None:
        words = captions.PUBLISHED_MEAN.fill(mean=write_value(facts.published_mean, "rating")).say(frame.language)
        yield letter(x, top + (2 * TINY + BODY) * LEADING, words, TINY, colour="muted", width=_RIGHT - 12, role="published")


def _points(frame: _Frame) -> Iterator[Shape]:
    """Line, whiskers, points and marks; then the words, each where it covers nothing."""
    known = [(at, line, line.importance) for at, line in enumerate(frame.one.lines) if isinstance(line.importance, Estimate)]
    room = Room(Rect(_LEFT, _BAND, frame.right - _LEFT, _PLOT), gap=1.0)
    for (one, _, left), (two, _, right) in pairwise(known):
        if two == one + 1:
            ends = ((frame.x(one), frame.axis.at(left.value)), (frame.x(two), frame.axis.at(right.value)))
            yield Polyline(ends, stroke="importance", line=1.6, role="importance")
            room.take(*_along(ends))
    if isinstance(frame.one.mean, Estimate):
        room.take(Rect(_LEFT, frame.axis.at(frame.one.mean.value) - 1, frame.right - _LEFT, 2))
    for at, line, figure in known:
        yield from _point(frame, at, line, figure)
        x, top, bottom = frame.x(at), frame.axis.at(figure.high), frame.axis.at(figure.low)
        y = frame.axis.at(figure.value)
        room.take(Rect(x - 8, min(top, y - 8) - 1, 16, max(bottom, y + 8) - min(top, y - 8) + 2))
    for at, line, figure in known:
        yield from _words(frame, room, at, line, figure)


def _along(ends: tuple[tuple[float, float], tuple[float, float]]) -> Iterator[Rect]:
    (x, y), (right, down) = ends
    steps = max(2, int((right - x) / 4))
    for step in range(steps + 1):
        yield Rect(x + (right - x) * step / steps - 1.5, y + (down - y) * step / steps - 1.5, 3, 3)


def _point(frame: _Frame, at: int, line: BaselineLine, figure: Estimate) -> Iterator[Shape]:
    x, y, low, high = frame.x(at), frame.axis.at(figure.value), frame.axis.at(figure.low), frame.axis.at(figure.high)
    yield Polyline(((x, low), (x, high)), stroke="importance", line=1.4, role="whisker")
    for end in (low, high):
        yield Polyline(((x - 4, end), (x + 4, end)), stroke="importance", line=1.4, role="whisker")
    name = line.moment.name.say(frame.language)
    tip = f"{name}: {write_value(figure.value, 'rating')} {write_interval(figure)}, n = {figure.n}"
    href = f"#moment-{line.moment.key}"
    if line.mark:
        yield Marker(SIGNS[line.mark], x, y, 15, line.mark, "card", 1, role=line.mark, href=href, tip=tip)
    else:
        yield Marker("ring", x, y, 9, "card", "importance", 2, role="point", href=href, tip=tip)


def _words(frame: _Frame, room: Room, at: int, line: BaselineLine, figure: Estimate) -> Iterator[Shape]:
    """Value, interval, and for a mark its name and probability, above the whisker or below it."""
    colour = f"{line.mark}_ink" if line.mark else "ink"
    words: list[tuple[str, float, bool, str, str]] = []
    if line.mark:
        name = captions.PEAK if line.mark == "peak" else captions.END
        words.append((f"{name.say(frame.language)} {write_probability(line.probability)}", SMALL, False, colour, "probability"))
    words.append((write_value(figure.value, "rating"), BODY, True, colour, "value"))
    words.append((write_interval(figure), TINY, False, "muted", "interval"))
    labels = [letter(0, 0, said, size, bold=bold, colour=tone, anchor="middle", role=role) for said, size, bold, tone, role in words]
    width, height = max(label.width for label in labels), sum(label.height for label in labels)
    block = Label(0, 0, ("",), height / LEADING, width)
    placed = room.put(block, _tries(frame, at, figure, width, height))
    if placed is None:
        return
    y = placed.y
    for label in labels:
        yield move(label, placed.x + width / 2, y)
        y += label.height


def _tries(frame: _Frame, at: int, figure: Estimate, width: float, height: float) -> Iterator[tuple[float, float]]:
    x, top, bottom = frame.x(at), frame.axis.at(figure.high) - 5, frame.axis.at(figure.low) + 5
    slack = max(0.0, (frame.step - width) / 2)
    for far in range(0, 120, 5):
        for aside in (0.0, slack / 2, -slack / 2, slack, -slack):
            if top - far - height >= _BAND:
                yield x - width / 2 + aside, top - far - height
            yield x - width / 2 + aside, bottom + far


def _legend(language: Language, left: float, right: float, top: float) -> tuple[Sequence[Shape], float]:
    entries: list[tuple[Sequence[Shape], str]] = [
        ([Polyline(((10, -7), (10, 7)), "importance", 1.4)], captions.LEGEND_WHISKER.say(language)),
        ([Polyline(((0, 0), (20, 0)), "faint", 1.3, (5, 4))], captions.LEGEND_MEAN.say(language)),
        ([Marker("triangle", 10, 0, 13, "peak", "card", 1)], captions.LEGEND_MARK_PEAK.say(language)),
        ([Marker("square", 10, 0, 12, "end", "card", 1)], captions.LEGEND_MARK_END.say(language)),
    ]
    return lay_legend(entries, left, right, top)
