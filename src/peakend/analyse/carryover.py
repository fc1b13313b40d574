"""For how long does satisfaction carry over, and who leaves? Staying, leaving and fading, over the years of a panel.

The source claims that satisfaction works on loyalty for four years, processes on satisfaction for two, and that four bad years in a row
make customers leave. Here these are hypotheses: each is tested on the user's own panel, or it is said why it cannot be.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np
from scipy import special

from peakend.analyse.evidence import Evidence, levels_of, low_answers, top_answers
from peakend.analyse.hazard import Cox, fit_cox
from peakend.analyse.interval import t_quantile, z_quantile
from peakend.analyse.lags import Floats, Ints, Lags, fit_geometric, fit_lags, stack_lags
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.panel import Panel, PanelQuestions, pick_questions
from peakend.analyse.result import LEVEL, Estimate, Figure, Result, Row, TooFew, figure_row
from peakend.analyse.survival import Curve, LogRank, compare_survival, trace_survival
from peakend.define.study import Study
from peakend.errors import ShortCarryover
from peakend.scan.ask import Ask
from peakend.text import Text

WAVES: Final = 5
"""Fewer waves tell nothing about four years."""

PERSONS: Final = 30
"""Fewer people with enough waves in a row are a thin panel."""

EVENTS: Final = 10
"""Fewer leavings carry no hazard ratio."""

LAGS: Final = 4
PROCESS_LAGS: Final = 2
RUN: Final = 4
"""Bad years in a row, of which the source speaks."""

_ALPHA: Final = 0.05
_PARTED: Final = 12.0
"""A log hazard ratio of so many for one standard deviation: the likelihood has no maximum."""

_PAIRS: Final = 400_000_000
"""More pairs than this are not compared one by one."""

_FADED: Final = 0.2
"""An effect whose upper limit is below this part of the immediate effect has faded."""

GroupKey = Literal["all", "low", "middle", "high"]
Claim = Literal["four_years", "two_years", "four_low"]
Verdict = Literal["supported", "refuted", "open", "not_yearly", "too_few"]

add_methods(
    Method(
        "survival-km",
        "1",
        Text("Kaplan–Meier，log–log 区间", "Kaplan and Meier, log-log interval"),
        "Kaplan & Meier 1958; Kalbfleisch & Prentice 2002",
    ),
    Method("survival-logrank", "1", Text("log-rank 检验", "log-rank test"), "Mantel 1966"),
    Method("hazard-cox", "1", Text("Cox 模型（Efron，聚类稳健）", "Cox model (Efron, clustered)"), "Cox 1972; Efron 1977; Lin & Wei 1989"),
    Method("lags-clustered", "1", Text("分布滞后，按人聚类", "distributed lag, clustered by person"), "Almon 1965; Liang & Zeger 1986"),
    Method("lags-geometric", "1", Text("几何滞后", "geometric lag"), "Koyck 1954"),
)


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted for the base: the levels of the questions that make the panel."""
    return tuple(levels_of(one) for one in pick_questions(study, present).asked if one.scale is not None)


@dataclass(frozen=True)
class StayGroup:
    """How long the customers of one group stayed: the whole curve, its median, and the share still there at some times."""

    key: GroupKey
    n: int
    events: int
    curve: Curve
    median: Estimate | None
    """Nothing where fewer than half are gone when the time ends."""
    at: tuple[tuple[float, Estimate], ...]


@dataclass(frozen=True)
class HazardLine:
    """How many times the hazard of leaving changes: for a point more of satisfaction, or after so many bad years in a row."""

    key: str
    ratio: Figure
    p_value: float | None


@dataclass(frozen=True)
class LagLine:
    """How much one point more, `lag` waves ago, adds to the outcome now."""

    outcome: Literal["loyalty", "satisfaction"]
    lag: int
    effect: Estimate
    p_holm: float


@dataclass(frozen=True)
class Fading:
    """One rate of fading: what is left after each wave, and after how many waves half is gone."""

    left: Estimate
    half_life: float | None


