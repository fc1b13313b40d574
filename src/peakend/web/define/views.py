"""Pages of studies: which there are, a new one, what one is made of, what is to be said about it."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peakend.define.place import propose_key
from peakend.define.remark import SEVERITIES, Remark
from peakend.define.template import list_templates, template_text
from peakend.errors import PeakendError
from peakend.text import Text
from peakend.web.define import families as family
from peakend.web.define.actions import archive_study, create_study, unarchive_study
from peakend.web.define.cells import find_card, handle_of, list_cards, remarks_on
from peakend.web.define.families import Family
from peakend.web.define.forms import StudyForm, read_upload
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import count_rows, find_study, list_shelves, study_of
from peakend.web.define.questions import list_questions
from peakend.web.define.wording import family_at, word_where
from peakend.web.define.writing import list_faults, show
from peakend.web.people.access import Right, needs, rights_of, signed_in, units_for
from peakend.web.people.duties import DUTIES
from peakend.web.people.queries import list_places
from peakend.web.shell.language import spoken


@dataclass(frozen=True)
class Page:
    """One page of the study's definition: its families."""

    name: str
    title: Text
    families: tuple[Family, ...]


PAGES: Final = (
    Page("service", Text("场景与阶段", "Scenarios and stages"), (family.SCENARIOS, family.STAGES, family.COMMON)),
    Page("needs", Text("需求与主题", "Needs and themes"), (family.NEEDS, family.THEMES)),
    Page("people", Text("客群、角色、对手", "Segments, roles, rivals"), (family.SEGMENTS, family.ROLES, family.COMPETITORS)),
    Page("questions", Text("问卷题目", "Survey questions"), (family.QUESTIONS,)),
    Page("attributes", Text("属性与列", "Attributes and columns"), (family.ATTRIBUTES, family.COLUMNS)),
    Page(
        "analysis",
        Text("分析计划", "Analysis plan"),
        (
            *(family.EMOT, family.FIT, family.EPISODES, family.CONSTRUCTS, family.MARGINS, family.WEIGHTING),
            *(family.FIELDWORK, family.COMPLAINTS, family.STAY),
        ),
    ),
)
"""The pages that list parts, in the order of the navigation."""


def page_of(one: Family) -> str:
    """The page on which a family stands; moments have a board of their own."""
    return next((page.name for page in PAGES if one in page.families), "")


@needs("signed_in")
@require_GET
def list_studies(request: HttpRequest) -> HttpResponse:
    """The studies that are there for somebody: the first page. Who sees no studies is told so, and what to do."""
    person = signed_in(request)
    rights = rights_of(person)
    archived = "archived" in request.GET
    words = {
        "shelves": list_shelves(person, archived=archived),
        "archived": archived,
        "archive_count": 0 if archived else sum(len(one.entries) for one in list_shelves(person, archived=True)),
        "may_edit": "study.edit" in rights,
        "may_read": "study.read" in rights,
        "may_analyse": "result.read" in rights,
        "may_import": "answers.import" in rights,
        "duties": [(role, DUTIES[member.role]) for member, role in list_places(person)],
        "templates": list_templates(),
    }
    return render(request, "define/studies.html", words)


@needs("study.edit")
@require_http_methods(["GET", "POST"])
def new_study(request: HttpRequest) -> HttpResponse:
    """Begin a study from a template, a file, or the text of a draft."""
    person = signed_in(request)
    units = units_for(person, "study.edit").order_by("path")
    start = request.GET.get("start", "telecom-vip")
    first = units.first()
    form = StudyForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        units=units,
        language=spoken(request),
        initial={"start": start, "unit": first.pk if first else None},
    )
    faults: list[tuple[Text, Text, str, Text]] = []
    if request.method == "POST" and form.is_valid():
        try:
            key, title = _named(form)
            record = create_study(actor=person, unit=form.cleaned_data["unit"], text=_text_of(form), key=key, title=title)
        except PeakendError as fault:
            faults = list_faults(fault)
        else:
            return redirect("define:study", record.pk)
    words = {"form": form, "faults": faults, "templates": list_templates(), "units": units}
    return render(request, "define/new.html", words, status=200 if request.method == "GET" else 422)


def _text_of(form: StudyForm) -> str:
    """The text that a new study starts from."""
    start = form.cleaned_data["start"]
    if start == "file":
        return read_upload(form.cleaned_data["file"])
    if start == "text":
        return str(form.cleaned_data["text"]).replace("\r\n", "\n")
    return template_text(start)


def _named(form: StudyForm) -> tuple[str, Text | None]:
    """The key and title that were typed; the key follows the English title where only that was."""
    title = Text(zh=form.cleaned_data["title_zh"], en=form.cleaned_data["title_en"])
    key = form.cleaned_data["key"] or (propose_key(title.en) if propose_key(title.en) != "key_1" else "")
    return key[:60], title or None


