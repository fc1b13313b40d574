"""What do we say of one moment? Whether it is a peak or the end and how sure that is, then one sentence for each thing known of it."""

from typing import Final

from peakend.analyse.asymmetry import Contrast
from peakend.analyse.emot_lines import EmotLine, ScenarioEmot
from peakend.analyse.gaps import GapLine
from peakend.analyse.impact import ImpactLine
from peakend.analyse.importance import TOP
from peakend.analyse.laws import Badge
from peakend.analyse.peaks import SURE_SHARE, Mark
from peakend.analyse.result import Figure, is_known
from peakend.define.study import Study
from peakend.report.facts import MomentFacts, ScenarioFacts
from peakend.report.words.asymmetry import KINDS
from peakend.report.words.emot import LAWS, STATES, TWO_FACTOR
from peakend.report.words.figures import Unit, write_count, write_distance, write_figure, write_p, write_probability, write_ranks
from peakend.report.words.names import QUADRANTS, join_names, name_of, start_sentence
from peakend.text import Text

_MARKS: Final = {"peak": Text("峰值", "a peak"), "end": Text("终值", "the end")}
_SURE: Final = 0.95
CLASSES: Final = {
    "basic": Text("基本型", "basic"),
    "performance": Text("绩效型", "performance"),
    "excitement": Text("激励型", "excitement"),
}
"""What a theme is expected to be, in the words in which classes are measured."""


def say_verdict(facts: MomentFacts, scenario: ScenarioFacts) -> Text:
    """Whether the moment is a peak or the end, why, how sure that is, and of how many people."""
    mark, line = facts.mark, facts.importance
    name = facts.moment.name
    zh, en = f"“{name.say('zh') or facts.moment.key}”", f'"{name.say("en") or facts.moment.key}"'
    if mark is None or line is None:
        return Text(
            zh=f"还不能判断{zh}是不是峰值或终值：研究没有询问它的重要性。",
            en=f"Whether {en} is a peak or the end cannot be told: nobody was asked how much it matters.",
        )
    ranks, n = write_ranks(line.rank_low, line.rank_high), write_count(line.mean.n)
    many, value = len(scenario.moments), write_figure(line.mean)
    why_zh = f"重要性 {value.zh}，在 {many} 个时刻中名次 {ranks}"
    why_en = f"importance {value.en}, rank {ranks} of {many} moments"
    sure = _sure(mark)
    return Text(zh=f"{zh}{_is_zh(mark)}：{why_zh}；{sure.zh}（n = {n}）。", en=f"{en} {_is_en(mark)}: {why_en}; {sure.en} (n = {n}).")


def _picked(mark: Mark) -> bool:
    return mark.by_source or mark.by_test


def _is_zh(mark: Mark) -> str:
    return f"是{_MARKS[mark.kind].zh}" if _picked(mark) else f"不是{_MARKS[mark.kind].zh}"


def _is_en(mark: Mark) -> str:
    return f"is {_MARKS[mark.kind].en}" if _picked(mark) else f"is not {_MARKS[mark.kind].en}"


_RULES: Final = {
    (True, True): Text("两条规则都成立", "both rules hold"),
    (True, False): Text("只有原规则成立，未经检验确认", "only the source's rule holds, the test does not bear it out"),
    (False, True): Text("只有检验规则成立", "only the tested rule holds"),
}
_GRADES: Final = (
    (_SURE, Text("很稳", "very stable")),
    (SURE_SHARE, Text("较稳", "fairly stable")),
    (0.0, Text("不稳，换一批客户可能就变", "unstable: other customers might give another one")),
)


def _sure(mark: Mark) -> Text:
    """Which rules pick it, and how often resamples do again."""
    p = write_probability(mark.probability)
    rules = _RULES.get((mark.by_source, mark.by_test))
    if rules is None:
        return Text(f"两条规则都没有选中它，重抽样中入选的只有 {p}", f"neither rule picks it, and only {p} of resamples do")
    grade = next(words for least, words in _GRADES if mark.probability >= least)
    return Text(f"{rules.zh}，重抽样中 {p} 仍然入选（{grade.zh}）", f"{rules.en}, and {p} of resamples pick it again ({grade.en})")


def say_situation(facts: MomentFacts) -> Text:
    """How good it was, what that is held against, and where that puts it among the priorities; nothing where it was not rated."""
    if facts.experience is None or not is_known(facts.experience.mean):
        return Text()
    mean = write_figure(facts.experience.mean)
    zh, en = f"体验 {mean.zh}", f"Experience is {mean.en}"
    gap = facts.gap("expectation")
    if gap is not None and is_known(gap.gap):
        proved = Text("，经检验", ", proved") if gap.significant else Text("，未经检验确认", ", not proved")
        far = write_distance(gap.gap)
        zh += f"，比期望{far.zh}{proved.zh}"
        en += f", {far.en} than expected{proved.en}"
    point = facts.point
    if point is not None:
        p, name = write_probability(point.probabilities[point.quadrant]), name_of(QUADRANTS, point.quadrant)
        zh += f"；优先级为“{name.zh}”（概率 {p}）"
        en += f"; its priority is '{name.en}' ({p})"
    return Text(f"{zh}。", f"{en}.")


