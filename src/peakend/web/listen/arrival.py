"""How large may what comes in be? Counted while it comes, so that nobody fills the disk; strangers may send next to nothing."""

from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

_STRANGER: Final = 1_000_000
"""Bytes that may come with a form from somebody who is not signed in."""

_PATIENCE: Final = 4
"""So many times the limit is read to the end, so that the answer reaches a browser; what is larger is cut off."""


class Limiter(FileUploadHandler):
    """The first of the handlers of files: counts all bytes of a form, and stops what is too large."""

    def __init__(self, request: Any = None) -> None:  # noqa: ANN401 - as Django calls it
        super().__init__(request)
        self.taken = 0
        self.limit = 0
        self.length = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Before anything is read: who sends it, and how long it says it is."""
        self.length = int(kwargs["content_length"] if "content_length" in kwargs else args[2])
        known = bool(self.request is not None and self.request.user.is_authenticated)
        self.limit = settings.UPLOAD_LIMIT if known else _STRANGER

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count a chunk and pass it on. Raises `StopUpload` and marks the request where it is too much."""
        del start
        self.taken += len(raw_data)
        if self.taken > self.limit:
            if self.request is not None:
                self.request.META["peakend.too_large"] = True
            raise StopUpload(connection_reset=self.length > _PATIENCE * self.limit)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """It is for the next handlers to keep the file."""
        del file_size
