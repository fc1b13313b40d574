"""What is each thing called? Names in both languages of reasons, measures, rules, marks, quadrants and sources: the keys of the method.

A key that has no name yet is shown as it stands, so that nothing is lost; a test holds that every key of the method has one.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from peakend.define.study import Study
from peakend.text import Text

REASONS: Final[dict[str, Text]] = {
    "not_asked": Text("未询问", "not asked"),
    "skipped": Text("未作答", "skipped"),
    "not_experienced": Text("未经历", "not experienced"),
    "dont_know": Text("不清楚", "don't know"),
    "refused": Text("拒答", "refused"),
    "off_scale": Text("超出量表", "off the scale"),
}
"""Why there is no answer to a question."""

LEFT_OUT: Final[dict[str, Text]] = {
    "_test": Text("测试答卷", "test answers"),
    "_flagged": Text("质量存疑答卷", "flagged for quality"),
    "filtered": Text("不符合筛选条件", "outside the filters"),
    "too_many_cells": Text("单元格比标题多", "more cells than headings"),
    "cut_off": Text("最后一行不完整", "a last row that is cut off"),
    "repeated": Text("重复的行", "repeated rows"),
    "no_weight": Text("没有可用的权重", "without a usable weight"),
}
"""Why a whole response is not counted."""

MEASURES: Final[dict[str, Text]] = {
    "importance": Text("重要性", "importance"),
    "performance": Text("实际体验", "experience"),
    "expectation": Text("期望", "expectation"),
    "competitor": Text("竞争对手表现", "competitor's performance"),
    "overall": Text("总体满意度", "overall satisfaction"),
    "nps": Text("推荐意愿（NPS）", "likelihood to recommend (NPS)"),
    "ces": Text("客户费力度", "customer effort"),
    "loyalty": Text("忠诚度", "loyalty"),
    "kano_functional": Text("Kano 正向题", "Kano, if it is there"),
    "kano_dysfunctional": Text("Kano 反向题", "Kano, if it is not"),
    "best_worst": Text("最重要与最不重要", "best-worst choice"),
    "chosen": Text("选中", "chosen"),
    "recalled": Text("主动回忆", "recalled unprompted"),
    "emotion": Text("情绪", "emotion"),
    "reason": Text("原因", "reason"),
    "profile": Text("客户资料", "profile"),
}
"""What a question measures."""

KINDS: Final[dict[str, Text]] = {"peak": Text("峰值", "peak"), "end": Text("终值", "end")}

MARKS: Final[dict[str, str]] = {"peak": "▲", "end": "■", "common": "◇", "emot": "★"}
"""The shape that goes with the word, so that colour never stands alone."""

RULES: Final[dict[str, Text]] = {
    "source": Text("原研究规则", "source's rule"),
    "tested": Text("检验规则", "tested rule"),
    "both": Text("两条规则均成立", "both rules"),
    "none": Text("均不成立", "neither rule"),
}
"""The two rules by which a peak or end is named."""

QUADRANTS: Final[dict[str, Text]] = {
    "keep": Text("继续保持", "keep it up"),
    "improve": Text("重点改进", "improve first"),
    "low": Text("次要改进", "low priority"),
    "overkill": Text("投入过度", "possible overkill"),
}
"""The four fields of importance against performance."""

BASES: Final[dict[str, Text]] = {"stated": Text("自述", "stated"), "derived": Text("推导", "derived")}
"""Whether importance is what customers say, or what their overall judgement goes together with."""

DERIVED: Final = Text("推导（与总体评价的相关），是关联而非因果", "derived (correlation with the overall judgement), association not cause")
"""What must be said of derived importance wherever it stands in the place of stated."""

CROSSHAIRS: Final[dict[str, Text]] = {
    "mean": Text("均值", "the means"),
    "median": Text("中位数", "the medians"),
    "middle": Text("量表中点", "the middle of the scales"),
}
"""Where the lines between the quadrants are drawn."""

GAPS: Final[dict[str, Text]] = {
    "expectation": Text("体验与期望", "experience against expectation"),
    "importance": Text("体验与重要性", "experience against importance"),
    "competitor": Text("体验与竞争对手", "experience against the competitor"),
}
"""What the experience is held against."""

DIRECTIONS: Final[dict[str, Text]] = {
    "below": Text("低于", "below"),
    "above": Text("高于", "above"),
    "level": Text("无显著差异", "no proven difference"),
}

PROVENANCE: Final[dict[str, Text]] = {
    "source": Text("原始资料", "named in the source"),
    "inferred": Text("推断", "inferred"),
    "placeholder": Text("占位", "placeholder"),
    "measured": Text("实测", "found by measuring"),
}
"""Where a moment comes from."""

YES_NO: Final[dict[bool, Text]] = {True: Text("是", "yes"), False: Text("否", "no")}

SYNTHETIC: Final = Text(zh="模拟数据", en="Synthetic data")
"""The mark of answers that were made up."""

SYNTHETIC_NOTE: Final = Text(
    zh="本文数据为模拟数据，仅用于演示，不能作为任何结论的依据。",
    en="The answers behind this are synthetic: made up for demonstration, no ground for any conclusion.",
)

WAVE: Final = Text("期次", "wave")


def name_of(names: dict[str, Text], key: str) -> Text:
    """The name of a key; the key itself where it has none.

    >>> name_of(REASONS, "skipped").en
    'skipped'
    """
    return names.get(key) or Text(zh=key, en=key)


def join_names(names: Iterable[Text]) -> Text:
    """Names in a row, as each language writes a list.

    >>> join_names([Text("预约", "Appointment"), Text("离开", "Leaving"), Text("跟进", "Follow-up")])
    Text(zh='预约、离开、跟进', en='Appointment, Leaving and Follow-up')
    """
    listed = list(names)
    said = [name.say("en") for name in listed]
    return Text(zh="、".join(name.say("zh") for name in listed), en=join_english(said))


def quote_names(names: Iterable[Text]) -> Text:
    """Names in a row, each in the quotation marks of its language.

    >>> quote_names([Text("预约", "Appointment")])
    Text(zh='“预约”', en='"Appointment"')
    """
    listed = list(names)
    return Text(zh="".join(f"“{name.say('zh')}”" for name in listed), en=join_english([f'"{name.say("en")}"' for name in listed]))


def quote_some(names: Iterable[Text], most: int = 3) -> Text:
    """The first names in quotation marks, and how many more there are.

    >>> quote_some([Text(zh=one, en=one) for one in "abcde"])
    Text(zh='“a”“b”“c”等 5 个', en='"a", "b", "c" and two more')
    """
    listed = list(names)
    told = quote_names(listed[:most])
    more = len(listed) - most
    if more <= 0:
        return told
    said = [f'"{name.say("en")}"' for name in listed[:most]]
    return Text(zh=f"{told.zh}等 {len(listed)} 个", en=join_english([*said, f"{number_english(more)} more"]))


def join_english(words: Sequence[str]) -> str:
    """Words in a row with "and" before the last.

    >>> join_english(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_english(number: int) -> str:
    """A count on its own: a word up to ten, "none" for nothing.

    >>> number_english(0), number_english(3), number_english(1200)
    ('none', 'three', '1,200')
    """
    return "none" if number == 0 else _SMALL[number] if 0 < number < len(_SMALL) else f"{number:,}"


def count_english(number: int, one: str, many: str = "") -> str:
    """How many of what: a word up to ten, the right plural.

    >>> count_english(1, "moment"), count_english(2, "moment"), count_english(12, "person", "people"), count_english(0, "peak")
    ('one moment', 'two moments', '12 people', 'no peaks')
    """
    word = _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"
    return f"{word} {one if number == 1 else many or one + 's'}"


def start_sentence(words: str) -> str:
    """The first letter as a capital, the rest as it is.

    >>> start_sentence("two of NPS")
    'Two of NPS'
    """
    return words[:1].upper() + words[1:]


def join_sentences(*sentences: Text) -> Text:
    """Sentences one after the other; English takes a blank between them."""
    told = [one for one in sentences if one]
    return Text(zh="".join(one.say("zh") for one in told), en=" ".join(one.say("en") for one in told))


def prefix_name(name: Text, sentence: Text) -> Text:
    """A sentence with the thing it is about before it.

    >>> prefix_name(Text("上门", "Home visit"), Text("样本不足", "Too few")).en
    'Home visit: Too few'
    """
    return Text(zh=f"{name.say('zh')}：{sentence.say('zh')}", en=f"{name.say('en')}: {sentence.say('en')}")


def place_in(name: Text, sentence: Text) -> Text:
    """A remark with the thing it belongs to before it, where the remark may hold a colon of its own.

    >>> place_in(Text("上门", "Home visit"), Text("继续保持：预约", "Keep it up: Appointment")).en
    'Home visit · Keep it up: Appointment'
    """
    return Text(zh=f"{name.say('zh')} · {sentence.say('zh')}", en=f"{name.say('en')} · {sentence.say('en')}")


def name_keys(study: Study) -> dict[str, Text]:
    """What the keys of a study are called: scenarios, stages, moments, common moments, needs, themes, attributes."""
    named: dict[str, Text] = {one.key: one.name for one in study.themes}
    named |= {one.key: one.name for one in study.needs}
    named |= {one.key: one.name for one in study.common}
    named |= {one.key: one.name for one in study.stages}
    named |= {one.key: one.name for one in study.survey.attributes}
    named |= {one.key: one.name for one in study.scenarios}
    return named | {one.key: one.name for one in study.moments()}
