"""What speaks for a moment? Its sources side by side, who asks about it, what was published: how many kinds agree, and who disagrees."""

from collections.abc import Iterator
from dataclasses import dataclass

from peakend.define.source_doubts import FEWEST_KINDS
from peakend.define.sources import sides_differ
from peakend.define.study import Study
from peakend.text import Text
from peakend.web.define.choices import MEASURES, PROVENANCES
from peakend.web.define.source_rows import SOURCE_KINDS, word_details


@dataclass(frozen=True, slots=True)
class Backing:
    """One line: what kind of source it is, what it says, whether it speaks for the moment (or against it), where it is written."""

    kind: Text
    words: Text
    speaks: bool
    field: str = ""
    against: bool = False
    sort: str = ""
    """What it counts as: sources of one sort count once."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that speaks for or against one moment."""

    lines: tuple[Backing, ...]
    differ: bool
    """Whether customers and the front line see it differently."""

    @property
    def kinds(self) -> int:
        """How many kinds of source agree."""
        return len({one.sort or one.kind.en for one in self.lines if one.speaks})

    @property
    def few(self) -> bool:
        """Whether so few kinds agree that nothing bears them out."""
        return self.kinds < FEWEST_KINDS


def find_evidence(study: Study, key: str) -> Evidence:
    """What speaks for one moment. Raises `UnknownMoment`."""
    return Evidence(tuple(_lines(study, key)), sides_differ(study.moment(key).sources))


def _lines(study: Study, key: str) -> Iterator[Backing]:
    moment = study.moment(key)
    where = dict(PROVENANCES)[moment.provenance]
    named = moment.provenance in {"source", "measured"}
    if not named or not moment.sources:  # the sources themselves say more where they are written
        yield Backing(Text("来源", "Provenance"), where, speaks=named, field="provenance")
    for one in moment.sources:
        words = word_details(one) or Text("没有说明", "nothing noted")
        yield Backing(SOURCE_KINDS[one.kind], words, one.supports, "sources", not one.supports, one.kind)
    if not moment.sources:
        none = Text("还没有写：谁在哪里看到、听到或读到它", "Nothing written yet: who saw, heard or read of it, and where")
        yield Backing(Text("证据来源", "Evidence"), none, speaks=False, field="sources")
    yield _asked(study, key)
    for finding in study.published:
        if key in {*finding.peaks, *finding.ends}:
            mark = Text("峰值", "a peak") if key in finding.peaks else Text("终值", "an end")
            origin = finding.origin or Text("已发表结论", "what was published")
            said = Text(f"{origin.say('zh')}：列为{mark.zh}", f"{origin.say('en')}: named as {mark.en}")
            yield Backing(Text("已发表", "Published"), said, speaks=True, sort="literature")
    if moment.common:
        others = [one for one in study.moments() if one.common == moment.common and one.key != key]
        names = Text("、".join(one.name.say("zh") for one in others), ", ".join(one.name.say("en") for one in others))
        yield Backing(Text("其他场景里也有", "In other scenarios too"), names, speaks=bool(others), field="common")


def _asked(study: Study, key: str) -> Backing:
    """Which measures the survey takes of it."""
    measures = dict.fromkeys(one.measure for one in study.survey.questions if key in {one.about, one.group})
    names = dict(MEASURES)
    words = Text("、".join(names[one].zh for one in measures), ", ".join(names[one].en for one in measures))
    none = Text("问卷没有问到它", "The survey does not ask about it")
    return Backing(Text("问卷题目", "Questions"), words if measures else none, bool(measures), "questions", sort="survey")
