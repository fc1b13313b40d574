"""One sentence in Chinese and in English: how every word that a user reads is kept.

Words of a study, of an error and of a result are all `Text`: the two languages travel together, so that neither can be
forgotten on the way to a page, a slide or a terminal.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Language = Literal["zh", "en"]
"""The languages of the product; both are complete, always."""

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence, name or label in both languages.

    A language that is not known yet is the empty string; `say` then answers in the other one, so that a half-translated
    study can still be read, and `define.check` reports the gap.

    >>> Text(zh="预约", en="Appointment").say("zh")
    '预约'
    >>> Text(zh="预约").say("en")
    '预约'
    """

    zh: str = ""
    en: str = ""

    def say(self, language: Language) -> str:
        """The sentence in `language`, or in the other language where this one is missing."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)

    def missing(self) -> tuple[Language, ...]:
        """The languages in which nothing is written.

        >>> Text(en="Leaving").missing()
        ('zh',)
        """
        return tuple(language for language in LANGUAGES if not getattr(self, language).strip())

    def fill(self, **blanks: object) -> "Text":
        """The sentence with its blanks filled, the same values in both languages. Only for sentences of the product itself.

        User text is never a template: it enters as a value, never as the sentence.

        >>> Text(zh="第 {row} 行", en="row {row}").fill(row=7).say("zh")
        '第 7 行'
        """
        return Text(zh=self.zh.format(**blanks), en=self.en.format(**blanks))

    def __bool__(self) -> bool:
        """Whether anything is written in either language."""
        return bool(self.zh or self.en)


_NAMED: Final = re.compile(r"(zh|en)([-_.].*)?", re.IGNORECASE)


def name_language(word: str) -> Language | None:
    """The language that a word like `zh`, `zh-CN` or `en_GB.UTF-8` names, or nothing.

    >>> name_language("zh_CN.UTF-8"), name_language("EN"), name_language("fr"), name_language("english")
    ('zh', 'en', None, None)
    """
    found = _NAMED.fullmatch(word.strip())
    return next((one for one in LANGUAGES if found and found[1].lower() == one), None)


def prefer_language(environment: Mapping[str, str]) -> Language:
    """The language that this environment speaks: that of PEAKEND_LANG, else that of the terminal; English where it is neither of ours.

    >>> prefer_language({"LANG": "zh_CN.UTF-8"}), prefer_language({"LC_ALL": "C", "LANG": "zh_CN"}), prefer_language({"PEAKEND_LANG": "zh"})
    ('zh', 'en', 'zh')
    """
    terminal = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG", "")
    return name_language(environment.get("PEAKEND_LANG", "")) or name_language(terminal) or "en"
