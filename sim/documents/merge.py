"""Laying one document over another."""

from __future__ import annotations

from typing import Final

from .document import Document, Place, Plain, Position

__all__ = ["ADDS", "alone", "merge"]

ADDS: Final = "+"
"""How a key at the top ends whose list is added to that of the base: ``questions+``."""


def merge(base: Document, over: Document) -> Document:
    """Return a document with what ``over`` says, and else what ``base`` says.

    Mappings merge key by key; lists and single values replace. A null in
    ``over`` for a key that ``base`` has removes the key. At the top a list under
    a key that ends with a plus goes behind the list that ``base`` has without it.
    Positions are those of the winner. Neither argument is changed.
    """
    lost: set[Place] = set()  # in base: replaced or removed, with all below
    removers: set[Place] = set()  # in over: the nulls that removed something
    added = _added(base, over)
    rest = {key: value for key, value in over.data.items() if key not in added}
    data = _merged(base.data, rest, (), lost, removers)
    for key, (before, more) in added.items():
        data[key.removesuffix(ADDS)] = [*before, *more]
    behind = {key: len(before) for key, (before, _) in added.items()}
    return Document(
        over.name,
        data,
        _laid(base.positions, over.positions, lost, removers, behind),
        _laid(base.keys, over.keys, lost, removers, behind),
        tuple(dict.fromkeys((*base.files, *over.files))),
    )


def alone(document: Document) -> Document:
    """Return a document that lies over nothing: a list that it would add stands for itself."""
    if not any(key.endswith(ADDS) for key in document.data):
        return document
    return merge(Document(document.name, {}, {}, {}, ()), document)


def _added(base: Document, over: Document) -> dict[str, tuple[list[Plain], list[Plain]]]:
    """Return by their keys the lists that ``over`` adds: what stands there before, and they."""
    found: dict[str, tuple[list[Plain], list[Plain]]] = {}
    for key, more in over.data.items():
        to = key.removesuffix(ADDS)
        before = base.data.get(to, [])
        if to in (key, "") or to in over.data:
            continue
        if isinstance(more, list) and isinstance(before, list):
            found[key] = before, more
    return found


def _laid(
    base: dict[Place, Position],
    over: dict[Place, Position],
    lost: set[Place],
    removers: set[Place],
    behind: dict[str, int],
) -> dict[Place, Position]:
    """Return where each thing stands: what is left of the base, and what lies over it."""
    places = {place: at for place, at in base.items() if not _is_below(place, lost)}
    for place, at in over.items():
        match place:
            case (str(key), int(item), *rest) if key in behind:
                places[(key.removesuffix(ADDS), item + behind[key], *rest)] = at
            case (str(key),) if key in behind:
                places.setdefault((key.removesuffix(ADDS),), at)
            case _ if place not in removers:
                places[place] = at
    return places


def _merged(
    base: dict[str, Plain],
    over: dict[str, Plain],
    place: Place,
    lost: set[Place],
    removers: set[Place],
) -> dict[str, Plain]:
    data = dict(base)
    for key, value in over.items():
        below = (*place, key)
        old = base.get(key)
        if key not in base:
            data[key] = value
        elif value is None:
            del data[key]
            lost.add(below)
            removers.add(below)
        elif isinstance(old, dict) and isinstance(value, dict):
            data[key] = _merged(old, value, below, lost, removers)
        else:
            data[key] = value
            lost.add(below)
    return data


def _is_below(place: Place, tops: set[Place]) -> bool:
    return bool(tops) and any(place[:length] in tops for length in range(1, len(place) + 1))
