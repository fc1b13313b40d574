"""How is recommendation told beyond its score? Reasons, classes and unit scorecards, a chapter each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from peakend.analyse.needs import name_choices
from peakend.analyse.reasons import ReasonLine, Reasons
from peakend.analyse.recommenders import ClassLine, Recommenders
from peakend.analyse.result import Estimate, Figure, Result, is_known
from peakend.analyse.scorecards import Scorecards, UnitScores
from peakend.define.study import Study
from peakend.report.axis import reach_of
from peakend.report.boxes import Drawing, Marker
from peakend.report.chapter import Chapter
from peakend.report.charts.rows import Plot, Row, RowChart, tip_of
from peakend.report.words import headline, label_group, name_question, write_ranks
from peakend.report.words.figures import Unit
from peakend.text import Language, Text

MOST: Final = 24
"""So many rows stand in a picture; the table has all."""

GROUPS: Final = {"detractors": ("step_1", "square"), "passives": ("quiet", "diamond"), "promoters": ("step_5", "circle")}

NAMES: Final = {
    "detractors": Text("贬损者（0–6 分）", "Detractors (0–6)"),
    "passives": Text("中立者（7–8 分）", "Passives (7–8)"),
    "promoters": Text("推荐者（9–10 分）", "Promoters (9–10)"),
}
_APART: Final = Text("推荐者减贬损者", "Promoters less detractors")
_SHARE: Final = Text("提及比例", "Share that named it")
_MEAN: Final = Text("均值", "Mean")
_NPS: Final = Text("净推荐值", "NPS")
_OTHERS: Final = Text("与其余单位之差", "Less all other units")
_RANKS: Final = Text("名次范围", "Ranks")

SIDES: Final = {
    "promoters": Text("推荐者更多提及", "promoters name it"),
    "detractors": Text("贬损者更多提及", "detractors name it"),
    "": Text("无法区分", "not told apart"),
}
STANDINGS: Final = {
    "above": Text("显著高于其余", "above the others"),
    "below": Text("显著低于其余", "below the others"),
    "level": Text("与其余无法区分", "not told apart"),
    "too_few": Text("样本不足", "too few"),
}


def draw_reasons(result: Reasons, study: Study, language: Language) -> Sequence[Drawing]:
    """For each choice the shares of the three classes, and promoters less detractors with its interval."""
    drawings = []
    for score, group in dict.fromkeys((line.score.key, line.group) for line in result.lines):
        lines = [line for line in result.lines if (line.score.key, line.group) == (score, group) and is_known(line.difference)][:MOST]
        if lines:
            name = f"reasons-{score}-{group}"
            names = [line.label.say(language) or line.question.key for line in lines]
            drawings.append(
                _draw_classes(
                    name,
                    f"{result.title.say(language)} · {name_choices(study, group).say(language)}",
                    lines,
                    names,
                    language,
                    "share",
                    _narrow(result, score, group),
                )
            )
    return drawings


def _narrow(result: Reasons, score: str, group: str) -> Reasons:
    """The result with one choice alone, for one recommendation."""
    return replace(result, lines=tuple(line for line in result.lines if (line.score.key, line.group) == (score, group)))


def draw_recommenders(result: Recommenders, study: Study, language: Language) -> Sequence[Drawing]:
    """For each rating the means of the three classes, and promoters less detractors with its interval."""
    lines = [line for line in result.lines if is_known(line.difference)][:MOST]
    if not lines:
        return ()
    names = [name_question(line.question, study).say(language) for line in lines]
    return (_draw_classes("recommenders", result.title.say(language), lines, names, language, "rating", result),)


def _draw_classes(
    key: str, title: str, lines: Sequence[ReasonLine | ClassLine], names: Sequence[str], language: Language, unit: Unit, part: Result
) -> Drawing:
    chart = RowChart([Row(name) for name in names])
    figures = [[getattr(line, group) for group in GROUPS] for line in lines]
    known = [one for row in figures for one in row if isinstance(one, Estimate)]
    low, high = (0.0, max([0.1, *(one.high for one in known)])) if unit == "share" else reach_of(known, 0, 10, least=1.0)
    axis = _SHARE if unit == "share" else _MEAN
    plot = chart.add_plot(260, low, high, form="%" if unit == "share" else "", title=axis.say(language))
    for row, own in enumerate(figures):
        _mark_classes(plot, row, own, names[row], language, unit)
    apart = [line.difference if isinstance(line.difference, Estimate) else None for line in lines]
    proved = [line.side != "" if isinstance(line, ReasonLine) else line.differs for line in lines]
    _draw_apart(chart, apart, proved, names, language, unit)
    chart.legend = [([Marker(sign, 8, 0, 9, colour, "card", 0.8)], NAMES[group].say(language)) for group, (colour, sign) in GROUPS.items()]  # type: ignore[arg-type]
    return chart.finish(key, title, headline(part).say(language), part)


def _mark_classes(plot: Plot, row: int, figures: Sequence[Figure], name: str, language: Language, unit: Unit) -> None:
    for (group, (colour, sign)), figure in zip(GROUPS.items(), figures, strict=True):
        if isinstance(figure, Estimate):
            tip = tip_of(f"{name} – {NAMES[group].say(language)}", figure, unit)
            plot.point(row, figure.value, colour, sign=sign, size=9, tip=tip)  # type: ignore[arg-type]


def _draw_apart(
    chart: RowChart, apart: Sequence[Estimate | None], proved: Sequence[bool], names: Sequence[str], language: Language, unit: Unit
) -> None:
    """The differences with their intervals; hollow where nothing is proved."""
    known = [one for one in apart if one is not None]
    low, high = min([0.0, *(one.low for one in known)]), max([0.0, *(one.high for one in known)])
    plot = chart.add_plot(150, low, high, form="%" if unit == "share" else "", title=_APART.say(language))
    plot.line_at(0)
    for row, figure in enumerate(apart):
        if figure is not None:
            colour = ("good" if figure.value > 0 else "peak") if proved[row] else "faint"
            plot.whisker(row, figure, colour)
            plot.point(row, figure.value, colour, hollow=not proved[row], size=8, tip=tip_of(names[row], figure, unit))
    chart.add_figures(apart, "share" if unit == "share" else "difference")


def draw_scorecards(result: Scorecards, study: Study, language: Language) -> Sequence[Drawing]:
    """Every unit's score with its interval, its distance from the others, and the ranks that cannot be excluded."""
    return tuple(_draw_units(result, one, study, language) for one in result.scores if any(is_known(card.nps) for card in one.cards))


