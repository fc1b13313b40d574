"""Which letter does a byte mean in a file that mixes Latin-1 with CP850? Read byte by byte, from its neighbours.

Such files come from tills and call centres whose old terminals write CP850 into a Latin-1 database, often within one comment. A byte
from A0 upwards is nearly always Latin-1. A byte from 80 to 9F is a letter of CP850 (82 is é) or a mark of Windows-1252 (92 is ’); the
letters beside it decide. Every byte becomes one character, none is dropped.
"""

import re
from typing import Final

_DOS_LETTERS: Final = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø"
_DOS: Final = {chr(0x80 + place): letter for place, letter in enumerate(_DOS_LETTERS)} | {"\x9d": "Ø"}
_WINDOWS: Final = {chr(code): bytes([code]).decode("cp1252", "replace").replace("\ufffd", "") for code in range(0x80, 0xA0)}
_DOUBTFUL: Final = re.compile("[\x80-\x9f\xae\xaf\xb7\xd2-\xd4\xf8]")
_EVIDENCE: Final = re.compile("[A-Za-z\xc0-\xff][\x81-\x84\x86-\x89\x8b\x8d\x90]")
_LATIN: Final = re.compile("[A-Za-z][\xc0-\xff]")
_A_GRAVE_AFTER: Final = re.compile(r"(?:^|[^A-Za-z\xc0-\xff])(?:voil|d[ée\x82]j|del|l|ç)$", re.IGNORECASE)
_NUMBER_SIGN: Final = re.compile(r"[nN0-9]\xf8[ 0-9a-z]")
_GRAVE_E: Final = re.compile(r"[A-Z]\xd4(?:S\b|RE|LE|CE)|BL\xd4M")
_BOTH_SIDES: Final = frozenset("\x91\x93\x94\x95\x98\x99\x9a\x9b")
"""Codes that are quotation marks, bullets and signs unless letters stand on both sides."""


def count_dos_letters(text: str) -> int:
    r"""How many bytes, read as Latin-1, can only be letters of CP850: a code below A0 right behind a letter.

    >>> count_dos_letters("esp\x82rant"), count_dos_letters("l\x92accueil")
    (1, 0)
    """
    return len(_EVIDENCE.findall(text))


def has_latin_letters(text: str) -> bool:
    """Whether there are accented letters of Latin-1 within words."""
    return _LATIN.search(text) is not None


def read_mixed(text: str) -> tuple[str, list[str]]:
    r"""The text with every doubtful character read by its neighbours, and the words in which something was CP850.

    `text` is the bytes decoded as Latin-1, whole lines only. The number of characters stays the same.

    >>> read_mixed("d\xe9j\x85 esp\x82r\xe9, l\x92accueil\x85")
    ('déjà espéré, l’accueil…', ['déjà', 'espéré'])
    """
    places: list[int] = []

    def read(found: re.Match[str]) -> str:
        letter = _read_one(text, found.start())
        if letter != found.group() and _WINDOWS.get(found.group()) != letter:
            places.append(found.start())
        return letter

    mended = _DOUBTFUL.sub(read, text)
    return mended, [_word_at(mended, place) for place in places]


def _read_one(text: str, place: int) -> str:
    """The character that the code at this place stands for."""
    code = text[place]
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    if code >= "\xa0":
        return _read_upper(text, place, code)
    letters = (_is_letter(before), _is_letter(after))
    windows, dos = _WINDOWS.get(code, ""), _DOS.get(code, "")
    if code == "\x80":
        return "Ç" if any(letters) and not text[:place].rstrip(" ")[-1:].isdigit() else "€"
    if code == "\x85":
        return "à" if _is_a_grave(text, place, letters) else "…"
    if code == "\x8c":
        return "î" if letters[0] else "Œ"
    is_dos = all(letters) if code in _BOTH_SIDES else any(letters)
    if code in "\x92\x9c\x9e\x9f" or not dos:
        return windows or dos or code
    return dos if is_dos or not windows else windows


def _read_upper(text: str, place: int, code: str) -> str:
    """A code that is Latin-1 except in the few surroundings where only CP850 makes sense."""
    around = text[max(0, place - 2) : place + 4]
    if code in "\xae\xaf":
        line = text[text.rfind("\n", 0, place) + 1 : (text.find("\n", place) + 1 or len(text))]
        return {"\xae": "«", "\xaf": "»"}[code] if "\xaf" in line else code
    if code == "\xb7":
        return "À" if re.search(r"[A-Z\x90] \xb7 [A-Z]", around) else code
    if code == "\xf8":
        return "°" if _NUMBER_SIGN.search(around) else code
    if code == "\xd4":
        return "È" if _GRAVE_E.search(around) else code
    return {"\xd2": "Ê", "\xd3": "Ë"}[code] if re.search(r"[\xd2\xd3](?:[TL]|tre)", around) else code


def _is_a_grave(text: str, place: int, letters: tuple[bool, bool]) -> bool:
    """Whether 85 is à: alone between spaces, inside a word, or the end of voilà, déjà, là."""
    if not letters[0]:
        return text[place + 1 : place + 2] in {" ", ""} and text[place - 1 : place] in {" ", "", '"', "(", "'"}
    return letters[1] or _A_GRAVE_AFTER.search(text[max(0, place - 8) : place]) is not None


def _is_letter(character: str) -> bool:
    return character.isalpha() or "\x80" <= character < "\x9f"


def _word_at(text: str, place: int) -> str:
    """The word around a place."""
    start = re.search(r"\w*$", text[:place][-30:])
    end = re.match(r"\w*", text[place : place + 30])
    return (start.group() if start else "") + (end.group() if end else "")
