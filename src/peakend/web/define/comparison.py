"""What is different between two states of a study? Place by place: for reading versions, and for merging what two people wrote."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from peakend.define.outline import outline_scale, outline_study
from peakend.define.place import Place
from peakend.define.study import Change, Study

Kind = Literal["added", "removed", "changed", "moved", "order"]

ORDER: Final = "#order"
"""The step that stands for the order of a list."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is different, with its plain values before and after; nothing where it was, or is, not there."""

    kind: Kind
    place: Place
    before: Any = None
    after: Any = None


def compare_studies(before: Study, after: Study) -> tuple[Difference, ...]:
    """Every difference between two states of a study, in the order of the file; their histories are told apart from this.

    >>> from dataclasses import replace
    >>> from peakend.text import Text
    >>> tea = Study("tea", Text("茶馆", "Tea house"))
    >>> [(one.kind, one.place) for one in compare_studies(tea, replace(tea, period="2026"))]
    [('changed', ('period',))]
    """
    found = list(_compare_fields((), _plain(before), _plain(after)))
    return tuple(_join_moves(found))


def new_history(before: Study, after: Study) -> tuple[Change, ...]:
    """What was added to the history of the moments since."""
    same = 0
    for old, new in zip(before.lineage, after.lineage, strict=False):
        if old != new:
            break
        same += 1
    return after.lineage[same:]


def find_clashes(mine: Iterable[Difference], theirs: Iterable[Difference]) -> tuple[Difference, ...]:
    """What others did at a place that I changed too, or around or within it."""
    touched = [place for one in mine for place in _touches(one)]
    return tuple(one for one in theirs if any(_within(own, other) for own in touched for other in _touches(one)))


def _touches(one: Difference) -> tuple[Place, ...]:
    """The places that a difference touches; a move touches where it left and where it arrived."""
    return (one.place, (*one.before, one.place[-1])) if one.kind == "moved" else (one.place,)


def _within(one: Place, other: Place) -> bool:
    short = min(len(one), len(other))
    return one[:short] == other[:short]


def _plain(study: Study) -> dict[str, Any]:
    """The fields of a study as they are compared: every question with its own scale, the history left out."""
    outline = outline_study(study)
    outline.pop("lineage", None)
    survey = dict(outline.get("survey", {}))
    survey.pop("scales", None)
    scales = {one.key: outline_scale(one.scale) for one in study.survey.questions if one.scale}
    if "questions" in survey:
        survey["questions"] = [{**one, "scale": scales[one["key"]]} if one["key"] in scales else one for one in survey["questions"]]
    return {**outline, "survey": survey}


def _compare_fields(place: Place, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        yield from _compare_values((*place, name), before.get(name), after.get(name))


def _compare_values(place: Place, before: Any, after: Any) -> Iterator[Difference]:  # noqa: ANN401 - plain values of a file
    if before == after:
        return
    if _keyed(before) and _keyed(after):
        yield from _compare_entries(place, _by_key(before), _by_key(after))
    elif _fields(before) and _fields(after):
        yield from _compare_fields(place, before or {}, after or {})
    else:
        yield Difference("changed", place, before, after)


def _compare_entries(place: Place, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        here = (*place, key)
        if key not in after:
            yield Difference("removed", here, before[key])
        elif key not in before:
            yield Difference("added", here, None, after[key])
        else:
            yield from _compare_fields(here, before[key], after[key])
    stayed = [key for key in before if key in after], [key for key in after if key in before]
    if stayed[0] != stayed[1]:
        yield Difference("order", (*place, ORDER), stayed[0], stayed[1])


def _keyed(value: Any) -> bool:  # noqa: ANN401 - plain values of a file
    """Whether this is a list of entries with keys, or nothing, which is such a list without entries."""
    return value is None or (isinstance(value, list) and all(isinstance(one, dict) and "key" in one for one in value))


def _fields(value: Any) -> bool:  # noqa: ANN401 - plain values of a file
    """Whether this is a group of fields; words in two languages are one thing."""
    return value is None or (isinstance(value, dict) and not set(value) <= {"zh", "en"})


def _by_key(value: list[dict[str, Any]] | None) -> dict[str, Any]:
    return {str(one["key"]): one for one in value or ()}


def _join_moves(found: list[Difference]) -> Iterator[Difference]:
    """A moment that went from one scenario and came into another was moved, not removed and added."""
    gone = {one.place[-1]: one for one in found if one.kind == "removed" and one.place[0] == "scenarios"}
    come = {one.place[-1]: one for one in found if one.kind == "added" and one.place[0] == "scenarios"}
    moved = {key for key in gone if key in come and len(gone[key].place) == len(come[key].place)}
    for one in found:
        if one.place[-1] not in moved or one.kind not in {"added", "removed"}:
            yield one
        elif one.kind == "added":
            key = one.place[-1]
            yield Difference("moved", one.place, gone[key].place[:-1], one.place[:-1])
            yield from _compare_fields(one.place, gone[key].before, one.after)
