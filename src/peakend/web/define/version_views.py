"""Pages of versions: which there are, what is different, back to one of them; the study file down and up."""

import base64
import binascii
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peakend.define.file import open_study
from peakend.errors import CodingWouldChange, EditConflict, PeakendError
from peakend.web.define.actions import redo_change, replace_text, restore_version, undo_change
from peakend.web.define.comparison import compare_studies, new_history
from peakend.web.define.forms import UploadForm, read_upload
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import find_study, find_version, study_at, study_of
from peakend.web.define.views import PAGES
from peakend.web.define.wording import tell_differences, tell_steps, word_deed
from peakend.web.define.writing import CONFIRMED, ask_consent, explain_on_page, list_faults, seen_number, show, show_conflict
from peakend.web.people.access import needs, signed_in


@needs("study.read")
@require_GET
def list_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version, newest first: what was done, by whom, when."""
    record = find_study(signed_in(request), pk)
    versions = record.versions.select_related("author").defer("text")
    listed = [(one, word_deed(one.deed, one.about, one.about_en)) for one in versions]
    return show(request, record, "define/versions.html", {"versions": listed, "page": "versions", "pages": PAGES})


@needs("study.read")
@require_GET
def compare_versions(request: HttpRequest, pk: int, old: int, new: int) -> HttpResponse:
    """What is different between two versions."""
    record = find_study(signed_in(request), pk)
    first, second = find_version(record, old), find_version(record, new)
    before, after = study_at(first), study_at(second)
    words = {
        "old": first,
        "new": second,
        "told": tell_differences(compare_studies(before, after), before, after),
        "history": tell_steps(new_history(before, after), before, after),
        "only_text": before == after and first.text != second.text,
        "page": "versions",
        "pages": PAGES,
    }
    return show(request, record, "define/difference.html", words)


@needs("study.edit")
@require_POST
def restore_one(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Make an older version the newest again."""
    record = find_study(signed_in(request), pk, "study.edit")

    def restore() -> StudyRecord:
        seen, sure = seen_number(request), CONFIRMED in request.POST
        return restore_version(actor=signed_in(request), record=record, seen_number=seen, number=number, confirmed=sure)

    return _do(request, record, restore, reverse("define:versions", args=[pk]))


@needs("study.edit")
@require_POST
def undo_last(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the last change."""
    return _step(request, pk, undo_change)


@needs("study.edit")
@require_POST
def redo_last(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back what was undone last."""
    return _step(request, pk, redo_change)


def _step(request: HttpRequest, pk: int, deed: Callable[..., StudyRecord]) -> HttpResponse:
    record = find_study(signed_in(request), pk, "study.edit")
    home = request.POST.get("back", "")
    back = home if home.startswith("/") and not home.startswith("//") else reverse("define:study", args=[pk])

    def step() -> StudyRecord:
        return deed(actor=signed_in(request), record=record, seen_number=seen_number(request), confirmed=CONFIRMED in request.POST)

    return _do(request, record, step, back)


def _do(request: HttpRequest, record: StudyRecord, deed: Callable[[], StudyRecord], back: str) -> HttpResponse:
    """Do what puts a whole text in place, or explain why not."""
    try:
        deed()
    except EditConflict as conflict:
        return show_conflict(request, record, conflict, back)
    except CodingWouldChange as warning:
        return ask_consent(request, record, warning, back)
    except PeakendError as fault:
        return explain_on_page(request, record, back)(fault)
    return redirect(back)


@needs("study.read")
@require_GET
def download_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The study file exactly as it is stored, or as one of its versions has it."""
    record = find_study(signed_in(request), pk)
    number = request.GET.get("version", "")
    version = find_version(record, int(number)) if number.isdecimal() and len(number) <= 9 else None  # noqa: PLR2004 - beyond any number
    text = version.text if version else record.text
    name = f"{record.key}.v{version.number}.study.yaml" if version else f"{record.key}.study.yaml"
    response = HttpResponse(text.encode(), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@needs("study.edit")
@require_http_methods(["GET", "POST"])
def upload_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A study file to take the place of the newest version: first its faults or its differences, then, on a word, it is taken."""
    record = find_study(signed_in(request), pk, "study.edit")
    form = UploadForm(request.POST or None, request.FILES or None)
    words = {"form": form, "page": "file", "pages": PAGES, "faults": []}
    if request.method == "GET":
        return show(request, record, "define/upload.html", words)
    back = reverse("define:study", args=[pk])
    try:
        if "content" in request.POST:
            text = base64.b64decode(request.POST["content"], validate=True).decode()
            return _take(request, record, text, back)
        if not form.is_valid():
            return show(request, record, "define/upload.html", words, status=422)
        text = read_upload(form.cleaned_data["file"])
        after = open_study(text.encode()).study
    except PeakendError as fault:
        return show(request, record, "define/upload.html", {**words, "faults": list_faults(fault)}, status=422)
    except (binascii.Error, UnicodeDecodeError):
        return show(request, record, "define/upload.html", words, status=422)
    before = study_of(record)
    seen = {
        "content": base64.b64encode(text.encode()).decode(),
        "told": tell_differences(compare_studies(before, after), before, after),
        "history": tell_steps(new_history(before, after), before, after),
        "same": text == record.text,
        "name": form.cleaned_data["file"].name,
    }
    return show(request, record, "define/upload.html", {**words, **seen})


def _take(request: HttpRequest, record: StudyRecord, text: str, back: str) -> HttpResponse:
    def take() -> StudyRecord:
        sure, name = CONFIRMED in request.POST, request.POST.get("name", "")
        return replace_text(
            actor=signed_in(request), record=record, seen_number=seen_number(request), text=text, about=name, confirmed=sure
        )

    return _do(request, record, take, back)
