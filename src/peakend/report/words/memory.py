"""What do we say about the peak-end rule? The verdict with its reason, what mean and end have in common, duration, felt against stated."""

from typing import Final

from peakend.analyse.memory import Memory, ScenarioMemory
from peakend.analyse.neglect import Neglect
from peakend.analyse.result import is_known
from peakend.report.words.figures import write_count, write_figure, write_number, write_p, write_value
from peakend.report.words.names import count_english, join_english, join_sentences, name_of, number_english, prefix_name, quote_some
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

VERDICTS: Final[dict[str, Text]] = {
    "peak_end": Text("峰值与终值", "peak and end"),
    "average": Text("平均", "average"),
    "cannot_tell": Text("无法判断", "cannot tell"),
}
"""What the overall judgement follows."""

WHYS: Final[dict[str, Text]] = {
    "apart": Text("差距得到证实", "the difference is proved"),
    "alike": Text("两者同样好", "both do as well"),
    "wide": Text("样本说不清", "the answers do not say"),
    "constant": Text("评分没有高低之分", "nothing varies"),
}

MODELS: Final[dict[str, Text]] = {
    "mean": Text("平均", "Mean"),
    "peak_end": Text("峰值＋终值", "Peak + end"),
    "own_peak_end": Text("峰值（相对本人均值）＋终值", "Peak (from own mean) + end"),
    "worst_end": Text("最差＋终值", "Worst + end"),
    "best_worst_end": Text("最好＋最差＋终值", "Best + worst + end"),
    "end": Text("仅终值", "End only"),
    "worst": Text("仅最差", "Worst only"),
    "trend": Text("走势", "Trend"),
    "mean_peak_end": Text("平均＋峰值＋终值", "Mean + peak + end"),
    "with_duration": Text("平均＋峰值＋终值＋时刻数", "Mean + peak + end + number of moments"),
}
"""The models of the overall judgement."""

FEATURES: Final[dict[str, Text]] = {"mean": Text("平均", "mean"), "peak": Text("峰值", "peak"), "end": Text("终值", "end")}

LIKE: Final = 0.8
"""From this correlation of a person's mean and end on, the two are hard to keep apart."""

_SURE: Final = 0.05


@headline.register
def _headline(result: Memory) -> Text:
    if len(result.scenarios) == 1:
        return headline(result.scenarios[0])
    several = len(result.scenarios)
    told = {verdict: sum(one.verdict == verdict for one in result.scenarios) for verdict in VERDICTS}
    n = write_count(result.base.n)
    said = [(VERDICTS[verdict], times) for verdict, times in told.items() if times]
    zh = "，".join(f"{times} 个{_zh_verdict(name)}" for name, times in said)
    en = join_english([f"{number_english(times)} {_en_verdict(name, times)}" for name, times in said])
    return Text(
        zh=f"{several} 个场景中，{zh}（n = {n}）",
        en=f"Of {count_english(several, 'scenario')}, {en} (n = {n})",
    )


def _zh_verdict(name: Text) -> str:
    return name.zh if name is VERDICTS["cannot_tell"] else f"跟随{name.zh}"


def _en_verdict(name: Text, times: int) -> str:
    return "cannot be told" if name is VERDICTS["cannot_tell"] else f"{'follows' if times == 1 else 'follow'} the {name.en}"


@headline.register
def _scenario_headline(part: ScenarioMemory) -> Text:
    """The verdict with its reason, in one sentence."""
    n = write_count(part.n)
    if not is_known(part.difference):
        said = Text(
            zh=f"评分或总体评价没有高低之分，无法检验峰终定律（n = {n}）",
            en=f"ratings or judgements do not vary: the peak-end rule cannot be tested (n = {n})",
        )
        return prefix_name(part.scenario.name, said)
    gap = write_figure(part.difference, "difference")
    words = {
        ("peak_end", "apart"): Text(
            zh=f"峰终定律成立：峰值与终值预测总体评价优于平均，预测 R² 之差 {gap.zh}，n = {n}",
            en=f"the peak-end rule holds: peak and end predict the overall judgement better than the mean does, "
            f"by {gap.en} of predictive R², n = {n}",
        ),
        ("average", "apart"): Text(
            zh=f"峰终定律不成立：平均预测总体评价优于峰值与终值，预测 R² 之差 {gap.zh}，n = {n}",
            en=f"the peak-end rule does not hold: the mean predicts the overall judgement better than peak and end do, "
            f"difference of predictive R² {gap.en}, n = {n}",
        ),
        ("cannot_tell", "alike"): Text(
            zh=f"分不出峰终与平均：两者预测总体评价同样好，预测 R² 之差不超过 0.02（{gap.zh}，n = {n}）",
            en=f"peak-end or average cannot be told: both predict the overall judgement as well, within 0.02 of predictive R² "
            f"({gap.en}, n = {n})",
        ),
        ("cannot_tell", "wide"): Text(
            zh=f"分不出峰终与平均：预测 R² 之差 {gap.zh} 的区间包含 0（n = {n}）",
            en=f"peak-end or average cannot be told: the interval of the difference of predictive R², {gap.en}, holds 0 (n = {n})",
        ),
    }
    return prefix_name(part.scenario.name, words[part.verdict, part.why])


