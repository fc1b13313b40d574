"""How are the rows of a result laid out for people? Headings in both languages, figures with their interval, keys as names.

A result's rows are plain values for machines; here they become a table that a terminal, a page or a sheet can show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from peakend.analyse.result import Plain, Row
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.text import Language, Text

HEADINGS: Final[dict[str, Text]] = {
    "scope": Text("范围", "Scope"),
    "group": Text("分组", "Group"),
    "scenario": Text("服务场景", "Scenario"),
    "moment": Text("关键时刻", "Moment"),
    "place": Text("序", "No."),
    "stage": Text("阶段", "Stage"),
    "kind": Text("类别", "Kind"),
    "question": Text("题目", "Question"),
    "about": Text("对象", "About"),
    "measure": Text("测量", "Measure"),
    "mean": Text("均值", "Mean"),
    "scenario_mean": Text("场景均值", "Scenario mean"),
    "deviation": Text("个人内偏差", "Within-person deviation"),
    "importance": Text("重要性", "Importance"),
    "performance": Text("体验", "Experience"),
    "p_value": Text("p 值", "p"),
    "p_holm": Text("p（Holm）", "p (Holm)"),
    "p_adjusted": Text("p（校正）", "p (adjusted)"),
    "p_above": Text("高于均值的概率", "P(above mean)"),
    "p_top": Text("进入前列的概率", "P(top)"),
    "probability": Text("规则成立的概率", "P(rule holds)"),
    "rank": Text("名次", "Rank"),
    "ranks": Text("名次区间", "Rank interval"),
    "above": Text("高于均值（原规则）", "Above mean (source)"),
    "above_proved": Text("高于均值（检验）", "Above mean (tested)"),
    "by_source": Text("原规则", "Source's rule"),
    "by_test": Text("检验规则", "Tested rule"),
    "published": Text("原研究公布", "Published"),
    "last": Text("最后一个时刻", "Last moment"),
    "tied": Text("无法区分", "Not told apart from"),
    "ceiling": Text("顶端占比", "Top share"),
    "missing": Text("缺失", "Missing"),
    "nps": Text("净推荐值", "NPS"),
    "promoters": Text("推荐者", "Promoters"),
    "passives": Text("中立者", "Passives"),
    "detractors": Text("贬损者", "Detractors"),
    "standard": Text("标准 0–10 题", "Standard 0–10"),
    "counts": Text("各分值人数", "Counts by level"),
    "top": Text("最高分占比", "Top box"),
    "top_two": Text("高分两档占比", "Top two"),
    "low": Text("低分占比", "Low share"),
    "index": Text("指数 0–100", "Index 0–100"),
    "emotion": Text("情绪", "Emotion"),
    "left": Text("体验侧", "Rated"),
    "right": Text("对照侧", "Against"),
    "gap": Text("差距", "Gap"),
    "size": Text("效应量", "Effect size"),
    "significant": Text("显著", "Significant"),
    "direction": Text("方向", "Direction"),
    "quadrant": Text("象限", "Quadrant"),
    "opportunity": Text("机会分", "Opportunity"),
    "derived": Text("推导重要性", "Derived importance"),
    "disagrees": Text("陈述与推导不一致", "Stated ≠ derived"),
    "need": Text("客户需求", "Need"),
    "label": Text("选项", "Choice"),
    "share": Text("占比", "Share"),
    "listed": Text("需求清单中", "In the code book"),
    "core": Text("核心", "Core"),
    "mark": Text("标记", "Mark"),
    "difference": Text("差异", "Difference"),
    "differs": Text("存在差异", "Differs"),
    "figure": Text("数值", "Figure"),
    "p_quadrant": Text("落在该象限的概率", "P(quadrant)"),
    "value": Text("数值", "Value"),
    "limit": Text("界限", "Limit"),
    "n": Text("n", "n"),
}
"""The heading of each column. A column without one shows its own name, so nothing is hidden."""

WORDS: Final[dict[str, Text]] = {
    "peak": Text("峰", "peak"),
    "end": Text("终", "end"),
    "common": Text("共有", "common"),
    "keep": Text("保持", "keep up"),
    "improve": Text("优先改进", "improve first"),
    "overkill": Text("可能过度", "possible overkill"),
    "low": Text("低优先", "low priority"),
    "below": Text("低于", "below"),
    "above": Text("高于", "above"),
    "expectation": Text("期望", "expectation"),
    "importance": Text("重要性", "importance"),
    "performance": Text("体验", "experience"),
    "competitor": Text("竞争对手", "competitor"),
    "overall": Text("总体满意度", "overall satisfaction"),
    "nps": Text("推荐意愿", "recommendation"),
    "chosen": Text("选择", "choice"),
    "scenario": Text("场景内", "scenario"),
    "level": Text("持平", "level"),
}
"""Words of the method that stand in cells."""

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "importance": ("scenario", "moment", "mean", "deviation", "p_holm", "p_above", "p_top", "rank", "above", "above_proved"),
    "peaks": ("scenario", "moment", "kind", "importance", "by_source", "by_test", "probability", "p_top", "published"),
    "needs": ("about", "question", "share", "p_top", "rank", "listed", "core"),
    "experience": ("scenario", "moment", "mean", "low", "top"),
    "satisfaction": ("question", "about", "mean", "top_two", "low", "index"),
    "nps": ("question", "about", "nps", "promoters", "passives", "detractors", "standard"),
    "gaps": ("scenario", "moment", "kind", "left", "right", "gap", "size", "p_adjusted", "significant", "direction"),
    "quadrants": ("scenario", "moment", "importance", "performance", "quadrant", "p_quadrant", "derived", "disagrees"),
    "segments": ("question", "group", "figure", "rank", "p_adjusted", "differs"),
    "baseline": ("scenario", "moment", "stage", "importance", "performance", "mark", "probability"),
    "cautions": ("kind", "about", "value", "limit", "n"),
}
"""The columns of each result that people read first, in their order; files hold all of them."""

_PERCENT: Final = frozenset(
    {"p_above", "p_top", "p_quadrant", "probability", "ceiling", "promoters", "passives", "detractors", "top", "top_two", "low", "share"}
)
_NAMED: Final = frozenset({"scenario", "moment", "stage", "need", "about", "group", "question", "tied", "missing"})
"""Columns that hold keys of the study; elsewhere the same word is a word of the method."""
_HIDDEN: Final = ("_low", "_high", "_n", "_method", "_needed")


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and lines of text, ready to be shown."""

    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def lay_table(rows: Sequence[Row], study: Study, language: Language, question: str = "", groups: Sequence[str] = ()) -> Table:
    """The rows of a result as a table for people: one column a figure, its interval behind it; keys as the study's names.

    With the name of a question only its chief columns are shown, after the columns of `groups`; without it all of them.
    """
    told = [_with_rank(row) for row in rows]
    names = list(dict.fromkeys(name for row in told for name in row))
    figures = [name for name in names if not any(name.endswith(tail) and name.removesuffix(tail) in names for tail in _HIDDEN)]
    chief = COLUMNS.get(question)
    shown = figures if chief is None else [name for name in (*groups, *chief) if name in names]
    words = _names(study, language)
    heads = tuple(HEADINGS[name].say(language) if name in HEADINGS else _attribute(study, name, language) for name in shown)
    lines = tuple(tuple(_cell(row, name, words, language) for name in shown) for row in told)
    filled = [place for place in range(len(shown)) if any(line[place] for line in lines)]
    return Table(tuple(heads[place] for place in filled), tuple(tuple(line[place] for place in filled) for line in lines))


