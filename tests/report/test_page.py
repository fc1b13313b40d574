"""Is the page one file that works anywhere, says everything in both languages, and lets nothing of a user's become markup?"""

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from tests.report.drawn import HOSTILE, answer, everything, journey, reading, renamed

from peakend.analyse.reading import Reading
from peakend.errors import FolderNotWritable
from peakend.report.chapters import CHAPTERS
from peakend.report.facts import Known, gather
from peakend.report.fonts import FAMILY
from peakend.report.page import labels, write_page
from peakend.report.page.document import FONT, compose_page, read_asset
from peakend.report.page.figures import AT_ONCE, Leaf, keep_together, write_findings
from peakend.report.page.webfont import make_face
from peakend.report.svg import Looks
from peakend.text import LANGUAGES, Language, Text

VOID = frozenset({"meta", "br", "hr", "input", "img", "link"})


class Reader(HTMLParser):
    """Elements of a page with their attributes, and whether every one that was opened is closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"style", "script"}:
            self.words.append(data)

    def all(self, tag: str) -> Iterator[dict[str, str]]:
        """The attributes of every element of one name."""
        return (attributes for name, attributes in self.elements if name == tag)


@pytest.fixture(scope="module")
def page() -> str:
    return compose_page(everything(), "zh")


@pytest.fixture(scope="module")
def seen(page: str) -> Reader:
    return Reader(page)


def test_every_element_that_is_opened_is_closed(seen: Reader) -> None:
    assert seen.open == []


def test_the_page_asks_for_nothing_from_outside(page: str, seen: Reader) -> None:
    assert not re.search(r"(?:https?:)?//[a-z]", re.sub(r"base64,[^)]+", "", page), re.IGNORECASE)
    assert not [attributes for _, attributes in seen.elements if "src" in attributes]
    assert not list(seen.all("link"))
    assert all(attributes["href"].startswith("#") for attributes in seen.all("a"))


def test_the_policy_lets_in_what_is_there_and_nothing_else(page: str, seen: Reader) -> None:
    policy = next(attributes["content"] for attributes in seen.all("meta") if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        content = re.search(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content.group(1).encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
        assert page.count(f"<{name}>") == 1


def test_no_element_brings_style_or_script_of_its_own(seen: Reader) -> None:
    for tag, attributes in seen.elements:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag


def test_every_link_leads_to_a_place_on_the_page_and_no_place_is_there_twice(seen: Reader) -> None:
    places = [attributes["id"] for _, attributes in seen.elements if "id" in attributes]
    assert len(places) == len(set(places))
    assert {attributes["href"][1:] for attributes in seen.all("a")} <= set(places)


def test_every_picture_has_words_for_those_who_do_not_see_it(seen: Reader) -> None:
    for attributes in seen.all("svg"):
        assert attributes.get("aria-label") or attributes.get("aria-hidden") == "true"


def test_every_figure_has_a_heading_and_a_base(page: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) > 20
    for figure in figures:
        assert "<h3>" in figure
        assert 'class="base"' in figure
        assert re.search(r"n\s=\s\d", figure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_in_the_language_asked_for_and_holds_both(language: Language) -> None:
    reader = Reader(compose_page(everything(1), language))
    assert next(reader.all("html"))["lang"] == language
    parts = [attributes for attributes in reader.all("div") if attributes.get("class") == "part"]
    assert {attributes["lang"] for attributes in parts} == set(LANGUAGES)
    assert [attributes["lang"] for attributes in parts if "hidden" not in attributes] == [language]


def test_a_page_of_one_language_has_no_switch() -> None:
    page = compose_page(everything(1), "en", ["en"])
    assert 'class="switch"' not in page
    assert 'lang="zh"' not in page


def test_made_up_answers_are_marked_on_top_and_on_paper(page: str) -> None:
    assert page.count('class="made-up"') == 2
    assert 'class="paper"' in page
    real = compose_page(gather(reading(journey(4, synthetic=False), 60)), "zh")
    assert 'class="made-up"' not in real
    assert "模拟数据" not in real


def test_every_section_is_there_in_its_order(seen: Reader) -> None:
    sections = [attributes["id"] for attributes in seen.all("section")]
    closing = ("moments", "method", "glossary")
    first = [key for key in labels.SECTIONS if key not in closing]
    assert [one for one in sections if one.startswith("zh-")] == [f"zh-{key}" for key in (*first, *everything().more, *closing)]
    assert list(everything().more) == [key for key in CHAPTERS if key in everything().more]
    assert {"drivers", "impact", "memory", "emot", "chain", "reliability"} <= set(everything().more)
    assert [one.replace("en-", "zh-") for one in sections if one.startswith("en-")] == [one for one in sections if one.startswith("zh-")]


def test_what_was_not_asked_is_said_once_and_without_the_mend() -> None:
    page = compose_page(gather(reading(journey(4, asked=("importance",), needs=False), 60)), "en", ["en"])
    reader = Reader(page)
    sections = {attributes["id"] for attributes in reader.all("section")}
    assert "en-experience" not in sections
    absent = re.findall(r'<p class="absent">(.*?)</p>', page)
    assert len(absent) == len(set(absent))
    assert any(words.startswith("Not asked: experience; so there is nothing on") and "quadrants" in words for words in absent)
    assert "measure:" not in page


def test_what_a_user_wrote_is_shown_as_it_is_and_never_runs() -> None:
    study = renamed(journey(4), HOSTILE)
    page = compose_page(gather(Reading(study, answer(study, 60))), "zh")
    reader = Reader(page)
    assert len(list(reader.all("script"))) == 1
    assert HOSTILE in reader.words
    assert "red;}" not in page
    assert reader.open == []


def test_the_page_stays_small(page: str) -> None:
    assert len(page.encode()) < 1_500_000


def test_every_character_on_the_page_is_in_its_font(page: str, seen: Reader) -> None:
    words = set("".join(seen.words))
    for face in re.findall(r"base64,([^)]+)\)", page):
        known = TTFont(io.BytesIO(base64.b64decode(face))).getBestCmap()
        assert {letter for letter in words if letter.isprintable() and ord(letter) not in known} <= {" "}


def test_a_face_holds_only_what_is_written() -> None:
    assert len(make_face("预约", bold=False)) < 4_000
    assert make_face("预约", bold=True) != make_face("预约", bold=False)


def test_no_label_of_the_page_lacks_a_language() -> None:
    said: list[Text] = []
    for value in vars(labels).values():
        values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
        for one in values:
            said += [text for text in (one if isinstance(one, tuple) else [one]) if isinstance(text, Text)]
    assert len(said) > 80
    assert [text for text in said if text.missing()] == []


def test_every_section_with_pictures_says_how_to_read_them() -> None:
    assert set(labels.GUIDES) == set(labels.SECTIONS) - {"summary", "moments", "method", "glossary"}


def test_a_number_is_not_torn_from_its_interval() -> None:
    assert " [" not in keep_together("均值 4.45 [4.36, 4.54]")
    assert "n = 90" not in keep_together("n = 90")
    assert keep_together("no number here") == "no number here"


def test_the_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    made = reading(journey(3), 40)
    assert write_page(made, tmp_path, "zh") == tmp_path / "report.html"
    assert write_page(made, tmp_path / "one.html", "en").name == "one.html"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.html", "report.html"]
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderNotWritable, match="file"):
        write_page(made, tmp_path / "file", "zh")


def known_of_one() -> Known:
    return gather(reading(journey(1, asked=("importance",), needs=False), 30))


def test_a_study_of_one_moment_has_a_page_too() -> None:
    assert Reader(compose_page(known_of_one(), "en")).open == []


def test_a_study_without_moments_has_a_page_of_what_it_asked() -> None:
    study = replace(journey(1, asked=(), needs=False), scenarios=(), published=())
    reader = Reader(compose_page(gather(reading(study, 40)), "en", ["en"]))
    sections = {attributes["id"] for attributes in reader.all("section")}
    assert {"en-nps", "en-satisfaction"} <= sections
    assert not {"en-map", "en-moments"} & sections


def test_pictures_are_written_in_the_font_in_which_their_words_were_measured() -> None:
    assert FONT.startswith(f'"{FAMILY}"')
    assert re.search(r"^svg\{font-family:var\(--font\)\}", read_asset("page.css"), re.MULTILINE)


@pytest.mark.parametrize("count", [1, AT_ONCE, AT_ONCE + 1, AT_ONCE + 2, 30])
def test_many_findings_leave_the_picture_high_on_the_page_and_none_is_lost(count: int) -> None:
    leaf = Leaf(everything(), "en", (), Looks())
    said = [Text(f"第 {number} 条", f"finding {number}") for number in range(count)]
    written = str(write_findings(leaf, said))
    assert [int(number) for number in re.findall(r"<li>Finding (\d+)</li>", written)] == list(range(count))
    before, switch, _ = written.partition("<details")
    assert before.count("<li>") <= AT_ONCE + 1
    assert bool(switch) == (count > AT_ONCE + 1)
    if switch:
        assert f"{count - AT_ONCE} more findings" in written


def test_paper_shows_the_findings_that_the_screen_folds() -> None:
    paper = read_asset("page.css").partition("@media print")[2]
    assert "details.more::details-content{display:block;content-visibility:visible" in paper
