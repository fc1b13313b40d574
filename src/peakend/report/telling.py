"""What does a picture tell? Of the part of a result that it shows: its sentence, its findings, its rows, and for how many it stands.

A chapter draws several pictures of one result. What stands over and under each is said of its own part, wherever it is shown.
"""

from dataclasses import replace

from peakend.analyse.result import Base, Result, Row
from peakend.report.boxes import Drawing
from peakend.report.words import findings, headline
from peakend.report.words.names import place_in, prefix_name
from peakend.text import Text


def say_drawing(drawing: Drawing, result: Result) -> Text:
    """The sentence of the part that a drawing shows, or that of the whole where it shows it all."""
    return headline(drawing.part) or headline(result)


def find_more(drawing: Drawing) -> tuple[Text, ...]:
    """What else is to be said of the part that a drawing shows."""
    return tuple(one for one in findings(drawing.part) if one != headline(drawing.part)) if drawing.part is not None else ()


def repeat_words(drawing: Drawing) -> set[Text]:
    """All that is said with a drawing, with and without the name of its scenario: so that it is not said of the whole again."""
    if drawing.part is None:
        return set()
    said = {headline(drawing.part), *findings(drawing.part)}
    scenario = getattr(drawing.part, "scenario", None)
    return said if scenario is None else said | {put(scenario.name, one) for one in said for put in (prefix_name, place_in)}


def narrow_base(drawing: Drawing, base: Base) -> Base:
    """The base of what a drawing shows: how many of all responses its part stands for; of a scenario, beside how many there are in all."""
    whole = base.whole or base.n
    if not 0 < drawing.n <= whole:
        return base
    return replace(base, n=drawing.n, whole=whole if drawing.n < whole and scenario_of(drawing) else 0, missing={})


def scenario_of(drawing: Drawing) -> str:
    """The key of the one scenario that a drawing is about, or nothing."""
    scenario = getattr(drawing.part, "scenario", None)
    return "" if scenario is None else str(scenario.key)


def choose_rows(drawing: Drawing, result: Result) -> list[Row]:
    """The rows that a drawing shows: those of its part."""
    if isinstance(drawing.part, Result):
        return drawing.part.rows()
    wanted = {"scenario": scenario_of(drawing), "outcome": getattr(getattr(drawing.part, "outcome", None), "key", "")}
    return [row for row in result.rows() if all(not key or row.get(name) == key for name, key in wanted.items())]


__all__ = ["choose_rows", "find_more", "narrow_base", "repeat_words", "say_drawing", "scenario_of"]
