"""Who may change whom? Down from one's own place, never up, never oneself; what was refused is explained where it was tried."""

from typing import Any

import pytest
from tests.web.cast import Cast

from peakend.errors import UnitKeyMalformed
from peakend.web.people.actions import add_unit, invite
from peakend.web.people.models import AuditEntry, Invitation, Member, Organisation, Unit, User


def member_of(cast: Cast, who: str) -> Member:
    """The membership of somebody."""
    return Member.objects.get(user=cast.people[who])


def make_admin(cast: Cast, unit: str) -> User:
    """An administrator of a unit below head office."""
    user = User.objects.create_user(f"admin-{unit}")
    Member.objects.create(user=user, unit=cast.units[unit], role="admin")
    cast.people[f"admin-{unit}"] = user
    return user


def send(cast: Cast, who: str, path: str, **typed: str) -> Any:  # noqa: ANN401 - the answer of a test client
    """What the workbench answers when somebody sends a form."""
    return cast.client(who).post(path, typed)


def text(answer: Any) -> str:  # noqa: ANN401 - the answer of a test client
    """The page."""
    return str(answer.content.decode())


@pytest.mark.parametrize(("who", "keys"), [("admin", 7), ("lead", 7), ("privacy", 7), ("province", 3)])
def test_one_sees_the_units_below_ones_place(cast: Cast, who: str, keys: int) -> None:
    page = text(cast.client(who).get("/units"))
    assert page.count('class="depth-') == keys
    assert "Other" not in page


def test_who_may_not_see_members_finds_no_page(cast: Cast) -> None:
    for who in ("analyst", "city", "manager", "back_office", "interviewer", "auditor"):
        assert cast.client(who).get("/units").status_code == 404, who


def test_a_province_sees_no_unit_beside_above_or_elsewhere(cast: Cast) -> None:
    for where in ("fj", "head", "head@other"):
        assert cast.client("province").get(f"/units/{cast.units[where].pk}").status_code == 404, where


def test_members_stand_by_role_and_an_empty_unit_says_what_to_do(cast: Cast) -> None:
    page = text(cast.client("admin").get("/units"))
    assert page.index("Organisation admin") < page.index("Head-office CX lead") < page.index("Auditor")
    Member.objects.filter(unit=cast.units["xm"]).delete()
    assert "Make an invitation link below" in text(cast.client("admin").get(f"/units/{cast.units['xm'].pk}"))
    assert "Make an invitation link below" not in text(cast.client("lead").get(f"/units/{cast.units['xm'].pk}"))


WRITES = (
    "add",
    "rename",
    "remove",
    "invite",
    "invitations/{invitation}/withdraw",
    "members/{member}/role",
    "members/{member}/remove",
    "members/{member}/reset",
)


@pytest.mark.parametrize("who", ["lead", "province", "privacy", "manager", "admin@other", ""])
def test_nobody_without_the_right_writes(cast: Cast, who: str) -> None:
    unit = cast.units["gd"]
    invitation, _ = invite(actor=cast.people["admin"], unit=unit, role="province")
    before = (Unit.objects.count(), list(Member.objects.values_list("pk", "role")), list(Invitation.objects.values()))
    for write in WRITES:
        path = f"/units/{unit.pk}/{write.format(member=member_of(cast, 'province').pk, invitation=invitation.pk)}"
        answer = send(cast, who, path, role="manager", seen="province", name_zh="x", key="x", kind="city")
        assert answer.status_code == (302 if not who else 404), write
    assert before == (Unit.objects.count(), list(Member.objects.values_list("pk", "role")), list(Invitation.objects.values()))


def test_writing_is_by_form_alone(cast: Cast) -> None:
    for write in WRITES:
        assert cast.client("admin").get(f"/units/{cast.units['gd'].pk}/{write.format(member=1, invitation=1)}").status_code == 405


def test_ids_of_another_company_are_of_no_use_in_a_unit_of_ours(cast: Cast) -> None:
    theirs = member_of(cast, "lead@other")
    invitation, _ = invite(actor=cast.people["admin@other"], unit=cast.units["head@other"], role="lead")
    home = f"/units/{cast.units['head'].pk}"
    assert send(cast, "admin", f"{home}/members/{theirs.pk}/role", role="analyst", seen="lead").status_code == 409
    assert send(cast, "admin", f"{home}/members/{theirs.pk}/remove", seen="lead").status_code == 409
    assert send(cast, "admin", f"{home}/invitations/{invitation.pk}/withdraw").status_code == 404
    theirs.refresh_from_db()
    assert theirs.role == "lead"


