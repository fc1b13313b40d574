"""The answers of a study: what stands, and the way of a file from the drop to the import. Each view begins with the right to see it."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from peakend.errors import AlreadyStanding, PeakendError
from peakend.text import Text
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import find_study, study_of
from peakend.web.listen import actions
from peakend.web.listen.exports import stream_csv
from peakend.web.listen.forms import ENCODINGS, lay_lines, read_chosen, read_layout, read_sent
from peakend.web.listen.mapping import Match, Target, list_targets, propose, read_choices
from peakend.web.listen.models import Upload
from peakend.web.listen.part import read_refused
from peakend.web.listen.queries import (
    count_standing,
    find_part,
    find_upload,
    is_silent,
    last_mapping,
    open_uploads,
    show_parts,
    standing_parts,
    sum_parts,
    waves_of,
)
from peakend.web.listen.store import REFUSED, place
from peakend.web.listen.told import (
    STATES,
    list_refused,
    list_steps,
    read_fault,
    read_remarks,
    share_reasons,
    tell,
    word_refused,
)
from peakend.web.listen.trial import word_excluded
from peakend.web.people.access import needs, signed_in
from peakend.web.shell.faults import status_of
from peakend.web.shell.language import spoken

_PAGE: Final = 50
CHOSEN: Final = Text("由您选定", "chosen by you")


@needs("answers.import")
@require_GET
def show_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands, what is under way, and where the next file goes."""
    record = find_study(signed_in(request), pk, "answers.import")
    return _answers_page(request, record)


def _answers_page(request: HttpRequest, record: StudyRecord, fault: PeakendError | None = None) -> HttpResponse:
    standing = standing_parts(record)
    page = {
        "study_record": record,
        "stage": "listen",
        "parts": show_parts(record),
        "open": [(upload, STATES[upload.state], list_steps(upload)) for upload in open_uploads(record)],
        "rows": count_standing(record),
        "refused": sum(part.refused for part in standing),
        "waves": waves_of(record),
        "reasons": share_reasons(sum_parts(standing, "reasons")),
        "excluded": word_excluded(sum_parts(standing, "excluded")),
        "fault": tell(fault),
    }
    return render(request, "listen/answers.html", page, status=status_of(fault) if fault else 200)


@needs("answers.import")
@require_POST
def send_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file in; it is looked at by the worker, never here."""
    person = signed_in(request)
    record = find_study(person, pk, "answers.import")
    try:
        sent = read_sent(request)
        upload = actions.receive(actor=person, study=record, file=sent.file, beside=sent.beside)
    except PeakendError as fault:
        return _answers_page(request, record, fault)
    return redirect("listen:upload", pk, upload.pk)


@needs("answers.import")
@require_GET
def show_upload(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """The step at which a file is."""
    found = find_upload(signed_in(request), pk, upload)
    return _upload_page(request, found)


def _upload_page(request: HttpRequest, upload: Upload, fault: PeakendError | None = None, chosen: list[str] | None = None) -> HttpResponse:
    record = find_study(signed_in(request), upload.study_id or 0, "answers.import")
    page: dict[str, Any] = {
        "study_record": record,
        "stage": "listen",
        "upload": upload,
        "state": STATES[upload.state],
        "steps": list_steps(upload),
        "fault": tell(fault or read_fault(upload.fault)),
        "silent": is_silent(upload),
        "remarks": read_remarks(upload.found.get("remarks", [])),
        "encodings": ENCODINGS,
        "layout": {**upload.found.get("layout", {}), **upload.chosen.get("layout", {})},
    }
    if upload.state == "looked":
        page |= _matching(record, upload, chosen, request.POST.get("wave"))
    elif upload.state == "tried":
        page |= _trial(upload)
    elif upload.state == "imported":
        page["part"] = upload.parts.order_by("-pk").first()
    return render(request, "listen/upload.html", page, status=status_of(fault) if fault else 200)


def _matching(record: StudyRecord, upload: Upload, chosen: list[str] | None, wave: str | None) -> dict[str, Any]:
    """The form that matches columns: as proposed, as decided before, or as it was just sent."""
    targets, columns = list_targets(study_of(record).survey), upload.found.get("columns", [])
    if chosen is not None:
        matched = {heading: Match(str(column["name"]), CHOSEN) for column, heading in zip(columns, chosen, strict=False) if heading}
    elif "mapping" in upload.chosen:
        matched = {heading: Match(column, CHOSEN) for heading, column in upload.chosen["mapping"].items()}
    else:
        matched = propose(columns, targets, last_mapping(record))
    of_file = next((one.heading for one in targets if one.heading == study_of(record).survey.columns.wave), "")
    return {
        "lines": lay_lines(columns, targets, matched),
        "many": len(columns) * len(targets) > _MOST_OPTIONS,
        "targets": targets,
        "lacking": [target for target in targets if target.heading not in matched],
        "matched": len(matched),
        "wave": upload.chosen.get("wave") or f"{timezone.localdate():%Y-%m}" if wave is None else wave,
        "waves": waves_of(record),
        "wave_in_file": bool(of_file) and of_file in matched,
    }


_MOST_OPTIONS: Final = 12_000
"""Columns times headings: above it a form offers one list for all of them to type from, not one for each."""


def _trial(upload: Upload) -> dict[str, Any]:
    """What the dry run gave."""
    trial = upload.trial
    lacking = (
        [one for one in list_targets(study_of(upload.study).survey) if one.heading not in upload.chosen.get("mapping", {})]
        if upload.study
        else []
    )
    cells = word_refused(read_refused(_refused_path(upload), 0, 10), trial.get("expected", {}))
    return {
        "trial": trial,
        "trial_remarks": read_remarks(trial.get("remarks", [])),
        "reasons": share_reasons(trial.get("reasons", {})),
        "excluded": word_excluded({one["reason"]: one["count"] for one in trial.get("excluded", [])}),
        "cells": cells,
        "lacking": lacking,
        "wave": upload.chosen.get("wave", ""),
    }


def _refused_path(upload: Upload) -> Any:  # noqa: ANN401 - a path
    return place(upload.path).parent / REFUSED if upload.path else place("none")


@needs("answers.import")
@require_GET
def tell_progress(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """How far the work is; a page that is shown meanwhile is told to load again when it is done."""
    found = find_upload(signed_in(request), pk, upload)
    response = render(request, "listen/progress.html", {"upload": found, "state": STATES[found.state], "silent": is_silent(found)})
    if not found.busy:
        response.headers["HX-Redirect"] = reverse("listen:upload", args=[pk, upload])
    return response


@needs("answers.import")
@require_POST
def order_trial(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Confirm the columns and have it run dry."""
    found = find_upload(signed_in(request), pk, upload)
    columns = [str(one["name"]) for one in found.found.get("columns", [])]
    chosen = read_chosen(request.POST, len(columns))
    try:
        targets: tuple[Target, ...] = list_targets(study_of(find_study(signed_in(request), pk, "answers.import")).survey)
        actions.order_trial(upload=found, mapping=read_choices(columns, chosen, targets), wave=request.POST.get("wave", ""))
    except PeakendError as fault:
        return _upload_page(request, found, fault, chosen)
    return redirect("listen:upload", pk, upload)