def _with_rank(row: Row) -> Row:
    """The rank with its interval as one word, and the probability of the quadrant the point lies in."""
    told = dict(row)
    low, high = row.get("rank_low"), row.get("rank_high")
    if isinstance(low, int) and isinstance(high, int):
        told["rank"] = f"{row.get('rank')} [{low}–{high}]"  # noqa: RUF001 - a range is written with a dash
        del told["rank_low"], told["rank_high"]
    if "quadrant" in row:
        told["p_quadrant"] = row.get(f"p_{row['quadrant']}")
    return told


def _attribute(study: Study, name: str, language: Language) -> str:
    known = study.survey.attribute(name)
    return (known.name.say(language) if known is not None else "") or name


def _names(study: Study, language: Language) -> dict[str, str]:
    """What each key of the study is called: its parts, its questions, the values of its attributes."""
    named = {value: text.say(language) for one in study.survey.attributes for value, text in one.values}
    named |= {one.key: question_words(one, study).say(language) for one in study.survey.questions}
    parts = [*study.common, *study.scenarios, *study.stages, *study.needs, *study.themes, *study.segments, *study.moments()]
    return named | {one.key: one.name.say(language) or one.key for one in parts}


def question_words(question: Question, study: Study) -> Text:
    """What a question is called in a table: what it is about and what it measures, or its wording where it is about nothing."""
    parts = [*study.scenarios, *study.needs, *study.themes, *study.moments()]
    about = next((one.name for one in parts if one.key == question.about), Text())
    measure = WORDS.get(question.measure, Text())
    if about and question.measure == "chosen":
        return about
    if about:
        return Text(zh=f"{about.say('zh')}：{measure.zh}" if measure else about.say("zh"), en=f"{about.say('en')}: {measure.en}" if measure else about.say("en"))
    return question.wording or measure or Text(zh=question.source, en=question.source)


def _cell(row: Row, name: str, words: dict[str, str], language: Language) -> str:
    value = row.get(name)
    if value is None:
        needed = row.get(f"{name}_needed")
        return "" if needed is None else Text("过少（n = {n}）", "too few (n = {n})").fill(n=row.get(f"{name}_n")).say(language)
    percent = name in _PERCENT
    if isinstance(value, float) and f"{name}_low" in row:
        return _figure(value, row.get(f"{name}_low"), row.get(f"{name}_high"), percent=percent)
    named = words if name in _NAMED or name not in HEADINGS else {}
    return show_plain(value, named, language, percent=percent, small=name.startswith("p_") and not percent)


def show_plain(value: Plain, words: dict[str, str], language: Language, *, percent: bool = False, small: bool = False) -> str:
    """One value in words of the language; keys that the study knows become names."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (Text("是", "yes") if value else Text("否", "no")).say(language)
    if isinstance(value, float):
        if small:
            return "<0.001" if value < 0.001 else f"{value:.3f}"  # noqa: PLR2004 - below what three decimals show
        return f"{value:.0%}" if percent else signed(value)
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(show_plain(one, words, language) for one in value)
    if isinstance(value, dict):
        return ("，" if language == "zh" else ", ").join(
            f"{words.get(key, key)} {show_plain(one, words, language)}" for key, one in value.items()
        )
    return words.get(str(value)) or (WORDS[str(value)].say(language) if str(value) in WORDS else str(value))


def _figure(value: float, low: Plain, high: Plain, *, percent: bool) -> str:
    if not isinstance(low, float) or not isinstance(high, float):
        return signed(value)
    if percent:
        return f"{value:.0%} [{low:.0%}, {high:.0%}]"
    return f"{signed(value)} [{signed(low)}, {signed(high)}]"


def signed(value: float) -> str:
    """Two decimals, with a true minus sign."""
    return f"{value:.2f}".replace("-", "−")
