"""Do the sentences keep to what answers that are equal, few or asked of some alone can tell?"""

import pytest
from tests.analyse.served import chosen, draw, read, service

from peakend.report import words
from peakend.text import LANGUAGES

RATED = service(moments=3, measures=("importance", "performance"))
EQUAL = {question.key: [4] * 30 for question in RATED.survey.questions}


def test_where_all_answers_are_equal_no_moment_matters_most() -> None:
    found = read(RATED, EQUAL).importance
    for line in (words.headline(found), words.headline(found.scenarios[0])):
        assert "all answers about its three moments are equal (4.00, n = 30)" in line.en
        assert "3 个时刻的答案全部相同（均为 4.00，n = 30）" in line.zh
        assert "matters most" not in line.en
        assert line.en.count("n = ") == 1
    assert words.findings(found)[0] == words.headline(found.scenarios[0])


def test_moments_none_of_which_can_be_told_apart_are_told_so_together() -> None:
    answers = {f"s1m{at}_{kind}": [1, 5, 2, 4, 3][at:] + [1, 5, 2, 4, 3][:at] for at in (1, 2, 3) for kind in ("importance", "performance")}
    reading = read(RATED, answers)
    assert "no moment stands out: its three moments cannot be told apart" in words.headline(reading.importance.scenarios[0]).en
    assert "3 个时刻彼此都无法区分" in words.headline(reading.importance.scenarios[0]).zh
    for found in (reading.experience, reading.experience.scenarios[0]):
        assert "o moment is proved the weakest" in words.headline(found).en
        assert not [line for line in words.findings(found) if "the best is" in line.en]


def test_without_a_peak_the_test_confirms_no_peak() -> None:
    found = read(RATED, EQUAL).peaks
    for line in (words.headline(found), words.headline(found.scenarios[0])):
        assert "no peak (before the end nothing lies above the scenario's mean)" in line.en
        assert "没有峰值（结束阶段之前没有时刻高于场景均值）" in line.zh
        assert "all of them" not in line.en
        assert "全部确认" not in line.zh


@pytest.mark.parametrize("question", ["importance", "peaks", "needs", "experience"])
def test_one_answer_is_told_to_be_too_few(question: str) -> None:
    study = chosen(RATED, "s1m1", "quick", "kind")
    found = getattr(read(study, draw(study, 1)), question)
    assert "oo few answers" in words.headline(found).en
    assert "样本不足" in words.headline(found).zh
    hidden = {"by_source", "by_test", "probability", "p_top", "core", "above", "above_proved", "p_above"}
    assert {row.get(name) for row in found.rows() for name in hidden} == {None}


def test_the_n_of_needs_is_of_those_who_were_asked() -> None:
    study = chosen(chosen(RATED, "s1m1", "quick", "kind"), "s1m2", "quick", "kind")
    columns = draw(study, 60)
    asked = {key: [cell if at < 40 else -1001 for at, cell in enumerate(cells)] if "__" in key else cells for key, cells in columns.items()}
    fewer = {key: cells[:25] + [-1001] * 35 if key.startswith("s1m2__") else cells for key, cells in asked.items()}
    for answers, n in ((asked, "n = 40)"), (fewer, "n = 25–40)")):
        line = words.headline(read(study, answers).needs)
        assert all(n.removesuffix(")") in line.say(language) for language in LANGUAGES)
        assert line.en.endswith(n)


def test_weakness_is_open_only_where_moments_are_tied() -> None:
    people = [1, 2, 3, 4, 5, 3, 2, 4] * 40
    less = [max(1, score - (at % 4 == 0)) for at, score in enumerate(people)]
    reading = read(RATED, {"s1m1_performance": less, "s1m2_performance": people, "s1m3_performance": people})
    assert not [line for line in words.findings(reading.experience) if "told apart" in line.en or "overlap" in line.en]
