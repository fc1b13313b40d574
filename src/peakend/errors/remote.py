"""Faults of talking to a workbench from the command line: no address, nobody there, or what the workbench itself says is wrong."""

from peakend.errors.base import WorkbenchError
from peakend.text import Text

__all__ = [
    "AddressUnsafe",
    "AddressUnset",
    "AnswerUnreadable",
    "NobodyThere",
    "StillWorking",
    "TokenFileOpen",
    "TokenUnset",
    "WorkbenchRefused",
]


class AddressUnset(WorkbenchError):
    """It is not said which workbench is meant."""

    what = Text(zh="没有指定工作台的地址。", en="No workbench is named.")
    mend = Text(zh="请设置 PEAKEND_REMOTE=https://…，或使用 --address。", en="Set PEAKEND_REMOTE=https://…, or use --address.")


class AddressUnsafe(WorkbenchError):
    """A token is never sent in the open to another machine."""

    what = Text(zh="地址“{address}”不是 https，令牌会被旁人看到。", en="{address!r} is not https: others could read the token.")
    mend = Text(zh="请使用 https 地址；本机可用 http://localhost。", en="Use an https address; http://localhost is fine on this machine.")


class TokenUnset(WorkbenchError):
    """There is no token to show to the workbench."""

    what = Text(zh="没有可用的令牌。", en="There is no token to send.")
    mend = Text(
        zh="请在工作台的“个人设置”中生成令牌，写入 {path}（权限 0600），或设置 PEAKEND_TOKEN。",
        en="Make one on the workbench's profile page and write it to {path} (mode 0600), or set PEAKEND_TOKEN.",
    )


class TokenFileOpen(WorkbenchError):
    """Others can read the file of the token."""

    what = Text(
        zh="令牌文件 {path} 其他用户也能读取（{mode}），没有使用。", en="Others can read the token in {path} ({mode}): it was not used."
    )
    mend = Text(zh="请运行 chmod 600 {path}。", en="Run chmod 600 {path}.")


class NobodyThere(WorkbenchError):
    """The workbench does not answer."""

    what = Text(zh="无法连接工作台 {address}：{reason}", en="The workbench at {address} does not answer: {reason}")
    mend = Text(zh="请检查地址、网络和工作台是否在运行。", en="Check the address, the network, and whether it is running.")


class AnswerUnreadable(WorkbenchError):
    """What answers is no workbench."""

    what = Text(zh="{address} 的回答不是工作台的（状态 {status}）。", en="What answers at {address} is no workbench (status {status}).")
    mend = Text(zh="请检查地址：它应是工作台首页的地址。", en="Check the address: it is that of the workbench's first page.")


class WorkbenchRefused(WorkbenchError):
    """The workbench says why it cannot; in the language it was asked in."""

    what = Text(zh="工作台（{status} {fault}）：{title}", en="The workbench says ({status} {fault}): {title}")
    mend = Text(zh="{detail}", en="{detail}")


class StillWorking(WorkbenchError):
    """The workbench is not done with a file in the time we waited."""

    what = Text(zh="工作台还在处理“{name}”（{state}）。", en="The workbench is still at work on {name!r} ({state}).")
    mend = Text(zh="请稍后在网页的“倾听”中查看；什么也没有丢失。", en="Look at it later on the page of the answers; nothing is lost.")
