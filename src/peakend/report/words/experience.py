"""What do we say about the experience of the moments? Which is weakest, which is best, what is open."""

from peakend.analyse.experience import Experience, ExperienceLine, ScenarioExperience
from peakend.analyse.result import Estimate, is_known
from peakend.report.words.figures import write_count, write_evidence, write_figure, write_value
from peakend.report.words.names import count_english, join_sentences, prefix_name, quote_some, start_sentence
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text


def weakest_line(part: ScenarioExperience) -> ExperienceLine | None:
    """The moment with the lowest mean rating."""
    known = [(line.mean.value, line) for line in part.lines if is_known(line.mean)]
    return min(known, key=lambda pair: pair[0])[1] if known else None


def _strongest_line(part: ScenarioExperience) -> ExperienceLine | None:
    known = [(line.mean.value, line) for line in part.lines if is_known(line.mean)]
    return max(known, key=lambda pair: pair[0])[1] if known else None


@headline.register
def _headline(result: Experience) -> Text:
    weak = [(line.mean.value, line, part) for part in result.scenarios for line in part.lines if is_known(line.mean)]
    n = write_count(result.base.n)
    if not weak:
        return Text(zh=f"样本不足，无法描绘体验曲线（n = {n}）", en=f"Too few answers for an experience curve (n = {n})")
    if len(result.scenarios) == 1 and _level(result.scenarios[0]):
        told = _level_words(result.scenarios[0])
        return Text(zh=told.zh, en=start_sentence(told.en))
    _, line, part = min(weak, key=lambda one: one[0])
    said, many = write_figure(line.mean), len(result.lines)
    moment, scenario = line.moment.name, part.scenario.name
    several = len(result.scenarios) > 1
    zh = f"{scenario.say('zh')}·{moment.say('zh')}" if several else moment.say("zh")
    en = f"{moment.say('en')} ({scenario.say('en')})" if several else moment.say("en")
    return Text(
        zh=f"{many} 个已评价时刻中，“{zh}”的体验均值最低：{said.zh}（n = {line.mean.n:,}）",
        en=f'Of {count_english(many, "rated moment")}, "{en}" has the lowest mean rating: {said.en} (n = {line.mean.n:,})',
    )


@headline.register
def _scenario_headline(part: ScenarioExperience) -> Text:
    name, weak = part.scenario.name, weakest_line(part)
    if weak is None or not isinstance(weak.mean, Estimate):
        return Text(zh=f"{name.say('zh')}：样本不足，无法描绘体验曲线", en=f"{name.say('en')}: too few answers for an experience curve")
    if _level(part):
        return prefix_name(name, _level_words(part))
    value, evidence, low = write_value(weak.mean.value, "rating"), write_evidence(weak.mean), write_figure(weak.low, "share")
    return Text(
        zh=f"{name.say('zh')}：“{weak.moment.name.say('zh')}”体验最弱（{value}，{evidence.zh}），{low.zh} 的客户打低分",
        en=f'{name.say("en")}: "{weak.moment.name.say("en")}" is rated lowest ({value}, {evidence.en}); {low.en} rate it low',
    )


def _level(part: ScenarioExperience) -> bool:
    """Whether all of several moments cannot be told apart, each from each."""
    known = [line for line in part.lines if is_known(line.mean)]
    return len(known) > 1 and all(len(line.tied) == len(known) - 1 for line in known)


def _level_words(part: ScenarioExperience) -> Text:
    known = [line.mean for line in part.lines if isinstance(line.mean, Estimate)]
    values, many, n = [mean.value for mean in known], len(known), max(mean.n for mean in known)
    low, high = write_value(min(values), "rating"), write_value(max(values), "rating")
    return Text(
        zh=f"没有明显最弱的时刻：{many} 个时刻的体验彼此都无法区分（均值 {low}–{high}，n = {n:,}）",
        en=f"no moment is proved the weakest: its {count_english(many, 'moment')} cannot be told apart (means {low} to {high}, n = {n:,})",
    )


@findings.register
def _findings(result: Experience) -> tuple[Text, ...]:
    told = [_scenario_headline(part) for part in result.scenarios]
    return tuple(told + [one for part in result.scenarios for one in _scenario_findings(part)])


@findings.register
def _scenario_findings(part: ScenarioExperience) -> tuple[Text, ...]:
    weak, strong = weakest_line(part), _strongest_line(part)
    if weak is None or strong is None or not isinstance(weak.mean, Estimate) or not isinstance(strong.mean, Estimate):
        return ()
    name, best = part.scenario.name, write_figure(strong.mean)
    mean = write_figure(part.mean)
    near = [line.moment.name for line in part.lines if line.moment.key in weak.tied]
    if _level(part):  # the headline says so: none is the best, none the weakest
        near = []
    best_words = Text(
        zh=f"；最好的是“{strong.moment.name.say('zh')}”{best.zh}", en=f'; the best is "{strong.moment.name.say("en")}" at {best.en}'
    )
    top = Text() if _level(part) else best_words
    told = [
        Text(
            zh=f"{name.say('zh')}：各时刻体验均值的平均为 {mean.zh}{top.zh}",
            en=f"{name.say('en')}: the mean over its moments is {mean.en}{top.en}",
        )
    ]
    if near:
        names = quote_some(near)
        told.append(
            Text(
                zh=f"{name.say('zh')}：{names.zh}与最弱者无法区分，孰更弱无法确定",
                en=f"{name.say('en')}: {names.en} cannot be told apart from the weakest, so which is weaker is open",
            )
        )
    felt = [(line.emotion.value, line) for line in part.lines if line.emotion is not None and is_known(line.emotion)]
    if felt:
        value, line = min(felt, key=lambda pair: pair[0])
        told.append(
            Text(
                zh=f"{name.say('zh')}：情绪最低的时刻是“{line.moment.name.say('zh')}”（{write_value(value, 'difference')}）",
                en=f'{name.say("en")}: emotion is lowest at "{line.moment.name.say("en")}" ({write_value(value, "difference")})',
            )
        )
    return tuple(told)


@method_note.register
def _method(result: Experience) -> Text:
    words = Text(
        zh=(
            "体验曲线：按客户经历的顺序列出各时刻实际体验评分的均值及其 95% 区间、低分占比与高分占比；另行询问了情绪的，一并列出。"
            "没有经历该时刻的客户不计入，不当作 0 分。"
            "“无法区分”指两时刻之差的联立 95% 区间包含 0（对同一批答题者联合重抽样）。"
            "读法：看区间，不看小数；体验低而不重要的时刻未必先改。"
            "不适用：体验评分不是重要性，也不说明该时刻对总体评价的影响有多大。"
        ),
        en=(
            "Experience curve: the mean rating of what was delivered, moment by moment in the customer's order, with 95% interval, share "
            "of low and of high ratings, and the emotion where it was asked. Whoever did not experience a moment is left out, not counted "
            'as zero. "Cannot be told apart" means that the simultaneous 95% interval of the difference, from joint resamples '
            "of the same respondents, holds 0. "
            "Read the intervals, not the decimals; a weak moment that does not matter need not come first. A rating is not "
            "importance, and does not say how much a moment moves the overall judgement."
        ),
    )
    return join_sentences(words, methods_note(result))
