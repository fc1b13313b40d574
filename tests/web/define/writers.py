"""Programs that write to a workbench of their own, for the tests that kill them or let them write at once.

`python -m tests.web.define.writers prepare | edit | crowd`, with PEAKEND_HOME naming an empty folder.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - the settings must be there first
from django.db import connection  # noqa: E402
from tests.web.cast import gather_cast  # noqa: E402

from peakend.define.moments import rename_moment  # noqa: E402
from peakend.define.template import template_text  # noqa: E402
from peakend.errors import EditConflict  # noqa: E402
from peakend.text import Text  # noqa: E402
from peakend.web.define.actions import change_study, create_study  # noqa: E402
from peakend.web.define.models import StudyRecord  # noqa: E402
from peakend.web.people.models import User  # noqa: E402


def prepare() -> None:
    """A database with people and one study."""
    call_command("migrate", verbosity=0)
    cast = gather_cast()
    create_study(actor=cast.people["lead"], unit=cast.units["head"], text=template_text("blank"))


def rename(seen: int, moment: str, words: str) -> int:
    """Rename one moment; the number of the version after it."""
    record, lead = StudyRecord.objects.get(), User.objects.get(username="lead")
    after = change_study(
        actor=lead,
        record=record,
        seen_number=seen,
        deed="moments.name",
        about=words,
        change=lambda study: rename_moment(study, moment, Text(words, words)),
    )
    return after.number


def edit() -> None:
    """Rename on and on until somebody puts an end to it; say each number as soon as it is stored."""
    number = StudyRecord.objects.get().number
    while True:
        number = rename(number, "pay", f"付款 {number}")
        print(number, flush=True)  # noqa: T201 - the test reads it


def crowd() -> None:
    """Six people change six moments at once, then six change one; say what became of each."""
    moments = ["arrive", "be_greeted", "explain", "get_served", "pay", "leave"]
    seen = StudyRecord.objects.get().number

    def attempt(task: tuple[int, str, str]) -> str:
        try:
            rename(*task)
        except EditConflict:
            return "conflict"
        finally:
            connection.close()
        return "stored"

    with ThreadPoolExecutor(len(moments)) as pool:
        apart = list(pool.map(attempt, [(seen, moment, f"{moment} apart") for moment in moments]))
        seen = StudyRecord.objects.get().number
        same = list(pool.map(attempt, [(seen, "pay", f"pay {at}") for at in range(6)]))
    print(json.dumps({"apart": apart, "same": same}))  # noqa: T201 - the test reads it


if __name__ == "__main__":
    {"prepare": prepare, "edit": edit, "crowd": crowd}[sys.argv[1]]()
