"""What is decided, why, and what is it to bring? Decisions that stand on evidence.

A decision links to its reasons by what they are and whom they are about (`importance:visit_complaint`); the numbers behind a link are
looked up in the answers whenever they are shown, and repeated nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from peakend.text import Text

Route = Literal["radical", "partial", "image", "variant", "external"]
ROUTES: Final[Mapping[Route, Text]] = {
    "radical": Text("全面创新", "made anew"),
    "partial": Text("局部革新", "renewed in part"),
    "image": Text("形象再造", "a new image"),
    "variant": Text("改型变异", "a variant of what is there"),
    "external": Text("外部引入", "brought in from outside"),
}
"""The five routes of service innovation: the type of an improvement (source E39-E43)."""

FourR = Literal["relevance", "response", "relationship", "reward"]
FOUR_R: Final[Mapping[FourR, Text]] = {
    "relevance": Text("关联", "relevance"),
    "response": Text("反应", "response"),
    "relationship": Text("关系", "relationship"),
    "reward": Text("回报", "reward"),
}
"""The four R (source A39)."""

SevenP = Literal["product", "price", "promotion", "place", "people", "evidence", "process"]
SEVEN_P: Final[Mapping[SevenP, Text]] = {
    "product": Text("产品性能", "product"),
    "price": Text("价格资费", "price"),
    "promotion": Text("促销政策", "promotion"),
    "place": Text("服务渠道", "place"),
    "people": Text("服务人员", "people"),
    "evidence": Text("服务环境", "physical evidence"),
    "process": Text("服务过程", "process"),
}
"""The seven P of service marketing (source A20)."""

Status = Literal["proposed", "decided", "under_way", "done", "dropped"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)

EvidenceKind = Literal["importance", "experience", "gap", "need", "emot", "parameter"]
KINDS: Final[tuple[EvidenceKind, ...]] = get_args(EvidenceKind)
"""What a link can lead to: importance, experience, gap to expectation, or E-MOT of a moment; a need at a moment; a column of a house."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What is expected of a decision: of which question of the survey, by how much, and between which bounds."""

    question: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `why` are links to evidence (`kind:key`), `parameters` the columns of houses it sets (`cascade/column`)."""

    key: str
    what: Text
    why: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    segment: str = ""
    effect: Effect | None = None
    owner: str = ""
    cost: float | None = None
    currency: Text = Text()
    due: str = ""
    route: Route | None = None
    four_r: tuple[FourR, ...] = ()
    seven_p: tuple[SevenP, ...] = ()
    status: Status = "proposed"


def split_link(link: str) -> tuple[str, tuple[str, ...]]:
    """The kind of a link and the keys it leads to.

    >>> split_link("need:visit_complaint/quick")
    ('need', ('visit_complaint', 'quick'))
    """
    kind, _, about = link.partition(":")
    return kind, tuple(part for part in about.split("/") if part)
