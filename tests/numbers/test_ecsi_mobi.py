"""The published mobile phone data of the ECSI against SmartPLS and seminr, on the whole road from answers to chain."""

import csv
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from peakend.analyse.chain import Chain
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Figure, is_known
from peakend.define.chains import fill_chain
from peakend.define.plan import ChainPlan, Construct, Influence, Plan
from peakend.define.study import Study
from peakend.define.survey import Measure, Question, Scale, Survey
from peakend.text import Text

pytestmark = pytest.mark.real

Find = Callable[[str], Path]

STOPPED = 1e-7
"""Where SmartPLS stopped: its abort criterion."""

ASKED: dict[str, tuple[str, int, Measure]] = {
    "image": ("IMAG", 5, "performance"),
    "expectation": ("CUEX", 3, "expectation"),
    "quality": ("PERQ", 7, "performance"),
    "value": ("PERV", 2, "performance"),
    "satisfaction": ("CUSA", 3, "overall"),
    "complaints": ("CUSCO", 0, "performance"),
    "loyalty": ("CUSL", 3, "loyalty"),
}
QUESTIONS = {key: tuple(f"{stem}{n}" for n in range(1, many + 1)) or (stem,) for key, (stem, many, _) in ASKED.items()}


def read(folder: Find, plan: ChainPlan) -> Reading:
    asked = tuple(Question(one, ASKED[key][2], scale=Scale(1, 10)) for key, several in QUESTIONS.items() for one in several)
    study = Study("mobi", Text("手机", "Mobile"), survey=Survey(asked), plan=Plan(chain=plan))
    with folder("ecsi_mobi/mobi.csv").open(encoding="ascii", newline="") as file:
        told = [{key: int(value) for key, value in row.items() if key} for row in csv.DictReader(file)]
    return Reading(study, pa.Table.from_pylist(told))


@pytest.fixture(scope="module")
def chain(real: Find) -> Chain:
    return read(real, fill_chain("ecsi", QUESTIONS)).chain


def known(figure: Figure | None) -> Estimate:
    assert is_known(figure)
    return figure


def smartpls(folder: Find, name: str) -> dict[str, dict[str, float]]:
    """A table of SmartPLS: decimal commas, tabs; constructs in lower case."""
    lines = folder(f"ecsi_mobi/reference/smartpls_pathweighting_{name}.txt").read_text(encoding="utf-8").splitlines()
    heads = [one.strip().lower() for one in lines[0].split("\t")[1:]]
    cells = [[one.strip().replace(",", ".") for one in line.split("\t")] for line in lines[1:] if line.strip()]
    return {row[0]: {head: float(value) for head, value in zip(heads, row[1:], strict=False)} for row in cells}


def test_weights_and_cross_loadings_are_those_of_smartpls(chain: Chain, real: Find) -> None:
    weights, crossed = smartpls(real, "outerWeights"), smartpls(real, "crossLoadings")
    keys = [one.key for one in chain.constructs]
    for construct in chain.constructs:
        for line in construct.questions:
            assert known(line.weight).value == pytest.approx(weights[line.question.key][construct.key], abs=STOPPED)
            assert line.crossed == pytest.approx([crossed[line.question.key][key] for key in keys], abs=STOPPED)


def test_paths_and_total_effects_are_those_of_smartpls(chain: Chain, real: Find) -> None:
    paths, totals = smartpls(real, "pathCoefficients"), smartpls(real, "totalEffects")
    by_pair = {(line.cause, line.effect): line for line in chain.effects}
    for cause, row in totals.items():
        for effect, total in row.items():
            line = by_pair.get((cause.lower(), effect))
            assert (0.0 if line is None else known(line.total).value) == pytest.approx(total, abs=STOPPED)
            direct = known(line.direct).value if line is not None and line.direct is not None else 0.0
            assert direct == pytest.approx(paths[cause][effect], abs=STOPPED)


def test_a_small_model_with_a_formed_construct_is_that_of_seminr(real: Find) -> None:
    arrows = (("image", "expectation"), ("expectation", "loyalty"), ("quality", "loyalty"), ("complaints", "loyalty"))
    constructs = tuple(
        Construct(key, questions=QUESTIONS[key], mode="B" if key == "quality" else "A")
        for key in ("image", "expectation", "quality", "complaints", "loyalty")
    )
    found = read(real, ChainPlan(constructs, tuple(Influence(*arrow) for arrow in arrows))).chain
    with real("ecsi_mobi/reference/seminr-mobi-basic-outer-model.csv").open(encoding="utf-8", newline="") as file:
        outer = {row[""]: (float(row["weight"]), float(row["loading"])) for row in csv.DictReader(file)}
    for line in (line for one in found.constructs for line in one.questions):
        assert (known(line.weight).value, known(line.loading).value) == pytest.approx(outer[line.question.key], abs=1e-6)
    with real("ecsi_mobi/reference/seminr-mobi-basic-paths.csv").open(encoding="utf-8", newline="") as file:
        paths = {(row[""].lower(), key.lower()): float(value) for row in csv.DictReader(file) for key, value in row.items() if key}
    for arrow in found.arrows:
        assert known(arrow.direct).value == pytest.approx(paths[arrow.cause, arrow.effect], abs=1e-6)


def test_four_pairs_of_constructs_are_not_told_apart(chain: Chain) -> None:
    assert {(line.one, line.other) for line in chain.pairs if line.verdict == "same"} == {
        ("image", "quality"),
        ("image", "satisfaction"),
        ("quality", "satisfaction"),
        ("satisfaction", "loyalty"),
    }


def test_satisfaction_and_image_carry_loyalty_and_complaint_handling_is_not_proved_to(chain: Chain) -> None:
    on = {line.cause: line for line in chain.on_target()}
    assert next(iter(on)) == "satisfaction"
    assert on["satisfaction"].proved
    assert not on["complaints"].carried
    assert {key for key, line in on.items() if line.carried} == {"satisfaction", "image", "quality", "expectation", "value"}
