"""What do we say about houses, about what hangs on what, and about rules beside needs? Which leads, how sure that is, what is left open."""

from typing import Final

from peakend.design.coverage import Coverage, CoverLine
from peakend.design.flow import Flow
from peakend.design.paths import Move, Road
from peakend.design.ranking import Standing
from peakend.design.sensitivity import Sensitivity, Variant
from peakend.report.words.figures import write_count, write_probability
from peakend.report.words.kano import say_chance
from peakend.report.words.names import count_english, name_keys, number_english, quote_names, quote_some, start_sentence
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

SURE: Final = 0.8
"""From this probability on something is said to be among the first."""


def _names(flow: Flow) -> dict[str, Text]:
    study = flow.base.study
    named = {} if study is None else {need.key: need.name for need in study.needs} | {one.key: one.name for one in study.moments()}
    return named | {column.key: column.name for _, column in flow.cascade.characteristics()}


def _share(line: Standing) -> str:
    return f"{100 * line.share.value:.1f}% [{100 * line.share.low:.1f}, {100 * line.share.high:.1f}]"


@headline.register
def _headline(result: Flow) -> Text:
    names, one = _names(result), result.houses[-1]
    ranking = one.driven(result.cascade.drives)
    lines = [line for line, _ in result.lines()]
    sure = [line for line in lines if line.top >= SURE and line.rank_high < len(lines)]
    n = write_count(result.base.n)
    if ranking.support == "none" or not sure:
        first = names[lines[0].characteristic]
        return Text(
            zh=f"{one.house.name.say('zh')}的先后不能区分：“{first.say('zh')}”居前，但未得到证实（n = {n}）",
            en=f'{start_sentence(one.house.name.say("en"))}: no order is proved; "{first.say("en")}" comes first, by no more than chance '
            f"may do (n = {n})",
        )
    told = quote_names([names[line.characteristic] for line in sure])
    zh = "权重最大" if len(sure) == 1 else f"权重居前{'，三者先后未必可分' if len(sure) == 3 else ''}"  # noqa: PLR2004
    return Text(
        zh=f"{one.house.name.say('zh')}中{told.zh}{zh}（n = {n}）",
        en=f"Of the {one.house.name.say('en').lower()}, {told.en} carr{'ies' if len(sure) == 1 else 'y'} the most weight (n = {n})",
    )


@findings.register
def _findings(result: Flow) -> tuple[Text, ...]:
    names, last = _names(result), result.houses[-1]
    told: list[Text] = []
    for line, _ in result.lines()[:3]:
        name = names[line.characteristic]
        ranks = f"{line.rank_low}–{line.rank_high}" if line.rank_low != line.rank_high else f"{line.rank_low}"
        most = last.planned.most
        told.append(
            Text(
                zh=f"“{name.say('zh')}”：{_share(line)}，名次 {ranks}，前 {most} 名的概率 {write_probability(line.top)}",
                en=f'"{name.say("en")}": {_share(line)}, rank {ranks}, among the first {most} with {say_chance(line.top)}',
            )
        )
    planned, raw = ([line.characteristic for line in sorted(one.lines, key=_by_share)[:1]] for one in (last.planned, last.raw))
    if planned != raw:
        first, other = names[planned[0]], names[raw[0]]
        told.append(
            Text(
                zh=f"两种权重结论不同：按规划权重“{first.say('zh')}”居首，仅按重要性“{other.say('zh')}”居首",
                en=f'The two weightings differ: by planning weights "{first.say("en")}" comes first, '
                f'by importance alone "{other.say("en")}"',
            )
        )
    for one in result.houses:
        if one.unserved:
            lost = quote_some([names.get(key, Text(key, key)) for key in one.unserved])
            told.append(Text(zh=f"没有一列服务于{lost.zh}", en=f"Nothing serves {lost.en}"))
        if one.needless:
            idle = quote_some([names[key] for key in one.needless])
            told.append(Text(zh=f"{idle.zh}不服务于任何一行", en=f"{idle.en} serve nothing"))
    if result.voices.unheard:
        lost = quote_some([names.get(key, Text(key, key)) for key in result.voices.unheard])
        told.append(Text(zh=f"没有问到{lost.zh}，因而没有权重", en=f"Nobody was asked about {lost.en}: no weight"))
    if all(one.raters == 1 for one in result.houses):
        told.append(
            Text("关系评分没有多位评判人，区间不含评判的不确定性", "One set of marks: the intervals hold no uncertainty of the raters")
        )
    return tuple(told)


