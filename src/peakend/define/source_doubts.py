"""What rests on too little? Peaks and ends with one kind of source behind them; moments on which customers and the front line differ."""

from collections.abc import Iterator
from typing import Final

from peakend.define.remark import Remark
from peakend.define.soundness import moment_places
from peakend.define.sources import agreeing_kinds, sides_differ
from peakend.define.study import Study
from peakend.text import Text

FEWEST_KINDS: Final = 2
"""Kinds of source that should agree on a moment that much is built on."""


def find_source_doubts(study: Study) -> Iterator[Remark]:
    """Every doubt about sources of evidence; nothing is said of a study that has not begun to write them."""
    if not any(moment.sources for moment in study.moments()):
        return
    chief = {key for one in study.published if one.scenario for key in (*one.peaks, *one.ends)}
    for place, moment in moment_places(study):
        kinds = agreeing_kinds(moment.sources)
        if moment.key in chief and len(kinds) < FEWEST_KINDS:
            message = Text(
                zh=f"这是峰值或终值，支持它的来源只有 {len(kinds)} 种。",
                en=f"This is a peak or an end, and {len(kinds)} kind(s) of source speak for it.",
            )
            mend = Text(
                zh="请再用另一种来源印证：访谈、跟岗或数据。",
                en="Confirm it by another kind of source: interviews, observation or data.",
            )
            yield Remark("doubtful", (*place, "sources"), message, mend, "few_sources")
        if sides_differ(moment.sources):
            message = Text(zh="客户与一线对它的看法不一致。", en="Customers and the front line see it differently.")
            mend = Text(
                zh="请到现场观察，或再问客户；不一致本身就是发现。",
                en="Observe it, or ask customers again; that they differ is a finding in itself.",
            )
            yield Remark("doubtful", (*place, "sources"), message, mend, "sources_differ")
