"""House of Quality, cascade, pairwise weights and entropy against matrix algebra in R, checked there again with NumPy."""

import pytest
from tests.numbers.golden import cases, near

from peakend.design.cascade import pass_weights
from peakend.design.pairwise import weigh_pairs
from peakend.design.priority import weigh_ratings
from peakend.design.quality import Quality, build_house, weigh_house
from peakend.design.ranking import gather_raters, rank_cascade, take_importance

CASES = cases("qfd")


@pytest.fixture(scope="module")
def quality() -> Quality:
    given = CASES["house-of-quality"]["input"]
    return weigh_house(
        build_house(
            given["importance"],
            given["relationship"],
            current=given["current"],
            target=given["target"],
            sales_point=given["sales_point"],
            roof=given["roof"],
            classes=given["kano"],
        )
    )


def test_every_case_of_the_file_is_reproduced() -> None:
    assert set(CASES) == {"house-of-quality", "cascade-3-phases", "ahp", "entropy-competitive-priority"}


def test_weights_and_technical_importance_are_those_of_the_reference(quality: Quality) -> None:
    case = CASES["house-of-quality"]
    assert quality.wasserman is not None
    assert quality.adjusted is not None
    found = {
        "improvement_ratio": quality.planning.ratio.tolist(),
        "absolute_weight": quality.planning.absolute.tolist(),
        "relative_weight": quality.planning.weights.tolist(),
        "technical_importance_raw": quality.raw.tolist(),
        "technical_importance": quality.planning.rated.tolist(),
        "technical_relative": quality.planning.shares.tolist(),
        "lyman_technical_relative": quality.lyman.tolist(),
        "wasserman_technical_relative": quality.wasserman.tolist(),
        "kano_adjusted": {
            "adjusted_ratio": quality.adjusted.ratio.tolist(),
            "relative_weight": quality.adjusted.weights.tolist(),
            "technical_relative": quality.adjusted.shares.tolist(),
        },
    }
    assert near(case, found, case["expected"])


def test_weights_through_the_cascade_are_those_of_the_reference(quality: Quality) -> None:
    case = CASES["cascade-3-phases"]
    given = case["input"]
    second, third = pass_weights(given["phase1_weights"], [given["relationship_2"], given["relationship_3"]])
    assert near(case, {"phase2": second.weights.tolist(), "phase3": third.weights.tolist()}, case["expected"])
    assert near(case, quality.planning.shares.tolist(), given["phase1_weights"])


def test_draws_without_spread_give_the_reference_in_every_house() -> None:
    house, case = CASES["house-of-quality"]["input"], CASES["cascade-3-phases"]
    given = case["input"]
    factor = [t / c * s for t, c, s in zip(house["target"], house["current"], house["sales_point"], strict=True)]
    voices = take_importance(house["importance"], [house["importance"]] * 20, 100)
    houses = [gather_raters([each, each]) for each in (house["relationship"], given["relationship_2"], given["relationship_3"])]
    first, second, third = rank_cascade(voices, houses, factor=factor)
    assert near(case, [place.share.value for place in first.lines], given["phase1_weights"])
    assert near(case, [place.share.value for place in second.lines], case["expected"]["phase2"])
    assert near(case, [place.share.low for place in third.lines], case["expected"]["phase3"])


def test_pairwise_weights_and_consistency_are_those_of_the_reference() -> None:
    case = CASES["ahp"]
    judged = weigh_pairs(case["input"]["pairwise"])
    found = {
        "weights": judged.weights.tolist(),
        "lambda_max": judged.largest,
        "ci": judged.index,
        "cr": judged.ratio,
        "geometric_mean_weights": judged.geometric.tolist(),
    }
    assert near(case, found, case["expected"])


def test_entropy_weights_of_both_conventions_are_those_of_the_reference() -> None:
    case = CASES["entropy-competitive-priority"]
    found = weigh_ratings(case["input"]["ratings"])
    assert found.apart is not None
    told = {"entropy": found.entropy.tolist(), "divergence_weights": found.apart.tolist(), "chan_wu_entropy_weights": found.alike.tolist()}
    assert near(case, told, case["expected"])
