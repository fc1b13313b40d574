"""What do we say about stated importance? Which moments stand out, and which cannot be told apart."""

from typing import Final

from peakend.analyse.importance import Importance, Line, ScenarioImportance
from peakend.analyse.resample import ROUNDING
from peakend.analyse.result import Estimate, is_known
from peakend.report.words.base import reasons_line
from peakend.report.words.figures import write_count, write_evidence, write_figure, write_number, write_p, write_probability
from peakend.report.words.names import count_english, join_sentences, number_english, place_in, prefix_name, quote_names, start_sentence
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

CEILING: Final = 0.4
"""Above this share of top answers a question hardly tells moments apart any more."""

_FEW: Final = 3
"""So many names fit in a sentence; more are counted."""


@headline.register
def _headline(result: Importance) -> Text:
    lines = result.lines
    by_rule, proved = sum(line.above for line in lines), sum(line.above_proved for line in lines)
    scenarios, n = len(result.scenarios), write_count(result.base.n)
    if not any(is_known(line.mean) for line in lines):
        return Text(zh=f"样本不足，无法比较各时刻的重要性（n = {n}）", en=f"Too few answers to compare the moments (n = {n})")
    if not proved and all(_level(part) for part in result.scenarios):
        if scenarios == 1:
            told = _level_words(result.scenarios[0])
            return Text(zh=told.zh, en=start_sentence(told.en))
        told = _LEVEL_ALL
        return Text(zh=f"{told.zh}（n = {n}）", en=start_sentence(f"{told.en} (n = {n})"))
    where = Text(zh=f"{scenarios} 个服务场景、", en=f" in {count_english(scenarios, 'scenario')}") if scenarios > 1 else Text()
    lie = "lies" if by_rule == 1 else "lie"
    return Text(
        zh=f"{where.zh}{len(lines)} 个关键时刻中，{by_rule} 个高于本场景均值（原研究规则），{proved} 个经检验确认更受重视（n = {n}）",
        en=(
            f"Of {count_english(len(lines), 'moment')}{where.en}, {number_english(by_rule)} {lie} above the scenario's mean "
            f"(source's rule) and {number_english(proved)} matter{'s' if proved == 1 else ''} more by the test (n = {n})"
        ),
    )


@headline.register
def _scenario_headline(part: ScenarioImportance) -> Text:
    name = part.scenario.name
    first = first_line(part)
    if first is None or not isinstance(first.mean, Estimate):
        return Text(
            zh=f"{name.say('zh')}：样本不足，无法比较各时刻的重要性", en=f"{name.say('en')}: too few answers to compare the moments"
        )
    if _level(part):
        return prefix_name(name, _level_words(part))
    value, evidence, apart = write_number(first.mean.value), write_evidence(first.mean), _apart(part, first)
    return Text(
        zh=f"{name.say('zh')}：客户最看重“{first.moment.name.say('zh')}”（{value}，{evidence.zh}），{apart.zh}",
        en=f'{name.say("en")}: by what customers say, "{first.moment.name.say("en")}" matters most ({value}, {evidence.en}); {apart.en}',
    )


def first_line(part: ScenarioImportance) -> Line | None:
    """The moment with the highest mean; the earlier one of two that are equal."""
    known = [(line.mean.value, line) for line in part.lines if is_known(line.mean)]
    return max(known, key=lambda pair: pair[0])[1] if known else None


_LEVEL_ALL: Final = Text(
    zh="没有哪个时刻突出：各场景内的时刻彼此都无法区分",
    en="no moment stands out: within each scenario all of them cannot be told apart",
)


def _level(part: ScenarioImportance) -> bool:
    """Whether all of several moments cannot be told apart, each from each."""
    known = [line for line in part.lines if is_known(line.mean)]
    return len(known) > 1 and all(len(line.tied) == len(known) - 1 for line in known)


def _level_words(part: ScenarioImportance) -> Text:
    known = [line.mean for line in part.lines if isinstance(line.mean, Estimate)]
    first, many, n = known[0], len(known), max(mean.n for mean in known)
    if all(abs(limit - first.value) <= ROUNDING for mean in known for limit in (mean.low, mean.high)):
        value = write_number(first.value)
        return Text(
            zh=f"没有哪个时刻突出：{many} 个时刻的答案全部相同（均为 {value}，n = {n:,}）",
            en=f"no moment stands out: all answers about its {count_english(many, 'moment')} are equal ({value}, n = {n:,})",
        )
    low, high = min(mean.value for mean in known), max(mean.value for mean in known)
    return Text(
        zh=f"没有哪个时刻突出：{many} 个时刻彼此都无法区分（均值 {write_number(low)}–{write_number(high)}，n = {n:,}）",
        en=(
            f"no moment stands out: its {count_english(many, 'moment')} cannot be told apart "
            f"(means {write_number(low)} to {write_number(high)}, n = {n:,})"
        ),
    )


