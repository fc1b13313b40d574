"""What is known of one moment, on one page? A verdict, its main numbers, then a card for each question: sentence, picture, table behind it.

Everything comes from results that the reading keeps; nothing is counted for this page alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from peakend.analyse.asymmetry import Asymmetry, Contrast
from peakend.analyse.emot import Emot
from peakend.analyse.emot_lines import EmotLine, ScenarioEmot
from peakend.analyse.impact import Impact, ImpactLine
from peakend.analyse.kano import Kano
from peakend.analyse.result import Figure, Result, Row, is_known
from peakend.errors import AnalysisError, NothingLikeIt
from peakend.report.boxes import Drawing
from peakend.report.charts.one_moment import (
    chart_experience_of,
    chart_factors_of,
    chart_gaps_of,
    chart_importance_of,
    chart_needs_of,
    chart_pain_of,
    chart_sides_of,
    chart_state_of,
)
from peakend.report.facts import Known, MomentFacts, ScenarioFacts
from peakend.report.page.figures import write_table
from peakend.report.page.labels import GUIDES, TABLE
from peakend.report.page.markup import Html, element, join
from peakend.report.svg import embed_svg
from peakend.report.words import (
    Unit,
    base_line,
    caution_words,
    question_name,
    write_count,
    write_interval,
    write_probability,
    write_ranks,
    write_value,
)
from peakend.report.words.emot import STATES
from peakend.report.words.kano import CLASSES
from peakend.report.words.moment import (
    expected_classes,
    name_law,
    say_effective,
    say_experience,
    say_gap,
    say_importance,
    say_law,
    say_needs,
    say_pain,
    say_situation,
    say_type,
    say_verdict,
)
from peakend.text import Language, Text
from peakend.web.analyse.questions import QUESTIONS
from peakend.web.analyse.telling import Kpi, WebLeaf, safe
from peakend.web.define.evidence import Evidence, find_evidence

MOMENT_RESULTS: Final = frozenset(
    {"importance", "peaks", "experience", "gaps", "needs", "quadrants", "drivers", "impact", "asymmetry", "memory", "emot", "baseline"}
)
"""The results that tell of single moments."""

_OF: Final = Text("共 {many} 个", "of {many}")
LAWS: Final = ("two_factor", "painkiller", "resonator")


CARDS: Final[Mapping[str, tuple[Text, tuple[str, ...]]]] = {
    "importance": (Text("客户有多看重它", "How much it matters"), ("importance", "peaks", "baseline")),
    "experience": (Text("实际体验如何", "How good it was"), ("experience",)),
    "gaps": (Text("与期望和竞争对手差多少", "Where it falls short"), ("gaps", "quadrants")),
    "needs": (Text("客户在这里要什么", "What customers want here"), ("needs",)),
    "emot": (Text("是不是有效关键时刻", "Whether it is an effective moment"), ("emot", "memory")),
    "impact": (Text("痛在哪里", "Where it hurts"), ("experience", "impact", "drivers")),
    "asymmetry": (Text("做差扣多少，做好加多少", "What poor costs and good adds"), ("asymmetry",)),
}
"""The cards in their order: heading, and the results whose rows stand behind it."""


@dataclass(frozen=True)
class Law:
    """A law with what it says of this moment."""

    name: Text
    earned: bool
    judged: bool
    words: str


@dataclass(frozen=True)
class Card:
    """One question about the moment: heading, sentences, pictures, the numbers behind them, and where the analysis stands."""

    key: str
    title: Text
    leads: tuple[str, ...]
    drawn: SafeString
    table: SafeString
    guide: str = ""
    laws: tuple[Law, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """Everything that a page about one moment shows."""

    facts: MomentFacts
    name: str
    verdict: str
    situation: str
    numbers: tuple[Kpi, ...]
    cards: tuple[Card, ...]
    evidence: Evidence
    remarks: tuple[str, ...]
    base: str


@dataclass(frozen=True)
class About:
    """What the results say of one moment, found once."""

    known: Known
    facts: MomentFacts
    scenario: ScenarioFacts
    emot: Emot | None = None
    part: ScenarioEmot | None = None
    line: EmotLine | None = None
    contrast: Contrast | None = None
    lost: ImpactLine | None = None
    outcome: Text = Text()


def find_moment(known: Known, key: str) -> tuple[MomentFacts, MomentFacts | None, MomentFacts | None]:
    """A moment, with the one before and the one after it in its scenario. Raises `NothingLikeIt`."""
    for scenario in known.scenarios:
        for at, facts in enumerate(scenario.moments):
            if facts.moment.key == key:
                before = scenario.moments[at - 1] if at else None
                after = scenario.moments[at + 1] if at + 1 < len(scenario.moments) else None
                return facts, before, after
    raise NothingLikeIt(name=key)


def find_about(known: Known, facts: MomentFacts) -> About:
    """What the results say of a moment."""
    scenario = next(one for one in known.scenarios if one.scenario.key == facts.scenario.key)
    more, key = known.more, facts.moment.key
    emot, asymmetry, impact = more.get("emot"), more.get("asymmetry"), more.get("impact")
    part = emot.scenario(facts.scenario.key) if isinstance(emot, Emot) else None
    contrast = None
    if isinstance(asymmetry, Asymmetry):
        contrast = next((one for each in asymmetry.scenarios for one in each.contrasts if one.moment.key == key), None)
    lost, outcome = _lost(impact, key) if isinstance(impact, Impact) else (None, Text())
    whole = emot if isinstance(emot, Emot) else None
    return About(known, facts, scenario, whole, part, part.line(key) if part is not None else None, contrast, lost, outcome)


def _lost(impact: Impact, key: str) -> tuple[ImpactLine | None, Text]:
    """What low ratings go with: recommendation first, else the first judgement that has figures."""
    parts = sorted((one for one in impact.parts if one.lines), key=lambda one: one.outcome.measure != "nps")
    for part in parts:
        line = part.line(key)
        if line is not None:
            short = Text("净推荐值", "NPS") if part.outcome.measure == "nps" else question_name(part.outcome)
            return line, short
    return None, Text()


def draw_moment(about: About, language: Language) -> Mapping[str, tuple[Drawing, ...]]:
    """The pictures of a moment, by the card they stand in; cards without one are left out."""
    facts, scenario, study = about.facts, about.scenario, about.known.study
    found: dict[str, tuple[Drawing | None, ...]] = {
        "importance": (chart_importance_of(facts, scenario, study, language),),
        "experience": (chart_experience_of(facts, scenario, study, language),),
        "gaps": (chart_gaps_of(facts, study, language),),
        "impact": (chart_pain_of(facts, scenario, language),),
        "needs": (chart_needs_of(facts.needs, facts, language) if facts.needs is not None else None,),
        "asymmetry": (chart_sides_of(about.contrast, facts, language) if about.contrast is not None else None,),
        "emot": _emot_pictures(about, language),
    }
    there = {key: tuple(one for one in several if one is not None) for key, several in found.items()}
    return {key: several for key, several in there.items() if several}


def name_drawings(known: Known, facts: MomentFacts, language: Language) -> list[tuple[str, str]]:
    """The pictures of a moment that can be downloaded: name of the file and heading."""
    drawn = draw_moment(find_about(known, facts), language)
    return [(one.name, one.title.partition(" · ")[0]) for several in drawn.values() for one in several]


def _emot_pictures(about: About, language: Language) -> tuple[Drawing | None, ...]:
    if about.emot is None or about.line is None:
        return ()
    state = about.line.state
    return (
        chart_factors_of(about.emot, about.line, about.facts, language),
        chart_state_of(state, about.facts, language) if state is not None else None,
    )


def tell_dossier(leaf: WebLeaf, facts: MomentFacts) -> Dossier:
    """Everything that is known of a moment, for its page."""
    known = leaf.known
    about = find_about(known, facts)
    drawings = draw_moment(about, leaf.language)
    return Dossier(
        facts=facts,
        name=facts.moment.name.say(leaf.language) or facts.moment.key,
        verdict=leaf.say(say_verdict(facts, about.scenario)),
        situation=leaf.say(say_situation(facts)),
        numbers=tuple(_numbers(about, leaf.language)),
        cards=tuple(_cards(leaf, about, drawings)),
        evidence=find_evidence(known.study, facts.moment.key),
        remarks=tuple(leaf.say(one) for one in _remarks(known, facts)),
        base=leaf.say(base_line(known.base_in(facts.scenario.key), known.study)),
    )


def _numbers(about: About, language: Language) -> Iterator[Kpi]:
    """The numbers that one looks for first."""
    facts, many = about.facts, len(about.scenario.moments)
    if facts.importance is not None:
        ranks = write_ranks(facts.importance.rank_low, facts.importance.rank_high)
        beside = Text("名次 {ranks}（共 {many} 个）", "rank {ranks} of {many}").fill(ranks=ranks, many=many).say(language)
        yield _kpi(Text("重要性", "Importance"), facts.importance.mean, "rating", "importance", beside)
    if facts.experience is not None:
        yield _kpi(Text("实际体验", "Experience"), facts.experience.mean, "rating", "experience")
    gap = facts.gap("expectation") or facts.gap("competitor")
    if gap is not None:
        title = (
            Text("与期望的差距", "Gap to expectation") if gap.kind == "expectation" else Text("与竞争对手的差距", "Gap to the competitor")
        )
        yield _kpi(title, gap.gap, "difference", "gaps")
    if facts.experience is not None:
        yield _kpi(Text("低分占比", "Low ratings"), facts.experience.low, "share", "experience")
    if about.part is not None and about.line is not None:
        state = "" if about.line.state is None else f" · {STATES[about.line.state.likely].say(language)}"
        ranks = write_ranks(about.line.rank_low, about.line.rank_high)
        beside = _OF.fill(many=len(about.part.lines)).say(language)
        yield Kpi(Text("有效关键时刻名次", "E-MOT rank"), ranks, f"{beside}{state}", "emot")
    elif facts.mark is not None:
        yield Kpi(Text("再次入选", "Picked again"), write_probability(facts.mark.probability), "", "peaks")


def _kpi(title: Text, figure: Figure, unit: Unit, question: str, more: str = "") -> Kpi:
    if not is_known(figure):
        return Kpi(title, "–", f"n = {figure.n}", question)
    told = [write_interval(figure, unit), more or f"n = {write_count(figure.n)}"]
    return Kpi(title, write_value(figure.value, unit), " · ".join(told), question)


def _cards(leaf: WebLeaf, about: About, drawings: Mapping[str, tuple[Drawing, ...]]) -> Iterator[Card]:
    """A card for each question that says anything about the moment."""
    facts, known = about.facts, about.known
    expected = expected_classes(known.study, facts)
    said: Mapping[str, Sequence[Text]] = {
        "importance": (say_importance(facts),),
        "experience": (say_experience(facts, about.scenario),),
        "gaps": tuple(map(say_gap, facts.gaps)),
        "needs": (say_needs(facts),),
        "emot": _effective(about),
        "impact": (say_pain(facts, about.lost, about.outcome),),
        "asymmetry": (say_type(about.contrast, expected),),
    }
    for key, (title, tables) in CARDS.items():
        pictures = drawings.get(key, ())
        if not pictures and not (key == "asymmetry" and (expected or about.contrast)):
            continue
        yield Card(
            key=key,
            title=title,
            leads=tuple(leaf.say(one) for one in said[key] if one),
            drawn=_drawn(leaf, pictures),
            table=safe(_tables(leaf, tables, facts)),
            guide=leaf.say(GUIDES[key]) if key in GUIDES and key != "gaps" else "",
            laws=tuple(_laws(leaf, about.line)) if key == "emot" else (),
            notes=tuple(_kano(leaf, about)) if key == "asymmetry" else (),
        )


def _effective(about: About) -> tuple[Text, ...]:
    return (say_effective(about.part, about.line),) if about.part is not None and about.line is not None else ()


def _drawn(leaf: WebLeaf, drawings: tuple[Drawing, ...]) -> SafeString:
    """The pictures, as wide as there is room."""
    return safe(
        join(
            [
                element(
                    "div",
                    leaf.link(embed_svg(one, leaf.looks)),
                    cls="drawn",
                    tabindex="0",
                    role="group",
                    aria_label=one.title,
                )
                for one in drawings
            ]
        )
    )


def _laws(leaf: WebLeaf, line: EmotLine | None) -> Iterator[Law]:
    for law in LAWS if line is not None else ():
        badge = line.badge(law) if line is not None else None
        judged = badge is not None and badge.kind != "cannot_tell"
        yield Law(name_law(law), badge is not None and badge.earned, judged, leaf.say(say_law(law, badge)))


def _kano(leaf: WebLeaf, about: About) -> Iterator[str]:
    """What Kano's pairs of questions say of the moment and of its needs, where they were asked."""
    kano = about.known.more.get("kano")
    moment = about.facts.moment
    wanted = {moment.key, *moment.needs}
    for line in kano.lines if isinstance(kano, Kano) else ():
        if line.key in wanted:
            words = Text("卡诺：{name} {kind}（n = {n}）", "Kano: {name} is {kind} (n = {n})")
            yield leaf.say(words, name=line.name.say(leaf.language), kind=CLASSES[line.verdict].say(leaf.language), n=line.n)


