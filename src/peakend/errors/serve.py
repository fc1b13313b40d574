"""Faults of running the workbench: what keeps it from starting, and what a backup cannot be restored from."""

from peakend.errors.base import WorkbenchError
from peakend.text import Text

__all__ = [
    "AccountUnknown",
    "AlreadyRunning",
    "BackupDamaged",
    "BackupIncomplete",
    "BackupNewer",
    "DatabaseUnreachable",
    "HomeNotWritable",
    "NotEmpty",
    "PortTaken",
    "StartUnsafe",
    "WorkbenchMissing",
]


class PortTaken(WorkbenchError):
    """Something else answers at this port, or it may not be used."""

    what = Text(zh="端口 {port} 无法使用：{reason}。", en="Port {port} cannot be used: {reason}.")
    mend = Text(zh="请换一个端口，例如 --port {other}。", en="Choose another, for example --port {other}.")


class AlreadyRunning(WorkbenchError):
    """Another process works in the same folder."""

    what = Text(
        zh="文件夹 {home} 正被另一个工作台进程（进程号 {process}）使用。",
        en="The folder {home} is in use by another workbench (process {process}).",
    )
    mend = Text(zh="请先停止那个进程，或用 --home 指定另一个文件夹。", en="Stop that one first, or name another folder with --home.")


class HomeNotWritable(WorkbenchError):
    """The folder of the workbench cannot be made or written."""

    what = Text(zh="无法写入工作台的文件夹 {home}：{reason}。", en="The folder of the workbench, {home}, cannot be written: {reason}.")
    mend = Text(
        zh="请检查权限和磁盘空间，或用 --home 指定另一个文件夹。",
        en="Check permissions and disk space, or name another folder with --home.",
    )


class DatabaseUnreachable(WorkbenchError):
    """The database does not answer."""

    what = Text(zh="连接不上数据库：{reason}", en="The database cannot be reached: {reason}")
    mend = Text(
        zh="请检查 --database（或 PEAKEND_DATABASE）的地址、用户名和密码，以及数据库是否已启动。",
        en="Check address, user and password in --database (or PEAKEND_DATABASE), and whether the database is running.",
    )


class StartUnsafe(WorkbenchError):
    """In production nothing unsafe is started."""

    what = Text(
        zh="正式环境下有 {count} 处不安全，工作台没有启动。", en="The workbench was not started: {count} unsafe settings in production."
    )
    mend = Text(
        zh="请按上面的说明逐一改正；peakend web check 可随时再次检查。",
        en="Mend them as said above; peakend web check looks again at any time.",
    )


class BackupDamaged(WorkbenchError):
    """A backup is not whole."""

    what = Text(
        zh="{file} 不是完整的备份：{part} 缺失，或与校验和不符。",
        en="{file} is not a whole backup: {part} is missing or differs from its checksum.",
    )
    mend = Text(zh="没有改动任何内容。请换用另一份备份。", en="Nothing was changed. Use another backup.")


class BackupNewer(WorkbenchError):
    """A backup was written by a newer program."""

    what = Text(
        zh="{file} 由更新的版本 {version} 写成，当前版本是 {own}。", en="{file} was written by the newer version {version}; this is {own}."
    )
    mend = Text(zh="没有改动任何内容。请先升级 Peakend。", en="Nothing was changed. Upgrade Peakend first.")


class BackupIncomplete(WorkbenchError):
    """A file that the database speaks of is not there to be backed up."""

    what = Text(
        zh="数据库提到的文件 {path} 不在文件夹中，备份没有写成。",
        en="The database speaks of a file that is not there: {path}. No backup was written.",
    )
    mend = Text(
        zh="请从较早的备份中取回该文件；若工作台正在运行，请稍后重试。",
        en="Bring it back from an earlier backup; if the workbench is running, try again in a moment.",
    )


class NotEmpty(WorkbenchError):
    """A backup is restored only where nothing would be overwritten."""

    what = Text(zh="{home} 中已有内容，不能在其上恢复备份。", en="There is something in {home} already; a backup is not restored over it.")
    mend = Text(
        zh="请用 --home 指定一个新的文件夹；使用 PostgreSQL 时，还要用 --database 指定一个空的数据库。",
        en="Name a new folder with --home and, with PostgreSQL, an empty database with --database.",
    )


class AccountUnknown(WorkbenchError):
    """It is not known which administrator is meant."""

    what = Text(
        zh="不清楚指的是哪位管理员。已有的管理员：{known}。", en="It is not clear which administrator is meant. There are: {known}."
    )
    mend = Text(
        zh="请用 --name 指明其中一位；还没有时，请先启动一次工作台。",
        en="Name one with --name; where there is none, start the workbench once.",
    )


class WorkbenchMissing(WorkbenchError):
    """What the workbench needs is not installed."""

    what = Text(zh="没有安装工作台所需的程序库。", en="The libraries of the workbench are not installed.")
    mend = Text(zh="请运行：pip install 'peakend[web]'", en="Run: pip install 'peakend[web]'")
