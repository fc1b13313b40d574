"""How are the rows of a result laid out for people? Headings in both languages, figures with their interval, keys as names.

A result's rows are plain values for machines; here they become a table that a terminal, a page or a sheet can show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from peakend.analyse.result import Estimate, Plain, Row, TooFew
from peakend.define.chains import derive_chain
from peakend.define.study import Study
from peakend.define.survey import Question
from peakend.report.chapters import CHAPTERS
from peakend.report.chapters.control import CONTROLS
from peakend.report.words.columns import HEADINGS, has_words, head_column, is_probability, is_test, name_cell, unit_of_column
from peakend.report.words.figures import (
    NOTHING,
    Unit,
    write_count,
    write_figure,
    write_interval,
    write_p,
    write_probability,
    write_ranks,
    write_value,
)
from peakend.report.words.names import YES_NO, name_keys
from peakend.report.words.outcomes import question_name
from peakend.report.words.segments import label_group, name_question, name_thing
from peakend.text import Language, Text

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "importance": ("scenario", "moment", "mean", "deviation", "p_holm", "p_above", "p_top", "rank", "above", "above_proved"),
    "peaks": ("scenario", "moment", "kind", "importance", "by_source", "probability", "by_test", "p_top", "published"),
    "needs": ("about", "label", "share", "p_top", "rank", "listed", "core"),
    "experience": ("scenario", "moment", "n", "mean", "low", "top", "emotion"),
    "satisfaction": ("question", "n", "mean", "top", "top_two", "low", "index"),
    "nps": ("question", "n", "nps", "wald", "promoters", "passives", "detractors", "standard"),
    "gaps": ("scope", "scenario", "moment", "kind", "left", "right", "gap", "size", "p_adjusted", "significant"),
    "quadrants": ("scenario", "moment", "basis", "importance", "derived", "performance", "quadrant", "p_quadrant", "disagrees"),
    "segments": ("question", "group", "n", "figure", "rank", "p_adjusted", "differs"),
    "baseline": ("scenario", "moment", "stage", "importance", "performance", "mark", "probability"),
    "cautions": ("kind", "about", "value", "limit", "n", "names"),
    "weights": ("question", "weighted", "unweighted", "moved"),
}
"""The columns of each result that people read first, in their order; files hold all of them."""

_PARTS: Final = frozenset({"scenario", "moment", "stage", "need", "theme", "tied", "attribute", "with_flagged", "without_flagged"})
"""Columns that hold keys of parts of the study, with their scenario beside them or not in doubt."""

_THINGS: Final = frozenset({"about", "names", "question", "outcome", "score"})
"""Columns that hold keys of questions or of parts, whose scenario must be told where two bear the same name."""

_CONSTRUCTS: Final = frozenset({"cause", "effect", "construct", "foreign"})
"""Columns that hold keys of constructs of the chain."""

_GROUPS: Final = frozenset({"group", "one", "two", "differs_from"})
_COUNTED: Final[Mapping[str, str]] = {"experience": "mean_n", "satisfaction": "mean_n", "nps": "nps_n", "segments": "figure_n"}
"""Whose n stands in a column of its own."""

_HIDDEN: Final = ("_low", "_high", "_n", "_method", "_needed")


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and lines of text, ready to be shown; `right` says which columns hold numbers and stand at the right."""

    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...] = ()


def lay_table(
    rows: Sequence[Row], study: Study, language: Language, question: str = "", groups: Sequence[str] = (), *, whole: bool = False
) -> Table:
    """The rows of a result as a table for people: one column a figure, its interval behind it; keys as the study's names.

    With the name of a question only its chief columns are shown (all of them with `whole`), after the columns of `groups`, the attributes
    by which the answers are split. Columns without any content are left out.
    """
    told = [_gather(_count(row, question), language) for row in rows]
    names = list(dict.fromkeys(name for row in told for name in row))
    figures = [name for name in names if name in groups or not _belongs(name, names)]
    chief = COLUMNS.get(question) or ({**CHAPTERS, **CONTROLS}[question].columns if question in {**CHAPTERS, **CONTROLS} else None)
    shown = figures if chief is None or whole else [name for name in (*groups, *chief) if name in names]
    writer = _Writer(study, language, question, tuple(groups))
    lines = [tuple(writer.cell(row, name) for name in shown) for row in told]
    filled = [at for at in range(len(shown)) if any(line[at] for line in lines)]
    return Table(
        heads=tuple(writer.head(shown[at]) for at in filled),
        lines=tuple(tuple(line[at] for at in filled) for line in lines),
        right=tuple(_holds_numbers(told, shown[at]) for at in filled),
    )


def _belongs(name: str, names: Iterable[str]) -> bool:
    """Whether a column is the interval, n or method of a figure that stands there itself."""
    return any(name.endswith(tail) and name.removesuffix(tail) in names for tail in _HIDDEN)


def _count(row: Row, question: str) -> Row:
    """The row with the n of its chief figure under a name of its own, where people are to read it."""
    source = _COUNTED.get(question)
    return {**row, "n": row[source]} if source in row else row


