"""What do we say about importance beside performance? What to improve first, how sure its place is, where stated and derived disagree.

Where nobody asked what matters, importance is derived: every sentence about it says that it is a correlation with the overall judgement.
"""

from typing import Final

from peakend.analyse.quadrants import Point, Quadrants, ScenarioQuadrants
from peakend.analyse.result import is_known
from peakend.report.words.figures import write_count, write_figure, write_probability
from peakend.report.words.names import (
    CROSSHAIRS,
    DERIVED,
    QUADRANTS,
    count_english,
    join_english,
    join_sentences,
    number_english,
    place_in,
    prefix_name,
    quote_names,
    quote_some,
    start_sentence,
)
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

SURE: Final = 0.8
"""Below this probability the place of a moment is called open."""

_NAMED: Final = 3


def quadrant_points(part: ScenarioQuadrants, quadrant: str) -> tuple[Point, ...]:
    """The moments in one quadrant, the surest first."""
    here = [point for point in part.points if point.quadrant == quadrant]
    return tuple(sorted(here, key=lambda point: -point.probabilities.get(quadrant, 0.0)))


@headline.register
def _headline(result: Quadrants) -> Text:
    parts = [_basis_headline(result, result.of("stated")), _basis_headline(result, result.of("derived"))]
    return Text(zh="；".join(one.zh for one in parts if one), en="; ".join(one.en for one in parts if one))


def _basis_headline(result: Quadrants, parts: tuple[ScenarioQuadrants, ...]) -> Text:
    """How many moments of these scenarios, all of one basis, are important and weak; nothing where there is none of them."""
    if not parts:
        return Text()
    many, n, at = sum(len(part.points) for part in parts), write_count(result.base.n), CROSSHAIRS[result.crosshair]
    lines = Text(zh=f"以{at.zh}为界，n = {n}", en=f"lines at {at.en}, n = {n}")
    if all(is_one_impression(part) for part in parts):
        return _told_derived(_one_impression(many), lines)
    urgent = [point for part in parts for point in quadrant_points(part, "improve")]
    sure = [point for point in urgent if point.probabilities.get("improve", 0.0) >= SURE]
    if not urgent:
        said = Text(
            zh=f"{many} 个时刻中没有一个{_WEAK[parts[0].basis].zh}",
            en=f"None of {count_english(many, 'moment')} is both {_WEAK[parts[0].basis].en}",
        )
    else:
        firm = "all" if len(sure) == len(urgent) else number_english(len(sure))
        said = Text(
            zh=f"{many} 个时刻中 {len(urgent)} 个{_WEAK[parts[0].basis].zh}，其中 {len(sure)} 个的概率不低于 80%",
            en=start_sentence(
                f"{number_english(len(urgent))} of {count_english(many, 'moment')} {'is' if len(urgent) == 1 else 'are'} "
                f"{_WEAK[parts[0].basis].en}, {firm} with at least 80% probability"
            ),
        )
    if parts[0].basis == "derived":
        return _told_derived(said, lines)
    return Text(zh=f"{said.zh}（{lines.zh}）", en=f"{said.en} ({lines.en})")


_WEAK: Final = {
    "stated": Text("落在“重点改进”象限", "important and weak"),
    "derived": Text("与总体评价关联较强而体验偏弱", "tied to the overall judgement and weak"),
}
"""What the quadrant of improvement means on each basis."""


def _told_derived(said: Text, lines: Text) -> Text:
    """A sentence about derived importance, with the words that it is derived and what that is."""
    return Text(zh=f"{said.zh}；重要性为{DERIVED.zh}（{lines.zh}）", en=f"{said.en}; importance is {DERIVED.en} ({lines.en})")


def _one_impression(many: int) -> Text:
    return Text(
        zh=f"{many} 个时刻的评分一同变化（r > 0.8），分不出总体评价随哪一个而变",
        en=f"The ratings of all {count_english(many, 'moment')} move together (r > 0.8): "
        "which of them the overall judgement follows cannot be told",
    )


def is_mixed(part: ScenarioQuadrants, point: Point) -> bool:
    """Whether importance is derived and cannot tell this moment from another that is rated alike."""
    return part.basis == "derived" and point.moment.key in part.entangled


