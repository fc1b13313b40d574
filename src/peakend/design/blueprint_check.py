"""What in a blueprint should be looked at again? Contacts with nothing at hand, steps nobody supports, support that reaches nobody."""

from collections.abc import Collection, Iterator
from typing import Final

from peakend.define.place import Place
from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.design.blueprint import Blueprint, Stand, Step, stand_columns
from peakend.design.contacts import find_contacts, join_steps, reach_customer
from peakend.design.plan import Design
from peakend.text import Text

_LANGUAGES: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}


def find_blueprint_doubts(study: Study, design: Design) -> Iterator[Remark]:
    """Every doubt about the blueprints of a design, with the peaks and ends that the study knows."""
    told = frozenset(line.step for script in design.scripts for line in script.lines)
    for one in design.blueprints:
        yield from doubt_blueprint(study, one, find_special(study, one.scenario), told)


def find_special(study: Study, scenario: str) -> frozenset[str]:
    """The moments that are peaks or ends by what was published; where nothing was, those of the end stage."""
    published = [one for one in study.published if one.scenario == scenario]
    if published:
        return frozenset(key for one in published for key in (*one.peaks, *one.ends))
    return frozenset(one.key for one in study.scenario(scenario).moments if study.ends(one.key))


def doubt_blueprint(study: Study, one: Blueprint, special: Collection[str], told: Collection[str] = ()) -> Iterator[Remark]:
    """Every doubt about one blueprint. `special` are its peaks and ends; `told` the steps for which a script has words."""
    place: Place = ("blueprints", one.key)
    stands = stand_columns(study, one)
    yield from _doubt_contacts(place, one)
    yield from _doubt_support(place, one)
    for stand in stands:
        yield from _doubt_column(place, one, stand, stand.key in special, told)
    for step in one.steps:
        yield from _doubt_step(place, one, step)
    yield from _doubt_words(place, one)


def _doubt_contacts(place: Place, one: Blueprint) -> Iterator[Remark]:
    columns: dict[str, str] = {}
    for contact in find_contacts(one):
        if not contact.shown:
            columns.setdefault(contact.column, contact.customer.key)
    for key in columns.values():
        yield Remark(
            "doubtful",
            (*place, "steps", key),
            Text("这里有服务接触，却没有有形展示。", "There is a contact here, and nothing at hand that the customer can see or hold."),
            Text(
                "请写出客户看到、拿到的东西（环境、设备、单据），或应用工具。",
                "Write what customers see and hold (setting, equipment, papers), or the tools.",
            ),
            "contact_without_evidence",
        )


def _doubt_support(place: Place, one: Blueprint) -> Iterator[Remark]:
    joins, reached = join_steps(one), reach_customer(one)
    kinds = {lane.key: lane.kind for lane in one.lanes}
    behind = any(kind in {"back", "support"} for kind in kinds.values())
    for step in one.steps:
        kind = kinds.get(step.lane, "row")
        here = (*place, "steps", step.key)
        if kind == "front" and behind and not any(kinds.get(other.lane) in {"back", "support"} for other in joins.get(step.key, ())):
            yield Remark(
                "doubtful",
                here,
                Text("这个前台行为没有后台或支持。", "Nothing behind the stage supports this front-stage step."),
                Text(
                    "请把它与后台行为或支持过程连起来，或写明无需支撑。",
                    "Connect it with what backs it, or say in its words that it needs nothing.",
                ),
                "front_without_support",
            )
        if kind == "support" and step.key not in reached:
            yield Remark(
                "doubtful",
                here,
                Text("这项支持没有通到任何客户行为。", "This support reaches no action of the customer."),
                Text(
                    "请把它与它所支撑的行为连起来；若无人需要，可以删去。",
                    "Connect it with what it supports; if nobody needs it, remove it.",
                ),
                "idle_support",
            )


