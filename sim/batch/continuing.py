"""Futures of a scenario that is conditioned on a record: each goes on from a past that agrees."""

from __future__ import annotations

from collections.abc import Callable

from sim.batch.pasts import pasts_of
from sim.engine.kernel.streams import Chance
from sim.engine.lineage import Fork, Lineage
from sim.engine.model.model import Model
from sim.engine.replication import Begun, finish
from sim.engine.state.record import Node, Record
from sim.outcomes.evidence import evidence_of

__all__ = ["continuing", "root_of"]


def continuing(
    model: Model, seed: int, first: int, count: int, *, antithetic: bool = False
) -> tuple[Callable[[int], Begun], Callable[[int], Record]]:
    """Return what begins, and what simulates, each future of a chunk, given its number.

    Parameters
    ----------
    model
        The compiled model, of a scenario that is conditioned.
    seed
        Master seed of what comes after the record.
    first, count, antithetic
        See `sim.engine.kernel.streams.Chance`.
    """
    conditioned = model.scenario.conditioned
    assert conditioned is not None
    evidence = evidence_of(conditioned.facts, model, steer=conditioned.steered)
    pasts = pasts_of(conditioned, evidence.until)
    chosen = pasts.chosen(seed, first, count)
    after = Chance(seed, first, count, antithetic=antithetic, at="present/")

    def begun(number: int) -> Begun:
        chance, root, forks = pasts.forks(int(chosen[number - first]))
        forks.append(Fork(evidence.until, after, number))
        return Lineage(model, chance, root, forks, steering=evidence.steering).fork()

    def simulated(number: int) -> Record:
        now = begun(number)
        root = pasts.line(int(chosen[number - first]))[0]
        return finish(now, seed, number, Node(root, evidence.until))

    return begun, simulated


def root_of(model: Model, seed: int, first: int, count: int) -> list[int]:
    """Return for each future of a chunk the number of its first days: what it shares with others.

    Futures of one root have the same beginning, and are not independent of each other (Lee &
    Whiteley 2018, Biometrika 105: the variance of what a particle filter estimates).
    """
    conditioned = model.scenario.conditioned
    assert conditioned is not None
    until = model.calendar.day(conditioned.facts.until) + 1.0
    pasts = pasts_of(conditioned, until)
    return [int(root) for root in pasts.roots[pasts.chosen(seed, first, count)]]
