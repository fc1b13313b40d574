"""What do we say of recommendation beyond its score? Reasons (hook), classes (knife), units (exam paper)."""

from peakend.analyse.evidence import top_answers
from peakend.analyse.reasons import ReasonLine, Reasons
from peakend.analyse.recommenders import ClassLine, Recommenders, UnloyalLine
from peakend.analyse.result import is_known
from peakend.analyse.scorecards import Scorecard, Scorecards, UnitScores
from peakend.report.words.figures import write_count, write_evidence, write_figure, write_p, write_value
from peakend.report.words.names import count_english, join_sentences, quote_some, start_sentence
from peakend.report.words.segments import label_group, name_question
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text


@headline.register
def _reasons_headline(result: Reasons) -> Text:
    warn, recommend = result.of("detractors"), result.of("promoters")
    if not warn and not recommend:
        if not any(is_known(line.difference) for line in result.lines):
            return Text(
                zh="推荐者或贬损者不足 10 人，无法比较原因", en="Fewer than ten promoters or detractors: reasons cannot be compared"
            )
        return Text(
            zh="推荐者与贬损者提及的原因没有显著差异（校正后）",
            en="Promoters and detractors name no reason provably more often (after correction)",
        )
    parts = []
    if warn:
        named = quote_some([line.label for line in warn])
        parts.append(Text(zh=f"贬损者显著更多提及{named.zh}", en=f"detractors provably more often name {named.en}"))
    if recommend:
        named = quote_some([line.label for line in reversed(recommend)])
        parts.append(Text(zh=f"推荐者显著更多提及{named.zh}", en=f"promoters provably more often name {named.en}"))
    return Text(zh="；".join(one.zh for one in parts), en=start_sentence("; ".join(one.en for one in parts)))


@findings.register
def _reasons_findings(result: Reasons) -> tuple[Text, ...]:
    return tuple(_reason_sentence(line) for line in result.lines if line.side)


def _reason_sentence(line: ReasonLine) -> Text:
    promoters, detractors = write_figure(line.promoters, "share"), write_figure(line.detractors, "share")
    name = quote_some([line.label])
    return Text(
        zh=f"{name.zh}：推荐者 {promoters.zh}，贬损者 {detractors.zh}（Holm 校正 {write_p(line.p_holm)}）",
        en=f"{name.en}: promoters {promoters.en}, detractors {detractors.en} (Holm {write_p(line.p_holm)})",
    )


@method_note.register
def _reasons_method(result: Reasons) -> Text:
    words = Text(
        zh=(
            "把每个选项在推荐者（9–10 分）和贬损者（0–6 分）中的提及比例相减，区间用 Newcombe 法，同一道多选题内作 Holm 校正；"
            "加权、整群或按块时在抽样单元上线性化。读法：两类人都常提的原因不区分推荐与否。"
            "不适用：这是关联不是原因；任一类不足 10 人时不比较。"
        ),
        en=(
            "The share of each choice among promoters (9-10) less that among detractors (0-6), Newcombe's interval, Holm within "
            "the multiple "
            "answer; linearised over sampling units with weights, clusters or blocks. A reason that both name often does not "
            "divide them. "
            "Association, not cause; nothing is compared with fewer than ten in either class."
        ),
    )
    return join_sentences(words, methods_note(result))


@headline.register
def _knife_headline(result: Recommenders) -> Text:
    line = next((one for one in result.unloyal if is_known(one.unloyal)), None)
    apart = next((one for one in result.lines if one.differs), None)
    parts = []
    if line is not None and is_known(line.unloyal):
        share, evidence = write_value(line.unloyal.value, "share"), write_evidence(line.unloyal, "share")
        loyal = _loyal(line)
        parts.append(
            Text(zh=f"满意的客户中有 {share} {loyal.zh}（{evidence.zh}）", en=f"{share} of satisfied customers {loyal.en} ({evidence.en})")
        )
    if apart is not None:
        name = name_question(apart.question, result.base.study)
        parts.append(
            Text(zh=f"推荐者与贬损者差别最大的是“{name.zh}”", en=f'promoters and detractors differ most on "{start_sentence(name.en)}"')
        )
    if not parts:
        return Text(
            zh="样本不足或无显著差异，分不出推荐者与贬损者的区别",
            en="Too few answers, or no proved difference between promoters and detractors",
        )
    return Text(zh="；".join(one.zh for one in parts), en=start_sentence("; ".join(one.en for one in parts)))


