"""How does a reading begin? With a study and answers, whatever form they come in."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from peakend.analyse.guard import Guard
from peakend.analyse.reading import Reading
from peakend.define.answers import BLOCK
from peakend.define.check import require_sound
from peakend.define.file import read_study
from peakend.define.study import Study
from peakend.errors import AnotherStudy, NotCoded
from peakend.listen.digest import require_same_coding
from peakend.listen.frame import code_frame
from peakend.listen.sheet import import_sheet
from peakend.scan.engines.opening import open_engine
from peakend.scan.sources import Source, TableSource, open_source


def read(
    study: Study | str | Path,
    answers: Any,  # noqa: ANN401 - any dataframe there is
    *,
    by: str | Sequence[str] = (),
    where: Mapping[str, str | Sequence[str]] | None = None,
    wave: str = "",
    weighted: bool = True,
    flagged: bool = True,
    least: int | Guard = 0,
) -> Reading:
    """A reading of these answers about this study: the notebook's front door.

    `study` is a study or the path of a study file; `answers` are what `open_answers` takes.

    `by` splits by attributes, `where` keeps rows with these values, `wave` one wave. With `least`, no group of fewer people is shown, nor
    what would give one away; a `Guard` in its place does so over several readings of the same answers. Raises the errors of study files
    and of scans, and `UnsoundStudy`: nothing is worked out from a study with a fault in it.
    """
    known = study if isinstance(study, Study) else read_study(study)
    require_sound(known)
    split = (by,) if isinstance(by, str) else tuple(by)
    filters = {name: [values] if isinstance(values, str) else list(values) for name, values in (where or {}).items()}
    limit, guard = (least.least, least) if isinstance(least, Guard) else (least, None)
    source = open_answers(answers, known)
    before = excluded_before(answers, source)
    return Reading(known, source, split, filters, wave, weighted, flagged, least=limit, guard=guard, excluded=before)


def open_answers(answers: Any, study: Study) -> Source:  # noqa: ANN401 - any dataframe there is
    """Answers in whatever form, as what a scan reads: coded by the study if they are not coded yet.

    `answers` is a dataframe (pandas, Polars, PyArrow, a DuckDB relation, anything that speaks Arrow) or the path of a file: answers that
    were imported, or the raw export itself; or a table of imported answers in an engine (`open_engine`). Headings are those of the raw
    file or the keys of the questions. Imported answers bear blocks and are taken as they are; all others pass through the study's scales
    first, so that a code for "don't know" is never taken for a number. Raises what importing raises, `NotCoded` for raw answers in an
    engine, `UnknownSource`, `UnreadableSource`, `AnotherStudy`, and `CodedOtherwise` or `AskedOtherwise` where the study has changed
    since the answers were imported.
    """
    engine = open_engine(answers)
    if engine is not None:
        if BLOCK not in engine.columns:
            raise NotCoded(where=engine.told_as, column=BLOCK)
        held: Source = engine
        return held
    if not isinstance(answers, str | Path):
        source = open_source(answers)
        return source if BLOCK in source.columns else TableSource(code_frame(answers, study))
    if Path(answers).suffix.lower() in {".parquet", ".pq"} or not Path(answers).exists():
        source = open_source(answers)
        if BLOCK in source.columns:
            about = describe_file(Path(answers))
            _require_same_study(study, about, source)
            require_same_coding(study, about)
            return source
    return TableSource(import_sheet(answers, study).answers())


def excluded_before(answers: Any, source: Source) -> dict[str, int]:  # noqa: ANN401 - any dataframe there is
    """How many rows an import left out before these answers were kept, by reason; nothing where they do not say."""
    about = describe_file(Path(answers)) if isinstance(answers, str | Path) else {}
    if isinstance(source, TableSource):
        told = source.table.schema.metadata or {}
        about = {name.decode(): value.decode() for name, value in told.items() if name.startswith(b"peakend.")}
    found: dict[str, int] = json.loads(about.get("peakend.excluded", "{}"))
    return found


def _require_same_study(study: Study, about: Mapping[str, str], source: Source) -> None:
    """Refuse imported answers of a study with another key that hold not one question of this one. Raises `AnotherStudy`."""
    other = about.get("peakend.study", study.key)
    if other != study.key and study.survey.questions and not {one.key for one in study.survey.questions} & set(source.columns):
        raise AnotherStudy(study=study.key, other=f'"{other}"')


def describe_file(path: Path) -> dict[str, str]:
    """What a file of imported answers says of itself; nothing for a raw file or a pattern of several."""
    if not path.is_file():
        return {}
    try:
        told = pyarrow.parquet.read_metadata(path).metadata or {}
    except pa.ArrowInvalid:
        return {}
    return {name.decode(): value.decode() for name, value in told.items() if name.startswith(b"peakend.")}
