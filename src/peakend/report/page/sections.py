"""What does each section of the page hold? One result: its sentence, its findings, its pictures scenario by scenario, its tables."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from peakend.analyse.result import Base, Result, Row
from peakend.report.chapters import CHAPTERS
from peakend.report.page.figures import Leaf, write_figure, write_findings, write_guide, write_table
from peakend.report.page.labels import GUIDE_DERIVED, GUIDES, PRIORITIES_DERIVED, SECTIONS
from peakend.report.page.markup import Child, Html, element
from peakend.report.pictures import Picture
from peakend.report.telling import choose_rows, find_more, repeat_words, say_drawing
from peakend.report.words import (
    common_headline,
    findings,
    gap_headline,
    headline,
    method_note,
    outcome_findings,
    segment_findings,
    segments_headline,
)
from peakend.report.words.absent import absent_lines
from peakend.text import Text


def write_section(leaf: Leaf, key: str, *children: Child, heading: Text | None = None) -> Html:
    """A section with its heading."""
    name, title = leaf.name(key), leaf.say(heading or SECTIONS[key])
    return element("section", element("h2", title, id=f"{name}-title"), *children, id=name, aria_labelledby=f"{name}-title")


def write_results(leaf: Leaf) -> Iterator[Html]:
    """The sections of all results that there are; then what was not asked, once."""
    for write in _WRITERS.values():
        written = write(leaf)
        if written is not None:
            yield written
    for key, result in leaf.known.more.items():
        yield _chapter(leaf, key, result)
    yield from _absent(leaf)


def write_result(leaf: Leaf, key: str) -> Html | None:
    """The section of one result, by its question; nothing where there is none."""
    if key in _WRITERS:
        return _WRITERS[key](leaf)
    result = leaf.known.more.get(key)
    return None if result is None else _chapter(leaf, key, result)


def _absent(leaf: Leaf) -> Iterator[Html]:
    """What was not asked, each cause once, after the sections that there are."""
    for line in absent_lines(leaf.known.faults):
        yield element("p", leaf.say(line), cls="absent")


def _whole(leaf: Leaf, key: str, result: Result | None, figures: Sequence[Html], *more: Child) -> Html | None:
    """A section: sentence, findings of the whole, pictures, how to read it."""
    if result is None:
        return None
    lead = element("p", leaf.say(headline(result)), cls="lead")
    return write_section(leaf, key, lead, write_guide(leaf, GUIDES.get(key), method_note(result)), *more, *figures)


def _by_scenario(leaf: Leaf, key: str, base: Base, rows: Sequence[Row], parts: dict[str, object]) -> list[Html]:
    """The pictures of a section, each with its scenario's sentence, findings and rows."""
    figures = []
    for picture in leaf.of(key):
        if not picture.scenario:
            continue
        part = parts.get(picture.scenario)
        lead = leaf.say(headline(part)) if part is not None else ""
        some = [row for row in rows if row.get("scenario") == picture.scenario]
        figures.append(write_figure(leaf, picture, some, base, lead, findings(part) if part is not None else ()))
    return figures


def _map(leaf: Leaf) -> Html | None:
    known, pictures = leaf.known, leaf.of("map")
    if not pictures:
        return None
    figures = []
    for picture in pictures:
        part = known.peaks.scenario(picture.scenario) if known.peaks is not None else None
        lead = leaf.say(headline(part)) if part is not None else ""
        figures.append(write_figure(leaf, picture, (), known.base, lead))
    return write_section(leaf, "map", write_guide(leaf, GUIDES["map"], Text()), *figures)


def _peaks(leaf: Leaf) -> Html | None:
    peaks = leaf.known.peaks
    if peaks is None:
        return None
    parts: dict[str, object] = {part.scenario.key: part for part in peaks.scenarios}
    rows = [row for row in peaks.rows() if row.get("scope") == "scenario"]
    figures = _by_scenario(leaf, "peaks", peaks.base, rows, parts)
    shared = [row for row in peaks.rows() if row.get("scope") == "common"]
    said = [common_headline(peaks, kind) for kind in ("peak", "end")]
    for picture in leaf.of("peaks"):
        if not picture.scenario:
            figures.append(write_figure(leaf, picture, shared, peaks.base, said=[one for one in said if one]))
    return _whole(leaf, "peaks", peaks, figures)


def _importance(leaf: Leaf) -> Html | None:
    result = leaf.known.importance
    parts: dict[str, object] = {part.scenario.key: part for part in result.scenarios} if result else {}
    return _whole(leaf, "importance", result, _by_scenario(leaf, "importance", result.base, result.rows(), parts) if result else [])


def _experience(leaf: Leaf) -> Html | None:
    result = leaf.known.experience
    parts: dict[str, object] = {part.scenario.key: part for part in result.scenarios} if result else {}
    return _whole(leaf, "experience", result, _by_scenario(leaf, "experience", result.base, result.rows(), parts) if result else [])


def _baseline(leaf: Leaf) -> Html | None:
    result = leaf.known.baseline
    parts: dict[str, object] = {part.scenario.key: part for part in result.scenarios} if result else {}
    return _whole(leaf, "baseline", result, _by_scenario(leaf, "baseline", result.base, result.rows(), parts) if result else [])


