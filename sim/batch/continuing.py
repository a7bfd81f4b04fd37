"""Futures of a scenario that is conditioned on a record: each goes on from a past that agrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.batch.pasts import Pasts, pasts_of
from sim.catalogue.schema import Catalogue
from sim.engine.kernel.streams import Chance
from sim.engine.lineage import Fork, Lineage
from sim.engine.model.model import Model
from sim.engine.replication import Begun, finish
from sim.engine.state.record import Node, Record
from sim.engine.state.steering import Steering, joined
from sim.outcomes.evidence import evidence_of
from sim.results.files import digest
from sim.results.identity import code
from sim.scenario.facts import Facts
from sim.scenario.resolved import fingerprint_until
from sim.scenario.schema import Scenario

__all__ = [
    "ANEW",
    "continued_to",
    "continuing",
    "ends_of",
    "past_digest",
    "pasts_amiss",
    "roots_of",
]


ANEW: Final = "condition the scenario anew: thaw now"
"""What to do about pasts that cannot be gone on from."""


def continuing(model: Model, seed: int, first: int, count: int) -> Callable[[int], Record]:
    """Return what simulates each future of a chunk, given its number.

    Parameters
    ----------
    model
        The compiled model, of a scenario that is conditioned.
    seed
        Master seed of what comes after the record.
    first, count
        Number of the first future of the chunk, and how many.
    """
    pasts, steering = _pasts(model)
    chosen = pasts.chosen(seed, first, count)
    after = Chance(seed, first, count, at="present/")

    def simulated(number: int) -> Record:
        chance, root, forks = pasts.forks(int(chosen[number - first]))
        forks.append(Fork(pasts.ends, after, number))
        begun = Lineage(model, chance, root, forks, steering=steering).fork()
        return finish(begun, seed, number, Node(root, pasts.ends))

    return simulated


def continued_to(
    model: Model, seed: int, number: int, day: float, more: Steering | None = None
) -> Begun:
    """Return a future, begun: so that it can be looked at at the end of a day.

    Parameters
    ----------
    model, seed
        See `continuing`.
    number
        Number of the future.
    day
        Days from the start.
    more
        What chance is asked for once the pasts have ended.
    """
    pasts, steering = _pasts(model)
    steering = steering if more is None else joined(steering, more)
    chance, root, forks = pasts.forks(int(pasts.chosen(seed, number, 1)[0]))
    forks.append(Fork(pasts.ends, Chance(seed, number, 1, at="present/"), number))
    soon = [fork for fork in forks if fork.day < day + 1.0]
    return Lineage(model, chance, root, soon, steering=steering).fork()


def ends_of(model: Model) -> float:
    """Return the moment at which the pasts of a conditioned scenario end, days from the start."""
    return _pasts(model)[0].ends


def roots_of(model: Model, seed: int, n: int) -> NDArray[np.int64]:
    """Return for each of n futures the number of its first days, shape ``(n,)``.

    Futures of one root have the same beginning, and are not independent of each other (Lee &
    Whiteley 2018, Biometrika 105: the variance of what a particle filter estimates).
    """
    pasts, _ = _pasts(model)
    return pasts.roots[pasts.chosen(seed, 0, n)]


def past_digest(scenario: Scenario, catalogue: Catalogue, facts: Facts, *, steered: bool) -> str:
    """Return the hash of what decides the pasts of a scenario: its days till then, and the record.

    Parameters
    ----------
    scenario, catalogue
        The scenario.
    facts
        The record.
    steered
        Whether its futures are steered to what is a draw.
    """
    decisive = {
        "scenario": fingerprint_until(scenario, catalogue, facts.last),
        "facts": facts.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "steered": steered,
    }
    return digest(decisive)


def pasts_amiss(scenario: Scenario, catalogue: Catalogue) -> str:
    """Say why a scenario cannot go on from the pasts it names; empty if it can, or names none."""
    found = scenario.conditioned
    if found is None:
        return ""
    if found.code != code():
        return (
            f"its pasts were simulated by other code of thaw ({found.code[:8]}), and this is "
            f"{code()[:8]}, of which they may not be pasts"
        )
    if found.digest != past_digest(scenario, catalogue, found.facts, steered=found.steered):
        return (
            f"what the scenario says of the time up to {found.facts.last} has changed since its "
            "pasts were simulated; what begins later may be changed"
        )
    try:
        pasts_of(found, 0.0)
    except ValueError as error:
        return f"its pasts are damaged: {error}"
    return ""


def _pasts(model: Model) -> tuple[Pasts, Steering]:
    """Return the pasts of a scenario that is conditioned, and what they asked of chance."""
    conditioned = model.scenario.conditioned
    assert conditioned is not None
    evidence = evidence_of(conditioned.facts, model, steer=conditioned.steered)
    return pasts_of(conditioned, evidence.ends), evidence.steering
