"""`python -m peakend.web.serve`: what `peakend web` starts. Django is set up here and nowhere else in the command line."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import django

from peakend.errors import HomeNotWritable, PeakendError
from peakend.scan.guests import keep_pandas_out
from peakend.web.serve.voice import complain

DEEDS: Final = {
    "run": "peakend.web.serve.starting",
    "check": "peakend.web.serve.remarks",
    "backup": "peakend.web.serve.backup",
    "restore": "peakend.web.serve.restore",
    "admin": "peakend.web.serve.first",
    "jobs": "peakend.web.serve.jobs",
}
"""What can be asked, and the module whose `perform` does it."""


def main(words: Sequence[str]) -> int:
    """Do one deed: its name, then its own words. The exit status is 0, or 1 where a person has something to mend."""
    os.umask(0o077)  # whatever is made here is for its owner alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peakend.web.settings")
    try:
        django.setup()
        status: int = import_module(DEEDS[words[0]]).perform(*words[1:])
    except PeakendError as fault:
        complain(fault)
        return 1
    except OSError as fault:
        place = fault.filename or os.environ.get("PEAKEND_HOME", Path.home() / ".peakend")
        complain(HomeNotWritable(home=str(place), reason=fault.strerror or str(fault)))
        return 1
    except KeyboardInterrupt:
        return 130
    return status


if __name__ == "__main__":
    keep_pandas_out()  # nothing here has a use for it
    sys.exit(main(sys.argv[1:]))
