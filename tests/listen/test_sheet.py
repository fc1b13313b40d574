from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet
import pytest

from peakend.define.answers import BLOCK, DATE, FLAGGED, REASONS, RESPONDENT, TEST, WAVE, WEIGHT
from peakend.define.study import Study
from peakend.define.survey import Attribute, Columns, Layout, Question, Scale
from peakend.errors import ColumnMissing, FileNotWritable, NoColumnsFit, ScaleMissing
from peakend.listen.sheet import EXCLUSIONS, Sheet, import_sheet
from peakend.listen.table import Table
from peakend.scan.blocks import BLOCKS, blocks_of_numbers, hash_owner
from peakend.text import LANGUAGES

Write = Callable[..., Path]
Make = Callable[..., Study]
Take = Callable[..., Table]
Bring = Callable[[Path, Study], Sheet]
Names = Callable[[Any], list[str]]
FIVE = Scale(1, 5, missing=(("9", "not_experienced"),))
SKIPPED, OFF = REASONS["skipped"], REASONS["off_scale"]


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch, take: Take) -> Bring:
    """`bring(path, study)` imports a file that is read in this process."""
    monkeypatch.setattr("peakend.listen.sheet.read_table", take)
    return import_sheet


def column(sheet: Sheet, name: str) -> list[Any]:
    found: list[Any] = sheet.answers()[name].to_pylist()
    return found


def test_answers_reasons_and_refusals_are_counted_apart(bring: Bring, write: Write, study: Make) -> None:
    path = write("a.csv", "id,staff,why\n1,5,nice\n2,9,\n3,7,x\n4,,NA\n5,2.5,y\n")
    sheet = bring(path, study(Question("staff", "performance", scale=FIVE), Question("why", "reason")))
    assert column(sheet, "staff") == [5, REASONS["not_experienced"], OFF, SKIPPED, OFF]
    assert sheet.counts["staff"] == {"answered": 1, "not_experienced": 1, "off_scale": 2, "skipped": 1}
    assert (sheet.rows_read, sheet.rows_accepted, sheet.cells_refused) == (5, 5, 2)
    assert [(one.row, one.column, one.value) for one in sheet.refusals] == [(4, "staff", "7"), (6, "staff", "2.5")]


def test_a_refusal_names_row_column_value_and_mend_in_both_languages(bring: Bring, write: Write, study: Make) -> None:
    sheet = bring(write("a.csv", "id,staff\n1,7\n2,4\n"), study(Question("staff", "performance", scale=FIVE)))
    assert sheet.refusals[0].text.zh == "第 2 行“staff”：“7”不可用，应为：1 到 5 的整数。请更正答案，或修改研究文件中的量表。"
    assert (
        sheet.refusals[0].text.en == "Row 2, 'staff': '7' is not a whole number from 1 to 5. Correct the answer, or the scale in the study."
    )


def test_the_complete_list_of_refusals_can_be_written(bring: Bring, write: Write, study: Make, tmp_path: Path) -> None:
    lines = "".join(f"{number},=9+{number}\n" for number in range(500))
    sheet = bring(write("a.csv", "id,staff\n" + lines), study(Question("staff", "performance", scale=FIVE)))
    assert (sheet.cells_refused, len(sheet.refusals)) == (500, 200)
    written = sheet.write_refusals(tmp_path / "refused.csv").read_text("utf-8-sig").splitlines()
    assert (len(written), written[1]) == (501, "2,staff,staff,'=9+0,1..5")


def test_the_same_file_twice_gives_the_same_bytes(bring: Bring, write: Write, study: Make, tmp_path: Path) -> None:
    path, made = (
        write("a.csv", "id,staff,why\n1,5,好\n2,4,\n"),
        study(Question("staff", "performance", scale=FIVE), Question("why", "reason")),
    )
    first, second = bring(path, made), bring(path, made)
    assert first.write(tmp_path / "1.parquet").read_bytes() == second.write(tmp_path / "2.parquet").read_bytes()
    assert first.content == second.content


