"""Does every picture of a chapter stand under the sentence of the part it shows, with the number of answers of that part?"""

from dataclasses import replace

from tests.analyse.served import read
from tests.analyse.test_drivers import KEYS, STUDY, answers
from tests.report.asked import two_scenarios

from peakend.report.boxes import Drawing
from peakend.report.chapters.drivers import DRIVERS, IMPACT
from peakend.report.chapters.memory import MEMORY
from peakend.report.tables import lay_table
from peakend.report.telling import choose_rows, find_more, narrow_base, repeat_words, say_drawing, scenario_of
from peakend.report.words import findings, headline
from peakend.report.words.names import place_in


def test_a_picture_of_a_judgement_stands_under_the_sentence_about_it_with_its_n() -> None:
    columns = answers([1.2, 0.6, 0.25, 0.0], 800, common=0.0)
    columns[KEYS[0]] = [None if row % 10 == 0 else one for row, one in enumerate(columns[KEYS[0]])]
    result = read(STUDY, columns).drivers
    drawings = DRIVERS.draw(result, STUDY, "en")
    assert len(drawings) == len(result.parts) > 1
    for drawing, part in zip(drawings, result.parts, strict=True):
        assert say_drawing(drawing, result) == headline(part)
        base = narrow_base(drawing, result.base)
        assert (base.n, base.whole) == (part.n, result.base.n)
        assert f"n = {part.n}" in say_drawing(drawing, result).en
        assert {row["outcome"] for row in choose_rows(drawing, result)} == {part.outcome.key}
    assert len({say_drawing(one, result) for one in drawings}) == len(drawings)


def test_pictures_of_a_scenario_follow_its_button_and_say_nothing_twice() -> None:
    result = two_scenarios().memory
    drawings = MEMORY.draw(result, two_scenarios().study, "zh")
    assert {scenario_of(one) for one in drawings} == {part.scenario.key for part in result.scenarios}
    said = set[object]().union(*(repeat_words(one) for one in drawings))
    assert not [one for one in findings(result) if one not in said]
    assert all(headline(one.part) not in find_more(one) for one in drawings)


def test_a_picture_of_the_whole_keeps_sentence_and_base_of_the_result() -> None:
    result = read(STUDY, answers([1.2, 0.6, 0.25, 0.0], 300)).drivers
    drawing = Drawing(10, 10, ())
    assert say_drawing(drawing, result) == headline(result)
    assert narrow_base(drawing, result.base) == result.base
    assert choose_rows(drawing, result) == result.rows()
    assert find_more(drawing) == ()


def test_without_a_supported_order_tables_and_rows_hold_a_dash_and_the_reason() -> None:
    result = read(STUDY, answers([0.5, 0.5, 0.5, 0.5], 200)).drivers
    part = next(one for one in result.parts if one.support == "none")
    alone = replace(result, parts=(part,))
    assert all(row["rank"] is None and row["p_first"] is None and row["why"] for row in alone.rows())
    table = lay_table(alone.rows(), STUDY, "en", "drivers")
    at, why = table.heads.index("Rank (set)"), table.heads.index("Why no ranking")
    assert {line[at] for line in table.lines} == {"–"}
    assert all(line[why] for line in table.lines)
    assert "Slope" in table.heads


def test_what_stands_under_a_picture_is_not_said_of_the_whole_again() -> None:
    part = next(one for one in two_scenarios().asymmetry.scenarios if findings(one))
    assert {place_in(part.scenario.name, one) for one in findings(part)} <= repeat_words(Drawing(1, 1, (), part=part))


def test_a_picture_names_its_scenario_once_where_the_judgement_is_about_it() -> None:
    reading = read(STUDY, answers([1.2, 0.6, 0.25, 0.0], 400, common=0.0))
    titles = [one.title for one in (*DRIVERS.draw(reading.drivers, STUDY, "en"), *IMPACT.draw(reading.impact, STUDY, "en"))]
    abouts = {part.outcome.about for part in reading.drivers.parts}
    assert STUDY.scenarios[0].key in abouts
    for title in titles:
        assert title.count(STUDY.scenarios[0].name.en) == 1, title