def _by_share(line: Standing) -> float:
    return -line.share.value


@method_note.register
def _method(result: Flow) -> Text:
    base = methods_note(result)
    return Text(
        zh="需求重要性 = 10 × Σ(时刻重要性 × 提及率) / Σ 时刻重要性；"
        "规划权重 = 重要性 × 目标/现状 × 卖点；各屋 t = R′w，"
        f"再除以合计传入下一屋。客户与评判人联合重抽样。{base.zh}",
        en="Importance of a need = 10 × Σ(importance of the moment × share naming it) / Σ importance; planning weight = "
        f"importance × goal / ours × sales point; in each house t = R′w, divided by its sum for the next. "
        f"Customers and raters are resampled jointly. {base.en}",
    )


def say_sensitivity(flow: Flow, found: Sensitivity) -> tuple[Text, ...]:
    """On what the first k of the last house hang: choices that change them, and single cells."""
    names = _names(flow)
    changes = [_name_variant(flow, one, names) for one in found.variants if one.flips]
    if changes:
        told = [
            Text(
                zh=f"会改变前 {found.top} 名的选择：{'；'.join(one.zh for one in changes)}",
                en=f"Choices that change the first {found.top}: {'; '.join(one.en for one in changes)}",
            )
        ]
    else:
        told = [
            Text(
                zh=f"换用其他刻度、逐一增减重要性、逐一换评判人，前 {found.top} 名都不变（{len(found.variants)} 种情形）",
                en=f"The first {found.top} stay under every other scale, weighting, importance and rater tried ({len(found.variants)})",
            )
        ]
    if found.flips:
        cells = [
            Text(*(f"{names.get(one.row, Text(one.row, one.row)).say(lang)} × {names[one.column].say(lang)}" for lang in ("zh", "en")))
            for one in found.flips
        ]
        distinct = list(dict.fromkeys(cells))
        few = quote_some(distinct)
        told.append(
            Text(
                zh=f"{found.cells} 格中有 {len(distinct)} 格，评分改动一档就会改变前 {found.top} 名：{few.zh}",
                en=f"Of {found.cells} cells, {len(distinct)} would change the first {found.top} if their mark moved by one step: {few.en}",
            )
        )
    else:
        told.append(Text(f"没有任何一格的一档之差会改变前 {found.top} 名", f"No single cell changes the first {found.top} by one step"))
    return tuple(told)


def _name_variant(flow: Flow, one: Variant, names: dict[str, Text]) -> Text:
    raters = flow.cascade.raters
    if one.kind == "importance":
        need = names.get(one.what, Text(one.what, one.what))
        return Text(zh=f"“{need.say('zh')}”重要性 {one.by:+g}", en=f'importance of "{need.say("en")}" {one.by:+g}')
    if one.kind in {"rater", "without"}:
        rater = raters[int(one.what)] if int(one.what) < len(raters) else Text(one.what, one.what)
        alone = one.kind == "rater"
        return Text(
            zh=f"只按{rater.say('zh')}" if alone else f"不计{rater.say('zh')}",
            en=f"{rater.say('en')} alone" if alone else f"without {rater.say('en')}",
        )
    if one.kind == "weighting":
        return Text("仅按重要性", "importance alone") if one.what == "raw" else Text("按规划权重", "planning weights")
    return Text(f"刻度 {one.what}", f"scale {one.what}") if one.kind == "scale" else Text("各行归一（Lyman）", "rows made even (Lyman)")


