"""A column of an outcome row: what it is called, its type and unit, and what it means."""

from __future__ import annotations

from math import inf
from typing import Final, Literal, NamedTuple

Type = Literal["float", "int", "str", "bool"]
Value = float | int | str | bool | None
Row = dict[str, Value]

_HIGHEST: Final = {"[0, 1]": 1.0}
"""Upper bound of values in a unit."""


class Column(NamedTuple):
    """A column of an outcome row.

    Attributes
    ----------
    name
        Its name; stable, except that senders and chambers are those of the catalogue.
    type
        Type of its values; any of them may be None, which says that there is no such thing:
        it never happened, or there was nothing to take a mean of.
    unit
        Unit, or empty for names, counts and yes or no.
    meaning
        What it says, in words.
    primary
        Whether a summary shows it first.
    signed
        Whether it may be below zero.
    short
        What it is called where there is room for two to five words; by its meaning if empty.
    """

    name: str
    type: Type
    unit: str
    meaning: str
    primary: bool = False
    signed: bool = False
    short: str = ""

    @property
    def bounds(self) -> tuple[float, float]:
        """Bounds of its values, and so of their mean."""
        if self.signed:
            return -inf, inf
        return 0.0, _HIGHEST.get(self.unit, inf)
