"""Which column of this file is what the study asks for? Proposed, confirmed column by column, and laid over the study.

A study says by headings where its answers stand (`Question.source`, `Attribute.source`, `Columns`, `asked_if`). A mapping says for each of
these headings which heading of the file stands in its place: heading of the study -> heading of the file. What has none is not asked here.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal

from peakend.define.study import Study
from peakend.define.survey import Columns, Question, Survey
from peakend.errors import MatchedTwice
from peakend.listen.plan import fold_heading
from peakend.report.words import MEASURES, name_of
from peakend.text import Text

Kind = Literal["question", "attribute", "column", "route"]

KINDS: Final[dict[Kind, Text]] = {
    "question": Text("题目", "Questions"),
    "attribute": Text("客户属性", "Attributes"),
    "column": Text("答卷本身", "The response itself"),
    "route": Text("决定问谁的列", "Columns that decide who was asked"),
}
"""What a column of a file may be for the study, in the order of a list."""

RESERVED: Final[dict[str, Text]] = {
    "respondent": Text("受访者编号", "Respondent"),
    "weight": Text("权重", "Weight"),
    "wave": Text("期次", "Wave"),
    "date": Text("日期", "Date"),
    "test": Text("测试标记", "Test mark"),
    "flagged": Text("质控标记", "Quality mark"),
    "cluster": Text("抽样群（如营业厅）", "Cluster (such as a branch)"),
}
"""What a response carries besides answers."""

SAME: Final = Text("标题相同", "same heading")
BEFORE: Final = Text("与上次导入相同", "as in the last import")
ALIKE: Final = Text("文字相近，请确认", "similar words: please confirm")

_NEAR: Final = 0.72
_HELD: Final = 0.8
_WORD: Final = 5
"""Bytes of a heading that says something by itself: two Chinese characters, five letters."""

_NUMBER: Final = re.compile(r"^[qｑ]?\d{1,3}\s*[、.．:：)）_ -]*\s*")
"""The number that a survey tool puts before a question."""


@dataclass(frozen=True, slots=True)
class Target:
    """One heading that the study reads: what it is for, in words, and the words by which a column may be known for it."""

    heading: str
    kind: Kind
    label: Text
    known_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A column of the file for a heading of the study, and why."""

    column: str
    why: Text


def list_targets(survey: Survey) -> tuple[Target, ...]:
    """Every heading that the study reads, once: questions, attributes, reserved columns, and columns that decide who was asked."""
    found: dict[str, Target] = {}
    asked: dict[str, list[Question]] = {}
    for one in survey.questions:
        asked.setdefault(one.source, []).append(one)
    for heading, questions in asked.items():
        found[heading] = Target(heading, "question", _label(questions), _words(questions[0].wording, heading))
    for attribute in survey.attributes:
        words = _words(attribute.name, attribute.source)
        found.setdefault(attribute.source, Target(attribute.source, "attribute", attribute.name or _plain(attribute.key), words))
    for field, label in RESERVED.items():
        heading = str(getattr(survey.columns, field))
        if heading:
            found.setdefault(heading, Target(heading, "column", label, (heading,)))
    for one in survey.questions:
        if one.asked_if:
            found.setdefault(one.asked_if, Target(one.asked_if, "route", _plain(one.asked_if), (one.asked_if,)))
    return tuple(found.values())


def _label(questions: Sequence[Question]) -> Text:
    """The question in words with its measure; of several in one column the first, and how many more."""
    first = questions[0]
    wording, measure = first.wording or _plain(first.key), name_of(MEASURES, first.measure)
    zh, en = wording.zh or wording.en, wording.en or wording.zh
    if len(questions) > 1:
        return Text(zh=f"{zh} 等 {len(questions)} 个选项", en=f"{en} and {len(questions) - 1} more choices")
    return Text(zh=f"{zh}（{measure.zh}）", en=f"{en} ({measure.en})")


def _plain(words: str) -> Text:
    return Text(zh=words, en=words)


def _words(text: Text, heading: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for words in (heading, text.zh, text.en) if words))


