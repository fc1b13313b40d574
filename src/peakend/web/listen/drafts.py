"""A new study from an export: the file is looked at, a first draft is shown with all that was guessed, and becomes a study by one click."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peakend.define.file import read_study
from peakend.errors import PeakendError
from peakend.web.listen import actions
from peakend.web.listen.forms import read_sent
from peakend.web.listen.mends import say_here
from peakend.web.listen.models import Upload
from peakend.web.listen.queries import draft_units, find_draft, is_silent
from peakend.web.listen.told import STATES, read_fault, read_remarks, tell
from peakend.web.people.access import needs, signed_in
from peakend.web.shell.faults import status_of


@needs("answers.import")
@require_http_methods(["GET", "POST"])
def start_draft(request: HttpRequest) -> HttpResponse:
    """Choose the unit, send the export."""
    person = signed_in(request)
    units = draft_units(person)
    fault: PeakendError | None = None
    if request.method == "POST":
        asked = request.POST.get("unit", "")
        unit = (units.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() else None) or units.first()
        try:
            sent = read_sent(request)
            upload = actions.receive(actor=person, unit=unit, file=sent.file, beside=sent.beside)
        except PeakendError as met:
            fault = met
        else:
            return redirect("listen:draft-file", upload.pk)
    words = {"units": units, "chosen": request.POST.get("unit", ""), "fault": tell(fault)}
    return render(request, "listen/draft-start.html", words, status=status_of(fault) if fault else 200)


@needs("answers.import")
@require_GET
def show_draft(request: HttpRequest, upload: int) -> HttpResponse:
    """What was understood, and the study that it would become."""
    return _draft_page(request, find_draft(signed_in(request), upload))


def _draft_page(request: HttpRequest, upload: Upload, fault: PeakendError | None = None) -> HttpResponse:
    words: dict[str, Any] = {
        "upload": upload,
        "state": STATES[upload.state],
        "silent": is_silent(upload),
        "fault": tell(fault or read_fault(upload.fault)),
        "remarks": read_remarks(upload.found.get("draft_remarks", [])),
        "columns": upload.found.get("columns", []),
    }
    if upload.state == "looked":
        study = read_study(actions.draft_from_upload(upload).encode())
        told = [say_here(one, study) for one in upload.found.get("draft_remarks", [])]
        words |= {"study": study, "counts": upload.found.get("counts", {}), "remarks": read_remarks(told)}
    return render(request, "listen/draft.html", words, status=status_of(fault) if fault else 200)


@needs("answers.import")
@require_GET
def tell_progress(request: HttpRequest, upload: int) -> HttpResponse:
    """How far the look is."""
    found = find_draft(signed_in(request), upload)
    words = {"upload": found, "state": STATES[found.state], "silent": is_silent(found)}
    response = render(request, "listen/progress.html", words)
    if not found.busy:
        response.headers["HX-Redirect"] = reverse("listen:draft-file", args=[found.pk])
    return response


@needs("answers.import")
@require_GET
def download_draft(request: HttpRequest, upload: int) -> HttpResponse:
    """The draft as a study file."""
    text = actions.draft_from_upload(find_draft(signed_in(request), upload))
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="draft.study.yaml"'
    return response


@needs("answers.import")
@require_POST
def create_study(request: HttpRequest, upload: int) -> HttpResponse:
    """Make the draft a study, and bring its file along to be imported next."""
    person = signed_in(request)
    found = find_draft(person, upload)
    try:
        study = actions.found_study(actor=person, upload=found)
    except PeakendError as fault:
        return _draft_page(request, found, fault)
    return redirect("define:study", study.pk)


@needs("answers.import")
@require_POST
def drop(request: HttpRequest, upload: int) -> HttpResponse:
    """Give the file up."""
    actions.drop(upload=find_draft(signed_in(request), upload))
    return redirect("listen:draft")
