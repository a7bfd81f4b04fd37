"""Stories on the terminal and in pipes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sim.cli.console import console, is_terminal, say

if TYPE_CHECKING:
    from sim.story import Line

__all__ = ["print_story"]

_STYLES: Final = {"relief": "green", "pressure": "red", "law": "yellow", "routine": "dim"}
"""Colour of a date by what the event means for the target."""


def print_story(lines: Sequence[Line], *, numbered: bool = False) -> None:
    """Print a story: a line for each event in a pipe, wrapped and coloured on a terminal.

    Parameters
    ----------
    lines
        The story.
    numbered
        Whether to end lines with the numbers of their events, as `explain` takes them.
    """
    from sim.story.words import date

    def text(line: Line) -> str:
        return f"{line.text} [{line.events[0]}]" if numbered else line.text

    if not is_terminal(sys.stdout):
        for line in lines:
            said = "" if line.kind == "routine" else date(line.date)
            say(f"{said:>11}  {text(line)}")
        return
    from rich.table import Table
    from rich.text import Text

    out = console()
    for year, group in groupby(lines, key=lambda line: line.date.year):
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for line in group:
            style = _STYLES.get(line.tone, "")
            routine = line.kind == "routine"
            table.add_row(
                Text("" if routine else date(line.date), style=style),
                Text(text(line), style="dim" if routine else ""),
            )
        out.print(Text(str(year), style="bold"))
        out.print(table)
