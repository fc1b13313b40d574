"""A study that asks for every analysis of the method, made of a smaller one, with answers: where laws for all results are shown."""

from dataclasses import replace
from typing import Final

import numpy as np
import pyarrow as pa

from peakend.define.answers import FLAGGED, RESPONDENT
from peakend.define.plan import ComplaintPlan, Fieldwork, Margin, StayPlan, WeightingPlan
from peakend.define.study import Need, Study, Theme
from peakend.define.survey import Attribute, Measure, Question, Scale
from peakend.text import Text

PAIN: Final = "pains"
"""The multiple answer about complaints."""

FIVE: Final = Scale(1, 5)
THEME: Final = Theme("calm", Text("安心", "Calm"), "basic", "basic")
FEATURES: Final = (Need("advance_notice", Text("提前告知", "Advance notice"), "calm"), Need("small_gift", Text("小礼品", "A small gift")))
WAYS: Final[tuple[tuple[str, Measure], ...]] = (("with", "kano_functional"), ("without", "kano_dysfunctional"))
COMPLAINTS: Final = (
    ("wait", Text("等候太久", "Long waits")),
    ("twice", Text("重复说明", "Telling it twice")),
    ("price", Text("价格不清", "Unclear prices")),
    ("other", Text("其他", "Something else")),
)


def complete(study: Study) -> Study:
    """The study with Kano pairs, complaints, a tenure, a place, and a plan for weighting, field work, complaints and staying."""
    asked = [Question(f"{way}_{one.key}", measure, about=one.key, scale=FIVE) for one in FEATURES for way, measure in WAYS]
    asked += [Question(f"pain_{key}", "chosen", group=PAIN, wording=words, scale=Scale(0, 1)) for key, words in COMPLAINTS]
    asked.append(Question("tenure", "profile", wording=Text("在网月数", "Months as a customer")))
    values = (("left", Text("已离网", "Gone")), ("stays", Text("在网", "Still here")))
    attributes = (Attribute("gone", Text("是否离网", "Whether gone"), values=values), Attribute("place", Text("地区", "Place")))
    plan = replace(
        study.plan,
        weighting=WeightingPlan((Margin("place", (("north", 0.4), ("south", 0.6))),), 0.3, 3.0),
        fieldwork=(Fieldwork(counts=(("complete", 80), ("refusal", 40), ("non_contact", 60), ("unknown", 30))),),
        complaints=(ComplaintPlan(PAIN, ("pain_other",)),),
        stay=StayPlan("tenure", "gone", ("left",)),
    )
    survey = replace(study.survey, questions=(*study.survey.questions, *asked), attributes=(*study.survey.attributes, *attributes))
    return replace(study, survey=survey, plan=plan, needs=(*study.needs, *FEATURES), themes=(*study.themes, THEME))


def answer_all(study: Study, answers: pa.Table, seed: int = 3) -> pa.Table:
    """Answers to the smaller study with those to what `complete` added: complaints cost, the unhappy leave, some rows are flagged."""
    random, count = np.random.default_rng(seed), answers.num_rows
    overall = next(one.key for one in study.survey.asking("overall") if not one.about)
    pleased = np.nan_to_num(answers[overall].to_numpy(zero_copy_only=False).astype(float), nan=3.0) / 5
    added: dict[str, pa.Array] = {}
    for at, one in enumerate(FEATURES):
        added[f"with_{one.key}"] = pa.array(random.choice([1, 2, 3], count, p=[0.6, 0.2, 0.2] if at else [0.2, 0.6, 0.2]), pa.int16())
        added[f"without_{one.key}"] = pa.array(random.choice([3, 4, 5], count, p=[0.6, 0.2, 0.2] if at else [0.1, 0.2, 0.7]), pa.int16())
    for at, (key, _) in enumerate(COMPLAINTS):
        added[f"pain_{key}"] = pa.array((random.uniform(size=count) < (0.5 - 0.08 * at) * (1.3 - pleased)).astype(int), pa.int16())
    added["tenure"] = pa.array(np.rint(random.exponential(30, count)) + 1)
    added["gone"] = pa.array(np.where(random.uniform(size=count) < 0.7 * (1.3 - pleased), "left", "stays").tolist())
    added["place"] = pa.array(random.choice(["north", "south"], count).tolist())
    added[FLAGGED] = pa.array((random.uniform(size=count) < 0.1).tolist())
    if RESPONDENT not in answers.column_names:
        added[RESPONDENT] = pa.array([f"p{number}" for number in range(count)])
    for name, column in added.items():
        answers = answers.append_column(name, column)
    return answers
