"""Does whoever waits for a report learn how far it is, and never see it go backwards?"""

from peakend.report.steps import Steps
from peakend.text import Text

ONE = Text(zh="一步", en="one")


def test_what_is_done_only_grows_though_steps_fall_away() -> None:
    told: list[tuple[int, int]] = []
    steps = Steps(lambda done, whole, _words: told.append((done, whole)))
    steps.expect(10)
    for _ in range(4):
        steps.begin(ONE)
    steps.skip(5)
    steps.begin(ONE)
    assert told == [(0, 10), (1, 10), (2, 10), (3, 10), (9, 10)]


def test_a_step_nobody_expected_is_never_beyond_the_whole() -> None:
    told: list[tuple[int, int]] = []
    steps = Steps(lambda done, whole, _words: told.append((done, whole)))
    steps.begin(ONE)
    steps.begin(ONE)
    assert told == [(0, 1), (1, 2)]
