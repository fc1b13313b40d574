"""What is this column for? A role, a measure, a scale, each with the reason why it is taken for that. Everything here is a guess."""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from peakend.define.survey import Measure, Question, Scale
from peakend.listen import vocabulary as words
from peakend.listen.joint import find_joint
from peakend.listen.profile import Profile
from peakend.listen.scales import Finding, guess_scale, kano_scale
from peakend.listen.table import Column
from peakend.text import Text

Role = Literal[
    "respondent", "rating", "chosen", "several", "attribute", "number", "reason", "date", "weight", "wave", "test", "flagged",
    "technical", "personal", "empty", "constant", "row_number", "left_out",
]  # fmt: skip
"""What a column is for."""

ROLES: Final[dict[Role, Text]] = {
    "respondent": Text(zh="受访者编号", en="respondent"),
    "rating": Text(zh="评分", en="rating"),
    "chosen": Text(zh="多选题的一个选项", en="one choice of a multiple answer"),
    "several": Text(zh="一格多选", en="several choices in one cell"),
    "attribute": Text(zh="客户属性", en="attribute"),
    "number": Text(zh="数值", en="number"),
    "reason": Text(zh="文字", en="words"),
    "date": Text(zh="日期", en="date"),
    "weight": Text(zh="权重", en="weight"),
    "wave": Text(zh="期次", en="wave"),
    "test": Text(zh="测试标记", en="test mark"),
    "flagged": Text(zh="质控标记", en="quality mark"),
    "technical": Text(zh="系统字段", en="written by the tool"),
    "personal": Text(zh="个人信息", en="personal"),
    "empty": Text(zh="空列", en="empty"),
    "constant": Text(zh="全列相同", en="always the same"),
    "row_number": Text(zh="行号", en="row number"),
    "left_out": Text(zh="未采用", en="left out"),
}
"""The words for the roles."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for, and why."""

    role: Role
    reason: Text
    measure: Measure | None = None
    scale: Scale | None = None
    findings: tuple[Finding, ...] = ()
    sure: bool = False
    question: Question | None = None
    """For choices: how chosen and not chosen are written (key and wording are set by the draft)."""
    group: str = ""


_KANO: Final = frozenset({"kano_functional", "kano_dysfunctional"})
_KANO_ANSWERS: Final = 5
_SURE: Final = 0.9
_FEW: Final = 60
_TRACE: Final = 0.02
_A_FEW: Final = range(2, 9)
_DIGITS: Final = frozenset(range(-9, 10))
_LONG: Final = 25
_LONG_CHINESE: Final = 8


def guess_column(column: Column, profile: Profile, rows: int) -> Guess:
    """What a column is for, seen alone. Columns side by side are looked at by `listen.groups`."""
    return _guess_hinted(column, profile) or _guess_named(column, profile, rows) or _guess_cells(column, profile, rows)


def _guess_hinted(column: Column, profile: Profile) -> Guess | None:
    """What the tool itself says, and columns with nothing in them."""
    if not profile.filled:
        return Guess("empty", Text(zh="没有内容", en="nothing in it"), sure=True)
    if column.hint == "text":
        return Guess("reason", Text(zh="问卷系统标明是文字题", en="the survey tool marks it as words"), "reason", sure=True)
    if column.hint == "date" and profile.share(profile.dates) < _SURE:
        return Guess("technical", Text(zh="问卷系统的字段", en="a field of the survey tool"), sure=True)
    if column.hint and column.hint != "chosen":
        role: Role = column.hint
        return Guess(role, Text(zh="问卷系统的字段", en="a field of the survey tool"), sure=True)
    return None


def _guess_named(column: Column, profile: Profile, rows: int) -> Guess | None:
    """What the heading gives away, where the cells agree."""
    name = re.sub(r"^\d{1,3}\s*[、.．]\s*", "", column.name).strip()
    if words.PERSONAL_WORDS.match(name) or profile.share(profile.personal) > 0.3:  # noqa: PLR2004
        return Guess("personal", Text(zh="标题或内容是个人信息", en="heading or cells are personal"), sure=True)
    if words.TECHNICAL_WORDS.match(name) or profile.share(profile.urls) > 0.5:  # noqa: PLR2004
        return Guess("technical", Text(zh="标题或内容是系统字段", en="heading or cells look like a field of a system"))
    if words.WEIGHT_WORDS.match(name) and profile.share(profile.numbers) > _SURE:
        return Guess("weight", Text(zh="标题如此，内容是数字", en="by the heading; the cells are numbers"))
    if words.ID_WORDS.match(name):
        mostly = profile.filled * 2 > rows and profile.repeats * 2 < profile.filled
        shared: tuple[Finding, ...] = () if mostly else (("id_shared", {"count": profile.repeats}),)
        return Guess(
            "respondent" if mostly else "left_out", Text(zh="标题如此", en="by the heading"), findings=shared, sure=not profile.repeats
        )
    for role, pattern in (("wave", words.WAVE_WORDS), ("test", words.TEST_WORDS), ("flagged", words.FLAG_WORDS)):
        if pattern.match(name):
            return Guess(role, Text(zh="标题如此", en="by the heading"))  # type: ignore[arg-type]
    return None


