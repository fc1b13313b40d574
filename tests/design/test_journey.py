"""Does a journey map keep what was found, and tell what cannot be and what is missing?"""

import pytest

from peakend.define.template import open_template
from peakend.design.file import read_design, write_design
from peakend.design.journey import Branch, Entry, Journey, Quotation, fold_journey
from peakend.design.journey_file import find_journey_doubts, find_journey_faults
from peakend.design.plan import Design
from peakend.text import Text

STUDY = open_template("telecom-vip")


def design(*entries: Entry, branches: tuple[Branch, ...] = (), segments: tuple[str, ...] = ()) -> Design:
    return Design(STUDY.key, journeys=(Journey("j", "visit", entries=entries, branches=branches, segments=segments),))


def test_an_entry_keeps_all_its_fields() -> None:
    whole = Entry(
        "visit_talk",
        "gold",
        Text("做", "does"),
        Text("想", "thinks"),
        Text("感", "feels"),
        (Text("电话", "phone"), Text("10086", "10086")),
        -1.5,
        Quotation(Text("原话", "said"), Text("访谈 3", "interview 3")),
        (Text("痛", "pain"),),
        (Text("忆", "memory"),),
        Text("人", "people"),
        Text("客", "customer"),
        Text("业", "business"),
        (Text("机", "chance"),),
        "manager",
        "team",
        "measured",
    )
    one = design(whole, branches=(Branch("visit_talk", "visit_complaint", Text("不满", "angry")),), segments=("gold",))
    assert read_design(write_design(one), STUDY) == one


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (design(Entry("visit_talk"), Entry("visit_talk")), "EntryTwice"),
        (design(Entry("visit_talk", emotion=3)), "EmotionOutside"),
        (design(branches=(Branch("visit_talk", "visit_talk"),)), "BranchNowhere"),
        (design(Entry("phone_call")), "ReferenceUnknown"),
        (design(Entry("visit_talk", owner="managr")), "ReferenceMisspelt"),
        (design(Entry("visit_talk", segment="gold"), segments=("diamond",)), "ReferenceUnknown"),
    ],
)
def test_what_cannot_be_is_a_fault(wrong: Design, name: str) -> None:
    assert [fault.name for _, fault in find_journey_faults(STUDY, wrong)] == [name]


def test_unwritten_moments_and_pains_without_owner_are_remarked() -> None:
    one = design(Entry("visit_talk", pains=(Text("痛", "pain"),), ground="placeholder"))
    names = [remark.name for remark in find_journey_doubts(STUDY, one)]
    assert names.count("moment_unwritten") == 9
    assert {"pain_without_owner", "placeholder_entry"} <= set(names)


def test_a_map_folds_into_parts_of_about_the_same_size() -> None:
    for moments in range(1, 90):
        parts = fold_journey(moments)
        sizes = [last - first for first, last in parts]
        assert sum(sizes) == moments
        assert max(sizes) <= 20
        assert max(sizes) - min(sizes) <= 1
