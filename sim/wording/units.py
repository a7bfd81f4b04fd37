"""What units are called: one row for each unit that a column or a series may have."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["BESIDE_NUMBERS", "UNITS", "Unit", "unit"]


class Unit(NamedTuple):
    """A unit in words.

    Attributes
    ----------
    axis
        On an axis or at the head of a column of numbers.
    suffix
        Behind a number, with the space before it; empty where a number stands by itself.
    heading
        Over panels that share it.
    name
        Behind the name of an outcome; empty for pure numbers.
    """

    axis: str
    suffix: str
    heading: str
    name: str


UNITS: Final = {
    "": Unit("number", "", "Numbers", ""),
    "[0, 1]": Unit("0 to 1", "", "From 0 to 1", "[0, 1]"),
    "0-100": Unit("0 to 100", "", "From 0 to 100", "0-100"),
    "d": Unit("days", " days", "Days", "days"),
    "LP": Unit("LP", " LP", "LP, 100 at the start", "LP"),
    "UP": Unit("UP", " UP", "Gains, UP", "UP"),
}
"""Units that are not simply written as they are."""

BESIDE_NUMBERS: Final = ("%", "LP", "UP", "EP")
"""Units that stay on the line of the number before them."""


def unit(code: str) -> Unit:
    """Return a unit of a column or series in words; one without a row is written as it is."""
    return UNITS.get(code) or Unit(code, f" {code}", code, code)
