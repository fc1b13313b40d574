"""Faults of control and carry-over: charts, effects and panels that the answers cannot carry."""

from typing import ClassVar

from peakend.errors.base import AnalysisError, ScanError
from peakend.text import Text

__all__ = [
    "EffectUnsplit",
    "LimitsDiffer",
    "LimitsUnreadable",
    "NoDates",
    "NotDates",
    "NothingSelected",
    "ShortCarryover",
    "TimesMissing",
    "TooFewPeriods",
    "UnknownPeriod",
    "UnknownStatistic",
]


class NotDates(ScanError):
    """A column that should hold dates holds something else."""

    what = Text(zh="列“{column}”不是日期。", en="The column {column!r} holds no dates.")
    mend = Text(zh="请写成 2024-03-05 的样子，或换一列。", en="Write them like 2024-03-05, or name another column.")


class NoDates(AnalysisError):
    """Periods are asked for, and the answers have no date."""

    what = Text(zh="答卷没有日期，不能按{period_words}拆分。", en="The answers have no date, so they cannot be split by {period_words}.")
    mend = Text(
        zh="请在研究文件的 survey.columns 中指定 date 列后重新导入，或按期次（wave）拆分。",
        en="Name the date column under survey.columns in the study and import again, or split by wave.",
    )
    words: ClassVar[dict[str, Text]] = {
        "day": Text("日", "day"),
        "week": Text("周", "week"),
        "month": Text("月", "month"),
        "quarter": Text("季度", "quarter"),
        "year": Text("年", "year"),
    }


class UnknownPeriod(AnalysisError):
    """A chart is asked for by a kind of period that there is not."""

    what = Text(zh="不认识的周期“{period}”。", en="There is no period {period!r}.")
    mend = Text(zh="可选：{known}。", en="Choose one of: {known}.")


class UnknownStatistic(AnalysisError):
    """A chart is asked for of a statistic that the question does not have."""

    what = Text(zh="题目“{question}”不能按“{statistic}”作图。", en="The question {question!r} cannot be charted as {statistic!r}.")
    mend = Text(zh="可选：{known}。", en="Choose one of: {known}.")


class TooFewPeriods(AnalysisError):
    """There are not enough periods with enough answers."""

    what = Text(
        zh="答卷足够（每期至少 {least} 份）且完整的周期只有 {found} 个，至少需要 {needed} 个。",
        en="Only {found} whole periods have {least} answers or more; {needed} are needed.",
    )
    mend = Text(zh="请改用较长的周期，或等数据积累后再作图。", en="Use longer periods, or wait until there are more.")


class NothingSelected(AnalysisError):
    """Before, after, treated or others hold too few answers to compare."""

    what = Text(
        zh="“{name}”选出的有效答案只有 {found} 份，至少需要 {needed} 份。", en="{name!r} selects {found} answers; {needed} are needed."
    )
    mend = Text(zh="请核对取值；已有的取值：{known}。", en="Check the values; there are: {known}.")


class EffectUnsplit(AnalysisError):
    """An answer would count as before and after, or as treated and not."""

    what = Text(zh="“{value}”既算改动前又算改动后，无法比较。", en="{value!r} is named before and after, so there is nothing to compare.")
    mend = Text(zh="请让两侧的取值不重叠。", en="Name different values on the two sides.")


class LimitsDiffer(AnalysisError):
    """New answers are to be judged by frozen limits that were laid for something else."""

    words: ClassVar[dict[str, Text]] = {
        "study": Text("研究", "study"),
        "question": Text("题目", "question"),
        "scale": Text("量表", "scale"),
        "statistic": Text("统计量", "statistic"),
        "period": Text("周期", "period"),
        "weight": Text("加权方式", "weighting"),
        "filters": Text("筛选条件", "filters"),
        "methods": Text("计算方法的版本", "version of the methods"),
        "moments": Text("关键时刻", "moments"),
    }
    what = Text(
        zh="冻结的基准与现在的数据不可比：{part_words}不同（冻结时为“{frozen}”，现在为“{now}”）。",
        en="The frozen baseline cannot be compared with these answers: another {part_words} (frozen {frozen!r}, now {now!r}).",
    )
    mend = Text(zh="请用同样的设置读取数据，或重新冻结基准。", en="Read the answers in the same way, or freeze a new baseline.")


class LimitsUnreadable(AnalysisError):
    """A file of frozen limits or of a frozen baseline is not one."""

    what = Text(zh="文件“{path}”不是冻结的{kind_words}。", en="The file {path!r} holds no frozen {kind_words}.")
    mend = Text(
        zh="请用 peakend control chart --freeze 或 peakend control freeze 生成。",
        en="Write one with `peakend control chart --freeze` or `peakend control freeze`.",
    )
    words: ClassVar[dict[str, Text]] = {"limits": Text("控制限", "limits"), "baseline": Text("基准", "baseline")}


class TimesMissing(AnalysisError):
    """A log of cases lacks what is needed to tell how long they took."""

    what = Text(
        zh="记录中可用的时长只有 {found} 条（共 {cases} 单），至少需要 {needed} 条。",
        en="{found} of {cases} cases have a usable time; {needed} are needed.",
    )
    mend = Text(zh="请核对个案、开始、结束时间所在的列名。", en="Check the names of the columns that hold the case, its start and its end.")


class ShortCarryover(AnalysisError):
    """A panel is too short or too thin to tell how long anything lasts."""

    def __init__(self, **blanks: str | int | float) -> None:
        """Answers of a single wave were never meant for this."""
        super().__init__(**blanks)
        self.unasked = int(blanks.get("waves", 0)) < 2  # noqa: PLR2004 - what lasts takes two waves

    words: ClassVar[dict[str, Text]] = {
        "stay": Text(
            "研究文件没有写明在网时长与离网标志（analysis.stay），或数据中没有这些列",
            "the study does not name the time of staying and what means gone (analysis.stay), or the answers lack the columns",
        ),
        "few_left": Text(
            "离网的客户不足 10 人（请核对 analysis.stay 的 left_values）",
            "fewer than ten customers left (check left_values under analysis.stay)",
        ),
        "persons": Text(
            "答卷没有受访者标识，同一位客户的各期答案连不起来", "the answers do not name respondents, so waves cannot be joined by person"
        ),
        "waves": Text("期次少于 5 个", "there are fewer than five waves"),
        "thin": Text("连续多期作答的客户太少", "too few people answered in enough waves in a row"),
        "outcome": Text(
            "没有忠诚或推荐题，也没有总体满意度题", "there is no question on loyalty or recommendation, or none on satisfaction"
        ),
    }
    what = Text(
        zh="不能分析延续效应：{stay_words}；{lags_words}（期次 {waves} 个，可用的连续作答 {persons} 人，至少需要 {needed} 人）。",
        en="Carry-over cannot be told: {stay_words}; {lags_words} ({waves} waves; {persons} people with enough in a row, of {needed}).",
    )
    mend = Text(
        zh="请在研究文件的 analysis.stay 中写明时长与离网标志，或用至少 5 期、带受访者标识的追踪数据。",
        en="Name time and event under analysis.stay in the study, or bring at least five waves with the same respondents.",
    )