def _loyal(line: UnloyalLine) -> Text:
    if line.loyal.measure == "nps":
        return Text("并不是推荐者（9–10 分）", "are not promoters (9–10)")
    highest = top_answers(line.loyal)
    if len(highest) == 1:  # two or three answers, of which one alone means staying
        return Text(f"没有留存意愿（未选 {highest[0]}）", f"do not intend to stay (did not answer {highest[0]})")
    return Text("没有明确的留存意愿（最高两档）", "do not clearly intend to stay (two highest answers)")


@findings.register
def _knife_findings(result: Recommenders) -> tuple[Text, ...]:
    told = [_unloyal_sentence(line) for line in result.unloyal if is_known(line.unloyal)]
    told += [_class_sentence(line, name_question(line.question, result.base.study)) for line in result.lines if line.differs][:5]
    level = sum(not line.differs and is_known(line.difference) for line in result.lines)
    if level:
        told.append(
            Text(
                zh=f"另有 {level} 项评分在两类客户之间没有显著差异",
                en=start_sentence(f"{count_english(level, 'rating')} {'does' if level == 1 else 'do'} not provably differ between the two"),
            )
        )
    return tuple(told)


def _unloyal_sentence(line: UnloyalLine) -> Text:
    loyal, share, reach = _loyal(line), write_figure(line.unloyal, "share"), write_figure(line.reach, "share")
    n = write_count(line.satisfied)
    several, warning = len(top_answers(line.overall)) > 1, Text()
    if line.warning is not None and is_known(line.warning):
        told = write_figure(line.warning, "share")
        warning = Text(zh=f"，其中贬损者占满意客户的 {told.zh}", en=f"; {told.en} of the satisfied are even detractors")
    return Text(
        zh=f"满意（总体评价最高{'两' if several else '一'}档，n = {n}）但{loyal.zh}：{share.zh}，占全部作答者的 {reach.zh}{warning.zh}",
        en=f"Satisfied ({'two highest answers' if several else 'highest answer'}, n = {n}) but "
        f"{loyal.en.replace('are not', 'not')}: {share.en}, "
        f"{reach.en} of all who answered{warning.en}",
    )


def _class_sentence(line: ClassLine, name: Text) -> Text:
    promoters, detractors = write_figure(line.promoters), write_figure(line.detractors)
    return Text(
        zh=f"{name.zh}：推荐者 {promoters.zh}，贬损者 {detractors.zh}（d = {line.size:.2f}，Holm 校正 {write_p(line.p_holm)}）",
        en=f"{start_sentence(name.en)}: promoters {promoters.en}, detractors {detractors.en} (d = {line.size:.2f}, Holm "
        f"{write_p(line.p_holm)})",
    )


@method_note.register
def _knife_method(result: Recommenders) -> Text:
    words = Text(
        zh=(
            "逐题比较推荐者与贬损者的均值（Welch t；加权、整群或按块时线性化），全部题目作 Holm 校正，d 为标准化差异。"
            "满意指总体评价最高两档，忠诚指推荐者（或留存意愿最高两档）。读法：差异大说明两类人在此处体验不同，不说明是它造成推荐。"
            "不适用：习惯打高分的人会处处打高分；要看推动因素请用驱动分析。"
        ),
        en=(
            "Means of promoters and detractors question by question (Welch's t; linearised with weights, clusters or blocks), "
            "Holm over all; "
            "d is the standardised difference. Satisfied: the two highest answers; loyal: promoters, or the two highest "
            "intentions. A large "
            "difference says that the two met something else there, not that it made them recommend: who rates high rates "
            "everything high. "
            "For what drives recommendation see the drivers."
        ),
    )
    return join_sentences(words, methods_note(result))


