"""How does the process of the workbench speak to whoever started it? On the streams of the terminal, in one language or in both."""

import os
import sys

from peakend.errors import PeakendError
from peakend.text import Text, prefer_language


def tell(words: Text) -> None:
    """One sentence in the language of the run."""
    sys.stdout.write(f"{words.say(prefer_language(os.environ))}\n")
    sys.stdout.flush()


def tell_both(words: Text) -> None:
    """One sentence in both languages: whoever starts the workbench is not always who reads it."""
    sys.stdout.write(f"{words.zh}\n{words.en}\n")
    sys.stdout.flush()


def complain(fault: PeakendError) -> None:
    """A fault with its mend."""
    head = Text("错误", "Error").say(prefer_language(os.environ))
    sys.stderr.write(f"{head} {fault.name}: {fault.say(prefer_language(os.environ))}\n")
    sys.stderr.flush()
