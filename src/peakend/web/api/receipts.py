"""What if a program sends the same write twice? With a key of its own making it is done once, and the same receipt comes back."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from peakend.errors import KeyReused
from peakend.web.api.models import Receipt
from peakend.web.people.models import User


def hash_content(*said: Any, file: UploadedFile[bytes] | None = None) -> str:  # noqa: ANN401 - plain values
    """The hash of what was asked for: plain values, and a file with its name."""
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode())
    if file is not None:
        digest.update(str(file.name).encode())
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    return digest.hexdigest()


def do_once(user: User, key: UUID | None, content: str, work: Callable[[], tuple[int, dict[str, Any]]]) -> tuple[int, dict[str, Any]]:
    """Do a write and keep its status and answer under the key; done before, only give these back. Without a key just do it.

    The receipt is stored in the transaction of the write: either both are there, or neither. Raises `KeyReused` where the key was used for
    something else, and what the write raises; then the key is free again.
    """
    if key is None:
        return work()
    try:
        with transaction.atomic():
            with transaction.atomic():
                receipt = Receipt.objects.create(user=user, key=key, content=content)
            receipt.status, receipt.answer = work()
            receipt.save(update_fields=["status", "answer"])
            return receipt.status, receipt.answer
    except IntegrityError:
        known = Receipt.objects.filter(user=user, key=key).first()
        if known is None:
            raise
    if known.content != content:
        raise KeyReused
    return known.status, known.answer
