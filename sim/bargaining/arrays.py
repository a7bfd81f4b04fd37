"""Arrays for the inner loops: lists, or packed memory once compiled.

As it stands this is plain Python, and an array, called a row, is a list. Compiled by mypyc the
same lines work on `librt.vecs.vec`, numbers side by side in memory without an object for each, and
are some forty times as fast. Both do the same operations in the same order, so that results are
the same to the last bit. A row has a length and entries that may be read and replaced, and
``row[:]`` copies it; all else that is done with one is done here.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate
from types import FunctionType
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from librt.vecs import append, vec
    from mypy_extensions import i64


def _probe() -> None:
    """Do nothing: what kind of function this is tells whether the module is compiled."""


COMPILED: Final = not isinstance(cast(object, _probe), FunctionType)
"""Whether rows are packed memory."""

LOWEST: Final = float("-inf")

_FEW: Final = 64
"""Rows up to this length are sorted by insertion."""


def floats(values: list[float]) -> vec[float]:
    """Return these numbers as a row; the list must not be changed afterwards."""
    if not COMPILED:
        return cast("vec[float]", values)
    row = vec[float](capacity=len(values))
    for value in values:
        row = append(row, value)
    return row


def from_numpy(values: NDArray[np.float64]) -> vec[float]:
    """Return an array of numpy as a row: 8 bytes a number, also where rows are lists otherwise."""
    if not COMPILED:
        return cast("vec[float]", array("d", values.tobytes()))
    return vec[float](values)


def ints(values: list[int]) -> vec[i64]:
    """Return these whole numbers as a row; the list must not be changed afterwards."""
    if not COMPILED:
        return cast("vec[i64]", values)
    row = vec[i64](capacity=len(values))
    for value in values:
        row = append(row, value)
    return row


# To copy zeros is much quicker than to append one after another.
_ZEROS: Final = floats([0.0] * 512)
_ZERO_INTS: Final = ints([0] * 512)


def zeros(n: i64) -> vec[float]:
    """Return a row of zeros."""
    if not COMPILED:
        return cast("vec[float]", [0.0] * n)
    row = _ZEROS[:n]
    for _ in range(n - len(row)):
        row = append(row, 0.0)
    return row


def zero_ints(n: i64) -> vec[i64]:
    """Return a row of whole zeros."""
    if not COMPILED:
        return cast("vec[i64]", [0] * n)
    row = _ZERO_INTS[:n]
    zero: i64 = 0
    for _ in range(n - len(row)):
        row = append(row, zero)
    return row


def longer(row: vec[float], more: list[float]) -> vec[float]:
    """Return a new row with further numbers at its end."""
    if not COMPILED:
        return cast("vec[float]", [*row, *more])
    result = row[:]
    for value in more:
        result = append(result, value)
    return result


def longer_ints(row: vec[i64], more: list[int]) -> vec[i64]:
    """Return a new row with further whole numbers at its end."""
    if not COMPILED:
        return cast("vec[i64]", [*row, *more])
    result = row[:]
    for value in more:
        result = append(result, value)
    return result


def with_totals(row: vec[float], values: vec[float], first: i64, total: float) -> vec[float]:
    """Return a row with running totals at its end: of `total` and the values from `first` on.

    The row given is used up.
    """
    n: i64 = len(values)
    if not COMPILED:
        return cast("vec[float]", [*row, *list(accumulate(values[first:], initial=total))[1:]])
    for k in range(first, n):
        total += values[k]
        row = append(row, total)
    return row


def picked(row: vec[float], places: list[int]) -> vec[float]:
    """Return the entries of a row at some places."""
    if not COMPILED:
        return cast("vec[float]", [row[place] for place in places])
    result = vec[float](capacity=len(places))
    for place in places:
        result = append(result, row[place])
    return result


def above(places: vec[i64], row: vec[float], least: float) -> vec[i64]:
    """Return the places at which a row has more than `least`, in the order given."""
    if not COMPILED:
        return cast("vec[i64]", [place for place in places if row[place] > least])
    result = vec[i64](capacity=len(places))
    for place in places:
        if row[place] > least:
            result = append(result, place)
    return result


def without(places: vec[i64], row: vec[float]) -> vec[i64]:
    """Return the places at which a row has 0, in the order given."""
    if not COMPILED:
        return cast("vec[i64]", [place for place in places if not row[place]])
    result = vec[i64](capacity=len(places))
    for place in places:
        if row[place] == 0.0:
            result = append(result, place)
    return result


def first_at_least(row: vec[float], value: float, low: i64 = 0) -> i64:
    """Return the first place, from `low` on, at which a rising row is at least a value.

    Return the length of the row if there is none.
    """
    if not COMPILED:
        return cast("i64", bisect_left(cast("list[float]", row), value, low))
    high: i64 = len(row)
    while low < high:
        middle = (low + high) >> 1
        if row[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


def last_at_most(row: vec[i64], value: i64) -> i64:
    """Return the last place at which a rising row, which begins at 0, is at most a value."""
    low: i64 = 0
    high: i64 = len(row)
    while low < high:
        middle = (low + high) >> 1
        if row[middle] <= value:
            low = middle + 1
        else:
            high = middle
    return low - 1


def same(one: vec[float], other: vec[float]) -> bool:
    """Return whether two rows hold the same numbers."""
    if len(one) != len(other):
        return False
    for i, value in enumerate(one):
        if value != other[i]:
            return False
    return True


def sort(places: vec[i64], key: vec[float], *, falling: bool = False) -> vec[i64]:
    """Sort places by what stands there in another row; of equals the lower place comes first.

    The nearer they are to their order, the quicker: it pays to start from the last one.

    Parameters
    ----------
    places
        Places in `key`; sorted where they stand, and returned.
    key
        What to sort them by.
    falling
        Whether the largest comes first.
    """
    n: i64 = len(places)
    if not COMPILED or n > _FEW:
        ordered = sorted(places)
        ordered.sort(key=lambda place: key[place], reverse=falling)
        for i, place in enumerate(ordered):
            places[i] = place
        return places
    for i in range(n):
        place = places[i]
        value = key[place]
        j = i
        while j > 0:
            before = places[j - 1]
            one = key[before]
            if one == value:
                if before < place:
                    break
            elif (one > value) == falling:
                break
            places[j] = before
            j -= 1
        places[j] = place
    return places
