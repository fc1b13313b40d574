"""What do we say about drivers and points lost? What goes with the judgement, how sure the order is, what cannot be told apart.

Everything here is said as association: "goes with", never "brings".
"""

from collections.abc import Iterator
from typing import Final

from peakend.analyse.drivers import DriverLine, Drivers, OutcomeDrivers
from peakend.analyse.impact import Impact, ImpactLine, OutcomeImpact
from peakend.analyse.result import Estimate, Figure, is_known
from peakend.report.words.figures import Unit, write_count, write_figure, write_number, write_probability, write_ranks, write_value
from peakend.report.words.names import (
    MEASURES,
    count_english,
    join_names,
    join_sentences,
    name_of,
    prefix_name,
    quote_names,
    quote_some,
    start_sentence,
)
from peakend.report.words.segments import name_question
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

VIEWS: Final = {
    "pairwise": Text("成对可用", "pairwise"),
    "likely": Text("EM 估计", "EM"),
    "indicator": Text("“未经历”作为一类", '"not experienced" as an answer'),
}
"""The other ways of meeting missing answers."""

MOVED: Final = 0.02
"""A share that another way moves by so much of the outcome's variance is worth a sentence."""

STEEP: Final = 30.0
"""A condition number above this makes coefficients unreliable (Belsley, Kuh & Welsch)."""


def name_judgement(part: OutcomeDrivers | OutcomeImpact) -> Text:
    """What is explained: what it measures alone where it is about the scenario that the sentence names anyway."""
    own = part.outcome.about == part.scenario.key
    return name_of(MEASURES, part.outcome.measure) if own else name_question(part.outcome, part.base.study)


@headline.register
def _headline(result: Drivers) -> Text:
    return headline(next((part for part in result.parts if part.lines), result.parts[0]))


@headline.register
def _part_headline(part: OutcomeDrivers) -> Text:
    return prefix_name(part.scenario.name, _say(part))


def _say(part: OutcomeDrivers) -> Text:
    """What may be said of one judgement, with n."""
    name, n = name_judgement(part), write_count(part.n)
    many = len(part.lines)
    if not part.lines:
        return Text(
            zh=f"“{name.zh}”的驱动因素无法分析：全部作答的只有 {n} 人（至少需要 {part.needed}；两两作答最少 {part.pairwise} 人）",
            en=f"the drivers of {name.en} cannot be told: only {n} answered everything "
            f"(needs {part.needed}; any two were answered by at least {part.pairwise})",
        )
    if is_one_impression(part) and not part.ranked:
        low, high = _range(part)
        return Text(
            zh=f"{many} 个时刻的评分彼此相关 {low}–{high}，分不出“{name.zh}”究竟随哪一个而变（n = {n}）",
            en=f"the ratings of all {count_english(many, 'moment')} correlate {low} to {high} with one another: "
            f"which of them {name.en} follows can hardly be told (n = {n})",
        )
    if not part.ranked:
        why = _why(part)
        return Text(
            zh=f"“{name.zh}”的 {many} 个驱动因素之间的排名没有统计依据：{why.zh}（n = {n}）",
            en=f"this ranking of {count_english(many, 'driver')} of {name.en} is not supported: {why.en} (n = {n})",
        )
    lead = _lead(part, name, n)
    if not is_one_impression(part):
        return lead
    low, high = _range(part)
    return Text(
        zh=f"{lead.zh}；各时刻的评分彼此相关 {low}–{high}，多数仍难以区分",
        en=f"{lead.en}; ratings correlate {low} to {high} with one another, so that most can hardly be told apart",
    )


def _lead(part: OutcomeDrivers, name: Text, n: str) -> Text:
    """The driver or drivers that may stand first."""
    first = [line for line in part.lines if line.rank_low == 1]
    if len(first) == 1:
        share, moment = write_figure(first[0].share, "share"), first[0].moment.name
        return Text(
            zh=f"与“{name.zh}”关联最强的是“{moment.say('zh')}”，占其差异的 {share.zh}（n = {n}）",
            en=f'"{moment.say("en")}" goes most with {name.en}: {share.en} of its variance (n = {n})',
        )
    named = quote_some([line.moment.name for line in first])
    behind = quote_some([line.moment.name for line in part.lines if line.rank_low > 1], 2)
    return Text(
        zh=f"与“{name.zh}”关联最强的在{named.zh}之中（这几个分不出先后），能分出的是{behind.zh}排在其后（n = {n}）",
        en=f"what goes most with {name.en} is among {named.en}; told apart is that {behind.en} comes after (n = {n})",
    )


