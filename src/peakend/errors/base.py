"""The trunk of the tree of errors: what every error can say of itself."""

from typing import Any, ClassVar

from peakend.text import Language, Text


class PeakendError(Exception):
    """Something a person can mend: it says what is wrong, where, and how to mend it, in both languages.

    Subclasses set `what` and `mend`; the blanks in their sentences are filled from keyword arguments. What has words in both languages,
    such as a place on a page, comes as two of them: `place_zh` and `place_en` fill `{place}`.
    """

    what: ClassVar[Text] = Text(zh="出错了。", en="Something is wrong.")
    mend: ClassVar[Text] = Text()
    words: ClassVar[dict[str, Text]] = {}
    """What keys of the product are called: a blank `{measure_words}` is the blank `{measure}` in the words of the reader."""

    def __init__(self, **blanks: str | int | float) -> None:
        """Keep the values of the blanks and word the error in English for logs and tracebacks."""
        self.blanks = blanks
        super().__init__(self.say("en"))

    @property
    def name(self) -> str:
        """The class name: the key of this fault for translations, the API and the documentation."""
        return type(self).__name__

    def say(self, language: Language) -> str:
        """The whole error as one line: what is wrong, then the mend."""
        gap = "" if language == "zh" else " "
        return gap.join(part for part in (self._word(self.what, language), self._word(self.mend, language)) if part)

    def fill(self, sentence: Text) -> Text:
        """A sentence with the blanks of this error in it, in both languages."""
        return Text(zh=self._word(sentence, "zh"), en=self._word(sentence, "en"))

    def _word(self, sentence: Text, language: Language) -> str:
        if not sentence:
            return ""
        named = {f"{name}_words": self.words[value].say(language) for name, value in self.blanks.items() if value in self.words}
        unnamed = {f"{name}_words": value for name, value in self.blanks.items()}
        spoken = {name.removesuffix(f"_{language}"): value for name, value in self.blanks.items() if name.endswith(f"_{language}")}
        return sentence.fill(**{**unnamed, **self.blanks, **named, **spoken}).say(language)

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors cross process borders (importers run in a limited child), so they pickle by their blanks."""
        return _again, (type(self), self.blanks)


def _again(kind: type[PeakendError], blanks: dict[str, str | int | float]) -> PeakendError:
    return kind(**blanks)


class StudyError(PeakendError):
    """The study says something that cannot be."""


class AnswerError(PeakendError):
    """An answer, a column or a file of answers cannot be taken."""


class ScanError(PeakendError):
    """The answers cannot be counted."""


class AnalysisError(PeakendError):
    """The question cannot be answered from what is there."""

    unasked: bool = False
    """Whether the study simply does not ask for it: then a report need not mention it."""


class DesignError(PeakendError):
    """The design cannot be worked out from what is written down."""


class ReportError(PeakendError):
    """The result cannot be drawn or written."""


class WorkbenchError(PeakendError):
    """The workbench cannot do what was asked."""
