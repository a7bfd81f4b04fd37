"""What was read: plain data, and where each piece of it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

__all__ = ["ABSENT", "Absent", "Document", "Place", "Plain", "Position", "dotted"]

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
"""Data as YAML's core rules give it; dates are still text."""

Place: TypeAlias = tuple[str | int, ...]
"""The way from the top of a document to a piece of it: keys and list indices."""

_BARE_KEY = re.compile(r'[^\s."=]+')


class Absent(Enum):
    """Type of `ABSENT`."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""Stands for "nothing is written there", which null is not."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where something stands; line and column count from 1.

    Line and column are None for what was not written in a file
    (an override on the command line).
    """

    file: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data with the position of every key and value.

    Parameters
    ----------
    name
        The file as the user typed it.
    data
        The top-level mapping.
    positions
        Where each value stands; the top-level mapping has place ``()``.
    keys
        Where the key of each mapping entry stands; list items have none.
    files
        The names of all files that went into the data, bases first.
    """

    name: str
    data: dict[str, Plain]
    positions: dict[Place, Position]
    keys: dict[Place, Position]
    files: tuple[str, ...]

    def at(self, place: Place) -> Plain | Absent:
        """Return what stands at a place, `ABSENT` if nothing does."""
        here: Plain | Absent = self.data
        for step in place:
            if isinstance(here, dict) and isinstance(step, str):
                here = here.get(step, ABSENT)
            elif isinstance(here, list) and isinstance(step, int):
                here = here[step] if 0 <= step < len(here) else ABSENT
            else:
                return ABSENT
        return here

    def value_position(self, place: Place) -> Position:
        """Return where a value stands; if it is missing, where its parent does."""
        found = self.positions.get(place)
        while found is None and place:
            place = place[:-1]
            found = self.keys.get(place) or self.positions.get(place)
        return found or Position(self.name)

    def key_position(self, place: Place) -> Position:
        """Return where an entry's key stands, or else its value."""
        return self.keys.get(place) or self.value_position(place)


def dotted(place: Place) -> str:
    """Write a place as a user types it: ``agents.target.jv``, ``questions.0.by``.

    Keys that a dotted path could not hold bare are put in double quotes, with
    escapes for what cannot be printed.
    """
    return ".".join(map(_step, place))


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return str(step)
    if not step.isprintable():
        step = step.encode("unicode_escape").decode("ascii")
    return step if _BARE_KEY.fullmatch(step) else f'"{step}"'
