"""What is in this file? A look before anything is decided: layout, columns and what they seem to be, examples, and all that is doubtful.

Every guess has its reason, every doubt is a remark. Examples never show a telephone number, an e-mail address or an identity number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from peakend.define.remark import Remark
from peakend.define.survey import Layout
from peakend.listen.fence import read_table
from peakend.listen.fingerprint import fingerprint_rows
from peakend.listen.groups import Route, find_routes, find_straight_lines, gather_choices, gather_grids, share_scales
from peakend.listen.guess import ROLES, Guess, guess_column
from peakend.listen.mask import mask_text
from peakend.listen.profile import Profile, profile_batches
from peakend.listen.scales import Finding
from peakend.listen.table import Column, Table
from peakend.listen.wording import ALL_WORDS, make_remark

_EXAMPLES: Final = 4
_LONGEST: Final = 40
_NAMED: Final = 6
_MOSTLY_EMPTY: Final = 0.2
_STRAIGHT: Final = 0.3


@dataclass(frozen=True, slots=True)
class Seen:
    """One column of a file, as it was seen: how full, with which values, and what it is taken for."""

    column: Column
    guess: Guess
    filled: int
    blank: int
    distinct: int
    examples: tuple[str, ...]
    """A few of its values, the most frequent first, with personal data masked."""
    values: tuple[tuple[str, int], ...] = ()
    """Its values with their counts, where they are few and not personal."""
    doubts: tuple[Finding, ...] = ()
    """What is doubtful about it, not yet worded."""


@dataclass(frozen=True, repr=False)
class Look:
    """A file, seen: how it is written, how many rows it has, what each column seems to be, and what to confirm."""

    path: Path
    layout: Layout
    rows: int
    columns: tuple[Seen, ...]
    routes: tuple[Route, ...]
    remarks: tuple[Remark, ...]
    table: Table = field(repr=False)

    def column(self, name: str) -> Seen:
        """The column with this heading. Raises `KeyError`."""
        for seen in self.columns:
            if seen.column.name == name:
                return seen
        raise KeyError(name)

    def __repr__(self) -> str:
        """The file in one line; `rows_for_display` has the columns."""
        return f"Look({self.path.name}: {self.layout.kind}, {self.rows} rows, {len(self.columns)} columns, {len(self.remarks)} remarks)"

    def rows_for_display(self) -> list[dict[str, Any]]:
        """The columns as plain values in both languages, for a table, JSON or a page."""
        return [_describe(seen) for seen in self.columns]


def look_at(path: str | Path, layout: Layout | None = None, definition: str | Path | None = None) -> Look:
    """Look at a file of answers, of whatever kind, and say what is in it.

    Reads the whole file, in batches. `layout` states what should not be found out (kind, encoding, sheet, ...); `definition` is a .qsf or
    .lss that explains the columns. Raises an `AnswerError` where it cannot be read.
    """
    table = read_table(path, layout, definition)
    profiles = profile_batches(table.batches(), [column.name for column in table.columns])
    guesses = {column.name: guess_column(column, profiles[column.name], table.rows) for column in table.columns}
    guesses = gather_grids(table.columns, profiles, gather_choices(table.columns, profiles, guesses))
    guesses = share_scales(profiles, guesses)
    routes = find_routes(table, profiles, guesses)
    columns = tuple(_see(column, profiles[column.name], guesses[column.name], table.rows) for column in table.columns)
    remarks = (
        *_remark_file(table, profiles),
        *_remark_columns(columns),
        *_remark_rows(table, guesses, columns),
        *(_remark_route(route) for route in routes),
    )
    decimal = "," if any(name == "decimal_comma" for guess in guesses.values() for name, _ in guess.findings) else ""
    known = table.layout
    seen = Layout(known.kind, known.encoding, known.delimiter, known.decimal or decimal, known.sheet, known.header_rows)
    return Look(table.path, seen, table.rows, columns, tuple(routes), remarks, table)


def _see(column: Column, profile: Profile, guess: Guess, rows: int) -> Seen:
    frequent = [value for value, _ in profile.values.most_common(_EXAMPLES)]
    examples = tuple(
        "***"
        if guess.role == "personal"
        else (value if guess.role in {"number", "rating", "row_number", "respondent"} else mask_text(value))[:_LONGEST]
        for value in frequent
    )
    few = profile.complete and guess.role not in {"personal", "reason", "technical", "respondent"}
    values = tuple(profile.values.most_common()) if few else ()
    doubts = tuple(_find_doubts(guess, profile, examples, rows))
    return Seen(column, guess, profile.filled, profile.rows - profile.filled, profile.distinct, examples, values, doubts)


def _remark_file(table: Table, profiles: dict[str, Profile]) -> list[Remark]:
    """What the reader said, without a word on columns that have neither heading nor content."""
    return [remark for remark in table.remarks if not (remark.name == "heading_blank" and not profiles[str(remark.place[0])].filled)]


def _remark_columns(columns: Sequence[Seen]) -> list[Remark]:
    """What there is to say of single columns; the same said of three and more is said once."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for seen in columns:
        for name, blanks in seen.doubts:
            found.setdefault(name, []).append((seen.column.name, blanks))
    remarks: list[Remark] = []
    for name, places in found.items():
        if len(places) > 2 and f"{name}_many" in ALL_WORDS:  # noqa: PLR2004 - two are read more easily apart
            remarks.append(_remark_many(name, places))
        else:
            remarks += [make_remark(name, (column,), column=column, **blanks) for column, blanks in places]
    return remarks


