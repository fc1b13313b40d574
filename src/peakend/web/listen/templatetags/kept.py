"""How is said what was kept as JSON in both languages? In the language of the page."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from peakend.web.listen.looking import text_of
from peakend.web.shell.templatetags.words import spoken

register = template.Library()


@register.simple_tag(takes_context=True)
def both(context: Context, kept: Any) -> SafeString:  # noqa: ANN401 - a value of JSON
    """Words from JSON, in the language of the page."""
    return conditional_escape(text_of(kept).say(spoken(context)))
