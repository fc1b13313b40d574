"""Everything of one organisation in one archive: studies with all their versions, people, the log; answers for those who may see them.

It is made beside the page and kept for a day under the number of the organisation and of whoever asked. There are no secrets in it: no
passwords, tokens or words of links. Answers go with it only if whoever asks may see them by another role: an administrator does not.
"""

import csv
import io
import json
import os
import re
import secrets
import shutil
import threading
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import close_old_connections, connection

from peakend import __version__
from peakend.errors import PeakendError
from peakend.report.plain import defuse
from peakend.text import Text
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart
from peakend.web.listen.store import place, tidy_name
from peakend.web.people.access import memberships, reaches
from peakend.web.people.audit import record as log
from peakend.web.people.models import ROLES, AuditEntry, Member, Organisation, Unit, User
from peakend.web.shell.pulse import SILENCE, give_signs

KEPT: Final = 86_400
"""Seconds for which an archive that was made can be fetched."""

README: Final = Text(
    "本压缩包包含一个机构的全部内容：\n"
    "organisation.csv 单位；members.csv 成员与角色；log.csv 审计日志（每条含前一条的哈希值）；\n"
    "studies/<单位>/<研究>/study.yaml 研究文件（最新版），versions/ 全部版本，baselines.json 冻结的基线，imports.csv 每次导入；\n"
    "answers/*.parquet 已导入的答卷（编码后；仅当导出者有权查看答卷时）。\n"
    "不含密码、令牌和链接中的密钥。",
    "This archive holds everything of one organisation:\n"
    "organisation.csv its units; members.csv people and roles; log.csv the audit log (each entry with the hash of the one before);\n"
    "studies/<unit>/<study>/study.yaml the study, versions/ all its versions, baselines.json what was frozen, imports.csv each import;\n"
    "answers/*.parquet the answers as imported (only where whoever asked may see answers).\n"
    "There are no passwords, tokens or words of links in it.",
)


def takeouts_for(user: User) -> list[Organisation]:
    """The organisations whose whole content somebody may take away: administrators in the head office."""
    return [one.unit.organisation for one in memberships(user, "organisation.edit") if one.unit.parent_id is None]


def has_answers(user: User, organisation: Organisation) -> bool:
    """Whether answers go with it: whoever asks may see those of the whole organisation by a role of theirs."""
    root = Unit.objects.get(organisation=organisation, parent=None)
    return reaches(user, "answers.import", root)


def begin_takeout(organisation: Organisation, user: User) -> None:
    """Begin to make the archive; what is being made is not begun twice."""
    if read_note(organisation, user).get("state") == "making":
        return
    _sweep()
    answers = has_answers(user, organisation)
    _write_note(organisation, user, {"state": "making", "since": time.time()})
    log(organisation, user, "organisation.take", organisation.key, answers=answers)
    threading.Thread(target=make_takeout, args=(organisation, user), kwargs={"answers": answers}, daemon=True).start()


def make_takeout(organisation: Organisation, user: User, *, answers: bool) -> None:
    """Write the archive beside and put it in its place when it is whole; the note says how it went."""
    state: dict[str, Any] = {"state": "failed"}
    fresh = archive_of(organisation, user).with_suffix(f".{secrets.token_hex(4)}.part")
    try:
        with give_signs(lambda: os.utime(_note_of(organisation, user))), fresh.open("wb") as target:
            _write_archive(target, organisation, answers=answers)
        fresh.replace(archive_of(organisation, user))
        state = {"state": "ready", "size": archive_of(organisation, user).stat().st_size, "answers": answers}
    except (PeakendError, OSError):
        fresh.unlink(missing_ok=True)
    finally:
        _write_note(organisation, user, {**read_note(organisation, user), **state})
        if threading.current_thread() is not threading.main_thread():
            close_old_connections()
            connection.close()


def _write_archive(target: Any, organisation: Organisation, *, answers: bool) -> None:  # noqa: ANN401 - a file that is open
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        head = f"Peakend {__version__} · {organisation.key}\n\n{README.zh}\n\n{README.en}\n"
        archive.writestr("README.txt", head)
        for name, heads, rows in _tables(organisation):
            archive.writestr(name, write_table(heads, rows))
        for study in StudyRecord.objects.filter(unit__organisation=organisation).select_related("unit").order_by("pk"):
            _write_study(archive, study, answers=answers)


