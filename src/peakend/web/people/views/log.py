"""What was done here, by whom, and does the chain of the log hold?"""

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from peakend.text import Text
from peakend.web.people.access import needs, signed_in
from peakend.web.people.audit import find_breaks
from peakend.web.people.deeds import name_deed, name_detail
from peakend.web.people.forms import LogForm
from peakend.web.people.models import ROLES, AuditEntry, Organisation
from peakend.web.people.queries import audited, list_actions, list_log
from peakend.web.people.speaking import spoken

PAGE: Final = 50
"""So many entries stand on a page."""
AT_ONCE: Final = 20_000
"""A log of up to so many entries is verified whenever it is looked at; a longer one when asked."""

VALUES: Final[dict[str, Text]] = {**ROLES, "True": Text("是", "yes"), "factor": Text("验证码不正确", "wrong code")}
"""The values of details that have names."""


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it."""

    entry: AuditEntry
    deed: Text
    details: tuple[tuple[Text, Text], ...]


@needs("audit.read")
@require_GET
def show_log(request: HttpRequest) -> HttpResponse:
    """The log of an organisation, page by page, by deed and by person, and whether its chain holds."""
    organisations = audited(signed_in(request))
    key = request.GET.get("organisation", "")
    organisation = next((one for one in organisations if key in {"", one.key}), None)
    if organisation is None and key:
        raise Http404
    if organisation is None:  # the log is one for the whole company: below head office nobody reads it
        return render(request, "people/log.html", {"organisation": None})
    names = {action: name_deed(action) for action in list_actions(organisation)}
    form = LogForm(request.GET or None, actions=names, language=spoken(request))
    chosen = form.cleaned_data if form.is_valid() else {"action": "", "who": ""}
    found = list_log(organisation, chosen.get("action", ""), chosen.get("who", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    verify = organisation.log_number <= AT_ONCE or request.GET.get("verify") == "1"
    told = {
        "organisation": organisation,
        "organisations": organisations,
        "form": form,
        "page": page,
        "lines": [_tell(entry) for entry in page],
        "filtered": any(chosen.values()),
        "verified": verify,
        "breaks": _list_breaks(organisation) if verify else [],
        "query": _keep(request),
    }
    return render(request, "people/log.html", told)


def _tell(entry: AuditEntry) -> Line:
    return Line(entry, name_deed(entry.action), tuple((name_detail(name), _word(value)) for name, value in entry.detail.items() if value))


def _word(value: object) -> Text:
    """A detail in words: a role or a reason by its name, everything else as it is."""
    if isinstance(value, list):
        parts = [_word(part) for part in value]
        return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))
    return VALUES.get(str(value), Text(str(value), str(value)))


def _list_breaks(organisation: Organisation) -> list[tuple[int, Text]]:
    words = {
        "changed": Text("内容被改动", "was changed"),
        "missing": Text("之前有记录被删除或调换", "something before it was taken out or moved"),
        "cut": Text("末尾的记录被截去", "the end of the log was cut off"),
    }
    return [(found.number, words[found.why]) for found in find_breaks(organisation)]


def _keep(request: HttpRequest) -> str:
    """The question of this page without its page number, for the links to other pages."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()
