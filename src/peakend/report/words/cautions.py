"""What do we say where a reader should be careful? One sentence a caution, with the values that made it."""

from collections.abc import Callable, Mapping
from typing import Final

from peakend.analyse.cautions import Caution, Cautions
from peakend.define.study import Study
from peakend.report.words.figures import write_count, write_number, write_value
from peakend.report.words.names import count_english, join_names, name_keys, start_sentence
from peakend.report.words.segments import name_question
from peakend.report.words.speech import findings, headline, method_note
from peakend.text import Text

_MOST: Final = 4
"""So many questions of one kind are named one by one; more are counted together."""


@headline.register
def _headline(result: Cautions) -> Text:
    many = len(result.cautions)
    if not many:
        return Text("未发现需要特别留意之处", "Nothing that calls for special care was found")
    return Text(
        zh=f"解读这些数字时，有 {many} 处需要留意",
        en=start_sentence(f"{count_english(many, 'point')} to keep in mind when reading these numbers"),
    )


@findings.register
def _findings(result: Cautions) -> tuple[Text, ...]:
    return list_cautions(result)


def list_cautions(result: Cautions, study: Study | None = None) -> tuple[Text, ...]:
    """Every caution as a sentence; of a kind that comes often, the first ones and a count of the rest."""
    told: list[Text] = []
    for kind in dict.fromkeys(one.kind for one in result.cautions):
        several = result.of(kind)
        told += [caution_words(one, study) for one in several[:_MOST]]
        if len(several) > _MOST:
            rest = several[_MOST:]
            names = join_names(_name(one.about, study) for one in rest[:_MOST])
            more = len(rest) > _MOST
            told.append(
                Text(
                    zh=f"同样情况另有 {len(rest)} 处：{names.zh}{'等' if more else ''}",
                    en=start_sentence(f"the same at {count_english(len(rest), 'other place')}: {names.en}{' and others' if more else ''}"),
                )
            )
    return tuple(told)


def caution_words(caution: Caution, study: Study | None = None) -> Text:
    """One caution as a sentence."""
    say = _SENTENCES.get(caution.kind)
    if say is None:
        return Text(zh=f"{caution.kind}：{caution.about}", en=f"{caution.kind}: {caution.about}")
    return say(caution, _name(caution.about, study), study)


def _name(key: str, study: Study | None) -> Text:
    """What a key is called in the study: a question, a scenario, an attribute."""
    if study is None:
        return Text(zh=key, en=key)
    question = next((one for one in study.survey.questions if one.key == key), None)
    if question is not None:
        named = name_question(question, study)
        return Text(zh=f"“{named.zh}”", en=f'"{named.en}"')
    return name_keys(study).get(key) or Text(zh=key, en=key)


def _share(value: float | None) -> str:
    return write_value(value if value is not None else float("nan"), "share")


def _plain(value: float | None, decimals: int = 0) -> str:
    return write_number(value if value is not None else float("nan"), decimals)


def _absent(_: Caution, name: Text, _study: Study | None) -> Text:
    return Text(
        zh=f"数据中没有{name.say('zh')}这道题的列，相关结果未计算",
        en=f"The answers have no column for {name.say('en')}; nothing was worked out for it",
    )


def _few(caution: Caution, name: Text, _study: Study | None) -> Text:
    limit = _plain(caution.limit)
    return Text(
        zh=f"{name.say('zh')}只有 {write_count(caution.n)} 个有效答案（少于 {limit}），区间很宽，不宜下结论",
        en=f"{start_sentence(name.say('en'))} has only {count_english(caution.n, 'answer')} "
        f"(fewer than {limit}): wide intervals, no firm conclusion",
    )


def _missing(caution: Caution, name: Text, _study: Study | None) -> Text:
    return Text(
        zh=f"{name.say('zh')}有 {_share(caution.value)} 的人未给出有效答案（n = {write_count(caution.n)}），应问是谁没有回答",
        en=f"{_share(caution.value)} gave no answer to {name.say('en')} (n = {write_count(caution.n)}): ask who is silent",
    )


def _all_equal(caution: Caution, name: Text, _study: Study | None) -> Text:
    if caution.n == 1:
        value = _plain(caution.value)
        return Text(zh=f"{name.say('zh')}只有一个答案：{value}", en=f"The only answer to {name.say('en')} is {value}")
    return Text(
        zh=f"{name.say('zh')}的 {write_count(caution.n)} 个答案全部是 {_plain(caution.value)}，区间为 0 只说明这批人没有差异",
        en=(
            f"All {write_count(caution.n)} answers to {name.say('en')} are {_plain(caution.value)}: "
            "an interval of no width only says that nothing varied among those asked"
        ),
    )


