"""Faults of the ranking of effective moments of truth."""

from peakend.errors.base import AnalysisError
from peakend.text import Text

__all__ = ["TooFewFactors"]


class TooFewFactors(AnalysisError):
    """Fewer than two of the six factors are known: what is left is an ordinary ranking."""

    what = Text(
        zh="有效关键时刻需要六个因素中至少两个，且每个至少涵盖两个时刻；各时刻之间没有差别的因素不算；满足最多的场景有 {found} 个。",
        en="Effective moments of truth need two of the six factors, each of two moments or more that "
        "differ; the most that any scenario has is {found}.",
    )
    mend = Text(
        zh="请询问重要性、实际体验与推荐意愿（或总体评价），或在研究文件的 analysis.emot.fit 中填写团队对定位契合度的评分。",
        en="Ask for importance, experience and recommendation (or an overall judgement), or let the team rate the fit with the positioning "
        "under `analysis.emot.fit` of the study.",
    )
