"""What does a drawing of a design say to those who do not see it? The same as a table: plain rows, in the order in which it is read."""

from collections.abc import Mapping, Sequence
from typing import Final

from peakend.report.diagrams import captions
from peakend.report.diagrams.grid import Laid
from peakend.report.diagrams.page import Sheet
from peakend.text import Language

TableRow = dict[str, str]
"""One line of a table: the column's key, and what stands there."""

COLUMNS: Final = ("column", "row", "words", "details", "marks", "leads")
"""The columns of every table, in their order."""


def tell_sheet(sheet: Sheet, language: Language) -> list[TableRow]:
    """Every card of a sheet: its column and row, its words, what is said in small beside them, its marks, where its connectors lead."""
    laid = sheet.laid
    leads = _list_leads(laid)
    names = {badge: name for name, badge in captions.BADGES.items()}
    ordered = sorted(laid.grid.cards, key=lambda card: (card.column, card.row))
    rows = []
    for card in ordered:
        words, *details = [one.words for one in card.paragraphs]
        rows.append(
            {
                "column": laid.grid.heads[card.column].name,
                "row": laid.grid.rows[card.row].name,
                "words": words,
                "details": "; ".join(details),
                "marks": ", ".join(captions.BADGE_NAMES[names[badge]].say(language) for badge in card.badges if badge in names),
                "leads": "; ".join(leads.get(card.key, ())),
            }
        )
    return rows


def _list_leads(laid: Laid) -> Mapping[str, Sequence[str]]:
    words = {card.key: card.paragraphs[0].words for card in laid.grid.cards}
    heads = {card.key: laid.grid.heads[card.column].name for card in laid.grid.cards}
    leads: dict[str, list[str]] = {}
    for join in laid.grid.joins:
        leads.setdefault(join.start, []).append(f"{heads[join.end]}: {words[join.end]}")
        if join.back:
            leads.setdefault(join.end, []).append(f"{heads[join.start]}: {words[join.start]}")
    return leads


def tell_matrix(sheet: Sheet) -> list[list[str]]:
    """The sheet as it lies: a first line of heads, then each row with its name and what stands under each head. For scripts."""
    grid = sheet.laid.grid
    cells: dict[tuple[int, int], list[str]] = {}
    for card in grid.cards:
        cells.setdefault((card.row, card.column), []).extend(one.words for one in card.paragraphs)
    heads = ["", *(head.name for head in grid.heads)]
    body = [[row.name, *("; ".join(cells.get((at, column), ())) for column in range(len(grid.heads)))] for at, row in enumerate(grid.rows)]
    return [heads, *body]


def write_markdown(sheet: Sheet, language: Language, *, matrix: bool = False) -> str:
    """The table as Markdown, under the title and the lines of the sheet; columns with nothing in them are left out.

    With `matrix` as the sheet lies, row by row.
    """
    if matrix:
        heads, *body = tell_matrix(sheet)
        rule = _line(["---"] * len(heads))
        return "\n".join([f"# {sheet.told.title}", "", *sheet.told.lines, "", _line(heads), rule, *map(_line, body)]) + "\n"
    rows = tell_sheet(sheet, language)
    used = [name for name in COLUMNS if any(row[name] for row in rows)]
    heads = [captions.TABLE_HEADS[name].say(language) for name in used]
    lines = [f"# {sheet.told.title}", "", *sheet.told.lines, "", _line(heads), _line(["---"] * len(used))]
    lines += [_line([row[name] for name in used]) for row in rows]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