def test_the_file_says_where_it_comes_from(bring: Bring, write: Write, study: Make, tmp_path: Path) -> None:
    made = study(Question("staff", "performance", scale=FIVE))
    sheet = bring(write("a.csv", "id,staff\n1,5\n"), made)
    about = pyarrow.parquet.read_metadata(sheet.write(tmp_path / "a.parquet")).metadata
    assert (about[b"peakend.study"], about[b"peakend.synthetic"], about[b"peakend.content"]) == (b"small", b"false", sheet.content.encode())
    other = bring(write("a.csv", "id,staff\n1,5\n"), study(Question("staff", "performance", scale=Scale(1, 7))))
    assert pyarrow.parquet.read_metadata(other.write(tmp_path / "b.parquet")).metadata[b"peakend.survey"] != about[b"peakend.survey"]


def test_what_cannot_be_written_leaves_everything_as_it_was(bring: Bring, write: Write, study: Make, tmp_path: Path) -> None:
    sheet = bring(write("a.csv", "id,staff\n1,5\n"), study(Question("staff", "performance", scale=FIVE)))
    (tmp_path / "taken").mkdir()
    before = sorted(tmp_path.iterdir())
    for target in (tmp_path / "none" / "a.parquet", tmp_path / "taken"):
        with pytest.raises(FileNotWritable):
            sheet.write(target)
    assert sorted(tmp_path.iterdir()) == before


def test_blocks_follow_the_respondent_the_cluster_or_the_row(bring: Bring, write: Write, study: Make) -> None:
    question = Question("staff", "performance", scale=FIVE)
    path = write("a.csv", "id,staff,branch\n2368,5,N\nR_x,4,S\n,3,N\n")
    blocks = column(bring(path, study(question)), BLOCK)
    whole = [int(one) for one in blocks_of_numbers(np.array([2368, 4]))]
    assert blocks == [whole[0], hash_owner("R_x") % BLOCKS, whole[1]]
    assert column(bring(path, study(question)), RESPONDENT) == ["2368", "R_x", "row:4"]
    clustered = column(bring(path, study(question, columns=Columns(respondent="id", cluster="branch"))), BLOCK)
    assert clustered[0] == clustered[2] == hash_owner("N") % BLOCKS


def test_respondents_known_by_something_personal_get_another_name_always_the_same(
    bring: Bring, write: Write, study: Make, names: Names
) -> None:
    question = Question("staff", "performance", scale=FIVE)
    made = study(question, columns=Columns(respondent="phone"))
    first = bring(write("a.csv", "phone,staff\n13912345678,5\nli@b.cn,4\n77,3\n"), made)
    second = bring(write("b.csv", "phone,staff\n13912345678,2\n13812345678,3\n88,1\n"), made)
    one, two = column(first, RESPONDENT), column(second, RESPONDENT)
    assert one[0] == two[0] != two[1]
    assert one[2] == "77"
    assert not any("1391" in name or "@" in name for name in one)
    assert names(first.remarks) == ["respondents_renamed"]


def test_reserved_columns_are_filled(bring: Bring, write: Write, study: Make) -> None:
    columns = Columns(respondent="id", weight="w", wave="期次", date="day", test="Status", flagged="flag")
    path = write(
        "a.csv", "id,w,期次,day,Status,flag,staff\n1,1.5,2024Q1,31/12/2023,Survey Preview,1,5\n2,0.5,2024Q2,01/02/2024,IP Address,,4\n"
    )
    sheet = bring(path, study(Question("staff", "performance", scale=FIVE), columns=columns))
    found = sheet.answers().to_pydict()
    assert (found[WEIGHT], found[WAVE], found[TEST], found[FLAGGED]) == ([1.5, 0.5], ["2024Q1", "2024Q2"], [True, False], [True, False])
    assert [day.isoformat() for day in found[DATE]] == ["2023-12-31", "2024-02-01"]


def test_rows_without_a_usable_weight_are_left_out_and_counted(bring: Bring, write: Write, study: Make) -> None:
    path = write("a.csv", "id,w,staff\n1,1,5\n2,,4\n3,-1,3\n4,0,3\n5,x,2\n")
    sheet = bring(path, study(Question("staff", "performance", scale=FIVE), columns=Columns(respondent="id", weight="w")))
    assert (sheet.rows_accepted, sheet.excluded) == (1, (("no_weight", 4, ()),))


