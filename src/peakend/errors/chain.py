"""Faults of the chain, of reliability and of agreement: what the constructs of a study cannot carry."""

from peakend.errors.base import AnalysisError
from peakend.text import Text

__all__ = [
    "ChainNotPlanned",
    "ChainTooFew",
    "ChainUnsettled",
    "CodesNotNumbers",
    "ConstructAlone",
    "ConstructUnasked",
    "NoQuestionGroup",
    "QuestionFlat",
    "QuestionShared",
]


class ChainNotPlanned(AnalysisError):
    """The study plans no chain, and its questions do not suggest one."""

    unasked = True

    what = Text(
        zh="研究没有写明“期望—质量—满意—忠诚”的链条，现有题目也不足以推定（至少要有总体评价，以及体验或忠诚题中的一类）。",
        en="The study plans no chain from expectations to loyalty, and its questions do not suggest one: that takes an overall judgement, "
        "and ratings of moments or a question on loyalty.",
    )
    mend = Text(
        zh="请在研究文件的 analysis.chain 中写明 constructs（各潜变量及其题目）和 influences（箭头）；文档“链条”一页有现成的方案。",
        en="Write constructs (with their questions) and influences (the arrows) under analysis.chain in the study file; the page on the "
        "chain has plans to copy.",
    )


class ConstructUnasked(AnalysisError):
    """None of the questions of a construct has a column in the answers, or a scale."""

    what = Text(
        zh="潜变量“{construct}”的题目（{questions}）在数据中都没有可用的列。",
        en="None of the questions of the construct {construct!r} ({questions}) has a column of scored answers.",
    )
    mend = Text(zh="请改正题目的键，或从链条中去掉它。", en="Correct the keys of its questions, or take it out of the chain.")


class ConstructAlone(AnalysisError):
    """A construct has no arrow to or from another."""

    what = Text(zh="潜变量“{construct}”没有任何箭头，无法估计。", en="No arrow leads to or from the construct {construct!r}.")
    mend = Text(
        zh="请在 influences 中写明它影响谁或受谁影响，或去掉它。",
        en="Write under influences what it acts on or what acts on it, or remove it.",
    )


class QuestionShared(AnalysisError):
    """One question stands for two constructs."""

    what = Text(
        zh="题目“{question}”同时属于潜变量“{one}”和“{other}”，两者必然相关。",
        en="The question {question!r} stands for two constructs, {one!r} and {other!r}: they would be alike by construction.",
    )
    mend = Text(zh="请只保留在其中一个之下。", en="Keep it with one of them.")


class QuestionFlat(AnalysisError):
    """A question of the chain got the same answer from everybody."""

    what = Text(
        zh="题目“{question}”所有人的答案都一样（n = {n}），无法用于相关分析。",
        en="Everybody gave the same answer to {question!r} (n = {n}): it goes with nothing.",
    )
    mend = Text(zh="请从潜变量中去掉这道题，或放宽筛选。", en="Take it out of its construct, or loosen the filters.")


class ChainTooFew(AnalysisError):
    """Too few people answered all questions of the chain."""

    what = Text(
        zh="答全链条所有题目的只有 {n} 人，至少需要 {needed} 人。",
        en="Only {n} people answered all questions of the chain; it takes at least {needed}.",
    )
    mend = Text(
        zh="请去掉只问了部分人的题目，或减少箭头，或增加样本。",
        en="Leave out questions that only some were asked, draw fewer arrows, or ask more people.",
    )


class ChainUnsettled(AnalysisError):
    """The weights of the constructs do not settle."""

    what = Text(
        zh="链条的权重迭代 {steps} 次仍不收敛，不给出数字。",
        en="The weights of the chain have not settled after {steps} steps, so there are no numbers to give.",
    )
    mend = Text(
        zh="请检查各潜变量的题目是否同向、彼此相关，箭头是否合理。",
        en="Check that the questions of each construct point the same way and go together, and that the arrows make sense.",
    )


class NoQuestionGroup(AnalysisError):
    """Reliability is asked for, and no two questions belong together."""

    unasked = True

    what = Text(
        zh="没有可计算信度的题组：信度要求至少两道同类量表题。",
        en="No two scored questions belong together, so there is no reliability to work out.",
    )
    mend = Text(
        zh="请在 analysis.chain 的 constructs 中写明哪些题衡量同一件事，或给同一矩阵的题目写上相同的 group。",
        en="Say under analysis.chain which questions measure one thing, or give the questions of one grid the same group.",
    )


class CodesNotNumbers(AnalysisError):
    """Codes are to be compared by distance and are not numbers."""

    what = Text(
        zh="编码“{code}”不是数值，不能按间距计算一致性。", en="The code {code!r} is no number, so distances between codes mean nothing."
    )
    mend = Text(zh="请改用 nominal（只看是否相同）。", en="Use nominal: only whether codes are the same.")
