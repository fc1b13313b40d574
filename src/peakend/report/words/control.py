"""What do we say about control? Whether a process is steady, what a change did and how sure that is, and how long cases take."""

from typing import Final

from peakend.analyse.result import Estimate, is_known
from peakend.control.change import Change
from peakend.control.compare import Comparison
from peakend.control.series import RELATED, Interruption
from peakend.control.times import Times
from peakend.control.trend import Trend
from peakend.report.words.figures import (
    Unit,
    write_count,
    write_evidence,
    write_figure,
    write_number,
    write_p,
    write_probability,
    write_value,
)
from peakend.report.words.names import join_english
from peakend.report.words.outcomes import question_name
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

UNITS: Final[dict[str, Unit]] = {"mean": "rating", "share": "share", "nps": "points"}
DIFFERENCES: Final[dict[str, Unit]] = {"mean": "difference", "share": "share", "nps": "points"}

STATISTICS: Final[dict[str, Text]] = {
    "mean": Text("均值", "mean"),
    "share": Text("高分占比", "share of high answers"),
    "nps": Text("NPS", "NPS"),
}

STATES: Final[dict[str, Text]] = {
    "baseline": Text("基准期", "baseline"),
    "watched": Text("监测期", "watched"),
    "partial": Text("未满一期", "not a whole period"),
    "few": Text("样本不足", "too few answers"),
    "empty": Text("无答卷", "no answers"),
}

RULES: Final[dict[str, Text]] = {
    "beyond": Text("超出控制限", "beyond the limits"),
    "two_of_three": Text("三点中两点超出 2σ", "two of three beyond 2σ"),
    "four_of_five": Text("五点中四点超出 1σ", "four of five beyond 1σ"),
    "eight_one_side": Text("连续八点在同一侧", "eight on one side"),
    "six_trend": Text("连续六点升或降", "six rising or falling"),
}

KINDS: Final[dict[str, Text]] = {
    "p": Text("p 图", "p chart"),
    "p-prime": Text("p′ 图（Laney）", "p′ chart (Laney)"),
    "xbar": Text("X̄–S 图", "X̄-S chart"),
    "xbar-prime": Text("X̄′ 图（Laney）", "X̄′ chart (Laney)"),
    "nps": Text("NPS 图", "NPS chart"),
    "nps-prime": Text("NPS′ 图（Laney）", "NPS′ chart (Laney)"),
}

DESIGNS: Final[dict[str, Text]] = {
    "independent": Text("前后为不同客户", "other people before and after"),
    "overlapping": Text("部分客户前后都答", "some people on both sides"),
    "paired": Text("同一批客户前后配对", "the same people, in pairs"),
    "clusters": Text("按整组（聚类）推断", "whole clusters"),
}

PARTS: Final[dict[str, Text]] = {
    "effect": Text("效果", "effect"),
    "adjusted": Text("扣除事前分后的效果", "effect, score before taken out"),
    "parallel": Text("改动前每期的趋势差", "difference of trends before, a period"),
    "before": Text("改动前", "before"),
    "after": Text("改动后", "after"),
    "treated_before": Text("改动组 · 改动前", "treated · before"),
    "treated_after": Text("改动组 · 改动后", "treated · after"),
    "others_before": Text("对照组 · 改动前", "others · before"),
    "others_after": Text("对照组 · 改动后", "others · after"),
    "jump": Text("水平变化", "jump of the level"),
    "bend": Text("斜率变化（每期）", "change of the slope, a period"),
    "slope": Text("改动前斜率（每期）", "slope before, a period"),
}

TIME_UNITS: Final[dict[str, Text]] = {
    "second": Text("秒", "seconds"),
    "minute": Text("分钟", "minutes"),
    "hour": Text("小时", "hours"),
    "day": Text("天", "days"),
}

SCALES: Final[dict[str, Text]] = {
    "log": Text("几何均值（对数尺度）", "geometric mean (log scale)"),
    "percentile": Text("中位数", "median"),
    "plain": Text("均值", "mean"),
}

