"""What does a drawn house say as a table? The same content for those who do not see it, for terminals and for documents."""

from collections.abc import Iterator, Sequence
from typing import Final

from peakend.analyse.result import Figure, is_known
from peakend.define.study import Study
from peakend.design.coverage import AbilityLine, Coverage
from peakend.design.decision import FOUR_R, ROUTES, SEVEN_P, split_link
from peakend.design.flow import Flow
from peakend.design.grounds import DecisionLine, Proof
from peakend.design.paths import Sankey
from peakend.design.standards import Aim
from peakend.design.trial import CheckLine, MomentTest
from peakend.report.houses import captions
from peakend.report.houses.footing import list_lanes
from peakend.report.houses.plan import Plan, name_parts
from peakend.report.tables import Table
from peakend.report.words import NOTHING, name_keys, write_figure, write_interval, write_value
from peakend.report.words.decisions import CHECKS, DIMENSIONS, KINDS, MOVES, OUTCOMES, STATUSES, WHAT
from peakend.report.words.figures import Unit
from peakend.report.words.kano import say_chance
from peakend.text import Language, Text

UNITS: Final[dict[str, Unit]] = {
    "importance": "rating",
    "experience": "rating",
    "gap": "difference",
    "need": "share",
    "emot": "index",
    "parameter": "share",
}
"""How the figures of each kind of evidence are written."""

_SIGNS: Final = {"++": "++", "+": "+", "-": "−", "--": "−−"}


def table_relations(plan: Plan) -> Table:
    """Rows by columns: weight, and the mark of each relation (all marks where raters differ)."""
    given = plan.cascade.relations(plan.at)
    head = plan.say(captions.IMPORTANCE if plan.at == 0 else captions.INCOMING)
    heads = ("", head, *(column.name.say(plan.language) for column in plan.columns))
    weights = {key: place for place, key in enumerate(plan.one.rows)}
    lines = []
    for row, (key, name) in enumerate(zip(plan.rows, plan.names, strict=True)):
        cells = [write_marks(given[:, row, at].tolist()) for at in range(len(plan.columns))]
        lines.append((name, _weigh(plan, weights.get(key)), *cells))
    return Table(heads, tuple(lines), (False, *[True] * (len(heads) - 1)))


def write_marks(marks: Sequence[float]) -> str:
    """The marks of a cell: one where all agree, all of them where they do not, nothing where there is no relation.

    >>> write_marks([9.0, 9.0]), write_marks([9.0, 3.0]), write_marks([0.0])
    ('9', '9/3', '')
    """
    if len(set(marks)) == 1:
        return f"{marks[0]:g}" if marks[0] else ""
    return "/".join(f"{mark:g}" for mark in marks)


def _weigh(plan: Plan, place: int | None) -> str:
    if place is None:
        return plan.say(captions.UNHEARD)
    if plan.at == 0:
        figure = plan.flow.planning[place].importance
        return f"{figure.value:.2f}" + (f" {write_interval(figure)}" if figure.n else "")
    share = plan.flow.houses[plan.at - 1].driven(plan.cascade.drives).lines[place].share
    return f"{100 * share.value:.1f}% [{100 * share.low:.1f}, {100 * share.high:.1f}]"


def table_footing(plan: Plan) -> Table:
    """Columns down, what stands under them across."""
    lanes = list(list_lanes(plan))
    lines = tuple((column.name.say(plan.language), *(" ".join(lane.cells[at]) for lane in lanes)) for at, column in enumerate(plan.columns))
    return Table((plan.one.house.name.say(plan.language), *(lane.name for lane in lanes)), lines, (False, *[True] * len(lanes)))


