"""Is this installation set up as it should be? Everything unsafe or unwise, each with its mend."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.checks import CheckMessage, run_checks
from django.db import connection

from peakend.text import Text
from peakend.web.people.models import Organisation, User
from peakend.web.serve.folder import is_empty, reach_database, read_last_backup
from peakend.web.serve.voice import tell

Grade = Literal["unsafe", "unwise"]
SECRET_LENGTH: Final = 40
SECRET_SIGNS: Final = 12
PASSWORD_LENGTH: Final = 12
PASSWORD_SIGNS: Final = 6
RECENT: Final = timedelta(days=8)
"""A backup that is older is no backup of what is there now."""
SPARE: Final = 1_000_000_000
"""Bytes that should be free on the disk."""
LOOPBACK: Final = {"localhost", "127.0.0.1", "[::1]", "::1"}
FAR: Final = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph", "lustre"}
"""Kinds of file systems that lie on another machine."""

ANSWERED: Final = {
    "security.W004": "production",
    "security.W005": "",  # whether other names below the domain are served over https is not ours to know
    "security.W008": "production",
    "security.W009": "secret",
    "security.W012": "production",
    "security.W016": "production",
    "security.W018": "debug",
    "security.W020": "hosts",
    "security.W021": "",
}
"""What Django's own checks find that our remarks say, by the name of the remark; nothing where it does not concern us."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that should be otherwise: its key, how grave it is, what it is and the mend."""

    key: str
    grade: Grade
    what: Text
    mend: Text


def find_remarks(host: str = "") -> list[Remark]:
    """Everything that should be otherwise, the unsafe first. `host` is the address the server is to listen at, where it is known.

    Whether the database answers is asked before; what is in it is looked at only where something is.
    """
    found = [remark for look in LOOKS for remark in look()]
    found += _look_at_listening(host)
    found += [] if is_empty() else _look_at_people()
    found += [_word_check(one) for one in run_checks(include_deployment_checks=True) if one.id not in ANSWERED]
    return sorted(found, key=lambda one: one.grade != "unsafe")


def _word_check(message: CheckMessage) -> Remark:
    """What Django says and we have no words for, as it says it."""
    words, mend = str(message.msg), str(message.hint or "https://docs.djangoproject.com/en/5.2/ref/checks/")
    return Remark(str(message.id), "unsafe" if message.is_serious() else "unwise", Text(words, words), Text(mend, mend))


def _look_at_switches() -> Iterator[Remark]:
    if settings.DEBUG:
        what = Text("调试模式已打开，出错页面会暴露内部信息。", "Debug mode is on: pages of errors give internals away.")
        yield Remark("debug", "unsafe", what, Text("请不要改动 DEBUG。", "Leave DEBUG alone."))
    if not settings.PRODUCTION:
        what = Text("没有设为正式环境：可以用未加密的 http 登录。", "This is not set to production: one can sign in over plain http.")
        mend = Text(
            "供多人使用时请设置 PEAKEND_PRODUCTION=1；它只允许 https，并拒绝在不安全的配置下启动。",
            "For real use set PEAKEND_PRODUCTION=1: https only, and nothing unsafe is started.",
        )
        yield Remark("production", "unwise", what, mend)


def _look_at_address() -> Iterator[Remark]:
    address = urlsplit(settings.ADDRESS)
    if address.scheme != "https" or not address.hostname:
        what = Text("没有说明工作台的 https 网址。", "No https address of the workbench is given.")
        mend = Text(
            "请设置 PEAKEND_ADDRESS=https://…（用户在浏览器中输入的网址）。",
            "Set PEAKEND_ADDRESS=https://… to what people type into their browsers.",
        )
        yield Remark("address", "unsafe", what, mend)
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts or any(name.startswith(".") for name in hosts):
        what = Text("PEAKEND_HOSTS 接受任意主机名，可被用来伪造链接。", "PEAKEND_HOSTS takes any name: links could be forged with it.")
        yield Remark("hosts", "unsafe", what, Text("请列出确切的主机名，以逗号分隔。", "List the exact names, with commas."))
    elif address.hostname and address.hostname not in hosts:
        what = Text("PEAKEND_HOSTS 中没有网址里的主机名 {name}。", "PEAKEND_HOSTS lacks the name in the address, {name}.").fill(
            name=address.hostname
        )
        yield Remark("hosts", "unsafe", what, Text("请把它加入 PEAKEND_HOSTS。", "Add it to PEAKEND_HOSTS."))
    elif hosts <= LOOPBACK:
        what = Text("工作台只应答本机的名称（localhost）。", "The workbench answers to the names of this machine alone (localhost).")
        mend = Text("请设置 PEAKEND_HOSTS 或 PEAKEND_ADDRESS。", "Set PEAKEND_HOSTS or PEAKEND_ADDRESS.")
        yield Remark("hosts", "unsafe", what, mend)
    if settings.PRODUCTION and settings.SECURE_PROXY_SSL_HEADER is None:
        what = Text(
            "前面没有声明反向代理：所有请求都会被不停地转到 https。",
            "No proxy is declared in front: every request would be sent to https for ever.",
        )
        mend = Text(
            "请让代理终止 https、覆盖 X-Forwarded-Proto 头，再设置 PEAKEND_BEHIND_PROXY=1。",
            "Let a proxy end https and overwrite the header X-Forwarded-Proto, then set PEAKEND_BEHIND_PROXY=1.",
        )
        yield Remark("proxy", "unsafe", what, mend)


