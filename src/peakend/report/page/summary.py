"""What should somebody know who reads only the top of the page? The main numbers with intervals, the findings, the cautions."""

from collections.abc import Iterator

from peakend.analyse.result import Estimate, Figure
from peakend.errors import AnalysisError
from peakend.report.page.figures import Leaf, write_findings
from peakend.report.page.labels import CAUTIONS, HEADLINES
from peakend.report.page.markup import Html, element
from peakend.report.page.sections import write_section
from peakend.report.words import Unit, headline, list_cautions, segments_headline, write_count, write_interval, write_value
from peakend.report.words.names import MEASURES, start_sentence
from peakend.text import Text

_PEAKS = Text("峰值（原规则 / 经检验）", "Peaks (source's rule / tested)")
_ENDS = Text("终值（原规则 / 经检验）", "Ends (source's rule / tested)")
_SHORT = Text("体验显著低于期望的时刻", "Moments proved below expectation")
_OF = Text("共 {count} 个", "of {count}")


def write_summary(leaf: Leaf) -> Html:
    """The first section of the page."""
    known = leaf.known
    results = (known.peaks, known.importance, known.experience, known.gaps, known.quadrants, known.needs, known.nps, known.satisfaction)
    said = [_linked(leaf, result.question, headline(result)) for result in results if result is not None]
    said += [_linked(leaf, key, headline(result)) for key, result in known.more.items()]
    if known.segments is not None:
        said.append(_linked(leaf, "segments", segments_headline(known.segments, known.study)))
    return write_section(
        leaf,
        "summary",
        element("div", list(_cards(leaf)), cls="cards"),
        element("h3", leaf.say(HEADLINES)),
        element("ul", said, cls="headlines"),
        _cautions(leaf),
    )


def _linked(leaf: Leaf, section: str, sentence: Text) -> Html:
    return element("li", element("a", leaf.say(sentence), href=f"#{leaf.name(section)}"))


def _cards(leaf: Leaf) -> Iterator[Html]:
    """The main numbers, each with its interval and n."""
    known = leaf.known
    if known.nps is not None and known.nps.lines:
        yield _figure_card(leaf, "NPS", known.nps.lines[0].nps, "points", "nps")
    if known.satisfaction is not None and known.satisfaction.lines:
        first = next((line for line in known.satisfaction.lines if not line.question.about), known.satisfaction.lines[0])
        yield _figure_card(leaf, start_sentence(leaf.say(MEASURES["overall"])), first.mean, "rating", "satisfaction")
    if known.peaks is not None:
        marks = [mark for part in known.peaks.scenarios for mark in part.marks]
        for kind, title in (("peak", _PEAKS), ("end", _ENDS)):
            found = [mark for mark in marks if mark.kind == kind and mark.by_source]
            sure = sum(mark.by_test for mark in found)
            yield _card(leaf, leaf.say(title), f"{len(found)} / {sure}", f"n = {write_count(known.peaks.base.n)}", "peaks")
    if known.gaps is not None and any(line.kind == "expectation" for line in known.gaps.lines):
        lines = [line for line in known.gaps.lines if line.kind == "expectation"]
        short = sum(line.significant and line.direction == "below" for line in lines)
        yield _card(leaf, leaf.say(_SHORT), str(short), leaf.say(_OF, count=len(lines)), "gaps")


def _figure_card(leaf: Leaf, title: str, figure: Figure, unit: Unit, section: str) -> Html:
    if isinstance(figure, Estimate):
        return _card(leaf, title, write_value(figure.value, unit), f"{write_interval(figure, unit)} · n = {write_count(figure.n)}", section)
    return _card(leaf, title, "–", f"n = {figure.n}", section)


def _card(leaf: Leaf, title: str, value: str, beside: str, section: str) -> Html:
    number = element("span", element("b", value), " ", element("small", beside), cls="number")
    return element("a", element("span", title, cls="title"), number, cls="card", href=f"#{leaf.name(section)}")


def _cautions(leaf: Leaf) -> Html | None:
    """What in these answers should make a reader careful."""
    try:
        said = list_cautions(leaf.known.reading.cautions, leaf.known.study)
    except AnalysisError:
        return None
    listed = write_findings(leaf, said, len(said))
    return element("aside", element("h3", leaf.say(CAUTIONS)), listed, cls="cautions", aria_label=leaf.say(CAUTIONS)) if listed else None
