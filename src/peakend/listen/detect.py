"""What kind of file is this, and how do we know? By its first bytes; the name only has to agree."""

import zipfile
from pathlib import Path
from typing import Final

from peakend.errors import FileBroken, FileEmpty, FileLocked, KindUnknown, NameAndContentDiffer
from peakend.listen.encoding import open_bytes

_FAMILIES: Final[dict[str, str]] = {
    "csv": "text", "tsv": "text", "txt": "text", "tab": "text", "dat": "text", "gz": "text",
    "xlsx": "workbook", "xlsm": "workbook", "xls": "workbook", "xlsb": "workbook", "ods": "workbook",
    "sav": "spss", "zsav": "spss", "parquet": "parquet", "pq": "parquet",
    "arrow": "arrow", "arrows": "arrow", "feather": "arrow", "ipc": "arrow",
    "lss": "limesurvey_structure", "lsa": "limesurvey_archive", "qsf": "qualtrics_definition",
}  # fmt: skip
"""What the ending of a name promises."""

_KIND_FAMILIES: Final[dict[str, str]] = {
    "csv": "text", "xlsx": "workbook", "xls": "workbook", "sav": "spss", "parquet": "parquet", "arrow": "arrow",
}  # fmt: skip
"""What a kind stated in a study promises; a survey tool promises nothing, since it writes CSV as well as Excel."""

WORDS_OF_FAMILIES: Final[dict[str, str]] = {
    "text": "CSV", "workbook": "Excel", "spss": "SPSS", "parquet": "Parquet", "arrow": "Arrow", "html": "HTML",
    "limesurvey_structure": "LimeSurvey .lss", "limesurvey_archive": "LimeSurvey .lsa", "qualtrics_definition": "Qualtrics .qsf",
    "zip": "zip", "pdf": "PDF", "image": "JPEG/PNG",
}  # fmt: skip
"""What each family is called in a sentence; the same in both languages."""

_FOREIGN: Final = frozenset({
    "exe", "dll", "com", "bat", "cmd", "msi", "scr", "sh", "ps1", "vbs", "js", "py", "jar", "apk",
    "doc", "docx", "ppt", "pptx", "rtf", "rar", "7z", "mp3", "mp4", "wav", "gif", "bmp", "svg",
})  # fmt: skip
"""What ends like this is no file of answers, whatever its first bytes happen to look like."""

_OPENINGS: Final = (
    (b"$FL2", "spss"),
    (b"$FL3", "spss"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"\xff\xff\xff\xff", "arrow"),
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG", "image"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_FEW: Final = 0.02


def find_family(path: Path, kind: str = "") -> str:
    """The family of readers for this file, from what it contains.

    Raises `FileEmpty`, `FileLocked`, `KindUnknown`, and `NameAndContentDiffer` where the name promises another family than the content
    is (and the study does not say otherwise).
    """
    if path.stat().st_size == 0:
        raise FileEmpty(path=path.name)
    found = _read_family(path)
    named = _FAMILIES.get(path.suffix.lower().lstrip("."), "")
    promised = found if _KIND_FAMILIES.get(kind) == found else named
    if found in {"limesurvey_archive", "limesurvey_structure", "qualtrics_definition"} and promised in {"text", ""}:
        promised = found
    if found == "binary" or (not kind and path.suffix.lower().lstrip(".") in _FOREIGN):
        raise KindUnknown(path=path.name)
    if promised and promised != found:
        said, is_ = WORDS_OF_FAMILIES.get(promised, promised), WORDS_OF_FAMILIES.get(found, found)
        raise NameAndContentDiffer(path=path.name, said=said, found=is_)
    if found in {"html", "pdf", "image", "zip"}:
        raise KindUnknown(path=path.name)
    return found


def _read_family(path: Path) -> str:
    with path.open("rb") as source:
        head = source.read(4096)
    for opening, family in _OPENINGS:
        if head.startswith(opening):
            return family
    if head.startswith(b"PK\x03\x04"):
        return _zip_family(path)
    if head.startswith(_OLE):
        if _ENCRYPTED in path.read_bytes()[: 1 << 20]:
            raise FileLocked(path=path.name)
        return "workbook"
    if head.startswith(b"\x1f\x8b"):
        with open_bytes(path) as unpacked:
            head = unpacked.read(4096)
    return _text_family(head)


def _zip_family(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise FileBroken(path=path.name, kind="zip", reason=str(fault)) from fault
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return "workbook"
    return "limesurvey_archive" if any(name.endswith(".lss") for name in names) else "zip"


def _text_family(head: bytes) -> str:
    """What kind of text this is, or that it is none."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000]
    lower = start.lower()
    if lower.startswith((b"<html", b"<!doctype html", b"<table")):
        return "html"
    if lower.startswith((b"<?xml", b"<document", b"<!doctype")) and (
        b"limesurvey" in lower or b"<!doctype" in lower or b"<!entity" in lower
    ):
        return "limesurvey_structure"
    if start.startswith(b"{") and b'"SurveyEntry"' in start:
        return "qualtrics_definition"
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)  # noqa: PLR2004 - control characters other than white space
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"} or head[1::2].count(0) * 3 > len(head[1::2]) or head[::2].count(0) * 3 > len(head[::2])
    return "text" if wide or controls <= len(head) * _FEW else "binary"
