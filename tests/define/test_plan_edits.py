from peakend.define.plan import ChainPlan, ComplaintPlan, Construct, EmotPlan, Fit, Influence, Plan, StayPlan
from peakend.define.plan_edits import follow_moments, forget_questions

CHAIN = ChainPlan((Construct("a", questions=("q1", "q2")), Construct("b", questions=("q3",))), (Influence("a", "b"),))


def test_ratings_of_moments_that_became_one_stand_together() -> None:
    plan = Plan(EmotPlan(fit=(Fit("pay", (7, 8)), Fit("leave", (3,)))))
    assert follow_moments(plan, lambda _: "go").emot.fit == (Fit("go", (7, 8, 3)),)
    assert follow_moments(plan, lambda key: "" if key == "pay" else key).emot.fit == (Fit("leave", (3,)),)


def test_a_construct_loses_questions_that_are_gone_and_goes_with_the_last() -> None:
    plan = Plan(chain=CHAIN)
    assert forget_questions(plan, ["q1"], ()).chain == ChainPlan((Construct("a", questions=("q2",)), CHAIN.constructs[1]), CHAIN.influences)
    assert forget_questions(plan, ["q3"], ()).chain == ChainPlan(CHAIN.constructs[:1])


def test_complaints_and_stays_go_with_their_questions() -> None:
    plan = Plan(complaints=(ComplaintPlan("why", ("q1", "q2")),), stay=StayPlan("months", "gone", ("1",)))
    assert forget_questions(plan, ["q1"], ()).complaints == (ComplaintPlan("why", ("q2",)),)
    assert forget_questions(plan, ["q1"], {"why"}).complaints == ()
    assert forget_questions(plan, ["months"], ()).stay is None
    assert forget_questions(plan, ["gone"], ()).stay == StayPlan("months")


def test_where_nothing_is_gone_the_plan_stays() -> None:
    plan = Plan(chain=CHAIN)
    assert forget_questions(plan, (), ()) is plan
    assert follow_moments(plan, lambda key: key) is plan
