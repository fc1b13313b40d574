"""What do we say about effective moments of truth? Which lead, how sure that is, where it differs from importance alone, badges, states."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.emot import Emot
from peakend.analyse.emot_lines import EmotLine, ScenarioEmot
from peakend.analyse.result import is_known
from peakend.report.words.figures import Unit, write_count, write_figure, write_probability, write_ranks
from peakend.report.words.names import count_english, join_english, join_sentences, name_of, number_english, prefix_name, quote_some
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

FACTORS: Final[dict[str, Text]] = {
    "importance": Text("重要性", "importance"),
    "fit": Text("定位契合", "fit with positioning"),
    "loyalty": Text("推荐影响", "effect on recommendation"),
    "advantage": Text("优势", "strength"),
    "pain": Text("痛点", "pain"),
    "memory": Text("记忆点", "memory"),
}
"""The six factors."""

SOURCES: Final[dict[str, Text]] = {
    "stated": Text("陈述重要性均值", "stated importance"),
    "team": Text("团队评分 0–9", "team's rating, 0 to 9"),
    "nps_share": Text("占推荐意愿 R² 的份额", "share of the R² of recommendation"),
    "loyalty_share": Text("占忠诚度 R² 的份额", "share of the R² of loyalty"),
    "rivals": Text("与最强竞争对手之差", "gap to the strongest competitor"),
    "own": Text("与本场景其他时刻之差", "above the scenario's other moments"),
    "nps_lost": Text("NPS 失分 × 波及面", "NPS points lost x reach"),
    "loyalty_lost": Text("忠诚度失分 × 波及面", "points of loyalty lost x reach"),
    "overall_lost": Text("总体评价失分 × 波及面", "points of the overall judgement lost x reach"),
    "low_share": Text("低分占比", "share of low ratings"),
    "recalled": Text("主动回忆占比", "recalled unprompted"),
    "felt": Text("感受到的峰终频次", "felt peak or end"),
}
"""Where the numbers of a factor come from."""

UNITS: Final[dict[str, Unit]] = {
    "stated": "rating",
    "team": "rating",
    "nps_share": "share",
    "loyalty_share": "share",
    "rivals": "difference",
    "own": "difference",
    "nps_lost": "plain",
    "loyalty_lost": "plain",
    "overall_lost": "plain",
    "low_share": "share",
    "recalled": "share",
    "felt": "share",
}
"""How the numbers of each source are written."""

STATES: Final[dict[str, Text]] = {
    "negative": Text("负面", "negative"),
    "bland": Text("平淡", "bland"),
    "effective": Text("有效", "effective"),
}
"""What a moment's service is; negative and bland are both ineffective."""

LAWS: Final[dict[str, Text]] = {
    "two_factor": Text("双因子", "two-factor"),
    "painkiller": Text("止痛片", "painkiller"),
    "resonator": Text("共鸣器", "resonator"),
}
"""The three laws."""

TWO_FACTOR: Final[dict[str, Text]] = {
    "basic": Text("保健（差则扣分）", "hygiene: only missed when poor"),
    "excitement": Text("激励（好则加分）", "motivator: only enjoyed when good"),
    "performance": Text("两面", "both ways"),
    "none": Text("无影响", "neither"),
    "cannot_tell": Text("无法判断", "cannot tell"),
}
"""What the two-factor law says of a moment."""

WAYS: Final[dict[str, Text]] = {
    "percentile_sum": Text("百分位·加权和", "percentiles, weighted mean"),
    "percentile_product": Text("百分位·乘积", "percentiles, product"),
    "z_sum": Text("z 值·加权和", "z values, weighted mean"),
    "z_product": Text("z 值·乘积", "z values, product"),
}

_LIKELY: Final = 0.8
_NAMED: Final = 3


def leading_lines(part: ScenarioEmot) -> tuple[EmotLine, ...]:
    """The moments that surely lead."""
    return part.leading


@headline.register
def _headline(result: Emot) -> Text:
    if len(result.scenarios) == 1:
        return headline(result.scenarios[0])
    leading = [line for part in result.scenarios for line in leading_lines(part)]
    n = write_count(result.base.n)
    many = len(result.scenarios)
    if not leading:
        return Text(
            zh=f"{many} 个场景中，没有一个时刻能确定居于前列（n = {n}）",
            en=f"In {count_english(many, 'scenario')} no moment surely leads (n = {n})",
        )
    names = quote_some([line.moment.name for line in leading], _NAMED)
    return Text(
        zh=f"{many} 个场景中，{len(leading)} 个时刻能确定居于前列：{names.zh}（n = {n}）",
        en=f"In {count_english(many, 'scenario')}, {count_english(len(leading), 'moment')} surely lead: {names.en} (n = {n})",
    )


