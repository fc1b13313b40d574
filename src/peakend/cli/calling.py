"""How does the command line talk to a workbench? Over its API, with a token that is never sent in the open and never shown.

Only the standard library is used. Redirects are not followed: a token goes to the address that was named and to no other.
"""

import json
import os
import stat
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from peakend.errors import (
    AddressUnsafe,
    AddressUnset,
    AnswerUnreadable,
    NobodyThere,
    TokenFileOpen,
    TokenUnset,
    WorkbenchRefused,
)

ADDRESS: Final = "PEAKEND_REMOTE"
TOKEN: Final = "PEAKEND_TOKEN"  # noqa: S105 - the name of a setting
TOKEN_FILE: Final = "PEAKEND_TOKEN_FILE"  # noqa: S105
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
PATIENCE: Final = 120
TRIES: Final = 3
_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Reply:
    """What a workbench answered."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def plain(self) -> Any:  # noqa: ANN401 - what JSON holds
        """Its JSON."""
        return json.loads(self.content) if self.content else None


@dataclass(frozen=True)
class Line:
    """A line to a workbench: its address, the token, the language in which it is to speak."""

    address: str
    token: str
    language: str

    def ask(self, path: str, query: Sequence[tuple[str, str]] = ()) -> Reply:
        """Read something."""
        return self._call("GET", path + (f"?{urlencode(list(query))}" if query else ""))

    def tell(self, method: str, path: str, value: Mapping[str, Any]) -> Reply:
        """Write something: the same key comes with each try, so that it is done once."""
        body = json.dumps(value, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Idempotency-Key": str(uuid.uuid4())}
        return self._call(method, path, headers, lambda: iter((body,)))

    def send(self, path: str, files: Mapping[str, Path]) -> Reply:
        """Send files as a form, piece by piece."""
        mark = uuid.uuid4().hex
        heads = {name: _head(mark, name, file) for name, file in files.items()}
        end = f"--{mark}--\r\n".encode()
        length = sum(len(heads[name]) + file.stat().st_size + 2 for name, file in files.items()) + len(end)
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Content-Length": str(length)}

        def pieces() -> Iterator[bytes]:
            for name, file in files.items():
                yield heads[name]
                with file.open("rb") as source:
                    while piece := source.read(_CHUNK):
                        yield piece
                yield b"\r\n"
            yield end

        return self._call("POST", path, headers | {"Idempotency-Key": str(uuid.uuid4())}, pieces)

    def _call(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: Callable[[], Iterator[bytes]] | None = None
    ) -> Reply:
        """Call, and call again where nobody answered. Raises `NobodyThere`, `WorkbenchRefused`, `AnswerUnreadable`."""
        sent = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language, "Accept": "application/json", **(headers or {})}
        for number in range(1, TRIES + 1):
            try:
                return self._understand(self._once(method, path, sent, body))
            except (OSError, HTTPException) as fault:
                if number == TRIES:
                    raise NobodyThere(address=self.address, reason=str(fault) or type(fault).__name__) from None
                time.sleep(0.3 * number)
        raise AssertionError

    def _once(self, method: str, path: str, headers: Mapping[str, str], body: Callable[[], Iterator[bytes]] | None) -> Reply:
        parts = urlsplit(self.address)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        with closing(kind(parts.hostname or "", parts.port, timeout=PATIENCE)) as line:
            line.request(method, f"{parts.path.rstrip('/')}/api{path}", body() if body else None, dict(headers))
            answer = line.getresponse()
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())

    def _understand(self, reply: Reply) -> Reply:
        """The reply, if it is one. Raises `WorkbenchRefused` with the words of the workbench, `AnswerUnreadable`."""
        if reply.status < 300:  # noqa: PLR2004 - done
            return reply
        if not reply.headers.get("content-type", "").startswith("application/problem+json"):
            raise AnswerUnreadable(address=self.address, status=reply.status)
        told = reply.plain
        raise WorkbenchRefused(status=reply.status, fault=told["type"], title=told["title"], detail=told["detail"])


def _head(mark: str, name: str, file: Path) -> bytes:
    called = quote(file.name, safe=" .-_()") if not file.name.isascii() or '"' in file.name else file.name
    field = f"filename*=UTF-8''{quote(file.name)}" if called != file.name else f'filename="{file.name}"'
    return f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; {field}\r\nContent-Type: application/octet-stream\r\n\r\n'.encode()


def open_line(address: str, language: str, environment: Mapping[str, str]) -> Line:
    """A line to the workbench that is named, or that the environment names. Raises `AddressUnset`, `AddressUnsafe` and `find_token`'s."""
    named = (address or environment.get(ADDRESS, "")).rstrip("/")
    if not named:
        raise AddressUnset
    parts = urlsplit(named)
    if parts.scheme not in {"http", "https"} or not parts.hostname or (parts.scheme == "http" and parts.hostname not in HERE):
        raise AddressUnsafe(address=named)
    return Line(named, find_token(environment), "zh-Hans" if language == "zh" else "en")


def find_token(environment: Mapping[str, str]) -> str:
    """The token of the environment, or of a file that its owner alone can read. Raises `TokenUnset`, `TokenFileOpen`."""
    if environment.get(TOKEN):
        return environment[TOKEN].strip()
    path = Path(environment.get(TOKEN_FILE) or Path.home() / ".config" / "peakend" / "token")
    if not path.is_file():
        raise TokenUnset(path=str(path))
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        raise TokenFileOpen(path=str(path), mode=f"{mode:04o}")
    word = path.read_text(encoding="utf-8").strip()
    if not word:
        raise TokenUnset(path=str(path))
    return word
