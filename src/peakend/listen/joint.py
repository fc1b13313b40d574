"""Are there several choices in a cell, and what stands between them? Tools join them by ┋, by a semicolon or by a comma."""

from collections import Counter
from typing import Final

from peakend.listen.answer import split_choices
from peakend.listen.profile import Profile

_JOINTS: Final = ("┋", ";", "；", "|", ", ", ",")
"""What may stand between choices, the clearest first."""

_SURE: Final = "┋"
_MOST: Final = 40
_LONGEST: Final = 40
_FEWEST: Final = 20


def find_joint(profile: Profile) -> str:
    """What stands between the choices of a cell; nothing where the cells hold one each.

    ┋ says it by itself. Any other mark must split at least a tenth of the cells into few parts that come again and again, in more
    combinations than there are parts, and half of which also stand alone: a comma within a sentence does not do so.

    >>> from collections import Counter
    >>> cells = Counter({"tea": 9, "rum": 8, "tea;rum": 9, "rum;milk": 5, "milk": 4, "tea;milk": 3})
    >>> find_joint(Profile(filled=38, values=cells))
    ';'
    """
    if profile.joined:
        return _SURE
    if not profile.complete or profile.filled < _FEWEST:
        return ""
    return next((joint for joint in _JOINTS if joint != _SURE and _splits_well(profile, joint)), "")


def _splits_well(profile: Profile, joint: str) -> bool:
    several = sum(times for cell, times in profile.values.items() if len(split_choices(cell, joint)) > 1)
    if several * 10 < profile.filled:
        return False
    parts: Counter[str] = Counter()
    for cell, times in profile.values.items():
        for part in split_choices(cell, joint):
            parts[part] += times
    cells = {cell.strip().removesuffix(joint.strip()) for cell in profile.values}
    alone = sum(part in cells for part in parts)
    often = sum(times > 1 for times in parts.values())
    few = len(parts) <= min(_MOST, len(cells) - 1) and max(map(len, parts)) <= _LONGEST
    return few and len(parts) > 1 and alone * 2 >= len(parts) and often * 10 >= len(parts) * 8
