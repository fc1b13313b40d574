"""Does whoever asks for something long hear so at once, and is it worked out once however many ask?"""

import threading
import time
from collections.abc import Iterator

import pytest
from django.urls import reverse
from tests.web.cast import Cast

from peakend.errors import NoAnswers
from peakend.web.analyse import room, waiting
from peakend.web.analyse.waiting import StillCounting, work_beside
from peakend.web.define.models import StudyRecord


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Long work waits for it."""
    event = threading.Event()
    yield event
    event.set()


def test_what_is_quick_is_there_at_once() -> None:
    assert work_beside("quick", lambda: 7) == 7


def test_what_is_long_is_told_and_worked_out_once(gate: threading.Event) -> None:
    begun: list[int] = []

    def work() -> int:
        begun.append(1)
        gate.wait(20)
        return 7

    for _ in range(3):
        with pytest.raises(StillCounting):
            work_beside("long", work, 0.01)
    gate.set()
    assert work_beside("long", work, 20) == 7
    assert len(begun) == 1


def test_a_fault_is_told_to_who_asks_and_tried_anew_for_the_next() -> None:
    def fail() -> int:
        raise NoAnswers(read=3)

    with pytest.raises(NoAnswers):
        work_beside("fault", fail)
    assert work_beside("fault", lambda: 7) == 7


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_page_says_so_and_comes_back_by_itself(
    cast: Cast, record: StudyRecord, gate: threading.Event, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(room, "LONG", 0)
    client, path = cast.client("analyst", "zh" if language == "zh" else "en"), reverse("analyse:map", args=[record.pk])
    for _ in range(waiting.AT_ONCE):
        with pytest.raises(StillCounting):
            work_beside(object(), lambda: gate.wait(20), 0.01)  # others' long work: the desk is taken
    monkeypatch.setattr(waiting, "PATIENCE", 0.01)
    asked = client.get(path, {"a.tier": "gold"})
    assert asked.status_code == 202
    told = asked.content.decode()
    assert f'hx-get="{path}?a.tier=gold"' in told
    assert ("正在计算" if language == "zh" else "Counting") in told
    gate.set()
    late = time.monotonic() + 60
    while (asked := client.get(path, {"a.tier": "gold"})).status_code == 202 and time.monotonic() < late:
        time.sleep(0.1)
    assert asked.status_code == 200
    assert "<svg" in asked.content.decode()
