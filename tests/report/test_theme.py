"""Can everything be read and told apart, in light and in dark?"""

import pytest

from peakend.report.theme import COLOURS, FORMS, GROUND, SERIES, STEPS, WRITTEN, Light, contrast, is_colour, paint, text_on

TONES: tuple[Light, ...] = ("light", "dark")


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("written", WRITTEN)
def test_words_can_be_read_on_every_ground(written: str, tone: Light) -> None:
    assert min(contrast(paint(written, tone), paint(ground, tone)) for ground in GROUND) >= 4.5


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("step", STEPS)
def test_numbers_on_a_bar_can_be_read(step: str, tone: Light) -> None:
    assert contrast(paint(f"on_{step}", tone), paint(step, tone)) >= 4.5


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("shape", ["peak", "end", "experience", "importance", "common", "faint", *SERIES])
def test_shapes_stand_out_from_the_card(shape: str, tone: Light) -> None:
    assert contrast(paint(shape, tone), paint("card", tone)) >= 2.9


def test_every_group_has_a_form_beside_its_colour() -> None:
    assert len(set(FORMS)) == len(SERIES)


@pytest.mark.parametrize("colour", ["#2f9e6e", "#2b6cb0", "#c98a12", "#000000", "#ffffff", "#66758a"])
def test_words_on_a_stage_can_be_read_whatever_its_colour(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= 4.4


@pytest.mark.parametrize("word", ["red;}", "#12345", "#1234567", "url(x)", "", "#12345g"])
def test_what_is_no_colour_is_known_as_such(word: str) -> None:
    assert not is_colour(word)


def test_every_role_has_a_plain_colour_in_both_tones() -> None:
    assert all(is_colour(colour) for pair in COLOURS.values() for colour in pair)
