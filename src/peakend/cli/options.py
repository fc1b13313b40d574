"""Which words do several commands share? Files, languages, forms, filters: each declared once, with its help."""

from pathlib import Path
from typing import Annotated, Final

import typer

from peakend.cli.speech import say

FORMATS: Final = ("table", "json", "csv")
"""What can stand behind `--format`."""

StudyFile = Annotated[Path, typer.Argument(help=say("研究文件 .yaml", "study file .yaml"))]

AnswerFile = Annotated[
    Path, typer.Argument(help=say("导入后的答卷 .parquet，或原始导出文件", "imported answers .parquet, or the raw export"))
]

SurveyFile = Annotated[
    Path,
    typer.Argument(
        help=say(
            "调查导出文件：CSV、Excel、SPSS、Qualtrics、LimeSurvey、SurveyMonkey、问卷星、Parquet、Arrow",
            "survey export: CSV, Excel, SPSS, Qualtrics, LimeSurvey, SurveyMonkey, wjx, Parquet, Arrow",
        )
    ),
]

Beside = Annotated[
    Path | None,
    typer.Option(
        "--with",
        metavar="FILE",
        help=say("问卷的定义文件（.qsf、.lss），用来说明各列", "the questionnaire's definition (.qsf, .lss) that explains the columns"),
    ),
]

By = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="ATTRIBUTE", help=say("按属性拆分，每组各算一遍", "split by an attribute: each group on its own")),
]

WhereFilter = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="ATTRIBUTE=VALUE",
        help=say(
            "只看取这个值的答卷；同一属性写两次表示任一即可", "only answers with this value; the same attribute twice means either value"
        ),
    ),
]

Wave = Annotated[str, typer.Option("--wave", metavar="WAVE", help=say("只看一个期次", "one wave only"))]

Unweighted = Annotated[bool, typer.Option("--unweighted", help=say("忽略权重", "ignore the weights"))]

Unflagged = Annotated[bool, typer.Option("--unflagged", help=say("不计质量存疑的答卷", "leave answers flagged for quality out"))]

Least = Annotated[
    int,
    typer.Option(
        "--least",
        metavar="K",
        help=say(
            "不显示不足 K 人的群体，也不显示可由此推算出它们的结果（通常为 10）",
            "show no group of fewer than K people, nor what would give one away (10 is usual)",
        ),
    ),
]

Form = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help=say("输出格式", "form of the output"))]

PlainForm = Annotated[str, typer.Option("--format", metavar="table|json", help=say("输出格式", "form of the output"))]

Force = Annotated[bool, typer.Option("--force", help=say("覆盖已有文件", "replace the file if it exists"))]

Lang = Annotated[
    str,
    typer.Option(
        "--lang", metavar="zh|en", help=say("语言；默认随 PEAKEND_LANG 或终端", "language; else that of PEAKEND_LANG or the terminal")
    ),
]
