"""What is written about findings: a baseline frozen under a name."""

from dataclasses import asdict

from django.db import transaction

from peakend.analyse.reading import Reading
from peakend.control.compare import freeze_baseline
from peakend.errors import BaselineNamed
from peakend.web.analyse.filters import Filters
from peakend.web.analyse.models import FrozenBaseline
from peakend.web.define.models import StudyRecord
from peakend.web.people import audit
from peakend.web.people.models import User

LONGEST = 80


def freeze_values(*, by: User, record: StudyRecord, reading: Reading, name: str, filters: Filters) -> FrozenBaseline:
    """Freeze the values of a reading under a name that is not taken. Never changed afterwards.

    Raises `BaselineNamed`, and what working the values out raises.
    """
    values = freeze_baseline(reading)
    with transaction.atomic():
        StudyRecord.objects.select_for_update().get(pk=record.pk)
        if not name or len(name) > LONGEST or record.baselines.filter(name=name).exists():
            raise BaselineNamed(name=name[:LONGEST])
        frozen = FrozenBaseline.objects.create(
            study=record, name=name, by=by, fingerprint=values.fingerprint, filters=filters.plain(), values=asdict(values)
        )
        audit.record(record.unit.organisation, by, "baseline.freeze", f"{record.key}/{name}", fingerprint=values.fingerprint)
    return frozen
