"""What do the answers say? Every question by name, pictures, reports, baselines: what pages show, protected as they are."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.http import content_disposition_header
from ninja import Header, Query, Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from peakend.analyse.reading import Reading
from peakend.errors import FilterMalformed, NothingLikeIt
from peakend.report.answers import QUESTIONS, answer_question
from peakend.report.facts import Known
from peakend.report.images import make_png
from peakend.report.pictures import list_pictures
from peakend.report.plain import strict, write_csv
from peakend.report.steps import Steps
from peakend.report.svg import write_svg
from peakend.report.words import headline, segments_headline
from peakend.text import Language, Text
from peakend.web.analyse.actions import freeze_values
from peakend.web.analyse.exports import KINDS, TYPES
from peakend.web.analyse.filters import ATTRIBUTE, Choice, Filters, read_filters
from peakend.web.analyse.models import FrozenBaseline
from peakend.web.analyse.queries import MAP, Sight, choices_of, sight_of
from peakend.web.analyse.questions import BESIDE, stand_questions
from peakend.web.analyse.questions import QUESTIONS as TITLES
from peakend.web.analyse.telling import find_picture
from peakend.web.analyse.visible import baselines_for, find_baseline
from peakend.web.api.callers import caller_of, study_in
from peakend.web.api.operations import operation
from peakend.web.api.receipts import do_once, hash_content
from peakend.web.api.shapes import (
    NO_NULL,
    BaselineDetail,
    BaselineIn,
    BaselineOut,
    ChoicesOut,
    Cut,
    Listed,
    PictureOut,
    QuestionOut,
    ResultOut,
    cut,
    in_both,
    said,
)
from peakend.web.define.models import StudyRecord
from peakend.web.people.access import scope_of
from peakend.web.people.audit import record as log
from peakend.web.shell.language import spoken

router = Router(tags=["analyse"])

_STUDY = "/studies/{int:pk}"
Ending = Literal["svg", "png"]


def _known(word: str) -> str:
    """A question that there is."""
    if word not in QUESTIONS:
        message = f"one of {', '.join(QUESTIONS)}"
        raise ValueError(message)
    return word


Question = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(QUESTIONS)})]
Words = Annotated[str, StringConstraints(max_length=300, pattern=NO_NULL)]


class Asked(Schema):
    """Whose answers, and how they are split."""

    where: Annotated[list[Words], said("属性=值；同一属性多次表示任一", "attribute=value; an attribute twice means either value")] = Field(
        default_factory=list
    )
    unit: Annotated[Words, said("单位代号（含下级）", "key of a unit, with all below it")] = ""
    wave: Annotated[Words, said("期次", "one wave only")] = ""
    by: Annotated[list[Words], said("按属性或 wave 拆分", "split by attributes, or by wave")] = Field(default_factory=list)
    flagged: Annotated[bool, said("是否计入质量存疑的答卷", "whether answers flagged for quality count")] = True


def _filter(request: HttpRequest, record: StudyRecord, asked: Asked) -> Filters:
    """The filters of an address, held against what there is. Raises `FilterMalformed`, `UnknownAttribute`, `UnknownValue`."""
    words = QueryDict(mutable=True)
    for one in asked.where:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise FilterMalformed(given=one)
        words.appendlist(f"{ATTRIBUTE}{name.strip()}", value.strip())
    words["unit"], words["wave"], words["flagged"] = asked.unit, asked.wave, "in" if asked.flagged else "out"
    words.setlist("by", asked.by)
    return read_filters(words, choices_of(caller_of(request).user, record))


def _see(request: HttpRequest, record: StudyRecord, filters: Filters) -> Sight:
    """What the caller may count, through the same door as pages."""
    caller = caller_of(request)
    return sight_of(record, scope_of(caller.user, caller.right, record.unit), filters)


def _look(request: HttpRequest, pk: int, asked: Asked) -> tuple[StudyRecord, Filters, Sight]:
    record = study_in(request, pk)
    filters = _filter(request, record, asked)
    return record, filters, _see(request, record, filters)


@operation(
    router,
    f"GET {_STUDY}/filters",
    right="result.read",
    scope="read",
    says=Text("可用的筛选", "What can be filtered by"),
    response=ChoicesOut,
)
def list_choices(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Attributes, units and waves with the values that there are, and what answers can be split by."""
    found = choices_of(caller_of(request).user, study_in(request, pk))
    return {
        "attributes": [_tell_choice(one) for one in found.attributes],
        "units": [_tell_choice(found.units)] if found.units.values else [],
        "waves": [_tell_choice(found.waves)] if found.waves.values else [],
        "splits": [one.key for one in found.splits()],
    }