def is_one_impression(part: OutcomeDrivers) -> bool:
    """Whether every driver correlates above 0.8 with another."""
    return bool(part.lines) and all(line.together for line in part.lines)


def _range(part: OutcomeDrivers) -> tuple[str, str]:
    found = [pair.r for pair in part.together]
    return write_number(min(found)), write_number(max(found))


def _why(part: OutcomeDrivers) -> Text:
    """Why an order of the shares is not one."""
    if part.slopes_alike:
        low, high = (write_number(rule(line.slope for line in part.lines)) for rule in (min, max))
        return Text(
            zh=f"各时刻的回归斜率都在 {low} 至 {high} 之间，无法区分",
            en=f"the slopes of all moments lie between {low} and {high} and cannot be told apart",
        )
    return Text(zh="各份额的区间互相重叠", en="the intervals of their shares overlap")


@findings.register
def _findings(result: Drivers) -> tuple[Text, ...]:
    said = next((part for part in result.parts if part.lines), result.parts[0])
    rest = [one for part in result.parts if part is not said for one in (headline(part), *_part_findings(part))]
    return tuple(dict.fromkeys([*_part_findings(said), *rest]))


@findings.register
def _of_part(part: OutcomeDrivers) -> tuple[Text, ...]:
    return tuple(_part_findings(part))


def _part_findings(part: OutcomeDrivers) -> Iterator[Text]:
    """What else is to be said of one judgement; what cannot be told first."""
    if not part.lines:
        return
    name = name_judgement(part)
    if part.r2 is not None and is_known(part.r2):
        explained = write_figure(part.r2, "share")
        yield Text(
            zh=f"全部时刻合起来解释了“{name.zh}”差异的 {explained.zh}",
            en=f"All moments together explain {explained.en} of the variance of {name.en}",
        )
    yield from _shares(part)
    yield from _collinearity(part)
    yield from _signs(part)
    yield from _absences(part, name)


def _shares(part: OutcomeDrivers) -> Iterator[Text]:
    if part.ranked:
        for line in part.lines[:3]:
            share, ranks, first = (
                write_figure(line.share, "share"),
                write_ranks(line.rank_low, line.rank_high),
                write_probability(line.p_first),
            )
            named = quote_names([line.moment.name])
            yield Text(
                zh=f"{named.zh}：份额 {share.zh}，名次 {ranks}，居首的概率 {first}",
                en=f"{named.en}: share {share.en}, rank {ranks}, first with probability {first}",
            )
    weak = [line.moment.name for line in part.lines if not line.above_noise]
    if weak and part.noise is not None:
        named, bound = quote_some(weak), write_number(100 * part.noise.high, 1)
        yield Text(
            zh=f"{named.zh}的份额未能证实高于一个毫无意义的随机因素可能达到的水平（{bound}%）",
            en=f"{named.en}: not proved to hold more than what a driver without any meaning may reach ({bound}%)",
        )


def _collinearity(part: OutcomeDrivers) -> Iterator[Text]:
    if part.aliased:
        named = join_names(line.moment.name for line in part.lines if line.moment.key in part.aliased)
        yield Text(
            zh=f"{named.zh}可以由彼此精确算出，平分份额，没有各自的系数",
            en=f"{named.en} follow exactly from one another: they share equally and have no coefficients of their own",
        )
    elif part.condition is not None and part.condition > STEEP:
        number = write_number(part.condition, 0)
        yield Text(
            zh=f"共线性严重（条件数 {number}），系数不可靠", en=f"Severe collinearity (condition number {number}): do not read coefficients"
        )
    if part.together and not part.aliased:
        low, high = _range(part)
        pairs = quote_some([join_names([pair.one.name, pair.two.name]) for pair in part.together])
        said = low if low == high else f"{low}–{high}"
        condition = write_number(part.condition or 0.0, 1)
        yield Text(
            zh=f"评分相关超过 0.8 的有{pairs.zh}（r = {said}，条件数 {condition}）：应看作一组，组内不分先后",
            en=f"Ratings correlate above 0.8: {pairs.en} (r = {said}, condition number {condition}): read them as one group, in no order",
        )
    if part.constant:
        names = {moment.key: moment.name for moment in part.scenario.moments}
        named = quote_some([names[key] for key in part.constant])
        yield Text(zh=f"{named.zh}的答案没有高低之分，未参与分析", en=f"{named.en}: rated alike by everybody, left out")


