"""How does satisfaction come about, and what does it lead to? The chain from expectations to loyalty as a path model with intervals.

Nobody can ask for "image" or "loyalty" with one question: several questions stand for each. Arrows are what people decided to look at;
the answers say how strong they are, never that they are causes.
"""

from dataclasses import dataclass, replace
from itertools import combinations
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.chain_lines import (
    SAME,
    ConstructLine,
    EffectLine,
    PairLine,
    Pairwise,
    QuestionLine,
    Verdict,
    write_construct_row,
    write_effect_row,
    write_pair_row,
    write_question_row,
)
from peakend.analyse.chain_model import ChainModel, pose_chain
from peakend.analyse.correlation import correlation_table, pairs_of
from peakend.analyse.evidence import Evidence, levels_of
from peakend.analyse.methods import Method, add_methods
from peakend.analyse.multiplicity import adjust_holm
from peakend.analyse.path_work import Worked, work_chain
from peakend.analyse.pls import inflate, solve_model
from peakend.analyse.resample import probability_top, prove_order, rank_limits
from peakend.analyse.result import Figure, Result, Row, is_known
from peakend.define.study import Study
from peakend.errors import AnalysisError, StudyError
from peakend.scan.ask import Ask
from peakend.text import Text

Floats = NDArray[np.float64]

MOST_PAIRS: Final = 30
"""With more questions than this, the pairwise check is left out: it would cost every scan more than the chain itself."""

METHOD: Final = "pls-path"

add_methods(
    Method(
        METHOD, "1", Text("PLS 路径模型，自助法百分位区间", "PLS path model, bootstrap percentile intervals"), "Wold 1982; Lohmöller 1989"
    ),
    Method(
        "htmt",
        "1",
        Text("异质—单质比（HTMT）", "heterotrait–monotrait ratio (HTMT)"),
        "Henseler, Ringle & Sarstedt 2015; Ringle et al. 2023",
    ),
)


def asks(study: Study, present: frozenset[str]) -> tuple[Ask, ...]:
    """What must be counted: levels, products over all questions of the chain, and of every two; nothing where no chain can be posed."""
    try:
        posed = pose_chain(study, present)
    except (AnalysisError, StudyError):
        return ()  # the fault is told where the chain is asked for
    return (*(levels_of(question) for question in posed.questions), posed.products, *pairwise_asks(posed))


def pairwise_asks(posed: ChainModel) -> tuple[Ask, ...]:
    """The ask for the pairwise check, of chains that somebody planned: every scan would pay for the others too."""
    return (pairs_of(posed.questions),) if posed.planned and len(posed.questions) <= MOST_PAIRS else ()


@dataclass(frozen=True)
class Chain(Result):
    """The chain: constructs, effects (every pair connected by arrows), pairs, and what of the resamples failed.

    `people` answered every question; `failed` resamples gave no proper solution and are in no interval. `target` is the construct the
    chain is for. `planned`: by the study; otherwise suggested by the measures of its questions.
    """

    question: ClassVar[str] = "chain"
    title: ClassVar[Text] = Text(zh="从期望到忠诚的链条", en="Chain from expectations to loyalty")

    constructs: tuple[ConstructLine, ...]
    effects: tuple[EffectLine, ...]
    pairs: tuple[PairLine, ...]
    target: str
    people: int
    failed: int
    planned: bool
    pairwise: Pairwise | None = None

    @property
    def arrows(self) -> tuple[EffectLine, ...]:
        """The effects that are arrows of the model."""
        return tuple(line for line in self.effects if line.direct is not None)

    def construct(self, key: str) -> ConstructLine:
        """The line of one construct."""
        return next(line for line in self.constructs if line.key == key)

    def on_target(self) -> tuple[EffectLine, ...]:
        """What acts on the target, the highest rank first."""
        return tuple(sorted((line for line in self.effects if line.effect == self.target), key=lambda line: line.rank or 0))

    def rows(self) -> list[Row]:
        """One row an effect, a construct, a question, a pair; `part` says which."""
        names = {line.key: line.name for line in self.constructs}
        rows = [write_effect_row(line, names) for line in self.effects]
        rows += [write_construct_row(line) for line in self.constructs]
        rows += [write_question_row(line) for construct in self.constructs for line in construct.questions]
        return rows + [write_pair_row(line, names) for line in self.pairs]


