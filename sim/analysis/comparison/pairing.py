"""Batches side by side: the same replication of each is the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import group_of
from sim.batch.batch import Batch
from sim.errors import ThawError

Ints = NDArray[np.int64]


class PairingError(ThawError):
    """Batches that do not share their luck."""


class Pairing(NamedTuple):
    """Replications that are good in every batch.

    Attributes
    ----------
    replications
        Their numbers, ascending, shape ``(n,)``.
    rows
        For each batch the rows that hold them, shape ``(n,)``.
    groups
        Groups of replications that are not independent of each other, shape ``(n,)``; None if
        all are.
    """

    replications: Ints
    rows: tuple[Ints, ...]
    groups: Ints | None


def pair(batches: Sequence[Batch]) -> Pairing:
    """Line up batches on the numbers of their replications.

    Parameters
    ----------
    batches
        At least one. They may differ in length: what only some of them hold is left out.

    Raises
    ------
    PairingError
        If seeds or designs differ, so that replications of one number are different luck, or no
        replication is good in all of them.
    """
    if not batches:
        raise PairingError("no batch to compare")
    first = batches[0]
    for other in batches[1:]:
        for what, one, two in (
            ("seed", first.seed, other.seed),
            ("antithetic", first.antithetic, other.antithetic),
            ("repeats", first.repeats, other.repeats),
            ("where they branch off", node_of(first), node_of(other)),
        ):
            if one != two:
                raise PairingError(
                    f"{first.name} and {other.name} do not share their luck: {what} is {one} in "
                    f"the first and {two} in the second; run both with the same"
                )
    present = [batch.column("replication").cast(pl.Int64).to_numpy() for batch in batches]
    common: Ints = reduce(np.intersect1d, present)
    if not common.size:
        names = ", ".join(batch.name for batch in batches)
        raise PairingError(f"no replication is good in all of {names}")
    rows = tuple(np.searchsorted(numbers, common) for numbers in present)
    return Pairing(common, rows, group_of(first, common))


def node_of(batch: Batch) -> str:
    """Say where the futures of a batch begin to have luck of their own."""
    off, conditioned = batch.branch, batch.model.scenario.conditioned
    if conditioned is not None:
        return f"the record's end on {conditioned.facts.until}"
    if off is None:
        return "the first day"
    after = f" right after event {off.event}" if off.event >= 0 else ""
    day = batch.model.calendar.date(off.day)
    return f"future {off.replication} on {day}{after}"


def labels(batches: Sequence[Batch]) -> tuple[str, ...]:
    """Return the names of batches, told apart where they are the same: ``hold``, ``hold (2)``."""
    names: list[str] = []
    for batch in batches:
        name, again = batch.name, 1
        while name in names:
            again += 1
            name = f"{batch.name} ({again})"
        names.append(name)
    return tuple(names)
