"""What is asked, and how the answers are written? The survey of a study: questions, scales, attributes, and where they stand in a file.

A question has a *measure* (what kind of number it gives), is *about* something (a moment, a need, a theme, or the whole) and has a
scale. The same scale says which codes are not answers at all: not experienced, don't know, refused, skipped, not asked.
"""

from dataclasses import dataclass, field
from typing import Literal

from peakend.errors import UnknownQuestion
from peakend.text import Text

Measure = Literal[
    "importance",
    "performance",
    "expectation",
    "competitor",
    "overall",
    "nps",
    "ces",
    "loyalty",
    "kano_functional",
    "kano_dysfunctional",
    "best_worst",
    "chosen",
    "recalled",
    "emotion",
    "reason",
    "profile",
]
"""What kind of number (or word) a question gives. `nps` is 0 to 10 and nothing else, unless the study says `as_asked`."""

Reason = Literal["not_asked", "skipped", "not_experienced", "dont_know", "refused", "off_scale"]
"""Why there is no answer. They are different things and are counted apart."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers that count: whole numbers from `low` to `high`, and the codes that mean something else.

    `offset` is what the file adds to the answer (a file that stores 1..11 for 0..10 has offset 1): answer = code - offset.
    `missing` are codes as they stand in the file, each with its reason.
    `labels` names answers (not codes) in both languages; `words` gives the answer for each word that stands in the file in place
    of a code ("Very satisfied" -> 5).
    """

    low: int
    high: int
    offset: int = 0
    missing: tuple[tuple[str, Reason], ...] = ()
    labels: tuple[tuple[int, Text], ...] = ()
    words: tuple[tuple[str, int], ...] = ()

    @property
    def middle(self) -> float:
        """The middle of the scale, in answers.

        >>> Scale(1, 5).middle
        3.0
        """
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: one column of answers.

    A multiple answer is one question of measure `chosen` per choice, its scale 0..1; `codes` are then the cells that mean chosen.
    """

    key: str
    measure: Measure
    about: str = ""
    """Key of a moment, need, theme or scenario; empty means the whole service."""
    wording: Text = Text()
    scale: Scale | None = None
    column: str = ""
    """The heading in the file the answers come from; empty means the key itself."""
    competitor: str = ""
    group: str = ""
    """Questions of one multiple answer or grid share a group."""
    chosen: tuple[str, ...] = ()
    """For measure `chosen`: the codes in the file that mean chosen."""
    unchosen: tuple[str, ...] = ()
    """For measure `chosen`: the codes that mean seen and not chosen. Anything else is no answer."""
    joined: str = ""
    """For measure `chosen` where one cell of the file holds several choices: what stands between them (`┋` in 问卷星)."""
    asked_if: str = ""
    """The heading of the column that decided who was asked this; empty means everybody was."""
    asked_when: tuple[str, ...] = ()
    """The cells of that column with which it was asked; with any other cell the answer is `not_asked`, whatever the file says."""
    as_asked: bool = False
    """For measure `nps` on a scale other than 0..10: the user has said that promoters are 9 and 10 and detractors 6 and below."""

    @property
    def source(self) -> str:
        """The heading of its column in the file."""
        return self.column or self.key


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something known of the respondent (tier, region, branch), by which answers are filtered and split.

    `values` names the values in both languages; a value that is not listed stands for itself.
    """

    key: str
    name: Text = Text()
    column: str = ""
    values: tuple[tuple[str, Text], ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The heading of its column in the file."""
        return self.column or self.key

    def label(self, value: str) -> Text:
        """The words for one value."""
        return next((text for known, text in self.values if known == value), Text(zh=value, en=value))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the file carry the respondent, weight, wave, date, and the marks of a test or a flagged answer."""

    respondent: str = ""
    weight: str = ""
    wave: str = ""
    date: str = ""
    test: str = ""
    flagged: str = ""
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file of answers is written, as far as the reader had to find out or was told."""

    kind: str = ""
    """csv, xlsx, xls, sav, qualtrics, limesurvey, surveymonkey, wjx, parquet, arrow; empty means find out."""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    sheet: str = ""
    header_rows: int = 0
    """How many rows of headings; 0 means find out."""


@dataclass(frozen=True, slots=True)
class Survey:
    """All that is asked and known of a respondent, and how the file says it."""

    questions: tuple[Question, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    columns: Columns = field(default_factory=Columns)
    layout: Layout = field(default_factory=Layout)

    def question(self, key: str) -> Question:
        """The question with this key. Raises `UnknownQuestion`."""
        for question in self.questions:
            if question.key == key:
                return question
        raise UnknownQuestion(question=key, known=", ".join(one.key for one in self.questions))

    def asking(self, measure: Measure, about: str | None = None) -> tuple[Question, ...]:
        """The questions with this measure, about this thing if one is given, in the order of the survey."""
        return tuple(one for one in self.questions if one.measure == measure and (about is None or one.about == about))

    def attribute(self, key: str) -> Attribute | None:
        """The attribute with this key, or nothing."""
        return next((one for one in self.attributes if one.key == key), None)
