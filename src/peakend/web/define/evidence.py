"""What speaks for a moment? Where it comes from, who asks about it, what was published, what became of it: several sources side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from peakend.define.study import Study
from peakend.text import Text
from peakend.web.define.choices import MEASURES, PROVENANCES


@dataclass(frozen=True, slots=True)
class Source:
    """One source that speaks for a moment; `speaks` says whether it supports it by itself, `field` where it is written."""

    kind: Text
    words: Text
    speaks: bool
    field: str = ""


def find_evidence(study: Study, key: str) -> tuple[Source, ...]:
    """The sources of one moment. Raises `UnknownMoment`."""
    return tuple(_sources(study, key))


def _sources(study: Study, key: str) -> Iterator[Source]:
    moment = study.moment(key)
    words = dict(PROVENANCES)[moment.provenance]
    yield Source(Text("来源", "Provenance"), words, speaks=moment.provenance in {"source", "measured"}, field="provenance")
    none = Text("还没有写：谁在哪里看到、听到或读到它", "Nothing written yet: who saw, heard or read of it, and where")
    note = Text(moment.note.say("zh"), moment.note.say("en")) if moment.note else none
    yield Source(Text("说明", "Note"), note, speaks=bool(moment.note), field="note")
    yield _asked(study, key)
    for finding in study.published:
        if key in {*finding.peaks, *finding.ends}:
            mark = Text("峰值", "a peak") if key in finding.peaks else Text("终值", "an end")
            origin = finding.origin or Text("已发表结论", "what was published")
            told = Text(f"{origin.say('zh')}：列为{mark.zh}", f"{origin.say('en')}: named as {mark.en}")
            yield Source(Text("已发表", "Published"), told, speaks=True)
    if moment.common:
        others = [one for one in study.moments() if one.common == moment.common and one.key != key]
        names = Text("、".join(one.name.say("zh") for one in others), ", ".join(one.name.say("en") for one in others))
        yield Source(Text("其他场景里也有", "In other scenarios too"), names, speaks=bool(others), field="common")


def _asked(study: Study, key: str) -> Source:
    """Which measures the survey takes of it."""
    measures = dict.fromkeys(one.measure for one in study.survey.questions if key in {one.about, one.group})
    names = dict(MEASURES)
    words = Text("、".join(names[one].zh for one in measures), ", ".join(names[one].en for one in measures))
    none = Text("问卷没有问到它", "The survey does not ask about it")
    return Source(Text("问卷", "Survey"), words if measures else none, speaks=bool(measures), field="questions")
