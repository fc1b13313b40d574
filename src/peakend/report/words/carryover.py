"""What do we say about carry-over? The claims and what this panel says of them, how satisfaction fades, who stays."""

from typing import Final

from peakend.analyse.carryover import LAGS, RUN, Carryover, ClaimLine
from peakend.analyse.result import Estimate, is_known
from peakend.errors import ShortCarryover
from peakend.report.words.figures import write_count, write_figure, write_number, write_p
from peakend.report.words.speech import findings, headline, method_note, methods_note
from peakend.text import Text

CLAIMS: Final[dict[str, Text]] = {
    "four_years": Text("满意度对忠诚的影响持续四年", "satisfaction works on loyalty for four years"),
    "two_years": Text("流程体验对满意度的影响持续两年", "processes work on satisfaction for two years"),
    "four_low": Text("连续四年不满意的客户离网风险更高", "four bad years in a row make customers leave"),
}

VERDICTS: Final[dict[str, Text]] = {
    "supported": Text("得到支持", "supported"),
    "refuted": Text("不成立", "refuted"),
    "open": Text("尚不能判断", "open"),
    "not_yearly": Text("期次不是逐年的，不作判断", "not judged: waves are not years"),
    "too_few": Text("数据不具备检验条件，不作判断", "not judged: these answers cannot test it"),
    "not_reached": Text("期内离网未达一半", "half are never gone"),
}

GROUPS: Final[dict[str, Text]] = {
    "all": Text("全部客户", "all customers"),
    "low": Text("不满意", "low satisfaction"),
    "middle": Text("一般", "middle satisfaction"),
    "high": Text("满意", "high satisfaction"),
}

OUTCOMES: Final[dict[str, Text]] = {
    "loyalty": Text("满意度 → 忠诚", "satisfaction → loyalty"),
    "satisfaction": Text("流程体验 → 满意度", "processes → satisfaction"),
}

HAZARDS: Final[dict[str, Text]] = {
    "point": Text("满意度高 1 分", "one point more satisfied"),
    "low_1": Text("上一期不满意", "one bad wave"),
    **{f"low_{run}": Text(f"连续 {run} 期不满意", f"{run} bad waves in a row") for run in range(2, RUN)},
    f"low_{RUN}": Text(f"连续 {RUN} 期以上不满意", f"{RUN} or more in a row"),
}
"""What each hazard ratio compares, in the few words of a chart."""

PARTS: Final[dict[str, Text]] = {
    **CLAIMS,
    **{f"{key}_lag_0": Text(f"{name.zh}，当期", f"{name.en}, now") for key, name in OUTCOMES.items()},
    **{
        f"{key}_lag_{lag}": Text(f"{name.zh}，{lag} 期前", f"{name.en}, {lag} ago")
        for key, name in OUTCOMES.items()
        for lag in range(1, LAGS + 1)
    },
    "fading": Text("每过一期剩余的比例", "what is left after each wave"),
    **{key: Text(f"离网风险比：{name.zh}", f"hazard ratio: {name.en}") for key, name in HAZARDS.items()},
    **{f"stay_{key}": Text(f"在网时长中位数：{name.zh}", f"median stay: {name.en}") for key, name in GROUPS.items()},
}
"""What each row is about."""

ABOUT: Final[dict[str, Text]] = {
    "claim": Text("论断", "claim"),
    "lag": Text("滞后", "lag"),
    "hazard": Text("离网风险", "hazard"),
    "stay": Text("在网时长", "stay"),
}


