from peakend.define.place import key_place, keyed, propose_key, word_place


def test_people_count_from_one() -> None:
    assert word_place(("scenarios", "visit", "moments", 2)) == "scenarios → visit → moments → 3"


def test_an_entry_is_named_by_its_key_unless_another_has_it_too() -> None:
    plain = {"stages": [{"key": "a"}, {"key": "b"}, {"key": "a"}, {}]}
    assert [key_place(plain, ("stages", number)) for number in range(4)] == [("stages", 0), ("stages", "b"), ("stages", 2), ("stages", 3)]
    assert keyed(["a", "b", "a", ""]) == (0, "b", 2, 3)


def test_a_proposed_key_is_a_key() -> None:
    assert [propose_key(words) for words in ("Home visit!", "預約", "A-1", "__x")] == ["home_visit", "key_1", "a_1", "x"]