_WARNINGS: Final[dict[str, Text]] = {
    "regression": Text(
        "改动组在改动前就明显偏低：若因表现差而入选，即使什么都不做，下次也会回升（回归均值）",
        "The treated were proved worse before anything was done: if they were picked for being bad, they come back on their own "
        "(regression to the mean)",
    ),
    "not_parallel": Text(
        "改动前两组趋势已经不同：双重差分的前提不成立，效果中混有原有趋势",
        "The two groups moved apart before the change: difference in differences does not hold, the effect holds that trend too",
    ),
    "few_clusters": Text("聚类不足 20 个：区间可能偏窄", "Fewer than 20 clusters: the interval may be too narrow"),
    "no_comparison": Text(
        "没有对照组：同期的其他变化也算在效果里", "Nobody was left as they were: whatever else changed at that time is in the effect too"
    ),
    "different_people": Text(
        "前后为不同客户：客户构成的变化也会表现为效果",
        "Other people answered before and after: a change of who answers looks like an effect",
    ),
}

_PROVED: Final = 0.05


def name_rules(rules: tuple[str, ...]) -> Text:
    """Rules by their names."""
    return Text(zh="、".join(RULES[rule].zh for rule in rules), en=join_english([RULES[rule].en for rule in rules]))


def _name(result: Trend | Change | Interruption) -> Text:
    """The question and what is charted of it."""
    asked, statistic = question_name(result.asked), STATISTICS[result.statistic]
    return Text(zh=f"{asked.zh}（{statistic.zh}）", en=f"{asked.en} ({statistic.en})")


@headline.register
def _trend(result: Trend) -> Text:
    name, many, n = _name(result), len(result.judged), write_count(sum(line.n for line in result.judged))
    if not result.signals:
        return Text(
            zh=f"{name.zh}受控：{many} 期都在控制限内，没有异常信号（n = {n}）",
            en=f"{name.en} is in control: {many} periods without a signal (n = {n})",
        )
    places = [line.period for line in result.signals]
    shown = "、".join(places[:4]) + (" 等" if len(places) > 4 else "")  # noqa: PLR2004 - as many as a title holds
    english = ", ".join(places[:4]) + (", …" if len(places) > 4 else "")  # noqa: PLR2004
    return Text(
        zh=f"{name.zh}不受控：{many} 期中 {len(places)} 期有信号（{shown}），n = {n}",
        en=f"{name.en} is not in control: {len(places)} of {many} periods signal ({english}), n = {n}",
    )


@findings.register
def _trend_findings(result: Trend) -> tuple[Text, ...]:
    unit, told = UNITS[result.statistic], list[Text]()
    for line in result.signals[:6]:
        if is_known(line.figure):
            rules, figure = name_rules(line.signals), write_figure(line.figure, unit)
            told.append(
                Text(zh=f"{line.period}：{figure.zh}，n = {line.n}，{rules.zh}", en=f"{line.period}: {figure.en}, n = {line.n}, {rules.en}")
            )
    centre, alarm, many = write_value(result.centre, unit), write_probability(result.alarm), len(result.frozen.periods)
    told.append(
        Text(
            zh=f"中心线 {centre}，由 {many} 期定出{'（已冻结）' if result.given else ''}；"
            f"即使毫无变化，这样一张图也有 {alarm} 的机会出现至少一个信号",
            en=f"The centre is {centre}, from {many} periods{' (frozen)' if result.given else ''}; although nothing changed, "
            f"a chart like this shows a signal with a chance of {alarm}",
        )
    )
    return (*told, *_spread(result), *_unjudged(result))


def _spread(result: Trend) -> tuple[Text, ...]:
    """How periods vary, and what that did to the limits."""
    if result.between is None:
        return (
            Text(
                zh="基准期不足 8 期，期与期之间的波动无法估计：控制限只含抽样误差",
                en="With fewer than 8 baseline periods the variation between them cannot be told: limits hold sampling error alone",
            ),
        )
    ratio = write_number(result.between)
    if result.kind.endswith("prime"):
        return (
            Text(
                zh=f"期与期的波动是抽样误差的 {ratio} 倍（σz 超出 0.8–1.25），控制限按 Laney 方法调整",
                en=f"Periods vary {ratio} times as much as sampling gives (σz outside 0.8–1.25): limits follow Laney",
            ),
        )
    return (Text(zh=f"期与期的波动与抽样误差相当（σz = {ratio}）", en=f"Periods vary about as much as sampling gives (σz = {ratio})"),)


