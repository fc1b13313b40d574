"""How is everything that is kept put into one file? In one sight of the database, then the files it speaks of, each with its checksum."""

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from peakend import __version__
from peakend.errors import BackupIncomplete
from peakend.report.saving import save_whole
from peakend.text import Text
from peakend.web.serve.archive import MANIFEST, Manifest, applied_apps, chunks_of, digest_of, part_of, tables_of
from peakend.web.serve.folder import note_backup, reach_database
from peakend.web.serve.voice import tell

PIECE: Final = 2_000
SPOKEN_OF: Final = (("listen", "AnswerPart", "path"), ("listen", "Upload", "path"), ("listen", "Upload", "beside"))
"""Columns that name files."""


def write_backup(out: Path) -> Manifest:
    """Write everything into one file, readable for its owner alone: it is there whole or not at all.

    Raises `BackupIncomplete` where a file is missing that the database speaks of, `FolderNotWritable`.
    """
    kept: list[Manifest] = []
    save_whole(out, lambda path: kept.append(_write(path)))
    out.chmod(0o600)
    return kept[0]


def _write(path: Path) -> Manifest:
    path.chmod(0o600)
    digests: dict[str, str] = {}
    rows: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive, transaction.atomic():
        _see_one_moment()
        apps, migrations = applied_apps()
        for model in tables_of(apps):
            label = str(model._meta.label_lower)  # noqa: SLF001 - Django's public interface to a table is called so
            name = f"rows/{label}.jsonl"
            lines = [f"{json.dumps(row, default=write_value, ensure_ascii=False)}\n".encode() for row in read_rows(model)]
            archive.writestr(name, b"".join(lines))
            digests[name], rows[label] = digest_of(lines), len(lines)
        _write_files(archive, digests)
        for app, table, column in SPOKEN_OF:
            if table.lower() in apps.all_models.get(app, {}):
                _require_files(apps.get_model(app, table), column, digests)
        manifest = Manifest(__version__, datetime.now(UTC).isoformat(timespec="seconds"), migrations, digests, rows)
        archive.writestr(MANIFEST, manifest.write())
    return manifest


def _see_one_moment() -> None:
    """From here to the end of the transaction the database is seen as it is now, whatever others write."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def read_rows(model: type[Model]) -> Iterator[dict[str, object]]:
    """The rows of a table by their key, as values that JSON can write."""
    columns = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001
    for values in model._default_manager.order_by("pk").values_list(*columns).iterator(PIECE):  # noqa: SLF001
        yield dict(zip(columns, values, strict=True))


def write_value(value: object) -> str:
    """A value that JSON has no word for, to its last digit: times as ISO 8601 with microseconds, everything else as it is written.

    >>> write_value(datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC))
    '2026-05-01T12:00:00.123456+00:00'
    """
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


def _write_files(archive: zipfile.ZipFile, digests: dict[str, str]) -> None:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(one for one in root.rglob("*") if one.is_file()):
        try:
            with path.open("rb") as file:
                digest = digest_of(chunks_of(file))
            archive.write(path, part_of(path, root))
        except FileNotFoundError:  # taken away meanwhile: whether anything speaks of it is asked at the end
            continue
        digests[part_of(path, root)] = digest


def _require_files(model: type[Model], column: str, digests: dict[str, str]) -> None:
    """Raises `BackupIncomplete` for a standing row whose file is not in the backup."""
    paths = model._default_manager.exclude(**{column: ""})  # noqa: SLF001
    if model.__name__ == "AnswerPart":
        paths = paths.filter(state="standing")
    for path in paths.values_list(column, flat=True):
        if f"files/{path}" not in digests:
            raise BackupIncomplete(path=str(path))


def perform(out: str) -> int:
    """`peakend web backup FILE`."""
    reach_database()
    path = Path(out)
    manifest = write_backup(path)
    note_backup(Path(settings.HOME))
    words = Text(
        "已写入 {path}：{rows} 行记录，{files} 个文件，版本 {version}。", "Wrote {path}: {rows} rows, {files} files, version {version}."
    )
    files = sum(name.startswith("files/") for name in manifest.digests)
    tell(words.fill(path=path, rows=sum(manifest.rows.values()), files=files, version=manifest.version))
    return 0
