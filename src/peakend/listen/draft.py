"""Which study might this file belong to? A first draft from a look: questions, scales, attributes and moments, to be edited by a person.

The draft never pretends to know what a file cannot tell: the stage and the order of the moments, which moment is the end, the needs, the
words of the other language. Each of these is a remark at its place, and stands as a comment in the study file.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from peakend.define.place import Place
from peakend.define.remark import Remark
from peakend.define.study import Moment, Scenario, Stage, Study
from peakend.define.survey import Attribute, Columns, Layout, Question, Survey
from peakend.listen.answer import split_choices
from peakend.listen.glossary import chinese_for, english_for, free_key, is_chinese, make_key
from peakend.listen.guess import Guess, stem_of
from peakend.listen.look import Look, Seen
from peakend.listen.vendors import TOOLS
from peakend.listen.wording import make_remark
from peakend.text import Text

STAGES: Final = (
    Stage("contact", Text(zh="接触", en="Contact"), colour="#2f9e77"),
    Stage("operation", Text(zh="操作", en="Operation"), colour="#3b7dd8"),
    Stage("end", Text(zh="结束", en="End"), colour="#d99a1c", ends=True),
)
"""The three stages of a draft. Every moment starts in the second; the user moves them."""

_MOMENT_MEASURES: Final = frozenset({"performance", "importance", "expectation", "kano_functional", "kano_dysfunctional", "ces", "emotion"})
_MOST_CHOICES: Final = 60
_WHOLE: Final = "service"


@dataclass
class _Draft:
    """The draft while it is being written."""

    look: Look
    taken: set[str] = field(default_factory=set)
    moments: dict[str, Moment] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    columns: Columns = field(default_factory=Columns)
    remarks: list[Remark] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    untranslated: dict[str, list[str]] = field(default_factory=dict)
    translated: list[str] = field(default_factory=list)

    def note(self, name: str, *place: str | int, **blanks: str | float) -> None:
        """Remark something at a place of the study."""
        self.remarks.append(make_remark(name, place, **blanks))


def draft_study(look: Look, key: str = "") -> tuple[Study, tuple[Remark, ...]]:
    """A study proposed from a file, and what has to be confirmed about it.

    Ratings become questions about moments (one moment for each thing rated), texts reasons, categories attributes, numbers profile
    questions. Everything that was guessed has a remark at its place.
    """
    draft = _Draft(look)
    for number, seen in enumerate(look.columns, start=1):
        _add_column(draft, seen, number)
    _remark_doubts(draft)
    _remark_draft(draft)
    name = look.path.name.split(".")[0]
    scenario = Scenario(_WHOLE, Text(zh="全部服务", en="The whole service"), tuple(draft.moments.values()))
    study = Study(
        key=key or make_key(name, "draft"),
        title=_text(" ".join(name.replace("_", " ").split())),
        stages=STAGES,
        scenarios=(scenario,),
        survey=Survey(tuple(draft.questions), tuple(draft.attributes), draft.columns, _keep_layout(look)),
    )
    return study, tuple(draft.remarks)


def _keep_layout(look: Look) -> Layout:
    """What the study should state of the layout: only what was a guess, so that the next export may be written another way."""
    said, layout = {remark.name for remark in look.remarks}, look.layout
    return Layout(
        kind=layout.kind if layout.kind in TOOLS else "",
        encoding=layout.encoding if said & {"encoding_guessed", "encoding_mixed"} else "",
        decimal=layout.decimal,
        sheet=layout.sheet if "sheet_chosen" in said else "",
        header_rows=layout.header_rows if "headings_below" in said else 0,
    )


def _add_column(draft: _Draft, seen: Seen, number: int) -> None:
    """One column: a question, an attribute, a reserved column, or nothing."""
    guess, name = seen.guess, seen.column.name
    reserved = {"respondent": "respondent", "weight": "weight", "wave": "wave", "test": "test", "flagged": "flagged", "date": "date"}
    if guess.role in reserved:
        draft.columns = _reserve(draft, reserved[guess.role], name)
    elif guess.role == "rating" and guess.measure is not None:
        _add_rating(draft, seen, number)
    elif guess.role == "chosen" and guess.question is not None:
        _add_choice(draft, seen, guess.question, number)
    elif guess.role == "several":
        _add_joined(draft, seen, number)
    elif guess.role in {"reason", "number"}:
        measure = "reason" if guess.role == "reason" else "profile"
        draft.questions.append(Question(_key(draft, seen, number), measure, wording=_wording(draft, seen), column=name))  # type: ignore[arg-type]
    elif guess.role == "attribute":
        values = tuple((code, _text(words)) for code, words in seen.column.labels)
        draft.attributes.append(Attribute(_key(draft, seen, number), _wording(draft, seen), name, values, seen.column.missing))


def _reserve(draft: _Draft, role: str, name: str) -> Columns:
    """The reserved columns with one more; of two dates the better named stays."""
    if not getattr(draft.columns, role):
        return replace(draft.columns, **{role: name})
    better = role == "date" and re.fullmatch(r"(?i)date|日期|submitdate|end ?date|recordeddate|提交答卷时间", name)
    kept = name if better else str(getattr(draft.columns, role))
    draft.note("second_of_its_kind", "survey", "columns", column=kept, other=str(getattr(draft.columns, role)) if better else name)
    return replace(draft.columns, **{role: kept})


def _add_rating(draft: _Draft, seen: Seen, number: int) -> None:
    """A question on a scale, about a moment where it rates one."""
    guess = seen.guess
    about = _moment_of(draft, seen, number) if guess.measure in _MOMENT_MEASURES else ""
    suffix = {
        "importance": "importance",
        "expectation": "expectation",
        "kano_functional": "functional",
        "kano_dysfunctional": "dysfunctional",
    }
    stem = f"{about}_{suffix.get(guess.measure or '', '')}".strip("_") if about else ""
    key = free_key(stem, draft.taken) if stem and guess.measure in suffix else _key(draft, seen, number)
    wording, column = _wording(draft, seen), seen.column.name
    draft.questions.append(
        Question(key, guess.measure or "performance", about, wording, guess.scale, column, group=_short_group(draft, seen))
    )


def _moment_of(draft: _Draft, seen: Seen, number: int) -> str:
    """The moment that a rating is about: one for each thing rated, whatever measures it has."""
    words = seen.column.choice or stem_of(seen.column.question or seen.column.name)
    key = make_key(words, f"m{number}")
    known = next((moment.key for moment in draft.moments.values() if words in moment.aliases), "")
    if known:
        return known
    key = free_key(key, draft.taken)
    draft.taken.discard(key)
    draft.moments[key] = Moment(key, _name(draft, words), "operation", "inferred", aliases=(words,))
    return key


def _add_choice(draft: _Draft, seen: Seen, marks: Question, number: int) -> None:
    """One choice of a multiple answer in a column of its own."""
    guess, words = seen.guess, seen.column.choice or seen.column.name
    route = next((one for one in draft.look.routes if one.group == guess.group), None)
    group = _group_key(draft, guess)
    question = Question(
        key=free_key(make_key(words, f"q{number}"), draft.taken),
        measure="chosen",
        wording=_name(draft, words),
        column=seen.column.name,
        group=group,
        chosen=marks.chosen,
        unchosen=marks.unchosen,
        asked_if=route.column if route else "",
        asked_when=route.asked_when if route else (),
    )
    draft.questions.append(question)


def _group_key(draft: _Draft, guess: Guess) -> str:
    if guess.group not in draft.groups:
        draft.groups[guess.group] = free_key(f"choices_{len(draft.groups) + 1}", draft.taken)
    return draft.groups[guess.group]


def _short_group(draft: _Draft, seen: Seen) -> str:
    """A key for the grid to which a rating belongs, where the file says so."""
    if not seen.column.group:
        return ""
    if seen.column.group not in draft.groups:
        draft.groups[seen.column.group] = free_key(make_key(seen.column.group, f"grid_{len(draft.groups) + 1}"), draft.taken)
    return draft.groups[seen.column.group]


def _add_joined(draft: _Draft, seen: Seen, number: int) -> None:
    """A multiple answer in one cell: a question for each choice that occurs."""
    counts: dict[str, int] = {}
    joint = seen.guess.question.joined if seen.guess.question else "┋"
    for cell, times in seen.values:
        for part in split_choices(cell, joint):
            counts[part] = counts.get(part, 0) + times
    choices = list(counts)[:_MOST_CHOICES]
    group = free_key(make_key(seen.column.question or seen.column.name, f"q{number}"), draft.taken)
    for place, choice in enumerate(choices, start=1):
        key = free_key(make_key(choice, f"{group}_{place}"), draft.taken)
        wording = _name(draft, choice)
        draft.questions.append(
            Question(key, "chosen", wording=wording, column=seen.column.name, group=group, chosen=(choice,), joined=joint)
        )
    if choices:
        first = draft.questions[-len(choices)].key
        draft.note("choices_found", "survey", "questions", first, column=seen.column.name, count=len(choices))
        if any("〖" in cell for cell, _ in seen.values):
            draft.note("written_in", "survey", "questions", first, column=seen.column.name)


def _key(draft: _Draft, seen: Seen, number: int) -> str:
    """A readable key: the heading where it is short, else the number of the question or the column."""
    numbered = re.match(r"^(\d{1,3})\s*[、.．]", seen.column.name)
    fallback = f"q{numbered.group(1)}" if numbered else f"q{number}"
    words = re.sub(r"^\d{1,3}\s*[、.．]\s*", "", seen.column.name)
    short = len(words) <= 40 or is_chinese(words)  # noqa: PLR2004 - a whole question makes no key
    return free_key(make_key(words, fallback) if short else fallback, draft.taken)


def _wording(draft: _Draft, seen: Seen) -> Text:
    """The question in words; the heading where the file has no question apart from it."""
    words = seen.column.question or re.sub(r"^\d{1,3}\s*[、.．]\s*", "", seen.column.name)
    if seen.column.choice and seen.column.choice not in words:
        words = f"{words} - {seen.column.choice}"
    if seen.guess.role == "rating" and not is_chinese(words) and not chinese_for(words) and (rated := chinese_for(stem_of(words))):
        draft.translated.append(words)
        plain = words.replace("_", " ")
        return Text(zh=f"{rated}评分", en=plain[:1].upper() + plain[1:])
    return _name(draft, words.replace("_", " "))


def _name(draft: _Draft, words: str) -> Text:
    """Words in both languages where the glossary has them; what is lacking is noted."""
    if is_chinese(words):
        other = english_for(words)
        text = Text(zh=words, en=other.capitalize())
    else:
        plain = words[:1].upper() + words[1:]
        other = chinese_for(words)
        text = Text(zh=other, en=plain)
    if other:
        draft.translated.append(words)
    else:
        draft.untranslated.setdefault("en" if is_chinese(words) else "zh", []).append(words)
    return text


def _text(words: str) -> Text:
    return Text(zh=words, en=english_for(words).capitalize()) if is_chinese(words) else Text(zh=chinese_for(words), en=words)


def _remark_doubts(draft: _Draft) -> None:
    """What the look found doubtful, each at the question or attribute it became."""
    homes: dict[str, Place] = {}
    for one in draft.attributes:
        homes.setdefault(one.source, ("survey", "attributes", one.key))
    for question in draft.questions:
        homes.setdefault(question.source, ("survey", "questions", question.key))
    for seen in draft.look.columns:
        for name, blanks in seen.doubts:
            draft.note(name, *homes.get(seen.column.name, ("survey",)), **{"column": seen.column.name, **blanks})
    file_wide = [remark for remark in draft.look.remarks if not remark.place or remark.name in {"heading_twice", "route_found"}]
    draft.remarks += [
        Remark(one.severity, ("survey",), one.message, one.mend, one.name) for one in file_wide if not str(one.name).endswith("_many")
    ]


def _remark_draft(draft: _Draft) -> None:
    """What no file can tell."""
    if draft.moments:
        draft.note("order_unknown", "scenarios", _WHOLE, "moments", count=len(draft.moments))
        draft.note("stages_unknown", "stages")
    else:
        draft.note("no_moments", "scenarios", _WHOLE)
    for group, key in draft.groups.items():
        members = [one for one in draft.questions if one.group == key and one.measure == "chosen"]
        if members:
            draft.note("group_unnamed", "survey", "questions", members[0].key, group=key, first=group, count=len(members))
    for language, words in draft.untranslated.items():
        draft.note(
            f"names_missing_{language}",
            "survey",
            count=len(set(words)),
            example="、".join(dict.fromkeys(words[:3])) if language == "en" else ", ".join(dict.fromkeys(words[:3])),
        )
    if draft.translated:
        draft.note("names_translated", "survey", count=len(set(draft.translated)))
    if not draft.columns.respondent:
        draft.note("no_respondent", "survey", "columns")
    if not any(one.measure in {"overall", "nps", "loyalty"} for one in draft.questions):
        draft.note("no_outcome", "survey", "questions")