def _look_at_secret() -> Iterator[Remark]:
    secret = str(settings.SECRET_KEY)
    if len(secret) < SECRET_LENGTH or len(set(secret)) < SECRET_SIGNS or secret.startswith("django-insecure-"):
        what = Text("密钥太短或太容易猜到，登录状态可被伪造。", "The secret is short or easy to guess: sessions could be forged.")
        mend = Text(
            "请不要设置 PEAKEND_SECRET（程序会自己生成），或换成 40 个以上的随机字符。",
            "Leave PEAKEND_SECRET unset, so that one is made, or use 40 random signs and more.",
        )
        yield Remark("secret", "unsafe", what, mend)
    for path in (settings.HOME, settings.HOME / "secret.key"):
        if os.name == "posix" and path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            what = Text("{path} 对其他用户开放。", "{path} is open to other users of this machine.").fill(path=path)
            mode = "700" if path.is_dir() else "600"
            yield Remark(
                "permissions",
                "unsafe",
                what,
                Text("请运行：chmod {mode} {path}", "Run: chmod {mode} {path}").fill(mode=mode, path=path),
            )


def _look_at_database() -> Iterator[Remark]:
    if connection.vendor == "sqlite":
        if settings.MACHINES > 1:
            what = Text("多台机器不能共用嵌入式数据库。", "Several machines cannot share the embedded database.")
            mend = Text("请改用 PostgreSQL：--database postgres://…", "Use PostgreSQL: --database postgres://…")
            yield Remark("machines", "unsafe", what, mend)
        if (kind := name_disk(settings.HOME)) in FAR:
            what = Text(
                "嵌入式数据库位于网络磁盘（{kind}）上，可能损坏。", "The embedded database lies on a network disk ({kind}): it may break."
            )
            mend = Text("请把 --home 放到本机磁盘上，或改用 PostgreSQL。", "Put --home on a disk of this machine, or use PostgreSQL.")
            yield Remark("disk", "unsafe", what.fill(kind=kind), mend)
        return
    address: dict[str, Any] = connection.settings_dict
    yield from _look_at_password(address)
    near = str(address["HOST"]) in {"", *LOOPBACK} or str(address["HOST"]).startswith("/")
    if not near and address["OPTIONS"].get("sslmode") not in {"require", "verify-ca", "verify-full"}:
        what = Text("到数据库的连接没有要求加密。", "The connection to the database is not required to be encrypted.")
        mend = Text(
            "请在数据库地址末尾加上 ?sslmode=verify-full（至少 require）。", "Add ?sslmode=verify-full (at least require) to its address."
        )
        yield Remark("database", "unsafe", what, mend)


def _look_at_password(address: dict[str, Any]) -> Iterator[Remark]:
    """A database that is reached over the network needs a password that nobody guesses; on a socket of the machine the system answers."""
    said, user = str(address["PASSWORD"]), str(address["USER"])
    if str(address["HOST"]).startswith("/") or not address["HOST"]:
        return
    if len(said) < PASSWORD_LENGTH or len(set(said)) < PASSWORD_SIGNS or said.lower() in {user.lower(), str(address["NAME"]).lower()}:
        what = Text("数据库密码太弱，或没有设置。", "The password of the database is weak, or there is none.")
        mend = Text(
            "请换成随机生成、至少 {count} 位的密码，并写进 PEAKEND_DATABASE。",
            "Take one that was drawn at random, {count} signs or more, and write it into PEAKEND_DATABASE.",
        )
        yield Remark("database-password", "unsafe", what, mend.fill(count=PASSWORD_LENGTH))


def _look_at_backup() -> Iterator[Remark]:
    """Whether what is kept was backed up lately, as far as this program knows: it notes the backups that it writes."""
    if is_empty():
        return
    last = read_last_backup()
    if last is None:
        what = Text("还没有做过备份。", "Nothing was ever backed up.")
    elif datetime.now(UTC) - last > RECENT:
        what = Text("最近一次备份在 {days} 天前。", "The last backup is {days} days old.").fill(days=(datetime.now(UTC) - last).days)
    else:
        return
    mend = Text(
        "请每天运行 peakend web backup <文件>，并把文件存到另一台机器上。",
        "Run peakend web backup FILE every day, and keep the file on another machine.",
    )
    yield Remark("backup", "unwise", what, mend)


