"""What can be taken away? Every picture, table, slide, deck, page and workbook: written to the log, protected as pages are.

Short things are made at once. Long ones are made in the background: their page says how far they are, and whoever comes back finds them.
"""

import hashlib
import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.conf import settings
from django.db import close_old_connections, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from peakend.errors import NothingLikeIt, PeakendError
from peakend.report.images import make_png
from peakend.report.page import write_page
from peakend.report.plain import write_csv
from peakend.report.slides import write_result_slides, write_slides
from peakend.report.steps import Steps
from peakend.report.svg import write_svg
from peakend.report.workbook import write_result_workbook, write_workbook
from peakend.text import Language, Text
from peakend.web.analyse.filters import Filters
from peakend.web.analyse.queries import MAP, Sight
from peakend.web.analyse.questions import BESIDE, QUESTIONS
from peakend.web.analyse.room import Room, enter, show
from peakend.web.analyse.telling import find_picture, find_result
from peakend.web.people import audit
from peakend.web.people.access import needs, signed_in
from peakend.web.shell.pulse import SILENCE, give_signs

Writer = Callable[[Any, Path, Language, Steps], Path]
"""Writes one of the long ones, and says its steps."""

KINDS: Final[Mapping[str, tuple[Text, str, Writer]]] = {
    "deck": (Text("整套演示文稿（可编辑）", "Whole deck (editable)"), "pptx", write_slides),
    "page": (Text("网页报告（单个文件，中英文）", "Report page (one file, both languages)"), "html", write_page),
    "workbook": (Text("Excel 工作簿（每个结果一张表）", "Excel workbook (a sheet a result)"), "xlsx", write_workbook),
}
"""The long ones: their words, their ending, who writes them."""

TYPES: Final = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html; charset=utf-8",
}

KEPT: Final = 3_600 * 12
"""Seconds for which a report that was made can be fetched."""

AT_ONCE: Final = threading.BoundedSemaphore(2)
"""So many reports are made at the same time in one process; others wait."""

BOM: Final = b"\xef\xbb\xbf"
"""Says to spreadsheets that a file is UTF-8."""


# -- pictures and tables


@needs("result.export")
@require_GET
def send_svg(request: HttpRequest, pk: int, question: str, name: str) -> HttpResponseBase:
    """A picture as SVG."""
    return send_content(request, f"{name}.svg", *_picture(request, pk, question, name))


@needs("result.export")
@require_GET
def send_png(request: HttpRequest, pk: int, question: str, name: str) -> HttpResponseBase:
    """A picture as PNG."""
    room, svg = _picture(request, pk, question, name)
    return send_content(request, f"{name}.png", room, make_png(svg.decode()))


def _picture(request: HttpRequest, pk: int, question: str, name: str) -> tuple[Room, bytes]:
    room = enter(request, pk, "result.export")
    known = _sight_for(room, question).know(_wanted(question))
    try:
        drawing, _ = find_picture(known, question, name, room.language)
    except NothingLikeIt as fault:
        raise Http404 from fault
    return room, write_svg(drawing).encode()


def _sight_for(room: Room, question: str) -> Sight:
    if question == "map":
        filters = room.filters
        return room.see(Filters(filters.where, filters.unit, filters.wave, (), filters.flagged))
    return room.see()


def _wanted(question: str) -> frozenset[str]:
    """The results that one question's files need. Raises `Http404`."""
    if question == "map":
        return MAP
    if question not in QUESTIONS:
        raise Http404
    return BESIDE.get(question, frozenset()) | {question}


@needs("result.export")
@require_GET
def send_csv(request: HttpRequest, pk: int, question: str) -> HttpResponseBase:
    """The rows of a result as CSV: one line a row, no cell a formula."""
    room = enter(request, pk, "result.export")
    _wanted(question)
    rows = find_result(room.see().know(frozenset()), question).rows()
    return send_content(request, f"{question}.csv", room, BOM + write_csv(rows).encode())


@needs("result.export")
@require_GET
def send_xlsx(request: HttpRequest, pk: int, question: str) -> HttpResponseBase:
    """The sheet of a result, with its base and method."""
    return _send_written(request, pk, question, "xlsx", write_result_workbook)


@needs("result.export")
@require_GET
def send_slide(request: HttpRequest, pk: int, question: str) -> HttpResponseBase:
    """The slide of a result, in shapes that can be edited."""
    return _send_written(request, pk, question, "pptx", lambda known, path, language: write_result_slides(known, question, path, language))


def _send_written(
    request: HttpRequest, pk: int, question: str, ending: str, write: Callable[[Any, Path, Language], Path]
) -> HttpResponseBase:
    room = enter(request, pk, "result.export")
    known = _sight_for(room, question).know(_wanted(question))
    if question != "map":
        find_result(known, question)  # says why it is not there
    with TemporaryDirectory() as folder:
        path = write(known, Path(folder) / f"{question}.{ending}", room.language)
        return send_content(request, path.name, room, path.read_bytes())


