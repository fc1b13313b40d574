"""JSON is strict, CSV is harmless, a table loses nothing however narrow the terminal is."""

import csv
import io

import pytest

from peakend.cli import output
from peakend.cli.output import emit_csv, emit_json, show_table
from peakend.cli.speech import Voice


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_no_cell_of_csv_is_a_formula(capsys: pytest.CaptureFixture[str], word: str) -> None:
    emit_csv([{word: word, "number": -1.5, "nothing": None}])
    heads, cells = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    plain = "'" + word.replace("\r", "\n")
    assert (heads[0], cells) == (plain, [plain, "-1.5", ""])


def test_rows_of_csv_share_the_columns_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    emit_csv([{"a": 1}, {"b": [1, "x"], "a": float("nan")}])
    assert capsys.readouterr().out == 'a,b\n1,\n,"[1, ""x""]"\n'


def test_long_words_of_json_are_not_broken(capsys: pytest.CaptureFixture[str]) -> None:
    emit_json({"words": "一" * 5_000})
    assert "一" * 5_000 in capsys.readouterr().out


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_digit_of_a_table_is_lost_in_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(output, "out", Voice(file=shown, force_terminal=True, width=width, height=20, color_system=None, highlight=False))
    show_table(
        "标题", ("服务场景", "均值"), [("上门服务", "4.45 [4.36, 4.54]"), ("电话/短信", "3.90 [3.82, 3.98]")], ["n = 90"], (False, True)
    )
    told = "".join(shown.getvalue().split())
    digits = [one for one in told if one.isdigit()]
    assert "".join(sorted(digits)) == "".join(sorted("445436454390382398" + "90"))
    assert max(map(len, shown.getvalue().splitlines())) <= width


def test_brackets_in_names_are_words_and_not_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(output, "out", Voice(file=shown, highlight=False))
    show_table("[red]t[/red]", ("[b]",), [("[link=x]y[/link]",)], ["[dim]"])
    assert all(words in shown.getvalue() for words in ("[red]t[/red]", "[b]", "[link=x]y[/link]", "[dim]"))
