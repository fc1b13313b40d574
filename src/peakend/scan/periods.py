"""To which period does a day belong? Days, weeks, months, quarters and years: their names, their ends, and the periods in between.

Names sort as they follow each other: 2024-03-05, 2024-W10 (ISO weeks, from Monday), 2024-03, 2024-Q1, 2024.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, Literal, get_args

import pyarrow as pa
import pyarrow.compute as pc

from peakend.errors import NotDates

Period = Literal["day", "week", "month", "quarter", "year"]

PERIODS: Final[tuple[Period, ...]] = get_args(Period)
"""Every kind of period, the shortest first."""


def name_period(day: date, period: Period) -> str:
    """The name of the period that a day belongs to.

    >>> [name_period(date(2024, 3, 5), period) for period in PERIODS]
    ['2024-03-05', '2024-W10', '2024-03', '2024-Q1', '2024']
    """
    year, week, _ = day.isocalendar()
    names: dict[Period, str] = {
        "day": day.isoformat(),
        "week": f"{year:04d}-W{week:02d}",
        "month": f"{day.year:04d}-{day.month:02d}",
        "quarter": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04d}",
    }
    return names[period]


def first_day(day: date, period: Period) -> date:
    """The first day of the period that a day belongs to.

    >>> first_day(date(2024, 3, 5), "quarter"), first_day(date(2024, 3, 5), "week")
    (datetime.date(2024, 1, 1), datetime.date(2024, 3, 4))
    """
    match period:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        case "year":
            return date(day.year, 1, 1)


def last_day(day: date, period: Period) -> date:
    """The last day of the period that a day belongs to.

    >>> last_day(date(2024, 2, 5), "month"), last_day(date(2024, 12, 5), "quarter")
    (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
    """
    spans: dict[Period, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
    first = first_day(day, period)
    return first_day(first + timedelta(days=spans[period]), period) - timedelta(days=1) if period != "day" else day


def walk_periods(first: date, last: date, period: Period) -> Iterator[tuple[str, date, date]]:
    """Every period from the one of the first day to the one of the last: name, first and last day; also those in which nothing was.

    >>> [name for name, _, _ in walk_periods(date(2023, 12, 30), date(2024, 2, 1), "month")]
    ['2023-12', '2024-01', '2024-02']
    """
    day = first_day(first, period)
    while day <= last:
        end = last_day(day, period)
        yield name_period(day, period), day, end
        day = end + timedelta(days=1)


def as_days(name: str, column: Any) -> Any:  # noqa: ANN401 - Arrow arrays have no types of their own
    """A column of dates, of times, or of text like 2024-03-05, as days (date32); blanks stay blank. Raises `NotDates`."""
    plain = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    try:
        if pa.types.is_string(plain.type) or pa.types.is_large_string(plain.type):
            filled = pc.if_else(pc.equal(plain, ""), None, plain)
            return pc.utf8_slice_codeunits(filled, 0, 10).cast(pa.date32())
        if pa.types.is_temporal(plain.type) or pa.types.is_null(plain.type):
            return (
                plain.cast(pa.timestamp("us")).cast(pa.date32(), safe=False)
                if pa.types.is_timestamp(plain.type)
                else plain.cast(pa.date32())
            )
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as fault:
        raise NotDates(column=name) from fault
    raise NotDates(column=name)


def split_days(name: str, column: Any, period: Period) -> Any:  # noqa: ANN401
    """The name of the period of each row, as text; blank for blanks. Each different day is looked at once. Raises `NotDates`."""
    coded = as_days(name, column).dictionary_encode()
    names = [None if day is None else name_period(day, period) for day in coded.dictionary.to_pylist()]
    return pa.array([*names, None], pa.string()).take(pc.fill_null(coded.indices, len(names)))