@findings.register
def _findings(result: Memory) -> tuple[Text, ...]:
    told = [headline(part) for part in result.scenarios] if len(result.scenarios) > 1 else []
    told += [prefix_name(part.scenario.name, one) for part in result.scenarios for one in findings(part)]
    study = result.base.study
    names = {} if study is None else {one.key: one.name for one in study.scenarios}
    if result.refused:
        listed = quote_some([name_of(names, key) for key in result.refused])
        told.append(
            Text(
                zh=f"{listed.zh}无法检验：有总体评价且至少评了 3 个时刻的人不足 30 位",
                en=f"{listed.en} could not be tested: fewer than 30 people rated three moments and the whole",
            )
        )
    if result.orderless:
        listed = quote_some([name_of(names, key) for key in result.orderless])
        told.append(
            Text(
                zh=f"{listed.zh}无法检验：没有结束阶段，也没有写明时刻的先后，无法确定哪一个是终值",
                en=f"{listed.en} could not be tested: without an end stage or a stated order nothing says which moment is the end",
            )
        )
    return tuple(told)


@findings.register
def _scenario_findings(part: ScenarioMemory) -> tuple[Text, ...]:
    told = [_best(part), _both(part), _likeness(part), _duration(part.neglect), _agreement(part), _people(part), _flat(part)]
    return tuple(one for one in told if one)


def _best(part: ScenarioMemory) -> Text:
    best = part.best
    if best is None:
        return Text()
    name, figure = MODELS[best.key], write_figure(best.predictive)
    open_ = best.gain is not None and is_known(best.gain) and best.gain.low <= 0
    return Text(
        zh=f"预测 R² 最高的是“{name.zh}”：{figure.zh}{'，但未能证实优于平均' if open_ else ''}",
        en=f'the highest predictive R² is that of "{name.en.lower()}": {figure.en}{", not proved better than the mean" if open_ else ""}',
    )


def _both(part: ScenarioMemory) -> Text:
    """Whether one of the two holds what the other cannot explain."""
    if part.adds_mean is None or part.adds_peak_end is None:
        return Text()
    mean, rule = write_p(part.adds_mean), write_p(part.adds_peak_end)
    if part.adds_mean < _SURE and part.adds_peak_end < _SURE:
        return Text(
            zh=f"平均与峰终各自含有对方没有的信息（F 检验：加入平均 {mean}，加入峰终 {rule}）：记忆不只是其中之一",
            en=f"each holds what the other cannot explain (F tests: adding the mean {mean}, adding peak and end {rule}): "
            "memory is not one of them alone",
        )
    if part.adds_peak_end < _SURE:
        return Text(
            zh=f"有了峰终，平均不再增加什么（{mean}）；反之则增加（{rule}）",
            en=f"with peak and end known, the mean adds nothing proved ({mean}); the other way round it does ({rule})",
        )
    if part.adds_mean < _SURE:
        return Text(
            zh=f"有了平均，峰终不再增加什么（{rule}）；反之则增加（{mean}）",
            en=f"with the mean known, peak and end add nothing proved ({rule}); the other way round it does ({mean})",
        )
    return Text()


def _likeness(part: ScenarioMemory) -> Text:
    if part.likeness is None or not part.shares:
        return Text()
    r, zh, en = write_number(part.likeness), [], []
    for key, share in part.shares.items():
        written = write_value(share / max(sum(part.shares.values()), 1e-12), "share")
        zh.append(f"{FEATURES[key].zh} {written}")
        en.append(f"{FEATURES[key].en} {written}")
    vif = write_number(max(part.inflation.values()), 1)
    near = part.likeness >= LIKE
    return Text(
        zh=f"同一人的平均与终值相关 {r}，方差膨胀最高 {vif}{'，两者很难分开' if near else ''}；可解释部分的分摊（LMG）：{'、'.join(zh)}",
        en=f"a person's mean and end correlate {r}, highest variance inflation {vif}{': hard to keep apart' if near else ''}; "
        f"what is explained splits (LMG) into {join_english(en)}",
    )


