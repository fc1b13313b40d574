"""What do we say about Kano classes? Which are proved, which only lead, where groups behind an average differ."""

from typing import Final

from peakend.analyse.kano import FEWEST, Kano, KanoLine
from peakend.analyse.kano_count import Category
from peakend.analyse.result import is_known
from peakend.report.words.figures import write_count, write_figure, write_p, write_probability
from peakend.report.words.names import (
    count_english,
    join_english,
    join_sentences,
    name_of,
    number_english,
    quote_names,
    quote_some,
    start_sentence,
)
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

CLASSES: Final[dict[str, Text]] = {
    "M": Text("必备（M）", "must-be (M)"),
    "O": Text("期望（O）", "one-dimensional (O)"),
    "A": Text("魅力（A）", "attractive (A)"),
    "I": Text("无差异（I）", "indifferent (I)"),
    "R": Text("反向（R）", "reverse (R)"),
    "Q": Text("存疑（Q）", "questionable (Q)"),
    "mixed": Text("混合（未区分）", "mixed (not told apart)"),
}
"""The classes of Kano, and what is said where none is proved to lead."""

_CLAIMS: Final[tuple[Category, ...]] = ("M", "O", "A", "I", "R", "Q")
_QUESTIONABLE: Final = 0.1


def _proved(result: Kano, category: str) -> list[KanoLine]:
    return [line for line in result.lines if line.verdict == category]


@headline.register
def _headline(result: Kano) -> Text:
    many, n = len(result.lines), write_count(result.base.n)
    parts = [(CLASSES[name], _proved(result, name)) for name in _CLAIMS if _proved(result, name)]
    mixed = len(_proved(result, "mixed"))
    if not parts:
        return Text(
            zh=f"{many} 项中没有一项的卡诺类别得到证实（n = {n}）",
            en=f"None of {count_english(many, 'feature')} is proved to be of one class (n = {n})",
        )
    zh = "，".join(f"{name.zh}{len(lines)} 项" for name, lines in parts)
    en = join_english([f"{number_english(len(lines))} {name.en}" for name, lines in parts])
    rest = Text(zh=f"，{mixed} 项未能区分", en=f", {number_english(mixed)} not told apart") if mixed else Text()
    return Text(
        zh=f"{many} 项中经检验：{zh}{rest.zh}（n = {n}）",
        en=f"Of {count_english(many, 'feature')}, proved: {en}{rest.en} (n = {n})",
    )


@findings.register
def _findings(result: Kano) -> tuple[Text, ...]:
    told = [_of_class(name, _proved(result, name)) for name in _CLAIMS if _proved(result, name)]
    mixed = _proved(result, "mixed")
    told += [_mixed_line(line) for line in mixed[:3]]
    if len(mixed) > 3:  # noqa: PLR2004 - more would be a list
        names = quote_some([line.name for line in mixed[3:]])
        told.append(Text(zh=f"同样未能区分：{names.zh}", en=f"Not told apart either: {names.en}"))
    told += [_group_line(line) for line in result.lines if line.hides]
    told += _strongest(result)
    doubtful = [line for line in result.lines if is_known(line.shares["Q"]) and line.shares["Q"].value >= _QUESTIONABLE]
    if doubtful:
        names = quote_names([line.name for line in doubtful])
        told.append(
            Text(
                zh=f"{names.zh}存疑答案达 10% 以上：题目可能未被理解",
                en=f"At least 10% questionable answers about {names.en}: the questions may not have been understood",
            )
        )
    if result.small:
        names = quote_some([Text(zh=one, en=one) for one in result.small])
        told.append(
            Text(
                zh=f"{names.zh}有不足 {FEWEST} 人的项目：未单独分类，也不参与客群比较",
                en=f"Fewer than {FEWEST} answers to some pairs in {names.en}: not classed there, and not compared",
            )
        )
    if result.unpaired:
        many = start_sentence(count_english(len(result.unpaired), "Kano question"))
        told.append(
            Text(
                zh=f"{len(result.unpaired)} 道卡诺题缺另一半或不是五个答案，未采用",
                en=f"{many} left out: no other half, or not on five answers",
            )
        )
    return tuple(told)


def say_chance(share: float) -> str:
    """A probability with its letter.

    >>> say_chance(0.42), say_chance(1.0)
    ('P = 42%', 'P > 99%')
    """
    written = write_probability(share)
    return f"P {written[0]} {written[1:]}" if written[0] in "<>" else f"P = {written}"


