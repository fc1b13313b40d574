"""How is a tally kept on disk? One file: a line that says what it is, then the numbers as Arrow, nothing that runs when it is read.

The format (`peakend-tally/1`):

1. One line of JSON in UTF-8, ended by a line feed: the format, the request, the coding, the groups, how many rows were read and left out
   and why, the watermark (which rows are counted), and the SHA-256 of all that follows.
2. An Arrow stream with the rows that are kept as rows: `cell` (the place of the group), `owner`, `block`, a column for each code
   (`c:<column>`), amount (`a:<column>`) and the weight (`w`).
3. An Arrow stream with the sums that are kept by block: `cell`, `block`, `rows`, and for each ask a list of its sums, plain (`p:<place>`)
   and weighted (`h:<place>`); whole numbers in 16, 32 or 64 bits, whatever holds them all.

A file with rows holds the answers of single people, without their names: it is to be kept as safe as the answers themselves. A file is
written beside its place and put there in one step, so that nobody ever reads half of one.
"""

import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final, cast, get_args

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from peakend.errors import DamagedTally
from peakend.scan.ask import Ask, Feature, Request, Span, Where
from peakend.scan.rows import Rows, Sums
from peakend.scan.tally import Cell, Group, KeptBlocks, KeptRows, Tally

FORMAT: Final = "peakend-tally/1"
"""The format that this code writes and reads."""

_KINDS: Final[dict[str, type]] = {kind.__name__: kind for kind in (*get_args(Ask), Feature, Request, Span, Where)}


@dataclass(frozen=True)
class Stored:
    """A tally with what it was made of: the coding of the answers, and which rows are counted in it."""

    tally: Tally
    coding: str = ""
    watermark: Mapping[str, Any] = field(default_factory=dict)


def write_tally(stored: Stored, path: str | Path, *, lasting: bool = True) -> Path:
    """Write a tally into a file, in one step. Raises `OSError` where the folder cannot be written.

    One that need not be `lasting` is not waited for until it is on the disk: what a loss of power leaves half is damaged, and counted anew.
    """
    place = Path(path)
    body = _write_rows(stored.tally) + _write_blocks(stored.tally)
    head = json.dumps(_head_of(stored, hashlib.sha256(body).hexdigest()), ensure_ascii=False, separators=(",", ":"))
    with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as file:
        try:
            file.write(head.encode() + b"\n" + body)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
            Path(file.name).replace(place)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return place


def read_tally(path: str | Path) -> Stored:
    """Read a tally from its file. Raises `DamagedTally`."""
    place = Path(path)
    try:
        line, _, body = place.read_bytes().partition(b"\n")
        head = json.loads(line)
        if head.get("format") != FORMAT:
            raise DamagedTally(path=place.name, reason=f"format {head.get('format')!r}")
        if hashlib.sha256(body).hexdigest() != head["sha256"]:
            raise DamagedTally(path=place.name, reason="sha256")
        return _read(head, body)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, pa.ArrowException) as fault:
        raise DamagedTally(path=place.name, reason=_first_line(fault)) from fault


def say_value(value: Any) -> Any:  # noqa: ANN401 - whatever a request is made of
    """A request, an ask or a part of one as plain JSON, with the name of its kind under `is`.

    >>> say_value(Span("q", 1, 5))
    {'is': 'Span', 'column': 'q', 'low': 1, 'high': 5}
    """
    if is_dataclass(value):
        return {"is": type(value).__name__, **{one.name: say_value(getattr(value, one.name)) for one in fields(value)}}
    return [say_value(one) for one in value] if isinstance(value, tuple) else value


def hear_value(said: Any) -> Any:  # noqa: ANN401 - the same
    """The value that `say_value` said. Raises `KeyError` for a kind that is none of a request's.

    >>> hear_value(say_value(Span("q", 1, 5)))
    Span(column='q', low=1, high=5)
    """
    if isinstance(said, dict):
        return _KINDS[said["is"]](**{name: hear_value(value) for name, value in said.items() if name != "is"})
    return tuple(map(hear_value, said)) if isinstance(said, list) else said


@lru_cache(maxsize=16)
def say_request(request: Request) -> Any:  # noqa: ANN401 - plain JSON
    """A request as plain JSON, not to be changed: it holds hundreds of asks, and every part of the answers is counted for the same."""
    return say_value(request)


@lru_cache(maxsize=16)
def _hear_request(said: str) -> Request:
    """The request that was said, as a text."""
    heard: Request = hear_value(json.loads(said))
    return heard


def _head_of(stored: Stored, digest: str) -> dict[str, Any]:
    tally = stored.tally
    cells = [
        {"group": group, "weighted": cell.weighted, "blocks": isinstance(cell.kept, KeptBlocks), "weights": _weights_of(cell)}
        for group, cell in tally.cells.items()
    ]
    return {
        "format": FORMAT,
        "request": say_request(tally.request),
        "coding": stored.coding,
        "read": tally.read,
        "left_out": dict(tally.left_out),
        "cells": cells,
        "watermark": stored.watermark,
        "sha256": digest,
    }


