"""Four cohorts who were asked the same pairs in four wordings: read, placed and classed. The files are not part of the repository."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from peakend.analyse.kano import Kano
from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate
from peakend.define.study import Study
from peakend.define.survey import Attribute, Question
from peakend.listen.draft import draft_study
from peakend.listen.look import look_at
from peakend.listen.sheet import import_sheet

pytestmark = pytest.mark.real

Real = Callable[[str], Path]
COHORTS = [f"kano_funds/storage--cohort{number}-clean.csv" for number in (1, 2, 3, 4)]
ANONYMOUS, CONVENIENT, SECURE = "f1", "f2", "f4"


def kano_of(path: Path) -> Kano:
    study, _ = draft_study(look_at(path))
    return Reading(study, import_sheet(path, study).answers()).kano


@pytest.fixture(scope="module")
def cohorts(real: Real) -> list[Kano]:
    return [kano_of(real(name)) for name in COHORTS]


@pytest.mark.parametrize(("key", "leading"), [(SECURE, "OOOO"), (ANONYMOUS, "IIII"), (CONVENIENT, "OAIO")])
def test_the_leading_classes_are_the_published_ones(cohorts: list[Kano], key: str, leading: str) -> None:
    lines = [line for kano in cohorts for line in kano.lines if line.key == key]
    assert "".join(line.leading for line in lines) == leading


def test_what_is_proved_of_them_is_said(cohorts: list[Kano]) -> None:
    verdicts = {key: [kano.line(key).verdict for kano in cohorts] for key in (SECURE, ANONYMOUS, CONVENIENT)}  # type: ignore[union-attr]
    assert verdicts[ANONYMOUS] == ["I"] * 4
    assert verdicts[SECURE] == ["mixed", "mixed", "O", "O"]
    assert verdicts[CONVENIENT] == ["mixed"] * 4
    secure = [kano.line(SECURE) for kano in cohorts]
    assert min(line.probabilities["O"] for line in secure if line is not None) > 0.95


def together(real: Real, folder: Path) -> tuple[Study, Path]:
    """One study whose scales place the words of all four wordings, and one file of all four cohorts."""
    studies, rows = [], []
    for number, name in enumerate(COHORTS, start=1):
        studies.append(draft_study(look_at(real(name)))[0])
        with real(name).open(encoding="utf-8-sig", newline="") as file:
            rows += [row | {"cohort": str(number)} for row in csv.DictReader(file)]
    path = folder / "storage.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)

    def all_words(question: Question) -> Question:
        scales = [study.survey.question(question.key).scale for study in studies]
        words = dict(word for scale in scales if scale is not None for word in scale.words)
        assert question.scale is not None
        return replace(question, scale=replace(question.scale, words=tuple(words.items())))

    survey = studies[0].survey
    questions = tuple(all_words(one) if one.measure.startswith("kano") else one for one in survey.questions if one.measure != "importance")
    kept = replace(survey, questions=questions, attributes=(Attribute("cohort"),))
    return replace(studies[0], survey=kept), path


def test_four_wordings_in_one_study_are_compared_as_groups(real: Real, tmp_path: Path) -> None:
    study, path = together(real, tmp_path)
    sheet = import_sheet(path, study)
    assert sheet.cells_refused == 0
    kano = Reading(study, sheet.answers(), by=("cohort",)).kano
    secure, anonymous, convenient = (kano.line(key) for key in (SECURE, ANONYMOUS, CONVENIENT))
    assert secure is not None
    assert anonymous is not None
    assert convenient is not None
    assert (secure.verdict, anonymous.verdict, secure.n) == ("O", "I", 363)
    assert "".join(one.leading for one in convenient.groups) == "OAIO"
    assert convenient.hides
    assert convenient.p_groups is not None
    assert convenient.p_groups < 0.01
    assert not anonymous.hides


def test_the_transfers_are_classed_with_their_importance(real: Real) -> None:
    kano = kano_of(real("kano_funds/transfers--all_cohorts-clean.csv"))
    assert "".join(line.leading for line in kano.lines) == "IOOAOI"
    assert [line.n for line in kano.lines] == [358] * 6
    importance = [line.importance for line in kano.lines]
    assert all(isinstance(one, Estimate) and 5 < one.value < 8 for one in importance)