def test_a_unit_is_added_renamed_and_removed(cast: Cast) -> None:
    answer = send(cast, "admin", f"/units/{cast.units['gd'].pk}/add", key="gz", kind="city", name_zh="广州", name_en="Guangzhou")
    unit = Unit.objects.get(key="gz")
    assert answer["Location"] == f"/units/{unit.pk}"
    assert unit.path == "head/gd/gz/"
    send(cast, "admin", f"/units/{unit.pk}/rename", name_zh="广州分公司", name_en="GZ", seen_zh="广州", seen_en="Guangzhou")
    unit.refresh_from_db()
    assert (unit.name_zh, unit.name_en, unit.key) == ("广州分公司", "GZ", "gz")
    assert send(cast, "admin", f"/units/{unit.pk}/remove")["Location"] == f"/units/{cast.units['gd'].pk}"
    assert not Unit.objects.filter(key="gz").exists()
    deeds = list(AuditEntry.objects.filter(about="head/gd/gz/").values_list("action", flat=True))
    assert deeds == ["unit.add", "unit.rename", "unit.remove"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"key": "zs"}, "is there already"),
        ({"key": "Upper"}, "is no key"),
        ({"key": "../x"}, "is no key"),
        ({"key": ""}, "required"),
        ({"name_zh": ""}, "required"),
        ({"kind": "head"}, "not one of the available choices"),
        ({"kind": "province"}, "not one of the available choices"),
    ],
)
def test_a_unit_that_cannot_be_is_explained_and_what_was_typed_stays(cast: Cast, typed: dict[str, str], words: str) -> None:
    whole = {"key": "fresh", "kind": "city", "name_zh": "新的", "name_en": "Kept name", **typed}
    answer = send(cast, "admin", f"/units/{cast.units['gd'].pk}/add", **whole)
    assert answer.status_code == 422
    assert words in text(answer)
    assert 'value="Kept name"' in text(answer)
    assert Unit.objects.filter(organisation__key="ours").count() == 7


def test_keys_differ_by_more_than_case_so_that_no_place_is_taken_for_another(cast: Cast) -> None:
    with pytest.raises(UnitKeyMalformed):
        add_unit(actor=None, parent=cast.units["head"], key="GD", kind="province", name_zh="x")


@pytest.mark.parametrize("where", ["gd", "zs", "hall1", "head"])
def test_a_unit_on_which_something_stands_is_not_removed(cast: Cast, where: str) -> None:
    answer = send(cast, "admin", f"/units/{cast.units[where].pk}/remove")
    assert answer.status_code == 422
    assert "cannot be removed" in text(answer)
    assert Unit.objects.filter(pk=cast.units[where].pk).exists()


def test_the_second_of_two_who_rename_is_told_and_may_still_do_it(cast: Cast) -> None:
    path = f"/units/{cast.units['gd'].pk}/rename"
    seen = {"seen_zh": "gd", "seen_en": "gd"}
    send(cast, "admin", path, name_zh="先", name_en="First", **seen)
    answer = send(cast, "admin", path, name_zh="后", name_en="Second", **seen)
    page = text(answer)
    assert answer.status_code == 409
    assert "admin has renamed this unit in the meantime: 先 (First)" in page
    assert 'value="Second"' in page
    assert 'name="seen_en" value="First"' in page
    send(cast, "admin", path, name_zh="后", name_en="Second", seen_zh="先", seen_en="First")
    assert Unit.objects.get(pk=cast.units["gd"].pk).name_en == "Second"


def test_a_role_is_changed_and_logged(cast: Cast) -> None:
    member = member_of(cast, "lead")
    send(cast, "admin", f"/units/{member.unit_id}/members/{member.pk}/role", role="analyst", seen="lead")
    member.refresh_from_db()
    assert member.role == "analyst"
    entry = AuditEntry.objects.get(action="member.role")
    assert (entry.about, entry.detail["before"], entry.detail["after"]) == ("lead", "lead", "analyst")


def test_the_second_of_two_who_change_a_member_is_told_by_whom_and_keeps_the_choice(cast: Cast) -> None:
    member = member_of(cast, "lead")
    path = f"/units/{member.unit_id}/members/{member.pk}/role"
    send(cast, "admin", path, role="analyst", seen="lead")
    answer = send(cast, "admin", path, role="auditor", seen="lead")
    page = text(answer)
    assert answer.status_code == 409
    assert "admin has made &#x27;lead&#x27; head-office analyst in the meantime" in page
    assert '<option value="auditor" selected>' in page
    assert 'name="seen" value="analyst"' in page
    assert send(cast, "admin", path.replace("role", "remove"), seen="lead").status_code == 409
    assert Member.objects.get(pk=member.pk).role == "analyst"


def test_who_changes_a_member_that_is_gone_is_told(cast: Cast) -> None:
    member = member_of(cast, "lead")
    path = f"/units/{member.unit_id}/members/{member.pk}"
    assert send(cast, "admin", f"{path}/remove", seen="lead").status_code == 302
    for deed in ("role", "remove", "reset"):
        answer = send(cast, "admin", f"{path}/{deed}", role="analyst", seen="lead")
        assert answer.status_code == 409
        assert "This member has been removed" in text(answer)


