"""How do engines differ in what they are told? Quotes, kinds of numbers, and three functions; everything else is the same text.

Names of columns and values of filters come from people and files and may hold anything. A name is put between quotes with its own
quotes doubled; a value that is more than plain letters and digits travels as the hexadecimal digits of its UTF-8 bytes, in which
nothing can be hidden.
"""

import re
from dataclasses import dataclass
from typing import Final

_PLAIN: Final = re.compile(r"[A-Za-z0-9_. -]*", re.ASCII)


@dataclass(frozen=True)
class Dialect:
    """What one engine calls the things that every query needs; `{}` stands for what they are done to."""

    quote: str
    real: str
    text: str
    divide: str
    nearest: str
    row: str
    """The number of a row, from 0, in the order that the engine hands rows over."""
    fence: str = ""
    """What keeps a query inside a query from being dissolved, and its columns from being worked out once for every use."""
    most_sums: int = 1_500
    """How many columns one query may give."""

    def name(self, column: str) -> str:
        """A column or table by its name, whatever letters it has.

        >>> DUCKDB.name('a"; drop table x; --')
        '"a""; drop table x; --"'
        """
        return self.quote + column.replace(self.quote, self.quote * 2) + self.quote

    def words(self, value: str) -> str:
        """A text as a value.

        >>> DUCKDB.words("gold"), DUCKDB.words("it's")
        ("'gold'", "decode(from_hex('69742773'))")
        """
        return f"'{value}'" if _PLAIN.fullmatch(value) else self.text.format(value.encode().hex())

    def between(self, column: str, above: int | None, last: int) -> str:
        """The condition that a column is above one whole number (if there is one) and not beyond another."""
        name = self.name(column)
        return f"{name} <= {last}" if above is None else f"{name} > {above} AND {name} <= {last}"

    def number(self, value: float) -> str:
        """A real number, to the last bit."""
        return f"CAST('{value!r}' AS {self.real})"

    def whole(self, expression: str) -> str:
        """An expression in the widest whole numbers there are."""
        return f"CAST({expression} AS BIGINT)"


DUCKDB: Final = Dialect('"', "DOUBLE", "decode(from_hex('{}'))", "({}) // ({})", "round_even({}, 0)", "row_number() OVER () - 1")

POSTGRES: Final = Dialect(
    '"',
    "DOUBLE PRECISION",
    "convert_from(decode('{}', 'hex'), 'UTF8')",
    "({}) / ({})",
    "round({})",
    "row_number() OVER () - 1",
    fence=" OFFSET 0",
)

SPARK: Final = Dialect(
    "`", "DOUBLE", "decode(unhex('{}'), 'UTF-8')", "({}) div ({})", "rint({})", "monotonically_increasing_id()", most_sums=1_000
)


def can_hold(value: str) -> bool:
    r"""Whether a text can stand in a database at all: half a surrogate pair cannot, nor can the letter zero in most.

    >>> can_hold("峰"), can_hold("a\0b")
    (True, False)
    """
    return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