def trace_chain(evidence: Evidence) -> Chain:
    """How strong are the arrows from expectations to loyalty, how well are the constructs measured, and are they different things?

    Partial least squares (path scheme, mode A unless the plan says B) from the correlations of all questions over the people who answered
    every one; each construct y = Σwx has variance 1. Direct effects are the least-squares coefficients of each construct on its causes, the
    total effect is B + B² + …, the indirect one total − direct. Intervals: percentiles over joint resamples of sampling units (weights,
    clusters and blocks are in them), each resample estimated anew and its signs turned like those of the whole; resamples without a proper
    solution are counted. p from value / resampled standard error (normal), Holm over the arrows. Missing answers are not filled in: who
    left one question out is left out, and the same model from pairwise correlations says whether that matters.

    Raises what `pose_chain` raises, `ChainTooFew`, `QuestionFlat`, `ChainUnsettled`. Source: Tenenhaus et al. 2005, Computational
    Statistics & Data Analysis 48; Hair et al. 2022 (numbers held to seminr, semPLS and SmartPLS).
    """
    posed = pose_chain(evidence.study, evidence.present)
    worked = work_chain(evidence, posed)
    effects = _list_effects(posed, worked)
    return Chain(
        base=evidence.base(posed.questions, {METHOD, "htmt", "holm"}, resampled=True),
        constructs=tuple(_describe(posed, worked, at) for at in range(len(posed.constructs))),
        effects=effects,
        pairs=_list_pairs(posed, worked),
        target=posed.constructs[posed.target].key,
        people=worked.people,
        failed=worked.failed,
        planned=posed.planned,
        pairwise=_check_pairwise(evidence, posed, worked),
    )


def _list_effects(posed: ChainModel, worked: Worked) -> tuple[EffectLine, ...]:
    """Every effect that arrows carry, by effect in the order of the chain; p values of arrows after Holm over all of them."""
    model, point, drawn = posed.model, worked.point, worked.drawn
    through, drawn_through = point.totals - point.paths, drawn.totals - drawn.paths
    blurred = inflate(point.latent, model)
    values = {arrow: worked.test(point.paths[0][arrow], drawn.paths[:, arrow[0], arrow[1]]) for arrow in model.arrows}
    holm = dict(zip(values, adjust_holm(list(values.values())), strict=True))
    order = sorted(range(model.size), key=lambda at: (posed.depths[at], at))
    lines = []
    for cause, effect in ((cause, effect) for effect in order for cause in order if model.ways[cause, effect]):
        pair, here, draws = (cause, effect), (0, cause, effect), (slice(None), cause, effect)
        arrow = pair in values
        lines.append(
            EffectLine(
                cause=posed.constructs[cause].key,
                effect=posed.constructs[effect].key,
                direct=worked.figure(point.paths[here], drawn.paths[draws]) if arrow else None,
                indirect=worked.figure(through[here], drawn_through[draws]) if model.ways[pair] > arrow else None,
                total=worked.figure(point.totals[here], drawn.totals[draws]),
                size=_plain(point.sizes[here]),
                inflation=_plain(blurred[here]),
                p_value=values.get(pair),
                p_holm=holm.get(pair),
            )
        )
    return _rank(tuple(lines), posed, worked)


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _rank(lines: tuple[EffectLine, ...], posed: ChainModel, worked: Worked) -> tuple[EffectLine, ...]:
    """The same lines, with the ranks of the total effects on the target: what goes furthest, and whether that is more than chance."""
    causes = [at for at in range(posed.model.size) if posed.model.ways[at, posed.target]]
    values, draws = worked.point.totals[0, causes, posed.target], worked.drawn.totals[:, causes, posed.target]
    limits, first = rank_limits(prove_order(draws, values)), probability_top(draws, 1)
    target = posed.constructs[posed.target].key
    known = {
        posed.constructs[cause].key: (int(1 + (values > values[at]).sum()), *limits[at], float(first[at]))
        for at, cause in enumerate(causes)
    }
    return tuple(
        replace(
            line, rank=known[line.cause][0], rank_low=known[line.cause][1], rank_high=known[line.cause][2], p_first=known[line.cause][3]
        )
        if line.effect == target
        else line
        for line in lines
    )


