"""What is known of the parts of a chain? Questions, constructs, effects and pairs of constructs, each with its figures and as a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from peakend.analyse.result import Figure, Row, figure_row, is_known
from peakend.define.plan import Mode
from peakend.define.survey import Question
from peakend.text import Text

Verdict = Literal["apart", "open", "same"]
"""Whether two constructs are different things: the interval of HTMT ends below `SAME`, HTMT lies above it, neither."""

SAME: Final = 0.90
"""Above this heterotrait–monotrait ratio two constructs are not told apart (Henseler, Ringle and Sarstedt 2015)."""

CROWDED: Final = 5.0
"""From this variance inflation on, the causes of a construct move together too much for their paths to be told apart."""


@dataclass(frozen=True)
class QuestionLine:
    """One question of a construct: its outer weight, its loading, and its correlations with all constructs in their order.

    `foreign` is the key of another construct that it goes with more than with its own; empty where its own is closest.
    """

    question: Question
    construct: str
    weight: Figure
    loading: Figure
    crossed: tuple[float, ...]
    foreign: str = ""


@dataclass(frozen=True)
class ConstructLine:
    """One construct: level (0 to 100), R² by its causes (nothing where it has none), reliability, distinctness.

    `alpha` (standardised), `composite` (ρ_C), `rho` (ρ_A) and `extracted` (AVE) are nothing for a single question; alpha, ρ_C and ρ_A say
    nothing of a construct that its questions form. `distinct`: √AVE above every correlation with another (Fornell and Larcker).
    """

    key: str
    name: Text
    mode: Mode
    depth: int
    questions: tuple[QuestionLine, ...]
    index: Figure
    explained: Figure | None
    alpha: Figure | None
    composite: Figure | None
    rho: Figure | None
    extracted: Figure | None
    distinct: bool | None
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class EffectLine:
    """What one construct does to another: directly (where there is an arrow), through others (where there is a way round), together.

    `size` is Cohen's f² of the arrow, `inflation` how much the other causes blur it (VIF), `p_holm` after Holm over all arrows.
    For effects on the target: the rank of the total effect with its set (all ranks jointly at 95 %), and P(the largest of all).
    """

    cause: str
    effect: str
    direct: Figure | None
    indirect: Figure | None
    total: Figure
    size: float | None = None
    inflation: float | None = None
    p_value: float | None = None
    p_holm: float | None = None
    rank: int | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    p_first: float | None = None

    @property
    def proved(self) -> bool:
        """Whether the arrow is proved: its interval leaves out zero, and p after Holm is below .05."""
        figure = self.direct
        return is_known(figure) and (figure.low > 0 or figure.high < 0) and self.p_holm is not None and self.p_holm < 0.05  # noqa: PLR2004

    @property
    def carried(self) -> bool:
        """Whether the interval of the total effect leaves out zero."""
        return is_known(self.total) and (self.total.low > 0 or self.total.high < 0)


@dataclass(frozen=True)
class PairLine:
    """Two constructs: their correlation, and whether their questions can be told apart at all (HTMT)."""

    one: str
    other: str
    correlation: float
    ratio: Figure
    verdict: Verdict


@dataclass(frozen=True)
class Pairwise:
    """The same model from every two questions over the people who answered both: does leaving incomplete answers out matter?

    `least` and `most` people a pair; `apart` the largest change of a path; `sound` is false where these correlations fit no people at all.
    """

    least: int
    most: int
    apart: float
    sound: bool


def _labels(zh: str, en: str) -> Row:
    return {"label_zh": zh, "label_en": en}


def _optional(name: str, figure: Figure | None) -> Row:
    return {} if figure is None else figure_row(name, figure)


def write_effect_row(line: EffectLine, names: Mapping[str, Text]) -> Row:
    """An effect as a row."""
    one, two = names[line.cause], names[line.effect]
    return {
        "part": "arrow" if line.direct is not None else "way",
        **_labels(f"{one.say('zh')} → {two.say('zh')}", f"{one.say('en')} → {two.say('en')}"),
        "cause": line.cause,
        "effect": line.effect,
        **_optional("direct", line.direct),
        **_optional("indirect", line.indirect),
        **figure_row("total", line.total),
        "f_square": line.size,
        "inflation": line.inflation,
        "p_value": line.p_value,
        "p_holm": line.p_holm,
        "proved": line.proved if line.direct is not None else None,
        "rank": line.rank,
        "rank_low": line.rank_low,
        "rank_high": line.rank_high,
        "p_first": line.p_first,
    }


def write_construct_row(line: ConstructLine) -> Row:
    """A construct as a row."""
    return {
        "part": "construct",
        **_labels(line.name.say("zh"), line.name.say("en")),
        "construct": line.key,
        "mode": line.mode,
        "depth": line.depth,
        **figure_row("index", line.index),
        **_optional("explained", line.explained),
        **_optional("alpha", line.alpha),
        **_optional("composite", line.composite),
        **_optional("rho", line.rho),
        **_optional("extracted", line.extracted),
        "distinct": line.distinct,
        "absent": list(line.absent),
    }


def write_question_row(line: QuestionLine) -> Row:
    """A question as a row."""
    wording = line.question.wording or Text(line.question.key, line.question.key)
    return {
        "part": "question",
        **_labels(wording.say("zh"), wording.say("en")),
        "construct": line.construct,
        "question": line.question.key,
        **figure_row("loading", line.loading),
        **figure_row("weight", line.weight),
        "crossed": list(line.crossed),
        "foreign": line.foreign or None,
    }


def write_pair_row(line: PairLine, names: Mapping[str, Text]) -> Row:
    """Two constructs as a row."""
    one, two = names[line.one], names[line.other]
    return {
        "part": "pair",
        **_labels(f"{one.say('zh')} – {two.say('zh')}", f"{one.say('en')} – {two.say('en')}"),
        "cause": line.one,
        "effect": line.other,
        "correlation": line.correlation,
        **figure_row("htmt", line.ratio),
        "verdict": line.verdict,
    }
