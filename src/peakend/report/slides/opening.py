"""How does a deck begin? Who was asked about what, how to read it, and what was found, on one slide each."""

from collections.abc import Iterator
from typing import Final

from peakend.analyse.importance import TOP
from peakend.analyse.peaks import SURE_SHARE
from peakend.analyse.result import Estimate, Figure, Result
from peakend.report.boxes import Rect
from peakend.report.slides.canvas import Canvas, add_frame, mark, write_notes
from peakend.report.slides.master import CONTENT, HEIGHT, OPENING_TITLE, OPENING_WORDS
from peakend.report.slides.runs import Paragraph, Run, fit, say, write_paragraphs
from peakend.report.slides.story import Story, bullets
from peakend.report.words import headline, main_line, segments_headline, write_interval, write_value
from peakend.report.words.base import base_line, count_line, filter_line
from peakend.report.words.figures import Unit, write_count
from peakend.report.words.gaps import gap_headline, main_kind
from peakend.report.words.names import SYNTHETIC_NOTE, count_english
from peakend.text import Text

HOW: Final = Text("怎样读这份报告", "How to read this deck")
SUMMARY: Final = Text("结论摘要", "Summary")
NPS: Final = Text("净推荐值 NPS", "NPS")


def add_opening(story: Story) -> None:
    """The first slide: the study, whom it stands for, and whether the answers are made up."""
    known, language = story.known, story.language
    study, base = known.study, known.base
    slide = story.deck.slides.add_slide(story.deck.slide_layouts[0])
    canvas = Canvas(slide, language)
    canvas.box(Rect(0, 0, 28, HEIGHT), "Brand band", fill="brand")
    title, words = slide.shapes.title, slide.placeholders[1]
    told = fit((say(study.title.say(language), 36, bold=True, colour="brand"),), OPENING_TITLE.width, OPENING_TITLE.height, least=20)
    write_paragraphs(title.text_frame, told, language, upright="bottom")
    title.name, words.name = "Title", "Subtitle"
    goal = study.goal.say(language) or story.say(Text("关键时刻、峰值与终值", "Moments, peaks and ends"))
    write_paragraphs(words.text_frame, fit((say(goal, 16, colour="muted"),), OPENING_WORDS.width, OPENING_WORDS.height), language)
    canvas.rule((OPENING_WORDS.x, 356), (OPENING_WORDS.x + 200, 356), "Rule", stroke="end", line=2)
    canvas.words(Rect(OPENING_WORDS.x, 370, 760, 80), tuple(say(one, 13, before=3) for one in _facts(story)), "Whom it stands for")
    canvas.words(Rect(OPENING_WORDS.x, 40, 300, 20), "Peakend 峰终", "Product", size=13, bold=True, colour="link")
    add_frame(canvas, story.footer(base), synthetic=False)
    notes = [study.title.say(language), story.say(base_line(base, study))]
    if base.synthetic:
        mark(canvas)
        note = say(story.say(SYNTHETIC_NOTE), 12, bold=True, colour="end_ink")
        canvas.box(Rect(OPENING_WORDS.x, 452, 640, 30), "Synthetic note", fill="end_tint", stroke="end", radius=4, paragraphs=(note,))
        notes.append(story.say(SYNTHETIC_NOTE))
    write_notes(slide, notes, language)


def _facts(story: Story) -> Iterator[str]:
    study, base = story.known.study, story.known.base
    moments, scenarios = sum(1 for _ in study.moments()), len(study.scenarios)
    if study.period:
        yield study.period
    yield story.say(count_line(base)) + " · " + story.say(filter_line(base, study))
    yield story.say(
        Text(
            zh=f"{scenarios} 个服务场景，{moments} 个关键时刻",
            en=f"{count_english(scenarios, 'scenario')}, {count_english(moments, 'moment')}",
        )
    )


