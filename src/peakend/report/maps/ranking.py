"""Where does each moment stand as an effective moment of truth? One lane of the map: star, rank set, and the state of its service."""

from typing import Final

from peakend.analyse.emot import Emot
from peakend.report import captions
from peakend.report.maps.cells import Cell, Lane, lay_lane
from peakend.report.maps.sheet import Column, Sheet
from peakend.report.theme import SIGNS, TINY
from peakend.report.words import write_ranks
from peakend.report.words.emot import STATES
from peakend.text import Text

LANE: Final = (
    Text("有效关键时刻", "E-MOT"),
    Text("六因素综合名次；★ 确居前列；小字为服务状态", "rank by six factors; ★ surely leads; small: state of service"),
)

SURE: Final = 0.8
"""From this probability of the top on a moment leads."""


def emot_lane(sheet: Sheet) -> Lane | None:
    """Rank sets by all factors together; a star where the moment is among the top for sure. None where it was not worked out."""
    result = sheet.known.more.get("emot")
    part = result.scenario(sheet.facts.scenario.key) if isinstance(result, Emot) else None
    if part is None:
        return None

    def fill(cell: Cell, column: Column) -> None:
        line = part.line(column.facts.moment.key)
        if line is None:
            return
        leads = line.p_top >= SURE and part.supported
        if leads:
            cell.add_sign(SIGNS["emot"], "peak", solid=True)
        ranks = sheet.say(captions.RANK, ranks=write_ranks(line.rank_low, line.rank_high))
        cell.add_words(ranks, bold=leads, colour="ink" if leads else "muted", indent=15 if leads else 0, role="emot-rank")
        if line.state is not None and line.state.sure:
            cell.add_words(
                STATES[line.state.likely].say(sheet.language), size=TINY, colour="muted", indent=15 if leads else 0, role="state"
            )

    return lay_lane(sheet, "emot", LANE, fill)
