"""Whom do the numbers stand for? The base of a result as a line: n, what was left out and why, filters, weights, wave, method."""

from collections.abc import Iterator, Mapping
from typing import Final

from peakend.analyse.guard import JOINED
from peakend.analyse.methods import METHODS
from peakend.analyse.result import Base
from peakend.define.answers import WAVE as WAVE_COLUMN
from peakend.define.study import Study
from peakend.report.words.figures import write_count, write_number
from peakend.report.words.names import LEFT_OUT, REASONS, SYNTHETIC, WAVE, count_english, name_of
from peakend.text import Text

_NAMED: Final = 6
"""So many suppressed groups or questions are named; of more their number is told."""


def base_line(base: Base, study: Study | None = None) -> Text:
    """The whole base in one line: n, left out by reason, missing cells by reason, filters, weights, wave, synthetic.

    With the study, attributes and their values are named in its words.
    """
    parts = [count_line(base), *_left_out(base), *_missing(base), filter_line(base, study), weights_line(base)]
    parts += [suppressed_line(base, study)]
    if base.synthetic:
        parts.append(SYNTHETIC)
    return _join(parts)


def count_line(base: Base) -> Text:
    """How many responses are counted, of how many read.

    >>> count_line(Base(read=100, n=90)).en
    'n = 90 of 100 responses read'
    """
    n, read = write_count(base.n), write_count(base.read)
    if base.whole:
        whole = write_count(base.whole)
        return Text(zh=f"本场景 n = {n}（共 {whole} 份答卷）", en=f"n = {n} in this scenario, of {whole} responses")
    if base.n == base.read:
        return Text(zh=f"n = {n} 份答卷", en=f"n = {n} response{'' if base.n == 1 else 's'}")
    return Text(zh=f"n = {n}（共读取 {read} 份答卷）", en=f"n = {n} of {read} responses read")


def filter_line(base: Base, study: Study | None = None) -> Text:
    """Which answers were asked for: filters, group and wave, or that there is no filter."""
    chosen = [_filter(name, tuple(values), study) for name, values in base.filters.items()]
    chosen += [_filter(name, (value,), study) for name, value in base.group.items()]
    if not chosen:
        return Text(zh="未筛选", en="no filter")
    return Text(zh="筛选：" + "；".join(one.zh for one in chosen), en="filter: " + "; ".join(one.en for one in chosen))


def weights_line(base: Base) -> Text:
    """Whether the answers are weighted, and what they are then worth."""
    if base.weighting is None:
        return Text(zh="未加权", en="unweighted")
    effective, effect = write_count(base.weighting.effective), write_number(base.weighting.design_effect)
    return Text(zh=f"已加权（有效样本量 {effective}，设计效应 {effect}）", en=f"weighted (effective n {effective}, design effect {effect})")


def suppressed_line(base: Base, study: Study | None = None) -> Text:
    """Which groups and questions are not shown because few people stand behind them; empty where everything is.

    >>> suppressed_line(Base(read=100, n=90, least=10, suppressed=("platinum",))).en
    'suppressed, since fewer than 10 people could be told from it: platinum'
    """
    groups, asked = base.suppressed, base.thin
    named = [_name_group(group, study) for group in groups[:_NAMED]]
    if len(groups) > _NAMED:
        more = len(groups) - _NAMED
        named.append(Text(zh=f"另外 {more} 个客群", en=f"{more} groups more"))
    if len(asked) > _NAMED:
        named.append(Text(zh=f"{len(asked)} 道题", en=f"{len(asked)} questions"))
    else:
        named += [_name_asked(key, study) for key in asked]
    if not named:
        return Text()
    return Text(
        zh=f"为保护不足 {base.least} 人的群体而不显示：{'、'.join(one.zh for one in named)}",
        en=f"suppressed, since fewer than {base.least} people could be told from it: {', '.join(one.en for one in named)}",
    )