def add_reading_guide(story: Story) -> None:
    """What marks, intervals and the two rules mean: without this the deck cannot be read. What the deck has not is not explained."""
    peaks = story.known.peaks is not None
    title = Text("每个数字都带区间，每个峰值都带概率", "Every number comes with its interval, every peak with its probability")
    if not peaks:
        title = Text("每个数字都带区间", "Every number comes with its interval")
    canvas = story.slide((HOW,), title, story.known.base, (_GUIDE_NOTE,))
    cards = [card for card in _CARDS if peaks or card[0] != _RULES_HEAD]
    gap = 18.0
    width = (CONTENT.width - gap * (len(cards) - 1)) / len(cards)
    for at, (head, sentences) in enumerate(cards):
        place = Rect(CONTENT.x + at * (width + gap), CONTENT.y, width, CONTENT.height - 4)
        canvas.box(place, "Card", fill="page", stroke="line", radius=8)
        canvas.words(Rect(place.x + 16, place.y + 12, width - 32, 20), story.say(head), "Card head", size=14, bold=True, colour="link")
        if sentences:
            told = [story.say(one) for one in sentences if peaks or one not in _ABOUT_PEAKS]
            canvas.words(Rect(place.x + 16, place.y + 42, width - 32, place.height - 54), bullets(told, 12.5), "Card words")
        else:
            _add_signs(canvas, story, place)


_SIGNS: Final = (
    ("triangle", "peak", "", Text("▲ 峰值：结束阶段之前最受重视的时刻", "▲ Peak: matters most before the end stage")),
    ("square", "end", "", Text("■ 终值：结束阶段最受重视的时刻", "■ End: matters most in the end stage")),
    ("diamond", "common", "", Text("◇ 共有时刻：几个场景都有的同一时刻", "◇ Common: one moment shared by scenarios")),
    ("circle", "importance", "", Text("● 自述重要性：客户说它有多重要", "● Stated importance: what customers say")),
    ("circle", "experience", "", Text("● 实际体验：客户对实际服务的评分", "● Experience: how it was rated")),
    ("ring", "card", "muted", Text("○ 空心：未获检验确认", "○ Hollow: not confirmed by the test")),
)

_RULES_HEAD: Final = Text("两条规则", "Two rules")
_CARDS: Final = (
    (Text("标记", "Marks"), ()),
    (
        Text("区间与概率", "Intervals and probabilities"),
        (
            Text(
                "4.45 [4.36, 4.54]：估计值与 95% 置信区间；图中的竖线就是这个区间",
                "4.45 [4.36, 4.54]: the estimate and its 95% confidence interval; the whiskers in charts are the same",
            ),
            Text(
                "峰值旁的 98%：重新抽样时，同一规则有 98% 的次数再次选中它；接近 50% 就是没有定论",
                "98% beside a peak: in 98% of the resamples the same rule picks it again; near 50% nothing is settled",
            ),
            Text(
                "“无法区分”：两者之差可能为 0，不排先后",
                '"Cannot be told apart": the difference may be zero, so there is no order between them',
            ),
            Text(
                "“样本不足”：给不出可靠数字，就不给数字",
                '"Too few answers": where no sound number can be given, none is',
            ),
        ),
    ),
    (
        _RULES_HEAD,
        (
            Text(
                f"原研究规则：重要性高于场景均值且列前 {TOP}，即为峰值；结束阶段最高者为终值",
                f"Source's rule: above the scenario's mean and among its {TOP} highest is a peak; the highest of the end stage is the end",
            ),
            Text(
                f"检验规则：至少 {100 * SURE_SHARE:.0f}% 的重抽样进入前 {TOP}，且确实高于同一批客户的平均（Holm 校正）",
                f"Tested rule: among the {TOP} highest in at least {100 * SURE_SHARE:.0f}% of the resamples, and proved above the same "
                "respondents' mean (Holm)",
            ),
            Text(
                "两条规则并列报告：前者便于与原研究对照，后者说明证据是否充分",
                "Both are reported: the first compares with the source, the second says whether the evidence carries it",
            ),
            Text(
                "自述重要性不等于体验强度，也不等于对总体评价的影响",
                "Stated importance is neither intensity of experience nor effect on the overall judgement",
            ),
        ),
    ),
)

_ABOUT_PEAKS: Final = (_CARDS[1][1][1],)
"""What is only worth saying where there are peaks."""

_GUIDE_NOTE: Final = Text(
    "先用一分钟讲清这一页。听众之后看到的每张图都用同样的标记。",
    "Take a minute for this slide. Every picture after it uses the same marks.",
)


