"""What was printed, as a sheet of text: paragraphs, and tables as they stand on the page."""

from __future__ import annotations

from collections.abc import Iterator

from sim.workflows.page import Block, Facts, IfItFits, Page, Story, Table
from sim.workflows.sheets.sheet import Cell, Sheet, Value, sheet_of

__all__ = ["printed_sheet"]

Row = tuple[Value | Cell, ...]


def printed_sheet(name: str, page: Page) -> Sheet:
    """Return a page as a sheet: a paragraph is a cell, a table its cells, in words.

    Parameters
    ----------
    name
        What the sheet is called.
    page
        What there is to read.
    """
    rows = [row for block in page.kept() for row in _rows(block)]
    while rows and not any(rows[-1]):
        rows.pop()
    return sheet_of(name, (), rows, max([1, *map(len, rows)]))


def _rows(block: Block) -> Iterator[Row]:
    match block:
        case IfItFits(table):
            yield from _rows(table)
        case Table():
            if block.title:
                yield (Cell(" ".join(block.title.split()), "title"),)
            yield tuple(Cell(header, "title") for header in block.headers)
            for row in block.rows:
                yield tuple(" ".join(cell.split()) for cell in row)
            yield ("",)
            if block.note:
                yield (block.note,)
                yield ("",)
        case Facts(rows):
            for label, text in rows:
                yield (f"{label}: {text}",)
        case Story(lines):
            for line in lines:
                yield (f"{line.day}: {line.text}" if line.day else line.text,)
        case _:
            yield (str(block),)
