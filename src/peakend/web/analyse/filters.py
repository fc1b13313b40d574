"""Whose answers does a page look at? Filters as a value that lives in the address: attributes, unit, wave, split, flagged in or out.

Everything in an address is typed and held against what the study and its answers have; what is not there is explained, never passed over:
numbers of other people than the reader asked for would be wrong numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from peakend.define.survey import Attribute
from peakend.errors import UnknownAttribute, UnknownValue
from peakend.text import Text

ATTRIBUTE: Final = "a."
"""Stands before the name of an attribute in an address, so that none is taken for a word of ours."""

WAVE: Final = "wave"
MOST_SPLITS: Final = 2
UNIT: Final = Text("单位", "Unit")
WAVE_NAME: Final = Text("期次", "Wave")


@dataclass(frozen=True)
class Filters:
    """Which answers, and how they are split. An attribute with several values means any of them. `unit` holds for all units below it."""

    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unit: str = ""
    wave: str = ""
    by: tuple[str, ...] = ()
    flagged: bool = True

    @property
    def any(self) -> bool:
        """Whether anything is asked for but everybody."""
        return self != Filters()

    @property
    def narrow(self) -> bool:
        """Whether some answers are left out by it."""
        return bool(self.where or self.unit or self.wave)

    def unsplit(self) -> "Filters":
        """The same answers, all groups together."""
        return replace(self, by=())

    def pairs(self) -> list[tuple[str, str]]:
        """The same as names and values of an address."""
        told = [(f"{ATTRIBUTE}{name}", value) for name, values in self.where for value in values]
        told += [("unit", self.unit)] if self.unit else []
        told += [(WAVE, self.wave)] if self.wave else []
        told += [("by", name) for name in self.by]
        return told + ([] if self.flagged else [("flagged", "out")])

    def query(self, **more: str) -> str:
        """The same as the end of an address, with its question mark; nothing for no filter.

        >>> Filters((("tier", ("gold",)),), wave="2026").query()
        '?a.tier=gold&wave=2026'
        """
        pairs = [*self.pairs(), *((name, value) for name, value in more.items() if value)]
        return f"?{urlencode(pairs)}" if pairs else ""

    def plain(self) -> dict[str, Any]:
        """The same as plain values, to be kept."""
        told: dict[str, Any] = {"where": {name: list(values) for name, values in self.where}}
        return {**told, "unit": self.unit, "wave": self.wave, "by": list(self.by), "flagged": self.flagged}

    def only(self, name: str, value: str) -> "Filters":
        """The same with one value of an attribute, or of the wave; nothing takes the filter away."""
        if name == WAVE:
            return replace(self, wave=value)
        others = tuple(one for one in self.where if one[0] != name)
        return replace(self, where=tuple(sorted((*others, (name, (value,)))) if value else others))


def hear_filters(kept: Mapping[str, Any]) -> Filters:
    """The filters that `plain` said. Raises nothing: what is missing is no filter."""
    where = tuple(sorted((str(name), tuple(map(str, values))) for name, values in dict(kept.get("where", {})).items()))
    by = tuple(map(str, kept.get("by", ())))
    return Filters(where, str(kept.get("unit", "")), str(kept.get("wave", "")), by, bool(kept.get("flagged", True)))


@dataclass(frozen=True)
class Choice:
    """What can be chosen for one name: its words, and each value with its words."""

    key: str
    name: Text
    values: tuple[tuple[str, Text], ...]

    def label(self, value: str) -> Text:
        """The words of a value."""
        return next((words for key, words in self.values if key == value), Text(value, value))


@dataclass(frozen=True)
class Choices:
    """Everything that a reader of a study may filter by."""

    attributes: tuple[Choice, ...] = ()
    units: Choice = field(default_factory=lambda: Choice("unit", UNIT, ()))
    waves: Choice = field(default_factory=lambda: Choice(WAVE, WAVE_NAME, ()))
    flagged: bool = False
    """Whether any answer is marked as doubtful."""

    def named(self, key: str) -> Choice | None:
        """The choice of an attribute, or of the wave."""
        if key == WAVE:
            return self.waves if self.waves.values else None
        return next((one for one in self.attributes if one.key == key), None)

    def splits(self) -> tuple[Choice, ...]:
        """By what answers can be split: whatever has two values or more."""
        return tuple(one for one in (*self.attributes, self.waves) if len(one.values) > 1)


@dataclass(frozen=True)
class Chip:
    """One filter by the names of the study, and the filters that remain without it."""

    name: Text
    value: Text
    without: "Filters"


def list_chips(filters: Filters, choices: Choices) -> list[Chip]:
    """Every filter as people call it: attribute, unit, wave, split, answers left out."""
    found = []
    for key, values in filters.where:
        choice = choices.named(key) or Choice(key, Text(key, key), ())
        for value in values:
            rest = tuple(one for one in values if one != value)
            others = tuple(one for one in filters.where if one[0] != key)
            where = tuple(sorted((*others, (key, rest)))) if rest else others
            found.append(Chip(choice.name, choice.label(value), replace(filters, where=where)))
    if filters.unit:
        found.append(Chip(UNIT, _trim(choices.units.label(filters.unit)), replace(filters, unit="")))
    if filters.wave:
        found.append(Chip(WAVE_NAME, choices.waves.label(filters.wave), replace(filters, wave="")))
    for key in filters.by:
        split = choices.named(key) or Choice(key, Text(key, key), ())
        found.append(Chip(Text("拆分", "Split by"), split.name, replace(filters, by=tuple(one for one in filters.by if one != key))))
    if not filters.flagged:
        found.append(Chip(Text("质量存疑", "Doubtful answers"), Text("不计", "left out"), replace(filters, flagged=True)))
    return found


def _trim(words: Text) -> Text:
    """The name of a unit without the room before it that shows how deep it stands."""
    return Text(words.zh.strip(), words.en.strip())


def choose_attribute(attribute: Attribute, words: Iterable[str]) -> Choice:
    """An attribute with the values that anybody has, those that the study names first."""
    found = list(words)
    named = [value for value, _ in attribute.values if value in found]
    others = [value for value in found if value not in set(named)]
    name = attribute.name or Text(attribute.key, attribute.key)
    return Choice(attribute.key, name, tuple((value, attribute.label(value)) for value in (*named, *others)))


def read_filters(asked: QueryDict, choices: Choices) -> Filters:
    """The filters of an address. Raises `UnknownAttribute`, `UnknownValue`."""
    where = []
    for name in sorted(asked):
        if not name.startswith(ATTRIBUTE):
            continue
        values = tuple(dict.fromkeys(value for value in asked.getlist(name) if value))
        if values:
            choice = _require(choices, name.removeprefix(ATTRIBUTE))
            where.append((choice.key, tuple(_value(choice, value) for value in sorted(values))))
    by = tuple(dict.fromkeys(value for value in asked.getlist("by") if value))[:MOST_SPLITS]
    for name in by:
        _require(choices, name)
    unit, wave, flagged = asked.get("unit", ""), asked.get(WAVE, ""), asked.get("flagged", "")
    if flagged not in {"", "in", "out"}:
        raise UnknownValue(attribute="flagged", value=flagged, known="in, out")
    return Filters(
        tuple(where),
        _value(choices.units, unit) if unit else "",
        _value(choices.waves, wave) if wave else "",
        by,
        flagged != "out",
    )


def _require(choices: Choices, name: str) -> Choice:
    found = choices.named(name)
    if found is None:
        known = _list([_with_key(one) for one in (*choices.attributes, choices.waves) if one.values])
        raise UnknownAttribute(attribute=name, known_zh=known.zh, known_en=known.en)
    return found


def _with_key(choice: Choice) -> Text:
    """An attribute by its name, with the key that an address takes where that is another word."""
    zh, en = choice.name.say("zh"), choice.name.say("en")
    return Text(zh if zh == choice.key else f"{zh}（{choice.key}）", en if en == choice.key else f"{en} ({choice.key})")


def _value(choice: Choice, value: str) -> str:
    if value not in {key for key, _ in choice.values}:
        raise refuse_value(choice.name, value, [words for _, words in choice.values])
    return value


def refuse_value(name: Text, value: str, known: Sequence[Text]) -> UnknownValue:
    """The fault of a value that is not there, by the names that readers know."""
    there = _list(known)
    return UnknownValue(attribute_zh=name.say("zh"), attribute_en=name.say("en"), value=value, known_zh=there.zh, known_en=there.en)


_NAMED: Final = 30


def _list(names: Sequence[Text]) -> Text:
    """Names as one enumeration, the first of many."""
    shown = names[:_NAMED]
    more = Text("", "") if len(names) <= _NAMED else Text(f"等 {len(names)} 个", f" and {len(names) - _NAMED} more")
    zh, en = ("、".join(one.say("zh").strip() for one in shown), ", ".join(one.say("en").strip() for one in shown))
    return Text(f"{zh or '-'}{more.zh}", f"{en or '-'}{more.en}")


def read_words(asked: QueryDict, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Words of an address that are about the look of a page, in the order of those that there are; others are passed over."""
    given = {word for value in asked.getlist(name) for word in value.split(",")}
    return tuple(word for word in known if word in given)
