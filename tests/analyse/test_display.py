"""Results show themselves tidily: figures with their interval in one cell, numbers at the right, names for keys."""

import re

import pytest

from peakend.analyse.display import lay_grid, write_html, write_text
from peakend.analyse.result import Estimate, Row, TooFew, figure_row

ROWS: list[Row] = [
    {"moment": "pay", **figure_row("mean", Estimate(4.5, 4.25, 4.75, 90, "mean-t")), "above": True, "tied": ["leave"]},
    {"moment": "leave", **figure_row("mean", TooFew(1, 2)), "above": None, "tied": []},
]


def test_a_figure_is_one_cell_with_its_interval() -> None:
    grid = lay_grid(ROWS, {})
    assert grid.heads == ("moment", "mean", "above", "tied")
    assert [line[1].words for line in grid.lines] == ["4.500 [4.250, 4.750]", "n = 1 < 2"]


def test_keys_of_the_study_have_their_names_and_the_key_in_the_tip() -> None:
    shown = write_html("T", lay_grid(ROWS, {"pay": "付款"}))
    assert re.search(r'<td style="text-align:left" title="pay">付款</td>', shown)
    assert ">leave</td>" in shown


def test_numbers_stand_at_the_right_in_text_and_page() -> None:
    grid = lay_grid(ROWS, {"pay": "付款", "leave": "离开"})
    lines = write_text("T", grid).splitlines()
    assert len({line.index("above") for line in lines[1:2]} | {line.index("yes") for line in lines[2:3]}) == 2
    assert lines[2].startswith("付款    4.500")
    assert 'text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums">4.500' in write_html("T", grid)


@pytest.mark.parametrize("evil", ["<script>", '"><img>', "&"])
def test_words_are_never_taken_for_markup(evil: str) -> None:
    shown = write_html(evil, lay_grid([{evil: evil, "moment": evil}], {evil: evil}))
    assert evil not in re.sub(r"&(lt|gt|amp|quot|#x27);", "", re.sub(r"</?(table|caption|b|thead|tbody|tr|th|td)( [^<>]*)?>", "", shown))


def test_a_long_result_says_how_much_more_there_is() -> None:
    grid = lay_grid([{"a": at} for at in range(150)], {})
    assert write_text("T", grid).splitlines()[-1] == "… 50 more"
    assert "… 50 more" in write_html("T", grid)


def test_nothing_at_all_is_still_a_table() -> None:
    assert write_text("T", lay_grid([], {})) == "T\n"
    assert write_html("T", lay_grid([], {})).startswith("<table>")
