"""The importance of needs, from answers and from people."""

import numpy as np
import pyarrow as pa
import pytest
from tests.design.carried import make_study, told, visit

from peakend.analyse.reading import Reading
from peakend.design.houses import Cascade, NeedRow
from peakend.design.voices import hear_needs, set_needs
from peakend.errors import NothingHeard
from peakend.text import Text


def answers(people: int, **more: list[int]) -> pa.Table:
    random = np.random.default_rng(4)
    columns = {f"imp_m{at}": random.integers(1, 6, people) for at in range(3)}
    columns |= {f"per_m{at}": random.integers(1, 6, people) for at in range(3)}
    columns |= {f"m{at}__n{need}": random.integers(0, 2, people) for at in range(3) for need in range(5)}
    return pa.table({name: pa.array(np.asarray(values, dtype=np.int16)) for name, values in {**columns, **more}.items()})


def cascade(*needs: str) -> Cascade:
    return Cascade("x", Text("x", "x"), tuple(NeedRow(need) for need in needs), (), "all")


def test_a_need_that_could_not_be_named_at_a_moment_is_a_mean_over_the_others() -> None:
    table = answers(200).drop_columns(["m0__n0"])
    reading = Reading(make_study(), table)
    voices = hear_needs(reading.evidence, cascade("n0", "n1"))
    assert voices.partly == ("n0",)
    weights = [float(np.mean(table[f"imp_m{at}"].to_numpy())) for at in (1, 2)]
    shares = [float(np.mean(table[f"m{at}__n0"].to_numpy())) for at in (1, 2)]
    assert voices.importance.values[0] == pytest.approx(10 * np.dot(weights, shares) / sum(weights))
    assert voices.parts[0, 0] == 0


def test_what_everybody_names_everywhere_weighs_ten_and_what_nobody_names_nothing() -> None:
    fixed = {f"m{at}__n0": [1] * 50 for at in range(3)} | {f"m{at}__n1": [0] * 50 for at in range(3)}
    voices = hear_needs(Reading(make_study(), answers(50, **fixed)).evidence, cascade("n0", "n1", "n2"))
    assert voices.importance.values[:2].tolist() == pytest.approx([10, 0])
    assert (voices.figures[0].low, voices.figures[0].high) == pytest.approx((10, 10))
    assert 0 < voices.figures[2].low < voices.figures[2].value < voices.figures[2].high < 10


def test_our_level_is_that_of_the_moments_that_name_the_need() -> None:
    reading, design, flow = visit()
    voices = flow.voices
    rated = reading.evidence.about("performance", voices.moments)
    levels = np.array([told(reading.evidence.mean(rated[moment])) for moment in voices.moments])
    assert voices.ours == pytest.approx(levels @ voices.parts / voices.parts.sum(axis=0))
    assert [line.ours for line in flow.planning] == pytest.approx(voices.ours.tolist())
    assert all(line.measured for line in flow.planning)
    assert design.houses[0].needs[0].ours is None


def test_what_the_team_set_is_never_called_measured() -> None:
    voices = set_needs(Cascade("x", Text("x", "x"), (NeedRow("a", 4), NeedRow("b"), NeedRow("c", 0)), ()))
    assert (voices.needs, voices.unheard, voices.measured, voices.figures) == (("a",), ("b", "c"), False, ())
    with pytest.raises(NothingHeard):
        set_needs(Cascade("x", Text("x", "x"), (NeedRow("a"),), ()))
