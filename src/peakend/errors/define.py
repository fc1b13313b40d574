"""Faults of define: what a study says that cannot be. Faults of its file stand in `study_file`."""

from peakend.errors.base import StudyError
from peakend.errors.study_file import StudyFault
from peakend.text import Text

__all__ = [
    "AboutAmbiguous",
    "AboutUnknown",
    "AskedHalf",
    "AttributeUnknown",
    "ChosenCodesMissing",
    "CodeBothWays",
    "CodeInScale",
    "CodeOutsideScale",
    "CodeTwice",
    "ColumnReserved",
    "ColumnTwice",
    "CommonUnknown",
    "CommonsDiffer",
    "CompetitorUnknown",
    "KeyTaken",
    "KeyTwice",
    "LineageCycle",
    "MeanNotFinite",
    "MergeTooFew",
    "MomentStillUsed",
    "MomentsApart",
    "NeedUnknown",
    "NpsScaleNotTen",
    "PositionOutside",
    "PublishedUnknown",
    "RatingWithoutScale",
    "ScaleReversed",
    "ScaleTooWide",
    "SplitTooFew",
    "StageUnknown",
    "TemplateUnknown",
    "ThemeUnknown",
    "UnknownMoment",
    "UnknownQuestion",
    "UnknownScenario",
]


class UnknownMoment(StudyError):
    """A moment is named that the study does not have."""

    what = Text(zh="研究中没有关键时刻“{moment}”。", en="The study has no moment {moment!r}.")
    mend = Text(zh="已有的关键时刻：{known}。", en="Its moments are: {known}.")


class UnknownScenario(StudyError):
    """A scenario is named that the study does not have."""

    what = Text(zh="研究中没有服务场景“{scenario}”。", en="The study has no scenario {scenario!r}.")
    mend = Text(zh="已有的服务场景：{known}。", en="Its scenarios are: {known}.")


class UnknownQuestion(StudyError):
    """A question is named that the survey does not have."""

    what = Text(zh="问卷中没有题目“{question}”。", en="The survey has no question {question!r}.")
    mend = Text(zh="已有的题目：{known}。", en="Its questions are: {known}.")


# What makes a study impossible: it could not be written and read back, or a key would not name one thing


class KeyTwice(StudyFault):
    """Two parts of one family have the same key."""

    what = Text(zh="键“{key}”已在 {first} 用过。", en="The key {key!r} is taken already by {first}.")
    mend = Text(
        zh="请为其中一个另取键名，并同时修改引用它的地方。", en="Give one of the two another key, here and wherever it is referred to."
    )


class CodeTwice(StudyFault):
    """One code or value is listed twice."""

    what = Text(zh="“{code}”列了两次。", en="{code!r} is listed twice.")
    mend = Text(zh="请只保留一条。", en="Keep one of the two.")


class LineageCycle(StudyFault):
    """The history of the moments leads from a moment back to itself."""

    what = Text(zh="沿革形成循环：{road}。", en="The history of the moments runs in a circle: {road}.")
    mend = Text(
        zh="请删去其中一步，或给合并后的关键时刻新的键名：用过的键名不能再用。",
        en="Remove one of these steps, or give the merged moment a new key: a key that was given up is not used again.",
    )


class MeanNotFinite(StudyFault):
    """A published mean is no number."""

    what = Text(zh="已发表的平均值不是有限的数。", en="The published mean is not a finite number.")
    mend = Text(zh="请写平均值，或删去它。", en="Write the mean, or leave it out.")


# References that lead nowhere


class StageUnknown(StudyFault):
    """A moment stands in a stage that the study does not have."""

    what = Text(zh="研究中没有阶段“{stage}”。", en="The study has no stage {stage!r}.")
    mend = Text(zh="已有的阶段：{known}。", en="Its stages are: {known}.")


class CommonUnknown(StudyFault):
    """A common moment is named that the study does not have."""

    what = Text(zh="研究中没有共有时刻“{common}”。", en="The study has no common moment {common!r}.")
    mend = Text(zh="已有的共有时刻：{known}。", en="Its common moments are: {known}.")


class NeedUnknown(StudyFault):
    """A need is named that the study does not have."""

    what = Text(zh="研究中没有客户需求“{need}”。", en="The study has no need {need!r}.")
    mend = Text(zh="已有的客户需求：{known}。", en="Its needs are: {known}.")


