"""A table that somebody opens in a spreadsheet: typed columns, each with its meaning and unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

__all__ = ["Cell", "Field", "Kind", "Sheet", "Value", "kind_of", "sheet_of"]

Kind: TypeAlias = Literal[
    "text", "date", "count", "number", "points", "share", "score", "flag", "name", "title"
]
"""What a cell holds, and so how it is shown.

``count`` is a whole number, ``points`` has one decimal, ``score`` three, ``share`` is a number in
[0, 1] shown in per cent, ``name`` a number that only names something, such as a seed, and
``title`` a text that stands over others.
"""

Value: TypeAlias = str | float | int | bool | dt.date | None


class Cell(NamedTuple):
    """A value of another kind than the rest of its column."""

    value: Value
    kind: Kind


class Field(NamedTuple):
    """A column.

    Attributes
    ----------
    name
        Its name, at its head.
    meaning
        What it says, in words.
    kind
        What its cells hold.
    unit
        Their unit; empty for names, counts and yes or no.
    """

    name: str
    meaning: str
    kind: Kind = "text"
    unit: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table.

    Attributes
    ----------
    name
        What it is called: 31 letters at most.
    fields
        Its columns; none of a sheet that is text as it was printed, without a head.
    rows
        Yields its rows, each time anew: of a large batch they are never all there at once.
    height
        How many rows there are.
    width
        How many columns there are.
    """

    name: str
    fields: tuple[Field, ...]
    rows: Callable[[], Iterable[Sequence[Value | Cell]]]
    height: int
    width: int


def sheet_of(
    name: str, fields: Sequence[Field], rows: Sequence[Sequence[Value | Cell]], width: int = 0
) -> Sheet:
    """Return a sheet of rows that are there.

    Parameters
    ----------
    name, fields, rows
        See `Sheet`.
    width
        Columns, if there are no fields.
    """
    return Sheet(name, tuple(fields), lambda: rows, len(rows), len(fields) or width)


_BY_UNIT: Final[Mapping[str, Kind]] = {"d": "count", "[0, 1]": "number", "0-100": "points"}
"""How numbers of a unit are shown, if not with one decimal."""

_BY_TYPE: Final[Mapping[str, Kind]] = {"bool": "flag", "date": "date", "int": "count"}


def kind_of(type_: str, unit: str = "") -> Kind:
    """Return what cells of a type and unit hold.

    Parameters
    ----------
    type_
        ``float``, ``int``, ``str``, ``bool`` or ``date``.
    unit
        Their unit; empty for pure numbers.
    """
    if type_ == "float":
        return _BY_UNIT.get(unit, "points" if unit else "number")
    return _BY_TYPE.get(type_, "text")
