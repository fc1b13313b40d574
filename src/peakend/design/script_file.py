"""How does a script stand in a design file? Its section: written, read, searched for steps that are not there and for doubtful words."""

from collections.abc import Iterator

from peakend.define.place import Place
from peakend.define.remark import Remark
from peakend.define.study import Study
from peakend.define.written import Outline, read_text, read_words, word, write_fields, write_text, write_words
from peakend.design.blueprint_check import find_special
from peakend.design.plan import Design
from peakend.design.references import Fault, find_repeated, find_unknown
from peakend.design.script import VARIABLES, Line, Script, list_variables
from peakend.errors import VariableUnknown
from peakend.text import Text


def outline_script(one: Script) -> Outline:
    """The fields of one script."""
    return write_fields(
        key=one.key,
        blueprint=one.blueprint,
        title=write_text(one.title),
        audience=list(one.audience) or None,
        setting=write_text(one.setting),
        props=[write_words(text) for text in one.props] or None,
        lines=[outline_line(line) for line in one.lines] or None,
    )


def outline_line(line: Line) -> Outline:
    """The fields of the words of one step."""
    return write_fields(
        step=line.step,
        words=write_text(line.words),
        tone=write_text(line.tone),
        expects=write_text(line.expects),
        never=write_text(line.never),
    )


def build_script(fields: Outline) -> Script:
    """The script of these fields."""
    return Script(
        key=word(fields["key"]),
        blueprint=word(fields["blueprint"]),
        title=read_text(fields.get("title", "")),
        audience=read_words(fields.get("audience", ())),
        setting=read_text(fields.get("setting", "")),
        props=tuple(read_text(one) for one in fields.get("props", ())),
        lines=tuple(build_line(one) for one in fields.get("lines", ())),
    )


def build_line(fields: Outline) -> Line:
    """The words of one step from these fields."""
    words, tone, expects, never = (read_text(fields.get(name, "")) for name in ("words", "tone", "expects", "never"))
    return Line(word(fields["step"]), words, tone, expects, never)


def find_script_faults(study: Study | None, design: Design) -> Iterator[Fault]:
    """Blueprints, steps and groups that are not there, steps told twice, variables that are not in the list."""
    yield from find_repeated(("scripts",), [one.key for one in design.scripts])
    for one in design.scripts:
        place: Place = ("scripts", one.key)
        yield from find_unknown((*place, "blueprint"), "blueprint", one.blueprint, [known.key for known in design.blueprints])
        yield from find_repeated((*place, "lines"), [line.step for line in one.lines])
        blueprint = design.blueprint(one.blueprint)
        steps = [step.key for step in blueprint.steps] if blueprint else []
        for number, line in enumerate(one.lines):
            if blueprint is not None:
                yield from find_unknown((*place, "lines", number, "step"), "step", line.step, steps)
            for name in dict.fromkeys((*list_variables(line.words.zh), *list_variables(line.words.en))):
                if name not in VARIABLES:
                    yield (*place, "lines", number, "words"), VariableUnknown(found=name, known=", ".join(VARIABLES))
        for number, key in enumerate(one.audience if study is not None else ()):
            known = [segment.key for segment in study.segments] if study else []
            yield from find_unknown((*place, "audience", number), "segment", key, known)


def find_script_doubts(study: Study, design: Design) -> Iterator[Remark]:
    """Words in one language only, variables that differ between the two, front-stage steps of peaks and ends with nothing to say."""
    for one in design.scripts:
        place: Place = ("scripts", one.key)
        for number, line in enumerate(one.lines):
            yield from _doubt_line((*place, "lines", number), line)
        blueprint = design.blueprint(one.blueprint)
        if blueprint is None:
            continue
        special = find_special(study, blueprint.scenario)
        for step in blueprint.steps:
            lane = blueprint.lane(step.lane)
            if lane is not None and lane.kind == "front" and step.column in special and one.line(step.key) is None:
                message = Text(
                    f"峰值或终值的步骤“{step.words.say('zh')}”没有台词。", f"“{step.words.say('en')}” has no words, at a peak or an end."
                )
                mend = Text("客户记住的就是这一刻：请写好这句话。", "This is what customers remember: write its words.")
                yield Remark("missing", (*place, "lines"), message, mend, "special_without_words")


def _doubt_line(place: Place, line: Line) -> Iterator[Remark]:
    for name in ("words", "tone", "expects", "never"):
        text: Text = getattr(line, name)
        for language in text.missing() if text else ():
            message = Text("缺少中文。", "The Chinese is missing.") if language == "zh" else Text("缺少英文。", "The English is missing.")
            yield Remark("missing", (*place, name), message, name="language_missing")
    both = line.words.zh and line.words.en
    if both and set(list_variables(line.words.zh)) != set(list_variables(line.words.en)):
        message = Text("中英文台词的变量不一致。", "The variables of the two languages differ.")
        mend = Text("请在两种语言中用同样的变量。", "Use the same ones in both.")
        yield Remark("doubtful", (*place, "words"), message, mend, "variables_differ")
