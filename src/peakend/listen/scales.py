"""On which scale are these answers? Guessed from the numbers or the words that occur, with what lies outside."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from peakend.define.survey import Reason, Scale
from peakend.listen.answer import NOT_SHOWN, tidy_cell
from peakend.listen.profile import Profile
from peakend.listen.table import Column
from peakend.listen.vocabulary import KANO_ANSWERS, NO_ANSWER_WORDS, ORDERED_ANSWERS
from peakend.text import Text

Finding = tuple[str, dict[str, str | int | float]]
"""A remark to come: its name and its blanks."""

_ENOUGH: Final = 0.97
_MISSING_CODES: Final[tuple[tuple[int, Reason], ...]] = (
    (-1, "skipped"), (-2, "skipped"), (-3, "not_asked"), (-8, "dont_know"), (-9, "refused"),
    (77, "refused"), (88, "dont_know"), (97, "not_experienced"), (98, "dont_know"), (99, "refused"),
    (777, "refused"), (888, "dont_know"), (998, "dont_know"), (999, "refused"), (9999, "refused"),
)  # fmt: skip
_LEADING: Final = re.compile(r"^(-?\d{1,3})\s*(?:[-–—:：.、=)）]\s*|分?[（(]|分\s*)(?=\D)(.+)$")
_WITH_UNIT: Final = re.compile(r"^(-?\d{1,3})\s*(?:分|星|points?|stars?)$", re.IGNORECASE)
_TRAILING: Final = re.compile(r"^(\D+?)\s*[（(]?\s*(\d{1,3})\s*分?\s*[)）]?$")
_FEWEST: Final = 30
_TWO: Final = 2
_MANY: Final = 3
_SKIPPED: Final[Reason] = "skipped"
_NOT_ASKED: Final[Reason] = "not_asked"


@dataclass(frozen=True, slots=True)
class ScaleGuess:
    """A scale, and what is doubtful about it."""

    scale: Scale
    findings: tuple[Finding, ...] = ()


def guess_scale(column: Column, profile: Profile) -> ScaleGuess | None:
    """The scale of a column, if its cells look like answers on one: from value labels, from words, from numbers."""
    found = _find_scale(column, profile)
    shown = tuple((word, _NOT_ASKED) for word in NOT_SHOWN if word in profile.machine_blanks)
    if found is None or not shown:
        return found
    return replace(found, scale=replace(found.scale, missing=(*found.scale.missing, *shown)))


def _find_scale(column: Column, profile: Profile) -> ScaleGuess | None:
    if column.labels:
        return _scale_from_labels(column, profile)
    numbers = profile.share(profile.whole)
    if numbers > _ENOUGH:
        return _scale_from_numbers(profile.codes(), profile)
    words = _scale_from_words(list(profile.values), profile) if profile.complete else None
    if words is not None:
        return words
    return _scale_from_numbers(profile.codes(), profile) if numbers > 0.5 else None  # noqa: PLR2004 - mostly numbers, some words


def _scale_from_labels(column: Column, profile: Profile) -> ScaleGuess | None:
    """Value labels of the file: those that mean no answer are missing codes, the others give low and high."""
    missing = {code: reason_for(words) for code, words in column.labels}
    codes = {int(code): words for code, words in column.labels if missing[code] is None and re.fullmatch(r"-?\d{1,3}", code)}
    if len(codes) < 2 or (order_words([words for _, words in sorted(codes.items())]) is None and not _are_numbers(codes)):  # noqa: PLR2004
        return None
    low, high = min(codes), max(codes)
    gaps = tuple((code, reason) for code, reason in missing.items() if reason)
    reversed_scale = _reverse_labels(codes, gaps)
    if reversed_scale is not None:
        return reversed_scale
    offset = _label_offset(codes)
    labels = tuple((code - offset, _label_text(words)) for code, words in sorted(codes.items()))
    findings: list[Finding] = (
        [("offset_found", {"low": low, "high": high, "shown": low - offset, "shown_high": high - offset})] if offset else []
    )
    findings += [("missing_labelled", {"codes": ", ".join(f"{code} = {dict(column.labels)[code]}" for code, _ in gaps)})] if gaps else []
    declared = tuple((code, _SKIPPED) for code in column.missing if code not in dict(gaps))
    return ScaleGuess(
        Scale(low - offset, high - offset, offset, (*gaps, *declared), labels, _words_of(profile, codes, offset)), tuple(findings)
    )


def _reverse_labels(codes: dict[int, str], gaps: tuple[tuple[str, Reason], ...]) -> ScaleGuess | None:
    """The scale turned round, where the lowest code is labelled with the best answer (1 = very satisfied)."""
    places = order_words([words for _, words in sorted(codes.items())])
    if places is None or [places[words] for _, words in sorted(codes.items())] != sorted(places.values(), reverse=True):
        return None
    high = len(codes)
    turned = {code: high - step for step, code in enumerate(sorted(codes))}
    labels = tuple((answer, _label_text(codes[code])) for code, answer in sorted(turned.items(), key=lambda pair: pair[1]))
    words = (*((str(code), answer) for code, answer in turned.items()), *((codes[code], answer) for code, answer in turned.items()))
    best = codes[min(codes)]
    return ScaleGuess(Scale(1, high, 0, gaps, labels, words), (("codes_turned", {"low": min(codes), "best": best, "high": high}),))


def _label_offset(codes: dict[int, str]) -> int:
    """What the file adds to an answer: codes 1 to 11 whose labels begin with 0 to 10 have offset 1."""
    leading = {code: int(found.group()) for code, words in codes.items() if (found := re.match(r"\d{1,3}(?!\d)", words))}
    differences = {code - number for code, number in leading.items()}
    return differences.pop() if len(differences) == 1 and len(leading) > 1 else 0


def _are_numbers(codes: dict[int, str]) -> bool:
    """Whether the labels are numbers themselves, or only the two ends of the scale are named."""
    return all(re.fullmatch(r"\d{1,3}(\s*[-=:：.、(（]?\s*[^\d\s<>+~至到-].*)?", words) for words in codes.values()) or (
        len(codes) == _TWO and max(codes) - min(codes) > _TWO
    )


def _words_of(profile: Profile, codes: dict[int, str], offset: int) -> tuple[tuple[str, int], ...]:
    """The labels that stand in the cells in place of codes."""
    present = {tidy_cell(value).casefold() for value in profile.values}
    return tuple((words, code - offset) for code, words in codes.items() if tidy_cell(words).casefold() in present and not words.isdigit())


def _label_text(words: str) -> Text:
    return Text(zh=words) if re.search(r"[\u3400-\u9fff]", words) else Text(en=words)


def reason_for(words: str) -> Reason | None:
    """The reason that the words of an answer give for there being none.

    >>> reason_for("Don't know"), reason_for("不适用"), reason_for("Good")
    ('dont_know', 'not_experienced', None)
    """
    folded = tidy_cell(words).casefold()
    return next((reason for reason, pattern in NO_ANSWER_WORDS if re.search(pattern, folded)), None)


def order_words(words: Sequence[str]) -> dict[str, int] | None:
    """The place of each of these answers in a known order from 1 upwards, if there is one that holds them all.

    >>> order_words(["Very satisfied", "Neutral", "Very dissatisfied"])
    {'Very satisfied': 5, 'Neutral': 3, 'Very dissatisfied': 1}
    """
    for family in ORDERED_ANSWERS:
        steps = {spelling: place for place, step in enumerate(family, start=1) for spelling in step.split("|")}
        places = {word: steps.get(_fold(word)) for word in words}
        if len(set(places.values())) > 1 and None not in places.values():
            return {word: place for word, place in places.items() if place is not None}
    return None


def _fold(word: str) -> str:
    return re.sub(r"^\d+\s*[-.、:：)）]\s*", "", tidy_cell(word).casefold()).strip(" .。")


def _steps_of(word: str) -> int:
    """How many steps the family has to which this answer belongs."""
    return next((len(family) for family in ORDERED_ANSWERS if any(_fold(word) in step.split("|") for step in family)), 0)


def _scale_from_words(values: list[str], profile: Profile) -> ScaleGuess | None:
    """Answers in words: a leading number, a known order, the rest saying why there is none."""
    gaps = {value: reason for value in values if (reason := reason_for(value))}
    answers = [value for value in values if value not in gaps]
    leading = {value: code for value in answers if (code := _code_within(value)) is not None}
    bare = [value for value in answers if re.fullmatch(r"\d{1,3}(\.0+)?", value)]
    missing = tuple((value, reason) for value, reason in gaps.items())
    finding: tuple[Finding, ...] = (("missing_worded", {"words": ", ".join(gaps)}),) if gaps else ()
    if leading and len(leading) + len(bare) == len(answers):
        return _leading_scale(leading, bare, profile, missing, finding)
    places = order_words(answers) if len(answers) > 1 else None
    if places is None:
        return None
    high = _steps_of(answers[0])
    ordered = " < ".join(sorted(places, key=lambda word: places[word]))
    noted: Finding = ("words_ordered", {"order": ordered, "high": high})
    labels = tuple((place, _label_text(word)) for word, place in sorted(places.items(), key=lambda pair: pair[1]))
    words = tuple(sorted(places.items(), key=lambda pair: (pair[1], pair[0])))
    return ScaleGuess(Scale(1, high, 0, missing, labels, words), (noted, *finding))


def _code_within(value: str) -> int | None:
    """The code that an answer in words carries, in front, behind or with a unit.

    >>> [_code_within(value) for value in ("9 - Extremely important", "5分", "非常满意（5分）", "满意")]
    [9, 5, 5, None]
    """
    tidied = tidy_cell(value)
    if found := _LEADING.match(tidied) or _WITH_UNIT.match(tidied):
        return int(found[1])
    found = _TRAILING.match(tidied)
    return int(found[2]) if found and _steps_of(found[1].strip(" （(-")) else None


def _words_within(value: str) -> str:
    """The words of an answer without its code; empty where it has only a unit."""
    tidied = tidy_cell(value)
    if found := _LEADING.match(tidied):
        return found[2].strip(" )）")
    return found[1].strip(" （(") if not _WITH_UNIT.match(tidied) and (found := _TRAILING.match(tidied)) else ""


def _leading_scale(
    leading: dict[str, int], bare: Sequence[str], profile: Profile, missing: tuple[tuple[str, Reason], ...], finding: tuple[Finding, ...]
) -> ScaleGuess:
    """Labels like "9 - Extremely important", mixed with bare numbers."""
    codes = Counter({code: profile.values[value] for value, code in leading.items()})
    codes.update({int(float(value)): profile.values[value] for value in bare})
    base = _scale_from_numbers(codes, profile)
    scale = base.scale if base and max(codes) not in leading.values() else Scale(min(1, *codes), max(codes))
    labels = tuple(
        (code, _label_text(said)) for value, code in sorted(leading.items(), key=lambda pair: pair[1]) if (said := _words_within(value))
    )
    words = tuple(leading.items())
    noted: Finding = ("labels_mixed", {"example": words[0][0], "answer": words[0][1]})
    return ScaleGuess(Scale(scale.low, scale.high, 0, missing, labels, words), (noted, *finding))


def _scale_from_numbers(codes: Counter[int], profile: Profile) -> ScaleGuess | None:
    """The shortest of the usual scales that holds nearly all numbers; the rest are missing codes or off the scale."""
    total = sum(codes.values())
    kept = Counter({code: times for code, times in codes.items() if code not in dict(_MISSING_CODES) or code in range(11)})
    inside = _usual_scale(kept, sum(kept.values()))
    if inside is None:
        return None
    low, high = inside
    missing: list[tuple[str, Reason]] = []
    findings: list[Finding] = []
    if low == 1 and codes.get(0):
        missing.append(("0", "not_experienced"))
        findings.append(("zero_outside", {"count": codes[0], "low": low, "high": high}))
    outside = {code: times for code, times in codes.items() if not low <= code <= high and not (code == 0 and low == 1)}
    known = {code: reason for code, reason in _MISSING_CODES if code in outside}
    missing += [(str(code), reason) for code, reason in known.items()]
    findings += [
        ("missing_coded", {"code": code, "count": outside[code], "reason_zh": _REASONS[reason].zh, "reason_en": _REASONS[reason].en})
        for code, reason in known.items()
    ]
    stray = {code: times for code, times in outside.items() if code not in known}
    if stray:
        values = ", ".join(str(code) for code in sorted(stray)[:8])
        findings.append(("off_scale", {"values": values, "count": sum(stray.values()), "low": low, "high": high}))
    findings += _doubt_ends(codes, low, high, total)
    worded = {value: reason for value in _non_numbers(profile.values) if (reason := reason_for(value))}
    missing += list(worded.items())
    findings += [("missing_worded", {"words": ", ".join(worded)})] if worded else []
    return ScaleGuess(Scale(low, high, 0, tuple(missing)), tuple(findings))


def _non_numbers(values: Iterable[str]) -> list[str]:
    return [value for value in values if not re.fullmatch(r"-?\d+(\.0+)?", value)]


def _usual_scale(codes: Counter[int], total: int) -> tuple[int, int] | None:
    """The ends of the scale."""
    if not codes or total < 1:
        return None
    most = min(0.98 * total, total - 1) if total > _FEWEST // 2 else total
    top = max(code for code, times in codes.items() if times >= max(1, total // 1000))
    if top == 11 and 0 not in codes and sum(times for code, times in codes.items() if 1 <= code <= 11) >= most and len(codes) > 6:  # noqa: PLR2004
        return 1, 11
    for high in (5, 7, 10):
        mass = sum(times for code, times in codes.items() if 0 <= code <= high)
        beyond = [code for code, times in codes.items() if high < code <= 10 and times > 1]  # noqa: PLR2004
        if mass >= most and len(beyond) < _MANY and (high == 5 or top > 5 or total < _FEWEST):  # noqa: PLR2004
            exact = {5: {2: 2, 3: 3, 4: 4}, 7: {6: 6}, 10: {8: 10, 9: 9 if total >= 100 and len(codes) > 5 else 10}}[high].get(top, high)  # noqa: PLR2004
            return (0 if high == 10 and codes.get(0) else 1), exact  # noqa: PLR2004
    mass = sum(times for code, times in codes.items() if 0 <= code <= 100)  # noqa: PLR2004 - a scale of percent
    return (0, 100) if mass >= most and top <= 100 and len(codes) > 8 else None  # noqa: PLR2004


def _doubt_ends(codes: Counter[int], low: int, high: int, total: int) -> list[Finding]:
    """What may be wrong with the ends: a scale of ten of which nearly only the lower half is used, or one stored with an offset."""
    findings: list[Finding] = []
    if high == 10:  # noqa: PLR2004
        lower = sum(times for code, times in codes.items() if code <= 5)  # noqa: PLR2004
        if lower >= 0.9 * total and codes.get(10):
            findings.append(("scales_mixed", {"lower": lower, "upper": total - lower}))
    if (low, high) == (1, 11):
        findings.append(("offset_suspected", {}))
    return findings


_REASONS: Final[dict[Reason, Text]] = {
    "not_asked": Text(zh="未问到", en="not asked"),
    "skipped": Text(zh="未作答", en="skipped"),
    "not_experienced": Text(zh="未经历", en="not experienced"),
    "dont_know": Text(zh="不知道", en="don't know"),
    "refused": Text(zh="拒答", en="refused"),
    "off_scale": Text(zh="超出量表", en="off the scale"),
}
"""The words for the reasons."""


def kano_scale(values: Iterable[str]) -> Scale | None:
    """The scale of a Kano question (1 like, 2 must be, 3 neutral, 4 live with, 5 dislike), if every answer can be placed.

    >>> kano_scale(["I like it", "I expect it", "I am neutral"]).words
    (('I like it', 1), ('I expect it', 2), ('I am neutral', 3))
    """
    words = []
    for value in values:
        folded = tidy_cell(value).casefold().replace("’", "'")
        place = next((place for place, pattern in KANO_ANSWERS if re.search(pattern, folded)), None)
        if place is None:
            return None
        words.append((value, place))
    return Scale(1, 5, words=tuple(words)) if words else None
