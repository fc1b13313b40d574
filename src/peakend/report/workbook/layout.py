"""Which columns does a sheet have? The rows of a result as they are, with names beside keys and one column for each part of a figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from peakend.analyse.result import Plain, Row
from peakend.define.study import Study
from peakend.report.tables import HEADINGS
from peakend.report.words import YES_NO, name_keys, name_of, name_question, name_thing
from peakend.report.words.names import DIRECTIONS, GAPS, KINDS, MEASURES, QUADRANTS, REASONS
from peakend.text import Language, Text

TAILS: Final[dict[str, Text]] = {
    "_low": Text("下限", "low"),
    "_high": Text("上限", "high"),
    "_n": Text("n", "n"),
    "_method": Text("方法", "method"),
    "_needed": Text("至少需要 n", "n needed"),
}
"""The parts of a figure, each a column of its own."""

_UNITS: Final[dict[str, str]] = {
    **dict.fromkeys(("deviation", "gap", "weighted_gap", "difference", "emotion", "weighted"), "difference"),
    **dict.fromkeys(("promoters", "passives", "detractors", "top", "top_two", "share", "ceiling"), "share"),
    **dict.fromkeys(("probability", "p_above", "p_top", "p_keep", "p_improve", "p_low", "p_overkill"), "chance"),
    **dict.fromkeys(("p_value", "p_holm", "p_adjusted", "p_listed", "p_wilcoxon"), "p"),
    **dict.fromkeys(("opportunity", "index"), "index"),
    **dict.fromkeys(("place", "rank", "rank_low", "rank_high", "n", "freedom"), "count"),
    "nps": "points",
    "unweighted": "index",
}

_SHARES_NAMED_LOW: Final = frozenset({"experience", "satisfaction"})
"""Results in which `low` is a share of ratings."""

_NAMED: Final = ("scenario", "moment", "stage", "about", "need", "question", "group", "one", "two")
"""Columns that hold keys, beside which a name is written."""

_WORDS: Final[Mapping[str, Mapping[str, Text]]] = {
    "measure": MEASURES,
    "quadrant": QUADRANTS,
    "direction": DIRECTIONS,
    "mark": KINDS,
    "scope": {
        "scenario": Text("场景内", "within a scenario"),
        "common": Text("跨场景", "across scenarios"),
        "moment": Text("时刻", "moment"),
    },
}
"""Columns that hold words of the method, and how those are called."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name for programs, its heading for people, and what its values count."""

    name: str
    heading: str
    unit: str
    words: bool = False
    """Whether it was added for people and is not part of the row."""
    tucked: bool = False
    """Whether it stands at the right, folded away: keys, methods, what only programs read."""


@dataclass(frozen=True)
class Layout:
    """The columns of one sheet and its lines of values."""

    fields: tuple[Field, ...]
    lines: tuple[tuple[Plain, ...], ...]

    def place(self, name: str) -> int | None:
        """At which place a column stands, or nothing."""
        return next((at for at, one in enumerate(self.fields) if one.name == name), None)


