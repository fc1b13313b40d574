import re
from string import Formatter

import pytest

from peakend.listen.wording import ALL_WORDS, make_remark


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("name", sorted(ALL_WORDS))
def test_every_remark_is_whole_in_both_languages(name: str) -> None:
    _, message, mend = ALL_WORDS[name]
    assert message.missing() == ()
    assert not mend or mend.missing() == ()
    zh, en = blanks(message.zh + mend.zh), blanks(message.en + mend.en)
    assert {re.sub("_zh$", "", blank) for blank in zh} == {re.sub("_en$", "", blank) for blank in en}


@pytest.mark.parametrize("name", sorted(ALL_WORDS))
def test_every_remark_can_be_said(name: str) -> None:
    _, message, mend = ALL_WORDS[name]
    values = dict.fromkeys(blanks(message.zh + mend.zh + message.en + mend.en), 7)
    remark = make_remark(name, ("q1",), **values)
    assert remark.name == name
    assert "{" not in remark.message.zh + remark.message.en
