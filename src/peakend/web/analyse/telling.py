"""How does a result become part of a page of the workbench? By the writers of the report page, with links into the workbench.

Sentences, findings, pictures, tables and guides are those of the report: page, deck and workbench cannot tell different stories.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from peakend.analyse.memory import Memory
from peakend.analyse.result import Estimate, Figure, Result
from peakend.errors import AnalysisError, NothingLikeIt
from peakend.report.boxes import Drawing
from peakend.report.facts import Known, MomentFacts, ScenarioFacts
from peakend.report.maps.emot import draw_map
from peakend.report.maps.sheet import AIM
from peakend.report.page.figures import Leaf, write_figure, write_findings, write_guide, write_table
from peakend.report.page.labels import GUIDES, HEADS
from peakend.report.page.markup import Html, element, join
from peakend.report.page.moments import tell_moment
from peakend.report.page.sections import write_result, write_section
from peakend.report.pictures import Picture, list_pictures
from peakend.report.svg import PlainLooks, embed_svg
from peakend.report.words import (
    Unit,
    base_line,
    findings,
    headline,
    list_cautions,
    main_line,
    method_note,
    write_count,
    write_interval,
    write_value,
)
from peakend.report.words.absent import absent_lines
from peakend.report.words.memory import VERDICTS
from peakend.text import Language, Text
from peakend.web.analyse.filters import Filters
from peakend.web.analyse.questions import QUESTIONS

_MOMENT: Final = re.compile(r'href="#moment-([^"]+)"')
_ANCHOR: Final = re.compile(r"</?a\b[^>]*>")

LANES: Final[dict[str, Text]] = {
    "curves": Text("重要性与体验曲线", "Curves"),
    "importance": Text("重要性", "Importance"),
    "experience": Text("实际体验", "Experience"),
    "marks": Text("峰与终", "Peaks and end"),
    "top": Text("进入前三", "Among the top"),
    "emot": Text("有效关键时刻", "E-MOT"),
    "low": Text("痛点", "Pain"),
    "gaps": Text("差距", "Gap"),
    "emotion": Text("情绪", "Emotion"),
    "needs": Text("核心需求", "Core needs"),
    "themes": Text("体验主题", "Themes"),
}
"""The lanes of a map by their names, in their order."""


@dataclass
class WebLeaf(Leaf):
    """A part of a page of the workbench while it is written: marks of drawings lead to the pages of moments."""

    pk: int = 0
    query: str = ""
    guest: bool = False
    """Whether the reader has no other page to go to: then no mark leads anywhere."""

    def link(self, svg: str) -> Html:
        """A picture whose marks lead to moments, with the filters of this page."""
        if self.guest:
            return Html(_ANCHOR.sub("", svg))
        return Html(_MOMENT.sub(lambda found: f'href="{reverse("analyse:moment", args=[self.pk, found[1]])}{self._escaped}"', svg))

    @property
    def _escaped(self) -> str:
        return self.query.replace("&", "&amp;").replace('"', "%22")


def open_leaf(known: Known, language: Language, pk: int, filters: Filters, section: str = "") -> WebLeaf:
    """A leaf with the pictures of one section; without any where none is named."""
    shown = tuple(list_pictures(known, language, titled=False, only=section)) if section else ()
    return WebLeaf(known, language, shown, PlainLooks(), pk=pk, query=filters.query())


def safe(html: str | Html | None) -> SafeString:
    """Markup of the report for a template: everything of a user was escaped where it was written."""
    return mark_safe("" if html is None else str(html))  # noqa: S308 - written by report.page.markup alone


def tell_result(leaf: WebLeaf, key: str) -> SafeString:
    """The section of one result: sentence, findings, pictures, tables, how to read it and when not to."""
    known = leaf.known
    written = write_result(leaf, key)
    if written is None:
        result: Result = getattr(known.reading, key)
        told = list_cautions(result, known.study) if key == "cautions" else findings(result)  # type: ignore[arg-type]
        lead = element("p", leaf.say(headline(result)), cls="lead")
        guide = write_guide(leaf, GUIDES.get(key), method_note(result))
        table = write_table(leaf, result.rows(), shown=True, question=key)
        base = element("p", leaf.say(base_line(result.base, known.study)), cls="base")
        written = write_section(leaf, key, lead, guide, write_findings(leaf, told, len(told)), table, base, heading=QUESTIONS[key].title)
    return safe(written)


def find_result(known: Known, key: str) -> Result:
    """One result. Raises what working it out raises: why it is not there."""
    result: Result = getattr(known.reading, key)
    return result


# -- the map


@dataclass(frozen=True)
class MapView:
    """The map of one scenario as a page shows it."""

    drawn: SafeString
    table: SafeString
    guide: SafeString
    lead: str
    base: str
    lanes: tuple[tuple[str, Text, bool, bool], ...]
    """Each lane: its name, its words, whether it is shown, whether it is pinned."""


def tell_map(leaf: WebLeaf, facts: ScenarioFacts, hidden: Sequence[str], pinned: Sequence[str]) -> MapView:
    """The map of a scenario, with the same as a table."""
    known = leaf.known
    drawings = draw_map(known, facts, leaf.language, titled=False, hidden=hidden, pinned=pinned)
    figures = [_frame(leaf, Picture("map", facts.scenario.key, drawing)) for drawing in drawings]
    sheets = [element("div", leaf.link(embed_svg(one, leaf.looks)), cls="on-paper") for one in fit_paper(leaf, facts, hidden, pinned)]
    return MapView(
        drawn=safe(join([*figures, *sheets])),
        table=safe(_map_table(leaf, facts)),
        guide=safe(write_guide(leaf, GUIDES["map"], Text())),
        lead=leaf.say(_lead(known, facts)),
        base=leaf.say(base_line(known.base_in(facts.scenario.key), known.study)),
        lanes=tuple((name, words, name not in hidden, name in pinned) for name, words in LANES.items()),
    )


PAPER: Final = 400 / 205
"""Width by height of the room for a map on an A3 sheet laid flat, under its heading and numbers."""

_TRIES: Final = 3


def fit_paper(leaf: WebLeaf, facts: ScenarioFacts, hidden: Sequence[str], pinned: Sequence[str]) -> tuple[Drawing, ...]:
    """The map laid out anew for paper: as wide for its height as the sheet is, so that it fills it. A style sheet sizes it."""

    def draw(aim: float) -> tuple[Drawing, ...]:
        return draw_map(leaf.known, facts, leaf.language, titled=False, hidden=hidden, pinned=pinned, aim=aim)

    found = draw(AIM)
    for _ in range(_TRIES):
        first = found[0]
        if first.width / first.height >= PAPER * 0.97:
            break
        # a wider map is lower, because less of it is broken into lines: go half of the way at first
        found = draw(max((first.width + PAPER * first.height) / 2, AIM))
    return found


def _lead(known: Known, facts: ScenarioFacts) -> Text:
    """What the map says first: peaks and end; where importance was not asked, how good the moments were."""
    told = (known.peaks, known.experience)
    part = next((one for each in told if each is not None and (one := each.scenario(facts.scenario.key)) is not None), None)
    return headline(part) if part is not None else Text()


def _frame(leaf: WebLeaf, picture: Picture) -> Html:
    return write_figure(leaf, picture, (), leaf.known.base)


def _map_table(leaf: WebLeaf, facts: ScenarioFacts) -> Html:
    """The map as a table: a row a moment, everything that the drawing shows as words."""
    told = [(one, dict(tell_moment(leaf, one))) for one in facts.moments]
    heads = list(dict.fromkeys(name for _, words in told for name in words))
    rows = [
        element(
            "tr",
            element("th", element("a", _name(leaf, one), href=_moment_path(leaf, one)), scope="row"),
            [element("td", words.get(name, "")) for name in heads],
        )
        for one, words in told
    ]
    named = [leaf.say(MOMENT), *(leaf.say(HEADS[name]) for name in heads)]
    head = element("tr", [element("th", words, scope="col") for words in named])
    whole = element("table", element("thead", head), element("tbody", rows))
    return element("div", whole, cls="scroll", tabindex="0", role="group", aria_label=leaf.say(MOMENT))


def _moment_path(leaf: WebLeaf, facts: MomentFacts) -> str:
    return reverse("analyse:moment", args=[leaf.pk, facts.moment.key]) + leaf.query


def _name(leaf: WebLeaf, facts: MomentFacts) -> str:
    return f"{facts.place:02d} {facts.moment.name.say(leaf.language) or facts.moment.key}"


MOMENT: Final = Text("关键时刻", "Moment")


# -- the numbers above it


@dataclass(frozen=True)
class Kpi:
    """One main number with its interval, leading to its evidence."""

    title: Text
    value: str
    beside: str
    question: str


def main_numbers(known: Known, scenario: str, language: Language) -> list[Kpi]:
    """The numbers that a reader looks for first."""
    told = []
    if known.nps is not None and known.nps.lines:
        told.append(_kpi(Text("净推荐值 NPS", "NPS"), known.nps.lines[0].nps, "points", "nps"))
    if known.satisfaction is not None and known.satisfaction.lines:
        told.append(_kpi(Text("总体满意度", "Overall satisfaction"), main_line(known.satisfaction).mean, "rating", "satisfaction"))
    verdict = _verdict(known, scenario, language)
    if verdict is not None:
        told.append(verdict)
    n = known.base_in(scenario).n
    beside = "" if n == known.base.n else Text(f"共 {write_count(known.base.n)} 份", f"of {write_count(known.base.n)}").say(language)
    told.append(Kpi(Text("答卷（本场景）", "Responses (this scenario)"), write_count(n), beside, "cautions"))
    return told


def _kpi(title: Text, figure: Figure, unit: Unit, question: str) -> Kpi:
    if isinstance(figure, Estimate):
        return Kpi(title, write_value(figure.value, unit), f"{write_interval(figure, unit)} · n = {write_count(figure.n)}", question)
    return Kpi(title, "–", f"n = {figure.n}", question)


def _verdict(known: Known, scenario: str, language: Language) -> Kpi | None:
    """Whether the peak-end rule holds in this scenario."""
    memory = known.more.get("memory")
    part = memory.scenario(scenario) if isinstance(memory, Memory) else None
    if part is None:
        return None
    beside = ""
    if isinstance(part.difference, Estimate):
        gap = f"{write_value(part.difference.value, 'difference')} {write_interval(part.difference, 'difference')}"
        beside = Text(f"预测 R² 之差 {gap}", f"predictive R² {gap}").say(language)
    words = VERDICTS[part.verdict]
    return Kpi(Text("峰终定律", "Peak-end rule"), words.say(language), beside, "memory")


def tell_cautions(known: Known, language: Language) -> list[str]:
    """What in these answers should make a reader careful; what was not asked stands at the end."""
    try:
        said = list_cautions(known.reading.cautions, known.study)
    except AnalysisError:
        said = ()
    return [one.say(language) for one in (*said, *absent_lines(known.faults))]


# -- files


@dataclass(frozen=True)
class Held:
    """A drawing that can be downloaded."""

    name: str
    title: str


def list_drawings(leaf: WebLeaf, key: str) -> list[Held]:
    """The pictures of a result, for its list of downloads."""
    return [Held(one.drawing.name, one.drawing.title) for one in leaf.of(key)]


def find_picture(known: Known, key: str, name: str, language: Language) -> tuple[Drawing, Picture]:
    """A picture of a result that stands alone. Raises `NothingLikeIt`."""
    for picture in list_pictures(known, language):
        if picture.section == key and picture.drawing.name == name:
            return picture.stand_alone(known.base_in(picture.scenario), known.study, language), picture
    raise NothingLikeIt(name=name)
