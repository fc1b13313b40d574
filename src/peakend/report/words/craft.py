"""What do we say about the craft of a survey? Weights and their price, who responded, and what flagged answers change."""

from collections.abc import Iterator
from typing import Final

from peakend.analyse.flagging import Conclusion, FlagLine, Flags
from peakend.analyse.responding import LateLine, MarginLine, Responding
from peakend.analyse.result import Base, Estimate
from peakend.analyse.weighting import ShareLine, WaveWeights, WeightingFit, label_value
from peakend.report.words.figures import Unit, write_count, write_distance, write_figure, write_number, write_p, write_value
from peakend.report.words.names import count_english, join_sentences, number_english, quote_some
from peakend.report.words.segments import name_question
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

RATES: Final[dict[str, Text]] = {
    "rr1": Text("应答率 RR1（最低）", "Response RR1 (lowest)"),
    "rr2": Text("应答率 RR2", "Response RR2"),
    "rr3": Text("应答率 RR3（按 e 估计合格者）", "Response RR3 (eligible estimated)"),
    "rr4": Text("应答率 RR4", "Response RR4"),
    "rr5": Text("应答率 RR5（最高）", "Response RR5 (highest)"),
    "rr6": Text("应答率 RR6", "Response RR6"),
    "coop1": Text("合作率 COOP1", "Cooperation COOP1"),
    "coop2": Text("合作率 COOP2", "Cooperation COOP2"),
    "coop3": Text("合作率 COOP3", "Cooperation COOP3"),
    "coop4": Text("合作率 COOP4", "Cooperation COOP4"),
    "ref1": Text("拒访率 REF1", "Refusal REF1"),
    "ref2": Text("拒访率 REF2", "Refusal REF2"),
    "ref3": Text("拒访率 REF3", "Refusal REF3"),
    "con1": Text("接触率 CON1", "Contact CON1"),
    "con2": Text("接触率 CON2", "Contact CON2"),
    "con3": Text("接触率 CON3", "Contact CON3"),
}
"""What each rate is called."""

CONCLUDED: Final[dict[str, Text]] = {
    "peaks": Text("峰值（原研究规则）", "peaks by the source's rule"),
    "ends": Text("终值（原研究规则）", "the end by the source's rule"),
    "peaks_tested": Text("峰值（检验规则）", "peaks by the tested rule"),
    "ends_tested": Text("终值（检验规则）", "ends by the tested rule"),
}

_NAMED: Final = 3


def name_value(base: Base, attribute: str, value: str) -> Text:
    """A value of an attribute in the study's words, with the attribute before it."""
    return label_value(base.study, attribute, value)


def name_attribute(base: Base, attribute: str) -> Text:
    """An attribute in the study's words."""
    return label_value(base.study, attribute)


# Weighting


@headline.register
def _weighting_headline(result: WeightingFit) -> Text:
    n, effective = write_count(result.base.n), write_count(sum(one.effective for one in result.waves))
    worst = max(result.waves, key=lambda one: one.design_effect)
    effect, most = write_number(worst.design_effect), write_number(worst.largest, 1)
    return Text(
        zh=f"按总体分布加权后，{n} 份答卷相当于 {effective} 份（设计效应 {effect}，最大权重为平均的 {most} 倍）",
        en=f"Weighted to the population, {n} responses are worth {effective} (design effect {effect}, largest weight {most} × the mean)",
    )


@findings.register
def _weighting_findings(result: WeightingFit) -> tuple[Text, ...]:
    told = [_say_shift(result, line) for line in _shifted(result)]
    return (*told, *(one for wave in result.waves for one in _say_wave(result, wave)), *_say_missed(result))


def _shifted(result: WeightingFit) -> list[ShareLine]:
    """The values whose share of the sample was farthest from that of the population."""
    apart = sorted(result.lines, key=lambda line: -abs(line.sample - line.population))
    return [line for line in apart[:_NAMED] if abs(line.sample - line.population) > 0.005]  # noqa: PLR2004 - half a percent


def _say_shift(result: WeightingFit, line: ShareLine) -> Text:
    name = name_value(result.base, line.attribute, line.value)
    before, after = write_value(line.sample, "share"), write_value(line.population, "share")
    wave = Text(zh=f"（{line.wave}）", en=f" ({line.wave})") if len(result.waves) > 1 else Text()
    return Text(
        zh=f"{name.zh}{wave.zh}占样本 {before}，占总体 {after}（n = {write_count(line.n)}）",
        en=f"{name.en}{wave.en}: {before} of the sample, {after} of the population (n = {write_count(line.n)})",
    )


