"""What stands behind the deck? Cautions, whom the numbers stand for, methods with their sources, and all figures as tables."""

from collections.abc import Iterator, Sequence
from typing import Final

from peakend.analyse.methods import METHODS
from peakend.analyse.result import Base, Result
from peakend.report.slides.grid import Cell, Column, Grid
from peakend.report.slides.importance import importance_grid
from peakend.report.slides.journeys import IMPORTANCE
from peakend.report.slides.master import CONTENT
from peakend.report.slides.needs import NEEDS, needs_grid
from peakend.report.slides.ratings import EXPERIENCE, experience_grid, quadrant_grid, quadrant_title
from peakend.report.slides.runs import text_height
from peakend.report.slides.story import Story, bullets
from peakend.report.words import LEFT_OUT, SYNTHETIC_NOTE, headline, list_cautions, method_note, name_of, reasons_line
from peakend.report.words.absent import absent_lines, name_absent
from peakend.report.words.base import count_line, filter_line, weights_line
from peakend.report.words.figures import write_count
from peakend.text import Text

CAUTIONS: Final = Text("注意事项", "Cautions")
METHOD: Final = Text("方法与样本", "Method and base")
APPENDIX: Final = Text("附录", "Appendix")


def add_cautions(story: Story) -> None:
    """What a careful reader should know before acting on the numbers."""
    result = story.known.reading.cautions
    told = [story.say(one) for one in list_cautions(result, story.known.study)]
    if not told:
        told = [story.say(headline(result))]
    for at, part in enumerate(_share_out(told)):
        canvas = story.slide(
            (CAUTIONS,) if at == 0 else (CAUTIONS, Text(str(at + 1), str(at + 1))), headline(result), result.base, (method_note(result),)
        )
        canvas.words(CONTENT, bullets(part, 13), "Cautions", least=9)


def _share_out(sentences: Sequence[str]) -> Iterator[list[str]]:
    """Sentences in parts that fit on a slide."""
    part: list[str] = []
    for one in sentences:
        if part and text_height(bullets([*part, one], 13), CONTENT.width) > CONTENT.height:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def add_method(story: Story) -> None:
    """Whom the numbers stand for, and each method with version and source."""
    base = story.known.base
    title = Text(zh=f"数字代表谁：{count_line(base).zh}", en=f"Whom the numbers stand for: {count_line(base).en}")
    story.grid_slides((METHOD,), title, base, _base_grid(story, base))
    methods: dict[str, str] = {}
    for result in results_of(story):
        methods |= result.base.methods
    rows = [
        (Cell(key), Cell(version), Cell(story.say(METHODS[key].name)), Cell(METHODS[key].source))
        for key, version in sorted(methods.items())
        if key in METHODS
    ]
    columns = (
        Column(story.say(Text("方法", "Method")), 1.2),
        Column(story.say(Text("版本", "Version")), 0.5),
        Column(story.say(Text("名称", "Name")), 2.0),
        Column(story.say(Text("来源", "Source")), 3.0),
    )
    title = Text(
        "方法、版本与出处：同样的数据和版本给出同样的数字",
        "Methods, versions, sources: the same answers and versions give the same numbers",
    )
    story.grid_slides((METHOD,), title, base, Grid(columns, tuple(rows)))


def _base_grid(story: Story, base: Base) -> Grid:
    study = story.known.study
    facts: list[tuple[Text, str]] = [
        (Text("读取答卷", "Responses read"), write_count(base.read)),
        (Text("计入分析", "Responses counted"), write_count(base.n)),
        (Text("整份剔除", "Left out whole"), _listed(story, base)),
        (Text("缺失的答案", "Answers missing"), story.say(reasons_line(base.missing)) or "0"),
        (Text("筛选", "Filter"), story.say(filter_line(base, study))),
        (Text("加权", "Weights"), story.say(weights_line(base))),
        (Text("抽样单元", "Sampling units"), write_count(base.units) + (story.say(Text("（分块）", " (blocks)")) if base.by_block else "")),
        (Text("数据中没有的题目", "Questions without a column"), story.say(name_absent(base.absent, study)) or "0"),
        (Text("未回答的问题", "Questions of the method not answered"), _unanswered(story)),
    ]
    if base.synthetic:
        facts.append((Text("数据来源", "Origin"), story.say(SYNTHETIC_NOTE)))
    columns = (Column(story.say(Text("项目", "What")), 1.0), Column(story.say(Text("内容", "Value")), 3.2))
    return Grid(columns, tuple((Cell(story.say(name), bold=True), Cell(value)) for name, value in facts), 12)


def _listed(story: Story, base: Base) -> str:
    gap = "，" if story.language == "zh" else ", "
    return gap.join(f"{story.say(name_of(LEFT_OUT, why))} {write_count(rows)}" for why, rows in base.left_out.items()) or "0"


def _unanswered(story: Story) -> str:
    """What the study did not ask, each cause once."""
    return " ".join(story.say(line) for line in absent_lines(story.known.faults)) or "–"


def results_of(story: Story) -> tuple[Result, ...]:
    """Every result that there is."""
    known = story.known
    found = (known.importance, known.peaks, known.experience, known.gaps, known.quadrants, known.needs, known.nps, known.satisfaction)
    return tuple(result for result in (*found, known.segments, known.baseline, *known.more.values()) if result is not None)


def add_appendix(story: Story) -> None:
    """All figures of every scenario as tables."""
    known = story.known
    if known.importance is not None:
        for weighed in known.importance.scenarios:
            grid = importance_grid(story, weighed)
            story.grid_slides(
                (APPENDIX, IMPORTANCE, weighed.scenario.name),
                _titled(weighed.scenario.name, IMPORTANCE),
                known.base_in(weighed.scenario.key, known.importance.base),
                grid,
            )
    if known.experience is not None:
        for traced in known.experience.scenarios:
            grid = experience_grid(story, traced)
            story.grid_slides(
                (APPENDIX, EXPERIENCE, traced.scenario.name),
                _titled(traced.scenario.name, EXPERIENCE),
                known.base_in(traced.scenario.key, known.experience.base),
                grid,
            )
    if known.quadrants is not None:
        for placed in known.quadrants.scenarios:
            what, name, grid = quadrant_title(placed), placed.scenario.name, quadrant_grid(story, placed)
            notes = (method_note(known.quadrants),)
            story.grid_slides(
                (APPENDIX, what, name), _titled(name, what), known.base_in(placed.scenario.key, known.quadrants.base), grid, notes
            )
    if known.needs is not None:
        story.grid_slides(
            (APPENDIX, NEEDS),
            Text("各时刻需求：全部选项", "Needs at each moment: all choices"),
            known.needs.base,
            needs_grid(story, known.needs),
        )


def _titled(name: Text, what: Text) -> Text:
    return Text(zh=f"{name.say('zh')}：{what.zh}，全部数字", en=f"{name.say('en')}: {what.en.lower()}, all figures")
