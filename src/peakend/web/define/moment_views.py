"""The board of moments: seen by scenario and stage, moved by hand or by keys, added, split, merged."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peakend.define.moments import merge_moments, split_moment
from peakend.errors import PeakendError
from peakend.text import Text
from peakend.web.define.cells import find_card, remarks_on
from peakend.web.define.edits import free_key, place_moment, put_moment, shift_moment, taken_keys
from peakend.web.define.families import MOMENTS
from peakend.web.define.forms import NamesForm, PartsForm
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import find_study, study_of
from peakend.web.define.views import PAGES
from peakend.web.define.writing import explain_on_page, list_faults, show, write_change
from peakend.web.people.access import needs, signed_in
from peakend.web.shell.language import spoken


def _board(record: StudyRecord, scenario: str) -> str:
    return f"{reverse('define:board', args=[record.pk])}?scenario={scenario}"


@needs("study.read")
@require_GET
def show_board(request: HttpRequest, pk: int) -> HttpResponse:
    """The moments of one scenario in columns of its stages."""
    record = find_study(signed_in(request), pk)
    study, remarks = study_of(record), remarks_on(record)
    wanted = request.GET.get("scenario", "")
    scenario = next((one for one in study.scenarios if one.key == wanted), study.scenarios[0] if study.scenarios else None)
    moments = scenario.moments if scenario else ()
    cards = {one.key: (one, find_card(study, MOMENTS, one.key, remarks)) for one in moments}
    needs_named = {one.key: one.name for one in study.needs}
    lanes = [(stage, [cards[one.key] for one in moments if one.stage == stage.key]) for stage in study.stages]
    lost = [cards[one.key] for one in moments if study.stage(one.stage) is None]
    words = {"scenario": scenario, "lanes": lanes, "lost": lost, "needs": needs_named, "page": "board", "pages": PAGES, "family": MOMENTS}
    return show(request, record, "define/board.html", words)


@needs("study.edit")
@require_POST
def place_one(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A moment moved: one place up or down, to another stage, or in front of another moment."""
    record = find_study(signed_in(request), pk, "study.edit")
    study = study_of(record)
    way, stage, before = (request.POST.get(name, "") for name in ("way", "stage", "before"))
    scenario = study.scenario_of(key).key
    back = _board(record, scenario)
    steps = {"up": -1, "down": 1}.get(way)
    return write_change(
        request,
        record,
        deed="moments.place",
        about=study.moment(key).name,
        change=lambda newest: shift_moment(newest, key, steps) if steps else place_moment(newest, key, stage, before),
        back=back,
        explain=explain_on_page(request, record, back),
    )


@needs("study.edit")
@require_http_methods(["GET", "POST"])
def add_moment(request: HttpRequest, pk: int) -> HttpResponse:
    """A new moment at the end of a stage; where it comes from is said later, until then it is a placeholder."""
    record = find_study(signed_in(request), pk, "study.edit")
    study = study_of(record)
    asked = request.POST if request.method == "POST" else request.GET
    scenario, stage = asked.get("scenario", ""), asked.get("stage", "")
    form = NamesForm(request.POST if request.method == "POST" else None)
    back = _board(record, scenario)

    def explain(fault: PeakendError | None) -> HttpResponse:
        words = {"form": form, "scenario_key": scenario, "stage_key": stage, "faults": list_faults(fault) if fault else [], "back": back}
        words |= {"pages": PAGES, "page": "board", "family": MOMENTS}
        return show(request, record, "define/add_moment.html", words, 200 if request.method == "GET" else 422)

    if request.method == "GET" or not form.is_valid():
        return explain(None)
    if not form.name:
        form.add_error("zh", Text("请写上名称。", "Write a name.").say(spoken(request)))
        return explain(None)
    typed, name = form.cleaned_data["key"], form.name
    key = typed or free_key(study, MOMENTS, f"{scenario}_{name.en}" if name.en else "")
    return write_change(
        request,
        record,
        deed="moments.add",
        about=name,
        change=lambda newest: put_moment(
            newest, key if typed or key not in taken_keys(newest, MOMENTS) else free_key(newest, MOMENTS, key), name, scenario, stage
        ),
        back=back,
        explain=explain,
    )


@needs("study.edit")
@require_http_methods(["GET", "POST"])
def split_one(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Cut a moment into several: the first keeps the key and with it questions and answers."""
    record = find_study(signed_in(request), pk, "study.edit")
    study = study_of(record)
    moment = study.moment(key)
    initial = [{"key": key, "zh": moment.name.zh, "en": moment.name.en}]
    forms = PartsForm(request.POST) if request.method == "POST" else PartsForm(initial=initial)
    back = _board(record, study.scenario_of(key).key)

    def explain(fault: PeakendError | None) -> HttpResponse:
        words = {
            "moment": moment,
            "forms": forms,
            "faults": list_faults(fault) if fault else [],
            "back": back,
            "pages": PAGES,
            "page": "board",
        }
        return show(request, record, "define/split.html", words, 200 if request.method == "GET" else 422)

    if request.method == "GET" or not forms.is_valid():
        return explain(None)
    parts: dict[str, Text] = {}
    for one in forms:
        if one.name:
            parts[one.cleaned_data["key"] or _free_among(free_key(study, MOMENTS, f"{key}_{one.name.en}"), parts)] = one.name
    return write_change(
        request,
        record,
        deed="moments.split",
        about=moment.name,
        change=lambda newest: split_moment(newest, key, parts),
        back=back,
        explain=explain,
    )


def _free_among(key: str, taken: dict[str, Text]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}_{number}"
    return free


@needs("study.edit")
@require_http_methods(["GET", "POST"])
def merge_some(request: HttpRequest, pk: int) -> HttpResponse:
    """Join moments that were chosen on the board into one, under a key and a name."""
    record = find_study(signed_in(request), pk, "study.edit")
    study = study_of(record)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = [one for one in study.moments() if one.key in asked.getlist("moment")]
    names = [one.name for one in chosen]
    joined = Text("与".join(one.zh for one in names), " and ".join(one.en for one in names))
    first = {"key": chosen[0].key if chosen else "", "zh": joined.zh[:200], "en": joined.en[:200]}
    form = NamesForm(request.POST) if request.method == "POST" else NamesForm(initial=first)
    back = _board(record, study.scenario_of(chosen[0].key).key if chosen else "")

    def explain(fault: PeakendError | None) -> HttpResponse:
        words = {
            "chosen": chosen,
            "form": form,
            "faults": list_faults(fault) if fault else [],
            "back": back,
            "pages": PAGES,
            "page": "board",
        }
        return show(request, record, "define/merge.html", words, 200 if request.method == "GET" else 422)

    if request.method == "GET" or not form.is_valid():
        return explain(None)
    keys = [one.key for one in chosen]
    key, name = form.cleaned_data["key"] or (keys[0] if keys else ""), form.name
    return write_change(
        request,
        record,
        deed="moments.merge",
        about=name,
        change=lambda newest: merge_moments(newest, keys, key, name),
        back=back,
        explain=explain,
    )
