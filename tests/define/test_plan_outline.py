import pytest

from peakend.define.file import open_study, read_study, write_study
from peakend.define.plan import (
    ChainPlan,
    ComplaintPlan,
    Construct,
    EmotPlan,
    EpisodePlan,
    Fieldwork,
    Fit,
    Influence,
    Margin,
    Plan,
    StayPlan,
    WeightingPlan,
)
from peakend.define.plan_outline import build_plan, outline_plan
from peakend.define.study import Study
from peakend.errors import StudyFileFaults
from peakend.text import Text

HEAD = "format: 1\nkey: tea\ntitle: Tea\nstages: []\nscenarios: []\nanalysis:\n"
WRITTEN = """\
  emot: {weights: {importance: 2}, fit: {appointment: [7, 8, 6]}, scaling: z, combine: product}
  episodes: {rows: averages, order: unknown}
  chain:
    constructs: [{key: quality, questions: [q1]}, {key: loyalty, questions: [q2], mode: B}]
    influences: [{cause: quality, effect: loyalty}]
  weighting: {margins: {tier: {gold: 0.6, 1: 0.4}}, least: 0.3, most: 3}
  fieldwork: [{wave: 2008, refusal: 3, complete: 10}, {unknown: 0}]
  complaints: [{group: why, other: [why_other]}]
  stay: {time: months, left: status, left_values: [2], origin: 开户}
"""
PLAN = Plan(
    EmotPlan((("importance", 2.0),), (Fit("appointment", (7, 8, 6)),), "z", "product"),
    EpisodePlan("averages", "unknown"),
    ChainPlan((Construct("quality", questions=("q1",)), Construct("loyalty", Text(), ("q2",), "B")), (Influence("quality", "loyalty"),)),
    WeightingPlan((Margin("tier", (("gold", 0.6), ("1", 0.4))),), 0.3, 3.0),
    (Fieldwork("2008", (("refusal", 3), ("complete", 10))), Fieldwork("", (("unknown", 0),))),
    (ComplaintPlan("why", ("why_other",)),),
    StayPlan("months", "status", ("2",), Text("开户", "开户")),
)


def test_a_plan_is_read_as_it_stands_under_analysis() -> None:
    assert read_study(HEAD + WRITTEN).plan == PLAN


def test_a_plan_that_is_written_reads_back() -> None:
    assert build_plan(outline_plan(PLAN) or {}) == PLAN
    study = Study("tea", Text("茶", "Tea"), plan=PLAN)
    assert read_study(write_study(study)) == study


def test_nothing_planned_is_nothing_written() -> None:
    assert outline_plan(Plan()) is None
    assert "analysis" not in write_study(Study("tea", Text("茶", "Tea")))


def test_a_change_of_the_plan_touches_its_own_line_only() -> None:
    file = open_study(HEAD + "  weighting:\n    most: 3  # agreed in May\n    least: 0.3  # and this\n")
    study = Study(**{**vars(file.study), "plan": Plan(weighting=WeightingPlan((), 0.25, 3.0))})
    assert file.revise(study).endswith("    most: 3  # agreed in May\n    least: 0.25  # and this\n")


@pytest.mark.parametrize(
    ("old", "new", "fault", "line", "place"),
    [
        ("weights: {importance: 2}", "weights: {importence: 2}", "FieldMisspelt", 7, "analysis → emot → weights → importence"),
        ("[7, 8, 6]", "7", "NotList", 7, "analysis → emot → fit → appointment"),
        ("[7, 8, 6]", "[7, 8.5]", "NotWhole", 7, "analysis → emot → fit → appointment → 2"),
        ("scaling: z", "scaling: rank", "ValueNotAllowed", 7, "analysis → emot → scaling"),
        ("mode: B", "mode: C", "ValueNotAllowed", 10, "analysis → chain → constructs → loyalty → mode"),
        ("effect: loyalty", "efect: loyalty", "FieldMisspelt", 11, "analysis → chain → influences → 1 → efect"),
        ("gold: 0.6", "gold: most", "NotNumber", 12, "analysis → weighting → margins → tier → gold"),
        ("refusal: 3", "refusal: -3", "NumberTooSmall", 13, "analysis → fieldwork → 1 → refusal"),
        ("refusal: 3", "refused: 3", "FieldMisspelt", 13, "analysis → fieldwork → 1 → refused"),
        ("group: why, ", "", "FieldMissing", 14, "analysis → complaints → 1"),
        ("  stay:", "  remain:", "FieldUnknown", 15, "analysis → remain"),
        ("key: loyalty", "key: quality", "KeyTwice", 10, "analysis → chain → constructs → 2"),
        ("key: loyalty", "key: Loyalty", "KeyMalformed", 10, "analysis → chain → constructs → Loyalty → key"),
    ],
)
def test_every_fault_of_a_plan_has_its_name_line_and_place(old: str, new: str, fault: str, line: int, place: str) -> None:
    assert old in WRITTEN
    with pytest.raises(StudyFileFaults) as caught:
        read_study(HEAD + WRITTEN.replace(old, new, 1))
    (found,) = caught.value.faults
    assert (found.name, found.blanks["line"], found.blanks["place"]) == (fault, line, place)
