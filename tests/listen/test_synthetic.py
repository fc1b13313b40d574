import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from peakend.define.answers import BLOCK, REASONS, RESPONDENT
from peakend.define.study import Moment, Scenario, Stage, Study
from peakend.define.survey import Attribute, Question, Scale, Survey
from peakend.define.template import open_template
from peakend.errors import TargetsDoNotFit
from peakend.listen.synthetic import Targets, draw_answers, reach_mean
from peakend.listen.telecom_targets import TELECOM_VIP
from peakend.text import Text

FIVE = Scale(1, 5)
Codes = NDArray[np.int16]


def small() -> Study:
    """Two scenarios of three moments; importance and performance of each, an overall, an NPS, a tier."""
    scenarios = tuple(
        Scenario(
            key,
            Text(key, key),
            tuple(Moment(f"{key}_{part}", Text(part, part), "end" if part == "end" else "use") for part in ("call", "fix", "end")),
        )
        for key in ("home", "shop")
    )
    asked = [
        Question(f"{moment.key}_{measure}", measure, moment.key, scale=FIVE)
        for one in scenarios
        for moment in one.moments
        for measure in ("importance", "performance")
    ]
    whole = (Question("overall", "overall", scale=FIVE), Question("nps", "nps", scale=Scale(0, 10)))
    tiers = Attribute("tier", values=(("gold", Text("金", "Gold")), ("plain", Text("普通", "Plain"))))
    stages = (Stage("use", Text("用", "Use")), Stage("end", Text("终", "End"), ends=True))
    return Study(
        "small", Text("小", "Small"), synthetic=True, stages=stages, scenarios=scenarios, survey=Survey((*asked, *whole), (tiers,))
    )


TARGETS = Targets(
    importance={"home_call": 4.4, "home_fix": 4.8, "shop_end": 3.1}, performance={"home_fix": 3.2}, experienced={"home_fix": 0.3}
)


@pytest.fixture(scope="module")
def drawn() -> pa.Table:
    return draw_answers(small(), 2_400, seed=7, targets=TARGETS)


def given(table: pa.Table, key: str) -> Codes:
    codes: Codes = table[key].to_numpy()
    return codes[codes > -1000]


@pytest.mark.parametrize(
    ("key", "mean"),
    [("home_call_importance", 4.4), ("home_fix_importance", 4.8), ("shop_end_importance", 3.1), ("home_fix_performance", 3.2)],
)
def test_sample_means_hit_their_targets(key: str, mean: float, drawn: pa.Table) -> None:
    assert abs(float(given(drawn, key).mean()) - mean) < 0.005


def test_everybody_lives_through_one_scenario_and_is_not_asked_about_the_other(drawn: pa.Table) -> None:
    home, shop = (drawn[f"{key}_call_importance"].to_numpy() == REASONS["not_asked"] for key in ("home", "shop"))
    assert np.array_equal(home, ~shop)
    assert abs(int(home.sum()) - 1_200) <= 1


def test_rare_moments_were_not_experienced_by_most(drawn: pa.Table) -> None:
    share = len(given(drawn, "home_fix_performance")) / 1_200
    assert 0.25 < share < 0.35
    assert int((drawn["home_fix_performance"].to_numpy() == REASONS["not_experienced"]).sum()) == 1_200 - len(
        given(drawn, "home_fix_performance")
    )


def test_a_person_has_a_way_with_the_scale_and_memory_follows_the_moments(drawn: pa.Table) -> None:
    shop = drawn["shop_call_performance"].to_numpy() > -1000
    call, end, overall, nps = (drawn[key].to_numpy()[shop] for key in ("shop_call_performance", "shop_end_performance", "overall", "nps"))
    correlations = np.corrcoef([call, end, overall, nps])
    assert correlations[0, 1] > 0.2
    assert correlations[1, 2] > 0.3
    assert correlations[2, 3] > 0.3


def test_the_same_seed_gives_the_same_answers_another_gives_others(drawn: pa.Table) -> None:
    assert drawn.equals(draw_answers(small(), 2_400, seed=7, targets=TARGETS))
    assert not drawn.equals(draw_answers(small(), 2_400, seed=8, targets=TARGETS))


def test_made_up_answers_say_so_and_have_the_shape_of_answers(drawn: pa.Table) -> None:
    assert drawn.schema.metadata[b"peakend.synthetic"] == b"true"
    assert drawn[RESPONDENT].null_count == 0
    assert set(drawn[BLOCK].to_pylist()) <= set(range(256))
    assert drawn["nps"].type == pa.int16()
    assert set(drawn["tier"].to_pylist()) == {"gold", "plain"}


def test_a_target_outside_the_scale_is_refused() -> None:
    with pytest.raises(TargetsDoNotFit):
        draw_answers(small(), 100, targets=Targets(importance={"home_call": 5.5}))
    with pytest.raises(TargetsDoNotFit):
        reach_mean(np.zeros(3), 0.5, 1, 5)


def test_nobody_gives_no_answers() -> None:
    assert draw_answers(small(), 0).num_rows == 0


@pytest.fixture(scope="module")
def telecom() -> tuple[Study, pa.Table]:
    study = open_template("telecom-vip")
    return study, draw_answers(study, 4_800, targets=TELECOM_VIP)


@pytest.mark.parametrize(("scenario", "mean"), [("visit", 4.45), ("phone", 4.21), ("hall", 4.00), ("event", 4.32)])
def test_the_demo_comes_out_at_the_published_means_and_peaks(scenario: str, mean: float, telecom: tuple[Study, pa.Table]) -> None:
    study, table = telecom
    importance = {
        one.key: float(given(table, study.survey.asking("importance", one.key)[0].key).mean()) for one in study.scenario(scenario).moments
    }
    assert abs(sum(importance.values()) / len(importance) - mean) < 0.02
    published = next(one for one in study.published if one.scenario == scenario)
    before = sorted((key for key in importance if not study.ends(key)), key=lambda key: -importance[key])
    assert set(before[: len(published.peaks)]) == set(published.peaks)
    assert all(importance[key] > mean for key in published.peaks)
    assert max((key for key in importance if study.ends(key)), key=lambda key: importance[key]) == published.ends[0]


def test_the_targets_name_moments_of_the_template(telecom: tuple[Study, pa.Table]) -> None:
    keys = {moment.key for moment in telecom[0].moments()}
    assert set(TELECOM_VIP.importance) == set(TELECOM_VIP.performance) == keys
    assert set(TELECOM_VIP.experienced) <= keys
