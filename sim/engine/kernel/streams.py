"""Chance: one block of uniforms for every named stream and replication.

Every source of chance has a name. Its uniforms come from a counter-based generator (Philox
4x64-10; Salmon et al. 2011) whose key is a hash of the master seed and the name and whose
counter is the number of the replication. So two scenarios under one seed see the same world, a
new stream disturbs no other, and any replication can be had alone.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sim.bargaining.arrays import from_numpy
from sim.engine.kernel.sobol import points

if TYPE_CHECKING:
    from librt.vecs import vec

BLOCK: Final = 64
"""Uniforms of a stream that are drawn ahead for each replication; a multiple of four."""

_SMALLEST: Final = 2.0**-54
"""Uniforms are moved off zero by this, so that an inverse distribution function is finite."""

_WORD: Final = 2**64 - 1


def stream_key(seed: int, name: str) -> int:
    """The 128-bit key of a stream: stable over runs, machines and versions of Python."""
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=16, person=b"thaw-stream")
    return int.from_bytes(digest.digest(), "little")


class _Source:
    """Uniforms by key and counter; one generator serves all keys, for to make one takes longer."""

    __slots__ = ("_bits", "_random", "_state")

    def __init__(self) -> None:
        self._bits = np.random.Philox(key=0)
        self._random = np.random.Generator(self._bits).random
        self._state = self._bits.state

    def uniforms(self, key: int, counter: int, extension: int, n: int) -> NDArray[np.float64]:
        """The n uniforms that a new generator would give, none of them 0."""
        # The counter's third word tells extensions from blocks: the two never overlap.
        words = self._state["state"]
        words["key"][:] = key & _WORD, key >> 64
        words["counter"][:] = counter, 0, extension, 0
        self._bits.state = self._state
        values: NDArray[np.float64] = self._random(n)
        np.maximum(values, _SMALLEST, out=values)
        return values


class Draw:
    """The uniforms of a stream in one replication, in (0, 1), one after the other.

    Attributes
    ----------
    branched
        How often it has gone over to the chance of a branch.
    """

    __slots__ = (
        "_begin",
        "_block",
        "_chance",
        "_end",
        "_extension",
        "_name",
        "_next",
        "branched",
    )

    def __init__(self, chance: Chance, name: str, block: vec[float], begin: int) -> None:
        self._name = name
        self.branched = 0
        self._follow(chance, block, begin)

    def _follow(self, chance: Chance, block: vec[float], begin: int) -> None:
        self._chance = chance
        self._block = block
        self._begin = begin
        self._next = begin
        self._end = begin + BLOCK
        self._extension = 0

    def branch(self, chance: Chance, replication: int) -> None:
        """Go over to the stream of the same name in the chance of a branch, from its beginning."""
        self.branched += 1
        self._follow(chance, chance.block(self._name), chance.place(replication))

    def next(self) -> float:
        """Draw the next."""
        place = self._next
        if place == self._end:  # the block is used up: its extensions follow one after the other
            self._extension += 1
            self._block = self._chance.extension(self._name, self._extension)
            place = self._begin
        self._next = place + 1
        return self._block[place]


class Chance:
    """Uniforms of a chunk of replications.

    Parameters
    ----------
    seed
        Master seed, any integer of at least 0.
    first
        Number of the first replication of the chunk.
    count
        Number of replications.
    antithetic
        Whether replications come in pairs ``2j, 2j + 1`` of which the second sees ``1 - u``.
    repeats
        How many consecutive replications share their uncertain parameters.
    at
        Where the replications branch off from a future, in a word of its own for each such place;
        empty for futures that begin on the first day. It goes into the keys of all streams.
    """

    __slots__ = (
        "_at",
        "_blocks",
        "_further",
        "_points",
        "_source",
        "antithetic",
        "count",
        "first",
        "repeats",
        "seed",
    )

    def __init__(
        self,
        seed: int,
        first: int,
        count: int,
        *,
        antithetic: bool = False,
        repeats: int = 1,
        at: str = "",
    ) -> None:
        if seed < 0 or first < 0 or count < 1 or repeats < 1:
            raise ValueError(
                f"seed ({seed}) and first replication ({first}) must not be negative and the "
                f"count ({count}) and repeats ({repeats}) must be positive"
            )
        self.seed = seed
        self.first = first
        self.count = count
        self.antithetic = antithetic
        self.repeats = repeats
        self._at = at
        self._source = _Source()
        self._blocks: dict[str, vec[float]] = {}
        self._further: dict[tuple[str, int], vec[float]] = {}
        self._points: dict[tuple[str, ...], NDArray[np.float64]] = {}

    def _drawn(self, name: str, extension: int) -> vec[float]:
        """Draw a stream's block, or an extension of it, for every replication of the chunk."""
        pair = 2 if self.antithetic else 1
        low = self.first // pair
        high = (self.first + self.count - 1) // pair + 1
        key = stream_key(self.seed, f"{self._at}{name}")
        values = self._source.uniforms(key, low * (BLOCK // 4), extension, (high - low) * BLOCK)
        if self.antithetic:
            rows = values.reshape(high - low, 1, BLOCK)
            skipped = self.first - low * pair
            values = np.concatenate([rows, 1.0 - rows], axis=1).ravel()[skipped * BLOCK :]
        # No list: of most streams a replication takes only the first few.
        return from_numpy(values)

    def stream(self, name: str, replication: int) -> Draw:
        """The uniforms of a stream in a replication, one after the other, in (0, 1).

        Parameters
        ----------
        name
            Name of the stream.
        replication
            Number of the replication, within the chunk.
        """
        return Draw(self, name, self.block(name), self.place(replication))

    def block(self, name: str) -> vec[float]:
        """Return the block of a stream, for every replication of the chunk."""
        found = self._blocks.get(name)
        if found is None:
            found = self._blocks[name] = self._drawn(name, 0)
        return found

    def place(self, replication: int) -> int:
        """Return where in blocks a replication of the chunk begins."""
        self._within(replication)
        return (replication - self.first) * BLOCK

    def extension(self, name: str, number: int) -> vec[float]:
        """What follows a stream's block for every replication of the chunk, numbered from 1."""
        found = self._further.get((name, number))
        if found is None:
            found = self._further[name, number] = self._drawn(name, number)
        return found

    def point(self, names: tuple[str, ...], replication: int) -> list[float]:
        """One uniform in (0, 1) for each name: together a point of a scrambled Sobol sequence.

        Consecutive replications have consecutive points, of which each serves `repeats` of them.
        In antithetic batches every other such group has the mirror image of the one before.

        Parameters
        ----------
        names
            What the dimensions stand for, in order; more of them at the end change none before.
        replication
            Number of the replication, within the chunk.
        """
        self._within(replication)
        pair = 2 if self.antithetic else 1
        low = self.first // self.repeats // pair
        found = self._points.get(names)
        if found is None:
            high = (self.first + self.count - 1) // self.repeats // pair + 1
            keys = [stream_key(self.seed, name) for name in names]
            found = self._points[names] = points(keys, low, high - low)
        group = replication // self.repeats
        row = found[group // pair - low]
        mirrored = self.antithetic and group % 2 == 1
        values: list[float] = (1.0 - row if mirrored else row).tolist()
        return values

    def _within(self, replication: int) -> None:
        if not self.first <= replication < self.first + self.count:
            raise ValueError(
                f"replication ({replication}) must be from {self.first} to "
                f"{self.first + self.count - 1}"
            )
