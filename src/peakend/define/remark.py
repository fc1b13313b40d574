"""What is there to say about a study? One remark: how bad, where, what, and how to mend it, in both languages."""

from dataclasses import dataclass
from typing import Literal

from peakend.define.place import Place, word_place
from peakend.errors import StudyFault
from peakend.text import Language, Text

Severity = Literal["wrong", "doubtful", "missing"]
"""Wrong: it cannot be so, and nothing can be worked out from it. Doubtful: it may be so, look again. Missing: it would be better there."""

SEVERITIES: dict[Severity, Text] = {
    "wrong": Text(zh="错误", en="wrong"),
    "doubtful": Text(zh="存疑", en="doubtful"),
    "missing": Text(zh="待补", en="missing"),
}
"""The words for the three severities, the worst first."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about one place of a study."""

    severity: Severity
    place: Place
    message: Text
    mend: Text = Text()
    name: str = ""
    """The key of this kind of remark, for translations, filters and the interface for programs."""

    @property
    def where(self) -> str:
        """The place in words, the same in both languages: scenarios → visit → moments → greet."""
        return word_place(self.place)

    def say(self, language: Language) -> str:
        """The whole remark in one line: severity, place, what it is about, the mend.

        >>> Remark("missing", ("goal",), Text("没有写研究目的。", "No goal is written."), Text("请补上。", "Write it.")).say("en")
        'missing · goal: No goal is written. Write it.'
        """
        colon, gap = ("：", "") if language == "zh" else (": ", " ")
        sentence = gap.join(part for part in (self.message.say(language), self.mend.say(language)) if part)
        return " · ".join(part for part in (SEVERITIES[self.severity].say(language), self.where) if part) + colon + sentence


def remark_fault(place: Place, fault: StudyFault) -> Remark:
    """A fault of a study as a remark: what is wrong is worded once, in the tree of errors.

    >>> from peakend.errors import FieldMissing
    >>> remark_fault(("stages", 0), FieldMissing(field="name")).say("en")
    "wrong · stages → 1: The field 'name' is missing. Add a line “name: …” here."
    """
    return Remark("wrong", place, fault.fill(fault.what), fault.fill(fault.mend), fault.name)
