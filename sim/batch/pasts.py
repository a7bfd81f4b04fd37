"""The pasts that a record leaves: which futures are continued, and how each came to its day.

A past is a line of slots: its number among the futures simulated first, and after each day on
which the likelier were continued in place of others its place among those. Slots were drawn
systematically, so that each list of them rises; what is kept is by how much.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.kernel.sobol import points
from sim.engine.kernel.streams import Chance, stream_key
from sim.engine.lineage import Fork
from sim.scenario.facts import Conditioned

__all__ = ["Pasts", "line_of", "packed", "pasts_of", "roots_of", "streams_of", "unpacked"]

Numbers = NDArray[np.int64]

_CLOSE: Final = 4
"""As many slots as one asks for are drawn together at most, times this."""

_MOST_BYTES: Final = 2**27
"""What a packed list may unpack to."""


class Pasts(NamedTuple):
    """Pasts of equal weight.

    Attributes
    ----------
    seed
        Their master seed.
    days
        On which the likelier were continued in place of others, days from the start.
    slots
        For each of these days the slot that each slot continues, and in the end that of each
        past; shape ``(n,)`` each.
    ends
        The moment at which they end, days from the start.
    """

    seed: int
    days: tuple[float, ...]
    slots: tuple[Numbers, ...]
    ends: float

    def line(self, past: int) -> tuple[int, ...]:
        """Return the slots of a past, the number of its first days first."""
        return line_of(self.slots, past)

    @property
    def roots(self) -> Numbers:
        """The number of the first days of each past, shape ``(n,)``."""
        return roots_of(self.slots, self.slots[-1].size)

    def chosen(self, seed: int, first: int, count: int) -> Numbers:
        """Return which past each future has, shape ``(count,)``.

        They are spread evenly over the pasts however many there are (a scrambled sequence of
        Sobol); the same number has the same past for whatever scenario and change.

        Parameters
        ----------
        seed
            Master seed of the futures.
        first, count
            Number of the first future, and how many.
        """
        n = self.slots[-1].size
        at = points([stream_key(seed, "past")], first, count)[:, 0]
        return np.minimum((at * n).astype(np.int64), n - 1)

    def forks(self, past: int) -> tuple[Chance, int, list[Fork]]:
        """Return the streams of a past: those of its first days, its number there, and the rest."""
        line = self.line(past)
        (streams,) = streams_of(self.seed, self.days, [line])
        return streams


def streams_of(
    seed: int, days: Sequence[float], lines: Sequence[Sequence[int]]
) -> Iterator[tuple[Chance, int, list[Fork]]]:
    """Yield the streams of lines of slots: those of the first days, the number there, the forks.

    What lines have in common, or lies close by, is drawn together.
    """
    places = [
        _together(seed, "" if place == 0 else f"past/{place}/", column)
        for place, column in enumerate(zip(*lines, strict=True))
    ]
    for line in lines:
        root, *rest = line
        forks = [
            Fork(day, chance(slot), slot)
            for day, slot, chance in zip(days, rest, places[1:], strict=True)
        ]
        yield places[0](root), root, forks


def _together(seed: int, at: str, slots: Sequence[int]) -> Callable[[int], Chance]:
    """Return the uniforms of each slot: of all of them together, if they lie close by."""
    first, count = min(slots), max(slots) - min(slots) + 1
    if count > _CLOSE * len(slots):
        return lambda slot: Chance(seed, slot, 1, at=at)
    every = Chance(seed, first, count, at=at)
    return lambda slot: every


def roots_of(slots: Sequence[Numbers], n: int) -> Numbers:
    """Return the number of the first days of each of n slots, or pasts, after lists of slots."""
    found = np.arange(n)
    for each in reversed(slots):
        found = each[found]
    return found


def line_of(slots: Sequence[Numbers], past: int) -> tuple[int, ...]:
    """Return the slots of a past, from the first, see `Pasts`."""
    line = [past]
    for each in reversed(slots):
        line.append(int(each[line[-1]]))
    return tuple(reversed(line))[:-1]


def packed(slots: Sequence[Numbers]) -> str:
    """Return lists of slots that rise as text: their steps, compressed."""
    steps = np.concatenate([np.diff(each, prepend=0) for each in slots]).astype("<u4")
    return base64.b85encode(zlib.compress(steps.tobytes(), 9)).decode()


def unpacked(text: str, n: int, lists: int) -> tuple[Numbers, ...]:
    """Return what `packed` made of so many lists of n slots.

    Raises
    ------
    ValueError
        If it is not that.
    """
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b85decode(text), _MOST_BYTES)
        steps = np.frombuffer(data, "<u4").astype(np.int64)
    except (ValueError, zlib.error, binascii.Error) as error:
        raise ValueError("it cannot be read") from error
    if not unpacking.eof:
        raise ValueError("it cannot be read: some of it is missing")
    if steps.size != n * lists:
        raise ValueError(f"it holds {steps.size:,} numbers where {n * lists:,} should be")
    found = tuple(np.cumsum(each) for each in steps.reshape(lists, n))
    if any(each[-1] >= n for each in found):
        raise ValueError("it names pasts that there are not")
    return found


@lru_cache(maxsize=4)
def pasts_of(conditioned: Conditioned, ends: float) -> Pasts:
    """Return the pasts that a scenario is conditioned on.

    Parameters
    ----------
    conditioned
        What the scenario says of them.
    ends
        The moment at which they end, days from the start.

    Raises
    ------
    ValueError
        If they cannot be read.
    """
    slots = unpacked(conditioned.pasts, conditioned.n, len(conditioned.days) + 1)
    return Pasts(conditioned.seed, conditioned.days, slots, ends)
