"""Faults of engines and of stored tallies: a database that cannot be asked, a tally that no longer fits."""

from typing import ClassVar

from peakend.errors.base import ScanError
from peakend.text import Text

__all__ = ["DamagedTally", "EngineFailed", "MissingDriver", "NoStoredBlock", "NotCoded", "TallyOutdated", "UnknownTable"]


class MissingDriver(ScanError):
    """A database is named whose driver is not installed."""

    what = Text(zh="读取 {engine} 需要另行安装的驱动。", en="Reading {engine} needs a driver that is not installed.")
    mend = Text(zh="请运行 pip install “peakend[{extra}]”。", en='Run: pip install "peakend[{extra}]".')


class UnknownTable(ScanError):
    """A table of answers cannot be opened."""

    what = Text(zh="无法打开 {where} 中的表“{table}”：{reason}。", en="The table {table!r} in {where} cannot be opened: {reason}.")
    mend = Text(
        zh="请检查地址、表名（需要时加上模式名和点号）和读取权限。",
        en="Check the address, the name of the table (`schema.table` is fine) and the right to read it.",
    )


class EngineFailed(ScanError):
    """An engine broke off while it was asked."""

    what = Text(zh="{engine} 未能完成查询：{reason}。", en="{engine} could not answer: {reason}.")
    mend = Text(
        zh="请检查连接、权限、内存和表结构后重试；也可把答卷导出为 Parquet 再分析。",
        en="Check connection, rights, memory and the table, then try again; or export the answers to Parquet and analyse those.",
    )


class NoStoredBlock(ScanError):
    """Owners are texts, and the answers hold no block for them: no two engines would hash a text alike."""

    what = Text(
        zh="列“{column}”的受访者编号不是整数，引擎无法据此分块，且答卷中没有存储的分块列。",
        en="The owners in {column!r} are not whole numbers, so that an engine cannot give them blocks, and no block is stored.",
    )
    mend = Text(
        zh="请用 peakend listen sheet 导入答卷（会写入 _block 列）后再入库；或改用整数编号。",
        en="Import the answers with `peakend listen sheet` (it stores the column _block) and load that table; or number the owners.",
    )


class NotCoded(ScanError):
    """A table in a database or cluster holds raw answers."""

    what = Text(
        zh="{where} 中的答卷尚未编码：缺少列“{column}”。", en="The answers in {where} are not coded yet: they have no column {column!r}."
    )
    mend = Text(
        zh="请先用 peakend listen sheet 导入原始数据，再把得到的 Parquet 写入数据库或集群。",
        en="Import the raw file with `peakend listen sheet` first, and load the Parquet file it writes into the database or cluster.",
    )


class TallyOutdated(ScanError):
    """A stored tally no longer fits: the request, the coding or rows that it has counted are not what they were."""

    words: ClassVar[dict[str, Text]] = {
        "request": Text("提问、分组或筛选", "asks, split or filters"),
        "coding": Text("研究的编码", "the coding of the study"),
        "rows": Text("已计数的旧数据", "rows that it has counted"),
        "kind": Text("数据来源", "the kind of source"),
    }
    what = Text(
        zh="已存储的计数 {path} 不能续用：{changed_words}已改变（{where}）。",
        en="The stored tally {path} cannot be continued: {changed_words} changed ({where}).",
    )
    mend = Text(
        zh="请删除该文件后重新计数；若旧数据本不该变动，请先查明原因。",
        en="Delete the file and count again; if old rows should not have changed, find out why first.",
    )


class DamagedTally(ScanError):
    """A file that should hold a stored tally cannot be read as one."""

    what = Text(zh="{path} 不是完好的计数文件：{reason}。", en="{path} is no sound stored tally: {reason}.")
    mend = Text(zh="请删除该文件后重新计数。", en="Delete it and count again.")
