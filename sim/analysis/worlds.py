"""Regret over worlds: which strategy to choose before it is known which world it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from sim.analysis.comparison.pairing import pair
from sim.analysis.comparison.regret import cvar, regrets, utilities
from sim.analysis.quantities import Schema, UnknownOutcomeError
from sim.batch.batch import Batch

SCHEMA: Final[Schema] = {
    "strategy": pl.String,
    "utility": pl.Float64,
    "expected": pl.Float64,
    "cvar": pl.Float64,
    "minimax": pl.Float64,
    "best": pl.Float64,
}


class Worlds(NamedTuple):
    """Strategies over several worlds.

    Attributes
    ----------
    table
        A row per strategy: ``strategy``; ``utility``, mean over the worlds; ``expected``,
        ``cvar`` (worst tenth of the worlds' weight) and ``minimax`` regret; ``best``, the weight
        of the worlds in which no other does better.
    worlds
        A row per strategy and world: ``strategy``, ``world``, ``n``, ``utility`` (mean over
        replications), ``regret``.
    """

    table: pl.DataFrame
    worlds: pl.DataFrame


def regret_over_worlds(
    batches: Mapping[str, Mapping[str, Batch]],
    *,
    outcome: str = "utility_executive",
    category: str | None = None,
    larger_is_better: bool = True,
    weights: Mapping[str, float] | None = None,
) -> Worlds:
    """Regret of strategies over worlds: what to choose before the dice are thrown.

    In each world a strategy is worth the mean over replications, and regret is measured against
    the strategy that is best there on average; `regret` measures it against the one that turns
    out best.

    Parameters
    ----------
    batches
        For each strategy its batch in each world; all strategies in the same worlds.
    outcome, category, larger_is_better
        As in `regret`.
    weights
        Probability of each world, up to a factor; equal without it.

    Raises
    ------
    PairingError
        If the strategies of a world do not share their luck.
    UnknownOutcomeError
        If there is no such outcome.
    ValueError
        If a strategy lacks a world, or there is none.
    """
    strategies = list(batches)
    worlds = list(batches[strategies[0]]) if strategies else []
    if not worlds or any(set(batches[s]) != set(worlds) for s in strategies):
        raise ValueError("need strategies that are all run in the same worlds, one at least")
    utility = np.empty((len(strategies), len(worlds)))
    n = []
    for j, world in enumerate(worlds):
        each = [batches[strategy][world] for strategy in strategies]
        values = utilities(each, pair(each), outcome, category)
        values = values[:, ~np.isnan(values).any(axis=0)]
        if not values.size:
            raise UnknownOutcomeError(f"{outcome} has no value in all strategies in {world}")
        utility[:, j] = values.mean(axis=1)
        n.append(values.shape[1])
    loss = regrets(utility if larger_is_better else -utility)
    mass = np.array([1.0 if weights is None else weights[world] for world in worlds])
    rows = [
        (
            name,
            float(np.average(utility[i], weights=mass)),
            float(np.average(loss[i], weights=mass)),
            cvar(loss[i], weights=mass),
            float(loss[i].max()),
            float(np.average(loss[i] == 0.0, weights=mass)),
        )
        for i, name in enumerate(strategies)
    ]
    cells = [
        (name, world, n[j], float(utility[i, j]), float(loss[i, j]))
        for i, name in enumerate(strategies)
        for j, world in enumerate(worlds)
    ]
    return Worlds(
        pl.DataFrame(rows, schema=SCHEMA, orient="row"),
        pl.DataFrame(cells, schema=["strategy", "world", "n", "utility", "regret"], orient="row"),
    )
