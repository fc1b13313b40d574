"""How does SurveyMonkey write its answers? Two rows of headings (questions, then choices), or one.

In the second row stands the choice, or "Response" and "Open-Ended Response"; a question over several columns is written over the first
of them only.
"""

from collections.abc import Sequence
from typing import Final

from peakend.listen.headings import Headings, Row, name_columns, tidy
from peakend.listen.table import Column, Hint

_OWN: Final[dict[str, Hint]] = {
    "respondentid": "respondent",
    "respondent id": "respondent",
    "enddate": "date",
    "end date": "date",
    "date modified": "technical",
    **dict.fromkeys(
        ("collectorid", "collector id", "startdate", "start date", "date created", "ip address", "email address", "first name",
         "last name", "custom data 1", "lastname", "firstname", "emailaddress", "customdata"), "technical",
    ),
}  # fmt: skip
_ANSWERS: Final = frozenset({"response", "open-ended response", "答案", "开放式回答", "开放式答案"})
_TEXTS: Final = frozenset({"open-ended response", "other (please specify)", "开放式回答", "开放式答案", "其他（请注明）"})
_OPENING: Final = frozenset({"respondentid", "respondent id"})


def recognise_surveymonkey(rows: Sequence[Row]) -> Headings | None:
    """The headings, if SurveyMonkey wrote them."""
    if not rows or tidy(rows[0][0] if rows[0] else "").lower() not in _OPENING:
        return None
    top = [tidy(cell) for cell in rows[0]]
    below = [tidy(cell) for cell in rows[1]] if len(rows) > 1 else []
    if not _is_second_heading(top, below):
        columns, notes = name_columns(Column(cell, hint=_OWN.get(cell.lower(), "")) for cell in top)
        return Headings("surveymonkey", 1, columns, notes)
    below += [""] * (len(top) - len(below))
    top += [""] * (len(below) - len(top))
    columns, notes = name_columns(_read_columns(top, below))
    return Headings("surveymonkey", 2, columns, notes)


def _is_second_heading(top: list[str], below: list[str]) -> bool:
    """The id has nothing below it, and something else has."""
    return (
        bool(below)
        and not below[0]
        and any(below)
        and (
            any(cell.lower() in _ANSWERS for cell in below) or any(not first and second for first, second in zip(top, below, strict=False))
        )
    )


def _read_columns(top: list[str], below: list[str]) -> list[Column]:
    columns: list[Column] = []
    question = ""
    spread = [not after and bool(choice) for after, choice in zip([*top[1:], "end"], [*below[1:], ""], strict=True)]
    for place, (heading, choice) in enumerate(zip(top, below, strict=True)):
        question = heading or question
        hint = _OWN.get(question.lower(), "")
        if hint or choice.lower() in _ANSWERS or not choice:
            columns.append(Column(question, question, hint=hint or ("text" if choice.lower() in _TEXTS else "")))
            continue
        alone = bool(heading) and not spread[place]
        name = question if alone else f"{question} [{choice}]"
        columns.append(
            Column(name, question, group="" if alone else question, choice=choice, hint="text" if choice.lower() in _TEXTS else "")
        )
    return columns
