"""A service of any size, asked about in every way, and answers to it drawn at random: what analyses of moments are tested on."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from peakend.analyse.reading import Reading
from peakend.define.study import CommonMoment, Competitor, Moment, Need, Scenario, Stage, Study
from peakend.define.survey import Attribute, Measure, Question, Scale, Survey
from peakend.text import Text

FIVE: Final = Scale(1, 5)
ASKED: Final[tuple[Measure, ...]] = ("importance", "performance", "expectation", "emotion")
STAGES: Final = (Stage("meet", Text("接触", "Meet")), Stage("end", Text("结束", "End"), ends=True))
NEEDS: Final = tuple(
    Need(key, Text(zh, en)) for key, zh, en in (("quick", "快速", "Quick"), ("kind", "亲切", "Kind"), ("sure", "可靠", "Sure"))
)

Columns = Mapping[str, Sequence[Any]]


def named(key: str) -> Text:
    """The same word in both languages."""
    return Text(zh=key, en=key)


def service(scenarios: int = 1, moments: int = 4, measures: Sequence[Measure] = ASKED, *, end: bool = True, scale: Scale = FIVE) -> Study:
    """A study of scenarios s1, s2 … with moments s1m1, s1m2 …, the last one the end; the first moments of all share a common one."""
    parts, questions = [], []
    for place in range(1, scenarios + 1):
        keys = [f"s{place}m{at}" for at in range(1, moments + 1)]
        stages = ["end" if end and at == moments else "meet" for at in range(1, moments + 1)]
        commons = ["greeting" if at == 1 else "" for at in range(1, moments + 1)]
        made = (Moment(key, named(key), stage, common=common) for key, stage, common in zip(keys, stages, commons, strict=True))
        parts.append(Scenario(f"s{place}", named(f"s{place}"), tuple(made)))
        questions += [Question(f"{key}_{measure}", measure, about=key, scale=scale) for measure in measures for key in keys]
        questions.append(Question(f"s{place}_overall", "overall", about=f"s{place}", scale=scale))
    asked = (*questions, Question("recommend", "nps", scale=Scale(0, 10)))
    return Study(
        "service",
        Text("服务", "Service"),
        stages=STAGES,
        scenarios=tuple(parts),
        common=(CommonMoment("greeting", named("greeting")),),
        needs=NEEDS,
        competitors=(Competitor("rival", named("rival")),),
        survey=Survey(asked, (Attribute("tier"),)),
    )


def chosen(study: Study, group: str, *keys: str, about: str = "") -> Study:
    """The same study with a multiple answer: a choice for each key, about the key itself unless all are about something else."""
    more = tuple(Question(f"{group}__{key}", "chosen", about=about or key, group=group, wording=named(key)) for key in keys)
    survey = study.survey
    return with_survey(study, Survey((*survey.questions, *more), survey.attributes))


def with_survey(study: Study, survey: Survey) -> Study:
    """The same study asking something else."""
    parts = {name: getattr(study, name) for name in ("stages", "scenarios", "common", "needs", "competitors", "published")}
    return Study(study.key, study.title, survey=survey, **parts)


def draw(study: Study, count: int = 200, seed: int = 7, *, missing: float = 0.0, spread: float = 1.0) -> dict[str, list[Any]]:
    """Answers to every question: a mean of its own for each, a person's own level in all, some blanks."""
    random = np.random.default_rng(seed)
    person, columns = random.standard_normal(count), {}
    for question in study.survey.questions:
        scale = question.scale or Scale(0, 1)
        middle = scale.low + (scale.high - scale.low) * random.uniform(0.45, 0.85)
        noise = spread * (0.6 * person + 0.8 * random.standard_normal(count)) * (scale.high - scale.low) / 5
        answers = np.clip(np.rint(middle + noise), scale.low, scale.high).astype(int).tolist()
        blank = random.random(count) < missing
        columns[question.key] = [None if empty else answer for answer, empty in zip(answers, blank, strict=True)]
    return columns


def read(study: Study, columns: Columns, **options: Any) -> Reading:  # noqa: ANN401 - the options of a reading
    """A reading of answers written as columns; a column of blanks is one of whole numbers."""
    arrays = {
        name: pa.array(cells) if name.startswith("_") or name == "tier" else pa.array(cells, pa.int16()) for name, cells in columns.items()
    }
    return Reading(study, pa.table(arrays), **options)