@headline.register
def _scenario_headline(part: ScenarioEmot) -> Text:
    name, n = part.scenario.name, write_count(count_told(part))
    leading = leading_lines(part)
    if not leading:
        said = Text(
            zh=f"{_by_zh(part)}，没有一个时刻能确定居于前列（n = {n}）",
            en=f"by {_by_en(part)} no moment surely leads (n = {n})",
        )
        return prefix_name(name, said)
    first = leading[0]
    names = quote_some([line.moment.name for line in leading], _NAMED)
    ranks, chance = write_ranks(first.rank_low, first.rank_high), write_probability(first.p_top)
    said = Text(
        zh=f"{_by_zh(part)}，居于前列的是{names.zh}：“{first.moment.name.say('zh')}”名次 {ranks}，{_top_zh(part)}概率 {chance}（n = {n}）",
        en=f'{names.en} {"leads" if len(leading) == 1 else "lead"} by {_by_en(part)}; "{first.moment.name.say("en")}" '
        f"has rank {ranks} and is {_top_en(part)} in {chance} of resamples (n = {n})",
    )
    return prefix_name(name, said)


def count_told(part: ScenarioEmot) -> int:
    """How many people the composite of a scenario stands for: those of the moment that most told of."""
    figures = [line.composite for line in part.lines] + [
        one.figure for line in part.lines for one in line.factors if one.figure is not None
    ]
    return max((figure.n for figure in figures if is_known(figure)), default=part.base.n)


def _by_zh(part: ScenarioEmot) -> str:
    return "综合全部六个因素" if len(part.counted) == len(FACTORS) else f"综合六因素中的 {len(part.counted)} 个"


def _by_en(part: ScenarioEmot) -> str:
    return "all six factors" if len(part.counted) == len(FACTORS) else f"{number_english(len(part.counted))} of the six factors"


def _top_zh(part: ScenarioEmot) -> str:
    return f"进入前 {part.top} 的" if part.top > 1 else "居首的"


def _top_en(part: ScenarioEmot) -> str:
    return f"among the top {part.top}" if part.top > 1 else "first"


@findings.register
def _findings(result: Emot) -> tuple[Text, ...]:
    told = [headline(part) for part in result.scenarios] if len(result.scenarios) > 1 else []
    return tuple(told + [prefix_name(part.scenario.name, one) for part in result.scenarios for one in findings(part)])


@findings.register
def _scenario_findings(part: ScenarioEmot) -> tuple[Text, ...]:
    told = [
        _weights(part),
        _orderless(part),
        _order(part),
        _moved(part),
        _weight_free(part),
        _swung(part),
        *_laws(part),
        *_states(part),
        _unranked(part),
    ]
    return tuple(one for one in told if one)


def _weights(part: ScenarioEmot) -> Text:
    """What counts how much, and what is missing."""
    zh = "、".join(f"{FACTORS[name].zh} {weight:.0%}" for name, weight in part.counted.items())
    en = join_english([f"{FACTORS[name].en} {weight:.0%}" for name, weight in part.counted.items()])
    study = part.base.study
    planned = {} if study is None else dict(study.plan.emot.weights)
    missing = [name for name in part.missing if not planned or planned.get(name, 0.0) > 0]
    lost = quote_some([FACTORS[name] for name in missing], len(FACTORS))
    return Text(
        zh=f"权重：{zh}" + (f"；缺{lost.zh}，其权重按比例分给其余因素" if missing else ""),
        en=f"weights: {en}" + (f"; {lost.en} missing, their weight goes to the others in proportion" if missing else ""),
    )


def _orderless(part: ScenarioEmot) -> Text:
    if not part.orderless:
        return Text()
    return Text(
        zh="记忆点缺失：既没有结束阶段，也没有写明时刻的先后，无法确定哪一个是终值",
        en="memory is missing: without an end stage or a stated order of the moments, nothing says which of them is the end",
    )


def _order(part: ScenarioEmot) -> Text:
    """How much of the order is proved."""
    if not part.supported:
        return Text(
            zh="名次没有依据：没有任何两个时刻的综合得分得到区分",
            en="the order is not supported: no two moments are told apart by the composite",
        )
    tied = [line for line in part.lines if part.lines[0].moment.key in line.tied]
    if not tied:
        return Text()
    names = quote_some([line.moment.name for line in tied])
    first = part.lines[0].moment.name
    return Text(
        zh=f"{names.zh}与得分最高的“{first.say('zh')}”无法区分",
        en=f'{names.en} cannot be told apart from "{first.say("en")}", which has the highest composite',
    )


def _moved(part: ScenarioEmot) -> Text:
    """Where the effective moments differ from the most important ones."""
    ranked = [(line, line.mot_rank) for line in part.lines if line.mot_rank is not None]
    up = [line for line, mot in ranked if mot > part.top and line.rank <= part.top]
    if not up:
        return Text()
    names = quote_some([line.moment.name for line in up])
    return Text(
        zh=f"只看重要性会漏掉{names.zh}：重要性未进前 {part.top}，综合得分进了前 {part.top}",
        en=f"importance alone would miss {names.en}: not in its top {part.top}, but in that of the composite",
    )