@pytest.mark.parametrize("deed", ["role", "remove"])
def test_nobody_changes_their_own_role(cast: Cast, deed: str) -> None:
    second = User.objects.create_user("second")
    Member.objects.create(user=second, unit=cast.units["head"], role="admin")
    member = member_of(cast, "admin")
    answer = send(cast, "admin", f"/units/{member.unit_id}/members/{member.pk}/{deed}", role="lead", seen="admin")
    assert answer.status_code == 422
    assert "Nobody changes or removes a role of their own" in text(answer)
    assert member_of(cast, "admin").role == "admin"


def test_an_organisation_keeps_an_administrator(cast: Cast) -> None:
    make_admin(cast, "gd")
    member = member_of(cast, "admin")
    answer = send(cast, "admin", f"/units/{member.unit_id}/members/{member.pk}/role", role="lead", seen="admin")
    assert "last administrator of head office" in text(answer)


def test_an_administrator_of_a_province_gives_nothing_above_or_beside(cast: Cast) -> None:
    make_admin(cast, "gd")
    for where in ("head", "fj", "head@other"):
        assert send(cast, "admin-gd", f"/units/{cast.units[where].pk}/invite", role="auditor").status_code == 404
    for role in ("lead", "analyst", "privacy"):
        answer = send(cast, "admin-gd", f"/units/{cast.units['gd'].pk}/invite", role=role)
        assert answer.status_code == 422
        assert 'id="id_role_error"' in text(answer)
    assert not Invitation.objects.exists()
    assert send(cast, "admin-gd", f"/units/{cast.units['zs'].pk}/invite", role="city").status_code == 200


def test_a_role_one_has_already_is_not_had_twice(cast: Cast) -> None:
    Member.objects.create(user=cast.people["lead"], unit=cast.units["head"], role="analyst")
    member = Member.objects.get(user=cast.people["lead"], role="lead")
    answer = send(cast, "admin", f"/units/{member.unit_id}/members/{member.pk}/role", role="analyst", seen="lead")
    assert answer.status_code == 422
    assert "is head-office analyst here already" in text(answer)


def test_a_link_is_shown_once(cast: Cast) -> None:
    home = f"/units/{cast.units['head'].pk}"
    answer = send(cast, "admin", f"{home}/invite", role="analyst", email="a@example.org")
    assert "http://testserver/join/" in text(answer)
    assert "Valid until" in text(answer)
    assert "Its link stands above" in text(answer), "the list of invitations that wait says which one is new"
    assert "no-store" in answer["Cache-Control"]
    again = text(cast.client("admin").get(home))
    assert "/join/" not in again
    assert "a@example.org" in again
    assert "a@example.org" not in text(cast.client("lead").get(home))


def test_a_reset_link_opens_the_account_and_is_refused_where_the_account_reaches_further(cast: Cast) -> None:
    member = member_of(cast, "lead")
    answer = send(cast, "admin", f"/units/{member.unit_id}/members/{member.pk}/reset")
    assert "http://testserver/reset/" in text(answer)
    assert AuditEntry.objects.filter(action="password.link", about="lead", actor=cast.people["admin"]).exists()
    make_admin(cast, "gd")
    Member.objects.create(user=cast.people["province"], unit=cast.units["head"], role="auditor")
    member = Member.objects.get(user=cast.people["province"], role="province")
    refused = send(cast, "admin-gd", f"/units/{member.unit_id}/members/{member.pk}/reset")
    assert refused.status_code == 422
    assert "has roles beyond your place" in text(refused)
    Member.objects.filter(user=cast.people["province"], role="auditor").delete()
    Member.objects.create(user=cast.people["province"], unit=cast.units["head@other"], role="auditor")
    assert send(cast, "admin", f"/units/{member.unit_id}/members/{member.pk}/reset").status_code == 422


def test_names_are_text_and_nothing_else(cast: Cast) -> None:
    send(cast, "admin", f"/units/{cast.units['gd'].pk}/add", key="x", kind="city", name_zh="<b>{0}{{x}}</b>", name_en="<i onload=x>")
    page = text(cast.client("admin").get("/units"))
    assert "<i onload" not in page
    assert "&lt;i onload=x&gt;" in page


def test_a_tree_of_many_units_asks_the_database_no_more_often(cast: Cast, django_assert_max_num_queries: Any) -> None:  # noqa: ANN401
    ours = Organisation.objects.get(key="ours")
    Unit.objects.bulk_create(
        Unit(organisation=ours, parent=cast.units["gd"], key=f"c{at}", kind="city", name_zh=f"c{at}", path=f"head/gd/c{at}/")
        for at in range(60)
    )
    client = cast.client("admin")
    with django_assert_max_num_queries(16):
        assert client.get("/units").status_code == 200
