"""Which rows can still be read one by one? Those of a small reading, coded as they came; none once they are folded."""

import numpy as np
from tests.analyse.rated import STUDY, evidence

from peakend.analyse.evidence import span_of
from peakend.analyse.kept import kept_answers


def test_rows_that_answered_everything_come_back_as_they_were() -> None:
    given = evidence({"overall": [5, 3, -1002, 1], "greet_performance": [4, 2, 5, 9]}, STUDY)
    spans = [span_of(STUDY.survey.question(key)) for key in ("overall", "greet_performance")]
    found = kept_answers(given, spans)
    assert found is not None
    assert found.tolist() == [[5, 4], [3, 2]]


def test_beyond_what_is_kept_there_are_no_rows() -> None:
    many = np.random.default_rng(1).integers(1, 6, 25_000)
    given = evidence({"overall": many.tolist(), "greet_performance": many.tolist()}, STUDY)
    assert kept_answers(given, [span_of(STUDY.survey.question("overall"))]) is None
