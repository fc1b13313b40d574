"""Is every chapter whole? Words in both languages for its place, its guide, its columns; a picture or nothing, never a fault."""

import pytest

from peakend.analyse.reading import Reading
from peakend.report.chapter import Chapter
from peakend.report.chapters import CHAPTERS
from peakend.report.chapters.complaints import COMPLAINTS
from peakend.report.chapters.recommendation import NAMES, RECOMMENDERS, SIDES, STANDINGS
from peakend.report.words.columns import head_column, is_test, name_cell, unit_of_column
from peakend.text import Text

each_chapter = pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=list(CHAPTERS))


@each_chapter
def test_a_chapter_is_a_question_of_the_reading(chapter: Chapter) -> None:
    assert hasattr(Reading, chapter.key)


@each_chapter
def test_a_chapter_says_where_it_is_what_for_and_how_to_read_it_in_both_languages(chapter: Chapter) -> None:
    for words in (chapter.section, chapter.purpose, chapter.guide):
        assert words.missing() == ()


@each_chapter
def test_the_columns_of_a_chapter_have_words_of_their_own(chapter: Chapter) -> None:
    assert [name for name in chapter.columns if name != "n" and head_column(name, chapter.key) == Text(name, name)] == []


def test_the_same_column_may_mean_something_else_in_another_chapter() -> None:
    assert head_column("verdict", "complaints") == COMPLAINTS.headings["verdict"]
    assert name_cell("standing", "level", "scorecards") == STANDINGS["level"]
    assert name_cell("side", "promoters", "reasons") == SIDES["promoters"]
    assert head_column("promoters", "recommenders") == NAMES["promoters"]
    assert unit_of_column("promoters", "recommenders") == RECOMMENDERS.units["promoters"] == "rating"
    assert unit_of_column("promoters", "nps") == "share"
    assert is_test("p_units", "scorecards")
    assert not is_test("p_units", "nps")
