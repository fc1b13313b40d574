"""How many of those who were invited answered? Response, cooperation, refusal and contact rates, and how even response was.

These are counts of one fieldwork, not estimates of something beyond it: they bear no interval.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import numpy as np

from peakend.analyse.methods import Method, add_methods
from peakend.define.plan import Disposition
from peakend.text import Text

Rate = Literal["rr1", "rr2", "rr3", "rr4", "rr5", "rr6", "coop1", "coop2", "coop3", "coop4", "ref1", "ref2", "ref3", "con1", "con2", "con3"]
"""The rates of AAPOR: response (RR), cooperation (COOP), refusal (REF), contact (CON)."""

METHODS: Final = (
    Method("aapor", "1", Text("AAPOR 应答率", "AAPOR outcome rates"), "AAPOR 2023, Standard Definitions, 10th ed."),
    Method("margin-chi2", "1", Text("与总体分布的卡方检验", "chi-square test against the population"), "Pearson 1900"),
    Method("r-indicator", "1", Text("R 指标（应答均匀程度）", "R-indicator: evenness of response"), "Schouten, Cobben & Bethlehem 2009"),
)

add_methods(*METHODS)


def eligible_share(counts: Mapping[Disposition, int]) -> float:
    """The share of those of unknown eligibility that is taken for eligible: that of the known (proportional allocation, CASRO).

    e = (I + P + R + NC + O) / (I + P + R + NC + O + not eligible); 1 where nobody was found not eligible.

    >>> eligible_share({"complete": 60, "refusal": 20, "not_eligible": 20})
    0.8
    """
    eligible = sum(counts.get(one, 0) for one in ("complete", "partial", "refusal", "non_contact", "other"))
    known = eligible + counts.get("not_eligible", 0)
    return eligible / known if known and counts.get("not_eligible", 0) else 1.0


def response_rates(counts: Mapping[Disposition, int], eligible: float | None = None) -> dict[Rate, float | None]:
    """All rates of one fieldwork; nothing where nobody stands below the line. `eligible` is e; left out, that of the known.

    With I complete, P partial, R refusal, NC non-contact, O other, U unknown eligibility:
    RR1 = I/(I+P+R+NC+O+U), RR3 with eU, RR5 without U; RR2, RR4, RR6 with I+P above. COOP1 = I/(I+P+R+O), COOP3 = I/(I+P+R), COOP2 and
    COOP4 with I+P above. REF1 = R/(I+P+R+NC+O+U), REF2 with eU, REF3 without. CON1 = (I+P+R+O)/(I+P+R+O+NC+U), CON2 with eU, CON3 without.
    Source: AAPOR 2023, Standard Definitions, 10th edition.

    >>> rates = response_rates({"complete": 50, "partial": 10, "refusal": 20, "non_contact": 20, "unknown": 100}, 0.5)
    >>> rates["rr1"], round(rates["rr3"], 4), rates["rr5"], rates["coop1"]
    (0.25, 0.3333, 0.5, 0.625)
    """
    complete, partial, refusal = counts.get("complete", 0), counts.get("partial", 0), counts.get("refusal", 0)
    unreached, other, unknown = counts.get("non_contact", 0), counts.get("other", 0), counts.get("unknown", 0)
    share = eligible_share(counts) if eligible is None else eligible
    both, spoken = complete + partial, complete + partial + refusal
    reached = spoken + other
    known = reached + unreached
    every, likely = known + unknown, known + share * unknown
    return {
        "rr1": _part(complete, every),
        "rr2": _part(both, every),
        "rr3": _part(complete, likely),
        "rr4": _part(both, likely),
        "rr5": _part(complete, known),
        "rr6": _part(both, known),
        "coop1": _part(complete, reached),
        "coop2": _part(both, reached),
        "coop3": _part(complete, spoken),
        "coop4": _part(both, spoken),
        "ref1": _part(refusal, every),
        "ref2": _part(refusal, likely),
        "ref3": _part(refusal, known),
        "con1": _part(reached, every),
        "con2": _part(reached, likely),
        "con3": _part(reached, known),
    }


def _part(above: float, below: float) -> float | None:
    return above / below if below > 0 else None


def response_evenness(responses: Sequence[int], shares: Sequence[float], invited: float) -> float | None:
    """How evenly groups of the population responded: R = 1 - 2 S(ρ), ρ_h = n_h/(N f_h) the response rate of group h. 1 is even.

    `responses` are n_h, `shares` f_h of the population, `invited` N, the eligible that were invited, spread as the population is.
    S² = Σ f_h (ρ_h - ρ̄)². Nothing where nobody was invited or more answered in a group than were invited.
    Source: Schouten, Cobben & Bethlehem 2009, Survey Methodology 35.

    >>> response_evenness([50, 50], [0.5, 0.5], 200), round(response_evenness([80, 20], [0.5, 0.5], 200), 2)
    (1.0, 0.4)
    """
    share = np.asarray(shares, dtype=np.float64)
    asked = invited * share
    if invited <= 0 or (asked <= 0).any() or (np.asarray(responses) > asked).any():
        return None
    rate = np.asarray(responses, dtype=np.float64) / asked
    mean = float(share @ rate)
    return 1 - 2 * float(np.sqrt(share @ np.square(rate - mean)))