def _draw_units(result: Scorecards, one: UnitScores, study: Study, language: Language) -> Drawing:
    cards = [card for card in one.cards if is_known(card.nps)][: 2 * MOST]
    names = [label_group(card.unit, result.by, study).say(language) or "–" for card in cards]
    chart = RowChart([Row(name) for name in names])
    scores = [card.nps if isinstance(card.nps, Estimate) else None for card in cards]
    low, high = reach_of(scores, -100, 100, least=40)
    plot = chart.add_plot(260, low, high, title=_NPS.say(language))
    plot.line_at(0)
    for row, (card, figure) in enumerate(zip(cards, scores, strict=True)):
        colour = {"above": "good", "below": "peak"}.get(card.standing, "importance")
        if figure is not None:
            plot.whisker(row, figure, colour)
            plot.point(row, figure.value, colour, hollow=card.standing == "level", tip=tip_of(names[row], figure, "points"))
    chart.add_figures(scores, "points")
    chart.add_words([f"n = {card.n}" for card in cards])
    if one.told_apart:
        chart.add_words([write_ranks(card.rank.low, card.rank.high) if card.rank else "" for card in cards], _RANKS.say(language))
    chart.add_words([STANDINGS[card.standing].say(language) for card in cards], _OTHERS.say(language))
    part, n = replace(result, scores=(one,)), sum(card.n for card in one.cards)
    title = f"{result.title.say(language)} · {name_question(one.question, study).say(language)}"
    return chart.finish(f"scorecards-{one.question.key}", title, headline(part).say(language), part, n)


_CLASSES: Final = {
    "score": Text("推荐题", "Recommendation"),
    "list": Text("多选题", "Multiple answer"),
    "detractors": NAMES["detractors"],
    "passives": NAMES["passives"],
    "promoters": NAMES["promoters"],
    "difference": _APART,
}

