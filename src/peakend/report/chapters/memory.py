"""How is the test of the peak-end rule told? What each model of the overall judgement predicts, and what people felt as peak and end."""

from collections.abc import Sequence
from typing import Final

from peakend.analyse.memory import Memory, ScenarioMemory
from peakend.analyse.result import Estimate, is_known
from peakend.define.study import Study
from peakend.report.boxes import Drawing, Marker
from peakend.report.chapter import Chapter
from peakend.report.charts.moments import PERCENTS, known, name_moment, title_of
from peakend.report.charts.rows import Row, RowChart, tip_of
from peakend.report.words import headline
from peakend.report.words.memory import MODELS, VERDICTS, WHYS
from peakend.text import Language, Text

_PREDICTIVE: Final = Text("预测 R²（留出者）", "predictive R² (people left out)")
_GAIN: Final = Text("比平均多预测", "more than the mean")
_PEAK: Final = Text("感受到的峰值（占比）", "felt peak (share of people)")
_END: Final = Text("实际的终值（占比）", "actual end (share of people)")
_FELT: Final = Text("感受到的峰与终", "Felt peaks and ends")


def draw_memory(result: Memory, study: Study, language: Language) -> Sequence[Drawing]:
    """For each scenario what the models predict, then what people felt as peak and met as end."""
    del study
    drawings = []
    for part in result.scenarios:
        if part.models:
            drawings.append(_draw_models(result, part, language))
        drawings.append(_draw_felt(part, language))
    return drawings


def _draw_models(result: Memory, part: ScenarioMemory, language: Language) -> Drawing:
    names = [MODELS[line.key].say(language) for line in part.models]
    chart = RowChart([Row(name) for name in names])
    figures = [known(line.predictive) for line in part.models]
    shown = [figure for figure in figures if figure is not None]
    low = min((min(figure.low, figure.value) for figure in shown), default=0.0)
    plot = chart.add_plot(
        280, min(0.0, low), max(max((figure.high for figure in shown), default=0.5), 0.2), title=_PREDICTIVE.say(language)
    )
    mean = part.model("mean")
    if mean is not None and is_known(mean.predictive):
        plot.line_at(mean.predictive.value, MODELS["mean"].say(language))
    for row, figure in enumerate(figures):
        if figure is not None:
            colour = {"mean": "importance", "peak_end": "peak"}.get(part.models[row].key, "quiet")
            plot.whisker(row, figure, colour)
            plot.point(row, figure.value, colour, sign="triangle" if colour == "peak" else "circle", tip=tip_of(names[row], figure))
    chart.add_figures(figures)
    gains = [None if line.gain is None else known(line.gain) for line in part.models]
    chart.add_figures(gains, "difference", _GAIN.say(language))
    title = title_of(result.title, part.scenario, language)
    return chart.finish(f"memory-{part.scenario.key}", title, headline(part).say(language), part, part.n)


def _draw_felt(part: ScenarioMemory, language: Language) -> Drawing:
    """The share for whom each moment is the peak and the end; the peak from the own mean hollow."""
    places = {moment.key: place for place, moment in enumerate(part.scenario.moments, start=1)}
    names = [name_moment(line.moment, places[line.moment.key], language) for line in part.felt]
    chart = RowChart([Row(name) for name in names])
    plot = chart.add_plot(220, 0, 1, form="%", ticks=PERCENTS, title=_PEAK.say(language))
    peaks: list[Estimate | None] = [known(line.peak) for line in part.felt]
    for row, line in enumerate(part.felt):
        figure, own = peaks[row], known(line.own_peak)
        if own is not None:
            plot.point(row, own.value, "peak", sign="triangle", hollow=True, size=9, tip=tip_of(names[row], own, "share"))
        if figure is not None:
            plot.whisker(row, figure, "peak")
            plot.point(row, figure.value, "peak", sign="triangle", tip=tip_of(names[row], figure, "share"))
    chart.add_figures(peaks, "share")
    ends = [known(line.end) for line in part.felt]
    plot = chart.add_plot(220, 0, 1, form="%", ticks=PERCENTS, title=_END.say(language))
    for row, figure in enumerate(ends):
        if figure is not None:
            plot.whisker(row, figure, "end")
            plot.point(row, figure.value, "end", sign="square", tip=tip_of(names[row], figure, "share"))
    chart.add_figures(ends, "share")
    chart.legend = [
        (
            [Marker("triangle", 10, 0, 10, "peak", "card", 0.8)],
            Text("离量表中点最远", "farthest from the middle of the scale").say(language),
        ),
        ([Marker("triangle", 10, 0, 9, "card", "peak", 1.8)], Text("离本人均值最远", "farthest from the own mean").say(language)),
        ([Marker("square", 10, 0, 10, "end", "card", 0.8)], Text("最后经历的时刻", "last moment experienced").say(language)),
    ]
    title = title_of(_FELT, part.scenario, language)
    return chart.finish(f"memory-felt-{part.scenario.key}", title, headline(part).say(language), part, part.n)


MEMORY: Final = Chapter(
    key="memory",
    section=Text("峰终定律检验", "Is the peak-end rule true here?"),
    purpose=Text("峰终定律在这里成立吗：总体评价跟随峰值与终值，还是平均", "whether the peak-end rule holds here, or the average decides"),
    guide=Text(
        zh="看“峰值＋终值”与“平均”（虚线）的区间，而不是哪个点更靠右；差值区间不含 0 才算证实。"
        "多人平均后的数据、每人不足三个时刻、先后顺序未知时不能用。",
        en="Read the intervals of peak + end and of the mean (dashed), not which point lies farther right: only a difference whose "
        "interval excludes 0 is proved. Not for averages over people, fewer than three moments a person, or moments without an order.",
    ),
    columns=("scenario", "model", "predictive", "gain", "moment", "peak", "end", "verdict"),
    draw=draw_memory,
    headings={
        "model": Text("模型", "Model"),
        "predictive": Text("预测 R²", "Predictive R²"),
        "gain": Text("比平均多预测", "More than the mean"),
        "r2": Text("拟合 R²", "R² of the fit"),
        "aic": Text("AIC", "AIC"),
        "bic": Text("BIC", "BIC"),
        "weight": Text("Akaike 权重", "Akaike weight"),
        "verdict": Text("判定", "Verdict"),
        "why": Text("原因", "Reason"),
        "peak": Text("感受到的峰值", "Felt peak"),
        "own_peak": Text("峰值（相对本人均值）", "Peak from own mean"),
        "end": Text("实际的终值", "Actual end"),
    },
    units={"gain": "difference", "peak": "share", "own_peak": "share", "end": "share"},
    cells={"model": MODELS, "verdict": VERDICTS, "why": WHYS, "scope": {"model": Text("模型", "model"), "moment": Text("时刻", "moment")}},
)