class ThemeUnknown(StudyFault):
    """A theme is named that the study does not have."""

    what = Text(zh="研究中没有体验主题“{theme}”。", en="The study has no theme {theme!r}.")
    mend = Text(zh="已有的体验主题：{known}。", en="Its themes are: {known}.")


class AttributeUnknown(StudyFault):
    """A segment is made from an attribute that the survey does not have."""

    what = Text(zh="问卷中没有受访者属性“{attribute}”。", en="The survey has no attribute {attribute!r}.")
    mend = Text(zh="已有的属性：{known}。", en="Its attributes are: {known}.")


class CompetitorUnknown(StudyFault):
    """A question is about a competitor that the study does not have."""

    what = Text(zh="研究中没有竞争对手“{competitor}”。", en="The study has no competitor {competitor!r}.")
    mend = Text(zh="已有的竞争对手：{known}。", en="Its competitors are: {known}.")


class AboutUnknown(StudyFault):
    """A question is about something that the study does not have."""

    what = Text(
        zh="题目问的是“{about}”，但研究中没有这个关键时刻、需求、主题或场景。",
        en="The question is about {about!r}, and there is no such moment, need, theme or scenario.",
    )
    mend = Text(
        zh="相近的键：{near}；问整个服务时不写 about。",
        en="Keys like it: {near}. Leave “about” out where the whole service is asked about.",
    )


class AboutAmbiguous(StudyFault):
    """A question is about a key that several families have."""

    what = Text(
        zh="题目问的是“{about}”，而 {families} 中都有这个键。", en="The question is about {about!r}, a key that stands in {families}."
    )
    mend = Text(zh="请为其中一个另取键名。", en="Give one of them another key.")


class PublishedUnknown(StudyFault):
    """A published finding names what is not there."""

    what = Text(zh="{where} 中没有“{key}”。", en="There is no {key!r} under {where}.")
    mend = Text(zh="已有的键：{known}。", en="The keys there are: {known}.")


# The survey


class RatingWithoutScale(StudyFault):
    """A rating has no scale."""

    what = Text(zh="评分题没有量表。", en="A rating has no scale.")
    mend = Text(zh="请补上 scale，例如 {{low: 1, high: 5}}。", en="Add its scale, such as {{low: 1, high: 5}}.")


class ScaleReversed(StudyFault):
    """The lowest answer is not below the highest."""

    what = Text(zh="量表的最低分 {low} 不小于最高分 {high}。", en="The scale's lowest answer {low} is not below its highest {high}.")
    mend = Text(
        zh="请对调或改正 low 和 high；反向计分的题目用 words 写明每个答案的分数。",
        en="Swap or correct low and high; where small codes are good, say so answer by answer under words.",
    )


class ScaleTooWide(StudyFault):
    """A scale reaches beyond the whole numbers that answers are kept in."""

    what = Text(zh="量表 {low}–{high} 超出可用范围 {least}–{most}。", en="The scale {low} to {high} reaches beyond {least} to {most}.")
    mend = Text(zh="金额、时长等数量不是量表：请删去 scale。", en="An amount or a duration is not a scale: leave the scale out.")


class CodeInScale(StudyFault):
    """A code that means no answer lies among the answers."""

    what = Text(zh="缺失编码“{code}”落在量表 {low}–{high} 之内。", en="The missing code {code!r} lies inside the scale {low} to {high}.")
    mend = Text(
        zh="请改正编码、量表或 offset：一个编码不能既是答案又是缺失。",
        en="Correct the code, the scale or the offset: a code cannot be an answer and none.",
    )


class CodeOutsideScale(StudyFault):
    """A label or a word stands for an answer that the scale does not have."""

    what = Text(zh="答案 {answer} 不在量表 {low}–{high} 之内。", en="The answer {answer} lies outside the scale {low} to {high}.")
    mend = Text(zh="请改正这一项或量表。", en="Correct it, or the scale.")


class NpsScaleNotTen(StudyFault):
    """A recommendation asked on another scale is called NPS."""

    what = Text(zh="NPS 题的量表是 {low}–{high}，不是 0–10。", en="An NPS question has the scale {low} to {high}, not 0 to 10.")
    mend = Text(
        zh="若文件编码有偏移，请写 offset；若确实按 {low}–{high} 提问而仍要按 9–10 推荐、0–6 贬损解读，请写 as_asked: true。",
        en="Write the offset if the codes are shifted. If it was asked so and 9 and 10 shall still be promoters, 6 and below detractors, "
        "write “as_asked: true”.",
    )


