"""Where output goes: plain text in pipes and files, colour and wrapping on a terminal."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TextIO

from sim.errors import shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sim.cli.tables import Grid

__all__ = [
    "INTERRUPTED",
    "console",
    "is_terminal",
    "print_json",
    "print_table",
    "progress",
    "say",
    "warn",
    "width_of",
]

INTERRUPTED: Final = 130
"""Exit code of a command that was interrupted, as shells have it (128 and the signal)."""

_PIPE_WIDTH: Final = 120
"""Columns of a table that is not shown on a terminal, unless ``COLUMNS`` says how many."""

_NARROWEST: Final = 20
"""Columns under which ``COLUMNS`` is not believed in a pipe."""


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody reads along."""
    return bool(getattr(stream, "isatty", lambda: False)())


def console(stream: TextIO | None = None) -> Console:
    """A console of rich; without any escape sequence in a pipe or with ``NO_COLOR``."""
    from rich.console import Console

    stream = stream or sys.stdout
    shown = is_terminal(stream)
    coloured = shown and not os.environ.get("NO_COLOR")
    return Console(
        file=stream,
        width=None if shown else _pipe_width(),
        color_system="auto" if coloured else None,
        force_terminal=shown,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _pipe_width() -> int:
    """Columns of a table in a pipe or a file."""
    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and int(said[:6]) >= _NARROWEST:
        return int(said[:6])
    return _PIPE_WIDTH


def say(text: str = "") -> None:
    """Print lines, with escapes for what a terminal would obey and not show."""
    print(_lines(text))


def warn(text: str) -> None:
    """Print a line to stderr."""
    print(_lines(text), file=sys.stderr)


def _lines(text: str) -> str:
    return text if text.isprintable() else "\n".join(map(shown, text.split("\n")))


def print_json(value: object) -> None:
    """Print one JSON value and nothing else."""
    print(_escaped(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)))


def _escaped(text: str) -> str:
    """JSON with escapes of its own for what a terminal would obey and not show."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text
    )


def width_of(stream: TextIO | None = None) -> int:
    """Columns that a line may take: those of the terminal, or of ``COLUMNS``, or 120 in a pipe."""
    return console(stream).width


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
    label columns, or its records are written as blocks (:func:`sim.cli.tables.laid_out`).

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
    from sim.cli.tables import Block, laid_out, wrapped

    out = console()
    cells, numbers = [tuple(map(_lines, row)) for row in rows], tuple(right)
    if title:
        say("\n".join(wrapped(title, out.width) if is_terminal(sys.stdout) else [title]))
    parts = laid_out(
        cells,
        headers,
        out.width,
        right=numbers,
        whole=tuple(whole),
        labels=labels,
        blocks_below=blocks_below,
    )
    for part in parts:
        if isinstance(part, Block):
            say("\n".join(part.lines))
        else:
            out.print(_grid(part, numbers))
    if parts and isinstance(parts[0], Block):
        say()


def _grid(grid: Grid, numbers: Sequence[int]) -> Table:
    """A grid, drawn by rich; its cells are lines that fit already."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for k, width, name in zip(grid.columns, grid.widths, grid.header, strict=True):
        table.add_column(
            Text("\n".join(name)),
            justify="right" if k in numbers else "left",
            no_wrap=True,
            width=width,
            overflow="fold",
        )
    for row in grid.rows:
        table.add_row(*(Text("\n".join(lines)) for lines in row))
    return table


class _Steps:
    """A progress bar over a few steps that shows itself only if they take long."""

    def __init__(self, total: int, shown: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._timer: threading.Timer | None = None
        if shown:
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TimeElapsedColumn(),
                console=console(sys.stderr),
                transient=True,
            )
            self._task = self._bar.add_task("", total=total)
            self._timer = threading.Timer(1.0, self._bar.start)
            self._timer.daemon = True
            self._timer.start()
        self._begun = False

    def step(self, what: str) -> None:
        """Begin the next step."""
        if self._bar is not None:
            advance = 1 if self._begun else 0
            self._bar.update(self._task, description=what, advance=advance)
        self._begun = True

    def close(self) -> None:
        """Take the bar away."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            if self._bar.live.is_started:
                self._bar.stop()


@contextmanager
def progress(total: int, *, quiet: bool = False) -> Iterator[_Steps]:
    """Show on stderr how far a command has come, if it takes longer than a second."""
    steps = _Steps(total, shown=not quiet and is_terminal(sys.stderr))
    try:
        yield steps
    finally:
        steps.close()
