"""What do we say about the chain? Which arrows are proved, what carries loyalty, what cannot be told apart, and how far to trust it."""

from collections.abc import Iterator, Sequence
from typing import Final

from peakend.analyse.chain import Chain
from peakend.analyse.chain_lines import CROWDED, SAME, ConstructLine, EffectLine, PairLine, QuestionLine
from peakend.analyse.result import is_known
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.report.words.figures import write_count, write_evidence, write_figure, write_number, write_value
from peakend.report.words.names import count_english, join_english, join_sentences, number_english, quote_names, quote_some, start_sentence
from peakend.report.words.segments import name_question
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

_NAMED: Final = 3

WEAK: Final = 0.4
"""Below this loading a question says little about its construct."""

HALF: Final = 0.5
"""A construct that extracts less than half of the variance of its questions holds more error than itself."""

MATTERS: Final = 0.05
"""From this change of a path on, it matters who is left out."""


@headline.register
def _headline(result: Chain) -> Text:
    arrows, proved = result.arrows, [line for line in result.arrows if line.proved]
    n, target = write_count(result.people), result.construct(result.target).name
    same = sum(line.verdict == "same" for line in result.pairs)
    count = Text(
        zh=f"{len(arrows)} 条箭头中 {len(proved)} 条得到证实",
        en=f"{number_english(len(proved))} of {count_english(len(arrows), 'arrow')} {'is' if len(proved) == 1 else 'are'} proved",
    )
    warned = Text(
        zh=f"；{same} 对潜变量分不开" if same else "",
        en=f"; {count_english(same, 'pair')} of constructs cannot be told apart" if same else "",
    )
    carried = [line for line in result.on_target() if line.carried]
    if not carried:
        return Text(
            zh=f"没有哪个潜变量对“{target.say('zh')}”的总影响得到证实；{count.zh}{warned.zh}（n = {n}）",
            en=f'No construct is proved to carry "{target.say("en")}"; {count.en}{warned.en} (n = {n})',
        )
    return _tell_first(result, carried, Text(zh=f"；{count.zh}{warned.zh}（n = {n}）", en=f"; {count.en}{warned.en} (n = {n})"))


def _tell_first(result: Chain, carried: Sequence[EffectLine], rest: Text) -> Text:
    """Which construct goes furthest with the target; those that may be as far are named with it."""
    target, first = result.construct(result.target).name, carried[0]
    cause, effect = result.construct(first.cause).name, write_figure(first.total, "plain").en
    equal = [result.construct(line.cause).name for line in carried[1:] if (line.rank_low or 1) == 1]
    if first.rank_high == 1 or not equal:
        return Text(
            zh=f"“{cause.say('zh')}”对“{target.say('zh')}”的总影响最大：{effect}{rest.zh}",
            en=f'"{cause.say("en")}" goes furthest with "{target.say("en")}" ({effect} in all){rest.en}',
        )
    others = quote_some(equal, _NAMED)
    return Text(
        zh=f"“{cause.say('zh')}”对“{target.say('zh')}”的总影响估计最大（{effect}），但与{others.zh}分不出高下{rest.zh}",
        en=f'"{cause.say("en")}" ({effect} in all) may go furthest with "{target.say("en")}", but {others.en} may go as far{rest.en}',
    )


@findings.register
def _findings(result: Chain) -> tuple[Text, ...]:
    return tuple(
        one
        for one in (
            *_say_totals(result),
            *_say_arrows(result),
            *_say_explained(result),
            *_say_pairs(result),
            *_say_questions(result),
            *_say_measures(result),
            *_say_crowded(result),
            *_say_people(result),
            Text(
                zh="箭头由研究者设定，数据只能说明关联强弱；所有题目出自同一份问卷，不能据此断定因果。",
                en="The arrows are decided by people; the answers say how strong they are. Everything comes from one questionnaire: "
                "association, not cause.",
            ),
        )
        if one
    )


def _say_totals(result: Chain) -> Iterator[Text]:
    """The total effect of every construct on the target, with its interval."""
    lines = [(result.construct(line.cause).name, write_figure(line.total, "plain")) for line in result.on_target()]
    target = result.construct(result.target).name
    if lines:
        yield Text(
            zh=f"对“{target.say('zh')}”的总影响：" + "；".join(f"{name.say('zh')} {figure.zh}" for name, figure in lines),
            en=f'In all, on "{target.say("en")}": ' + "; ".join(f"{name.say('en')} {figure.en}" for name, figure in lines),
        )


def name_arrow(result: Chain, line: EffectLine) -> Text:
    """From what to what."""
    one, two = result.construct(line.cause).name, result.construct(line.effect).name
    return Text(zh=f"{one.say('zh')} → {two.say('zh')}", en=f"{one.say('en')} → {two.say('en')}")


