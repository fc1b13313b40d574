"""A study of five constructs, answered as in the reference case: what the tests of the chain and of reliability share."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from tests.numbers.golden import rows

from peakend.analyse.reading import Reading
from peakend.define.plan import ChainPlan, Construct, Influence, Mode, Plan
from peakend.define.study import Study
from peakend.define.survey import Measure, Question, Scale, Survey
from peakend.text import Text

BLOCKS = {"img": 4, "qua": 5, "val": 2, "sat": 3, "loy": 3}
ARROWS = (("img", "qua"), ("img", "sat"), ("img", "loy"), ("qua", "val"), ("qua", "sat"), ("val", "sat"), ("sat", "loy"))
MEASURES: dict[str, Measure] = {"img": "performance", "qua": "performance", "val": "performance", "sat": "overall", "loy": "loyalty"}


def named(key: str) -> Text:
    return Text(zh=f"“{key}”", en=key.upper())


def questions(key: str) -> tuple[str, ...]:
    return tuple(f"{key}{number}" for number in range(1, BLOCKS[key] + 1))


def plan_chain(arrows: Sequence[tuple[str, str]] = ARROWS, modes: dict[str, Mode] | None = None, **other: tuple[str, ...]) -> ChainPlan:
    """The chain of the reference case; `other` questions for a construct, by its key."""
    constructs = tuple(Construct(key, named(key), other.get(key, questions(key)), (modes or {}).get(key, "A")) for key in BLOCKS)
    return ChainPlan(constructs, tuple(Influence(cause, effect) for cause, effect in arrows))


def draft(chain: ChainPlan | None = None) -> Study:
    asked = tuple(Question(one, MEASURES[key], scale=Scale(1, 10)) for key in BLOCKS for one in questions(key))
    return Study("chained", named("chained"), survey=Survey(asked), plan=Plan(chain=plan_chain() if chain is None else chain))


def answers() -> list[dict[str, Any]]:
    return [{key.lower(): int(value) for key, value in row.items()} for row in rows("pls_model.csv")]


def read(chain: ChainPlan | None = None, told: Sequence[dict[str, Any]] | None = None, **where: Any) -> Reading:  # noqa: ANN401 - as a reading takes it
    return Reading(draft(chain), pa.Table.from_pylist(list(answers() if told is None else told)), **where)


def turn(told: Sequence[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The same answers with one question's scale the other way round."""
    return [{**row, key: 11 - row[key]} for row in told]
