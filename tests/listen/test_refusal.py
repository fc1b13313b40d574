from pathlib import Path

from peakend.listen.refusal import Expected, RefusalLog, write_refusals
from peakend.text import Text

NUMBER = Expected("number", Text("数字", "a number"), Text("请更正。", "Correct it."))


def test_values_are_counted_and_the_most_frequent_comes_first(tmp_path: Path) -> None:
    log = RefusalLog(tmp_path)
    log.add("fee", "fee", [2, 3, 4], ["x", "y", "y"], NUMBER)
    log.add("fee", "fee", [9], ["y"], NUMBER)
    assert [(one.value, one.count) for one in log.close()] == [("y", 3), ("x", 1)]


def test_personal_values_are_not_repeated(tmp_path: Path) -> None:
    log = RefusalLog(tmp_path)
    log.add("fee", "fee", [2], ["13912345678"], NUMBER)
    assert log.close()[0].value == "[PHONE]"


def test_very_many_different_values_do_not_fill_the_memory(tmp_path: Path) -> None:
    log = RefusalLog(tmp_path)
    log.add("fee", "fee", list(range(9000)), [f"v{number}" for number in range(9000)], NUMBER)
    values = log.close()
    assert (len(values), values[0].value, sum(one.count for one in values)) == (5001, "…", 9000)
    write_refusals(tmp_path, tmp_path / "all.csv")
    assert len((tmp_path / "all.csv").read_text("utf-8-sig").splitlines()) == 9001