def _guess_cells(column: Column, profile: Profile, rows: int) -> Guess:  # noqa: PLR0911 - one return a kind of column
    """What the cells give away."""
    heading = f"{column.name} {column.question}".strip()
    if profile.share(profile.dates) > _SURE and profile.share(profile.whole) < _SURE:
        return Guess("date", Text(zh="内容是日期", en="the cells are dates"), sure=True)
    if joint := find_joint(profile):
        reason = Text(zh=f"一格内有多个选项，以“{joint}”相隔", en=f"several choices in a cell, joined by {joint!r}")
        return Guess("several", reason, "chosen", sure=joint == "┋", question=Question("", "chosen", joined=joint))
    if words.REASON_WORDS.search(heading) and profile.mean_length >= _LONG_CHINESE and profile.share(profile.numbers) < _TRACE:
        return _guess_words(heading, column, profile)
    if profile.complete and len(profile.values) == 1:
        if profile.filled < _SURE * rows and not profile.machine_blanks:
            return Guess(
                "attribute",
                Text(zh="只有一个值，其余空白", en="one value, else blank"),
                findings=(("value_or_blank", {"value": next(iter(profile.values))}),),
            )
        return Guess("constant", Text(zh="只有一个值", en="one value throughout"))
    measure = measure_of(heading)
    if (kano := _guess_kano(measure, profile)) is not None:
        return kano
    numeric = profile.share(profile.numbers + profile.commas) > _SURE
    found = guess_scale(column, profile) if profile.complete else None
    if found is not None and _is_rating(heading, measure, profile, found.scale, worded=bool(found.scale.words) or bool(column.labels)):
        return _rating(heading, measure, profile, found.scale, found.findings)
    return _guess_number(heading, column, profile, rows) if numeric else _guess_words(heading, column, profile)


def measure_of(heading: str) -> Measure | None:
    """The measure that the words of a heading name.

    >>> measure_of("overall_rating"), measure_of("预约的重要程度"), measure_of("staff_service_rating")
    ('overall', 'importance', None)
    """
    plain = heading.replace("_", " ").lower()
    return next((measure for measure, pattern in words.MEASURE_WORDS if re.search(pattern, plain)), None)


def stem_of(heading: str) -> str:
    """The thing that a heading asks about, without the words of the measure.

    >>> stem_of("staff_service_rating"), stem_of("预约的重要程度"), stem_of("F1_importance"), stem_of("Q1 Greeting")
    ('staff service', '预约', 'F1', 'Greeting')
    """
    plain = words.NUMBERING.sub("", heading).strip()
    stem = words.MEASURE_TAILS.sub("", plain)
    return " ".join((stem or plain).replace("_", " ").split())


def _guess_kano(measure: Measure | None, profile: Profile) -> Guess | None:
    if measure not in _KANO or not profile.complete:
        return None
    scale = kano_scale(profile.values)
    if scale is None:
        return None
    order = " < ".join(word for word, _ in sorted(scale.words, key=lambda pair: pair[1]))
    finding: Finding = ("kano_words", {"order": order})
    return Guess(
        "rating", Text(zh="标题和答案是卡诺（Kano）问法", en="heading and answers are those of a Kano question"), measure, scale, (finding,)
    )


def _is_rating(heading: str, measure: Measure | None, profile: Profile, scale: Scale, *, worded: bool) -> bool:
    """Whether answers on a scale rate something, or are codes and counts that happen to be small."""
    if words.COUNT_WORDS.search(heading) and not words.RATING_WORDS.search(heading):
        return False
    if worded:
        return True
    codes = set(profile.codes())
    two = scale.high - scale.low < 2 or (len(codes) <= 2 and codes <= {0, 1, 2})  # noqa: PLR2004 - a yes and a no rate nothing
    if two:
        return measure == "loyalty"
    return measure is not None or words.RATING_WORDS.search(heading.replace("_", " ")) is not None


