"""Which figures of results were drawn."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["NO_FIGURES", "Drawn"]


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

    def files(self) -> list[str]:
        """Return the files that they are in."""
        return [f"{name}.{form}" for name in self.names for form in ("png", "svg")]


NO_FIGURES: Final = Drawn([], [])
"""What there is if none are wanted."""
