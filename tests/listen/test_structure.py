"""A LimeSurvey structure says what each column asks."""

from pathlib import Path

from peakend.listen.structure import read_structure

LSS = """<?xml version="1.0"?><document>
<questions><rows><row><sid>7</sid><gid>2</gid><qid>5</qid><title>Q1</title><type>M</type><question>Where?</question><other>Y</other></row>
<row><sid>7</sid><gid>2</gid><qid>6</qid><title>Q2</title><type>L</type><question>How?</question><other>N</other></row></rows></questions>
<subquestions><rows><row><parent_qid>5</parent_qid><title>SQ1</title><question>At home</question></row></rows></subquestions>
<answers><rows><row><qid>6</qid><code>A1</code><answer>Well</answer></row></rows></answers></document>"""


def test_a_multiple_answer_is_a_column_a_choice_with_the_other_as_text(tmp_path: Path) -> None:
    (tmp_path / "s.lss").write_text(LSS, encoding="utf-8")
    told = {one.column.name: one for one in read_structure(tmp_path / "s.lss")}
    assert list(told) == ["Q1[SQ1]", "Q1[other]", "Q2"]
    assert (told["Q1[SQ1]"].column.choice, told["Q1[SQ1]"].column.hint) == ("At home", "chosen")
    assert told["Q1[other]"].column.hint == "text"
    assert told["Q2"].column.labels == (("A1", "Well"),)
    assert told["Q2"].field == "7X2X6"
