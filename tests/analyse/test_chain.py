"""Laws of the chain: right numbers on the whole road, refusals with names, honesty about what cannot be told apart."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from tests.analyse.chained import BLOCKS, answers, plan_chain, read, turn
from tests.numbers.golden import cases, near

from peakend.analyse.chain import Chain
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Figure, is_known, walk_figures
from peakend.define.plan import ChainPlan
from peakend.errors import (
    ChainCircle,
    ChainNotPlanned,
    ChainTooFew,
    ConstructAlone,
    ConstructUnasked,
    PlanKeyUnknown,
    QuestionFlat,
    QuestionShared,
)

CASES = cases("pls_ecsi")


@pytest.fixture(scope="module")
def chain() -> Chain:
    return read().chain


def known(figure: Figure | None) -> Estimate:
    assert is_known(figure)
    return figure


@pytest.mark.parametrize(("name", "modes"), [("model-2", {}), ("model-2-modeB-image", {"img": "B"})])
def test_a_reading_gives_the_paths_weights_and_indices_of_the_reference(name: str, modes: Any) -> None:  # noqa: ANN401
    found, case = read(plan_chain(modes=modes)).chain, CASES[name]
    expected = case["expected"]["path_weighting"]
    for effect, causes in expected["paths"].items():
        lines = {line.cause: known(line.direct).value for line in found.arrows if line.effect == effect.lower()}
        assert near(case, lines, {cause.lower(): value for cause, value in causes.items()})
    for effect, causes in expected["total_effects"].items():
        totals = {line.cause: line.total.value for line in found.effects if line.effect == effect.lower() and is_known(line.total)}
        assert near(case, totals, {cause.lower(): value for cause, value in causes.items()})
    weights = {line.question.key: known(line.weight).value for one in found.constructs for line in one.questions}
    assert near(case, weights, {key.lower(): value for block in expected["outer_weights"].values() for key, value in block.items()})
    indices = case["expected"]["index_0_100"]
    if indices is not None:
        assert near(
            case, {one.key: known(one.index).value for one in found.constructs}, {key.lower(): value for key, value in indices.items()}
        )


def test_direct_and_indirect_make_the_total(chain: Chain) -> None:
    for line in chain.effects:
        parts = [figure.value for figure in (line.direct, line.indirect) if is_known(figure)]
        assert parts
        assert sum(parts) == pytest.approx(known(line.total).value, abs=1e-12)


def test_every_interval_holds_its_number(chain: Chain) -> None:
    figures = [figure for line in chain.effects for figure in (line.direct, line.total) if figure is not None]
    assert all(known(figure).low <= known(figure).value <= known(figure).high for figure in figures)


def test_the_chain_is_for_what_was_asked_about_loyalty_and_effects_on_it_come_strongest_first(chain: Chain) -> None:
    assert chain.target == "loy"
    strengths = [abs(known(line.total).value) for line in chain.on_target()]
    assert all(one >= two for one, two in pairwise(strengths))
    assert len(strengths) == 4


def test_a_question_whose_scale_runs_the_other_way_has_a_loading_below_zero_and_changes_nothing_else(chain: Chain) -> None:
    turned = read(told=turn(answers(), "qua3")).chain
    lines = {line.question.key: known(line.loading).value for one in turned.constructs for line in one.questions}
    assert [key for key, value in lines.items() if value < 0] == ["qua3"]
    for line, other in zip(chain.arrows, turned.arrows, strict=True):
        assert known(line.direct).value == pytest.approx(known(other.direct).value, abs=1e-9)


def test_signs_are_turned_alike_in_every_resample(chain: Chain) -> None:
    strong = [known(line.loading) for one in chain.constructs for line in one.questions]
    assert all(figure.low > 0 for figure in strong)
    assert chain.failed == 0


def test_the_same_numbers_come_from_blocks(chain: Chain) -> None:
    first = read()
    folded = Reading(first.study, first.answers, _counted=first.tally.fold()).chain
    for line, other in zip(chain.effects, folded.effects, strict=True):
        assert known(line.total).value == pytest.approx(known(other.total).value, abs=1e-12)
        assert known(line.total).half == pytest.approx(known(other.total).half, rel=0.25)
    assert folded.base.by_block


def test_a_weight_of_two_is_a_person_twice() -> None:
    told = answers()
    twice = [row for number, row in enumerate(told) for _ in range(1 + number % 2)]
    weighted = read(told=[{**row, "_weight": 1.0 + number % 2} for number, row in enumerate(told)]).chain
    repeated = read(told=twice).chain
    assert weighted.base.weighting is not None
    for line, other in zip(weighted.arrows, repeated.arrows, strict=True):
        assert known(line.direct).value == pytest.approx(known(other.direct).value, abs=1e-9)


def test_who_left_one_question_out_is_left_out_and_pairs_say_whether_that_matters() -> None:
    told = [{**row, "loy2": None if number % 10 == 0 else row["loy2"]} for number, row in enumerate(answers())]
    found = read(told=told).chain
    assert (found.people, found.base.n) == (198, 220)
    assert found.base.missing == {"skipped": 22}
    assert found.pairwise is not None
    assert (found.pairwise.least, found.pairwise.most, found.pairwise.sound) == (198, 220, True)
    assert 0 < found.pairwise.apart < 0.1
    assert read().chain.pairwise is None


def test_constructs_that_share_their_questions_meaning_are_not_told_apart() -> None:
    random = np.random.default_rng(3)
    told = [{**row, **{f"val{n}": int(np.clip(row[f"sat{n}"] + random.integers(-1, 2), 1, 10)) for n in (1, 2)}} for row in answers()]
    verdicts = {(line.one, line.other): line.verdict for line in read(told=told).chain.pairs}
    assert verdicts["val", "sat"] == "same"
    assert verdicts["img", "loy"] == "apart"


def test_a_question_without_a_column_is_left_out_and_named() -> None:
    told = [{key: value for key, value in row.items() if key != "qua2"} for row in answers()]
    found = read(told=told).chain
    assert found.construct("qua").absent == ("qua2",)
    assert [line.question.key for line in found.construct("qua").questions] == ["qua1", "qua3", "qua4", "qua5"]


def test_one_question_measures_itself_and_has_no_reliability() -> None:
    found = read(plan_chain(val=("val1",))).chain.construct("val")
    assert (found.alpha, found.composite, found.rho, found.extracted, found.distinct) == (None, None, None, None, None)
    assert known(found.questions[0].loading).value == pytest.approx(1)


def test_a_circle_is_refused_with_its_road() -> None:
    with pytest.raises(ChainCircle) as fault:
        _ = read(plan_chain((("img", "qua"), ("qua", "val"), ("val", "sat"), ("sat", "qua"), ("sat", "loy")))).chain
    assert {"qua", "val", "sat"} <= set(str(fault.value.blanks["road"]).split(" → "))


def test_questions_and_constructs_that_are_not_there_are_refused_by_name() -> None:
    with pytest.raises(PlanKeyUnknown, match="sat9"):
        _ = read(plan_chain(sat=("sat1", "sat9"))).chain
    with pytest.raises(PlanKeyUnknown, match="price"):
        _ = read(plan_chain((*plan_arrows(), ("price", "sat")))).chain


def test_a_question_of_two_constructs_a_construct_alone_and_one_without_columns_are_refused() -> None:
    with pytest.raises(QuestionShared, match="qua1"):
        _ = read(plan_chain(val=("val1", "qua1"))).chain
    with pytest.raises(ConstructAlone, match="val"):
        _ = read(plan_chain(tuple(arrow for arrow in plan_arrows() if "val" not in arrow))).chain
    told = [{key: value for key, value in row.items() if not key.startswith("val")} for row in answers()]
    with pytest.raises(ConstructUnasked, match="val1"):
        _ = read(told=told).chain


def test_too_few_people_and_answers_that_do_not_vary_are_refused() -> None:
    with pytest.raises(ChainTooFew, match="29"):
        _ = read(told=answers()[:29]).chain
    with pytest.raises(QuestionFlat, match="loy3"):
        _ = read(told=[{**row, "loy3": 7} for row in answers()]).chain


def test_without_a_plan_the_measures_of_questions_suggest_the_chain() -> None:
    found = read(ChainPlan()).chain
    assert not found.planned
    assert [(line.cause, line.effect) for line in found.arrows] == [("quality", "satisfaction"), ("satisfaction", "loyalty")]
    assert [len(one.questions) for one in found.constructs] == [11, 3, 3]


def test_a_study_that_suggests_no_chain_is_told_what_it_takes() -> None:
    told = [{key: value for key, value in row.items() if key.startswith("img")} for row in answers()]
    with pytest.raises(ChainNotPlanned):
        _ = read(ChainPlan(), told).chain


def test_every_part_is_a_row(chain: Chain) -> None:
    parts = [row["part"] for row in chain.rows()]
    counted = {part: parts.count(part) for part in set(parts)}
    assert counted == {"arrow": 7, "way": 3, "construct": 5, "question": sum(BLOCKS.values()), "pair": 10}


def plan_arrows() -> tuple[tuple[str, str], ...]:
    return tuple((arrow.cause, arrow.effect) for arrow in plan_chain().influences)


def test_answers_that_are_all_the_same_in_a_row_give_one_construct_under_five_names_and_nothing_infinite() -> None:
    random = np.random.default_rng(0)
    told = [dict.fromkeys(answers()[0], value) for value in random.integers(1, 11, 120).tolist()]
    found = read(told=told).chain
    assert {line.verdict for line in found.pairs} == {"same"}
    numbers = [number for row in found.rows() for _, number in walk_figures(row)]
    assert np.isfinite(numbers).all()


def test_answers_at_random_prove_nothing() -> None:
    random = np.random.default_rng(5)
    told = [{key: int(random.integers(1, 11)) for key in answers()[0]} for _ in range(220)]
    found = read(told=told).chain
    assert sum(line.proved for line in found.arrows) <= 1
