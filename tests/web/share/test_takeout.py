"""Everything of one organisation: what is in the archive, for whom, what is never in it, and that it is written to the log."""

import csv
import io
import time
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.web.analyse.conftest import add_answers
from tests.web.cast import Cast
from tests.web.listen.conftest import keep_study

from peakend.define.file import read_study
from peakend.define.template import find_template
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import study_of
from peakend.web.people.audit import record
from peakend.web.people.models import AuditEntry, Member, Organisation
from peakend.web.share.takeout import archive_of, has_answers, make_takeout, read_note

PAGE, FILE = "/organisation/export", "/organisation/export/archive"


@pytest.fixture
def vip(cast: Cast, settings: Settings, tmp_path: Path) -> StudyRecord:
    """A study of head office with answers."""
    settings.MEDIA_ROOT = tmp_path / "files"
    made = keep_study(cast, "head", find_template("telecom-vip").path.read_text(encoding="utf-8"))
    add_answers(made, 30, regions=["zs"] * 30)
    return made


def take(cast: Cast, who: str = "admin") -> tuple[Client, zipfile.ZipFile]:
    """The archive of somebody, made at once and fetched from its page."""
    client, company = cast.client(who), Organisation.objects.get(key="ours")
    make_takeout(company, cast.people[who], answers=has_answers(cast.people[who], company))
    answer = client.get(f"{FILE}?organisation=ours")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    return client, zipfile.ZipFile(io.BytesIO(b"".join(answer)))


def test_the_archive_holds_every_study_with_its_versions_people_and_the_log(cast: Cast, vip: StudyRecord) -> None:
    record(Organisation.objects.get(key="ours"), cast.people["lead"], "study.change", vip.key)
    _, archive = take(cast)
    names = archive.namelist()
    home = f"studies/head/{vip.key}"
    assert {"README.txt", "organisation.csv", "members.csv", "log.csv", f"{home}/versions/00001.yaml", f"{home}/imports.csv"} <= set(names)
    assert read_study(archive.read(f"{home}/study.yaml")) == study_of(vip)
    log = list(csv.DictReader(io.StringIO(archive.read("log.csv").decode("utf-8-sig"))))
    company = Organisation.objects.get(key="ours")
    assert (len(log), log[-1]["own_hash"]) == (company.log_number, company.log_hash)
    people = archive.read("members.csv").decode()
    assert people.count("@") >= Member.objects.filter(unit__organisation=company).count()
    assert "lead.other" not in people


def test_an_administrator_sees_no_answers_here_either_unless_another_role_lets_them(cast: Cast, vip: StudyRecord) -> None:
    client, archive = take(cast)
    assert [one for one in archive.namelist() if "answers/" in one or "baselines" in one] == []
    assert "Your role sees no answers" in client.get(PAGE).content.decode()
    both = Member.objects.create(user=cast.people["admin"], unit=cast.units["head"], role="analyst")
    _, whole = take(cast)
    part = vip.parts.get()
    (found,) = [one for one in whole.namelist() if "answers/" in one]
    assert f"/{part.pk}-standing-" in found
    both.delete()
    assert client.get(f"{FILE}?organisation=ours").status_code == 404  # made when one still might


def test_nothing_in_it_is_a_secret_or_a_formula(cast: Cast, vip: StudyRecord) -> None:
    cast.people["lead"].email = "=cmd()@example.org"
    cast.people["lead"].save()
    _, archive = take(cast)
    everything = b"".join(archive.read(one) for one in archive.namelist())
    assert cast.people["lead"].password.encode() not in everything
    assert b"word_hash" not in everything
    assert b"'=cmd()@example.org" in everything
    assert vip.key.encode() in everything


@pytest.mark.django_db(transaction=True)
def test_it_is_begun_by_a_button_made_beside_the_page_and_written_to_the_log(cast: Cast, vip: StudyRecord) -> None:
    client, company, admin = cast.client("admin"), Organisation.objects.get(key="ours"), cast.people["admin"]
    assert client.get(FILE).status_code == 302
    assert client.post(PAGE).status_code == 422
    assert client.post(PAGE, {"organisation": "other"}).status_code == 422
    assert client.post(PAGE, {"organisation": "ours"}).status_code == 302
    until = time.monotonic() + 30
    while read_note(company, admin).get("state") == "making" and time.monotonic() < until:
        time.sleep(0.05)
    assert "Download the archive" in client.get(PAGE).content.decode()
    entry = AuditEntry.objects.get(organisation=company, action="organisation.take")
    assert (entry.actor, entry.about) == (admin, "ours")
    assert "Organisation exported" in client.get(reverse("people:audit")).content.decode()
    assert [one for one in archive_of(company, admin).parent.iterdir() if one.suffix == ".part"] == []
    assert vip.pk


def test_it_belongs_to_whoever_made_it_and_to_administrators_of_head_office(cast: Cast, vip: StudyRecord) -> None:
    take(cast)
    assert cast.client("admin@other").get(f"{FILE}?organisation=ours").status_code == 404
    assert cast.client("lead").get(PAGE).status_code == 404
    Member.objects.create(user=cast.people["city"], unit=cast.units["zs"], role="admin")
    below = cast.client("city")
    assert "administrator of head office" in below.get(PAGE).content.decode()
    assert below.get(f"{FILE}?organisation=ours").status_code == 404
    assert vip.pk
