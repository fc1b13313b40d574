"""How does everything come back from a backup? Looked through to the last byte first; then into an empty place, all of it or nothing."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from peakend import __version__
from peakend.errors import BackupDamaged, BackupNewer, NotEmpty
from peakend.text import Text
from peakend.web.people.audit import find_breaks
from peakend.web.people.models import AuditEntry, Organisation
from peakend.web.serve.archive import BROKEN, Manifest, applied_apps, chunks_of, digest_of, read_manifest, tables_of
from peakend.web.serve.folder import hold_home, is_empty, make_home, migrate_database, reach_database
from peakend.web.serve.voice import tell


def restore_backup(source: Path) -> Manifest:
    """Put everything of a backup into an empty folder and database, and bring it up to this version.

    Raises `NotEmpty`, `BackupDamaged`, `BackupNewer`; then nothing was changed.
    """
    root = Path(settings.MEDIA_ROOT)
    if not is_empty() or any(root.rglob("*.*")):
        raise NotEmpty(home=str(settings.HOME))
    with _open(source) as archive:
        manifest = read_manifest(archive, source.name)
        _require_known(manifest, source.name)
        _require_whole(archive, manifest, source.name)
        executor = MigrationExecutor(connection)
        executor.migrate(_last_steps(executor, manifest))
        apps, _ = applied_apps()
        fresh = root.with_name("files.restoring")
        shutil.rmtree(fresh, ignore_errors=True)
        _unpack(archive, manifest, fresh)
        with transaction.atomic():
            for model in tables_of(apps):
                _fill(archive, manifest, apps, model)
            connection.check_constraints()
            shutil.rmtree(root, ignore_errors=True)
            fresh.rename(root)
    migrate_database()
    return manifest


def _open(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except zipfile.BadZipFile as fault:
        raise BackupDamaged(file=source.name, part=source.name) from fault


def _require_known(manifest: Manifest, name: str) -> None:
    """Raises `BackupNewer` where this program does not know everything that the one that wrote it knew."""
    known = MigrationExecutor(connection).loader.disk_migrations or {}
    if any(step not in known for step in manifest.migrations):
        raise BackupNewer(file=name, version=manifest.version, own=__version__)


def _require_whole(archive: zipfile.ZipFile, manifest: Manifest, name: str) -> None:
    """Raises `BackupDamaged` for the first part that is missing, is not what it was, or would lie outside the folder."""
    for part, digest in manifest.digests.items():
        if ".." in Path(part).parts or Path(part).is_absolute():
            raise BackupDamaged(file=name, part=part)
        try:
            with archive.open(part) as file:
                found = digest_of(chunks_of(file))
        except BROKEN as fault:
            raise BackupDamaged(file=name, part=part) from fault
        if found != digest:
            raise BackupDamaged(file=name, part=part)


def _last_steps(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    """The steps up to which the database was brought when the backup was written."""
    seen = set(manifest.migrations)
    graph = executor.loader.graph
    inner = {parent.key for step in seen for parent in graph.node_map[step].parents}
    return sorted(seen - inner)


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, root: Path) -> None:
    root.mkdir(mode=0o700)
    for part in manifest.digests:
        if part.startswith("files/"):
            out = root / part.removeprefix("files/")
            out.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(part) as file, out.open("xb") as target:
                shutil.copyfileobj(file, target)


def _fill(archive: zipfile.ZipFile, manifest: Manifest, apps: Apps, model: type[Model]) -> None:
    """The rows of one table, exactly as they were: no time is stamped anew. Then its counter goes on where it was."""
    del apps
    name = f"rows/{model._meta.label_lower}.jsonl"  # noqa: SLF001 - Django's public interface to a table is called so
    if name not in manifest.digests:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    with archive.open(name) as lines:
        for line in lines:
            values: dict[str, Any] = json.loads(line)
            row = model(**{column: _value(fields[column], value) for column, value in values.items()})
            row.save_base(raw=True, force_insert=True)
    with connection.cursor() as cursor:
        for order in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(order)


def tell_chains() -> None:
    """Say whether the logs hold together as they came back. A break is told and no reason to refuse: it was there before the backup."""
    for organisation in (*Organisation.objects.order_by("key"), None):
        count = AuditEntry.objects.filter(organisation=organisation).count()
        broken = next(find_breaks(organisation), None)
        name = organisation.key if organisation is not None else "-"
        if broken is not None:
            words = Text(
                "注意：{name} 的审计日志在第 {number} 条处断开（{why}），备份之前已被改动。",
                "Beware: the audit log of {name} does not hold at entry {number} ({why}); it was changed before the backup.",
            )
            tell(words.fill(name=name, number=broken.number, why=broken.why))
        elif count:
            tell(
                Text("{name} 的审计日志完整：{count} 条。", "The audit log of {name} holds: {count} entries.").fill(name=name, count=count)
            )


def _value(field: Any, value: Any) -> Any:  # noqa: ANN401 - a column of any kind
    """A value of JSON as the column holds it; a column of JSON holds it as it is."""
    return value if field.get_internal_type() == "JSONField" else field.to_python(value)


def perform(source: str) -> int:
    """`peakend web restore FILE`."""
    home = Path(settings.HOME)
    make_home(home)
    with hold_home(home):
        reach_database()
        manifest = restore_backup(Path(source))
    words = Text(
        "已从 {when} 的备份（版本 {version}）恢复 {rows} 行记录。启动：peakend web",
        "Restored {rows} rows from the backup of {when}, version {version}. Start it with: peakend web",
    )
    tell(words.fill(when=manifest.when, version=manifest.version, rows=sum(manifest.rows.values())))
    tell_chains()
    return 0
