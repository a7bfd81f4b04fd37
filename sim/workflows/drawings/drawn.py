"""Which figures of results are there, and which could not be drawn."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Drawn", "InterruptedDrawing"]


class Drawn(NamedTuple):
    """Figures in a folder of results.

    Attributes
    ----------
    files
        Names of the files that are there, a contact sheet last.
    missed
        What could not be drawn, and why.
    """

    files: list[str]
    missed: list[str]


class InterruptedDrawing(KeyboardInterrupt):
    """Somebody pressed Ctrl-C while figures were drawn; carries what to say of it.

    Attributes
    ----------
    drawn
        The figures that are there all the same.
    """

    def __init__(self, message: str, drawn: Drawn) -> None:
        super().__init__(message)
        self.drawn = drawn
