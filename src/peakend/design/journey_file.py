"""How does a journey map stand in a design file? Its section: written, read, searched for keys that lead nowhere and for doubts."""

from collections.abc import Iterator
from typing import Any

from peakend.define.place import Place
from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.define.written import Outline, read_text, read_words, word, write_fields, write_text, write_words
from peakend.design.blueprint_file import write_number
from peakend.design.journey import EMOTIONS, Branch, Entry, Journey, Quotation
from peakend.design.plan import Design, known_roles
from peakend.design.references import Fault, find_repeated, find_unknown
from peakend.errors import BranchNowhere, EmotionOutside, EntryTwice
from peakend.text import Text

_TEXTS = ("does", "thinks", "feels", "people", "experience", "business")
_LISTS = ("channels", "pains", "memories", "opportunities")


def outline_journey(one: Journey) -> Outline:
    """The fields of one journey map."""
    return write_fields(
        key=one.key,
        scenario=one.scenario,
        title=write_text(one.title),
        state=one.state if one.state != "as_is" else None,
        version=one.version if one.version != "1" else None,
        goal=write_text(one.goal),
        segments=list(one.segments) or None,
        entries=[outline_entry(entry) for entry in one.entries] or None,
        branches=[write_fields(start=way.start, end=way.end, words=write_text(way.words)) for way in one.branches] or None,
    )


def outline_entry(one: Entry) -> Outline:
    """The fields of what one group lives through at one moment."""
    texts: dict[str, Any] = {name: write_text(getattr(one, name)) for name in _TEXTS}
    lists: dict[str, Any] = {name: [write_words(text) for text in getattr(one, name)] or None for name in _LISTS}
    said = one.quotation
    return write_fields(
        moment=one.moment,
        segment=one.segment or None,
        does=texts["does"],
        thinks=texts["thinks"],
        feels=texts["feels"],
        emotion=write_number(one.emotion),
        channels=lists["channels"],
        quotation=None if said is None else write_fields(words=write_words(said.words), source=write_text(said.source)),
        pains=lists["pains"],
        memories=lists["memories"],
        people=texts["people"],
        experience=texts["experience"],
        business=texts["business"],
        opportunities=lists["opportunities"],
        owner=one.owner or None,
        backstage=one.backstage or None,
        ground=one.ground if one.ground != "inferred" else None,
    )


def build_journey(fields: Outline) -> Journey:
    """The journey map of these fields."""
    return Journey(
        key=word(fields["key"]),
        scenario=word(fields["scenario"]),
        title=read_text(fields.get("title", "")),
        state=fields.get("state", "as_is"),
        version=word(fields.get("version", "1")),
        goal=read_text(fields.get("goal", "")),
        segments=read_words(fields.get("segments", ())),
        entries=tuple(build_entry(one) for one in fields.get("entries", ())),
        branches=tuple(Branch(word(one["start"]), word(one["end"]), read_text(one.get("words", ""))) for one in fields.get("branches", ())),
    )


def build_entry(fields: Outline) -> Entry:
    """What one group lives through at one moment, from these fields."""
    said = fields.get("quotation")
    texts: dict[str, Any] = {name: read_text(fields.get(name, "")) for name in _TEXTS}
    lists: dict[str, Any] = {name: tuple(read_text(one) for one in fields.get(name, ())) for name in _LISTS}
    return Entry(
        moment=word(fields["moment"]),
        segment=word(fields.get("segment", "")),
        emotion=float(fields["emotion"]) if "emotion" in fields else None,
        quotation=None if said is None else Quotation(read_text(said["words"]), read_text(said.get("source", ""))),
        owner=word(fields.get("owner", "")),
        backstage=word(fields.get("backstage", "")),
        ground=fields.get("ground", "inferred"),
        **texts,
        **lists,
    )


