"""Sentences: whole in pipes and files, wrapped where somebody reads along."""

from __future__ import annotations

import sys
from typing import Final

from sim.cli.console import console, is_terminal, say

__all__ = ["paragraph"]

_NARROWEST: Final = 30


def paragraph(text: str, *, indent: int = 0, hang: int = 2) -> None:
    """Print a sentence or more.

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
    from sim.cli.tables import wrapped

    width = max(console().width - indent, hang + _NARROWEST)
    for line in wrapped(text, width, " " * hang):
        say(" " * indent + line)
