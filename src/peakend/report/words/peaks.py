"""What do we say about peaks and ends? What the source's rule picks, with its probability, and what the test confirms."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.importance import TOP
from peakend.analyse.peaks import SHARED, SURE_SHARE, CommonMark, Mark, Peaks, ScenarioPeaks
from peakend.report.words.figures import write_count, write_figure, write_number, write_probability
from peakend.report.words.names import RULES, count_english, join_english, join_sentences, number_english, quote_names, start_sentence
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

_FEW: Final = 4
"""So many moments are named in a sentence; more are counted."""


@headline.register
def _headline(result: Peaks) -> Text:
    if not any(part.mean.known for part in result.scenarios):
        n = write_count(result.base.n)
        return Text(zh=f"样本不足，无法判断峰值和终值（n = {n}）", en=f"Too few answers to find peaks and ends (n = {n})")
    marks = [mark for part in result.scenarios for mark in part.marks if mark.by_source]
    peaks = [mark for mark in marks if mark.kind == "peak"]
    ends = [mark for mark in marks if mark.kind == "end"]
    sure_peaks, sure_ends = sum(mark.by_test for mark in peaks), sum(mark.by_test for mark in ends)
    scenarios, n = len(result.scenarios), write_count(result.base.n)
    has = "has" if scenarios == 1 else "have"
    if not peaks:
        above = _NO_PEAK if scenarios == 1 else _NO_PEAKS
        over = Text(f"；终值 {len(ends)} 个，经检验确认 {sure_ends} 个", _ends_confirmed(len(ends), sure_ends)) if ends else Text()
        return Text(
            zh=f"{scenarios} 个服务场景按原研究规则{above.zh}{over.zh}（n = {n}）",
            en=f"{start_sentence(count_english(scenarios, 'scenario'))} {has} {above.en} by the source's rule{over.en} (n = {n})",
        )
    confirmed = (
        "confirms all of them"
        if sure_peaks == len(peaks) and sure_ends == len(ends)
        else f"confirms {count_english(sure_peaks, 'peak')} and {count_english(sure_ends, 'end')}"
    )
    return Text(
        zh=(
            f"{scenarios} 个服务场景按原研究规则有 {len(peaks)} 个峰值、{len(ends)} 个终值；"
            f"经检验确认的峰值 {sure_peaks} 个、终值 {sure_ends} 个（n = {n}）"
        ),
        en=(
            f"{start_sentence(count_english(scenarios, 'scenario'))} {has} "
            f"{count_english(len(peaks), 'peak')} and {count_english(len(ends), 'end')} by the source's rule; the tested rule {confirmed} "
            f"(n = {n})"
        ),
    )


@headline.register
def _scenario_headline(part: ScenarioPeaks) -> Text:
    name, n = part.scenario.name, write_count(part.mean.n)
    if not part.mean.known:
        told = write_figure(part.mean)
        return Text(zh=f"{name.say('zh')}：无法判断峰值和终值，{told.zh}", en=f"{name.say('en')}: no peaks or ends can be named, {told.en}")
    peaks, ends = part.peaks, _ends(part)
    said, over = name_marks(peaks), name_marks(ends)
    peak = Text(zh=f"峰值为{said.zh}", en=f"peaks at {said.en}") if peaks else _NO_PEAK
    end = Text(zh=f"终值为{over.zh}", en=f"ends on {over.en}") if ends else Text("没有终值", "no end")
    test = _test_words((*peaks, *ends)) if peaks else _end_test(part, ends)
    return Text(
        zh=f"{name.say('zh')}：按原研究规则，{peak.zh}，{end.zh}；{test.zh}（n = {n}）",
        en=f"{name.say('en')}, by the source's rule: {peak.en}, {end.en}; {test.en} (n = {n})",
    )


def name_marks(marks: Sequence[Mark]) -> Text:
    """Moments with the probability that the rule picks them again; never a bare mark."""
    said = [(mark.moment.name, write_probability(mark.probability)) for mark in marks]
    return Text(
        zh="、".join(f"“{name.say('zh')}”（{p}）" for name, p in said),
        en=join_english([f'"{name.say("en")}" ({p})' for name, p in said]),
    )


def _ends(part: ScenarioPeaks) -> tuple[Mark, ...]:
    return tuple(mark for mark in part.marks if mark.kind == "end" and mark.by_source)


_NO_PEAK: Final = Text("没有峰值（结束阶段之前没有时刻高于场景均值）", "no peak (before the end nothing lies above the scenario's mean)")
_NO_PEAKS: Final = Text(
    "都没有峰值（结束阶段之前没有时刻高于本场景均值）", "no peak (before the end nothing lies above the mean of its scenario)"
)


def _ends_confirmed(ends: int, sure: int) -> str:
    if sure == ends:
        return f", and {count_english(ends, 'end')}, confirmed by the tested rule"
    return f", and {count_english(ends, 'end')}; the tested rule confirms {number_english(sure)}"


def _end_test(part: ScenarioPeaks, ends: Sequence[Mark]) -> Text:
    """What the tested rule says where the source's rule finds no peak."""
    extra = part.tested_peaks
    if extra:
        names = quote_names(mark.moment.name for mark in extra)
        return Text(zh=f"检验规则却认定{names.zh}为峰值", en=f"the tested rule alone picks {names.en}")
    if not ends:
        return Text("检验规则也未找到", "nor by the tested rule")
    sure = sum(mark.by_test for mark in ends)
    if sure == len(ends):
        return Text("检验规则也没有峰值，并确认该终值", "the tested rule finds no peak either, and confirms the end")
    return Text("检验规则也没有峰值，且未确认终值", "the tested rule finds no peak either, and does not confirm the end")


