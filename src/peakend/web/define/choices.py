"""What may be chosen in a field? The words for the fixed choices of the format, and the parts of a study that a field may name."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from peakend.define.study import Study
from peakend.text import Text
from peakend.web.define.fields import Options

PROVENANCES: Final = (
    ("source", Text("见于资料", "Named in a source")),
    ("inferred", Text("由资料推断", "Inferred from a source")),
    ("placeholder", Text("占位，待证实", "Placeholder, to be confirmed")),
    ("measured", Text("由数据得出", "Found by measuring")),
)
"""Where a moment comes from."""

LEVELS: Final = (("basic", Text("基础", "Basic")), ("middle", Text("中级", "Middle")), ("high", Text("高级", "High")))
PRIORS: Final = (
    ("basic", Text("基本型", "Basic")),
    ("performance", Text("绩效型", "Performance")),
    ("excitement", Text("兴奋型", "Excitement")),
)

MEASURES: Final = (
    ("importance", Text("重要性", "Importance")),
    ("performance", Text("满意度（表现）", "Performance")),
    ("expectation", Text("期望", "Expectation")),
    ("competitor", Text("竞争对手表现", "Competitor's performance")),
    ("overall", Text("总体满意度", "Overall satisfaction")),
    ("nps", Text("推荐意愿（0–10）", "Recommendation (0–10)")),
    ("ces", Text("费力程度", "Effort")),
    ("loyalty", Text("忠诚意愿", "Loyalty")),
    ("kano_functional", Text("Kano 正向题", "Kano, functional")),
    ("kano_dysfunctional", Text("Kano 反向题", "Kano, dysfunctional")),
    ("best_worst", Text("最重要与最不重要", "Best and worst")),
    ("chosen", Text("多选项", "Choice of several")),
    ("recalled", Text("无提示回忆", "Recalled unprompted")),
    ("emotion", Text("情绪", "Emotion")),
    ("reason", Text("原因（文字）", "Reason (words)")),
    ("profile", Text("背景", "Profile")),
)
"""What kind of number or word a question gives."""

SCALINGS: Final = (("percentile", Text("百分位", "Percentiles")), ("z", Text("标准分", "Standard scores")))
COMBINES: Final = (("sum", Text("加权求和", "Weighted sum")), ("product", Text("加权乘积", "Weighted product")))
ROWS: Final = (("people", Text("每行是一个人", "One person each")), ("averages", Text("每行是多人的平均", "Averages over people")))
ORDERS: Final = (
    ("unsaid", Text("未说明（看结束阶段）", "Not said (the end stage tells)")),
    ("known", Text("按客户经历的先后", "In the customer's order")),
    ("unknown", Text("先后不明", "Order unknown")),
)
MODES: Final = (("A", Text("反映型（A）", "Reflective (A)")), ("B", Text("形成型（B）", "Formative (B)")))


def always(options: Options) -> Callable[[Study], Options]:
    """The same choices in every study."""
    return lambda _study: options


def named(*families: str, empty: Text | None = None) -> Callable[[Study], Options]:
    """The parts of these families by their names; with `empty`, nothing may be chosen too, under these words."""

    def choose(study: Study) -> Options:
        parts = [one for family in families for one in _parts(study, family)]
        listed = [(str(one.key), name_part(one)) for one in parts]
        return [("", empty), *listed] if empty is not None else listed

    return choose


def name_part(part: Any) -> Text:  # noqa: ANN401 - any part of a study
    """What a part is called: its name, its wording, or its key."""
    for name in ("name", "wording"):
        words = getattr(part, name, None)
        if words:
            return Text(zh=words.say("zh"), en=words.say("en"))
    key = str(getattr(part, "key", ""))
    return Text(zh=key, en=key)


def choose_groups(study: Study) -> Options:
    """The groups of multiple answers."""
    groups = dict.fromkeys(one.group for one in study.survey.questions if one.group and one.measure == "chosen")
    return [(group, Text(zh=group, en=group)) for group in groups]


def choose_moments(study: Study) -> Options:
    """The moments with their scenarios."""
    return [
        (moment.key, Text(f"{scenario.name.say('zh')} · {moment.name.say('zh')}", f"{scenario.name.say('en')} · {moment.name.say('en')}"))
        for scenario in study.scenarios
        for moment in scenario.moments
    ]


def choose_about(study: Study) -> Options:
    """Everything a question can be about."""
    rest = named("needs", "themes", "scenarios")(study)
    return [("", Text("整个服务", "The whole service")), *choose_moments(study), *rest]


def _parts(study: Study, family: str) -> Iterable[Any]:
    if family in {"questions", "attributes"}:
        return tuple(getattr(study.survey, family))
    if family == "constructs":
        return study.plan.chain.constructs
    return tuple(study.moments()) if family == "moments" else tuple(getattr(study, family))
