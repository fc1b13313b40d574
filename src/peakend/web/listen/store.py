"""Where do files lie that were sent, and how do they get there? Whole or not at all, under names nobody can choose.

Everything is below the folder of files: `uploads/<study>/<random>/<name>` as it came, `parts/<study>/<random>.parquet` as it was coded.
The name of a file stays, since messages speak of it; the folder around it does not depend on it.
"""

import hashlib
import os
import secrets
import shutil
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.text import get_valid_filename

from peakend.errors import SentTooLarge

UPLOADS: Final = "uploads"
PARTS: Final = "parts"
REFUSED: Final = "refused.arrow"
_LONGEST: Final = 80
_CALLED: Final = 200
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of signs that are not seen: controls, marks of direction, halves, private ones, breaks."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was kept: where (inside the folder of files), how large, its SHA-256."""

    path: str
    size: int
    digest: str


def files() -> Path:
    """The folder of files."""
    return Path(settings.MEDIA_ROOT)


def place(path: str) -> Path:
    """Where a kept path lies on disk. Never outside the folder of files."""
    found = (files() / path).resolve()
    if not path or not found.is_relative_to(files().resolve()):
        raise FileNotFoundError(path)
    return found


def keep_file(home: str, name: str, chunks: Iterable[bytes]) -> Kept:
    """Write what comes in to disk, chunk by chunk, and its digest with it. Raises `SentTooLarge`; then nothing is left."""
    folder = files() / UPLOADS / home / secrets.token_hex(12)
    folder.mkdir(parents=True)
    out, digest, size = folder / tidy_name(name), hashlib.sha256(), 0
    try:
        with out.open("xb") as target:
            for chunk in chunks:
                size += len(chunk)
                _require_size(size)
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Kept(str(out.relative_to(files())), size, digest.hexdigest())


def _require_size(size: int) -> None:
    if size > settings.UPLOAD_LIMIT:
        raise SentTooLarge(limit=settings.UPLOAD_LIMIT // 1_000_000)


def tidy_name(name: str) -> str:
    """A name that is only a name, short enough for any disk, its ending kept.

    >>> tidy_name("../../etc/满意度 2026.xlsx"), tidy_name("...")
    ('满意度_2026.xlsx', 'file')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip(". ")
    if not last:
        return "file"
    tidied = Path(get_valid_filename(last))
    endings = "".join(tidied.suffixes[-2:])[-20:]
    return tidied.name.removesuffix(endings)[:_LONGEST].encode()[:160].decode(errors="ignore") + endings or "file"


def call_file(name: str) -> str:
    r"""What a file is called on pages and in the log: its name without signs that show nothing or turn the line round, ending kept.

    >>> call_file("report\u202efdp.csv"), call_file("a\x07b.csv"), call_file("\u200b")
    ('reportfdp.csv', 'ab.csv', 'file')
    """
    shown = "".join(sign for sign in name if unicodedata.category(sign) not in _UNSEEN).strip() or "file"
    if len(shown) <= _CALLED:
        return shown
    ending = Path(shown).suffix[:20]
    return f"{shown[: _CALLED - len(ending) - 1]}…{ending}"


def forget_file(path: str) -> None:
    """Take a sent file away, with the folder made for it and what was written beside it."""
    if path.startswith(f"{UPLOADS}/"):
        shutil.rmtree(place(path).parent, ignore_errors=True)


def name_part(study: int) -> str:
    """A path for a part of answers that nothing has yet."""
    return f"{PARTS}/{study}/{secrets.token_hex(12)}.parquet"


def forget_part(path: str) -> None:
    """Take the file of a part away."""
    if path.startswith(f"{PARTS}/"):
        place(path).unlink(missing_ok=True)
