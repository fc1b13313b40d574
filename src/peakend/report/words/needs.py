"""What do we say about needs? Which choices are the core of a moment, which cannot be told apart, which nobody listed."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.needs import NeedGroup, NeedLine, Needs
from peakend.report.words.figures import write_count, write_figure, write_probability
from peakend.report.words.names import (
    count_english,
    join_english,
    join_sentences,
    number_english,
    place_in,
    prefix_name,
    quote_names,
    start_sentence,
)
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

_NAMED: Final = 3


def count_asked(groups: Sequence[NeedGroup]) -> str:
    """How many were asked these multiple answers; from the fewest to the most where the groups differ."""
    asked = [max((line.share.n for line in group.lines), default=0) for group in groups]
    low, high = min(asked, default=0), max(asked, default=0)
    return write_count(high) if low == high else f"{write_count(low)}–{write_count(high)}"


@headline.register
def _headline(result: Needs) -> Text:
    proved, n = [group for group in result.groups if group.core], count_asked(result.groups)
    many = len(result.groups)
    if not any(line.judged for group in result.groups for line in group.lines):
        return Text(zh=f"样本不足，无法判断核心需求（n = {n}）", en=f"Too few answers to judge the core needs (n = {n})")
    if all(group.kind == "moment" for group in result.groups):
        return Text(
            zh=f"{many} 个时刻中，{len(proved)} 个时刻的核心需求得到证实（n = {n}）",
            en=start_sentence(f"the core needs are proved at {number_english(len(proved))} of {count_english(many, 'moment')} (n = {n})"),
        )
    ahead = "has" if len(proved) == 1 else "have"
    return Text(
        zh=f"{many} 组多选题中，{len(proved)} 组有得到证实、明显居前的选项（n = {n}）",
        en=start_sentence(
            f"{number_english(len(proved))} of {count_english(many, 'multiple answer')} {ahead} choices proved to be ahead (n = {n})"
        ),
    )


@headline.register
def group_headline(group: NeedGroup) -> Text:
    """What is chosen most in one group, and whether that is proved."""
    core, n = group.core, count_asked([group])
    title = group.title
    if not group.lines:
        return prefix_name(title, Text("没有选项", "no choices"))
    if not any(line.judged for line in group.lines):
        return prefix_name(title, Text(zh=f"样本不足，无法判断核心（n = {n}）", en=f"too few answers to judge what is the core (n = {n})"))
    if core:
        said = name_choices(core[:_NAMED])
        noun = Text("核心需求为", "the core is ") if group.kind == "moment" else Text("明显居前的是", "clearly ahead: ")
        return prefix_name(title, Text(zh=f"{noun.zh}{said.zh}（n = {n}）", en=f"{noun.en}{said.en} (n = {n})"))
    said = name_choices(group.lines[:1])
    return prefix_name(
        title,
        Text(
            zh=f"选择最多的是{said.zh}，但没有选项被证实为核心（n = {n}）",
            en=f"most chosen is {said.en}, but no choice is proved to be the core (n = {n})",
        ),
    )


def needs_headline(name: Text, groups: Sequence[NeedGroup]) -> Text:
    """Over the moments of one scenario: which needs are proved to be the core, and at how many moments each."""
    n, many = count_asked(groups), len(groups)
    found: dict[Text, int] = {}
    for line in (line for group in groups for line in group.core):
        found[line.label] = found.get(line.label, 0) + 1
    most = sorted(found.items(), key=lambda pair: -pair[1])[:_NAMED]
    if not most:
        told = Text(
            zh=f"{many} 个时刻均没有需求被证实为核心（n = {n}）",
            en=f"no need is proved to be the core at any of {count_english(many, 'moment')} (n = {n})",
        )
        return prefix_name(name, told)
    (first, times), rest = most[0], most[1:]
    zh = [f"“{label.say('zh')}”在 {count} 个" for label, count in most]
    en = [f'"{label.say("en")}" at {number_english(count)}' for label, count in rest]
    start = f'"{first.say("en")}" is a proved core need at {number_english(times)} of {count_english(many, "moment")}'
    return prefix_name(
        name, Text(zh=f"{many} 个时刻中，{'、'.join(zh)}时刻被证实为核心需求（n = {n}）", en=f"{', '.join([start, *en])} (n = {n})")
    )


def name_choices(lines: tuple[NeedLine, ...]) -> Text:
    """Choices with their shares."""
    said = [(line.label, write_figure(line.share, "share")) for line in lines]
    return Text(
        zh="、".join(f"“{label.say('zh')}”{share.zh}" for label, share in said),
        en=join_english([f'"{label.say("en")}" {share.en}' for label, share in said]),
    )


@findings.register
def _findings(result: Needs) -> tuple[Text, ...]:
    told = [group_headline(group) for group in result.groups]
    for group in result.groups:
        told += [place_in(group.title, one) for one in _group_findings(group)]
    return tuple(told)


@findings.register
def _group_findings(group: NeedGroup) -> tuple[Text, ...]:
    told: list[Text] = []
    near = [line for line in group.lines if line.judged and not line.core and line.p_top >= 0.2]  # noqa: PLR2004 - worth naming
    if near:
        said = [(line.label, write_probability(line.p_top)) for line in near[:_NAMED]]
        told.append(
            Text(
                zh=f"可能进入前 {group.most}：" + "、".join(f"“{label.say('zh')}”（{p}）" for label, p in said),
                en=f"May belong to the top {group.most}: " + join_english([f'"{label.say("en")}" ({p})' for label, p in said]),
            )
        )
    new = [line.label for line in group.core if not line.listed]
    if new and group.lists and group.kind == "moment":
        names = quote_names(new)
        told.append(Text(zh=f"{names.zh}属于核心，但研究的需求清单未列入", en=f"{names.en} is core and not in the study's code book"))
    dull = [line.label for line in group.lines if line.listed and line.judged and not line.core]
    if dull and group.kind == "moment":
        names = quote_names(dull[:_NAMED])
        told.append(Text(zh=f"需求清单列出、但未证实为核心：{names.zh}", en=f"In the code book, not proved to be core: {names.en}"))
    return tuple(told)


@method_note.register
def _method(result: Needs) -> Text:
    words = Text(
        zh=(
            "多选题：每个选项的占比 = 选中人数 ÷ 看到该题的有效人数，用 Wilson 区间；名次区间与进入前列的概率来自联合重抽样。"
            "“核心”须同时满足：至少 80% 的重抽样进入前列，且被选比例显著高于本题选项的平均（Holm 校正）。"
            "读法：名次区间重叠的选项不分先后。不适用：选项没有列出的需求，占比再高也看不到；题目限选个数会压低所有占比。"
        ),
        en=(
            "Multiple answers: share = chosen / all who saw the question, with Wilson's interval; rank intervals and P(top) from joint "
            "resamples. "
            '"Core" asks for both: among the top in at least 80% of the resamples, and chosen more than the average choice of its '
            "question (Holm). "
            "Choices whose rank intervals overlap have no order. A need that was not offered cannot be found, and a limit on the number "
            "of choices lowers all shares."
        ),
    )
    return join_sentences(words, methods_note(result))
