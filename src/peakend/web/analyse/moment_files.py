"""What can be taken away of the page about one moment? Each picture, all of them as one, the numbers, and a slide that can be edited."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from peakend.errors import NothingLikeIt
from peakend.report.boxes import Drawing
from peakend.report.charts.one_moment import stack
from peakend.report.facts import Known, MomentFacts
from peakend.report.images import make_png
from peakend.report.pictures import add_head
from peakend.report.plain import write_csv
from peakend.report.slides.moment import write_moment_slide
from peakend.report.svg import write_svg
from peakend.report.workbook import write_result_workbook
from peakend.web.analyse.dossier import MOMENT_RESULTS, draw_moment, find_about, find_moment, rows_about
from peakend.web.analyse.exports import BOM, send_content
from peakend.web.analyse.questions import QUESTIONS
from peakend.web.analyse.room import Room, enter
from peakend.web.people.access import needs


@needs("result.export")
@require_GET
def send_moment(request: HttpRequest, pk: int, key: str, name: str) -> HttpResponseBase:
    """A file of the page about a moment: `page.png`, `<picture>.svg`, `table.csv`, `workbook.xlsx`, `slide.pptx`."""
    room = enter(request, pk, "result.export")
    known = room.see(room.filters.unsplit()).know(MOMENT_RESULTS)
    try:
        facts, _, _ = find_moment(known, key)
    except NothingLikeIt as fault:
        raise Http404 from fault
    stem, _, ending = name.rpartition(".")
    content = _make(room, known, facts, stem, ending)
    return send_content(request, f"{key}-{stem}.{ending}" if ending in {"csv", "xlsx", "pptx"} or stem == "page" else name, room, content)


def _make(room: Room, known: Known, facts: MomentFacts, stem: str, ending: str) -> bytes:
    """What a file holds. Raises `Http404` where there is none of this name."""
    if (stem, ending) == ("table", "csv"):
        rows = [{"result": question, **row} for question in QUESTIONS for row in rows_about(known, question, facts.moment.key)]
        return BOM + write_csv(rows).encode()
    if (stem, ending) == ("workbook", "xlsx"):
        with TemporaryDirectory() as folder:
            return write_result_workbook(known, Path(folder) / "workbook.xlsx", room.language).read_bytes()
    drawings = [one for several in draw_moment(find_about(known, facts), room.language).values() for one in several]
    if (stem, ending) == ("slide", "pptx"):
        with TemporaryDirectory() as folder:
            return write_moment_slide(known, facts, drawings, Path(folder) / "slide.pptx", room.language).read_bytes()
    title = f"{facts.place:02d} {facts.moment.name.say(room.language) or facts.moment.key}"
    found = stack(drawings, "page", title) if stem == "page" else next((one for one in drawings if one.name == stem), None)
    if found is None or ending not in {"svg", "png"}:
        raise Http404
    return _paint(known, facts, found, room, ending)


def _paint(known: Known, facts: MomentFacts, drawing: Drawing, room: Room, ending: str) -> bytes:
    svg = write_svg(add_head(drawing, known.base_in(facts.scenario.key), known.study, room.language))
    return svg.encode() if ending == "svg" else make_png(svg)