def _ceiling(caution: Caution, name: Text, _study: Study | None) -> Text:
    return Text(
        zh=f"{name.say('zh')}有 {_share(caution.value)} 的人给出最高分，量表触顶，难以区分“好”与“更好”",
        en=f"{_share(caution.value)} gave the top answer to {name.say('en')}: the scale cannot tell good from very good",
    )


def _restricted(caution: Caution, name: Text, _study: Study | None) -> Text:
    return Text(
        zh=f"{name.say('zh')}有 {_share(caution.value)} 的答案集中在相邻两档，取值范围过窄",
        en=f"{_share(caution.value)} of the answers to {name.say('en')} lie on two neighbouring levels: the range is narrow",
    )


def _halo(caution: Caution, name: Text, _study: Study | None) -> Text:
    return Text(
        zh=f"{name.say('zh')}：一个共同因素解释了 {_share(caution.value)} 的差异，各时刻评分可能受整体印象（光环效应）影响",
        en=f"{start_sentence(name.say('en'))}: one factor explains {_share(caution.value)} of the variance; "
        "ratings may follow a general impression (halo)",
    )


def _collinear(caution: Caution, name: Text, study: Study | None) -> Text:
    names = join_names(_name(key, study) for key in caution.names)
    value = _plain(caution.value, 2)
    return Text(
        zh=f"{name.say('zh')}与{names.zh}高度相关（{value}），难以分清各自的作用",
        en=f"{start_sentence(name.say('en'))} moves with {names.en} ({value}): their effects can hardly be told apart",
    )


def _weights(caution: Caution, name: Text, _study: Study | None) -> Text:
    return Text(
        zh=f"{name.say('zh')}：加权均值 {_plain(caution.value, 2)}，不加权 {_plain(caution.limit, 2)}，差异超过区间，两者应同时报告",
        en=(
            f"{start_sentence(name.say('en'))}: {_plain(caution.value, 2)} weighted, {_plain(caution.limit, 2)} unweighted; "
            "they differ by more than the interval, so report both"
        ),
    )


def _recommendation(caution: Caution, name: Text, _study: Study | None) -> Text:
    low, high = _plain(caution.value), _plain(caution.limit)
    return Text(
        zh=f"{name.say('zh')}的量表是 {low}–{high}，不是 0–10，按此算出的不是标准 NPS",
        en=f"{start_sentence(name.say('en'))} was asked on {low} to {high}, not 0 to 10: what it gives is not a standard NPS",
    )


def _scales(caution: Caution, name: Text, study: Study | None) -> Text:
    names = join_names(_name(key, study) for key in caution.names)
    return Text(
        zh=f"{name.say('zh')}与{names.zh}的量表不同，未作比较",
        en=f"{start_sentence(name.say('en'))} and {names.en} stand on different scales and were not compared",
    )


def _simpson(caution: Caution, name: Text, _study: Study | None) -> Text:
    groups = join_names(Text(zh=one, en=one) for one in caution.names)
    tail = Text(zh=f"（{groups.zh}）", en=f" ({groups.en})") if caution.names else Text()
    return Text(
        zh=f"{name.say('zh')}：合并结果与分组结果方向相反{tail.zh}，请分组解读",
        en=f"{start_sentence(name.say('en'))}: the whole says the opposite of its groups{tail.en}; read it group by group",
    )


def _one_moment(_: Caution, name: Text, _study: Study | None) -> Text:
    return Text(
        zh=f"{name.say('zh')}只问了一个时刻，无从比较",
        en=f"{name.say('en')}: one moment was asked about, so there is nothing to compare it with",
    )


def _no_end(_: Caution, name: Text, _study: Study | None) -> Text:
    return Text(
        zh=f"{name.say('zh')}没有询问结束阶段的时刻，因此没有终值",
        en=f"{name.say('en')}: no moment of an end stage was asked about, so it has no end",
    )


_SENTENCES: Final[Mapping[str, Callable[[Caution, Text, Study | None], Text]]] = {
    "absent": _absent,
    "few": _few,
    "missing": _missing,
    "all_equal": _all_equal,
    "ceiling": _ceiling,
    "restricted_range": _restricted,
    "halo": _halo,
    "collinear": _collinear,
    "weights_matter": _weights,
    "recommendation_scale": _recommendation,
    "scales_differ": _scales,
    "simpson": _simpson,
    "one_moment": _one_moment,
    "no_end": _no_end,
}
"""The sentence of each kind of caution."""


@method_note.register
def _method(_: Cautions) -> Text:
    return Text(
        zh="这里列出均值看不出、但会影响解读的情况；它们不影响计算，只提醒如何读数。",
        en="Things about the answers that a mean does not show. They change no number; they say how carefully to read it.",
    )
