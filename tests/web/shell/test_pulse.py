"""Signs of life come while work lasts, survive a failing one, and end with it."""

import time

import pytest

from peakend.web.shell.pulse import give_signs


def test_signs_come_while_the_work_lasts_and_end_with_it() -> None:
    heard: list[float] = []
    with give_signs(lambda: heard.append(time.monotonic()), every=0.02):
        time.sleep(0.2)
    count = len(heard)
    assert count >= 3
    time.sleep(0.1)
    assert len(heard) == count


def test_a_sign_that_fails_is_not_the_last() -> None:
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        raise OSError

    with give_signs(fail, every=0.02):
        time.sleep(0.15)
    assert len(tries) >= 3


def test_signs_end_with_work_that_fails() -> None:
    heard: list[int] = []
    with pytest.raises(ZeroDivisionError), give_signs(lambda: heard.append(1), every=0.02):
        _ = 1 / 0
    count = len(heard)
    time.sleep(0.1)
    assert len(heard) == count
