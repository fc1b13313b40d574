"""Do the themes act as they are said to? The class that a theme is expected to have, beside the class that was measured.

Basic themes are said to be punished when they fail and not rewarded when they hold, performance themes both, excitement themes only
rewarded; and the three levels of themes are said to be these three types. That is a hypothesis of the source (C44 to C47), never a
finding: here it meets what customers said in Kano pairs and what their scores say.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.asymmetry import Asymmetry
from peakend.analyse.contrast_fit import KINDS
from peakend.analyse.evidence import Evidence
from peakend.analyse.interval import percentile_interval
from peakend.analyse.kano import Kano
from peakend.analyse.kano_count import CATEGORIES
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.result import Estimate, Figure, Result, Row, TooFew, figure_row
from peakend.define.study import Level, PriorClass, Study, Theme
from peakend.errors import AnalysisError, NoPriors, NothingAsked
from peakend.text import Text

Floats = NDArray[np.float64]

Found = TypeVar("Found")

Means = Literal["asked", "scored"]
"""How a class was measured: by Kano pairs, or by penalty and reward."""

Agreement = Literal["agrees", "contradicts", "cannot_tell"]

KIND_OF: Final[Mapping[str, str]] = {"M": "basic", "O": "performance", "A": "excitement", "I": "none", "R": "reverse", "Q": "unclear"}
"""The classes of Kano in the words of the themes."""

TYPE_OF: Final[Mapping[Level, PriorClass]] = {"basic": "basic", "middle": "performance", "high": "excitement"}
"""The type that each level is said to be (source C47)."""

UNLIKELY: Final = 0.05
"""A class less probable than this is contradicted, even where no other class is proved."""

CHANCES: Final = 10_000
SEED: Final = 20080701
_EXACT: Final = 8
_CLAIM: Final = 0.05

add_methods(
    Method(
        "type-permutation",
        "1",
        Text("类型假设的置换检验", "permutation test of the hypothesis of types"),
        "Fisher 1935: expected classes dealt out anew among what was measured",
    )
)


@dataclass(frozen=True)
class ClassLine:
    """One moment, need or theme measured in one way.

    `theme` is the one whose prior it is held against (for a moment that of its first need with a theme). `measured` is the proved class, or
    "cannot_tell"; `likely` the most probable one. `agree` is the probability of the prior over the resamples.
    """

    key: str
    name: Text
    theme: Theme
    means: Means
    prior: PriorClass
    measured: str
    likely: str
    probabilities: dict[str, float]
    agree: float
    n: int
    verdict: Agreement


@dataclass(frozen=True)
class TypeTest:
    """The hypothesis over everything measured in one way: the expected number of agreements as a share, beside what chance would give.

    `share` is the share of things in their expected class, over joint resamples; `chance` what dealing out the priors anew would give on
    average, `p_value` how often that gives at least as much agreement. `verdict`: agrees where p is below 0.05, contradicts where the
    whole interval lies below chance, else cannot tell.
    """

    means: Means
    things: int
    agreeing: int
    contradicting: int
    share: Figure
    chance: float
    p_value: float | None
    verdict: Agreement


@dataclass(frozen=True)
class Classes(Result):
    """Expected and measured classes side by side, and the hypothesis of types over all of them."""

    question: ClassVar[str] = "classes"
    title: ClassVar[Text] = Text(zh="预设类型与实测类型", en="Expected and measured types")

    lines: tuple[ClassLine, ...]
    tests: tuple[TypeTest, ...]
    off_level: tuple[str, ...] = ()
    """Themes whose prior is not the type of their level: the study itself departs from the hypothesis there."""

    def of(self, means: Means) -> tuple[ClassLine, ...]:
        """The lines measured in one way."""
        return tuple(line for line in self.lines if line.means == means)

    def rows(self) -> list[Row]:
        """One row a thing and way of measuring, then one for each test."""
        return [*(_row(line) for line in self.lines), *(_test_row(one) for one in self.tests)]


def _row(line: ClassLine) -> Row:
    return {
        "about": line.key,
        "theme": line.theme.key,
        "level": line.theme.level,
        "means": line.means,
        "prior": line.prior,
        "measured": line.measured,
        "likely": line.likely,
        "agree": line.agree,
        **{f"p_{kind}": share for kind, share in line.probabilities.items() if kind in KINDS},
        "verdict": line.verdict,
        "n": line.n,
    }


def _test_row(one: TypeTest) -> Row:
    return {
        "about": "",
        "means": one.means,
        "things": one.things,
        "agreeing": one.agreeing,
        "contradicting": one.contradicting,
        **figure_row("share", one.share),
        "chance": one.chance,
        "p": one.p_value,
        "verdict": one.verdict,
    }


def compare_classes(evidence: Evidence, asked: Callable[[], Kano], scored: Callable[[], Asymmetry]) -> Classes:
    """Does each theme have the class it is expected to have?

    For every moment, need or theme with a prior and a measured class: the prior, the class proved, P(prior) over joint resamples; agrees
    where the proved class is the prior, contradicts where another is proved or P(prior) < 0.05, else cannot tell. Over all of them, for
    each way of measuring: the share in the expected class with a percentile interval over the same resamples, and a permutation test: the
    priors are dealt out anew (all ways up to 8 things, else 10,000 at random), statistic the sum of P(prior). A moment takes the prior of
    the theme of its first need that has one. `asked` and `scored` give the measured classes; what was not asked is left out.

    Raises `NothingAsked`, `NoPriors`. Source: C44 to C47 as hypothesis; Fisher 1935 for the test.
    """
    themes = find_themes(evidence.study)
    kano, asymmetry = _try(asked), _try(scored)
    if kano is None and asymmetry is None:
        raise NothingAsked(analysis="classes", measure="kano_functional")
    lines: list[ClassLine] = []
    tests: list[TypeTest] = []
    for found, drawn in (_from_kano(kano, themes), _from_scores(asymmetry, themes)):
        if found:
            lines += found
            tests.append(_test(found, drawn))
    if not lines:
        raise NoPriors
    base = evidence.base([], {"probability-resampled", "type-permutation", "bootstrap-percentile"}, resampled=True)
    used = {line.theme.key for line in lines}
    off_level = tuple(theme.key for theme in evidence.study.themes if theme.key in used and TYPE_OF[theme.level] != theme.prior)
    return Classes(base, tuple(lines), tuple(tests), off_level)


def _try(find: Callable[[], Found]) -> Found | None:
    """What was found; nothing where it was not asked, or too little was answered."""
    try:
        return find()
    except AnalysisError:
        return None


def find_themes(study: Study) -> dict[str, tuple[Text, Theme]]:
    """For each theme, need and moment with a theme behind it, its name and that theme."""
    themes = {theme.key: theme for theme in study.themes}
    found = {theme.key: (theme.name, theme) for theme in study.themes}
    needs = {need.key: themes[need.theme] for need in study.needs if need.theme in themes}
    found |= {need.key: (need.name, needs[need.key]) for need in study.needs if need.key in needs}
    for moment in study.moments():
        first = next((needs[key] for key in moment.needs if key in needs), None)
        if first is not None:
            found[moment.key] = (moment.name, first)
    return found


def _from_kano(kano: Kano | None, themes: Mapping[str, tuple[Text, Theme]]) -> tuple[list[ClassLine], NDArray[np.int64]]:
    """The lines of what was asked in pairs, and the drawn class of each as its place in `KINDS` (-1 for any other)."""
    if kano is None:
        return [], np.zeros((0, 0), dtype=np.int64)
    chosen = [(at, line) for at, line in enumerate(kano.lines) if line.key in themes]
    lines = []
    for _, line in chosen:
        shares = {KIND_OF[name]: share for name, share in line.probabilities.items()}
        measured = "cannot_tell" if line.verdict == "mixed" else KIND_OF[line.verdict]
        lines.append(_line(line.key, themes, "asked", measured, KIND_OF[line.leading], shares, line.n))
    places = np.array([KINDS.index(KIND_OF[name]) if KIND_OF[name] in KINDS else -1 for name in CATEGORIES])
    return lines, np.asarray(places[kano.draws[:, [at for at, _ in chosen]].astype(np.int64)], dtype=np.int64)


def _from_scores(asymmetry: Asymmetry | None, themes: Mapping[str, tuple[Text, Theme]]) -> tuple[list[ClassLine], NDArray[np.int64]]:
    """The lines of what was found from scores; moments without a likely class are left out."""
    lines: list[ClassLine] = []
    drawn: list[NDArray[np.int64]] = []
    for part in () if asymmetry is None else asymmetry.scenarios:
        for at, one in enumerate(part.contrasts):
            if one.moment.key in themes and one.likely is not None:
                lines.append(_line(one.moment.key, themes, "scored", one.verdict, one.likely, one.probabilities, part.n))
                drawn.append(part.draws[:, at].astype(np.int64))
    return lines, np.stack(drawn, axis=1) if drawn else np.zeros((0, 0), dtype=np.int64)


def _line(
    key: str, themes: Mapping[str, tuple[Text, Theme]], means: Means, measured: str, likely: str, shares: Mapping[str, float], n: int
) -> ClassLine:  # fmt: skip
    name, theme = themes[key]
    agree = shares.get(theme.prior, 0.0)
    verdict: Agreement = "cannot_tell"
    if measured == theme.prior:
        verdict = "agrees"
    elif measured != "cannot_tell" or agree < UNLIKELY:
        verdict = "contradicts"
    return ClassLine(key, name, theme, means, theme.prior, measured, likely, dict(shares), agree, n, verdict)


def _test(lines: Sequence[ClassLine], drawn: NDArray[np.int64]) -> TypeTest:
    """The hypothesis over several things."""
    priors = np.array([KINDS.index(line.prior) for line in lines])
    hits = (drawn == priors[None, :]).mean(axis=1)
    share = float(np.mean([line.agree for line in lines]))
    low, high = percentile_interval(hits)
    figure: Figure = Estimate(share, min(low, share), max(high, share), len(lines), "probability-resampled")
    table = np.array([[line.probabilities.get(kind, 0.0) for kind in KINDS] for line in lines])
    mixed = len(set(priors.tolist())) > 1
    chances = np.array([_agreement(table, dealt) for dealt in _deal(priors)]) if mixed else np.zeros(0)
    chance = float(chances.mean()) if mixed else share
    p_value = float((chances >= share - 1e-9).mean()) if mixed else None
    if len(lines) < 2:  # noqa: PLR2004 - one thing is no hypothesis
        figure = TooFew(len(lines), 2, "probability-resampled")
    verdict: Agreement = "cannot_tell"
    if p_value is not None and p_value < _CLAIM:
        verdict = "agrees"
    elif p_value is not None and isinstance(figure, Estimate) and figure.high < chance:
        verdict = "contradicts"
    return TypeTest(
        means=lines[0].means,
        things=len(lines),
        agreeing=sum(line.verdict == "agrees" for line in lines),
        contradicting=sum(line.verdict == "contradicts" for line in lines),
        share=figure,
        chance=chance,
        p_value=p_value,
        verdict=verdict,
    )


def _agreement(table: Floats, priors: NDArray[np.int64]) -> float:
    return float(table[np.arange(len(priors)), priors].mean())


def _deal(priors: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """The priors in every order where these are few, else in random orders after the one that is."""
    if len(priors) <= _EXACT:
        yield from (np.array(order) for order in _orders(tuple(sorted(priors.tolist()))))
        return
    random = np.random.default_rng(SEED)
    yield priors
    for _ in range(CHANCES - 1):
        yield random.permutation(priors)


def _orders(left: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every different order of these numbers."""
    if not left:
        yield ()
    for first in dict.fromkeys(left):
        at = left.index(first)
        yield from ((first, *rest) for rest in _orders(left[:at] + left[at + 1 :]))
