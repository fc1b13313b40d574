"""What is new since the last count? Stored tallies brought up to date: only rows that were not counted yet are read.

Two kinds of answers can be continued: Parquet files (a file, a folder, a pattern), where new files and new row groups at the end of old
ones are counted, and tables in an engine with a column that only grows, where rows beyond the largest value counted are. Old rows are
checked first; a tally whose request, coding or old rows changed is refused, never patched.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from peakend.errors import MissingColumn, NotNumbers, TallyOutdated, UnknownSource, UnreadableSource
from peakend.scan.ask import Amounts, Request
from peakend.scan.count import count_answers, merge_all
from peakend.scan.engines.opening import open_engine
from peakend.scan.engines.query import Answers
from peakend.scan.sources import TableSource
from peakend.scan.store import Stored, read_tally, write_tally
from peakend.scan.tally import Tally

_CHUNK: Final = 1 << 22
_PRIME: Final = 2147483647


@dataclass(frozen=True)
class Update:
    """A tally brought up to date: how many rows it takes over from the stored one, and how many were read for it."""

    tally: Tally
    reused: int
    counted: int


def update_tally(
    answers: Any,  # noqa: ANN401 - files or what an engine opens
    request: Request,
    path: str | Path,
    *,
    coding: str = "",
    growing: str = "",
    trust_old_rows: bool = False,
) -> Update:
    """Count what is new and put the whole tally into its file; the first time everything is new.

    `answers` is a Parquet file, a folder or a pattern of them, or a table in an engine, and then `growing` names the column of whole
    numbers that every new row has a larger value in. `coding` is whatever says how the answers were coded (a digest of the survey).
    Old rows of a table are checked by a count and a sum over all of them, worked out in the engine; `trust_old_rows` leaves that out.
    Raises `TallyOutdated`, `DamagedTally`, `UnknownSource`, and what counting raises.
    """
    place = Path(path)
    stored = read_tally(place) if place.exists() else None
    if stored is not None:
        _require(stored.tally.request == request, place, "request", "-")
        _require(stored.coding == coding, place, "coding", "-")
    engine = open_engine(answers)
    if engine is not None:
        parts, watermark = _new_of_table(engine, request, growing, stored, place, trust=trust_old_rows)
    elif isinstance(answers, str | Path):
        parts, watermark = _new_of_files(answers, request, stored, place)
    else:
        raise UnknownSource(kind=type(answers).__name__)
    counted = sum(part.read for part in parts)
    known = [stored.tally] if stored is not None and (stored.tally.read or not parts) else []
    tally = merge_all([*known, *parts]) if known or parts else count_answers(TableSource(_nothing(request)), request)
    write_tally(Stored(tally, coding, watermark), place)
    return Update(tally, tally.read - counted, counted)


def _require(holds: bool, path: Path, changed: str, where: str) -> None:  # noqa: FBT001 - the condition
    if not holds:
        raise TallyOutdated(path=path.name, changed=changed, where=where)


def _nothing(request: Request) -> pa.Table:
    return pa.table({name: pa.nulls(0, pa.int16()) for name in request.columns()})


# -- Parquet files


def _new_of_files(answers: str | Path, request: Request, stored: Stored | None, path: Path) -> tuple[list[Tally], dict[str, Any]]:
    base, files = _files_of(answers)
    known: Mapping[str, Any] = _watermark_of(stored, "files", path)
    missing = sorted(set(known) - {file.relative_to(base).as_posix() for file in files})
    _require(not missing, path, "rows", ", ".join(missing[:3]))
    parts, watermark = [], {}
    for file in files:
        name = file.relative_to(base).as_posix()
        watermark[name], start = _look_at(file, known.get(name), path)
        parts += [count_answers(TableSource(table), request) for table in _groups_from(file, start, request)]
    return parts, {"kind": "files", "files": watermark}


def _watermark_of(stored: Stored | None, kind: str, path: Path) -> Mapping[str, Any]:
    if stored is None:
        return {}
    _require(stored.watermark.get("kind") == kind, path, "kind", str(stored.watermark.get("kind")))
    told: Mapping[str, Any] = stored.watermark[kind]
    return told


def _files_of(answers: str | Path) -> tuple[Path, list[Path]]:
    """The folder that names are relative to, and the files in the order of their names."""
    path = Path(answers)
    if path.is_dir():
        return path, sorted(path.rglob("*.parquet"))
    if path.exists():
        return path.parent, [path]
    fixed = next(parent for parent in path.parents if not set("*?[") & set(str(parent)))
    files = sorted(fixed.glob(path.relative_to(fixed).as_posix()))
    if not files:
        raise UnreadableSource(path=path.name, reason="-")
    return fixed, files


def _look_at(file: Path, known: Mapping[str, Any] | None, path: Path) -> tuple[dict[str, Any], int]:
    """What is to be remembered of a file, and the first of its row groups that is not counted yet."""
    told = file.stat()
    if known is not None and (known["size"], known["changed"]) == (told.st_size, told.st_mtime_ns):
        return dict(known), known["groups"]
    about = _footer_of(file)
    start = 0
    if known is not None:
        start = known["groups"]
        kept = about.num_row_groups >= start and [about.row_group(at).num_rows for at in range(start)] == known["rows"]
        _require(kept and _digest(file, known["end"]) == known["digest"], path, "rows", file.name)
    end = max([4, *(_end_of(about.row_group(at)) for at in range(about.num_row_groups))])
    rows = [about.row_group(at).num_rows for at in range(about.num_row_groups)]
    seen = {"size": told.st_size, "changed": told.st_mtime_ns, "groups": len(rows), "rows": rows, "end": end, "digest": _digest(file, end)}
    return seen, start


def _footer_of(file: Path) -> Any:  # noqa: ANN401 - Arrow has no types
    try:
        return pq.read_metadata(file)
    except (OSError, pa.ArrowException) as fault:
        raise UnreadableSource(path=file.name, reason=str(fault).splitlines()[0].rstrip(".")) from fault


def _end_of(group: Any) -> int:  # noqa: ANN401 - Arrow has no types
    """Where the pages of a row group end."""
    chunks = [group.column(at) for at in range(group.num_columns)]
    starts = [chunk.dictionary_page_offset or chunk.data_page_offset for chunk in chunks]
    return max((start + chunk.total_compressed_size for start, chunk in zip(starts, chunks, strict=True)), default=4)


def _digest(file: Path, end: int) -> str:
    """The BLAKE2 hash of a file up to a place."""
    made = hashlib.blake2b(digest_size=16)
    with file.open("rb") as content:
        while end > 0 and (piece := content.read(min(_CHUNK, end))):
            made.update(piece)
            end -= len(piece)
    return made.hexdigest()


def _groups_from(file: Path, start: int, request: Request) -> Iterator[pa.Table]:
    """The columns that are asked for, a row group at a time."""
    try:
        with pq.ParquetFile(file) as content:
            names = _require_columns(content.schema_arrow.names, request)
            for at in range(start, content.num_row_groups):
                yield content.read_row_group(at, columns=names, use_threads=False)
    except (OSError, pa.ArrowException) as fault:
        raise UnreadableSource(path=file.name, reason=str(fault).splitlines()[0].rstrip(".")) from fault


def _require_columns(known: Sequence[str], request: Request) -> list[str]:
    absent = [name for name in request.columns() if name not in known]
    if absent:
        raise MissingColumn(column=absent[0], known=", ".join(known))
    return [*request.columns()] or [*known][:1]


# -- tables in an engine


def _new_of_table(
    engine: Any,  # noqa: ANN401 - an engine of any kind
    request: Request,
    growing: str,
    stored: Stored | None,
    path: Path,
    *,
    trust: bool,
) -> tuple[list[Tally], dict[str, Any]]:
    answers: Answers = engine.answers
    _require_columns(list(answers.kinds), replace(request, by=(*request.by, growing)))
    if not pa.types.is_integer(answers.kinds[growing]):
        raise NotNumbers(column=growing, kind=str(answers.kinds[growing]))
    known = _watermark_of(stored, "table", path)
    last = known.get("last")
    if stored is not None:
        _require(known["growing"] == growing, path, "kind", growing)
    if stored is not None and last is not None and not trust:
        old = engine.between(growing, None, last)
        _require(_same_groups(count_answers(old, replace(request, asks=())), stored.tally), path, "rows", f"{growing} <= {last}")
        _require(_print_of(old, request, growing) == known["print"], path, "rows", f"{growing} <= {last}")
    newest = engine.fetch(f"SELECT max({answers.read_as[growing]}) AS last FROM {answers.table}")["last"][0].as_py()
    if newest is None or newest == last:
        return [], {"kind": "table", "table": {**known, "growing": growing, "last": last, "print": known.get("print", [0, 0])}}
    _require(last is None or newest > last, path, "rows", f"{growing} > {newest}")
    new = engine.between(growing, last, newest)
    read = [one + other for one, other in zip(known.get("print", (0, 0)), _print_of(new, request, growing), strict=True)]
    return [count_answers(new, request)], {"kind": "table", "table": {"growing": growing, "last": newest, "print": read}}


def _same_groups(one: Tally, other: Tally) -> bool:
    """Whether two tallies hold as many rows in each group, and left out as many for the same reasons."""
    mine, theirs = ({group: cell.rows for group, cell in tally.cells.items() if cell.rows} for tally in (one, other))
    reasons, others = ({why: rows for why, rows in tally.left_out.items() if rows} for tally in (one, other))
    return (one.read, mine, reasons) == (other.read, theirs, others)


def _print_of(engine: Any, request: Request, growing: str) -> list[int]:  # noqa: ANN401 - an engine of any kind
    """How many rows there are, and a sum over their answers that changes with any of them: order-free, and the same on every engine."""
    answers: Answers = engine.answers
    names = dict.fromkeys(name for ask in request.asks if not isinstance(ask, Amounts) for name in ask.columns)
    whole, column = answers.dialect.whole, answers.read_as[growing]
    terms = [f"({whole(column)} % {_PRIME})"]
    for at, name in enumerate(names, start=2):
        terms.append(f"{whole(f'coalesce({answers.code(name)}, 32001)')} * {at * 7919}")
    mixed = f"(({' + '.join(terms)}) % 65521) * (({whole(column)} % 251) + 1)"
    told = engine.fetch(f"SELECT count(*) AS n, CAST(coalesce(sum({mixed}), 0) AS BIGINT) AS mixed FROM {answers.table}")
    return [told["n"][0].as_py(), told["mixed"][0].as_py()]


__all__ = ["Update", "update_tally"]