def _name_group(group: str, study: Study | None) -> Text:
    """The values that make a group, in the study's words where they mean one thing."""
    parts = [_name_word(value, study) for value in group.split(JOINED)]
    return Text(zh=JOINED.join(one.zh for one in parts), en=JOINED.join(one.en for one in parts))


def _name_word(value: str, study: Study | None) -> Text:
    attributes = () if study is None else study.survey.attributes
    labels = {one.label(value) for one in attributes if any(value == code for code, _ in one.values)}
    label = labels.pop() if len(labels) == 1 else Text(value, value)
    return Text(zh=label.say("zh"), en=label.say("en"))


def _name_asked(key: str, study: Study | None) -> Text:
    asked = next((one for one in study.survey.questions if one.key == key), None) if study is not None else None
    wording = asked.wording if asked is not None and asked.wording else Text(key, key)
    return Text(zh=wording.say("zh"), en=wording.say("en"))


def interval_note(base: Base) -> Text:
    """How the intervals were made: their level, and on what the resamples stand."""
    if not base.resamples:
        return Text(zh="方括号内为 95% 置信区间", en="95% confidence intervals in brackets")
    unit = Text("分块", "blocks of respondents") if base.by_block else Text("答题者", "respondents")
    times = write_count(base.resamples)
    return Text(
        zh=f"方括号内为 95% 置信区间；概率来自对{unit.zh}的 {times} 次重抽样",
        en=f"95% confidence intervals in brackets; probabilities from {times} resamples of {unit.en}",
    )


def methods_line(base: Base) -> Text:
    """The methods behind a result with version and source."""
    known = [(METHODS[key], version) for key, version in base.methods.items() if key in METHODS]
    return Text(
        zh="；".join(f"{method.name.zh}（{method.key} v{version}，{method.source}）" for method, version in known),
        en="; ".join(f"{method.name.en} ({method.key} v{version}, {method.source})" for method, version in known),
    )


def reasons_line(missing: Mapping[str, int]) -> Text:
    """Cells without an answer, by reason; empty where there are none.

    >>> reasons_line({"skipped": 3, "refused": 1}).en
    'skipped 3, refused 1'
    """
    told = [(name_of(REASONS, why), write_count(times)) for why, times in missing.items() if times]
    return Text(zh="，".join(f"{name.zh} {times}" for name, times in told), en=", ".join(f"{name.en} {times}" for name, times in told))


def _left_out(base: Base) -> Iterator[Text]:
    told = [(name_of(LEFT_OUT, why), write_count(rows)) for why, rows in base.left_out.items() if rows]
    if told:
        yield Text(
            zh="剔除：" + "，".join(f"{name.zh} {rows} 份" for name, rows in told),
            en="left out: " + ", ".join(f"{name.en} {rows}" for name, rows in told),
        )


def _missing(base: Base) -> Iterator[Text]:
    cells = sum(base.missing.values())
    if cells:
        reasons = reasons_line(base.missing)
        yield Text(
            zh=f"缺失 {write_count(cells)} 个答案（{reasons.zh}）",
            en=f"{count_english(cells, 'answer')} missing ({reasons.en})",
        )


def _filter(name: str, values: tuple[str, ...], study: Study | None) -> Text:
    """One filter by name, with its values; of many values the first, and how many more there are."""
    attribute = study.survey.attribute(name) if study is not None else None
    plain = WAVE if name in {"wave", WAVE_COLUMN} else Text(zh=name, en=name)
    title = plain if attribute is None else attribute.name or plain
    labels = [Text(value, value) if attribute is None else attribute.label(value) for value in values[:_NAMED]]
    zh, en = "、".join(one.say("zh") for one in labels), ", ".join(one.say("en") for one in labels)
    if len(values) > _NAMED:
        more = len(values) - _NAMED
        zh, en = f"{zh}等 {len(values)} 项", f"{en} and {more} more"
    return Text(zh=f"{title.say('zh')} = {zh}", en=f"{title.say('en')} = {en}")


def _join(parts: list[Text]) -> Text:
    told = [part for part in parts if part]
    return Text(zh=" · ".join(part.zh for part in told), en=" · ".join(part.en for part in told))
