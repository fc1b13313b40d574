"""How does Qualtrics write its answers? Two or three rows of headings: names, questions, and (since 2017) import ids.

Import ids come in two spellings, `{"ImportId":"QID3_1"}` and `{'ImportId': 'QID3-1'}`. The legacy export has no third row; its first ten
columns are called V1 to V10, and a comma too many ends each line. A survey definition (.qsf, JSON) adds the words and codes of choices.
"""

import re
from collections.abc import Sequence
from typing import Final

from peakend.listen.headings import Headings, Row, name_columns, tidy
from peakend.listen.table import Column, Hint

_IMPORT_ID: Final = re.compile(r"""^\{\s*["']ImportId["']\s*:\s*["']([^"']+)["']""")
_QUESTION_ID: Final = re.compile(r"^(QID\d+)(?:[-_].*)?$")
_HINTS: Final[dict[str, Hint]] = {
    "responseid": "respondent",
    "_recordid": "respondent",
    "recordeddate": "date",
    "enddate": "date",
    "status": "test",
}
_OWN: Final = frozenset({
    "responseset", "responsesetid", "ipaddress", "startdate", "recipientlastname", "recipientfirstname", "recipientemail",
    "externaldatareference",
    "externalreference", "finished", "progress", "duration", "duration (in seconds)", "distributionchannel", "userlanguage", "name",
    "emailaddress", "locationlatitude", "locationlongitude", "locationaccuracy",
})  # fmt: skip
_LEGACY: Final = re.compile(r"V([1-9]|10)$")


def recognise_qualtrics(rows: Sequence[Row]) -> Headings | None:
    """The headings, if Qualtrics wrote them."""
    if len(rows) >= 3 and _has_import_ids(rows[2]):  # noqa: PLR2004 - names, questions, import ids
        ids = [found.group(1) if (found := _IMPORT_ID.match(cell.strip())) else "" for cell in rows[2]]
        return _read_headings(rows, 3, ids)
    if len(rows) >= 2 and _is_legacy(rows):  # noqa: PLR2004 - names and questions
        return _read_headings(rows, 2, [""] * len(rows[0]))
    return None


def _has_import_ids(row: Row) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return bool(filled) and sum(bool(_IMPORT_ID.match(cell.strip())) for cell in filled) * 2 > len(filled)


def _is_legacy(rows: Sequence[Row]) -> bool:
    """Whether the second row names the response where the first says V1, or repeats it."""
    pairs = zip(rows[0], rows[1], strict=False)
    return any(second.strip() == "ResponseID" and first.strip() in {"V1", "ResponseID"} for first, second in pairs)


def _read_headings(rows: Sequence[Row], height: int, ids: list[str]) -> Headings:
    width = max(len(row) for row in rows[:height])
    names = [tidy(cell) for cell in rows[0]] + [""] * (width - len(rows[0]))
    questions = [tidy(cell) for cell in rows[1]] + [""] * (width - len(rows[1]))
    ids += [""] * (width - len(ids))
    columns, notes = name_columns(_read_column(*one) for one in zip(names, questions, ids, strict=True))
    return Headings("qualtrics", height, columns, notes)


def _read_column(name: str, question: str, import_id: str) -> Column:
    own = (import_id or (question if _LEGACY.match(name) else name)).lower().removeprefix("panel-")
    hint = _HINTS.get(own, "technical" if own in _OWN else "")
    if hint:
        return Column(name, question if question != name else "", hint=hint)
    stem, choice = _split_question(question)
    asked = _QUESTION_ID.match(import_id)
    group = asked.group(1) if asked else re.sub(r"_(-?\d+|TEXT)$", "", name)
    if re.search(r"[_ -]TEXT$", import_id or name):
        hint = "text"
    return Column(name, stem, group=group if choice else "", choice=choice, hint=hint)


def _split_question(question: str) -> tuple[str, str]:
    """The question and the choice or row behind it; both spellings of the hyphen.

    >>> _split_question("How was it? - The staff"), _split_question("Check all-Great"), _split_question("A follow-up")
    (('How was it?', 'The staff'), ('Check all', 'Great'), ('A follow-up', ''))
    """
    for hyphen in (" - ", "-"):
        stem, found, choice = question.rpartition(hyphen)
        if found and len(stem) > 3 and (hyphen == " - " or re.match(r"[A-Z0-9\u4e00-\u9fff]", choice)):  # noqa: PLR2004
            return stem.strip(), choice.strip()
    return question, ""
