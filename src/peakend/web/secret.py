"""Where does the secret of an installation come from? From the environment, or from a file that is made once and only its owner reads."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

NAME: Final = "secret.key"


def read_secret(home: Path) -> str:
    """The secret key: `PEAKEND_SECRET`, else the content of `secret.key` in the folder, made at the first start.

    The file appears whole or not at all, readable for its owner alone; two processes that start together agree on one.
    """
    given = os.environ.get("PEAKEND_SECRET", "")
    if given:
        return given
    path = home / NAME
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f"{NAME}.{secrets.token_hex(6)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was first: its secret stands
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text(encoding="utf-8").strip()
