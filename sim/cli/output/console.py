"""Where output goes: plain text in pipes and files, colour and wrapping on a terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Final, TextIO

from sim.cli.output.tables import Block as RecordLines
from sim.cli.output.tables import fits, grid_lines, laid_out, wrapped
from sim.errors import shown
from sim.workflows.page import Block, Facts, IfItFits, Line, Page, Paragraph, Report, Story, Table

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "INTERRUPTED",
    "console",
    "is_terminal",
    "paragraph",
    "print_json",
    "print_report",
    "print_table",
    "say",
    "say_interrupted",
    "show",
    "warn",
    "width_of",
]

INTERRUPTED: Final = 130
"""Exit code of a command that was interrupted, as shells have it (128 and the signal)."""

_PIPE_WIDTH: Final = 120
"""Columns of a table that is not shown on a terminal, unless ``COLUMNS`` says how many."""

_NARROWEST: Final = 20
"""Columns under which ``COLUMNS`` is not believed in a pipe."""

_NARROW: Final = 30
"""Columns that a paragraph takes at least."""


def is_terminal(stream: TextIO) -> bool:
    """Return whether somebody reads along."""
    return bool(getattr(stream, "isatty", lambda: False)())


def _terminal() -> ModuleType:
    """Import what draws with rich, which takes as long as the rest of a start."""
    from sim.cli.output import terminal

    return terminal


def console(stream: TextIO | None = None) -> Console:
    """Return a console of rich; without any escape sequence in a pipe or with ``NO_COLOR``."""
    stream = stream or sys.stdout
    on_terminal = is_terminal(stream)
    coloured = on_terminal and not os.environ.get("NO_COLOR")
    made: Console = _terminal().Console(
        file=stream,
        width=None if on_terminal else _pipe_width(),
        color_system="auto" if coloured else None,
        force_terminal=on_terminal,
        highlight=False,
        markup=False,
        emoji=False,
    )
    return made


def _pipe_width() -> int:
    """Return the columns of a table in a pipe or a file."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns[:6]) >= _NARROWEST:
        return int(columns[:6])
    return _PIPE_WIDTH


def width_of(stream: TextIO | None = None) -> int:
    """Return the columns a line may take: those of the terminal, or of ``COLUMNS``, or 120."""
    stream = stream or sys.stdout
    return console(stream).width if is_terminal(stream) else _pipe_width()


def say(text: str = "") -> None:
    """Print lines, with escapes for what a terminal would obey and not show."""
    print(_lines(text))


def warn(text: str) -> None:
    """Print a line to stderr."""
    print(_lines(text), file=sys.stderr)


def say_interrupted(text: str, as_json: bool) -> None:
    """Say on stderr what became of what was interrupted."""
    warn(json.dumps({"error": "interrupted", "message": text}) if as_json else f"thaw: {text}")


def _lines(text: str) -> str:
    return text if text.isprintable() else "\n".join(map(shown, text.split("\n")))


def print_json(value: object) -> None:
    """Print one JSON value and nothing else."""
    print(_escaped(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)))


def _escaped(text: str) -> str:
    """Write JSON with escapes of its own for what a terminal would obey and not show."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text
    )


def print_report(report: Report, as_json: bool, *, markdown: bool = False) -> None:
    """Print a report, to be read, as Markdown or as one JSON value."""
    if as_json:
        print_json(report.values)
    else:
        show(report.page, markdown=markdown)


def show(page: Iterable[Block], *, markdown: bool = False) -> None:
    """Print a page, block by block; in Markdown as a whole, without remarks."""
    if markdown:
        say(Page(page).kept().markdown())
        return
    for block in page:
        match block:
            case Line(text):
                say(text)
            case Paragraph(text, indent, hang):
                paragraph(text, indent=indent, hang=hang)
            case Facts():
                show(block.paragraphs())
            case Table():
                print_table(
                    block.rows,
                    block.headers,
                    right=block.right,
                    whole=block.whole,
                    labels=block.labels,
                    title=block.title,
                    blocks_below=block.blocks_below,
                )
                if block.note:
                    paragraph(block.note)
                    say()
            case IfItFits(table, otherwise):
                show([table] if fits(table.rows, table.headers, width_of()) else otherwise)
            case Story():
                _print_story(block)


def paragraph(text: str, *, indent: int = 0, hang: int = 2) -> None:
    """Print a sentence or more: whole in pipes and files, wrapped where somebody reads along.

    Parameters
    ----------
    text
        What to print.
    indent
        Columns before each line.
    hang
        On a terminal columns more before each line but the first.
    """
    if not is_terminal(sys.stdout):
        say(" " * indent + text)
        return
    width = max(width_of() - indent, hang + _NARROW)
    for line in wrapped(text, width, " " * hang):
        say(" " * indent + line)


def print_table(
    rows: Iterable[Sequence[str]],
    headers: Sequence[str],
    *,
    right: Iterable[int] = (),
    whole: Iterable[int] = (),
    labels: int = 1,
    title: str = "",
    blocks_below: int = 0,
) -> None:
    """Print a table; no cell is cropped and no word broken, however narrow the terminal.

    Where the columns do not fit side by side the table is split into several, each with its
    label columns, or its records are written as blocks (`sim.cli.output.tables.laid_out`).

    Parameters
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
        Printed above.
    blocks_below
        Width under which records are written as blocks in any case.
    """
    width = width_of()
    plain = not is_terminal(sys.stdout) and (sys.stdout.encoding or "").lower().startswith("utf")
    cells, numbers = [tuple(map(_lines, row)) for row in rows], tuple(right)
    if title:
        wide = wrapped(title, width) if is_terminal(sys.stdout) else [title]
        say("\n".join(wide))
    parts = laid_out(
        cells,
        headers,
        width,
        right=numbers,
        whole=tuple(whole),
        labels=labels,
        blocks_below=blocks_below,
    )
    for part in parts:
        if isinstance(part, RecordLines):
            say("\n".join(part.lines))
        elif plain:
            say("\n".join(grid_lines(part, numbers)))
        else:
            console().print(_terminal().drawn_grid(part, numbers))
    if parts and isinstance(parts[0], RecordLines):
        say()


def _print_story(story: Story) -> None:
    """Print a story: a line for each event in a pipe, wrapped and coloured on a terminal."""
    if is_terminal(sys.stdout):
        out = console()
        for drawn in _terminal().drawn_story(story):
            out.print(drawn)
        return
    for line in story.lines:
        say(f"{line.day:>11}  {line.text}")
