"""What do we say about penalty and reward? Which moments only punish, which only reward, and what the answers cannot tell."""

from typing import Final

from peakend.analyse.asymmetry import Asymmetry, Contrast, ScenarioAsymmetry
from peakend.analyse.contrast_fit import FEWEST_MARKED
from peakend.analyse.result import TooFew, is_known
from peakend.report.words.figures import write_count, write_figure, write_number, write_value
from peakend.report.words.kano import say_chance
from peakend.report.words.names import (
    count_english,
    join_english,
    join_sentences,
    number_english,
    place_in,
    prefix_name,
    quote_names,
    quote_some,
)
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

KINDS: Final[dict[str, Text]] = {
    "basic": Text("基本型", "basic"),
    "performance": Text("绩效型", "performance"),
    "excitement": Text("激励型", "excitement"),
    "none": Text("无明显影响", "neither"),
    "cannot_tell": Text("尚不能判定", "cannot tell"),
}
"""How a moment acts on the overall judgement."""

_MEANS: Final = {
    "basic": Text("差则受罚，好却加分很少或不加分", "punished when poor, hardly or not rewarded when good"),
    "performance": Text("差则受罚，好则加分", "punished when poor and rewarded when good"),
    "excitement": Text("好则加分，差却受罚很少或不受罚", "rewarded when good, hardly or not punished when poor"),
    "none": Text("好坏均无明显关联", "neither goes with the judgement"),
}
_LESS: Final = {
    "basic": Text("差则受罚，好也加分但少得多", "punished when poor, rewarded much less when good"),
    "excitement": Text("好则加分，差也受罚但少得多", "rewarded when good, punished much less when poor"),
}
"""The same classes where the smaller side is proved as well."""


@headline.register
def _headline(result: Asymmetry) -> Text:
    told = [part for part in result.scenarios if part.contrasts]
    if len(told) == 1:
        return headline(told[0])
    contrasts, n = result.contrasts, write_count(result.base.n)
    said = _counts(contrasts)
    return Text(
        zh=f"{len(told)} 个场景 {len(contrasts)} 个时刻：{said.zh}（n = {n}）",
        en=f"{count_english(len(contrasts), 'moment').capitalize()} in {count_english(len(told), 'scenario')}: {said.en} (n = {n})",
    )


def _counts(contrasts: tuple[Contrast, ...]) -> Text:
    """How many moments are of which kind."""
    counted = [(KINDS[kind], sum(one.verdict == kind for one in contrasts)) for kind in KINDS]
    found = [(name, times) for name, times in counted if times]
    return Text(
        zh="，".join(f"{name.zh} {times} 个" for name, times in found),
        en=join_english([f"{number_english(times)} {name.en}" for name, times in found]),
    )


@headline.register
def _scenario_headline(part: ScenarioAsymmetry) -> Text:
    n = write_count(part.n)
    if not part.contrasts:
        told = Text(
            zh=f"同时评价各时刻与总体的人太少（n = {n}，至少需要 {part.needed}）",
            en=f"too few rated every moment and the whole (n = {n}, needs {part.needed})",
        )
        return prefix_name(part.scenario.name, told)
    sure = [one for one in part.contrasts if one.verdict in _MEANS and one.verdict != "none"]
    if not sure:
        told = Text(
            zh=f"{len(part.contrasts)} 个时刻的惩罚与奖励尚不能判定类型（n = {n}）",
            en=f"the class of none of {count_english(len(part.contrasts), 'moment')} can be told (n = {n})",
        )
        return prefix_name(part.scenario.name, told)
    said = _counts(part.contrasts)
    return prefix_name(part.scenario.name, Text(zh=f"{said.zh}（n = {n}）", en=f"{said.en} (n = {n})"))


@findings.register
def _findings(result: Asymmetry) -> tuple[Text, ...]:
    told: list[Text] = []
    for part in result.scenarios:
        if len(result.scenarios) > 1:
            told.append(headline(part))
        told += [place_in(part.scenario.name, one) for one in findings(part)]
    return tuple(told)