def _rating(heading: str, measure: Measure | None, profile: Profile, scale: Scale, findings: tuple[Finding, ...]) -> Guess:
    """A rating: its measure, and what must be confirmed about it."""
    codes = profile.codes()
    if measure in _KANO:
        coded = (scale.low, scale.high) == (1, _KANO_ANSWERS) and not scale.words
        measure, findings = (measure, (*findings, ("kano_coded", {}))) if coded else (None, findings)
    if measure == "nps" and (scale.low, scale.high) != (0, 10):
        findings = (*findings, ("nps_not_0_10", {"low": scale.low, "high": scale.high}))
    if measure == "loyalty" and set(codes) <= {0, 1, 2}:
        scale = Scale(0, 1) if set(codes) <= {0, 1} else Scale(0, 1, words=(("1", 1), ("2", 0)))
        reason = Text(zh="标题问是否推荐或再来，答案是两个值", en="asks whether they would recommend or return; two values")
        return Guess("rating", reason, "loyalty", scale, (("yes_no", {}),))
    opinion = (
        bool(scale.words) and not words.RATING_WORDS.search(heading) and not any(words.EVALUATIVE.search(word) for word, _ in scale.words)
    )
    if measure is None and opinion:
        findings = (*findings, ("opinion", {}))
    measure = measure or ("profile" if opinion or words.IMAGE_WORDS.search(heading) else "performance")
    by_heading = words.RATING_WORDS.search(heading) is not None
    reason = Text(
        zh=f"{'标题' if by_heading else '内容'}像评分，答案在 {scale.low} 到 {scale.high} 之间",
        en=f"{'the heading looks' if by_heading else 'the answers look'} like a rating from {scale.low} to {scale.high}",
    )
    return Guess("rating", reason, measure, scale, findings, sure=measure != "performance")


def make_rating(column: Column, profile: Profile) -> Guess | None:
    """The column as a rating, because its neighbours are: used for grids whose headings say nothing."""
    found = guess_scale(column, profile)
    if found is None:
        return None
    guess = _rating(f"{column.name} {column.question}", measure_of(column.name), profile, found.scale, found.findings)
    return replace(guess, reason=Text(zh="与相邻各列同一量表", en="on the same scale as the columns beside it"), sure=False)


def _guess_number(heading: str, column: Column, profile: Profile, rows: int) -> Guess:
    codes = profile.codes()
    if column.labels and len(column.labels) >= 2:  # noqa: PLR2004
        return Guess("attribute", Text(zh="代码有标签", en="codes with labels"))
    if profile.filled == rows and not profile.repeats and profile.whole == profile.filled and profile.highest - profile.lowest == rows - 1:
        return Guess("row_number", Text(zh="从头数到尾，每行加一", en="counts the rows from first to last"), sure=True)
    if (
        codes
        and profile.whole == profile.filled
        and len(codes) in _A_FEW
        and set(codes) <= _DIGITS
        and not words.COUNT_WORDS.search(heading)
    ):
        return Guess("attribute", Text(zh="只有几个代码", en="only a few codes"))
    findings: tuple[Finding, ...] = (("decimal_comma", {}),) if profile.commas * 2 > profile.filled else ()
    return Guess("number", Text(zh="内容是数字", en="the cells are numbers"), "profile", None, findings)


def _guess_words(heading: str, column: Column, profile: Profile) -> Guess:
    long = profile.mean_length > (_LONG_CHINESE if re.search(r"[\u3400-\u9fff]", "".join(list(profile.values)[:20])) else _LONG)
    many = profile.distinct > _FEW and profile.distinct > profile.filled * 0.5
    mixed = _TRACE < profile.share(profile.numbers) < 1 - _TRACE and not column.labels
    findings: tuple[Finding, ...] = (
        (("types_mixed", {"numbers": profile.numbers, "others": profile.filled - profile.numbers}),) if mixed else ()
    )
    if words.REASON_WORDS.search(heading) and (many or long or profile.distinct > max(_FEW // 3, profile.filled * 0.5)):
        return Guess(
            "reason", Text(zh="标题和内容像客户原话", en="heading and cells look like a customer's words"), "reason", None, findings
        )
    if long and many:
        return Guess("reason", Text(zh="文字较长，几乎各不相同", en="long texts, hardly two alike"), "reason", None, findings)
    if many and profile.distinct > profile.filled * 0.8:
        return Guess(
            "left_out", Text(zh="几乎每行都不同，难以分组", en="differs in nearly every row; nothing to group by"), None, None, findings
        )
    return Guess("attribute", Text(zh="文字类别", en="categories in words"), None, None, findings)