@headline.register
def _exam_headline(result: Scorecards) -> Text:
    one = result.scores[0]
    units, n = len(one.cards), write_count(result.base.n)
    if one.freedom == 0:
        return Text(zh=f"各单位样本不足，无法比较（n = {n}）", en=f"Too few answers in the units to compare them (n = {n})")
    if not one.told_apart:
        return Text(
            zh=f"{units} 个单位的 NPS 无法区分高低（Q 检验 {write_p(one.p_value)}，n = {n}）：不排名",
            en=f"The NPS of {units} units cannot be told apart (Q test {write_p(one.p_value)}, n = {n}): no ranking",
        )
    below = [card for card in one.cards if card.standing == "below"]
    above = [card for card in one.cards if card.standing == "above"]
    return Text(
        zh=f"{units} 个单位中，{len(above)} 个显著高于、{len(below)} 个显著低于其余单位（Holm 校正，n = {n}）",
        en=f"Of {units} units {len(above)} stand provably above and {len(below)} below all others together (Holm, n = {n})",
    )


@findings.register
def _exam_findings(result: Scorecards) -> tuple[Text, ...]:
    told: list[Text] = []
    for one in result.scores:
        told += [_card_sentence(result, card) for card in one.cards if card.standing in {"above", "below"}]
        few = [card.unit for card in one.cards if not card.nps.known]
        if few:
            names = quote_some([label_group(unit, result.by, result.base.study) for unit in few])
            told.append(Text(zh=f"样本不足 10 份，不给分：{names.zh}", en=f"No score, fewer than ten answers: {names.en}"))
        told.append(_spread(one))
    return tuple(dict.fromkeys(one for one in told if one))


def _card_sentence(result: Scorecards, card: Scorecard) -> Text:
    name, score, apart = (
        label_group(card.unit, result.by, result.base.study),
        write_figure(card.nps, "points"),
        write_figure(card.apart, "points"),
    )
    return Text(
        zh=f"{name.say('zh')}：{score.zh}，与其余单位相差 {apart.zh}（n = {card.n}）",
        en=f"{name.say('en')}: {score.en}, {apart.en} from all others (n = {card.n})",
    )


def _spread(one: UnitScores) -> Text:
    """How wide the intervals are: what a single unit's score can bear."""
    halves = [card.nps.half for card in one.cards if is_known(card.nps)]
    if not halves:
        return Text()
    low, high = f"±{min(halves):.0f}", f"±{max(halves):.0f}"
    return Text(
        zh=f"各单位 NPS 的误差为 {low if low == high else f'{low} 至 {high}'} 分：小于此的差距不要解读",
        en=f"Scores of single units are sure to {low if low == high else f'{low} to {high}'} points: read nothing into smaller differences",
    )


@method_note.register
def _exam_method(result: Scorecards) -> Text:
    words = Text(
        zh=(
            "先检验各单位之间是否存在差异（Q 检验）；不显著就不排名。每个单位与其余单位合并后比较（MOVER 区间，Holm 校正），"
            "并给出排除不掉的名次范围。小单位的分数不作收缩，区间宽就是宽。"
            "不适用：客群构成不同的单位不宜直接比较；把分数用作考核会诱导打分，请同时抽查。"
        ),
        en=(
            "First whether the units differ at all (Q test); without that there is no ranking. Each unit is compared with all "
            "others together "
            "(MOVER, Holm), with the ranks that cannot be excluded. Nothing is shrunk: a small unit has a wide interval. Units "
            "that serve "
            "different customers should not be compared as they are, and a score that pays people gets asked for: check at random."
        ),
    )
    return join_sentences(words, methods_note(result))
