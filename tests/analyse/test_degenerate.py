"""Do strange answers give a clear word or an honest number? Never a crash, a warning, or a number that is none."""

import json
from collections.abc import Callable, Mapping

import pytest
from tests.analyse.served import FIVE, Columns, chosen, draw, read, service

from peakend.analyse.reading import Reading
from peakend.analyse.result import Result, TooFew, walk_figures
from peakend.define.study import Study
from peakend.define.survey import Scale
from peakend.errors import NoAnswers, NothingAsked, TooFewMoments

QUESTIONS = ("importance", "peaks", "needs", "experience", "gaps", "quadrants", "baseline", "cautions")
STUDY = chosen(service(), "s1m1", "quick", "kind", "sure")
SMALL_SCALE = chosen(service(scale=Scale(0, 1)), "s1m1", "quick", "kind")


def blank(columns: Columns, *starts: str) -> Columns:
    """The same answers with blanks for every question whose key starts so."""
    return {key: [None] * len(cells) if key.startswith(starts) else cells for key, cells in columns.items()}


def half(columns: Columns) -> Columns:
    """Half of the people answered nothing at all."""
    return {key: [cell if at % 2 else None for at, cell in enumerate(cells)] for key, cells in columns.items()}


def equal(columns: Columns, answer: int = 4) -> Columns:
    return {key: [min(answer, 1) if "__" in key else answer for _ in cells] for key, cells in columns.items()}


def weighing(columns: Columns, weights: Callable[[int], float]) -> Columns:
    return {**columns, "_weight": [weights(at) for at in range(len(next(iter(columns.values()))))]}


def owned(columns: Columns, people: int) -> Columns:
    return {**columns, "_respondent": [f"p{at % people}" for at in range(len(next(iter(columns.values()))))]}


STRANGE: Mapping[str, tuple[Study, Columns]] = {
    "one answer": (STUDY, draw(STUDY, 1)),
    "two answers": (STUDY, draw(STUDY, 2)),
    "three answers with blanks": (STUDY, draw(STUDY, 3, missing=0.5)),
    "all equal": (STUDY, equal(draw(STUDY, 50))),
    "all equal, two people": (STUDY, equal(draw(STUDY, 2))),
    "all at the top": (STUDY, equal(draw(STUDY, 50), 5)),
    "half missing": (STUDY, half(draw(STUDY, 120))),
    "most missing": (STUDY, draw(STUDY, 60, missing=0.95)),
    "a moment nobody answered": (STUDY, blank(draw(STUDY, 60), "s1m2")),
    "importance nobody answered": (STUDY, blank(draw(STUDY, 60), "s1m1_i", "s1m2_i", "s1m3_i", "s1m4_i")),
    "the end nobody lived": (STUDY, blank(draw(STUDY, 60), "s1m4")),
    "nothing answered": (STUDY, blank(draw(STUDY, 60), "s")),
    "no overall judgement": (STUDY, blank(draw(STUDY, 60), "s1_overall")),
    "weights of nothing": (STUDY, weighing(draw(STUDY, 60), lambda _: 0.0)),
    "one weight": (STUDY, weighing(draw(STUDY, 60), lambda at: 1.0 if at == 0 else 0.0)),
    "two weights": (STUDY, weighing(draw(STUDY, 60), lambda at: 1.0 if at < 2 else 0.0)),
    "wild weights": (STUDY, weighing(draw(STUDY, 60), lambda at: 1e-9 if at % 2 else 1e9)),
    "one person's": (STUDY, owned(draw(STUDY, 40), 1)),
    "two persons'": (STUDY, owned(draw(STUDY, 40), 2)),
    "two steps": (SMALL_SCALE, draw(SMALL_SCALE, 40)),
    "no end stage": (service(end=False), draw(service(end=False), 40)),
    "one moment": (service(moments=1), draw(service(moments=1), 40)),
    "two moments": (service(moments=2), draw(service(moments=2), 40)),
    "twenty moments": (service(moments=20), draw(service(moments=20), 40)),
    "three scenarios": (service(scenarios=3), draw(service(scenarios=3), 40, missing=0.3)),
}

UNPLACED = frozenset(
    {
        "one answer",
        "most missing",
        "importance nobody answered",
        "nothing answered",
        "weights of nothing",
        "one weight",
        "one person's",
        "one moment",
    }
)
"""Where fewer than two moments can be placed in quadrants; everything else that was asked has a result."""