def say_importance(facts: MomentFacts) -> Text:
    """How much it matters beside what the same people say of the other moments."""
    line = facts.importance
    if line is None:
        return Text()
    proved = Text("经检验", "proved") if line.above_proved else Text("未经检验确认", "not proved")
    far, top = write_distance(line.deviation), write_probability(line.p_top)
    return Text(
        zh=f"比这些客户自己对各时刻的平均打分{far.zh}（{proved.zh}）；进入前 {TOP} 的概率 {top}。",
        en=f"{start_sentence(far.en)} than the same people's own average over the moments ({proved.en}); "
        f"among the top {TOP} in {top} of resamples.",
    )


def say_experience(facts: MomentFacts, scenario: ScenarioFacts) -> Text:
    """How good it was beside the scenario's mean, and what was felt."""
    line = facts.experience
    if line is None:
        return Text()
    mean = write_figure(line.mean)
    zh, en = f"体验均值 {mean.zh}", f"Mean experience {mean.en}"
    if scenario.experience is not None and is_known(scenario.experience):
        whole = write_figure(scenario.experience)
        zh, en = f"{zh}，本场景各时刻平均 {whole.zh}", f"{en}; the scenario's moments average {whole.en}"
    if line.emotion is not None and is_known(line.emotion):
        felt = write_figure(line.emotion, "difference")
        zh, en = f"{zh}；情绪 {felt.zh}", f"{en}; emotion {felt.en}"
    return Text(f"{zh}。", f"{en}.")


def say_gap(line: GapLine) -> Text:
    """One gap as a sentence, with its test."""
    if not is_known(line.gap):
        return write_figure(line.gap)
    other = {"expectation": Text("期望", "expectation"), "importance": Text("重要性打分", "its importance rating")}.get(
        line.kind, Text("竞争对手", "the competitor")
    )
    far = write_distance(line.gap)
    p = "" if line.p_adjusted is None else write_p(line.p_adjusted)
    zh = f"体验比{other.zh}{far.zh}，" + (f"差距得到证实（校正后 {p}）" if line.significant else f"差距未得到证实（校正后 {p}）")
    en = f"Experience is {far.en} than {other.en}: " + (f"proved ({p}, corrected)" if line.significant else f"not proved ({p}, corrected)")
    if line.ipa_only:
        zh, en = f"{zh}；重要性不是期望，只供象限参考", f"{en}; importance is no expectation, this serves the quadrants only"
    return Text(f"{zh}。", f"{en}.")


def say_pain(facts: MomentFacts, lost: ImpactLine | None, outcome: Text) -> Text:
    """How many rated it low, and what goes with that."""
    line = facts.experience
    if line is None:
        return Text()
    low = write_figure(line.low, "share")
    zh, en = f"{low.zh} 的客户打了低分", f"{start_sentence(low.en)} of customers rated it low"
    if lost is not None and is_known(lost.lost):
        figure = write_figure(lost.lost, "plain")
        zh, en = f"{zh}；打低分的客户，{outcome.zh}低 {figure.zh} 分", f"{en}; with a low rating go {figure.en} points less of {outcome.en}"
        zh, en = f"{zh}（是关联，不是因果）", f"{en} (association, not cause)"
    return Text(f"{zh}。", f"{en}.")


def say_needs(facts: MomentFacts) -> Text:
    """What customers want most here, and whether the study's own list holds."""
    group = facts.needs
    if group is None:
        return Text()
    core = join_names(line.label for line in group.core)
    if not group.core:
        return Text("没有任何一项需求能确定居于前列。", "No need surely stands out.")
    missed = [line.label for line in group.lines if line.listed and not line.core]
    new = [line.label for line in group.core if not line.listed] if group.lists else []
    zh, en = f"核心需求是{core.zh}", f"The core needs are {core.en}"
    if missed:
        names = join_names(missed)
        zh, en = f"{zh}；清单所列的{names.zh}实测未居前列", f"{en}; {names.en}, listed by the study, do not come first by measurement"
    if new:
        names = join_names(new)
        zh, en = f"{zh}；{names.zh}在清单之外", f"{en}; {names.en} stand outside its list"
    if group.lists and not missed and not new:
        zh, en = f"{zh}，与研究清单一致", f"{en}, as the study lists them"
    return Text(f"{zh}。", f"{en}.")


