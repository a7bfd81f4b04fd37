"""The assumptions that are drawn by default: an ensemble of points, each with a weight.

What no source settles is not known once for all, and its parts hang together: a sender that gives
up sooner goes with talks that open more seldom, for instance. So it is drawn together, as one of
many points that the cases of the library have not ruled out, each as often as they speak for it.
How the points came about is in docs/assumptions.md.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate
from math import fsum
from pathlib import Path
from typing import Final

from sim.scenario.shipped import folder

__all__ = ["ENSEMBLE", "PLACE", "WEIGHT", "Ensemble", "ensemble", "read_ensemble"]

ENSEMBLE: Final = "cases"
"""Name of the ensemble that comes with thaw."""

WEIGHT: Final = "weight"
"""Column of weights in the file of points."""

PLACE: Final = "assumptions"
"""Folder of what is assumed, among what comes with thaw."""

Value = float | str


@dataclass(frozen=True)
class Ensemble:
    """Points with weights.

    Attributes
    ----------
    paths
        Parameters, by the dotted paths of their fields.
    weights
        Weight of each point.
    cases
        Cases of the library without which weights were found too.
    digest
        Hash of what it says, 8 hexadecimal digits.
    """

    paths: tuple[str, ...]
    weights: tuple[float, ...]
    cases: tuple[str, ...]
    digest: str
    _rows: Sequence[str] = field(repr=False, compare=False)
    _lines: Sequence[str] = field(repr=False, compare=False)
    _sums: dict[str, list[float]] = field(default_factory=dict, repr=False, compare=False)

    def point(self, u: float, left_out: str = "") -> tuple[Value, ...]:
        """Return the point at which the summed weights reach the share `u` of all weight.

        Parameters
        ----------
        u
            A number in (0, 1).
        left_out
            A case of the library without which the weights were found; empty for none.
        """
        sums = self._sums.get(left_out)
        if sums is None:
            weights = self.weights_without(left_out)
            total = fsum(weights)
            sums = self._sums[left_out] = [s / total for s in accumulate(weights)]
        # Of thousands of points a future needs one: only that is read.
        return _values(self._rows[min(bisect_right(sums, u), len(sums) - 1)])

    @cached_property
    def points(self) -> tuple[tuple[Value, ...], ...]:
        """Values of the parameters in their order, for each point."""
        return tuple(map(_values, self._rows))

    def weights_without(self, case: str) -> tuple[float, ...]:
        """Return the weights that were found without a case; those of all if it is empty."""
        if not case:
            return self.weights
        place = self.cases.index(case)
        return tuple(float(line.split(",", place + 1)[place]) for line in self._lines)

    def column(self, path: str) -> tuple[Value, ...]:
        """Return the values of a parameter, point by point."""
        place = self.paths.index(path)
        return tuple(point[place] for point in self.points)


@lru_cache(maxsize=4)
def ensemble(name: str) -> Ensemble:
    """Return an ensemble that comes with thaw.

    Raises
    ------
    FileNotFoundError
        If there is none of that name.
    """
    return read_ensemble(folder() / PLACE, name)


def read_ensemble(within: Path, name: str = ENSEMBLE) -> Ensemble:
    """Read an ensemble from its two files: points with weights, and weights by case left out.

    Parameters
    ----------
    within
        Their folder.
    name
        Their stem.
    """
    files = (within / f"{name}.csv", within / f"{name}_left_out.csv")
    texts = [path.read_bytes() for path in files]
    (header, *rows), (cases, *lines) = (_lines(text) for text in texts)
    weight, *paths = header.split(",")
    if weight != WEIGHT:
        raise ValueError(f"{files[0]}: the first column is {WEIGHT}, found {weight}")
    return Ensemble(
        tuple(paths),
        tuple(float(row.partition(",")[0]) for row in rows),
        tuple(cases.split(",")),
        hashlib.blake2b(b"\n".join(texts), digest_size=4).hexdigest(),
        rows,
        lines,
    )


def _lines(text: bytes) -> list[str]:
    """Return the lines that are no comment; no cell holds a comma or a line's end."""
    return [line for line in text.decode().splitlines() if not line.startswith("#")]


def _values(row: str) -> tuple[Value, ...]:
    """Return what a line has behind its weight."""
    return tuple(_value(cell) for cell in row.split(",")[1:])


def _value(cell: str) -> Value:
    try:
        return float(cell)
    except ValueError:
        return cell
