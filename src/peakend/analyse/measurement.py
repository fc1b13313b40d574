"""How well do questions measure their construct, and are the constructs different things? From correlations, for many matrices at once.

Shapes: S matrices, q questions, k constructs. A construct of one question measures itself: 1 throughout, a convention and no proof.
"""

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.described import Described
from peakend.analyse.path_model import PathModel
from peakend.analyse.pls import Solution

Floats = NDArray[np.float64]


def find_alphas(correlations: Floats, model: PathModel) -> Floats:
    """Cronbach's alpha of the standardised questions of each construct, k/(k-1)·(1 - k/ΣΣr) (S, k). Source: Cronbach 1951."""
    found = np.ones((len(correlations), model.size))
    for construct, block in enumerate(model.blocks):
        many = len(block)
        if many > 1:
            whole = correlations[:, block][:, :, block].sum(axis=(1, 2))
            found[:, construct] = many / (many - 1) * (1 - many / np.where(whole > 0, whole, np.nan))
    return found


def find_composites(solution: Solution) -> Floats:
    """Composite reliability of each construct, (Σl)²/((Σl)² + Σ(1 - l²)) (S, k).

    Source: Werts, Linn and Jöreskog 1974; Fornell and Larcker 1981.
    """
    loadings, member = solution.loadings, solution.model.membership
    top = (loadings @ member) ** 2
    return np.asarray(top / (top + (1 - loadings**2) @ member), dtype=np.float64)


def find_extracted(solution: Solution) -> Floats:
    """Average variance extracted: the mean squared loading of each construct (S, k). Source: Fornell and Larcker 1981."""
    member = solution.model.membership
    return np.asarray(solution.loadings**2 @ member / member.sum(axis=0), dtype=np.float64)


def find_rho(solution: Solution) -> Floats:
    """Dijkstra and Henseler's rho_A, (w'w)²·w'(R - diag R)w/(w'(ww' - diag ww')w) (S, k); 1 for one question or mode B.

    Source: Dijkstra and Henseler 2015, MIS Quarterly 39.
    """
    found = np.ones((len(solution.weights), solution.model.size))
    for construct, block in enumerate(solution.model.blocks):
        if len(block) > 1 and not solution.model.is_formed(construct):
            w = solution.weights[:, block]
            square = (w**2).sum(axis=1)
            outside = 1.0 - square  # w'Rw is 1, and w'diag(R)w is Σw²
            below = square**2 - (w**4).sum(axis=1)
            found[:, construct] = square**2 * outside / np.where(np.abs(below) > 0, below, np.nan)
    return found


def find_ratios(correlations: Floats, model: PathModel) -> Floats:
    """Heterotrait–monotrait ratios of every two constructs (S, k, k): near 1, their questions cannot be told apart.

    The mean correlation between the questions of two constructs over the geometric mean of those within each (1 within one question);
    correlations without sign.

    Source: Henseler, Ringle and Sarstedt 2015, Journal of the Academy of Marketing Science 43; Ringle et al. 2023.
    """
    sizes = model.membership.sum(axis=0)
    total = model.membership.T @ np.abs(correlations) @ model.membership
    within = np.diagonal(total, axis1=1, axis2=2) - sizes  # the diagonal of ones is no correlation
    mono = np.where(sizes > 1, within / np.maximum(sizes * (sizes - 1), 1), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = total / (sizes[:, None] * sizes[None, :]) / np.sqrt(mono[:, :, None] * mono[:, None, :])
    places = np.arange(model.size)
    ratios[:, places, places] = 1.0
    return np.asarray(ratios, dtype=np.float64)


def find_indices(solution: Solution, described: Described, low: Floats, high: Floats) -> Floats:
    """The level of each construct from 0 (everybody gave the worst answers) to 100 (the best), shape (S, k).

    100·(Σ v·x̄ - min)/(max - min) with v = w/s the weights of the answers as they were given, min = Σ v·low and max = Σ v·high (for a
    negative weight the other way round). `low` and `high` are the ends of each question's scale, shape (q,). Source: Fornell et al. 1996.
    """
    raw = solution.weights / described.deviation
    member = solution.model.membership
    least = np.where(raw > 0, raw * low, raw * high) @ member
    most = np.where(raw > 0, raw * high, raw * low) @ member
    reach = most - least
    return np.asarray(100 * ((raw * described.mean) @ member - least) / np.where(reach > 0, reach, np.nan), dtype=np.float64)
