import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peakend.define import file as study_file
from peakend.define.check import check_study
from peakend.define.file import StudyFile, open_study, read_study, save_study, write_study
from peakend.define.study import Moment, Study
from peakend.define.survey import Question, Scale
from peakend.errors import (
    FormatTooNew,
    KeyTwice,
    LineageCycle,
    StudyFileEmpty,
    StudyFileFaults,
    StudyFileMissing,
    StudyFileNotText,
    StudyFileNotUtf8,
    StudyFileTooLarge,
    StudyNotWritable,
    UnsoundStudy,
)
from peakend.text import Text

HEAD = "format: 1\nkey: tea\ntitle: Tea\n"


@settings(max_examples=200)
@given(data=st.data())
def test_what_is_written_reads_back_as_the_same_study(data: st.DataObject, studies: st.SearchStrategy[Study]) -> None:
    study = data.draw(studies)
    assert read_study(write_study(study)) == study


@given(data=st.data())
def test_what_was_written_is_written_again_byte_for_byte(data: st.DataObject, studies: st.SearchStrategy[Study]) -> None:
    text = write_study(data.draw(studies))
    assert write_study(read_study(text)) == text


@given(data=st.data())
def test_an_unchanged_file_keeps_its_bytes_and_a_changed_one_says_the_new_study(
    data: st.DataObject, studies: st.SearchStrategy[Study]
) -> None:
    before, after = data.draw(studies), data.draw(studies)
    file = open_study(write_study(before))
    assert file.revise(before) == file.text
    assert read_study(file.revise(after)) == after


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("feed", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark_stay_as_they_were(tea: Study, mark: str, feed: str, tmp_path: Path) -> None:
    path = tmp_path / "tea.yaml"
    path.write_bytes((mark + write_study(tea).replace("\n", feed)).encode())
    renamed = replace(tea, title=Text("新茶馆", "New tea house"))
    save_study(renamed, path)
    raw = path.read_bytes()
    assert read_study(path) == renamed
    assert raw.startswith(mark.encode())
    assert raw.count(b"\n") == raw.count(feed.encode())


def test_a_saved_file_is_the_old_one_or_the_new_one(tea: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tea.yaml"
    save_study(tea, path)
    before = path.read_bytes()

    def break_down(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", break_down)
    with pytest.raises(StudyNotWritable, match="No space left"):
        save_study(replace(tea, period="2026"), path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["tea.yaml"]


def test_a_file_that_is_no_study_is_not_overwritten(tea: Study, tmp_path: Path) -> None:
    path = tmp_path / "letter.yaml"
    path.write_text("dear: friend\n")
    with pytest.raises(StudyFileFaults):
        save_study(tea, path)
    assert path.read_text() == "dear: friend\n"


def test_remarks_stand_as_comments_above_what_they_are_about(tea: Study) -> None:
    study = replace(tea, goal=Text(), published=())
    remarks = [one for one in check_study(study) if one.name in {"no_goal", "no_words"}]
    shop = replace(study.scenarios[0], moments=(*study.scenarios[0].moments, Moment("x", Text("只有中文"), "end")))
    study = replace(study, scenarios=(shop, study.scenarios[1]))
    remarks = [one for one in check_study(study) if one.name in {"no_goal", "no_translation"}]
    text = write_study(study, remarks)
    lines = text.splitlines()
    at = lines.index("        name: {zh: 只有中文}")
    assert lines[at - 1] == "        # ? “只有中文”缺少英文。请补上译文。 · “只有中文” has no English. Add the translation."
    assert lines[1].startswith("# ? 没有写研究目的。")
    assert read_study(text) == study


def test_a_remark_about_part_of_a_line_stands_above_that_line(tea: Study) -> None:
    wrong = replace(tea, survey=replace(tea.survey, questions=(Question("q", "nps", scale=Scale(1, 10)),)), published=())
    (remark,) = [one for one in check_study(wrong) if one.name == "NpsScaleNotTen"]
    lines = write_study(wrong, [remark]).splitlines()
    at = next(number for number, line in enumerate(lines) if "key: q," in line)
    assert lines[at - 1].strip().startswith("# ? NPS 题的量表是 1–10，不是 0–10。")


def test_every_remark_of_an_opened_file_knows_its_line(tea: Study) -> None:
    file = open_study(write_study(replace(tea, needs=())))
    found = [line for line, remark in file.check() if remark.name == "NeedUnknown"]
    assert [file.text.splitlines()[line - 1].strip() for line in found] == ["needs: [quick]", "needs: [quick]"]


def test_a_file_of_a_newer_version_is_refused() -> None:
    with pytest.raises(StudyFileFaults) as caught:
        read_study("format: 7\nanything: else\n")
    (fault,) = caught.value.faults
    assert isinstance(fault, FormatTooNew)
    assert fault.say("zh") == "第 1 行，format：文件格式为 7，本版本只认识到 1。请升级 Peakend，或让对方按格式 1 保存。"


@pytest.mark.parametrize("version", ["0", "one", "true", "1.0", "-1"])
def test_a_format_that_never_was_is_refused(version: str) -> None:
    with pytest.raises(StudyFileFaults, match="There is no file format"):
        read_study(f"format: {version}\nkey: tea\n")


def test_an_older_format_goes_through_its_upgrade(monkeypatch: pytest.MonkeyPatch) -> None:
    def upgrade(fields: dict) -> dict:
        return {"title": fields.pop("name"), **fields}

    monkeypatch.setitem(study_file.UPGRADES, 0, upgrade)
    old = "format: 0\nkey: tea\nname: Tea\nstages: []\nscenarios: []\n"
    file = open_study(old)
    assert file.study.title == Text("Tea", "Tea")
    assert file.revise(file.study) == old
    assert file.revise(replace(file.study, period="2026")) == write_study(replace(file.study, period="2026"))


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    stages = "stages:\n  - {key: a, name: A, colour: red}\n  - {key: a, nmae: A}\n"
    text = HEAD + stages + "scenarios: {}\nsurvey:\n  questions:\n    - {key: q}\n"
    with pytest.raises(StudyFileFaults) as caught:
        read_study(text)
    told = caught.value.say("en").splitlines()
    assert told == [
        "Faults in the study file: 5.",
        "- Line 5, stages → 1 → colour: 'red' is not a colour. Write it as \"#2f9e6e\", with quotation marks.",
        "- Line 6, stages → 2 → nmae: There is no field 'nmae' here. Did you mean 'name'?",
        (
            "- Line 6, stages → 2: The key 'a' is taken already by stages → 1. "
            "Give one of the two another key, here and wherever it is referred to."
        ),
        "- Line 7, scenarios: A list should stand here. Write [a, b], or one entry a line, each starting with “- ”.",
        "- Line 10, survey → questions → q: The field 'measure' is missing. Add a line “measure: …” here.",
    ]
    assert caught.value.say("zh").startswith("研究文件有 5 处错误：\n- 第 5 行，stages → 1 → colour：“red”不是颜色。")


def test_faults_cross_process_borders_whole() -> None:
    with pytest.raises(StudyFileFaults) as caught:
        read_study("format: 1\n")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own error
    assert again.say("zh") == caught.value.say("zh")
    assert [fault.name for fault in again.faults] == ["FieldMissing"] * 4


def test_the_name_of_the_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tea.study.yaml"
    path.write_text("format: 1\n")
    with pytest.raises(StudyFileFaults) as caught:
        read_study(path)
    assert caught.value.say("zh").startswith("研究文件有 4 处错误 (tea.study.yaml)：\n")


# Bad input: each message in both languages, letter for letter


def refuse(source: str | bytes | Path) -> tuple[str, str]:
    whole_file = (StudyFileEmpty, StudyFileNotUtf8, StudyFileNotText, StudyFileTooLarge, StudyFileMissing)
    with pytest.raises((StudyFileFaults, *whole_file)) as caught:
        read_study(source)
    return caught.value.say("zh"), caught.value.say("en")


def test_a_duplicate_key_names_both_places() -> None:
    moments = "  - key: shop\n    name: Shop\n    moments:\n      - {key: pay, name: Pay, stage: end}\n"
    again = "  - key: phone\n    name: Phone\n    moments:\n      - {key: pay, name: Pay, stage: end}\n"
    zh, en = refuse(HEAD + "stages: [{key: end, name: End}]\nscenarios:\n" + moments + again)
    assert zh == (
        "研究文件有 1 处错误：\n- 第 13 行，scenarios → phone → moments → pay：键“pay”已在 scenarios → shop → moments → pay 用过。"
        "请为其中一个另取键名，并同时修改引用它的地方。"
    )
    assert en == (
        "Faults in the study file: 1.\n- Line 13, scenarios → phone → moments → pay: The key 'pay' is taken already by "
        "scenarios → shop → moments → pay. Give one of the two another key, here and wherever it is referred to."
    )


def test_a_history_that_runs_in_a_circle_is_refused_at_the_step_that_closes_it() -> None:
    steps = "lineage:\n  - {kind: split, before: [a], after: [b, c]}\n  - {kind: merge, before: [b, d], after: [a]}\n"
    zh, en = refuse(HEAD + "stages: []\nscenarios: []\n" + steps)
    assert zh == (
        "研究文件有 1 处错误：\n- 第 8 行，lineage → 2：沿革形成循环：a → b → a。"
        "请删去其中一步，或给合并后的关键时刻新的键名：用过的键名不能再用。"
    )
    assert en == (
        "Faults in the study file: 1.\n- Line 8, lineage → 2: The history of the moments runs in a circle: a → b → a. "
        "Remove one of these steps, or give the merged moment a new key: a key that was given up is not used again."
    )


@pytest.mark.parametrize("empty", ["", "\n", "# only a comment\n", b" \n", "---\n", "~\n", "\ufeff\n"])
def test_an_empty_file_says_where_to_start(empty: str | bytes) -> None:
    assert refuse(empty) == (
        "研究文件是空的。请从模板开始，例如 blank（空白研究）；至少要有 format、key、title、stages 和 scenarios。",
        "The study file is empty. Start from a template such as blank; it needs at least format, key, title, stages and scenarios.",
    )


def test_an_encoding_that_is_not_utf8_is_named() -> None:
    text = "format: 1\nkey: tea\ntitle: 茶馆的研究\n"
    assert refuse(text.encode("gb18030")) == (
        "研究文件第 3 行不是 UTF-8 编码，看起来是 GB18030 / GBK。请在编辑器中另存为 UTF-8。",
        "Line 3 of the study file is not UTF-8; it looks like GB18030 / GBK. Save it as UTF-8 in your editor.",
    )
    assert "UTF-16" in refuse(text.encode("utf-16"))[1]
    assert "Latin-1" in refuse(b"title: caf\xe9\n")[1]


@pytest.mark.parametrize("junk", [b"\x89PNG\r\n\x1a\n\x00\x00\xff", b"PK\x03\x04\x00\x00", "a: \x1b[0m\n", "a: \x00\n"])
def test_what_is_no_text_is_refused(junk: bytes | str) -> None:
    zh, en = refuse(junk)
    assert zh.startswith("这不是文本文件：第 ")
    assert en.endswith("A study file is YAML text in UTF-8; check that it is the right file.")


def test_a_file_of_ten_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"# " + b"x" * 10_000_000)
    assert refuse(path) == (
        "研究文件有 10000002 字节，超过上限 4000000。请确认没有选错文件：研究文件只写研究本身，答卷数据放在另外的文件里。",
        (
            "The study file has 10000002 bytes, more than the limit of 4000000. "
            "Check that it is the right file: a study file holds the study alone, the answers stand in a file of their own."
        ),
    )


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    zh, en = refuse(tmp_path / "no.yaml")
    assert zh == f"无法打开研究文件 {tmp_path / 'no.yaml'}：No such file or directory。请检查文件名和所在文件夹。"
    assert en == f"The study file {tmp_path / 'no.yaml'} cannot be opened: No such file or directory. Check its name and folder."
    assert "Is a directory" in refuse(tmp_path)[1]


def test_an_impossible_study_is_not_written(tea: Study) -> None:
    twice = replace(tea, stages=(*tea.stages, tea.stages[0]))
    with pytest.raises(UnsoundStudy) as caught:
        write_study(twice)
    assert [type(fault) for fault in caught.value.faults] == [KeyTwice]
    with pytest.raises(UnsoundStudy, match="runs in a circle") as caught:
        write_study(replace(tea, lineage=read_cycle()))
    assert [type(fault) for fault in caught.value.faults] == [LineageCycle]


def read_cycle() -> tuple:
    """Two steps that take back one another."""
    from_text = HEAD + "stages: []\nscenarios: []\nlineage: [{kind: split, before: [a], after: [b, c]}]\n"
    (change,) = read_study(from_text).lineage
    return (change, replace(change, kind="merge", before=change.after, after=change.before))


def test_words_keep_their_digits_and_single_words_are_words() -> None:
    segments = "segments: [{key: 7, name: true, values: [1, 007, 4.50, no, ~x]}]\n"
    study = read_study(HEAD + "stages: []\nscenarios: []\nversion: 1.10\nperiod: 2008\n" + segments)
    assert (study.version, study.period) == ("1.10", "2008")
    assert (study.segments[0].key, study.segments[0].name) == ("7", Text("true", "true"))
    assert study.segments[0].values == ("1", "007", "4.50", "no", "~x")


def test_a_study_file_is_a_value(tea: Study) -> None:
    text = write_study(tea)
    assert open_study(text) == StudyFile(tea, text)
    assert read_study(text.encode()) == tea
