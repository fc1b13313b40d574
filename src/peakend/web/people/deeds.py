"""What is a deed of the log called? Each key in both languages; a room that logs deeds of its own adds their names."""

from collections.abc import Mapping
from typing import Final

from peakend.text import Text

DEEDS: Final[dict[str, Text]] = {
    "organisation.found": Text("建立机构", "Organisation founded"),
    "organisation.take": Text("导出整个机构", "Organisation exported"),
    "unit.add": Text("新增单位", "Unit added"),
    "unit.rename": Text("单位改名", "Unit renamed"),
    "unit.remove": Text("删除单位", "Unit removed"),
    "member.invite": Text("发出邀请", "Invitation made"),
    "member.withdraw": Text("撤回邀请", "Invitation withdrawn"),
    "member.join": Text("成员加入", "Member joined"),
    "member.role": Text("更改角色", "Role changed"),
    "member.remove": Text("移除成员", "Member removed"),
    "sign_in": Text("登录", "Signed in"),
    "sign_in.failed": Text("登录失败", "Sign-in failed"),
    "sign_in.locked": Text("登录被锁定", "Sign-in locked"),
    "sign_out": Text("退出", "Signed out"),
    "password.change": Text("更改密码", "Password changed"),
    "password.link": Text("生成密码重置链接", "Reset link made"),
    "password.reset": Text("重置密码", "Password reset"),
    "factor.on": Text("启用两步验证", "Second factor on"),
    "factor.off": Text("停用两步验证", "Second factor off"),
    "factor.drop": Text("解除他人的两步验证", "Second factor taken off by an administrator"),
    "factor.codes": Text("重新生成恢复码", "Recovery codes made"),
    "company.connect": Text("关联公司账号", "Company account connected"),
    "profile.keep": Text("更改个人资料", "Profile changed"),
    "token.make": Text("生成令牌", "Token made"),
    "token.revoke": Text("吊销令牌", "Token revoked"),
    "account.shut": Text("停用账号", "Account shut"),
    "account.leave": Text("注销账号", "Account closed by its owner"),
    "account.reopen": Text("重新启用账号", "Account opened again"),
    "study.create": Text("建立研究", "Study created"),
    "study.change": Text("修改研究", "Study changed"),
    "study.archive": Text("归档研究", "Study archived"),
    "study.unarchive": Text("取消归档", "Study taken out of the archive"),
    "result.share": Text("分享页面", "Page shared"),
    "result.unshare": Text("撤回分享", "Shared page withdrawn"),
    "answers.import": Text("导入答卷", "Answers imported"),
    "answers.undo": Text("撤销导入", "Import undone"),
    "answers.redo": Text("恢复导入", "Import restored"),
    "baseline.freeze": Text("冻结基线", "Baseline frozen"),
    "result.export": Text("导出结果", "Results exported"),
}
"""The names of deeds by key."""

_DETAILS: Final[dict[str, Text]] = {
    "answers": Text("含答卷", "with answers"),
    "role": Text("角色", "role"),
    "unit": Text("单位", "unit"),
    "before": Text("原为", "before"),
    "after": Text("改为", "after"),
    "zh": Text("中文名", "Chinese name"),
    "en": Text("英文名", "English name"),
    "address": Text("地址", "address"),
    "why": Text("原因", "reason"),
    "scopes": Text("权限", "scopes"),
    "tokens": Text("吊销令牌数", "tokens revoked"),
    "deed": Text("内容", "what"),
    "number": Text("版本", "version"),
    "days": Text("有效天数", "days"),
    "page": Text("页面", "page"),
    "part": Text("批次", "part"),
    "rows": Text("行数", "rows"),
    "digest": Text("文件指纹", "fingerprint of the file"),
    "fingerprint": Text("基线指纹", "fingerprint"),
    "filters": Text("筛选", "filters"),
}


def add_deeds(names: Mapping[str, Text]) -> None:
    """Add the names of deeds of another room, by key."""
    DEEDS.update(names)


def name_deed(key: str) -> Text:
    """What a deed is called; its key where nobody has named it."""
    return DEEDS.get(key, Text(key, key))


def name_detail(key: str) -> Text:
    """What a detail of an entry is called."""
    return _DETAILS.get(key, Text(key, key))
