"""How is a service script drawn? Scene by scene, a row a step: who acts, what is done and said, in which tone, expected and never done.

A role card is the same with the rows of one role alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from peakend.define.study import Study
from peakend.design.script import VARIABLES, Beat, Play, Scene, list_variables
from peakend.report.diagrams import captions
from peakend.report.diagrams.grid import Card, Grid, Head, Paragraph, Row, keep_rows, lay_grid
from peakend.report.diagrams.page import Sheet, Told, make_sheet
from peakend.report.theme import BODY, SMALL
from peakend.text import Language, Text

WIDTH: Final = 196.0
"""The width of a cell of a script."""

_FIELDS: Final = {"words": "ink", "tone": "muted", "expects": "good", "never": "peak_ink"}
_TONE: Final = 2
"""The column of the tone: there the stage's policy stands too."""

_FRONT, _BACK = ("#e9f1fb", "#b3cbea"), ("#f1f4f7", "#c9d2dc")


@dataclass(frozen=True)
class ScriptView:
    """A script with the names of its roles; with `role` the card of that role alone."""

    study: Study
    play: Play
    language: Language
    roles: Mapping[str, Text] = field(default_factory=dict)
    role: str = ""

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """What is drawn: all scenes, or those of one role."""
        return self.play.card(self.role) if self.role else self.play.scenes

    def say(self, text: Text, **blanks: object) -> str:
        """A caption in the language of the drawing."""
        return (text.fill(**blanks) if blanks else text).say(self.language)

    def name_role(self, key: str) -> str:
        """A role in words."""
        return self.roles[key].say(self.language) if key in self.roles else key


def draw_script(view: ScriptView, first: int = 0, last: int | None = None, rows: frozenset[str] | None = None) -> Sheet:
    """The sheet of a script or of a role card, or of its columns from `first` to before `last`, with these rows only."""
    heads = tuple(Head(key, view.say(text)) for key, text in captions.SCRIPT_HEADS.items())[first:last]
    made = [pair for scene in view.scenes for pair in _list_rows(view, scene)]
    made_cards = (card for number, (_, make) in enumerate(made) for card in _cards(view, number, make))
    cards = tuple(replace(card, column=card.column - first) for card in made_cards if 0 <= card.column - first < len(heads))
    grid = Grid(heads, tuple(row for row, _ in made), cards, (), WIDTH)
    grid = grid if rows is None else keep_rows(grid, rows)
    return make_sheet(lay_grid(grid), _tell(view), view.language)


SCRIPT_COLUMNS: Final = len(captions.SCRIPT_HEADS)


def _list_rows(view: ScriptView, scene: Scene) -> Iterator[tuple[Row, Scene | Beat]]:
    """The row that opens a scene, then a row a step."""
    stand = scene.stand
    yield Row(f"scene:{stand.key}", stand.name.say(view.language), fill="page"), scene
    for beat in scene.beats:
        place = view.say(captions.ON_STAGE if beat.front else captions.OFF_STAGE)
        yield Row(beat.step.key, view.name_role(beat.role), place), beat


def _cards(view: ScriptView, number: int, what: Scene | Beat) -> Iterator[Card]:
    if isinstance(what, Scene):
        guide = " ".join(text.say(view.language) for text in what.guide)
        shown = " · ".join(step.words.say(view.language) for step in what.shown)
        policy = what.stand.stage.policy.say(view.language) if what.stand.stage else ""
        if policy:
            yield Card(f"policy:{what.stand.key}", number, _TONE, (Paragraph(policy, SMALL, "muted"),))
        if guide:
            yield Card(f"guide:{what.stand.key}", number, 0, (Paragraph(view.say(captions.GUIDE, words=guide), SMALL, bold=True),))
        if shown:
            yield Card(f"props:{what.stand.key}", number, 1, (Paragraph(view.say(captions.PROPS, words=shown), SMALL, "muted"),))
        return
    fill, edge = _FRONT if what.front else _BACK
    yield Card(f"does:{what.step.key}", number, 0, (Paragraph(what.step.words.say(view.language), SMALL),), fill, edge)
    if what.line is not None:
        for column, (name, colour) in enumerate(_FIELDS.items(), start=1):
            text: Text = getattr(what.line, name)
            if text:
                size = BODY if name == "words" else SMALL
                yield Card(f"{name}:{what.step.key}", number, column, (Paragraph(text.say(view.language), size, colour),))


def _tell(view: ScriptView) -> Told:
    play, script = view.play, view.play.script
    scenario = view.study.scenario(play.blueprint.scenario)
    name = (script.title or play.blueprint.title or scenario.name).say(view.language)
    kind = view.say(captions.ROLE_CARD) if view.role else view.say(captions.SCRIPT)
    title = f"{kind} · {name} · {view.name_role(view.role)}" if view.role else f"{kind} · {name}"
    lines = tuple(_list_facts(view))
    key = f"card-{script.key}-{view.role}" if view.role else f"script-{script.key}"
    return Told(title, lines, (), False, key, " ".join(lines), kind)  # noqa: FBT003 - a script has no answers in it


def _list_facts(view: ScriptView) -> Iterator[str]:
    play, script = view.play, view.play.script
    segments = {one.key: one.name for one in view.study.segments}
    audience = " / ".join(view.say(segments[key]) for key in script.audience if key in segments)
    facts = [view.say(captions.AUDIENCE, words=audience or view.say(captions.ALL_CUSTOMERS))]
    if script.setting:
        facts.append(view.say(captions.SETTING, words=view.say(script.setting)))
    yield " · ".join(facts)
    if not view.role:
        yield view.say(captions.CAST, words=" / ".join(view.name_role(key) for key, _ in play.roles))
    if script.props:
        yield view.say(captions.PROPS, words=" · ".join(view.say(text) for text in script.props))
    used = _list_used(view.scenes, view.language)
    if used:
        named = " · ".join(f"{{{name}}} {view.say(VARIABLES[name])}" for name in used if name in VARIABLES)
        yield view.say(captions.VARIABLES, words=named)


def _list_used(scenes: Sequence[Scene], language: Language) -> tuple[str, ...]:
    """The variables of all words, in the order of the closed list."""
    said = [beat.line.words.say(language) for scene in scenes for beat in scene.beats if beat.line]
    found = {name for words in said for name in list_variables(words)}
    return tuple(name for name in VARIABLES if name in found)
