"""Who said what in which year, and who is gone? The rows of a panel: person, wave, satisfaction, outcome, time and whether they left.

A tally forgets who answered what in an earlier wave; what lasts over years needs just that. So this one table is read by row, once, with
the same filters and marks as everything else.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from peakend.analyse.evidence import span_of
from peakend.define.answers import RESPONDENT, WAVE
from peakend.define.plan import StayPlan
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.scan.blocks import owners_of
from peakend.scan.columns import amounts_of, codes_of, marks_of, words_of
from peakend.scan.sources import Source

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class Panel:
    """One row an answer sheet; NaN where there is no answer. Waves are numbered in their order."""

    person: Ints
    wave: Ints
    waves: tuple[str, ...]
    satisfaction: Floats
    outcome: Floats
    process: Floats
    """The mean rating of the moments."""
    time: Floats
    left: Floats
    """1 gone, 0 still there."""
    named: bool
    """Whether respondents are named, so that a person is the same in every wave."""

    @property
    def yearly(self) -> bool:
        """Whether one wave is one year: every wave bears one year, and they follow each other.

        >>> empty = np.zeros(0)
        >>> Panel(empty, empty, ("2019", "2020"), *[empty] * 5, True).yearly
        True
        """
        years = [set(_YEAR.findall(name)) for name in self.waves]
        if any(len(found) != 1 for found in years):
            return False
        numbers = [int(min(found)) for found in years]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers)))

    def wide(self, values: Floats) -> tuple[Floats, Ints]:
        """One row a person, one column a wave (NaN where nothing was answered), and the persons."""
        known, place = np.unique(self.person, return_inverse=True)
        table = np.full((len(known), len(self.waves)), np.nan)
        some = np.isfinite(values) & (self.wave >= 0)
        table[place.reshape(-1)[some], self.wave[some]] = values[some]
        return table, known


@dataclass(frozen=True)
class PanelQuestions:
    """Which columns make the panel: what the study has of it."""

    satisfaction: Question | None
    outcome: Question | None
    process: tuple[Question, ...]
    time: Question | None
    left: str
    """The column that says who is gone; empty where nothing does."""

    @property
    def asked(self) -> tuple[Question, ...]:
        """All its questions."""
        return tuple(one for one in (self.satisfaction, self.outcome, *self.process, self.time) if one is not None)


def pick_questions(study: Study, present: frozenset[str]) -> PanelQuestions:
    """Overall satisfaction of the whole service; loyalty, or recommendation where it was not asked; ratings of moments; time and event."""
    here = [one for one in study.survey.questions if one.key in present and not one.competitor]
    overall = [one for one in here if one.measure == "overall" and one.scale is not None]
    loyal = [one for kind in ("loyalty", "nps") for one in here if one.measure == kind and one.scale is not None]
    stay = study.plan.stay
    time = next((one for one in here if stay is not None and one.key == stay.time), None)
    left = stay.left if stay is not None and stay.left in present else ""
    return PanelQuestions(
        next((one for one in overall if not one.about), overall[0] if overall else None),
        loyal[0] if loyal else None,
        tuple(one for one in here if one.measure == "performance" and one.scale is not None),
        time if left else None,
        left if time is not None else "",
    )


def read_panel(source: Source, study: Study, where: Mapping[str, Sequence[str]], marks: Sequence[str]) -> Panel:
    """The rows of a panel. `where`: columns with the values to keep, `marks`: columns of rows to leave out. Raises what reading raises."""
    columns = frozenset(source.columns)
    picked = pick_questions(study, columns)
    known = [name for name in (RESPONDENT, WAVE) if name in columns]
    asked = [one.key for one in picked.asked]
    names = list(dict.fromkeys([*known, *asked, *filter(None, [picked.left]), *where, *marks]))
    table = pa.Table.from_batches(list(source.batches(names)))
    keep = np.ones(table.num_rows, dtype=bool)
    for name, values in where.items():
        place, words = words_of(_whole(table, name))
        keep &= np.isin(place, [at for at, word in enumerate(words) if word in values])
    for name in marks:
        keep &= ~marks_of(name, _whole(table, name))
    rows = _Rows(table.filter(pa.array(keep)))
    person = owners_of(rows.column(RESPONDENT), 0) if RESPONDENT in known else -1 - np.arange(rows.count)
    wave, waves = rows.waves() if WAVE in known else (np.zeros(rows.count, dtype=np.int64), ("",))
    return Panel(
        person=np.asarray(person, dtype=np.int64),
        wave=wave,
        waves=waves,
        satisfaction=rows.answers(picked.satisfaction),
        outcome=rows.answers(picked.outcome),
        process=rows.mean(picked.process),
        time=rows.answers(picked.time),
        left=rows.gone(study.plan.stay, picked.left),
        named=RESPONDENT in known,
    )


def _whole(table: pa.Table, name: str) -> pa.Array:
    column = table.column(name).combine_chunks()
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


@dataclass(frozen=True)
class _Rows:
    """The rows that are looked at, column by column."""

    table: pa.Table

    @property
    def count(self) -> int:
        return int(self.table.num_rows)

    def column(self, name: str) -> pa.Array:
        return _whole(self.table, name)

    def answers(self, question: Question | None) -> Floats:
        """The answers of one question, NaN for none; numbers as they are where it has no scale."""
        if question is None:
            return np.full(self.count, np.nan)
        if question.scale is None and question.measure != "chosen":
            return amounts_of(question.key, self.column(question.key))
        span = span_of(question)
        codes = codes_of(question.key, self.column(question.key)).astype(np.float64)
        return np.where((codes >= span.low) & (codes <= span.high), codes, np.nan)

    def mean(self, questions: Sequence[Question]) -> Floats:
        """The mean of several answers of a row, of those that were given."""
        if not questions:
            return np.full(self.count, np.nan)
        table = np.stack([self.answers(one) for one in questions], axis=1)
        some = np.isfinite(table)
        return np.where(some.any(axis=1), np.where(some, table, 0).sum(axis=1) / np.maximum(some.sum(axis=1), 1), np.nan)

    def waves(self) -> tuple[Ints, tuple[str, ...]]:
        """The number of each row's wave, -1 for none, and their names in order."""
        place, words = words_of(self.column(WAVE))
        names = sorted({words[at] for at in np.unique(place).tolist() if words[at]}, key=order_wave)
        number = {name: at for at, name in enumerate(names)}
        return np.array([number.get(word, -1) for word in words], dtype=np.int64)[place], tuple(names)

    def gone(self, stay: StayPlan | None, column: str) -> Floats:
        """Who has left: 1 for the values that mean gone, 0 for others, NaN for blanks."""
        if stay is None or not column:
            return np.full(self.count, np.nan)
        place, words = words_of(self.column(column))
        said = np.array([np.nan if not word else float(word in stay.left_values) for word in words], dtype=np.float64)
        return said[place] if len(words) else np.full(self.count, np.nan)


def order_wave(name: str) -> tuple[tuple[int, str], ...]:
    """The order of waves by the numbers in their names, so that wave 10 comes after wave 9.

    >>> sorted(["wave 10", "wave 9"], key=order_wave)
    ['wave 9', 'wave 10']
    """
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"[0-9]+|[^0-9]+", name))
