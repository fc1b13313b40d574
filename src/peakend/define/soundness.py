"""What does a study say that cannot be so? References that lead nowhere, scales and codes that contradict themselves.

Each of these is a fault of the tree of errors, found here with its place. Unlike what `impossible` finds, it does not keep a file from
being read: a draft may be unsound for a while. Nothing is worked out from it, though, before it is mended (`require_sound`).
"""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from peakend.define.answers import REASONS, RESERVED
from peakend.define.impossible import Found, families
from peakend.define.outline import outline_study
from peakend.define.place import Place, keyed
from peakend.define.plan_soundness import find_unsound_plan
from peakend.define.study import Moment, Published, Study
from peakend.define.survey import Attribute, Measure, Question, Scale, Survey
from peakend.errors import (
    AboutAmbiguous,
    AboutUnknown,
    AskedHalf,
    AttributeUnknown,
    ChosenCodesMissing,
    CodeBothWays,
    CodeInScale,
    CodeOutsideScale,
    ColumnReserved,
    ColumnTwice,
    CommonUnknown,
    CompetitorUnknown,
    NeedUnknown,
    NpsScaleNotTen,
    PublishedUnknown,
    RatingWithoutScale,
    ScaleReversed,
    ScaleTooWide,
    StageUnknown,
    ThemeUnknown,
)

RATED: Final[frozenset[Measure]] = frozenset(
    {
        "importance",
        "performance",
        "expectation",
        "competitor",
        "overall",
        "nps",
        "ces",
        "loyalty",
        "kano_functional",
        "kano_dysfunctional",
        "emotion",
    }
)
"""Measures that are ratings: without a scale their numbers mean nothing."""

_LEAST: Final = max(REASONS.values()) + 1
_MOST: Final = 2**15 - 1
_NPS: Final = (0, 10)
_COMPARED: Final = 400
"""Keys among which a misspelt one is looked for; comparing takes its time."""
_SHOWN: Final = 40
"""Keys that a sentence lists at most."""


def find_unsound(study: Study) -> tuple[Found, ...]:
    """Everything that cannot be so and can still be written down, in the order of the file."""
    return (
        *_check_segments(study),
        *_check_moments(study),
        *_check_themes(study),
        *_check_survey(study),
        *find_unsound_plan(study),
        *_check_published(study),
    )


def _list(keys: Iterable[str]) -> str:
    """Keys as they stand in a sentence: a list that would fill a page is cut."""
    shown = list(islice(keys, _SHOWN + 1))
    return ", ".join([*shown[:_SHOWN], "…"] if len(shown) > _SHOWN else shown) or "—"


def _keys(parts: Iterable[object]) -> list[str]:
    return [str(getattr(part, "key", "")) for part in parts]


def _known(parts: Iterable[object]) -> dict[str, None]:
    """The keys there are, quick to look up and in their order."""
    return dict.fromkeys(_keys(parts))


def _check_segments(study: Study) -> Iterator[Found]:
    known = _known(study.survey.attributes)
    for step, segment in zip(keyed(_keys(study.segments)), study.segments, strict=True):
        if segment.attribute and segment.attribute not in known:
            yield ("segments", step, "attribute"), AttributeUnknown(attribute=segment.attribute, known=_list(known))


def _check_moments(study: Study) -> Iterator[Found]:
    stages, common, needs = _known(study.stages), _known(study.common), _known(study.needs)
    for place, moment in moment_places(study):
        if moment.stage not in stages:
            yield (*place, "stage"), StageUnknown(stage=moment.stage, known=_list(stages))
        if moment.common and moment.common not in common:
            yield (*place, "common"), CommonUnknown(common=moment.common, known=_list(common))
        for number, need in enumerate(moment.needs):
            if need not in needs:
                yield (*place, "needs", number), NeedUnknown(need=need, known=_list(needs))


def moment_places(study: Study) -> Iterator[tuple[Place, Moment]]:
    """Every moment with its place."""
    for step, scenario in zip(keyed(_keys(study.scenarios)), study.scenarios, strict=True):
        for inner, moment in zip(keyed(_keys(scenario.moments)), scenario.moments, strict=True):
            yield ("scenarios", step, "moments", inner), moment


def _check_themes(study: Study) -> Iterator[Found]:
    known = _known(study.themes)
    for step, need in zip(keyed(_keys(study.needs)), study.needs, strict=True):
        if need.theme and need.theme not in known:
            yield ("needs", step, "theme"), ThemeUnknown(theme=need.theme, known=_list(known))


def _check_published(study: Study) -> Iterator[Found]:
    """A finding about a scenario names moments; one about all scenarios names common moments."""
    scenarios, moments, common = _known(study.scenarios), _known(study.moments()), _known(study.common)
    for number, finding in enumerate(study.published):
        if finding.scenario and finding.scenario not in scenarios:
            fault = PublishedUnknown(key=finding.scenario, where="scenarios", known=_list(scenarios))
            yield ("published", number, "scenario"), fault
        elif finding.scenario:
            yield from _check_finding(("published", number), finding, "scenarios", moments)
        else:
            yield from _check_finding(("published", number), finding, "common", common)