def _weights_of(cell: Cell) -> list[float]:
    return list(cell.kept.weights) if isinstance(cell.kept, KeptBlocks) else []


def _stream(batches: list[pa.RecordBatch]) -> bytes:
    held = io.BytesIO()
    if batches:
        with pa.ipc.new_stream(held, batches[0].schema) as stream:
            for batch in batches:
                stream.write_batch(batch)
    return held.getvalue()


def _write_rows(tally: Tally) -> bytes:
    batches = []
    for at, cell in enumerate(tally.cells.values()):
        if isinstance(cell.kept, KeptRows):
            rows = cell.kept.rows
            columns: dict[str, Any] = {"cell": np.full(rows.count, at, dtype=np.int32), "owner": cell.kept.owner, "block": cell.kept.block}
            columns |= {f"c:{name}": codes for name, codes in rows.codes.items()}
            columns |= {f"a:{name}": amounts for name, amounts in rows.amounts.items()}
            columns |= {} if rows.weight is None else {"w": rows.weight}
            batches.append(pa.record_batch(columns))
    return _stream(batches)


def _write_blocks(tally: Tally) -> bytes:
    batches = []
    kept = [(at, cell, cell.kept) for at, cell in enumerate(tally.cells.values()) if isinstance(cell.kept, KeptBlocks)]
    kinds = {ask: _kind_of([one.plain[ask] for _, _, one in kept if ask in one.plain]) for ask in tally.request.asks}
    for at, cell, one in kept:
        columns: dict[str, Any] = {"cell": np.full(len(one.rows_by_block), at, dtype=np.int32), "rows": one.rows_by_block}
        for place, ask in enumerate(cell.asks):
            columns |= {f"p:{place}": _list_of(one.plain[ask].astype(kinds[ask]))} if ask in one.plain else {}
            columns |= {f"h:{place}": _list_of(one.heavy[ask])} if ask in one.heavy else {}
        batches.append(pa.record_batch(columns))
    return _stream(batches)


def _kind_of(several: list[Sums]) -> type[np.generic]:
    """Whole numbers in as few bytes as hold those of every cell: most sums of a block are small."""
    if any(sums.dtype != np.int64 for sums in several):
        return np.float64
    most = max((int(np.abs(sums).max(initial=0)) for sums in several), default=0)
    return next((kind for kind in (np.int16, np.int32) if most <= np.iinfo(kind).max), np.int64)


def _list_of(sums: NDArray[Any]) -> pa.Array:
    return pa.FixedSizeListArray.from_arrays(pa.array(np.ascontiguousarray(sums).reshape(-1)), sums.shape[1])


def _sums_of(told: pa.Array, width: int) -> Sums:
    flat = told.flatten().to_numpy().reshape(-1, width)
    made: Sums = flat.astype(np.int64) if flat.dtype.kind == "i" else flat.astype(np.float64)
    return made


def _read(head: Mapping[str, Any], body: bytes) -> Stored:
    request = _hear_request(json.dumps(head["request"]))
    held, kept = io.BytesIO(body), cast("dict[int, KeptRows | KeptBlocks]", {})
    told: list[dict[str, Any]] = head["cells"]
    for blocks in (False, True):
        here = [at for at, one in enumerate(told) if one["blocks"] is blocks]
        batches = list(pa.ipc.open_stream(held)) if here else []
        for at, batch in zip(here, batches, strict=True):
            kept[at] = _blocks_of(batch, request, told[at]) if blocks else _rows_of(batch, request)
    cells: dict[Group, Cell] = {tuple(one["group"]): Cell(request.asks, kept[at], one["weighted"]) for at, one in enumerate(told)}
    tally = Tally(request, cells, head["read"], head["left_out"])
    return Stored(tally, head["coding"], head["watermark"])


def _plain(batch: pa.RecordBatch, name: str) -> Any:  # noqa: ANN401 - an array of numbers
    return batch.column(name).to_numpy(zero_copy_only=False).copy()


def _rows_of(batch: pa.RecordBatch, request: Request) -> KeptRows:
    names = batch.schema.names
    codes = {name[2:]: _plain(batch, name) for name in names if name.startswith("c:")}
    amounts = {name[2:]: _plain(batch, name) for name in names if name.startswith("a:")}
    rows = Rows(batch.num_rows, codes, amounts, _plain(batch, "w") if "w" in names else None)
    return KeptRows(rows, _plain(batch, "owner"), _plain(batch, "block"), request.blocks)


def _blocks_of(batch: pa.RecordBatch, request: Request, told: Mapping[str, Any]) -> KeptBlocks:
    def made(letter: str) -> dict[Ask, Sums]:
        places = [(place, ask) for place, ask in enumerate(request.asks) if f"{letter}:{place}" in batch.schema.names]
        return {ask: _sums_of(batch.column(f"{letter}:{at}"), ask.width) for at, ask in places}

    once, twice = told["weights"]
    return KeptBlocks(_plain(batch, "rows"), made("p"), made("h"), (once, twice))


def _first_line(fault: Exception) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0].rstrip(".")


__all__ = ["FORMAT", "Stored", "hear_value", "read_tally", "say_value", "write_tally"]
