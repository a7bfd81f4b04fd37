"""Where output goes: plain text in pipes and files, colour and wrapping on a terminal."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "INTERRUPTED",
    "console",
    "is_terminal",
    "print_json",
    "print_table",
    "progress",
    "say",
    "warn",
]

INTERRUPTED: Final = 130
"""Exit code of a command that was interrupted, as shells have it (128 and the signal)."""

_PIPE_WIDTH = 120
"""Columns of a table that is not shown on a terminal; sentences are not wrapped there."""


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
        width=None if shown else _PIPE_WIDTH,
        color_system="auto" if coloured else None,
        force_terminal=shown,
        highlight=False,
        markup=False,
        emoji=False,
    )


def say(text: str = "") -> None:
    """Print a line as it is."""
    print(text)


def warn(text: str) -> None:
    """Print a line to stderr."""
    print(text, file=sys.stderr)


def print_json(value: object) -> None:
    """Print one JSON value and nothing else."""
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def print_table(
    rows: Iterable[Sequence[str]],
    headers: Sequence[str],
    *,
    right: Iterable[int] = (),
    whole: Iterable[int] = (),
    title: str = "",
) -> None:
    """Print a table.

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
    title
        Printed above.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    numbers, unbroken = set(right), set(whole)
    if title:
        say(title)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for k, name in enumerate(headers):
        table.add_column(
            Text(name),
            justify="right" if k in numbers else "left",
            no_wrap=k in numbers or k in unbroken,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console().print(table)


class _Steps:
    """A progress bar over a few steps that shows itself only if they take long."""

    def __init__(self, total: int, shown: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._timer: threading.Timer | None = None
        if shown:
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
                console=console(sys.stderr), transient=True,
            )  # fmt: skip
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
