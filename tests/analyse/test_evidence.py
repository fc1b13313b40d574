"""Does the ground of every result hold: what was answered, what was not and why, means, shares, resamples, the base?"""

import numpy as np
import pytest
from tests.analyse.served import FIVE, draw, read, service, with_survey

from peakend.analyse.evidence import Evidence, levels_of, low_answers, scenario_questions, span_of, top_answers
from peakend.analyse.reading import Reading
from peakend.analyse.resample import RESAMPLES
from peakend.analyse.result import TooFew, is_known
from peakend.define.answers import REASONS
from peakend.define.survey import Question, Scale, Survey
from peakend.errors import NoScale
from peakend.scan.ask import Span

STUDY = service(moments=2, measures=("importance",))
FIRST = STUDY.survey.questions[0]


def evidence(cells: list[int | None], **more: list[object]) -> Evidence:
    return read(STUDY, {FIRST.key: cells, **more}).evidence


def test_a_span_is_the_scale_and_a_choice_needs_none() -> None:
    assert span_of(FIRST) == Span(FIRST.key, 1, 5)
    assert span_of(Question("q", "chosen")) == Span("q", 0, 1)
    with pytest.raises(NoScale, match="'amount' has no scale") as caught:
        span_of(Question("amount", "overall"))
    assert "没有量表" in caught.value.say("zh")


@pytest.mark.parametrize(("scale", "low", "top"), [(FIVE, (1, 2), (4, 5)), (Scale(0, 2), (0,), (2,)), (Scale(0, 10), (0, 1), (9, 10))])
def test_low_and_high_answers_never_meet(scale: Scale, low: tuple[int, ...], top: tuple[int, ...]) -> None:
    question = Question("q", "performance", scale=scale)
    assert (low_answers(question), top_answers(question)) == (low, top)


def test_every_reason_for_no_answer_is_counted_apart() -> None:
    found = evidence([5, 4, 4, None, 7, *REASONS.values()]).answered(FIRST)
    assert (found.n, found.total) == (3, 3.0)
    assert dict(zip(found.values.tolist(), found.counts.tolist(), strict=True)) == {1: 0, 2: 0, 3: 0, 4: 2, 5: 1}
    assert found.missing == {**dict.fromkeys(REASONS, 1), "skipped": 2, "off_scale": 2}


def test_what_was_answered_is_counted_once_and_kept() -> None:
    given = evidence([5, 4])
    assert given.answered(FIRST) is given.answered(FIRST)


def test_means_and_shares_agree_in_every_form_of_the_cell() -> None:
    columns = {FIRST.key: draw(STUDY, 300)[FIRST.key]}
    plain = read(STUDY, columns)
    owned = read(STUDY, columns | {"_respondent": list(range(300))})
    forms = [plain.evidence, owned.evidence, *(Reading(STUDY, one.answers, _counted=one.tally.fold()).evidence for one in (plain, owned))]
    assert [one.rowwise for one in forms] == [True, True, True, False]
    means, shares = [one.mean(FIRST) for one in forms], [one.share(FIRST, (4, 5)) for one in forms]
    assert means[0] == means[1] == means[2]
    assert shares[0] == shares[1] == shares[2]
    for one, other in ((means[0], means[3]), (shares[0], shares[3])):
        assert is_known(one)
        assert is_known(other)
        assert other.value == pytest.approx(one.value)
        assert other.half == pytest.approx(one.half, rel=0.15)


def test_resampled_means_are_joint_and_centred_on_the_mean() -> None:
    two = STUDY.survey.questions[1]
    columns = {FIRST.key: draw(STUDY, 200)[FIRST.key]}
    given = read(STUDY, columns | {two.key: columns[FIRST.key]}).evidence
    draws = given.resampled_means([FIRST, two])
    assert draws.shape == (RESAMPLES, 2)
    assert np.array_equal(draws[:, 0], draws[:, 1])
    mean = given.mean(FIRST)
    assert is_known(mean)
    assert draws[:, 0].mean() == pytest.approx(mean.value, abs=0.01)
    assert draws[:, 0].std() == pytest.approx(mean.half / 1.97, rel=0.08)
    assert given.resampled_means([]).shape == (RESAMPLES, 0)


def test_a_resample_without_an_answer_has_no_mean() -> None:
    draws = evidence([5, 4, *[None] * 3]).resampled_means([FIRST])
    assert 0.05 < np.isnan(draws).mean() < 0.11  # (3/5)^5


def test_nobodys_answers_have_no_mean_and_no_share() -> None:
    given = evidence([None, None, None])
    assert isinstance(given.mean(FIRST), TooFew)
    assert isinstance(given.share(FIRST, (5,)), TooFew)
    assert np.isnan(given.resampled_means([FIRST])).all()


def test_questions_stand_in_the_customers_order_and_are_about_ourselves() -> None:
    rival = Question("rival", "performance", "s1m1", scale=FIVE, competitor="rival")
    mine = tuple(Question(f"p{at}", "performance", f"s1m{at}", scale=FIVE) for at in (2, 1))
    study = with_survey(STUDY, Survey((*mine, rival, Question("elsewhere", "performance", "nowhere", scale=FIVE))))
    found = list(scenario_questions(study, frozenset({"p1", "p2", "rival", "elsewhere"}), "performance"))
    assert [(scenario.key, [question.key for question in questions]) for scenario, questions in found] == [("s1", ["p1", "p2"])]
    assert list(scenario_questions(study, frozenset({"rival"}), "performance")) == []


def test_the_base_names_what_is_absent_and_what_was_used() -> None:
    base = evidence([5, None, 4], _weight=[1.0, 2.0, 3.0]).base([FIRST], ["mean-t", "holm"], resampled=True)
    assert (base.n, base.read, base.missing) == (3, 3, {"skipped": 1})
    assert base.methods == {"holm": "1", "mean-t": "1"}
    assert (base.resamples, base.by_block, base.units) == (RESAMPLES, False, 3)
    assert set(base.absent) == {one.key for one in STUDY.survey.questions} - {FIRST.key}
    assert base.weighting is not None
    assert base.weighting.design_effect == pytest.approx(3 / (36 / 14))
    assert levels_of(FIRST).columns == (FIRST.key,)
