"""Kano classes of a study: pairs, verdicts, groups, weights."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pytest
from tests.analyse.rated import read
from tests.numbers.golden import cases, near, rows

from peakend.analyse.kano import Kano
from peakend.analyse.kano_count import CATEGORIES, KanoCount
from peakend.analyse.kano_groups import compare_counts
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Figure, TooFew
from peakend.define.answers import RESPONDENT, WEIGHT
from peakend.define.study import Need, Study
from peakend.define.survey import Attribute, Measure, Question, Scale, Survey
from peakend.errors import NothingAsked
from peakend.text import Text

FIVE = Scale(1, 5)
NINE = Scale(1, 9)


def study_of(*keys: str, importance: bool = False) -> Study:
    measures: list[tuple[str, Measure, Scale]] = [("f", "kano_functional", FIVE), ("d", "kano_dysfunctional", FIVE)]
    measures += [("i", "importance", NINE)] if importance else []
    asked = tuple(Question(f"{key}_{end}", measure, about=key, scale=scale) for key in keys for end, measure, scale in measures)
    needs = tuple(Need(key, Text(zh=key, en=key)) for key in keys)
    return Study("bank", Text("银行", "Bank"), needs=needs, survey=Survey(asked, (Attribute("tier"),)))


def pairs(key: str, **counts: int) -> dict[str, list[int]]:
    """Answers of so many people in each class."""
    answers = {"M": (3, 5), "O": (1, 5), "A": (1, 3), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}
    given = [answers[name] for name, times in counts.items() for _ in range(times)]
    return {f"{key}_f": [one for one, _ in given], f"{key}_d": [two for _, two in given]}


def kano_of(columns: Mapping[str, Sequence[object]], *keys: str) -> Kano:
    return read(columns, study_of(*keys)).kano


def known(figure: Figure | None) -> Estimate:
    assert isinstance(figure, Estimate)
    return figure


@pytest.fixture(scope="module")
def survey() -> Reading:
    """The reference survey: nine attributes with stated importance."""
    wide: dict[str, dict[str, int | None]] = {}
    for row in rows("kano_long.csv"):
        mine = wide.setdefault(row["respondent"], {})
        for end, column in (("f", "functional"), ("d", "dysfunctional"), ("i", "importance")):
            mine[f"{row['attribute']}_{end}"] = int(row[column]) if row[column] else None
    keys = dict.fromkeys(row["attribute"] for row in rows("kano_long.csv"))
    return Reading(study_of(*keys, importance=True), pa.Table.from_pylist(list(wide.values())))


def test_the_reference_survey_gives_the_numbers_of_the_reference(survey: Reading) -> None:
    case = cases("kano")["survey"]
    for line in survey.kano.lines:
        expected = case["expected"]["attributes"][line.key]
        assert line.weighed is not None
        found = {
            "n": line.n,
            "crosstab_5x5": [list(row) for row in line.table],
            "counts": dict(zip(CATEGORIES, line.counts, strict=True)),
            "percent": {name: 100 * known(line.shares[name]).value for name in CATEGORIES},
            "total_strength": 100 * known(line.total).value,
            "category_strength": 100 * known(line.strength).value,
            "better": known(line.better).value,
            "worse": known(line.worse).value,
            "better_se": line.spread[0],
            "worse_se": line.spread[1],
            "cov_better_worse": line.spread[0] * line.spread[1] * line.spread[2],
            "better_wilson95": [known(line.better).low, known(line.better).high],
            "worse_wilson95": [known(line.worse).low, known(line.worse).high],
            "continuous": {
                "functional_mean": known(line.wanted).value,
                "dysfunctional_mean": known(line.missed).value,
                "functional_sd": line.deviations[0],
                "dysfunctional_sd": line.deviations[1],
                "functional_wmean": known(line.weighed[0]).value,
                "dysfunctional_wmean": known(line.weighed[1]).value,
            },
            "importance_mean": known(line.importance).value,
            "importance_mean_excluding_RQ": line.clear_importance,
        }
        for key, value in found.items():
            assert near(case, value, expected[key]), (line.key, key)
        assert (line.leading, line.next_class) == (expected["top"], expected["second"])


def test_the_same_numbers_come_from_blocks(survey: Reading) -> None:
    folded = Reading(survey.study, survey.answers, _counted=survey.tally.fold())
    for one, other in zip(survey.kano.lines, folded.kano.lines, strict=True):
        assert other.counts == one.counts
        assert other.p_value == one.p_value
        assert known(other.better) == known(one.better)
        assert other.verdict == one.verdict
        assert other.clear_importance is None


def test_a_class_that_does_not_prove_its_lead_is_mixed() -> None:
    even = kano_of(pairs("near", M=40, O=38, A=5, I=17), "near").lines[0]
    assert (even.leading, even.next_class, even.verdict) == ("M", "O", "mixed")
    assert even.probabilities["M"] + even.probabilities["O"] == pytest.approx(1.0)
    clear = kano_of(pairs("far", M=10, O=60, A=20, I=10), "far").lines[0]
    assert clear.verdict == "O"
    assert clear.probabilities["O"] > 0.99


def test_ties_go_to_what_is_missed_first_and_share_the_probability() -> None:
    line = kano_of(pairs("tie", M=10, O=10, A=10, I=10), "tie").lines[0]
    assert (line.leading, line.p_value, line.verdict) == ("M", 1.0, "mixed")
    assert max(line.probabilities.values()) < 0.4


def test_tests_of_several_features_are_corrected_together() -> None:
    one = pairs("a", O=60, M=40)
    kano = kano_of({**one, **pairs("b", O=50, M=50)}, "a", "b")
    assert kano.lines[0].p_holm == pytest.approx(min(1.0, 2 * kano.lines[0].p_value))
    assert kano_of(one, "a").lines[0].p_holm == pytest.approx(kano.lines[0].p_value)


def test_opposite_groups_are_not_hidden_by_their_average() -> None:
    columns = pairs("a", A=50, M=50) | {"tier": ["gold"] * 50 + ["plain"] * 50}
    line = read(columns, study_of("a"), by=("tier",)).kano.lines[0]
    assert line.verdict == "mixed"
    assert {one.group["tier"]: one.verdict for one in line.groups} == {"gold": "A", "plain": "M"}
    assert line.p_groups is not None
    assert line.p_groups < 1e-6
    assert line.hides


def test_groups_that_answer_alike_are_told_to() -> None:
    columns = pairs("a", A=40, M=20) | {"tier": ["gold", "plain"] * 30}
    line = read(columns, study_of("a"), by=("tier",)).kano.lines[0]
    assert line.p_groups == pytest.approx(1.0)
    assert not line.hides


def test_a_handful_of_people_is_no_group() -> None:
    columns = pairs("a", A=40, M=20, R=1) | {"tier": ["gold", "plain"] * 30 + ["odd"]}
    kano = read(columns, study_of("a"), by=("tier",)).kano
    assert kano.small == ("odd",)
    assert [one.group["tier"] for one in kano.lines[0].groups] == ["gold", "plain"]
    assert not kano.lines[0].hides


def test_groups_that_do_not_differ_are_called_different_no_more_often_than_promised() -> None:
    random = np.random.default_rng(3)
    classes = random.multinomial(45, [0.2, 0.4, 0.15, 0.2, 0.03, 0.02], size=(1000, 2))
    told = [compare_counts([np.eye(6).repeat(one, axis=0) for one in two], rowwise=True) for two in classes]
    assert 0.02 < float(np.mean([p is not None and p < 0.05 for p in told])) < 0.07


def test_the_other_table_can_be_chosen() -> None:
    study, columns = study_of("a"), {"a_f": [2] * 30, "a_d": [2] * 30}
    reading = read(columns, study)
    assert reading.kano.lines[0].leading == "I"
    assert reading.classify_kano("pouliot").lines[0].counts[5] == 30


def test_half_a_pair_is_named_and_no_pair_is_an_error() -> None:
    columns = pairs("a", A=20) | {"b_f": [1] * 20}
    kano = read(columns, study_of("a", "b")).kano
    assert kano.unpaired == ("b_f",)
    with pytest.raises(NothingAsked, match="Kano"):
        _ = read({"b_f": [1] * 20}, study_of("b")).kano
    silent = read({**pairs("a", A=20), "b_f": [1] * 20, "b_d": pa.array([None] * 20, pa.int16())}, study_of("a", "b")).kano
    assert silent.unanswered == ("b",)


def test_only_reverse_answers_leave_better_and_worse_open() -> None:
    line = kano_of(pairs("a", R=30), "a").lines[0]
    assert isinstance(line.better, TooFew)
    assert isinstance(line.worse, TooFew)
    assert line.verdict == "R"


def test_answers_of_one_person_count_as_one_voice() -> None:
    columns = pairs("a", O=60, M=30)
    alone = kano_of(columns, "a").lines[0]
    many = {name: cells * 8 for name, cells in columns.items()} | {RESPONDENT: [f"r{at}" for at in range(90)] * 8}
    again = kano_of(many, "a").lines[0]
    assert known(again.better).half == pytest.approx(known(alone.better).half, rel=0.05)
    assert again.spread == pytest.approx(alone.spread, rel=0.02)
    assert again.p_value == pytest.approx(alone.p_value, rel=0.6)
    assert again.p_value > 1e-4


def test_weights_move_the_class() -> None:
    columns = pairs("a", O=40, M=60) | {WEIGHT: [3.0] * 40 + [0.5] * 60}
    assert kano_of(columns, "a").lines[0].leading == "O"
    assert read(columns, study_of("a"), weighted=False).kano.lines[0].leading == "M"


def test_the_test_keeps_its_promise() -> None:
    """Two leading classes that are equally frequent are told apart in at most 5 of 100 samples (exact: rather fewer)."""
    random = np.random.default_rng(11)
    drawn = random.multinomial(150, [0.35, 0.35, 0.15, 0.15, 0, 0], size=2000)
    told_apart = [KanoCount(tuple(counts)).p_exact < 0.05 for counts in drawn.tolist()]
    assert 0.02 < float(np.mean(told_apart)) < 0.06
