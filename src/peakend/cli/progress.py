"""How does somebody know that a long step is still running? A moving sign on the stream for errors, after the first second.

Nothing is shown where nobody is looking: in a pipe, a file, a job.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Final

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from peakend.cli.speech import err

PATIENCE: Final = 1.0
"""Seconds that may pass in silence."""


@contextmanager
def working(sentence: str) -> Iterator[None]:
    """While the step runs, say what is being done and for how long already; leave no trace when it is done."""
    if not err.is_terminal:
        yield
        return
    sign = Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=err, transient=True)
    sign.add_task(sentence, total=None)
    begin = Timer(PATIENCE, sign.start)
    begin.daemon = True
    begin.start()
    try:
        yield
    finally:
        begin.cancel()
        begin.join()
        sign.stop()