def name_disk(path: Path) -> str:
    """The kind of file system on which a folder lies; nothing where the system does not tell."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    mounts = [(parts[1], parts[2]) for parts in (line.split() for line in lines) if len(parts) > 2]  # noqa: PLR2004 - device, place, kind
    around = [(place, kind) for place, kind in mounts if path.resolve().is_relative_to(place)]
    return max(around, key=lambda one: len(one[0]), default=("", ""))[1]


def _look_at_room() -> Iterator[Remark]:
    if shutil.disk_usage(settings.HOME).free < SPARE:
        what = Text("磁盘剩余空间不足 1 GB。", "Less than 1 GB is free on the disk.")
        yield Remark("room", "unwise", what, Text("请清理磁盘；写满后无法导入。", "Make room: nothing can be imported once it is full."))
    if not settings.EMAIL_HOST:
        what = Text("没有设置邮件：忘记密码的人不能自助重置。", "No mail is set up: whoever forgets a password cannot reset it alone.")
        mend = Text(
            "请设置 PEAKEND_MAIL_HOST 和 PEAKEND_MAIL_FROM；否则由管理员生成重置链接。",
            "Set PEAKEND_MAIL_HOST and PEAKEND_MAIL_FROM; else administrators make reset links.",
        )
        yield Remark("mail", "unwise", what, mend)

    elif not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL) and settings.EMAIL_HOST not in LOOPBACK:
        what = Text("重置密码的邮件以明文发往 {host}。", "Mail with links that reset passwords goes to {host} unencrypted.")
        mend = Text("请把 PEAKEND_MAIL_PORT 设为 587 或 465。", "Set PEAKEND_MAIL_PORT to 587 or 465.")
        yield Remark("mail", "unsafe", what.fill(host=settings.EMAIL_HOST), mend)


def _look_at_listening(host: str) -> Iterator[Remark]:
    if host and host not in LOOPBACK and not settings.PRODUCTION:
        what = Text("工作台在 {host} 上以未加密的 http 对外开放。", "The workbench is open to others at {host} over plain http.").fill(
            host=host
        )
        mend = Text("请只听 127.0.0.1，由代理提供 https。", "Listen at 127.0.0.1 and let a proxy give https.")
        yield Remark("listening", "unwise", what, mend)


def _look_at_people() -> Iterator[Remark]:
    if Organisation.objects.filter(demo=True).exists() and (settings.PRODUCTION or settings.ADDRESS):
        what = Text("库中有演示机构，其密码显示在登录页上。", "There is a demo organisation, whose password stands on the sign-in page.")
        mend = Text("正式使用请换一个文件夹（--home），不要加 --demo。", "For real use take another folder (--home), without --demo.")
        yield Remark("demo", "unsafe", what, mend)
    admins = User.objects.filter(memberships__role="admin", memberships__unit__organisation__demo=False, is_active=True).distinct()
    secured = set(Authenticator.objects.values_list("user_id", flat=True))
    bare = [user.username for user in admins if user.pk not in secured]
    if bare:
        what = Text("这些管理员没有第二重验证：{names}。", "These administrators have no second factor: {names}.").fill(
            names=", ".join(bare[:5])
        )
        mend = Text("请他们在“个人设置”中开启。", "Ask them to turn it on in their profile.")
        yield Remark("factor", "unwise", what, mend)


LOOKS: Final[Sequence[Callable[[], Iterator[Remark]]]] = (
    _look_at_switches,
    _look_at_address,
    _look_at_secret,
    _look_at_database,
    _look_at_backup,
    _look_at_room,
)


def print_remarks(remarks: Sequence[Remark]) -> None:
    """Each remark with its mend."""
    heads = {"unsafe": Text("不安全", "unsafe"), "unwise": Text("不妥当", "unwise")}
    for remark in remarks:
        head = heads[remark.grade]
        tell(Text(f"[{head.zh}] {remark.what.zh}{remark.mend.zh}", f"[{head.en}] {remark.what.en} {remark.mend.en}"))


def perform() -> int:
    """`peakend web check`: everything that should be otherwise; the exit status is 1 where something is unsafe."""
    reach_database()
    remarks = find_remarks()
    print_remarks(remarks)
    unsafe = sum(remark.grade == "unsafe" for remark in remarks)
    words = Text("共 {unsafe} 处不安全，{unwise} 处不妥当。", "{unsafe} unsafe, {unwise} unwise.")
    tell(words.fill(unsafe=unsafe, unwise=len(remarks) - unsafe))
    sys.stdout.flush()
    return 1 if unsafe else 0
