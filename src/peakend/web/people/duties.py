"""What is each role for, and where can its holder go? Said in the menu, on the profile, by an invitation, where somebody has no page."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from peakend.text import Text
from peakend.web.people.access import Right

DUTIES: Final[dict[str, Text]] = {
    "admin": Text(
        "管理单位和成员，在总部可查看审计日志；不看答卷和结果。",
        "Manages units and members, and reads the audit log in head office; sees no answers.",
    ),
    "lead": Text(
        "编辑和归档研究，导入答卷，查看、导出和分享全部结果。",
        "Edits and archives studies, imports answers; reads, exports and shares every result.",
    ),
    "analyst": Text(
        "编辑研究，导入答卷，查看、导出和分享全部结果。", "Edits studies, imports answers; reads, exports and shares every result."
    ),
    "province": Text("查看和导出本省的结果，查看本省成员。", "Reads and exports the results of the province, and sees its members."),
    "city": Text("查看和导出本地市的结果。", "Reads and exports the results of the city."),
    "manager": Text("查看研究的内容：服务场景和关键时刻。", "Reads studies: scenarios and moments."),
    "back_office": Text("查看研究的内容：服务场景和关键时刻。", "Reads studies: scenarios and moments."),
    "interviewer": Text(
        "只处理分派给自己的访问任务；目前没有待办。", "Sees only the interviews that are assigned; there are none at the moment."
    ),
    "auditor": Text(
        "查看研究和结果，在总部可查看审计日志；不能修改。", "Reads studies and results, and the audit log in head office; changes nothing."
    ),
    "privacy": Text("查看成员；在总部可查看审计日志。", "Sees members, and the audit log in head office."),
}
"""What the holder of a role does here, in one sentence."""


@dataclass(frozen=True, slots=True)
class Way:
    """A page that is open to somebody: its name and address."""

    name: Text
    address: str


_WAYS: Final[tuple[tuple[Right, Text, str], ...]] = (
    ("study.read", Text("研究", "Studies"), "define:studies"),
    ("member.read", Text("机构与成员", "Organisation and members"), "people:units"),
    ("audit.read", Text("审计日志", "Audit log"), "people:audit"),
    ("organisation.edit", Text("导出整个机构", "Export an organisation"), "share:takeout"),
)


def list_ways(rights: frozenset[Right]) -> list[Way]:
    """The pages that somebody with these rights can open."""
    own = Way(Text("个人设置", "Profile"), reverse("people:profile"))
    return [*(Way(name, reverse(page)) for right, name, page in _WAYS if right in rights), own]