def is_settled(part: ScenarioQuadrants, point: Point) -> bool:
    """Whether the place of a moment may be relied on: probable enough, and its derived importance its own."""
    return not is_mixed(part, point) and point.probabilities.get(point.quadrant, 0.0) >= SURE


def is_one_impression(part: ScenarioQuadrants) -> bool:
    """Whether importance is derived and the ratings of all moments move together, so that none can be told from the others."""
    return bool(part.points) and all(is_mixed(part, point) for point in part.points)


@headline.register
def _scenario_headline(part: ScenarioQuadrants) -> Text:
    urgent = quadrant_points(part, "improve")
    n = write_count(max((point.importance.n for point in part.points), default=0))
    if part.basis == "derived":
        return prefix_name(part.scenario.name, _derived_headline(part, urgent, n))
    if not urgent:
        told = Text(zh=f"没有时刻落在“重点改进”象限（n = {n}）", en=f"no moment is both important and weak (n = {n})")
        return prefix_name(part.scenario.name, told)
    said = name_points(urgent, "improve")
    return prefix_name(
        part.scenario.name,
        Text(
            zh=f"重要而体验偏弱、应重点改进的是{said.zh}（n = {n}）",
            en=f"{said.en} {'is' if len(urgent) == 1 else 'are'} important and weak: improve first (n = {n})",
        ),
    )


def _derived_headline(part: ScenarioQuadrants, urgent: tuple[Point, ...], n: str) -> Text:
    """What a picture of derived importance shows, and that it is one."""
    lines = Text(zh=f"n = {n}", en=f"n = {n}")
    if is_one_impression(part):
        return _told_derived(_one_impression(len(part.points)), lines)
    if not urgent:
        return _told_derived(Text(zh=f"没有时刻{_WEAK['derived'].zh}", en=f"no moment is both {_WEAK['derived'].en}"), lines)
    said = name_points(urgent, "improve")
    told = Text(zh=f"{_WEAK['derived'].zh}的是{said.zh}", en=f"{said.en} {'is' if len(urgent) == 1 else 'are'} {_WEAK['derived'].en}")
    return _told_derived(told, lines)


def name_points(points: tuple[Point, ...], quadrant: str) -> Text:
    """Moments with the probability of being in this quadrant."""
    said = [(point.moment.name, write_probability(point.probabilities.get(quadrant, 0.0))) for point in points[:_NAMED]]
    more = len(points) - _NAMED
    named = [f'"{name.say("en")}" ({p})' for name, p in said] + ([f"{number_english(more)} more"] if more > 0 else [])
    return Text(
        zh="、".join(f"“{name.say('zh')}”（{p}）" for name, p in said) + (f"等 {len(points)} 个" if more > 0 else ""),
        en=join_english(named),
    )


@findings.register
def _findings(result: Quadrants) -> tuple[Text, ...]:
    told = [_scenario_headline(part) for part in result.scenarios]
    for part in result.scenarios:
        told += [place_in(part.scenario.name, one) for one in _scenario_findings(part)]
    return tuple(told)


@findings.register
def _scenario_findings(part: ScenarioQuadrants) -> tuple[Text, ...]:
    if is_one_impression(part):
        return tuple(_derived_findings(part))
    told: list[Text] = []
    for quadrant in ("keep", "overkill", "low"):
        points = quadrant_points(part, quadrant)
        if points:
            name, said = QUADRANTS[quadrant], name_points(points, quadrant)
            told.append(Text(zh=f"{name.zh}：{said.zh}", en=start_sentence(f"{name.en}: {said.en}")))
    unsure = [point.moment.name for point in part.points if max(point.probabilities.values(), default=0.0) < SURE]
    if unsure:
        names = quote_some(unsure)
        told.append(Text(zh=f"靠近界线、所在象限尚不确定：{names.zh}", en=f"Too near the lines to place: {names.en}"))
    told += _disagreeing(part) if part.basis == "stated" else _derived_findings(part)
    return tuple(told)


