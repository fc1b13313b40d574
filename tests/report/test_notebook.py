"""Can a result be drawn where it stands, without anything else?"""

from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from tests.report.drawn import everything

from peakend.analyse.result import Result
from peakend.report.notebook import DRAWN, draw

RESULTS = ["importance", "peaks", "experience", "gaps", "needs", "nps", "satisfaction", "segments"]


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_result_draws_itself_in_both_languages(name: str, language: str) -> None:
    shown = draw(getattr(everything(), name), language)  # type: ignore[arg-type]
    assert len(shown) > 0
    for drawing in shown:
        fromstring(f"<div>{shown._repr_html_()}</div>")  # noqa: S314 - our own
        assert "n = 200" in drawing.words()
        assert all(drawing.place.holds(label.place, 1.0) for label in drawing.labels())


def test_every_kind_of_result_with_pictures_is_drawn() -> None:
    known = everything()
    assert {type(getattr(known, name)) for name in RESULTS} == set(DRAWN)


def test_a_reading_draws_everything_maps_included() -> None:
    names = {drawing.name for drawing in draw(everything().reading, "en")}
    assert {"map-s1", "baseline-s1", "quadrants-s2", "nps"} <= names


def test_a_result_without_pictures_draws_none() -> None:
    assert len(draw(Result(everything().base))) == 0


def test_pictures_can_be_kept(tmp_path: Path) -> None:
    known = everything()
    assert known.nps is not None
    assert [path.name for path in draw(known.nps).save(tmp_path)] == ["nps.svg", "nps.png"]
