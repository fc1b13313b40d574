"""What is there to remark about a draft? What a file cannot tell, in both languages."""

from typing import Final

from peakend.listen.column_wording import Words
from peakend.text import Text

DRAFT_WORDS: Final[dict[str, Words]] = {
    "order_unknown": (
        "doubtful",
        Text(
            zh="{count} 个关键时刻按文件中列的顺序排列：列的顺序不是客户经历的顺序。",
            en="Moments ({count}) stand in the order of the columns, which is not the order of the customer's journey.",
        ),
        Text(
            zh="请按客户的经历重新排列；不是接触点的删去，几个场景的分开。",
            en="Put them in the customer's order, remove what is no touchpoint, and separate scenarios.",
        ),
    ),
    "stages_unknown": (
        "doubtful",
        Text(
            zh="文件不说明阶段，全部时刻暂放在“操作”，还没有终值。",
            en="A file does not tell stages: all moments stand in “operation”, and none is the end yet.",
        ),
        Text(zh="请把每个时刻的 stage 改为 contact、operation 或 end。", en="Set the stage of each moment: contact, operation or end."),
    ),
    "no_moments": (
        "missing",
        Text(zh="没有找到给接触点打分的题，因此没有关键时刻。", en="No question rates a touchpoint, so there are no moments."),
        Text(
            zh="若有，请添加关键时刻，并在题目的 about 中引用。",
            en="If there are any, add the moments and name them in `about` of the questions.",
        ),
    ),
    "group_unnamed": (
        "doubtful",
        Text(
            zh="从“{first}”起的 {count} 列看作一道多选题，暂名 {group}。",
            en="{count} columns from {first!r} on were taken for one multiple answer, called {group} for now.",
        ),
        Text(zh="请给它取名，并核对选项是否都属于这一题。", en="Give it a name, and check that all choices belong to it."),
    ),
    "choices_found": (
        "doubtful",
        Text(
            zh="“{column}”一格多选，从答卷中找到 {count} 个选项。",
            en="{column!r} holds several choices in a cell; found in the answers: {count}.",
        ),
        Text(zh="没有人选过的选项不在其中：请对照问卷补上。", en="A choice nobody made is not among them: add it from the questionnaire."),
    ),
    "written_in": (
        "doubtful",
        Text(
            zh="“{column}”中“其他”后面填写的文字没有导入，只计为选了“其他”。",
            en="What was written in behind “other” in {column!r} is not imported; it counts as “other” chosen.",
        ),
        Text(zh="需要分析这些文字时，请在原文件中另列一列。", en="To analyse these words, put them into a column of their own."),
    ),
    "names_missing_en": (
        "missing",
        Text(zh="{count} 个名称只有中文（如{example}）。", en="Names in Chinese only: {count} (such as {example})."),
        Text(zh="需要英文报告时请补上 en。", en="Add `en` if reports in English are wanted."),
    ),
    "names_missing_zh": (
        "missing",
        Text(zh="{count} 个名称只有外文（如 {example}）。", en="Names without Chinese: {count} (such as {example})."),
        Text(zh="需要中文报告时请补上 zh。", en="Add `zh` if reports in Chinese are wanted."),
    ),
    "names_translated": (
        "doubtful",
        Text(zh="{count} 个名称由内置词表译出。", en="Names translated by a built-in list of words: {count}."),
        Text(zh="请按本行业的说法改。", en="Put them into your own words."),
    ),
    "no_respondent": (
        "missing",
        Text(zh="没有找到受访者编号，每行当作一个人。", en="No column of respondents was found; each row counts as a person."),
        Text(
            zh="若有，请填 columns.respondent，误差区间才算得准。",
            en="If there is one, name it in columns.respondent: intervals depend on it.",
        ),
    ),
    "no_outcome": (
        "missing",
        Text(
            zh="没有整体满意度、推荐或忠诚的题：无法检验哪些时刻影响整体印象。",
            en="Nothing asks for overall satisfaction, recommendation or loyalty: which moments move them cannot be tested.",
        ),
        Text(
            zh="若文件中有，请把那一题的 measure 改为 overall、nps 或 loyalty。",
            en="If the file has one, change its measure to overall, nps or loyalty.",
        ),
    ),
    "second_of_its_kind": (
        "doubtful",
        Text(zh="有两列可用，取“{column}”，“{other}”未采用。", en="Two columns would do: {column!r} was taken, {other!r} left out."),
        Text(zh="不对时请改 columns。", en="If that is wrong, change `columns`."),
    ),
}
"""Remarks about a draft, by name."""
