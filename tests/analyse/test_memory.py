"""Is the peak-end rule told from the average where one of them is true, refused where it cannot be tested, and the same from blocks?"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.analyse.served import Columns, read, service, with_survey
from tests.numbers.test_peak_end import sheet_rows

from peakend.analyse.memory import FEWEST, ScenarioMemory
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, is_known
from peakend.define.answers import REASONS
from peakend.define.plan import EpisodePlan, Plan
from peakend.define.study import Study
from peakend.define.survey import Scale
from peakend.errors import AveragedAnswers, NoEpisodes, NothingAsked, OrderUnknown

STUDY = service(moments=6)


def lived(rule: str, people: int = 400, seed: int = 3, *, skipped: float = 0.0) -> dict[str, list[Any]]:
    """People who judge the whole by their peak and end, or by their average; some moments not experienced."""
    random = np.random.default_rng(seed)
    ratings = np.clip(np.rint(3.3 + random.normal(0, 0.5, people)[:, None] + random.normal(0, 1.1, (people, 6))), 1, 5)
    met = random.random((people, 6)) >= skipped
    ratings = np.where(met, ratings, np.nan)
    wholes = []
    for row in ratings:
        own = row[~np.isnan(row)]
        if len(own) == 0:
            wholes.append(3.0)
            continue
        peak = own[len(own) - 1 - int(np.argmax(np.abs(own - 3)[::-1]))]
        wholes.append(0.5 * peak + 0.5 * own[-1] if rule == "peak_end" else float(own.mean()))
    judged = np.clip(np.rint(np.array(wholes) + random.normal(0, 0.4, people)), 1, 5).astype(int)
    columns: dict[str, list[Any]] = {
        f"s1m{at + 1}_performance": [None if np.isnan(one) else int(one) for one in ratings[:, at]] for at in range(6)
    }
    columns |= {f"s1m{at + 1}_importance": random.integers(1, 6, people).tolist() for at in range(6)}
    return columns | {"s1_overall": judged.tolist()}


def judged(columns: Columns, study: Study = STUDY) -> ScenarioMemory:
    return read(study, columns).memory.scenarios[0]


def estimate(figure: object) -> Estimate:
    assert isinstance(figure, Estimate)
    return figure


def test_who_judges_by_peak_and_end_is_found_to() -> None:
    found = judged(lived("peak_end"))
    assert (found.verdict, found.why) == ("peak_end", "apart")
    assert estimate(found.difference).low > 0.05
    assert found.best is not None
    assert found.best.key in {"peak_end", "mean_peak_end"}
    assert found.contest is not None
    assert found.contest.z > 3
    assert found.adds_peak_end is not None
    assert found.adds_peak_end < 1e-6


def test_who_judges_by_the_average_is_found_to() -> None:
    found = judged(lived("average"))
    assert (found.verdict, found.why) == ("average", "apart")
    assert estimate(found.difference).high < 0
    assert found.adds_mean is not None
    assert found.adds_mean < 1e-6


def test_few_people_cannot_tell() -> None:
    random = np.random.default_rng(8)
    columns = {f"s1m{at}_performance": random.integers(1, 6, 40).tolist() for at in range(1, 7)}
    found = judged({**columns, "s1_overall": random.integers(1, 6, 40).tolist()})
    assert (found.verdict, found.why) == ("cannot_tell", "wide")


def test_what_does_not_vary_cannot_be_told() -> None:
    found = judged({**lived("average"), "s1_overall": [4] * 400})
    assert (found.verdict, found.why, found.models) == ("cannot_tell", "constant", ())


def test_where_all_experienced_the_same_the_average_is_alike() -> None:
    """Ratings that hardly differ within a person: mean, peak and end say the same, and that is proved."""
    columns = lived("average", 600)
    first = columns["s1m1_performance"]
    same = {f"s1m{at}_performance": first for at in range(1, 6)}
    last = [min(5, value + 1) if place % 50 == 0 else value for place, value in enumerate(first)]
    whole = [max(1, value - 1) if place % 3 == 0 else value for place, value in enumerate(first)]
    found = judged({**columns, **same, "s1m6_performance": last, "s1_overall": whole})
    assert (found.verdict, found.why) == ("cannot_tell", "alike")


def test_only_what_was_experienced_makes_the_curve() -> None:
    """The end is the last moment somebody met; who met two has no episode; who did not judge the whole is counted apart."""
    columns: dict[str, list[Any]] = {f"s1m{at}_performance": [2, 4, 3] * 20 for at in range(1, 4)}
    columns |= {f"s1m{at}_performance": [None] * 60 for at in (4, 5)} | {"s1m6_performance": [None, 5, None] * 20}
    columns["s1m3_performance"] = [2, 4, None] * 20
    columns["s1_overall"] = [2, 4, 3] * 19 + [2, None, 3]
    found = judged(columns)
    assert (found.n, found.short, found.unjudged) == (39, 20, 1)
    ends = {line.moment.key: estimate(line.end).value for line in found.felt}
    assert ends == {"s1m1": 0, "s1m2": 0, "s1m3": 0.5, "s1m4": 0, "s1m5": 0, "s1m6": 0.5}


def test_of_several_equal_peaks_the_latest_is_remembered() -> None:
    found = judged({**{f"s1m{at}_performance": [5] * 40 for at in range(1, 6)}, "s1m6_performance": [4] * 40, "s1_overall": [4, 5] * 20})
    assert [estimate(line.peak).value for line in found.felt] == [0, 0, 0, 0, 1, 0]


def test_a_flat_curve_has_no_peak() -> None:
    """Somebody whose ratings are all equal felt no peak: shares of peaks are of the others, and there are none where nobody felt one."""
    flat = {f"s1m{at}_performance": [4] * 60 for at in range(1, 7)}
    found = judged({**flat, "s1_overall": [4, 5] * 30})
    assert found.flat == 60
    assert all(not is_known(line.peak) and not is_known(line.own_peak) for line in found.felt)
    some = judged({**flat, "s1m2_performance": [5] * 20 + [4] * 40, "s1_overall": [4, 5] * 30})
    assert some.flat == 40
    assert estimate(some.felt[1].peak).value == 1
    assert estimate(some.felt[1].peak).n == 20
    assert estimate(some.felt[5].end).value == 1


@pytest.mark.parametrize("skipped", [0.0, 0.3])
def test_blocks_say_what_rows_say(skipped: float) -> None:
    """Left out block by block instead of one by one, what is predicted stays the same to the second decimal, and so does the verdict."""
    reading = read(STUDY, lived("peak_end", 900, skipped=skipped))
    folded = Reading(STUDY, reading.answers, _counted=reading.tally.fold())
    one, other = reading.memory.scenarios[0], folded.memory.scenarios[0]
    assert (one.n, one.short, one.unjudged, one.verdict) == (other.n, other.short, other.unjudged, other.verdict)
    for line, again in zip(one.models, other.models, strict=True):
        assert line.key == again.key
        assert line.coefficients == pytest.approx(again.coefficients)
        assert estimate(line.predictive).value == pytest.approx(estimate(again.predictive).value, abs=0.003)
    assert (one.neglect is None) == (skipped == 0.0)


def test_a_weight_of_two_counts_like_two_people_but_not_in_n() -> None:
    columns = lived("peak_end", 200)
    twice = {name: [*values, *values] for name, values in columns.items()}
    weighted = judged({**columns, "_weight": [2.0] * 200})
    plain = judged(twice)
    assert (weighted.n, plain.n) == (200, 400)
    assert weighted.models[1].coefficients == pytest.approx(plain.models[1].coefficients)
    assert weighted.models[1].aic is None


def test_agreement_of_felt_and_stated_peaks_is_a_rank_correlation() -> None:
    columns = lived("peak_end")
    felt = [estimate(line.peak).value for line in judged(columns).felt]
    order = np.argsort(np.argsort(felt))
    said = {f"s1m{at + 1}_importance": [1 + int(place) % 5 if place < 5 else 5] * 400 for at, place in enumerate(order)}
    agreement = judged({**columns, **said}).agreement
    assert is_known(agreement)
    assert agreement.value > 0.9


def test_averages_over_people_are_refused() -> None:
    columns = {f"s1m{at}_performance": [3.25, 2.5, 4.75] * 20 for at in range(1, 7)} | {"s1_overall": [3.1, 2.2, 4] * 20}
    with pytest.raises(AveragedAnswers) as caught:
        _ = Reading(STUDY, pa.table(columns)).memory
    assert caught.value.blanks["why"] == "fractions"
    planned = replace(STUDY, plan=Plan(episodes=EpisodePlan(rows="averages")))
    with pytest.raises(AveragedAnswers, match="the study says"):
        _ = read(planned, lived("average")).memory


def test_a_few_fractions_are_mistakes_and_not_averages() -> None:
    columns = lived("peak_end")
    columns["s1m1_performance"] = [2.5, *columns["s1m1_performance"][1:]]
    assert Reading(STUDY, pa.table(columns)).memory.scenarios[0].verdict == "peak_end"


def test_without_an_order_nothing_is_the_end() -> None:
    with pytest.raises(OrderUnknown):
        _ = read(replace(STUDY, plan=Plan(episodes=EpisodePlan(order="unknown"))), lived("average")).memory


def test_an_order_that_nobody_stated_is_that_of_the_columns() -> None:
    """Without a stage that ends, and without a word in the study, no moment is the end; one word is enough."""
    endless = service(moments=6, end=False)
    with pytest.raises(OrderUnknown, match="columns") as caught:
        _ = read(endless, lived("peak_end")).memory
    assert caught.value.blanks["why"] == "unsaid"
    said = replace(endless, plan=Plan(episodes=EpisodePlan(order="known")))
    assert judged(lived("peak_end"), said).verdict == "peak_end"


def test_ratings_refused_at_import_are_suspected_to_be_averages() -> None:
    """Fractions of a file are kept as answers off the scale: what is left is not told to be too few people."""
    columns = {name: [REASONS["off_scale"]] * len(cells) if "importance" not in name else cells for name, cells in lived("average").items()}
    with pytest.raises(AveragedAnswers, match="averages over people are suspected") as caught:
        _ = read(STUDY, columns).memory
    assert "平均" in caught.value.say("zh")


def test_what_cannot_be_tested_says_what_would_be_needed() -> None:
    columns = lived("average")
    with pytest.raises(NothingAsked, match="overall"):
        _ = read(STUDY, {name: values for name, values in columns.items() if name != "s1_overall"}).memory
    with pytest.raises(NoEpisodes) as caught:
        _ = read(STUDY, {name: values[: FEWEST - 1] for name, values in columns.items()}).memory
    assert caught.value.blanks["found"] == FEWEST - 1
    two = {name: values for name, values in columns.items() if not name.startswith(("s1m3", "s1m4", "s1m5", "s1m6"))}
    with pytest.raises(NoEpisodes):
        _ = read(STUDY, two).memory


def test_moments_on_another_scale_are_left_out_of_the_curve() -> None:
    questions = tuple(replace(one, scale=Scale(1, 10)) if one.key == "s1m2_performance" else one for one in STUDY.survey.questions)
    found = judged(lived("peak_end"), with_survey(STUDY, replace(STUDY.survey, questions=questions)))
    assert found.unscaled == ("s1m2",)
    assert [line.moment.key for line in found.felt] == ["s1m1", "s1m3", "s1m4", "s1m5", "s1m6"]


@pytest.mark.real
def test_the_rule_is_refused_for_the_news_videos(real: Callable[[str], Path]) -> None:
    """126 curves averaged over raters: peaks and ends can be found in them, but nobody's memory can."""
    study = service(moments=6, measures=("performance",), scale=Scale(1, 9))
    rows = sheet_rows(real("peakend_news_videos/Video_Continuous_Valence_Data.xlsx"))
    columns = {f"s1m{at + 1}_performance": [float(row[10 + 5 * at]) for row in rows] for at in range(6)}
    with pytest.raises(AveragedAnswers) as caught:
        _ = Reading(study, pa.table({**columns, "s1_overall": [float(row[2]) for row in rows]})).memory
    assert "平均" in caught.value.say("zh")
