"""Faults at the doors of the workbench for programs and guests: who asks, with what, how often; links that were shared."""

from peakend.errors.base import WorkbenchError
from peakend.text import Text

__all__ = [
    "BodyTooLarge",
    "BodyUnreadable",
    "FormStale",
    "KeyReused",
    "LinkGone",
    "MethodWrong",
    "NotThere",
    "ProgramBroken",
    "RightMissing",
    "ScopeMissing",
    "SignInNeeded",
    "TokenWrong",
    "TooOften",
    "ValuesWrong",
]


class SignInNeeded(WorkbenchError):
    """Nobody is signed in, and no token was sent."""

    what = Text(zh="没有登录，也没有提供令牌。", en="Nobody is signed in, and no token was sent.")
    mend = Text(
        zh="请在请求头写 Authorization: Bearer <令牌>；令牌在“个人设置”中生成。",
        en="Send the header Authorization: Bearer <token>; a token is made on the profile page.",
    )


class TokenWrong(WorkbenchError):
    """A token that opens nothing."""

    what = Text(zh="令牌无效：可能已被吊销、已过期，或抄写有误。", en="The token is not valid: revoked, expired or misspelt.")
    mend = Text(zh="请在“个人设置”中重新生成一个。", en="Make a new one on the profile page.")


class ScopeMissing(WorkbenchError):
    """The token was not made for this."""

    what = Text(zh="这个令牌没有“{scope}”权限。", en="This token lacks the scope {scope!r}.")
    mend = Text(zh="请生成一个包含该权限的令牌。", en="Make a token with this scope.")


class RightMissing(WorkbenchError):
    """Whoever asks has this right nowhere."""

    what = Text(zh="您的角色没有“{right}”这项权利。", en="Your roles do not carry the right {right!r}.")
    mend = Text(zh="请联系机构管理员。", en="Ask an administrator of your organisation.")


class NotThere(WorkbenchError):
    """There is no such thing, or it is not theirs: the answer is the same."""

    what = Text(zh="没有这项内容，或者您无权查看。", en="There is no such thing, or it is not yours to see.")
    mend = Text(zh="请检查地址和编号。", en="Check the address and the number.")


class MethodWrong(WorkbenchError):
    """The address is there, and cannot be asked in this way."""

    what = Text(zh="这个地址不接受 {method} 请求。", en="This address does not take {method}.")
    mend = Text(zh="它接受：{known}。", en="It takes: {known}.")


class ProgramBroken(WorkbenchError):
    """A fault of the program itself met in an operation."""

    what = Text(zh="程序出错，数据没有改变。", en="A fault of the program; nothing was changed.")
    mend = Text(zh="请稍后再试；管理员可在日志中看到原因。", en="Try again later; the log holds the reason, for an administrator.")


class ValuesWrong(WorkbenchError):
    """Values of a request that cannot be taken; `places` says which."""

    what = Text(zh="请求中有 {count} 处的值不能使用：{places}。", en="Values of the request that cannot be taken ({count}): {places}.")
    mend = Text(zh="请对照接口说明更正；明细见 faults。", en="Correct them as the API's description says; 'faults' lists them.")


class BodyUnreadable(WorkbenchError):
    """A body that is not what its content type says."""

    what = Text(zh="请求体无法读取。", en="The body of the request cannot be read.")
    mend = Text(zh="请按接口说明发送 UTF-8 的 JSON 或表单。", en="Send UTF-8 JSON, or a form, as the API's description says.")


class BodyTooLarge(WorkbenchError):
    """A body above the limit."""

    what = Text(zh="请求体太大。", en="The body of the request is too large.")
    mend = Text(zh="答卷请作为文件上传；研究文件请不超过 5 MB。", en="Send answers as a file; a study file has at most 5 MB.")


class FormStale(WorkbenchError):
    """A write in a browser's session without its CSRF token."""

    what = Text(
        zh="缺少本站的防伪标记（CSRF），没有改变任何内容。",
        en="The mark that the request came from here (CSRF) is missing; nothing was changed.",
    )
    mend = Text(zh="程序请改用令牌；网页请带上 X-CSRFToken 请求头。", en="Programs use a token; pages send the header X-CSRFToken.")


class TooOften(WorkbenchError):
    """Too many requests in a minute."""

    what = Text(zh="请求太频繁：每分钟最多 {most} 次。", en="Too many requests: at most {most} a minute.")
    mend = Text(zh="请在 {seconds} 秒后再试。", en="Try again in {seconds} seconds.")


class KeyReused(WorkbenchError):
    """An idempotency key that was used for something else."""

    what = Text(
        zh="这个 Idempotency-Key 已用于另一项内容不同的请求。", en="This Idempotency-Key was used for a request with other content."
    )
    mend = Text(
        zh="每项新的写入请用新的 UUID；重试时内容须完全相同。", en="Use a fresh UUID for each write; a retry sends the very same content."
    )


class LinkGone(WorkbenchError):
    """A shared link that was withdrawn, has expired, or never was."""

    what = Text(zh="这个分享链接无效：可能已过期或被撤回。", en="This link is not valid: it has expired or was withdrawn.")
    mend = Text(zh="请联系分享的人重新生成。", en="Ask whoever shared it for a new one.")
