"""A study of head office with answers from the units of two provinces."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from tests.web.cast import Cast

from peakend.define.file import read_study, write_study
from peakend.define.study import Study
from peakend.define.template import find_template
from peakend.listen.synthetic import draw_answers
from peakend.listen.telecom_targets import TELECOM_VIP
from peakend.web.analyse.queries import forget_all
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart

HOME = {"zs": 90, "hall1": 60, "xm": 120, "hall2": 30}
"""How many answers come from each unit."""


@cache
def small_study() -> Study:
    """The home visits of the telecom study: everything that pages show, at a quarter of the cost."""
    study = read_study(find_template("telecom-vip").path)
    asked = tuple(one for one in study.survey.questions if "visit" in one.key or not one.about)
    return replace(study, scenarios=study.scenarios[:1], survey=replace(study.survey, questions=asked))


def add_answers(record: StudyRecord, rows: int, seed: int = 1, regions: list[str] | None = None, wave: str = "2026") -> AnswerPart:
    """Import drawn answers of a study."""
    drawn = draw_answers(small_study(), rows, seed=seed, targets=TELECOM_VIP)
    owners = pa.array([f"{seed}-{number}" for number in range(rows)])
    drawn = drawn.set_column(drawn.column_names.index("_respondent"), "_respondent", owners)
    drawn = drawn.set_column(drawn.column_names.index("_wave"), "_wave", pa.array([wave] * rows))
    if regions is not None:
        drawn = drawn.set_column(drawn.column_names.index("region"), "region", pa.array(regions))
    word = uuid4().hex
    path = Path(settings.MEDIA_ROOT) / "answers" / f"{word}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(drawn, path)
    return AnswerPart.objects.create(study=record, path=f"answers/{path.name}", digest=word * 2, coding=record.coding, wave=wave, rows=rows)


def make_record(cast: Cast, unit: str = "head", key: str = "vip") -> StudyRecord:
    """A study of a unit, without answers."""
    text = write_study(small_study())
    return StudyRecord.objects.create(unit=cast.units[unit], key=key, text=text, coding="c1", synthetic=True, unit_attribute="region")


@pytest.fixture(autouse=True)
def forget() -> None:
    """Nothing of another test is in memory."""
    forget_all()


@pytest.fixture
def record(cast: Cast) -> StudyRecord:
    """The study with its answers."""
    made = make_record(cast)
    regions = [unit for unit, times in HOME.items() for _ in range(times)]
    np.random.default_rng(4).shuffle(regions)
    add_answers(made, sum(HOME.values()), regions=regions)
    return made
