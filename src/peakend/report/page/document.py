"""Of what is the page made? Head, bar, one part a language, style, font and a little script, under a policy that lets nothing else in."""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from peakend import __version__
from peakend.analyse.reading import Reading
from peakend.report.chapters import CHAPTERS
from peakend.report.facts import Known, gather
from peakend.report.fonts import FAMILY
from peakend.report.page.closing import write_glossary, write_method
from peakend.report.page.figures import Leaf
from peakend.report.page.labels import ALL_SCENARIOS, CONTENTS, LANGUAGE, MADE_WITH, REPORT, SCENARIO, SECTIONS, SKIP, THEME
from peakend.report.page.markup import Html, element, join
from peakend.report.page.moments import write_moments
from peakend.report.page.sections import write_results
from peakend.report.page.summary import write_summary
from peakend.report.page.webfont import face_rules
from peakend.report.pictures import list_pictures
from peakend.report.saving import file_in, save_whole
from peakend.report.steps import Steps
from peakend.report.svg import Looks
from peakend.report.theme import COLOURS, is_colour, paint
from peakend.report.words import SYNTHETIC, SYNTHETIC_NOTE, base_line
from peakend.text import LANGUAGES, Language, Text

ASSETS: Final = Path(__file__).parent / "assets"
FONT: Final = f'"{FAMILY}",system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif'
NAMES: Final[dict[Language, str]] = {"zh": "中文", "en": "English"}


def write_page(
    reading: Reading, out: Path | str, language: Language, steps: Steps | None = None, *, languages: Sequence[Language] = LANGUAGES
) -> Path:
    """The report of a reading as one HTML file that needs nothing else; its path.

    `out` is the file (`….html`) or the folder for `report.html`. The page opens in `language` and can be switched to the others of
    `languages`. Each result is a step of `steps`. Raises what gathering the results raises, and `FolderNotWritable`.
    """
    steps = steps or Steps()
    steps.expect(1)
    known = gather(reading, steps=steps)
    steps.begin(Text(zh="写网页", en="Writing the page"))
    written = compose_page(known, language, languages)
    return save_whole(file_in(out, "report.html"), lambda place: place.write_text(written, encoding="utf-8"))


def compose_page(known: Known, language: Language, languages: Sequence[Language] = LANGUAGES) -> str:
    """The whole page as text."""
    spoken = [language, *(one for one in languages if one != language)]
    looks = Looks()
    leaves = [Leaf(known, one, tuple(list_pictures(known, one, titled=False)), looks) for one in spoken]
    parts = [_part(leaf, hidden=leaf.language != language) for leaf in leaves]
    body = join(*_top(leaves), *parts, _paper(leaves))
    rules = [rule for leaf in leaves for rule in leaf.rules]
    style = "".join([face_rules(body), _colours(), read_asset("page.css"), looks.rules(), *_stages(known), *rules])
    script = read_asset("page.js")
    title = _title(leaves[0])
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; font-src data:; base-uri 'none'; form-action 'none'"
    )
    head = join(
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="generator", content=f"Peakend {__version__}"),
        element("title", title),
        element("style", Html(style)),
    )
    html = element("html", element("head", head), element("body", body, element("script", Html(script))), lang=language)
    return f"<!doctype html>\n{html}\n"


def _title(leaf: Leaf) -> str:
    return f"{leaf.say(leaf.known.study.title) or leaf.known.study.key} · {leaf.say(REPORT)}"