def work_out(reading: Reading, question: str) -> Result:
    result = getattr(reading, question)
    assert isinstance(result, Result)
    return result


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("name", STRANGE)
def test_strange_answers_give_strict_rows_or_a_clear_word(name: str, question: str) -> None:
    study, columns = STRANGE[name]
    plain = read(study, columns)
    for reading in (plain, Reading(study, plain.answers, _counted=plain.tally.fold())):
        if (question == "needs" and not study.survey.asking("chosen")) or (question == "quadrants" and name in UNPLACED):
            with pytest.raises((NothingAsked, TooFewMoments)):
                work_out(reading, question)
            continue
        result = work_out(reading, question)
        json.dumps(result.as_dict(), allow_nan=False)
        for row in result.rows():
            check_row(row)
        assert str(result)


def check_row(row: Mapping[str, object]) -> None:
    """Intervals contain their value, probabilities are probabilities."""
    for name, number in walk_figures(row):  # type: ignore[arg-type]
        low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
        if isinstance(low, float) and isinstance(high, float) and not name.startswith("rank"):
            assert low <= high
        if name.startswith(("p_", "probability", "share", "low", "top")) and "_n" not in name and name != "top" and "needed" not in name:
            assert -1e-12 <= number <= 1 + 1e-12, name


@pytest.mark.parametrize(
    ("columns", "question", "measure"),
    [
        (("s1m1_performance", "s1_overall"), "importance", "importance"),
        (("s1m1_importance",), "experience", "performance"),
        (("s1m1_importance", "s1m2_importance"), "quadrants", "performance"),
        (("s1m1_performance", "s1m2_performance"), "quadrants", "importance"),
        (("s1m1_performance", "s1m2_performance"), "gaps", "expectation"),
        (("s1m1_importance", "s1m2_importance"), "needs", "chosen"),
    ],
)
def test_a_question_nobody_was_asked_says_which_kind_it_needs(columns: tuple[str, ...], question: str, measure: str) -> None:
    drawn = draw(STUDY, 30)
    reading = read(STUDY, {key: drawn[key] for key in columns})
    with pytest.raises(NothingAsked, match=f"measure: {measure}") as caught:
        work_out(reading, question)
    assert "数据中没有" in caught.value.say("zh")


def test_nobody_left_is_said_and_not_counted() -> None:
    reading = read(STUDY, draw(STUDY, 0))
    for question in QUESTIONS:
        with pytest.raises(NoAnswers, match="0 were read"):
            work_out(reading, question)


def test_moments_nobody_was_asked_about_are_not_there() -> None:
    drawn = draw(STUDY, 30)
    without = {key: cells for key, cells in drawn.items() if not key.startswith("s1m2_")}
    reading = read(STUDY, without)
    assert [line.moment.key for line in reading.importance.lines] == ["s1m1", "s1m3", "s1m4"]
    assert [line.place for line in reading.experience.lines] == [1, 3, 4]
    assert "s1m2_importance" in reading.importance.base.absent


def test_one_answer_is_too_few_and_says_how_many_would_do() -> None:
    line = read(STUDY, draw(STUDY, 1)).importance.lines[0]
    assert line.mean == TooFew(1, 2, "mean-t")
    assert (line.p_top, line.p_above, line.above, line.above_proved) == (0.0, 0.0, False, False)


def test_equal_moments_share_every_place_and_none_is_a_peak() -> None:
    """The mean of seven times five thirds comes out a trifle below five thirds: that must lift none of them above the mean."""
    assert sum([5 / 3] * 7) / 7 < 5 / 3
    study = service(moments=7, end=False)
    reading = read(study, {f"s1m{at}_importance": [1, 2, 2] * 20 for at in range(1, 8)})
    assert {(line.rank, line.p_above, line.above) for line in reading.importance.lines} == {(1, 0.0, False)}
    assert {round(line.p_top, 9) for line in reading.importance.lines} == {round(3 / 7, 9)}
    assert {len(line.tied) for line in reading.importance.lines} == {6}
    assert reading.peaks.scenarios[0].peaks == ()
    assert {mark.probability for mark in reading.peaks.scenarios[0].marks} == {0.0}


def test_a_scale_is_kept_to() -> None:
    study = service(moments=2, measures=("importance",))
    reading = read(study, {"s1m1_importance": [5, 6, 0, -1003, None, 3], "s1m2_importance": [4] * 6})
    line = reading.importance.lines[0]
    assert line.mean.n == 2
    assert line.missing == {"not_experienced": 1, "skipped": 1, "off_scale": 2}
    assert FIVE.low == 1
