"""Laying one document over another."""

from __future__ import annotations

from .document import Document, Place, Plain

__all__ = ["merge"]


def merge(base: Document, over: Document) -> Document:
    """Return a document with what ``over`` says, and else what ``base`` says.

    Mappings merge key by key; lists and single values replace. A null in
    ``over`` for a key that ``base`` has removes the key. Positions are those of
    the winner. Neither argument is changed.
    """
    lost: set[Place] = set()  # in base: replaced or removed, with all below
    removers: set[Place] = set()  # in over: the nulls that removed something
    data = _merged(base.data, over.data, (), lost, removers)
    positions = {
        place: position for place, position in base.positions.items() if not _is_below(place, lost)
    }
    keys = {place: position for place, position in base.keys.items() if not _is_below(place, lost)}
    positions.update(
        (place, position) for place, position in over.positions.items() if place not in removers
    )
    keys.update((place, position) for place, position in over.keys.items() if place not in removers)
    files = tuple(dict.fromkeys((*base.files, *over.files)))
    return Document(over.name, data, positions, keys, files)


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
