from peakend.define.remark import Remark, remark_fault
from peakend.errors import StageUnknown
from peakend.text import Text


def test_a_remark_says_severity_place_message_and_mend_in_both_languages() -> None:
    remark = remark_fault(("scenarios", "shop", "moments", 0, "stage"), StageUnknown(stage="x", known="end"))
    assert remark.name == "StageUnknown"
    assert remark.say("zh") == "错误 · scenarios → shop → moments → 1 → stage：研究中没有阶段“x”。已有的阶段：end。"
    assert remark.say("en") == "wrong · scenarios → shop → moments → 1 → stage: The study has no stage 'x'. Its stages are: end."


def test_a_remark_about_the_whole_has_no_place() -> None:
    assert Remark("missing", (), Text("缺。", "Missing.")).say("en") == "missing: Missing."