def _apart(part: ScenarioImportance, first: Line) -> Text:
    if sum(is_known(line.mean) for line in part.lines) == 1:
        return Text(zh="没有其他时刻可比", en="there is no other moment to compare it with")
    tied = [line.moment.name for line in part.lines if line.moment.key in first.tied]
    if not tied:
        return Text(zh="与其他时刻的差异可以区分", en="it can be told apart from all others")
    if len(tied) > _FEW:
        return Text(zh=f"但与另外 {len(tied)} 个时刻无法区分", en=f"it cannot be told apart from {number_english(len(tied))} others")
    names = quote_names(tied)
    return Text(zh=f"但与{names.zh}无法区分", en=f"it cannot be told apart from {names.en}")


@findings.register
def _findings(result: Importance) -> tuple[Text, ...]:
    told = [_scenario_headline(part) for part in result.scenarios]
    told += [place_in(part.scenario.name, one) for part in result.scenarios for one in _scenario_findings(part)[1:]]
    return tuple(told)


@findings.register
def _scenario_findings(part: ScenarioImportance) -> tuple[Text, ...]:
    told = [_scenario_mean(part), _proved(part), _unproved(part), _ceiling(part), _missing(part)]
    return tuple(one for one in told if one)


def _scenario_mean(part: ScenarioImportance) -> Text:
    figure = write_figure(part.mean)
    return Text(
        zh=f"{part.scenario.name.say('zh')}：{len(part.lines)} 个时刻重要性的均值为 {figure.zh}",
        en=f"{part.scenario.name.say('en')}: the mean importance of {count_english(len(part.lines), 'moment')} is {figure.en}",
    )


def _proved(part: ScenarioImportance) -> Text:
    if not any(is_known(line.deviation) for line in part.lines):
        return Text()
    proved = [line for line in part.lines if line.above_proved]
    if not proved:
        return Text(
            zh="没有任何时刻的重要性被证明高于答题者自身的均值（Holm 校正后）",
            en="No moment is proved to matter more than the others to the same respondents (after Holm's correction)",
        )
    names, worst = quote_names(line.moment.name for line in proved), max(line.p_holm for line in proved)
    return Text(
        zh=f"经检验高于答题者自身均值的有 {len(proved)} 个：{names.zh}（Holm 校正后 {write_p(worst)}）",
        en=start_sentence(
            f"{count_english(len(proved), 'moment')} matter{'s' if len(proved) == 1 else ''} more than the others to the same "
            f"respondents: {names.en} (after Holm's correction {write_p(worst)})"
        ),
    )


def _unproved(part: ScenarioImportance) -> Text:
    glance = [line for line in part.lines if line.above and not line.above_proved]
    if not glance:
        return Text()
    said = [(line.moment.name, write_probability(line.p_above)) for line in glance]
    return Text(
        zh="高于均值但未获检验确认：" + "、".join(f"“{name.say('zh')}”（高于均值的概率 {p}）" for name, p in said),
        en="Above the mean at a glance, not confirmed: " + ", ".join(f'"{name.say("en")}" (P(above) {p})' for name, p in said),
    )


def _ceiling(part: ScenarioImportance) -> Text:
    high = [line for line in part.lines if line.ceiling > CEILING]
    if not high:
        return Text()
    share = f"{100 * CEILING:.0f}%"
    return Text(
        zh=f"{len(high)} 个时刻有超过 {share} 的客户给出最高分：量表已触顶，时刻之间的差异会被压缩",
        en=(
            f"At {count_english(len(high), 'moment')} more than {share} gave the top answer: "
            "the scale is at its ceiling and hides differences between moments"
        ),
    )


def _missing(part: ScenarioImportance) -> Text:
    counted: dict[str, int] = {}
    for line in part.lines:
        for why, times in line.missing.items():
            if why == "not_asked":
                continue  # by design, and in the base line; nobody kept silent
            counted[why] = counted.get(why, 0) + times
    reasons = reasons_line(counted)
    return Text(zh=f"无有效答案：{reasons.zh}", en=f"No answer: {reasons.en}") if reasons else Text()


@method_note.register
def _method(result: Importance) -> Text:
    words = Text(
        zh=(
            "问题：客户自述哪些关键时刻重要。重要性取题目得分的均值；场景均值是本场景各时刻均值的平均。"
            "个人内偏差 = 答题者对该时刻的评分 − 其对本场景各时刻评分的平均，用 t 检验判断是否大于 0，并在场景内作 Holm 校正，"
            "以消除个人用分习惯的影响。进入前三的概率、高于均值的概率和名次区间来自联合重抽样；"
            "“无法区分”指两时刻之差的联立 95% 区间包含 0。缺失按原因分别计数，不作填补。"
            "读法：先看概率和名次区间，再看名次。不适用：不要把自述重要性当作对满意度的实际影响（推导重要性）或体验强度。"
        ),
        en=(
            "Question: which moments do customers say matter. Importance is the mean answer; the scenario's mean is the average of its "
            "moments' means. Within-person deviation = a respondent's answer for the moment − the same respondent's mean over the "
            "scenario, tested against 0 with Student's t and Holm's correction within the scenario: this takes away how people use the "
            "scale. P(top 3), P(above the mean) and rank "
            'intervals come from joint resamples; "cannot be told apart" means that the simultaneous 95% interval of the difference holds '
            "0. "
            "Missing answers are counted by reason and never filled in. Read the probabilities and rank intervals before the rank. "
            "Do not read stated importance as effect on satisfaction (derived importance) or as intensity of experience."
        ),
    )
    return join_sentences(words, methods_note(result))