def _quadrants(leaf: Leaf) -> Html | None:
    """The quadrants; where importance is derived, heading and guide say so."""
    result = leaf.known.quadrants
    if result is None:
        return None
    parts: dict[str, object] = {part.scenario.key: part for part in result.scenarios}
    figures = _by_scenario(leaf, "quadrants", result.base, result.rows(), parts)
    guides = [write_guide(leaf, GUIDES["quadrants"], method_note(result))] if result.of("stated") else []
    if result.of("derived"):
        guides.append(write_guide(leaf, GUIDE_DERIVED, Text() if guides else method_note(result)))
    heading = None if result.of("stated") else PRIORITIES_DERIVED
    return write_section(leaf, "quadrants", element("p", leaf.say(headline(result)), cls="lead"), *guides, *figures, heading=heading)


def _gaps(leaf: Leaf) -> Html | None:
    result = leaf.known.gaps
    if result is None:
        return None
    figures = []
    for picture in leaf.of("gaps"):
        kind = next(line.kind for line in result.lines if picture.drawing.name.startswith(f"gaps-{line.kind}-"))
        rows = [row for row in result.rows() if row.get("scenario") == picture.scenario and row.get("kind") == kind]
        lead = leaf.say(gap_headline(result, kind, picture.scenario))
        figures.append(write_figure(leaf, picture, rows, result.base, lead))
    return _whole(leaf, "gaps", result, figures, _others(leaf, result))


def _others(leaf: Leaf, result: Result) -> Html | None:
    """The findings of the whole that its sentence has not said yet."""
    return write_findings(leaf, [one for one in findings(result) if one != headline(result)])


def _needs(leaf: Leaf) -> Html | None:
    result = leaf.known.needs
    if result is None:
        return None
    figures = [write_figure(leaf, picture, _need_rows(leaf, picture), result.base) for picture in leaf.of("needs")]
    return _whole(leaf, "needs", result, figures)


def _need_rows(leaf: Leaf, picture: Picture) -> list[Row]:
    """The rows of the choices that a picture shows."""
    needs = leaf.known.needs
    moments = {moment.key for moment in leaf.known.study.scenario(picture.scenario).moments} if picture.scenario else set()
    abouts = moments or {picture.drawing.name.removeprefix("needs-")}
    return [row for row in needs.rows() if row.get("about") in abouts or row.get("moment") in abouts] if needs is not None else []


def _plain(key: str) -> Callable[[Leaf], Html | None]:
    """A section of one result that is not told by scenario."""

    def write(leaf: Leaf) -> Html | None:
        result: Result | None = getattr(leaf.known, key)
        if result is None:
            return None
        said = [one for one in outcome_findings(result, leaf.known.study) if one != headline(result)]
        figures = [write_figure(leaf, picture, result.rows(), result.base, said=said) for picture in leaf.of(key)]
        more = None if figures else (write_findings(leaf, said), write_table(leaf, result.rows(), shown=True))
        return _whole(leaf, key, result, figures, more)

    return write


def _segments(leaf: Leaf) -> Html | None:
    result = leaf.known.segments
    if result is None:
        return None
    said, study = segments_headline(result, leaf.known.study), leaf.known.study
    figures = []
    for picture in leaf.of("segments"):
        measure = picture.drawing.name.removeprefix("segments-")
        rows = [row for row in result.rows() if row.get("measure") == measure]
        figures.append(write_figure(leaf, picture, rows, result.base))
    lead = element("p", leaf.say(said), cls="lead")
    others = write_findings(leaf, segment_findings(result, study))
    return write_section(leaf, "segments", lead, write_guide(leaf, GUIDES["segments"], method_note(result)), others, *figures)


def _chapter(leaf: Leaf, key: str, result: Result) -> Html:
    """The section of a chapter: sentence, findings of the whole, how to read it, pictures with what is said of their part, the table."""
    chapter, pictures = CHAPTERS[key], leaf.of(key)
    said = {headline(result)}.union(*(repeat_words(one.drawing) for one in pictures))
    others = write_findings(leaf, [one for one in findings(result) if one not in said])
    figures, told = [], list[object]()
    for picture in pictures:
        drawing = picture.drawing
        words = say_drawing(drawing, result)
        again = any(drawing.part is one for one in told)  # of a part with two pictures the first has its table and findings
        rows, more = ((), ()) if again else (choose_rows(drawing, result), find_more(drawing))
        told.append(drawing.part)
        title = "" if again or words == headline(result) else leaf.say(words)
        figures.append(write_figure(leaf, picture, rows, result.base, title, more, question=key))
    drawn = [row for picture in pictures for row in choose_rows(picture.drawing, result)]
    rest = [row for row in result.rows() if row not in drawn]
    table = write_table(leaf, rest, shown=not figures, question=key)
    lead = element("p", leaf.say(headline(result)), cls="lead")
    guide = write_guide(leaf, chapter.guide, method_note(result))
    return write_section(
        leaf, key, lead, guide, others, None if figures else table, *figures, table if figures else None, heading=chapter.section
    )


_WRITERS: Final[dict[str, Callable[[Leaf], Html | None]]] = {
    "map": _map,
    "peaks": _peaks,
    "importance": _importance,
    "experience": _experience,
    "needs": _needs,
    "gaps": _gaps,
    "quadrants": _quadrants,
    "nps": _plain("nps"),
    "satisfaction": _plain("satisfaction"),
    "segments": _segments,
    "baseline": _baseline,
}
"""The sections of results, in the order of the page."""
