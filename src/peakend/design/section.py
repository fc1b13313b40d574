"""What is one section of a design file? Its name, its title, its schema, how it is written, read and checked.

To add a section: a field of `Design` (in `plan`) with the name of the section; `schemas/<name>.json` with its schema under `section` and
the schemas of its parts under `$defs` (those of `key`, `word`, `words`, `text`, `name` and `role` are there already); a `Section` value,
and its name in the tuple `SECTIONS` of `sections`.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.define.written import Outline
from peakend.design.plan import Design
from peakend.design.references import Fault
from peakend.text import Text

_FOLDER: Final = Path(__file__).with_name("schemas")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a design file: a list of drawings, or of whatever else is decided.

    `write` gives the fields of one entry, `build` the entry of such fields (they have the shape of the schema). `find_faults` finds what
    cannot be (keys that lead nowhere, keys that stand twice), with the study where it is known; `find_doubts` what should be looked at
    again. Places begin with the name of the section.
    """

    name: str
    title: Text
    write: Callable[[Any], Outline]
    build: Callable[[Outline], Any]
    find_faults: Callable[[Study | None, Design], Iterator[Fault]]
    find_doubts: Callable[[Study, Design], Iterator[Remark]]

    def load_schema(self) -> dict[str, Any]:
        """Its schema under `section`, those of its parts under `$defs`."""
        schema: dict[str, Any] = json.loads((_FOLDER / f"{self.name}.json").read_text(encoding="utf-8"))
        return schema


def find_nothing(*_: object) -> Iterator[Any]:
    """No fault and no doubt: what a section says that has none to find."""
    return iter(())
