"""What does a page say of a file: how far it is, what was wrong, which cells were refused, in the words of the reader?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import peakend.errors
from peakend.define.remark import SEVERITIES
from peakend.errors import Interrupted, PeakendError, StudyFaults
from peakend.listen.refusal import make_inert
from peakend.report.words import REASONS, name_of
from peakend.text import Language, Text
from peakend.web.listen.looking import text_of
from peakend.web.listen.mends import mend_here
from peakend.web.listen.models import Upload

STATES: Final[dict[str, Text]] = {
    "sent": Text("等待查看", "waiting to be looked at"),
    "looking": Text("正在查看", "being looked at"),
    "looked": Text("待确认各列", "columns to confirm"),
    "to_try": Text("等待试运行", "waiting for its dry run"),
    "trying": Text("正在试运行", "dry run going on"),
    "tried": Text("待确认导入", "import to confirm"),
    "to_import": Text("等待导入", "waiting to be imported"),
    "importing": Text("正在导入", "being imported"),
    "imported": Text("已导入", "imported"),
    "failed": Text("不能读取", "could not be read"),
    "dropped": Text("已放弃", "dropped"),
}
"""How far a file is."""

STEPS: Final = (
    (Text("查看", "Look"), ("sent", "looking", "failed")),
    (Text("对应各列", "Match columns"), ("looked",)),
    (Text("试运行", "Dry run"), ("to_try", "trying", "tried")),
    (Text("导入", "Import"), ("to_import", "importing", "imported")),
)
"""The steps of an import, with the states that belong to each."""


def read_fault(kept: Mapping[str, Any]) -> PeakendError | None:
    """The fault that was stored with a file, as what it is."""
    if not kept:
        return None
    kind = getattr(peakend.errors, str(kept.get("name")), None)
    known = isinstance(kind, type) and issubclass(kind, PeakendError)
    return kind(**kept.get("blanks", {})) if known and kind is not None else Interrupted()


@dataclass(frozen=True)
class Told:
    """A fault in words."""

    name: str
    what: Text
    mend: Text


def tell(fault: PeakendError | None) -> Told | None:
    """A fault in words, for a template; where it lists several, each of them is told."""
    if isinstance(fault, StudyFaults):
        each = [one.say("zh") for one in fault.faults], [one.say("en") for one in fault.faults]
        return Told(fault.name, fault.fill(fault.what), Text("；".join(each[0]), " ".join(each[1])))
    return None if fault is None else Told(fault.name, fault.fill(fault.what), mend_here(fault))


@dataclass(frozen=True)
class Step:
    """One step of an import on the page: its name, and whether it is done, being done, or to come."""

    name: Text
    place: str


def list_steps(upload: Upload) -> list[Step]:
    """The steps of an import, and where this file is."""
    at = next((number for number, (_, states) in enumerate(STEPS) if upload.state in states), 0)
    done = upload.state == "imported"
    return [Step(name, "done" if number < at or done else "now" if number == at else "next") for number, (name, _) in enumerate(STEPS)]


@dataclass(frozen=True)
class Remarked:
    """A remark as a page shows it."""

    severity: str
    severity_words: Text
    where: Text
    what: Text
    mend: Text


def read_remarks(kept: Sequence[Mapping[str, Any]]) -> list[Remarked]:
    """Remarks from JSON, the worst first."""
    order = list(SEVERITIES)
    found = [
        Remarked(one["severity"], SEVERITIES[one["severity"]], _where(one.get("where", "")), text_of(one["what"]), text_of(one["mend"]))
        for one in kept
        if one.get("severity") in SEVERITIES
    ]
    return sorted(found, key=lambda one: order.index(one.severity))  # type: ignore[arg-type]


def _where(kept: Text | str) -> Text:
    return kept if isinstance(kept, Text) else Text(kept, kept)


@dataclass(frozen=True)
class RefusedCell:
    """A refused cell as a page shows it: where, what it says, what was expected, the mend."""

    row: int
    column: str
    value: str
    expected: Text
    mend: Text


def word_refused(cells: Sequence[Mapping[str, Any]], expected: Mapping[str, Any]) -> list[RefusedCell]:
    """Refused cells in words."""
    worded = {question: (text_of(one.get("words")), text_of(one.get("mend"))) for question, one in expected.items()}
    none = (Text(), Text())
    return [RefusedCell(one["row"], one["column"], one["value"], *worded.get(one["question"], none)) for one in cells]


HEADS: Final = (
    Text("文件", "file"),
    Text("行", "row"),
    Text("列", "column"),
    Text("单元格内容", "value"),
    Text("应为", "expected"),
    Text("处理办法", "mend"),
)


def list_refused(name: str, cells: Sequence[RefusedCell], language: Language) -> Iterator[list[str | int]]:
    """Refused cells as rows of a table, headings first; no cell is taken for a formula."""
    yield [head.say(language) for head in HEADS]
    for one in cells:
        row = (name, one.row, one.column, one.value, one.expected.say(language), one.mend.say(language))
        yield [make_inert(cell) for cell in row]


@dataclass(frozen=True)
class Share:
    """One reason, how often, and its share of all."""

    key: str
    name: Text
    count: int
    percent: float


ANSWERED: Final = Text("有答案", "answered")


def share_reasons(counts: Mapping[str, int]) -> list[Share]:
    """Answers by reason, the answered first."""
    whole = sum(counts.values()) or 1
    order = ["answered", *REASONS]
    found = [
        Share(key, ANSWERED if key == "answered" else name_of(REASONS, key), count, 100 * count / whole)
        for key, count in counts.items()
        if count
    ]
    return sorted(found, key=lambda one: order.index(one.key) if one.key in order else len(order))
