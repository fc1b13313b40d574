import codecs
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from peakend.errors import EncodingUnknown, EncodingWrong, FileBroken, UnpacksTooLarge
from peakend.listen.encoding import MIXED, TextBytes, find_encoding, open_bytes

CHINESE = "编号,评价\n1,服务很好，下次还来\n2,等候时间太长了\n"
FRENCH = "id,mot\n1,très bon accueil\n2,déçu à la caisse\n"


def whole(path: Path, stated: str = "") -> str:
    return TextBytes(path, find_encoding(path, stated)).read().decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "gbk"])
def test_chinese_reads_back_from_every_encoding(encoding: str, write: Callable[..., Path]) -> None:
    assert whole(write("a.csv", CHINESE * 30, encoding)) == CHINESE * 30


@pytest.mark.parametrize(("encoding", "found"), [("latin-1", "latin-1"), ("cp1252", "cp1252"), ("cp850", "cp850"), ("utf-8", "utf-8")])
def test_western_text_reads_back_from_every_encoding(encoding: str, found: str, write: Callable[..., Path]) -> None:
    text = FRENCH.replace("bon", "“bon”") if encoding == "cp1252" else FRENCH
    path = write("a.csv", text, encoding)
    assert (find_encoding(path).name, whole(path)) == (found, text)


def test_two_encodings_in_one_file_are_told_apart_and_both_read(write: Callable[..., Path]) -> None:
    path = write("a.csv", FRENCH.encode("latin-1") + FRENCH.encode("cp850"))
    assert find_encoding(path).name == MIXED
    assert whole(path) == FRENCH * 2


def test_one_wrong_byte_at_the_very_end_decides(write: Callable[..., Path]) -> None:
    path = write("a.csv", b"a,b\n" + b"1,2\n" * 2_000_000 + b"3,\xe9t\xe9\n")
    assert find_encoding(path).name == "latin-1"


def test_a_stated_encoding_is_kept_to_or_refused_with_the_line(write: Callable[..., Path]) -> None:
    path = write("a.csv", FRENCH, "latin-1")
    assert whole(path, "iso-8859-1") == FRENCH
    with pytest.raises(EncodingWrong) as fault:
        find_encoding(path, "utf-8")
    assert fault.value.blanks["line"] == 2
    with pytest.raises(EncodingUnknown):
        find_encoding(path, "klingon")


def test_a_byte_order_mark_is_no_part_of_the_text(write: Callable[..., Path]) -> None:
    assert whole(write("a.csv", codecs.BOM_UTF8 + b"a,b\n")) == "a,b\n"


def test_characters_can_be_skipped_in_any_encoding(write: Callable[..., Path]) -> None:
    path = write("a.csv", CHINESE, "gb18030")
    assert TextBytes(path, find_encoding(path), skip=6).read().decode() == CHINESE[6:]


def test_a_packed_file_that_swells_beyond_reason_is_stopped(write: Callable[..., Path]) -> None:
    path = write("a.csv.gz", gzip.compress(b"0" * (80 << 20)))
    with open_bytes(path) as source, pytest.raises(UnpacksTooLarge):
        all(iter(lambda: source.read(1 << 20), b""))


def test_a_packed_file_that_is_cut_off_says_so(write: Callable[..., Path]) -> None:
    path = write("a.csv.gz", gzip.compress(bytes(range(256)) * 99)[:-20])
    with open_bytes(path) as source, pytest.raises(FileBroken):
        source.read(1 << 20)