def _weight_free(part: ScenarioEmot) -> Text:
    shaky = [line for line in leading_lines(part) if line.p_top_any < _LIKELY]
    if not leading_lines(part) or len(part.counted) < 2:  # noqa: PLR2004 - one weight is no choice
        return Text()
    if not shaky:
        return Text(
            zh=f"无论{len(part.counted)} 个因素的权重如何取（均匀随机），领先的时刻仍以至少 80% 的概率居于前列",
            en=f"whatever the weights of the {number_english(len(part.counted))} factors (drawn evenly), "
            "the leading moments stay among the top in at least 80% of draws",
        )
    names = quote_some([line.moment.name for line in shaky])
    low = write_probability(min(line.p_top_any for line in shaky))
    return Text(
        zh=f"{names.zh}的领先取决于权重：权重随机时居于前列的概率最低为 {low}",
        en=f"the lead of {names.en} hangs on the weights: with weights drawn at random the probability falls to {low}",
    )


def _swung(part: ScenarioEmot) -> Text:
    """Leading moments that leave the top when one factor is left out."""
    for line in leading_lines(part):
        out = [name for name, (without, _) in line.swings.items() if without > part.top and name in part.counted]
        if out:
            factors = quote_some([FACTORS[name] for name in out], len(FACTORS))
            return Text(
                zh=f"“{line.moment.name.say('zh')}”靠{factors.zh}支撑：去掉该因素即跌出前 {part.top}",
                en=f'"{line.moment.name.say("en")}" stands on {factors.en}: without it, it falls out of the top {part.top}',
            )
    return Text()


def _laws(part: ScenarioEmot) -> Sequence[Text]:
    told = []
    for law, name in LAWS.items():
        kinds = ("basic", "excitement") if law == "two_factor" else ("",)
        for kind in kinds:
            earned = [line for line in part.lines if (badge := line.badge(law)) is not None and badge.earned and badge.kind == kind]
            if earned:
                names = quote_some([line.moment.name for line in earned])
                more = TWO_FACTOR[kind] if kind else Text()
                told.append(
                    Text(
                        zh=f"{name.zh}法则{f'·{more.zh}' if kind else ''}：{names.zh}",
                        en=f"{name.en} law{f' ({more.en})' if kind else ''}: {names.en}",
                    )
                )
    return told


def _states(part: ScenarioEmot) -> Sequence[Text]:
    told = []
    for state in ("negative", "bland"):
        here = [line for line in part.lines if line.state is not None and line.state.likely == state and line.state.sure]
        if here:
            names, name = quote_some([line.moment.name for line in here]), STATES[state]
            told.append(Text(zh=f"服务{name.zh}（无效）：{names.zh}", en=f"{name.en} service (ineffective): {names.en}"))
    return told


def _unranked(part: ScenarioEmot) -> Text:
    if not part.unranked:
        return Text()
    moments = {moment.key: moment.name for moment in part.scenario.moments}
    names = quote_some([name_of(moments, key) for key in part.unranked])
    return Text(
        zh=f"{names.zh}未排名：已知因素的权重不足一半",
        en=f"{names.en} not ranked: factors with less than half of the weight are known",
    )


def write_factor(line: EmotLine, factor: str) -> Text:
    """A factor of a moment with its interval, as its source is written; nothing where it is missing."""
    one = line.factor(factor)
    if one is None or one.figure is None or not is_known(one.figure):
        return Text()
    return write_figure(one.figure, UNITS[one.source])


@method_note.register
def _method(result: Emot) -> Text:
    words = Text(
        zh=(
            "有效关键时刻：六个因素（重要性、定位契合、推荐影响、优势、痛点、记忆点）各按自己的口径和量纲估计，始终分列；"
            "场景内先换算为可比的百分位（或 z 值），再按写明的权重加权平均（或加权几何平均）。某时刻缺少的因素不计入，"
            "其余权重按比例放大并标明；已知权重不足一半的不排名。"
            "名次范围为全部时刻联立的 95% 置信集；“前列概率”为联合重抽样中居于前列的比例，另以随机权重重算一次。"
            "三条法则与服务状态的判定规则为本工具所定：原始资料只给出名称。"
            "读法：先看六个因素，再看综合得分；名次范围重叠者不分先后。"
            "不适用：因素不足两个；跨场景比较；把综合得分当作效果的大小。"
        ),
        en=(
            "Effective moments of truth: six factors (importance, fit with the positioning, effect on recommendation, strength, pain, "
            "memory), each estimated on its own scale and always shown apart; made comparable within the scenario as percentiles (or z "
            "values) and joined by stated weights as a weighted mean (or geometric mean). A factor that a moment lacks is left out, the "
            "other weights grow in proportion and it is flagged; with less than half of the weight known a moment is not ranked. Rank "
            "intervals are 95% confidence sets of all moments together; the probability of the top is the share of joint resamples, worked "
            "out again with weights drawn at random. The rules of the three laws and of the states of service are ours: the source gives "
            "names only. Read the six factors first, then the composite; overlapping rank intervals are no order. Not for fewer than "
            "two factors, for comparing scenarios, or as the size of an effect."
        ),
    )
    return join_sentences(words, methods_note(result))