def _find_doubts(guess: Guess, profile: Profile, examples: Sequence[str], rows: int) -> list[Finding]:
    """Everything doubtful about one column."""
    doubts: list[Finding] = [
        (name, {blank: mask_text(value) if isinstance(value, str) else value for blank, value in blanks.items()})
        for name, blanks in guess.findings
    ]
    if profile.machine_blanks:
        doubts.append(("machine_blanks", {"words": ", ".join(profile.machine_blanks), "count": sum(profile.machine_blanks.values())}))
    if guess.role == "constant":
        doubts.append(("constant", {"value": examples[0] if examples else ""}))
    elif guess.role == "personal" or (guess.role == "left_out" and not guess.findings):
        doubts.append((guess.role, {}))
    elif 0 < profile.filled < rows * _MOSTLY_EMPTY and guess.role in {"rating", "attribute", "number"}:
        doubts.append(("mostly_empty", {"filled": profile.filled, "rows": rows}))
    return doubts


def _remark_many(name: str, places: list[tuple[str, dict[str, Any]]]) -> Remark:
    """One remark for many columns: counts added up, the first columns named."""
    blanks = dict(places[0][1])
    if "count" in blanks:
        blanks["count"] = sum(one["count"] for _, one in places)
    if "filled" in blanks:
        blanks["filled"] = min(one["filled"] for _, one in places)
    named = ", ".join(column for column, _ in places[:_NAMED]) + (" …" if len(places) > _NAMED else "")
    return make_remark(f"{name}_many", (), columns=named, columns_count=len(places), **blanks)


def _remark_rows(table: Table, guesses: dict[str, Guess], columns: Sequence[Seen]) -> list[Remark]:
    """Rows that repeat one another, and grids ticked in one line."""
    remarks: list[Remark] = []
    prints = [fingerprint_rows(batch) for batch in table.batches()]
    hashes = np.concatenate(prints) if prints else np.zeros(0, np.uint64)
    repeats = len(hashes) - len(np.unique(hashes))
    if repeats:
        remarks.append(make_remark("rows_repeated", (), count=repeats))
    width, filled, same = find_straight_lines(table, guesses)
    if width and filled and same / filled > _STRAIGHT:
        remarks.append(make_remark("straight_lines", (), width=width, same=same, filled=filled, share=round(100 * same / filled)))
    ids = [seen for seen in columns if seen.guess.role == "respondent" and seen.distinct < seen.filled]
    return remarks + [make_remark("id_repeats", (seen.column.name,), count=seen.filled - seen.distinct) for seen in ids]


def _remark_route(route: Route) -> Remark:
    cells = ", ".join(route.asked_when)
    blanks = {"first": route.first, "column": route.column, "cells": cells}
    return make_remark("route_found", (route.group,), asked=route.asked, not_asked=route.not_asked, **blanks)


def _describe(seen: Seen) -> dict[str, Any]:
    scale = seen.guess.scale
    return {
        "column": seen.column.name,
        "question": seen.column.question,
        "role": {"zh": ROLES[seen.guess.role].zh, "en": ROLES[seen.guess.role].en},
        "measure": seen.guess.measure or "",
        "scale": f"{scale.low}..{scale.high}" if scale else "",
        "missing": ", ".join(f"{code} = {reason}" for code, reason in scale.missing) if scale else "",
        "group": seen.guess.group,
        "filled": seen.filled,
        "blank": seen.blank,
        "distinct": seen.distinct,
        "examples": list(seen.examples),
        "reason": {"zh": seen.guess.reason.zh, "en": seen.guess.reason.en},
        "sure": seen.guess.sure,
    }
