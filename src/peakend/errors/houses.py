"""Faults of the houses, standards and decisions of a design, and of what is worked out from them."""

from peakend.errors.base import DesignError
from peakend.errors.study_file import StudyFault
from peakend.text import Text

__all__ = [
    "EvidenceMalformed",
    "EvidenceMissing",
    "LevelOutside",
    "MarkNotOnScale",
    "MarksNotOfRaters",
    "NothingHeard",
    "NothingServed",
    "RelationTwice",
    "RoofOnItself",
]


class NothingHeard(DesignError):
    """None of the needs of a cascade has an importance."""

    what = Text(
        zh="质量屋“{cascade}”的需求都没有重要性：调查没有问到这些需求，也没有填写 importance。",
        en="No need of the houses {cascade!r} has an importance: the survey asked about none of them, and none is written down.",
    )
    mend = Text(
        zh="请改用调查问过的需求（{known}），或为每项需求填写 importance（0–10）。",
        en="Take needs that the survey asks about ({known}), or write an importance from 0 to 10 with each need.",
    )


class NothingServed(DesignError):
    """No weight reaches any column of a house."""

    what = Text(
        zh="质量屋“{cascade}”的“{house}”中，没有权重能传到任何一列。",
        en="In the house {house!r} of {cascade!r} no weight reaches any column.",
    )
    mend = Text(
        zh="请填写这一屋的关系；有几位评判人时，每位都要有评分。",
        en="Fill in its relations; where there are several raters, each must give some.",
    )


class MarkNotOnScale(StudyFault):
    """A relation has a mark that the scale of its cascade does not have."""

    what = Text(zh="关系评分 {mark} 不在约定的档次（{known}）之内。", en="The mark {mark} is none of those agreed on ({known}).")
    mend = Text(
        zh="请改用其中一档（0 表示没有关系），或在 marks 中写明另外的档次。",
        en="Use one of them (0 for no relation), or write other marks in the field “marks”.",
    )


class MarksNotOfRaters(StudyFault):
    """A relation has more marks, or fewer, than there are raters."""

    what = Text(zh="这里有 {found} 个评分，评判人却有 {needed} 位。", en="There are {found} marks here and {needed} raters.")
    mend = Text(
        zh="请按评判人的顺序各写一个；大家一致时只写一个数。",
        en="Write one for each rater, in their order, or a single number where all agree.",
    )


class RelationTwice(StudyFault):
    """Two places of one house speak of the same two things."""

    what = Text(zh="“{one}”与“{other}”写了两次。", en="{one!r} and {other!r} stand here twice.")
    mend = Text(zh="请只保留一处。", en="Keep one of the two.")


class RoofOnItself(StudyFault):
    """The roof relates a column to itself."""

    what = Text(zh="屋顶中“{one}”与自身相关。", en="The roof relates {one!r} to itself.")
    mend = Text(zh="请写明另外一列，或删去这一处。", en="Name another column, or remove it.")


class LevelOutside(StudyFault):
    """A number lies outside what its field can hold."""

    what = Text(zh="{field} 是 {found}，应在 {low} 到 {high} 之间。", en="{field} is {found}; it must lie between {low} and {high}.")
    mend = Text(zh="请改正这个数。", en="Mend the number.")


class EvidenceMalformed(StudyFault):
    """A link to evidence is not written as one."""

    what = Text(zh="“{found}”不是依据的写法。", en="{found!r} is no link to evidence.")
    mend = Text(
        zh="请写成 kind:key，如 importance:visit_complaint 或 need:visit_complaint/really_solved；种类可选：{known}。",
        en="Write it as kind:key, such as importance:visit_complaint or need:visit_complaint/really_solved. Kinds: {known}.",
    )


class EvidenceMissing(DesignError):
    """A link to evidence leads to nothing in these answers."""

    what = Text(zh="这些答卷中没有“{link}”。", en="These answers hold nothing for {link!r}.")
    mend = Text(
        zh="请核对调查是否问过这一点，或改用另一条依据。",
        en="See whether the survey asked about it, or link to other evidence.",
    )
