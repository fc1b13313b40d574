"""How is a long table sent without being held? Line by line, as CSV that Excel reads."""

import csv
from collections.abc import Iterable, Iterator, Sequence


class _Echo:
    """Gives back what is written to it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def stream_csv(rows: Iterable[Sequence[str | int]]) -> Iterator[bytes]:
    """Rows as lines of CSV in UTF-8, with the mark that Excel wants first."""
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf"
    for row in rows:
        yield str(writer.writerow(row)).encode()
