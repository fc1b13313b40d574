"""A baseline shows the figures of whoever it was frozen for: of all, of units above and below, never of the unit beside."""

import pytest
from django.urls import reverse
from tests.web.cast import Cast

from peakend.web.analyse.models import FrozenBaseline
from peakend.web.define.models import StudyRecord


@pytest.fixture
def frozen(record: StudyRecord) -> dict[str, FrozenBaseline]:
    """Baselines of everybody, of the province, of a city in it and of the city beside."""
    made = {}
    for unit in ("", "gd", "zs", "xm"):
        filters: dict[str, object] = {"where": {}, "unit": unit, "wave": "", "by": [], "flagged": True}
        made[unit] = FrozenBaseline.objects.create(study=record, name=f"of-{unit or 'all'}", fingerprint="f", filters=filters, values={})
    return made


@pytest.mark.parametrize(("who", "seen"), [("lead", {"", "gd", "zs", "xm"}), ("city", {"", "gd", "zs"})])
def test_the_figures_of_the_unit_beside_are_not_in_the_list(
    cast: Cast, record: StudyRecord, frozen: dict[str, FrozenBaseline], who: str, seen: set[str]
) -> None:
    page = cast.client(who).get(reverse("analyse:baselines", args=[record.pk])).content.decode()
    assert {unit for unit, one in frozen.items() if f">{one.name}<" in page} == seen
    told = cast.client(who).get(f"/api/studies/{record.pk}/baselines").json()
    assert {one["filters"]["unit"] for one in told["found"]} == seen


def test_its_number_opens_nothing_either(cast: Cast, record: StudyRecord, frozen: dict[str, FrozenBaseline]) -> None:
    beside = frozen["xm"].pk
    assert cast.client("city").get(reverse("analyse:baseline", args=[record.pk, beside])).status_code == 404
    assert cast.client("city").get(f"/api/studies/{record.pk}/baselines/{beside}").status_code == 404
    assert cast.client("lead").get(f"/api/studies/{record.pk}/baselines/{beside}").status_code == 200
