"""One scenario or several on a page: whether they can be drawn, what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import naming

NAMES: Final = 2.6
"""Room for names of scenarios to the left of a panel, inches."""

LETTERS: Final = 30
"""Letters of a scenario's name that fit into `NAMES`."""

FEW: Final = 6
"""Scenarios whose lines can be told apart in one panel."""


def one_or_many(of: Batch | Sequence[Batch]) -> list[Batch]:
    """Return the batches of a figure that takes one or many.

    Raises
    ------
    ThawError
        If there is none, or all replications of one of them failed.
    """
    batches = [of] if isinstance(of, Batch) else list(of)
    if not batches:
        raise ThawError("there is nothing to draw: no batch is given")
    need_rows(*batches)
    return batches


def compared(batches: Sequence[Batch]) -> list[Batch]:
    """Return the batches of a comparison, if they can be drawn at all.

    Raises
    ------
    ThawError
        If there are fewer than two, or all replications of one of them failed.
    """
    if len(batches) < 2:
        raise ThawError(f"a comparison needs two scenarios or more, found {len(batches)}")
    need_rows(*batches)
    return list(batches)


def need_rows(*batches: Batch) -> None:
    """Refuse to draw batches of which nothing is known.

    Raises
    ------
    ThawError
        If all replications of one of them failed.
    """
    for batch in batches:
        if not batch.rows:
            raise ThawError(
                f"there is nothing to draw of {batch.name}: all {batch.n:,} futures failed"
            )


def need_few(batches: Sequence[Batch], figure: str, instead: str) -> None:
    """Refuse to draw so many lines on one another that nobody can follow one.

    Parameters
    ----------
    batches
        Who is compared.
    figure, instead
        Name of the figure, and of those that show so many.

    Raises
    ------
    ThawError
        If there are more than `FEW`.
    """
    if len(batches) > FEW:
        raise ThawError(
            f"{len(batches)} scenarios are too many for the lines of {figure}, which shows "
            f"{FEW} at most; see {instead} instead"
        )


def names(batches: Sequence[Batch]) -> list[str]:
    """Return what scenarios are called, cut so that it fits into `NAMES`, and all different."""
    return naming.scenarios(batches, LETTERS)


def caveat(batches: Sequence[Batch]) -> str:
    """Return what a reader must know of scenarios that differ in more than policy, or nothing.

    Scenarios of other years, lengths or countries are compared all the same, outcome by outcome,
    where all of them have it. It begins with a semicolon, to go on from what a figure shows.
    """
    differences = []
    spans = {(b.model.scenario.start, b.model.scenario.end) for b in batches}
    if len({end - start for start, end in spans}) > 1:
        differences.append(
            "scenarios of other lengths: days are counted to the end of the shortest"
        )
    elif len(spans) > 1:
        differences.append("scenarios of other years")
    if len({tuple(b.model.catalogue.senders) for b in batches}) > 1:
        differences.append("of other senders: only outcomes that all have")
    return "".join(f"; {difference}" for difference in differences)
