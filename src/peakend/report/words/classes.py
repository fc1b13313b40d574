"""What do we say about expected and measured classes? Where they agree, where they contradict, what the hypothesis is worth."""

from typing import Final

from peakend.analyse.classes import Classes, ClassLine, TypeTest
from peakend.analyse.result import is_known
from peakend.report.words.asymmetry import KINDS
from peakend.report.words.figures import write_count, write_figure, write_p, write_probability, write_value
from peakend.report.words.kano import say_chance
from peakend.report.words.names import count_english, join_english, join_sentences, name_of, number_english, quote_names
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

MEASURED: Final[dict[str, Text]] = {**KINDS, "reverse": Text("反向", "reverse"), "unclear": Text("存疑", "questionable")}
"""The classes that can be measured."""

MEANS: Final[dict[str, Text]] = {"asked": Text("卡诺题", "asked (Kano)"), "scored": Text("评分", "from scores")}
"""How a class was measured."""

AGREEMENTS: Final[dict[str, Text]] = {
    "agrees": Text("一致", "agrees"),
    "contradicts": Text("不符", "contradicts"),
    "cannot_tell": Text("尚不能判定", "cannot tell"),
}

LEVELS: Final[dict[str, Text]] = {"basic": Text("基本", "basic"), "middle": Text("中级", "middle"), "high": Text("高级", "high")}
"""The three levels of themes."""


@headline.register
def _headline(result: Classes) -> Text:
    many, n = len(result.lines), write_count(result.base.n)
    agreeing = sum(line.verdict == "agrees" for line in result.lines)
    against = sum(line.verdict == "contradicts" for line in result.lines)
    return Text(
        zh=f"{many} 项实测类型中，{agreeing} 项与主题预设一致，{against} 项不符，其余尚不能判定（n = {n}）",
        en=f"Of {count_english(many, 'measured class', 'measured classes')}, {number_english(agreeing)} "
        f"{'agrees' if agreeing == 1 else 'agree'} with the theme's expected class and {number_english(against)} "
        f"{'contradicts' if against == 1 else 'contradict'} it; the rest cannot be told (n = {n})",
    )


@findings.register
def _findings(result: Classes) -> tuple[Text, ...]:
    told = [_tested(one) for one in result.tests]
    told += [_against(line) for line in result.lines if line.verdict == "contradicts"]
    agreeing = [line for line in result.lines if line.verdict == "agrees"]
    if agreeing:
        zh = "、".join(f"“{line.name.say('zh')}”（{KINDS[line.prior].zh}，{say_chance(line.agree)}）" for line in agreeing[:4])
        said = [f'"{line.name.say("en")}" ({KINDS[line.prior].en}, {say_chance(line.agree)})' for line in agreeing[:4]]
        more = len(agreeing) - len(said)
        en = join_english(said + ([f"{number_english(more)} more"] if more else []))
        told.append(Text(zh=f"与预设一致：{zh}{f'等 {len(agreeing)} 项' if more else ''}", en=f"As expected: {en}"))
    if result.off_level:
        themes = {line.theme.key: line.theme.name for line in result.lines}
        names = quote_names([themes[key] for key in result.off_level])
        told.append(
            Text(
                zh=f"{names.zh}的预设类型与其层级不对应：研究文件本身偏离“三级即三类”",
                en=f"The expected class of {names.en} is not the type of its level: the study itself departs from level = type there",
            )
        )
    return tuple(told)


def _tested(one: TypeTest) -> Text:
    """What the hypothesis of types is worth, for one way of measuring."""
    means = name_of(MEANS, one.means)
    if one.p_value is None or not is_known(one.share):
        return Text(
            zh=f"{means.zh}：只有 {one.things} 项或只有一种预设类型，无法检验“三级即三类”",
            en=f"{means.en.capitalize()}: {count_english(one.things, 'thing')} or one expected class only: level = type cannot be tested",
        )
    share, chance = write_figure(one.share, "share"), write_value(one.chance, "share")
    verdict = {
        "agrees": Text("数据支持该假设", "the answers support it"),
        "contradicts": Text("数据与该假设相反", "the answers speak against it"),
        "cannot_tell": Text("尚不能判定", "it cannot be told"),
    }[one.verdict]
    return Text(
        zh=f"“三级即三类”假设（{means.zh}）：处于预设类型的比例 {share.zh}，随机分配为 {chance}，{write_p(one.p_value)}：{verdict.zh}",
        en=f"Level = type ({means.en}): share in the expected class {share.en}, by chance {chance}, {write_p(one.p_value)}: {verdict.en}",
    )


def _against(line: ClassLine) -> Text:
    means, likely, prior = name_of(MEANS, line.means), name_of(MEASURED, line.likely), KINDS[line.prior]
    p = write_probability(line.agree)
    return Text(
        zh=f"“{line.name.say('zh')}”（主题“{line.theme.name.say('zh')}”，{means.zh}）预设为{prior.zh}，"
        f"实测更像{likely.zh}，属预设类型的概率 {p}",
        en=f'"{line.name.say("en")}" (theme "{line.theme.name.say("en")}", {means.en}): expected {prior.en}, measured rather {likely.en}; '
        f"the expected class has probability {p}",
    )


@method_note.register
def _method(result: Classes) -> Text:
    return join_sentences(
        Text(
            zh=(
                "预设类型来自主题（基本、绩效、激励），是待检验的假设，不是结论。实测类型来自卡诺题或惩罚—奖励回归。"
                "实测类型得到证实且等于预设为“一致”；证实为其他类型，或预设类型的概率低于 5% 为“不符”。"
                "总检验：把预设类型在各项之间重新分配（置换检验）。时刻取其首要需求所属的主题。"
            ),
            en=(
                "The expected class is that of the theme (basic, performance, excitement): a hypothesis, not a finding. The measured class "
                "comes from Kano pairs or from penalty and reward. It agrees where the proved class is the expected one, and "
                "contradicts where another is proved or the expected one has a probability under 5%. Over all "
                "things the expected classes are dealt out "
                "anew (permutation test). A moment takes the theme of its first need."
            ),
        ),
        methods_note(result),
    )
