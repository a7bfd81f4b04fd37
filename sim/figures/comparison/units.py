"""How differences are shown, by the kind and the unit of the outcome."""

from __future__ import annotations

from typing import NamedTuple

from sim.wording.units import unit


class Unit(NamedTuple):
    """How differences of a unit are shown.

    Attributes
    ----------
    name
        What the axis says.
    group
        What stands above the panels.
    scale
        By what values are multiplied.
    """

    name: str
    group: str
    scale: float = 1.0

    @property
    def heading(self) -> str:
        """What stands above values in it."""
        if self.name == "days":
            return f"{self.group}, at most to the end"
        return f"{self.group}, %" if self.scale != 1.0 else self.group


def unit_of(kind: str, code: str) -> Unit:
    """Return how differences of an outcome are shown, by its kind and unit in a `Comparison`."""
    if kind == "share":
        return Unit("percentage points", "Shares of futures", 100.0)
    if kind == "days":
        return Unit("days", "Days to wait")
    words = unit(code)
    return Unit(words.axis, words.heading)
