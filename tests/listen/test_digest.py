import pyarrow as pa

from peakend.define.survey import Question, Scale, Survey
from peakend.listen.digest import ContentDigest, digest_survey

TABLE = pa.table({"a": pa.array([1, 2, 3], pa.int16()), "b": ["x", None, "好"], "c": [True, False, True], "d": [0.5, None, 1.0]})


def digest(*batches: pa.RecordBatch) -> str:
    content = ContentDigest()
    for batch in batches:
        content.add(batch)
    return content.finish()


def test_batches_do_not_matter() -> None:
    whole = TABLE.to_batches()[0]
    assert digest(whole) == digest(whole.slice(0, 1), whole.slice(1, 2))


def test_every_value_and_every_name_matters() -> None:
    whole = TABLE.to_batches()[0]
    changed = [
        TABLE.set_column(0, "a", pa.array([1, 2, 4], pa.int16())),
        TABLE.set_column(1, "b", pa.array(["x", "", "好"])),
        TABLE.set_column(1, "b", pa.array(["x好", None, ""])),
        TABLE.set_column(3, "d", pa.array([0.5, 0.0, 1.0])),
        TABLE.rename_columns(["a", "b", "c", "e"]),
    ]
    assert digest(whole) not in {digest(table.to_batches()[0]) for table in changed}


def test_a_survey_has_a_hash_of_its_own() -> None:
    one, other = (Survey((Question("q", "overall", scale=Scale(1, high)),)) for high in (5, 7))
    assert digest_survey(one) == digest_survey(Survey(one.questions)) != digest_survey(other)
