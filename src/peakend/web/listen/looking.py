"""What do we keep of a look at a file? Plain values: layout, columns with at most three masked examples, remarks. Never its cells."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

from peakend.define.remark import Remark
from peakend.listen.guess import ROLES
from peakend.listen.look import Look, Seen
from peakend.listen.mask import mask_text
from peakend.report.words import MEASURES, REASONS, name_of
from peakend.text import Text

EXAMPLES: Final = 3
_HIDDEN: Final = frozenset({"personal", "respondent"})
_LONGEST: Final = 40


def describe_look(seen: Look) -> dict[str, Any]:
    """A look as JSON."""
    return {
        "layout": asdict(seen.layout),
        "rows": seen.rows,
        "columns": [_describe(one) for one in seen.columns],
        "remarks": describe_remarks(seen.remarks),
    }


def describe_remarks(remarks: Iterable[Remark]) -> list[dict[str, Any]]:
    """Remarks as JSON, in both languages."""
    return [
        {"severity": one.severity, "name": one.name, "where": one.where, "what": plain(one.message), "mend": plain(one.mend)}
        for one in remarks
    ]


def plain(words: Text) -> dict[str, str]:
    """Words as JSON."""
    return {"zh": words.zh, "en": words.en}


def text_of(kept: Any) -> Text:  # noqa: ANN401 - a value of JSON
    """Words from JSON."""
    return Text(zh=str(kept.get("zh", "")), en=str(kept.get("en", ""))) if isinstance(kept, dict) else Text()


def _describe(seen: Seen) -> dict[str, Any]:
    guess = seen.guess
    scale = guess.scale
    missing = [(code, name_of(REASONS, reason)) for code, reason in scale.missing] if scale else []
    return {
        "name": seen.column.name,
        "question": mask_text(seen.column.question)[:300],
        "role": guess.role,
        "taken": plain(ROLES[guess.role]),
        "measure": plain(name_of(MEASURES, guess.measure)) if guess.measure and guess.role == "rating" else {},
        "scale": f"{scale.low}–{scale.high}" if scale else "",
        "missing": {
            "zh": "、".join(f"{code} = {why.zh}" for code, why in missing),
            "en": ", ".join(f"{code} = {why.en}" for code, why in missing),
        },
        "filled": seen.filled,
        "blank": seen.blank,
        "distinct": seen.distinct,
        "examples": _show_examples(seen),
        "why": plain(guess.reason),
        "sure": guess.sure,
    }


def _show_examples(seen: Seen) -> list[str]:
    """At most three values. Of what is personal, or names a respondent, only what kind of thing it is."""
    shown = list(seen.examples[:EXAMPLES])
    if seen.guess.role not in _HIDDEN:
        return shown
    masked = [mask_text(value)[:_LONGEST] for value in shown]
    return [after if after != before else "***" for before, after in zip(shown, masked, strict=True)]
