"""Faults of design: houses whose parts do not fit together, and judgements that contradict themselves."""

from typing import ClassVar, Final

from peakend.errors.base import DesignError
from peakend.text import Text

__all__ = [
    "BrokenCascade",
    "EmptyHouse",
    "InconsistentJudgement",
    "NegativeRelation",
    "NegativeWeight",
    "NoWeight",
    "NotPositive",
    "NotReciprocal",
    "NothingRelated",
    "NumbersMissing",
    "ShapesDiffer",
    "SpreadUnknown",
    "TooManyCompared",
    "UnknownNeedClass",
    "UnsoundRoof",
]

PARTS: Final = {
    "importance": Text("重要性", "the importance"),
    "factor": Text("规划系数", "the planning factor"),
    "current": Text("现状水平", "the current level"),
    "target": Text("目标水平", "the target level"),
    "sales_point": Text("卖点系数", "the sales point"),
    "relations": Text("关系矩阵", "the relations"),
    "roof": Text("屋顶（自相关矩阵）", "the roof"),
    "classes": Text("卡诺类别", "the Kano classes"),
    "needs": Text("需求名称", "the names of the needs"),
    "characteristics": Text("质量特性名称", "the names of the characteristics"),
    "names": Text("比较对象名称", "the names of what is compared"),
    "weights": Text("权重", "the weights"),
    "draws": Text("重要性的重抽样", "the draws of the importance"),
    "raters": Text("评判人的关系矩阵", "the relations of the raters"),
    "pairwise": Text("成对比较矩阵", "the pairwise judgements"),
    "ratings": Text("竞争评分", "the competitive ratings"),
}
"""What the parts of a house are called."""


class EmptyHouse(DesignError):
    """Nothing stands in one part of a house."""

    what = Text(zh="{part_words}是空的。", en="There is nothing in {part_words}.")
    mend = Text(
        zh="质量屋至少需要一项需求和一项质量特性；比较至少需要两项。",
        en="A house needs one need and one characteristic at least, and a comparison needs two of what is compared.",
    )
    words: ClassVar[dict[str, Text]] = PARTS


class ShapesDiffer(DesignError):
    """Two parts of a house do not fit together."""

    what = Text(zh="{part_words}的大小是 {found}，这里需要 {needed}。", en="The size of {part_words} is {found}; {needed} is needed here.")
    mend = Text(
        zh="行是需求，列是质量特性，顺序与名称一致；请补齐或删去多余的。",
        en="Rows are needs and columns are characteristics, in the order of their names: fill in what is missing, take out what is extra.",
    )
    words: ClassVar[dict[str, Text]] = PARTS


class NumbersMissing(DesignError):
    """A part of a house holds something that is not a finite number, or rows of different length."""

    what = Text(
        zh="{part_words}中有空缺、非数字，或各行长短不一。", en="Not everything in {part_words} is a number, or its rows differ in length."
    )
    mend = Text(
        zh="每格填一个数；没有关系填 0，不要留空。",
        en="Write one number in every place; where there is no relation write 0, and leave nothing blank.",
    )
    words: ClassVar[dict[str, Text]] = PARTS


class NotPositive(DesignError):
    """A level, a factor or a judgement is zero or below: a ratio of it means nothing."""

    what = Text(zh="{part_words}中“{place}”是 {value}，必须大于 0。", en="In {part_words}, {place!r} is {value}; it must be above 0.")
    mend = Text(
        zh="请用从 1 开始的量表，或改正这个数。", en="Use a scale that starts at 1, or mend this number: a ratio of nothing means nothing."
    )
    words: ClassVar[dict[str, Text]] = PARTS


class NegativeWeight(DesignError):
    """An importance or a weight is below zero."""

    what = Text(zh="{part_words}中“{place}”是 {value}，不能小于 0。", en="In {part_words}, {place!r} is {value}; it cannot be below 0.")
    mend = Text(
        zh="请用重要性均值，不要用与平均值之差。", en="Take the mean importance itself, not its distance from the average of all needs."
    )
    words: ClassVar[dict[str, Text]] = PARTS


class NoWeight(DesignError):
    """All weights are zero."""

    what = Text(zh="{part_words}全部为 0，没有可分配的权重。", en="Everything in {part_words} is 0: there is no weight to pass on.")
    mend = Text(zh="请至少给一项大于 0 的重要性。", en="Give one of them an importance above 0 at least.")
    words: ClassVar[dict[str, Text]] = PARTS


