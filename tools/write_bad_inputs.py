"""What does the command line say to wrong input? Every kind that was thought of, written on the spot, and what it is answered.

    .venv/bin/python tools/write_bad_inputs.py      writes docs/{en,zh}/reference/bad-input.md

One list for two readers: the tests hold each case to its fault and exit status, and to what the page says.
"""

import contextlib
import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet
import typer

from peakend.cli import app
from peakend.cli.speech import speak
from peakend.cli.usage import word_usage
from peakend.define.file import read_study
from peakend.define.template import template_text
from peakend.errors import PeakendError
from peakend.listen.frame import code_frame
from peakend.text import LANGUAGES, Language, Text

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
MOMENTS: Final = ("arrive", "be_greeted", "explain", "get_served", "pay", "leave")
HEADINGS: Final = [f"{measure}_{moment}" for measure in ("importance", "performance") for moment in MOMENTS] + ["overall", "nps"]
IMPORT: Final = ("listen", "sheet", "answers.csv", "--study", "study.yaml", "--out", "answers.parquet", "--write")
LOOK: Final = ("listen", "look", "survey.csv")
CHECK: Final = ("define", "check", "study.yaml")
LINES: Final = 6
"""So many lines of a long answer stand on the page."""

Change = tuple[str, str]
LOUNGE: Final[Change] = ("importance_arrive, measure: importance, about: arrive", "importance_arrive, measure: importance, about: lounge")
TWICE: Final[Change] = ("      - key: be_greeted\n", "      - key: arrive\n")
NO_END: Final[Change] = ("    ends: true\n", "")
UTF8: Final[Change] = ("survey:\n", "survey:\n  layout: {kind: csv, encoding: utf-8}\n")
TIER: Final[Change] = ("  questions:\n", "  attributes:\n    - {key: tier, name: {zh: 等级, en: Tier}}\n  questions:\n")
CIRCLE: Final[Change] = (
    "survey:\n",
    "lineage:\n  - {kind: rename, before: [greet], after: [welcome]}\n  - {kind: rename, before: [welcome], after: [greet]}\nsurvey:\n",
)


@dataclass(frozen=True)
class BadInput:
    """One kind of wrong input: its title, who writes its files into a folder, the command that meets them, and what must come of it.

    `fault` is the key of the fault that must be named; empty where the command goes well, or fails with something to read, and what it
    prints must hold `says`.
    """

    key: str
    title: Text
    write: Callable[[Path], object]
    command: Sequence[str]
    fault: str = ""
    says: Text = Text()
    status: int = 1
    keeps: str = ""
    """A file that is there afterwards, whole."""


@dataclass(frozen=True)
class Met:
    """What came of it: exit status, key of the fault, and what was said in both languages."""

    status: int
    fault: str
    said: Text


def meet(case: BadInput) -> Met:
    """Run the command of a case in its folder; twice only where no fault tells both languages itself."""
    try:
        (status, zh), (_, en) = (_run(case, language) for language in LANGUAGES)
        return Met(status, "", Text(zh, en))
    except PeakendError as fault:
        return Met(1, fault.name, Text(f"错误 {fault.name}：{fault.say('zh')}", f"Error {fault.name}: {fault.say('en')}"))
    except typer.TyperException as fault:
        return Met(fault.exit_code, "", Text(*_word(fault)))


def _word(fault: typer.TyperException) -> Iterator[str]:
    for language, head in (("zh", "错误："), ("en", "Error: ")):
        speak("zh" if language == "zh" else "en")
        yield head + word_usage(fault)


def _run(case: BadInput, language: Language) -> tuple[int, str]:
    """The status and the words of a command that is not refused. Raises what refuses it."""
    words = [*case.command, "--lang", language]
    speak(language)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = app(args=words, prog_name="peakend", standalone_mode=False)
    return int(status or 0), printed.getvalue()


def write_study(folder: Path, *changes: Change) -> None:
    """The blank study, with words of it changed."""
    words = template_text("blank")
    for old, new in changes:
        if old not in words:
            raise ValueError(old)
        words = words.replace(old, new)
    (folder / "study.yaml").write_text(words, encoding="utf-8")


def draw_cell(number: int, heading: str) -> str:
    """The answer of one person to one question of the blank study: 1 to 5, and 0 to 10 for the recommendation."""
    place = HEADINGS.index(heading)
    drawn = (number * 7 + place * place * 3 + number * place) % 11
    return str(drawn if heading == "nps" else 1 + drawn % 5)


def draw_rows(people: int, cells: Mapping[str, str] = MappingProxyType({})) -> list[list[str]]:
    """Answers to the blank study, the headings first; `cells` gives columns one value for everybody."""
    heads = [*HEADINGS, *(name for name in cells if name not in HEADINGS)]
    return [heads, *([cells.get(head) or draw_cell(number, head) for head in heads] for number in range(people))]


