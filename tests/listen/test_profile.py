import pyarrow as pa

from peakend.listen.profile import MOST_VALUES, Profile, alike_share


def profile(*cells: str | None, batches: int = 1) -> Profile:
    found = Profile()
    whole = pa.array(cells, pa.string())
    size = -(-len(whole) // batches)
    for start in range(0, len(whole), size):
        found.add(whole.slice(start, size))
    return found


def test_batches_do_not_matter() -> None:
    cells = ("5", "4.0", None, "NA", "x", "2024-03-05", " 5 ", "3,5")
    assert profile(*cells, batches=3) == profile(*cells) or profile(*cells, batches=3).values == profile(*cells).values


def test_kinds_of_cells_are_counted() -> None:
    found = profile("5", "4.0", "4.5", "3,5", "2024-03-05", "13912345678", "a@b.cn", "/x/y", "甲┋乙", None, "NA")
    assert (found.rows, found.filled, dict(found.machine_blanks)) == (11, 9, {"NA": 1})
    assert (found.whole, found.numbers, found.commas, found.dates, found.personal, found.urls, found.joined) == (2, 4, 1, 1, 2, 1, 1)
    assert dict(found.codes()) == {5: 1, 4: 1}


def test_very_many_values_are_counted_and_not_kept() -> None:
    found = profile(*(f"v{number}" for number in range(MOST_VALUES + 5)))
    assert (found.complete, len(found.values) <= 50, found.distinct) == (False, True, MOST_VALUES + 5)


def test_straight_lines_are_counted_among_complete_rows() -> None:
    columns = [pa.array(["5", "5", "3", None]), pa.array(["5", "4", "3", "5"])]
    assert alike_share(columns) == (3, 2)