def _check_finding(place: Place, finding: Published, where: str, known: Collection[str]) -> Iterator[Found]:
    for name, keys in (("peaks", finding.peaks), ("ends", finding.ends)):
        for number, key in enumerate(keys):
            if key not in known:
                yield (*place, name, number), PublishedUnknown(key=key, where=where, known=_list(known))


# The survey


def question_places(survey: Survey) -> Iterator[tuple[Place, Question]]:
    """Every question with its place."""
    for step, question in zip(keyed(_keys(survey.questions)), survey.questions, strict=True):
        yield ("survey", "questions", step), question


def _check_survey(study: Study) -> Iterator[Found]:
    survey = study.survey
    owners, competitors = _owners(study), _known(study.competitors)
    first: dict[str, Question] = {}
    scales: set[Scale] = set()
    yield from _check_reserved(survey)
    for place, question in question_places(survey):
        yield from _check_about(place, question, owners, competitors)
        yield from _check_answers(place, question)
        if question.scale and question.scale not in scales:
            scales.add(question.scale)  # told once, at the first question that has it
            yield from _check_scale((*place, "scale"), question.scale)
        other = first.setdefault(question.source, question)
        if other is not question and not _share_column(other, question):
            yield (*place, "column"), ColumnTwice(column=question.source, first=other.key)


def _owners(study: Study) -> dict[str, list[str]]:
    """For each key that a question can be about, the families that have it."""
    owners: dict[str, list[str]] = {}
    known = families(outline_study(study))
    for family in ("scenarios", "moments", "needs", "themes"):
        for key in dict.fromkeys(key for _, key in known[family]):
            owners.setdefault(key, []).append(family)
    return owners


def _share_column(one: Question, other: Question) -> bool:
    """Choices of one multiple answer may stand in one column."""
    return one.measure == other.measure == "chosen" and bool(one.group) and one.group == other.group


def _check_reserved(survey: Survey) -> Iterator[Found]:
    attributes = zip(keyed(_keys(survey.attributes)), survey.attributes, strict=True)
    parts: list[tuple[Place, Attribute | Question]] = [
        *((("survey", "attributes", step), one) for step, one in attributes),
        *question_places(survey),
    ]
    for place, part in parts:
        for name, column in (("key", part.key), ("column", part.column)):
            if column in RESERVED:
                yield (*place, name), ColumnReserved(column=column, reserved=_list(RESERVED))


def _check_about(place: Place, question: Question, owners: Mapping[str, list[str]], competitors: Collection[str]) -> Iterator[Found]:
    about, rival = question.about, question.competitor
    if about and about not in owners:
        near = difflib.get_close_matches(about, owners, n=3, cutoff=0.5) if len(owners) <= _COMPARED else []
        yield (*place, "about"), AboutUnknown(about=about, near=_list(near or list(owners)[:5]))
    if len(owners.get(about, ())) > 1:
        yield (*place, "about"), AboutAmbiguous(about=about, families=_list(owners[about]))
    if rival and rival not in competitors:
        yield (*place, "competitor"), CompetitorUnknown(competitor=rival, known=_list(competitors))


def _check_answers(place: Place, question: Question) -> Iterator[Found]:
    """How the answers of one question are written."""
    scale = question.scale
    if scale is None:
        if question.measure in RATED:
            yield place, RatingWithoutScale()
    elif question.measure == "nps" and (scale.low, scale.high) != _NPS and not question.as_asked:
        yield (*place, "scale"), NpsScaleNotTen(low=scale.low, high=scale.high)
    if bool(question.asked_if) != bool(question.asked_when):
        yield place, AskedHalf()
    if question.measure == "chosen" and not question.chosen and scale is None:
        yield place, ChosenCodesMissing()
    for code in question.unchosen:
        if code in question.chosen:
            yield (*place, "unchosen"), CodeBothWays(code=code)


def _check_scale(place: Place, scale: Scale) -> Iterator[Found]:
    low, high = scale.low, scale.high
    if low >= high:
        yield place, ScaleReversed(low=low, high=high)
        return
    if low < _LEAST or high > _MOST:
        yield place, ScaleTooWide(low=low, high=high, least=_LEAST, most=_MOST)
    for code, _ in scale.missing:
        answer = _read_code(code, scale)
        if answer is not None and low <= answer <= high:
            yield (*place, "missing", code), CodeInScale(code=code, low=low, high=high)
    answers = [("labels", str(answer), answer) for answer, _ in scale.labels] + [("words", word, answer) for word, answer in scale.words]
    for name, code, answer in answers:
        if not low <= answer <= high:
            yield (*place, name, code), CodeOutsideScale(answer=answer, low=low, high=high)


def _read_code(code: str, scale: Scale) -> float | None:
    """The answer that a code of the file would be if it were no missing code; nothing where the words of the scale say otherwise."""
    if any(code == word for word, _ in scale.words):
        return dict(scale.words)[code]
    try:
        return float(code) - scale.offset
    except ValueError:
        return None