def _signs(part: OutcomeDrivers) -> Iterator[Text]:
    negative = [line for line in part.lines if line.negative]
    if negative:
        named = quote_some([line.moment.name for line in negative])
        beta = write_figure(negative[0].beta, "rating") if negative[0].beta is not None else Text()
        yield Text(
            zh=f"系数为负：{named.zh}（标准化系数 {beta.zh}）。先查题目方向、抑制效应与共线性，不要解读为“做差反而更好”",
            en=f"Negative coefficient: {named.en} (standardised {beta.en}). Check the direction of the question, suppression and "
            "collinearity "
            "before anything else: it does not say that doing worse is better",
        )


def _absences(part: OutcomeDrivers, name: Text) -> Iterator[Text]:
    """Who is not in the main view, and what the other views say."""
    if part.views:
        n, pairs = write_count(part.n), write_count(part.pairwise)
        moved = max((abs(share - _value(part, key)) for view in part.views for key, share in view.shares.items()), default=0.0)
        yield Text(
            zh=f"“{name.zh}”：以全部作答的 {n} 人为准；任两题同时作答至少 {pairs} 人。改用{_list_views(part).zh}，份额最多变动 "
            f"{write_number(100 * moved, 1)} 个百分点" + ("，结论须谨慎" if moved > MOVED else ""),
            en=f"{start_sentence(name.en)}: based on the {n} who answered everything; any two were answered by at least {pairs}. "
            f"Met otherwise ({_list_views(part).en}), shares move by {write_number(100 * moved, 1)} points at most"
            + ("; take care" if moved > MOVED else ""),
        )
        if any(not view.consistent for view in part.views):
            yield Text(
                zh="成对相关矩阵不自洽（非正定），不据此计算份额",
                en="The pairwise correlations do not fit together (not positive definite): no shares are made of them",
            )
    if part.not_experienced:
        count = write_count(part.not_experienced)
        said = Text(
            zh=f"有 {count} 个评分为“未经历”，并非随机缺失：份额只适用于经历了全部时刻的客户",
            en=f"{count} ratings are missing because the moment was not experienced, which is not at random: "
            "shares stand for customers who met all moments",
        )
        yield prefix_name(part.scenario.name, said)


def _value(part: OutcomeDrivers, key: str) -> float:
    line = part.line(key)
    return line.share.value if line is not None and is_known(line.share) else 0.0


def _list_views(part: OutcomeDrivers) -> Text:
    told = [VIEWS[view.kind] for view in part.views if view.consistent]
    counts = [write_count(view.n) for view in part.views if view.consistent]
    return Text(
        zh="、".join(f"{one.zh}（n = {n}）" for one, n in zip(told, counts, strict=True)),
        en=", ".join(f"{one.en} n = {n}" for one, n in zip(told, counts, strict=True)),
    )


@method_note.register
def _method_note(result: Drivers) -> Text:
    said = Text(
        zh="份额为 LMG（Shapley）：时刻在所有进入次序下对 R² 贡献的平均，相加等于 R²；只用全部作答者（其他做法并列），"
        "区间与名次概率来自 2,000 次联合重抽样。这是同一次调查中的关联，不是因果：评分与总评出自同一份问卷、同一种心情。"
        "时刻彼此高度相关、或各斜率无法区分时，不要排名。",
        en="Shares are LMG (Shapley) values: the mean of what a moment adds to R² over all orders of entering; they add up to R². "
        "People who "
        "answered everything (other ways stand beside it); intervals and probabilities of rank from 2,000 joint resamples. Association in "
        "one survey, not cause: ratings and judgement come from the same questionnaire and the same mood. Not to be ranked where moments "
        "correlate highly or slopes cannot be told apart.",
    )
    return join_sentences(said, methods_note(result))


# -- points lost when poor


@headline.register
def _impact_headline(result: Impact) -> Text:
    return headline(next((part for part in result.parts if part.lines), result.parts[0]))


