"""A service with everything a picture can show, of any size and with names of any length: what drawings and pages are tested on."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
import pyarrow as pa

from peakend.analyse.reading import Reading
from peakend.define.study import CommonMoment, Competitor, Moment, Need, Published, Scenario, Stage, Study, Theme
from peakend.define.survey import Attribute, Measure, Question, Scale, Survey
from peakend.report.facts import Known, gather
from peakend.text import Text

FIVE: Final = Scale(1, 5)
HOSTILE: Final = "<script>alert('x')</script> & \"quoted\" {braces} http://evil.example"
"""What a careless or evil user may have written as a name."""

STAGES: Final = (
    Stage("contact", Text("接触", "Contact"), "#2f9e6e", policy=Text("像朋友", "Like a friend")),
    Stage("operation", Text("操作", "Operation"), "#2b6cb0"),
    Stage("end", Text("结束", "End"), "#c98a12", ends=True),
)
THEMES: Final = (Theme("respect", Text("尊重", "Respect")), Theme("trust", Text("信任", "Trust"), "middle", "performance"))
NEEDS: Final = (
    Need("kind", Text("受尊重", "Being respected"), "respect"),
    Need("sure", Text("可信赖", "Being able to trust"), "trust"),
    Need("quick", Text("快速", "Speed")),
)
NAMES: Final = (
    Text("预约", "Appointment"),
    Text("疑问解答", "Answering questions"),
    Text("投诉处理", "Complaint handling"),
    Text("离开", "Leaving"),
    Text("后续跟进", "Follow-up"),
)
ASKED: Final[tuple[Measure, ...]] = ("importance", "performance", "expectation", "emotion")


def journey(
    moments: int = 6,
    scenarios: int = 1,
    *,
    names: Sequence[Text] = NAMES,
    asked: Sequence[Measure] = ASKED,
    needs: bool = True,
    synthetic: bool = True,
) -> Study:
    """A study of scenarios with so many moments each, the last two of the end stage, asked about in these ways."""
    parts = tuple(_scenario(place, moments, names) for place in range(1, scenarios + 1))
    keys = [moment.key for part in parts for moment in part.moments]
    questions = [Question(f"{key}_{measure}", measure, about=key, scale=_scale(measure)) for measure in asked for key in keys]
    if needs:
        chosen = [(part.moments[0].key, need) for part in parts for need in NEEDS]
        questions += [Question(f"{key}_{need.key}", "chosen", about=need.key, group=key, wording=need.name) for key, need in chosen]
    questions += [Question("recommend", "nps", scale=Scale(0, 10)), Question("overall", "overall", scale=FIVE)]
    peaks = tuple(parts[0].moments[at].key for at in range(min(2, moments)))
    return Study(
        "journey",
        Text("体验研究", "Experience study"),
        synthetic=synthetic,
        goal=Text("找到客户记住的时刻", "Find what is remembered"),
        period="2026-Q3",
        stages=STAGES,
        scenarios=parts,
        common=(CommonMoment("start", Text("预约", "Appointment")),),
        needs=NEEDS,
        themes=THEMES,
        competitors=(Competitor("rival", Text("友商", "Rival")),),
        published=(Published(parts[0].key, 4.2, peaks, (parts[0].moments[-1].key,)),),
        survey=Survey(tuple(questions), (Attribute("tier", Text("卡级", "Tier")),)),
    )


def _scale(measure: Measure) -> Scale:
    return Scale(-2, 2) if measure == "emotion" else FIVE


def _scenario(place: int, moments: int, names: Sequence[Text]) -> Scenario:
    made = []
    for at in range(moments):
        stage = "end" if at >= max(moments - 2, 1) else "contact" if at < moments / 3 else "operation"
        provenance = ("source", "inferred", "placeholder", "measured")[at % 4]
        needs = ("kind", "sure") if at == 0 else ()
        common = "start" if at == 0 else ""
        made.append(Moment(f"s{place}m{at + 1}", names[at % len(names)], stage, provenance, common, needs))  # type: ignore[arg-type]
    return Scenario(f"s{place}", Text(f"场景{place}", f"Scenario {place}"), tuple(made))


def answer(study: Study, count: int = 120, seed: int = 5) -> pa.Table:
    """Answers to every question: each has a mean of its own; some are missing."""
    random = np.random.default_rng(seed)
    columns: dict[str, list[int | None] | list[str]] = {"tier": random.choice(["gold", "plain"], count).tolist()}
    for question in study.survey.questions:
        scale = question.scale or Scale(0, 1)
        middle = scale.low + (scale.high - scale.low) * random.uniform(0.4, 0.9)
        spread = (scale.high - scale.low) / 5
        drawn = np.clip(np.rint(middle + spread * random.standard_normal(count)), scale.low, scale.high).astype(int).tolist()
        columns[question.key] = [None if random.random() < 0.03 else value for value in drawn]
    arrays = {name: pa.array(cells) if name == "tier" else pa.array(cells, pa.int16()) for name, cells in columns.items()}
    return pa.table(arrays)


def reading(study: Study, count: int = 120, seed: int = 5, *, by: tuple[str, ...] = ()) -> Reading:
    """A reading of such answers."""
    return Reading(study, answer(study, count, seed), by=by)


@lru_cache(maxsize=4)
def everything(scenarios: int = 2) -> Known:
    """All results of a service that was asked everything, split by tier."""
    return gather(reading(journey(6, scenarios), 200, by=("tier",)))


def renamed(study: Study, words: str) -> Study:
    """The same study with every name a user gives replaced by these words (and something to tell them apart)."""
    said = Text(words, words)
    scenarios = tuple(
        replace(one, name=said, moments=tuple(replace(moment, name=said) for moment in one.moments)) for one in study.scenarios
    )
    stages = tuple(replace(stage, name=said, policy=said, colour="red;}</style>") for stage in study.stages)
    needs, themes = (tuple(replace(one, name=said) for one in several) for several in (study.needs, study.themes))
    return replace(study, title=said, goal=said, scenarios=scenarios, stages=stages, needs=needs, themes=themes)  # type: ignore[arg-type]