class NegativeRelation(DesignError):
    """A need and a characteristic are related by less than nothing."""

    what = Text(
        zh="需求“{need}”与质量特性“{characteristic}”的关系强度是 {value}，不能小于 0。",
        en="The need {need!r} and the characteristic {characteristic!r} are related by {value}; a relation cannot be below 0.",
    )
    mend = Text(
        zh="关系强度只表示影响大小（如 9、3、1、0）；影响方向写在质量特性的改进方向（↑ ↓ ◎）里。",
        en="A relation says how strongly (such as 9, 3, 1 or 0); its direction belongs to the characteristic (more, less, on target).",
    )


class NothingRelated(DesignError):
    """No weight reaches any characteristic."""

    what = Text(
        zh="第 {house} 个质量屋里，没有权重能传到任何质量特性：有权重的需求没有任何关系。",
        en="In house {house} no weight reaches any characteristic: no need that has a weight has a relation.",
    )
    mend = Text(zh="请填写关系矩阵；每位评判人都要填。", en="Fill in the relations; every rater must give some.")


class UnsoundRoof(DesignError):
    """The roof is no table of dependences: 1 with itself, the same both ways, between 0 and 1."""

    what = Text(
        zh="屋顶中“{one}”与“{other}”是 {value}，反向是 {back}：对角线须为 1，两个方向须相同，数值须在 0 到 1 之间。",
        en="In the roof {one!r} with {other!r} is {value} and the other way {back}: it must be 1 with itself, both ways alike, in 0..1.",
    )
    mend = Text(
        zh="屋顶修正只分摊相互依存；相互冲突（负相关）请记为取舍，在此填 0。",
        en="The correction shares out dependence only: note a conflict as a trade-off, and write 0 for it here.",
    )


class UnknownNeedClass(DesignError):
    """A Kano class with which an improvement ratio cannot be adjusted."""

    what = Text(
        zh="需求“{need}”的卡诺类别“{found}”不能用于调整改进比率。", en="The Kano class {found!r} of {need!r} adjusts no improvement ratio."
    )
    mend = Text(
        zh="可选：{known}。无差异或反向的需求，请先决定是否保留在质量屋中。",
        en="Choose one of: {known}. Whether an indifferent or a reverse need belongs into the house is to be decided first.",
    )


class SpreadUnknown(DesignError):
    """The draws of the importance stand on one person, or there is one draw."""

    what = Text(
        zh="重要性来自 {n} 人、{draws} 次重抽样，看不出离散程度。",
        en="The importance stands on {n} people and {draws} draws: they show no spread.",
    )
    mend = Text(
        zh="至少需要两人和两次重抽样，建议 2000 次。",
        en="Two people and two draws are the least; 2,000 draws are advised.",
    )


class BrokenCascade(DesignError):
    """The rows of one house are not the columns of the one before."""

    what = Text(
        zh="第 {house} 个质量屋有 {found} 行，而传入的权重有 {needed} 项。",
        en="House {house} has {found} rows, and {needed} weights come in.",
    )
    mend = Text(
        zh="前一个质量屋的列就是后一个的行，顺序相同。", en="The columns of one house are the rows of the next one, in the same order."
    )


class NotReciprocal(DesignError):
    """A pairwise judgement and its reverse contradict one another."""

    what = Text(
        zh="成对比较不互为倒数：“{one}”比“{other}”是 {value}，反过来却是 {back}。",
        en="The judgements are not reciprocal: {one!r} over {other!r} is {value}, and the other way it is {back}.",
    )
    mend = Text(
        zh="反向应写成倒数（如 3 与 1/3，不要写 0.33）；与自身比较为 1。",
        en="Write the other way as one divided by it (3 and 1/3, not 0.33), and 1 with itself.",
    )


class TooManyCompared(DesignError):
    """More is compared pair by pair than the random index of Saaty reaches."""

    what = Text(zh="一次成对比较了 {found} 项，最多 {most} 项。", en="{found} are compared pair by pair at once; {most} are the most.")
    mend = Text(zh="请先分组，组内比较，再比较各组。", en="Put them into groups, compare within each group, and then the groups.")


class InconsistentJudgement(DesignError):
    """Pairwise judgements contradict one another more than chance would excuse."""

    what = Text(
        zh="判断前后不一致：一致性比率为 {ratio:.3f}，不应超过 {limit:.2f}。",
        en="The judgements contradict one another: the consistency ratio is {ratio:.3f}, and should not exceed {limit:.2f}.",
    )
    mend = Text(
        zh="请先重看“{one}”与“{other}”：判断为 {judged:.3g}，其余判断合起来约为 {implied:.3g}。",
        en="Look again at {one!r} over {other!r} first: judged {judged:.3g}, while all judgements together say about {implied:.3g}.",
    )
