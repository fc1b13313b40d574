"""What an editor knows about the face of the library: checked by mypy with everything else, and run by test_notebook."""

from pathlib import Path
from typing import Any, assert_type

import peakend as pe
from peakend.analyse.importance import Importance
from peakend.analyse.nps import Nps
from peakend.analyse.peaks import Peaks, ScenarioPeaks
from peakend.analyse.segments import Segments
from peakend.define.remark import Remark


def use_the_face(answers: Any, folder: Path) -> pe.Picture:  # noqa: ANN401 - any dataframe there is
    """Everything that the first page shows, with the type of each thing."""
    study = assert_type(pe.open_template("telecom-vip"), pe.Study)
    assert_type(pe.check_study(study), tuple[Remark, ...])
    reading = assert_type(pe.read(study, answers, by="tier", where={"tier": ["gold", "diamond"]}), pe.Reading)
    assert_type(reading.importance, Importance)
    assert_type(reading.peaks, Peaks)
    assert_type(reading.nps, Nps)
    assert_type(reading.segments, Segments)
    assert_type(reading.peaks.scenario("visit"), ScenarioPeaks | None)
    assert_type(reading.nps.lines[0].nps, pe.Estimate | pe.TooFew)
    assert_type(pe.draw(reading.peaks, "en", scenario="visit").png(1.0), bytes)
    assert_type(pe.write_page(reading, folder / "report.html", "en"), Path)
    return assert_type(pe.draw(reading.peaks), pe.Picture)