@headline.register
def _headline(result: Carryover) -> Text:
    judged = [one for one in result.claims if one.verdict in {"supported", "refuted", "open"}]
    if judged:
        zh = "；".join(f"“{CLAIMS[one.claim].zh}”{VERDICTS[one.verdict].zh}" for one in judged)
        en = "; ".join(f"“{CLAIMS[one.claim].en}”: {VERDICTS[one.verdict].en}" for one in judged)
        return Text(zh=f"{zh}（n = {write_count(result.base.n)}）", en=f"{en} (n = {write_count(result.base.n)})")
    whole = result.group("all")
    if whole is None:
        return Text(zh="各论断都无法检验", en="None of the claims can be tested")
    time, share = whole.at[1]
    figure, n, time_words = write_figure(share, "share"), write_count(whole.n), write_number(time, 0)
    return Text(
        zh=f"到时长 {time_words} 时仍在网的客户占 {figure.zh}（n = {n}，离网 {write_count(whole.events)}）",
        en=f"{figure.en} of customers are still there at {time_words} (n = {n}, {write_count(whole.events)} left)",
    )


@findings.register
def _findings(result: Carryover) -> tuple[Text, ...]:
    told = [_tell_claim(one) for one in result.claims]
    if result.fading is not None:
        figure, half = write_figure(result.fading.left, "share"), result.fading.half_life
        tail = (
            Text()
            if half is None
            else Text(zh=f"，约 {write_number(half, 1)} 期减半", en=f": half is gone after {write_number(half, 1)} waves")
        )
        told.append(
            Text(
                zh=f"满意度的影响每过一期剩余 {figure.zh}{tail.zh}",
                en=f"Of the effect of satisfaction {figure.en} is left after each wave{tail.en}",
            )
        )
    point = next((one for one in result.hazards if one.key == "point"), None)
    if point is not None and is_known(point.ratio) and point.p_value is not None:
        ratio, p = write_figure(point.ratio), write_p(point.p_value)
        told.append(
            Text(
                zh=f"满意度每高 1 分，离网风险为原来的 {ratio.zh} 倍，{p}",
                en=f"One point more of satisfaction: hazard of leaving × {ratio.en}, {p}",
            )
        )
    if result.difference is not None:
        p = write_p(result.difference.p_value)
        told.append(Text(zh=f"各满意度组的在网曲线：log-rank 检验 {p}", en=f"Curves of staying by satisfaction: log-rank test, {p}"))
    if result.proportional_p is not None and result.proportional_p < 0.05:  # noqa: PLR2004 - as proved
        told.append(
            Text(
                zh=f"风险比随时间变化（{write_p(result.proportional_p)}）：单一的风险比只是平均",
                en=f"Hazards are not proportional ({write_p(result.proportional_p)}): one ratio is an average over time",
            )
        )
    return (*told, *_missing(result))


def _tell_claim(line: ClaimLine) -> Text:
    claim, verdict = CLAIMS[line.claim], VERDICTS[line.verdict]
    if not isinstance(line.effect, Estimate):
        return Text(zh=f"“{claim.zh}”：{verdict.zh}", en=f"“{claim.en}”: {verdict.en}")
    figure = write_figure(line.effect, "rating" if line.claim == "four_low" else "difference")
    name = Text("风险比", "hazard ratio") if line.claim == "four_low" else Text("最远一期的系数", "coefficient of the last lag")
    return Text(zh=f"“{claim.zh}”：{verdict.zh}（{name.zh} {figure.zh}）", en=f"“{claim.en}”: {verdict.en} ({name.en} {figure.en})")


def _missing(result: Carryover) -> tuple[Text, ...]:
    """What could not be told, with the reason."""
    reasons = [ShortCarryover.words[key] for key in (result.why_no_stay, result.why_no_lags) if key]
    return tuple(Text(zh=f"未能分析：{one.zh}", en=f"Not told: {one.en}") for one in reasons)


@method_note.register
def _note(result: Carryover) -> Text:
    note, waves, persons = methods_note(result), result.waves, write_count(result.persons)
    return Text(
        zh=f"{waves} 期，{persons} 人有足够的连续作答；未加权。{note.zh}",
        en=f"{waves} waves, {persons} people with enough in a row; unweighted. {note.en}",
    )