def table_planning(plan: Plan) -> Table:
    """The planning matrix."""
    heads = (captions.NEEDS, captions.IMPORTANCE, captions.NOW, captions.GOAL_HEAD, captions.RATIO, captions.SALES, captions.ABSOLUTE)
    known = name_parts(plan.flow, plan.study)
    lines = tuple(
        (
            known[one.need].say(plan.language),
            f"{one.importance.value:.2f}",
            NOTHING if one.ours is None else f"{one.ours:.2f}",
            NOTHING if one.goal is None else f"{one.goal:.2f}",
            f"{one.ratio:.2f}",
            f"{one.sales_point:g}",
            f"{one.absolute:.2f}",
            f"{100 * one.weight.value:.1f}% [{100 * one.weight.low:.1f}, {100 * one.weight.high:.1f}]",
            f"{100 * one.raw:.1f}%",
        )
        for one in plan.flow.planning
    )
    told = tuple(plan.say(head) for head in (*heads, captions.RELATIVE, captions.RAW))
    return Table(told, lines, (False, *[True] * (len(told) - 1)))


def table_roof(plan: Plan) -> Table:
    """The roof: two columns, and how they act on one another."""
    names = {column.key: column.name.say(plan.language) for column in plan.columns}
    lines = tuple(
        (names[beam.one], names[beam.other], _SIGNS[beam.effect])
        for beam in plan.one.house.roof
        if beam.one in names and beam.other in names
    )
    return Table(("", "", ""), lines)


def table_streams(found: Sankey, flow: Flow, study: Study, language: Language) -> Table:
    """Every stream of weight: from where, to where, how much; the heaviest of each layer first."""
    known = name_keys(study) | name_parts(flow, study) | {"team": captions.TEAM}
    ordered = sorted(found.streams, key=lambda one: (one.layer, -one.weight))
    lines = tuple(
        (*(known[key].say(language) if key in known else key for key in (one.start, one.end)), f"{100 * one.weight:.2f}%")
        for one in ordered
    )
    return Table((captions.FROM.say(language), captions.TO.say(language), captions.RELATIVE.say(language)), lines, (False, False, True))


def table_coverage(coverage: Coverage, language: Language) -> Table:
    """Needs at their moments, the farthest from any rule first."""
    lines = []
    for line in coverage.lines:
        cover = {"full": captions.FULL, "part": captions.PARTLY, "none": captions.NONE}[line.cover].say(language)
        rules = ("、" if language == "zh" else ", ").join(one.name.say(language) for one in line.standards)
        mark = {"peak": captions.PEAK, "end": captions.END, "": Text()}[line.mark].say(language)
        ranks = f"{line.rank_low}–{line.rank_high}" if line.rank_low != line.rank_high else f"{line.rank_low}"
        share = _write(line.share, "share", language)
        distance = f"{line.distance.value:.2f} {write_interval(line.distance)}"
        core = "★" if line.core else ""
        lines.append((line.moment.name.say(language), mark, line.need.name.say(language), core, share, cover, rules, distance, ranks))
    heads = (captions.MOMENTS, captions.MARK, captions.NEEDS, captions.CORE_HEAD, captions.NAMED, captions.COVER)
    told = (*heads, captions.STANDARDS, captions.DISTANCE, captions.RANKS)
    right = (False, False, False, False, True, False, False, True, True)
    return Table(tuple(head.say(language) for head in told), tuple(lines), right)


def table_aims(aims: Sequence[Aim], language: Language) -> Table:
    """As it is beside as it is to be."""
    lines = tuple(
        (
            DIMENSIONS[one.dimension].say(language),
            one.now.say(language),
            _level(one.now_level),
            one.goal.say(language),
            _level(one.goal_level),
        )
        for one in aims
    )
    heads = (captions.DIMENSION, captions.AS_IS, captions.LEVEL, captions.TO_BE, captions.LEVEL)
    return Table(tuple(head.say(language) for head in heads), lines, (False, False, True, False, True))


def _level(level: int | None) -> str:
    return NOTHING if level is None else str(level)


def table_abilities(lines: Sequence[AbilityLine], language: Language) -> Table:
    """Capabilities beside the shortfalls of the moments where they are needed."""
    told = tuple(
        (
            line.capability.name.say(language),
            str(line.capability.level),
            line.moment.name.say(language),
            _write(line.shortfall, "difference", language),
            MOVES[line.move].say(language),
        )
        for line in lines
    )
    heads = (captions.CAPABILITY, captions.LEVEL, captions.MOMENTS, captions.SHORTFALL, captions.ADVICE)
    return Table(tuple(head.say(language) for head in heads), told, (False, True, False, True, False))