def send_content(request: HttpRequest, name: str, room: Room, content: bytes) -> HttpResponse:
    """A file, logged as taken away."""
    record = room.record
    audit.record(record.unit.organisation, signed_in(request), "result.export", f"{record.key}/{name}", filters=room.filters.plain())
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{record.key}-{name}") or "attachment"
    return response


# -- whole reports


@needs("result.export")
@require_GET
def list_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be made of the whole study as it is filtered now."""
    room = enter(request, pk, "result.export")
    return show(request, room, "analyse/reports.html", lambda: {"kinds": [(kind, words) for kind, (words, _, _) in KINDS.items()]})


@needs("result.export")
@require_POST
def make_report(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Begin to make a report, and go to the page that says how far it is."""
    if kind not in KINDS:
        raise Http404
    room = enter(request, pk, "result.export")
    sight = room.see()
    _ = sight.reading.evidence  # what cannot be read is said now
    _sweep()
    words, ending, write = KINDS[kind]
    word = secrets.token_urlsafe(18)
    record, person = room.record, signed_in(request)
    about = {"study": record.pk, "by": person.pk, "kind": kind, "name": f"{record.key}-{kind}-{room.language}.{ending}", "state": "making"}
    _note(word, {**about, "title": {"zh": words.zh, "en": words.en}, "query": room.filters.query()})
    audit.record(record.unit.organisation, person, "result.export", f"{record.key}/{kind}", filters=room.filters.plain())
    threading.Thread(target=_make, args=(word, sight, write, ending, room.language), daemon=True).start()
    return redirect("analyse:watch", pk, word)


def _make(word: str, sight: Sight, write: Writer, ending: str, language: Language) -> None:
    """Make a report in the background; the note beside it says how far it is, and how it went."""
    state: dict[str, Any] = {"state": "failed"}

    def tell(done: int, whole: int, step: Text) -> None:
        _note(word, {**_read_note(word), "done": done, "whole": whole, "step": {"zh": step.zh, "en": step.en}})

    try:
        with give_signs(lambda: os.utime(_file(word, "json"))), AT_ONCE:
            write(sight.reading, _file(word, ending), language, Steps(tell))
        state = {"state": "ready"}
    except PeakendError as fault:
        state = {"state": "failed", "what": {"zh": fault.say("zh"), "en": fault.say("en")}}
    finally:
        _note(word, {**_read_note(word), **state})
        if threading.current_thread() is not threading.main_thread():
            close_old_connections()
            connection.close()


@needs("result.export")
@require_GET
def watch_report(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """How far a report is; its file as soon as it is there."""
    room, note = _find(request, pk, word)
    if note["state"] == "making" and time.time() - note["heard"] > SILENCE.total_seconds():
        note["state"] = "cut"
    since = int(time.time() - note["since"])
    told: dict[str, Any] = {key: Text(**note[key]) for key in ("title", "what", "step") if key in note}
    frame: dict[str, Any] = {"study_record": room.record, "stage": "analyse", "note": note, "word": word, "since": since, **told}
    if note.get("whole"):
        frame |= {"at": note["done"] + 1, "percent": 100 * note["done"] // note["whole"]}
    return render(request, "analyse/making.html", frame)


@needs("result.export")
@require_GET
def send_report(request: HttpRequest, pk: int, word: str) -> HttpResponseBase:
    """A report that was made."""
    _, note = _find(request, pk, word)
    ending = KINDS[note["kind"]][1]
    path = _file(word, ending)
    if note["state"] != "ready" or not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=note["name"], content_type=TYPES[ending])
    response["Content-Security-Policy"] = "sandbox"
    return response


def _find(request: HttpRequest, pk: int, word: str) -> tuple[Room, dict[str, Any]]:
    """A report of one's own. Raises `Http404`."""
    room = enter(request, pk, "result.export")
    note = _read_note(word)
    if note.get("study") != pk or note.get("by") != signed_in(request).pk:
        raise Http404
    return room, note


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "reports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _file(word: str, ending: str) -> Path:
    """Where a report lies: under the hash of its word, so that no address is ever a path."""
    return _folder() / f"{hashlib.sha256(word.encode()).hexdigest()[:32]}.{ending}"


def _note(word: str, note: Mapping[str, Any]) -> None:
    path = _file(word, "json")
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps({"since": time.time(), **note}, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


def _read_note(word: str) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        path = _file(word, "json")
        heard = path.stat().st_mtime
        found: dict[str, Any] = {**json.loads(path.read_text(encoding="utf-8")), "heard": heard}
        return found
    return {}


def _sweep() -> None:
    """Take away what was made long ago."""
    for path in _folder().iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > KEPT:
                path.unlink(missing_ok=True)
