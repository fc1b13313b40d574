"""The rights walk: every page × every person × {own, sibling, other organisation}. Who gets in is who the roles let in; nothing is broken.

What is expected is written down here once more, by the name of each page, and worked out from roles and places alone: a page without an
entry, an entry without a page, or a page that asks for another right than its entry says is a failure. Operations of the API are walked in
`tests/web/api/test_walk.py`; here it is seen that none is left out there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings
from tests.web.cast import HOME, MAY, UPWARD, Cast
from tests.web.listen.conftest import STUDY, keep_study

from peakend.control.compare import FrozenBaseline as FrozenValues
from peakend.define.file import read_study
from peakend.listen.synthetic import draw_answers
from peakend.web.analyse.baselines import keep
from peakend.web.analyse.models import FrozenBaseline, SharedLink
from peakend.web.api.door import describe_api
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart, Upload
from peakend.web.people.access import right_of
from peakend.web.people.models import ROLES, Invitation, Member, Token, Unit

pytestmark = pytest.mark.django_db

ABOUT_STUDIES: dict[str, str] = {
    **dict.fromkeys(["define:study", "define:remarks", "define:page", "define:board", "define:part", "define:versions"], "study.read"),
    **dict.fromkeys(["define:difference", "define:file"], "study.read"),
    **dict.fromkeys(["define:propose", "define:add-moment", "define:merge", "define:place", "define:split", "define:add"], "study.edit"),
    **dict.fromkeys(["define:order", "define:remove", "define:cell", "define:restore", "define:undo", "define:redo"], "study.edit"),
    **dict.fromkeys(["define:upload", "analyse:freeze"], "study.edit"),
    "define:archive": "study.publish",
    **dict.fromkeys(
        ["listen:answers", "listen:send", "listen:upload", "listen:progress", "listen:trial", "listen:rematch"], "answers.import"
    ),
    **dict.fromkeys(["listen:import", "listen:again", "listen:drop", "listen:refused", "listen:refused-file"], "answers.import"),
    **dict.fromkeys(["listen:undo", "listen:redo", "listen:recode"], "answers.import"),
    **dict.fromkeys(["analyse:map", "analyse:moment", "analyse:results", "analyse:result", "analyse:compare"], "result.read"),
    **dict.fromkeys(["analyse:baselines", "analyse:baseline"], "result.read"),
    **dict.fromkeys(["analyse:svg", "analyse:png", "analyse:csv", "analyse:xlsx", "analyse:slide", "analyse:reports"], "result.export"),
    **dict.fromkeys(["analyse:make", "analyse:watch", "analyse:file", "analyse:moment-file"], "result.export"),
    **dict.fromkeys(["share:new", "share:list", "share:withdraw"], "result.share"),
}
ABOUT_DRAFTS = dict.fromkeys(
    ["listen:draft-file", "listen:draft-progress", "listen:draft-text", "listen:draft-create", "listen:draft-drop"], "answers.import"
)
ABOUT_UNITS: dict[str, str] = {
    "people:unit": "member.read",
    **dict.fromkeys(["people:unit-add", "people:unit-rename", "people:unit-remove", "people:invite"], "member.edit"),
    **dict.fromkeys(["people:invitation-withdraw", "people:member-role", "people:member-remove", "people:member-reset"], "member.edit"),
    **dict.fromkeys(["people:member-shut", "people:member-reopen", "people:member-factor"], "member.edit"),
}
ABOUT_NOTHING: dict[str, str] = {
    "define:studies": "signed_in",
    "define:new": "study.edit",
    "listen:draft": "answers.import",
    **dict.fromkeys(["people:profile", "people:password", "people:tokens", "people:leave"], "signed_in"),
    "people:units": "member.read",
    "people:audit": "audit.read",
    **dict.fromkeys(["share:takeout", "share:takeout-file"], "organisation.edit"),
}
OWN_ALONE = {"people:token-revoke": "signed_in"}
"""What belongs to one person."""

OPEN = {
    *("people:sign-in", "people:sign-out", "people:forgotten", "people:reset-set", "people:reset", "people:join-now", "people:join"),
    *("share:open", "share:page", "shell:language", "shell:health", "api-docs", "api-description", "api-nothing"),
}
"""What anybody may ask for: doors, and pages of which a word in the link is the key."""

THEIRS = {
    *(
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_index",
    ),
    *("mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    *("openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled", "socialaccount_login_error"),
    *("socialaccount_signup", "socialaccount_connections"),
}
"""Pages of allauth, which are about whoever asks and nobody else."""

WALKED = {**ABOUT_STUDIES, **ABOUT_DRAFTS, **ABOUT_UNITS}
"""Pages about something that stands in a place."""

EXPECTED = {**WALKED, **ABOUT_NOTHING, **OWN_ALONE, **dict.fromkeys(OPEN | THEIRS, "open")}
SEATS = {
    "gd": "head/gd/",
    "zs": "head/gd/zs/",
    "hall1": "head/gd/zs/hall1/",
    "fj": "head/fj/",
    "xm": "head/fj/xm/",
    "hall2": "head/fj/xm/hall2/",
}
BESIDE = {"province": "fj", "city": "xm", "manager": "hall2"}
PEOPLE = [*ROLES, *(f"{role}@beside" for role in BESIDE), *(f"{role}@other" for role in ROLES)]
PLACES = {"head": "head", "own": "gd", "sibling": "fj", "other": "head@other"}


FROZEN = FrozenValues(study="hall", weight="", filters={}, methods={}, fingerprint="f", values=())


NPS = """\
    - {key: nps, measure: nps, wording: {zh: 是否推荐, en: Recommend}, scale: {low: 0, high: 10}, column: 推荐}