def lay_out(rows: Sequence[Row], question: str, study: Study, language: Language) -> Layout:
    """The rows of a result as columns and lines: nothing is left out, lists become words, counts by reason a column each."""
    flat = [dict(_spread(row)) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    fields: list[Field] = []
    for name in names:
        heading = _SPECIAL.get((question, name), Text()).say(language) or _heading(name, language)
        told = name in _NAMED or name in _WORDS or name == "kind" or any(isinstance(row.get(name), bool) for row in flat)
        if told:
            fields.append(Field(f"{name}_name", heading, "text", words=True))
            fields.append(Field(name, f"{heading} {_KEY.say(language)}", "text", tucked=True))
        else:
            counted = any(one.name.endswith("_n") for one in fields)
            fields.append(Field(name, heading, _unit(name, question), tucked=_is_tucked(name, language, counted=counted)))
    fields.sort(key=lambda one: one.tucked)
    lines = tuple(tuple(_value(row, one, study, language) for one in fields) for row in flat)
    return Layout(tuple(fields), lines)


def _is_tucked(name: str, language: Language, *, counted: bool) -> bool:
    """Whether people read on without this column: methods, how many would do, n where it stands already, the other language."""
    if name.endswith(("_method", "_needed")) or name in {"fingerprint", "label_en" if language == "zh" else "label_zh"}:
        return True
    return counted and name.endswith("_n")


_SPECIAL: Final[dict[tuple[str, str], Text]] = {
    ("peaks", "kind"): Text("候选类别", "Candidate for"),
    ("importance", "tied"): Text("无法区分的时刻", "Cannot be told apart from"),
}
"""Headings of columns that mean something else in one result."""

_KEY: Final = Text("（键）", "(key)")


def _spread(row: Row) -> Iterator[tuple[str, Plain]]:
    """The row with counts by reason as columns of their own, and lists as words."""
    for name, value in row.items():
        if isinstance(value, dict):
            for part, amount in value.items():
                yield f"{name}.{part}", amount if not isinstance(amount, list | dict) else str(amount)
        elif isinstance(value, list):
            yield name, ", ".join(str(one) for one in value)
        else:
            yield name, value


def _value(row: Mapping[str, Plain], one: Field, study: Study, language: Language) -> Plain:
    if not one.words:
        return row.get(one.name)
    column = one.name.removesuffix("_name")
    key = row.get(column)
    if key is None or key == "":
        return ""
    if isinstance(key, bool):
        return f"{'✓' if key else '–'} {YES_NO[key].say(language)}"
    gap = "、" if language == "zh" else ", "
    return gap.join(_name(column, one_key, study).say(language) for one_key in str(key).split(", "))


def _name(column: str, key: str, study: Study) -> Text:
    """What a key is called in this column."""
    if column in _WORDS:
        return name_of(dict(_WORDS[column]), key)
    if column == "kind":
        return KINDS.get(key) or GAPS.get(key) or _KINDS_OF_CHOICES.get(key) or name_of({}, key)
    if column == "question":
        return _question_name(key, study) or Text(zh=key, en=key)
    if column in {"group", "one", "two"}:
        labels = [attribute.label(key) for attribute in study.survey.attributes if any(value == key for value, _ in attribute.values)]
        return labels[0] if labels else Text(zh=key, en=key)
    if column in {"moment", "tied"}:
        return name_keys(study).get(key) or Text(zh=key, en=key)
    return name_thing(key, study) or _question_name(key, study) or Text(zh=key, en=key)


def _question_name(key: str, study: Study) -> Text | None:
    question = next((one for one in study.survey.questions if one.key == key), None)
    return None if question is None else name_question(question, study)


def _heading(name: str, language: Language) -> str:
    if name in HEADINGS:
        return HEADINGS[name].say(language)
    if "." in name:
        head, reason = name.split(".", 1)
        return f"{_heading(head, language)}{'：' if language == 'zh' else ': '}{name_of(REASONS, reason).say(language)}"
    for tail, words in TAILS.items():
        if name.endswith(tail):
            return f"{_heading(name.removesuffix(tail), language)} {words.say(language)}"
    return _MORE[name].say(language) if name in _MORE else name


_KINDS_OF_CHOICES: Final[dict[str, Text]] = {"moment": Text("关键时刻", "moment"), "group": Text("题组", "group")}

_MORE: Final[dict[str, Text]] = {
    "competitor": Text("竞争对手", "Competitor"),
    "ipa_only": Text("仅用于象限图", "For quadrants only"),
    "paired": Text("逐人配对", "Paired"),
    "t": Text("t", "t"),
    "freedom": Text("自由度", "Degrees of freedom"),
    "p_listed": Text("p（BH）", "p (BH)"),
    "p_wilcoxon": Text("p（Wilcoxon）", "p (Wilcoxon)"),
    "weighted": Text("加权差距", "Weighted gap"),
    "weighted_gap": Text("加权总差距", "Weighted overall gap"),
    "crosshair": Text("分界线", "Lines at"),
    "at_importance": Text("重要性分界", "Line of importance"),
    "at_performance": Text("体验分界", "Line of experience"),
    "p_keep": Text("概率：继续保持", "P(keep it up)"),
    "p_improve": Text("概率：重点改进", "P(improve first)"),
    "p_low": Text("概率：次要改进", "P(low priority)"),
    "p_overkill": Text("概率：投入过度", "P(possible overkill)"),
    "fingerprint": Text("指纹", "Fingerprint"),
    "label_zh": Text("选项（中文）", "Choice (Chinese)"),
    "label_en": Text("选项（英文）", "Choice (English)"),
    "figure": Text("数值", "Figure"),
    "q": Text("Q", "Q"),
    "differs_from": Text("与之有差异的组", "Differs from"),
    "unweighted": Text("不加权", "Unweighted"),
    "one": Text("甲组", "One group"),
    "two": Text("乙组", "Other group"),
    "value": Text("数值", "Value"),
    "limit": Text("界限", "Limit"),
    "names": Text("涉及", "Also"),
    "moved": Text("因加权变动", "Moved by weights"),
}


def _unit(name: str, question: str) -> str:
    """What the values of a column count."""
    if name.startswith("missing.") or name.endswith(("_n", "_needed")):
        return "count"
    if name.endswith("_method"):
        return "text"
    stem = next((name.removesuffix(tail) for tail in ("_low", "_high") if name.endswith(tail) and name not in _UNITS), name)
    if stem == "low":
        return "share" if question in _SHARES_NAMED_LOW else "rating"
    return _UNITS.get(stem, "rating")
