"""Somebody with a browser of the plainest kind, for tests against a real server: keeps cookies, sends forms and files, follows nowhere."""

import http.client
import re
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.content.decode("utf-8", "replace")

    @property
    def alert(self) -> str:
        """What the page says is wrong, as plain words."""
        found = re.search(r'(?s)role="alert".*?</', self.text)
        return " ".join(re.sub(r"<[^>]+>", " ", self.text[found.start() - 1 : found.end() + 400]).split()) if found else ""


@dataclass(eq=False)
class Caller:
    """A browser without a window."""

    port: int
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """A page."""
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """A form, with the mark against forgery."""
        body = urlencode({**(form or {}), "csrfmiddlewaretoken": self._mark()}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def send(self, path: str, name: str, content: bytes) -> Answer:
        """A form with one file in it."""
        edge = uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = head + content + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}", "X-CSRFToken": self._mark()})

    def enter(self, home: Path, name: str = "demo-lead") -> "Caller":
        """Sign in as somebody of the demonstration."""
        answer = self.post("/sign-in", {"username": name, "password": (home / "demo-password").read_text().strip()})
        assert answer.status == 302, answer.text[:500]
        return self

    def _mark(self) -> str:
        if "csrftoken" not in self.cookies:
            self.get("/sign-in")
        return self.cookies["csrftoken"]

    def _ask(self, method: str, path: str, body: bytes, more: dict[str, str]) -> Answer:
        headers = {"Accept-Language": self.language, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **more}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            line.request(method, path, body or None, headers)
            answer = line.getresponse()
            found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
            for one in answer.headers.get_all("set-cookie") or []:
                self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(one).items()})
        return found
