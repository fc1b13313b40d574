"""What does somebody do in the browser about a file or a draft? Places as the pages name them, mends that pages and forms can carry out.

The same remarks and faults stand in study files and on the command line, where they name fields of the file: here nobody sees one.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from peakend.define.place import Place
from peakend.define.study import Study
from peakend.errors import PeakendError
from peakend.text import Text
from peakend.web.define.wording import word_where

_ENDINGS: Final = {"CSV": ".csv", "Excel": ".xlsx", "SPSS": ".sav", "Parquet": ".parquet", "Arrow": ".arrow", "LimeSurvey .lsa": ".lsa"}

_MENDS: Final[dict[str, Text]] = {
    "SurveyWithoutAnswers": Text(
        "请上传答卷数据文件，并把本文件作为它的题目说明一起上传。",
        "Send the file of answers, with this one beside it to explain them.",
    ),
    "route_found": Text(
        "若其余的人也问到了，请在“问卷题目”中清空这一题的“跳转依据的列”。",
        "If the others were asked too, empty “Asked by column” of this question under Survey questions.",
    ),
    "stages_unknown": Text("请在“关键时刻”看板上把每个时刻拖到它的阶段。", "On the board of moments, move each moment to its stage."),
    "no_moments": Text(
        "若有，请添加关键时刻，并在题目中写明它问的是哪个时刻。",
        "If there are any, add them, and say in each question which one it is about.",
    ),
    "names_missing_en": Text("需要英文报告时请补上英文名称。", "Add the English names if reports in English are wanted."),
    "names_missing_zh": Text("需要中文报告时请补上中文名称。", "Add the Chinese names if reports in Chinese are wanted."),
    "no_respondent": Text(
        "若有，请在“属性与列”中指定受访者编号的列，误差区间才算得准。",
        "If there is one, name its column under Attributes and columns: intervals depend on it.",
    ),
    "no_outcome": Text(
        "若文件中有，请在“问卷题目”中把那一题改为问整体满意度、推荐或忠诚。",
        "If the file has one, let that question measure overall satisfaction, recommendation or loyalty, under Survey questions.",
    ),
    "second_of_its_kind": Text("不对时请在“属性与列”中改。", "If that is wrong, change it under Attributes and columns."),
}
"""What to do here about a remark or a fault, by its name; what is not here says it already."""

_FILE: Final = Text("整个文件", "The whole file")
_NAMED: Final = (re.compile(r"，暂名 [^。]+。"), re.compile(r", called \S+ for now\."))
_NAMELESS: Final = ("，还没有名称。", ", not named yet.")


def mend_here(fault: PeakendError) -> Text:
    """What to do in the browser about a fault."""
    if fault.name == "NameAndContentDiffer":
        ending = _ENDINGS.get(str(fault.blanks.get("found", "")))
        if ending:
            return Text(
                f"请把文件的扩展名改为 {ending} 后重新上传，或用原软件重新导出。",
                f"Rename the file so that it ends in {ending} and send it again, or export it again.",
            )
        return Text("请改正扩展名后重新上传，或用原软件重新导出。", "Correct the ending of its name and send it again, or export it again.")
    return _MENDS.get(fault.name) or fault.fill(fault.mend)


def say_here(kept: Mapping[str, Any], study: Study) -> dict[str, Any]:
    """A remark about a draft, as JSON keeps it, in the words of the pages."""
    name, place = str(kept.get("name", "")), tuple(step for step in str(kept.get("where", "")).split(" → ") if step)
    found = dict(kept) | {"where": _say_place(place, study)}
    if name in _MENDS:
        found["mend"] = {"zh": _MENDS[name].zh, "en": _MENDS[name].en}
    if name == "group_unnamed":
        what = kept["what"]
        found["what"] = {key: one.sub(words, str(what[key])) for key, one, words in zip(("zh", "en"), _NAMED, _NAMELESS, strict=True)}
    return found


def _say_place(place: Place, study: Study) -> Text:
    if not place:
        return Text()
    return _FILE if place == ("survey",) else word_where(place, (study,))
