"""The home visit of the demo with its design and answers, and cascades of any size for tests of laws."""

from functools import cache
from importlib.resources import files

import numpy as np

from peakend.analyse.reading import Reading
from peakend.analyse.result import Estimate, Figure
from peakend.define.study import Moment, Need, Scenario, Stage, Study
from peakend.define.survey import Question, Scale, Survey
from peakend.define.template import open_template
from peakend.design.file import read_design
from peakend.design.flow import Flow, run_cascade
from peakend.design.houses import EFFECTS, Cascade, Characteristic, Dependence, NeedRow, Relation, ServiceHouse
from peakend.design.plan import Design
from peakend.listen.synthetic import draw_answers
from peakend.listen.telecom_targets import TELECOM_VIP
from peakend.text import Text

MARKS = (0.0, 1.0, 3.0, 9.0)


def told(figure: Figure) -> float:
    """The value of a figure that is enough answered to have one."""
    assert isinstance(figure, Estimate)
    return figure.value


@cache
def visit() -> tuple[Reading, Design, Flow]:
    """The demo: its reading, its design, its cascade worked out."""
    study = open_template("telecom-vip")
    reading = Reading(study, draw_answers(study, 1204, targets=TELECOM_VIP))
    design = read_design(files("peakend.design").joinpath("templates/telecom-vip.design.yaml").read_text(encoding="utf-8"), study)
    return reading, design, run_cascade(design.houses[0], reading.evidence)


def make_study(needs: int = 5, moments: int = 3) -> Study:
    """A study that asks how important each moment is, how good it was, and which needs are named there."""
    scale = Scale(1, 5)
    wanted = tuple(Need(f"n{at}", Text(f"需求{at}", f"Need {at}")) for at in range(needs))
    points = tuple(Moment(f"m{at}", Text(f"时刻{at}", f"Moment {at}"), "end") for at in range(moments))
    questions = [Question(f"imp_{one.key}", "importance", one.key, scale=scale) for one in points]
    questions += [Question(f"per_{one.key}", "performance", one.key, scale=scale) for one in points]
    questions += [
        Question(f"{one.key}__{need.key}", "chosen", need.key, group=one.key, chosen=("1",), unchosen=("0",))
        for one in points
        for need in wanted
    ]
    return Study(
        "made",
        Text("虚构", "Made up"),
        stages=(Stage("end", Text("结束", "End"), ends=True),),
        scenarios=(Scenario("all", Text("全程", "All"), points),),
        needs=wanted,
        survey=Survey(questions=tuple(questions)),
    )


def make_cascade(random: np.random.Generator, sizes: tuple[int, ...], raters: int = 1, words: str = "") -> Cascade:
    """Houses filled in at random: `sizes` are the numbers of needs and of the columns of each house; no row and no column is empty."""
    rows = tuple(f"n{at}" for at in range(sizes[0]))
    needs, houses, before = tuple(NeedRow(key, float(random.integers(3, 10)), 3.5, 4.5, 1.2) for key in rows), [], rows
    for house, size in enumerate(sizes[1:]):
        columns = tuple(
            Characteristic(
                f"h{house}c{at}",
                Text(f"{words or '列'}{at}", f"{words or 'Column'} {at}"),
                ("more", "less", "target")[at % 3],
                current=float(at),
                target=float(at + 1),
                difficulty=1 + at % 5,
            )
            for at in range(size)
        )
        filled = random.random((len(before), size)) < 0.4
        filled[np.arange(max(len(before), size)) % len(before), np.arange(max(len(before), size)) % size] = True
        related = tuple(
            Relation(before[row], columns[column].key, tuple(float(random.choice(MARKS[1:])) for _ in range(raters)))
            for row, column in np.argwhere(filled)
        )
        beams = tuple(
            Dependence(columns[one].key, columns[one + 1].key, EFFECTS[one % 4]) for one in range(size - 1) if random.random() < 0.5
        )
        houses.append(ServiceHouse(f"h{house}", Text(f"第{house}屋", f"House {house}"), columns, related, beams))
        before = tuple(column.key for column in columns)
    return Cascade(
        "made",
        Text("虚构质量屋", "Made-up houses"),
        needs,
        tuple(houses),
        raters=tuple(Text(f"评{at}", f"Rater {at}") for at in range(raters)),
    )
