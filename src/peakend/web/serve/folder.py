"""Is the folder of the workbench ready? Made for its owner alone, held by one process at a time, database and static files up to date."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from peakend import __version__
from peakend.errors import AlreadyRunning, DatabaseUnreachable, HomeNotWritable

try:
    import fcntl
except ImportError:  # Windows: files are not held there, and the port alone tells a second workbench apart
    fcntl = None  # type: ignore[assignment]

BACKED: Final = "last-backup"
"""The file that says when the last backup was written."""
HELD: Final = "running.lock"
"""The file that a running workbench holds; its process number stands in it."""


def make_home(home: Path) -> None:
    """The folder itself, for its owner alone where it is new. Raises `HomeNotWritable`."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(settings.MEDIA_ROOT).mkdir(exist_ok=True, mode=0o700)
        probe = home / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as fault:
        raise HomeNotWritable(home=str(home), reason=fault.strerror or str(fault)) from fault


@contextmanager
def hold_home(home: Path) -> Iterator[None]:
    """Hold the folder for as long as the block runs. Raises `AlreadyRunning` where another process holds it.

    The system lets go of it when the process ends, however it ends.
    """
    with (home / HELD).open("a+", encoding="utf-8") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                file.seek(0)
                raise AlreadyRunning(home=str(home), process=file.read().strip() or "?") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def note_backup(home: Path) -> None:
    """Note that a backup was written now."""
    (home / BACKED).write_text(datetime.now(UTC).isoformat(timespec="seconds"), encoding="utf-8")


def read_last_backup() -> datetime | None:
    """When the last backup was written; nothing where none is known of."""
    with suppress(OSError, ValueError):
        return datetime.fromisoformat((Path(settings.HOME) / BACKED).read_text(encoding="utf-8"))
    return None


def reach_database() -> None:
    """Raises `DatabaseUnreachable` where the database does not answer."""
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        raise DatabaseUnreachable(reason=" ".join(str(fault).split())) from fault


def find_pending() -> bool:
    """Whether the database lacks a step that this version knows."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_empty() -> bool:
    """Whether nothing was ever kept in this database."""
    executor = MigrationExecutor(connection)
    if ("people", "0001_initial") not in executor.loader.applied_migrations:
        return True
    people = executor.loader.project_state(tuple(executor.loader.applied_migrations)).apps.get_model("people", "Organisation")
    return not people.objects.exists()


def migrate_database() -> None:
    """Bring the database up to this version."""
    call_command("migrate", verbosity=0, interactive=False)


def gather_static() -> bool:
    """Lay the static files out, compressed and under names that change with their content; whether there was anything to do.

    They are laid out beside their place first, so that a start that is killed leaves the old ones whole.
    """
    place = Path(settings.STATIC_ROOT)
    mark, state = place / ".state", _fingerprint()
    if mark.exists() and mark.read_text(encoding="utf-8") == state:
        return False
    fresh = place.with_name(f"static.{os.getpid()}")
    old = place.with_name(f"static.old.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    settings.STATIC_ROOT = fresh
    try:
        call_command("collectstatic", verbosity=0, interactive=False, stdout=StringIO())
    finally:
        settings.STATIC_ROOT = place
    (fresh / ".state").write_text(state, encoding="utf-8")
    with suppress(FileNotFoundError):
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    return True


def _fingerprint() -> str:
    """What the static files are made from: the version, and every file with its size and time."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda one: one[0]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}".encode())
    return digest.hexdigest()