"""


def routes(patterns: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:  # noqa: ANN401 - patterns of both kinds
    """Every page with its name, as the program knows them."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


def pages() -> dict[str, URLPattern]:
    """Every page but the operations of the API."""
    return {name: one for name, one in routes() if not name.startswith("api:")}


def test_every_page_has_an_entry_and_every_entry_a_page() -> None:
    known = set(pages())
    assert sorted(known - set(EXPECTED)) == []
    assert sorted(set(EXPECTED) - THEIRS - known) == []


def test_every_page_asks_for_the_right_of_its_entry() -> None:
    assert {name: right_of(one.callback) for name, one in pages().items()} == {name: EXPECTED[name] for name in pages()}


def test_every_operation_of_the_api_is_among_those_that_are_walked() -> None:
    described = {one["operationId"] for methods in describe_api()["paths"].values() for one in methods.values()}
    named = {name.removeprefix("api:") for name, _ in routes() if name.startswith("api:")} - {"api-root"}
    assert named <= described


@dataclass
class Place:
    """What stands in one unit: a study with all that hangs on it, and the unit's own."""

    unit: Unit
    study: StudyRecord
    upload: Upload
    draft: Upload
    part: AnswerPart
    baseline: FrozenBaseline
    link: SharedLink
    invitation: Invitation
    member: Member


def add_answers(record: StudyRecord) -> AnswerPart:
    """Sixty answers that stand."""
    study = read_study(record.text.encode())
    path = f"parts/{record.pk}/walk.parquet"
    out = Path(settings.MEDIA_ROOT) / path
    out.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(draw_answers(study, 60, seed=record.pk), out)
    return AnswerPart.objects.create(study=record, name="x.csv", path=path, digest=f"{record.pk:064}", coding=record.coding, rows=60)


def furnish(cast: Cast, name: str) -> Place:
    """Something of everything in a unit."""
    unit = cast.units[name]
    lead = cast.people["lead@other" if name.endswith("@other") else "lead"]
    study = keep_study(cast, name, STUDY + NPS)
    part = add_answers(study)
    later = timezone.now() + timedelta(days=1)
    guest = cast.people["auditor@other" if name.endswith("@other") else "auditor"]
    return Place(
        unit=unit,
        study=study,
        upload=Upload.objects.create(study=study, by=lead, name="x.csv", path="", size=1, digest="d", state="looked"),
        draft=Upload.objects.create(unit=unit, by=lead, name="x.csv", path="", size=1, digest="d", state="failed"),
        part=part,
        baseline=FrozenBaseline.objects.create(study=study, name="first", fingerprint="f", values=keep(FROZEN)),
        link=SharedLink.objects.create(study=study, by=lead, word_hash=f"{unit.pk:064}", page="map", expires=later),
        invitation=Invitation.objects.create(unit=unit, role="auditor", word_hash=f"{unit.pk:063}i", invited_by=lead, expires=later),
        member=Member.objects.get_or_create(user=guest, unit=unit, role="auditor")[0] if name.startswith("head") else _seat(cast, unit),
    )


def _seat(cast: Cast, unit: Unit) -> Member:
    """Somebody who is nobody else in the walk."""
    user = type(cast.people["lead"]).objects.create_user(f"extra-{unit.pk}")
    return Member.objects.create(user=user, unit=unit, role="back_office")