@headline.register
def _impact_of_part(part: OutcomeImpact) -> Text:
    name = name_judgement(part)
    proved = [line for line in sort_lines(part) if is_known(line.impact) and line.impact.low > 0]
    n = write_count(part.n)
    if not part.lines:
        said = Text(
            zh=f"“{name.zh}”：全部作答的只有 {n} 人（至少需要 {part.needed}），无法估计低分失分",
            en=f"{name.en}: only {n} answered everything (needs {part.needed}), points lost cannot be told",
        )
    elif not proved:
        said = Text(
            zh=f"没有哪个时刻的低分经证实拉低“{name.zh}”（n = {n}）",
            en=f"no moment's low scores are proved to go with a lower {name.en} (n = {n})",
        )
    else:
        said = _costliest(part, proved[0], name, n)
    return prefix_name(part.scenario.name, said)


def _costliest(part: OutcomeImpact, line: ImpactLine, name: Text, n: str) -> Text:
    lost, moment = write_figure(line.impact, _unit(part)), line.moment.name
    if len(line.tied) == len(part.lines) - 1:
        return Text(
            zh=f"分不出哪个时刻的低分使“{name.zh}”失分最多；“{moment.say('zh')}”为 {lost.zh} 分（n = {n}）",
            en=f'which moment\'s low scores cost {name.en} most cannot be told; "{moment.say("en")}" goes with {lost.en} points (n = {n})',
        )
    if line.tied:
        return Text(
            zh=f"“{moment.say('zh')}”等 {len(line.tied) + 1} 个时刻的低分使“{name.zh}”整体失分最多，彼此无法区分（前者 {lost.zh}，n "
            f"= {n}）",
            en=f'low scores of "{moment.say("en")}" and {count_english(len(line.tied), "other moment")} cost {name.en} most and cannot be '
            f"told apart (the first {lost.en} points, n = {n})",
        )
    return Text(
        zh=f"“{moment.say('zh')}”的低分使“{name.zh}”整体失分最多：{lost.zh} 分（n = {n}）",
        en=f'low scores of "{moment.say("en")}" cost {name.en} most: {lost.en} points overall (n = {n})',
    )


def sort_lines(part: OutcomeImpact) -> list[ImpactLine]:
    """The moments by what their low scores cost all customers together, the most first."""
    return sorted(part.lines, key=lambda line: -(line.impact.value if is_known(line.impact) else 0.0))


def _unit(part: OutcomeImpact) -> Unit:
    return "index" if part.unit == "nps" else "rating"


@findings.register
def _impact_findings(result: Impact) -> tuple[Text, ...]:
    said = next((part for part in result.parts if part.lines), result.parts[0])
    rest = [one for part in result.parts if part is not said for one in (headline(part), *_told(part))]
    return tuple(dict.fromkeys([*_told(said), *rest]))


@findings.register
def _impact_part(part: OutcomeImpact) -> tuple[Text, ...]:
    return tuple(_told(part))


def _told(part: OutcomeImpact) -> Iterator[Text]:
    name = name_judgement(part)
    for line in sort_lines(part)[:3]:
        if is_known(line.impact) and line.impact.low > 0:
            named, lost, low = quote_names([line.moment.name]), write_figure(line.lost, _unit(part)), write_figure(line.low, "share")
            yield Text(
                zh=f"{named.zh}打低分（不高于 {line.threshold} 分）的客户占 {low.zh}，他们的“{name.zh}”每位低 {lost.zh} 分",
                en=f"{named.en}: {low.en} gave {line.threshold} or less, and with each of them {name.en} is {lost.en} points lower",
            )


@method_note.register
def _impact_note(result: Impact) -> Text:
    said = Text(
        zh="失分 = 回归斜率（其他时刻不变）× 低分到中位数的距离；整体失分 = 每位低分客户的失分 × 低分占比。NPS 以净推荐值的分计。"
        "这是与低分相伴的差距，不等于改好之后能拿回的分。",
        en="Points lost = slope of the regression (other moments held still) x the way from the low score to the median; overall = points "
        "lost when poor x share of low scores. Recommendation counts in points of the NPS. It is what goes with low scores, not what "
        "mending them is sure to bring.",
    )
    return join_sentences(said, methods_note(result))


def write_share_of(line: DriverLine) -> str:
    """A driver's share of what is explained, in whole percent."""
    figure: Figure = line.of_explained
    return write_value(figure.value, "share") if isinstance(figure, Estimate) else ""


__all__ = ["VIEWS", "is_one_impression", "sort_lines", "write_share_of"]
