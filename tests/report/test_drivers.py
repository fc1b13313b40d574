"""Do sentences and pictures of drivers and points lost say what the verdict allows, and nothing more?"""

from collections.abc import Iterator
from dataclasses import replace

from tests.analyse.served import read
from tests.analyse.test_drivers import KEYS, STUDY, answers

from peakend.analyse.drivers import Drivers
from peakend.define.answers import REASONS
from peakend.report.boxes import Drawing, Label
from peakend.report.chapters.drivers import DRIVERS, IMPACT
from peakend.report.words import findings, headline, method_note
from peakend.text import Language


def drivers_of(weights: list[float], count: int = 600, common: float = 0.5) -> Drivers:
    return read(STUDY, answers(weights, count, common)).drivers


def said(result: Drivers, language: Language) -> str:
    return "\n".join([headline(result).say(language), *(one.say(language) for one in findings(result)), method_note(result).say(language)])


def words_on(drawing: Drawing) -> Iterator[str]:
    yield from (shape.text for shape in drawing.shapes if isinstance(shape, Label))


def test_where_there_is_no_ranking_none_is_said_or_drawn() -> None:
    result = drivers_of([0.5, 0.5, 0.5, 0.5], 200)
    assert "this ranking of four drivers of overall satisfaction is not supported" in headline(result).say("en")
    assert "排名没有统计依据" in headline(result).say("zh")
    drawing = DRIVERS.draw(result, STUDY, "en")[0]
    assert "1–4" not in set(words_on(drawing))


def test_what_goes_most_with_the_judgement_is_named_with_its_share_and_interval() -> None:
    result = drivers_of([1.2, 0.6, 0.25, 0.0], 2000, common=0.0)
    share = result.parts[0].lines[0].share
    assert headline(result).say("en").startswith('s1: "s1m1" goes most with overall satisfaction: ')
    assert "[" in headline(result).say("zh")
    assert share.known
    assert "1" in set(words_on(DRIVERS.draw(result, STUDY, "en")[0]))
    assert "not proved to hold more than what a driver without any meaning" in said(result, "en")


def test_ratings_that_move_together_are_said_to_before_anything_else() -> None:
    result = drivers_of([0.5, 0.5, 0.5, 0.5], 800, common=0.97)
    assert "correlate 0.9" in headline(result).say("en")
    assert "can hardly be told" in headline(result).say("en")
    assert "应看作一组" in said(result, "zh")


def test_a_negative_sign_is_explained_not_recommended() -> None:
    result = drivers_of([1.0, -0.6, 0.3, 0.0], 1500)
    assert 'Negative coefficient: "s1m2"' in said(result, "en")
    assert "系数为负" in said(result, "zh")


def test_the_method_says_association_and_never_cause() -> None:
    result = drivers_of([0.8, 0.4, 0.2, 0.0])
    assert "Association in one survey, not cause" in method_note(result).say("en")
    assert "不是因果" in method_note(result).say("zh")


def test_who_is_missing_is_said_with_the_other_ways() -> None:
    columns = answers([0.8, 0.4, 0.2, 0.0])
    away = REASONS["not_experienced"]
    columns[KEYS[0]] = [away if row % 10 == 0 else one for row, one in enumerate(columns[KEYS[0]])]
    told = said(read(STUDY, columns).drivers, "en")
    assert "based on the 540 who answered everything" in told
    assert "60 ratings are missing because the moment was not experienced" in told


def test_a_part_with_too_few_says_so_with_the_number_of_pairs() -> None:
    result = drivers_of([0.8, 0.4, 0.2, 0.0])
    empty = replace(result, parts=(replace(result.parts[0], n=12, needed=40, pairwise=25, lines=()),))
    assert "only 12 answered everything (needs 40; any two were answered by at least 25)" in headline(empty).say("en")
    assert list(DRIVERS.draw(empty, STUDY, "zh")) == []


def test_points_lost_are_points_of_the_score_for_a_recommendation() -> None:
    columns = answers([1.2, 0.2, 0.1, 0.0], 1500, noise=0.3)
    columns[KEYS[0]] = [max(one - 3, 1) for one in columns[KEYS[0]]]
    result = read(STUDY, columns).impact
    assert 'low scores of "s1m1" cost overall satisfaction most' in headline(result).say("en")
    assert "失分最多" in headline(result).say("zh")
    drawings = IMPACT.draw(result, STUDY, "zh")
    assert [drawing.name for drawing in drawings] == ["impact-s1-s1_overall", "impact-s1-recommend"]
    assert any("likelihood to recommend" in one.say("en") for one in findings(result))
