import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from peakend.define.file import write_study
from peakend.define.layout import WIDTH, lay_flow, lay_word
from peakend.define.study import Study
from peakend.define.tree import read_tree
from peakend.text import Text


@given(st.text(max_size=40))
def test_a_word_reads_back_whatever_it_is_and_wherever_it_stands(words: str) -> None:
    written = lay_word(words)
    plain = read_tree(f"a: {written}\nb: [{written}, {{{written}: {written}}}]\n").plain()
    assert [str(one) for one in (plain["a"], plain["b"][0], *plain["b"][1].items())] == [words, words, str((words, plain["b"][1][words]))]


@pytest.mark.parametrize(
    "words", ["yes", "No", "on", "null", "~", "1e5", "007", "0x1f", "2008-01-01", "1_000", ".5", "=", "<<", "12:30:45"]
)
def test_no_reader_of_yaml_takes_a_word_for_anything_else(words: str) -> None:
    assert yaml.safe_load(lay_word(words)) == words


def test_a_study_reads_well() -> None:
    assert write_study(Study("tea", Text("茶馆", "Tea house"), period="2026")) == (
        "# Peakend 研究文件 · study file\nformat: 1\nkey: tea\ntitle: {zh: 茶馆, en: Tea house}\nperiod: 2026\n\n"
        "# 阶段 · Stages\nstages: []\n\n# 服务场景与关键时刻 · Scenarios and their moments\nscenarios: []\n"
    )


def test_a_long_value_is_broken_between_its_parts_and_stays_the_same(tea: Study) -> None:
    long = Text("很长" * 40, "quite long " * 9 + "indeed")
    text = write_study(Study("tea", long, goal=Text("短", "short")))
    first, second = text.splitlines()[3:5]
    assert first == "title: {zh: " + "很长" * 40 + ","
    assert second == "        en: " + "quite long " * 9 + "indeed}"
    assert max(len(line) for line in write_study(tea).splitlines()) < WIDTH


def test_numbers_are_written_in_their_plainest_spelling() -> None:
    assert [lay_flow(value) for value in (4.45, 4.0, 1e-7, 5, True)] == ["4.45", "4.0", "0.0000001", "5", "true"]
