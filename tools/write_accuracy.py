"""How near do our numbers come to those of other software? The page of the largest differences, worked out by the tests themselves.

.venv/bin/python tools/write_accuracy.py            runs tests/numbers and writes docs/{en,zh}/reference/accuracy.md
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from peakend.text import LANGUAGES, Language, Text

ROOT: Final = Path(__file__).resolve().parent.parent
FILES: Final = ROOT / "tests" / "numbers" / "files"
DOCS: Final = ROOT / "docs"

NAMES: Final = {
    "before_after": Text("前后对比、双重差分、中断时间序列", "Before and after, difference in differences, interrupted series"),
    "churn_survival": Text("留存曲线、对数秩检验、Cox 模型", "Survival curves, log-rank test, Cox model"),
    "drivers": Text(
        "驱动因素：LMG、相对权重、回归、相关、缺失", "Drivers: LMG, relative weights, regression, correlations, missing answers"
    ),
    "gap_ipa": Text("差距、重要性与四象限", "Gaps, importance, quadrants"),
    "kano": Text("Kano 分类", "Kano classes"),
    "multiplicity": Text("多重比较、名次集合", "Many comparisons, rank sets"),
    "nps": Text("净推荐值", "Net Promoter Score"),
    "peak_end": Text("峰终定律检验", "Test of the peak-end rule"),
    "pls_ecsi": Text("期望—忠诚链条（PLS）", "Chain from expectations to loyalty (PLS)"),
    "prca": Text("惩罚与奖励、有序 logit", "Penalty and reward, ordered logit"),
    "qfd": Text("质量屋、AHP", "House of Quality, AHP"),
    "reliability": Text("信度、编码一致性", "Reliability, agreement of coders"),
    "spc": Text("控制图", "Control charts"),
    "weights_missing": Text("加权、多重插补", "Weights, multiple imputation"),
}
"""What each file of reference numbers is about, in the order of the page."""

TITLE: Final = Text("数字核对", "Accuracy")
HEAD: Final = Text(
    "每个数字都由独立的软件另算一遍，答案与软件、版本、调用方式一起存放在 `tests/numbers/files`，每次测试都重新核对。"
    "“最大差异”相对于参考值（绝对值小于 1 时为绝对差）。"
    "精确算法的差异只是舍入；优化求解的（有序 logit、单因子模型、多分格相关）取决于对方的停止条件；控制图一项是因为对方的 d₂ "
    "常数只取到千分位。"
    "自助法的两个案例按其自身规则核对（标准误在 8% 以内），不计入差异。",
    "Every number was worked out a second time by independent software; its answers, with software, version and call, are kept in "
    "`tests/numbers/files` and compared in every run of the tests. The largest difference is relative to the reference (absolute "
    "below one). "
    "Where both sides are exact it is rounding; where the other side optimises (ordered logit, one-factor model, polychoric "
    "correlations) it is "
    "their stopping rule; for control charts it is their constant d₂, rounded to three decimals. Bootstrap cases are compared by "
    "their own rule (standard errors within 8 %) and not counted here.",
)
HEADS: Final = (
    Text("分析", "Analysis"),
    Text("参考软件", "Reference software"),
    Text("案例", "Cases"),
    Text("核对的数字", "Numbers compared"),
    Text("最大差异", "Largest difference"),
)
TAIL: Final = Text("本页由 `tools/write_accuracy.py` 运行测试后写成。", "Written by `tools/write_accuracy.py`, which runs the tests.")


def compare() -> dict[str, dict[str, Any]]:
    """Run the tests of numbers; how many numbers of each case they compared, and the largest difference."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "accuracy.json"
        words = [sys.executable, "-m", "pytest", "-q", "tests/numbers"]
        subprocess.run(words, cwd=ROOT, env={**os.environ, "PEAKEND_ACCURACY": str(told)}, check=True)
        found: dict[str, dict[str, Any]] = json.loads(told.read_text(encoding="utf-8"))
    return found


def tell_software(golden: dict[str, Any]) -> str:
    """The software that worked the numbers out, with versions."""
    made = (one for case in golden["cases"] for one in case["produced_by"])
    named = dict.fromkeys(f"{one['software'].removeprefix('R package ')} {one['version']}" for one in made)
    return ", ".join(named)


def tell_lines(found: dict[str, dict[str, Any]], language: Language) -> Iterator[str]:
    """The lines of the table."""
    yield "| " + " | ".join(head.say(language) for head in HEADS) + " |"
    yield "|" + " --- |" * len(HEADS)
    for name, title in NAMES.items():
        golden = json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))
        mine = [one for key, one in found.items() if key.startswith(f"{name}/")]
        compared, largest = sum(one["compared"] for one in mine), max(one["largest"] for one in mine)
        cells = (title.say(language), tell_software(golden), str(len(golden["cases"])), f"{compared:,}", f"{largest:.0e}")
        yield "| " + " | ".join(cells) + " |"


def main() -> None:
    """Write the page in both languages."""
    found = compare()
    for language in LANGUAGES:
        lines = [f"# {TITLE.say(language)}", "", HEAD.say(language), "", *tell_lines(found, language), "", TAIL.say(language)]
        (DOCS / language / "reference" / "accuracy.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
