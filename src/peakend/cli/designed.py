"""Which design does a command mean, beside which answers, and which of its drawings?"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from peakend.analyse.reading import Reading
from peakend.cli.analyse import open_reading
from peakend.define.file import read_study
from peakend.define.study import Study
from peakend.design.file import read_design
from peakend.design.plan import Design
from peakend.errors import DrawingUnknown, NothingDesigned


class Keyed(Protocol):
    """A drawing, or a cascade of houses: whatever a design holds under a key."""

    @property
    def key(self) -> str:
        """Its key."""


Drawn = TypeVar("Drawn", bound=Keyed)


def find_design(study: Path, design: Path | None) -> Path:
    """The design file that is meant: the one named, else the one beside the study.

    >>> find_design(Path("out/study.yaml"), None).as_posix(), find_design(Path("vip.study.yaml"), None).as_posix()
    ('out/study.design.yaml', 'vip.design.yaml')
    """
    name = study.name.removesuffix(".yaml").removesuffix(".yml").removesuffix(".study")
    return design or study.with_name(f"{name}.design.yaml")


def gather_design(
    study: Path, answers: Path | None, design: Path | None, where: Sequence[str] | None, wave: str, weighted: bool, flagged: bool
) -> tuple[Reading | None, Study, Design]:
    """The reading (nothing without answers), the study and the design."""
    reading = None if answers is None else open_reading(study, answers, where=where, wave=wave, weighted=weighted, flagged=flagged)
    known = read_study(study) if reading is None else reading.study
    return reading, known, read_design(find_design(study, design), known)


def choose_drawing(family: str, drawings: Sequence[Drawn], key: str) -> Drawn:
    """The one that is meant: the one named, else the first. Raises `NothingDesigned`, `DrawingUnknown`."""
    if not drawings:
        raise NothingDesigned(family=family)
    found = next((one for one in drawings if key in {"", one.key}), None)
    if found is None:
        raise DrawingUnknown(family=family, found=key, known=", ".join(one.key for one in drawings))
    return found
