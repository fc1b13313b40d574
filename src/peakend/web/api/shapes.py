"""In which shape do things come in and go out? Typed, in plain words; what each field is stands in the description of the API."""

from datetime import datetime
from typing import Annotated, Any, Final, Generic, TypeVar

from ninja import Field, Schema
from pydantic import StringConstraints

from peakend.text import Text

Found = TypeVar("Found")

MOST: Final = 200
"""So many things at most on one page of a list."""

LONGEST: Final = 4_000_000
"""Characters of a study file."""

NO_NULL: Final = r"^[^\x00]*$"
"""Signs that a database keeps: all but the one that ends a string."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=NO_NULL)]
Key = Annotated[str, StringConstraints(max_length=60, pattern=NO_NULL)]
Content = Annotated[str, StringConstraints(max_length=LONGEST, pattern=NO_NULL)]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]


CHINESE: Final = "x-zh"
"""Where the description holds words in Chinese; those in English stand where everybody looks for them."""


def said(zh: str, en: str) -> Any:  # noqa: ANN401 - what a field is told
    """A field with its words."""
    return Field(description=en, json_schema_extra={CHINESE: zh})


class Words(Schema):
    """Words in both languages."""

    zh: str = ""
    en: str = ""


def in_both(text: Text) -> dict[str, str]:
    """Words as they go out."""
    return {"zh": text.zh, "en": text.en}


class Cut(Schema):
    """Which part of a list is wanted."""

    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


class CutOfStudies(Cut):
    """Which studies are wanted."""

    archived: Annotated[bool, said("也列出已归档的", "list archived ones too")] = False


class CutOfLog(Cut):
    """Which entries of the log are wanted."""

    organisation: Annotated[Key, said("机构代号；默认第一个", "key of the organisation; else the first")] = ""
    action: Annotated[Key, said("只看一种操作", "one kind of deed only")] = ""
    who: Annotated[str, StringConstraints(max_length=150, pattern=NO_NULL), said("只看一个人", "one person only")] = ""


class Listed(Schema, Generic[Found]):
    """A part of a list: how many there are in all, and those asked for."""

    count: int
    offset: int
    limit: int
    found: list[Found]


def cut(everything: Any, part: Cut, tell: Any) -> dict[str, Any]:  # noqa: ANN401 - a query or a list, and what tells one of it
    """The part of a list that was asked for."""
    count = len(everything) if isinstance(everything, list) else everything.count()
    some = everything[part.offset : part.offset + part.limit]
    return {"count": count, "offset": part.offset, "limit": part.limit, "found": [tell(one) for one in some]}


class MeOut(Schema):
    """Whoever asks: name, rights, the scopes of the token (all of them in a session), organisations."""

    username: str
    name: str
    rights: list[str]
    scopes: list[str]
    organisations: list[str]
    version: str


class UnitOut(Schema):
    """A unit of an organisation."""

    id: int
    organisation: str
    key: str
    kind: str
    name: Words
    parent: int | None
    path: str
    people: int


class MemberOut(Schema):
    """Somebody's role in a unit."""

    id: int
    username: str
    name: str
    role: str
    role_name: Words


class EntryOut(Schema):
    """One entry of the audit log, with the hash that binds it to the one before."""

    number: int
    when: datetime
    actor: str
    action: str
    about: str
    detail: dict[str, Any]
    hash: str
    before: str


class StudyOut(Schema):
    """A study in a list."""

    id: int
    key: str
    title: Words
    organisation: str
    unit: str
    number: int
    """The number of its newest version: who writes says which one they have seen."""
    synthetic: bool
    archived: bool
    unit_attribute: str
    changed: datetime


class MomentOut(Schema):
    """A moment of a scenario."""

    key: str
    stage: str
    name: Words


class ScenarioOut(Schema):
    """A scenario with its moments in the customer's order."""

    key: str
    name: Words
    moments: list[MomentOut]


class StudyDetail(StudyOut):
    """A study with its outline; the whole of it is its file."""

    scenarios: list[ScenarioOut]
    attributes: list[str]
    questions: int


class StudyIn(Schema):
    """A new study: the text of a study file, and the unit it belongs to."""

    unit: Number
    text: Content
    key: Key = ""
    title: Words | None = None
    unit_attribute: Key = ""


class VersionIn(Schema):
    """A new version of a study: the whole text, and the number of the version that was seen."""

    text: Content
    seen_number: Number
    about: Annotated[str, StringConstraints(max_length=200, pattern=NO_NULL)] = ""
    confirmed: bool = False
    """Whether it is known that answers would no longer count as they stand."""


class VersionOut(Schema):
    """A version of a study: who wrote it, when, and what was done."""

    number: int
    author: str
    when: datetime
    deed: str
    about: str


class RemarkOut(Schema):
    """A remark of the check: how bad, where, what, and the mend."""

    severity: str
    where: str
    name: str
    what: Words
    mend: Words


class PartOut(Schema):
    """One import: its file, its rows, and whether it counts (`standing`) or was taken back (`undone`)."""

    id: int
    name: str
    when: datetime
    by: str
    wave: str
    rows: int
    refused: int
    digest: str
    state: str


class FaultOut(Schema):
    """Why something failed, in the language of the request."""

    type: str
    title: str
    detail: str


class UploadOut(Schema):
    """A file that was sent: how far it is, what was found, and what a dry run gave."""

    id: int
    name: str
    size: int
    digest: str
    state: str
    progress: int
    busy: bool
    columns: list[dict[str, Any]]
    proposed: dict[str, str]
    """Heading of the study → heading of the file, where they are the same, or as in the last import."""
    alike: dict[str, str]
    """The same for headings that are only similar: to be looked at before they are taken."""
    chosen: dict[str, Any]
    trial: dict[str, Any]
    fault: FaultOut | None
    part: int | None


class TrialIn(Schema):
    """How a file is to be read: its wave, and heading of the study → heading of the file (what is proposed, where nothing is said)."""

    wave: Annotated[str, StringConstraints(max_length=60, pattern=NO_NULL)] = ""
    mapping: dict[Name, Name] | None = None


class ChoiceOut(Schema):
    """A name to filter by, with its values."""

    key: str
    name: Words
    values: list[dict[str, Any]]


class ChoicesOut(Schema):
    """Everything that results can be filtered and split by."""

    attributes: list[ChoiceOut]
    units: list[ChoiceOut]
    waves: list[ChoiceOut]
    splits: list[str]


class QuestionOut(Schema):
    """A question of the method, and whether these answers can answer it."""

    key: str
    title: Words
    purpose: Words
    there: bool
    mend: Words


class ResultOut(Schema):
    """The answer to a question: its sentence in the language of the request, its base, its rows; with a split the base of each group."""

    question: str
    title: str
    sentence: str
    base: dict[str, Any]
    rows: list[dict[str, Any]]
    groups: list[dict[str, Any]] = Field(default_factory=list)
    waiting: int = 0
    """Answers that came and are not shown yet, because so few would stand out."""


class PictureOut(Schema):
    """A picture of a result: its section, its name, its title."""

    section: str
    scenario: str
    name: str
    title: str


class BaselineOut(Schema):
    """Values that were frozen under a name."""

    id: int
    name: str
    when: datetime
    by: str
    fingerprint: str
    filters: dict[str, Any]


class BaselineDetail(BaselineOut):
    """A frozen baseline with its values."""

    values: dict[str, Any]


class BaselineIn(Schema):
    """The name of a new baseline."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=NO_NULL)]
