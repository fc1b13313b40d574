"""Which columns belong together? Choices of one multiple answer, grids on one scale, and the question that decided who was asked."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

import numpy as np
import pyarrow.compute as pc

from peakend.define.survey import Question, Scale
from peakend.listen.answer import read_yes, tidy_cell
from peakend.listen.guess import Guess, make_rating
from peakend.listen.profile import Profile, alike_share
from peakend.listen.scales import Finding
from peakend.listen.table import Column, Table
from peakend.listen.vocabulary import CATEGORY_WORDS, COUNT_WORDS, NUMBERING, RATING_WORDS
from peakend.text import Text

_FEWEST_CHOICES: Final = 2
_FEWEST_BLIND: Final = 3
_GRID: Final = 5
_BEFORE: Final = 4
_ENOUGH_ANSWERS: Final = 50
_NEIGHBOURS: Final = 2
_FEWEST_CELLS: Final = 20
_USUAL: Final = ((1, 5), (1, 7), (1, 10), (0, 10))
_UNUSUAL: Final = ((1, 4), (1, 6))


@dataclass(frozen=True, slots=True)
class Route:
    """A column whose cell decided who was asked a group of questions."""

    group: str
    first: str
    """The first column of the group."""
    column: str
    asked_when: tuple[str, ...]
    asked: int
    not_asked: int


def gather_choices(columns: Sequence[Column], profiles: dict[str, Profile], guesses: dict[str, Guess]) -> dict[str, Guess]:
    """The guesses, with columns side by side that are choices of one multiple answer made so."""
    guesses = dict(guesses)
    for run in _runs(columns, profiles, guesses):
        names = [column.name for column, _ in run]
        group = run[0][0].group or names[0]
        for column, (chosen, unchosen) in run:
            question = Question("", "chosen", chosen=(chosen,), unchosen=unchosen)
            findings: tuple[Finding, ...] = ((("blank_is_unchosen", {}),) if "" in unchosen else ()) if column is run[0][0] else ()
            reason = Text(
                zh=f"与相邻 {len(run) - 1} 列同为一道多选题的选项",
                en=f"with {len(run) - 1} columns beside it the choices of one multiple answer",
            )
            guesses[column.name] = Guess(
                "chosen", reason, "chosen", None, findings, sure=bool(column.group), question=question, group=group
            )
    return guesses


def _runs(
    columns: Sequence[Column], profiles: dict[str, Profile], guesses: dict[str, Guess]
) -> list[list[tuple[Column, tuple[str, tuple[str, ...]]]]]:
    """Columns in a row that are written as choices in the same style."""
    runs: list[list[tuple[Column, tuple[str, tuple[str, ...]]]]] = []
    style = ("", "")
    for column in columns:
        marks = (
            _choice_marks(column, profiles[column.name]) if guesses[column.name].role not in {"reason", "technical", "personal"} else None
        )
        if marks is None:
            style = ("", "")
            continue
        here = (column.group, _style(marks))
        if here != style or _starts_over(runs[-1], marks):
            runs.append([])
        runs[-1].append((column, marks))
        style = here
    return [run for run in runs if len(run) >= (_FEWEST_CHOICES if run[0][0].group or _style(run[0][1]) == "own" else _FEWEST_BLIND)]


def _choice_marks(column: Column, profile: Profile) -> tuple[str, tuple[str, ...]] | None:
    """How chosen and not chosen are written in this column, if it looks like a choice."""
    values = {value for value in profile.values if value} if profile.complete else set()
    if not values or len(values) > 2 or profile.rows == 0:  # noqa: PLR2004
        return None
    blanks = profile.filled < profile.rows
    if len(values) == 1:
        value = next(iter(values))
        own = tidy_cell(value).casefold() in {
            tidy_cell(column.choice).casefold(),
            tidy_cell(column.name).casefold(),
            "1",
            "yes",
            "是",
            "checked",
        }
        return (value, ("",)) if blanks and (own or column.group) and value not in {"-1", "0"} else None
    low, high = sorted(values, key=lambda value: value in {"-1", "0"} or read_yes(value) == 0, reverse=True)
    if low == "-1" and re.fullmatch(r"\d{1,3}", high):
        return high, ("-1",)
    if {read_yes(low), read_yes(high)} == {0, 1} and (column.group or {low, high} == {"0", "1"}):
        return (high, (low,)) if read_yes(high) == 1 else (low, (high,))
    return None


def _style(marks: tuple[str, tuple[str, ...]]) -> str:
    """The manner of writing: -1 and a number, 0 and 1, words and blanks."""
    chosen, unchosen = marks
    if unchosen == ("-1",):
        return "own"
    return "blank" if unchosen == ("",) else f"{chosen}/{unchosen[0]}"


def _starts_over(run: list[tuple[Column, tuple[str, tuple[str, ...]]]], marks: tuple[str, tuple[str, ...]]) -> bool:
    """Whether the numbers of the choices begin anew, as in 1 2 … 98 | 1 2 …."""
    last, here = run[-1][1][0], marks[0]
    return _style(marks) == "own" and last.isdigit() and here.isdigit() and int(here) <= int(last)


def gather_grids(columns: Sequence[Column], profiles: dict[str, Profile], guesses: dict[str, Guess]) -> dict[str, Guess]:
    """The guesses, with columns made ratings whose neighbours are on one scale with them, though their headings say nothing."""
    guesses = _pair_ratings(columns, profiles, guesses)
    loose = [column for column in columns if guesses[column.name].role in {"attribute", "number", "rating"} and not column.labels]
    for (high, _), members in groupby(loose, key=lambda column: _reach(profiles[column.name])):
        run = list(members)
        open_ones = [column for column in run if guesses[column.name].role != "rating"]
        if high and len(run) >= _GRID - 1 and open_ones:
            for column in open_ones:
                rating = make_rating(column, profiles[column.name])
                if rating is not None:
                    guesses[column.name] = rating
    return guesses


def _pair_ratings(columns: Sequence[Column], profiles: dict[str, Profile], guesses: dict[str, Guess]) -> dict[str, Guess]:
    """The guesses, with columns made ratings that stand side by side and fill the same usual scale; each of them is doubtful.

    Scales that are as usual for categories (1–4, 1–6) need three columns, or numbered headings.
    """
    guesses = dict(guesses)
    for scale, members in groupby(columns, key=lambda column: _filled_scale(column, profiles[column.name], guesses[column.name])):
        run = list(members)
        numbered = all(NUMBERING.match(column.name) for column in run)
        if scale is None or len(run) < (_NEIGHBOURS if scale in _USUAL or numbered else _NEIGHBOURS + 1):
            continue
        finding: Finding = ("scale_shared", {"low": scale[0], "high": scale[1]})
        for column in run:
            rating = make_rating(column, profiles[column.name])
            if rating is not None and guesses[column.name].role != "rating":
                guesses[column.name] = replace(rating, findings=(*rating.findings, finding))
    return guesses


def _filled_scale(column: Column, profile: Profile, guess: Guess) -> tuple[int, int] | None:
    """The usual scale of which every step occurs in a column of whole numbers, if its heading names no category and no count."""
    heading = f"{column.name} {column.question}".replace("_", " ")
    if guess.role not in {"attribute", "number"} or column.labels or CATEGORY_WORDS.search(heading) or COUNT_WORDS.search(heading):
        return None
    if not profile.complete or profile.whole < profile.filled or profile.filled < _FEWEST_CELLS:
        return None
    codes = set(profile.codes())
    return next((ends for ends in (*_USUAL, *_UNUSUAL) if codes == set(range(ends[0], ends[1] + 1))), None)


def share_scales(profiles: dict[str, Profile], guesses: dict[str, Guess]) -> dict[str, Guess]:
    """The guesses, with ratings of few answers, or of answers that leave the top of the scale out, put on the scale of the others."""
    guesses = dict(guesses)
    full = [guess for name, guess in guesses.items() if guess.measure == "performance" and profiles[name].filled >= _ENOUGH_ANSWERS]
    usual = Counter((guess.scale.low, guess.scale.high) for guess in full if guess.scale is not None and not guess.scale.words).most_common(
        1
    )
    if not usual or usual[0][1] < _FEWEST_CHOICES:
        return guesses
    (low, high), _ = usual[0]
    alike = next(guess.scale for guess in full if guess.scale is not None and (guess.scale.low, guess.scale.high) == (low, high))
    for name, guess in guesses.items():
        if _is_short(guess, profiles[name], low, high):
            guesses[name] = _widen(guess, low, high)
        elif _is_sparse(name, guess, profiles[name], low, high):
            finding: Finding = ("scale_of_neighbours", {"count": profiles[name].filled, "low": low, "high": high})
            reason = Text(zh="标题像评分，量表取自相邻题目", en="the heading looks like a rating; the scale is that of the others")
            guesses[name] = Guess("rating", reason, "performance", Scale(low, high, missing=alike.missing), (finding,))
    return guesses


def _is_short(guess: Guess, profile: Profile, low: int, high: int) -> bool:
    """Whether a rating seems to be on a shorter scale than the others, only because nobody gave the top."""
    scale = guess.scale
    return (
        guess.measure in {"performance", "importance", "expectation"}
        and scale is not None
        and profile.filled >= _ENOUGH_ANSWERS
        and not scale.words
        and not scale.labels
        and scale.low == low
        and scale.high < high <= scale.high + 2
    )


def _widen(guess: Guess, low: int, high: int) -> Guess:
    scale = guess.scale or Scale(low, high)
    finding: Finding = ("scale_widened", {"top": scale.high, "low": low, "high": high})
    return replace(guess, scale=replace(scale, high=high), findings=(*guess.findings, finding))


def _is_sparse(name: str, guess: Guess, profile: Profile, low: int, high: int) -> bool:
    """Whether a column is called a rating and has too few answers for its own scale to be seen."""
    rated = RATING_WORDS.search(name.replace("_", " ")) and (guess.measure == "performance" or profile.whole == profile.filled)
    other = guess.scale is None or (guess.scale.low, guess.scale.high) != (low, high)
    return bool(rated) and 0 < profile.filled < _ENOUGH_ANSWERS and other


def _reach(profile: Profile) -> tuple[int, int]:
    """The top of the scale on which all cells of a column are whole numbers, or 0."""
    codes = profile.codes()
    if not codes or profile.whole < profile.filled or len(codes) < 4 or min(codes) < 0:  # noqa: PLR2004
        return 0, 0
    return next(((high, 1) for high in (5, 7, 10) if max(codes) <= high), (0, 0))


def find_routes(table: Table, profiles: dict[str, Profile], guesses: dict[str, Guess]) -> list[Route]:
    """For each group of choices, the column before it that decided who was asked, if there is one.

    It is taken for that if nobody with one of its cells chose anything, and at least 95 of 100 with the other chose something.
    """
    names = [column.name for column in table.columns]
    groups = {
        guess.group: [name for name in names if guesses[name].group == guess.group and guesses[name].role == "chosen"]
        for guess in guesses.values()
        if guess.group
    }
    candidates = {group: _deciders(names, members[0], profiles, guesses) for group, members in groups.items() if members}
    wanted = {name for group, members in groups.items() if candidates.get(group) for name in (*members, *candidates[group])}
    if not wanted:
        return []
    counts: dict[tuple[str, str, str], list[int]] = {}
    for batch in table.batches(wanted):
        for group, deciders in candidates.items():
            if deciders:
                _count_choosers(batch, group, groups[group], deciders, guesses, counts)
    return [route for group, deciders in candidates.items() for route in _settle_route(group, groups[group][0], deciders, counts)][
        : len(groups) * 2
    ]


def _deciders(names: list[str], first: str, profiles: dict[str, Profile], guesses: dict[str, Guess]) -> list[str]:
    """Columns with two or three values, before the group, that might have decided; choices of other groups are jumped over."""
    before = [name for name in names[: names.index(first)] if guesses[name].role == "attribute"]
    return [name for name in before[-_BEFORE:] if profiles[name].complete and 2 <= len(profiles[name].values) <= 3]  # noqa: PLR2004


def _count_choosers(
    batch: Any,  # noqa: ANN401 - a record batch
    group: str,
    members: list[str],
    deciders: list[str],
    guesses: dict[str, Guess],
    counts: dict[tuple[str, str, str], list[int]],
) -> None:
    """Count, for each cell of a decider, how many rows have it and how many of those chose something."""
    chose = np.zeros(batch.num_rows, dtype=bool)
    for name in members:
        question = guesses[name].question
        if question is not None:
            chose |= pc.fill_null(pc.equal(batch.column(name), question.chosen[0]), fill_value=False).to_numpy(zero_copy_only=False)
    for decider in deciders:
        cells = batch.column(decider)
        for value in pc.unique(cells).to_pylist():
            mask = pc.fill_null(pc.equal(cells, value), fill_value=False).to_numpy(zero_copy_only=False) if value is not None else None
            if mask is not None:
                entry = counts.setdefault((group, decider, value), [0, 0])
                entry[0] += int(mask.sum())
                entry[1] += int((mask & chose).sum())


def _settle_route(group: str, first: str, deciders: list[str], counts: dict[tuple[str, str, str], list[int]]) -> list[Route]:
    for decider in reversed(deciders):
        cells = {value: entry for (of, by, value), entry in counts.items() if of == group and by == decider}
        asked = tuple(value for value, (there, chose) in cells.items() if chose >= 0.95 * there and chose)
        never = [value for value, (_, chose) in cells.items() if chose == 0]
        if asked and never and len(asked) + len(never) == len(cells):
            return [Route(group, first, decider, asked, sum(cells[value][0] for value in asked), sum(cells[value][0] for value in never))]
    return []


def find_straight_lines(table: Table, guesses: dict[str, Guess]) -> tuple[int, int, int]:
    """At least five ratings on one scale: how many there are, how many rows answer all, how many of those give one answer throughout."""
    scales: dict[tuple[int, int], list[str]] = {}
    for name, guess in guesses.items():
        if guess.role == "rating" and guess.scale is not None and guess.measure in {"performance", "importance", "expectation"}:
            scales.setdefault((guess.scale.low, guess.scale.high), []).append(name)
    names = max(scales.values(), key=len, default=[])
    if len(names) < _GRID:
        return 0, 0, 0
    filled = same = 0
    for batch in table.batches(names):
        here = alike_share([batch.column(name) for name in names])
        filled, same = filled + here[0], same + here[1]
    return len(names), filled, same
