"""How is HTML written so that no word of a user can become markup? Every piece of text is escaped unless it is markup already."""

from collections.abc import Iterable
from html import escape

_EMPTY = frozenset({"meta", "input", "br", "hr"})


class Html(str):
    """Text that is markup already, made only by the functions of this module and by the writers of SVG."""

    __slots__ = ()


Child = str | Html | None | Iterable["str | Html | None"]


def element(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """One element. Text is escaped, `Html` is not; an attribute that is false or nothing is left out, `_` in names is `-`.

    >>> element("p", "a < b", cls="note")
    '<p class="note">a &lt; b</p>'
    >>> element("button", "OK", type="button", aria_pressed="true", hidden=True)
    '<button type="button" aria-pressed="true" hidden>OK</button>'
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False)
    if name in _EMPTY:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    """Pieces one after the other.

    >>> join("a&b", Html("<br>"), None, ["c"])
    'a&amp;b<br>c'
    """
    return Html("".join(_write(child) for child in children))


def _write(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return str(child)
    if isinstance(child, str):
        return escape(child, quote=False)
    return "".join(_write(one) for one in child)


def _attribute(key: str, value: str | bool) -> str:  # noqa: FBT001 - an attribute may be a switch
    name = "class" if key == "cls" else key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
