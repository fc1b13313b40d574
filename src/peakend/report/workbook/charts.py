"""Which charts does the workbook hold? Native ones with error bars, drawn from a sheet of numbers that can be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from peakend.analyse.result import Figure, is_known
from peakend.report.facts import Known
from peakend.report.reach import round_reach, scale_of
from peakend.report.theme import paint
from peakend.report.words import headline
from peakend.report.words.outcomes import question_name
from peakend.report.workbook.cells import FONTS, clean, put
from peakend.report.workbook.sheets import Volume
from peakend.text import Text

CHARTS: Final = Text("图表", "Charts")
NUMBERS: Final = Text("图表数据", "Chart data")

WIDTH: Final = 900
HEIGHT: Final = 330
_ROWS: Final = 18
"""So many rows lie under one chart."""


@dataclass
class Gallery:
    """A sheet of charts and the sheet with their numbers, both growing downwards."""

    volume: Volume
    sheet: Worksheet
    numbers: Worksheet
    row: int = 2
    down: int = 0

    def write_block(
        self, title: str, names: Sequence[str], columns: Sequence[tuple[str, Sequence[float | None]]], unit: str = "rating"
    ) -> int:
        """The numbers of one chart; gives the row of its first line."""
        styles = self.volume.styles
        self.down += 1
        self.numbers.write_string(self.down, 0, clean(title), styles.style(bold=True))
        for at, (name, _) in enumerate(columns, start=1):
            self.numbers.write_string(self.down + 1, at, clean(name), styles.style(font_color=paint("muted")))
        first = self.down + 2
        for at, name in enumerate(names):
            put(self.numbers, styles, first + at, 0, name)
            for column, (_, values) in enumerate(columns, start=1):
                put(self.numbers, styles, first + at, column, values[at], unit)
        self.down = first + len(names)
        return first

    def place(self, chart: Any, title: str) -> None:  # noqa: ANN401 - a chart of the library
        """Put a chart under the last one."""
        font = {"name": FONTS[self.volume.language], "size": 12, "bold": True, "color": paint("ink")}
        chart.set_title({"name": clean(title), "name_font": font, "overlay": False})
        chart.set_size({"width": WIDTH, "height": HEIGHT})
        chart.set_legend({"position": "bottom", "font": {"name": FONTS[self.volume.language], "size": 9}})
        chart.set_chartarea({"border": {"color": paint("line")}})
        self.sheet.insert_chart(self.row, 0, chart, {"description": clean(title), "object_position": 2})
        self.row += _ROWS


def add_charts(volume: Volume, known: Known) -> None:
    """Importance with experience in the course of each scenario, and the answers to the recommendation question."""
    if known.baseline is None and known.nps is None:
        return
    sheet, numbers = volume.add(volume.say(CHARTS)), volume.add(volume.say(NUMBERS))
    sheet.write_string(0, 0, volume.say(CHARTS), volume.styles.style(bold=True, font_size=14, font_color=paint("brand")))
    numbers.set_column(0, 0, 26)
    gallery = Gallery(volume, sheet, numbers)
    for part in known.baseline.scenarios if known.baseline else ():
        figures = [line.importance for line in part.lines]
        rated = [line.performance for line in part.lines]
        mean = part.mean.value if is_known(part.mean) else None
        names = [line.moment.name.say(volume.language) for line in part.lines]
        scale = scale_of(known.study, [line.moment.key for line in part.lines])
        _add_curve(gallery, volume.say(headline(part)), names, figures, rated, mean, scale)
    for line in known.nps.lines if known.nps else ():
        low = line.question.scale.low if line.question.scale else 0
        title = f"{volume.say(question_name(line.question))} · {volume.say(headline(known.nps)) if known.nps else ''}"
        _add_counts(gallery, title, [str(low + at) for at in range(len(line.counts))], line.counts)
    volume.list_sheet(sheet, volume.say(Text("可编辑的图表", "Charts that can be edited")), 0)


def _add_curve(
    gallery: Gallery,
    title: str,
    names: Sequence[str],
    figures: Sequence[Figure],
    rated: Sequence[Figure | None],
    mean: float | None,
    scale: tuple[float, float],
) -> None:
    """Importance with error bars, its mean, and experience."""
    say, book = gallery.volume.say, gallery.volume.book
    columns: list[tuple[str, list[float | None]]] = [
        (say(Text("重要性", "Importance")), [_value(one) for one in figures]),
        ("−", [_below(one) for one in figures]),
        ("+", [_above(one) for one in figures]),
        (say(Text("场景均值", "Scenario mean")), [mean] * len(names)),
        (say(Text("实际体验", "Experience")), [_value(one) for one in rated]),
        ("−", [_below(one) for one in rated]),
        ("+", [_above(one) for one in rated]),
    ]
    first = gallery.write_block(title, names, columns)
    last, sheet = first + len(names) - 1, gallery.numbers.get_name()
    chart = book.add_chart({"type": "line"})
    looks = ((1, "importance", "circle", None), (4, "faint", None, "dash"), (5, "experience", "circle", "dash"))
    for column, role, sign, dash in looks:
        if column == 5 and not any(one is not None for one in rated):  # noqa: PLR2004 - the column of experience
            continue
        series: dict[str, Any] = {
            "name": [sheet, first - 1, column],
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, column, last, column],
            "line": {"color": paint(role), "width": 2 if sign else 1.25, **({"dash_type": dash} if dash else {})},
            "marker": {"type": sign, "size": 7, "fill": {"color": paint(role)}, "border": {"color": paint(role)}}
            if sign
            else {"type": "none"},
        }
        if sign:
            series["y_error_bars"] = {
                "type": "custom",
                "minus_values": _range(sheet, first, last, column + 1),
                "plus_values": _range(sheet, first, last, column + 2),
                "line": {"color": paint("muted"), "width": 1},
            }
        chart.add_series(series)
    axis = round_reach([*figures, *rated], *scale)
    chart.set_y_axis(
        {
            "min": axis.low,
            "max": axis.high,
            "num_format": axis.numbers,
            "major_gridlines": {"visible": True, "line": {"color": paint("line")}},
        }
    )
    chart.set_x_axis({"num_font": {"rotation": 0, "size": 9}, "label_position": "low"})
    gallery.place(chart, title)


def _value(figure: Figure | None) -> float | None:
    return figure.value if figure is not None and is_known(figure) else None


def _below(figure: Figure | None) -> float | None:
    return figure.value - figure.low if figure is not None and is_known(figure) else None


def _above(figure: Figure | None) -> float | None:
    return figure.high - figure.value if figure is not None and is_known(figure) else None


def _range(sheet: str, first: int, last: int, column: int) -> str:
    letter = chr(ord("A") + column)
    quoted = sheet.replace("'", "''")
    return f"='{quoted}'!${letter}${first + 1}:${letter}${last + 1}"


def _add_counts(gallery: Gallery, title: str, names: Sequence[str], counts: Sequence[int]) -> None:
    """How often each answer was given."""
    columns: list[tuple[str, Sequence[float | None]]] = [
        (gallery.volume.say(Text("人数", "Responses")), [float(count) for count in counts])
    ]
    first = gallery.write_block(title, names, columns)
    last, sheet = first + len(names) - 1, gallery.numbers.get_name()
    chart = gallery.volume.book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": [sheet, first - 1, 1],
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, 1, last, 1],
            "fill": {"color": paint("importance")},
            "data_labels": {"value": True, "num_format": "#,##0"},
            "gap": 40,
        }
    )
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": paint("line")}}})
    gallery.place(chart, title)
    chart.set_legend({"none": True})