@dataclass(frozen=True)
class ClaimLine:
    """A claim of the source, and what this panel says of it."""

    claim: Claim
    verdict: Verdict
    effect: Figure | None
    p_value: float | None


@dataclass(frozen=True)
class Carryover(Result):
    """What carries over from year to year."""

    question: ClassVar[str] = "carryover"
    title: ClassVar[Text] = Text(zh="延续效应", en="Carry-over")

    asked: PanelQuestions
    groups: tuple[StayGroup, ...]
    difference: LogRank | None
    hazards: tuple[HazardLine, ...]
    proportional_p: float | None
    concordance: float | None
    lags: tuple[LagLine, ...]
    fading: Fading | None
    claims: tuple[ClaimLine, ...]
    waves: int
    persons: int
    """With enough waves in a row."""
    yearly: bool
    why_no_stay: str = ""
    why_no_lags: str = ""

    def group(self, key: GroupKey) -> StayGroup | None:
        """One group, or nothing."""
        return next((one for one in self.groups if one.key == key), None)

    def rows(self) -> list[Row]:
        """Claims first, then lags, hazards, and groups of staying."""
        told: list[Row] = []
        for one in self.claims:
            figure = {} if one.effect is None else figure_row("value", one.effect)
            told.append({"part": one.claim, "about": "claim", **figure, "p_value": one.p_value, "verdict": one.verdict})
        told += [
            {
                "part": f"{one.outcome}_lag_{one.lag}",
                "about": "lag",
                **figure_row("value", one.effect),
                "p_value": one.p_holm,
                "verdict": "",
            }
            for one in self.lags
        ]
        if self.fading is not None:
            told.append({"part": "fading", "about": "lag", **figure_row("value", self.fading.left), "p_value": None, "verdict": ""})
        told += [
            {"part": one.key, "about": "hazard", **figure_row("value", one.ratio), "p_value": one.p_value, "verdict": ""}
            for one in self.hazards
        ]
        told += [
            {
                "part": f"stay_{one.key}",
                "about": "stay",
                **({"value": None} if one.median is None else figure_row("value", one.median)),
                "p_value": None,
                "verdict": "not_reached" if one.median is None else "",
                "left": one.events,
            }
            for one in self.groups
        ]
        return told


def trace_carryover(evidence: Evidence, panel: Panel) -> Carryover:
    """What does satisfaction leave behind, year after year?

    - Staying (where `analysis.stay` names time and event): Kaplan and Meier by satisfaction, log-rank, Cox's hazard ratio of one point
      more, clustered by person, with the test that hazards are proportional. Each person counts by the last sheet that has a time.
    - Bad years in a row: hazard of leaving after 1, 2, 3, 4 or more consecutive low waves, against none (rows cut at each wave).
    - Lags (five waves or more, 30 people with enough in a row): loyalty on satisfaction now and up to four waves ago, unrestricted (Holm)
      and geometric, clustered by person, a level for each wave. Satisfaction on the ratings of moments up to two waves ago.
    - Claims: *supported* where the interval of the last lag (or of the hazard after four bad years) lies beyond none; *refuted* where
      at most a fifth of the immediate effect can be left; else *open*.

    Missing answers leave out the run of waves in which they stand. Weights are not used: the panel is who stayed in it.
    Raises `ShortCarryover` with the reasons where neither staying nor lags can be told. Source: E4, E6 of the source; Kaplan & Meier 1958;
    Cox 1972; Almon 1965; Koyck 1954.
    """
    asked = pick_questions(evidence.study, evidence.present)
    stay, lags = _why_no_stay(panel), _why_no_lags(panel, asked)
    if stay and lags:
        raise ShortCarryover(stay=stay, lags=lags, waves=len(panel.waves), persons=_persons(panel, asked), needed=PERSONS)
    groups, difference = ((), None) if stay else _follow(panel, asked)
    cox = None if stay else _point(panel)
    runs = () if stay or not panel.named else tuple(_runs(panel, asked))
    loyal = None if lags else fit_lags(panel.wide(panel.satisfaction)[0], panel.wide(panel.outcome)[0], LAGS)
    process = _process(panel, asked)
    hazards = (*(() if cox is None else (_ratio("point", cox, 0, _people(panel)),)), *runs)
    lines = (*_lines("loyalty", loyal), *_lines("satisfaction", process))
    methods = [] if stay else ["survival-km", "survival-logrank", "hazard-cox"]
    return Carryover(
        base=evidence.base(
            [one for one in asked.asked if one.scale is not None], [*methods, *([] if lags else ["lags-clustered", "lags-geometric"])]
        ),
        asked=asked,
        groups=groups,
        difference=difference,
        hazards=hazards,
        proportional_p=None if cox is None or math.isnan(cox.proportionality[2]) else cox.proportionality[2],
        concordance=None if cox is None or cox.n * cox.events > _PAIRS else cox.concordance,
        lags=lines,
        fading=None if lags else _fading(panel),
        claims=tuple(_claims(panel, loyal, process, runs)),
        waves=len(panel.waves),
        persons=_persons(panel, asked),
        yearly=panel.yearly,
        why_no_stay=stay,
        why_no_lags=lags,
    )