@pytest.fixture
def places(cast: Cast, settings: Settings, tmp_path: Path) -> dict[str, Place]:
    """Head office, our province, the one beside it, and another company."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return {where: furnish(cast, unit) for where, unit in PLACES.items()}


def address(name: str, at: Place, inner: Place | None = None) -> str:
    """The address of a page about what stands in a place; with `inner`, what hangs on the study is that of another."""
    inside = inner or at
    pattern = pages()[name].pattern
    fills: dict[str, Any] = {
        "page": "service",
        "family": "needs" if name == "define:add" else "stages",
        "handle": "contact",
        "name": "table.csv" if name == "analyse:moment-file" else "name" if name.startswith("define:") else "nps",
        "old": 1,
        "new": 1,
    }
    fills |= {"key": "greet", "question": "nps", "kind": "workbook", "word": "no-such-word", "account": "x"}
    fills |= {"upload": inside.upload.pk, "part": inside.part.pk, "invitation": inside.invitation.pk, "member": inside.member.pk}
    fills["number"] = {"analyse:baseline": inside.baseline.pk, "share:withdraw": inside.link.pk}.get(name, 1)
    fills["pk"] = at.unit.pk if name in ABOUT_UNITS else at.study.pk
    if name in ABOUT_DRAFTS:
        fills["upload"] = inside.draft.pk
    return reverse(name, kwargs={one: fills[one] for one in pattern.converters})


def seat_of(who: str) -> tuple[str, str, str]:
    """Role, place in the tree and company of somebody."""
    role, _, where = who.partition("@")
    key = BESIDE[role] if where == "beside" else HOME.get(role, "head")
    return role, SEATS.get(key, "head/"), "other" if where == "other" else "ours"


def gets_in(who: str, right: str, where: str) -> bool:
    """Whether somebody may do something to what stands in a place: from the roles alone."""
    role, seat, company = seat_of(who)
    at = {"head": "head/", "own": "head/gd/", "sibling": "head/fj/", "other": "head/"}[where]
    if role not in MAY[right] or company != ("other" if where == "other" else "ours"):
        return False
    return at.startswith(seat) or (right in UPWARD and seat.startswith(at))


def knock(client: Client, path: str, methods: Sequence[str] = ("get", "post")) -> list[HttpResponse]:
    """What is said to somebody who asks for a page, and who sends it a form with nothing in it. What that does is undone."""
    told: list[HttpResponse] = []
    for method in methods:
        try:
            with transaction.atomic():
                told.append(cast("HttpResponse", getattr(client, method)(path)))
                raise InterruptedError  # noqa: TRY301 - undoes what the form has done
        except InterruptedError:
            pass
    return told


WRONG_METHOD = 405
METHODS = ("get", "post")
LONG = {"analyse:make"}
"""Begins long work beside the page: only those who may not are walked here."""
MISSING = {"analyse:watch", "analyse:file"}
"""Pages about a report that somebody began themselves: here nobody has, so that nobody finds one."""


def judge(told: list[HttpResponse], *, inside: bool) -> str:
    """What is wrong with the answers to somebody; nothing where all is well."""
    states = [one.status_code for one in told]
    if any(state >= 500 for state in states):
        return f"broken {states}"
    asked = [state for state in states if state != WRONG_METHOD]
    if not asked:
        return f"not asked {states}"
    if inside and any(state in {403, 404} for state in asked):
        return f"kept out {states}"
    if not inside and any(state != 404 for state in asked):
        return f"let in {states}"
    return ""


@dataclass
class Walked:
    """What came of a walk: how many questions were asked of how many pairs of page and person, and every fault."""

    pairs: int = 0
    questions: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, fault: str) -> int:
        """How many faults are of one kind."""
        return sum(f": {fault}" in one for one in self.wrong)


@pytest.fixture
def methods(cast: Cast, places: dict[str, Place]) -> dict[str, list[str]]:
    """By which methods each page is asked: all but those that it refuses to whoever holds its right, before it looks for the thing."""
    clients = {who: cast.client(f"{who}@other") for who in ("lead", "admin")}
    asked: dict[str, list[str]] = {}
    for name, right in WALKED.items():
        client = next(client for who, client in clients.items() if who in MAY[right])
        told = {method: knock(client, address(name, places["own"]), [method])[0].status_code for method in METHODS}
        assert set(told.values()) <= {404, WRONG_METHOD}, (name, told)
        asked[name] = [method for method, state in told.items() if state != WRONG_METHOD]
    return asked


def walk(cast: Cast, places: dict[str, Place], people: list[str], methods: dict[str, list[str]]) -> Walked:
    """Everybody asks for every page in every place."""
    walked = Walked()
    for who in people:
        client = cast.client(who)
        client.raise_request_exception = False
        for name, right in WALKED.items():
            walked.pairs += 1
            for where, place in places.items():
                inside = gets_in(who, right, where)
                if inside and name in LONG:
                    continue
                fault = judge(knock(client, address(name, place), methods[name]), inside=inside and name not in MISSING)
                walked.questions += len(methods[name])
                walked.wrong += [f"{who} {name} {where}: {fault}"] if fault else []
    return walked


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_in_where_their_role_lets_them_and_nowhere_else(
    cast: Cast, places: dict[str, Place], methods: dict[str, list[str]], tell_count: Callable[..., None], role: str
) -> None:
    people = [who for who in PEOPLE if who.partition("@")[0] == role]
    walked = walk(cast, places, people, methods)
    leaks, kept_out, broken = walked.count("let in"), walked.count("kept out"), walked.count("broken")
    tell_count("Rights walk, pages × people", pairs=walked.pairs, questions=walked.questions, leaks=leaks, kept_out=kept_out, broken=broken)
    assert walked.wrong == [], "\n".join(walked.wrong[:40])
    assert walked.pairs == len(people) * len(WALKED)
    assert all(methods.values())
    assert walked.questions >= len(people) * len(PLACES) * (len(WALKED) - len(LONG))


def test_everybody_is_walked() -> None:
    assert sorted(PEOPLE) == sorted({f"{role}{where}" for role in ROLES for where in ("", "@other")} | {f"{one}@beside" for one in BESIDE})


@pytest.mark.parametrize("who", PEOPLE)
def test_pages_about_nothing_in_particular_open_to_their_roles(cast: Cast, who: str) -> None:
    client = cast.client(who)
    client.raise_request_exception = False
    role = seat_of(who)[0]
    for name, right in ABOUT_NOTHING.items():
        inside = right == "signed_in" or role in MAY[right]
        assert judge(knock(client, reverse(name)), inside=inside) == "", name


def test_nobody_gets_in_without_signing_in(places: dict[str, Place]) -> None:
    client = Client(raise_request_exception=False)
    for name in WALKED:
        for told in knock(client, address(name, places["head"])):
            assert told.status_code == 302, name
            assert told["Location"].startswith("/sign-in?next="), name
    for name in ABOUT_NOTHING:
        for told in knock(client, reverse(name)):
            assert (told.status_code, told["Location"].split("?")[0]) == (302, "/sign-in"), name


CONFLICT = 409
"""Said of a member who is not there (any more), whoever it was."""
MIXED = [
    name for name in {**ABOUT_STUDIES, **ABOUT_UNITS} if {"upload", "part", "invitation", "member"} & set(pages()[name].pattern.converters)
]
MIXED += ["analyse:baseline", "share:withdraw"]


@pytest.mark.parametrize("who", ["lead", "admin"])
def test_a_number_of_another_place_opens_nothing_under_an_own_address(cast: Cast, places: dict[str, Place], who: str) -> None:
    client = cast.client(who)
    client.raise_request_exception = False
    for name in MIXED:
        for inner in ("other", "sibling"):
            told = knock(client, address(name, places["head"], places[inner]))
            assert [one.status_code for one in told if one.status_code not in {404, 405, 409}] == [], (name, inner)
            assert not any(places[inner].member.user.username.encode() in one.content for one in told if one.status_code == CONFLICT)


def test_a_token_belongs_to_one_person(cast: Cast) -> None:
    token = Token.objects.create(user=cast.people["analyst"], name="x", word_hash="x")
    told = cast.client("lead").post(reverse("people:token-revoke", args=[token.pk]))
    assert told.status_code == 404
    assert Token.objects.filter(pk=token.pk).exists()


def test_open_doors_are_not_broken_by_strangers(cast: Cast, places: dict[str, Place]) -> None:
    for client in (Client(raise_request_exception=False), cast.client("interviewer")):
        client.raise_request_exception = False
        for name in sorted((OPEN | THEIRS) & set(pages())):
            if name == "api-nothing":
                continue
            for told in knock(client, address(name, places["head"])):
                assert told.status_code < 500, name
