import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from peakend.errors import FileBroken, KindUnknown, SurveyWithoutAnswers, XmlForbidden
from peakend.listen.table import Table

Take = Callable[..., Table]
Write = Callable[..., Path]
IMPORT_IDS = [f'"{{""ImportId"":""{one}""}}"' for one in ("_recordId", "QID1", "QID2_1", "QID2_-1", "QID3_1", "QID4_TEXT")]
CSV = "\n".join([
    "ResponseId,Q1,Q2_1,Q2_-1,Q3_1,Q4",
    "Response ID,How was it?,Tick - Staff,Tick - None,Rate - Staff,Why?",
    ",".join(IMPORT_IDS),
    "R_1,1,1,,3,nice",
    "R_2,-1,,1,-1,",
])  # fmt: skip


def question(kind: str, selector: str, tag: str, **more: object) -> dict[str, Any]:
    payload = {
        "QuestionText": f"<b>{tag}</b>?",
        "DataExportTag": tag,
        "QuestionType": kind,
        "Selector": selector,
        "RecodeValues": [],
        **more,
    }
    return {"Element": "SQ", "Payload": payload}


def words(*displays: str) -> dict[str, Any]:
    return {str(place): {"Display": display} for place, display in enumerate(displays, start=1)}


QSF = {
    "SurveyEntry": {"SurveyID": "SV_1"},
    "SurveyElements": [
        {"Element": "BL", "Payload": []},
        question("MC", "SAVR", "Q1", Choices=words("Good", "Bad", "No opinion"), RecodeValues={"1": "1", "2": "2", "3": "-1"}),
        question("MC", "MAVR", "Q2", Choices=words("Staff", "None"), RecodeValues={"1": "1", "2": "-1"}),
        question("Matrix", "Likert", "Q3", SubSelector="SingleAnswer", Choices=words("Staff"), Answers=words("Poor", "Fair", "Good")),
        question("TE", "SL", "Q4"),
    ],
}
LSS = """<?xml version="1.0"?>{doctype}<document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<questions><rows><row><qid>10</qid><sid>9</sid><gid>2</gid><type>L</type><title>Q1</title>
<question><![CDATA[<p>How was it?</p>]]></question></row>
<row><qid>11</qid><sid>9</sid><gid>2</gid><type>M</type><title>Q2</title><question>Which?</question><other>Y</other></row></rows></questions>
<subquestions><rows><row><parent_qid>11</parent_qid><title>SQ1</title><question>Phone</question></row></rows></subquestions>
<answers><rows><row><qid>10</qid><code>A1</code><answer>Good</answer></row><row><qid>10</qid><code>A2</code><answer>Bad</answer></row></rows></answers>
</document>"""
LSR = """<?xml version="1.0"?><document><LimeSurveyDocType>Responses</LimeSurveyDocType><responses><fields><fieldname>id</fieldname>
<fieldname>9X2X10</fieldname><fieldname>9X2X11SQ1</fieldname><fieldname>9X2X11other</fieldname></fields>
<rows><row><id>1</id><_9X2X10>A1</_9X2X10><_9X2X11SQ1>Y</_9X2X11SQ1></row></rows></responses></document>"""


def test_a_qualtrics_definition_explains_codes_and_choices(write: Write, take: Take) -> None:
    table = take(write("a.csv", CSV), None, write("a.qsf", json.dumps(QSF)))
    named = {column.name: column for column in table.columns}
    assert dict(named["Q1"].labels) == {"1": "Good", "2": "Bad", "-1": "No opinion"}
    assert (named["Q2_1"].hint, named["Q2_1"].choice, named["Q2_-1"].choice) == ("chosen", "Staff", "None")
    assert dict(named["Q3_1"].labels) == {"1": "Poor", "2": "Fair", "3": "Good"}
    assert (named["Q4"].hint, named["Q4"].question) == ("text", "Q4 ?")
    assert table.remarks[-1].name == "definition_used"


def test_a_limesurvey_structure_explains_codes_and_choices(write: Write, take: Take) -> None:
    path = write("a.csv", "id,submitdate,lastpage,startlanguage,Q1,Q2[SQ1],Q2[other]\n1,2024-03-05,2,en,A1,Y,\n")
    named = {column.name: column for column in take(path, None, write("a.lss", LSS.format(doctype=""))).columns}
    assert (named["Q1"].question, dict(named["Q1"].labels)) == ("How was it?", {"A1": "Good", "A2": "Bad"})
    assert (named["Q2[SQ1]"].choice, named["Q2[other]"].hint) == ("Phone", "text")


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as target:
        for ending, content in members.items():
            target.writestr(f"survey.{ending}", content)
    return path


def test_a_limesurvey_archive_holds_both(tmp_path: Path, take: Take, rows: Callable[[Table], list[dict[str, Any]]]) -> None:
    table = take(archive(tmp_path / "a.lsa", lss=LSS.format(doctype=""), lsr=LSR))
    assert [column.name for column in table.columns] == ["id", "Q1", "Q2[SQ1]", "Q2[other]"]
    assert list(rows(table)[0].values())[:3] == ["1", "A1", "Y"]


def test_an_archive_without_answers_says_so(tmp_path: Path, take: Take) -> None:
    with pytest.raises(SurveyWithoutAnswers):
        take(archive(tmp_path / "a.lsa", lss=LSS.format(doctype="")))


def test_xml_with_entities_is_refused(write: Write, tmp_path: Path, take: Take) -> None:
    hostile = LSS.format(doctype='<!DOCTYPE d [<!ENTITY a "bb"><!ENTITY b "&a;&a;">]>')
    with pytest.raises(XmlForbidden):
        take(archive(tmp_path / "a.lsa", lss=hostile, lsr=LSR))
    with pytest.raises(XmlForbidden):
        take(write("a.csv", CSV), None, write("a.lss", hostile))


@pytest.mark.parametrize("name", ["a.lss", "a.qsf"])
def test_a_definition_alone_has_no_answers(name: str, write: Write, take: Take) -> None:
    with pytest.raises(SurveyWithoutAnswers):
        take(write(name, json.dumps(QSF) if name == "a.qsf" else LSS.format(doctype="")))


def test_what_is_no_definition_explains_nothing(write: Write, take: Take) -> None:
    with pytest.raises(KindUnknown):
        take(write("a.csv", CSV), None, write("b.csv", "a,b\n1,2\n"))
    with pytest.raises(FileBroken):
        take(write("a.csv", CSV), None, write("a.qsf", '{"SurveyEntry": {}, "SurveyElements": [{"Element": "SQ"}]}'))
