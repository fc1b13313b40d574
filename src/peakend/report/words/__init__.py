"""What do we say about the results? Every sentence about a number, in Chinese and English, composed from values, and nowhere else.

`headline`, `findings` and `method_note` take any result (or the part of one scenario); `base_line` takes its base. The rest are the
names of things and the way numbers are written.
"""

from peakend.report.words import asymmetry as _asymmetry  # noqa: F401 - brings its words
from peakend.report.words import baseline as _baseline  # noqa: F401 - brings its words
from peakend.report.words import carryover as _carryover  # noqa: F401 - the same
from peakend.report.words import chain as _chain  # noqa: F401 - the same
from peakend.report.words import classes as _classes  # noqa: F401 - the same
from peakend.report.words import complaints as _complaints  # noqa: F401 - the same
from peakend.report.words import control as _control  # noqa: F401 - the same
from peakend.report.words import craft as _craft  # noqa: F401 - the same
from peakend.report.words import drivers as _drivers  # noqa: F401 - the same
from peakend.report.words import houses as _houses  # noqa: F401 - the same
from peakend.report.words import kano as _kano  # noqa: F401 - the same
from peakend.report.words import recommendation as _recommendation  # noqa: F401 - the same
from peakend.report.words import reliability as _reliability  # noqa: F401 - the same
from peakend.report.words.base import base_line, count_line, filter_line, interval_note, methods_line, reasons_line, weights_line
from peakend.report.words.cautions import caution_words, list_cautions
from peakend.report.words.experience import weakest_line
from peakend.report.words.figures import (
    MINUS,
    NOTHING,
    Unit,
    write_count,
    write_evidence,
    write_figure,
    write_interval,
    write_number,
    write_p,
    write_probability,
    write_ranks,
    write_value,
)
from peakend.report.words.gaps import gap_findings, gap_headline, main_kind
from peakend.report.words.importance import first_line
from peakend.report.words.names import (
    CROSSHAIRS,
    DIRECTIONS,
    GAPS,
    KINDS,
    LEFT_OUT,
    MARKS,
    MEASURES,
    PROVENANCE,
    QUADRANTS,
    REASONS,
    RULES,
    SYNTHETIC,
    SYNTHETIC_NOTE,
    YES_NO,
    join_names,
    name_keys,
    name_of,
    place_in,
    prefix_name,
    quote_names,
    quote_some,
)
from peakend.report.words.needs import group_headline, name_choices, needs_headline
from peakend.report.words.outcomes import (
    main_line,
    nps_sentence,
    nps_shares,
    outcome_findings,
    question_name,
    satisfaction_range,
    satisfaction_sentence,
)
from peakend.report.words.peaks import common_headline, name_marks, rule_words
from peakend.report.words.quadrants import name_points, quadrant_points
from peakend.report.words.segments import (
    label_group,
    name_question,
    name_thing,
    segment_findings,
    segment_sentence,
    segments_headline,
    unit_of,
)
from peakend.report.words.speech import findings, headline, method_note

__all__ = [
    "CROSSHAIRS",
    "DIRECTIONS",
    "GAPS",
    "KINDS",
    "LEFT_OUT",
    "MARKS",
    "MEASURES",
    "MINUS",
    "NOTHING",
    "PROVENANCE",
    "QUADRANTS",
    "REASONS",
    "RULES",
    "SYNTHETIC",
    "SYNTHETIC_NOTE",
    "YES_NO",
    "Unit",
    "base_line",
    "caution_words",
    "common_headline",
    "count_line",
    "filter_line",
    "findings",
    "first_line",
    "gap_findings",
    "gap_headline",
    "group_headline",
    "headline",
    "interval_note",
    "join_names",
    "label_group",
    "list_cautions",
    "main_kind",
    "main_line",
    "method_note",
    "methods_line",
    "name_choices",
    "name_keys",
    "name_marks",
    "name_of",
    "name_points",
    "name_question",
    "name_thing",
    "needs_headline",
    "nps_sentence",
    "nps_shares",
    "outcome_findings",
    "place_in",
    "prefix_name",
    "quadrant_points",
    "question_name",
    "quote_names",
    "quote_some",
    "reasons_line",
    "rule_words",
    "satisfaction_range",
    "satisfaction_sentence",
    "segment_findings",
    "segment_sentence",
    "segments_headline",
    "unit_of",
    "weakest_line",
    "weights_line",
    "write_count",
    "write_evidence",
    "write_figure",
    "write_interval",
    "write_number",
    "write_p",
    "write_probability",
    "write_ranks",
    "write_value",
]
