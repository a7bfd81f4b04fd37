"""Single values set on the command line: ``--set agents.target.jv=0.5``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sim.errors import InputError, Problem

from .document import Document, Place, Plain, Position, dotted
from .nearest import did_you_mean
from .scalars import short, shortened
from .source import MAX_LINE, check_text
from .tree import MAX_DEPTH, Tree, grow

__all__ = ["OPTION", "apply_overrides"]

OPTION = "--set"
"""Stands for the file in the positions of overridden values."""

_STEP = re.compile(r'"([^"]+)"|([^."=\s]+)')
_EXAMPLE = "path=value, such as agents.target.jv=0.5"


class _OverrideError(Exception):
    """One override cannot be applied; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def apply_overrides(document: Document, overrides: Sequence[str]) -> Document:
    """Return the document with values set, in the order given.

    Each override is ``path=value``. The path is dotted; a step into a list is
    an index, or the ``id`` of one of its items; a key that holds a dot is put in
    double quotes. The value is a single YAML value, or a list or mapping in
    brackets. Missing mappings are created, an empty value or null removes.

    Raises
    ------
    InputError
        With a problem for every override that is malformed or leads nowhere.
    """
    problems: list[Problem] = []
    for text in overrides:
        try:
            document = _apply(document, text)
        except _OverrideError as error:
            problems.append(error.problem)
    if problems:
        raise InputError(problems)
    return document


def _apply(document: Document, text: str) -> Document:
    file = f"{OPTION} {shortened(_printable(text), 80)}"
    steps, raw = _split(text, file)
    tree = _value(raw, file, dotted(steps))
    place, data, removed = _set(document.data, steps, tree.data, file)

    def stays(old: Place) -> bool:
        return old[: len(place)] != place

    positions = {old: at for old, at in document.positions.items() if stays(old)}
    keys = {old: at for old, at in document.keys.items() if stays(old)}
    if removed:
        index = place[-1]
        if isinstance(index, int):
            positions = _closed_up(positions, place[:-1], index)
            keys = _closed_up(keys, place[:-1], index)
        return replace(document, data=data, positions=positions, keys=keys)
    here = Position(file)
    for length in range(1, len(place) + 1):
        positions.setdefault(place[:length], here)
        if isinstance(place[length - 1], str):
            keys.setdefault(place[:length], here)
    positions.update((place + below, here) for below in tree.positions)
    keys.update((place + below, here) for below in tree.keys)
    return replace(document, data=data, positions=positions, keys=keys)


def _split(text: str, file: str) -> tuple[tuple[str, ...], str]:
    """Split an override into the steps of its path and the text of its value."""
    steps: list[str] = []
    rest = text.strip()
    while True:
        step = _STEP.match(rest)
        if step is None:
            break
        steps.append(step[1] or step[2])
        rest = rest[step.end() :].lstrip()
        if not rest.startswith("."):
            break
        rest = rest[1:]
    if step is None or not rest.startswith("="):
        raise _OverrideError(
            Problem(file, message="this sets nothing", found=short(text), allowed=_EXAMPLE)
        )
    if len(steps) > MAX_DEPTH:
        raise _OverrideError(
            Problem(file, message="the path is too long", allowed=f"at most {MAX_DEPTH} steps")
        )
    return tuple(steps), rest[1:].strip()


def _value(raw: str, file: str, path: str) -> Tree:
    """Read the value of an override as YAML."""

    def refused(message: str, hint: str = "") -> _OverrideError:
        return _OverrideError(
            Problem(file, path=path, found=short(raw), message=message, hint=hint)
        )

    if check_text(raw) or any("\ud800" <= char <= "\udfff" for char in raw):
        raise refused("the value holds an invisible or malformed character")
    if len(raw) > MAX_LINE:
        raise refused("the value is too long")
    tree = grow(raw, file)
    if tree.problems:
        first = tree.problems[0]
        inside = path if not first.path else f"{path}.{first.path}"
        raise _OverrideError(replace(first, line=None, column=None, path=inside))
    if tree.block:
        raise refused(
            "the value is laid out on lines", hint="write {key: value} or [item, item], or quote it"
        )
    if tree.empty and raw.startswith("#"):
        raise refused("the value is a comment", hint="put quotes around it")
    return tree


def _set(
    data: dict[str, Plain], steps: tuple[str, ...], value: Plain, file: str
) -> tuple[Place, dict[str, Plain], bool]:
    """Return where the steps lead, the data with the value set, whether it was removed.

    Everything on the way is copied, so that the old data stay as they were.
    """
    top = dict(data)
    here: Plain = top
    place: Place = ()
    for step in steps[:-1]:
        below: Plain
        if isinstance(here, list):
            index = _index(here, step, file, place)
            place = (*place, index)
            below = here[index] = _copied(here[index])
        elif isinstance(here, dict):
            place = (*place, step)
            below = here[step] = _copied(here.get(step))
        else:
            raise _not_inside(here, step, file, place)
        here = below
    step = steps[-1]
    if isinstance(here, list):
        index = _index(here, step, file, place)
        if value is None:
            del here[index]
        else:
            here[index] = value
        return (*place, index), top, value is None
    if not isinstance(here, dict):
        raise _not_inside(here, step, file, place)
    removed = value is None and step in here
    if removed:
        del here[step]
    else:
        here[step] = value
    return (*place, step), top, removed


def _not_inside(value: Plain, step: str, file: str, place: Place) -> _OverrideError:
    return _OverrideError(
        Problem(
            file,
            path=dotted(place),
            message=f"there is no {step!r} inside a single value",
            found=short(value),
            hint=f"set {dotted(place)} itself",
        )
    )


def _copied(value: Plain) -> Plain:
    """Copy one level; what is missing or null becomes a mapping."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return dict(value)
    return list(value) if isinstance(value, list) else value


def _index(items: list[Plain], step: str, file: str, place: Place) -> int:
    """Find a list item by its id, or else by its index."""
    ids = [item.get("id") if isinstance(item, dict) else None for item in items]
    if step in ids:
        return ids.index(step)
    if step.isascii() and step.isdigit() and len(step) < 7 and int(step) < len(items):
        return int(step)
    names = [name for name in ids if isinstance(name, str)]
    allowed = f"an index from 0 to {len(items) - 1}" if items else "nothing: the list is empty"
    if names:
        allowed = f"an id ({shortened(', '.join(names), 200)}) or {allowed}"
    raise _OverrideError(
        Problem(
            file,
            path=dotted((*place, step)),
            message="the list has no such item",
            allowed=allowed,
            hint=did_you_mean(step, names),
        )
    )


def _closed_up(
    positions: dict[Place, Position], items: Place, removed: int
) -> dict[Place, Position]:
    """Move the positions behind a removed list item up by one."""
    depth = len(items)

    def moved(place: Place) -> Place:
        if len(place) > depth and place[:depth] == items:
            index = place[depth]
            if isinstance(index, int) and index > removed:
                return (*items, index - 1, *place[depth + 1 :])
        return place

    return {moved(place): position for place, position in positions.items()}


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)
