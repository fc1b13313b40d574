import pytest

from peakend.listen.mixed import count_dos_letters, read_mixed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"caf\xe9 esp\x82rant", "café espérant"),
        (b"d\x82j\x85 vu", "déjà vu"),
        (b"voil\x85, merci", "voilà, merci"),
        (b"co\xefncidence\x85", "coïncidence…"),
        (b"l\x92accueil", "l’accueil"),
        (b"fra\x8cche et d\x96 au gel", "fraîche et dû au gel"),
        (b"2010 \x96 2012", "2010 – 2012"),
        (b"15\x80 de moins, \x80a va", "15€ de moins, Ça va"),
        (b"\x93bon\x94 et c\x93t\x82", "“bon” et côté"),
        (b"INTERM\x90DIAIRE", "INTERMÉDIAIRE"),
        (b"NOM\x91, c\x9cur", "NOM‘, cœur"),
        (b"ambiance \xaezen\xaf", "ambiance «zen»"),
        (b"marque\xae", "marque®"),
        (b"D'\xd2TRE, TR\xd4S, C\xd4T\xc9", "D'ÊTRE, TRÈS, CÔTÉ"),
        (b"question n\xf8 1", "question n° 1"),
        (b"JE TIENS \xb7 VOUS", "JE TIENS À VOUS"),
        (b"liste \xb7 de prix", "liste · de prix"),
    ],
)
def test_each_byte_is_read_by_its_neighbours(written: bytes, read: str) -> None:
    assert read_mixed(written.decode("latin-1"))[0] == read


def test_no_character_is_lost_whatever_the_bytes() -> None:
    text = bytes(range(256)).decode("latin-1") * 3
    assert len(read_mixed(text)[0]) == len(text)


def test_words_that_held_cp850_are_named() -> None:
    assert read_mixed("un \x82change, un \xe9change")[1] == ["échange"]


def test_quotation_marks_of_windows_are_no_evidence_of_cp850() -> None:
    assert count_dos_letters("l\x92eau \x93fra\xeeche\x94 \x96 \x85") == 0
