"""How is a difference between two versions told to people? Where, what was there, what is there now, in both languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from peakend.define.place import Place
from peakend.define.study import Change, Study
from peakend.text import Text
from peakend.web.define.choices import LEVELS, MEASURES, PRIORS, PROVENANCES, name_part
from peakend.web.define.comparison import ORDER, Difference, Kind
from peakend.web.define.families import ALL, FAMILIES, Family
from peakend.web.define.source_rows import SOURCE_KINDS

KINDS: Final[dict[Kind, Text]] = {
    "added": Text("新增", "Added"),
    "removed": Text("删除", "Removed"),
    "changed": Text("修改", "Changed"),
    "moved": Text("移动", "Moved"),
    "order": Text("顺序", "Order"),
}

STEPS: Final = {
    "split": Text("拆分", "Split"),
    "merge": Text("合并", "Merged"),
    "move": Text("移动", "Moved"),
    "rename": Text("改名", "Renamed"),
}

_DEEDS: Final = {
    "study.create": Text("建立研究", "Study created"),
    "file.upload": Text("上传研究文件", "Study file uploaded"),
    "restore": Text("恢复第 {about} 版", "Version {about} restored"),
    "undo": Text("撤销第 {about} 版的改动", "Change of version {about} undone"),
    "redo": Text("重做第 {about} 版的改动", "Change of version {about} done again"),
    "moments.place": Text("移动关键时刻“{about}”", "Moment “{about}” moved"),
    "moments.split": Text("拆分关键时刻“{about}”", "Moment “{about}” split"),
    "moments.merge": Text("合并关键时刻“{about}”", "Moments merged: {about}"),
    "questions.propose": Text("按关键时刻补齐题目", "Questions that were missing added"),
}
_PLAIN: Final = {
    "add": Text("新增{one}“{about}”", "Added {one} “{about}”"),
    "remove": Text("删除{one}“{about}”", "Removed {one} “{about}”"),
    "order": Text("调整{one}“{about}”的顺序", "Moved {one} “{about}”"),
}
_CHOICES: Final[dict[str, Text]] = {
    **{key: words for options in (PROVENANCES, LEVELS, PRIORS, MEASURES) for key, words in options},
    **{str(kind): words for kind, words in SOURCE_KINDS.items()},
}
_FIELDS: Final = {
    "moments": FAMILIES["moments"].title,
    "fit": FAMILIES["fit"].title,
    "published": Text("已发表结论", "Published findings"),
    **{field.name: field.label for family in ALL for field in family.fields},
    "key": Text("键", "Key"),
    "low": Text("最低", "Lowest"),
    "high": Text("最高", "Highest"),
    "offset": Text("偏移", "Offset"),
    "labels": Text("选项名称", "Labels"),
    "words": Text("文字对应", "Words"),
    "missing": Text("缺失编码", "Missing codes"),
    "influences": Text("影响关系", "Influences"),
    "kind": Text("种类", "Kind"),
    "supports": Text("支持", "Speaks for it"),
    "n": Text("数量", "n"),
    "date": Text("时间", "When"),
    "layout": Text("文件格式", "Layout of the file"),
    ORDER: Text("顺序", "Order"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One difference in words."""

    kind: Kind
    sign: Text
    where: Text
    before: Text
    after: Text


def tell_differences(differences: Iterable[Difference], before: Study, after: Study) -> tuple[Told, ...]:
    """The differences in words, as a table shows them."""
    return tuple(_tell(one, before, after) for one in differences)


def _tell(one: Difference, before: Study, after: Study) -> Told:
    where = word_where(one.place, (after, before))
    if one.kind == "moved":
        return Told("moved", KINDS["moved"], where, word_where(one.before[:2], (before,)), word_where(one.after[:2], (after,)))
    return Told(one.kind, KINDS[one.kind], where, word_value(one.before), word_value(one.after))


def tell_steps(steps: Iterable[Change], before: Study, after: Study) -> tuple[Text, ...]:
    """Steps in the history of the moments in words: what was split, merged, moved, renamed."""
    return tuple(_tell_step(one, before, after) for one in steps)


def _tell_step(step: Change, before: Study, after: Study) -> Text:
    names = [_join([_name_moment(key, (before, after)) for key in keys]) for keys in (step.before, step.after)]
    word = STEPS[step.kind]
    if step.kind in {"move", "rename"}:
        old = Text(f"（原：{step.note.say('zh')}）", f" (was: {step.note.say('en')})") if step.note else Text()
        return Text(f"{word.zh}：{names[1].zh}{old.zh}", f"{word.en}: {names[1].en}{old.en}")
    return Text(f"{word.zh}：{names[0].zh} → {names[1].zh}", f"{word.en}: {names[0].en} → {names[1].en}")


