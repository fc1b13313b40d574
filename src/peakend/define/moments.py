"""How are moments cut finer, joined, moved and renamed without losing their history?

Every edit takes a study and gives another; the study handed in stays as it is. What refers to a moment follows it:

- *Split*: one part, the heir, takes over questions, aliases, note, sources, common moment and published findings of the
  whole; every part has its needs, stage and provenance. A part may keep the key of the whole, and is the heir then;
  otherwise the heir is the first part.
- *Merge*: the merged moment inherits needs, aliases, notes, sources and questions of all its parts, and the weakest provenance among them;
  the parts' names become aliases, so that older files still find it. Where two questions then measure the same, `check_study` says so.
- Merging exactly the parts of a split back under the old key takes the split back: nothing is left of it, in the history either.
- *Move* changes scenario, stage or position, *rename* the words (the old name becomes an alias); both keep the key and are recorded.
- A key that was given up is not used again, so that the history never leads in a circle.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from peakend.define.lineage import find_cycle
from peakend.define.plan_edits import follow_moments, forget_questions
from peakend.define.study import Change, Moment, Provenance, Published, Scenario, Study
from peakend.errors import (
    CommonsDiffer,
    KeyTaken,
    LineageCycle,
    MergeTooFew,
    MomentsApart,
    MomentStillUsed,
    PositionOutside,
    SplitTooFew,
    UnknownMoment,
)
from peakend.text import LANGUAGES, Text

_T = TypeVar("_T")
_STRENGTH: Final[tuple[Provenance, ...]] = ("placeholder", "inferred", "source", "measured")
_FEWEST: Final = 2


def split_moment(study: Study, moment: str, parts: Mapping[str, Text], *, heir: str = "", note: Text = Text()) -> Study:
    """Cut one moment into several: `parts` are their keys and names, in the customer's order.

    Raises `UnknownMoment`, `SplitTooFew`, or `KeyTaken` where a part's key is or was in use (the whole's own key may be kept).

    >>> from peakend.define.study import Stage
    >>> tea = Study("tea", Text(en="Tea"), stages=(Stage("end", Text(en="End")),),
    ...             scenarios=(Scenario("shop", Text(en="Visit"), (Moment("leave", Text(en="Leaving"), "end"),)),))
    >>> cut = split_moment(tea, "leave", {"pay": Text(en="Paying"), "farewell": Text(en="Farewell")})
    >>> [moment.key for moment in cut.moments()], merge_moments(cut, ["pay", "farewell"], "leave", Text(en="Leaving")) == tea
    (['pay', 'farewell'], True)
    """
    whole = study.moment(moment)
    if len(parts) < _FEWEST:
        raise SplitTooFew(moment=moment, count=len(parts))
    _require_free(study, [key for key in parts if key != moment])
    heir = heir or (moment if moment in parts else next(iter(parts)))
    if heir not in parts:
        raise UnknownMoment(moment=heir, known=", ".join(parts))
    bare = replace(whole, common="", aliases=(), note=Text(), sources=())
    pieces = [replace(whole if key == heir else bare, key=key, name=name) for key, name in parts.items()]
    study = _edit_moments(study, whole.key, lambda moments, at: (*moments[:at], *pieces, *moments[at + 1 :]))
    return _record(_repoint(study, {moment: heir}), Change("split", (moment,), tuple(parts), note))


def merge_moments(study: Study, moments: Sequence[str], key: str, name: Text, *, common: str | None = None, note: Text = Text()) -> Study:
    """Join several moments of one scenario into one, which stands where the first of them stood, in its stage.

    Raises `UnknownMoment`, `MergeTooFew`, `MomentsApart` (several scenarios), `CommonsDiffer` (say `common`), `KeyTaken`, or `LineageCycle`
    where the key would make a moment its own ancestor.
    """
    keys = tuple(dict.fromkeys(moments))
    if len(keys) < _FEWEST:
        raise MergeTooFew(count=len(keys))
    scenario = study.scenario_of(keys[0])
    if any(study.scenario_of(one) is not scenario for one in keys):
        raise MomentsApart(moments=", ".join(keys))
    parts = [one for one in scenario.moments if one.key in keys]
    undone = _undo_split(study, key, keys)
    if key not in keys and undone is None:
        _require_free(study, [key])
    merged = _join(parts, key, name, _agree_common(parts) if common is None else common, names=undone is None)
    lineage = (*study.lineage, Change("merge", tuple(one.key for one in parts), (key,), note)) if undone is None else undone
    if road := find_cycle(lineage):
        raise LineageCycle(road=" → ".join(road))
    gone = set(keys) - {parts[0].key}
    study = _edit_moments(
        study, parts[0].key, lambda all_, at: (*all_[:at], merged, *(one for one in all_[at + 1 :] if one.key not in gone))
    )
    return replace(_repoint(study, dict.fromkeys(keys, key)), lineage=lineage)


def move_moment(study: Study, moment: str, *, scenario: str = "", stage: str = "", position: int = 0, note: Text = Text()) -> Study:
    """Put a moment elsewhere: into another scenario, another stage, or at another position (from 1) of its scenario.

    What is not said stays; in another scenario it stands last. Moved nowhere, the study stays as it is.
    Raises `UnknownMoment`, `UnknownScenario` or `PositionOutside`. That the stage exists is the business of `check_study`.
    """
    found, source = study.moment(moment), study.scenario_of(moment)
    target = study.scenario(scenario) if scenario else source
    others = [one for one in target.moments if one.key != moment]
    at = position - 1 if position else (source.moments.index(found) if target is source else len(others))
    if not 0 <= at <= len(others):
        raise PositionOutside(position=position, last=len(others) + 1)
    moved = replace(found, stage=stage or found.stage)
    if target is source and moved == found and source.moments.index(found) == at:
        return study
    origin = f"{source.key} / {found.stage} / {source.moments.index(found) + 1}"
    without = _edit_moments(study, moment, lambda moments, place: (*moments[:place], *moments[place + 1 :]))
    scenarios = _replace_scenario(without, target.key, (*others[:at], moved, *others[at:]))
    return _record(replace(without, scenarios=scenarios), Change("move", (moment,), (moment,), note or Text(zh=origin, en=origin)))


def rename_moment(study: Study, moment: str, name: Text, *, note: Text = Text()) -> Study:
    """Give a moment other words; the old ones become aliases, the key stays. Raises `UnknownMoment`."""
    found = study.moment(moment)
    if found.name == name:
        return study
    aliases = tuple(one for one in _join_words([found.aliases, _spell(found.name)]) if one not in _spell(name))
    renamed = replace(found, name=name, aliases=aliases)
    study = _edit_moments(study, moment, lambda moments, at: (*moments[:at], renamed, *moments[at + 1 :]))
    return _record(study, Change("rename", (moment,), (moment,), note or found.name))


def add_moment(study: Study, moment: Moment, scenario: str, position: int = 0) -> Study:
    """Put a new moment into a scenario, at a position from 1, or last. Raises `UnknownScenario`, `KeyTaken` or `PositionOutside`."""
    _require_free(study, [moment.key])
    moments = study.scenario(scenario).moments
    at = position - 1 if position else len(moments)
    if not 0 <= at <= len(moments):
        raise PositionOutside(position=position, last=len(moments) + 1)
    return replace(study, scenarios=_replace_scenario(study, scenario, (*moments[:at], moment, *moments[at:])))


def remove_moment(study: Study, moment: str, *, with_uses: bool = False) -> Study:
    """Take a moment out. Questions and published findings that name it keep it there, unless they shall go with it (`with_uses`).

    Raises `UnknownMoment`, or `MomentStillUsed` with what names it.
    """
    study.moment(moment)
    users = [one.key for one in study.survey.questions if moment in {one.about, one.group}]
    users += [f"analysis → emot → fit → {moment}" for one in study.plan.emot.fit if one.moment == moment]
    users += [f"published → {number + 1}" for number, one in enumerate(study.published) if moment in {*one.peaks, *one.ends}]
    if users and not with_uses:
        raise MomentStillUsed(moment=moment, users=", ".join(users))
    study = _edit_moments(study, moment, lambda moments, at: (*moments[:at], *moments[at + 1 :]))
    questions = tuple(one for one in study.survey.questions if moment not in {one.about, one.group})
    published = _edit_published(study.published, lambda keys: tuple(key for key in keys if key != moment))
    left = {one.key for one in questions}
    gone = [one.key for one in study.survey.questions if one.key not in left]
    rated = follow_moments(study.plan, lambda key: "" if key == moment else key)
    plan = forget_questions(rated, gone, {moment})
    return replace(study, survey=replace(study.survey, questions=questions), published=published, plan=plan)


def _require_free(study: Study, keys: Iterable[str]) -> None:
    """New keys must be neither in use nor given up."""
    used = {*(moment.key for moment in study.moments()), *(key for one in study.lineage for key in (*one.before, *one.after))}
    for key in keys:
        if key in used:
            raise KeyTaken(key=key)
        used.add(key)


def _edit_moments(study: Study, moment: str, edit: Callable[[tuple[Moment, ...], int], tuple[Moment, ...]]) -> Study:
    """The study with the moments of one scenario edited; the edit is told where the moment stands."""
    scenario = study.scenario_of(moment)
    at = next(number for number, one in enumerate(scenario.moments) if one.key == moment)
    return replace(study, scenarios=_replace_scenario(study, scenario.key, edit(scenario.moments, at)))


def _replace_scenario(study: Study, key: str, moments: tuple[Moment, ...]) -> tuple[Scenario, ...]:
    return tuple(replace(one, moments=moments) if one.key == key else one for one in study.scenarios)


def _record(study: Study, change: Change) -> Study:
    return replace(study, lineage=(*study.lineage, change))


def _repoint(study: Study, new: Mapping[str, str]) -> Study:
    """Questions and published findings follow a moment to its new key."""
    questions = tuple(
        replace(one, about=new.get(one.about, one.about), group=new.get(one.group, one.group)) for one in study.survey.questions
    )
    published = _edit_published(study.published, lambda keys: tuple(dict.fromkeys(new.get(key, key) for key in keys)))
    plan = follow_moments(study.plan, lambda key: new.get(key, key))
    return replace(study, survey=replace(study.survey, questions=questions), published=published, plan=plan)


def _edit_published(published: Iterable[Published], edit: Callable[[tuple[str, ...]], tuple[str, ...]]) -> tuple[Published, ...]:
    """What is published about all scenarios names common moments, which are no moments, and stays."""
    return tuple(replace(one, peaks=edit(one.peaks), ends=edit(one.ends)) if one.scenario else one for one in published)


# Joining


def _undo_split(study: Study, key: str, keys: Sequence[str]) -> tuple[Change, ...] | None:
    """The history without the split that this merge takes back, or nothing where it takes none back.

    It does if the last cut or join of these moments was the split of `key` into exactly them. What was told since of parts that go
    (moves, renames) goes with them.
    """
    for number in range(len(study.lineage) - 1, -1, -1):
        change = study.lineage[number]
        if change.kind in {"split", "merge"} and {*change.before, *change.after} & {key, *keys}:
            if change.kind != "split" or change.before != (key,) or set(change.after) != set(keys):
                return None
            later = [one for one in study.lineage[number + 1 :] if not {*one.before, *one.after} & (set(keys) - {key})]
            return (*study.lineage[:number], *later)
    return None


def _join(parts: Sequence[Moment], key: str, name: Text, common: str, *, names: bool) -> Moment:
    """One moment with what all its parts had; with `names`, the words for the parts are aliases of it."""
    spelt = [_spell(one.name) for one in parts] if names else []
    aliases = [one for one in _join_words([*(part.aliases for part in parts), *spelt]) if not names or one not in _spell(name)]
    return Moment(
        key=key,
        name=name,
        stage=parts[0].stage,
        provenance=min((part.provenance for part in parts), key=_STRENGTH.index),
        common=common,
        needs=_join_words([part.needs for part in parts]),
        aliases=tuple(aliases),
        note=_join_notes([part.note for part in parts]),
        sources=_join_words([part.sources for part in parts]),
    )


def _agree_common(parts: Sequence[Moment]) -> str:
    """The common moment that the parts are faces of. Raises where they are faces of several."""
    commons = list(dict.fromkeys(part.common for part in parts if part.common))
    if len(commons) > 1:
        raise CommonsDiffer(moments=", ".join(part.key for part in parts), commons=", ".join(commons))
    return commons[0] if commons else ""


def _join_words(lists: Iterable[Sequence[_T]]) -> tuple[_T, ...]:
    """All words once, in their order."""
    return tuple(dict.fromkeys(one for words in lists for one in words))


def _join_notes(notes: Sequence[Text]) -> Text:
    written = [note for note in dict.fromkeys(notes) if note]
    gaps = {"zh": "；", "en": "; "}
    zh, en = (gaps[one].join(words for note in written if (words := getattr(note, one))) for one in LANGUAGES)
    return Text(zh=zh, en=en)


def _spell(name: Text) -> tuple[str, ...]:
    """The words of a name in both languages, as far as they are written and differ."""
    return tuple(dict.fromkeys(words for words in (name.zh, name.en) if words))