def _gather(row: Row, language: Language) -> Row:
    """What belongs in one cell: a rank and its set, the limits of an interval, a choice's words, the probability of the quadrant."""
    told = {("label" if name == "label_zh" else name): value for name, value in row.items()}
    low, high = told.pop("rank_low", None), told.pop("rank_high", None)
    if isinstance(low, int) and isinstance(high, int) and row.get("rank") is not None:
        told["rank"] = f"{row['rank']} [{write_ranks(low, high)}]"
    low, high = told.pop("wald_low", None), told.pop("wald_high", None)
    if isinstance(low, float) and isinstance(high, float):
        told["wald"] = write_interval(Estimate(0.0, low, high, 0, ""), "plain")
    if "label_zh" in row:
        told["label"] = Text(str(row["label_zh"] or ""), str(told.pop("label_en", "") or "")).say(language)
    if row.get("support") == "none":
        told |= {name: NOTHING for name in ("rank", "p_first", "p_top") if name in told}  # a dash: no order is supported
    if "quadrant" in told:
        told["p_quadrant"] = row.get(f"p_{row['quadrant']}")
    return told


def _holds_numbers(rows: Iterable[Row], name: str) -> bool:
    """Whether a column holds numbers, figures or ranks."""
    values = [row[name] for row in rows if row.get(name) is not None]
    return name in {"rank", "wald"} or any(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


@dataclass(frozen=True)
class _Writer:
    """Writes the cells of one table: whose study, in which language, of which result, split by which attributes."""

    study: Study
    language: Language
    question: str
    groups: tuple[str, ...]

    def head(self, name: str) -> str:
        """The heading of a column: a word of the method, or the name of an attribute."""
        known = self.study.survey.attribute(name)
        if known is not None and (name in self.groups or name not in HEADINGS):
            return known.name.say(self.language) or name
        return head_column(name, self.question).say(self.language)

    def cell(self, row: Row, name: str) -> str:
        """One cell."""
        value = row.get(name)
        if name in self.groups or name in _GROUPS:
            return self._join([self._group(name, str(one)) for one in (value if isinstance(value, list) else [value]) if one is not None])
        if value is None:
            n, needed = row.get(f"{name}_n"), row.get(f"{name}_needed")
            told = write_figure(TooFew(n, needed)) if isinstance(n, int) and isinstance(needed, int) else Text()
            return told.say(self.language)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._number(row, name, value)
        if name == "label" and value == row.get("question"):
            return self._thing(str(value))  # a question without a wording is called by what it is about and measures
        return self._word(name, value)

    def _number(self, row: Row, name: str, value: float) -> str:
        if is_probability(name, self.question):
            return write_probability(value)
        if is_test(name, self.question):
            return write_p(value).removeprefix("p ").removeprefix("= ")
        if isinstance(value, int):
            return write_count(value)
        unit = self._unit(row, name)
        low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
        if isinstance(low, float) and isinstance(high, float):
            return f"{write_value(value, unit)} {write_interval(Estimate(value, low, high, 0, ''), unit)}"
        return write_value(value, unit)

    def _unit(self, row: Row, name: str) -> Unit:
        """How a number is written. Recommendation scores get two decimals here: a table is read beside other people's tables."""
        if name == "figure" and row.get("measure") == "chosen":
            return "share"
        return unit_of_column(name, self.question) or "plain"

    def _word(self, name: str, value: Plain) -> str:
        if isinstance(value, bool):
            return YES_NO[value].say(self.language)
        if isinstance(value, list):
            return self._join(self._word(name, one) for one in value)
        if isinstance(value, dict):
            return self._join(f"{self._key(name, key)} {self._word(name, one)}" for key, one in value.items())
        if isinstance(value, int):
            return write_count(value)
        return self._key(name, str(value))

    def _key(self, name: str, key: str) -> str:
        """What a key in a column is called."""
        if has_words(name, self.question):
            return name_cell(name, key, self.question).say(self.language)
        if self.question == "chain" and name in _CONSTRUCTS:
            return (self._constructs.get(key) or Text(key, key)).say(self.language) or key
        if name in _PARTS:
            return self._join((self._names.get(one) or Text(one, one)).say(self.language) or one for one in key.split(", "))
        return self._thing(key) if name in _THINGS else key

    @cached_property
    def _names(self) -> dict[str, Text]:
        return name_keys(self.study)

    @cached_property
    def _constructs(self) -> dict[str, Text]:
        chain = self.study.plan.chain if self.study.plan.chain.constructs else derive_chain(self.study.survey.questions)
        return {one.key: one.name for one in chain.constructs}

    def _thing(self, key: str) -> str:
        """What a question or a part of the study is called."""
        asked = self._questions.get(key)
        if asked is not None:
            return question_words(asked, self.study).say(self.language)
        named = name_thing(key, self.study)
        return named.say(self.language) if named else key

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {one.key: one for one in self.study.survey.questions}

    def _group(self, name: str, value: str) -> str:
        """What a value of an attribute is called; a value that means different things in two attributes stands for itself."""
        if name in self.groups:
            return label_group(value, (name,), self.study).say(self.language)
        if self.groups:
            return label_group(value, self.groups, self.study).say(self.language)
        known = {one.label(value) for one in self.study.survey.attributes if any(value == code for code, _ in one.values)}
        return known.pop().say(self.language) if len(known) == 1 else value

    def _join(self, words: Iterable[str]) -> str:
        return ("、" if self.language == "zh" else ", ").join(words)


def question_words(question: Question, study: Study) -> Text:
    """What a question is called in a table: what it is about and what it measures, or its wording where it is about nothing."""
    about = name_thing(question.about, study) if question.about else None
    if about is None:
        return question_name(question)
    return about if question.measure == "chosen" else name_question(question, study)