def _hash(content: str) -> str:
    """A policy's word for: this text and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


@cache
def read_asset(name: str) -> str:
    """A file that is delivered with the page."""
    return (ASSETS / name).read_text(encoding="utf-8")


def _colours() -> str:
    """The colours by role: light, dark where the system or the reader wants it, always light on paper."""
    light, dark = (";".join(f"--{role}:{pair[place]}" for role, pair in COLOURS.items()) for place in (0, 1))
    return (
        f":root{{--font:{FONT};color-scheme:light;{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-tone=light]){{color-scheme:dark;{dark}}}}}"
        f"@media screen{{:root[data-tone=dark]{{color-scheme:dark;{dark}}}}}"
    )


def _stages(known: Known) -> list[str]:
    """The colour of each stage, for the cards of its moments. What is no plain colour is left out."""
    shown = (stage for stage in known.study.stages if is_colour(stage.colour) and re.fullmatch(r"[\w-]+", stage.key))
    return [f".stage-{stage.key}{{border-top:3px solid {paint(stage.colour)}}}" for stage in shown]


def _top(leaves: Sequence[Leaf]) -> list[Html]:
    """Skip link, bar with title and switches, and the mark of made-up answers, in every language of the page."""
    first = leaves[0]
    links = [_spoken(leaf, first, "a", leaf.say(SKIP), href=f"#{leaf.name('main')}", cls="skip") for leaf in leaves]
    names = [_spoken(leaf, first, "span", leaf.say(leaf.known.study.title) or leaf.known.study.key, cls="study") for leaf in leaves]
    buttons = [
        element(
            "button", NAMES[leaf.language], type="button", value=leaf.language, lang=leaf.language, aria_pressed=str(leaf is first).lower()
        )
        for leaf in sorted(leaves, key=lambda leaf: LANGUAGES.index(leaf.language))
    ]
    label = " / ".join(leaf.say(LANGUAGE) for leaf in leaves)
    switch = element("span", buttons, cls="switch", role="group", aria_label=label) if len(leaves) > 1 else None
    theme = " / ".join(leaf.say(THEME) for leaf in leaves)
    tone = element("button", type="button", cls="tone", aria_label=theme, title=theme, aria_pressed="false")
    bar = element("header", element("b", "峰终 Peakend"), *names, switch, tone, cls="top")
    marks = [
        _spoken(
            leaf, first, "aside", element("b", leaf.say(SYNTHETIC)), leaf.say(SYNTHETIC_NOTE), cls="made-up", aria_label=leaf.say(SYNTHETIC)
        )
        for leaf in leaves
        if leaf.known.base.synthetic
    ]
    return [*links, bar, *marks]


def _spoken(leaf: Leaf, first: Leaf, name: str, *children: str | Html, **attributes: str) -> Html:
    """Something outside the parts that is there once in each language."""
    return element(name, *children, lang=leaf.language, data_say=True, hidden=leaf is not first, **attributes)


def _part(leaf: Leaf, *, hidden: bool) -> Html:
    """The page in one language."""
    results = list(write_results(leaf))
    moments = [write_moments(leaf)] if leaf.known.scenarios else []
    sections = [write_summary(leaf), *results, *moments, write_method(leaf), write_glossary(leaf)]
    lead = element(
        "div",
        element("h1", _title(leaf)),
        element("p", leaf.say(base_line(leaf.known.base, leaf.known.study))),
        cls="lead-in",
        role="region",
        aria_label=leaf.say(REPORT),
    )
    main = element("main", sections, id=leaf.name("main"), tabindex="-1")
    foot = element("footer", leaf.say(MADE_WITH, version=__version__))
    return element(
        "div",
        lead,
        _bar(leaf),
        _contents(leaf, sections),
        main,
        foot,
        cls="part",
        lang=leaf.language,
        hidden=hidden,
        data_title=_title(leaf),
    )


def _bar(leaf: Leaf) -> Html | None:
    """The choice of a scenario: all pictures follow it."""
    scenarios = [facts.scenario for facts in leaf.known.scenarios]
    if len(scenarios) < 2:  # noqa: PLR2004 - one scenario leaves no choice
        return None
    choices = [(scenario.key, scenario.name.say(leaf.language) or scenario.key) for scenario in scenarios]
    buttons = [
        element("button", words, type="button", value=key, aria_pressed="false") for key, words in [*choices, ("", leaf.say(ALL_SCENARIOS))]
    ]
    return element("div", element("span", leaf.say(SCENARIO)), *buttons, cls="bar", role="region", aria_label=leaf.say(SCENARIO))


def _contents(leaf: Leaf, sections: Sequence[Html]) -> Html:
    """The sections that are there, as links."""
    there = "".join(sections)
    names = {**SECTIONS, **{key: chapter.section for key, chapter in CHAPTERS.items()}}
    places = {key: there.find(f'<section id="{leaf.name(key)}"') for key in names}
    keys = sorted((key for key, place in places.items() if place >= 0), key=lambda key: places[key])
    listed = element("ol", [element("li", element("a", leaf.say(names[key]), href=f"#{leaf.name(key)}")) for key in keys])
    return element("nav", listed, cls="toc", aria_label=leaf.say(CONTENTS))


def _paper(leaves: Sequence[Leaf]) -> Html | None:
    """What stands at the foot of every printed sheet while answers are made up."""
    if not leaves[0].known.base.synthetic:
        return None
    return element("p", " · ".join(f"{leaf.say(SYNTHETIC)}" for leaf in leaves), cls="paper", aria_hidden="true")