def propose(columns: Sequence[Mapping[str, Any]], targets: Iterable[Target], before: Mapping[str, str]) -> dict[str, Match]:
    """For each heading of the study the column that is most likely it: the same heading, the one of last time, else the same words.

    A column is proposed once. Headings are the same but for case, width and white space.
    """
    names = [str(one["name"]) for one in columns]
    folded: dict[str, list[str]] = {}
    for name in names:
        folded.setdefault(fold_heading(name), []).append(name)
    proposed: dict[str, Match] = {}
    targets = tuple(targets)
    for target in targets:
        alike = [target.heading] if target.heading in names else folded.get(fold_heading(target.heading), [])
        if len(alike) == 1:
            proposed[target.heading] = Match(alike[0], SAME)
        elif before.get(target.heading) in names:
            proposed[target.heading] = Match(before[target.heading], BEFORE)
    taken = {match.column for match in proposed.values()}
    spoken = _gather_words(columns)
    for target in targets:
        if target.heading not in proposed and target.kind != "column":
            found = _find_alike(target, {words: name for words, name in spoken.items() if name not in taken})
            if found:
                taken.add(found)
                proposed[target.heading] = Match(found, ALIKE)
    return proposed


def _gather_words(columns: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The words by which columns may be known: headings, and questions where no other column has the same one."""
    said = Counter(fold_heading(words) for one in columns for words in {str(one["name"]), str(one.get("question", ""))} if words)
    return {
        folded: str(one["name"])
        for one in columns
        for words in (str(one["name"]), str(one.get("question", "")))
        if words and said[folded := fold_heading(words)] == 1
    }


def _find_alike(target: Target, spoken: Mapping[str, str]) -> str:
    """The column whose words are nearest to those of a target, if they are near enough and no other column is as near."""
    scores: dict[str, float] = {}
    for words in target.known_by:
        for said, name in spoken.items():
            scores[name] = max(scores.get(name, 0.0), compare_words(words, said))
    ranked = sorted(scores, key=lambda name: -scores[name])[:2]
    if not ranked or scores[ranked[0]] < _NEAR or (len(ranked) > 1 and scores[ranked[1]] == scores[ranked[0]]):
        return ""
    return ranked[0]


def compare_words(one: str, other: str) -> float:
    """How alike two headings are, from 0 to 1, without their numbers; where one holds the whole other, at least 0.8.

    >>> compare_words("总体满意度", "Q7 总体满意度如何"), compare_words("Tea", "Rum") < 0.5
    (0.833..., True)
    """
    first, second = (_NUMBER.sub("", fold_heading(words)) for words in (one, other))
    ratio = difflib.SequenceMatcher(None, first, second).ratio()
    short, long = sorted((first, second), key=len)
    whole = len(short.encode()) >= _WORD and short in long
    return max(ratio, _HELD) if whole else ratio


def read_choices(columns: Sequence[str], chosen: Sequence[str], targets: Iterable[Target]) -> dict[str, str]:
    """The mapping that somebody chose: for each column of the file the heading of the study, or nothing. Raises `MatchedTwice`."""
    known = {target.heading for target in targets}
    mapping: dict[str, str] = {}
    for column, heading in zip(columns, chosen, strict=False):
        if heading not in known:
            continue
        if heading in mapping:
            raise MatchedTwice(heading=heading, columns=f"{mapping[heading]} · {column}")
        mapping[heading] = column
    return mapping


def lay_over(study: Study, mapping: Mapping[str, str]) -> Study:
    """The study as this file answers it: its headings replaced, and without what stands in no column."""
    survey = study.survey
    questions = tuple(
        replace(one, column=mapping[one.source], asked_if=mapping.get(one.asked_if, ""))
        for one in survey.questions
        if one.source in mapping
    )
    attributes = tuple(replace(one, column=mapping[one.source]) for one in survey.attributes if one.source in mapping)
    columns = Columns(**{one.name: mapping.get(str(getattr(survey.columns, one.name)), "") for one in fields(Columns)})
    return replace(study, survey=replace(survey, questions=questions, attributes=attributes, columns=columns))