def say_move(flow: Flow, move: Move) -> Text:
    """How one parameter moved after a change of importance, and through which roads."""
    names = _names(flow)
    name = names[move.key]
    ranks = f"{move.rank_before} → {move.rank_after}"
    shares = f"{100 * move.before:.1f}% → {100 * move.after:.1f}%"
    roads = [_say_road(names, road) for road in move.through]
    thinned = f"{100 * move.thinned:+.2f}"
    return Text(
        zh=f"“{name.say('zh')}”名次 {ranks}，份额 {shares}：{'；'.join(one.zh for one in roads)}；其余因合计归一 {thinned} 个百分点",
        en=f'"{name.say("en")}": rank {ranks}, share {shares}: {"; ".join(one.en for one in roads)}; '
        f"the rest, as shares add up to one, {thinned} points",
    )


def _say_road(names: dict[str, Text], road: Road) -> Text:
    points = f"{100 * road.weight:+.2f}"
    if road.keys[0] == "…":
        return Text(f"其他路径 {points}", f"other roads {points}")
    zh, en = (" → ".join(names.get(key, Text(key, key)).say(lang) for key in road.keys) for lang in ("zh", "en"))
    return Text(f"{zh} {points}", f"{en} {points}")


@headline.register
def _coverage_headline(result: Coverage) -> Text:
    core = [line for line in result.open if line.core]
    n = write_count(result.base.n)
    if not result.open:
        return Text(zh=f"峰值与终值时刻的每项需求都有标准（n = {n}）", en=f"Every need at the peaks and ends has a rule (n = {n})")
    marked = [line for line in result.lines if line.mark]
    many = start_sentence(number_english(len(core)))
    return Text(
        zh=f"峰值与终值时刻有 {len(core)} 项核心需求没有任何标准；全部 {len(marked)} 项中有 {len(result.open)} 项（n = {n}）",
        en=f"{many} core needs at peaks and ends have no rule at all; of all needs there, {len(result.open)} of {len(marked)} (n = {n})",
    )


@findings.register
def _coverage_findings(result: Coverage) -> tuple[Text, ...]:
    told = [_say_open(result, line) for line in [line for line in result.open if line.core][:3]]
    if result.idle:
        idle = quote_some([one.standard.name for one in result.idle])
        many = count_english(len(result.idle), "standard")
        told.append(
            Text(
                zh=f"{len(result.idle)} 条标准不服务于客户提到的核心需求：{idle.zh}",
                en=f"{start_sentence(many)} {'serves' if len(result.idle) == 1 else 'serve'} no core need of customers: {idle.en}",
            )
        )
    if result.unasked:
        study = result.base.study
        known = {} if study is None else name_keys(study)
        lost = quote_some([known.get(key, Text(key, key)) for key in result.unasked])
        told.append(Text(zh=f"没有问过需求的时刻：{lost.zh}", en=f"At these moments nobody was asked about needs: {lost.en}"))
    return tuple(told)


def _say_open(result: Coverage, line: CoverLine) -> Text:
    ranks = f"{line.rank_low}–{line.rank_high}" if line.rank_low != line.rank_high else f"{line.rank_low}"
    distance = f"{line.distance.value:.2f} [{line.distance.low:.2f}, {line.distance.high:.2f}]"
    return Text(
        zh=f"“{line.moment.name.say('zh')}”的“{line.need.name.say('zh')}”没有标准：距离 {distance}，{len(result.lines)} 项中名次 {ranks}",
        en=f'"{line.need.name.say("en")}" at "{line.moment.name.say("en")}" has no rule: distance {distance}, '
        f"rank {ranks} of {len(result.lines)}",
    )


@method_note.register
def _coverage_method(result: Coverage) -> Text:
    base = methods_note(result)
    return Text(
        zh=f"距离 = 时刻重要性 × 提及率 × 未满足程度（没有 1，部分 0.5，完全 0）。标准是否满足由团队判断，不是客户的评价。{base.zh}",
        en="Distance = importance of the moment × share naming the need × what is left open (no rule 1, in part 0.5, fully 0). "
        f"Whether a rule serves a need is the team's judgement, not the customers'. {base.en}",
    )