def _say_arrows(result: Chain) -> Iterator[Text]:
    proved = [name_arrow(result, line) for line in result.arrows if line.proved]
    rest = [name_arrow(result, line) for line in result.arrows if not line.proved]
    if proved:
        yield Text(zh="得到证实的箭头：" + "；".join(one.zh for one in proved), en="Proved: " + "; ".join(one.en for one in proved))
    if rest:
        yield Text(
            zh="未得到证实（不等于没有影响）：" + "；".join(one.zh for one in rest),
            en="Not proved, which is not the same as absent: " + "; ".join(one.en for one in rest),
        )


def _say_explained(result: Chain) -> Iterator[Text]:
    line = result.construct(result.target)
    if is_known(line.explained):
        share = write_value(line.explained.value, "share")
        how = write_evidence(line.explained, "share")
        yield Text(
            zh=f"模型能说明“{line.name.say('zh')}”差异的 {share}（{how.zh}）",
            en=f'The model accounts for {share} of the differences in "{line.name.say("en")}" ({how.en})',
        )


def _say_pairs(result: Chain) -> Iterator[Text]:
    """Constructs that are not different things: the arrows between them are then an agreement, not a finding."""
    same = sorted((line for line in result.pairs if line.verdict == "same"), key=lambda line: -_ratio(line))
    unsure = [name_pair(result, line) for line in result.pairs if line.verdict == "open"]
    if same:
        told = [(name_pair(result, line), write_value(_ratio(line), "plain")) for line in same]
        limit = write_number(SAME, 2)
        many = count_english(len(same), "pair")
        yield Text(
            zh=f"区分效度不成立：{len(same)} 对潜变量的 HTMT 超过 {limit}（"
            + "；".join(f"{name.zh} {ratio}" for name, ratio in told)
            + "），客户把它们当成一回事，两者之间的箭头不宜单独解读",
            en=start_sentence(
                f"{many} of constructs {'is' if len(same) == 1 else 'are'} not told apart (HTMT above {limit}: "
                + "; ".join(f"{name.en} {ratio}" for name, ratio in told)
                + "): customers answer both alike, and the arrow between them should not be read alone"
            ),
        )
    if unsure:
        limit = write_number(SAME, 2)
        yield Text(
            zh=f"HTMT 的区间含 {limit}，尚不能断定分得开：" + "；".join(one.zh for one in unsure),
            en=f"Not proved to be different things (the interval of HTMT holds {limit}): " + "; ".join(one.en for one in unsure),
        )


def _ratio(line: PairLine) -> float:
    return line.ratio.value if is_known(line.ratio) else 0.0


def name_pair(result: Chain, line: PairLine) -> Text:
    """Two constructs."""
    one, two = result.construct(line.one).name, result.construct(line.other).name
    return Text(zh=f"{one.say('zh')}与{two.say('zh')}", en=f"{one.say('en')} and {two.say('en')}")


def _say_questions(result: Chain) -> Iterator[Text]:
    lines = [line for one in result.constructs for line in one.questions if len(one.questions) > 1]
    against = [line for line in lines if is_known(line.loading) and line.loading.value < 0]
    weak = [line for line in lines if is_known(line.loading) and 0 <= line.loading.value < WEAK]
    foreign = [line for line in lines if line.foreign]
    if against:
        names = _name_questions(result, against)
        yield Text(
            zh=f"与所属潜变量反向，请核对是否反向计分：{names.zh}",
            en=f"Against their construct, so check whether the scale is reversed: {names.en}",
        )
    if weak:
        names, limit = _name_questions(result, weak), write_number(WEAK, 1)
        yield Text(
            zh=f"载荷低于 {limit}，几乎不代表所属潜变量：{names.zh}",
            en=f"Hardly a sign of the construct (loading below {limit}): {names.en}",
        )
    if foreign:
        names = _name_questions(result, foreign)
        yield Text(zh=f"与别的潜变量相关更高：{names.zh}", en=f"Closer to another construct than to their own: {names.en}")


def _name_questions(result: Chain, lines: Sequence[QuestionLine]) -> Text:
    return quote_some([word_question(line.question, result.base.study) for line in lines], _NAMED)


def word_question(question: Question, study: Study | None) -> Text:
    """What a question is called: its wording, or what it asks about."""
    return question.wording if question.wording or study is None else name_question(question, study)


