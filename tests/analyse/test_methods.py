"""By which method was a number worked out? Every method is named in both languages, once, with its source."""

import re
from collections import Counter

import pytest
from tests.house.source import MODULES

from peakend.analyse.methods import METHODS, Method, add_methods, versions_of
from peakend.text import Text


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.key)
def test_every_method_has_both_names_a_version_and_a_source(method: Method) -> None:
    assert method.name.missing() == ()
    assert method.version
    assert method.source


def test_a_key_stands_for_one_method_and_the_first_stays() -> None:
    first = METHODS["mean-t"]
    add_methods(Method("mean-t", "9", Text("别的", "another"), "nobody"))
    assert METHODS["mean-t"] is first
    declared = Counter(key for module in MODULES for key in re.findall(r'\bMethod\(\s*"([a-z-]+)"', module.words))
    assert [key for key, times in declared.items() if times > 1] == []


def test_versions_are_told_in_the_order_of_the_keys_and_nothing_for_nothing() -> None:
    assert list(versions_of(["welch-t", "", "holm", "holm"])) == ["holm", "welch-t"]


def test_a_method_that_nobody_knows_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        versions_of(["guess"])