def _why_no_stay(panel: Panel) -> str:
    """Why nothing can be said of staying; empty where it can."""
    known = np.isfinite(panel.time) & np.isfinite(panel.left)
    if not known.any():
        return "stay"
    return "" if int((panel.left[known] == 1).sum()) >= EVENTS else "few_left"


def _persons(panel: Panel, asked: PanelQuestions) -> int:
    """How many people answered in enough waves in a row."""
    if not panel.named or len(panel.waves) < WAVES or asked.satisfaction is None or asked.outcome is None:
        return 0
    _, _, person, _ = stack_lags(panel.wide(panel.satisfaction)[0], panel.wide(panel.outcome)[0], LAGS)
    return len(np.unique(person))


def _why_no_lags(panel: Panel, asked: PanelQuestions) -> str:
    """Why nothing can be said of lags; empty where it can."""
    if not panel.named:
        return "persons"
    if len(panel.waves) < WAVES:
        return "waves"
    if asked.satisfaction is None or asked.outcome is None:
        return "outcome"
    return "" if _persons(panel, asked) >= PERSONS else "thin"


def _last_rows(panel: Panel) -> Ints:
    """The row by which each person counts: the last that has a time."""
    known = np.flatnonzero(np.isfinite(panel.time) & np.isfinite(panel.left))
    order = known[np.lexsort((panel.wave[known], panel.person[known]))]
    last = np.append(np.flatnonzero(np.diff(panel.person[order])), len(order) - 1)
    return np.asarray(order[last], dtype=np.int64)


def _follow(panel: Panel, asked: PanelQuestions) -> tuple[tuple[StayGroup, ...], LogRank | None]:
    """The curves of everybody, and of those with low, middle and high satisfaction."""
    rows = _last_rows(panel)
    time, left = panel.time[rows], panel.left[rows] == 1
    groups = [_group("all", time, left)]
    if asked.satisfaction is None:
        return tuple(groups), None
    said = panel.satisfaction[rows]
    level = np.where(
        np.isnan(said),
        -1,
        np.where(said <= max(low_answers(asked.satisfaction)), 0, np.where(said >= min(top_answers(asked.satisfaction)), 2, 1)),
    )
    names: tuple[GroupKey, ...] = ("low", "middle", "high")
    there = [at for at in range(3) if int((level == at).sum()) >= EVENTS]
    groups += [_group(names[at], time[level == at], left[level == at]) for at in there]
    if len(there) < 2:  # noqa: PLR2004 - one group has nothing to compare with
        return tuple(groups), None
    inside = np.isin(level, there)
    numbers = np.searchsorted(there, level[inside]).astype(np.int64)
    try:
        return tuple(groups), compare_survival(time[inside], left[inside], numbers)
    except np.linalg.LinAlgError:  # a group that was gone before anybody left has nothing to compare
        return tuple(groups), None