def rows_about(known: Known, key: str, moment: str) -> list[Row]:
    """The rows of a result that tell of one moment."""
    result: Result | None = getattr(known, key, None) or known.more.get(key)
    return [] if result is None else [row for row in result.rows() if moment in {row.get("moment"), row.get("about")}]


def _tables(leaf: WebLeaf, keys: tuple[str, ...], facts: MomentFacts) -> Html | None:
    """The numbers behind a card, result by result, behind one switch."""
    tables = []
    for key in keys:
        rows = rows_about(leaf.known, key, facts.moment.key)
        table = write_table(leaf, rows, shown=True, drop=("scenario", "scope", "moment", "about"), question=key) if rows else None
        if table is not None:
            tables.append(join(element("h3", leaf.say(QUESTIONS[key].title)), table))
    return element("details", element("summary", leaf.say(TABLE)), tables, cls="table") if tables else None


def _remarks(known: Known, facts: MomentFacts) -> Iterator[Text]:
    """The cautions about the questions that asked of this moment."""
    try:
        found = known.reading.cautions.cautions
    except AnalysisError:
        return
    asked = {one.key for one in known.study.survey.questions if one.about == facts.moment.key}
    yield from (caution_words(one, known.study) for one in found if one.about in asked or one.about == facts.moment.key)


__all__ = ["MOMENT_RESULTS", "Dossier", "draw_moment", "find_about", "find_moment", "name_drawings", "rows_about", "tell_dossier"]
