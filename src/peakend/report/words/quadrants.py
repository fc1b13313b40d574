"""What do we say about importance beside performance? What to improve first, how sure its place is, where stated and derived disagree."""

from typing import Final

from peakend.analyse.quadrants import Point, Quadrants, ScenarioQuadrants
from peakend.analyse.result import is_known
from peakend.report.words.figures import write_count, write_probability
from peakend.report.words.names import (
    CROSSHAIRS,
    QUADRANTS,
    count_english,
    join_english,
    join_sentences,
    number_english,
    place_in,
    prefix_name,
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
    urgent = [point for part in result.scenarios for point in quadrant_points(part, "improve")]
    sure = [point for point in urgent if point.probabilities.get("improve", 0.0) >= SURE]
    many = sum(len(part.points) for part in result.scenarios)
    n, at = write_count(result.base.n), CROSSHAIRS[result.crosshair]
    if not urgent:
        return Text(
            zh=f"{many} 个时刻中没有一个落在“重点改进”象限（以{at.zh}为界，n = {n}）",
            en=f"None of {count_english(many, 'moment')} is both important and weak (lines at {at.en}, n = {n})",
        )
    firm = "all" if len(sure) == len(urgent) else number_english(len(sure))
    return Text(
        zh=f"{many} 个时刻中 {len(urgent)} 个落在“重点改进”象限，其中 {len(sure)} 个的概率不低于 80%（以{at.zh}为界，n = {n}）",
        en=start_sentence(
            f"{number_english(len(urgent))} of {count_english(many, 'moment')} {'is' if len(urgent) == 1 else 'are'} important and weak, "
            f"{firm} with at least 80% probability (lines at {at.en}, n = {n})"
        ),
    )


@headline.register
def _scenario_headline(part: ScenarioQuadrants) -> Text:
    urgent = quadrant_points(part, "improve")
    n = write_count(max((point.importance.n for point in part.points), default=0))
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
    told += _disagreeing(part)
    return tuple(told)


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
    at = CROSSHAIRS[result.crosshair]
    words = Text(
        zh=(
            f"各时刻按体验均值与自述重要性均值定位，界线取{at.zh}。象限概率：在联合重抽样中连同界线一起重算，落入该象限的比例。"
            "推导重要性 = 该时刻体验与总体评价的相关系数；与自述重要性在至少 80% 的重抽样中分居各自均值两侧时，提示不一致。"
            "机会分（Ulwick）只看前两档占比，仅作参考。读法：概率低于 80% 的时刻不要据此下结论。"
            "不适用：象限是相对本场景其他时刻而言的，界线一换，归属可能就变。"
        ),
        en=(
            f"Moments stand by mean performance and mean stated importance; the lines are at {at.en}. P(quadrant) is the share of joint "
            f"resamples, lines moved "
            "along, in which a moment lies there. Derived importance is the correlation of a moment's performance with the overall "
            "judgement; it disagrees with stated importance where the two lie on opposite sides of their means in at least 80% of the "
            "resamples. The opportunity score (Ulwick) looks at top-two shares only and is a second view. Do not act on a place with less "
            "than 80%. Quadrants compare a moment with the others of its scenario: other lines, other places."
        ),
    )
    return join_sentences(words, methods_note(result))
