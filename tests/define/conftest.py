"""Studies of every kind, made up by dice: possible in their keys, free in everything else."""

import random
import string
from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args

import pytest
from hypothesis import strategies as st

from peakend.define.plan import (
    ChainPlan,
    ComplaintPlan,
    Construct,
    Disposition,
    EmotPlan,
    EpisodePlan,
    Factor,
    Fieldwork,
    Fit,
    Influence,
    Margin,
    Mode,
    Plan,
    StayPlan,
    WeightingPlan,
)
from peakend.define.sources import Source, SourceKind
from peakend.define.study import (
    Change,
    CommonMoment,
    Competitor,
    Level,
    Moment,
    Need,
    PriorClass,
    Provenance,
    Published,
    Role,
    Scenario,
    Segment,
    Stage,
    Study,
    Theme,
)
from peakend.define.survey import Attribute, Columns, Layout, Measure, Question, Reason, Scale, Survey
from peakend.text import Text

T = TypeVar("T")
ChangeKind = Literal["split", "merge", "move", "rename"]
NASTY = [
    *(
        "yes",
        "no",
        "null",
        "~",
        "true",
        "007",
        "1e5",
        "4.50",
        "-1",
        "2008-01",
        "|",
        ">",
        ",",
        "?",
        "? x",
        "：",
        "《》“”",
        "预约",
        "é",
        "😀",
    ),
    *(
        "a: b",
        "a #b",
        "- x",
        "{x}",
        "[y]",
        "*z",
        "&w",
        "!t",
        "%d",
        "@e",
        "'",
        '"',
        "\\",
        "a\nb",
        " x",
        "x ",
        "\t",
        "\x07",
        "\u2028",
        "\ufeff",
    ),
    "x" * 1200,
]
ALPHABET = string.ascii_letters + string.digits + " _-./:#,[]{}'\"\\\n茶馆付款，。？😀é"


class Maker:
    """Makes one study by dice: the same seed gives the same study; `most` bounds every list."""

    def __init__(self, seed: int, most: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - dice, not secrets
        self.most = most
        self.used: set[str] = set()

    def word(self) -> str:
        if self.dice.random() < 0.5:
            return self.dice.choice(["", "Paying", "付款", "到店 visit", *NASTY])
        return "".join(self.dice.choices(ALPHABET, k=self.dice.randint(0, 12)))

    def text(self) -> Text:
        return self.dice.choice([Text(), Text(zh=self.word()), Text(en=self.word()), Text(self.word(), self.word()), Text("同", "同")])

    def key(self) -> str:
        while (key := "".join(self.dice.choices("abc019", k=self.dice.randint(1, 6)))) in self.used:
            pass
        self.used.add(key)
        return key

    def some(self, make: Callable[[], T]) -> tuple[T, ...]:
        return tuple(make() for _ in range(self.dice.randint(0, self.most)))

    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.some(self.word)))

    def pairs(self, make: Callable[[], T], name: Callable[[], Any] | None = None) -> tuple[tuple[Any, T], ...]:
        return tuple({(name or self.word)(): make() for _ in range(self.dice.randint(0, self.most))}.items())

    def number(self) -> int:
        return self.dice.choice([0, 1, 5, 10, -3, 32767, self.dice.randint(-1000, 1000)])

    def flag(self) -> bool:
        return self.dice.random() < 0.5

    def one(self, kind: Any) -> Any:  # noqa: ANN401 - one of the words of a Literal
        return self.dice.choice(get_args(kind))

    def moment(self) -> Moment:
        common = self.dice.choice(["", "x"])
        sources = self.some(self.source)
        return Moment(self.key(), self.text(), self.word(), self.one(Provenance), common, self.words(), self.words(), self.text(), sources)

    def source(self) -> Source:
        return Source(self.one(SourceKind), self.dice.random() < 0.5, self.dice.randrange(0, 50), self.word(), self.text())

    def scale(self) -> Scale:
        free = (self.number(), self.number(), self.number())
        missing, labels = self.pairs(lambda: self.one(Reason)), self.pairs(self.text, self.number)
        return self.dice.choice([Scale(1, 5), Scale(0, 10), Scale(*free, missing, labels, self.pairs(self.number))])

    def question(self) -> Question:
        return Question(
            key=self.key(),
            measure=self.one(Measure),
            about=self.word(),
            wording=self.text(),
            scale=self.scale() if self.flag() else None,
            column=self.word(),
            competitor=self.word(),
            group=self.word(),
            chosen=self.words(),
            unchosen=self.words(),
            joined=self.word(),
            asked_if=self.word(),
            asked_when=self.words(),
            as_asked=self.flag(),
        )

    def survey(self) -> Survey:
        attributes = self.some(lambda: Attribute(self.key(), self.text(), self.word(), self.pairs(self.text), self.words()))
        layout = Layout(self.word(), self.word(), self.word(), self.word(), self.word(), self.dice.randint(0, 3))
        return Survey(self.some(self.question), attributes, Columns(*(self.word() for _ in range(7))), layout)

    def theme(self) -> Theme:
        return Theme(self.key(), self.text(), self.one(Level), self.one(PriorClass), self.text(), self.some(self.text))

    def stage(self) -> Stage:
        return Stage(self.key(), self.text(), self.dice.choice(["#66758a", "#2f9e6e", "#ABCDEF"]), self.flag(), self.flag(), self.text())

    def published(self) -> Published:
        mean = self.dice.choice([None, 4.45, -0.1, 1e-7, 5e-324, 1.7e300, float(self.number()), self.dice.random()])
        return Published(self.word(), mean, self.words(), self.words(), self.text())

    def lineage(self) -> tuple[Change, ...]:
        """A history without a circle: every key is new."""
        return self.some(lambda: Change(self.one(ChangeKind), (self.key(),), (self.key(), self.key()), self.text()))

    def share(self) -> float:
        return self.dice.choice([0.0, 0.25, 2.0, -1.0, 1e15, 1e-7, 1.7e300, self.dice.random()])

    def of(self, kind: Any) -> Callable[[], Any]:  # noqa: ANN401 - one of the words of a Literal
        return lambda: self.one(kind)

    def ratings(self) -> tuple[int, ...]:
        return self.some(self.number)

    def emot(self) -> EmotPlan:
        fit = tuple(Fit(moment, ratings) for moment, ratings in self.pairs(self.ratings))
        scaling, combine = self.one(Literal["percentile", "z"]), self.one(Literal["sum", "product"])
        return EmotPlan(self.pairs(self.share, self.of(Factor)), fit, scaling, combine)

    def chain(self) -> ChainPlan:
        constructs = self.some(lambda: Construct(self.key(), self.text(), self.words(), self.one(Mode)))
        return ChainPlan(constructs, self.some(lambda: Influence(self.word(), self.word())))

    def weighting(self) -> WeightingPlan:
        margins = tuple(Margin(attribute, shares) for attribute, shares in self.pairs(lambda: self.pairs(self.share)))
        return WeightingPlan(margins, self.share(), self.share())

    def plan(self) -> Plan:
        fieldwork = self.some(lambda: Fieldwork(self.word(), self.pairs(lambda: self.dice.randint(0, 9), self.of(Disposition))))
        stay = StayPlan(self.word(), self.word(), self.words(), self.text()) if self.flag() else None
        complaints = self.some(lambda: ComplaintPlan(self.word(), self.words()))
        episodes = EpisodePlan(self.one(Literal["people", "averages"]), self.one(Literal["unsaid", "known", "unknown"]))
        return Plan(self.emot(), episodes, self.chain(), self.weighting(), fieldwork, complaints, stay)

    def study(self) -> Study:
        return Study(
            key=self.key(),
            title=self.text(),
            synthetic=self.flag(),
            goal=self.text(),
            period=self.word(),
            version=self.word(),
            stages=self.some(self.stage),
            scenarios=self.some(lambda: Scenario(self.key(), self.text(), self.some(self.moment), self.word())),
            common=self.some(lambda: CommonMoment(self.key(), self.text())),
            needs=self.some(lambda: Need(self.key(), self.text(), self.word(), self.words())),
            themes=self.some(self.theme),
            segments=self.some(lambda: Segment(self.key(), self.text(), self.word(), self.words())),
            roles=self.some(lambda: Role(self.key(), self.text(), self.flag())),
            competitors=self.some(lambda: Competitor(self.key(), self.text())),
            survey=self.survey(),
            published=self.some(self.published),
            lineage=self.lineage(),
            plan=self.plan() if self.flag() else Plan(),
        )