REASONS: Final = Chapter(
    key="reasons",
    section=Text("推荐的原因", "Reasons"),
    purpose=Text("推荐者与贬损者各提及哪些原因（NPS 之“钩”）", "what promoters and detractors name (NPS as the hook)"),
    guide=Text(
        "三个符号是三类客户提及该选项的比例；右侧是推荐者减贬损者，实心且着色的差异经检验成立，空心的不要解读。"
        "两类人都常提的原因不区分推荐与否。"
        "任一类不足 10 人、或多选题没有问到所有人时，不要使用。",
        "The three signs are the shares of the three classes that named a choice; to the right promoters less detractors, filled "
        "and coloured "
        "where it is proved, hollow where nothing should be read into it. What both name often does not divide them. Not to be "
        "used with fewer "
        "than ten in a class, or where only some were asked.",
    ),
    columns=("label", "detractors", "passives", "promoters", "difference", "p_holm", "side"),
    draw=draw_reasons,
    headings={**_CLASSES, "side": Text("经检验", "Proved")},
    units={"detractors": "share", "passives": "share", "promoters": "share", "difference": "share"},
    cells={"side": SIDES},
)

RECOMMENDERS: Final = Chapter(
    key="recommenders",
    section=Text("推荐者与贬损者", "Promoters and detractors"),
    purpose=Text(
        "推荐者与贬损者的区别，满意而不忠诚的占比（NPS 之“刀”）",
        "what divides promoters from detractors; satisfied but not loyal (NPS as the knife)",
    ),
    guide=Text(
        "三个符号是三类客户的均分，右侧是推荐者减贬损者及其区间；按标准化差异从大到小排列。差异大说明体验不同，"
        "不说明由它造成推荐：习惯打高分的人处处打高分。"
        "要看推动因素，请看驱动分析。",
        "The three signs are the means of the three classes, to the right promoters less detractors with its interval, largest "
        "standardised "
        "difference first. A large difference says that they met something else, not that it made them recommend: who rates high rates "
        "everything high. For what drives recommendation see the drivers.",
    ),
    columns=("view", "question", "detractors", "passives", "promoters", "difference", "size", "p_holm", "unloyal", "warning", "reach"),
    draw=draw_recommenders,
    headings={
        **_CLASSES,
        "view": Text("内容", "Content"),
        "satisfied": Text("满意人数", "Satisfied"),
        "unloyal": Text("满意而不忠诚", "Satisfied, not loyal"),
        "warning": Text("满意却是贬损者", "Satisfied, detractor"),
        "reach": Text("占全部作答者", "Of all who answered"),
    },
    units={
        "detractors": "rating",
        "passives": "rating",
        "promoters": "rating",
        "difference": "difference",
        "unloyal": "share",
        "warning": "share",
        "reach": "share",
    },
    cells={"view": {"class": Text("三类客户的评分", "ratings by class"), "unloyal": Text("满意而不忠诚", "satisfied, not loyal")}},
)

SCORECARDS: Final = Chapter(
    key="scorecards",
    section=Text("单位成绩单", "Unit scorecards"),
    purpose=Text(
        "各单位的 NPS，能否分出高低（NPS 之“卷子”，需要 --by）",
        "NPS by unit, and whether units can be told apart (NPS as the exam paper; needs --by)",
    ),
    guide=Text(
        "每行一个单位：点是 NPS，横线是 95% 区间，着色的单位经检验高于或低于其余单位。各单位之间没有显著差异时不列名次。"
        "客群构成不同的单位不宜直接比较；分数与奖惩挂钩时会失真。",
        "A row is a unit: the dot is its NPS, the line the 95% interval; coloured units are proved above or below all others "
        "together. Where the "
        "units do not provably differ there are no ranks. Units that serve different customers should not be compared as they "
        "are, and a score "
        "tied to pay bends.",
    ),
    columns=("question", "group", "n", "nps", "rank", "apart", "p_holm", "standing"),
    draw=draw_scorecards,
    headings={
        "group": Text("单位", "Unit"),
        "apart": _OTHERS,
        "standing": Text("与其余单位相比", "Against the others"),
        "p_units": Text("p（各单位有无差异）", "p (any difference between units)"),
    },
    units={"nps": "points", "apart": "points"},
    cells={"standing": STANDINGS},
    tests=("p_units",),
    whole=True,
)
