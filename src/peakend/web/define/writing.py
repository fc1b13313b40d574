"""What does somebody see whose change could not simply be stored? The conflict, with both sides; the answers it touches; all they typed."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from peakend.define.study import Study
from peakend.errors import CodingWouldChange, EditConflict, PeakendError, StudyFaults, VersionUnknown
from peakend.text import Text
from peakend.web.define.actions import Edit, change_study
from peakend.web.define.comparison import compare_studies, find_clashes
from peakend.web.define.history import find_steps
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import read_text, study_of
from peakend.web.define.wording import Told, tell_differences, word_deed
from peakend.web.people.access import reaches, signed_in

SEEN: Final = "seen"
CONFIRMED: Final = "confirmed"


def show(
    request: HttpRequest,
    record: StudyRecord,
    template: str,
    words: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page of a study, with what every page of this room knows: the study, what may be undone, who did what last."""
    versions = list(record.versions.order_by("number").values_list("number", "deed", "about", "about_en"))
    steps = find_steps((number, deed) for number, deed, *_ in versions)
    last = record.versions.select_related("author").first()
    done = {number: word_deed(deed, about, about_en) for number, deed, about, about_en in versions}
    frame = {
        "study_record": record,
        "stage": "define",
        "study": study_of(record),
        "editable": record.archived is None and reaches(signed_in(request), "study.edit", record.unit),
        "publishable": reaches(signed_in(request), "study.publish", record.unit),
        "steps": steps,
        "undo_words": _quote(done.get(steps.undone)),
        "redo_words": _quote(done.get(steps.forward)),
        "last": last,
        "last_words": done.get(last.number, "") if last else "",
    }
    response = render(request, template, {**frame, **words}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _quote(deed: Text | None) -> Text:
    """A deed as a button names it; quotes within it become inner ones."""
    if not deed:
        return Text()
    inner = str.maketrans("“”", "‘’")
    return Text(f"“{deed.zh.translate(inner)}”", f"“{deed.en.translate(inner)}”")


def seen_number(request: HttpRequest) -> int:
    """The version that whoever sends a form has seen. Raises `VersionUnknown`."""
    typed = request.POST.get(SEEN, "")
    if not typed.isdecimal() or len(typed) > 9:  # noqa: PLR2004 - beyond any number of a version
        raise VersionUnknown(number=typed[:20] or "–")
    return int(typed)


def write_change(
    request: HttpRequest,
    record: StudyRecord,
    *,
    deed: str,
    about: str | Text,
    change: Edit,
    back: str,
    explain: Callable[[PeakendError], HttpResponse],
) -> HttpResponse:
    """Store a change and go back; where it cannot be stored, explain why. `explain` shows a fault where it was typed."""
    try:
        change_study(
            actor=signed_in(request),
            record=record,
            seen_number=seen_number(request),
            deed=deed,
            about=about,
            change=change,
            confirmed=CONFIRMED in request.POST,
        )
    except EditConflict as conflict:
        return show_conflict(request, record, conflict, back, change)
    except CodingWouldChange as warning:
        return ask_consent(request, record, warning, back)
    except PeakendError as fault:
        return explain(fault)
    return redirect(back)


def explain_on_page(request: HttpRequest, record: StudyRecord, back: str) -> Callable[[PeakendError], HttpResponse]:
    """Explain a fault on a page of its own, for deeds that have no form to go back to."""

    def explain(fault: PeakendError) -> HttpResponse:
        return show(request, record, "define/refused.html", {"faults": list_faults(fault), "back": back}, status=422)

    return explain


def show_conflict(request: HttpRequest, record: StudyRecord, fault: EditConflict, back: str, change: Edit | None = None) -> HttpResponse:
    """What others did, what would be done, and the two ways on; everything typed stays in the form."""
    record.refresh_from_db()
    newest = study_of(record)
    theirs: tuple[Told, ...] = ()
    mine: tuple[Told, ...] = ()
    text = record.versions.filter(number=seen_number(request)).values_list("text", flat=True).first()
    if text is not None:
        base = read_text(text)
        found = compare_studies(base, newest)
        wanted = _try_change(change, base)
        own = compare_studies(base, wanted)
        theirs = tell_differences(find_clashes(own, found) or found, base, newest)
        mine = tell_differences(own, base, wanted)
    told = {"fault": fault, "faults": list_faults(fault), "theirs": theirs, "mine": mine}
    words = {**told, "back": back, "kept": kept_fields(request.POST), "unsent": True}
    return show(request, record, "define/conflict.html", words, status=409)


def _try_change(change: Edit | None, base: Study) -> Study:
    try:
        return change(base) if change else base
    except PeakendError:
        return base


def ask_consent(request: HttpRequest, record: StudyRecord, fault: CodingWouldChange, back: str) -> HttpResponse:
    """What the change does to answers that were imported, with a button to go on."""
    words = {"faults": list_faults(fault), "back": back, "kept": kept_fields(request.POST), "unsent": True}
    return show(request, record, "define/consent.html", words, status=422)


def kept_fields(typed: QueryDict) -> list[tuple[str, str]]:
    """Everything that was typed, to be sent again; the version and the consent are given anew."""
    return [(name, value) for name, values in typed.lists() if name not in {SEEN, CONFIRMED, "csrfmiddlewaretoken"} for value in values]


def list_faults(fault: PeakendError) -> list[tuple[Text, Text, str, Text]]:
    """A fault, or all faults it lists: what, mend, where it is, and its line."""
    faults = fault.faults if isinstance(fault, StudyFaults) else (fault,)
    return [
        (
            one.fill(one.what),
            one.fill(one.mend),
            str(one.blanks.get("place", "")),
            Text(f"第 {line} 行", f"Line {line}") if isinstance(line := one.blanks.get("line"), int) and line else Text(),
        )
        for one in faults
    ]