@needs("answers.import")
@require_POST
def rematch(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Back from the dry run to the columns."""
    actions.rematch(upload=find_upload(signed_in(request), pk, upload))
    return redirect("listen:upload", pk, upload)


@needs("answers.import")
@require_POST
def order_import(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """The one click."""
    person = signed_in(request)
    actions.order_import(actor=person, upload=find_upload(person, pk, upload))
    return redirect("listen:upload", pk, upload)


@needs("answers.import")
@require_POST
def look_again(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Look at a file once more; read another way where somebody says how."""
    found = find_upload(signed_in(request), pk, upload)
    actions.look_again(upload=found, layout=read_layout(request.POST), silent=is_silent(found))
    return redirect("listen:upload", pk, upload)


@needs("answers.import")
@require_POST
def drop(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Give a file up, or stop what is being done with it."""
    found = find_upload(signed_in(request), pk, upload)
    actions.drop(upload=found)
    said = Text(f"已放弃“{found.name}”，答卷没有改变。", f"{found.name} was dropped; the answers are as they were.")
    messages.info(request, said.say(spoken(request)))
    return redirect("listen:answers", pk)


@needs("answers.import")
@require_GET
def show_refused(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Every refused cell, page by page."""
    found = find_upload(signed_in(request), pk, upload)
    record = find_study(signed_in(request), pk, "answers.import")
    pages = Paginator(range(int(found.trial.get("refused", 0))), _PAGE)
    page = pages.get_page(request.GET.get("page"))
    cells = read_refused(_refused_path(found), max(page.start_index() - 1, 0), _PAGE)
    words = {
        "study_record": record,
        "stage": "listen",
        "upload": found,
        "page": page,
        "cells": word_refused(cells, found.trial.get("expected", {})),
        "kept": bool(found.path),
    }
    return render(request, "listen/refused.html", words)


@needs("answers.import")
@require_GET
def download_refused(request: HttpRequest, pk: int, upload: int) -> HttpResponseBase:
    """Every refused cell as a table for Excel."""
    found = find_upload(signed_in(request), pk, upload)
    cells = word_refused(read_refused(_refused_path(found)), found.trial.get("expected", {}))
    lines = stream_csv(list_refused(found.name, cells, spoken(request)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="refused-{found.pk}.csv"'
    return response


@needs("answers.import")
@require_POST
def undo(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Take an import out of every analysis."""
    person = signed_in(request)
    found = find_part(person, pk, part)
    if actions.undo(actor=person, part=found):
        said = Text(
            f"已撤销“{found.name}”：{found.rows:,} 份答卷不再计入任何分析，随时可以恢复。",
            f"{found.name} was undone: its {found.rows:,} responses are in no analysis any more. It can be brought back.",
        )
        messages.success(request, said.say(spoken(request)))
    return redirect("listen:answers", pk)


@needs("answers.import")
@require_POST
def redo(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Bring an undone import back."""
    person = signed_in(request)
    found = find_part(person, pk, part)
    try:
        changed = actions.redo(actor=person, part=found)
    except AlreadyStanding as fault:
        return _answers_page(request, found.study, fault)
    if changed:
        said = Text(
            f"已恢复“{found.name}”：{found.rows:,} 份答卷重新计入分析。", f"{found.name} is back: its {found.rows:,} responses count again."
        )
        messages.success(request, said.say(spoken(request)))
    return redirect("listen:answers", pk)


@needs("answers.import")
@require_POST
def recode(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Take the file of a part up again, to code it under the study as it is now."""
    found = find_part(signed_in(request), pk, part)
    try:
        upload = actions.recode(part=found)
    except PeakendError as fault:
        return _answers_page(request, found.study, fault)
    return redirect("listen:upload", pk, upload.pk)
