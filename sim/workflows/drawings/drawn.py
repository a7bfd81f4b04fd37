"""Which figures of results were drawn."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Drawn"]


class Drawn(NamedTuple):
    """Figures in a folder of results.

    Attributes
    ----------
    names
        Those that are there, a contact sheet last.
    missed
        What could not be drawn, and why.
    """

    names: list[str]
    missed: list[str]
