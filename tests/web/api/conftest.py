"""What the tests of the API share: studies here, beside and elsewhere, callers with tokens, a worker that works at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from tests.web.analyse.conftest import HOME, add_answers
from tests.web.cast import Cast
from tests.web.listen.conftest import STUDY, keep_study

from peakend.define.template import find_template
from peakend.web.analyse.queries import forget_all
from peakend.web.define.models import StudyRecord
from peakend.web.listen.models import AnswerPart
from peakend.web.people.accounts import SCOPES, make_token

TELECOM = find_template("telecom-vip").path.read_text(encoding="utf-8")
SLOWLY = [unit for unit, times in HOME.items() for _ in range(times)]


@dataclass
class Callers:
    """Programs of people: `callers("lead")` may do what its owner may, `callers("lead", "read")` only read; `callers("")` is nobody."""

    cast: Cast
    made: dict[tuple[str, ...], Client] = field(default_factory=dict)

    def __call__(self, who: str, *scopes: str, language: str = "en") -> Client:
        """A program with a token of somebody."""
        key = (who, language, *scopes)
        if key not in self.made:
            headers = {"accept-language": language}
            if who:
                _, word = make_token(user=self.cast.people[who], name="test", scopes=list(scopes or SCOPES), days=1)
                headers["authorization"] = f"Bearer {word}"
            self.made[key] = Client(headers=headers)
        return self.made[key]


@pytest.fixture(autouse=True)
def fresh(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Nothing is remembered of other tests."""
    settings.MEDIA_ROOT = tmp_path / "files"
    for forget in (cache.clear, forget_all):
        forget()
    yield
    cache.clear()


@pytest.fixture
def callers(cast: Cast) -> Callers:
    """Programs of everybody."""
    return Callers(cast)


@pytest.fixture
def vip(cast: Cast) -> StudyRecord:
    """A study of head office with answers from the units of two provinces."""
    made = keep_study(cast, "head", TELECOM)
    StudyRecord.objects.filter(pk=made.pk).update(unit_attribute="region", synthetic=True)
    made.refresh_from_db()
    add_answers(made, sum(HOME.values()), regions=SLOWLY)
    AnswerPart.objects.filter(study=made).update(name="vip.csv")
    return made


@pytest.fixture
def hall(cast: Cast) -> StudyRecord:
    """A small study of head office without answers."""
    return keep_study(cast, "head", STUDY)


@pytest.fixture
def work() -> Callable[[], None]:
    """`work()` does everything that waits, as the worker would."""

    def work_all() -> None:
        while (waiting := DBTaskResult.objects.ready().first()) is not None:
            waiting.claim("test")
            result = waiting.task_result
            waiting.task.call(*result.args, **result.kwargs)
            waiting.set_successful(None)

    return work_all


def told(answer: Any, *statuses: int) -> Any:  # noqa: ANN401 - what JSON holds
    """The JSON of an answer that has one of these statuses."""
    assert answer.status_code in (statuses or (200,)), answer.content[:600]
    return answer.json()


def names(found: Sequence[dict[str, Any]], key: str = "key") -> list[Any]:
    """One field of everything that was found."""
    return [one[key] for one in found]
