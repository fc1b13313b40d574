"""Answers over time, made up with a known truth."""

import datetime as dt

import numpy as np
import pyarrow as pa

from peakend.define.study import Study
from peakend.define.survey import Attribute, Question, Scale, Survey
from peakend.text import Text

NAMED = Text(zh="甲", en="A")
STUDY = Study(
    "watched",
    NAMED,
    survey=Survey(
        (
            Question("sat", "overall", wording=Text("总体满意度", "Overall satisfaction"), scale=Scale(1, 10)),
            Question("nps", "nps", scale=Scale(0, 10)),
            Question("amount", "profile"),
        ),
        (Attribute("branch", NAMED), Attribute("pilot", NAMED)),
    ),
)


def monthly(months: int = 20, each: int = 60, shift: float = 0.0, since: int = 99, seed: int = 11, wobble: float = 0.0) -> pa.Table:
    """So many answers each month from January 2023, on days from the first to the last; `shift` is added from month `since` on."""
    random = np.random.default_rng(seed)
    days, sat = [], []
    for month in range(months):
        first = dt.date(2023 + month // 12, month % 12 + 1, 1)
        last = dt.date(2023 + (month + 1) // 12, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)
        moved = random.normal(0, wobble) + (shift if month >= since else 0.0)
        for number in range(each):
            days.append(first + dt.timedelta(days=round(number * (last.day - 1) / (each - 1))))
            sat.append(6.0 + moved + random.normal(0, 1.5))
    codes = np.clip(np.rint(sat), 1, 10).astype(np.int16)
    return pa.table({"_date": pa.array(days, pa.date32()), "sat": codes, "nps": codes, "_block": np.arange(len(codes)) % 256})


def twice(people: int = 200, effect: float = 1.0, *, picked: bool = False, seed: int = 3) -> pa.Table:
    """The same people in two waves; half of them in the pilot, in the second wave `effect` better. `picked`: the worse half is treated."""
    random = np.random.default_rng(seed)
    level = random.normal(6, 1.5, people)
    first = level + random.normal(0, 1, people)
    treated = np.argsort(np.argsort(first)) < people // 2 if picked else np.arange(people) % 2 == 0
    second = level + random.normal(0, 1, people) + effect * treated
    rows = []
    for person in range(people):
        for wave, value in (("2023", first[person]), ("2024", second[person])):
            code = int(np.clip(np.rint(value), 1, 10))
            rows.append((f"p{person}", wave, code, "yes" if treated[person] else "no", f"b{person % 40}"))
    columns = [list(column) for column in zip(*rows, strict=True)]
    return pa.table(dict(zip(("_respondent", "_wave", "sat", "pilot", "branch"), columns, strict=True)))
