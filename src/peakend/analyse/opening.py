"""How does a reading begin? With a study and answers, whatever form they come in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from peakend.analyse.reading import Reading
from peakend.define.file import read_study
from peakend.define.study import Study
from peakend.listen.frame import code_frame
from peakend.scan.sources import open_source


def read(  # noqa: PLR0913 - the options of a reading, each by name
    study: Study | str | Path,
    answers: Any,  # noqa: ANN401 - any dataframe there is
    *,
    by: str | Sequence[str] = (),
    where: Mapping[str, str | Sequence[str]] | None = None,
    wave: str = "",
    weighted: bool = True,
    flagged: bool = True,
) -> Reading:
    """A reading of these answers about this study: the notebook's front door.

    `study` is a study or the path of a study file. `answers` is a dataframe (pandas, Polars, PyArrow, a DuckDB relation, anything
    that speaks Arrow) or the path of imported answers (Parquet). A dataframe may have the columns of the survey (question keys) or the
    headings of the raw file; in the second case its cells are coded by the study's scales, as an import would.

    `by` splits by attributes, `where` keeps rows with these values, `wave` one wave. Raises the errors of study files and of scans.
    """
    known = study if isinstance(study, Study) else read_study(study)
    source = open_source(answers)
    keys = {question.key for question in known.survey.questions}
    coded: Any = source if keys & set(source.columns) or isinstance(answers, str | Path) else code_frame(answers, known)
    split = (by,) if isinstance(by, str) else tuple(by)
    filters = {name: [values] if isinstance(values, str) else list(values) for name, values in (where or {}).items()}
    return Reading(known, coded, split, filters, wave, weighted, flagged)
