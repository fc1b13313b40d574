"""How are answers filtered without reading them again? A large part is counted once for every group of people, then groups are added up.

A filter keeps whole groups: those with one value of an attribute, those of some units, of one wave. So a large part is counted by all
attributes at once where that makes few groups, else by each attribute alone, and what is asked of a filter or a split is the sum of the
cells inside it: the same numbers, bit for bit, as reading the rows again would give. Sums with weights are of real numbers, whose last
digit depends on the order in which they are added; and few rows are kept as rows: both are left to be read.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from peakend.errors import DamagedTally
from peakend.scan.ask import Amounts, Request, Where
from peakend.scan.count import count_answers
from peakend.scan.sources import Source
from peakend.scan.store import Stored, read_tally, say_request, write_tally
from peakend.scan.tally import KEEP_ROWS, Cell, Group, Tally

WORTH: Final = 50_000
"""A part of fewer rows is read again faster than its cells are."""

AT_ONCE: Final = 400_000_000
"""What the cells counted in one pass may take in memory, in bytes."""

MOST_VALUES: Final = 100
"""An attribute with more values than this is nothing that answers are filtered by every day."""

_FORMAT: Final = "1"


@dataclass(frozen=True)
class Shelved:
    """Where the cells of one part, counted for one list of asks, lie: an index, and a tally for each cell."""

    folder: Path
    stem: str

    @property
    def index(self) -> Path:
        """The list of the cells; it is there once all of them are."""
        return self.folder / f"{self.stem}.cells"

    def cell(self, plan: int, number: int) -> Path:
        """Where one cell lies."""
        return self.folder / f"{self.stem}-{plan}-{number}.cell"


def shelve(folder: Path, digest: str, request: Request, columns: Sequence[str]) -> Shelved:
    """Where the cells for a request lie, whatever it filters and splits by."""
    bare = replace(request, where=(), by=())
    said = json.dumps([_FORMAT, say_request(bare), sorted(columns)], ensure_ascii=False, sort_keys=True)
    return Shelved(folder, f"{digest[:24]}-{hashlib.sha256(said.encode()).hexdigest()[:24]}")


def can_add(request: Request) -> bool:
    """Whether its sums are whole numbers, the same in every order."""
    return not request.weight and not any(isinstance(ask, Amounts) for ask in request.asks)


def cut_cells(source: Source, request: Request, names: Mapping[str, Sequence[str]], shelved: Shelved, coding: str) -> None:
    """Count a part for every group and keep the cells. `names` has the word of each known combination of values, by attribute.

    Raises what counting and writing raise.
    """
    bare = replace(request, where=(), by=())
    fit = max(1, AT_ONCE // (request.blocks * 8 * max(sum(ask.width for ask in request.asks), 1)))
    plans: list[dict[str, Any]] = []
    read, left_out = 0, dict[str, int]()
    for place, (by, chunks) in enumerate(_plan(names, fit)):
        groups: list[Group] = []
        rows: list[int] = []
        for where in chunks:
            tally = count_answers(source, replace(bare, by=by, where=where))
            read, left_out = tally.read, {why: n for why, n in tally.left_out.items() if why != "filtered"}
            for group, cell in tally.groups():
                if cell.rows:
                    alone = Tally(bare, {(): cell.fold()}, cell.rows, {})
                    write_tally(Stored(alone, coding), shelved.cell(place, len(groups)), lasting=False)
                    groups.append(group)
                    rows.append(cell.rows)
        plans.append({"by": by, "groups": groups, "rows": rows})
    told = json.dumps({"coding": coding, "read": read, "left_out": left_out, "plans": plans}, ensure_ascii=False)
    fresh = shelved.index.with_suffix(".fresh")
    fresh.write_text(told, encoding="utf-8")
    fresh.replace(shelved.index)


def _plan(names: Mapping[str, Sequence[str]], fit: int) -> Iterator[tuple[tuple[str, ...], list[tuple[Where, ...]]]]:
    """By what to count, and which values in each pass: all attributes at once where they fit, else one after the other."""
    together = set(zip(*names.values(), strict=True)) if names else {()}
    if len(together) <= fit:
        yield tuple(names), [()]
        return
    for name, words in names.items():
        values = sorted(set(words))
        if len(values) <= MOST_VALUES:
            yield (name,), [(Where(name, tuple(values[at : at + fit])),) for at in range(0, len(values), fit)]


def forget_cells(folder: Path, digests: Sequence[str]) -> None:
    """Take away the cells of parts that are no longer there."""
    known = {digest[:24] for digest in digests}
    for path in (*folder.glob("*.cells"), *folder.glob("*.cell")):
        if path.name[:24] not in known:
            path.unlink(missing_ok=True)


def add_cells(request: Request, shelved: Shelved, coding: str) -> Tally | None:
    """The tally of a request from the cells that were kept; nothing where they do not tell it, or the rows must be read."""
    if not can_add(request):
        return None
    with suppress(OSError, ValueError, KeyError, DamagedTally):
        told = json.loads(shelved.index.read_text(encoding="utf-8"))
        if told["coding"] != coding:
            return None
        asked = {*request.by, *(where.column for where in request.where)}
        for place, plan in enumerate(told["plans"]):
            if asked <= set(plan["by"]):
                return _add_plan(request, shelved, place, told)
    return None


def _add_plan(request: Request, shelved: Shelved, place: int, told: Mapping[str, Any]) -> Tally | None:
    plan = told["plans"][place]
    named = [dict(zip(plan["by"], group, strict=True)) for group in plan["groups"]]
    inside = [at for at, values in enumerate(named) if all(values[where.column] in where.values for where in request.where)]
    rows = sum(plan["rows"][at] for at in inside)
    if rows <= KEEP_ROWS:
        return None
    cells: dict[Group, Cell] = {}
    for at in inside:
        group = tuple(named[at][name] for name in request.by)
        cell = read_tally(shelved.cell(place, at)).tally.cells[()]
        cells[group] = cells[group].join(cell) if group in cells else cell
    left_out = dict(told["left_out"])
    if request.where:
        left_out["filtered"] = sum(plan["rows"]) - rows
    return Tally(request, cells, told["read"], left_out)


__all__ = ["WORTH", "Shelved", "add_cells", "can_add", "cut_cells", "forget_cells", "shelve"]
