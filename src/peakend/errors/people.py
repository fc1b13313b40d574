"""Faults of the workbench's ground floor: what cannot be done with people, units and invitations."""

from typing import Final

from peakend.errors.base import WorkbenchError
from peakend.text import Text

__all__ = [
    "AccountAbove",
    "AccountOwn",
    "InvitationGone",
    "InvitationOwn",
    "LastAdmin",
    "LevelWrong",
    "MemberChanged",
    "MemberGone",
    "NameTaken",
    "PasswordAbove",
    "RoleAbove",
    "RoleHeld",
    "RoleMisplaced",
    "RoleOwn",
    "SettingUnreadable",
    "UnitChanged",
    "UnitInUse",
    "UnitKeyMalformed",
]

_ROLES: Final = {
    "admin": Text("机构管理员", "organisation admin"),
    "lead": Text("总部体验负责人", "head-office CX lead"),
    "analyst": Text("总部分析师", "head-office analyst"),
    "province": Text("省公司负责人", "province lead"),
    "city": Text("地市负责人", "city lead"),
    "manager": Text("客户经理", "customer manager"),
    "back_office": Text("后台支撑负责人", "back-office owner"),
    "interviewer": Text("访问员", "interviewer"),
    "auditor": Text("审计员", "auditor"),
    "privacy": Text("隐私专员", "privacy officer"),
}
"""What roles are called within a sentence."""


class NameTaken(WorkbenchError):
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

    words = _ROLES
    what = Text(zh="您无权在“{unit}”设置“{role_words}”这个角色。", en="You cannot give the role of {role_words} in {unit!r}.")
    mend = Text(zh="请由上级单位的机构管理员操作。", en="An administrator of the unit above can do it.")


class RoleMisplaced(WorkbenchError):
    """A role is held at the level it is made for."""

    words = _ROLES
    what = Text(zh="“{role_words}”不能设在“{unit}”这一级。", en="Nobody is {role_words} at the level of {unit!r}.")
    mend = Text(zh="请选择适合这一级的角色，或到相应层级的单位设置。", en="Choose a role of this level, or go to a unit of the right one.")


class RoleOwn(WorkbenchError):
    """Nobody changes their own role: neither up, nor away."""

    what = Text(zh="不能更改或移除自己的角色。", en="Nobody changes or removes a role of their own.")
    mend = Text(zh="请由另一位机构管理员操作。", en="Another administrator can do it.")


class RoleHeld(WorkbenchError):
    """Somebody has this role here already."""

    words = _ROLES
    what = Text(zh="“{who}”在这里已经是{role_words}。", en="{who!r} is {role_words} here already.")
    mend = Text(zh="请移除多余的一个角色。", en="Remove the other role instead.")


class InvitationOwn(WorkbenchError):
    """Nobody accepts an invitation that they sent."""

    what = Text(zh="不能接受自己发出的邀请。", en="Nobody accepts an invitation of their own.")
    mend = Text(zh="请退出后由受邀人打开链接。", en="Sign out, and let whoever was invited open the link.")


class PasswordAbove(WorkbenchError):
    """A reset link opens an account: only somebody whose place covers everything of that account may make one."""

    what = Text(
        zh="“{who}”在您管辖范围之外还有角色，不能由您重置密码。", en="{who!r} has roles beyond your place: you cannot reset that password."
    )
    mend = Text(zh="请由上级单位的机构管理员操作。", en="An administrator of the unit above can do it.")


class AccountAbove(WorkbenchError):
    """An account is one whole: only somebody whose place covers all of it may shut or open it."""

    what = Text(
        zh="“{who}”在您管辖范围之外还有角色，不能由您停用或重新启用。",
        en="{who!r} has roles beyond your place: you cannot shut or open that account.",
    )
    mend = Text(
        zh="可以只移除这个单位的角色；停用账号请由上级单位的机构管理员操作。",
        en="Remove the role in this unit, or ask an administrator of the unit above.",
    )


class AccountOwn(WorkbenchError):
    """Nobody shuts their own account, or takes off its second factor, by the way."""

    what = Text(zh="不能在这里处置自己的账号。", en="You cannot do this to your own account here.")
    mend = Text(zh="注销账号、两步验证都在“个人设置”中。", en="Leaving and the second factor are on your profile page.")


class LastAdmin(WorkbenchError):
    """An organisation keeps an administrator."""

    what = Text(
        zh="这是总部最后一位机构管理员，不能移除、改任或停用。",
        en="This is the last administrator of head office, who cannot be removed, changed or shut out.",
    )
    mend = Text(zh="请先指定另一位机构管理员。", en="Make somebody else administrator first.")


class UnitKeyMalformed(WorkbenchError):
    """A key that is not made of the signs of a key."""

    what = Text(zh="代号“{key}”不合规则。", en="{key!r} is no key.")
    mend = Text(
        zh="请以小写字母开头，只用小写字母、数字、短横线和下划线。",
        en="Begin with a lower-case letter; use lower-case letters, digits, hyphens and underscores.",
    )


class LevelWrong(WorkbenchError):
    """A unit stands below a unit of a higher level."""

    what = Text(zh="“{unit}”下不能设这一级的单位。", en="A unit of this level cannot stand below {unit!r}.")
    mend = Text(zh="请选择更低的层级。", en="Choose a lower level.")


class UnitChanged(WorkbenchError):
    """Somebody else renamed the unit in the meantime."""

    what = Text(
        zh="{who}刚刚把这个单位改名为“{zh}”（{en}）。",
        en="{who} has renamed this unit in the meantime: {zh} ({en}).",
    )
    mend = Text(zh="您填写的内容仍在；再次保存即以您的为准。", en="What you typed is still here; save again to let yours stand.")


class MemberChanged(WorkbenchError):
    """Somebody else gave the member another role in the meantime."""

    words = _ROLES
    what = Text(zh="{who}刚刚把“{member}”改为{role_words}。", en="{who} has made {member!r} {role_words} in the meantime.")
    mend = Text(zh="您的选择仍在；确认后再次保存即以您的为准。", en="Your choice is still here; save again to let it stand.")


class MemberGone(WorkbenchError):
    """Somebody else removed the member in the meantime."""

    what = Text(zh="这位成员已被移除，没有再作更改。", en="This member has been removed in the meantime; nothing was changed.")
    mend = Text(zh="如需恢复，请重新邀请。", en="Invite them again if they are to stay.")


class SettingUnreadable(WorkbenchError):
    """A setting of the environment says something that cannot be."""

    what = Text(zh="环境设置 {setting} 无法识别：{value}。", en="The setting {setting} cannot be read: {value}.")
    mend = Text(zh="请按文档中的写法更正后重新启动。", en="Correct it as the documentation shows, then start again.")
