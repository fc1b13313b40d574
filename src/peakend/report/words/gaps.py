"""What do we say about gaps? Which moments fall short of what they are held against, which do not, and what is open."""

from typing import Final

from peakend.analyse.gaps import GapKind, GapLine, Gaps
from peakend.analyse.result import is_known
from peakend.define.study import Study
from peakend.report.words.figures import write_count, write_figure, write_p
from peakend.report.words.names import GAPS, count_english, join_sentences, number_english, quote_some, start_sentence
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

_NAMED: Final = 3
"""So many moments are named in a sentence."""


@headline.register
def _gaps_headline(result: Gaps) -> Text:
    kind = main_kind(result)
    return gap_headline(result, kind)


def main_kind(result: Gaps) -> GapKind:
    """The kind of gap that says most: expectation, then competitor, then importance."""
    kinds: tuple[GapKind, ...] = ("expectation", "competitor", "importance")
    return next((kind for kind in kinds if result.kind(kind)), "importance")


def gap_headline(result: Gaps, kind: GapKind, scenario: str | None = None, study: Study | None = None) -> Text:
    """How many moments fall short of one other thing, and which most."""
    lines = [line for line in result.kind(kind, scenario) if is_known(line.gap)]
    name = Text() if study is None or scenario is None else study.scenario(scenario).name
    start = Text(zh=f"{name.say('zh')}：", en=f"{name.say('en')}: ") if name else Text()
    held, against = GAPS[kind], _against(kind)
    if not lines:
        return Text(zh=f"{start.zh}{held.zh}：样本不足", en=start_sentence(f"{start.en}{held.en}: too few answers"))
    below = [line for line in lines if line.significant and line.direction == "below"]
    n = write_count(max(line.gap.n for line in lines))
    if not below:
        return Text(
            zh=f"{start.zh}{len(lines)} 个时刻中没有一个被证明低于{against.zh}（n = {n}）",
            en=start_sentence(f"{start.en}none of {count_english(len(lines), 'moment')} is proved to fall below {against.en} (n = {n})"),
        )
    worst = min(below, key=_gap_value)
    said, most = write_figure(worst.gap, "difference"), _worst_name(worst, study if scenario is None else None)
    fall = "falls" if len(below) == 1 else "fall"
    return Text(
        zh=(
            f"{start.zh}{len(lines)} 个时刻中有 {len(below)} 个显著低于{against.zh}，"
            f"差距最大的是“{most.zh}”{said.zh}（n = {worst.gap.n:,}）"
        ),
        en=start_sentence(
            f"{start.en}{number_english(len(below))} of {count_english(len(lines), 'moment')} {fall} below {against.en}, "
            f'"{most.en}" the most: {said.en} (n = {worst.gap.n:,})'
        ),
    )


def _worst_name(line: GapLine, study: Study | None) -> Text:
    """The moment, with its scenario where several may have one of this name."""
    name = Text(zh=line.moment.name.say("zh"), en=line.moment.name.say("en"))
    if study is None:
        return name
    scenario = study.scenario(line.scenario).name
    return Text(zh=f"{scenario.say('zh')}·{name.zh}", en=f"{name.en} ({scenario.say('en')})")


def _against(kind: GapKind) -> Text:
    return {
        "expectation": Text("客户期望", "what customers expect"),
        "importance": Text("自述重要性", "stated importance"),
        "competitor": Text("竞争对手", "the competitor"),
    }[kind]


@findings.register
def _gap_findings(result: Gaps) -> tuple[Text, ...]:
    told: list[Text] = []
    kinds: tuple[GapKind, ...] = ("expectation", "competitor", "importance")
    for kind in kinds:
        lines = result.kind(kind)
        if lines:
            told.append(gap_headline(result, kind))
            scenarios = {line.scenario for line in lines}
            told += gap_findings(lines, kind) if len(scenarios) == 1 else gap_findings((), kind)
    if result.unequal:
        told.append(
            Text(
                zh=f"{len(result.unequal)} 对题目量表不同，未作比较",
                en=start_sentence(
                    f"{count_english(len(result.unequal), 'pair')} of questions stand on different scales and were not compared"
                ),
            )
        )
    return tuple(told)


def gap_findings(lines: tuple[GapLine, ...], kind: GapKind) -> tuple[Text, ...]:
    """Which moments lie above, which are open, and what the kind of gap does not mean."""
    above = [line for line in lines if line.significant and line.direction == "above"]
    below = [line for line in lines if line.significant and line.direction == "below"]
    undecided = [line for line in lines if not line.significant and is_known(line.gap)]
    told: list[Text] = []
    if below:
        said = [
            (line.moment.name, write_figure(line.gap, "difference"), line.p_adjusted) for line in sorted(below, key=_gap_value)[:_NAMED]
        ]
        told.append(
            Text(
                zh="低于对照：" + "；".join(f"“{name.say('zh')}”{gap.zh}，{write_p(p or 0.0)}" for name, gap, p in said),
                en="Below: " + "; ".join(f'"{name.say("en")}" {gap.en}, {write_p(p or 0.0)}' for name, gap, p in said),
            )
        )
    if above:
        names = quote_some(line.moment.name for line in above)
        told.append(Text(zh=f"显著高于对照：{names.zh}", en=f"Above: {names.en}"))
    if undecided:
        told.append(
            Text(
                zh=f"其余 {len(undecided)} 个时刻的差距与 0 无法区分",
                en=start_sentence(f"{count_english(len(undecided), 'gap')} cannot be told apart from zero"),
            )
        )
    if kind == "importance":
        told.append(
            Text(
                zh="体验与重要性是两种不同的量，此差只用于象限图，不是含义上的差距",
                en="Experience and importance are different things: this difference serves the quadrants only and is not a gap in meaning",
            )
        )
    return tuple(told)


def _gap_value(line: GapLine) -> float:
    return line.gap.value if is_known(line.gap) else 0.0


@method_note.register
def _gap_method(result: Gaps) -> Text:
    words = Text(
        zh=(
            "差距 = 体验 − 对照（期望、竞争对手或重要性），同一人两项都答时逐人相减：d = 体验 − 对照，均值 ± t·s/√n，效应量 dz = 均值 ÷ 标"
            "准差；竞争对手由另一批人评价时用 Welch 检验。显著性在同一场景、同一对照内作 Holm 校正，期望差距另附 Wilcoxon 检验。"
            "缺其中一项的人只退出该对比较。读法：先看是否显著，再看差距大小与效应量。"
            "不适用：量表不同的题目不比较；体验减重要性只用于象限图。"
        ),
        en=(
            "Gap = experience − the other (expectation, competitor or importance), person by person where the same person gave both: mean "
            "of d ± t s/√n, effect size dz = mean / standard deviation; Welch's test where others rated the competitor. Significance "
            "after Holm's correction within scenario and kind, with Wilcoxon's test beside it for expectations. Who lacks one of the two "
            "leaves that comparison only. Read whether it is proved before how large it is. Questions on different scales are not "
            "compared; experience minus importance serves the quadrants only."
        ),
    )
    return join_sentences(words, methods_note(result))
