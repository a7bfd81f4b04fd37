"""Which figures of results are there, and which could not be drawn."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Drawn"]


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