def _say_wave(result: WeightingFit, wave: WaveWeights) -> Iterator[Text]:
    name = Text(zh=f"{wave.wave}：", en=f"{wave.wave}: ") if len(result.waves) > 1 else Text()
    if wave.trimmed:
        limits = f"{write_number(result.plan.least)}–{write_number(result.plan.most)}"
        yield Text(
            zh=f"{name.zh}{write_count(wave.trimmed)} 份答卷的权重被截到 {limits} 倍平均权重",
            en=f"{name.en}the weights of {count_english(wave.trimmed, 'response')} were trimmed to {limits} times the mean",
        )
    for attribute, count in wave.unknown.items():
        title = name_attribute(result.base, attribute)
        yield Text(
            zh=f"{name.zh}{write_count(count)} 份答卷没有“{title.zh}”，在这一边际上保持原有占比",
            en=f"{name.en}{count_english(count, 'response')} without {title.en} keep their share of the sample there",
        )
    if wave.empty:
        listed = quote_some([Text(zh=" × ".join(one), en=" × ".join(one)) for one in wave.empty], _NAMED)
        yield Text(
            zh=f"{name.zh}{len(wave.empty)} 种组合没有答卷：{listed.zh}",
            en=f"{name.en}{count_english(len(wave.empty), 'crossing')} without anybody: {listed.en}",
        )


def _say_missed(result: WeightingFit) -> Iterator[Text]:
    """Shares that trimming pulled away from the population."""
    missed = [line for line in result.lines if abs(line.reached - line.population) > 0.005]  # noqa: PLR2004 - half a percent
    if missed:
        worst = max(missed, key=lambda line: abs(line.reached - line.population))
        name, reached = name_value(result.base, worst.attribute, worst.value), write_value(worst.reached, "share")
        yield Text(
            zh=f"截断使部分占比偏离总体，最多的是{name.zh}：{reached}，总体为 {write_value(worst.population, 'share')}",
            en=f"trimming pulls shares off the population, most of all {name.en}: {reached} instead of "
            f"{write_value(worst.population, 'share')}",
        )


@method_note.register
def _weighting_note(result: WeightingFit) -> Text:
    words = Text(
        zh="各期次分别迭代加权到研究文件所写的总体分布，平均权重为 1；文件中已有的权重作为起点。加权只能纠正所列属性上的偏差，"
        "纠正不了未应答者在其他方面的不同。",
        en="Each wave is raked to the margins in the study file, from the weights that answers have already; the mean weight is 1. "
        "Weighting mends the make-up by these attributes, and nothing else in which those who did not answer differ.",
    )
    return join_sentences(words, methods_note(result))


# Who responded


@headline.register
def _responding_headline(result: Responding) -> Text:
    parts: list[Text] = []
    rate = result.rates[0].rates["rr3"] if result.rates else None
    if rate is not None:
        said, invited = write_value(rate, "share"), write_count(result.rates[0].invited)
        parts.append(Text(zh=f"应答率 {said}（RR3，邀请 {invited} 人）", en=f"response rate {said} (RR3, {invited} invited)"))
    apart = [line for line in result.margins if line.apart]
    if result.margins:
        names = quote_some([name_value(result.base, line.attribute, line.value) for line in apart], _NAMED)
        parts.append(
            Text(zh=f"样本构成与总体不同：{names.zh}", en=f"the sample is not spread like the population: {names.en}")
            if apart
            else Text(zh="样本构成与总体未见差异", en="no proved difference between sample and population")
        )
    if result.lates:
        parts.append(_say_lates([line for line in result.lates if line.differs]))
    return Text(zh="；".join(one.zh for one in parts), en=_capital("; ".join(one.en for one in parts)))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _say_lates(differing: list[LateLine]) -> Text:
    if not differing:
        return Text(zh="较晚的答卷未见不同", en="late answers are not proved to differ")
    names = quote_some([name_question(line.question) for line in differing], _NAMED)
    return Text(zh=f"较晚的答卷在{names.zh}上不同", en=f"late answers differ on {names.en}")


@findings.register
def _responding_findings(result: Responding) -> tuple[Text, ...]:
    apart = [_say_apart(result, line) for line in result.margins if line.apart]
    return (*apart, *_say_tests(result), *_say_late(result))


def _say_apart(result: Responding, line: MarginLine) -> Text:
    name, share = name_value(result.base, line.attribute, line.value), write_figure(line.sample, "share")
    population = write_value(line.population, "share")
    return Text(
        zh=f"{name.zh}占答卷 {share.zh}，占总体 {population}", en=f"{name.en}: {share.en} of the answers, {population} of the population"
    )


def _say_tests(result: Responding) -> Iterator[Text]:
    for test in result.tests:
        name = name_attribute(result.base, test.attribute)
        if test.p_adjusted is None:
            yield Text(zh=f"“{name.zh}”期望人数过少，未做检验", en=f"{name.en} is not tested: too few are expected of a value")
        if test.evenness is not None:
            even = write_number(test.evenness)
            yield Text(
                zh=f"按“{name.zh}”看，应答均匀程度 R = {even}（1 为完全均匀）",
                en=f"evenness of response by {name.en}: R = {even} (1 is even)",
            )