def _group(key: GroupKey, time: Floats, left: np.ndarray) -> StayGroup:
    curve = trace_survival(time, left)
    middle, low, high = curve.median
    end = float(time.max())
    median: Estimate | None = None
    if middle is not None:
        median = Estimate(middle, middle if low is None else low, end if high is None else high, curve.n, "survival-km")
    points = tuple(
        (share * end, Estimate(curve.at(share * end), *curve.interval_at(share * end), curve.n, "survival-km"))
        for share in (0.25, 0.5, 0.75)
    )
    return StayGroup(key, curve.n, int(left.sum()), curve, median, points)


def _people(panel: Panel) -> Ints:
    rows = _last_rows(panel)
    return panel.person[rows[np.isfinite(panel.satisfaction[rows])]]


def _point(panel: Panel) -> Cox | None:
    """Cox's model of one point more of satisfaction."""
    rows = _last_rows(panel)
    rows = rows[np.isfinite(panel.satisfaction[rows])]
    said, left = panel.satisfaction[rows], panel.left[rows] == 1
    if int(left.sum()) < EVENTS or float(np.ptp(said)) == 0:
        return None
    return _fit(said[:, None], panel.time[rows], left)


def _fit(x: Floats, time: Floats, left: np.ndarray, entry: Floats | None = None) -> Cox | None:
    """Cox's model; nothing where the columns cannot be told apart, or where one of them parts who left from who stayed entirely."""
    try:
        cox = fit_cox(x, time, left, entry=entry)
    except np.linalg.LinAlgError:
        return None
    far = np.abs(cox.b) * x.std(axis=0)
    return cox if np.isfinite(cox.b).all() and float(far.max()) < _PARTED else None


def _ratio(key: str, cox: Cox, column: int, cluster: Ints) -> HazardLine:
    """A hazard ratio with its clustered interval."""
    b, error = float(cox.b[column]), float(cox.cluster_errors(cluster)[column])
    half = z_quantile(LEVEL) * error
    p = float(2 * special.ndtr(-abs(b) / error)) if error > 0 else None
    return HazardLine(key, Estimate(math.exp(b), math.exp(b - half), math.exp(b + half), cox.n, "hazard-cox"), p)


def _runs(panel: Panel, asked: PanelQuestions) -> Iterator[HazardLine]:
    """The hazard after so many low waves in a row, against none; each stretch between two waves is a row of its own."""
    if asked.satisfaction is None or len(panel.waves) < 2:  # noqa: PLR2004 - a run needs two
        return
    run, entry, stop, left, person = _stretches(panel, max(low_answers(asked.satisfaction)))
    keys = [key for key in range(1, RUN + 1) if _enough(run, left, key)]
    if keys and _enough(run, left, 0):
        x = np.stack([(np.minimum(run, RUN) == key).astype(np.float64) for key in keys], axis=1)
        inside = np.isin(np.minimum(run, RUN), [0, *keys])
        cox = _fit(x[inside], stop[inside], left[inside], entry[inside])
        found = {} if cox is None else {key: _ratio(f"low_{key}", cox, at, person[inside]) for at, key in enumerate(keys)}
    else:
        found = {}
    for key in range(1, RUN + 1):
        yield found.get(key) or HazardLine(f"low_{key}", TooFew(int(left[np.minimum(run, RUN) == key].sum()), EVENTS, "hazard-cox"), None)


def _enough(run: Ints, left: np.ndarray, key: int) -> bool:
    """Whether enough people were in this state and enough of all left."""
    mine = np.minimum(run, RUN) == key
    return int(mine.sum()) >= EVENTS and int(left[mine].sum()) >= EVENTS // 2 and int(left.sum()) >= EVENTS