def say_type(contrast: Contrast | None, expected: tuple[tuple[Text, str], ...]) -> Text:
    """What it is expected to be by its themes, and what penalty and reward say."""
    told = {kind: join_names(name for name, one in expected if one == kind) for kind in dict.fromkeys(kind for _, kind in expected)}
    zh = "；".join(f"{names.zh}预设为{CLASSES[kind].zh}" for kind, names in told.items() if kind in CLASSES)
    en = "; ".join(f"{names.en} expected to be {CLASSES[kind].en}" for kind, names in told.items() if kind in CLASSES)
    zh, en = zh or "没有预设类型", start_sentence(en) if en else "No class was expected"
    if contrast is None:
        return Text(f"{zh}；实测：样本不足或未询问总体评价。", f"{en}. Measured: too few answers, or no overall judgement was asked.")
    kind, likely = contrast.verdict, contrast.likely
    shown = f"{KINDS[kind].zh}", KINDS[kind].en
    if kind == "cannot_tell":
        guess = f"，较像{KINDS[likely].zh}（{write_probability(contrast.probabilities.get(likely, 0.0))}）" if likely else ""
        guess_en = f", most like {KINDS[likely].en} ({write_probability(contrast.probabilities.get(likely, 0.0))})" if likely else ""
        shown = f"尚不能判定{guess}", f"it cannot be told yet{guess_en}"
    of = f" {write_count(contrast.penalty.n)}" if contrast.penalty is not None else ""
    counts = (
        f"{contrast.n_low} 人打低分、{contrast.n_high} 人打高分；只计各题都作答的{of} 人",
        f"{contrast.n_low} rated it low, {contrast.n_high} high, of the{of} who answered everything compared here",
    )
    return Text(zh=f"{zh}；按评分实测：{shown[0]}（{counts[0]}）。", en=f"{en}. Measured from ratings: {shown[1]} ({counts[1]}).")


def say_effective(part: ScenarioEmot, line: EmotLine) -> Text:
    """Its place among the effective moments, how sure that is, and the state of its service."""
    ranks, top = write_ranks(line.rank_low, line.rank_high), write_probability(line.p_top)
    figure, many = write_figure(line.composite, "index"), len(part.lines)
    range_zh, range_en = ("名次的 95% 区间为", "95% range of its rank") if line.rank_low != line.rank_high else ("名次", "rank")
    zh = f"综合得分 {figure.zh}；{range_zh} {ranks}（共 {many} 个），{top} 的重抽样中居前 {part.top}"
    en = f"Composite {figure.en}; {range_en} {ranks} of {many}, among the top {part.top} in {top} of resamples"
    if line.state is not None:
        state, p = STATES[line.state.likely], write_probability(line.state.probabilities[line.state.likely])
        unsure = Text("") if line.state.sure else Text("，尚不确定", ", not sure")
        zh, en = f"{zh}；服务状态：{state.zh}（{p}{unsure.zh}）", f"{en}; state of service: {state.en} ({p}{unsure.en})"
    return Text(f"{zh}。", f"{en}.")


_HELD: Final = {
    ("painkiller", True): Text("属于最痛的前三", "among the three that hurt most"),
    ("painkiller", False): Text("不在最痛的前三之列", "not among the three that hurt most"),
    ("resonator", True): Text("推荐者主动回忆得更多", "promoters recall it more"),
    ("resonator", False): Text("未见推荐者更常回忆", "promoters do not provably recall it more"),
}


def say_law(law: str, badge: Badge | None) -> Text:
    """What a law says of this moment, with the number that it stands on; why nothing where it cannot be judged."""
    if badge is None or (badge.kind == "cannot_tell" and not is_known(badge.figure)):
        return Text("缺少判断它所需的题目或样本", "what it needs was not asked, or too few answered")
    p = write_probability(badge.probability)
    if law == "two_factor":
        figure = _figure(badge.figure, "difference")
        kind = TWO_FACTOR[badge.kind] if badge.kind in TWO_FACTOR else Text(badge.kind, badge.kind)
        return Text(f"{kind.zh}；不对称度 {figure.zh}，概率 {p}", f"{kind.en}; asymmetry {figure.en}, probability {p}")
    unit: Unit = "plain" if law == "painkiller" else "share"
    figure, held = _figure(badge.figure, unit), _HELD[law, badge.earned]
    return Text(f"{held.zh}；{figure.zh}，居前三的概率 {p}", f"{held.en}; {figure.en}, among the top three in {p}")


def _figure(figure: Figure | None, unit: Unit) -> Text:
    return Text("–", "–") if figure is None else write_figure(figure, unit)


def name_law(law: str) -> Text:
    """The name of a law."""
    words = LAWS[law]
    return Text(f"{words.zh}法则", f"{words.en[:1].upper()}{words.en[1:]} law")


def expected_classes(study: Study, facts: MomentFacts) -> tuple[tuple[Text, str], ...]:
    """The themes that the needs of a moment belong to, each with the class that it is expected to have."""
    needs = {one.key: one for one in study.needs}
    themes = {one.key: one for one in study.themes}
    kept = dict.fromkeys(needs[key].theme for key in facts.moment.needs if key in needs and needs[key].theme in themes)
    return tuple((themes[key].name, themes[key].prior) for key in kept)
