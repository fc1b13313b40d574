"""Which baselines of a study may somebody see? Those of all answers, of units they belong to, and of units whose answers they may count.

The values of a baseline are figures of whoever it was frozen for. A branch may hold its own against the company's and its province's; the
figures of the unit beside it are none of its business, frozen or not.
"""

from peakend.web.analyse.models import FrozenBaseline
from peakend.web.define.models import StudyRecord
from peakend.web.people.access import memberships, scope_of
from peakend.web.people.models import Unit, User


def baselines_for(user: User, record: StudyRecord) -> list[FrozenBaseline]:
    """The baselines of a study that somebody may see, the newest first."""
    found = list(record.baselines.select_related("by").order_by("-when", "-pk"))
    scope = scope_of(user, "result.read", record.unit)
    if scope is None:
        return found
    known = {*scope, *_above(user, record)}
    return [one for one in found if str(one.filters.get("unit", "")) in {"", *known}]


def find_baseline(user: User, record: StudyRecord, number: int) -> FrozenBaseline | None:
    """One of them; nothing where it is not there, or not theirs to see."""
    return next((one for one in baselines_for(user, record) if one.pk == number), None)


def _above(user: User, record: StudyRecord) -> set[str]:
    """The keys of the units that those of somebody lie in."""
    own = [one.unit.path for one in memberships(user, "result.read") if one.unit.organisation_id == record.unit.organisation_id]
    units = Unit.objects.filter(organisation=record.unit.organisation).values_list("key", "path")
    return {key for key, path in units if any(one.startswith(path) for one in own)}