def _tell_choice(choice: Choice) -> dict[str, Any]:
    values = [{"value": value, "name": in_both(words)} for value, words in choice.values]
    return {"key": choice.key, "name": in_both(choice.name), "values": values}


@operation(
    router,
    f"GET {_STUDY}/results",
    right="result.read",
    scope="read",
    says=Text("可以问的问题", "Questions"),
    response=Listed[QuestionOut],
)
def list_questions(request: HttpRequest, pk: int, asked: Query[Asked], part: Query[Cut]) -> dict[str, Any]:
    """Every question of the method: whether these answers can answer it, and what the study would have to ask where not."""
    _, _, sight = _look(request, pk, asked)
    found = [one for _, several in stand_questions(sight.reading) for one in several if one.question.key in QUESTIONS]
    return cut(
        found,
        part,
        lambda one: {
            "key": one.question.key,
            "title": in_both(one.question.title),
            "purpose": in_both(one.question.purpose),
            "there": one.there,
            "mend": in_both(one.mend),
        },
    )


@operation(
    router,
    f"GET {_STUDY}/results/{{question}}",
    right="result.read",
    scope="read",
    says=Text("一个问题的结果", "Result"),
    response=ResultOut,
)
def show_result(request: HttpRequest, pk: int, question: Question, asked: Query[Asked]) -> dict[str, Any]:
    """The answer to one question: estimates with interval, n and method, whom they stand for, and a sentence. Small groups are left out."""
    _, _, sight = _look(request, pk, asked)
    language = spoken(request)
    answer = answer_question(sight.reading, question)
    told: dict[str, Any] = strict(answer.plain(language))
    title = TITLES[question].title if question in TITLES else answer.result.title
    return {**told, "title": title.say(language), "sentence": _say(sight.reading, question, language), "waiting": sight.waiting}


def _say(reading: Reading, question: str, language: Language) -> str:
    """The sentence of a result."""
    result: Any = getattr(reading, question)
    said = segments_headline(result, reading.study) if question == "segments" else headline(result)
    return said.say(language)


@operation(
    router,
    f"GET {_STUDY}/results/{{question}}/csv",
    right="result.export",
    scope="export",
    says=Text("结果的 CSV", "Result as CSV"),
    media=("text/csv",),
)
def send_csv(request: HttpRequest, pk: int, question: Question, asked: Query[Asked]) -> HttpResponse:
    """The rows of a result as CSV; no cell is a formula."""
    record, filters, sight = _look(request, pk, asked)
    rows = answer_question(sight.reading, question).rows()
    return _send(request, record, filters, f"{question}.csv", b"\xef\xbb\xbf" + write_csv(rows).encode())


@operation(
    router,
    f"GET {_STUDY}/pictures",
    right="result.export",
    scope="export",
    says=Text("图片列表", "List pictures"),
    response=Listed[PictureOut],
)
def list_drawings(request: HttpRequest, pk: int, asked: Query[Asked], part: Query[Cut]) -> dict[str, Any]:
    """Every picture that these answers give, in the order of a report."""
    _, _, sight = _look(request, pk, asked)
    found = [
        {"section": one.section, "scenario": one.scenario, "name": one.drawing.name, "title": one.drawing.title}
        for one in list_pictures(sight.know(), spoken(request))
    ]
    return cut(found, part, dict)


@operation(
    router,
    f"GET {_STUDY}/pictures/{{section}}/{{name}}",
    right="result.export",
    scope="export",
    says=Text("一幅图", "One picture"),
    media=("image/svg+xml", "image/png"),
)
def send_picture(request: HttpRequest, pk: int, section: Words, name: Words, asked: Query[Asked], form: Ending = "svg") -> HttpResponse:
    """A picture as SVG or PNG: with its title, its base and the mark of made-up answers."""
    record, filters, sight = _look(request, pk, asked)
    if section == "map":
        sight = _see(request, record, _unsplit(filters))
        wanted = MAP
    elif section in QUESTIONS:
        wanted = BESIDE.get(section, frozenset()) | {section}
    else:
        raise Http404
    return _draw(request, record, filters, sight.know(wanted), section, name, form)


def _draw(request: HttpRequest, record: StudyRecord, filters: Filters, known: Known, section: str, name: str, form: Ending) -> HttpResponse:
    try:
        drawing, _ = find_picture(known, section, name, spoken(request))
    except NothingLikeIt as fault:
        raise Http404 from fault
    svg = write_svg(drawing)
    return _send(request, record, filters, f"{name}.{form}", make_png(svg) if form == "png" else svg.encode())


def _unsplit(filters: Filters) -> Filters:
    return Filters(filters.where, filters.unit, filters.wave, (), filters.flagged)


