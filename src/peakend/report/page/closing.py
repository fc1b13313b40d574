"""On what does the page stand? Whom the numbers stand for, what was left out and why, which methods were used, and what the words mean."""

from collections.abc import Iterator

from peakend.analyse.methods import METHODS as KNOWN_METHODS
from peakend.analyse.result import Base
from peakend.report.page.figures import Leaf, draw_table
from peakend.report.page.labels import BASE, BLOCKS, METHOD_HEADS, METHODS, NONE, TERMS
from peakend.report.page.markup import Html, element, join
from peakend.report.page.sections import write_section
from peakend.report.tables import Table
from peakend.report.words import LEFT_OUT, filter_line, name_of, reasons_line, weights_line, write_count
from peakend.report.words.absent import name_absent
from peakend.text import Text


def write_method(leaf: Leaf) -> Html:
    """The base of the numbers, and the methods with their versions."""
    known = leaf.known
    rows = [join(element("dt", leaf.say(BASE[key])), element("dd", words)) for key, words in _base(leaf, known.base)]
    return write_section(leaf, "method", element("dl", rows, cls="facts"), element("h3", leaf.say(METHODS)), _methods(leaf))


def _base(leaf: Leaf, base: Base) -> Iterator[tuple[str, str]]:
    """Whom the numbers stand for, line by line."""
    study, none = leaf.known.study, leaf.say(NONE)
    yield "study", leaf.say(study.title) or study.key
    yield from (
        (key, words) for key, words in (("goal", leaf.say(study.goal)), ("period", study.period), ("version", study.version)) if words
    )
    yield "read", write_count(base.read)
    yield "n", write_count(base.n)
    yield "left_out", leaf.say(_reasons(dict(base.left_out))) or none
    yield "missing", leaf.say(reasons_line(base.missing)) or none
    yield "filters", leaf.say(filter_line(base, study))
    yield "weights", leaf.say(weights_line(base))
    yield "units", write_count(base.units) + (leaf.say(BLOCKS) if base.by_block else "")
    if base.resamples:
        yield "resamples", write_count(base.resamples)
    if base.absent:
        yield "absent", leaf.say(name_absent(base.absent, study))
    if leaf.known.baseline is not None:
        yield "fingerprint", leaf.known.baseline.fingerprint[:16]


def _reasons(left_out: dict[str, int]) -> Text:
    said = [(name_of(LEFT_OUT, why), write_count(rows)) for why, rows in left_out.items() if rows]
    return Text("，".join(f"{name.zh} {rows}" for name, rows in said), ", ".join(f"{name.en} {rows}" for name, rows in said))


def _methods(leaf: Leaf) -> Html:
    """Every method that any result used, with its version and its source."""
    known = leaf.known
    results = (
        known.importance,
        known.peaks,
        known.experience,
        known.gaps,
        known.quadrants,
        known.needs,
        known.nps,
        known.satisfaction,
        known.segments,
        *known.more.values(),
    )
    used = {key: version for result in results if result is not None for key, version in result.base.methods.items()}
    lines = [
        (leaf.say(KNOWN_METHODS[key].name), f"{key} v{version}", KNOWN_METHODS[key].source)
        for key, version in sorted(used.items())
        if key in KNOWN_METHODS
    ]
    return draw_table(leaf, Table(tuple(leaf.say(head) for head in METHOD_HEADS), tuple(lines)))


def write_glossary(leaf: Leaf) -> Html:
    """What the words mean."""
    terms = [join(element("dt", leaf.say(term)), element("dd", leaf.say(meaning))) for term, meaning in TERMS]
    return write_section(leaf, "glossary", element("dl", terms, cls="terms"))
