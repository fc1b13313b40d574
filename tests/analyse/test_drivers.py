"""Are shares, verdicts and warnings of drivers what the answers carry, and no more?"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.analyse.served import draw, read, service, with_survey

from peakend.analyse.drivers import OutcomeDrivers, judge_ranking
from peakend.analyse.lmg import MOST, sample_shares, split_shares
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, is_known
from peakend.analyse.splitting import draw_noise, draw_shares
from peakend.define.answers import REASONS
from peakend.define.study import Study
from peakend.define.survey import Question, Scale, Survey
from peakend.errors import NothingAsked, TooFewComplete, TooFewDrivers, TooManyDrivers
from peakend.listen.draft import draft_study
from peakend.listen.look import look_at
from peakend.listen.sheet import import_sheet

TEN = Scale(1, 10)
STUDY = service(moments=4, measures=("performance",), scale=TEN)
KEYS = [f"s1m{at}_performance" for at in range(1, 5)]
Real = Callable[[str], Path]


def answers(weights: list[float], count: int = 600, common: float = 0.5, noise: float = 1.0, seed: int = 3) -> dict[str, list[Any]]:
    """Ratings with something in common, and a judgement that is their weighted sum with noise."""
    random = np.random.default_rng(seed)
    person = random.standard_normal((count, 1))
    rated = common * person + np.sqrt(1 - common**2) * random.standard_normal((count, len(weights)))
    overall = rated @ np.array(weights) + noise * random.standard_normal(count)
    columns = {key: whole(rated[:, at]) for at, key in enumerate(KEYS[: len(weights)])}
    return columns | {"s1_overall": whole(overall / overall.std()), "recommend": [max(one, 0) for one in whole(overall, 5.0)]}


def whole(values: NDArray[np.float64], middle: float = 6.0) -> list[int]:
    found: list[int] = np.clip(np.rint(middle + 1.6 * values), 1, 10).astype(int).tolist()
    return found


def part_of(columns: dict[str, list[Any]], study: Study = STUDY, **options: Any) -> OutcomeDrivers:  # noqa: ANN401
    return read(study, columns, **options).drivers.of("overall")[0]


def share_of(part: OutcomeDrivers, moment: str) -> Estimate:
    line = part.line(moment)
    assert line is not None
    assert is_known(line.share)
    return line.share


def test_shares_add_up_to_what_all_drivers_explain() -> None:
    part = part_of(answers([0.8, 0.4, 0.2, 0.0]))
    assert is_known(part.r2)
    shares = [share_of(part, line.moment.key).value for line in part.lines]
    assert sum(shares) == pytest.approx(part.r2.value, rel=1e-9)
    assert sum(line.of_explained.value for line in part.lines if is_known(line.of_explained)) == pytest.approx(1.0)
    assert [line.rank for line in part.lines] == [1, 2, 3, 4]


def test_a_clear_order_is_found_and_proved() -> None:
    part = part_of(answers([1.2, 0.6, 0.25, 0.0], 2000, common=0.0))
    assert [line.moment.key for line in part.lines] == ["s1m1", "s1m2", "s1m3", "s1m4"]
    assert part.support == "full"
    assert [(line.rank_low, line.rank_high) for line in part.lines] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert part.lines[0].p_first > 0.99
    assert [line.above_noise for line in part.lines] == [True, True, True, False]


def test_drivers_that_are_alike_have_no_ranking() -> None:
    part = part_of(answers([0.5, 0.5, 0.5, 0.5], 200))
    assert part.support == "none"
    assert all(line.rank_low == 1 for line in part.lines)


def test_shares_that_differ_where_slopes_do_not_are_no_ranking() -> None:
    draws = np.random.default_rng(1).normal([0.5, 0.3], 0.01, (500, 2))
    proved = np.array([[False, True], [False, False]])
    assert judge_ranking(draws, proved, alike=True) == "none"
    assert judge_ranking(draws, proved, alike=False) == "full"


def test_a_negative_coefficient_is_flagged_though_its_share_is_not() -> None:
    part = part_of(answers([1.0, -0.6, 0.3, 0.0], 1500))
    flagged = {line.moment.key: line.negative for line in part.lines}
    assert flagged == {"s1m1": False, "s1m2": True, "s1m3": False, "s1m4": False}
    assert share_of(part, "s1m2").value > 0


def test_copies_share_equally_and_are_named() -> None:
    columns = answers([0.8, 0.4, 0.2, 0.0])
    columns[KEYS[3]] = columns[KEYS[0]]
    part = part_of(columns)
    assert part.aliased == ("s1m1", "s1m4")
    assert share_of(part, "s1m1").value == pytest.approx(share_of(part, "s1m4").value)
    assert {(line.moment.key, line.beta is None, line.vif is None) for line in part.lines if line.moment.key in part.aliased} == {
        ("s1m1", True, True),
        ("s1m4", True, True),
    }
    assert part.condition is None


def test_drivers_that_move_together_are_named_with_their_correlation() -> None:
    part = part_of(answers([0.5, 0.5, 0.5, 0.5], 800, common=0.97))
    assert len(part.together) == 6
    assert all(pair.r > 0.8 for pair in part.together)
    assert all(len(line.together) == 3 for line in part.lines)


def test_a_driver_that_does_not_vary_is_left_out_and_named() -> None:
    part = part_of(answers([0.8, 0.4, 0.2, 0.0]) | {KEYS[1]: [5] * 600})
    assert part.constant == ("s1m2",)
    assert [line.moment.key for line in part.lines] != []
    assert part.line("s1m2") is None


def test_a_driver_on_which_hardly_anybody_differs_spoils_no_ranking() -> None:
    columns = answers([1.2, 0.5, 0.2, 0.0], 1500, common=0.0) | {KEYS[3]: [5] * 1498 + [6, 6]}
    part = part_of(columns)
    assert part.lines[0].rank_high == 1
    assert part.support != "none"


def test_a_constant_stays_one_whatever_the_weights() -> None:
    columns = answers([1.2, 0.5, 0.2, 0.0], 600) | {KEYS[3]: [7] * 600}
    weights = np.random.default_rng(4).uniform(0.1, 3.0, 600).tolist()
    assert part_of(columns | {"_weight": weights}).constant == ("s1m4",)


def test_too_few_complete_answers_are_refused_with_the_number_of_pairs() -> None:
    columns = answers([0.8, 0.4, 0.2, 0.0], 80)
    for at, key in enumerate(KEYS):
        columns[key] = [None if row % 4 == at else one for row, one in enumerate(columns[key])]
    with pytest.raises(TooFewComplete) as caught:
        read(STUDY, columns).drivers  # noqa: B018 - a property that refuses
    assert (caught.value.blanks["found"], caught.value.blanks["needed"], caught.value.blanks["pairwise"]) == (0, 40, 40)
    assert "40" in caught.value.say("zh")


def test_without_two_ratings_or_a_judgement_there_is_nothing_to_explain() -> None:
    one = service(moments=1, measures=("performance",))
    with pytest.raises(TooFewDrivers):
        read(one, draw(one, 50)).drivers  # noqa: B018
    stated = service(moments=3, measures=("importance",))
    with pytest.raises(NothingAsked, match="drivers"):
        read(stated, draw(stated, 50)).drivers  # noqa: B018
    unjudged = with_survey(STUDY, Survey(tuple(one for one in STUDY.survey.questions if one.measure == "performance")))
    with pytest.raises(NothingAsked, match="overall"):
        read(unjudged, draw(unjudged, 50)).drivers  # noqa: B018


def test_missing_answers_are_met_in_other_ways_too_each_with_its_n() -> None:
    columns, random = answers([0.8, 0.4, 0.2, 0.0], 900), np.random.default_rng(5)
    for key in KEYS:
        columns[key] = [None if gone else one for gone, one in zip(random.random(900) < 0.1, columns[key], strict=True)]
    away = REASONS["not_experienced"]
    columns[KEYS[0]] = [away if row % 25 == 0 else one for row, one in enumerate(columns[KEYS[0]])]
    part = part_of(columns)
    assert {view.kind: view.n for view in part.views} == {"pairwise": part.pairwise, "likely": 900, "indicator": 900}
    assert part.n < part.pairwise < 900
    assert part.not_experienced == 36
    for view in part.views:
        assert all(abs(share - share_of(part, moment).value) < 0.05 for moment, share in view.shares.items())
    whole_part = part_of(answers([0.8, 0.4, 0.2, 0.0]))
    assert whole_part.views == ()


def test_weights_count_as_so_many_answers() -> None:
    columns = answers([0.8, 0.4, 0.2, 0.0], 300)
    twice = {key: cells + cells[:100] for key, cells in columns.items()}
    heavy = part_of(columns | {"_weight": [2.0] * 100 + [1.0] * 200})
    for line in part_of(twice).lines:
        assert share_of(heavy, line.moment.key).value == pytest.approx(share_of(part_of(twice), line.moment.key).value, rel=1e-9)
    assert heavy.n == 300


def test_blocks_give_the_same_shares_and_much_the_same_intervals() -> None:
    columns = answers([0.8, 0.4, 0.2, 0.0], 4000)
    reading = read(STUDY, columns)
    folded = replace(reading, _counted=reading.tally.fold())
    one, two = reading.drivers.of("overall")[0], folded.drivers.of("overall")[0]
    for line in one.lines:
        rows, blocks = share_of(one, line.moment.key), share_of(two, line.moment.key)
        assert blocks.value == pytest.approx(rows.value, rel=1e-12)
        assert blocks.half == pytest.approx(rows.half, rel=0.25)
    assert {view.kind for view in two.views} <= {"pairwise"}


def test_every_judgement_is_a_part_of_its_own() -> None:
    more = Question("stay", "loyalty", scale=Scale(1, 5))
    study = with_survey(STUDY, Survey((*STUDY.survey.questions, more)))
    columns = answers([0.8, 0.4, 0.2, 0.0])
    found = read(study, columns | {"stay": [1 + one // 3 for one in columns["s1_overall"]]}).drivers
    assert [part.outcome.measure for part in found.parts] == ["overall", "nps", "loyalty"]
    assert len(found.rows()) == 12
    assert {row["support"] for row in found.rows()} <= {"full", "part", "none"}


def table(drivers: int) -> NDArray[np.float64]:
    """Correlations of drivers that go with each other and, more and more, with the outcome."""
    loading = np.linspace(0.3, 0.8, drivers + 1)
    found: NDArray[np.float64] = np.outer(loading, loading)
    np.fill_diagonal(found, 1.0)
    return found


def test_noise_gets_a_share_that_shrinks_with_the_answers() -> None:
    small, large = draw_noise(table(4), 100, 100), draw_noise(table(4), 10_000, 10_000)
    assert small.value == pytest.approx(100 * large.value, rel=0.3)
    assert 0 < small.value < small.high < 0.1


def test_resamples_of_many_drivers_follow_the_exact_ones() -> None:
    random = np.random.default_rng(2)
    now = table(6)
    rows = random.multivariate_normal(np.zeros(7), now, (40, 300))
    tables = np.stack([np.corrcoef(one, rowvar=False) for one in rows])
    exact, shares = draw_shares(tables, now, split_shares(now)), split_shares(now)
    every = sample_shares(np.concatenate([now[None], tables]), 200)[0]
    near = shares + every[1:] - every[0]
    assert float(np.abs(near - exact).max()) < 0.01


def test_orders_at_random_know_copies_too() -> None:
    known = np.insert(np.insert(table(4), 0, table(4)[0], axis=0), 0, 0.0, axis=1)
    known[:, 0] = known[:, 1]
    known[0, 0] = 1.0
    shares, _ = sample_shares(known, 600)
    assert shares.sum() == pytest.approx(split_shares(known).sum(), rel=1e-9)
    assert shares == pytest.approx(split_shares(known), abs=0.01)


def test_more_drivers_than_can_be_split_are_refused() -> None:
    with pytest.raises(TooManyDrivers) as caught:
        split_shares(table(MOST + 1))
    assert caught.value.blanks == {"found": 26, "most": 25}


def test_depth_first_gives_what_one_tree_gives() -> None:
    one = split_shares(table(18))
    assert one.sum() == pytest.approx(float(1 - np.linalg.det(table(18)) / np.linalg.det(table(18)[:-1, :-1])), rel=1e-9)
    assert (np.diff(one) > 0).all()


def test_one_table_and_a_thousand_are_split_alike() -> None:
    assert split_shares(np.repeat(table(7)[None], 1_000, axis=0)) == pytest.approx(np.tile(split_shares(table(7)), (1_000, 1)), rel=1e-12)


def read_real(path: Path) -> Reading:
    study, _ = draft_study(look_at(path))
    return Reading(study, import_sheet(path, study).answers())


@pytest.mark.real
def test_the_lounges_have_seven_slopes_alike_and_no_ranking(real: Real) -> None:
    part = read_real(real("skytrax/lounge.csv.gz")).drivers.of("overall")[0]
    assert (part.n, len(part.lines), part.support, part.slopes_alike) == (1_994, 7, "none", True)
    assert all(0.125 < line.slope < 0.18 for line in part.lines)
    assert part.not_experienced == 326
    assert {view.kind for view in part.views} == {"pairwise", "likely", "indicator"}


@pytest.mark.real
def test_the_telecom_ratings_correlate_about_point_nine_and_that_is_found(real: Real) -> None:
    part = read_real(real("zh_telecom_voice/附件1语音业务用户满意度数据.xlsx")).drivers.of("overall")[0]
    assert (part.n, len(part.together)) == (5_433, 3)
    assert {round(pair.r, 1) for pair in part.together} == {0.9}
    assert all(line.vif is not None and line.vif > 6 for line in part.lines)
    assert part.views == ()
