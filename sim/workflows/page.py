"""What there is to read of a result, as data: lines, paragraphs, tables and stories.

A command prints a page as wide as the terminal is; in a notebook ``print(page)`` shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

__all__ = [
    "Block",
    "IfItFits",
    "Line",
    "Page",
    "Paragraph",
    "Report",
    "Story",
    "StoryLine",
    "Table",
    "markdown_table",
]


@dataclass(frozen=True)
class Line:
    """A line, which is never broken."""

    text: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Paragraph:
    """A sentence or more, broken over lines where somebody reads along.

    Attributes
    ----------
    text
        The text.
    indent
        Columns before each line.
    hang
        Columns more before each line but the first.
    """

    text: str
    indent: int = 0
    hang: int = 2

    def __str__(self) -> str:
        return " " * self.indent + self.text


@dataclass(frozen=True)
class Table:
    """A table of texts.

    Attributes
    ----------
    rows
        The cells.
    headers
        Names of the columns.
    right
        Columns of numbers, set to the right.
    whole
        Columns that are never broken over lines.
    labels
        How many of the first columns say what a row is of.
    title
        Written above.
    blocks_below
        Width under which records are written as blocks in any case.
    note
        What a reader must know of it, written below.
    """

    rows: Sequence[Sequence[str]]
    headers: Sequence[str]
    right: Collection[int] = ()
    whole: Collection[int] = ()
    labels: int = 1
    title: str = ""
    blocks_below: int = 0
    note: str = ""

    def __str__(self) -> str:
        cells = [tuple(self.headers), *(tuple(row) for row in self.rows)]
        widths = [max(len(row[k]) for row in cells) for k in range(len(self.headers))]
        lines = [
            "  ".join(
                cell.rjust(width) if k in self.right else cell.ljust(width)
                for k, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in cells
        ]
        note = [self.note, ""] if self.note else []
        return "\n".join([*([self.title] if self.title else []), *lines, "", *note])

    def markdown(self) -> str:
        """Return the table in Markdown, with its title and note."""
        title = [f"**{self.title}**"] if self.title else []
        table = markdown_table(self.headers, self.rows, self.right)
        return "\n\n".join([*title, table, *([self.note] if self.note else [])])


@dataclass(frozen=True)
class IfItFits:
    """A table where there is room for it, and other blocks where there is not."""

    table: Table
    otherwise: tuple[Line | Paragraph | Table, ...]

    def __str__(self) -> str:
        return str(self.table)


class StoryLine(NamedTuple):
    """A line of a story.

    Attributes
    ----------
    day
        Its date; empty if it is routine.
    text
        What happened.
    year
        In which year.
    tone
        What it means for the target, see `sim.story.telling`.
    routine
        Whether it sums up what is routine.
    """

    day: str
    text: str
    year: int
    tone: str
    routine: bool


@dataclass(frozen=True)
class Story:
    """A future, told line by line."""

    lines: Sequence[StoryLine]

    def __str__(self) -> str:
        return "\n".join(f"{line.day:>11}  {line.text}" for line in self.lines)


Block: TypeAlias = Line | Paragraph | Table | IfItFits | Story


class Page(tuple[Block, ...]):
    """Blocks in the order in which they are read."""

    __slots__ = ()

    def __new__(cls, blocks: Iterable[Block] = ()) -> Page:
        """Take blocks."""
        return super().__new__(cls, blocks)

    def __str__(self) -> str:
        return "\n".join(map(str, self))

    def markdown(self) -> str:
        """Return the page in Markdown."""
        blocks = (block.table if isinstance(block, IfItFits) else block for block in self)
        parts = (
            block.markdown() if isinstance(block, Table) else str(block).strip() for block in blocks
        )
        return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Report:
    """An answer: a page to read, and the same as plain values.

    Attributes
    ----------
    page
        To be read; ``print(report)`` shows it.
    values
        What ``--json`` prints of it.
    """

    page: Page
    values: dict[str, Any]

    def __str__(self) -> str:
        return str(self.page)


def markdown_table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[int] = ()
) -> str:
    """Return a table in Markdown.

    Parameters
    ----------
    headers
        Names of the columns.
    rows
        The cells.
    right
        Columns of numbers, set to the right.
    """
    rules = ["---:" if k in right else "---" for k in range(len(headers))]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in (headers, rules, *rows))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
