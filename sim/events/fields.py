"""What events carry: units, and the fields of a kind as data.

A field is declared with its type, its unit and its meaning: ``Annotated[Lp, "weight of it"]``.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    NotRequired,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

Lp = Annotated[float, "LP"]
Up = Annotated[float, "UP"]
Points = Annotated[float, "UP or LP"]
"""Points of the side that acts: UP of the executive, LP of the target."""
Days = Annotated[float, "d"]
Dollars = Annotated[float, "$/bbl"]
Share = Annotated[float, "share"]
Probability = Annotated[float, "probability"]
Date = Annotated[str, "YYYY-MM-DD"]

Via = Literal[
    "bargain", "gesture", "oil", "council", "follower", "statute", "start", "wind_down", "favour"
]
"""What relief goes back to."""


class Nothing(TypedDict):
    """No fields."""


class AtTable(TypedDict):
    """What happens at a table."""

    table: NotRequired[Annotated[str, "which table; nothing at the first"]]


class Field(NamedTuple):
    """A field of a kind of event.

    Attributes
    ----------
    name
        Its name.
    type
        Its type.
    unit
        Its unit; empty for counts, texts and lists.
    meaning
        What it says.
    required
        Whether every event of the kind has it.
    """

    name: str
    type: Any
    unit: str
    meaning: str
    required: bool


def declared(fields: Any) -> Iterator[Field]:
    """Yield the fields of a `TypedDict` in the order of their declaration."""
    for name, hint in get_type_hints(fields, include_extras=True).items():
        required = get_origin(hint) is not NotRequired
        annotated = hint if required else get_args(hint)[0]
        inner, *notes = get_args(annotated)
        *unit, meaning = notes
        yield Field(name, inner, unit[0] if unit else "", meaning, required)


_WORDS: Final[dict[object, str]] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    type(None): "nothing",
    object: "anything",
}


def in_words(annotation: Any) -> str:
    """Return a type in words: ``number``, ``list of texts``, ``number or nothing``."""
    arguments = get_args(annotation)
    match get_origin(annotation):
        case None:
            return _WORDS[annotation]
        case origin if origin is Literal:
            return " or ".join(f"`{value}`" for value in arguments)
        case origin if origin in (Union, types.UnionType):
            return " or ".join(in_words(argument) for argument in arguments)
        case origin if origin is Annotated:
            return in_words(arguments[0])
        case origin if origin is list:
            return f"list of {in_words(arguments[0])}s"
        case _:
            return f"{in_words(arguments[1])} by name"