def _doubt_column(place: Place, one: Blueprint, stand: Stand, special: bool, told: Collection[str]) -> Iterator[Remark]:  # noqa: FBT001 - what the column is
    steps = [step for step in one.steps if step.column == stand.key]
    acting = [step for step in steps if (lane := one.lane(step.lane)) is not None and lane.acts]
    here = (*place, "columns", stand.key)
    if stand.moment is not None and acting and not any(step.owner for step in steps):
        yield Remark(
            "missing",
            here,
            Text(f"关键时刻“{stand.name.say('zh')}”没有责任人。", f"Nobody answers for the moment “{stand.name.say('en')}”."),
            Text("请在它的步骤上写 owner。", "Name an owner at one of its steps."),
            "moment_without_owner",
        )
    if stand.moment is not None and not acting:
        yield Remark(
            "missing",
            here,
            Text(f"关键时刻“{stand.name.say('zh')}”还没有步骤。", f"The moment “{stand.name.say('en')}” has no step yet."),
            Text("请写出客户与各方在这一刻的行为。", "Write what the customer and those who serve do here."),
            "empty_column",
        )
    guides = {lane.key for lane in one.lanes if lane.fills == "guide"}
    if special and not any(step.lane in guides or step.key in told for step in steps):
        yield Remark(
            "missing",
            here,
            Text(
                f"峰值或终值“{stand.name.say('zh')}”没有行动指引，也没有剧本。",
                f"“{stand.name.say('en')}” is a peak or an end, and has no guide and no script.",
            ),
            Text(
                "请先为客户记得住的时刻写好：一句指引，或剧本中的台词。",
                "Begin with what customers remember: a guide of one sentence, or lines in a script.",
            ),
            "special_without_guide",
        )
    if not stand.visible:
        for step in acting:
            lane = one.lane(step.lane)
            if lane is not None and lane.kind == "customer":
                yield Remark(
                    "doubtful",
                    (*place, "steps", step.key),
                    Text("客户行为写在客户看不见的阶段。", "The customer acts here in a stage that customers do not see."),
                    Text("请移到客户经历的时刻。", "Move it to a moment that the customer lives through."),
                    "unseen_customer",
                )


def _doubt_step(place: Place, one: Blueprint, step: Step) -> Iterator[Remark]:
    here = (*place, "steps", step.key)
    if step.fail and not step.remedy:
        yield Remark(
            "missing",
            here,
            Text("失误点没有补救办法。", "Nothing is said of how this fail point is made good."),
            Text("请写 remedy：当场怎么办，之后怎么办。", "Write a remedy: what is done at once, and what afterwards."),
            "fail_without_remedy",
        )
    if step.wait is not None and step.wait.standard is None:
        yield Remark(
            "missing",
            here,
            Text("等待点没有标准用时。", "This wait point has no standard."),
            Text("请写客户可以接受的用时。", "Write how long customers take to be acceptable."),
            "wait_without_standard",
        )
    if step.wait is not None and step.wait.late:
        yield Remark(
            "doubtful",
            here,
            Text("实际等待超过标准。", "The wait is longer than the standard."),
            Text("请写明如何缩短，或改用做得到的标准。", "Say how it becomes shorter, or set a standard that can be kept."),
            "late_wait",
        )
    if step.decision and sum(1 for line in one.connectors if line.start == step.key) < 2:  # noqa: PLR2004 - two ways out make a decision
        yield Remark(
            "doubtful",
            here,
            Text("判断点只有不到两个去向。", "A decision with fewer than two ways out."),
            Text("请画出每个结果各通向哪里。", "Draw where each outcome leads."),
            "decision_without_ways",
        )


def _doubt_words(place: Place, one: Blueprint) -> Iterator[Remark]:
    for step in one.steps:
        for name in ("words", "fail", "remedy"):
            text: Text = getattr(step, name)
            for language in text.missing() if text or name == "words" else ():
                yield Remark(
                    "missing",
                    (*place, "steps", step.key, name),
                    Text(f"缺少{_LANGUAGES[language].zh}。", f"The {_LANGUAGES[language].en} is missing."),
                    name="language_missing",
                )
