"""Does the log hold? Entries are only added, what is changed afterwards is found, and who may read it reads it page by page."""

import ast
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.web.cast import Cast

from peakend.web.people.audit import find_breaks, record, record_for
from peakend.web.people.deeds import DEEDS
from peakend.web.people.models import AuditEntry, Organisation, User


def company() -> Organisation:
    """Our company, as it stands now."""
    return Organisation.objects.get(key="ours")


def page_of(cast: Cast, who: str, question: str = "") -> str:
    """The page of the log that somebody sees."""
    return str(cast.client(who).get(f"/audit{question}").content.decode())


def write(cast: Cast, entries: int) -> None:
    """Some entries."""
    for number in range(entries):
        record(company(), cast.people["admin"], "unit.add", f"head/u{number}/")


def breaks() -> list[tuple[int, str]]:
    """Where the chain of our company does not hold."""
    return [(found.number, found.why) for found in find_breaks(company())]


def test_entries_are_numbered_and_each_holds_the_hash_of_the_one_before(cast: Cast) -> None:
    write(cast, 4)
    entries = list(AuditEntry.objects.filter(organisation=company()).order_by("number"))
    assert [entry.number for entry in entries] == [1, 2, 3, 4]
    assert [entry.before_hash for entry in entries] == ["", *(entry.own_hash for entry in entries[:-1])]
    assert breaks() == []


@pytest.mark.parametrize(
    "change",
    [
        {"action": "unit.remove"},
        {"about": "head/other/"},
        {"actor_name": "somebody"},
        {"detail": {"role": "admin"}},
        {"own_hash": "0" * 64},
    ],
)
def test_a_changed_entry_is_found(cast: Cast, change: dict[str, Any]) -> None:
    write(cast, 4)
    AuditEntry.objects.filter(organisation=company(), number=2).update(**change)
    assert (2, "changed") in breaks()


@pytest.mark.parametrize(("lost", "found"), [(1, (2, "missing")), (2, (3, "missing")), (4, (4, "cut"))])
def test_a_lost_entry_is_found_also_the_last(cast: Cast, lost: int, found: tuple[int, str]) -> None:
    write(cast, 4)
    AuditEntry.objects.filter(organisation=company(), number=lost).delete()
    assert breaks() == [found]


def test_a_log_of_which_nothing_is_left_is_found(cast: Cast) -> None:
    write(cast, 3)
    AuditEntry.objects.all().delete()
    assert breaks() == [(3, "cut")]


def test_two_entries_that_changed_places_are_found(cast: Cast) -> None:
    write(cast, 4)
    AuditEntry.objects.filter(organisation=company(), number=2).update(number=99)
    AuditEntry.objects.filter(organisation=company(), number=3).update(number=2)
    AuditEntry.objects.filter(organisation=company(), number=99).update(number=3)
    assert breaks()


def test_the_chains_of_companies_do_not_touch_and_an_entry_of_nobody_has_its_own(cast: Cast) -> None:
    write(cast, 2)
    record(Organisation.objects.get(key="other"), None, "unit.add", "x")
    record_for(User.objects.create_user("of-nobody"), "sign_in")
    record(None, None, "sign_in")
    assert list(AuditEntry.objects.filter(organisation=None).order_by("number").values_list("number", flat=True)) == [1, 2]
    assert not list(find_breaks(None))
    assert breaks() == []


@pytest.mark.parametrize("of_nobody", [False, True])
@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_make_one_chain(transactional_db: None, cast: Cast, of_nobody: bool) -> None:  # noqa: FBT001 - a case
    del transactional_db
    organisation = None if of_nobody else company()
    start = threading.Barrier(4)

    def run() -> None:
        start.wait()
        for _ in range(3):
            record(organisation, None, "sign_in", "x")
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = AuditEntry.objects.filter(organisation=organisation).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 13))
    assert not list(find_breaks(organisation))
    del cast


def test_the_page_says_that_the_chain_holds_and_names_its_last_hash(cast: Cast) -> None:
    write(cast, 3)
    page = page_of(cast, "auditor")
    assert "The chain holds" in page
    assert company().log_hash in page


def test_the_page_says_where_the_chain_is_broken(cast: Cast) -> None:
    write(cast, 3)
    AuditEntry.objects.filter(organisation=company(), number=2).update(about="changed")
    page = page_of(cast, "auditor")
    assert "The chain of the log does not hold" in page
    assert "Entry 2: was changed" in page


def test_a_long_log_is_verified_when_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    write(cast, 3)
    monkeypatch.setattr("peakend.web.people.views.log.AT_ONCE", 2)
    assert "not verified yet" in page_of(cast, "auditor")
    assert "The chain holds" in page_of(cast, "auditor", "?verify=1")


@pytest.mark.parametrize("who", ["admin", "auditor", "privacy"])
def test_who_may_read_the_log_reads_ones_own_companys(cast: Cast, who: str) -> None:
    write(cast, 1)
    record(Organisation.objects.get(key="other"), None, "unit.add", "their-secret")
    page = page_of(cast, who)
    assert "head/u0/" in page
    assert "their-secret" not in page
    assert cast.client(who).get("/audit?organisation=other").status_code == 404


def test_who_may_not_finds_no_page(cast: Cast) -> None:
    for who in ("lead", "analyst", "province", "city", "manager", "back_office", "interviewer"):
        assert cast.client(who).get("/audit").status_code == 404, who


def test_nobody_below_head_office_reads_the_log_of_all(cast: Cast) -> None:
    write(cast, 1)
    member = cast.people["auditor"].memberships.get()
    member.unit = cast.units["gd"]
    member.save()
    page = page_of(cast, "auditor")
    assert "The log is read in head office" in page
    assert "head/u0/" not in page


def test_the_log_is_only_read(cast: Cast) -> None:
    assert cast.client("auditor").post("/audit").status_code == 405


def test_entries_are_found_by_deed_and_by_person(cast: Cast) -> None:
    write(cast, 2)
    record(company(), cast.people["lead"], "member.role", "somebody", before="lead", after="city")
    found = page_of(cast, "auditor", "?action=member.role")
    assert "somebody" in found
    assert "City lead" in found
    assert "head/u0/" not in found
    assert "head/u0/" in page_of(cast, "auditor", "?who=ADMIN")
    assert "head/u0/" not in page_of(cast, "auditor", "?who=lead")
    assert "No entries like this" in page_of(cast, "auditor", "?who=nobody")
    assert "head/u0/" in page_of(cast, "auditor", "?action=no-such-deed")


def test_the_log_is_read_page_by_page_and_the_question_stays(cast: Cast) -> None:
    write(cast, 120)
    first = page_of(cast, "auditor", "?who=admin")
    assert "Page 1 of 3" in first
    assert "who=admin&amp;page=2" in first
    assert "head/u119/" in first
    assert "head/u0/" in page_of(cast, "auditor", "?page=3")
    assert "Page 3 of 3" in page_of(cast, "auditor", "?page=999")
    assert "Page 1 of 3" in page_of(cast, "auditor", "?page=x")


def test_every_deed_that_the_workbench_logs_has_a_name_in_both_languages() -> None:
    logged = set()
    for path in (Path(__file__).parents[3] / "src/peakend/web").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in {"record", "record_for"}:
                words = [word.value for word in call.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
                logged |= set(words[:1])
    assert len(logged) > 15
    assert sorted(logged - set(DEEDS)) == []
    assert not [key for key, name in DEEDS.items() if name.missing()]
