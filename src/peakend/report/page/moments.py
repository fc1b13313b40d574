"""What is known of each moment? A card for each: everything the results say about it, with intervals, in one place."""

from collections.abc import Iterator

from peakend.analyse.quadrants import Point
from peakend.analyse.result import Estimate, Figure
from peakend.report import captions
from peakend.report.facts import MomentFacts, ScenarioFacts
from peakend.report.page.figures import Leaf, keep_together
from peakend.report.page.labels import HEADS
from peakend.report.page.markup import Html, element, join
from peakend.report.page.sections import write_section
from peakend.report.words import (
    DIRECTIONS,
    MARKS,
    PROVENANCE,
    QUADRANTS,
    RULES,
    Unit,
    name_of,
    write_count,
    write_figure,
    write_probability,
    write_ranks,
)
from peakend.report.words.quadrants import is_mixed


def write_moments(leaf: Leaf) -> Html:
    """All moments, scenario by scenario."""
    return write_section(leaf, "moments", *(_scenario(leaf, facts) for facts in leaf.known.scenarios))


def _scenario(leaf: Leaf, facts: ScenarioFacts) -> Html:
    name = facts.scenario.name.say(leaf.language) or facts.scenario.key
    cards = element("div", [_card(leaf, one) for one in facts.moments], cls="moments")
    return element("div", element("h3", name), cards, data_scenario=facts.scenario.key)


def _card(leaf: Leaf, facts: MomentFacts) -> Html:
    """One moment: name, stage and mark, then what is known."""
    name = facts.moment.name.say(leaf.language) or facts.moment.key
    stage = facts.stage.name.say(leaf.language) if facts.stage is not None else ""
    title = element("h4", element("span", f"{facts.place:02d}", cls="no"), " ", name, " ", _mark(leaf, facts))
    told = [join(element("dt", leaf.say(HEADS[key])), element("dd", keep_together(words))) for key, words in tell_moment(leaf, facts)]
    return element(
        "article",
        title,
        element("p", stage, cls="stage") if stage else None,
        element("dl", told),
        id=leaf.name(facts.anchor),
        cls=f"stage-{facts.moment.stage}",
    )


def _mark(leaf: Leaf, facts: MomentFacts) -> Html | None:
    mark = facts.mark
    if mark is None or not facts.special:
        return None
    word = (captions.PEAK if mark.kind == "peak" else captions.END).say(leaf.language)
    return element("span", f"{MARKS[mark.kind]} {word}", cls=f"mark {mark.kind}")


def tell_moment(leaf: Leaf, facts: MomentFacts) -> Iterator[tuple[str, str]]:
    """What the results say of a moment, in the order of the page."""
    mark, line, experience, point = facts.mark, facts.importance, facts.experience, facts.point
    if mark is not None:
        yield "picked", write_probability(mark.probability)
        rule = "both" if mark.by_source and mark.by_test else "source" if mark.by_source else "tested" if mark.by_test else "none"
        yield "rules", leaf.say(RULES[rule])
        if mark.published is not None:
            kind = (captions.PEAK if mark.kind == "peak" else captions.END).say(leaf.language)
            yield "published", kind if mark.published else "–"
    if line is not None:
        yield "importance", _counted(leaf, facts, line.mean)
        ranks = captions.RANK.fill(ranks=write_ranks(line.rank_low, line.rank_high)).say(leaf.language)
        yield "top", f"{write_probability(line.p_top)} · {ranks}"
    if experience is not None:
        yield "experience", _counted(leaf, facts, experience.mean)
        yield "low", _counted(leaf, facts, experience.low, "share")
        if experience.emotion is not None:
            yield "emotion", _figure(leaf, experience.emotion, "difference")
    for gap in facts.gaps:
        proved = leaf.say(DIRECTIONS[gap.direction if gap.significant else "level"])
        yield f"gap-{gap.kind}", f"{_counted(leaf, facts, gap.gap, 'difference')} · {proved}"
    if point is not None:
        yield from _told_quadrant(leaf, facts, point)
    yield from _need_words(leaf, facts)
    common = [one.common.name.say(leaf.language) or one.common.key for one in facts.common]
    if common:
        yield "common", "、".join(dict.fromkeys(common)) if leaf.language == "zh" else ", ".join(dict.fromkeys(common))
    yield "provenance", leaf.say(name_of(PROVENANCE, facts.moment.provenance))


def _told_quadrant(leaf: Leaf, facts: MomentFacts, point: Point) -> Iterator[tuple[str, str]]:
    """Its quadrant with the probability; where importance is derived, that figure under its own name, and whether it is its own."""
    placed = leaf.known.quadrants.scenario(facts.scenario.key) if leaf.known.quadrants is not None else None
    if placed is None:
        return
    said = f"{leaf.say(name_of(QUADRANTS, point.quadrant))} · {write_probability(point.probabilities[point.quadrant])}"
    if placed.basis == "stated":
        yield "quadrant", said
        return
    yield "derived", _figure(leaf, point.importance)
    yield "quadrant-derived", f"{said} · {leaf.say(captions.LEGEND_ENTANGLED)}" if is_mixed(placed, point) else said


def _need_words(leaf: Leaf, facts: MomentFacts) -> Iterator[tuple[str, str]]:
    """Core needs with their measured share; those that the study lists where nobody measured them."""
    gap = "；" if leaf.language == "zh" else "; "
    if facts.needs is not None:
        lines = [line for line in facts.needs.lines if line.listed or line.core]
        said = [f"{line.label.say(leaf.language)} {_figure(leaf, line.share, 'share')}" for line in lines]
    else:
        names = {need.key: need.name.say(leaf.language) for need in leaf.known.study.needs}
        said = [names[key] for key in facts.moment.needs if key in names]
    if said:
        yield "needs", gap.join(said)


def _counted(leaf: Leaf, facts: MomentFacts, figure: Figure, unit: Unit = "rating") -> str:
    """A figure, followed by its own n where the base of its scenario is another."""
    told = _figure(leaf, figure, unit)
    own = isinstance(figure, Estimate) and figure.n != leaf.known.base_in(facts.scenario.key).n
    return f"{told}, n = {write_count(figure.n)}" if own and "n = " not in told else told


def _figure(leaf: Leaf, figure: Figure, unit: Unit = "rating") -> str:
    return write_figure(figure, unit).say(leaf.language)