def _describe(posed: ChainModel, worked: Worked, at: int) -> ConstructLine:
    """One construct with its questions."""
    one, model = posed.constructs[at], posed.model
    several, reflective = len(one.questions) > 1, not model.is_formed(at)
    explained = worked.figure(worked.point.explained[0, at], worked.drawn.explained[:, at]) if model.causes[at] else None

    def judge(name: str, *, wanted: bool) -> Figure | None:
        return worked.figure(worked.quality[name][0][0, at], worked.quality[name][1][:, at]) if wanted else None

    others = np.delete(np.abs(worked.point.latent[0, at]), at)
    extracted = float(worked.quality["extracted"][0][0, at])
    return ConstructLine(
        key=one.key,
        name=one.name,
        mode=one.mode,
        depth=posed.depths[at],
        questions=tuple(_question(posed, worked, at, place) for place in model.blocks[at]),
        index=worked.figure(worked.quality["index"][0][0, at], worked.quality["index"][1][:, at]),
        explained=explained,
        alpha=judge("alpha", wanted=several and reflective),
        composite=judge("composite", wanted=several and reflective),
        rho=judge("rho", wanted=several and reflective),
        extracted=judge("extracted", wanted=several and reflective),
        distinct=bool(np.sqrt(extracted) > others.max()) if several and reflective else None,
        absent=one.absent,
    )


def _question(posed: ChainModel, worked: Worked, at: int, place: int) -> QuestionLine:
    point, drawn = worked.point, worked.drawn
    crossed = point.crossed[0, place]
    closest = int(np.abs(crossed).argmax())
    return QuestionLine(
        question=posed.questions[place],
        construct=posed.constructs[at].key,
        weight=worked.figure(point.weights[0, place], drawn.weights[:, place]),
        loading=worked.figure(point.loadings[0, place], drawn.loadings[:, place]),
        crossed=tuple(float(value) for value in crossed),
        foreign="" if closest == at else posed.constructs[closest].key,
    )


def _list_pairs(posed: ChainModel, worked: Worked) -> tuple[PairLine, ...]:
    """Every two constructs, in the order of the plan. A construct of one question counts as measured without error."""
    point, drawn = worked.quality["ratio"]
    lines = []
    for one, other in combinations(range(posed.model.size), 2):
        value = float(point[0, one, other])
        ratio = worked.figure(value, drawn[:, one, other], "htmt")
        verdict: Verdict = "same" if value > SAME else "apart" if is_known(ratio) and ratio.high < SAME else "open"
        lines.append(
            PairLine(
                one=posed.constructs[one].key,
                other=posed.constructs[other].key,
                correlation=float(worked.point.latent[0, one, other]),
                ratio=ratio,
                verdict=verdict,
            )
        )
    return tuple(lines)


def _check_pairwise(evidence: Evidence, posed: ChainModel, worked: Worked) -> Pairwise | None:
    """The model from pairwise correlations; nothing where nobody is left out, or where it was not counted."""
    wanted = pairwise_asks(posed)
    if not wanted or worked.people == evidence.cell.rows:
        return None
    table = correlation_table(evidence, posed.questions)
    people = np.asarray(evidence.cell.counted(wanted[0])).reshape(-1, 6)[:, 0]
    known = bool(np.isfinite(table).all())
    sound = known and float(np.linalg.eigvalsh(table)[0]) > 0
    found = solve_model(table[None], posed.model, like=worked.point.loadings[0]) if known else None
    apart = float(np.abs(found.paths - worked.point.paths).max()) if found is not None and found.converged.all() else float("nan")
    return Pairwise(int(people.min()), int(people.max()), apart, sound and np.isfinite(apart))
