"""Every error of Peakend, drawn as a tree.

    PeakendError
    ├── StudyError      define   the study says something that cannot be
    ├── AnswerError     listen   an answer, a column or a file of answers cannot be taken
    ├── ScanError       scan     the answers cannot be counted
    ├── AnalysisError   analyse  the question cannot be answered from what is there
    ├── DesignError     design   the design cannot be worked out from what is written down
    └── ReportError     report   the result cannot be drawn or written

One class is one fault. Its wording stands in the class in both languages, in two sentences: `what` is wrong (and where), and the
`mend`. The values stand in the blanks and are plain (text, numbers), so that an error survives a queue, a log or a page. The class
name is the key under which page, API and command line recognise it.
"""

from peakend.errors.analyse import *  # noqa: F403 - the tree is one face; each branch lists its names in __all__
from peakend.errors.analyse import __all__ as _analyse
from peakend.errors.asymmetry import *  # noqa: F403
from peakend.errors.asymmetry import __all__ as _asymmetry
from peakend.errors.base import AnalysisError, AnswerError, DesignError, PeakendError, ReportError, ScanError, StudyError, WorkbenchError
from peakend.errors.chain import *  # noqa: F403
from peakend.errors.chain import __all__ as _chain
from peakend.errors.control import *  # noqa: F403
from peakend.errors.control import __all__ as _control
from peakend.errors.craft import *  # noqa: F403
from peakend.errors.craft import __all__ as _craft
from peakend.errors.define import *  # noqa: F403
from peakend.errors.define import __all__ as _define
from peakend.errors.design import *  # noqa: F403
from peakend.errors.design import __all__ as _design
from peakend.errors.door import *  # noqa: F403
from peakend.errors.door import __all__ as _door
from peakend.errors.drawing import *  # noqa: F403
from peakend.errors.drawing import __all__ as _drawing
from peakend.errors.drivers import *  # noqa: F403
from peakend.errors.drivers import __all__ as _drivers
from peakend.errors.editing import *  # noqa: F403
from peakend.errors.editing import __all__ as _editing
from peakend.errors.emot import *  # noqa: F403
from peakend.errors.emot import __all__ as _emot
from peakend.errors.engines import *  # noqa: F403
from peakend.errors.engines import __all__ as _engines
from peakend.errors.houses import *  # noqa: F403
from peakend.errors.houses import __all__ as _houses
from peakend.errors.importing import *  # noqa: F403
from peakend.errors.importing import __all__ as _importing
from peakend.errors.listen import *  # noqa: F403
from peakend.errors.listen import __all__ as _listen
from peakend.errors.memory import *  # noqa: F403
from peakend.errors.memory import __all__ as _memory
from peakend.errors.people import *  # noqa: F403
from peakend.errors.people import __all__ as _people
from peakend.errors.plan import *  # noqa: F403
from peakend.errors.plan import __all__ as _plan
from peakend.errors.remote import *  # noqa: F403
from peakend.errors.remote import __all__ as _remote
from peakend.errors.report import *  # noqa: F403
from peakend.errors.report import __all__ as _report
from peakend.errors.scan import *  # noqa: F403
from peakend.errors.scan import __all__ as _scan
from peakend.errors.serve import *  # noqa: F403
from peakend.errors.serve import __all__ as _serve
from peakend.errors.study_file import *  # noqa: F403
from peakend.errors.study_file import __all__ as _study_file
from peakend.errors.study_text import *  # noqa: F403
from peakend.errors.study_text import __all__ as _study_text
from peakend.errors.workbench import *  # noqa: F403
from peakend.errors.workbench import __all__ as _workbench

__all__ = [  # noqa: PLE0604 - the branches' lists are lists of names
    "AnalysisError",
    "AnswerError",
    "DesignError",
    "PeakendError",
    "ReportError",
    "ScanError",
    "StudyError",
    "WorkbenchError",
    *_analyse,
    *_asymmetry,
    *_chain,
    *_control,
    *_craft,
    *_define,
    *_design,
    *_door,
    *_drawing,
    *_drivers,
    *_editing,
    *_engines,
    *_emot,
    *_houses,
    *_importing,
    *_listen,
    *_memory,
    *_people,
    *_plan,
    *_remote,
    *_report,
    *_scan,
    *_serve,
    *_study_file,
    *_study_text,
    *_workbench,
]
