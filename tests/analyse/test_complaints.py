"""Which complaint categories cost? Effects held to ordinary least squares, and what is named often but costs nothing."""

import dataclasses
from collections.abc import Mapping

import numpy as np
import pytest
from tests.analyse.rated import Column, asking, read

from peakend.analyse.complaints import Complaints
from peakend.analyse.reading import Reading
from peakend.analyse.result import TooFew, is_known
from peakend.define.plan import ComplaintPlan, Plan
from peakend.define.survey import Question, Scale
from peakend.errors import AnalysisError
from peakend.text import Text

RANDOM = np.random.default_rng(5)
SIZE = 1_500
KEYS = ("wait", "twice", "price", "rare", "other")
NAMED = (RANDOM.uniform(size=(SIZE, 5)) < [0.35, 0.12, 0.2, 0.003, 0.3]).astype(int)
OVERALL = np.clip(np.rint(7 - 2.5 * NAMED[:, 1] - 0.8 * NAMED[:, 2] + RANDOM.normal(size=SIZE)), 1, 10).astype(int)
STUDY = dataclasses.replace(
    asking(
        Question("overall", "overall", scale=Scale(1, 10)),
        *(Question(f"pain_{key}", "chosen", group="pains", wording=Text(key, key), scale=Scale(0, 1)) for key in KEYS),
    ),
    plan=Plan(complaints=(ComplaintPlan("pains", ("pain_other",)),)),
)
COLUMNS: dict[str, Column] = {"overall": OVERALL.tolist(), **{f"pain_{key}": NAMED[:, at].tolist() for at, key in enumerate(KEYS)}}


def reading(columns: Mapping[str, Column]) -> Reading:
    return read(columns, STUDY)


@pytest.fixture(scope="module")
def complaints() -> Complaints:
    return reading(COLUMNS).complaints


def test_the_effect_of_each_category_is_the_slope_with_all_others_held_still(complaints: Complaints) -> None:
    design = np.column_stack([np.ones(SIZE), NAMED])
    slopes = np.linalg.lstsq(design, OVERALL, rcond=None)[0][1:]
    found = {line.question.key: line for line in complaints.audits[0].lines}
    for at, key in enumerate(KEYS):
        effect = found[f"pain_{key}"].effect
        if key != "rare":
            assert is_known(effect)
            assert effect.value == pytest.approx(slopes[at])
            lost = found[f"pain_{key}"].lost
            assert is_known(lost)
            assert lost.value == pytest.approx(slopes[at] * NAMED[:, at].mean())


def test_what_is_named_most_need_not_cost_anything(complaints: Complaints) -> None:
    found = {line.question.key: line for line in complaints.audits[0].lines}
    assert (found["pain_wait"].by_volume, found["pain_wait"].verdict) == (1, "counted")
    assert found["pain_twice"].verdict == "costly"
    assert found["pain_twice"].rank == 1
    assert found["pain_other"].verdict == "other"


def test_a_category_that_hardly_anybody_named_has_no_figure(complaints: Complaints) -> None:
    rare = next(line for line in complaints.audits[0].lines if line.question.key == "pain_rare")
    assert isinstance(rare.effect, TooFew)
    assert rare.verdict == "too_few"


def test_other_is_the_share_that_the_categories_do_not_catch(complaints: Complaints) -> None:
    other = complaints.audits[0].other
    assert other is not None
    assert is_known(other)
    assert other.value == pytest.approx(NAMED[:, 4].mean())


def test_categories_named_together_are_said_to_overlap() -> None:
    same = np.where(RANDOM.uniform(size=SIZE) < 0.9, NAMED[:, 1], 1 - NAMED[:, 1])
    found = reading({**COLUMNS, "pain_price": same.tolist()}).complaints.audits[0].overlaps
    assert [(one.one.en, one.two.en) for one in found] == [("twice", "price")]


def test_the_row_order_does_not_matter() -> None:
    turned = {name: list(values)[::-1] for name, values in COLUMNS.items()}
    one, two = reading(COLUMNS).complaints.audits[0].lines, reading(turned).complaints.audits[0].lines
    assert [(line.question.key, line.rank, line.verdict) for line in one] == [(line.question.key, line.rank, line.verdict) for line in two]


def test_without_a_plan_that_names_complaints_there_is_no_audit() -> None:
    with pytest.raises(AnalysisError, match="complaints"):
        _ = read(COLUMNS, dataclasses.replace(STUDY, plan=Plan())).complaints
