"""Which results are told chapter by chapter, in the order of the method? One file a result; this list is their order."""

from collections.abc import Mapping
from typing import Final

from peakend.report.chapter import Chapter
from peakend.report.chapters.asymmetry import ASYMMETRY
from peakend.report.chapters.carryover import CARRYOVER
from peakend.report.chapters.chain import CHAIN
from peakend.report.chapters.classes import CLASSES
from peakend.report.chapters.complaints import COMPLAINTS
from peakend.report.chapters.control import CONTROLS
from peakend.report.chapters.craft import FIELDWORK, FLAGS, WEIGHTING
from peakend.report.chapters.drivers import DRIVERS, IMPACT
from peakend.report.chapters.emot import EMOT
from peakend.report.chapters.kano import KANO
from peakend.report.chapters.memory import MEMORY
from peakend.report.chapters.recommendation import REASONS, RECOMMENDERS, SCORECARDS
from peakend.report.chapters.reliability import RELIABILITY
from peakend.report.words.columns import add_vocabulary

_ALL: Final[tuple[Chapter, ...]] = (
    DRIVERS,
    IMPACT,
    KANO,
    ASYMMETRY,
    CLASSES,
    REASONS,
    RECOMMENDERS,
    SCORECARDS,
    COMPLAINTS,
    MEMORY,
    EMOT,
    CHAIN,
    RELIABILITY,
    WEIGHTING,
    FIELDWORK,
    FLAGS,
    CARRYOVER,
)

CHAPTERS: Final[Mapping[str, Chapter]] = {chapter.key: chapter for chapter in _ALL}
"""The chapters by their key, in their order."""

for _chapter in (*_ALL, *CONTROLS.values()):
    add_vocabulary(_chapter.key, _chapter.vocabulary)
