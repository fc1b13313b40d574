"""Which chains from expectations to loyalty are there to start from? Ready plans, filled with the questions of a study.

- *ecsi*: image, expectations, perceived quality, value, satisfaction, complaints, loyalty (Fornell et al. 1996; Tenenhaus et al. 2005).
- *four-factors*: product, price, channel and competitors, all felt through service, lead to satisfaction and loyalty (source E8).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from peakend.define.plan import ChainPlan, Construct, Influence
from peakend.define.survey import Question
from peakend.errors import TemplateUnknown
from peakend.text import Text

CHAINS: Final[Mapping[str, ChainPlan]] = {
    "ecsi": ChainPlan(
        constructs=(
            Construct("image", Text("企业形象", "Image")),
            Construct("expectation", Text("客户期望", "Expectations")),
            Construct("quality", Text("感知质量", "Perceived quality")),
            Construct("value", Text("感知价值", "Perceived value")),
            Construct("satisfaction", Text("客户满意", "Satisfaction")),
            Construct("complaints", Text("投诉处理", "Complaint handling")),
            Construct("loyalty", Text("客户忠诚", "Loyalty")),
        ),
        influences=(
            Influence("image", "expectation"),
            Influence("image", "satisfaction"),
            Influence("image", "loyalty"),
            Influence("expectation", "quality"),
            Influence("expectation", "value"),
            Influence("expectation", "satisfaction"),
            Influence("quality", "value"),
            Influence("quality", "satisfaction"),
            Influence("value", "satisfaction"),
            Influence("satisfaction", "complaints"),
            Influence("satisfaction", "loyalty"),
            Influence("complaints", "loyalty"),
        ),
    ),
    "four-factors": ChainPlan(
        constructs=(
            Construct("product", Text("产品", "Product")),
            Construct("price", Text("价格", "Price")),
            Construct("channel", Text("渠道", "Channel")),
            Construct("rivals", Text("竞争对手", "Competitors")),
            Construct("service", Text("服务感知", "Service as felt")),
            Construct("satisfaction", Text("客户满意", "Satisfaction")),
            Construct("loyalty", Text("客户忠诚", "Loyalty")),
        ),
        influences=(
            Influence("product", "service"),
            Influence("price", "service"),
            Influence("channel", "service"),
            Influence("rivals", "service"),
            Influence("service", "satisfaction"),
            Influence("satisfaction", "loyalty"),
        ),
    ),
}
"""Every ready plan by its name. They have no questions yet: `fill_chain` gives them those of a study."""

_MEASURES: Final[Mapping[str, tuple[str, ...]]] = {
    "expectation": ("expectation",),
    "quality": ("performance",),
    "satisfaction": ("overall",),
    "loyalty": ("loyalty", "nps"),
}

MOST: Final = 60
"""A chain over more questions than this has to be planned: which of them stand for what is then worth a thought."""


def fill_chain(name: str, questions: Mapping[str, Iterable[str]]) -> ChainPlan:
    """A ready plan with the questions of a study, by construct. Raises `TemplateUnknown`.

    Constructs without questions are left out, and what acted on them acts on what they acted on: nobody asked about value, so quality
    acts on satisfaction directly.

    >>> plan = fill_chain("ecsi", {"quality": ["q1", "q2"], "satisfaction": ["s"], "loyalty": ["nps"]})
    >>> [(arrow.cause, arrow.effect) for arrow in plan.influences]
    [('quality', 'satisfaction'), ('satisfaction', 'loyalty')]
    """
    if name not in CHAINS:
        raise TemplateUnknown(template=name, known=", ".join(CHAINS))
    asked = {key: tuple(keys) for key, keys in questions.items()}
    kept = tuple(replace(one, questions=asked[one.key]) for one in CHAINS[name].constructs if asked.get(one.key))
    arrows = [(one.cause, one.effect) for one in CHAINS[name].influences]
    for gone in (one.key for one in CHAINS[name].constructs if not asked.get(one.key)):
        causes, effects = ([a for a, b in arrows if b == gone], [b for a, b in arrows if a == gone])
        arrows = [arrow for arrow in arrows if gone not in arrow] + [(cause, effect) for cause in causes for effect in effects]
    return ChainPlan(kept, tuple(Influence(cause, effect) for cause, effect in dict.fromkeys(arrows)))


def derive_chain(questions: Sequence[Question]) -> ChainPlan:
    """The chain that the measures of some questions suggest: expectation → quality (ratings of moments) → overall judgement → loyalty.

    Empty where there is no overall judgement, nothing before or after it, or more than `MOST` questions. Questions about competitors are
    left out; of overall judgements those of the whole service, where it was asked for.

    >>> from peakend.define.survey import Scale
    >>> scale = Scale(1, 5)
    >>> derive_chain([Question("q", "performance", scale=scale), Question("s", "overall", scale=scale)]).influences
    (Influence(cause='quality', effect='satisfaction'),)
    """
    ours = [one for one in questions if one.scale is not None and not one.competitor]
    found = {key: [one for one in ours if one.measure in measures] for key, measures in _MEASURES.items()}
    found["satisfaction"] = [one for one in found["satisfaction"] if not one.about] or found["satisfaction"]
    plan = fill_chain("ecsi", {key: [one.key for one in several] for key, several in found.items()})
    many = sum(len(one.questions) for one in plan.constructs)
    return plan if found["satisfaction"] and plan.influences and many <= MOST else ChainPlan()
