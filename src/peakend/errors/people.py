"""Faults of the workbench's ground floor: what cannot be done with people, units and invitations."""

from peakend.errors.base import WorkbenchError
from peakend.text import Text

__all__ = ["InvitationGone", "KeyTaken", "LastAdmin", "RoleAbove", "UnitInUse"]


class KeyTaken(WorkbenchError):
    """A key, name or role is already there."""

    what = Text(zh="“{key}”已经存在。", en="{key!r} is there already.")
    mend = Text(zh="请换一个代号，或使用已有的那一个。", en="Choose another, or use the one that is there.")


class UnitInUse(WorkbenchError):
    """A unit that something stands on cannot be taken away."""

    what = Text(zh="“{unit}”下还有单位、成员或研究，不能删除。", en="{unit!r} still has units, members or studies and cannot be removed.")
    mend = Text(zh="请先把它们移走。", en="Move them away first.")


class InvitationGone(WorkbenchError):
    """An invitation that was used, withdrawn or has expired, or never was."""

    what = Text(zh="这个邀请链接无效：可能已被使用、撤回或过期。", en="This invitation is not valid: used, withdrawn or expired.")
    mend = Text(zh="请联系邀请您的人重新发送。", en="Ask whoever invited you for a new one.")


class RoleAbove(WorkbenchError):
    """Nobody gives rights beyond their own place."""

    what = Text(zh="您无权在“{unit}”授予这个角色（{role}）。", en="You cannot give the role {role!r} in {unit!r}.")
    mend = Text(zh="请由上级单位的机构管理员操作。", en="An administrator of the unit above can do it.")


class LastAdmin(WorkbenchError):
    """An organisation keeps an administrator."""

    what = Text(zh="这是总部最后一位机构管理员，不能移除或改任。", en="This is the last administrator of head office.")
    mend = Text(zh="请先指定另一位机构管理员。", en="Make somebody else administrator first.")