def _duration(neglect: Neglect | None) -> Text:
    if neglect is None:
        return Text()
    beta, bound, p = write_number(neglect.beta, signed=True), write_number(neglect.bound, 1), write_p(neglect.p_value)
    if neglect.p_value < _SURE:
        return Text(
            zh=f"经历时刻的多少被忽略：标准化系数 {beta}，等效检验证实在 ±{bound} 之内（{p}）",
            en=f"how many moments there were is neglected: standardised coefficient {beta}, proved within ±{bound} ({p})",
        )
    return Text(
        zh=f"不能说经历时刻的多少被忽略：标准化系数 {beta}，未能证实在 ±{bound} 之内（{p}）",
        en=f"that the number of moments is neglected is not proved: standardised coefficient {beta}, not shown to be within ±{bound} ({p})",
    )


def _agreement(part: ScenarioMemory) -> Text:
    if part.agreement is None or not is_known(part.agreement):
        return Text()
    rho, open_ = write_figure(part.agreement, "difference"), part.agreement.low <= 0 <= part.agreement.high
    return Text(
        zh=f"感受到的峰值与陈述重要性的次序一致程度 ρ = {rho.zh}{'，是否一致无法确定' if open_ else ''}",
        en=f"the order of felt peaks and that of stated importance agree by ρ = {rho.en}{': whether they agree is open' if open_ else ''}",
    )


def _people(part: ScenarioMemory) -> Text:
    if not part.short and not part.unjudged:
        return Text()
    short, unjudged = write_count(part.short), write_count(part.unjudged)
    return Text(
        zh=f"另有 {short} 人经历的时刻不足 3 个，{unjudged} 人没有总体评价，未计入",
        en=f"not counted: {short} who experienced fewer than three moments, {unjudged} without an overall judgement",
    )


def _flat(part: ScenarioMemory) -> Text:
    if not part.flat:
        return Text()
    flat = write_count(part.flat)
    return Text(
        zh=f"{flat} 人的评分全部相同，没有感受到的峰值；峰值占比只在其余的人中计算",
        en=f"{flat} gave equal ratings throughout and felt no peak; shares of felt peaks are of the others",
    )


@method_note.register
def _method(result: Memory) -> Text:
    words = Text(
        zh=(
            "峰终定律检验：对每个人取其经历过的各时刻评分（按先后顺序），算出平均、最好、最差、峰值（离量表中点最远，并列取最后一个；"
            "另按离本人均值最远计）、终值（最后一个经历的时刻）、走势与时刻数，再看哪种组合能预测没有参与拟合的人的总体评价。"
            "预测 R² = 1 − 留出者的误差平方和 ÷ 不用任何特征时的误差平方和。"
            "判定：峰值＋终值与平均的预测 R² 之差，95% 区间不含 0 才算证实；整个区间在 ±0.02 之内为同样好；其余为无法判断。"
            "未经历的时刻不计入，不补。"
            "不适用：多人平均后的数据、每人不足 3 个时刻、先后顺序未知或没有结束阶段——这些情况一律拒绝。"
            "总体评价与各时刻出自同一份问卷，结果是关联，不是因果。"
        ),
        en=(
            "Test of the peak-end rule: from each person's ratings of the moments experienced, in their order, come mean, best, worst, "
            "peak (farthest from the middle of the scale, the latest of several; also farthest from the own mean), end (the last one "
            "experienced), trend and number of moments; then, which of them predict the overall judgement of people left out of the fit. "
            "Predictive R² = 1 − squared error on those left out ÷ the same without any feature. "
            "Verdict: the difference of predictive R² between peak + end and mean counts as proved where its 95% interval excludes 0; "
            "as alike where it lies within ±0.02; else it cannot be told. Moments not experienced are left out, nothing is filled in. "
            "Refused: averages over people, fewer than three moments a person, moments without an order or an end. "
            "Judgement and ratings come from one questionnaire: an association, not a cause."
        ),
    )
    return join_sentences(words, methods_note(result))
