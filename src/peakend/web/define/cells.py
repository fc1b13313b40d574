"""What does a page show of a part? Its fields with their values in words, the remarks beside them, and where each is edited."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from peakend.define.check import check_study
from peakend.define.place import Place
from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.define.survey import Scale
from peakend.text import Text
from peakend.web.define.choices import name_part
from peakend.web.define.families import Family
from peakend.web.define.fields import Field
from peakend.web.define.models import StudyRecord
from peakend.web.define.queries import read_text
from peakend.web.define.source_rows import word_source

_PLAIN: Final = re.compile(r"[\w-]+")
_SINGLE: Final = "-"
_YES: Final = (Text("否", "No"), Text("是", "Yes"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of one part."""

    family: Family
    field: Field
    handle: str
    id: str
    both: Text | None
    """Words in two languages, shown both."""
    words: tuple[Text, ...]
    """Everything else, as one or several words."""
    remarks: tuple[Remark, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is written in it."""
        return not self.both and not any(self.words)


@dataclass(frozen=True, slots=True)
class Card:
    """One part with its cells; `remarks` are those about the part as a whole."""

    family: Family
    key: str
    handle: str
    name: Text
    cells: tuple[Cell, ...]
    remarks: tuple[Remark, ...]

    @property
    def id(self) -> str:
        """What the card is called within its page."""
        return f"part-{self.family.name}-{self.handle.replace('@', 'n')}"


def remarks_on(record: StudyRecord) -> tuple[Remark, ...]:
    """The remarks of the library's check on the newest version."""
    return _check(record.text)


@lru_cache(maxsize=64)
def _check(text: str) -> tuple[Remark, ...]:
    return check_study(read_text(text))


def handle_of(family: Family, key: str, number: int) -> str:
    """How a part is called in an address: by its key where that is plain, else by its number."""
    if family.single:
        return _SINGLE
    return key if _PLAIN.fullmatch(key) and key != _SINGLE else f"@{number}"


def key_behind(family: Family, study: Study, handle: str) -> str:
    """The key of the part that an address calls so; what is not there is found by nobody later."""
    if family.single:
        return ""
    if handle.startswith("@") and handle[1:].isdigit():
        parts = family.parts(study)
        return family.key_of(parts[int(handle[1:])]) if int(handle[1:]) < len(parts) else handle
    return handle


def list_cards(study: Study, family: Family, remarks: Iterable[Remark], *, full: bool = False) -> tuple[Card, ...]:
    """All parts of a family; without `full` only the fields that matter in a list or hold something."""
    remarks = tuple(remarks)
    return tuple(make_card(study, family, part, number, remarks, full=full) for number, part in enumerate(family.parts(study)))


def find_card(study: Study, family: Family, key: str, remarks: Iterable[Remark]) -> Card:
    """One part with all its fields. Raises `PartUnknown`."""
    part = family.find(study, key)
    number = next(at for at, one in enumerate(family.parts(study)) if family.key_of(one) == key)
    return make_card(study, family, part, number, tuple(remarks), full=True)


def make_card(study: Study, family: Family, part: Any, number: int, remarks: Sequence[Remark], *, full: bool) -> Card:  # noqa: ANN401 - any part
    """One part as a page shows it."""
    key = family.key_of(part)
    handle = handle_of(family, key, number)
    own = list(_remarks_within(study, family, key, number, remarks))
    names = {field.name for field in family.fields}
    cells = tuple(make_cell(study, family, field, part, handle, own) for field in family.fields)
    shown = tuple(one for at, one in enumerate(cells) if full or at < _CHIEF or not one.empty or one.remarks)
    whole = tuple(remark for rest, remark in own if not rest or rest[0] not in names)
    return Card(family, key, handle, _name(study, family, part), shown, () if family.name == "study" else whole)


_CHIEF: Final = 4
"""So many fields stand in a list even when they are empty."""


def make_cell(
    study: Study,
    family: Family,
    field: Field,
    part: Any,  # noqa: ANN401 - any part
    handle: str,
    remarks: Iterable[tuple[Place, Remark]] = (),
) -> Cell:
    """One field as a page shows it."""
    value = field.value(study, part)
    both = value if field.kind in {"text", "long"} else None
    words = () if both is not None else _word(study, field, value)
    own = tuple(remark for rest, remark in remarks if rest and rest[0] == field.name)
    return Cell(family, field, handle, f"cell-{family.name}-{handle.replace('@', 'n')}-{field.name}", both, words, own)


def place_of(study: Study, family: Family, key: str) -> Place:
    """Where a part stands in the file."""
    if family.name == "moments":
        return ("scenarios", study.scenario_of(key).key, "moments", key)
    return family.place if family.single else (*family.place, key)


def _remarks_within(study: Study, family: Family, key: str, number: int, remarks: Iterable[Remark]) -> Iterable[tuple[Place, Remark]]:
    """Remarks on a part, each with the way from the part to its place."""
    place = place_of(study, family, key)
    places = {place} if family.single else {place, (*place[:-1], number)}
    names = {field.name for field in family.fields}
    for remark in remarks:
        if remark.place[: len(place)] in places:
            rest = remark.place[len(place) :]
            if family.name == "study" and (not rest or rest[0] not in names):
                continue
            if family.name == "scenarios" and len(rest) > 1 and rest[0] == "moments":
                continue
            yield rest, remark


def _name(study: Study, family: Family, part: Any) -> Text:  # noqa: ANN401 - any part
    if family.single:
        return family.title
    if family.name == "fit":
        moment = next((one for one in study.moments() if one.key == part.moment), None)
        return name_part(moment) if moment else Text(part.moment, part.moment)
    if family.name == "margins":
        attribute = study.survey.attribute(part.attribute)
        return name_part(attribute) if attribute else Text(part.attribute, part.attribute)
    if family.name == "fieldwork":
        return Text(part.wave, part.wave) if part.wave else Text("全部期次", "All waves")
    return Text(part.group, part.group) if family.name == "complaints" else name_part(part)


def _word(study: Study, field: Field, value: Any) -> tuple[Text, ...]:  # noqa: ANN401 - any value
    if field.kind == "flag":
        return (_YES[bool(value)],)
    if field.kind == "scale":
        return word_scale(value)
    if field.kind in {"choice", "key", "keys"}:
        known = dict(field.options(study))
        return tuple(known.get(one, Text(one, one)) for one in (value if field.kind == "keys" else (value,)) if one)
    return _word_lines(field, value)


def _word_lines(field: Field, value: Any) -> tuple[Text, ...]:  # noqa: ANN401 - any value
    if field.kind == "sources":
        return tuple(word_source(one) for one in value)
    if field.kind == "texts":
        return tuple(value)
    if field.kind == "coded":
        return tuple(Text(f"{code} {words.say('zh')}", f"{code} {words.say('en')}") for code, words in value)
    if field.kind in {"numbers", "counts"}:
        return tuple(Text(f"{name} {number:g}", f"{name} {number:g}") for name, number in value)
    listed = value if isinstance(value, tuple) else (f"{value:g}" if field.kind == "number" else value,)
    return tuple(Text(str(one), str(one)) for one in listed if str(one))


def word_scale(scale: Scale | None) -> tuple[Text, ...]:
    """A scale in words: its span, its labels, its missing codes."""
    if scale is None:
        return ()
    span = Text(f"{scale.low}–{scale.high}", f"{scale.low}–{scale.high}")
    labels = [Text(f"{answer} {words.say('zh')}", f"{answer} {words.say('en')}") for answer, words in scale.labels]
    missing = [Text(f"{code} = {reason}", f"{code} = {reason}") for code, reason in scale.missing]
    return (span, *labels, *missing)