@findings.register
def _scenario_findings(part: ScenarioAsymmetry) -> tuple[Text, ...]:
    told = [said for kind in _MEANS for said in _of_kind(part, kind)]
    told += _largest(part)
    told += _not_told(part)
    return (*told, *_checked(part))


def _of_kind(part: ScenarioAsymmetry, kind: str) -> list[Text]:
    """The moments of one class; those whose smaller side is proved too are not said to lack it."""
    here = [one for one in part.contrasts if one.verdict == kind]
    both = [one for one in here if kind in _LESS and _proves_other(one, kind)]
    alone = [one for one in here if one not in both]
    return [_name_kind(kind, means, some) for means, some in ((_MEANS[kind], alone), (_LESS.get(kind, Text()), both)) if some]


def _proves_other(one: Contrast, kind: str) -> bool:
    """Whether the reward of a basic moment, or the penalty of an exciting one, lies apart from zero."""
    if kind == "basic":
        return is_known(one.reward) and one.reward.low > 0
    return is_known(one.penalty) and one.penalty.high < 0


def _name_kind(kind: str, means: Text, here: list[Contrast]) -> Text:
    said = [(one.moment.name, say_chance(one.probabilities[kind])) for one in here]
    zh = "、".join(f"“{name.say('zh')}”（{p}）" for name, p in said)
    en = join_english([f'"{name.say("en")}" ({p})' for name, p in said])
    return Text(zh=f"{KINDS[kind].zh}（{means.zh}）：{zh}", en=f"{KINDS[kind].en.capitalize()} ({means.en}): {en}")


def _largest(part: ScenarioAsymmetry) -> list[Text]:
    """The largest penalty and the largest reward that are proved."""
    costs = [one for one in part.contrasts if is_known(one.penalty) and one.penalty.high < 0]
    adds = [one for one in part.contrasts if is_known(one.reward) and one.reward.low > 0]
    told: list[Text] = []
    if costs:
        worst = min(costs, key=lambda one: one.penalty.value if is_known(one.penalty) else 0.0)
        figure = _difference(worst.penalty)
        told.append(
            Text(
                zh=f"惩罚最大：“{worst.moment.name.say('zh')}”评分低（≤ {worst.cut.low}）时总体评价 {figure.zh} 分",
                en=f'Largest penalty: a low rating (≤ {worst.cut.low}) of "{worst.moment.name.say("en")}" goes with {figure.en} points',
            )
        )
    if adds:
        best = max(adds, key=lambda one: one.reward.value if is_known(one.reward) else 0.0)
        figure = _difference(best.reward)
        told.append(
            Text(
                zh=f"奖励最大：“{best.moment.name.say('zh')}”评分高（≥ {best.cut.high}）时总体评价 {figure.zh} 分",
                en=f'Largest reward: a high rating (≥ {best.cut.high}) of "{best.moment.name.say("en")}" goes with {figure.en} points',
            )
        )
    return told


def _difference(figure: object) -> Text:
    return write_figure(figure, "difference") if is_known(figure) else Text()  # type: ignore[arg-type]


def _not_told(part: ScenarioAsymmetry) -> list[Text]:
    """Moments that cannot be classed, with the reason."""
    told: list[Text] = []
    few = [one for one in part.contrasts if isinstance(one.penalty, TooFew) or isinstance(one.reward, TooFew)]
    if few:
        names = quote_some([one.moment.name for one in few])
        told.append(
            Text(
                zh=f"{names.zh}的低分或高分不足 {FEWEST_MARKED} 人，相应的惩罚或奖励无法估计",
                en=f"Fewer than {FEWEST_MARKED} low or high ratings of {names.en}: that penalty or reward cannot be estimated",
            )
        )
    if part.unplaced:
        moments = {moment.key: moment.name for moment in part.scenario.moments}
        names = quote_names([moments[key] for key in part.unplaced])
        told.append(
            Text(
                zh=f"{names.zh}的高低分完全重合，分不出彼此",
                en=f"Low and high ratings of {names.en} coincide: they cannot be told apart",
            )
        )
    told_above = {*part.unplaced, *part.overturned, *(one.moment.key for one in few)}
    open_ones = [one for one in part.contrasts if one.verdict == "cannot_tell" and one.moment.key not in told_above]
    if open_ones:
        names = quote_some([one.moment.name for one in open_ones])
        told.append(
            Text(
                zh=f"尚不能判定：{names.zh}——没有一种类型既有区间支持、概率又达 80%，需要更多样本",
                en=f"Cannot tell about {names.en}: no class is both supported by the intervals and at least 80% probable; "
                "more answers are needed",
            )
        )
    return told


