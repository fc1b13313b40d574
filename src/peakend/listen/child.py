"""What happens inside the fence? A process of its own takes limits upon itself, reads one hostile file, and hands back plain facts.

It gives back two files in the folder it was told: `cells.arrows` (an Arrow stream) and `outcome.json` (the facts, or the fault). Nothing
that it says is executed or unpickled.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from defusedxml import DefusedXmlException

from peakend.define.survey import Layout
from peakend.errors import EncodingWrong, FileBroken, PeakendError, ReaderMissing, ReadingTooMuchMemory, SurveyWithoutAnswers, XmlForbidden
from peakend.listen.detect import WORDS_OF_FAMILIES, find_family
from peakend.listen.limits import limit_process, sounds_like_memory
from peakend.listen.table import Facts
from peakend.scan.guests import keep_pandas_out

_READERS: Final = {
    "text": ("peakend.listen.delimited", "read_delimited", True),
    "workbook": ("peakend.listen.workbook", "read_workbook", True),
    "spss": ("peakend.listen.spss", "read_spss", False),
    "parquet": ("peakend.listen.columnar", "read_parquet", False),
    "arrow": ("peakend.listen.columnar", "read_arrow", False),
    "limesurvey_archive": ("peakend.listen.structure", "read_archive", False),
}
"""For each family: the module, its function, and whether it must be told how to find headings."""


def main() -> None:
    """Read the job from standard input, do it, and leave the outcome in its folder."""
    keep_pandas_out()
    job = json.loads(sys.stdin.read())
    folder = Path(job["folder"])
    limit_process(job["memory"], job["seconds"])
    definition = Path(job["definition"]) if job["definition"] else None
    outcome = attempt_reading(Path(job["path"]), definition, Layout(**job["layout"]), folder, job["memory"] >> 20)
    (folder / "outcome.json").write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")


def attempt_reading(  # noqa: PLR0911 - one return a fault
    path: Path, definition: Path | None, layout: Layout, folder: Path, memory: int
) -> dict[str, Any]:
    """The facts, or the fault, as plain values."""
    kind = path.suffix.lstrip(".").upper()
    try:
        family = find_family(path, layout.kind)
        kind = WORDS_OF_FAMILIES[family]
        facts = _read(path, family, layout, folder)
        if definition is not None:
            facts = import_module("peakend.listen.definition").add_definition(facts, definition)
    except PeakendError as fault:
        return {"fault": fault.name, "blanks": fault.blanks}
    except MemoryError:
        return _fault(ReadingTooMuchMemory(path=path.name, limit=memory))
    except DefusedXmlException:
        return _fault(XmlForbidden(path=path.name))
    except UnicodeError as fault:
        return _fault(EncodingWrong(path=path.name, encoding=getattr(fault, "encoding", "?"), line="?"))
    except ImportError as fault:
        return _fault(_explain_import(fault, path, kind, memory))
    except Exception as fault:  # noqa: BLE001 - whatever a parser trips over, the file is at fault and the user gets a sentence
        return _fault(FileBroken(path=path.name, kind=kind, reason=f"{type(fault).__name__}: {fault}"[:200]))
    return {"facts": facts.plain()}


def _explain_import(fault: ImportError, path: Path, kind: str, memory: int) -> PeakendError:
    """A library that is missing, or one that found no memory to be loaded into."""
    if sounds_like_memory(str(fault)):
        return ReadingTooMuchMemory(path=path.name, limit=memory)
    return ReaderMissing(kind=kind, library=str(fault.name))


def _read(path: Path, family: str, layout: Layout, folder: Path) -> Facts:
    if family not in _READERS:
        raise SurveyWithoutAnswers(path=path.name)
    module, function, needs_headings = _READERS[family]
    read = getattr(import_module(module), function)
    more = (import_module("peakend.listen.vendors").find_headings,) if needs_headings else ()
    facts: Facts = read(path, layout, folder, *more)
    return facts


def _fault(fault: PeakendError) -> dict[str, Any]:
    return {"fault": fault.name, "blanks": fault.blanks}
