"""Baselines: the values of a wave, frozen under a name, and how a later wave stands against them."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from peakend.control.compare import FrozenBaseline as FrozenValues
from peakend.control.compare import FrozenValue, compare_baseline
from peakend.errors import AnalysisError, WorkbenchError
from peakend.report.chapters.control import CONTROLS
from peakend.report.page.figures import write_figure, write_findings, write_guide, write_table
from peakend.report.page.markup import element, join
from peakend.report.pictures import Picture
from peakend.report.words import base_line, findings, headline, method_note
from peakend.text import Text
from peakend.web.analyse.actions import freeze_values
from peakend.web.analyse.models import FrozenBaseline
from peakend.web.analyse.room import Room, enter, path_to, show
from peakend.web.analyse.telling import open_leaf, safe
from peakend.web.analyse.visible import baselines_for, find_baseline
from peakend.web.people.access import needs, reaches, signed_in


@needs("result.read")
@require_GET
def list_baselines(request: HttpRequest, pk: int) -> HttpResponse:
    """The baselines of a study, and the form that freezes another."""
    room = enter(request, pk)
    return show(request, room, "analyse/baselines.html", lambda: _list(room), split=False)


def _list(room: Room, **typed: Any) -> dict[str, Any]:  # noqa: ANN401 - what was typed
    person = signed_in(room.request)
    may = reaches(person, "study.edit", room.record.unit)
    return {"frozen": baselines_for(person, room.record), "may_freeze": may, **typed}


@needs("study.edit")
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the values of the answers as they are filtered now."""
    room = enter(request, pk, "study.edit")
    name = request.POST.get("name", "").strip()
    try:
        frozen = freeze_values(by=signed_in(request), record=room.record, reading=room.see().reading, name=name, filters=room.filters)
    except (WorkbenchError, AnalysisError) as fault:
        frame = {
            "study_record": room.record,
            "stage": "analyse",
            "typed": name,
            "fault": fault.fill(fault.what),
            "mend": fault.fill(fault.mend),
        }
        return render(request, "analyse/baselines.html", {**frame, **_list(room)}, status=422)
    messages.success(request, Text(f"基准“{frozen.name}”已冻结。", f"The baseline '{frozen.name}' is frozen.").say(room.language))
    return redirect(path_to("baselines", room))


@needs("result.read")
@require_GET
def show_baseline(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The answers as they are filtered now against a frozen baseline; refused where they were measured otherwise."""
    room = enter(request, pk)
    frozen = find_baseline(signed_in(request), room.record, number)
    if frozen is None:
        raise Http404
    return show(request, room, "analyse/baseline.html", lambda: _compare(room, frozen), split=False)


def _compare(room: Room, frozen: FrozenBaseline) -> dict[str, Any]:
    sight, chapter = room.see(), CONTROLS["comparison"]
    found = compare_baseline(sight.reading, thaw(frozen.values))
    leaf = open_leaf(sight.know(frozenset({"baseline", "importance"})), room.language, room.record.pk, room.filters)
    drawings = chapter.draw(found, sight.study, room.language)
    figures = [
        write_figure(leaf, Picture("comparison", "", one), found.rows() if not at else (), found.base) for at, one in enumerate(drawings)
    ]
    lead = element("p", leaf.say(headline(found)), cls="lead")
    table = None if figures else write_table(leaf, found.rows(), shown=True, question="comparison")
    guide = write_guide(leaf, chapter.guide, method_note(found))
    base = None if figures else element("p", leaf.say(base_line(found.base, sight.study)), cls="base")
    return {"frozen": frozen, "told": safe(join(lead, guide, write_findings(leaf, findings(found)), table, figures, base))}


def thaw(kept: dict[str, Any]) -> FrozenValues:
    """The values that were kept."""
    values = tuple(FrozenValue(**{**one, "scale": tuple(one["scale"])}) for one in kept["values"])
    return FrozenValues(**{**kept, "values": values})


def keep(frozen: FrozenValues) -> dict[str, Any]:
    """Frozen values as they are kept."""
    return asdict(frozen)