def test_a_row_that_repeats_another_throughout_is_left_out_a_person_who_answers_twice_is_not(
    bring: Bring, write: Write, study: Make, names: Names
) -> None:
    sheet = bring(write("a.csv", "id,staff\n1,5\n2,4\n1,5\n2,3\n"), study(Question("staff", "performance", scale=FIVE)))
    assert sheet.excluded == (("repeated", 1, (4,)),)
    assert column(sheet, "staff") == [5, 4, 3]
    assert names(sheet.remarks) == ["respondent_twice"]


def test_rows_the_reader_left_out_are_counted_too(bring: Bring, write: Write, study: Make) -> None:
    sheet = bring(write("a.csv", "id,staff\n" + "2,4\n3,4\n4,4\n5,4,9\n"), study(Question("staff", "performance", scale=FIVE)))
    assert (sheet.rows_read, sheet.rows_accepted, sheet.excluded) == (4, 3, (("too_many_cells", 1, (5,)),))


def test_a_missing_column_is_named_with_the_nearest_and_nothing_is_made(bring: Bring, write: Write, study: Make) -> None:
    made = study(Question("staff", "performance", scale=FIVE), Question("price", "performance", scale=FIVE, column="prise"))
    with pytest.raises(ColumnMissing) as fault:
        bring(write("a.csv", "id,staff,price\n1,5,5\n"), made)
    assert (fault.value.blanks["columns"], fault.value.blanks["near"]) == ("prise", "price")


def test_headings_may_differ_in_case_width_and_white_space(bring: Bring, write: Write, study: Make) -> None:
    made = study(Question("staff", "performance", scale=FIVE, column="staff rating"), columns=Columns(respondent="ID"))
    assert column(bring(write("a.csv", "id, Ｓtaff  Rating \n1,5\n"), made), "staff") == [5]


def test_a_study_for_another_file_is_refused(bring: Bring, write: Write, study: Make) -> None:
    with pytest.raises(NoColumnsFit):
        bring(write("a.csv", "x,y\n1,5\n"), study(Question("staff", "performance", scale=FIVE)))


def test_a_rating_without_a_scale_is_refused(bring: Bring, write: Write, study: Make) -> None:
    with pytest.raises(ScaleMissing):
        bring(write("a.csv", "id,staff\n1,5\n"), study(Question("staff", "performance")))


def test_who_was_not_asked_did_not_leave_anything_out(bring: Bring, write: Write, study: Make) -> None:
    route = {"asked_if": "problems", "asked_when": ("1",)}
    home = Question("home", "chosen", group="where", chosen=("1",), unchosen=("-1",), **route)  # type: ignore[arg-type]
    metro = Question("metro", "chosen", group="where", chosen=("5",), unchosen=("-1",), **route)  # type: ignore[arg-type]
    sheet = bring(write("a.csv", "id,problems,home,metro\n1,1,1,-1\n2,2,-1,-1\n3,2,x,\n"), study(home, metro))
    assert column(sheet, "home") == [1, REASONS["not_asked"], REASONS["not_asked"]]
    assert column(sheet, "metro") == [0, REASONS["not_asked"], REASONS["not_asked"]]
    assert sheet.cells_refused == 0


def test_a_blank_choice_is_unchosen_only_where_the_row_chose_something(bring: Bring, write: Write, study: Make) -> None:
    tea, rum = (Question(key, "chosen", group="drink", chosen=("1",), unchosen=("",)) for key in ("tea", "rum"))
    sheet = bring(write("a.csv", "id,tea,rum\n1,1,\n2,,\n3,,1\n"), study(tea, rum))
    assert (column(sheet, "tea"), column(sheet, "rum")) == ([1, SKIPPED, 0], [0, SKIPPED, 1])


def test_attributes_and_numbers_come_as_they_are(bring: Bring, write: Write, study: Make) -> None:
    made = study(Question("fee", "profile"), attributes=(Attribute("tier", column="级别"),), layout=Layout(decimal=","))
    sheet = bring(write("a.csv", "id;级别;fee\n1;金卡;1.234,5\n2;;NA\n"), made)
    assert (column(sheet, "tier"), column(sheet, "fee")) == (["金卡", None], [1234.5, None])


def test_every_exclusion_has_words_in_both_languages() -> None:
    assert [reason for reason, words in EXCLUSIONS.items() if words.missing()] == []
    assert len(LANGUAGES) == 2
