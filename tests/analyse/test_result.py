"""Is every result the same values as an object, as rows, as JSON and as a table, with its base beside it?"""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.analyse.served import chosen, draw, read, service

from peakend.analyse.display import plain_word
from peakend.analyse.importance import Importance
from peakend.analyse.methods import METHODS
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Plain, Result, TooFew, figure_row, is_known, walk_figures

STUDY = chosen(service(moments=3), "s1m1", "quick", "kind", "sure")
NAMES = ("importance", "peaks", "needs", "experience", "nps", "satisfaction", "gaps", "quadrants", "baseline", "cautions")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(STUDY, draw(STUDY, 60, missing=0.1))


def results(reading: Reading) -> Iterator[Result]:
    for name in NAMES:
        yield getattr(reading, name)


def test_every_result_is_named_like_its_question_in_both_languages(reading: Reading) -> None:
    for name, result in zip(NAMES, results(reading), strict=True):
        assert result.question == name
        assert result.title.missing() == ()


def test_every_result_is_strict_json_with_base_and_rows(reading: Reading) -> None:
    for result in results(reading):
        whole = json.loads(json.dumps(result.as_dict(), allow_nan=False))
        assert list(whole) == ["question", "base", "rows"]
        assert whole["base"]["n"] == 60
        assert len(whole["rows"]) == len(result.rows())
        assert all(isinstance(value, str | int | float | bool | list | dict | None) for row in result.rows() for value in row.values())


def test_every_figure_has_its_interval_and_a_method_that_is_known(reading: Reading) -> None:
    for result in results(reading):
        figures = {name.removesuffix("_n") for row in result.rows() for name in row if name.endswith("_n")}
        assert all(f"{name}_low" in row for row in result.rows() for name in figures & set(row))
        assert set(result.base.methods) <= set(METHODS)
        for row in result.rows():
            for name in [name.removesuffix("_low") for name in row if name.endswith("_low") and f"{name.removesuffix('_low')}_n" in row]:
                assert f"{name}_high" in row
                if row[name] is not None:
                    assert row[f"{name}_method"] in result.base.methods


def test_a_table_shows_every_row_and_the_base(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEAKEND_LANG", "en")
    for result in results(reading):
        lines = str(result).splitlines()
        assert len(lines) == 2 + len(result.rows())
        assert lines[0] == f"{result.title.en} · n = 60"


def test_made_up_answers_say_so_everywhere(reading: Reading) -> None:
    result = reading.importance
    made_up = replace(result, base=replace(result.base, synthetic=True))
    assert "synthetic 模拟数据" in str(made_up).splitlines()[0]
    assert "synthetic 模拟数据" in made_up._repr_html_()
    assert made_up.base.row()["synthetic"] is True


def test_words_of_a_study_cannot_break_the_page() -> None:
    study = service(moments=2, measures=("importance",))
    scenario = study.scenarios[0]
    evil = replace(scenario.moments[0], key="<script>alert(1)</script>")
    line = read(study, draw(study, 10)).importance.lines[0]
    result = Importance(read(study, draw(study, 10)).importance.base, ())
    shown = replace(result, scenarios=(replace(read(study, draw(study, 10)).importance.scenarios[0], lines=(replace(line, moment=evil),)),))
    assert "<script>" not in shown._repr_html_()
    assert "&lt;script&gt;" in shown._repr_html_()


def test_too_few_has_no_number_but_says_how_many_would_do() -> None:
    row = figure_row("mean", TooFew(1, 2, "mean-t"))
    assert row == {"mean": None, "mean_low": None, "mean_high": None, "mean_n": 1, "mean_needed": 2}
    assert not is_known(TooFew(1, 2))
    assert (TooFew(1, 2).known, Estimate(1.0, 0.5, 2.0, 9, "mean-t").known) == (False, True)
    assert Estimate(1.0, 0.5, 2.0, 9, "mean-t").half == 0.75


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0.12345, "0.123"),
        (7, "7"),
        ([1.5, "a"], "1.500, a"),
        ({"n": 3}, "n 3"),
        (float("nan"), ""),
    ],
    ids=str,
)
def test_plain_values_have_plain_words(value: Plain, word: str) -> None:
    assert plain_word(value) == word


def test_walking_a_row_finds_its_numbers_only() -> None:
    assert list(walk_figures({"a": 1, "b": True, "c": "x", "d": 0.5, "e": None})) == [("a", 1.0), ("d", 0.5)]