class ColumnTwice(StudyFault):
    """Two questions read one column."""

    what = Text(zh="列“{column}”已由题目 {first} 使用。", en="The column {column!r} is read by the question {first!r} already.")
    mend = Text(
        zh="请改正其中一个的 column；只有同一多选题（同一 group）的选项可以共用一列。",
        en="Correct the column of one; only choices of one multiple answer (one group) share a column.",
    )


class ColumnReserved(StudyFault):
    """A name is reserved for columns of our own."""

    what = Text(zh="列名“{column}”是保留名称。", en="The column name {column!r} is reserved.")
    mend = Text(zh="请换一个名称；保留名称：{reserved}。", en="Choose another; reserved are: {reserved}.")


class AskedHalf(StudyFault):
    """Who was asked is said only by half."""

    what = Text(zh="asked_if 与 asked_when 只写了一个。", en="Only one of asked_if and asked_when is written.")
    mend = Text(
        zh="请写明由哪一列（asked_if）的哪些取值（asked_when）决定是否提问。",
        en="Say which column decides (asked_if) and with which of its cells it was asked (asked_when).",
    )


class ChosenCodesMissing(StudyFault):
    """A choice does not say which cells mean chosen."""

    what = Text(zh="选项没有写明哪些编码表示选中。", en="A choice does not say which codes mean chosen.")
    mend = Text(
        zh="请写 chosen，例如 chosen: [1]；选中与未选分开时再写 unchosen。",
        en="Write “chosen”, such as chosen: [1], and “unchosen” where not chosen has a code too.",
    )


class CodeBothWays(StudyFault):
    """One code means chosen and not chosen."""

    what = Text(zh="编码“{code}”既表示选中又表示未选。", en="The code {code!r} means both chosen and not chosen.")
    mend = Text(zh="请从 chosen 或 unchosen 中删去。", en="Remove it from chosen or from unchosen.")


# Changing the moments


class KeyTaken(StudyError):
    """A new moment would get a key that is or was in use."""

    what = Text(zh="键“{key}”已经用过。", en="The key {key!r} is or was in use.")
    mend = Text(
        zh="请另取一个键名：一个键只指一个关键时刻，停用后也不再使用。",
        en="Choose another: a key names one moment, and is not used again when that is gone.",
    )


class SplitTooFew(StudyError):
    """A moment is to be split into fewer than two."""

    what = Text(zh="“{moment}”要拆分成 {count} 个关键时刻。", en="{moment!r} is to be split into {count}.")
    mend = Text(zh="请至少给出两个；只改名称请用改名。", en="Give two parts at least; rename it if only its name shall change.")


class MergeTooFew(StudyError):
    """Fewer than two moments are to be merged."""

    what = Text(zh="要合并的关键时刻只有 {count} 个。", en="Only {count} moment is to be merged.")
    mend = Text(zh="请至少给出两个不同的关键时刻。", en="Name two different moments at least.")


class MomentsApart(StudyError):
    """Moments of different scenarios are to be merged."""

    what = Text(zh="{moments} 不在同一个服务场景。", en="{moments} do not stand in one scenario.")
    mend = Text(
        zh="不同场景的关键时刻不合并，请给它们同一个 common（共有时刻）。",
        en="Moments of several scenarios are not merged: give them one common moment.",
    )


class CommonsDiffer(StudyError):
    """Faces of different common moments are to be merged."""

    what = Text(zh="{moments} 属于不同的共有时刻：{commons}。", en="{moments} are faces of different common moments: {commons}.")
    mend = Text(zh="请指明合并后属于哪一个（common）。", en="Say which one the merged moment belongs to (common).")


class MomentStillUsed(StudyError):
    """A moment that is to be removed is still referred to."""

    what = Text(zh="“{moment}”还被引用：{users}。", en="{moment!r} is still referred to by: {users}.")
    mend = Text(
        zh="请先改正这些引用，或要求一并删去题目与结论中的引用。",
        en="Change these first, or ask for its questions and findings to be removed with it.",
    )


class PositionOutside(StudyError):
    """A place in the order is named that a scenario does not have."""

    what = Text(zh="第 {position} 位不在 1–{last} 之内。", en="Position {position} is not between 1 and {last}.")
    mend = Text(zh="请给出这个场景中的位置。", en="Give a position of this scenario.")


class TemplateUnknown(StudyError):
    """A template is named that does not exist."""

    what = Text(zh="没有模板“{template}”。", en="There is no template {template!r}.")
    mend = Text(zh="已有的模板：{known}。", en="The templates are: {known}.")
