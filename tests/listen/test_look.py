import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from peakend.listen.guess import ROLES
from peakend.listen.look import Look

See = Callable[..., Look]
Write = Callable[..., Path]
Names = Callable[[Any], list[str]]


def table(heading: str, *lines: str, times: int = 1) -> str:
    return heading + "\n" + "".join(f"{line}\n" for _ in range(times) for line in lines)


def test_the_file_is_described_and_every_column_has_a_reason(see: See, write: Write) -> None:
    seen = see(write("a.csv", table("id;分数;why", *(f"{n};{n % 5 + 1};很好，第{n}次" for n in range(60)))))
    assert (seen.layout.kind, seen.layout.encoding, seen.layout.delimiter, seen.layout.header_rows, seen.rows) == (
        "csv",
        "utf-8",
        ";",
        1,
        60,
    )
    assert [one.guess.role for one in seen.columns] == ["respondent", "rating", "reason"]
    assert all(one.guess.reason.missing() == () for one in seen.columns)
    assert len(json.dumps(seen.rows_for_display())) > 100


def test_personal_data_is_never_shown(see: See, write: Write) -> None:
    lines = (f"{n},139{n:08d},5,call 139{n:08d} or a{n}@b.cn" for n in range(40))
    seen = see(write("a.csv", table("id,手机号,staff_rating,comment", *lines)))
    shown = json.dumps(seen.rows_for_display(), ensure_ascii=False) + "".join(one.say("zh") for one in seen.remarks)
    assert "139" not in shown
    assert "@b.cn" not in shown
    assert seen.column("手机号").guess.role == "personal"
    again = see(write("b.csv", table("id,note", *(f"{n},{'call 13912345678' if n % 3 else ''}" for n in range(40)))))
    assert not [one for one in again.remarks if "139" in one.say("zh")]


def test_choices_coded_minus_one_and_a_number_are_groups_and_their_route_is_found(see: See, write: Write, names: Names) -> None:
    lines = (
        [f"1{n},1,1,-1,98,1,-1,-1,x" for n in range(9)]
        + [f"2{n},1,-1,2,-1,-1,2,98," for n in range(9)]
        + [f"3{n},2,-1,-1,-1,-1,-1,-1," for n in range(9)]
    )
    seen = see(write("a.csv", table("id,problems,home,metro,other,noise,drop,rest,description", *lines)))
    groups = [one.guess.group for one in seen.columns]
    assert groups == ["", "", "home", "home", "home", "noise", "noise", "noise", ""]
    assert [(route.group, route.column, route.asked_when, route.asked, route.not_asked) for route in seen.routes] == [
        ("home", "problems", ("1",), 18, 9),
        ("noise", "problems", ("1",), 18, 9),
    ]
    assert names(seen.remarks).count("route_found") == 2


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("是", "否"), ("1", "")])
def test_choices_in_other_spellings_are_groups_where_the_tool_says_so(yes: str, no: str, see: See, write: Write) -> None:
    heading = '"序号","提交答卷时间","所用时间","来源","来源详情","来自IP","1、爱好(运动)","1、爱好(音乐)"'
    lines = [f"{n},2024/3/5,60秒,微信,,,{yes if n % 2 else no},{no if n % 3 else yes}" for n in range(30)]
    seen = see(write("a.csv", table(heading, *lines)))
    assert [one.guess.role for one in seen.columns[-2:]] == ["chosen", "chosen"]
    question = seen.columns[-1].guess.question
    assert question is not None
    assert (question.chosen, question.unchosen) == ((yes,), (no,))


def test_a_column_of_its_own_for_each_answer_is_no_multiple_answer(see: See, write: Write) -> None:
    seen = see(write("a.csv", table("id,member,5g", *(f"{n},{n % 2},{n % 3 % 2}" for n in range(40)))))
    assert [one.guess.role for one in seen.columns] == ["respondent", "attribute", "attribute"]


def test_grids_whose_headings_say_nothing_are_ratings(see: See, write: Write) -> None:
    lines = (f"{n},{n % 5 + 1},{(n + 1) % 5 + 1},{(n + 2) % 5 + 1},{n % 4 + 1}" for n in range(60))
    seen = see(write("a.csv", table("id,A1,A2,A3,A4", *lines)))
    assert [one.guess.role for one in seen.columns[1:]] == ["rating"] * 4


def test_suspicious_rows_are_counted(see: See, write: Write, names: Names) -> None:
    straight = [f"s{n},5,5,5,5,5" for n in range(30)]
    mixed = [f"m{n},{n % 5 + 1},3,4,{n % 3 + 1},2" for n in range(30)]
    seen = see(write("a.csv", table("id,a_rating,b_rating,c_rating,d_rating,e_rating", *straight, *mixed, straight[0])))
    assert {"rows_repeated", "straight_lines"} <= set(names(seen.remarks))


def test_the_same_doubt_in_many_columns_is_said_once(see: See, write: Write, names: Names) -> None:
    cells = ",".join("0" if n == 0 else "{0}" for n in range(4))
    lines = [cells.replace("{0}", str(n % 5 + 1)) for n in range(40)] + ["0,0,0,0"] + ["5,4,3,2"] * 9
    seen = see(write("a.csv", table("a_rating,b_rating,c_rating,d_rating", *lines)))
    assert names(seen.remarks).count("zero_outside_many") == 1
    assert "zero_outside" not in names(seen.remarks)


def test_a_rating_of_two_answers_takes_the_scale_of_its_neighbours(see: See, write: Write) -> None:
    lines = [f"{n % 5 + 1},{n % 4 + 1},{(n + 2) % 5 + 1},{'10' if n == 0 else ''}" for n in range(60)]
    seen = see(write("a.csv", table("a_rating,b_rating,c_rating,d_rating", *lines)))
    scale = seen.column("d_rating").guess.scale
    assert scale is not None
    assert (scale.low, scale.high) == (1, 5)
    assert "scale_of_neighbours" in [one.name for one in seen.remarks]


def test_an_unknown_column_is_an_error_of_the_caller(see: See, write: Write) -> None:
    with pytest.raises(KeyError):
        see(write("a.csv", "id,a\n1,5\n2,4\n")).column("b")


def test_every_role_has_words_in_both_languages() -> None:
    assert [role for role, words in ROLES.items() if words.missing()] == []
