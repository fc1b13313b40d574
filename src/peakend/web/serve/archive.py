"""What is in a backup? One file with a checksum of every part: the rows of every table as text, and every file.

Rows are written as the database stands, by the migrations it has seen, and not tied to SQLite or PostgreSQL: a backup moves from one to
the other. Sessions, the queue of jobs and the secret are not in it.
"""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from peakend.errors import BackupDamaged

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
CHUNK: Final = 1 << 20
LEFT_OUT: Final = {"sessions", "axes", "contenttypes", "django_tasks_database", "django_tasks_db", "auth.permission"}
"""What is not backed up: passing states, and what migrations fill by themselves."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: version of the program, time, migrations seen, digest and size of every part."""

    version: str
    when: str
    migrations: tuple[tuple[str, str], ...]
    digests: dict[str, str]
    rows: dict[str, int]

    def write(self) -> bytes:
        """As it stands in the file, with its own digest."""
        words = {
            "format": FORMAT,
            "version": self.version,
            "when": self.when,
            "migrations": self.migrations,
            "digests": self.digests,
            "rows": self.rows,
        }
        plain = json.dumps(words, ensure_ascii=False, sort_keys=True)
        return json.dumps({"digest": hashlib.sha256(plain.encode()).hexdigest(), "manifest": plain}, ensure_ascii=False).encode()


def read_manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    """What a backup says of itself. Raises `BackupDamaged`."""
    try:
        outer = json.loads(archive.read(MANIFEST))
        plain = outer["manifest"]
        if hashlib.sha256(plain.encode()).hexdigest() != outer["digest"]:
            raise BackupDamaged(file=name, part=MANIFEST)
        words = json.loads(plain)
        migrations = tuple((str(app), str(step)) for app, step in words["migrations"])
        return Manifest(words["version"], words["when"], migrations, words["digests"], words["rows"])
    except BROKEN as fault:
        raise BackupDamaged(file=name, part=MANIFEST) from fault


BROKEN: Final = (KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, OSError)
"""Everything that reading a damaged archive raises (a way of packing or a lock that is not ours is a `RuntimeError`)."""


def digest_of(chunks: Iterable[bytes]) -> str:
    """The SHA-256 of what comes in pieces."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def chunks_of(file: Any) -> Iterator[bytes]:  # noqa: ANN401 - anything that is read
    """A file in pieces."""
    while chunk := file.read(CHUNK):
        yield chunk


def applied_apps() -> tuple[Apps, tuple[tuple[str, str], ...]]:
    """The tables as the database has them now, and the last migration that each room has seen."""
    loader = MigrationExecutor(connection).loader
    applied = tuple(sorted(loader.applied_migrations))
    known = [key for key in applied if key in loader.graph.nodes]
    return loader.project_state(known).apps, tuple(known)


def tables_of(apps: Apps) -> list[type[Model]]:
    """The tables that are backed up, those that others point to first, as far as there is an order."""
    models: list[type[Model]] = [one for one in apps.get_models(include_auto_created=True) if not _left_out(one)]
    ordered: list[type[Model]] = []

    def place(model: type[Model], above: tuple[type[Model], ...]) -> None:
        if model in ordered or model in above or model not in models:
            return
        for field in model._meta.get_fields():  # noqa: SLF001 - Django's public interface to a table is called so
            if field.concrete and field.is_relation and not field.many_to_many and isinstance(field.related_model, type):
                place(field.related_model, (*above, model))
        ordered.append(model)

    for model in sorted(models, key=lambda one: one._meta.label_lower):  # noqa: SLF001
        place(model, ())
    return ordered


def _left_out(model: type[Model]) -> bool:
    label = str(model._meta.label_lower)  # noqa: SLF001
    return label in LEFT_OUT or label.partition(".")[0] in LEFT_OUT or not model._meta.managed or bool(model._meta.proxy)  # noqa: SLF001


def part_of(path: Path, root: Path) -> str:
    """Under which name a file stands in a backup."""
    return f"files/{path.relative_to(root).as_posix()}"
