"""What is this answer file made of? Hashes of its content, of the survey that mapped it and of the file it came from."""

import hashlib
import json
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peakend.define.survey import Survey

FORMAT: Final = "peakend-answers/1"
"""The format of answer files that this code writes."""


def digest_survey(survey: Survey) -> str:
    """The SHA-256 of a survey: it changes whenever a question, a scale or the mapping changes."""
    return hashlib.sha256(json.dumps(asdict(survey), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class ContentDigest:
    """The SHA-256 of columns of answers, whatever batches they come in."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[Any, Any, Any]] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        """Take in one batch."""
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            lengths, content, there = self._parts.setdefault(name, (hashlib.sha256(), hashlib.sha256(), hashlib.sha256()))
            if column.type != pa.int16():
                there.update(column.is_valid().cast(pa.uint8()).to_numpy(zero_copy_only=False).tobytes())
            if column.type == pa.string():
                texts = pc.fill_null(column, "")
                lengths.update(pc.binary_length(texts).to_numpy(zero_copy_only=False).tobytes())
                content.update(_letters(texts))
            else:
                content.update(_plain(column).tobytes())

    def finish(self) -> str:
        """The hash of everything taken in."""
        whole = hashlib.sha256()
        for name, parts in self._parts.items():
            whole.update(name.encode() + b"\0" + b"".join(part.digest() for part in parts))
        return whole.hexdigest()


def _letters(texts: Any) -> Any:  # noqa: ANN401 - an Arrow array of text without blanks in, bytes out
    """The bytes of all texts, one behind the other, as they lie in memory."""
    packed = texts.cast(pa.large_binary())
    _, offsets, letters = packed.buffers()
    ends = np.frombuffer(offsets, np.int64, len(packed) + 1, packed.offset * 8)
    return b"" if letters is None else memoryview(letters)[ends[0] : ends[-1]]


def _plain(column: Any) -> Any:  # noqa: ANN401 - an Arrow array in, a numpy array out
    if column.type == pa.bool_():
        column = column.cast(pa.uint8())
    elif column.type == pa.date32():
        column = column.cast(pa.int32())
    return pc.fill_null(column, 0).to_numpy(zero_copy_only=False)


def describe_answers(study: str, survey: str, source: str, content: str, *, synthetic: bool) -> dict[str, str]:
    """What is written into the file of answers about itself."""
    return {
        "peakend.format": FORMAT,
        "peakend.study": study,
        "peakend.survey": survey,
        "peakend.source": source,
        "peakend.content": content,
        "peakend.synthetic": "true" if synthetic else "false",
    }