def write_csv(folder: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> None:
    """Rows as a raw survey file."""
    (folder / "answers.csv").write_text("\n".join(",".join(row) for row in rows) + "\n", encoding=encoding)


def raw(*changes: Change, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Callable[[Path], object]:
    """A study and a raw file of answers."""

    def write(folder: Path) -> None:
        write_study(folder, *changes)
        write_csv(folder, rows, encoding)

    return write


def coded(*changes: Change, people: int = 60, cells: Mapping[str, str] | None = None) -> Callable[[Path], object]:
    """A study and answers imported under it."""

    def write(folder: Path) -> None:
        heads, *rows = draw_rows(people, cells or {})
        table: Any = pa.table(dict(zip(heads, map(list, zip(*rows, strict=True)), strict=True)))
        write_study(folder, *(change for change in changes if change != LOUNGE))
        pyarrow.parquet.write_table(code_frame(table, read_study(folder / "study.yaml")), folder / "answers.parquet")
        write_study(folder, *changes)

    return write


def file_of(name: str, content: bytes) -> Callable[[Path], object]:
    """One file with this content."""
    return lambda folder: (folder / name).write_bytes(content)


def write_bomb(folder: Path) -> None:
    """A small workbook that unpacks to a thousand times its size."""
    with zipfile.ZipFile(folder / "survey.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(48):
                sheet.write(b" " * (1 << 20))


def analyse(question: str, *options: str) -> tuple[str, ...]:
    """The command that asks one question."""
    return ("analyse", question, "study.yaml", "answers.parquet", *options)


def _off_scale() -> list[list[str]]:
    rows = draw_rows(3)
    rows[2][HEADINGS.index("overall")] = "8"
    return rows


GIVEN: Final = [row[:-1] for row in draw_rows(3)]
WIDE: Final = b",".join(b"q%d" % number for number in range(2_000_000)) + b"\n1\n"

CASES: Final = (
    BadInput(
        "unknown-moment",
        Text("题目指向不存在的关键时刻", "A question about a moment that is not there"),
        lambda folder: write_study(folder, LOUNGE),
        CHECK,
        says=Text("第 64 行 · 错误", "line 64 · wrong"),
    ),
    BadInput(
        "unsound-study",
        Text("用有错误的研究作分析", "An analysis under a study with a fault in it"),
        coded(LOUNGE),
        analyse("importance"),
        fault="UnsoundStudy",
    ),
    BadInput(
        "off-scale",
        Text("答案超出量表", "An answer off the scale"),
        raw(rows=_off_scale()),
        IMPORT,
        says=Text("第 3 行“overall”：“8”", "Row 3, 'overall': '8' is not a whole number from 1 to 5"),
        status=0,
        keeps="answers.parquet",
    ),
    BadInput("missing-column", Text("缺少一列", "A column is missing"), raw(rows=GIVEN), IMPORT, fault="ColumnMissing"),
    BadInput(
        "duplicate-key",
        Text("研究文件中的键重复", "A key that stands twice in the study"),
        lambda folder: write_study(folder, TWICE),
        CHECK,
        fault="StudyFileFaults",
    ),
    BadInput(
        "cycle",
        Text("沿革首尾相接", "A history that runs in a circle"),
        lambda folder: write_study(folder, CIRCLE),
        CHECK,
        fault="StudyFileFaults",
    ),
    BadInput("empty-file", Text("空文件", "An empty file"), file_of("survey.csv", b""), LOOK, fault="FileEmpty"),
    BadInput("empty-study", Text("空的研究文件", "An empty study file"), file_of("study.yaml", b""), CHECK, fault="StudyFileEmpty"),
    BadInput(
        "wrong-encoding",
        Text("编码与研究文件所述不符", "Another encoding than the study states"),
        raw(UTF8, rows=[*draw_rows(3), ["很好"] * len(HEADINGS)], encoding="gb18030"),
        IMPORT,
        fault="EncodingWrong",
    ),
    BadInput(
        "not-a-survey",
        Text("改了扩展名的其他文件", "Another kind of file under a changed name"),
        file_of("survey.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
        LOOK,
        fault="NameAndContentDiffer",
    ),
    BadInput("bomb", Text("压缩炸弹", "A compression bomb"), write_bomb, ("listen", "look", "survey.xlsx"), fault="UnpacksTooLarge"),
    BadInput(
        "two-million-columns",
        Text("标题行有两百万列", "A heading row of two million columns"),
        file_of("survey.csv", WIDE),
        LOOK,
        fault="TooManyColumns",
    ),
    BadInput("no-file", Text("文件不存在", "A file that is not there"), lambda _: None, LOOK, fault="FileMissing"),
    BadInput(
        "another-study",
        Text("文件与研究不配套", "A file of another study"),
        raw(rows=[["a", "b"], ["1", "2"]]),
        IMPORT,
        fault="NoColumnsFit",
    ),
    BadInput("nobody", Text("没有一份答卷（n = 0）", "Not one response (n = 0)"), raw(rows=[HEADINGS]), IMPORT, fault="NoRows"),
    BadInput(
        "nobody-left",
        Text("没有人取这个值", "A value that nobody has"),
        coded(TIER, cells={"tier": "gold"}),
        analyse("nps", "--where", "tier=platinum"),
        fault="UnknownValue",
    ),
    BadInput(
        "one-person",
        Text("只有一份答卷（n = 1）", "One response (n = 1)"),
        coded(people=1),
        analyse("importance"),
        says=Text("样本不足（n = 1，至少需要 2）", "too few answers (n = 1, needs 2)"),
        status=0,
    ),
    BadInput(
        "all-equal",
        Text("答案全部相同", "All answers equal"),
        coded(cells=dict.fromkeys(HEADINGS, "5")),
        analyse("cautions"),
        says=Text("的 60 个答案全部是 5", "All 60 answers to"),
        status=0,
    ),
    BadInput(
        "one-scenario",
        Text("只有一个服务场景", "One scenario only"),
        write_study,
        CHECK,
        says=Text("存疑 · scenarios：只有一个服务场景", "doubtful · scenarios: There is one scenario only"),
        status=0,
    ),
    BadInput(
        "no-end",
        Text("没有结束阶段", "No end stage"),
        coded(NO_END),
        analyse("peaks"),
        says=Text("没有终值", "no end"),
        status=0,
    ),
    BadInput(
        "no-end-checked",
        Text("检查没有结束阶段的研究", "Checking a study without an end stage"),
        lambda folder: write_study(folder, NO_END),
        CHECK,
        says=Text("存疑", "doubtful"),
        status=0,
    ),
    BadInput("not-asked", Text("问卷没有问到", "A question that the survey did not ask"), coded(), analyse("needs"), fault="NothingAsked"),
    BadInput(
        "no-split",
        Text("比较客群却没有分组", "Segments without a split"),
        coded(TIER, cells={"tier": "gold"}),
        analyse("segments"),
        fault="NoSplit",
    ),
    BadInput(
        "filter", Text("筛选条件写法不对", "A filter that is none"), coded(), analyse("nps", "--where", "gold"), fault="FilterMalformed"
    ),
    BadInput(
        "exists",
        Text("会覆盖已有文件", "A file would be replaced"),
        write_study,
        ("define", "new", "blank", "--out", "study.yaml"),
        fault="OutputExists",
    ),
    BadInput(
        "option",
        Text("选项拼错", "An option misspelt"),
        write_study,
        ("analyse", "nps", "study.yaml", "answers.parquet", "--filter", "tier=gold"),
        status=2,
    ),
)
"""Every kind of wrong input that was thought of, in the order of the page."""

TITLE: Final = Text("错误的输入会得到什么回答", "Wrong input and what is said to it")
HEAD: Final = Text(
    "每种错误输入、遇到它的命令，以及命令行的原话。信息指明位置和处理办法；不出现程序报错堆栈，不给出错误的数字，不留下写了一半的文件。"
    "退出码：0 正常，1 可以改正的错误，2 命令用法不对，70 Peakend 自身出错，130 被中断。",
    "Each kind of wrong input, the command that meets it, and the very words of the answer. They name the place and the mend; there is no "
    "traceback, no wrong number, and no file written half. Exit status: 0 fine, 1 something to mend, 2 called wrongly, 70 a fault of "
    "Peakend itself, 130 interrupted.",
)
STATUS: Final = Text("退出码 {status}", "exit status {status}")


def tell(case: BadInput, met: Met, language: Language) -> str:
    """One case as a section of the page."""
    said = met.said.say(language).strip().splitlines()
    shown = [line.rstrip() for line in said[:LINES] if set(line.strip()) != {"─"}] + (["…"] if len(said) > LINES else [])
    status = STATUS.fill(status=met.status).say(language)
    lines = [f"## {case.title.say(language)}", "", "```console", f"$ peakend {' '.join(case.command)}", *shown, "```", "", status]
    return "\n".join(lines)


def tell_all(language: Language, met: Sequence[tuple[BadInput, Met]]) -> str:
    """The page."""
    parts = [f"# {TITLE.say(language)}", HEAD.say(language), *(tell(case, one, language) for case, one in met)]
    return "\n\n".join(parts) + "\n"


@contextlib.contextmanager
def stay_in(folder: Path) -> Iterator[None]:
    """Work in a folder, so that messages name files without it."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def main() -> int:
    """Meet every case, and write the pages."""
    met = []
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder, stay_in(Path(folder)):
            case.write(Path())
            met.append((case, meet(case)))
    for language in LANGUAGES:
        (DOCS / language / "reference" / "bad-input.md").write_text(tell_all(language, met), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