def _tables(organisation: Organisation) -> Iterator[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]:
    units = Unit.objects.filter(organisation=organisation)
    yield "organisation.csv", ("path", "key", "kind", "name_zh", "name_en"), units.values_list("path", "key", "kind", "name_zh", "name_en")
    members = Member.objects.filter(unit__organisation=organisation).select_related("user", "unit").order_by("unit__path", "pk")
    rows = ((one.unit.path, one.role, ROLES[one.role].en, one.user.username, one.user.email, one.since.isoformat()) for one in members)
    yield "members.csv", ("unit", "role", "role_name", "name", "email", "since"), rows
    entries = AuditEntry.objects.filter(organisation=organisation).order_by("number").iterator()
    told = (
        (one.number, one.when.isoformat(), one.actor_name, one.action, one.about, _plain(one.detail), one.before_hash, one.own_hash)
        for one in entries
    )
    yield "log.csv", ("number", "when", "who", "action", "about", "detail", "before_hash", "own_hash"), told


def _write_study(archive: zipfile.ZipFile, study: StudyRecord, *, answers: bool) -> None:
    home = f"studies/{study.unit.key}/{study.key}"
    archive.writestr(f"{home}/study.yaml", study.text)
    versions = list(study.versions.select_related("author").order_by("number"))
    for one in versions:
        archive.writestr(f"{home}/versions/{one.number:05d}.yaml", one.text)
    rows = ((one.number, one.when.isoformat(), one.author.username if one.author else "", one.deed, one.about) for one in versions)
    archive.writestr(f"{home}/versions.csv", write_table(("number", "when", "who", "deed", "about"), rows))
    parts = list(AnswerPart.objects.filter(study=study).order_by("pk"))
    told = ((one.pk, one.when.isoformat(), one.name, one.wave, one.rows, one.refused, one.state, one.digest) for one in parts)
    archive.writestr(f"{home}/imports.csv", write_table(("part", "when", "file", "wave", "rows", "refused", "state", "digest"), told))
    if not answers:
        return
    frozen = list(study.baselines.order_by("pk").values("name", "when", "fingerprint", "filters", "values"))
    archive.writestr(f"{home}/baselines.json", _plain(frozen))
    for part in parts:
        with suppress(FileNotFoundError):
            archive.write(place(part.path), f"{home}/answers/{part.pk}-{part.state}-{tidy_name(part.name or 'answers')}.parquet")


def write_table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV that a spreadsheet opens without taking any cell for a formula.

    >>> write_table(("name",), [("=1+1",)]).splitlines()[1]
    "'=1+1"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([defuse(str(cell)) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _plain(value: Any) -> str:  # noqa: ANN401 - what a column of JSON holds
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)


# Where it lies


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "takeouts"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _sweep() -> None:
    """Take away what was made long ago, and what was left half-made."""
    for path in _folder().iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > KEPT:
                path.unlink(missing_ok=True)


def archive_of(organisation: Organisation, user: User) -> Path:
    """Where the archive of somebody lies."""
    return _folder() / f"{organisation.pk}-{user.pk}.zip"


def name_archive(organisation: Organisation) -> str:
    """What the archive is called when it is sent."""
    return f"{re.sub(r'[^a-z0-9_-]', '-', organisation.key)}-peakend.zip"


def _note_of(organisation: Organisation, user: User) -> Path:
    return archive_of(organisation, user).with_suffix(".json")


def read_note(organisation: Organisation, user: User) -> dict[str, Any]:
    """How far the archive is: `making`, `ready`, `failed`, `cut` (its maker died); nothing where none was made, or long ago."""
    path = _note_of(organisation, user)
    with suppress(OSError, ValueError):
        quiet = time.time() - path.stat().st_mtime
        note: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if quiet > KEPT:
            for one in (path, path.with_suffix(".zip")):
                one.unlink(missing_ok=True)
            return {}
        return {**note, "state": "cut"} if note["state"] == "making" and quiet > SILENCE.total_seconds() else note
    return {}


def _write_note(organisation: Organisation, user: User, note: Mapping[str, Any]) -> None:
    path = _note_of(organisation, user)
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps(note), encoding="utf-8")
    shutil.move(fresh, path)