def _unjudged(result: Trend) -> tuple[Text, ...]:
    """What is shown and not judged."""
    named = [(state, [line.period for line in result.lines if line.state == state]) for state in ("partial", "few", "empty")]
    return tuple(
        Text(zh=f"{STATES[state].zh}，未作判断：{'、'.join(names)}", en=f"Not judged, {STATES[state].en}: {', '.join(names)}")
        for state, names in named
        if names
    )


@headline.register
def _change(result: Change) -> Text:
    name, unit, effect = _name(result), DIFFERENCES[result.statistic], result.effect
    figure, evidence, p = write_value(effect.value, unit), write_evidence(effect, unit), write_p(result.p_value)
    if result.p_value >= _PROVED:
        return Text(
            zh=f"{name.zh}的变化未得到证实：{figure}（{evidence.zh}，{p}）",
            en=f"No proved effect on {name.en}: {figure} ({evidence.en}, {p})",
        )
    up = effect.value > 0
    return Text(
        zh=f"{name.zh}{'提升' if up else '下降'}：{figure}（{evidence.zh}，{p}）",
        en=f"{name.en} {'rose' if up else 'fell'}: {figure} ({evidence.en}, {p})",
    )


@findings.register
def _change_findings(result: Change) -> tuple[Text, ...]:
    unit, design = DIFFERENCES[result.statistic], DESIGNS[result.design]
    told = [
        Text(zh=f"{design.zh}（{write_count(result.shared)}）", en=f"The comparison: {design.en} ({write_count(result.shared)})")
        if result.shared
        else Text(zh=design.zh, en=f"The comparison: {design.en}"),
        Text(
            zh=f"能以 80% 的把握发现的最小真实效果为 {write_value(result.detectable, unit)}",
            en=f"The smallest true effect that would be found with a chance of 80% is {write_value(result.detectable, unit)}",
        ),
    ]
    if result.adjusted is not None and result.saved is not None:
        figure, saved = write_figure(result.adjusted, unit), write_value(result.saved, "share")
        told.append(
            Text(
                zh=f"扣除各人事前得分后为 {figure.zh}，方差减少 {saved}",
                en=f"With everybody's own score before taken out it is {figure.en}; the variance falls by {saved}",
            )
        )
    if result.drift is not None:
        drift = write_value(result.drift, unit)
        told.append(Text(zh=f"仅回归均值一项就可能带来 {drift}", en=f"Regression to the mean alone could bring {drift}"))
    return (*told, *(_WARNINGS[one] for one in result.warnings))


@headline.register
def _interruption(result: Interruption) -> Text:
    name, unit = _name(result), DIFFERENCES[result.statistic]
    figure, evidence, p = write_value(result.jump.value, unit), write_evidence(result.jump, unit), write_p(result.jump_p)
    proved = result.jump_p < _PROVED
    return Text(
        zh=f"{name.zh}自 {result.change} 起水平{'改变' if proved else '的改变未得到证实'}：{figure}（{evidence.zh}，{p}）",
        en=f"{name.en} {'jumped' if proved else 'shows no proved jump'} at {result.change}: {figure} ({evidence.en}, {p})",
    )


@findings.register
def _interruption_findings(result: Interruption) -> tuple[Text, ...]:
    unit = DIFFERENCES[result.statistic]
    bend, p, watson = write_figure(result.bend, unit), write_p(result.bend_p), write_number(result.durbin_watson)
    related = not RELATED[0] <= result.durbin_watson <= RELATED[1]
    return (
        Text(zh=f"斜率每期改变 {bend.zh}，{p}", en=f"The slope changed by {bend.en} a period, {p}"),
        Text(
            zh=f"Durbin–Watson = {watson}：相邻各期{'相关' if related else '看不出相关'}，区间已按 Newey–West（滞后 {result.lag}）处理",
            en=f"Durbin-Watson = {watson}: neighbouring periods {'are' if related else 'do not look'} related; intervals are "
            f"Newey and West's (lag {result.lag})",
        ),
        _WARNINGS["no_comparison"],
    )


