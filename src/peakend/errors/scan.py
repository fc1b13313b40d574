"""Faults of scan: what cannot be counted."""

from typing import ClassVar

from peakend.errors.base import ScanError
from peakend.text import Text

__all__ = [
    "AnotherStudy",
    "DifferentRequests",
    "MissingColumn",
    "NotAsked",
    "NotNumbers",
    "TooManyGroups",
    "UnknownSource",
    "UnreadableSource",
    "WrongBlocks",
    "WrongWeight",
]


class AnotherStudy(ScanError):
    """Not one question of the study has a column in the answers: they were given to another study."""

    words: ClassVar[dict[str, Text]] = {"?": Text("另一项研究", "another study")}
    what = Text(
        zh="这些答卷属于{other_words}，不是研究“{study}”的答卷：该研究的题目在其中一列也没有。",
        en="These answers belong to {other_words}, not to the study {study!r}: not one of its questions has a column in them.",
    )
    mend = Text(
        zh="请换用与这份答卷对应的研究文件，或导入研究“{study}”的答卷。",
        en="Give the study file that these answers belong to, or import the answers of {study!r}.",
    )


class MissingColumn(ScanError):
    """A column is needed that the answers do not have."""

    what = Text(zh="答卷数据中没有列“{column}”。", en="The answers have no column {column!r}.")
    mend = Text(
        zh="已有的列：{known}。请核对研究文件中的列名，或重新导入。",
        en="Their columns are: {known}. Correct the name in the study, or import again.",
    )


class NotNumbers(ScanError):
    """A column that should hold whole numbers holds something else."""

    what = Text(zh="列“{column}”应为整数编码，实际类型为 {kind}。", en="The column {column!r} should hold whole numbers, but holds {kind}.")
    mend = Text(
        zh="请先用 peakend listen sheet 导入，把文字答案转换为编码。",
        en="Import the file with `peakend listen sheet` first: it turns words into codes.",
    )


class TooManyGroups(ScanError):
    """A split would make more groups than anybody can read."""

    what = Text(zh="按“{by}”拆分会得到 {groups} 个以上的分组。", en="Splitting by {by!r} would make more than {groups} groups.")
    mend = Text(zh="请选择取值较少的属性，或先筛选。", en="Choose an attribute with fewer values, or filter first.")


class UnknownSource(ScanError):
    """Something was given as answers that is no table."""

    what = Text(zh="无法把 {kind} 当作答卷数据读取。", en="A {kind} cannot be read as answers.")
    mend = Text(
        zh="请提供 pandas、Polars、PyArrow 表、DuckDB 关系，或 Parquet/CSV 文件路径。",
        en="Give a pandas, Polars or PyArrow table, a DuckDB relation, or the path of a Parquet or CSV file.",
    )


class UnreadableSource(ScanError):
    """A file of answers cannot be opened or read."""

    what = Text(zh="无法读取答卷文件 {path}：{reason}。", en="The answers in {path} cannot be read: {reason}.")
    mend = Text(
        zh="请检查路径和格式；原始调查文件请先用 peakend listen sheet 导入。",
        en="Check the path and format; import a raw survey file with `peakend listen sheet` first.",
    )


class WrongBlocks(ScanError):
    """A number of blocks was asked for into which the stored ones do not nest."""

    what = Text(
        zh="分块数应为 1 至 {most} 之间的 2 的幂，不能是 {blocks}。",
        en="Answers cannot be kept in {blocks} blocks: give 1, 2, 4, ... up to {most}.",
    )
    mend = Text(zh="通常无须设置：默认保留 {most} 个分块。", en="Leave it out: {most} blocks are kept by default.")


class WrongWeight(ScanError):
    """A weight is missing, negative or not a number."""

    what = Text(
        zh="权重列“{column}”有 {rows} 行为空、为负或不是数值。", en="The weight {column!r} is blank, negative or no number in {rows} rows."
    )
    mend = Text(zh="请修正权重，或不加权分析。", en="Correct the weights, or analyse without them.")


class DifferentRequests(ScanError):
    """Two tallies that answer different questions were to be added up."""

    what = Text(zh="两份计数的提问、筛选或分组不同，不能合并。", en="Two tallies of different asks, filters or groups cannot be added up.")
    mend = Text(zh="请用同一请求分别扫描后再合并。", en="Scan both with the same request.")


class NotAsked(ScanError):
    """A tally is asked for something its scan did not count."""

    what = Text(zh="这份计数没有统计：{ask}。", en="This tally did not count {ask}.")
    mend = Text(zh="请把它加入扫描请求后重新计数。", en="Add it to the request and scan again.")