def find_journey_faults(study: Study | None, design: Design) -> Iterator[Fault]:
    """Keys that lead nowhere or stand twice, emotions off their scale, branches that lead from a moment to itself."""
    yield from find_repeated(("journeys",), [one.key for one in design.journeys])
    for one in design.journeys:
        place: Place = ("journeys", one.key)
        seen: set[tuple[str, str]] = set()
        for number, entry in enumerate(one.entries):
            here = (*place, "entries", number)
            if (entry.moment, entry.segment) in seen:
                yield here, EntryTwice(moment=entry.moment, segment=entry.segment or "-")
            seen.add((entry.moment, entry.segment))
            if entry.emotion is not None and not EMOTIONS[0] <= entry.emotion <= EMOTIONS[1]:
                yield (*here, "emotion"), EmotionOutside(found=f"{entry.emotion:g}", low=EMOTIONS[0], high=EMOTIONS[1])
            if one.segments:
                yield from find_unknown((*here, "segment"), "segment", entry.segment, one.segments)
        for number, way in enumerate(one.branches):
            if way.start == way.end:
                yield (*place, "branches", number), BranchNowhere(moment=way.start)
        if study is not None:
            yield from _find_study_faults(place, study, design, one)


def _find_study_faults(place: Place, study: Study, design: Design, one: Journey) -> Iterator[Fault]:
    scenarios = [scenario.key for scenario in study.scenarios]
    if one.scenario not in scenarios:
        yield from find_unknown((*place, "scenario"), "scenario", one.scenario, scenarios)
        return
    moments, roles = [moment.key for moment in study.scenario(one.scenario).moments], list(known_roles(study, design))
    for number, segment in enumerate(one.segments):
        yield from find_unknown((*place, "segments", number), "segment", segment, [known.key for known in study.segments])
    for number, entry in enumerate(one.entries):
        here = (*place, "entries", number)
        yield from find_unknown((*here, "moment"), "moment", entry.moment, moments)
        yield from find_unknown((*here, "owner"), "role", entry.owner, roles)
        yield from find_unknown((*here, "backstage"), "role", entry.backstage, roles)
    for number, way in enumerate(one.branches):
        yield from find_unknown((*place, "branches", number, "start"), "moment", way.start, moments)
        yield from find_unknown((*place, "branches", number, "end"), "moment", way.end, moments)


def find_journey_doubts(study: Study, design: Design) -> Iterator[Remark]:
    """Moments of which nothing is written, feelings without a ground, pains nobody answers for."""
    for one in design.journeys:
        place: Place = ("journeys", one.key)
        for moment in study.scenario(one.scenario).moments:
            if not any(one.entry(moment.key, group) for group in one.groups):
                message = Text(
                    f"关键时刻“{moment.name.say('zh')}”还没有内容。", f"Nothing is written of the moment “{moment.name.say('en')}”."
                )
                mend = Text("请写客户在这一刻做什么、想什么、感受如何。", "Write what customers do, think and feel there.")
                yield Remark("missing", (*place, "entries"), message, mend, "moment_unwritten")
        for number, entry in enumerate(one.entries):
            yield from _doubt_entry((*place, "entries", number), entry)


def _doubt_entry(place: Place, entry: Entry) -> Iterator[Remark]:
    if entry.pains and not entry.owner:
        message = Text("痛点没有责任人。", "There are pains here, and nobody answers for them.")
        yield Remark("missing", place, message, Text("请写 owner。", "Name an owner."), "pain_without_owner")
    if entry.ground == "placeholder":
        message = Text("这一格是占位，没有依据。", "This is a placeholder: nothing supports it.")
        mend = Text("请用访谈、跟岗或数据证实。", "Find it by interviews, observation or data.")
        yield Remark("doubtful", place, message, mend, "placeholder_entry")
    for name in _TEXTS:
        for language in getattr(entry, name).missing() if getattr(entry, name) else ():
            message = Text("缺少中文。", "The Chinese is missing.") if language == "zh" else Text("缺少英文。", "The English is missing.")
            yield Remark("missing", (*place, name), message, name="language_missing")
