"""What predicts how people judge the whole? The rival models of memory, fitted and compared on the sums of one scenario's episodes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from peakend.analyse.encompassing import compare_nested
from peakend.analyse.lmg import split_shares
from peakend.analyse.neglect import Neglect, judge_neglect
from peakend.analyse.rivals import Contest, Ground, contest_models, fit_model, lay_ground, leave_out, share_criteria, square_products
from peakend.scan.ask import SLOPE_UNIT, WITHIN_UNIT

Floats = NDArray[np.float64]

FEATURES: Final = ("mean", "best", "worst", "peak", "own_peak", "end", "trend", "duration")
"""What a person's curve looks like, in the order of the ask `Episode`; the overall judgement comes after them."""

MODELS: Final[dict[str, tuple[str, ...]]] = {
    "mean": ("mean",),
    "peak_end": ("peak", "end"),
    "own_peak_end": ("own_peak", "end"),
    "worst_end": ("worst", "end"),
    "best_worst_end": ("best", "worst", "end"),
    "end": ("end",),
    "worst": ("worst",),
    "trend": ("trend",),
    "mean_peak_end": ("mean", "peak", "end"),
    "with_duration": ("mean", "peak", "end", "duration"),
}
"""The models of the overall judgement; that of the mean comes first, the others are measured against it."""

_UNITS: Final = {"mean": float(WITHIN_UNIT), "trend": float(SLOPE_UNIT)}
_THREE: Final = ("mean", "peak", "end")


@dataclass(frozen=True)
class Fitted:
    """One model: what it loses of each unit when that is left out, and (nothing where it cannot be fitted) what it found.

    `coefficients` are on the scale of the ratings, the constant first.
    """

    key: str
    features: tuple[str, ...]
    lost: Floats
    r2: float | None = None
    coefficients: tuple[float, ...] = ()
    aic: float | None = None
    bic: float | None = None
    aicc: float | None = None
    weight: float | None = None


@dataclass(frozen=True)
class Remembering:
    """All models of one scenario, and what can be said between them. `nothing` is what is lost by unit without any feature."""

    nothing: Floats
    models: tuple[Fitted, ...]
    contest: Contest | None
    likeness: float | None
    inflation: Mapping[str, float]
    shares: Mapping[str, float]
    adds_mean: float | None
    adds_peak_end: float | None
    neglect: Neglect | None


def remember(units: Floats, *, independent: bool) -> Remembering:
    """Fit and compare all models from the sums of `Episode` by unit, shape (units, 55).

    `independent`: every unit is one person with weight 1; only then are criteria and F tests given. Units of blocks are left out whole.
    """
    ground = lay_ground(_scaled(square_products(units)), len(FEATURES) + 1)
    varies = bool(ground.spread[ground.outcome] > 0)
    nothing = leave_out(ground, ())
    models = _weigh([_fit(ground, key, names, independent=independent, varies=varies) for key, names in MODELS.items()])
    three = varies and ground.varies(_places(_THREE))
    whole = varies and ground.varies(_places((*_THREE, "duration")))
    means = _places(("mean",)), _places(("peak", "end"))
    both = varies and all(ground.varies(columns) for columns in means)
    compared = independent and three
    return Remembering(
        nothing=nothing,
        models=tuple(models),
        contest=contest_models(ground, fit_model(ground, means[1]), fit_model(ground, means[0])) if both else None,
        likeness=float(ground.total[1, FEATURES.index("end") + 1] / ground.size) if both else None,
        inflation=_inflate(ground) if three else {},
        shares=_share(ground) if three else {},
        adds_mean=compare_nested(ground, means[1], _places(_THREE)).p_value if compared else None,
        adds_peak_end=compare_nested(ground, means[0], _places(_THREE)).p_value if compared else None,
        neglect=judge_neglect(ground, _places((*_THREE, "duration")), _places(("duration",))[0], independent=independent)
        if whole
        else None,
    )


def _places(names: Sequence[str]) -> list[int]:
    return [1 + FEATURES.index(name) for name in names]


def _scaled(products: Floats) -> Floats:
    """The products on the scale of the ratings: mean and trend are counted in whole numbers."""
    unit = np.array([1.0, *(_UNITS.get(name, 1.0) for name in FEATURES), 1.0])
    scaled: Floats = products / unit[:, None] / unit[None, :]
    return scaled


def _fit(ground: Ground, key: str, names: tuple[str, ...], *, independent: bool, varies: bool) -> Fitted:
    columns = _places(names)
    if not varies or not ground.varies(columns):
        return Fitted(key, names, np.full(len(ground.products), np.nan))
    model = fit_model(ground, columns)
    fitted = Fitted(key, names, leave_out(ground, columns), model.r2, tuple(model.coefficients.tolist()))
    if not independent or model.residual <= 0:
        return fitted
    return replace(fitted, aic=model.aic, bic=model.bic, aicc=model.aicc)


def _weigh(models: list[Fitted]) -> list[Fitted]:
    """The same models with Akaike's weight among those that have a criterion."""
    known = [one.aicc for one in models if one.aicc is not None]
    if len(known) < 2:  # noqa: PLR2004 - one model has nobody to be weighed against
        return models
    weights = iter(share_criteria(known))
    return [one if one.aicc is None else replace(one, weight=next(weights)) for one in models]


def _inflate(ground: Ground) -> dict[str, float]:
    """The variance inflation of mean, peak and end: the diagonal of their inverse correlation matrix. Source: Marquardt 1970."""
    columns = _places(_THREE)
    inverse = np.linalg.inv(ground.total[np.ix_(columns, columns)] / ground.size)
    return dict(zip(_THREE, np.diag(inverse).tolist(), strict=True))


def _share(ground: Ground) -> dict[str, float]:
    """How R² splits between mean, peak and end (LMG)."""
    columns = [*_places(_THREE), ground.outcome]
    return dict(zip(_THREE, split_shares(ground.total[np.ix_(columns, columns)]).tolist(), strict=True))
