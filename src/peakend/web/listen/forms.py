"""What stands in a form becomes values: files that were sent, columns that were matched, a wave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from peakend.errors import NothingSent, SentTooLarge
from peakend.text import Text
from peakend.web.listen.mapping import KINDS, Match, Target


@dataclass(frozen=True)
class Sent:
    """The files of a form."""

    file: "UploadedFile[bytes]"
    beside: "UploadedFile[bytes] | None" = None


def read_sent(request: HttpRequest) -> Sent:
    """The file that was sent, and the definition beside it. Raises `SentTooLarge`, `NothingSent`."""
    file, beside = request.FILES.get("file"), request.FILES.get("beside")
    if request.META.get("peakend.too_large"):  # known only once the form was read
        raise SentTooLarge(limit=settings.UPLOAD_LIMIT // 1_000_000)
    if not isinstance(file, UploadedFile):
        raise NothingSent
    return Sent(file, beside if isinstance(beside, UploadedFile) else None)


@dataclass(frozen=True)
class Option:
    """One thing that a column may be for."""

    heading: str
    label: Text
    selected: bool


@dataclass(frozen=True)
class Line:
    """One column of the file on the form: what was seen in it, and what it may be for."""

    number: int
    column: Mapping[str, Any]
    groups: tuple[tuple[Text, tuple[Option, ...]], ...]
    heading: str
    why: Text


def lay_lines(columns: Sequence[Mapping[str, Any]], targets: Sequence[Target], matched: Mapping[str, Match]) -> list[Line]:
    """The form column by column."""
    homes = {match.column: (heading, match.why) for heading, match in matched.items()}
    lines = []
    for number, column in enumerate(columns):
        heading, why = homes.get(str(column["name"]), ("", Text()))
        groups = tuple(
            (words, options)
            for kind, words in KINDS.items()
            if (options := tuple(Option(one.heading, one.label, one.heading == heading) for one in targets if one.kind == kind))
        )
        lines.append(Line(number, column, groups, heading, why))
    return lines


def read_chosen(posted: QueryDict, count: int) -> list[str]:
    """For each column what was chosen for it."""
    return [posted.get(f"to-{number}", "") for number in range(count)]


ENCODINGS: Final = ("utf-8", "gb18030", "big5", "utf-16", "cp1252", "latin-1", "shift_jis", "euc-kr")
"""How a text may be written, where it cannot be found out."""

_MOST_HEADING_ROWS: Final = 50


def read_layout(posted: QueryDict) -> dict[str, Any] | None:
    """How somebody says that a file is written: sheet, encoding, rows of headings; nothing where they say nothing."""
    if "sheet" not in posted and "encoding" not in posted:
        return None
    encoding, rows = posted.get("encoding", ""), posted.get("header_rows", "")
    return {
        "sheet": posted.get("sheet", "").strip()[:100],
        "encoding": encoding if encoding in ENCODINGS else "",
        "header_rows": min(int(rows), _MOST_HEADING_ROWS) if rows.isascii() and rows.isdigit() else 0,
    }
