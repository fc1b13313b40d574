"""Which words in a comment name a person, and how are they hidden? Telephone, identity card and bank card numbers, e-mail addresses.

Masking happens on the way in, before anything is stored or shown. Full-width digits are read as digits. Names and addresses cannot be
known by their shape and stay: whoever may read comments may read those.
"""

import re
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

_EMAIL: Final = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
_LONG_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){12,18}(?![0-9A-Za-z])")
_PHONES: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"  # Chinese mobile
    r"|\(?0\d{2,3}\)?[ -]?\d{7,8}"  # Chinese landline with area code
    r"|(?:400|800)[ -]?\d{3,4}[ -]?\d{3,4}"  # Chinese service numbers
    r"|\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}"  # international
    r"|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}"  # North American
    r"|0\d(?:[ .-]?\d{2}){4}"  # French
    r")(?![0-9A-Za-z])"
)
_DIGITS: Final = re.compile(r"(?<![0-9A-Za-z.,])\d{8,}(?![0-9A-Za-z])")
PERSONAL: Final = r"^(\+?86[ -]?)?1[3-9]\d{9}$|^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$|^\d{17}[\dXx]$|^\d{3}-\d{3}-\d{4}$"
"""A whole cell that is a telephone number, an e-mail address or an identity number."""

_WORTH_A_LOOK: Final = r"@|[0-9０-９](?:[ .()-]?[0-9０-９]){6}"
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９＠", "0123456789@")
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS: Final = "10X98765432"
_CARD_LENGTHS: Final = range(13, 20)


def mask_text(text: str, *, numbers: bool = True) -> str:
    """The text with everything personal that has a shape replaced by what it was; other long numbers too, unless told not to.

    >>> mask_text("请回电１３９１２３４５６７８，或 li.wei@example.com")
    '请回电[PHONE]，或 [EMAIL]'
    >>> mask_text("订单 2024 年 3 月，金额 128.50")
    '订单 2024 年 3 月，金额 128.50'
    """
    text = text.translate(_FULL_WIDTH)
    text = re.sub(_EMAIL, "[EMAIL]", text)
    text = _IDENTITY.sub(lambda found: "[ID]" if is_identity_number(found.group()) else found.group(), text)
    text = _LONG_NUMBER.sub(lambda found: "[CARD]" if is_card_number(found.group()) else found.group(), text)
    text = _PHONES.sub("[PHONE]", text)
    return _DIGITS.sub("[NUM]", text) if numbers else text


def mask_texts(texts: Any, *, numbers: bool = True) -> tuple[Any, int]:  # noqa: ANN401 - an Arrow array of text
    """An Arrow array of texts, masked, and how many of them were changed."""
    suspects = pc.fill_null(pc.match_substring_regex(texts, _WORTH_A_LOOK), fill_value=False)
    if not pc.any(suspects).as_py():
        return texts, 0
    found = texts.filter(suspects).to_pylist()
    masked = [mask_text(text, numbers=numbers) for text in found]
    changed = sum(before != after for before, after in zip(found, masked, strict=True))
    return pc.replace_with_mask(texts, suspects, pa.array(masked, pa.string())), changed


def is_personal(text: str) -> bool:
    """Whether the whole text is a telephone number, an identity or bank card number or an e-mail address.

    >>> is_personal("13912345678"), is_personal("good")
    (True, False)
    """
    return mask_text(text.strip()) in {"[PHONE]", "[EMAIL]", "[ID]", "[CARD]"}


def is_identity_number(number: str) -> bool:
    """Whether the check digit of a Chinese identity number is right (GB 11643: ISO 7064, MOD 11-2).

    >>> is_identity_number("11010519491231002X"), is_identity_number("110105194912310021")
    (True, False)
    """
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return _ID_CHECKS[total % 11] == number[-1].upper()


def is_card_number(number: str) -> bool:
    """Whether the check digit of a bank card number is right (ISO/IEC 7812: Luhn).

    >>> is_card_number("4111 1111 1111 1111"), is_card_number("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(one) for one in number if one.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(reversed(digits))]  # noqa: PLR2004
    return len(digits) in _CARD_LENGTHS and sum(doubled) % 10 == 0
