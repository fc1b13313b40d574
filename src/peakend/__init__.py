"""Peakend (峰终): find the moments a service is remembered by, prove them, act on them.

The face of the library: every name that a notebook needs. A name is loaded when it is first used, so that `import peakend` loads no
engine and no drawing library; `__init__.pyi` says the same for editors and type checkers.

    import peakend as pe
    reading = pe.read("vip.study.yaml", answers)
    reading.peaks
    pe.draw(reading.peaks)
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_FACE = {
    "DatabaseTable": "peakend.scan.engines.opening",
    "Estimate": "peakend.analyse.result",
    "Look": "peakend.listen.look",
    "PeakendError": "peakend.errors",
    "Picture": "peakend.report.notebook",
    "Reading": "peakend.analyse.reading",
    "Remark": "peakend.define.remark",
    "Result": "peakend.analyse.result",
    "Sheet": "peakend.listen.sheet",
    "Study": "peakend.define.study",
    "Text": "peakend.text",
    "TooFew": "peakend.analyse.result",
    "chart_question": "peakend.control.trend",
    "chart_times": "peakend.control.times",
    "check_study": "peakend.define.check",
    "compare_baseline": "peakend.control.compare",
    "draft_study": "peakend.listen.draft",
    "draw": "peakend.report.notebook",
    "draw_answers": "peakend.listen.synthetic",
    "freeze_baseline": "peakend.control.compare",
    "import_sheet": "peakend.listen.sheet",
    "interrupt_question": "peakend.control.series",
    "look_at": "peakend.listen.look",
    "measure_effect": "peakend.control.change",
    "open_template": "peakend.define.template",
    "read": "peakend.analyse.opening",
    "read_cases": "peakend.control.times",
    "read_study": "peakend.define.file",
    "write_images": "peakend.report.images",
    "write_page": "peakend.report.page",
    "write_slides": "peakend.report.slides",
    "write_study": "peakend.define.file",
    "write_workbook": "peakend.report.workbook",
}
"""Every public name and the room it lives in."""

__all__ = [  # noqa: PLE0604 - the face is one list, kept in _FACE
    "__version__",
    *_FACE,
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the stub file has the types
    """Load a name of the face when it is first used."""
    if name not in _FACE:
        message = f"module 'peakend' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(_FACE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The names of the face, for completion."""
    return sorted(__all__)
