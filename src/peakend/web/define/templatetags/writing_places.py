"""On which page of the workbench is written what a sentence about the study file asks for?"""

import re
from typing import Final

from django import template

from peakend.text import Text

register = template.Library()

_PLACES: Final[tuple[tuple[str, str, Text], ...]] = (
    (r"\banalysis\b|constructs|margins|complaints:|fieldwork", "analysis", Text("分析计划", "Analysis plan")),
    (r"survey\.columns|attributes?\b", "attributes", Text("属性与列", "Attributes and columns")),
    (r"measure|scale|as_asked|\bask\b|询问|题", "questions", Text("问卷题目", "Survey questions")),
    (r"\btheme\b|\bneeds\b", "needs", Text("需求与主题", "Needs and themes")),
    (r"competitors?\b", "people", Text("客群、角色、对手", "Segments, roles, rivals")),
)


@register.simple_tag
def where_to_write(mend: Text) -> list[tuple[str, Text]]:
    """The pages that a mend leads to, by name; none where it speaks of something else.

    >>> [page for page, _ in where_to_write(Text("请在 survey.columns 中指定 weight 列", "Name the column under survey.columns"))]
    ['attributes']
    """
    said = f"{mend.zh} {mend.en}"
    return [(page, name) for pattern, page, name in _PLACES if re.search(pattern, said)]
