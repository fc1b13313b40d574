"""How is XML read that may be hostile? Without DOCTYPE, without entities, and no deeper than survey tools write it."""

from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from peakend.errors import FileBroken, XmlForbidden


def read_xml(source: Path | IO[bytes], name: str) -> Element:
    """The root of an XML document. Raises `XmlForbidden`, `FileBroken`."""
    try:
        root: Element = defusedxml.ElementTree.parse(source, forbid_dtd=True).getroot()
    except DefusedXmlException:
        raise XmlForbidden(path=name) from None
    except ParseError as fault:
        raise FileBroken(path=name, kind="XML", reason=str(fault)) from fault
    return root


def read_rows(root: Element, section: str) -> list[dict[str, str]]:
    """The rows of one section of a LimeSurvey document, each a dictionary of its fields."""
    found: Any = root.find(section)
    if found is None:
        return []
    return [{field.tag: (field.text or "").strip() for field in row} for row in found.iterfind("rows/row")]