def _say_late(result: Responding) -> Iterator[Text]:
    for line in result.lates:
        if line.differs and isinstance(line.difference, Estimate):
            unit: Unit = "points" if line.question.measure == "nps" else "difference"
            name, difference = name_question(line.question), write_distance(line.difference, unit)
            p = write_p(line.p_adjusted)
            yield Text(
                zh=f"{name.zh}：{result.since} 起的答卷比此前{difference.zh}（{p}，BH 校正）",
                en=f"{_capital(name.en)}: answers from {result.since} on are {difference.en} than those before ({p}, Benjamini–Hochberg)",
            )


@method_note.register
def _responding_note(result: Responding) -> Text:
    words = Text(
        zh="各率按 AAPOR 标准定义由研究文件中的邀请结果算出，是一次执行的实数，没有区间；e 为资格不明者中估计的合格比例。"
        "样本构成按未加权的全部答卷与总体比较。较晚的三分之一代表最像未应答者的人：有差异说明可能存在无应答偏差，没有差异不能证明没有。",
        en="Rates follow AAPOR's definitions from the fieldwork in the study file; they are counts of one fieldwork and bear no interval; "
        "e is the share of those of unknown eligibility taken for eligible. The make-up is that of all answers, unweighted. The last third "
        "stands for those most like people who never answered: a difference points to bias, none does not prove that there is none.",
    )
    return join_sentences(words, methods_note(result))


# Flags


@headline.register
def _flags_headline(result: Flags) -> Text:
    moved = [line for line in result.lines if line.moved]
    changed = [one for one in result.conclusions if one.changes]
    share = write_value(result.flagged / result.base.n, "share")
    flagged = Text(
        zh=f"{write_count(result.flagged)} 份答卷（{share}）标记为质量存疑",
        en=f"{_capital(count_english(result.flagged, 'response'))} ({share}) {'is' if result.flagged == 1 else 'are'} flagged for quality",
    )
    if not moved and not changed:
        return Text(zh=f"{flagged.zh}，剔除与否结论不变", en=f"{flagged.en}; with or without them the conclusions are the same")
    return Text(
        zh=f"{flagged.zh}，剔除后 {len(moved)} 个指标明显变动，{len(changed)} 项峰终结论改变",
        en=f"{flagged.en}; without them {count_english(len(moved), 'figure')} and {number_english(len(changed))} of the findings on peaks "
        "and ends change",
    )


@findings.register
def _flags_findings(result: Flags) -> tuple[Text, ...]:
    moved = [
        Text(
            zh=f"{name_question(line.question).zh}：全部 {write_figure(line.everybody, _unit(line)).zh}，"
            f"剔除后 {write_figure(line.unflagged, _unit(line)).zh}",
            en=f"{_capital(name_question(line.question).en)}: {write_figure(line.everybody, _unit(line)).en} with all answers, "
            f"{write_figure(line.unflagged, _unit(line)).en} without the flagged",
        )
        for line in result.lines
        if line.moved
    ]
    return (*moved, *(_say_change(result, one) for one in result.conclusions if one.changes))


def _unit(line: FlagLine) -> Unit:
    return "points" if line.question.measure == "nps" else "rating"


def _say_change(result: Flags, one: Conclusion) -> Text:
    study = result.base.study
    names = {} if study is None else {moment.key: moment.name for moment in study.moments()}
    scenario = study.scenario(one.scenario).name if study is not None else Text(one.scenario, one.scenario)
    before, after = (quote_some([names.get(key, Text(key, key)) for key in keys], _NAMED) for keys in (one.everybody, one.unflagged))
    nothing = Text("无", "none")
    before, after = before if one.everybody else nothing, after if one.unflagged else nothing
    what = CONCLUDED[one.about]
    return Text(
        zh=f"{scenario.say('zh')}的{what.zh}：全部答卷为{before.zh}，剔除后为{after.zh}",
        en=f"{scenario.say('en')}, {what.en}: {before.en} with all answers, {after.en} without the flagged",
    )


@method_note.register
def _flags_note(result: Flags) -> Text:
    words = Text(
        zh="同一批分析做两遍：一遍含全部答卷，一遍不含标记为质量存疑的答卷。两遍大多是同一批人，区间不是差异检验，只说明读者会不会得到不同的结论。"
        "是否剔除应在看结果之前决定。",
        en="The same analyses twice, with all answers and without those flagged. Both rest on mostly the same people: the intervals are no "
        "test of the difference, they say whether a reader would be told something else. Decide whether to leave flagged answers out "
        "before you look at results.",
    )
    return join_sentences(words, methods_note(result))
