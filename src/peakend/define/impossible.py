"""What makes a study impossible: a key that names two things, a list that names one thing twice, a history that runs in a circle.

Such a study cannot be written and read back, so no file may hold it: reading a file refuses these faults with their lines, writing
refuses them before a byte is written, and `check_study` lists them with the rest.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, Final

from peakend.define.answers import RESERVED
from peakend.define.lineage import find_cycle
from peakend.define.outline import outline_study
from peakend.define.place import Place, keyed, propose_key, word_place
from peakend.define.plan_soundness import find_impossible_plan
from peakend.define.study import Study
from peakend.define.written import Outline, word
from peakend.errors import CodeTwice, KeyMalformed, KeyTwice, LineageCycle, MeanNotFinite, StudyFault

Found = tuple[Place, StudyFault]
"""One fault and the place it is at."""

Keyed = tuple[Place, str]
"""One key and the place of what it names."""

_FAMILIES: Final = ("segments", "roles", "competitors", "stages", "scenarios", "common", "needs", "themes")

_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_]*\Z")


def find_impossible(study: Study) -> tuple[Found, ...]:
    """Everything that makes this study impossible."""
    outline = outline_study(study)
    return (
        *find_twice(outline),
        *_check_spelling(outline),
        *_check_codes(study),
        *_check_lineage(study),
        *_check_means(study),
        *find_impossible_plan(study.plan),
    )


def find_twice(plain: Any) -> tuple[Found, ...]:  # noqa: ANN401 - a file whose shape may be wrong
    """Keys that stand twice in their family. It takes what a file says as it is, so that it can be told beside faults of its shape."""
    found: list[Found] = []
    for family in families(plain).values():
        first: dict[str, Place] = {}
        for place, key in family:
            if key in first:
                found.append((place, KeyTwice(key=key, first=word_place(first[key]))))
            first.setdefault(key, place)
    return tuple(found)


def families(plain: Any) -> dict[str, list[Keyed]]:  # noqa: ANN401 - a file whose shape may be wrong
    """Every key of an outline with its place, family by family; within one family a key may stand once.

    The moments of all scenarios are one family; so are questions and attributes, since both become columns of the answers.
    """
    fields = plain if isinstance(plain, dict) else {}
    survey = fields.get("survey") if isinstance(fields.get("survey"), dict) else {}
    scenarios = _keyed_entries(fields.get("scenarios"), ("scenarios",))
    found = {name: _name_keys(fields.get(name), (name,)) for name in _FAMILIES}
    found["moments"] = [one for place, _, scenario in scenarios for one in _name_keys(scenario.get("moments"), (*place, "moments"))]
    found["columns"] = [one for name in ("attributes", "questions") for one in _name_keys((survey or {}).get(name), ("survey", name))]
    analysis = fields.get("analysis")
    chain = analysis.get("chain") if isinstance(analysis, dict) else None
    found["constructs"] = _name_keys(chain.get("constructs") if isinstance(chain, dict) else None, ("analysis", "chain", "constructs"))
    return found


def _name_keys(entries: Any, place: Place) -> list[Keyed]:  # noqa: ANN401 - a file whose shape may be wrong
    return [(step, key) for step, key, _ in _keyed_entries(entries, place)]


def _keyed_entries(entries: Any, place: Place) -> list[tuple[Place, str, dict[str, Any]]]:  # noqa: ANN401 - as above
    """The entries that have a key, each with its place."""
    listed = entries if isinstance(entries, list) else []
    keys = [word(entry["key"]) if isinstance(entry, dict) and "key" in entry else "" for entry in listed]
    return [
        ((*place, step), key, entry)
        for step, key, entry in zip(keyed(keys), keys, listed, strict=True)
        if isinstance(entry, dict) and "key" in entry
    ]


def _check_spelling(outline: Outline) -> Iterator[Found]:
    """A key is spelt as a key; a reserved one is told elsewhere."""
    everything: list[Keyed] = [(("key",), outline["key"]), *(one for family in families(outline).values() for one in family)]
    for place, key in everything:
        if not _KEY.match(key) and key not in RESERVED:
            yield place, KeyMalformed(key=key, proposal=propose_key(key))


def _check_codes(study: Study) -> Iterator[Found]:
    """Codes, words, labels and values of attributes are listed once."""
    survey = study.survey
    for step, question in zip(keyed([one.key for one in survey.questions]), survey.questions, strict=True):
        if question.scale:
            parts = {"missing": question.scale.missing, "labels": question.scale.labels, "words": question.scale.words}
            for name, pairs in parts.items():
                yield from _check_once(("survey", "questions", step, "scale", name), [str(code) for code, _ in pairs])
    for step, attribute in zip(keyed([one.key for one in survey.attributes]), survey.attributes, strict=True):
        yield from _check_once(("survey", "attributes", step, "values"), [value for value, _ in attribute.values])


def _check_once(place: Place, codes: Sequence[str]) -> Iterator[Found]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield (*place, code), CodeTwice(code=code)
        seen.add(code)


def _check_lineage(study: Study) -> Iterator[Found]:
    """No moment comes from itself. The place is the step that closes the circle."""
    if road := find_cycle(study.lineage):
        closed = bisect_left(range(len(study.lineage)), x=True, key=lambda number: bool(find_cycle(study.lineage[: number + 1])))
        yield ("lineage", closed), LineageCycle(road=" → ".join(road))


def _check_means(study: Study) -> Iterator[Found]:
    for number, finding in enumerate(study.published):
        if finding.mean is not None and not math.isfinite(finding.mean):
            yield ("published", number, "mean"), MeanNotFinite()
