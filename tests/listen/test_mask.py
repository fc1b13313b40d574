import pyarrow as pa
import pytest

from peakend.listen.mask import is_personal, mask_text, mask_texts


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("电话13912345678", "电话[PHONE]"),
        ("+86 139 1234 5678 回电", "[PHONE] 回电"),
        ("座机 010-62345678", "座机 [PHONE]"),
        ("客服 400-810-0000", "客服 [PHONE]"),
        ("call (555) 123-4567", "call [PHONE]"),
        ("appelez 06 12 34 56 78", "appelez [PHONE]"),
        ("身份证11010519491231002X。", "身份证[ID]。"),
        ("卡号 4111 1111 1111 1111", "卡号 [CARD]"),
        ("a.b+c@mail.example.com!", "[EMAIL]!"),
        ("订单 202403050001234", "订单 [NUM]"),
        ("等了 40 分钟，花了 128.50 元", "等了 40 分钟，花了 128.50 元"),
        ("0.33333333333", "0.33333333333"),
        ("2024-03-05 10:11:12", "2024-03-05 10:11:12"),
        ("Seat 33H, flight BA117", "Seat 33H, flight BA117"),
    ],
)
def test_what_has_the_shape_of_a_person_is_hidden_and_nothing_else(written: str, kept: str) -> None:
    assert mask_text(written) == kept


def test_masking_twice_changes_nothing() -> None:
    once = mask_text("13912345678 a@b.cn 4111111111111111")
    assert mask_text(once) == once


def test_columns_are_masked_where_needed_and_blanks_stay_blank() -> None:
    texts, changed = mask_texts(pa.array(["good", None, "call 13912345678", "40 minutes"]))
    assert (texts.to_pylist(), changed) == (["good", None, "call [PHONE]", "40 minutes"], 1)


def test_a_cell_that_is_only_a_number_of_a_person_is_personal() -> None:
    assert [is_personal(text) for text in ("13912345678", "a@b.cn", "call 13912345678", "5")] == [True, True, False, False]