def _add_signs(canvas: Canvas, story: Story, place: Rect) -> None:
    y, known = place.y + 46, story.known
    shown = {"peak": known.peaks, "end": known.peaks, "common": known.peaks, "importance": known.importance, "experience": known.experience}
    for sign, fill, stroke, words in _SIGNS:
        if shown.get(fill, known.peaks) is None:
            continue
        canvas.sign(sign, Rect(place.x + 18, y + 3, 13, 13), f"Sign {sign}", fill=fill, stroke=stroke, alt=story.say(words))
        canvas.words(Rect(place.x + 42, y, place.width - 56, 34), story.say(words)[1:].strip(), "Sign words", size=12.5)
        y += 44


def add_summary(story: Story) -> None:
    """The figures that everybody asks for first, and each finding in one sentence."""
    known = story.known
    title = headline(known.peaks) if known.peaks else headline(next(result for result in _results(story) if result is not None))
    canvas = story.slide((SUMMARY,), title, known.base)
    cards = list(_cards(story))
    top = CONTENT.y
    if cards:
        gap = 14.0
        width = (CONTENT.width - gap * (len(cards) - 1)) / len(cards)
        for at, (name, value, beside) in enumerate(cards):
            _add_card(canvas, Rect(CONTENT.x + at * (width + gap), top, width, 80), name, value, beside)
        top += 94
    told = [words for one in _sentences(story) if (words := story.say(one)) != story.say(title)]
    place = Rect(CONTENT.x, top, CONTENT.width, CONTENT.y + CONTENT.height - top)
    canvas.words(place, bullets(told, 14), "Findings", least=9)


def _add_card(canvas: Canvas, place: Rect, name: str, value: str, beside: str) -> None:
    canvas.box(place, "Figure card", fill="page", stroke="line", radius=8, alt=f"{name}: {value} {beside}")
    inner = Rect(place.x + 14, place.y + 9, place.width - 24, place.height - 14)
    told = (
        Paragraph((Run(name, 11, colour="muted"),)),
        Paragraph((Run(value, 22, bold=True),)),
        Paragraph((Run(beside, 10.5, colour="muted"),)),
    )
    canvas.words(inner, told, "Figure", least=8)


def _cards(story: Story) -> Iterator[tuple[str, str, str]]:
    known = story.known
    if known.nps and known.nps.lines:
        yield from _figure_card(story.say(NPS), known.nps.lines[0].nps, "points")
    if known.satisfaction and known.satisfaction.lines:
        yield from _figure_card(story.say(Text("总体满意度", "Overall satisfaction")), main_line(known.satisfaction).mean, "rating")
    if known.peaks:
        marks = [mark for one in known.peaks.scenarios for mark in one.marks]
        for kind, name in (("peak", Text("峰值", "Peaks")), ("end", Text("终值", "Ends"))):
            named = [mark for mark in marks if mark.kind == kind and mark.by_source]
            sure = sum(mark.by_test for mark in named)
            yield story.say(name), str(len(named)), story.say(Text(f"原研究规则；检验确认 {sure}", f"source's rule; {sure} confirmed"))


def _figure_card(name: str, figure: Figure, unit: Unit) -> Iterator[tuple[str, str, str]]:
    if isinstance(figure, Estimate):
        yield name, write_value(figure.value, unit), f"{write_interval(figure, unit)} n = {write_count(figure.n)}"


def _results(story: Story) -> tuple[Result | None, ...]:
    known = story.known
    return (known.importance, known.experience, known.nps, known.satisfaction, known.needs, known.gaps, known.quadrants)


CHIEF: Final = ("emot", "drivers", "memory")
"""The chapters whose sentence belongs among the first things a reader should know."""


def _sentences(story: Story) -> Iterator[Text]:
    known = story.known
    if known.peaks:
        for part in known.peaks.scenarios:
            yield headline(part)
    for result in (known.experience, known.quadrants, known.needs, known.nps, known.satisfaction):
        if result is not None:
            yield headline(result)
    if known.gaps is not None:
        yield gap_headline(known.gaps, main_kind(known.gaps), study=known.study)
    for key in CHIEF:
        if key in known.more:
            yield headline(known.more[key])
    if known.segments is not None:
        yield segments_headline(known.segments, known.study)
