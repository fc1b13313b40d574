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
from django.utils.timezone import localtime

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
    sentence = Text(zh=zh, en=en).say(spoken(context))
    return format_html(sentence, **filled) if filled else SafeString(sentence)


@register.simple_tag(takes_context=True)
def tell(context: Context, words: Text | str | None) -> SafeString:
    """Words that bear both languages (a name, a finding, an error), in the language of the page."""
    return conditional_escape(_tell(words, spoken(context)))


@register.filter
def count(value: float | None) -> str:
    """A number with its thousands apart."""
    return "–" if value is None else write_count(value)


@register.simple_tag(takes_context=True)
def day(context: Context, when: date | datetime | None, *, hour: bool = True) -> str:
    """A day as the language of the page writes it; with the hour, in the time zone of the workbench, where there is one."""
    if when is None:
        return "–"
    form = "j M Y" if spoken(context) == "en" else "Y年n月j日"
    if isinstance(when, datetime):
        return date_format(localtime(when), f"{form} H:i" if hour else form)
    return date_format(when, form)


def _tell(value: Any, language: Language) -> Any:  # noqa: ANN401 - whatever a template holds
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, int) and not isinstance(value, bool):
        return write_count(value)
    return "" if value is None else value