def _test_words(marks: Sequence[Mark]) -> Text:
    sure = [mark for mark in marks if mark.by_test]
    rest = [mark for mark in marks if not mark.by_test]
    if not rest:
        return Text("检验规则全部确认", "the tested rule confirms all of them")
    if not sure:
        return Text("检验规则均未确认", "the tested rule confirms none of them")
    if len(rest) <= len(sure):
        names = quote_names(mark.moment.name for mark in rest)
        return Text(zh=f"检验规则未确认{names.zh}", en=f"the tested rule confirms all but {names.en}")
    names = quote_names(mark.moment.name for mark in sure)
    return Text(zh=f"检验规则只确认{names.zh}", en=f"the tested rule confirms only {names.en}")


@findings.register
def _findings(result: Peaks) -> tuple[Text, ...]:
    told = [_scenario_headline(part) for part in result.scenarios]
    told += [common_headline(result, kind) for kind in ("peak", "end")]
    told += [one for part in result.scenarios for one in _scenario_findings(part)]
    return tuple(one for one in told if one)


@findings.register
def _scenario_findings(part: ScenarioPeaks) -> tuple[Text, ...]:
    told = [_published_words(part), _published_mean(part), _runner_up(part), _last_words(part), _lonely_end(part)]
    return tuple(one for one in told if one)


def _published_words(part: ScenarioPeaks) -> Text:
    known = [mark for mark in part.marks if mark.published is not None]
    if not known:
        return Text()
    lost = [mark for mark in known if mark.published and not mark.by_source]
    extra = [mark for mark in known if mark.by_source and not mark.published]
    name = part.scenario.name
    if not lost and not extra:
        return Text(
            zh=f"{name.say('zh')}：与原研究公布的峰值和终值一致",
            en=f"{name.say('en')}: the same peaks and end as the source published",
        )
    missing, more = quote_names(mark.moment.name for mark in lost), quote_names(mark.moment.name for mark in extra)
    zh = ([f"原研究公布而本次未找到：{missing.zh}"] if lost else []) + ([f"本次找到而原研究未公布：{more.zh}"] if extra else [])
    en = ([f"published by the source and not found here: {missing.en}"] if lost else []) + (
        [f"found here and not published: {more.en}"] if extra else []
    )
    return Text(zh=f"{name.say('zh')}：" + "；".join(zh), en=f"{name.say('en')}: " + "; ".join(en))


def _published_mean(part: ScenarioPeaks) -> Text:
    if part.published_mean is None or not part.mean.known:
        return Text()
    ours, theirs = write_number(getattr(part.mean, "value", float("nan"))), write_number(part.published_mean)
    return Text(
        zh=f"{part.scenario.name.say('zh')}：场景均值 {ours}，原研究公布 {theirs}",
        en=f"{part.scenario.name.say('en')}: scenario mean {ours}; the source published {theirs}",
    )


def _runner_up(part: ScenarioPeaks) -> Text:
    near = [mark for mark in part.marks if mark.kind == "peak" and not mark.by_source and mark.probability >= 0.1]  # noqa: PLR2004 - worth naming
    if not near:
        return Text()
    said = [(mark.moment.name, write_probability(mark.probability)) for mark in near[:_FEW]]
    return Text(
        zh=f"{part.scenario.name.say('zh')}：本次未入选、但重抽样中有时成为峰值："
        + "、".join(f"“{name.say('zh')}”（{p}）" for name, p in said),
        en=f"{part.scenario.name.say('en')}: not a peak here, but one in some resamples: "
        + join_english([f'"{name.say("en")}" ({p})' for name, p in said]),
    )


def _last_words(part: ScenarioPeaks) -> Text:
    last, ends = part.last, _ends(part)
    if last is None or not ends or last.moment.key in {mark.moment.key for mark in ends}:
        return Text()
    return Text(
        zh=f"{part.scenario.name.say('zh')}：最后经历的时刻是“{last.moment.name.say('zh')}”，结束阶段最受重视的是“{ends[0].moment.name.say('zh')}”",
        en=(
            f'{part.scenario.name.say("en")}: the last moment is "{last.moment.name.say("en")}", the one that matters most '
            f'in the end stage is "{ends[0].moment.name.say("en")}"'
        ),
    )


