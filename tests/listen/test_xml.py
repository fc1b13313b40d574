"""XML is read without anything that a survey tool never writes."""

from io import BytesIO

import pytest

from peakend.errors import FileBroken, XmlForbidden
from peakend.listen.xml import read_rows, read_xml

BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


def test_a_document_that_declares_entities_is_refused_before_it_swells() -> None:
    with pytest.raises(XmlForbidden, match=r"survey\.lss"):
        read_xml(BytesIO(BOMB), "survey.lss")


def test_a_document_that_is_cut_off_is_broken() -> None:
    with pytest.raises(FileBroken, match=r"survey\.lss"):
        read_xml(BytesIO(b"<x><y>"), "survey.lss")


def test_rows_are_fields_by_name_and_a_section_that_is_not_there_has_none() -> None:
    root = read_xml(BytesIO(b"<d><answers><rows><row><code> A1 </code><answer/></row></rows></answers></d>"), "survey.lss")
    assert read_rows(root, "answers") == [{"code": "A1", "answer": ""}]
    assert read_rows(root, "questions") == []
