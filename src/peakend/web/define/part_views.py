"""Pages of one part of a study: its fields, edited in place; adding, ordering and taking away."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peakend.define.lineage import trace_moment
from peakend.define.study import Study
from peakend.errors import NameNeeded, PartInUse, PartUnknown, PeakendError, UnknownMoment
from peakend.text import Text
from peakend.web.define.cells import Cell, find_card, handle_of, key_behind, make_card, place_of, remarks_on
from peakend.web.define.comparison import compare_studies
from peakend.web.define.edits import add_part, ask_what_is_missing, free_key, move_part, remove_part, set_field, taken_keys
from peakend.web.define.evidence import find_evidence
from peakend.web.define.families import MOMENTS, Family, find_family
from peakend.web.define.fields import Written, read_value, write_value
from peakend.web.define.forms import NamesForm
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import count_rows, find_study, study_of
from peakend.web.define.source_rows import SOURCE_KINDS, list_rows
from peakend.web.define.views import PAGES, page_of
from peakend.web.define.wording import tell_differences, tell_steps
from peakend.web.define.writing import explain_on_page, list_faults, show, write_change
from peakend.web.people.access import needs, signed_in


def home_of(record: StudyRecord, family: Family) -> str:
    """The page on which the parts of a family stand."""
    if family is MOMENTS:
        return reverse("define:board", args=[record.pk])
    page = page_of(family)
    return reverse("define:page", args=[record.pk, page]) if page else reverse("define:study", args=[record.pk])


def menu_of(family: Family) -> str:
    """The entry of the menu that is marked on the pages of a family: what stands on no page of its own stands on the overview."""
    return page_of(family) or ("board" if family is MOMENTS else "study")


@needs("study.read")
@require_GET
def show_part(request: HttpRequest, pk: int, family: str, handle: str) -> HttpResponse:
    """Everything about one part: all its fields, what is said about it, where it comes from."""
    record = find_study(signed_in(request), pk)
    study, kind = study_of(record), find_family(family)
    key = key_behind(kind, study, handle)
    words: dict[str, Any] = {"page": menu_of(kind), "pages": PAGES, "home": home_of(record, kind), "family": kind}
    if kind is MOMENTS:
        try:
            trace = trace_moment(study, key)
        except UnknownMoment:
            return show(request, record, "define/gone.html", {**words, "key": key}, status=404)
        if not any(one.key == key for one in study.moments()):
            now = [(one, study.moment(one).name) for one in trace.now]
            return show(request, record, "define/gone.html", {**words, "key": key, "now": now})
        words |= {
            "evidence": find_evidence(study, key),
            "scenario": study.scenario_of(key),
            "history": tell_steps(trace.changes, study, study),
        }
    try:
        card = find_card(study, kind, key, remarks_on(record))
    except PartUnknown:
        return show(request, record, "define/gone.html", {**words, "key": key}, status=404)
    return show(request, record, "define/part.html", {**words, "card": card})


@needs("study.edit")
@require_http_methods(["GET", "POST"])
def edit_cell(request: HttpRequest, pk: int, family: str, handle: str, name: str) -> HttpResponse:
    """One field of one part: the form in place of its words, or a page of its own where no script runs."""
    record = find_study(signed_in(request), pk, "study.edit")
    study, kind = study_of(record), find_family(family)
    field = kind.field(name)
    key = key_behind(kind, study, handle)
    cell = next(one for one in find_card(study, kind, key, remarks_on(record)).cells if one.field is field)
    home = request.POST.get("back") or request.GET.get("back") or ""
    back = home if home.startswith("/") and not home.startswith("//") else home_of(record, kind)
    if request.method == "GET":
        if "rest" in request.GET:
            return _show_rest(request, record, cell, back)
        return _show_form(request, record, cell, write_value(field.kind, field.value(study, kind.find(study, key))), back)
    typed = {name: values[0] if name != "value" or field.kind != "keys" else values for name, values in request.POST.lists()}
    explain = partial(_explain, request, record, cell, typed, back)
    try:
        value = read_value(field.kind, request.POST)
    except PeakendError as fault:
        return explain(fault)
    if field.name == "name" and not value:
        return explain(NameNeeded())
    about = _call(study, kind, key)
    return write_change(
        request,
        record,
        deed=f"{kind.name}.{field.name}",
        about=about,
        change=lambda newest: set_field(newest, kind, key, field.name, value),
        back=back,
        explain=explain,
    )


def _call(study: Study, kind: Family, key: str) -> Text:
    """What a part is called in the history: its name where it has one."""
    return getattr(kind.find(study, key), "name", None) or Text(key, key)


def _explain(request: HttpRequest, record: StudyRecord, cell: Cell, typed: Written, back: str, fault: PeakendError) -> HttpResponse:
    return _show_form(request, record, cell, typed, back, fault)


def _show_rest(request: HttpRequest, record: StudyRecord, cell: Cell, back: str) -> HttpResponse:
    words = {"cell": cell, "study_record": record, "editable": True, "back": back}
    response = render(request, "define/cell.html", words)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _show_form(
    request: HttpRequest, record: StudyRecord, cell: Cell, typed: Written, back: str, fault: PeakendError | None = None
) -> HttpResponse:
    """The form of one field: a piece of the page for script, a page without; a fault stands in it with all that was typed."""
    study = study_of(record)
    words = {
        "cell": cell,
        "typed": typed,
        "options": cell.field.options(study),
        "rows": list_rows(typed) if cell.field.kind == "sources" else [],
        "source_kinds": SOURCE_KINDS.items(),
        "faults": list_faults(fault) if fault else [],
        "back": back,
        "pages": PAGES,
        "page": menu_of(cell.family),
        "called": None if cell.family.single else _call(study, cell.family, key_behind(cell.family, study, cell.handle)),
    }
    status = 422 if fault else 200
    piece = request.headers.get("HX-Request") == "true"
    response = show(request, record, "define/cell_form.html" if piece else "define/cell_page.html", words, status)
    if piece and fault:
        response["HX-Retarget"] = response["HX-Reselect"] = f"#{cell.id}"
        response["HX-Reswap"] = "outerHTML"
    return response


@needs("study.edit")
@require_http_methods(["GET", "POST"])
def add_one(request: HttpRequest, pk: int, family: str) -> HttpResponse:
    """A new part: its name, and what cannot be left out."""
    record = find_study(signed_in(request), pk, "study.edit")
    study, kind = study_of(record), find_family(family)
    fields = [kind.field(name) for name in kind.starts]
    form = NamesForm(request.POST if request.method == "POST" else None)

    def explain(fault: PeakendError | None) -> HttpResponse:
        inputs = [(field, field.options(study), _typed(request, field.name, field.kind)) for field in fields]
        words = {"family": kind, "form": form, "inputs": inputs, "faults": list_faults(fault) if fault else []}
        words |= {"back": home_of(record, kind), "pages": PAGES, "page": page_of(kind), "keyed": kind.key == "key"}
        return show(request, record, "define/add.html", words, 200 if request.method == "GET" else 422)

    if request.method == "GET" or not form.is_valid() or kind.single or kind is MOMENTS:
        return explain(None)
    try:
        values = {field.name: read_value(field.kind, _strip(request.POST, field.name)) for field in fields}
    except PeakendError as fault:
        return explain(fault)
    named = values.get("name") or values.get("wording") or Text()
    if "name" in values and not named:
        return explain(NameNeeded())
    key = form.cleaned_data["key"] or free_key(study, kind, named.en)
    back = f"{home_of(record, kind)}#part-{kind.name}-{key}" if kind.key == "key" else home_of(record, kind)
    return write_change(
        request,
        record,
        deed=f"{kind.name}.add",
        about=named or Text(key, key),
        change=lambda newest: add_part(newest, kind, _still_free(newest, kind, key, form), values),
        back=back,
        explain=explain,
    )


def _still_free(study: Study, kind: Family, key: str, form: NamesForm) -> str:
    """The key that was proposed, or the next one where somebody took it meanwhile; a key that was typed stays as typed."""
    typed = bool(form.cleaned_data["key"])
    return key if typed or kind.key != "key" or key not in taken_keys(study, kind) else free_key(study, kind, key)


def _strip(typed: QueryDict, name: str) -> QueryDict:
    """The inputs of one field of a form with several, by their plain names."""
    found = QueryDict(mutable=True)
    for key, values in typed.lists():
        if key.startswith(f"{name}."):
            found.setlist(key.partition(".")[2], values)
    return found


def _typed(request: HttpRequest, name: str, kind: str) -> Written:
    found = _strip(request.POST, name)
    return {key: values if kind == "keys" else values[0] for key, values in found.lists()}


@needs("study.edit")
@require_POST
def order_one(request: HttpRequest, pk: int, family: str, handle: str) -> HttpResponse:
    """A part one place up or down in its list."""
    record = find_study(signed_in(request), pk, "study.edit")
    study, kind = study_of(record), find_family(family)
    key = key_behind(kind, study, handle)
    steps = -1 if request.POST.get("way") == "up" else 1
    back = home_of(record, kind)
    return write_change(
        request,
        record,
        deed=f"{kind.name}.order",
        about=_call(study, kind, key),
        change=lambda newest: move_part(newest, kind, key, steps),
        back=back,
        explain=explain_on_page(request, record, back),
    )


@needs("study.edit")
@require_http_methods(["GET", "POST"])
def remove_one(request: HttpRequest, pk: int, family: str, handle: str) -> HttpResponse:
    """Take a part away: first what would go with it, and how it could be kept."""
    record = find_study(signed_in(request), pk, "study.edit")
    study, kind = study_of(record), find_family(family)
    key = key_behind(kind, study, handle)
    part = kind.find(study, key)
    heir = request.POST.get("heir") or request.GET.get("heir") or ""
    back = home_of(record, kind)

    def explain(fault: PeakendError | None) -> HttpResponse:
        try:
            after = remove_part(study, kind, key, heir)
        except PartInUse:
            after = study
        own = place_of(study, kind, key)
        lost = tell_differences([one for one in compare_studies(study, after) if one.place != own], study, after)
        card = make_card(study, kind, part, 0, (), full=False)
        heirs = [one for one in study.stages if one.key != key] if kind.name == "stages" and after is study else []
        words = {"family": kind, "card": card, "lost": lost, "heirs": heirs, "heir": heir}
        words |= {"handle": handle_of(kind, key, 0) if not handle.startswith("@") else handle, "back": back, "rows": count_rows(record)}
        words |= {"faults": list_faults(fault) if fault else [], "pages": PAGES, "page": menu_of(kind)}
        return show(request, record, "define/remove.html", words, 422 if fault else 200)

    if request.method == "GET":
        return explain(None)
    return write_change(
        request,
        record,
        deed=f"{kind.name}.remove",
        about=_call(study, kind, key),
        change=lambda newest: remove_part(newest, kind, key, heir),
        back=back,
        explain=explain,
    )


@needs("study.edit")
@require_POST
def propose_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the questions of the two-level questionnaire that the study does not ask yet."""
    record = find_study(signed_in(request), pk, "study.edit")
    back = reverse("define:page", args=[pk, "questions"])
    return write_change(
        request,
        record,
        deed="questions.propose",
        about="",
        change=ask_what_is_missing,
        back=back,
        explain=explain_on_page(request, record, back),
    )