def make_study(seed: int, most: int) -> Study:
    return Maker(seed, most).study()


everything = st.builds(make_study, st.integers(0, 2**32), st.integers(0, 4))


@pytest.fixture(scope="session")
def studies() -> st.SearchStrategy[Study]:
    """Any study that can be written down, with words that YAML finds hard."""
    return everything


@pytest.fixture
def tea() -> Study:
    """A small sound study of two scenarios."""
    ends = Stage("end", Text("结束", "End"), ends=True)
    start = Stage("start", Text("开始", "Start"))

    def moment(key: str, stage: str, *needs: str) -> Moment:
        return Moment(key, Text(f"时刻{key}", f"Moment {key}"), stage, needs=needs)

    shop = (moment("enter", "start"), moment("order", "start", "quick"), moment("pay", "end"), moment("leave", "end"))
    phone = (moment("call", "start", "quick"), moment("ask", "start"), moment("thank", "end"), moment("hang_up", "end"))
    five = Scale(1, 5, missing=(("9", "dont_know"),))
    how = Text("多重要？", "How important?")
    asked = tuple(Question(f"importance_{one.key}", "importance", one.key, how, five) for one in (*shop, *phone))
    return Study(
        "tea",
        Text("茶馆", "Tea house"),
        goal=Text("记住什么？", "What is remembered?"),
        stages=(start, ends),
        scenarios=(Scenario("shop", Text("到店", "Visit"), shop), Scenario("phone", Text("电话", "Phone"), phone)),
        needs=(Need("quick", Text("快", "Quick")),),
        survey=Survey(
            questions=(*asked, Question("overall", "overall", scale=five), Question("nps", "nps", scale=Scale(0, 10))),
            attributes=(Attribute("region", Text("地区", "Region"), values=(("north", Text("北", "North")),)),),
        ),
        published=(Published("shop", 4.5, ("order",), ("leave",), Text("某书", "A book")),),
    )