def _of_class(name: str, lines: list[KanoLine]) -> Text:
    said = [(line.name, say_chance(line.probabilities[name])) for line in lines[:4]]
    more = len(lines) - len(said)
    zh = "、".join(f"“{one.say('zh')}”（{p}）" for one, p in said) + (f"等 {len(lines)} 项" if more else "")
    en = join_english([f'"{one.say("en")}" ({p})' for one, p in said] + ([f"{number_english(more)} more"] if more else []))
    return Text(zh=f"{CLASSES[name].zh}：{zh}", en=start_sentence(f"{CLASSES[name].en}: {en}"))


def _mixed_line(line: KanoLine) -> Text:
    first, second = CLASSES[line.leading], CLASSES[line.next_class]
    ahead = write_probability(line.probabilities[line.leading])
    return Text(
        zh=f"“{line.name.say('zh')}”以{first.zh}最多、{second.zh}次之，但未能区分（校正后 {write_p(line.p_holm)}，领先概率 {ahead}）",
        en=f'"{line.name.say("en")}": {first.en} leads {second.en}, but they are not told apart '
        f"({write_p(line.p_holm)} after correction; leads with probability {ahead})",
    )


def _group_line(line: KanoLine) -> Text:
    """That groups differ, and which classes they lead to."""
    said = [(", ".join(one.group.values()), one) for one in line.groups[:6]]
    zh = "，".join(f"{name}：{CLASSES[one.leading].zh}{'' if one.verdict != 'mixed' else '（未证实）'}" for name, one in said)
    en = ", ".join(f"{name}: {CLASSES[one.leading].en}{'' if one.verdict != 'mixed' else ' (not proved)'}" for name, one in said)
    p = "" if line.p_groups is None else write_p(line.p_groups)
    return Text(
        zh=f"“{line.name.say('zh')}”各客群回答不同（校正后 {p}），合计会掩盖差异——{zh}",
        en=f'Groups answer differently about "{line.name.say("en")}" ({p} after correction); the total hides it: {en}',
    )


def _strongest(result: Kano) -> list[Text]:
    """What is missed most and what is enjoyed most."""
    known = [line for line in result.lines if is_known(line.better) and is_known(line.worse)]
    if len(known) < 2:  # noqa: PLR2004 - nothing to compare with
        return []
    missed = min(known, key=lambda line: line.worse.value if is_known(line.worse) else 0.0)
    wanted = max(known, key=lambda line: line.better.value if is_known(line.better) else 0.0)
    worse, better = write_figure(missed.worse), write_figure(wanted.better)
    return [
        Text(
            zh=f"缺失时不满意系数绝对值最大：“{missed.name.say('zh')}”{worse.zh}；具备时满意系数最大：“{wanted.name.say('zh')}”{better.zh}",
            en=f'Missed most: "{missed.name.say("en")}", worse {worse.en}; enjoyed most: "{wanted.name.say("en")}", better {better.en} '
            "(as found; near neighbours may change places)",
        )
    ]


@method_note.register
def _method(result: Kano) -> Text:
    table = name_of({"berger": Text("Berger 1993", "Berger 1993"), "pouliot": Text("Pouliot 1993", "Pouliot 1993")}, result.evaluation)
    return join_sentences(
        Text(
            zh=(
                f"正反两题的答案（1 喜欢、2 理应如此、3 无所谓、4 勉强接受、5 不喜欢）按 {table.zh} 评价表归类。"
                "最多的类别与次多的类别用精确 McNemar 检验比较，所有项目一并作 Holm 校正，未通过即为“混合”。"
                "满意系数 = (A+O)/(A+O+M+I)，不满意系数 = −(O+M)/(A+O+M+I)。"
                "只统计两题都答的人，缺失不填补。Fong 检验仅作旧口径对照：名义 10% 时误报率为 15%–23%。"
            ),
            en=(
                "Pairs of answers (1 like, 2 must be, 3 neutral, 4 live with, 5 dislike) are classed by the table of "
                f"{table.en}. The most frequent class is compared with the next by the exact McNemar test, Holm's correction over all "
                "features; where that fails the verdict is mixed. Better = (A+O)/(A+O+M+I), worse = -(O+M)/(A+O+M+I). Only people who "
                "answered both questions count; nothing is filled in. Fong's test stands in the table as a legacy view only: it gives "
                "15 to 23% false alarms at a nominal 10%."
            ),
        ),
        methods_note(result),
    )