def table_decisions(lines: Sequence[DecisionLine], study: Study, language: Language, flows: Sequence[Flow] = ()) -> Table:
    """What, why with its numbers, expected effect, owner, cost, type."""
    told = tuple(tuple(_tell_decision(line, study, language, flows)) for line in lines)
    heads = (WHAT, captions.WHY, captions.EXPECTED, captions.OWNER, captions.COST, captions.ROUTE, captions.TAGS, captions.STATUS)
    return Table(tuple(head.say(language) for head in heads), told)


def _tell_decision(line: DecisionLine, study: Study, language: Language, flows: Sequence[Flow]) -> Iterator[str]:
    one, gap = line.decision, "；" if language == "zh" else "; "
    roles = {role.key: role.name.say(language) for role in study.roles}
    yield one.what.say(language)
    yield gap.join(write_proof(proof, study, language, flows) for proof in line.proofs) or NOTHING
    effect = one.effect
    yield NOTHING if effect is None else f"{effect.value:+g} [{effect.low:+g}, {effect.high:+g}] {effect.question}"
    yield roles.get(one.owner, one.owner) or NOTHING
    yield NOTHING if one.cost is None else f"{one.cost:g} {one.currency.say(language)}".strip()
    yield NOTHING if one.route is None else ROUTES[one.route].say(language)
    tags = [*(FOUR_R[tag] for tag in one.four_r), *(SEVEN_P[tag] for tag in one.seven_p)]
    yield ("、" if language == "zh" else ", ").join(tag.say(language) for tag in tags) or NOTHING
    yield STATUSES[one.status].say(language)


def write_proof(proof: Proof, study: Study, language: Language, flows: Sequence[Flow] = ()) -> str:
    """One reason in words: what it is, whom it is about, its figure; or that the answers do not hold it."""
    named = name_keys(study)
    for flow in flows:
        named = named | name_parts(flow, study)
    _, about = split_link(proof.link)
    shown = about[1:] if proof.kind == "parameter" else about
    names = " · ".join(named[key].say(language) if key in named else key for key in shown)
    figure = captions.NOT_HELD.say(language) if proof.figure is None else _write(proof.figure, UNITS[proof.kind], language)
    return f"{KINDS[proof.kind].say(language)} {names} {figure}"


def _write(figure: Figure | None, unit: Unit, language: Language) -> str:
    return NOTHING if figure is None else write_figure(figure, unit).say(language)


def table_tests(tests: Sequence[MomentTest], study: Study, language: Language) -> Table:
    """Every check of every moment with its outcome and its evidence."""
    lines = tuple(
        (
            study.moment(test.moment).name.say(language),
            CHECKS[line.check].say(language),
            OUTCOMES[line.outcome].say(language),
            *_ground(line, study, language),
        )
        for test in tests
        for line in test.lines
    )
    heads = (captions.MOMENTS, captions.CHECK, captions.OUTCOME, captions.EVIDENCE, captions.ABOUT)
    return Table(tuple(head.say(language) for head in heads), lines)


def _ground(line: CheckLine, study: Study, language: Language) -> tuple[str, str]:
    figure = write_value(line.figure.value, "plain") + " " + write_interval(line.figure, "plain") if is_known(line.figure) else ""
    chance = "" if line.probability is None else say_chance(line.probability)
    named = name_keys(study) | {one.key: one.name for one in study.segments} | KINDS_OF_CHECK
    about = ("、" if language == "zh" else ", ").join(named[key].say(language) if key in named else key for key in line.about)
    return " · ".join(part for part in (figure, chance) if part) or NOTHING, about


KINDS_OF_CHECK: Final[dict[str, Text]] = {
    "basic": Text("基本型", "basic"),
    "performance": Text("绩效型", "performance"),
    "excitement": Text("兴奋型", "excitement"),
    "none": Text("无影响", "no effect"),
    "cannot_tell": Text("不能判断", "cannot tell"),
    "negative": Text("负面", "negative"),
    "bland": Text("平淡", "bland"),
    "effective": Text("有效", "effective"),
}