def _say_measures(result: Chain) -> Iterator[Text]:
    """Constructs that are measured badly, and those that one question stands for."""
    thin = [one for one in result.constructs if is_known(one.extracted) and one.extracted.value < HALF]
    single = [one for one in result.constructs if len(one.questions) == 1]
    blurred = [one for one in result.constructs if one.distinct is False]
    if thin:
        told = [(one.name, write_value(one.extracted.value, "plain")) for one in thin if is_known(one.extracted)]
        yield Text(
            zh="题目与潜变量的共同方差不足一半（AVE < 0.5）：" + "、".join(f"{name.say('zh')} {value}" for name, value in told),
            en="Less than half of the variance of their questions is their own (AVE < 0.5): "
            + join_english([f"{name.say('en')} {value}" for name, value in told]),
        )
    if blurred:
        names = quote_names(_names(blurred))
        yield Text(zh=f"{names.zh}未通过 Fornell–Larcker 检验", en=f"not passed, the test of Fornell and Larcker: {names.en}")
    if single:
        names = quote_names(_names(single))
        yield Text(
            zh=f"{names.zh}只有一道题，测量误差无从得知，相关的箭头可能被低估",
            en=f"One question stands for {names.en}: its error of measurement is unknown, and its arrows may be too small",
        )


def _names(lines: Sequence[ConstructLine]) -> list[Text]:
    return [one.name for one in lines]


def _say_crowded(result: Chain) -> Iterator[Text]:
    crowded = [line for line in result.arrows if line.inflation is not None and line.inflation >= CROWDED]
    if crowded:
        names = [name_arrow(result, line) for line in crowded]
        yield Text(
            zh="原因之间高度共线（VIF ≥ 5），系数不稳：" + "；".join(one.zh for one in names),
            en="Causes move together too much for these arrows to be told apart (VIF of 5 or more): " + "; ".join(one.en for one in names),
        )


def _say_people(result: Chain) -> Iterator[Text]:
    """Who and what is not in it."""
    if not result.planned:
        yield Text(
            zh="研究没有写明链条，这里按题目类型推定（期望 → 质量 → 满意 → 忠诚）；正式使用前请在 analysis.chain 中写明",
            en="The study plans no chain: this one is suggested by what its questions measure (expectations → quality → satisfaction → "
            "loyalty). Write it under analysis.chain before it is relied on",
        )
    absent = [key for one in result.constructs for key in one.absent]
    if absent:
        names = quote_some([Text(key, key) for key in absent], _NAMED)
        yield Text(
            zh=f"数据中没有{names.zh}，未参与计算", en=f"{names.en} {'has' if len(absent) == 1 else 'have'} no column and are not in it"
        )
    out = result.base.n - result.people
    if out > 0:
        yield Text(
            zh=f"{write_count(out)} 人未答全链条的题目，不在其中",
            en=f"{write_count(out)} who left a question of the chain out are not in it",
        )
    yield from _say_pairwise(result)
    if result.failed:
        failed, tried = write_count(result.failed), write_count(result.base.resamples)
        yield Text(
            zh=f"{tried} 次重抽样中有 {failed} 次没有合理的解，不计入区间",
            en=f"{failed} of {tried} resamples gave no proper solution and are in no interval",
        )


def _say_pairwise(result: Chain) -> Iterator[Text]:
    pairs = result.pairwise
    if pairs is None:
        return
    if not pairs.sound:
        yield Text(
            zh="逐对计算的相关彼此矛盾（非正定），无法用来检验缺失的影响",
            en="Correlations over whoever answered each pair contradict one another, so they cannot say whether missing answers matter",
        )
        return
    apart = write_number(pairs.apart, 2)
    calm = pairs.apart < MATTERS
    yield Text(
        zh=f"改用逐对完整的答卷（每对 {write_count(pairs.least)}–{write_count(pairs.most)} 人），箭头最多变化 {apart}"
        + ("，缺失影响不大" if calm else "，缺失有影响，请谨慎"),
        en=f"With everybody who answered each pair ({write_count(pairs.least)} to {write_count(pairs.most)} people) no arrow changes by "
        f"more than {apart}" + ("" if calm else ": who is missing matters"),
    )


@method_note.register
def _method(result: Chain) -> Text:
    words = Text(
        zh=(
            "PLS 路径模型：每个潜变量是其题目的加权和（方差为 1），权重由 Lohmöller 算法（路径加权）求得；"
            "箭头为标准化回归系数，总影响 = 直接 + 间接；指数 0–100 为按权重换算的得分。"
            "区间来自对抽样单元的联合重抽样，“得到证实”须区间不含 0 且 Holm 校正后 p < 0.05。只用答全所有题目的人。"
            "读法：先看潜变量能否区分（HTMT），再看箭头。不适用：比较不同研究的系数；样本少；题目几乎相同。"
        ),
        en=(
            "PLS path model: each construct is a weighted sum of its questions with variance 1, the weights found by Lohmöller's "
            "algorithm (path scheme); arrows are standardised regression coefficients, the total effect is direct plus indirect; indices "
            "from 0 to 100 are the weighted answers. Intervals come from joint resamples of sampling units; proved means an interval "
            "without 0 and p < 0.05 after Holm. Only people who answered everything count. Look first whether constructs are told apart "
            "(HTMT), then at arrows. Not for comparing coefficients between studies, for few answers, or for questions that say the same."
        ),
    )
    return join_sentences(words, methods_note(result))