def _name_moment(key: str, studies: Sequence[Study]) -> Text:
    for study in studies:
        for moment in study.moments():
            if moment.key == key:
                return name_part(moment)
    return Text(key, key)


def word_where(place: Place, studies: Sequence[Study]) -> Text:
    """A place in the words of the study: the family, the name of the part, the field.

    >>> word_where(("goal",), ()).zh
    '目的'
    """
    family = family_at(place)
    rest = place[len(family.place) :] if family else place
    parts = [family.title] if family and family.place else []
    if family and rest and not family.single:
        parts.append(_name_at(family, str(rest[0]), studies))
        rest = rest[1:]
    parts += [_FIELDS.get(str(step)) or _name_moment(str(step), studies) for step in rest]
    return Text(" · ".join(one.zh for one in parts), " · ".join(one.en for one in parts))


def family_at(place: Place) -> Family | None:
    """The family that a place belongs to: that whose own place is the longest way towards it."""
    if len(place) > 2 and place[0] == "scenarios" and place[2] == "moments":  # noqa: PLR2004 - scenarios → visit → moments
        return FAMILIES["scenarios"]
    fitting = [one for one in ALL if one.name != "moments" and place[: len(one.place)] == one.place]
    return max(fitting, key=lambda one: len(one.place), default=None)


def _name_at(family: Family, key: str, studies: Sequence[Study]) -> Text:
    if key in _FIELDS:
        return _FIELDS[key]
    for study in studies:
        for part in family.parts(study):
            if family.key_of(part) == key:
                return name_part(part) if hasattr(part, "key") else Text(key, key)
    return Text(key, key)


def word_value(value: Any) -> Text:  # noqa: ANN401 - plain values of a file
    """A plain value in words.

    >>> word_value({"zh": "付款", "en": "Paying"}).en, word_value(["a", "b"]).zh
    ('Paying', 'a、b')
    """
    if value is None:
        return Text()
    if isinstance(value, bool):
        return Text("是", "Yes") if value else Text("否", "No")
    if isinstance(value, dict):
        return _word_fields(value)
    if isinstance(value, list):
        return _join([word_value(one) for one in value])
    return _CHOICES.get(str(value)) or Text(str(value), str(value))


def _word_fields(fields: dict[str, Any]) -> Text:
    if set(fields) <= {"zh", "en"}:
        zh, en = fields.get("zh", ""), fields.get("en", "")
        return Text(zh or f"（缺中文）{en}", en or f"(no English) {zh}")
    if "name" in fields or "wording" in fields:
        return word_value(fields.get("name") or fields.get("wording"))
    inner = [(_FIELDS.get(str(name), Text(str(name), str(name))), word_value(value)) for name, value in fields.items()]
    return Text("；".join(f"{name.zh}：{words.zh}" for name, words in inner), "; ".join(f"{name.en}: {words.en}" for name, words in inner))


def _join(words: Sequence[Text]) -> Text:
    return Text("、".join(one.zh for one in words), ", ".join(one.en for one in words))


def word_deed(deed: str, about: str, about_en: str = "") -> Text:
    """What was done, in words; `about_en` where what it was done to is called otherwise in English.

    >>> word_deed("needs.add", "快").en, word_deed("moments.name", "pay").zh
    ('Added need “快”', '关键时刻“pay”：名称')
    >>> word_deed("needs.add", "快", "Speed").en
    'Added need “Speed”'
    """
    told = (about, about_en or about)
    if deed in _DEEDS:
        return _fill(_DEEDS[deed], {"about": told})
    family, _, act = deed.partition(".")
    if family not in FAMILIES:
        return Text(deed, deed)
    one = FAMILIES[family].one
    if act in _PLAIN:
        return _fill(_PLAIN[act], {"one": (one.zh, one.en), "about": told})
    label = _FIELDS.get(act, Text(act, act))
    if FAMILIES[family].single:
        return Text(f"{FAMILIES[family].title.zh}：{label.zh}", f"{FAMILIES[family].title.en}: {label.en}")
    return Text(f"{one.zh}“{about}”：{label.zh}", f"{one.en.capitalize()} “{told[1]}”: {label.en}")


def _fill(sentence: Text, blanks: dict[str, tuple[str, str]]) -> Text:
    """Blanks filled literally: what people typed is never a template."""
    zh, en = sentence.zh, sentence.en
    for name, (chinese, english) in blanks.items():
        zh, en = zh.replace(f"{{{name}}}", chinese), en.replace(f"{{{name}}}", english)
    return Text(zh, en)
