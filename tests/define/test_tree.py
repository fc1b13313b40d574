import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peakend.define import tree
from peakend.define.tree import read_tree
from peakend.errors import AliasInsideItself, AliasUnknown, PeakendError, StudyFileFaults, TooDeep, TooManyValues

BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))


def test_a_value_knows_its_line_and_the_nearest_line_answers_for_what_is_not_there() -> None:
    root = read_tree("a: 1\nb:\n  - key: x\n    c: 2\n  - {key: y}\n")
    assert root.line_of(("b", "x", "c")) == 4
    assert root.line_of(("b", 1, "key")) == 5
    assert root.line_of(("b", "y", "nothing", "deeper")) == 5
    assert root.line_of(("nowhere",)) == 1


def test_only_the_plainest_spellings_are_numbers() -> None:
    assert read_tree("[5, -1, 4.45, true, null, ~, '5']\n").plain() == [5, -1, Decimal("4.45"), True, None, None, "5"]
    words = ["007", "1e5", "-0", "+1", ".5", "0x1f", "1_000", "True", "yes", "2008-01-01"]
    assert read_tree(f"[{', '.join(words)}]\n").plain() == words


def test_a_bomb_of_aliases_is_stopped_before_it_unfolds() -> None:
    started = time.process_time()  # of this process alone: the machine may be busy
    with pytest.raises(TooManyValues) as caught:
        read_tree(BOMB)
    assert time.process_time() - started < 5
    assert caught.value.say("zh") == "第 5 行：展开后的内容超过 100000 个值。请减少别名（*名称）的嵌套引用。"


def test_an_alias_inside_itself_is_a_cycle() -> None:
    with pytest.raises(AliasInsideItself) as caught:
        read_tree("a: 1\nb: &loop\n  - x\n  - *loop\n")
    assert caught.value.say("zh") == "第 4 行：别名“*loop”引用了包含它自己的内容，形成循环。请直接写出内容。"
    assert caught.value.say("en") == "Line 4: The alias '*loop' names the value that it stands in: a cycle. Write the value itself."


def test_an_alias_without_an_anchor_is_refused() -> None:
    with pytest.raises(AliasUnknown, match=r"The alias '\*x' has no anchor before it\."):
        read_tree("a: *x\nb: &x 1\n")


def test_an_alias_stands_for_its_value() -> None:
    assert read_tree("a: &x {b: 1}\nc: *x\n").plain() == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "], ids=["list", "fields", "dash"])
def test_nesting_beyond_measure_is_stopped(opening: str) -> None:
    with pytest.raises(TooDeep):
        read_tree("x:\n  " + opening * 60_000 if opening == "- " else opening * 60_000)


def test_a_field_written_twice_names_both_lines_and_all_of_them_are_told() -> None:
    with pytest.raises(StudyFileFaults) as caught:
        read_tree("a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert caught.value.say("zh").splitlines()[1:] == [
        "- 第 2 行：字段“c”写了两次（第一次在第 2 行）。请合并成一个。",
        "- 第 3 行：字段“a”写了两次（第一次在第 1 行）。请合并成一个。",
    ]


def test_reading_as_many_values_as_are_allowed_takes_a_moment_only() -> None:
    text = "a:\n" + "  - [" + ",".join(["x"] * 40) + "]\n"
    text += ("  - [" + ",".join(["x"] * 40) + "]\n") * (tree.MOST_VALUES // 41 - 2)
    started = time.process_time()  # of this process alone: the machine may be busy
    assert read_tree(text).size > 90_000
    assert time.process_time() - started < 20


def try_reading(junk: bytes | str) -> PeakendError | None:
    try:
        read_tree(junk if isinstance(junk, str) else tree.decode_text(junk))
    except PeakendError as fault:
        return fault
    return None


@given(st.binary(max_size=200))
def test_no_bytes_whatever_bring_a_traceback(junk: bytes) -> None:
    fault = try_reading(junk)
    assert fault is None or (fault.say("zh") and fault.say("en"))


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`?, \n\t\r1\\~=", max_size=60))
def test_no_text_whatever_brings_a_traceback(junk: str) -> None:
    fault = try_reading(junk)
    assert fault is None or (fault.say("zh") and fault.say("en"))
