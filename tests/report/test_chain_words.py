"""What reports say of the chain and of reliability: nothing without its interval, warnings first named, both languages, every picture."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from tests.analyse.chained import answers, plan_chain, read, turn

from peakend.analyse.reading import Reading
from peakend.define.plan import ChainPlan
from peakend.report.chapters import CHAPTERS
from peakend.report.words import findings, headline, method_note
from peakend.text import LANGUAGES


def told(reading: Reading, question: str) -> Sequence[str]:
    result = getattr(reading, question)
    return [one.say("en") for one in (headline(result), *findings(result), method_note(result))]


@pytest.fixture(scope="module")
def plain() -> Reading:
    return read()


def confuse() -> list[dict[str, Any]]:
    """Value answered like satisfaction."""
    random = np.random.default_rng(3)
    return [{**row, **{f"val{n}": int(np.clip(row[f"sat{n}"] + random.integers(-1, 2), 1, 10)) for n in (1, 2)}} for row in answers()]


@pytest.mark.parametrize("question", ["chain", "reliability"])
def test_everything_is_said_in_both_languages_and_drawn(plain: Reading, question: str) -> None:
    result = getattr(plain, question)
    for one in (headline(result), *findings(result), method_note(result)):
        assert one.missing() == ()
    drawings = [CHAPTERS[question].draw(result, plain.study, language) for language in LANGUAGES]
    assert [len(several) for several in drawings] == [3, 3] if question == "chain" else [1, 1]
    for drawing in (one for several in drawings for one in several):
        assert all(drawing.place.holds(shape.place, 2.0) for shape in drawing.shapes)
        assert drawing.description


def test_the_headline_counts_proved_arrows_and_names_what_cannot_be_ranked(plain: Reading) -> None:
    said = headline(plain.chain)
    assert "seven of seven arrows are proved" in said.en
    assert '"IMG"' in said.en
    assert "n = 220" in said.zh


def test_constructs_that_cannot_be_told_apart_are_in_the_headline_and_by_name_below() -> None:
    reading = read(told=confuse())
    said = told(reading, "chain")
    assert "cannot be told apart" in said[0]
    assert any("VAL and SAT" in one and "HTMT above 0.90" in one for one in said[1:])


def test_a_reversed_question_is_named_by_chain_and_reliability() -> None:
    reading = read(told=turn(answers(), "sat2"))
    for question in ("chain", "reliability"):
        assert any("scale is reversed" in one for one in told(reading, question))


def test_a_suggested_chain_says_that_nobody_planned_it(plain: Reading) -> None:
    assert any("plans no chain" in one for one in told(read(ChainPlan()), "chain"))
    assert not any("plans no chain" in one for one in told(plain, "chain"))


def test_a_single_question_and_missing_answers_are_said() -> None:
    some = [{**row, "loy2": None if number % 10 == 0 else row["loy2"]} for number, row in enumerate(answers())]
    said = told(read(plan_chain(val=("val1",)), some), "chain")
    assert any("One question stands for" in one for one in said)
    assert any("22 who left a question" in one for one in said)
    assert any("people) no arrow changes" in one for one in said)


def test_groups_that_are_confirmed_are_counted_and_too_few_answers_said(plain: Reading) -> None:
    assert "Three of five groups" in told(plain, "reliability")[0]
    assert "Too few" in told(read(told=answers()[:9]), "reliability")[0]
    assert CHAPTERS["reliability"].draw(read(told=answers()[:9]).reliability, plain.study, "en") == ()