def _derived_findings(part: ScenarioQuadrants) -> list[Text]:
    """With what the overall judgement goes most and least, what cannot be told apart, where stated importance contradicts it."""
    known = sorted(((point.importance.value, point) for point in part.points if is_known(point.importance)), key=lambda one: -one[0])
    told = []
    if len(known) > 1:
        first, last = known[0][1], known[-1][1]
        most, least = write_figure(first.importance), write_figure(last.importance)
        told.append(
            Text(
                zh=f"与总体评价相关最高：“{first.moment.name.say('zh')}”{most.zh}；最低：“{last.moment.name.say('zh')}”{least.zh}",
                en=f'Highest correlation with the overall judgement: "{first.moment.name.say("en")}" {most.en}; '
                f'lowest: "{last.moment.name.say("en")}" {least.en}',
            )
        )
    mixed = [point.moment.name for point in part.points if point.moment.key in part.entangled]
    if mixed and not is_one_impression(part):
        names = quote_names(mixed)
        told.append(
            Text(
                zh=f"{names.zh}的评分一同变化（r > 0.8），分不出总体评价随哪一个而变",
                en=f"{names.en} are rated alike (r > 0.8): which of them the overall judgement follows cannot be told",
            )
        )
    apart = _disagreeing(part)
    if any(point.disagrees for point in part.points):
        told += apart
    told.append(
        Text(
            "推导重要性代替了自述重要性：只说明关联，不说明改进后总体评价会上升",
            "Derived importance stands in the place of stated: it shows what goes together, not what improving would do",
        )
    )
    return told


def _disagreeing(part: ScenarioQuadrants) -> list[Text]:
    apart = [point.moment.name for point in part.points if point.disagrees]
    if apart:
        names = quote_some(apart)
        return [
            Text(
                zh=f"自述重要性与推导重要性（与总体评价的相关）不一致：{names.zh}",
                en=f"Stated and derived importance (correlation with the overall judgement) disagree about {names.en}",
            )
        ]
    if any(point.derived is not None and is_known(point.derived) for point in part.points):
        return [Text("自述重要性与推导重要性没有明确的矛盾", "Stated and derived importance do not clearly disagree about any moment")]
    return []


@method_note.register
def _method(result: Quadrants) -> Text:
    stated = _stated_method(result) if result.of("stated") else Text()
    derived = _derived_method(result) if result.of("derived") else Text()
    return join_sentences(stated, derived, _places_note(), methods_note(result))


def _stated_method(result: Quadrants) -> Text:
    at = CROSSHAIRS[result.crosshair]
    return Text(
        zh=(
            f"各时刻按体验均值与自述重要性均值定位，界线取{at.zh}。"
            "推导重要性 = 该时刻体验与总体评价的相关系数；与自述重要性在至少 80% 的重抽样中分居各自均值两侧时，提示不一致。"
            "机会分（Ulwick）只看前两档占比，仅作参考。"
        ),
        en=(
            f"Moments stand by mean performance and mean stated importance; the lines are at {at.en}. Derived importance is the "
            "correlation of a moment's performance with the overall judgement; it disagrees with stated importance where the two lie on "
            "opposite sides of their means in at least 80% of the resamples. The opportunity score (Ulwick) looks at top-two shares only "
            "and is a second view."
        ),
    )


def _derived_method(result: Quadrants) -> Text:
    at, names = CROSSHAIRS[result.crosshair], quote_names([part.scenario.name for part in result.of("derived")])
    return Text(
        zh=(
            f"{names.zh}的重要性是推导的，不是客户自述的：该时刻体验与总体评价的 Pearson 相关系数（两题都答的人），自助法百分位区间；"
            f"界线取{at.zh}。它是{DERIVED.zh}，不能与自述重要性比较高低。"
            "评分彼此相关高于 0.8 的时刻，推导重要性分不出彼此。没有机会分。"
        ),
        en=(
            f"Importance in {names.en} is not stated but derived: Pearson's correlation of a moment's performance with the overall "
            f"judgement, over those who gave both, with a bootstrap percentile interval; the lines are at {at.en}. It is {DERIVED.en}: not "
            "to be compared with what customers say matters. Moments whose ratings correlate above 0.8 cannot be told "
            "apart by it. There is no opportunity score."
        ),
    )


def _places_note() -> Text:
    return Text(
        zh=(
            "象限概率：在联合重抽样中连同界线一起重算，落入该象限的比例。读法：概率低于 80% 的时刻不要据此下结论。"
            "不适用：象限是相对本场景其他时刻而言的，界线一换，归属可能就变。"
        ),
        en=(
            "P(quadrant) is the share of joint resamples, lines moved along, in which a moment lies there. Do not act on a place with less "
            "than 80%. Quadrants compare a moment with the others of its scenario: other lines, other places."
        ),
    )
