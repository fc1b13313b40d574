"""What is this answer file made of? Hashes of its content, of the survey that mapped it and of the file it came from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peakend.define.study import Study
from peakend.define.survey import Survey
from peakend.errors import AskedOtherwise, CodedOtherwise

FORMAT: Final = "peakend-answers/1"
"""The format of answer files that this code writes."""

_NAMED: Final = 8


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


def describe_coding(survey: Survey) -> str:
    """By which scales the answers were coded, as JSON: question -> low, high, offset, and the codes that are no answers."""
    scales = {one.key: one.scale for one in survey.questions}
    return json.dumps({key: None if one is None else [one.low, one.high, one.offset, sorted(one.missing)] for key, one in scales.items()})


def require_same_coding(study: Study, about: Mapping[str, str]) -> None:
    """Refuse imported answers whose questions or scales the study has changed since; `about` is what their file says of itself.

    Raises `CodedOtherwise` where a scale differs, `AskedOtherwise` where the study asks something the answers never had while they hold
    something it no longer asks: a key was changed. Answers that say nothing of themselves pass.
    """
    told = about.get("peakend.coding")
    if told is None:
        return
    then, now = json.loads(told), json.loads(describe_coding(study.survey))
    changed = [key for key, scale in now.items() if key in then and then[key] != scale]
    if changed:
        raise CodedOtherwise(study=study.key, questions=", ".join(changed[:_NAMED]))
    new, lost = [key for key in now if key not in then], [key for key in then if key not in now]
    if new and lost:
        raise AskedOtherwise(study=study.key, new=", ".join(new[:_NAMED]), lost=", ".join(lost[:_NAMED]))


def describe_answers(study: Study, source: str, content: str) -> dict[str, str]:
    """What is written into the file of answers about itself."""
    return {
        "peakend.format": FORMAT,
        "peakend.study": study.key,
        "peakend.survey": digest_survey(study.survey),
        "peakend.coding": describe_coding(study.survey),
        "peakend.source": source,
        "peakend.content": content,
        "peakend.synthetic": "true" if study.synthetic else "false",
    }
