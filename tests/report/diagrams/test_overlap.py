"""Does nothing lie on anything, whatever the size of a drawing and the length of its words, in pictures and on slides?"""

from functools import partial
from random import Random

import pytest
from tests.report.diagrams.drawn_designs import find_collisions, random_blueprint, random_journey, random_study

from peakend.define.study import Study
from peakend.design.blueprint import Blueprint
from peakend.design.journey import Journey
from peakend.report.boxes import Box, Drawing, Label, Polyline
from peakend.report.diagrams.blueprint import BlueprintView, draw_blueprint
from peakend.report.diagrams.deck import PLACE, SCALE, card_paragraphs, scaled
from peakend.report.diagrams.fold import Room, fold_sheet
from peakend.report.diagrams.journey import JourneyView, draw_journey, draw_journeys
from peakend.report.diagrams.page import Sheet
from peakend.report.slides.runs import text_height
from peakend.text import LANGUAGES

FAST, SLOW = range(20), range(20, 200)


def drawn(seed: int) -> tuple[Study, Blueprint, Journey]:
    """A study with its drawings; sizes from 4 to 40 columns come round."""
    random = Random(seed)  # noqa: S311 - drawings, not secrets
    columns = 4 + seed * 7 % 37
    study = random_study(random, columns)
    return study, random_blueprint(random, study, random.choice((4, 5, 7, 10))), random_journey(random, study, random.choice((1, 1, 2, 3)))


def check(seed: int) -> None:
    study, blueprint, journey = drawn(seed)
    for language in LANGUAGES:
        one, two = BlueprintView(study, blueprint, language), JourneyView(study, journey, language)
        for sheet in (draw_blueprint(one), *draw_journeys(two)):
            assert list(find_collisions(sheet.drawing)) == []
        for draw, columns in (
            (partial(draw_blueprint, one), len(study.scenarios[0].moments) + 1),
            (partial(draw_journey, two), len(two.moments)),
        ):
            for sheet in fold_sheet(draw, columns, Room(PLACE.width / SCALE, PLACE.height / SCALE)):
                assert list(clipped(sheet)) == []


def clipped(sheet: Sheet) -> list[str]:
    """Cards of a slide whose words are cut, do not fit their shape, or lie beyond the slide's place."""
    laid, found = sheet.laid, []
    scale = min(PLACE.width / laid.width, PLACE.height / laid.height, 1.0)
    for card in laid.grid.cards:
        place = scaled(laid.boxes[card.key], scale, PLACE.x)
        told, margin = card_paragraphs(card, place, scale)
        if tuple(one.words for one in told) != tuple(one.words for one in card.paragraphs):
            found.append(f"cut: {card.paragraphs[0].words}")
        if text_height(told, place.width - 2 * margin) > place.height + 0.01:
            found.append(f"too high: {card.paragraphs[0].words}")
        if not PLACE.holds(place):
            found.append(f"off the slide: {place}")
    return found


@pytest.mark.parametrize("seed", FAST)
def test_nothing_overlaps_and_nothing_is_clipped(seed: int) -> None:
    check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SLOW)
def test_nothing_overlaps_and_nothing_is_clipped_in_two_hundred_drawings(seed: int) -> None:
    check(seed)


def test_what_lies_on_something_is_found() -> None:
    """The law above can fail."""
    label = Label(10, 10, ("words",), 12, 30)
    card = Box(20, 20, 40, 40, "card", "line", role="card")
    through = Polyline(((0, 30), (100, 30)), role="connector")
    found = {one.split(":")[0] for one in find_collisions(Drawing(100, 100, (label, label, card, card, through, through)))}
    assert found == {
        "words on words",
        "words across the edge of a card",
        "cards on cards",
        "a connector through a card",
        "connectors on one another",
    }
    assert "off the sheet: words" in list(find_collisions(Drawing(20, 20, (label,))))
    assert any(
        "through words" in one for one in find_collisions(Drawing(100, 100, (label, Polyline(((0, 18), (50, 18)), role="connector"))))
    )