@headline.register
def _times(result: Times) -> Text:
    unit, signals = TIME_UNITS[result.unit], [line.period for line in result.lines if line.signals]
    judged, n = sum(1 for line in result.lines if line.judged), write_count(result.base.n)
    median = write_number(result.median.value, 1) if is_known(result.median) else "–"
    slow = write_number(result.tenth.value, 1) if is_known(result.tenth) else "–"
    return Text(
        zh=f"处理时长中位数 {median} {unit.zh}，九成在 {slow} {unit.zh}以内；{judged} 期中 {len(signals)} 期有信号（n = {n} 单）",
        en=f"The median case took {median} {unit.en}, nine of ten at most {slow}; {len(signals)} of {judged} periods signal (n = {n})",
    )


@findings.register
def _times_findings(result: Times) -> tuple[Text, ...]:
    scale, skew = SCALES[result.scale], write_number(result.skewness)
    told = [
        Text(zh=f"偏度 {skew}，按{scale.zh}作图", en=f"Skewness {skew}: charted as {scale.en}"),
        *(
            Text(
                zh=f"{line.period}：{_time(line.mean).zh}，n = {line.n}，{name_rules(line.signals).zh}",
                en=f"{line.period}: {_time(line.mean).en}, n = {line.n}, {name_rules(line.signals).en}",
            )
            for line in [one for one in result.lines if one.signals][:6]
        ),
    ]
    volume = [line.period for line in result.lines if line.volume_signals]
    if volume:
        told.append(Text(zh=f"单量异常：{'、'.join(volume[:8])}", en=f"Unusual numbers of cases: {', '.join(volume[:8])}"))
    cut = [line.period for line in result.lines if line.cut]
    if cut:
        told.append(
            Text(
                zh=f"日志末尾疑似被截断，单量远低于平常，时长不可信，未作判断：{'、'.join(cut)}",
                en=f"The log seems cut at its end, with far fewer cases than usual; times not to be trusted, not judged: {', '.join(cut)}",
            )
        )
    late = [line.period for line in result.lines if not line.judged and not line.cut]
    if late:
        told.append(
            Text(
                zh=f"未作判断（未满一期、单量不足，或慢单尚未办结）：{'、'.join(late[:8])}",
                en=f"Not judged (not whole, too few, or slow cases not over yet): {', '.join(late[:8])}",
            )
        )
    if result.unfinished:
        overdue = dict(result.ages)["overdue"]
        told.append(
            Text(
                zh=f"未办结 {write_count(result.unfinished)} 单，其中 {write_count(overdue)} 单已超过九成工单的时长",
                en=f"{write_count(result.unfinished)} cases are open, {write_count(overdue)} of them older than nine of ten cases ever got",
            )
        )
    return tuple(told)


def _time(figure: object) -> Text:
    if isinstance(figure, Estimate):
        both = f"{write_number(figure.value, 1)} [{write_number(figure.low, 1)}, {write_number(figure.high, 1)}]"
        return Text(zh=both, en=both)
    return Text("–", "–")


@headline.register
def _comparison(result: Comparison) -> Text:
    moved, many = [line for line in result.lines if line.p_holm < _PROVED], len(result.lines)
    return Text(
        zh=f"与冻结基准相比，{many} 项中 {len(moved)} 项的变化得到证实（n = {write_count(result.base.n)}）",
        en=f"Against the frozen baseline {len(moved)} of {many} values are proved to have moved (n = {write_count(result.base.n)})",
    )


@method_note.register
def _trend_note(result: Trend) -> Text:
    note = methods_note(result)
    return Text(
        zh=f"{KINDS[result.kind].zh}：中心线 ± 3σ/√n，各期按自己的 n。{note.zh}",
        en=f"{KINDS[result.kind].en}: centre ± 3σ/√n by the n of each period. {note.en}",
    )
