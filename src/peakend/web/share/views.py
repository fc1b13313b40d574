"""Sharing a page, the links of a study, and what guests see. Members need the right, guests the cookie of their link."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peakend.errors import AnalysisError, LinkGone, NothingLikeIt
from peakend.text import Text
from peakend.web.analyse.filters import list_chips, read_filters
from peakend.web.analyse.queries import choices_of
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import find_study, study_of
from peakend.web.people.access import needs, signed_in
from peakend.web.share.actions import DAYS, open_link, share_page, withdraw_link
from peakend.web.share.guest import admit_guest, find_guest
from peakend.web.share.pages import name_page, show_link
from peakend.web.share.queries import find_link, is_open, list_links
from peakend.web.shell.language import spoken


@needs("result.share")
@never_cache
@require_http_methods(["GET", "POST"])
def new_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Share the page that one comes from: `page`, `about` and its filters stand in the address."""
    record = find_study(signed_in(request), pk, "result.share")
    page, about = request.GET.get("page", "map"), request.GET.get("about", "")
    title = _title(record, page, about)
    choices = choices_of(signed_in(request), record)
    filters = read_filters(request.GET, choices)
    shown = [(chip.name, chip.value) for chip in list_chips(filters, choices)]
    frame = {"study_record": record, "stage": "analyse", "title": title, "days": DAYS.items(), "filters": shown, "chosen": 7}
    if request.method != "POST":
        return render(request, "share/new.html", frame)
    days = request.POST.get("days", "")
    if not days.isascii() or not days.isdigit() or int(days) not in DAYS:
        fault = Text("请选择链接的有效期。", "Choose for how long the link opens.")
        return render(request, "share/new.html", {**frame, "fault": fault}, status=422)
    link, word = share_page(actor=signed_in(request), record=record, page=page, about=about, filters=filters, days=int(days))
    address = (settings.ADDRESS or request.build_absolute_uri("/")).rstrip("/") + reverse("share:open", args=[word])
    return render(request, "share/made.html", {**frame, "link": link, "address": address})


def _title(record: StudyRecord, page: str, about: str) -> Text:
    """What the page is called. Raises `Http404`."""
    try:
        return name_page(study_of(record), page, about)
    except NothingLikeIt:
        raise Http404 from None


@needs("result.share")
@require_GET
def show_links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of a study: until when they open, how often they were opened."""
    record = find_study(signed_in(request), pk, "result.share")
    links = [(link, _say(record, link.page, link.about), is_open(link)) for link in list_links(record)]
    return render(request, "share/list.html", {"study_record": record, "stage": "analyse", "links": links})


def _say(record: StudyRecord, page: str, about: str) -> Text:
    """What a page is called; its key where the study no longer has it."""
    try:
        return name_page(study_of(record), page, about)
    except NothingLikeIt:
        return Text(about or page, about or page)


@needs("result.share")
@require_POST
def withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Let a link open no more."""
    user = signed_in(request)
    find_study(user, pk, "result.share")
    withdraw_link(actor=user, link=find_link(user, pk, number))
    return redirect("share:list", pk)


@needs("open")
@never_cache
@require_GET
def open_word(request: HttpRequest, word: str) -> HttpResponse:
    """Exchange the word of a link for its cookie; the word leaves the address."""
    try:
        link = open_link(word)
    except LinkGone as fault:
        return _gone(request, fault)
    response = redirect("share:page", link.pk)
    admit_guest(request, response, link)
    return _unseen(response)


@needs("open")
@never_cache
@require_GET
def show_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The shared page."""
    try:
        link = find_guest(request, pk)
        told = show_link(link, spoken(request))
    except LinkGone as fault:
        return _gone(request, fault)
    except (AnalysisError, NothingLikeIt) as fault:
        return _unseen(render(request, "share/gone.html", {"what": fault.fill(fault.what)}))
    return _unseen(render(request, "share/page.html", {**told, "link": link, "synthetic": link.study.synthetic}))


def _gone(request: HttpRequest, fault: LinkGone) -> HttpResponse:
    return _unseen(render(request, "share/gone.html", {"what": fault.fill(fault.what), "mend": fault.fill(fault.mend)}, status=410))


def _unseen(response: HttpResponse) -> HttpResponse:
    """Neither search engines nor other places learn of the page."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
