"""How does LimeSurvey write its answers? Headings as codes, as "code. question", or as questions alone.

A code in brackets is a choice or a row of an array: `Q3[SQ002]`. The structure (.lss) adds the words of questions and choices; an
archive (.lsa) holds structure and answers together.
"""

import re
from collections.abc import Sequence
from typing import Final

from peakend.listen.headings import Headings, Row, name_columns, tidy
from peakend.listen.table import Column, Hint

_CODE_AND_TEXT: Final = re.compile(r"^([A-Za-z]\w*(?:\[[^\]]{1,60}\]){0,2})\.\s?(.*)$", re.DOTALL)
_CODE: Final = re.compile(r"^([A-Za-z]\w*)((?:\[[^\]]{1,60}\]){0,2})$")
_OWN: Final[dict[str, Hint]] = {
    "id": "respondent",
    "response id": "respondent",
    "submitdate": "date",
    "date submitted": "date",
    **dict.fromkeys(
        ("lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr", "refurl", "last page", "start language",
         "date started", "date last action", "ip address", "referrer url", "interviewtime"), "technical",
    ),
}  # fmt: skip
_SIGNS: Final = frozenset({"submitdate", "lastpage", "startlanguage"})
_WORD_SIGNS: Final = frozenset({"date submitted", "last page", "start language"})


def recognise_limesurvey(rows: Sequence[Row]) -> Headings | None:
    """The headings, if LimeSurvey wrote them."""
    heading = [cell.strip() for cell in rows[0]] if rows else []
    split = [_CODE_AND_TEXT.match(cell) for cell in heading]
    codes = {found.group(1).lower() for found in split if found}
    plain = {cell.lower() for cell in heading}
    if len(codes & _SIGNS) > 1:
        columns = (
            _read_column(found.group(1), found.group(2)) if found else Column(tidy(cell))
            for cell, found in zip(heading, split, strict=True)
        )
    elif len(plain & _SIGNS) > 1:
        columns = (_read_column(cell, "") for cell in heading)
    elif len(plain & _WORD_SIGNS) > 1:
        columns = (_read_words(tidy(cell)) for cell in heading)
    else:
        return None
    named, notes = name_columns(columns)
    return Headings("limesurvey", 1, named, notes)


def _read_column(code: str, words: str) -> Column:
    question, choice = split_brackets(tidy(words))
    if hint := _OWN.get(code.lower()):
        return Column(code, question, hint=hint)
    found = _CODE.match(code)
    inner = found.group(2) if found else ""
    group = found.group(1) if found and inner else ""
    is_text = inner.lower() in {"[other]", "[comment]"} or code.endswith(("comment", "other"))
    return Column(code, question, group=group, choice=choice or inner.strip("[]"), hint="text" if is_text else "")


def hint_limesurvey(name: str) -> Hint:
    """What LimeSurvey itself keeps in the column with this name, if anything."""
    return _OWN.get(name.lower(), "")


def _read_words(words: str) -> Column:
    if hint := _OWN.get(words.lower()):
        return Column(words, hint=hint)
    question, choice = split_brackets(words)
    return Column(words, question, group=question if choice else "", choice=choice)


def split_brackets(words: str) -> tuple[str, str]:
    """A question and the choice or row that stands in brackets at its end.

    >>> split_brackets("Which of these? [other words]")
    ('Which of these?', 'other words')
    """
    found = re.search(r"^(.*?)\s*\[([^\[\]]*(?:\]\[[^\[\]]*)?)\]$", words)
    return (found.group(1), found.group(2).replace("][", " | ")) if found else (words, "")
