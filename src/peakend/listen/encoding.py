"""In which encoding is this text written? Found by trying what is strict first, and said with the reason.

1. a byte order mark; 2. UTF-16 without one (half of the bytes are zero); 3. UTF-8, which hardly any other text satisfies by chance;
4. GB18030, if its accented bytes come in pairs as Chinese does; 5. Big5, Shift-JIS and others through charset-normalizer; 6. Windows-1252,
CP850, or both mixed. The whole file is read for it: a stray byte in row 900,000 counts.
"""

import codecs
import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from charset_normalizer import from_bytes

from peakend.errors import EncodingUnknown, EncodingWrong, FileBroken, UnpacksTooLarge
from peakend.listen.mixed import count_dos_letters, has_latin_letters, read_mixed
from peakend.text import Text

MIXED: Final = "latin-1+cp850"
"""The name of an encoding of our own: Latin-1 and CP850 in one file."""

_CHUNK: Final = 4 << 20
_HIGHEST_RATIO: Final = 200
_RATIO_FROM: Final = 64 << 20
_SAMPLE: Final = 1 << 20
_MOSTLY_PAIRS: Final = 0.8
"""Share of bytes beyond ASCII in runs of two and more above which a text that decodes as GB18030 is taken for it."""
_SOME_PAIRS: Final = 0.5
"""Share above which a text is East Asian, and a statistical guess decides which encoding (Big5 and Shift-JIS have ASCII second bytes)."""
_EASTERN: Final = frozenset({"big5", "big5hkscs", "cp950", "cp932", "shift_jis", "euc_jp", "euc_kr", "cp949", "gb18030", "gbk", "johab"})
_ALIASES: Final = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "utf8": "utf-8", "iso-8859-1": "latin-1", "ascii": "utf-8"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file, why it is taken for that, and whether that is certain."""

    name: str
    why: Text
    sure: bool = True
    mark: int = 0
    """How many bytes of byte order mark stand in front."""


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def open_bytes(path: Path) -> BinaryIO:
    """The bytes of a text file, unpacked if it is gzip. Raises `UnpacksTooLarge` while reading, once a bomb shows itself."""
    with path.open("rb") as opened:
        packed = opened.read(2) == b"\x1f\x8b"
    return cast("BinaryIO", _Unpacked(path)) if packed else path.open("rb")


class _Unpacked(io.RawIOBase):
    """A gzip file that stops when it swells beyond reason."""

    def __init__(self, path: Path) -> None:
        self._path, self._size, self._given = path, path.stat().st_size, 0
        self._inner = gzip.open(path, "rb")  # noqa: SIM115 - closed by close()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, unpacked."""
        try:
            part = self._inner.read(size if size >= 0 else _CHUNK)
        except (EOFError, OSError) as fault:
            raise FileBroken(path=self._path.name, kind="gzip", reason=str(fault)) from fault
        self._given += len(part)
        if self._given > max(_RATIO_FROM, self._size * _HIGHEST_RATIO):
            raise UnpacksTooLarge(path=self._path.name, size=self._given >> 20, ratio=self._given // max(1, self._size))
        return part

    def close(self) -> None:
        """Close the packed file."""
        self._inner.close()
        super().close()


def find_encoding(path: Path, stated: str = "") -> Encoding:
    """The encoding of a text file. Raises `EncodingWrong` where the stated one does not fit."""
    with open_bytes(path) as source:
        head = source.read(_SAMPLE)
    mark, marked = _read_mark(head)
    if stated:
        name = _ALIASES.get(stated.lower(), stated.lower())
        _check_stated(path, name)
        return Encoding(name, Text("研究文件中写明", "stated in the study"), mark=mark if marked == name else 0)
    if marked:
        return Encoding(marked, Text("文件开头有字节顺序标记", "a byte order mark stands in front"), mark=mark)
    if (wide := _wide_encoding(head)) is not None:
        return wide
    return _find_narrow(path, head)


def _read_mark(head: bytes) -> tuple[int, str]:
    return next(((len(mark), name) for mark, name in _MARKS if head.startswith(mark)), (0, ""))


def _wide_encoding(head: bytes) -> Encoding | None:
    """UTF-16 without a mark: every other byte of its Latin letters is zero."""
    sample = head[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) // 2 or not sample:
        return None
    why = Text("没有标记，但隔一个字节就是零", "no mark, but every other byte is zero")
    return Encoding("utf-16-le" if odd > even else "utf-16-be", why, sure=False)


def _find_narrow(path: Path, head: bytes) -> Encoding:
    if _decodes(path, "utf-8"):
        plain = head.isascii()
        return Encoding(
            "utf-8", Text("全是 ASCII 字符", "all of it is ASCII") if plain else Text("全文符合 UTF-8", "all of it is valid UTF-8")
        )
    sample = _telling(path)
    pairs = _pair_share(sample)
    if pairs > _MOSTLY_PAIRS and _decodes(path, "gb18030"):
        return Encoding(
            "gb18030", Text("全文符合 GB18030，非 ASCII 字节成对出现", "all of it is valid GB18030, and its bytes come in pairs")
        )
    if pairs > _SOME_PAIRS:
        best = from_bytes(sample).best()
        if best is not None and best.encoding in _EASTERN and _decodes(path, best.encoding):
            return Encoding(best.encoding, Text("按字符出现的规律推断", "by the pattern of its characters"), sure=False)
    return _find_western(path)


def _find_western(path: Path) -> Encoding:
    dos = windows = 0
    latin = False
    for text in _latin_texts(path):
        dos += count_dos_letters(text)
        latin = latin or has_latin_letters(text)
        windows += len(re.findall("[\x80-\x9f]", text))
    if dos and latin:
        return Encoding(MIXED, Text("重音字母有两种写法", "accented letters are written in two ways"), sure=False)
    if dos:
        return Encoding("cp850", Text("重音字母只在 CP850 中说得通", "accented letters make sense only in CP850"), sure=False)
    name = "cp1252" if windows and _decodes(path, "cp1252") else "latin-1"
    return Encoding(name, Text("不是 UTF-8，重音字母符合西欧编码", "not UTF-8; accented letters fit Western Europe"), sure=False)


def _latin_texts(path: Path) -> Iterator[str]:
    with open_bytes(path) as source:
        while part := source.read(_CHUNK):
            yield part.decode("latin-1")


def _decodes(path: Path, name: str) -> bool:
    """Whether the whole file is valid in this encoding."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        with open_bytes(path) as source:
            while part := source.read(_CHUNK):
                decoder.decode(part)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _check_stated(path: Path, name: str) -> None:
    """Fail where the encoding that was stated is not one, or does not fit, with the line of the first wrong byte."""
    if name == MIXED:
        return
    line = 1
    try:
        decoder = codecs.getincrementaldecoder(name)("strict")
    except LookupError:
        raise EncodingUnknown(encoding=name) from None
    try:
        with open_bytes(path) as source:
            while part := source.readline(_CHUNK):
                decoder.decode(part)
                line += part.endswith(b"\n")
            decoder.decode(b"", final=True)
    except UnicodeError as fault:
        raise EncodingWrong(path=path.name, encoding=name, line=line) from fault


def _telling(path: Path) -> bytes:
    """The lines with bytes beyond ASCII, up to a sample."""
    kept = bytearray()
    with open_bytes(path) as source:
        while len(kept) < _SAMPLE and (part := source.read(_CHUNK)):
            for line in part.split(b"\n"):
                if not line.isascii():
                    kept += line + b"\n"
    return bytes(kept[:_SAMPLE])


def _pair_share(sample: bytes) -> float:
    """The share of bytes beyond ASCII that stand in runs of two and more: near 1 in East Asian text, low in Western text.

    >>> _pair_share("服务很好".encode("gb18030")), _pair_share("déjà espéré".encode("latin-1"))
    (1.0, 0.0)
    """
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    return sum(run for run in runs if run > 1) / max(1, sum(runs))


class TextBytes(io.RawIOBase):
    """A text file as UTF-8 bytes, whatever its encoding; some characters at the start may be skipped. Counts CP850 letters on the way."""

    def __init__(self, path: Path, encoding: Encoding, skip: int = 0) -> None:
        self.words: list[str] = []
        """Words of a mixed file in which something was CP850."""
        self.quotes = 0
        """How many quotation marks went by."""
        self.ended = True
        """Whether the last byte read was a line end."""
        self._source = open_bytes(path)
        self._source.read(encoding.mark)
        self._texts = self._decode(encoding)
        self._rest = b""
        while skip > 0:
            text = next(self._texts, "")
            if not text:
                break
            self._rest = text[skip:].encode()
            skip -= len(text)

    def readable(self) -> bool:
        """It can be read."""
        return True

    def close(self) -> None:
        """Close the file beneath."""
        self._source.close()
        super().close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as UTF-8."""
        while size < 0 or len(self._rest) < size:
            text = next(self._texts, "")
            if not text:
                break
            self._rest += text.encode()
        part, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        if part:
            self.ended = part.endswith((b"\n", b"\r"))
            self.quotes += part.count(b'"')
        return part

    def _decode(self, encoding: Encoding) -> Iterator[str]:
        if encoding.name == MIXED:
            yield from self._decode_mixed()
            return
        decoder = codecs.getincrementaldecoder(encoding.name)("strict")
        while part := self._source.read(_CHUNK):
            if text := decoder.decode(part):
                yield text
        if rest := decoder.decode(b"", final=True):
            yield rest

    def _decode_mixed(self) -> Iterator[str]:
        """Whole lines at a time, so that every byte sees its neighbours."""
        while lines := self._source.readlines(_CHUNK):
            text, words = read_mixed(b"".join(lines).decode("latin-1"))
            self.words += words
            yield text
