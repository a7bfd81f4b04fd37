"""What rich draws: tables that were measured before, and stories with the colours of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from sim.cli.output.tables import Grid
from sim.workflows.page import Story

__all__ = ["Console", "drawn_grid", "drawn_story"]

_STYLES: Final = {"relief": "green", "pressure": "red", "law": "yellow", "routine": "dim"}
"""Colour of a date by what the event means for the target."""


def drawn_grid(grid: Grid, numbers: Sequence[int]) -> Table:
    """Return a grid as rich draws it; its cells are lines that fit already."""
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


def drawn_story(story: Story) -> Iterator[RenderableType]:
    """Return a story as rich draws it, year by year."""
    for year, lines in groupby(story.lines, key=lambda line: line.year):
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for line in lines:
            table.add_row(
                Text(line.day, style=_STYLES.get(line.tone, "")),
                Text(line.text, style="dim" if line.routine else ""),
            )
        yield Text(str(year), style="bold")
        yield table
