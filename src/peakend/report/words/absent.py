"""What does a report not hold, and why? What was not asked, in one sentence each; how to mend it is told on the command line only."""

from collections.abc import Iterable, Mapping

from peakend.define.study import Study
from peakend.errors import NothingAsked, PeakendError
from peakend.report.words.names import MEASURES, join_names, name_of
from peakend.report.words.outcomes import question_name
from peakend.report.words.segments import name_question
from peakend.text import Text


def absent_lines(faults: Mapping[str, PeakendError]) -> tuple[Text, ...]:
    """What was not asked and which results are missing for it, each cause once; other faults in their own words, without the mend.

    >>> from peakend.errors import NothingAsked
    >>> absent_lines({"peaks": NothingAsked(analysis="peaks", measure="importance")})[0].zh
    '未问重要性，因此没有峰值与终值。'
    """
    unasked: dict[str, list[str]] = {}
    others: list[Text] = []
    for result, fault in faults.items():
        if isinstance(fault, NothingAsked):
            unasked.setdefault(str(fault.blanks["measure"]), []).append(result)
        else:
            others.append(fault.fill(fault.what))
    return tuple(dict.fromkeys([*(_not_asked(measure, results) for measure, results in unasked.items()), *others]))


def _not_asked(measure: str, results: Iterable[str]) -> Text:
    """One measure that nobody was asked for, with the results that stand on it; its own result needs no second mention."""
    words = NothingAsked.words
    asked = join_names(words.get(one) or name_of(MEASURES, one) for one in measure.split(" / "))
    missing = join_names(words[one] for one in dict.fromkeys(results) if one in words and words[one] != asked and one != measure)
    if not missing:
        return Text(zh=f"未问{asked.zh}。", en=f"Not asked: {asked.en}.")
    return Text(zh=f"未问{asked.zh}，因此没有{missing.zh}。", en=f"Not asked: {asked.en}; so there is nothing on {missing.en}.")


def name_absent(keys: Iterable[str], study: Study) -> Text:
    """Questions that have no column in the answers, by what they are about and measure."""
    asked = {one.key: name_question(one, study) if one.about else question_name(one) for one in study.survey.questions}
    named = [asked.get(key) or Text(zh=key, en=key) for key in keys]
    return Text(zh="、".join(one.say("zh") for one in named), en=", ".join(one.say("en") for one in named))
