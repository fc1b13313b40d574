"""What do we say about the baseline of a wave, and about what weighting did?"""

from peakend.analyse.baseline import BaselineLine, BaselineValues, ScenarioBaseline
from peakend.analyse.result import Estimate, is_known
from peakend.analyse.weights import Weights
from peakend.report.words.figures import write_count, write_figure, write_number
from peakend.report.words.names import count_english, join_sentences, number_english, start_sentence
from peakend.report.words.segments import name_question, unit_of
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text


@headline.register
def _baseline_headline(result: BaselineValues) -> Text:
    lines = [line for one in result.scenarios for line in one.lines]
    n, scenarios = write_count(result.base.n), len(result.scenarios)
    return Text(
        zh=f"本期基准值：{scenarios} 个服务场景、{len(lines)} 个关键时刻（n = {n}），指纹 {result.fingerprint[:12]}",
        en=(
            f"Baseline of this wave: {count_english(len(lines), 'moment')} in {count_english(scenarios, 'scenario')} (n = {n}), "
            f"fingerprint {result.fingerprint[:12]}"
        ),
    )


@headline.register
def _scenario_baseline(part: ScenarioBaseline) -> Text:
    mean, above = write_figure(part.mean), sum(_above(line, part) for line in part.lines)
    many = len(part.lines)
    if not part.mean.known:
        return Text(zh=f"{part.scenario.name.say('zh')}：重要性{mean.zh}", en=f"{part.scenario.name.say('en')}: importance, {mean.en}")
    return Text(
        zh=f"{part.scenario.name.say('zh')}：重要性场景均值 {mean.zh}，{many} 个时刻中 {above} 个在均值之上（n = {part.mean.n:,}）",
        en=(
            f"{part.scenario.name.say('en')}: mean importance {mean.en}; {number_english(above)} of {count_english(many, 'moment')} "
            f"lie{'s' if above == 1 else ''} above it (n = {part.mean.n:,})"
        ),
    )


def _above(line: BaselineLine, part: ScenarioBaseline) -> bool:
    return is_known(line.importance) and is_known(part.mean) and line.importance.value > part.mean.value


@findings.register
def _baseline_findings(result: BaselineValues) -> tuple[Text, ...]:
    told = []
    for one in result.scenarios:
        figure, name = write_figure(one.mean), one.scenario.name
        told.append(
            Text(zh=f"{name.say('zh')}：重要性场景均值 {figure.zh}", en=f"{name.say('en')}: scenario mean of importance {figure.en}")
        )
    return tuple(told)


@method_note.register
def _baseline_method(result: BaselineValues) -> Text:
    words = Text(
        zh=(
            "基准值 = 本期各时刻的重要性均值、体验均值及峰终标记（原研究规则，附概率），供以后各期对照。"
            f"指纹由研究、筛选条件、计数结果和方法版本算出：{result.fingerprint}。指纹相同即数字与方法完全相同。"
            "不适用：方法版本或题目改动后，不宜与旧基准直接比较。"
        ),
        en=(
            "Baseline = mean importance, mean experience and the marks of peaks and ends (source's rule, with probability) of this wave, "
            "for later waves "
            f"to be judged by. The fingerprint is taken of the study, the filters, the counted sums and the versions of the methods: "
            f"{result.fingerprint}. "
            "The same fingerprint means the same numbers by the same methods. After a change of method or wording do not compare with an "
            "old baseline."
        ),
    )
    return join_sentences(words, methods_note(result))


@headline.register
def _weights_headline(result: Weights) -> Text:
    moved = [line for line in result.lines if line.moved]
    n, effective, effect = write_count(result.base.n), write_count(result.effective), write_number(result.design_effect)
    return Text(
        zh=f"加权后，{n} 份答卷的有效样本量为 {effective}（设计效应 {effect}），{len(moved)} 个指标因加权明显变动",
        en=(
            f"Weighted, {n} responses are worth {effective} (design effect {effect}); weighting moves "
            f"{count_english(len(moved), 'figure')} by more than the interval"
        ),
    )


@findings.register
def _weights_findings(result: Weights) -> tuple[Text, ...]:
    told = []
    for line in result.lines:
        if line.moved and isinstance(line.weighted, Estimate) and isinstance(line.unweighted, Estimate):
            unit, name = unit_of(line.question.measure), name_question(line.question)
            one, two = write_figure(line.weighted, unit), write_figure(line.unweighted, unit)
            told.append(
                Text(
                    zh=f"{name.zh}：加权 {one.zh}，不加权 {two.zh}", en=f"{start_sentence(name.en)}: weighted {one.en}, unweighted {two.en}"
                )
            )
    return tuple(told)