@operation(
    router,
    f"GET {_STUDY}/map",
    right="result.export",
    scope="export",
    says=Text("关键时刻地图", "E-MOT map"),
    media=("image/svg+xml", "image/png"),
)
def send_map(request: HttpRequest, pk: int, asked: Query[Asked], scenario: Words = "", form: Ending = "svg") -> HttpResponse:
    """The map of a scenario (the first where none is named) as SVG or PNG."""
    record = study_in(request, pk)
    filters = _unsplit(_filter(request, record, asked))
    known = _see(request, record, filters).know(MAP)
    for picture in list_pictures(known, spoken(request)):
        if picture.section == "map" and scenario in {"", picture.scenario}:
            return _draw(request, record, filters, known, "map", picture.drawing.name, form)
    raise Http404


def _report(kind: str, path: str, says: Text, about: str) -> None:
    """One operation a kind of report."""

    def make(request: HttpRequest, pk: int, asked: Query[Asked]) -> HttpResponse:
        record, filters, sight = _look(request, pk, asked)
        _, ending, write = KINDS[kind]
        language = spoken(request)
        with TemporaryDirectory() as folder:
            content = write(sight.reading, Path(folder) / f"{kind}.{ending}", language, Steps()).read_bytes()
        return _send(request, record, filters, f"{kind}-{language}.{ending}", content)

    make.__name__, make.__doc__ = f"make_{kind}", about
    media = TYPES[KINDS[kind][1]].partition(";")[0]
    operation(router, f"GET {_STUDY}{path}", right="result.export", scope="export", says=says, media=(media,))(make)


_report("deck", "/deck", Text("演示文稿", "Deck"), "The whole deck as PowerPoint, in the language of the request.")
_report("workbook", "/workbook", Text("工作簿", "Workbook"), "Every result as a sheet of an Excel workbook.")
_report("page", "/page", Text("网页报告", "Report page"), "The report as one HTML file in both languages.")


def _send(request: HttpRequest, record: StudyRecord, filters: Filters, name: str, content: bytes) -> HttpResponse:
    """A file, logged as taken away."""
    user = caller_of(request).user
    log(record.unit.organisation, user, "result.export", f"{record.key}/{name}", filters=filters.plain(), door="api")
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{record.key}-{name}") or "attachment"
    response["Content-Security-Policy"] = "sandbox"
    return response


# -- baselines


@operation(
    router,
    f"GET {_STUDY}/baselines",
    right="result.read",
    scope="read",
    says=Text("基准列表", "Baselines"),
    response=Listed[BaselineOut],
)
def list_baselines(request: HttpRequest, pk: int, part: Query[Cut]) -> dict[str, Any]:
    """The baselines of a study, the newest first."""
    return cut(baselines_for(caller_of(request).user, study_in(request, pk)), part, _tell_baseline)


def _tell_baseline(frozen: FrozenBaseline) -> dict[str, Any]:
    return {
        "id": frozen.pk,
        "name": frozen.name,
        "when": frozen.when,
        "by": frozen.by.username if frozen.by else "",
        "fingerprint": frozen.fingerprint,
        "filters": frozen.filters,
    }


@operation(
    router,
    f"GET {_STUDY}/baselines/{{int:number}}",
    right="result.read",
    scope="read",
    says=Text("一份基准", "One baseline"),
    response=BaselineDetail,
)
def show_baseline(request: HttpRequest, pk: int, number: int) -> dict[str, Any]:
    """The values of a baseline as they were frozen."""
    frozen = find_baseline(caller_of(request).user, study_in(request, pk), number)
    if frozen is None:
        raise Http404
    return {**_tell_baseline(frozen), "values": frozen.values}


@operation(
    router,
    f"POST {_STUDY}/baselines",
    right="study.edit",
    scope="write",
    says=Text("冻结基准", "Freeze a baseline"),
    response={201: BaselineOut, 200: BaselineOut},
)
def freeze(
    request: HttpRequest, pk: int, asked: Query[Asked], baseline: BaselineIn, idempotency_key: Header[UUID | None] = None
) -> Status[dict[str, Any]]:
    """Freeze the values of the answers as they are filtered, under a name that no other baseline of the study has."""
    record, filters, sight = _look(request, pk, asked)
    user = caller_of(request).user

    def keep() -> tuple[int, dict[str, Any]]:
        frozen = freeze_values(by=user, record=record, reading=sight.reading, name=baseline.name, filters=filters)
        return 201, BaselineOut.model_validate(_tell_baseline(frozen)).model_dump(mode="json")

    return Status(*do_once(user, idempotency_key, hash_content("baselines", pk, filters.plain(), baseline.name), keep))
