"""How do words and numbers stand in a template? Both languages side by side: `{% say "保存" "Save" %}`.

A sentence without its other language cannot be written, so none can be missing. Blanks are named:
`{% say "共 {n} 份" "{n} responses" n=count %}`.
"""

from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from peakend.report.words.figures import write_count
from peakend.text import Language, Text

register = template.Library()


def spoken(context: Context) -> Language:
    """The language of the page."""
    return "en" if context.get("language") == "en" else "zh"


@register.simple_tag(takes_context=True)
def say(context: Context, zh: str, en: str, **blanks: Any) -> SafeString:  # noqa: ANN401 - whatever a template holds
    """A sentence of the product in the language of the page; what fills its blanks is escaped."""
    filled = {name: _tell(value, spoken(context)) for name, value in blanks.items()}
    return format_html(Text(zh=zh, en=en).say(spoken(context)), **filled)


@register.simple_tag(takes_context=True)
def tell(context: Context, words: Text | str | None) -> SafeString:
    """Words that bear both languages (a name, a finding, an error), in the language of the page."""
    return conditional_escape(_tell(words, spoken(context)))


@register.filter
def count(value: float | None) -> str:
    """A number with its thousands apart."""
    return "–" if value is None else write_count(value)


@register.simple_tag(takes_context=True)
def day(context: Context, when: date | datetime | None) -> str:
    """A day as the language of the page writes it; with the hour where there is one."""
    if when is None:
        return "–"
    del context
    return date_format(when, "SHORT_DATETIME_FORMAT" if isinstance(when, datetime) else "SHORT_DATE_FORMAT")


def _tell(value: Any, language: Language) -> Any:  # noqa: ANN401 - whatever a template holds
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, int) and not isinstance(value, bool):
        return write_count(value)
    return "" if value is None else value