def _lonely_end(part: ScenarioPeaks) -> Text:
    if sum(mark.kind == "end" for mark in part.marks) != 1:
        return Text()
    return Text(
        zh=f"{part.scenario.name.say('zh')}：结束阶段只有一个时刻，它必然是终值，概率不说明其重要程度",
        en=f"{part.scenario.name.say('en')}: the end stage has a single moment, so it is the end whatever it scores",
    )


def common_headline(result: Peaks, kind: str) -> Text:
    """How many common peaks (or ends) the source's rule gives, how many the source itself lists, which of them differ."""
    shared = [mark for mark in result.common if mark.kind == kind and mark.shared]
    listed = [mark for mark in result.common if mark.kind == kind and mark.published]
    known = any(mark.published is not None for mark in result.common if mark.kind == kind)
    if not shared and not listed:
        return Text()
    noun = Text("共有峰值", "common peak") if kind == "peak" else Text("共有终值", "common end")
    names = quote_names(mark.common.name for mark in shared)
    sure = sum(mark.shared_tested for mark in shared)
    found = Text(
        zh=f"原研究规则给出 {len(shared)} 个{noun.zh}" + (f"：{names.zh}" if shared else ""),
        en=f"the source's rule gives {count_english(len(shared), noun.en)}" + (f" ({names.en})" if shared else ""),
    )
    against = _listed_words(shared, listed) if known else Text()
    return Text(
        zh=f"{found.zh}{against.zh}；检验规则确认 {sure} 个",
        en=start_sentence(f"{found.en}{against.en}; the tested rule confirms {number_english(sure)}"),
    )


def _listed_words(shared: Sequence[CommonMark], listed: Sequence[CommonMark]) -> Text:
    extra = [mark.common.name for mark in shared if not mark.published]
    lost = [mark.common.name for mark in listed if not mark.shared]
    if not extra and not lost:
        return Text("，与原研究所列一致", ", the same as the source lists")
    more, less = quote_names(extra), quote_names(lost)
    zh = (f"，{more.zh}不在其列" if extra else "") + (f"，其所列的{less.zh}不满足该规则" if lost else "")
    en = (f", {more.en} not among them" if extra else "") + (f", of which {less.en} does not meet the rule" if lost else "")
    return Text(zh=f"；原研究列出 {len(listed)} 个{zh}", en=f" where the source lists {number_english(len(listed))}{en}")


def rule_words(mark: Mark | CommonMark) -> Text:
    """Which of the two rules picks a moment."""
    source, tested = (mark.by_source, mark.by_test) if isinstance(mark, Mark) else (mark.shared, mark.shared_tested)
    return RULES["both" if source and tested else "source" if source else "tested" if tested else "none"]


@method_note.register
def _method(result: Peaks) -> Text:
    sure = f"{100 * SURE_SHARE:.0f}%"
    words = Text(
        zh=(
            f"两条规则并列。原研究规则：结束阶段之前，重要性均值高于场景均值且列前 {TOP} 的时刻为峰值；结束阶段中重要性最高的时刻为终值。"
            f"括号内的概率是在联合重抽样中按同一规则再次选中它的比例。检验规则：进入前 {TOP}（终值为结束阶段第一）的比例不低于 {sure}，"
            "且峰值的个人内偏差经 Holm 校正后显著大于 0。并列的时刻全部入选；没有结束阶段的场景没有终值。"
            f"共有峰值（终值）：研究文件中列明对应关系的同一共有时刻，在至少 {SHARED} 个场景中成为峰值（终值）。"
            "读法：概率接近 50% 的峰值，换一批客户结果就可能不同。不适用：这里的峰是自述重要性的峰，不是体验强度的峰；"
            "它们是否真正决定记忆，要由峰终定律检验回答。"
        ),
        en=(
            "Two rules side by side. Source's rule: before the end stage, a moment whose mean importance lies above the scenario's mean "
            "and among "
            f"the {TOP} highest is a peak; the highest of the end stage is the end. The probability in brackets is the share of joint "
            f"resamples in which the same rule picks it again. Tested rule: among the {TOP} highest (for ends: first of the end stage) in "
            f"at least {sure} of the "
            "resamples, and for peaks a within-person deviation above 0 after Holm's correction. Tied moments are all picked; a scenario "
            "without an end "
            f"stage has no end. Common: the same common moment, by the study's own list, is a peak (end) in at least {SHARED} scenarios. "
            "A peak with a probability near 50% may be another one with the next respondents. These are peaks of stated importance, not "
            "of felt intensity: whether they decide what is remembered is the question of the peak-end test."
        ),
    )
    return join_sentences(words, methods_note(result))
