"""Whether what is logged is what is declared: the fields of each kind, no more and no less."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from sim.events.fields import Field, declared
from sim.events.log import Entry
from sim.events.registry import KINDS


@cache
def forms(kind: str) -> tuple[dict[str, Field], ...]:
    """The fields of a kind by name; several if its events are not all of one form."""
    return tuple({field.name: field for field in declared(one)} for one in KINDS[kind].fields)


def misfits(entry: Entry) -> list[str]:
    """What an event carries and does not declare, or declares and does not carry."""
    if entry.kind not in KINDS:
        return [f"unknown kind {entry.kind}"]
    return min((list(_misfits(entry, form)) for form in forms(entry.kind)), key=len)


def _misfits(entry: Entry, form: dict[str, Field]) -> Iterator[str]:
    for name, field in form.items():
        if name not in entry.numbers:
            if field.required:
                yield f"{entry.kind} without {name}"
        elif not fits(entry.numbers[name], field.type):
            yield f"{entry.kind} with {name}: {entry.numbers[name]!r}"
        elif field.unit == "YYYY-MM-DD" and entry.numbers[name] is not None:
            dt.date.fromisoformat(str(entry.numbers[name]))
    for name in entry.numbers:
        if name not in form:
            yield f"{entry.kind} with {name}, which it does not declare"


def fits(value: object, annotation: Any) -> bool:
    """Whether a value is of a type; a whole number is a number, and truth is none."""
    arguments = get_args(annotation)
    match get_origin(annotation):
        case None if annotation is float:
            return isinstance(value, float | int) and not isinstance(value, bool)
        case None if annotation is int:
            return isinstance(value, int) and not isinstance(value, bool)
        case None:
            return isinstance(value, annotation)
        case origin if origin is Literal:
            return value in arguments
        case origin if origin in (Union, types.UnionType):
            return any(fits(value, argument) for argument in arguments)
        case origin if origin is list:
            return isinstance(value, list) and all(fits(item, arguments[0]) for item in value)
        case origin if origin is dict:
            return isinstance(value, dict) and all(
                fits(key, arguments[0]) and fits(item, arguments[1]) for key, item in value.items()
            )
        case _:
            return fits(value, arguments[0])  # Annotated


def blank(kind: str) -> dict[str, Any]:
    """Values for the fields that every event of a kind has: the least that fit."""
    fields = forms(kind)[0].values() if kind in KINDS else ()
    return {field.name: _least(field) for field in fields if field.required}


def _least(field: Field) -> object:
    if field.unit == "YYYY-MM-DD":
        return "2026-01-01"
    annotation = field.type
    arguments = get_args(annotation)
    match get_origin(annotation):
        case None:
            return annotation()
        case origin if origin is Literal:
            return arguments[0]
        case origin if origin in (Union, types.UnionType):
            return None if type(None) in arguments else arguments[0]()
        case origin:
            return origin()
