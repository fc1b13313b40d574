"""What in a study should be looked at again? Doubts about its scenarios, stages, moments, needs and themes, and words that are missing."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from peakend.define.place import Place, keyed
from peakend.define.remark import Remark
from peakend.define.soundness import moment_places
from peakend.define.study import Moment, Scenario, Study
from peakend.text import LANGUAGES, Text

_FEWEST: Final = 3
"""Moments that a scenario needs before peak and end can be told from the average."""

_COMPANY_WORDS: Final = re.compile(
    "受理|派单|录入|审批|审核|建档|考核|推销|营销|外呼|催收|系统"
    "|\\b(?:dispatch|data entry|approv(?:e|al|ing)|upsell(?:ing)?|processing|back[- ]?office|outbound|ticket)\\b",
    re.IGNORECASE,
)
"""Words of the company for what customers call otherwise."""

_LANGUAGE_NAMES: Final = {"zh": Text(zh="中文", en="Chinese"), "en": Text(zh="英文", en="English")}


def find_doubts(study: Study) -> Iterator[Remark]:
    """Every doubt about what the study is made of."""
    yield from _doubt_whole(study)
    for step, scenario in zip(keyed([one.key for one in study.scenarios]), study.scenarios, strict=True):
        yield from _doubt_scenario(study, ("scenarios", step), scenario)
    for place, moment in moment_places(study):
        yield from _doubt_moment(study, place, moment)
    yield from _doubt_common(study)
    yield from _doubt_needs(study)
    yield from _doubt_lineage(study)
    yield from _doubt_published(study)


def _doubt_whole(study: Study) -> Iterator[Remark]:
    if not study.scenarios:
        message = Text(zh="研究里没有服务场景。", en="The study has no scenario.")
        mend = Text(zh="请至少写一个场景及其关键时刻。", en="Write one at least, with its moments.")
        yield Remark("missing", ("scenarios",), message, mend, "no_scenario")
    if len(study.scenarios) == 1:
        message = Text(zh="只有一个服务场景。", en="There is one scenario only.")
        mend = Text(
            zh="可以分析，但找不出共有峰值和共有终值；若客户还通过其他渠道接触服务，请补上。",
            en="It can be analysed, but there are no common peaks and ends; add other ways in which customers meet the service, if any.",
        )
        yield Remark("doubtful", ("scenarios",), message, mend, "one_scenario")
    if study.stages and not any(stage.ends for stage in study.stages):
        message = Text(zh="没有标明哪个阶段是结束阶段。", en="No stage is marked as the end.")
        mend = Text(
            zh="请给结束阶段写上 ends: true，否则找不出终值。", en="Write “ends: true” at the last one; no end can be found without."
        )
        yield Remark("doubtful", ("stages",), message, mend, "no_end_stage")
    if not study.goal:
        message = Text(zh="没有写研究目的。", en="No goal is written.")
        mend = Text(zh="请用一句话写明要回答什么问题（goal）。", en="Say in one sentence which question the study is to answer (goal).")
        yield Remark("missing", ("goal",), message, mend, "no_goal")


def _doubt_scenario(study: Study, place: Place, scenario: Scenario) -> Iterator[Remark]:
    moments = scenario.moments
    if not moments:
        message = Text(zh="这个场景没有关键时刻。", en="This scenario has no moments.")
        yield Remark("missing", place, message, Text(zh="请按客户经历的先后写出。", en="Write them in the customer's order."), "no_moments")
        return
    if len(moments) < _FEWEST:
        message = Text(zh=f"这个场景只有 {len(moments)} 个关键时刻。", en=f"This scenario has {len(moments)} moment(s) only.")
        mend = Text(
            zh="少于 3 个时无法检验峰终定律；请看是否拆得太粗。",
            en="With fewer than 3 the peak-end rule cannot be tested; is it cut too coarsely?",
        )
        yield Remark("doubtful", place, message, mend, "few_moments")
    stages = {stage.key: stage for stage in study.stages}
    order = {key: number for number, key in enumerate(stages)}
    used = Counter(moment.stage for moment in moments)
    if any(stage.ends for stage in study.stages) and not any(stages[key].ends for key in used if key in stages):
        message = Text(zh="这个场景没有结束阶段的关键时刻。", en="This scenario has no moment in an end stage.")
        mend = Text(
            zh="请补上客户最后经历的时刻，否则找不出终值。", en="Add the moment that customers meet last; no end can be found without."
        )
        yield Remark("doubtful", place, message, mend, "no_end")
    for key, count in used.items():
        if count == 1 and key in stages:
            yield _lonely(place, stages[key].name, next(moment for moment in moments if moment.stage == key))
    numbers = [order[moment.stage] for moment in moments if moment.stage in order]
    if numbers != sorted(numbers):
        message = Text(zh="关键时刻的先后与阶段的先后不一致。", en="The order of the moments is not that of their stages.")
        mend = Text(zh="请按客户经历的先后排列，或改正所属阶段。", en="Put them in the customer's order, or correct their stages.")
        yield Remark("doubtful", (*place, "moments"), message, mend, "stage_order")
    yield from _doubt_twins(place, scenario)


def _lonely(place: Place, stage: Text, moment: Moment) -> Remark:
    """A stage with one moment leaves nothing to compare it with."""
    message = Text(
        zh=f"“{stage.say('zh')}”阶段只有一个关键时刻“{moment.name.say('zh')}”。",
        en=f"The stage “{stage.say('en')}” has one moment only: “{moment.name.say('en')}”.",
    )
    mend = Text(zh="阶段内无从比较；请看是否需要拆分。", en="There is nothing to compare it with in its stage; should it be split?")
    return Remark("doubtful", (*place, "moments", moment.key), message, mend, "lonely_moment")


def _doubt_twins(place: Place, scenario: Scenario) -> Iterator[Remark]:
    """Two moments of one scenario with one name, or as faces of one common moment."""
    named: dict[tuple[str, str], str] = {}
    faces: dict[str, str] = {}
    for moment in scenario.moments:
        here = (*place, "moments", moment.key)
        others = [named.setdefault((language, moment.name.say(language)), moment.key) for language in LANGUAGES]
        other = next((key for key in others if key != moment.key), "")
        if other:
            message = Text(zh=f"与 {other} 同名。", en=f"It has the same name as {other}.")
            mend = Text(zh="请合并，或换一个能区分的名称。", en="Merge the two, or give it a name that tells them apart.")
            yield Remark("doubtful", (*here, "name"), message, mend, "same_name")
        other = faces.setdefault(moment.common, moment.key)
        if moment.common and other != moment.key:
            message = Text(zh=f"与 {other} 同属一个共有时刻。", en=f"It is a face of the same common moment as {other}.")
            mend = Text(zh="同一场景里一般只有一个；请确认。", en="A scenario has one as a rule; check it.")
            yield Remark("doubtful", (*here, "common"), message, mend, "same_common")


def _doubt_moment(study: Study, place: Place, moment: Moment) -> Iterator[Remark]:
    if moment.provenance == "placeholder":
        message = Text(zh="这是占位的关键时刻，还没有依据。", en="This moment is a placeholder: nothing supports it yet.")
        mend = Text(zh="请用跟岗、访谈或数据证实，或删去。", en="Find it by observation, interviews or data, or remove it.")
        yield Remark("doubtful", (*place, "provenance"), message, mend, "placeholder")
    if moment.provenance == "inferred":
        message = Text(zh="这个关键时刻是推断的，没有直接依据。", en="This moment is inferred, without evidence of its own.")
        mend = Text(zh="请用跟岗、访谈或数据证实。", en="Confirm it by observation, interviews or data.")
        yield Remark("doubtful", (*place, "provenance"), message, mend, "inferred")
    stage = study.stage(moment.stage)
    if stage and not stage.visible:
        message = Text(zh="这个关键时刻所在的阶段客户看不见。", en="This moment stands in a stage that customers do not see.")
        mend = Text(
            zh="客户看不见的工作不是关键时刻；请改正阶段或删去。",
            en="What customers do not see is no moment; correct its stage, or remove it.",
        )
        yield Remark("doubtful", (*place, "stage"), message, mend, "unseen")
    if found := _COMPANY_WORDS.search(f"{moment.name.zh}\n{moment.name.en}"):
        message = Text(zh=f"名称里的“{found[0]}”是企业内部的说法。", en=f"“{found[0]}” in its name is the company's word.")
        mend = Text(
            zh="请从客户的角度命名：客户在这一刻做什么、经历什么。",
            en="Name it from the customer's side: what the customer does or meets here.",
        )
        yield Remark("doubtful", (*place, "name"), message, mend, "company_word")


def _doubt_common(study: Study) -> Iterator[Remark]:
    faces = Counter(moment.common for scenario in study.scenarios for moment in _once(scenario))
    for step, common in zip(keyed([one.key for one in study.common]), study.common, strict=True):
        if faces[common.key] < 2:  # noqa: PLR2004 - two scenarios make it common
            message = Text(
                zh=f"“{common.name.say('zh')}”只出现在 {faces[common.key]} 个场景。",
                en=f"“{common.name.say('en')}” stands in {faces[common.key]} scenario(s) only.",
            )
            mend = Text(
                zh="共有时刻至少跨两个场景；请在关键时刻上写 common。",
                en="A common moment spans two at least; name it as “common” at their moments.",
            )
            yield Remark("doubtful", ("common", step), message, mend, "not_common")


def _once(scenario: Scenario) -> list[Moment]:
    """One moment for each common moment of a scenario."""
    return list({moment.common: moment for moment in scenario.moments if moment.common}.values())


def _doubt_needs(study: Study) -> Iterator[Remark]:
    named = {need for moment in study.moments() for need in moment.needs} | {question.about for question in study.survey.questions}
    for step, need in zip(keyed([one.key for one in study.needs]), study.needs, strict=True):
        if study.themes and not need.theme:
            message = Text(zh="这项需求没有归入体验主题。", en="This need belongs to no theme.")
            yield Remark("doubtful", ("needs", step), message, Text(zh="请写上 theme。", en="Write its theme."), "need_without_theme")
        if need.key not in named:
            message = Text(zh="没有关键时刻或题目提到这项需求。", en="No moment and no question names this need.")
            mend = Text(zh="请写到相应的关键时刻上，或删去。", en="Name it at its moments, or remove it.")
            yield Remark("doubtful", ("needs", step), message, mend, "idle_need")
    served = {need.theme for need in study.needs}
    asked = {question.about for question in study.survey.questions}
    for step, theme in zip(keyed([one.key for one in study.themes]), study.themes, strict=True):
        if study.needs and theme.key not in served | asked:
            message = Text(zh="没有需求归入这个主题。", en="No need belongs to this theme.")
            mend = Text(zh="请确认客户在这方面没有期望，或补上需求。", en="Check that customers want nothing of the kind, or add the need.")
            yield Remark("doubtful", ("themes", step), message, mend, "theme_without_needs")


def _doubt_lineage(study: Study) -> Iterator[Remark]:
    today = {moment.key for moment in study.moments()}
    last = {key: number for number, change in enumerate(study.lineage) for key in change.before}
    for number, change in enumerate(study.lineage):
        for key in change.after:
            if key not in today and last.get(key, -1) <= number:
                message = Text(zh=f"变更后的“{key}”已不在研究中。", en=f"“{key}”, which came of this step, is not in the study.")
                mend = Text(zh="若是有意删去的，可不处理。", en="Nothing to do if it was removed on purpose.")
                yield Remark("doubtful", ("lineage", number), message, mend, "lineage_lost")


def _doubt_published(study: Study) -> Iterator[Remark]:
    """A finding about one scenario that names a moment of another, as after a move."""
    homes = {moment.key: scenario.key for scenario in study.scenarios for moment in scenario.moments}
    for number, finding in enumerate(study.published):
        for key in (*finding.peaks, *finding.ends) if finding.scenario else ():
            if homes.get(key, finding.scenario) != finding.scenario:
                message = Text(
                    zh=f"这条结论讲的是场景 {finding.scenario}，“{key}”却在场景 {homes[key]}。",
                    en=f"The finding is about {finding.scenario}, and “{key}” stands in {homes[key]}.",
                )
                mend = Text(zh="若关键时刻是后来移过去的，可不处理。", en="Nothing to do if the moment was moved since.")
                yield Remark("doubtful", ("published", number), message, mend, "published_elsewhere")


# Words that are missing


def find_missing_words(study: Study) -> Iterator[Remark]:
    """Every text of which one language is not written."""
    for place, text in _texts(study):
        missing = text.missing()
        if len(missing) == len(LANGUAGES):
            message = Text(zh="没有写文字。", en="No words are written.")
            yield Remark("missing", place, message, Text(zh="请写上中英文。", en="Write them in both languages."), "no_words")
        elif missing:
            name = _LANGUAGE_NAMES[missing[0]]
            words = text.say("zh" if missing[0] == "en" else "en")
            message = Text(zh=f"“{words}”缺少{name.zh}。", en=f"“{words}” has no {name.en}.")
            yield Remark("missing", place, message, Text(zh="请补上译文。", en="Add the translation."), "no_translation")


def _texts(study: Study) -> Iterator[tuple[Place, Text]]:
    """Every text of the study that must be there, and every other in which something is written."""
    yield ("title",), study.title
    optional: list[tuple[Place, Text]] = [(("goal",), study.goal)]
    for family in ("segments", "roles", "competitors", "stages", "scenarios", "common", "needs", "themes"):
        parts = getattr(study, family)
        for step, part in zip(keyed([one.key for one in parts]), parts, strict=True):
            yield (family, step, "name"), part.name
            optional += [((family, step, name), getattr(part, name)) for name in ("policy", "statement") if hasattr(part, name)]
            yield from (((family, step, "items", number), text) for number, text in enumerate(getattr(part, "items", ())))
    for place, moment in moment_places(study):
        yield (*place, "name"), moment.name
        optional.append(((*place, "note"), moment.note))
        optional += [((*place, "sources", number, "note"), one.note) for number, one in enumerate(moment.sources)]
    yield from _survey_texts(study)
    optional += [(("analysis", "chain", "constructs", one.key, "name"), one.name) for one in study.plan.chain.constructs]
    optional += [(("analysis", "stay", "origin"), study.plan.stay.origin)] if study.plan.stay else []
    optional += [(("published", number, "origin"), finding.origin) for number, finding in enumerate(study.published)]
    yield from ((place, text) for place, text in optional if text)


def _survey_texts(study: Study) -> Iterator[tuple[Place, Text]]:
    scales = set()
    for step, attribute in zip(keyed([one.key for one in study.survey.attributes]), study.survey.attributes, strict=True):
        place: Place = ("survey", "attributes", step)
        yield from (((*place, "values", value), text) for value, text in attribute.values)
        if attribute.name:
            yield (*place, "name"), attribute.name
    for step, question in zip(keyed([one.key for one in study.survey.questions]), study.survey.questions, strict=True):
        place = ("survey", "questions", step)
        if question.wording:
            yield (*place, "wording"), question.wording
        if question.scale and question.scale not in scales:
            scales.add(question.scale)
            yield from (((*place, "scale", "labels", str(answer)), text) for answer, text in question.scale.labels)
