"""What there is to read of a result, as data: lines, paragraphs, tables and stories.

A command prints a page as wide as the terminal is; in a notebook ``print(page)`` shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from sim.workflows.markdown import (
    markdown_item,
    markdown_list,
    markdown_prose,
    markdown_table,
    plain,
)

__all__ = [
    "Block",
    "Facts",
    "IfItFits",
    "Line",
    "Page",
    "Paragraph",
    "Remark",
    "Report",
    "Story",
    "StoryLine",
    "Table",
]


@dataclass(frozen=True)
class Line:
    """A line, which is never broken."""

    text: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Remark(Line):
    """A line on how something was come by this time: found, or how fast; no part of what is kept.

    That is what tells a page that is printed from the same page in a folder of results.
    """


@dataclass(frozen=True)
class Paragraph:
    """A sentence or more, broken over lines where somebody reads along.

    In Markdown one that is indented is an item of a list.

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
class Facts:
    """What is said, each behind its label, one below the other.

    Attributes
    ----------
    rows
        Labels and texts.
    width
        Columns that labels take at least.
    indent
        Columns before each line.
    right
        Whether labels are set to the right, as dates are.
    """

    rows: Sequence[tuple[str, str]]
    width: int = 0
    indent: int = 0
    right: bool = False

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield each with its label, set as the others are."""
        width = max([self.width, *(len(label) for label, _ in self.rows)])
        before, hang = " " * self.indent, self.indent + width + 2
        for label, text in self.rows:
            set_ = label.rjust(width) if self.right else label.ljust(width)
            yield Paragraph(f"{before}{set_}  {text}", hang=hang)

    def __str__(self) -> str:
        return "\n".join(map(str, self.paragraphs()))

    def markdown(self) -> str:
        """Return a list in Markdown."""
        return markdown_list(self.rows)


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
        title = [f"**{' '.join(self.title.split())}**"] if self.title else []
        rows = [[plain(cell) for cell in row] for row in self.rows]
        table = markdown_table(self.headers, rows, self.right)
        return "\n\n".join([*title, table, *([markdown_prose(self.note)] if self.note else [])])


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

    def markdown(self) -> str:
        """Return a list in Markdown, with the years as headings."""
        parts: list[str] = []
        for year in dict.fromkeys(line.year for line in self.lines):
            told = [(line.day, line.text) for line in self.lines if line.year == year]
            parts += [f"## {year}", markdown_list(told)]
        return "\n\n".join(parts)


Block: TypeAlias = Line | Paragraph | Facts | Table | IfItFits | Story


class Page(tuple[Block, ...]):
    """Blocks in the order in which they are read."""

    __slots__ = ()

    def __new__(cls, blocks: Iterable[Block] = ()) -> Page:
        """Take blocks."""
        return super().__new__(cls, blocks)

    def __str__(self) -> str:
        return "\n".join(map(str, self))

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from sim.workflows.page_html import page_html

        return page_html(self)

    def markdown(self) -> str:
        """Return the page in Markdown."""
        text, listed = "", False
        for block in self:
            part, item = _markdown(block), isinstance(block, Paragraph) and block.indent > 0
            if part:
                between = "" if not text else "\n" if item and listed else "\n\n"
                text, listed = f"{text}{between}{part}", item
        return text

    def kept(self) -> Page:
        """Return the page as it is kept with results: the same whenever it is made."""
        return Page(block for block in self if not isinstance(block, Remark))


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

    def _repr_html_(self) -> str:
        """Show its page in a notebook."""
        return self.page._repr_html_()


def _markdown(block: Block) -> str:
    if isinstance(block, IfItFits):
        return block.table.markdown()
    if isinstance(block, (Facts, Table, Story)):
        return block.markdown()
    if isinstance(block, Paragraph) and block.indent > 0:
        return markdown_item(block.text.removeprefix("- "), block.indent // 2 - 1)
    return markdown_prose(str(block))
