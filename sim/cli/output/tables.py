"""Tables that fit: measured before they are printed, split or turned into blocks if need be.

No cell is ever cropped and no word broken. A table that fits is one grid. Where it does not, its
columns are shared out over several grids, each with the columns that say what a row is of; records
of several texts are written as blocks, one line for each thing said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sim.wording.units import BESIDE_NUMBERS

__all__ = ["Block", "Grid", "fits", "grid_lines", "laid_out", "wrapped"]

_GAP: Final = 3
"""Columns between two columns of a grid, and outside the first and the last together with it."""

_EDGE: Final = 2
"""Columns that the edges of a grid take."""

_COMFORT: Final = 18
"""Columns under which a text that is broken over lines is hard to read."""

_INDENT: Final = 2
"""Columns by which what is said of a record stands to the right of its heading."""


@dataclass(frozen=True)
class Grid:
    """Some of the columns of a table, as wide as they are printed.

    Attributes
    ----------
    columns
        Which columns of the table it shows.
    widths
        Their widths, in columns of the terminal.
    header, rows
        Lines of each cell, none wider than its column.
    """

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True)
class Block:
    """A record, in lines: its heading, and what is said of it."""

    lines: tuple[str, ...]


_SINGLE: Final = "\u0300"
"""Character below which each that can be printed takes one column."""


def _columns_of(text: str) -> int:
    """Return the columns that a text takes; of rare letters rich is asked, which knows all."""
    if not text or (max(text) < _SINGLE and text.isprintable()):
        return len(text)
    from rich import cells

    return cells.cell_len(text)


def laid_out(
    rows: Sequence[Sequence[str]],
    headers: Sequence[str],
    width: int,
    *,
    right: Sequence[int] = (),
    whole: Sequence[int] = (),
    labels: int = 1,
    blocks_below: int = 0,
) -> list[Grid] | list[Block]:
    """Share out a table so that it fits.

    Parameters
    ----------
    rows, headers
        The cells, and the names of the columns.
    width
        Columns of the terminal.
    right, whole
        Columns of numbers, and other columns that are never broken over lines.
    labels
        How many of the first columns say what a row is of; these stand in each grid.
    blocks_below
        Width under which records are written as blocks, even if a grid could be made to fit.

    Returns
    -------
    list of Grid or list of Block
        One grid if it fits, several, or a block for each row. Only a single word that is wider
        than the terminal itself is longer than a line of a block.
    """
    table = _Measured(rows, headers, frozenset((*right, *whole)))
    everything = tuple(range(len(headers)))
    if width < blocks_below:
        return _blocks(rows, headers, width, labels)
    if table.least(everything) <= width:
        return [table.grid(everything, width)]
    texts = [k for k in everything[labels:] if k not in table.unbroken and table.wordy[k]]
    first, rest = everything[:labels], everything[labels:]
    if len(texts) > 1 or any(table.least((*first, k)) > width for k in rest or (0,)):
        return _blocks(rows, headers, width, labels)
    parts: list[list[int]] = [[]]
    for k in rest:
        if table.least((*first, *parts[-1], k)) > width:
            parts.append([])
        parts[-1].append(k)
    return [table.grid((*first, *part), width) for part in parts]


def fits(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int) -> bool:
    """Whether a table is one grid of which nothing but the head is broken over lines."""
    everything = range(len(headers))
    return _Measured(rows, headers, frozenset(everything)).least(everything) <= width


def grid_lines(grid: Grid, numbers: Sequence[int]) -> list[str]:
    """Write a grid in plain text, as `sim.cli.output.terminal.drawn_grid` is drawn without colour.

    Parameters
    ----------
    grid
        The grid.
    numbers
        Columns of the table that are set to the right.
    """
    across = sum(grid.widths) + _GAP * (len(grid.widths) - 1)
    edge = " " * (across + _EDGE)
    right = [k in numbers for k in grid.columns]
    lines = [edge, *_row_lines(grid.header, grid.widths, right, at_bottom=True)]
    lines.append(f" {'─' * across} ")
    for row in grid.rows:
        lines += _row_lines(row, grid.widths, right)
    return [*lines, edge]


def _row_lines(
    row: Sequence[Sequence[str]],
    widths: Sequence[int],
    right: Sequence[bool],
    *,
    at_bottom: bool = False,
) -> list[str]:
    """Return the lines of a row, of which the shorter cells are filled up with blanks."""
    height = max(map(len, row))
    filled = []
    for cell, width, numeric in zip(row, widths, right, strict=True):
        blank = [""] * (height - len(cell))
        texts = [*blank, *cell] if at_bottom else [*cell, *blank]
        blanks = [" " * (width - _columns_of(text)) for text in texts]
        pairs = zip(texts, blanks, strict=True)
        filled.append([space + text if numeric else text + space for text, space in pairs])
    return [f" {(' ' * _GAP).join(parts)} " for parts in zip(*filled, strict=True)]


class _Measured:
    """How wide the columns of a table want to be, and can be."""

    def __init__(
        self, rows: Sequence[Sequence[str]], headers: Sequence[str], unbroken: frozenset[int]
    ) -> None:
        self.rows, self.headers, self.unbroken = rows, headers, unbroken
        size = range(len(headers))
        words = [_longest(_words(headers[k])) for k in size]
        cells = [_longest(line for row in rows for line in row[k].split("\n")) for k in size]
        names = [_longest(headers[k].split("\n")) for k in size]
        broken = [_longest(word for row in rows for word in _words(row[k])) for k in size]
        self.wanted = [max(pair) for pair in zip(cells, names, strict=True)]
        # First names are broken over lines, then texts.
        self.tight = [max(pair) for pair in zip(cells, words, strict=True)]
        self.tightest = [
            self.tight[k]
            if k in unbroken
            else max(words[k], broken[k], min(self.tight[k], _COMFORT))
            for k in size
        ]
        self.wordy = [cells[k] > _COMFORT for k in size]

    def least(self, columns: Sequence[int]) -> int:
        """The narrowest width in which a grid of these columns can be read."""
        return sum(self.tightest[k] for k in columns) + _around(columns)

    def grid(self, columns: tuple[int, ...], width: int) -> Grid:
        """A grid of these columns that is as wide as it wants to be, or as there is room."""
        widths = [self.wanted[k] for k in columns]
        room = width - _around(columns)
        for floor in (self.tight, self.tightest):
            _shrink(widths, [floor[k] for k in columns], room)
        return Grid(
            columns,
            tuple(widths),
            tuple(wrapped(self.headers[k], wide) for k, wide in zip(columns, widths, strict=True)),
            tuple(
                tuple(
                    tuple(row[k].split("\n")) if k in self.unbroken else wrapped(row[k], wide)
                    for k, wide in zip(columns, widths, strict=True)
                )
                for row in self.rows
            ),
        )


def _around(columns: Sequence[int]) -> int:
    """What gaps and edges of a grid take."""
    return _GAP * (len(columns) - 1) + _EDGE


def _longest(texts: Iterable[str]) -> int:
    return max(map(_columns_of, texts), default=0)


def _shrink(widths: list[int], floors: Sequence[int], room: int) -> None:
    """Take from the widest column that has something to give until all fit, or none has."""
    while sum(widths) > room:
        giving = [k for k in range(len(widths)) if widths[k] > floors[k]]
        if not giving:
            return
        widths[max(giving, key=lambda k: widths[k])] -= 1


def wrapped(text: str, width: int, hang: str = "") -> tuple[str, ...]:
    """Lines of a text, broken between words only; a word that is wider stands alone.

    Parameters
    ----------
    text
        The text; its own line breaks are kept, and what it is indented by.
    width
        Columns that a line may take.
    hang
        What lines after the first begin with.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        line = part[: len(part) - len(part.lstrip(" "))]
        for word in _words(part):
            longer = f"{line} {word}" if line.strip() else f"{line}{word}"
            if line.strip() and _columns_of(longer) > width:
                lines.append(line)
                longer = hang + word
            line = longer
        lines.append(line)
    return tuple(lines)


def _words(text: str) -> list[str]:
    """The words of a line, a number and its unit as one."""
    joined: list[str] = []
    for word in text.split():
        bare = word.rstrip(".,;:)")
        if joined and bare in BESIDE_NUMBERS and joined[-1][-1:].isdigit():
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _blocks(
    rows: Sequence[Sequence[str]], headers: Sequence[str], width: int, labels: int
) -> list[Block]:
    """A block for each row: its labels, and below them what the other columns say."""
    blocks = []
    indent = " " * _INDENT
    for row in rows:
        heading = " · ".join(" ".join(cell.split()) for cell in row[:labels] if cell.strip())
        lines = list(wrapped(heading, width, indent))
        for name, cell in zip(headers[labels:], row[labels:], strict=True):
            if not cell.strip():
                continue
            entry = ": ".join(
                text for text in (" ".join(name.split()), " ".join(cell.split())) if text
            )
            lines += [indent + line for line in wrapped(entry, width - _INDENT, indent)]
        blocks.append(Block(tuple(lines)))
    return blocks