def _stretches(panel: Panel, low: float) -> tuple[Ints, Floats, Floats, np.ndarray, Ints]:
    """For each two sheets of a person that follow each other: low waves in a row up to the first, times of both, and whether they left."""
    known = np.flatnonzero(np.isfinite(panel.time) & np.isfinite(panel.left) & (panel.wave >= 0))
    order = known[np.lexsort((panel.wave[known], panel.person[known]))]
    rows: list[tuple[int, float, float, bool, int]] = []
    run, before = 0, -1
    for row in order.tolist():
        same = before >= 0 and panel.person[row] == panel.person[before]
        if same and panel.time[row] > panel.time[before]:
            rows.append((run, float(panel.time[before]), float(panel.time[row]), bool(panel.left[row] == 1), int(panel.person[row])))
        run = (run if same else 0) + 1 if panel.satisfaction[row] <= low else 0
        before = row
    if not rows:
        nothing = np.zeros(0)
        return nothing.astype(np.int64), nothing, nothing, nothing.astype(bool), nothing.astype(np.int64)
    runs, entry, stop, left, person = (np.array(column) for column in zip(*rows, strict=True))
    return runs.astype(np.int64), entry, stop, left.astype(bool), person.astype(np.int64)


def _process(panel: Panel, asked: PanelQuestions) -> Lags | None:
    """Satisfaction on the ratings of moments up to two waves ago; nothing where the panel is too thin."""
    if not panel.named or not asked.process or asked.satisfaction is None or len(panel.waves) <= PROCESS_LAGS:
        return None
    cause, effect = panel.wide(panel.process)[0], panel.wide(panel.satisfaction)[0]
    if len(np.unique(stack_lags(cause, effect, PROCESS_LAGS)[2])) < PERSONS:
        return None
    return fit_lags(cause, effect, PROCESS_LAGS)


def _lines(outcome: Literal["loyalty", "satisfaction"], lags: Lags | None) -> Iterator[LagLine]:
    """Each lag with its interval."""
    if lags is not None:
        for lag, value in enumerate(lags.b.tolist()):
            effect = Estimate(value, *lags.interval(lag), lags.persons, "lags-clustered")
            yield LagLine(outcome, lag, effect, float(lags.p_holm[lag]))


def _fading(panel: Panel) -> Fading:
    """What is left after a wave."""
    found = fit_geometric(panel.wide(panel.satisfaction)[0], panel.wide(panel.outcome)[0], LAGS)
    half = t_quantile(LEVEL, found.persons - 1) * found.fade_error
    left = Estimate(found.fade, max(found.fade - half, 0.0), min(found.fade + half, 1.0), found.persons, "lags-geometric")
    return Fading(left, math.log(0.5) / math.log(found.fade) if 0 < found.fade < 1 else None)


def _claims(panel: Panel, loyal: Lags | None, process: Lags | None, runs: tuple[HazardLine, ...]) -> Iterator[ClaimLine]:
    """The three claims, each tested or with the reason why not."""
    for claim, lags in (("four_years", loyal), ("two_years", process)):
        yield _judge_lags("four_years" if claim == "four_years" else "two_years", lags, yearly=panel.yearly)
    last = next((one for one in runs if one.key == f"low_{RUN}"), None)
    if last is None or not isinstance(last.ratio, Estimate):
        yield ClaimLine("four_low", "too_few", None if last is None else last.ratio, None)
    elif not panel.yearly:
        yield ClaimLine("four_low", "not_yearly", last.ratio, last.p_value)
    else:
        proved = last.ratio.low > 1
        yield ClaimLine("four_low", "supported" if proved else "refuted" if last.ratio.high < 1 else "open", last.ratio, last.p_value)


def _judge_lags(claim: Claim, lags: Lags | None, *, yearly: bool) -> ClaimLine:
    """Whether the last lag is proved, has faded, or is open."""
    if lags is None:
        return ClaimLine(claim, "too_few", None, None)
    last = len(lags.b) - 1
    low, high = lags.interval(last)
    effect = Estimate(float(lags.b[last]), low, high, lags.persons, "lags-clustered")
    p = float(lags.p_holm[last])
    if not yearly:
        return ClaimLine(claim, "not_yearly", effect, p)
    now = lags.interval(0)[0]
    verdict: Verdict = "supported" if low > 0 and p < _ALPHA else "refuted" if now > 0 and high < _FADED * float(lags.b[0]) else "open"
    return ClaimLine(claim, verdict, effect, p)
