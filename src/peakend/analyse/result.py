"""What leaves an analysis? Estimates with interval, n and method, in results that state their base. Nothing else.

A number without its uncertainty has no form here: a statistic is an `Estimate`, or `TooFew` where the answers do not carry one.
Results hold values and never draw or speak; they print themselves as plain tables so that a terminal and a notebook can show them.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, TypeGuard

from peakend.analyse.display import Grid, lay_grid, write_html, write_text
from peakend.define.study import Study
from peakend.text import Text, prefer_language

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""What a row holds: values that JSON, Excel and a dataframe know."""

Row = dict[str, Plain]

LEVEL: Final = 0.95
"""The coverage of every interval, unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval: value, low and high on the scale of the question; n responses; the method's key in `METHODS`."""

    value: float
    low: float
    high: float
    n: int
    method: str
    level: float = LEVEL

    @property
    def known(self) -> bool:
        """Whether there is a number to show: true here, false for `TooFew`."""
        return True

    @property
    def half(self) -> float:
        """Half the width of the interval: the ± beside the value."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class TooFew:
    """No number, because there are too few answers: how many there are, and how many would do."""

    n: int
    needed: int
    method: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number to show."""
        return False


Figure = Estimate | TooFew


def is_known(figure: Figure | None) -> TypeGuard[Estimate]:
    """Whether a figure is an estimate, for narrowing its type; where nothing was asked there is none."""
    return isinstance(figure, Estimate)


def figure_row(name: str, figure: Figure) -> Row:
    """A figure as columns of a row: value, interval, n, method; for too few, how many would do.

    >>> figure_row("mean", Estimate(4.5, 4.4, 4.6, 90, "mean-t"))["mean_low"]
    4.4
    """
    if isinstance(figure, TooFew):
        return {name: None, f"{name}_low": None, f"{name}_high": None, f"{name}_n": figure.n, f"{name}_needed": figure.needed}
    return {
        name: figure.value,
        f"{name}_low": figure.low,
        f"{name}_high": figure.high,
        f"{name}_n": figure.n,
        f"{name}_method": figure.method,
    }


@dataclass(frozen=True, slots=True)
class Weighting:
    """What weighting did: the column, Kish's effective number of responses and the design effect n / effective n."""

    column: str
    effective: float
    design_effect: float


@dataclass(frozen=True, slots=True)
class Base:
    """Whom a result stands for: the base is part of the number.

    `read` rows were read; `n` responses counted. `left_out` rows are excluded whole (test, flagged, filtered); `missing` counts cells of
    the questions used that hold no answer, by reason. `filters` are the values asked for by column. `methods` gives the version of
    each method used, so that the same answers and versions give the same numbers. `absent` names questions without a column.
    """

    read: int
    n: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    group: Mapping[str, str] = field(default_factory=dict)
    weighting: Weighting | None = None
    units: int = 0
    by_block: bool = False
    resamples: int = 0
    methods: Mapping[str, str] = field(default_factory=dict)
    absent: Sequence[str] = ()
    synthetic: bool = False
    study: Study | None = field(default=None, compare=False, repr=False)
    """The study that the answers belong to: its names are those of everything in the result."""
    least: int = 0
    """Groups of fewer people than this are not shown; 0 where everything is."""
    suppressed: Sequence[str] = ()
    """Groups of the split that are not shown, by name: too small, or small ones would follow from them."""
    thin: Sequence[str] = ()
    """Questions that are not shown for the same reason."""
    whole: int = 0
    """For the base of a part (one scenario): how many responses there are in all; 0 where the base is that of the whole."""

    def row(self) -> Row:
        """The base as plain values."""
        weighting = self.weighting
        return {
            "read": self.read,
            "n": self.n,
            "left_out": dict(self.left_out),
            "missing": dict(self.missing),
            "filters": {name: list(values) for name, values in self.filters.items()},
            "group": dict(self.group),
            "weights": None
            if weighting is None
            else {"column": weighting.column, "effective_n": weighting.effective, "design_effect": weighting.design_effect},
            "units": self.units,
            "by_block": self.by_block,
            "resamples": self.resamples,
            "methods": dict(self.methods),
            "absent": list(self.absent),
            "least": self.least,
            "suppressed": list(self.suppressed),
            "thin": list(self.thin),
            "synthetic": self.synthetic,
        }


@dataclass(frozen=True)
class Part:
    """A piece of a result that can be looked at alone: one scenario, one multiple answer. It knows the result it belongs to."""

    of: "Result" = field(init=False, compare=False, repr=False)

    @property
    def base(self) -> Base:
        """Whom its numbers stand for: the base of its result."""
        return self.of.base


@dataclass(frozen=True)
class Result:
    """The answer to one question of the method. Subclasses add their findings and say them in `rows`."""

    question: ClassVar[str] = ""
    """The name of the question: property of a reading, command, key of the sentences about it."""
    title: ClassVar[Text] = Text()

    base: Base

    def __post_init__(self) -> None:
        """Tell the parts to which result they belong."""
        for value in vars(self).values():
            for one in value if isinstance(value, tuple) else ():
                if isinstance(one, Part):
                    object.__setattr__(one, "of", self)

    def rows(self) -> list[Row]:
        """The findings as flat rows of plain values."""
        return []

    def as_dict(self) -> Row:
        """Question, base and rows as plain values: what `--format json` prints and the API gives."""
        base: Plain = self.base.row()
        rows: Plain = [dict(row) for row in self.rows()]
        return {"question": self.question, "base": base, "rows": rows}

    def __str__(self) -> str:
        """A plain table for a terminal, in the language of the environment."""
        return write_text(*self._show())

    def _repr_html_(self) -> str:
        return write_html(*self._show())

    def _show(self) -> tuple[str, Grid]:
        """Title with n and the mark of made-up answers, and the rows with the study's names."""
        language, study = prefer_language(os.environ), self.base.study
        names = {} if study is None else {key: name.say(language) or key for key, name in _name_parts(study)}
        made_up = " · synthetic 模拟数据" if self.base.synthetic else ""
        return f"{self.title.say(language)} · n = {self.base.n}{made_up}", lay_grid(self.rows(), names)


def _name_parts(study: Study) -> Iterator[tuple[str, Text]]:
    """Every part of a study with its name."""
    yield from ((one.key, one.name) for one in study.stages)
    yield from ((one.key, one.name) for one in study.needs)
    yield from ((one.key, one.name) for one in study.common)
    yield from ((one.key, one.name) for one in study.scenarios)
    yield from ((one.key, one.name) for one in study.moments())


def walk_figures(row: Mapping[str, Plain]) -> Iterator[tuple[str, float]]:
    """The numbers of a row with their names: for checks that nothing is infinite or unexplained."""
    for name, value in row.items():
        if isinstance(value, float | int) and not isinstance(value, bool):
            yield name, float(value)