def _checked(part: ScenarioAsymmetry) -> list[Text]:
    """What sorting into low and high has lost, and where the ordered logit disagrees."""
    if part.check is None:
        return []
    marks, ratings = write_value(part.check.r2_marks, "share"), write_value(part.check.r2_ratings, "share")
    both = f"R² {marks} / {ratings}"
    told: list[Text] = []
    if part.check.loses:
        told.append(
            Text(
                zh=f"把评分分成低、中、高损失了信息：原始评分用更少的参数解释得更好（高低标记/原始评分 {both}），不对称可能只是分档的结果",
                en=f"Sorting ratings into low and high has lost information: the ratings as they are explain more for each number fitted "
                f"(marks / ratings: {both}), so asymmetry may come from the cuts",
            )
        )
    else:
        told.append(
            Text(
                zh=f"分档没有损失解释力（高低标记/原始评分 {both}）",
                en=f"Sorting ratings into low and high has lost nothing (marks / ratings: {both})",
            )
        )
    apart = [one.moment.name for one in part.contrasts if one.moment.key in part.overturned]
    if apart:
        names = quote_names(apart)
        told.append(
            Text(
                zh=f"按有序 Logit 复核，{names.zh}的类型不成立：结论依赖总体评价各档等距",
                en=f"An ordered logit does not bear out the class of {names.en}: it rests on equal steps of the overall scale",
            )
        )
    return told


@method_note.register
def _method(result: Asymmetry) -> Text:
    cuts = list(dict.fromkeys((one.cut.low, one.cut.high) for one in result.contrasts))
    zh = "、".join(f"≤ {low} 为低、≥ {high} 为高" for low, high in cuts)
    en = join_english([f"low ≤ {low}, high ≥ {high}" for low, high in cuts])
    limits = ", ".join(write_number(part.matters, 2) for part in result.scenarios if part.contrasts)
    rule = {
        "scale": Text("按量表", "by the scale"),
        "share": Text(
            f"按答案比例（约 {write_value(result.rule.share, 'share')}）", f"by share (about {write_value(result.rule.share, 'share')})"
        ),
        "given": Text("按指定分界", "as given"),
    }[result.rule.kind]
    return join_sentences(
        Text(
            zh=(
                f"高低分界{rule.zh}：{zh}，其间为参照。总体评价对全部时刻的高、低标记同时回归：惩罚是低分、奖励是高分相对参照的差。"
                f"类型由惩罚、奖励及二者之和的 95% 区间判定，且概率须达 80%、有序 Logit 不推翻；两者合计不足 {limits} 分视为无影响。"
                "只统计各时刻与总体都答的人，缺失不填补。是关联而非因果。"
            ),
            en=(
                f"Cuts {rule.en}: {en}; the answers between are the reference. The overall judgement is regressed on the low and "
                "high marks of all moments at once: the penalty is that of a low, the reward that of a high rating against the reference. "
                f"The class follows from the 95% intervals of both and of their sum, and must have a "
                f"probability of 80% at least and not be overturned by an ordered logit; less than {limits} points "
                "together counts as neither. Only people who rated every moment and the whole count; nothing is filled in. Association, "
                "not cause."
            ),
        ),
        methods_note(result),
    )