@needs("study.read")
@require_GET
def show_study(request: HttpRequest, pk: int) -> HttpResponse:
    """A study at a glance: what it asks, what it is made of, what is still to be done."""
    record = find_study(signed_in(request), pk)
    study = study_of(record)
    remarks = remarks_on(record)
    words = {
        "card": find_card(study, family.STUDY, "", remarks),
        "counts": {
            "scenarios": len(study.scenarios),
            "moments": sum(1 for _ in study.moments()),
            "needs": len(study.needs),
            "questions": len(study.survey.questions),
        },
        "rows": count_rows(record),
        "severities": _count(remarks),
        "next": _next_step(record, rights_of(signed_in(request))),
        "page": "study",
        "pages": PAGES,
        "journeys": [
            (scenario, [(stage, [one for one in scenario.moments if one.stage == stage.key]) for stage in study.stages])
            for scenario in study.scenarios
        ],
    }
    return show(request, record, "define/study.html", words)


@dataclass(frozen=True)
class Step:
    """What to do next: what is lacking, why it matters, and the deed."""

    title: Text
    why: Text
    deed: Text
    address: str


def _next_step(record: StudyRecord, rights: frozenset[Right]) -> Step | None:
    """The first thing a study lacks, for whoever may mend it: moments, questions, sound words, answers. Nothing where it lacks nothing."""
    study = study_of(record)
    edits = "study.edit" in rights and record.archived is None
    if edits and not any(study.moments()):
        return Step(
            Text("下一步：写下关键时刻", "Next: write down the moments"),
            Text("按客户的经历，把每个服务场景拆成关键时刻。", "Cut each scenario into moments, the way customers go through it."),
            Text("打开看板", "Open the board"),
            reverse("define:board", args=[record.pk]),
        )
    if edits and not study.survey.questions:
        return Step(
            Text("下一步：准备问卷", "Next: the questionnaire"),
            Text("可以按关键时刻生成两层问卷，再逐题修改。", "It can be made from the moments, and each question changed."),
            Text("到问卷题目", "To the questions"),
            reverse("define:page", args=[record.pk, "questions"]),
        )
    if edits and any(one.severity == "wrong" for one in remarks_on(record)):
        return Step(
            Text("下一步：改正错误", "Next: mend what is wrong"),
            Text(
                "有错误的研究不能分析；每条意见都指向要改的地方。", "A study with faults is not analysed; each remark leads to its place."
            ),
            Text("看检查意见", "See the remarks"),
            reverse("define:remarks", args=[record.pk]),
        )
    if "answers.import" in rights and record.archived is None and not count_rows(record):
        return Step(
            Text("下一步：导入答卷", "Next: import answers"),
            Text(
                "把问卷系统导出的文件拖进来，确认每一列，地图随即可看。",
                "Drop the export of your survey tool, confirm its columns, and the map is there.",
            ),
            Text("导入答卷", "Import answers"),
            reverse("listen:answers", args=[record.pk]),
        )
    return None


@needs("study.read")
@require_GET
def show_page(request: HttpRequest, pk: int, page: str) -> HttpResponse:
    """The parts of some families, to be read and edited."""
    record = find_study(signed_in(request), pk)
    study, remarks = study_of(record), remarks_on(record)
    shown = next((one for one in PAGES if one.name == page), PAGES[0])
    words = {"page": shown.name, "shown": shown, "pages": PAGES}
    if shown.families == (family.QUESTIONS,):
        asked = list_questions(study, request.GET.get("measure", ""), remarks)
        return show(request, record, "define/questions.html", {**words, "asked": asked, "family": family.QUESTIONS})
    lists = [(one, list_cards(study, one, remarks, full=one.single)) for one in shown.families]
    return show(request, record, "define/page.html", {**words, "lists": lists})


@dataclass(frozen=True)
class Said:
    """A remark with the words for its place, and the part it is about where there is one."""

    remark: Remark
    where: Text
    family: Family | None
    handle: str


@needs("study.read")
@require_GET
def list_remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the check says about a study, the worst first."""
    record = find_study(signed_in(request), pk)
    study, remarks = study_of(record), remarks_on(record)
    said = []
    for one in remarks:
        about, handle = family_at(one.place), ""
        if about and one.place[:1] == ("scenarios",) and len(one.place) > 3:  # noqa: PLR2004 - scenarios → visit → moments → greet
            about, handle = family.MOMENTS, str(one.place[3])
        elif about and not about.single and len(one.place) > len(about.place):
            step = one.place[len(about.place)]
            handle = f"@{step}" if isinstance(step, int) else handle_of(about, step, 0)
        elif about and about.single:
            handle = "-"
        if about and page_of(about) == "" and about not in {family.MOMENTS, family.STUDY}:
            handle = ""
        said.append(Said(one, word_where(one.place, (study,)), about, handle))
    groups = [(severity, SEVERITIES[severity], [one for one in said if one.remark.severity == severity]) for severity in SEVERITIES]
    return show(request, record, "define/remarks.html", {"groups": groups, "page": "remarks", "pages": PAGES})


def _count(remarks: tuple[Remark, ...]) -> list[tuple[str, Text, int]]:
    counted = Counter(one.severity for one in remarks)
    return [(severity, words, counted[severity]) for severity, words in SEVERITIES.items()]


@needs("study.publish")
@require_POST
def set_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a study aside, or take it out again."""
    record = find_study(signed_in(request), pk, "study.publish")
    deed = unarchive_study if request.POST.get("take_out") else archive_study
    deed(actor=signed_in(request), record=record)
    return redirect("define:study", pk)
